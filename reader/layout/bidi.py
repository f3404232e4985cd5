"""Text that runs from right to left, and text in which both directions mix: the Unicode Bidirectional Algorithm, UAX #9.

For terminals that show the letters of a row in the order in which they get them. `levels_of` resolves a paragraph (rules W1
to I2), `row_levels` gives those of a row, and the rest draws such a row and finds places in it (rules L1 to L4). Explicit
embeddings, overrides and isolates are not known here: the model's boundary lets none through (`model.text`).

Arabic letters take their joined forms (`arabic`), for a terminal that does not reorder does not join either. All
positions stay offsets of the text; only here they become another order.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reader.layout.arabic import joined
from reader.layout.cells import cell_width, has_right_to_left, is_right_to_left, widths
from reader.layout.overlay import Covering
from reader.layout.rows import Ink, Order, Piece

_LONGEST_PARAGRAPH = 20_000
"""Letters of a paragraph that is resolved as a whole, which takes some 20 ms then; each row of a longer one stands for itself."""

_KEPT_ROWS = 256
"""Rows of which it is known how they are drawn: that takes 0.1 ms, and who measures a row also draws it."""

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_OPENING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""Paired brackets, BidiBrackets.txt."""
_MOST_OPEN = 63
"""Brackets that may be open at once; a text with more of them has no pairs (BD16)."""

_ALSO_MIRRORED = "<>«»‹›≤≥≦≧≨≩≪≫≮≯≰≱≲≳≶≷≺≻⊂⊃⊆⊇∈∋∉∌⊢⊣⋖⋗⋘⋙"
_MIRRORED = {
    letter: other
    for pairs in (_PAIRS, _ALSO_MIRRORED)
    for one, two in zip(pairs[::2], pairs[1::2], strict=True)
    for letter, other in ((one, two), (two, one))
}

_DIRECTION_MARKS = frozenset("\u200e\u200f")
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_NUMBERS = frozenset(("EN", "AN"))


def levels_of(text: str, *, is_mirrored: bool) -> bytes:
    """Return the embedding level of each code point of `text`: even ones run to the right, odd ones to the left.

    `is_mirrored` says that its lines begin at the right. Newlines part paragraphs, which all have the same direction. Linear,
    about a microsecond a letter.
    """
    base = 1 if is_mirrored else 0
    levels = bytearray()
    for line in text.split("\n"):
        levels += _resolve(line, base)
        levels.append(base)
    return bytes(levels[:-1])


