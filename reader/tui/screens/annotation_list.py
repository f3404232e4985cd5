"""All marks and notes, of the article that is open or of the whole library; answers with the one chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.model.annotation import AnchorState, Colour, PlacedAnnotation
from reader.tui.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnnotation:
    """An annotation with the article it stands in."""

    article_id: str
    title: str
    placed: PlacedAnnotation


class AnnotationList(Sheet[ListedAnnotation]):
    """Quotes with their notes, under the headlines of their articles."""

    empty_text = "Marks and notes stand here. H marks the current sentence, a writes beside it."
    hints = (("accept", "go there"), ("cancel", "leave"))

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        listed: Sequence[ListedAnnotation],
        meanings: Mapping[Colour, str],
        here: str = "",
    ) -> None:
        super().__init__(keymap)
        self.title_text = title
        self._meanings = meanings
        self._here = here
        self._entries: list[ListedAnnotation | None] = []
        self._listed = listed

    def make_rows(self) -> Sequence[SheetRow]:
        """A heading for each article but the one that is open, a row for each annotation."""
        rows: list[SheetRow] = []
        self._entries = []
        shown = self._here
        for entry in self._listed:
            if entry.article_id != shown:
                shown = entry.article_id
                rows.append(SheetRow(text=entry.title, is_heading=True))
                self._entries.append(None)
            rows.append(annotation_row(entry.placed, self._meanings))
            self._entries.append(entry)
        return rows

    def choose(self, index: int) -> None:
        """Answer with the annotation."""
        if index >= 0 and (entry := self._entries[index]) is not None:
            self.dismiss(entry)


def annotation_row(placed: PlacedAnnotation, meanings: Mapping[Colour, str]) -> SheetRow:
    """Return the row of one annotation: the quote on its colour, then the colour's word, the note, the tags and its state.

    A note on the article has no quote: its own words come first.
    """
    annotation = placed.annotation
    state = placed.anchor.state if placed.anchor is not None else None
    note = " ".join(annotation.note.split())
    quote = " ".join(annotation.quote.split())
    parts = [
        meanings[annotation.colour] if annotation.is_highlight else "on the article",
        "its passage is gone from the text" if state is AnchorState.ORPHAN else "",
        "its words have changed" if state is AnchorState.CHANGED else "",
        note if quote else "",
        " ".join(f"#{tag}" for tag in annotation.tags),
    ]
    return SheetRow(
        text=quote or note or "✎",
        colour=annotation.colour.value if annotation.is_highlight else "",
        note=" · ".join(part for part in parts if part),
    )
