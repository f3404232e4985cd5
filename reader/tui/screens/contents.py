"""The contents of an article: its headings, the one that is being read marked; the text follows the bar.

Stands at the right edge, so that the beginnings of the lines stay to be seen. An article without headings has the beginnings of
its paragraphs.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.model.article import Article
from reader.model.blocks import Heading, Headline, ListItem, Paragraph
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.place_sheet import LONGEST_WORDS, PlaceRow, PlaceSheet, place_rows
from reader.tui.screens.sheet import SheetRow

CURRENT = "›"
_WIDTH = 46
_NARROWEST = 36
_TEXT_SEEN = 34
"""Cells at the left that are kept free, if the sheet has enough left to be of use."""


class Part(NamedTuple):
    """A heading, or a paragraph where there are none, and the text below it."""

    offset: int
    text: str
    level: int = 0
    """How deep it stands; 0 for the article itself."""


class Labels(NamedTuple):
    """What stands at the right of a part."""

    at: Callable[[int], str]
    """How far into the text an offset is."""
    left: Callable[[int], str]
    """How long it takes from here to an offset: to the end of the part that is being read."""


def parts_of(article: Article) -> tuple[Part, ...]:
    """Return the headings in order with the headline first; of an article without any, its paragraphs."""
    found = [
        Part(start, block.text, block.level - 1 if isinstance(block, Heading) else 0)
        for start, block in zip(article.block_starts, article.blocks, strict=True)
        if isinstance(block, Heading | Headline)
    ]
    if any(part.level for part in found):
        return tuple(found)
    return tuple(
        Part(start, " ".join(block.text[:LONGEST_WORDS].split()))
        for start, block in zip(article.block_starts, article.blocks, strict=True)
        if isinstance(block, Headline | Paragraph | ListItem) and block.text.strip()
    )


class Contents(PlaceSheet[int]):
    """Headings by their level, with how far into the text they stand; answers with an offset."""

    DEFAULT_CSS = """
    Contents { align: right middle; background: transparent; }
    """
    title_text = "Contents"
    empty_text = "This article has no text to go to."
    hints = (("accept", "go there"), ("filter_choices", "filter"), ("cancel", "leave"))
    left_width = 2
    text_rows = 3

    def __init__(
        self,
        keymap: KeyMap,
        article: Article,
        offset: int,
        labels: Labels,
        look: Callable[[int | None], object],
    ) -> None:
        """`offset` is the first on the screen; `look` shows the text at an offset, or with None what was shown before."""
        super().__init__(keymap)
        self._article = article
        self._parts = parts_of(article)
        self._labels = labels
        self._look = look
        self._current = max((index for index, part in enumerate(self._parts) if part.offset <= offset), default=0)
        if not any(part.level for part in self._parts):
            self.title_text = "Contents · no headings, so the paragraphs"
            self.text_rows = 1

    @property
    def width_cells(self) -> int:  # type: ignore[override]  # it leaves room for the text that it leads to
        """A part of the screen, so that the text is seen beside it."""
        return min(_WIDTH, max(_NARROWEST, self.app.size.width - _TEXT_SEEN))

    def all_rows(self) -> Sequence[PlaceRow]:
        """One row a part."""
        return place_rows(self._row, range(len(self._parts)))

    def _row(self, index: int) -> SheetRow:
        part, is_current = self._parts[index], index == self._current
        end = self._parts[index + 1].offset if index + 1 < len(self._parts) else len(self._article.text)
        return SheetRow(
            text=part.text,
            indent=2 * max(0, part.level - 1),
            left=CURRENT if is_current else "",
            right=self._labels.left(end) if is_current else self._labels.at(part.offset),
        )

    def first_row(self) -> int:
        """Begin at the part that is being read."""
        return self._current

    def moved(self) -> None:
        """Show the part under the bar."""
        if self.entry >= 0:
            self._look(self._parts[self.entry].offset)

    def written(self) -> None:
        """Show the first part that is found."""
        super().written()
        self.moved()

    def leave(self) -> None:
        """Go back to where one was."""
        self._look(None)
        self.dismiss(None)

    def chosen(self, index: int) -> None:
        """Answer with where the part begins."""
        self._look(None)
        self.dismiss(self._parts[index].offset)
