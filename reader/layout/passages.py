"""Passages to be marked: which text can be, sentences and paragraphs from a place on, and ranges that grow and shrink by words.

Offsets in, ranges out, across blocks; needs no width. A range never begins or ends in white space. A picture without a caption
is one letter long and counts as a word; a break and a card are no text: they are passed over. Called by the article pane.
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice, takewhile

from reader.layout.walk import TextWalk
from reader.layout.word_steps import words_down, words_up
from reader.model.article import Article
from reader.model.blocks import OBJECT, Embed, Figure, Rule
from reader.model.units import TextRange

_MOST_SIGNS = 100
"""That may open or close a sentence: more of them are no punctuation."""


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
    start, end = passage
    if count > 0:
        found = _last(words_down(article, end, is_by_end=True, with_pictures=True), count)
    else:
        inside = takewhile(lambda word: word.end > start, words_up(article, end, with_pictures=True))
        next(inside, None)
        found = _last(inside, -count)
    return (
        passage
        if found is None
        else TextRange(start, _with_closing(article, found, end if count < 0 else len(article.text)))
    )


def with_start_moved(article: Article, passage: TextRange, count: int) -> TextRange:
    """Return a passage that begins `count` words sooner (negative: later). One word always stays."""
    start, end = passage
    if count > 0:
        found = _last(words_up(article, start, with_pictures=True), count)
    else:
        below = words_down(article, start, is_by_end=True, with_pictures=True)
        inside = takewhile(lambda word: word.start < end, below)
        next(inside, None)
        found = _last(inside, -count)
    return passage if found is None else TextRange(_with_opening(article, found, start if count < 0 else 0), end)


def _last(words: Iterator[TextRange], count: int) -> TextRange | None:
    """Return the `count`-th of some words, the last one if there are fewer, None if there is none."""
    return next(iter(deque(islice(words, count), maxlen=1)), None)


def _with_closing(article: Article, word: TextRange, limit: int) -> int:
    """Return where a word ends, with what closes its sentence if it is the last one in it."""
    sentence = TextWalk(article).sentence_at(word.start)
    closing = article.text[word.end : min(sentence.end, word.end + _MOST_SIGNS)]
    is_last = 0 < len(closing) < _MOST_SIGNS and not any(letter.isalnum() or letter.isspace() for letter in closing)
    return min(sentence.end, limit) if is_last else word.end


def _with_opening(article: Article, word: TextRange, limit: int) -> int:
    """Return where a word begins, with what opens its sentence if it is the first one in it."""
    sentence = TextWalk(article).sentence_at(word.start)
    opening = article.text[max(sentence.start, word.start - _MOST_SIGNS) : word.start]
    is_first = 0 < len(opening) < _MOST_SIGNS and not any(letter.isalnum() or letter.isspace() for letter in opening)
    return max(sentence.start, limit) if is_first else word.start


def _is_no_text(article: Article, offset: int) -> bool:
    letter = article.text[offset]
    if letter != OBJECT:
        return letter.isspace()
    return not isinstance(article.blocks[article.position(offset).block], Figure)
