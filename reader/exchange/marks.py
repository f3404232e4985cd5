"""What is exported: an article with its annotations, the order in which they are told, and the blocks they fall in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reader.model.annotation import AnchorState, Annotation, Colour, PlacedAnnotation
from reader.model.article import Article
from reader.model.kept import ArticleRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArticle:
    """A kept article with what was marked and written in it, ready for export."""

    record: ArticleRecord
    article: Article
    """The version on which the annotations have their anchors."""
    exported_at: datetime
    annotations: tuple[PlacedAnnotation, ...] = ()
    meanings: Mapping[Colour, str] = field(default_factory=dict)
    """What the reader's colours stand for; a colour without a meaning goes by its own name."""

    @property
    def title(self) -> str:
        """The title it goes by."""
        return self.record.title or self.article.metadata.title or "Untitled"

    @property
    def url(self) -> str:
        """Its address; empty if it has none."""
        return self.record.url or self.article.metadata.canonical or self.article.metadata.url

    def meaning(self, colour: Colour) -> str:
        """What a highlight in this colour says."""
        return self.meanings.get(colour) or colour.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The annotations of one article as exports tell them: on the whole, in text order, and without a place."""

    on_article: tuple[Annotation, ...]
    placed: tuple[PlacedAnnotation, ...]
    orphaned: tuple[PlacedAnnotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockMark:
    """The part of a highlight that lies in one block: a half-open range of code points in the block's text."""

    start: int
    end: int
    number: int
    """Ordinal of the highlight in text order, from 1."""
    colour: Colour
    is_last: bool
    """Whether the highlight ends in this block."""


def tell(annotations: Iterable[PlacedAnnotation]) -> Told:
    """Sort annotations for telling: notes on the article and orphans by age, highlights by where they stand."""
    everything = sorted(annotations, key=lambda placed: placed.annotation.id)
    return Told(
        on_article=tuple(placed.annotation for placed in everything if not placed.annotation.is_highlight),
        placed=tuple(sorted((placed for placed in everything if placed.is_placed), key=_range)),
        orphaned=tuple(placed for placed in everything if placed.annotation.is_highlight and not placed.is_placed),
    )


def block_marks(article: Article, placed: tuple[PlacedAnnotation, ...]) -> dict[int, list[BlockMark]]:
    """Return the parts of the highlights by the index of their block; blocks without a highlight are left out."""
    marks: dict[int, list[BlockMark]] = {}
    for number, one in enumerate(placed, 1):
        start, end = _range(one)
        first, last = article.position(start), article.position(end)
        for block in range(first.block, last.block + 1):
            begin = first.offset if block == first.block else 0
            stop = last.offset if block == last.block else len(article.block_texts[block])
            if begin < stop or block == last.block:
                mark = BlockMark(
                    start=begin,
                    end=stop,
                    number=number,
                    colour=one.annotation.colour,
                    is_last=block == last.block,
                )
                marks.setdefault(block, []).append(mark)
    return marks


def is_changed(placed: PlacedAnnotation) -> bool:
    """Whether the passage reads differently now than when it was marked."""
    return placed.anchor is not None and placed.anchor.state is AnchorState.CHANGED


def needs_look(placed: PlacedAnnotation) -> bool:
    """Whether the passage was found again, but not so surely that it can be believed."""
    return placed.anchor is not None and placed.anchor.needs_look


def wording_now(placed: PlacedAnnotation, article: Article) -> str:
    """Return what stands at a mark's place in `article`, the version it is placed in; "" if it reads as it was marked, or is
    gone."""
    anchor = placed.anchor
    return article.text[anchor.start : anchor.end] if anchor is not None and is_changed(placed) else ""


def _range(placed: PlacedAnnotation) -> tuple[int, int]:
    return (placed.anchor.start, placed.anchor.end) if placed.anchor else (0, 0)
