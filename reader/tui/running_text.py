"""Two versions of an article as one running text, to be set like an article: what stayed, what was put in, what was taken out.

A `Difference` becomes an `Article` of its own whose blocks hold the words of both versions, and a table of where each stretch of
it stands in either. Offsets into that text are *merged* offsets; they are never stored. Long stretches that stayed are folded
into a line that says how much they hold. Pure; linear in the text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from reader.layout.cells import shorten
from reader.layout.overlay import Covering, CoveringIndex
from reader.model.annotation import Anchor, AnchorState, PlacedAnnotation
from reader.model.article import SEPARATOR, Article
from reader.model.blocks import (
    OBJECT,
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Headline,
    Paragraph,
    Rule,
    Span,
    SpanKind,
    Table,
    block_spans,
)
from reader.model.difference import Difference, DifferentPart, Edit, PartKind, Stretch
from reader.model.units import TextRange, count_words

FOLDED_FROM = 3
"""Fewer unchanged parts than these are shown: a line that says so would save no more than two."""

CONTEXT_PARTS = 1
"""Unchanged parts that stay beside a change, above and below it."""

SAME_CHANGE_LETTERS = 24
"""As many letters that stayed between two edits of one paragraph are passed over by going to the next change: some four words.
An editor who rewrites half a sentence leaves its small words where they were."""


class Change(NamedTuple):
    """A place at which the versions differ: a half-open range of merged offsets."""

    start: int
    end: int
    sign: str
    """`+`, `-`, `~` for both, `»` for what only stands elsewhere."""


ADDED_SIGN, REMOVED_SIGN, BOTH_SIGN, MOVED_SIGN = "+", "-", "~", "»"

DESCRIBED, ASIDE = "described", "aside"
"""A byline; what is said about the text."""

_BREAK, _SHOWN_BREAK = "\n\n", "¶ "
"""Between two paragraphs that were joined."""

_FIRST_LETTERS = 48
"""Of a paragraph that stands elsewhere now, to know it by."""


class Piece(NamedTuple):
    """A stretch of the merged text that is one stretch of either version, or of both."""

    start: int
    end: int
    edit: Edit
    old: int = -1
    """The offset in the old version at which it begins; -1 if it is not in its text."""
    new: int = -1
    """The same in the new version."""


class Fold(NamedTuple):
    """Unchanged parts in place of which one line stands."""

    parts: range
    """Indexes into `Difference.parts`."""
    block: int
    """The block of the merged article that says so."""


class RunningText:
    """The merged article, and the way between its offsets and those of both versions. Made anew when a fold opens."""

    def __init__(
        self,
        difference: Difference,
        old: Article,
        new: Article,
        unfolded: frozenset[int] = frozenset(),
        *,
        has_folds: bool = True,
    ) -> None:
        """`unfolded` are the indexes of the first parts of folds that are open; none is closed unless `has_folds`."""
        self.difference = difference
        hidden = folds_of(difference.parts, unfolded) if has_folds else ()
        made = _Merging(difference.parts, hidden, old, new)
        self.article = Article(metadata=new.metadata, blocks=tuple(made.blocks), kind=new.kind)
        self.pieces: tuple[Piece, ...] = tuple(made.pieces)
        """In the order of the merged text; between them stand separators and what is in neither version."""
        self.folds: tuple[Fold, ...] = tuple(made.folds)
        self.has_byline = any(part.kind is PartKind.BYLINE for part in difference.parts)
        """Whether the byline is a block of it."""
        self.described = CoveringIndex(
            (*(Covering(*text, DESCRIBED) for text in made.bylines), *(Covering(*text, ASIDE) for text in made.asides))
        )
        """Bylines, and what is no part of either version."""
        self.edits: CoveringIndex[str] = CoveringIndex(
            Covering(piece.start, piece.end, piece.edit.value) for piece in self.pieces if piece.edit is not Edit.KEPT
        )
        self.changes: tuple[Change, ...] = tuple(_changes(self.pieces, made.moved, made.splits, self.article))
        """In order."""
        self.changed_blocks: frozenset[int] = frozenset(made.changed)
        self.moved_blocks: frozenset[int] = frozenset(made.moved_blocks)
        self.split_blocks: frozenset[int] = frozenset(self.article.position(start).block for start in made.splits)
        """Those that were one with the block above."""
        self._starts = [piece.start for piece in self.pieces]
        self._by_old = sorted((piece for piece in self.pieces if piece.old >= 0), key=lambda piece: piece.old)
        self._by_new = sorted((piece for piece in self.pieces if piece.new >= 0), key=lambda piece: piece.new)
        self._old_starts = [piece.old for piece in self._by_old]
        self._new_starts = [piece.new for piece in self._by_new]

    # -- between the texts ------------------------------------------------------------------------------------------
    def new_offset(self, offset: int) -> int:
        """Return where a merged offset stands in the new version; what was removed, where it would stand."""
        return self._offset_in(offset, is_new=True)

    def old_offset(self, offset: int) -> int:
        """Return where a merged offset stands in the old version; what was added, where it would stand."""
        return self._offset_in(offset, is_new=False)

    def _offset_in(self, offset: int, *, is_new: bool) -> int:
        at = max(0, bisect_right(self._starts, offset) - 1)
        for index in (*range(at, len(self.pieces)), *range(at - 1, -1, -1)):
            piece = self.pieces[index]
            begins = piece.new if is_new else piece.old
            if begins >= 0:
                inside = min(offset, piece.end) - piece.start if index >= at else _length(piece)
                return int(begins + max(0, inside))
        return 0

    def of_new(self, offset: int) -> int:
        """Return the merged offset of an offset in the new version; of what is folded, that of its fold."""
        return _merged(offset, self._by_new, self._new_starts)

    def of_old(self, offset: int) -> int:
        """Return the merged offset of an offset in the old version; of what is folded, that of its fold."""
        return _merged(offset, self._by_old, self._old_starts)

    def is_removed(self, offset: int) -> bool:
        """Whether the letter at a merged offset is in the old version only."""
        return any(edit.value is Edit.REMOVED for edit in self.edits.touching(offset, offset + 1))

    def fold_at(self, offset: int) -> Fold | None:
        """Return the fold whose line stands at a merged offset."""
        block = self.article.position(offset).block
        return next((fold for fold in self.folds if fold.block == block), None)

    # -- marks ------------------------------------------------------------------------------------------------------
    def marks(
        self, of_old: Iterable[PlacedAnnotation], of_new: Iterable[PlacedAnnotation]
    ) -> tuple[PlacedAnnotation, ...]:
        """Return the marks of the new version, and those that are lost in it where they stood in the old one.

        Their anchors are merged ranges. A mark takes in what was removed from its midst and at its edges.
        """
        old_places = {placed.annotation.id: placed for placed in of_old}
        found: list[PlacedAnnotation] = []
        for placed in of_new:
            before = old_places.get(placed.annotation.id)
            text = self._mark_range(before, placed)
            if text is not None and placed.anchor is not None and self.fold_at(text.start) is None:
                state = AnchorState.CHANGED if placed.anchor.state is AnchorState.ORPHAN else placed.anchor.state
                found.append(replace(placed, anchor=Anchor(state=state, start=text.start, end=text.end)))
        return tuple(sorted(found, key=lambda placed: placed.anchor.start if placed.anchor else 0))

    def _mark_range(self, before: PlacedAnnotation | None, after: PlacedAnnotation) -> TextRange | None:
        was = self._ranges_of_old(before) if before is not None and before.is_placed else []
        if not after.is_placed or after.anchor is None:
            return max(was, key=lambda text: text.end - text.start, default=None)
        start = self.of_new(after.anchor.start)
        end = self.of_new(after.anchor.end - 1) + 1
        for text in was:  # what stood at its edges and is gone
            if text.start <= end and text.end >= start:
                start, end = min(start, text.start), max(end, text.end)
        return TextRange(start, end)

    def _ranges_of_old(self, placed: PlacedAnnotation) -> list[TextRange]:
        """Return where the words of a mark of the old version stand, in ranges that hang together."""
        if placed.anchor is None:
            return []
        start, end = placed.anchor.start, placed.anchor.end
        first = max(0, bisect_right(self._old_starts, start) - 1)
        ranges: list[TextRange] = []
        for at in range(first, len(self._by_old)):
            piece = self._by_old[at]
            if piece.old >= end:
                break
            left = piece.start + max(0, start - piece.old)
            right = min(piece.end, piece.start + end - piece.old)
            if left >= right:
                continue
            # What was added in the midst of it does not part it, nor do paragraphs.
            if ranges and left - ranges[-1].end >= 0 and not self._is_kept_between(ranges[-1].end, left):
                ranges[-1] = TextRange(ranges[-1].start, right)
            else:
                ranges.append(TextRange(left, right))
        return ranges

    def _is_kept_between(self, start: int, end: int) -> bool:
        first = max(0, bisect_right(self._starts, start) - 1)
        for at in range(first, len(self.pieces)):
            piece = self.pieces[at]
            if piece.start >= end:
                return False
            if piece.end > start and piece.edit is not Edit.ADDED:
                return True
        return False

    def is_changed(self, text: TextRange) -> bool:
        """Whether anything in a merged range was added or removed."""
        return bool(self.edits.touching(*text))


def folds_of(parts: Sequence[DifferentPart], unfolded: frozenset[int] = frozenset()) -> tuple[range, ...]:
    """Return the runs of unchanged parts that are folded: long ones, without what stands beside a change and at the top.

    With nothing changed nothing is folded.
    """
    if not any(part.is_changed for part in parts):
        return ()
    runs = []
    top = next((i for i, part in enumerate(parts) if not _is_top(part)), len(parts))
    for is_changed, group in groupby(range(top, len(parts)), key=lambda index: parts[index].is_changed):
        run = list(group)
        if is_changed:
            continue
        start = run[0] + (CONTEXT_PARTS if run[0] > 0 and _is_any_changed(parts, run[0]) else 0)
        stop = run[-1] + 1 - (CONTEXT_PARTS if run[-1] + 1 < len(parts) else 0)
        if stop - start >= FOLDED_FROM and start not in unfolded:
            runs.append(range(start, stop))
    return tuple(runs)


def _is_any_changed(parts: Sequence[DifferentPart], start: int) -> bool:
    return parts[start - 1].is_changed or _is_top(parts[start - 1])


def _is_top(part: DifferentPart) -> bool:
    return part.kind is PartKind.BYLINE or isinstance(part.block, Headline | Deck)


def fold_words(parts: Sequence[DifferentPart]) -> str:
    """Return what the line of a fold says."""
    blocks = len(parts)
    words = sum(count_words("".join(stretch.text for stretch in part.stretches)) for part in parts)
    return f"⋯ {blocks:,} paragraphs as they were, {words:,} words"


class _Merging:
    """Makes the blocks one after the other."""

    def __init__(self, parts: Sequence[DifferentPart], hidden: Sequence[range], old: Article, new: Article) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self.folds: list[Fold] = []
        self.bylines: list[TextRange] = []
        self.asides: list[TextRange] = []
        self.moved: list[TextRange] = []
        self.changed: list[int] = []
        self.moved_blocks: list[int] = []
        self.splits: list[int] = []
        self._old, self._new = old, new
        self._at = 0
        folded = {run.start: run for run in hidden}
        index = 0
        while index < len(parts):
            run = folded.get(index)
            if run is not None:
                self._fold(run, parts)
                index = run.stop
            elif parts[index].kind is PartKind.LEFT:
                self._leave(parts[index])
                index += 1
            else:
                self._take(parts[index])
                index += 1

    def _fold(self, run: range, parts: Sequence[DifferentPart]) -> None:
        text = fold_words(parts[run.start : run.stop])
        self.folds.append(Fold(run, len(self.blocks)))
        stretches = [stretch for part in parts[run.start : run.stop] for stretch in part.stretches]
        old = next((stretch.old.start for stretch in stretches if stretch.old), -1)
        new = next((stretch.new.start for stretch in stretches if stretch.new), -1)
        self.pieces.append(Piece(self._at, self._at + len(text), Edit.KEPT, old, new))
        self._add_aside(text)

    def _leave(self, part: DifferentPart) -> None:
        """Say that a paragraph stood here that stands elsewhere now."""
        if not 0 <= part.new_block < len(self._new.blocks):
            return
        words = " ".join(self._new.block_texts[part.new_block].split())
        self._add_aside(f"{MOVED_SIGN} moved from here: “{shorten(words, _FIRST_LETTERS)}”")

    def _add_aside(self, text: str) -> None:
        self.asides.append(TextRange(self._at, self._at + len(text)))
        self._add(Paragraph(text=text), text)

    def _take(self, part: DifferentPart) -> None:
        stretches = _with_words(part.stretches)
        letters: list[str] = []
        pieces: list[Piece] = []
        at, before = self._at, None
        for stretch in stretches:
            if before is not None and _run_together(before, stretch):
                letters.append(" ")
                at += 1
            end = at + len(stretch.text)
            old = stretch.old.start if stretch.old is not None else -1
            new = stretch.new.start if stretch.new is not None else -1
            pieces.append(Piece(at, end, stretch.edit, old, new))
            letters.append(stretch.text.replace(_BREAK, _SHOWN_BREAK))
            at, before = end, stretch
        text = "".join(letters)
        if not text:
            return
        if part.kind is PartKind.BYLINE:
            self.bylines.append(TextRange(self._at, at))
        if part.is_changed:
            self.changed.append(len(self.blocks))
        if part.is_split:
            self.splits.append(self._at)
        if part.is_moved:
            self.moved.append(TextRange(self._at, at))
            self.moved_blocks.append(len(self.blocks))
        block = part.block if part.block is not None else Paragraph(text=text)
        spans = tuple(self._spans(part, pieces))
        self.pieces += pieces
        self._add(_block_with(block, text, spans), text)

    def _add(self, block: Block, text: str) -> None:
        self.blocks.append(block)
        self._at += len(text) + len(SEPARATOR)

    def _spans(self, part: DifferentPart, pieces: Sequence[Piece]) -> Iterable[Span]:
        """Give the spans of both versions over the words of each. A link is no more than its words: nothing is followed here."""
        of_new = block_spans(part.block) if part.block is not None and part.new_block >= 0 else ()
        is_old = 0 <= part.old_block < len(self._old.blocks)
        of_old = block_spans(self._old.blocks[part.old_block]) if is_old else ()
        inside_new = inside_old = 0
        for piece in pieces:
            length = piece.end - piece.start
            spans, begin = (of_old, inside_old) if piece.edit is Edit.REMOVED else (of_new, inside_new)
            for span in spans:
                left, right = max(span.start, begin), min(span.end, begin + length)
                if left < right and span.kind is not SpanKind.LINK:
                    shift = piece.start - self._at - begin
                    yield Span(start=left + shift, end=right + shift, kind=span.kind)
            inside_new += length if piece.edit is not Edit.REMOVED else 0
            inside_old += length if piece.edit is not Edit.ADDED else 0


def _with_words(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches without the sign of a block that has no words, where it has words in one of the versions."""
    some = [stretch for stretch in stretches if stretch.text]
    worded = [stretch for stretch in some if stretch.text != OBJECT]
    return worded or some[-1:]


