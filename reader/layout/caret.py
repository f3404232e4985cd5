"""Motions of the caret over an article and its layout: letters, words, rows, sentences, paragraphs, with counts.

A caret stands on a grapheme, never between two. Up and down keep the column they began in. A selection runs from the
letter it began on to the letter under the caret, both included, as in vi.
"""

from enum import Enum, auto
from typing import NamedTuple

from reader.layout.layout import Layout
from reader.layout.walk import TextWalk
from reader.model.blocks import Table
from reader.model.units import TextRange

_MOST_ROWS_LOOKED_AT = 100
"""At each end of a selection of lines, for a row with text and for the columns of a table."""


class Motion(Enum):
    """What a caret can do."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    NEXT_WORD = auto()
    PREVIOUS_WORD = auto()
    WORD_END = auto()
    LINE_START = auto()
    LINE_END = auto()
    NEXT_SENTENCE = auto()
    PREVIOUS_SENTENCE = auto()
    NEXT_PARAGRAPH = auto()
    PREVIOUS_PARAGRAPH = auto()
    TOP = auto()
    BOTTOM = auto()


class Caret(NamedTuple):
    """Where the caret stands."""

    offset: int
    goal_x: int | None = None
    """The cell that up and down aim at; None when the last motion was another."""


def move(caret: Caret, motion: Motion, count: int, layout: Layout, walk: TextWalk) -> Caret:
    """Return the caret after `count` steps of a motion. Ends are clamped; an article without text keeps it at 0."""
    if not layout.article.blocks:
        return Caret(0)
    count = max(1, count)
    if motion in (Motion.UP, Motion.DOWN):
        return _move_rows(caret, count if motion is Motion.DOWN else -count, layout, walk)
    return Caret(walk.on_letter(_target(caret.offset, motion, count, layout, walk)))


def selection(anchor: int, caret: int, walk: TextWalk) -> TextRange:
    """Return the half-open range selected between two letters, both included."""
    first, last = sorted((anchor, caret))
    return TextRange(first, walk.after_letter(last))


def line_selection(anchor: int, caret: int, layout: Layout) -> TextRange:
    """Return the half-open range of the whole rows between two letters; looks at the rows at its ends, however many it has."""
    first, last = sorted((anchor, caret))
    rows = layout.rows_of(first, last + 1)
    starts = _texts_at_edge(rows, layout)
    ends = _texts_at_edge(rows[::-1], layout)
    return (
        TextRange(min(text.start for text in starts), max(text.end for text in ends))
        if starts and ends
        else TextRange(first, last)
    )


def _texts_at_edge(rows: range, layout: Layout) -> list[TextRange]:
    """Return the text of the first row that has any; in a table, whose columns stand beside each other, of those after it too."""
    texts: list[TextRange] = []
    for row in rows[:_MOST_ROWS_LOOKED_AT]:
        text = layout.row_text(row)
        if text is not None:
            texts.append(text)
        if texts and not isinstance(layout.article.blocks[layout.block_at(row)], Table):
            break
    return texts


def _target(offset: int, motion: Motion, count: int, layout: Layout, walk: TextWalk) -> int:
    match motion:
        case Motion.LEFT:
            return walk.step_letters(offset, -count)
        case Motion.RIGHT:
            return walk.step_letters(offset, count)
        case Motion.NEXT_WORD:
            return walk.next_word(offset, count)
        case Motion.PREVIOUS_WORD:
            return walk.previous_word(offset, count)
        case Motion.WORD_END:
            return walk.word_end(offset, count)
        case Motion.LINE_START | Motion.LINE_END:
            return _line_edge(offset, motion, count, layout, walk)
        case Motion.NEXT_SENTENCE:
            sentence = walk.sentence_at(offset)
            following = walk.next_sentence(sentence, count)
            return following.start if following.start > offset else walk.last_letter()
        case Motion.PREVIOUS_SENTENCE:
            sentence = walk.sentence_at(offset)
            steps = count - 1 if offset > sentence.start else count
            return walk.previous_sentence(sentence, steps).start
        case Motion.NEXT_PARAGRAPH:
            start = walk.paragraph_start(offset, count)
            return start if start > offset else walk.last_letter()
        case Motion.PREVIOUS_PARAGRAPH:
            return walk.paragraph_start(offset, -count)
        case Motion.BOTTOM:
            return walk.last_letter()
        case _:
            return 0


def _line_edge(offset: int, motion: Motion, count: int, layout: Layout, walk: TextWalk) -> int:
    row = layout.row_of(offset)
    if motion is Motion.LINE_START:
        text = layout.row_text(row)
        return text.start if text else offset
    row += _text_row_steps(row, count - 1, layout)
    text = layout.row_text(row)
    return walk.on_letter(max(text.start, text.end - 1)) if text else offset


def _move_rows(caret: Caret, count: int, layout: Layout, walk: TextWalk) -> Caret:
    here = layout.cell_of(caret.offset)
    goal = here.x if caret.goal_x is None else caret.goal_x
    steps = _text_row_steps(here.row, count, layout)
    if not steps:
        return Caret(caret.offset, goal)
    return Caret(walk.on_letter(layout.offset_at(here.row + steps, goal)), goal)


def _text_row_steps(row: int, count: int, layout: Layout) -> int:
    """Return how many rows on (negative: back) the `count`-th row with text is; the furthest one if there are fewer.

    Running text has letters on all its rows and is passed over as a whole.
    """
    direction = 1 if count > 0 else -1
    found = row
    at = row
    left = abs(count)
    while left and 0 <= at + direction < layout.row_count:
        at += direction
        rows = layout.text_rows(layout.block_at(at))
        if at in rows:
            ahead = rows.stop - 1 - at if direction > 0 else at - rows.start
            steps = min(ahead, left - 1)
            found = at = at + direction * steps
            left -= steps + 1
        elif layout.row_text(at) is not None:
            found = at
            left -= 1
    return found - row
