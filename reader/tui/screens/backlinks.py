"""The notes that refer to an article or to a note; answers with the one chosen."""

from collections.abc import Mapping, Sequence

from reader.library.results import FoundAnnotation
from reader.model.annotation import Annotation, Colour
from reader.model.note_text import read_note
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class Backlinks(Sheet[FoundAnnotation]):
    """Notes under the headlines of their articles, the newest first."""

    hints = (("accept", "go there"), ("cancel", "leave"))

    def __init__(
        self,
        keymap: KeyMap,
        what: str,
        found: Sequence[FoundAnnotation],
        meanings: Mapping[Colour, str],
        here: str,
    ) -> None:
        """`what` is "this article" or "this note"; `here` is the article that is open."""
        super().__init__(keymap)
        self.title_text = f"What refers to {what}"
        self.empty_text = f"No note refers to {what} yet. [[ in a note links to an article or to a note."
        self._found = found
        self._meanings = meanings
        self._here = here
        self._entries: list[FoundAnnotation | None] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """A heading for each article, a row for each note."""
        by_article: dict[str, list[FoundAnnotation]] = {}
        for found in self._found:
            by_article.setdefault(found.record.id, []).append(found)
        rows: list[SheetRow] = []
        self._entries = []
        for article_id, entries in by_article.items():
            title = "In this article" if article_id == self._here else entries[0].record.title
            rows.append(SheetRow(text=title, is_heading=True))
            self._entries.append(None)
            for found in entries:
                rows.append(_row(found.placed.annotation, self._meanings))
                self._entries.append(found)
        return rows

    def choose(self, index: int) -> None:
        """Answer with the note."""
        found = self._entries[index] if 0 <= index < len(self._entries) else None
        if found is not None:
            self.dismiss(found)


def _row(annotation: Annotation, meanings: Mapping[Colour, str]) -> SheetRow:
    """Return the words of a note, and below them what it stands on."""
    if annotation.is_highlight:
        quote = " ".join(annotation.quote.split())
        where = f"{meanings.get(annotation.colour, annotation.colour.value)} · “{quote}”"
    else:
        where = "on the article"
    return SheetRow(text=read_note(annotation.note).plain or "✎", note=where)
