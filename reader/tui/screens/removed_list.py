"""Deleted marks and notes, of the article that is open or of the whole library; answers with the one to bring back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reader.library.trash import TrashedAnnotation
from reader.model.annotation import Colour, PlacedAnnotation
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age
from reader.tui.screens.annotation_list import annotation_row
from reader.tui.screens.sheet import Sheet, SheetRow


class RemovedList(Sheet[TrashedAnnotation]):
    """What was deleted, the last first, with when."""

    empty_text = "Deleted marks and notes stand here until the trash is emptied; nothing is deleted yet."
    hints = (("accept", "bring back"), ("cancel", "leave"))
    has_quiet_right = True

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        removed: Sequence[TrashedAnnotation],
        meanings: Mapping[Colour, str],
        now: datetime,
        *,
        here: str = "",
    ) -> None:
        """`here` is the article that needs no headline."""
        super().__init__(keymap)
        self.title_text = title
        self._removed = removed
        self._meanings = meanings
        self._now = now
        self._here = here
        self._entries: list[TrashedAnnotation | None] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """A heading for each article but the one that is open, a row for each annotation."""
        rows: list[SheetRow] = []
        self._entries = []
        shown = self._here
        for entry in self._removed:
            if entry.annotation.article_id != shown:
                shown = entry.annotation.article_id
                rows.append(SheetRow(text=entry.title or "An article that is not here", is_heading=True))
                self._entries.append(None)
            row = annotation_row(PlacedAnnotation(annotation=entry.annotation), self._meanings)
            rows.append(row.with_right(age(entry.removed, self._now)))
            self._entries.append(entry)
        return rows

    def choose(self, index: int) -> None:
        """Answer with the annotation."""
        if index >= 0 and (entry := self._entries[index]) is not None:
            self.dismiss(entry)