def _run_together(before: Stretch, after: Stretch) -> bool:
    """Whether a word that was removed and one that was put in for it would look like one."""
    if before.edit is after.edit or Edit.KEPT in (before.edit, after.edit):
        return False
    left, right = before.text[-1], after.text[0]
    return not left.isspace() and not right.isspace() and (left.isalnum() or right.isalnum()) and ord(right) < 0x2E80


def _block_with(block: Block, text: str, spans: tuple[Span, ...]) -> Block:
    """Return a block with another text, which is its text in the merged article letter by letter."""
    match block:
        case Figure():
            return _figure_with(block, text, spans)
        case Table():
            rows = tuple(tuple(row.split("\t")) for row in text.split("\n")) if text != OBJECT else ()
            return replace(block, rows=rows)
        case Rule() | Embed():
            return block if text == OBJECT else Paragraph(text=text)
        case Headline() | Code():
            return replace(block, text=text)
        case _:
            return replace(block, text=text, spans=spans)


def _figure_with(figure: Figure, text: str, spans: tuple[Span, ...]) -> Figure:
    if text == OBJECT:
        return replace(figure, caption="", credit="", spans=())
    caption, line_break, credit = text.rpartition("\n")
    if not line_break and (figure.caption or not figure.credit):
        caption, credit = credit, ""
    caption = caption.replace("\n", " ")
    inside = tuple(replace(span, end=min(span.end, len(caption))) for span in spans if span.start < len(caption))
    return replace(figure, caption=caption, credit=credit, spans=inside)


