"""The beginning of an article, for the column beside a full list. Comes with the first preview.

Made in the session's thread: reads what opening an article does.
"""

from typing import NamedTuple

from reader.layout.furniture import furniture
from reader.library.library import Library
from reader.library.results import OpenArticle
from reader.model.blocks import Deck, Heading, Headline, ListItem, Paragraph, Quote
from reader.model.units import WORDS_PER_MINUTE, own_minutes

MOST_LETTERS = 6_000
"""More than the highest screen has room for beside a list."""

MOST_BLOCKS = 60


class PreviewMark(NamedTuple):
    """A marked passage of a block: a half-open range of its letters."""

    start: int
    end: int
    colour: str


class PreviewBlock(NamedTuple):
    """A paragraph, as it is shown."""

    text: str
    marks: tuple[PreviewMark, ...] = ()
    is_heading: bool = False
    lead: str = ""
    """Stands before the first line: the dot of a list."""


class Preview(NamedTuple):
    """How an article begins."""

    article_id: str
    site: str
    headline: str
    deck: str
    byline: str
    blocks: tuple[PreviewBlock, ...] = ()
    problem: str = ""
    """Why it can't be shown, in words."""


def preview(library: Library, article_id: str, words_per_minute: int) -> Preview:
    """Return how an article begins, for one who reads so fast. Raises NotFoundError, StoreError."""
    return preview_of(library.open_article(article_id), words_per_minute)


def preview_of(opened: OpenArticle, words_per_minute: int = WORDS_PER_MINUTE) -> Preview:
    """Return how an open article begins, with what is marked there."""
    kept, article = opened.kept, opened.kept.article
    around = furniture(article, own_minutes(kept.record.minutes, words_per_minute))
    deck = next((block.text for block in article.blocks[:3] if isinstance(block, Deck)), "")
    blocks: list[PreviewBlock] = []
    letters = 0
    for number, block in enumerate(article.blocks[:MOST_BLOCKS]):
        if isinstance(block, Headline | Deck) or not isinstance(block, Paragraph | Heading | Quote | ListItem):
            continue
        start = article.block_starts[number]
        marks = _marks(opened, start, start + len(block.text))
        lead = "· " if isinstance(block, ListItem) else ""
        blocks.append(PreviewBlock(block.text, marks, isinstance(block, Heading), lead))
        letters += len(block.text)
        if letters > MOST_LETTERS:
            break
    return Preview(
        article_id=kept.record.id,
        site="".join(run.text for run in around.site),
        headline=kept.record.title,
        deck=deck,
        byline="".join(run.text for run in around.byline),
        blocks=tuple(blocks),
    )


def _marks(opened: OpenArticle, start: int, end: int) -> tuple[PreviewMark, ...]:
    """Return what is marked of the text from `start` to `end`, in order; where marks overlap, the one that begins later shows."""
    found = []
    for placed in opened.annotations:
        anchor = placed.anchor
        if anchor is not None and placed.is_placed and anchor.start < end and anchor.end > start:
            colour = placed.annotation.colour.value
            found.append(PreviewMark(max(0, anchor.start - start), min(end, anchor.end) - start, colour))
    found.sort()
    marks: list[PreviewMark] = []
    for mark in found:
        if marks and marks[-1].end > mark.start:
            marks[-1] = marks[-1]._replace(end=mark.start)
        marks.append(mark)
    return tuple(mark for mark in marks if mark.start < mark.end)
