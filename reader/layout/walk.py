"""From sentence to sentence and from paragraph to paragraph, across blocks. Needs no width.

Every block has at least one sentence: a picture without a caption, a rule and an embed are one letter long, so that the
current sentence can stand on them too. In tables and code a line is a sentence, whatever stops stand in it. Going on by sentences
passes over pull quotes: what they say is read where it stands.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from reader.layout.cells import grapheme_end, grapheme_start, letter_starts
from reader.layout.word_steps import word_at, words_down, words_up
from reader.model.article import Article
from reader.model.blocks import Code, Quote, Table
from reader.model.sentence_ends import PART_LETTERS, TextPart, sentence_parts
from reader.model.units import TextRange, sentences

_LETTERS_AT_ONCE = 4_000
"""Code points that are looked through for steps by letters."""

_CODE_POINTS_A_LETTER = 16
"""Most letters have one; where some have more, it is looked on."""


class TextWalk:
    """Steps through the text of one article. Offsets in, offsets out; all ends are clamped."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def sentence_at(self, offset: int) -> TextRange:
        """Return the sentence that holds `offset`, or the next one in its block, or the block's last."""
        if not self.article.blocks:
            return TextRange(0, 0)
        block, inside = self.article.position(offset)
        parts = self._parts(block)
        part = _part_at(parts, inside)
        for at in range(part, len(parts)):
            found = self._sentences(block, parts[at])
            following = bisect_right(found, inside, key=lambda s: s.end)
            if following < len(found):
                return self._global(block, found[following])
        before = (self._sentences(block, parts[at]) for at in range(part, -1, -1))
        last = next((found[-1] for found in before if found), TextRange(0, len(self.article.block_texts[block])))
        return self._global(block, last)

    def next_sentence(self, sentence: TextRange, count: int = 1) -> TextRange:
        """Return the sentence `count` after the one that begins at `sentence.start`; the last one at the end."""
        return self._step(sentence, count)

    def previous_sentence(self, sentence: TextRange, count: int = 1) -> TextRange:
        """Return the sentence `count` before; the first one at the beginning."""
        return self._step(sentence, -count)

    def sentence_from(self, offset: int) -> TextRange:
        """Return the first sentence that begins at or after `offset`; the last one if none does."""
        sentence = self.sentence_at(offset)
        return sentence if sentence.start >= offset else self.next_sentence(sentence)

    def paragraph_start(self, offset: int, count: int) -> int:
        """Return where the block `count` after (negative: before) that of `offset` begins.

        From inside a block the first step back goes to its own beginning, as in vi.
        """
        if not self.article.blocks:
            return 0
        block, inside = self.article.position(offset)
        if count < 0 and inside > 0:
            count += 1
        block = max(0, min(block + count, len(self.article.blocks) - 1))
        return self.article.block_starts[block]

    def block_range(self, offset: int) -> TextRange:
        """Return the range of the block that holds `offset`."""
        if not self.article.blocks:
            return TextRange(0, 0)
        block, _ = self.article.position(offset)
        start = self.article.block_starts[block]
        return TextRange(start, start + len(self.article.block_texts[block]))

    def cell_at(self, offset: int) -> TextRange | None:
        """Return the cell of a table that holds `offset`, None where there is no table or the cell is empty."""
        if not self.article.blocks:
            return None
        block, inside = self.article.position(offset)
        if not isinstance(self.article.blocks[block], Table):
            return None
        text = self.article.block_texts[block]
        start = max(text.rfind(edge, 0, inside) for edge in "\t\n") + 1
        ends = [end for edge in "\t\n" if (end := text.find(edge, inside)) >= 0]
        end = min(ends, default=len(text))
        return self._global(block, TextRange(start, end)) if end > start else None

    def word_at(self, offset: int) -> TextRange:
        """Return the word that holds `offset`; else the one letter there."""
        return word_at(self.article, offset) or TextRange(offset, self.after_letter(offset))

    def next_word(self, offset: int, count: int = 1) -> int:
        """Return where the word `count` after `offset` begins; the last letter at the end."""
        found = next(islice(words_down(self.article, offset), count - 1, None), None)
        return self.last_letter() if found is None else found.start

    def previous_word(self, offset: int, count: int = 1) -> int:
        """Return where the word `count` before `offset` begins; the first letter at the beginning."""
        found = next(islice(words_up(self.article, offset), count - 1, None), None)
        return 0 if found is None else found.start

    def word_end(self, offset: int, count: int = 1) -> int:
        """Return the last letter of the word `count` after `offset`, the word under it counted unless it ends there."""
        below = words_down(self.article, offset + 1, is_by_end=True)
        first = next(below, None)
        if first is not None and self.on_letter(first.end - 1) <= offset:  # its last letter has marks
            first = next(below, None)
        found = next(islice(below, count - 2, None), None) if count > 1 else first
        return self.last_letter() if found is None else self.on_letter(found.end - 1)

    def after_letter(self, offset: int) -> int:
        """Return the end of the grapheme at `offset`, within its block."""
        if not self.article.blocks:
            return 0
        block, inside = self.article.position(offset)
        return self.article.offset((block, grapheme_end(self.article.block_texts[block], inside)))

    def on_letter(self, offset: int) -> int:
        """Return the grapheme that holds `offset`; the block's last one where a block ends."""
        if not self.article.blocks:
            return 0
        block, inside = self.article.position(offset)
        text = self.article.block_texts[block]
        if inside >= len(text):
            inside = max(0, len(text) - 1)
        return self.article.offset((block, grapheme_start(text, inside)))

    def step_letters(self, offset: int, count: int) -> int:
        """Return the letter `count` graphemes on (negative: back), across blocks."""
        left = abs(count) if self.article.blocks else 0
        while left:
            found = self._letters_after(offset, left) if count > 0 else self._letters_before(offset, left)
            if not found:
                break
            steps = min(left, len(found))
            offset = found[steps - 1]
            left -= steps
        return offset

    def _letters_after(self, offset: int, count: int) -> list[int]:
        """Return letters after the one at `offset`, one at least if there is any: `count` if they stand near to each other."""
        block, inside = self.article.position(offset)
        text, start = self.article.block_texts[block], self.article.block_starts[block]
        end = inside + min(_LETTERS_AT_ONCE, _CODE_POINTS_A_LETTER * (count + 1))
        found = [start + at for at in letter_starts(text, inside, end)[1:]]
        if not found and (after := grapheme_end(text, inside)) < len(text):
            return [start + after]
        if end >= len(text) and block + 1 < len(self.article.blocks):
            found.append(self.article.block_starts[block + 1])
        return found

    def _letters_before(self, offset: int, count: int) -> list[int]:
        """Return letters before the one at `offset`, the nearest first, as `_letters_after` does."""
        block, inside = self.article.position(offset)
        text, start = self.article.block_texts[block], self.article.block_starts[block]
        if not inside:
            return [self.on_letter(start - 1)] if block else []
        first = grapheme_start(text, max(0, inside - min(_LETTERS_AT_ONCE, _CODE_POINTS_A_LETTER * (count + 1))))
        return [start + at for at in reversed(letter_starts(text, first, inside))]

    def last_letter(self) -> int:
        """Return the last letter of the text."""
        return self.on_letter(len(self.article.text))

    def _read_block(self, block: int, step: int) -> int | None:
        """Return the next block in a direction that is no echo of the text; None past the ends."""
        blocks = self.article.blocks
        block += step
        while 0 <= block < len(blocks):
            content = blocks[block]
            if not (isinstance(content, Quote) and content.is_pull):
                return block
            block += step
        return None

    def _parts(self, block: int) -> tuple[TextPart, ...]:
        text = self.article.block_texts[block]
        return _line_parts(text) if isinstance(self.article.blocks[block], Table | Code) else sentence_parts(text)

    def _sentences(self, block: int, part: TextPart) -> Sequence[TextRange]:
        """Return the sentences of a part of a block by their places in the block. A block that is one part has one at least."""
        text = self.article.block_texts[block][part.start : part.end]
        is_by_lines = isinstance(self.article.blocks[block], Table | Code)
        found = _lines(text) if is_by_lines else sentences(text, is_weighed=part.is_weighed)
        if part.start:
            return [TextRange(part.start + start, part.start + end) for start, end in found]
        return found or ((TextRange(0, len(text)),) if part.end == len(self.article.block_texts[block]) else ())

    def _global(self, block: int, inside: TextRange) -> TextRange:
        start = self.article.block_starts[block]
        return TextRange(start + inside.start, start + inside.end)

    def _step(self, sentence: TextRange, count: int) -> TextRange:
        if not self.article.blocks:
            return sentence
        block, inside = self.article.position(sentence.start)
        parts = self._parts(block)
        part = _part_at(parts, inside)
        found = self._sentences(block, parts[part])
        at = bisect_right(found, inside, key=lambda s: s.start) - 1
        at = (at if part else max(0, at)) + count
        while at < 0 and (above := self._part_before(block, part)) is not None:
            block, part = above
            found = self._sentences(block, self._parts(block)[part])
            at += len(found)
        while at >= len(found) and (below := self._part_after(block, part)) is not None:
            at -= len(found)
            block, part = below
            found = self._sentences(block, self._parts(block)[part])
        return self._global(block, found[max(0, min(at, len(found) - 1))]) if found else sentence

    def _part_before(self, block: int, part: int) -> tuple[int, int] | None:
        """Return the part of a block before one that is read, which may be the last of another block; None at the beginning."""
        if part:
            return block, part - 1
        above = self._read_block(block, -1)
        return None if above is None else (above, len(self._parts(above)) - 1)

    def _part_after(self, block: int, part: int) -> tuple[int, int] | None:
        """Return the part of a block after one that is read, which may be the first of another block; None at the end."""
        if part + 1 < len(self._parts(block)):
            return block, part + 1
        below = self._read_block(block, 1)
        return None if below is None else (below, 0)


def _part_at(parts: Sequence[TextPart], inside: int) -> int:
    return bisect_right(parts, inside, key=lambda part: part.start) - 1


@lru_cache(maxsize=32)
def _line_parts(text: str) -> tuple[TextPart, ...]:
    """Return the parts by which lines are looked for: whole lines, some thousand letters of them or one that has more."""
    parts: list[TextPart] = []
    at = 0
    while len(text) - at > PART_LETTERS:
        after = text.rfind("\n", at, at + PART_LETTERS) + 1 or text.find("\n", at) + 1 or len(text)
        parts.append(TextPart(at, after))
        at = after
    return (*parts, TextPart(at, len(text))) if at < len(text) or not parts else tuple(parts)


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[TextRange, ...]:
    """Return the lines that are not blank, without the white space around them."""
    found: list[TextRange] = []
    at = 0
    for line in text.split("\n"):
        if letters := line.strip():
            start = at + len(line) - len(line.lstrip())
            found.append(TextRange(start, start + len(letters)))
        at += len(line) + 1
    return tuple(found)