def _changes(
    pieces: Sequence[Piece], moved: Sequence[TextRange], splits: Sequence[int], article: Article
) -> Iterable[Change]:
    """Join edits to changes: those of one paragraph that stand close together, and whole paragraphs that follow each other."""
    found: list[Change] = []
    last: Piece | None = None
    last_block, was_whole = -1, False
    for piece in pieces:
        if piece.edit is Edit.KEPT:
            continue
        sign = ADDED_SIGN if piece.edit is Edit.ADDED else REMOVED_SIGN
        block = article.position(piece.start).block
        is_whole = piece.end - piece.start == len(article.block_texts[block])
        is_near = last is not None and block == last_block and piece.start - last.end <= SAME_CHANGE_LETTERS
        goes_on = is_whole and was_whole and block == last_block + 1 and found[-1].sign == sign
        if is_near or goes_on:
            joined = found[-1]
            found[-1] = Change(joined.start, piece.end, sign if joined.sign == sign else BOTH_SIGN)
        else:
            found.append(Change(piece.start, piece.end, sign))
        last, last_block, was_whole = piece, block, is_whole
    edited = CoveringIndex(Covering(change.start, change.end, None) for change in found)
    found += [Change(*text, MOVED_SIGN) for text in moved if not edited.touching(*text)]
    found += [Change(start, start + 1, ADDED_SIGN) for start in splits if not edited.touching(start, start + 1)]
    return sorted(found)


def _merged(offset: int, pieces: Sequence[Piece], starts: Sequence[int]) -> int:
    at = bisect_right(starts, offset) - 1
    if at < 0:
        return pieces[0].start if pieces else 0
    piece = pieces[at]
    return piece.start + min(max(0, offset - starts[at]), _length(piece) - 1)


def _length(piece: Piece) -> int:
    return max(1, piece.end - piece.start)
