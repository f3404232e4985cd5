"""The contents of an article: its headings, the one that is being read under the bar; answers with an offset."""

from collections.abc import Sequence

from reader.model.article import Article
from reader.model.blocks import Heading, Headline
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class Contents(Sheet[int]):
    """Headings by their level, with how far into the text they stand."""

    title_text = "Contents"
    empty_text = "This article has no headings. } and { move by paragraphs."
    hints = (("accept", "go there"), ("cancel", "leave"))

    def __init__(self, keymap: KeyMap, article: Article, offset: int) -> None:
        super().__init__(keymap)
        self._headings = [
            (start, block)
            for start, block in zip(article.block_starts, article.blocks, strict=True)
            if isinstance(block, Heading | Headline)
        ]
        self._letters = max(1, len(article.text))
        self._current = max((index for index, (start, _) in enumerate(self._headings) if start <= offset), default=0)

    def on_mount(self) -> None:
        """Begin at the heading above the text that is shown."""
        self.reload(self._current)

    def make_rows(self) -> Sequence[SheetRow]:
        """A headline alone is no table of contents."""
        if len(self._headings) < 2:
            return ()
        return [
            SheetRow(
                text=block.text,
                indent=2 * (block.level - 2) if isinstance(block, Heading) else 0,
                right=f"{start / self._letters:.0%}" if start else "",
            )
            for start, block in self._headings
        ]

    def choose(self, index: int) -> None:
        """Answer with where the heading stands."""
        self.dismiss(self._headings[index][0] if index >= 0 else None)
