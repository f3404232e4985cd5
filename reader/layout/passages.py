"""Passages to be marked: which text can be, sentences and paragraphs from a place on, and ranges that grow and shrink by words.

Offsets in, ranges out, across blocks; needs no width. A range never begins or ends in white space. A picture without a caption
is one letter long and counts as a word; a break and a card are no text: they are passed over. Called by the article pane.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import TypeAlias

from reader.layout.walk import TextWalk
from reader.model.article import Article
from reader.model.blocks import OBJECT, Embed, Figure, Rule
from reader.model.units import TextRange, words


def markable(article: Article, text: TextRange) -> TextRange | None:
    """Return what of a range can be marked: without white space, breaks and cards at its ends; None if nothing is left."""
    letters = article.text
    start, end = max(0, text.start), min(text.end, len(letters))
    while start < end and _is_no_text(article, start):
        start += 1
    while end > start and _is_no_text(article, end - 1):
        end -= 1
    return TextRange(start, end) if end > start else None


def why_not(article: Article, text: TextRange) -> str:
    """Return in a few words why nothing of a range can be marked."""
    block = article.blocks[article.position(text.start).block] if article.blocks else None
    match block:
        case Rule():
            return "a break can't be marked"
        case Embed():
            return "a card can't be marked, it is no text of the article"
        case _:
            return "there is nothing here to mark"


def sentences_from(walk: TextWalk, sentence: TextRange, count: int) -> TextRange:
    """Return `sentence` and those after it, `count` in all, as far as there are so many."""
    last = walk.next_sentence(sentence, count - 1) if count > 1 else sentence
    return TextRange(sentence.start, max(sentence.end, last.end))


def paragraphs_from(walk: TextWalk, offset: int, count: int) -> TextRange:
    """Return the block that holds `offset` and those after it, `count` in all: of a figure caption and credit, all of a table."""
    first = walk.block_range(offset)
    last = walk.block_range(walk.paragraph_start(first.start, count - 1)) if count > 1 else first
    return TextRange(first.start, max(first.end, last.end))


def covers_figure(article: Article, block: int, text: TextRange) -> bool:
    """Whether a range holds all of the figure at `block`, its picture with its words; False for any other block."""
    if not isinstance(article.blocks[block], Figure):
        return False
    start = article.block_starts[block]
    return text.start <= start and start + len(article.block_texts[block]) <= text.end


# -- growing and shrinking ------------------------------------------------------------------------------------------------


def with_end_moved(article: Article, passage: TextRange, count: int) -> TextRange:
    """Return a passage that ends `count` words later (negative: sooner). One word always stays.

    What closes a sentence goes with its last word, so that no end stands before a full stop.
    """
    end = passage.end
    for _ in range(abs(count)):
        found = _word_after(article, end) if count > 0 else _word_before_last(article, passage.start, end)
        if found is None:
            break
        end = _with_closing(article, found, end if count < 0 else len(article.text))
    return TextRange(passage.start, end)


def with_start_moved(article: Article, passage: TextRange, count: int) -> TextRange:
    """Return a passage that begins `count` words sooner (negative: later). One word always stays."""
    start = passage.start
    for _ in range(abs(count)):
        found = _word_before(article, start) if count > 0 else _word_after_first(article, start, passage.end)
        if found is None:
            break
        start = _with_opening(article, found, start if count < 0 else 0)
    return TextRange(start, passage.end)


_Words: TypeAlias = tuple[TextRange, ...]


def _units(article: Article, block: int) -> _Words:
    """Return what a block is taken by: its words; a picture by itself."""
    text = article.block_texts[block]
    if text == OBJECT:
        return (TextRange(0, 1),) if isinstance(article.blocks[block], Figure) else ()
    return words(text)


def _placed(article: Article, block: int, found: TextRange) -> TextRange:
    start = article.block_starts[block]
    return TextRange(start + found.start, start + found.end)


def _down(article: Article, offset: int, first: Callable[[_Words, int], int]) -> Iterator[TextRange]:
    """Give words from `offset` on; `first` says with which of the words of its block to begin."""
    block, inside = article.position(offset)
    at = first(_units(article, block), inside)
    while block < len(article.blocks):
        for found in _units(article, block)[at:]:
            yield _placed(article, block, found)
        block, at = block + 1, 0


def _up(article: Article, offset: int) -> Iterator[TextRange]:
    """Give words that begin before `offset`, the nearest first."""
    block, inside = article.position(offset)
    found = _units(article, block)
    at = bisect_left(found, inside, key=lambda word: word.start)
    while True:
        for word in reversed(found[:at]):
            yield _placed(article, block, word)
        block -= 1
        if block < 0:
            return
        found = _units(article, block)
        at = len(found)


def _word_after(article: Article, end: int) -> TextRange | None:
    """Return the first word that goes on after `end`."""
    return next(_down(article, end, lambda found, at: bisect_right(found, at, key=lambda word: word.end)), None)


def _word_before(article: Article, start: int) -> TextRange | None:
    return next(_up(article, start), None)


def _word_before_last(article: Article, start: int, end: int) -> TextRange | None:
    """Return the last but one word of a passage; None if it has one only."""
    found = _up(article, end)
    next(found, None)
    word = next(found, None)
    return word if word is not None and word.end > start else None


def _word_after_first(article: Article, start: int, end: int) -> TextRange | None:
    """Return the second word of a passage; None if it has one only."""
    found = _down(article, start, lambda some, at: bisect_right(some, at, key=lambda word: word.end))
    next(found, None)
    word = next(found, None)
    return word if word is not None and word.start < end else None


def _with_closing(article: Article, word: TextRange, limit: int) -> int:
    """Return where a word ends, with what closes its sentence if it is the last one in it."""
    sentence = TextWalk(article).sentence_at(word.start)
    closing = article.text[word.end : sentence.end]
    is_last = bool(closing) and not any(letter.isalnum() or letter.isspace() for letter in closing)
    return min(sentence.end, limit) if is_last else word.end


def _with_opening(article: Article, word: TextRange, limit: int) -> int:
    """Return where a word begins, with what opens its sentence if it is the first one in it."""
    sentence = TextWalk(article).sentence_at(word.start)
    opening = article.text[sentence.start : word.start]
    is_first = bool(opening) and not any(letter.isalnum() or letter.isspace() for letter in opening)
    return max(sentence.start, limit) if is_first else word.start


def _is_no_text(article: Article, offset: int) -> bool:
    letter = article.text[offset]
    if letter != OBJECT:
        return letter.isspace()
    return not isinstance(article.blocks[article.position(offset).block], Figure)
