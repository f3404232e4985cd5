"""Words of an article one after the other from a place on, down or up, across blocks.

Only the parts of the text that the words come from are looked through, however long a paragraph is. Called by `walk` and
`passages`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reader.model.article import Article
from reader.model.blocks import OBJECT, Figure
from reader.model.units import TextRange, word_parts, words


def word_at(article: Article, offset: int) -> TextRange | None:
    """Return the word that holds `offset`, None where there is none."""
    found = next(words_down(article, offset, is_by_end=True), None)
    return found if found is not None and found.start <= offset else None


def words_down(
    article: Article, offset: int, *, is_by_end: bool = False, with_pictures: bool = False
) -> Iterator[TextRange]:
    """Give the words that begin after `offset`, or with `is_by_end` those that end after it; pictures by themselves if asked."""
    if not article.blocks:
        return
    block, inside = article.position(offset)
    part = bisect_right(word_parts(article.block_texts[block]), inside) - 1
    found = _words_of(article, block, part, with_pictures=with_pictures)
    start = article.block_starts[block]
    at = bisect_right(found, start + inside, key=(lambda word: word.end) if is_by_end else lambda word: word.start)
    while True:
        yield from found[at:]
        part, at = part + 1, 0
        if part >= len(word_parts(article.block_texts[block])):
            block, part = block + 1, 0
            if block == len(article.blocks):
                return
        found = _words_of(article, block, part, with_pictures=with_pictures)


def words_up(article: Article, offset: int, *, with_pictures: bool = False) -> Iterator[TextRange]:
    """Give the words that begin before `offset`, the nearest first; pictures by themselves if asked."""
    if not article.blocks:
        return
    block, inside = article.position(offset)
    part = bisect_right(word_parts(article.block_texts[block]), inside) - 1
    found = _words_of(article, block, part, with_pictures=with_pictures)
    at = bisect_left(found, article.block_starts[block] + inside, key=lambda word: word.start)
    while True:
        yield from reversed(found[:at])
        part -= 1
        if part < 0:
            block -= 1
            if block < 0:
                return
            part = len(word_parts(article.block_texts[block])) - 1
        found = _words_of(article, block, part, with_pictures=with_pictures)
        at = len(found)


def _words_of(article: Article, block: int, part: int, *, with_pictures: bool) -> Sequence[TextRange]:
    """Return the words of a part of a block by their places in the article."""
    text = article.block_texts[block]
    if text == OBJECT:
        found: Sequence[TextRange] = (
            (TextRange(0, 1),) if with_pictures and isinstance(article.blocks[block], Figure) else ()
        )
        start = article.block_starts[block]
    else:
        parts = word_parts(text)
        end = parts[part + 1] if part + 1 < len(parts) else len(text)
        found = words(text[parts[part] : end])
        start = article.block_starts[block] + parts[part]
    return [TextRange(start + word.start, start + word.end) for word in found]