def _resolve(text: str, base: int) -> bytearray:
    original = [unicodedata.bidirectional(letter) or "L" for letter in text]
    # X9: what is invisible takes no part, and stands with the letter before it.
    places = [at for at, kind in enumerate(original) if kind != "BN"]
    kinds = [original[at] for at in places]
    edge = "R" if base else "L"
    _resolve_weak(kinds, edge)
    _resolve_brackets(kinds, [text[at] for at in places], [original[at] for at in places], edge)
    _resolve_neutral(kinds, edge)
    levels = bytearray([base]) * len(text)
    for at, kind in zip(places, kinds, strict=True):  # I1, I2
        if kind in _NUMBERS:
            levels[at] = 2
        elif kind != edge:
            levels[at] = base + 1
    for at, kind in enumerate(original):
        if kind == "BN" and at:
            levels[at] = levels[at - 1]
    return levels


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7."""
    before = strong = edge
    for at, kind in enumerate(kinds):  # W1, W2, W3
        if kind == "NSM":
            kind = before
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[at] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):  # W4
        parted = kinds[at - 1] if kinds[at - 1] == kinds[at + 1] else ""
        if (kinds[at] in ("ES", "CS") and parted == "EN") or (kinds[at] == "CS" and parted == "AN"):
            kinds[at] = parted
    at = 0
    for kind, group in groupby(list(kinds)):  # W5, W6
        end = at + len(list(group))
        if kind == "ET":
            is_number = (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
            kinds[at:end] = ["EN" if is_number else "ON"] * (end - at)
        elif kind in ("ES", "CS"):
            kinds[at:end] = ["ON"] * (end - at)
        at = end
    strong = edge
    for at, kind in enumerate(kinds):  # W7
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _direction(kind: str) -> str:
    """Return the direction that a kind counts as for its neighbours; empty for neutral ones."""
    return "R" if kind in _NUMBERS else kind if kind in ("L", "R") else ""


def _resolve_brackets(kinds: list[str], letters: Sequence[str], original: Sequence[str], edge: str) -> None:
    """Rule N0: both brackets of a pair get the direction of what is between them."""
    other = "L" if edge == "R" else "R"
    for opening, closing in _bracket_pairs(kinds, letters):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]}
        if edge in inside:
            direction = edge
        elif other in inside:
            context = next((found for at in range(opening - 1, -1, -1) if (found := _direction(kinds[at]))), edge)
            direction = other if context == other else edge
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = direction
            at = bracket + 1
            while at < len(kinds) and original[at] == "NSM":
                kinds[at] = direction
                at += 1


def _bracket_pairs(kinds: list[str], letters: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of opening and closing brackets that belong together, by the opening ones (BD16)."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, letter in enumerate(letters):
        if kinds[at] != "ON":
            continue
        if letter in _OPENING:
            if len(waiting) == _MOST_OPEN:
                return []
            waiting.append((_OPENING[letter], at))
        elif letter in _MIRRORED:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == letter:
                    pairs.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Rules N1 and N2."""
    at = 0
    before = edge
    for is_neutral, group in groupby(list(kinds), _NEUTRAL.__contains__):
        end = at + len(list(group))
        if is_neutral:
            after = _direction(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [before if before == after else edge] * (end - at)
        else:
            before = _direction(kinds[end - 1])
        at = end


# -- rows ---------------------------------------------------------------------------------------------------------------
class _Cluster(NamedTuple):
    """What stands together on a row: a letter with its marks, lam and alef."""

    start: int
    end: int
    letters: str
    """As they are drawn."""
    width: int
    level: int


def row_levels(text: str, start: int, end: int, paragraph: bytes, *, is_mirrored: bool) -> bytes:
    """Return the levels of a row, the half-open range `start` to `end` of `text`, and one more for what ends it (L1).

    `paragraph` has the levels of all of `text`; empty, the row is resolved for itself, as it is where the text is very long.
    Empty if the row's letters stand in the order of the text.
    """
    base = 1 if is_mirrored else 0
    levels = bytearray(paragraph[start:end] or levels_of(text[start:end], is_mirrored=is_mirrored))
    has_tab = "\t" in text[start:end]
    is_end = True
    for at in range(len(levels) - 1, -1, -1):
        kind = unicodedata.bidirectional(text[start + at])
        if kind in ("S", "B"):
            levels[at] = base
            is_end = True
        elif is_end and kind in ("WS", "BN"):
            levels[at] = base
        else:
            is_end = False
            if not has_tab:
                break
    levels.append(base)
    return bytes(levels) if any(levels) else b""


def paragraph_levels(text: str, *, is_mirrored: bool) -> bytes:
    """Return `levels_of` a paragraph; empty for one too long to be resolved at once."""
    return b"" if len(text) > _LONGEST_PARAGRAPH else levels_of(text, is_mirrored=is_mirrored)


def in_order(piece: Piece, text: str, paragraph: bytes, order: Order, *, is_mirrored: bool) -> Piece:
    """Return a piece with what it takes to draw its letters in order, its width with it; see `row_levels` for `paragraph`."""
    levels = row_levels(text, piece.start, piece.end, paragraph, is_mirrored=is_mirrored)
    if not levels:
        return piece
    piece = piece._replace(levels=levels, keeps_words=order is Order.WORDS)
    return piece._replace(
        width=sum(cluster.width for cluster in _clusters_of(piece, text))
    )  # lam and alef take one cell


def x_in_order(piece: Piece, text: str, offset: int) -> int:
    """Return the cell of the letter that holds `offset`, from the piece's left; the one past its end beyond the last letter."""
    x = last = 0
    for cluster in _clusters_of(piece, text):
        if cluster.start <= offset < cluster.end:
            return x if cluster.width or x < piece.width else last  # what is unseen stands where a letter does
        if cluster.width:
            last = x
        x += cluster.width
    if offset < piece.start:
        return x_in_order(piece, text, piece.start)
    return -1 if piece.levels[-1] % 2 else x


def offset_in_order(piece: Piece, text: str, x: int) -> int:
    """Return the offset of the letter at a cell from the piece's left; past its last letter its end."""
    clusters = _clusters_of(piece, text)
    begins_right = piece.levels[-1] % 2
    if x < 0:
        return piece.end if begins_right or not clusters else clusters[0].start
    for cluster in clusters:
        if x < cluster.width:
            return cluster.start
        x -= cluster.width
    return clusters[-1].start if begins_right and clusters else piece.end


def draw_in_order(piece: Piece, text: str, over: Sequence[Covering[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the letters of a piece from left to right with what lies over them, cut where that changes."""
    clusters = _clusters_of(piece, text)
    drawn = [cluster.letters for cluster in clusters]
    if piece.keeps_words:
        _turn_words(clusters, drawn, text)
    if not over:
        return [("".join(drawn), ())] if drawn else []
    values = [tuple(c.value for c in over if c.start < one.end and c.end > one.start) for one in clusters]
    return [
        ("".join(letters for _, letters in group), value)
        for value, group in groupby(zip(values, drawn, strict=True), lambda pair: pair[0])
    ]


def visual(text: str, order: Order) -> str:
    """Return `text` as it is drawn on a line of its own: as it is, unless letters in it run to the left and we order them."""
    if order is Order.TERMINAL or not has_right_to_left(text):
        return text
    piece = line_piece(text, order)
    return "".join(letters for letters, _ in draw_in_order(piece, text, ())) if piece.levels else text


def line_piece(text: str, order: Order, *, begins_right: bool | None = None) -> Piece:
    """Return a line of its own as a piece, for `draw_in_order`. Its ink says nothing.

    `begins_right` says where the line begins; without it its first letter with a direction does.
    """
    piece = Piece(0, cell_width(text), 0, len(text), Ink.TEXT)
    is_mirrored = is_right_to_left(text) if begins_right is None else begins_right
    return in_order(piece, text, b"", order, is_mirrored=is_mirrored)


def _turn_words(clusters: Sequence[_Cluster], drawn: list[str], text: str) -> None:
    """Put the letters of each word that runs to the left back into the order in which a terminal turns it round itself."""
    at = 0
    for is_word, group in groupby(
        clusters, lambda one: one.level % 2 == 1 and unicodedata.bidirectional(text[one.start]) in ("R", "AL")
    ):
        end = at + len(list(group))
        if is_word:
            drawn[at:end] = drawn[at:end][::-1]
        at = end


def _clusters_of(piece: Piece, text: str) -> Sequence[_Cluster]:
    return _clusters(text[piece.start : piece.end], piece.start, piece.levels, piece.gaps, piece.keeps_words)


@lru_cache(_KEPT_ROWS)
def _clusters(line: str, start: int, levels: bytes, gaps: tuple[int, ...], keeps_words: bool) -> Sequence[_Cluster]:
    """Return what a row is drawn as, from left to right (L2, L3, L4); `start` is the offset of its first letter."""
    measured = widths(line)
    letters: Sequence[str] = [*line] if keeps_words else joined(line)
    letters = ["" if letter in _DIRECTION_MARKS else letter for letter in letters]  # they have done what they are for
    found: list[_Cluster] = []
    at = 0
    while at < len(line):
        base = at
        while base + 1 < len(line) and not measured[base] and line[base] not in _DIRECTION_MARKS:
            base += 1  # a mark that begins the row stands with the letter after it
        after = base + 1
        # Unseen marks of direction stand alone: they part what else would be turned round together.
        while after < len(line) and not (measured[after] and letters[after]) and line[after] not in _DIRECTION_MARKS:
            after += 1
        shape = letters[at] if after == at + 1 else "".join(letters[at:after])
        if levels[base] % 2 and line[base] in _MIRRORED:
            shape = shape.replace(line[base], _MIRRORED[line[base]], 1)
        wider = gaps.count(start + base) if gaps else 0
        found.append(_Cluster(start + at, start + after, shape + " " * wider, measured[base] + wider, levels[base]))
        at = after
    for turned in range(max(levels), 0, -1):  # L2
        at = 0
        for is_turned, group in groupby([one.level >= turned for one in found]):
            until = at + len(list(group))
            if is_turned:
                found[at:until] = found[at:until][::-1]
            at = until
    return found
