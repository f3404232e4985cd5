"""Blocks: what an article is made of, and the plain text each of them stands for.

`block_text` is the one place that says how a block is serialised into `Article.text`, THE coordinate system of everything
that is stored. It never changes without a new `TEXT_SCHEMA`.
"""

from enum import StrEnum

from reader.model.values import dataclass

TEXT_SCHEMA = 1
"""Stands in every stored version: how its blocks make up its text."""

OBJECT = "\ufffc"
"""Stands in the text for a block that has no words."""


class SpanKind(StrEnum):
    """What a stretch of a block's text is, beside being text."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    SUB = "sub"
    SUP = "sup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points in the text of its block. Spans may nest, and never cross the block's end."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""
    """LINK only: an absolute http(s) or mailto address, or `#name` for a place in the same article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The article's title. Block 0, if there is one."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The standfirst under the headline. Block 1, if there is one."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the article; `level` is 2 to 6."""

    text: str
    level: int = 2
    spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    """Fragment names that point here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `time` is set on a paragraph that begins an entry of a live blog."""

    text: str
    spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One paragraph of a block quote; `is_pull` if it repeats the text to catch the eye."""

    text: str
    spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    level: int = 1
    is_pull: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list. `level` counts from 0; `number` is None for bullets; the mark itself is never in the text."""

    text: str
    spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Preformatted text, line breaks and indents as they stand."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; no cell holds a tab or a newline. The first `header_rows` rows are headings."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0


class FigureKind(StrEnum):
    """What a figure shows."""

    IMAGE = "image"
    GALLERY = "gallery"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by its address; its size in pixels where the page gives it, 0 where not."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Pictures or a player with caption and credit, which stand here and nowhere else."""

    images: tuple[Image, ...] = ()
    caption: str = ""
    credit: str = ""
    spans: tuple[Span, ...] = ()
    """Over the caption."""
    kind: FigureKind = FigureKind.IMAGE
    title: str = ""
    """VIDEO and AUDIO: the title of what is played."""
    duration: str = ""
    """VIDEO and AUDIO: as the page gives it, `01:52`."""
    url: str = ""
    """VIDEO and AUDIO: where it is played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A break in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Something from elsewhere that stands in the article: a post, a map. Shown as a card with its link."""

    url: str
    provider: str = ""
    title: str = ""
    quote: str = ""


Block = Headline | Deck | Heading | Paragraph | Quote | ListItem | Code | Table | Figure | Rule | Embed
"""The sum of all blocks; take it apart with `match`."""


def block_text(block: Block) -> str:
    """Return the canonical text of `block`, as it stands in `Article.text` (text schema 1)."""
    match block:
        case Table(rows=rows):
            return "\n".join("\t".join(row) for row in rows) or OBJECT
        case Figure(caption=caption, credit=credit):
            return "\n".join(part for part in (caption, credit) if part) or OBJECT
        case Rule() | Embed():
            return OBJECT
        case _:
            return block.text


def block_spans(block: Block) -> tuple[Span, ...]:
    """Return the spans over `block_text(block)`; empty for blocks that have none."""
    match block:
        case Deck() | Heading() | Paragraph() | Quote() | ListItem() | Figure():
            return block.spans
        case _:
            return ()
