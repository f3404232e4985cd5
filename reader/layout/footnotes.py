"""Notes that are open where the text refers to them: rows between those of a paragraph, which are no text there.

Which links lead to notes is said here too. Imported by `layout` when somebody opens one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from reader.layout.cells import cell_width, is_right_to_left, shorten
from reader.layout.flow import LaidBlock
from reader.layout.rows import Ink, OpenNote, Ornament, Row
from reader.layout.wrap import trim_row, wrap
from reader.model.article import Article
from reader.model.blocks import Block, ListItem, Paragraph, Span, SpanKind, block_spans

NOTE_BAR = "▏"
_BAR_GAP = 2
_WIDEST_LABEL = 8
_LONGEST_SIGN = 4
"""Letters of a reference, brackets left out: `1`, `12`, `iv`, `*`, `†`."""

_MOST_PARAGRAPHS = 4
"""Of a note, beside its first one: paragraphs between it and the next note that refers back."""


class NotedBlock:
    """A block with rows of notes between its own."""

    def __init__(self, laid: LaidBlock, inserted: Sequence[tuple[int, tuple[tuple[Row, OpenNote], ...]]]) -> None:
        """`inserted` are rows of notes, each with its note, by the row of `laid` under which they stand."""
        self._laid = laid
        self._after = [row for row, _ in inserted]
        """The block's own rows under which notes stand, in order."""
        self._notes = [rows for _, rows in inserted]
        self._sizes = list(accumulate((len(rows) for rows in self._notes), initial=0))
        self._first = [row + 1 + added for row, added in zip(self._after, self._sizes, strict=False)]
        """The row at which each note begins, the notes above it counted."""

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self._laid.height + self._sizes[-1]

    def row(self, index: int) -> Row:
        """Return one row."""
        at = bisect_right(self._first, index) - 1
        if at >= 0 and index - self._first[at] < len(self._notes[at]):
            return self._notes[at][index - self._first[at]][0]
        return self._laid.row(self._own(index))

    def note_at(self, index: int) -> OpenNote | None:
        """Return the note that stands on a row; None where the block's own text does."""
        at = bisect_right(self._first, index) - 1
        inside = index - self._first[at] if at >= 0 else -1
        return self._notes[at][inside][1] if 0 <= inside < len(self._notes[at]) else None

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`."""
        row, x = self._laid.place(offset)
        return row + self._sizes[bisect_left(self._after, row)], x

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at cell `x` of a row; on a note, of one in the row that refers to it."""
        return self._laid.offset_at(self._own(index), x)

    def _own(self, index: int) -> int:
        """Return which of the block's own rows `index` is, or stands under."""
        at = bisect_right(self._first, index) - 1
        if at < 0:
            return index
        inside = index - self._first[at]
        return self._after[at] if inside < len(self._notes[at]) else index - self._sizes[at + 1]


def with_notes(laid: LaidBlock, notes: Sequence[OpenNote], width: int) -> LaidBlock:
    """Return `laid` with the notes its text refers to, each under the row of its reference."""
    by_row: dict[int, list[tuple[Row, OpenNote]]] = {}
    for note in notes:
        by_row.setdefault(laid.place(note.offset)[0], []).extend((row, note) for row in note_rows(note, width))
    return NotedBlock(laid, [(row, tuple(by_row[row])) for row in sorted(by_row)])


def note_rows(note: OpenNote, width: int) -> list[Row]:
    """Return the rows of a note: its label and its words beside a quiet bar."""
    label = shorten(note.label, min(_WIDEST_LABEL, width // 3))
    indent = _BAR_GAP + cell_width(label) + 1
    room = max(2, width - indent)
    is_mirrored = is_right_to_left(note.texts[0])
    rows = []
    for number, text in enumerate(note.texts):
        starts = wrap(text, room)
        for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
            letters = text[start : trim_row(text, start, following)]
            marks = [Ornament(0, NOTE_BAR, Ink.FAINT), Ornament(indent, letters, Ink.MUTED)]
            if number == 0 and start == 0:
                marks.append(Ornament(_BAR_GAP, label, Ink.ACCENT))
            if is_mirrored:
                marks = [mark._replace(x=max(0, width - mark.x - cell_width(mark.text))) for mark in marks]
            rows.append(Row(ornaments=tuple(marks), is_right_to_left=is_mirrored))
    return rows


# -- which links lead to notes ------------------------------------------------------------------------------------------
def open_note(article: Article, block: int, reference: Span, target: int) -> OpenNote | None:
    """Return the note at block `target` to which `reference`, a link in `block`, leads; None if it is no note."""
    label = article.block_texts[block][reference.start : reference.end].strip("[]() \xa0")
    noted = article.blocks[target]
    if target <= block or not isinstance(noted, ListItem | Paragraph) or not label:
        return None
    if not _is_sign(label) and not _leads_back(article, target, block):
        return None
    texts = tuple(text for text in (_without_ways_back(part) for part in _note_blocks(article, target)) if text)
    return OpenNote(block, reference.end - 1, label, texts, target) if texts else None


def all_notes(article: Article) -> tuple[OpenNote, ...]:
    """Return every note that the text refers to, in the order of the references."""
    targets = article.named_blocks
    if not targets:
        return ()
    notes = []
    for at, block in enumerate(article.blocks):
        for span in block_spans(block):
            target = targets.get(span.target[1:]) if span.target[:1] == "#" else None
            note = open_note(article, at, span, target) if target is not None else None
            if note is not None:
                notes.append(note)
    return tuple(sorted(notes))


def _is_sign(label: str) -> bool:
    """Whether the words of a link are no words: a number, a letter, an asterisk."""
    return len(label) <= _LONGEST_SIGN and (not label.isalpha() or len(label) == 1 or set(label.lower()) <= set("ivxl"))


def _leads_back(article: Article, target: int, block: int) -> bool:
    """Whether a note has a link to the block that refers to it."""
    names = getattr(article.blocks[block], "names", ())
    return any(
        span.target[1:] in names
        for part in _note_blocks(article, target)
        for span in block_spans(part)
        if span.target[:1] == "#"
    )


def _note_blocks(article: Article, target: int) -> list[Block]:
    """Return the blocks of a note: its own, and the paragraphs after it as far as the one with the way back."""
    own = article.blocks[target]
    blocks: list[Block] = [own]
    if _has_way_back(own):
        return blocks
    for block in article.blocks[target + 1 : target + 1 + _MOST_PARAGRAPHS]:
        if not isinstance(block, Paragraph) or block.names:
            break
        blocks.append(block)
        if _has_way_back(block):
            return blocks
    return blocks[:1]


def _has_way_back(block: Block) -> bool:
    return any(span.kind is SpanKind.LINK and span.target[:1] == "#" for span in block_spans(block))


def _without_ways_back(block: Block) -> str:
    """Return a block's text without the arrows that lead back."""
    text = getattr(block, "text", "")
    for span in sorted(block_spans(block), key=lambda span: -span.start):
        letters = text[span.start : span.end]
        if span.target[:1] == "#" and not any(map(str.isalnum, letters)):
            text = text[: span.start].rstrip() + text[span.end :]
    return text.strip()
