"""Links of an article: where they stand, what they lead to, and the letters that choose one on the screen. Pure."""

from itertools import product
from typing import NamedTuple

from reader.model.article import Article
from reader.model.blocks import Block, Embed, Figure, Span, SpanKind, block_spans
from reader.model.units import TextRange

HINT_LETTERS = "asdfjklghweruiotcnmvbpqxyz"
"""Those under the fingers first."""


class Link(NamedTuple):
    """A link and the text it stands on."""

    text: TextRange
    target: str
    """An address, or `#name` for a place in the same article."""
    is_card: bool = False
    """Whether it is a player, a post or a map: something that Pressmark can't show itself."""

    @property
    def is_inside(self) -> bool:
        """Whether it leads to a place in the same article."""
        return self.target.startswith("#")


def links_of_block(article: Article, block: int, within: TextRange | None = None) -> list[Link]:
    """Return the links of one block in order, without its card; those that touch a range of offsets if one is given."""
    base = article.block_starts[block]
    start, end = (within.start - base, within.end - base) if within else (-1, len(article.text))
    spans = link_spans(article.blocks[block])
    return [link_of(article, block, span) for span in spans if span.start < end and span.end > start]


def link_spans(block: Block) -> list[Span]:
    """Return what is a link of the spans of a block, in order."""
    return [span for span in block_spans(block) if span.kind is SpanKind.LINK and span.target]


def link_of(article: Article, block: int, span: Span) -> Link:
    """Return the link that a span of a block is."""
    base = article.block_starts[block]
    return Link(TextRange(base + span.start, base + span.end), span.target)


def links_between(article: Article, start: int, end: int) -> list[Link]:
    """Return the links that touch a half-open range of offsets, in order."""
    if not article.blocks:
        return []
    first, last = article.position(start).block, article.position(max(start, end - 1)).block
    within = TextRange(start, end)
    return [link for block in range(first, last + 1) for link in links_of_block(article, block, within)]


def card_of_block(article: Article, block: int) -> Link | None:
    """Return what a block plays or shows from elsewhere; None if it does neither."""
    match article.blocks[block]:
        case Figure(url=url) | Embed(url=url) if url:
            start = article.block_starts[block]
            return Link(TextRange(start, start + len(article.block_texts[block])), url, is_card=True)
        case _:
            return None


def names_of(block: Block) -> tuple[str, ...]:
    """Return the fragment names that lead to a block."""
    names: tuple[str, ...] = getattr(block, "names", ())
    return names


def block_named(article: Article, name: str) -> int | None:
    """Return the index of the block that a fragment name leads to; None if there is none."""
    return article.named_blocks.get(name)


def place_named(article: Article, name: str, came_from: int) -> int | None:
    """Return where a link at `came_from` leads: the block with the name, or in one above, as a note's way back leads up,
    the mark in it that leads to where one came from."""
    block = block_named(article, name)
    if block is None:
        return None
    own_names = names_of(article.blocks[article.position(came_from).block])
    start = article.block_starts[block]
    marks = [link.text.start for link in links_of_block(article, block) if link.target[1:] in own_names]
    return min(marks, default=start) if start < came_from else start


def way_back(article: Article, block: int) -> Link | None:
    """Return the link of a note back into the text: the last one that stays in the article; None where a block is no note."""
    if not names_of(article.blocks[block]):
        return None
    return next((link for link in reversed(links_of_block(article, block)) if link.is_inside), None)


def hint_labels(count: int) -> list[str]:
    """Return as many labels, in the order of how well they lie under the fingers: none begins another one.

    One letter while that is enough. Past 26, some letters stay labels and the others begin labels of two.
    """
    letters = HINT_LETTERS
    if count <= len(letters):
        return list(letters[:count])
    # With `pairs` letters used up as beginnings there are 26 - pairs single ones and 26 * pairs double ones.
    pairs = min(len(letters), -(-(count - len(letters)) // (len(letters) - 1)))
    single, first = letters[: len(letters) - pairs], letters[len(letters) - pairs :]
    labels = [*single, *("".join(pair) for pair in product(first, letters))]
    return labels[:count]
