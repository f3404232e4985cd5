"""An article: metadata, blocks, and where each of them came from.

`Article.text` is THE coordinate system. An *offset* is a code point index into it, the only coordinate ever stored. A
*block position* is (block index, offset inside the block's text); `layout` turns it into cells.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from reader.model.blocks import Block, Deck, Figure, Headline, Image, Quote, block_text
from reader.model.dates import PageDate
from reader.model.page import Cut
from reader.model.units import count_words, reading_minutes
from reader.model.values import dataclass

SEPARATOR = "\n\n"
"""Stands between two blocks in `Article.text`."""


class ArticleKind(StrEnum):
    """What the page turned out to be: the first four are there to be read, the others stand where an article was looked for."""

    ARTICLE = "article"
    LIVE = "live"
    GALLERY = "gallery"
    VIDEO = "video"
    INDEX = "index"
    SEARCH = "search"
    WALL = "wall"
    """It asks for consent first."""
    LOGIN = "login"
    CHECK = "check"
    """It asks for a proof of being human."""
    ERROR = "error"
    """There is nothing at this address, however politely the page says so."""
    SHELL = "shell"
    """A script would have to load the text."""


class BlockPosition(NamedTuple):
    """A place in one block: its index and a code point offset inside its text."""

    block: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article beside its text. Unknown is empty or None, never a guess without a source."""

    title: str = ""
    kicker: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    """People, without "By"."""
    agencies: tuple[str, ...] = ()
    """News agencies named in the byline."""
    place: str = ""
    """From the dateline or "in CITY"."""
    published: PageDate | None = None
    updated: PageDate | None = None
    site: str = ""
    section: str = ""
    language: str = ""
    """A BCP 47 tag, lower-case language first: `en`, `pt-BR`."""
    url: str = ""
    """The final address."""
    canonical: str = ""
    tags: tuple[str, ...] = ()
    licence: str = ""
    lead_image: str = ""
    corrections: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name to the source its value came from: `title` -> `h1, vouched for by json-ld`."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One cleaned state of an article. Not slotted: its text and indexes are computed once, when asked for."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    kind: ArticleKind = ArticleKind.ARTICLE
    is_partial: bool = False
    """Whether this is only the teaser of a longer text."""
    cut: Cut | None = None
    """What cut the page: a limit, or something on its way; None if it is whole."""
    next_pages: tuple[str, ...] = ()
    """Addresses of the article's further pages, in order; nobody has fetched them yet."""
    notes: tuple[str, ...] = ()
    """What went wrong on the way without stopping it."""

    @property
    def is_cut(self) -> bool:
        """Whether a limit cut the page, or something on its way."""
        return self.cut is not None

    @cached_property
    def block_texts(self) -> tuple[str, ...]:
        """The canonical text of each block."""
        return tuple(block_text(block) for block in self.blocks)

    @cached_property
    def text(self) -> str:
        """The canonical plain text of all blocks, joined by a blank line."""
        return SEPARATOR.join(self.block_texts)

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each block begins."""
        return tuple(accumulate((len(text) + len(SEPARATOR) for text in self.block_texts), initial=0))[:-1]

    @cached_property
    def named_blocks(self) -> Mapping[str, int]:
        """The block that each fragment name leads to, the first one of several."""
        named: dict[str, int] = {}
        for index, block in enumerate(self.blocks):
            for name in getattr(block, "names", ()):
                named.setdefault(name, index)
        return named

    def position(self, offset: int) -> BlockPosition:
        """Return the block position of `offset`; an offset between two blocks belongs to the end of the first.

        Offsets outside the text are clamped. An article without blocks answers (0, 0).
        """
        if not self.blocks:
            return BlockPosition(0, 0)
        block = max(0, bisect_right(self.block_starts, offset) - 1)
        return BlockPosition(block, max(0, min(offset - self.block_starts[block], len(self.block_texts[block]))))

    def offset(self, position: BlockPosition | tuple[int, int]) -> int:
        """Return the offset of a block position; the inside offset is clamped to the block."""
        if not self.blocks:
            return 0
        block, inside = position
        block = max(0, min(block, len(self.blocks) - 1))
        return self.block_starts[block] + max(0, min(inside, len(self.block_texts[block])))

    @cached_property
    def body(self) -> str:
        """The text without headline, deck, figures, rules and embeds: paragraphs joined by a blank line.

        A pull quote repeats what stands there already.
        """
        return SEPARATOR.join(
            text
            for block, text in zip(self.blocks, self.block_texts, strict=True)
            if not isinstance(block, Headline | Deck | Figure)
            and not (isinstance(block, Quote) and block.is_pull)
            and text != "\ufffc"
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in order."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """Every caption once, credits apart."""
        return tuple(dict.fromkeys(figure.caption for figure in self.figures if figure.caption))

    @property
    def images(self) -> tuple[Image, ...]:
        """All pictures in order, each address once."""
        return tuple({image.src: image for figure in self.figures for image in figure.images}.values())

    @cached_property
    def words(self) -> int:
        """Words of the body; in scripts without spaces, what a reader would count."""
        return count_words(self.body)

    @property
    def minutes(self) -> int:
        """Minutes to read the body, at least one."""
        return reading_minutes(self.body, self.metadata.language)
