"""Text that runs from right to left, and text in which both directions mix: the Unicode Bidirectional Algorithm, UAX #9.

For terminals that show the letters of a row in the order in which they get them. `levels_of` resolves a paragraph (rules W1
to I2), `row_levels` gives those of a row, and the rest draws such a row and finds places in it (rules L1 to L4). Explicit
embeddings, overrides and isolates are not known here: the model's boundary lets none through (`model.text`).

Arabic letters take their joined forms, for a terminal that does not reorder does not join either: the presentation forms of
Unicode, lam and alef in one cell as everywhere. All positions stay offsets of the text; only here they become another order.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from reader.layout.cells import cell_width, has_right_to_left, is_right_to_left, widths
from reader.layout.overlay import Covering
from reader.layout.rows import Ink, Order, Piece

_LONGEST_PARAGRAPH = 20_000
"""Letters of a paragraph that is resolved as a whole, which takes some 20 ms then; each row of a longer one stands for itself."""

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
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
    return piece._replace(width=sum(cluster.width for cluster in _clusters(piece, text)))  # lam and alef take one cell


def x_in_order(piece: Piece, text: str, offset: int) -> int:
    """Return the cell of the letter that holds `offset`, from the piece's left; the one past its end beyond the last letter."""
    x = 0
    for cluster in _clusters(piece, text):
        if cluster.start <= offset < cluster.end:
            return x
        x += cluster.width
    if offset < piece.start:
        return x_in_order(piece, text, piece.start)
    return -1 if piece.levels[-1] % 2 else x


def offset_in_order(piece: Piece, text: str, x: int) -> int:
    """Return the offset of the letter at a cell from the piece's left; past its last letter its end."""
    clusters = _clusters(piece, text)
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
    clusters = _clusters(piece, text)
    drawn = [cluster.letters for cluster in clusters]
    if piece.keeps_words:
        _turn_words(clusters, drawn, text)
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


def line_piece(text: str, order: Order) -> Piece:
    """Return a line of its own as a piece, for `draw_in_order`. Its ink says nothing."""
    piece = Piece(0, cell_width(text), 0, len(text), Ink.TEXT)
    return in_order(piece, text, b"", order, is_mirrored=is_right_to_left(text))


def _turn_words(clusters: list[_Cluster], drawn: list[str], text: str) -> None:
    """Put the letters of each word that runs to the left back into the order in which a terminal turns it round itself."""
    at = 0
    for is_word, group in groupby(
        clusters, lambda one: one.level % 2 == 1 and unicodedata.bidirectional(text[one.start]) in ("R", "AL")
    ):
        end = at + len(list(group))
        if is_word:
            drawn[at:end] = drawn[at:end][::-1]
        at = end


def _clusters(piece: Piece, text: str) -> list[_Cluster]:
    """Return what a piece is drawn as, from left to right (L2, L3, L4)."""
    start, end, levels = piece.start, piece.end, piece.levels
    line = text[start:end]
    measured = widths(line)
    letters: Sequence[str] = [*line] if piece.keeps_words else _joined(line)
    letters = ["" if letter in _DIRECTION_MARKS else letter for letter in letters]  # they have done what they are for
    found: list[_Cluster] = []
    at = 0
    while at < len(line):
        base = at
        while base + 1 < len(line) and not measured[base]:
            base += 1  # a mark that begins the row stands with the letter after it
        after = base + 1
        while after < len(line) and (not measured[after] or not letters[after]):
            after += 1
        shape = "".join(letters[at:after])
        if levels[base] % 2 and line[base] in _MIRRORED:
            shape = shape.replace(line[base], _MIRRORED[line[base]], 1)
        width = sum(measured[index] for index in range(at, after) if letters[index])
        wider = piece.gaps.count(start + base) if piece.gaps else 0
        found.append(_Cluster(start + at, start + after, shape + " " * wider, width + wider, levels[base]))
        at = after
    for turned in range(max(levels), 0, -1):  # L2
        at = 0
        for is_turned, group in groupby([one.level >= turned for one in found]):
            until = at + len(list(group))
            if is_turned:
                found[at:until] = found[at:until][::-1]
            at = until
    return found


# -- Arabic letters -------------------------------------------------------------------------------------------------------
class _Forms(NamedTuple):
    """The shapes of a letter; empty where it has none."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


_DIRECTION_MARKS = frozenset("\u200e\u200f")
_TATWEEL, _JOINER = "\u0640", "\u200d"
_JOINERS = frozenset("\u200c\u200d")
_LAM = "\u0644"


@cache
def _arabic_forms() -> dict[str, _Forms]:
    """Return the shapes of the letters, and of lam with an alef, from Unicode's compatibility decompositions."""
    forms: dict[str, _Forms] = {}
    for code_point in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        tag, _, points = unicodedata.decomposition(chr(code_point)).partition(" ")
        base = "".join(chr(int(point, 16)) for point in points.split())
        form = tag.strip("<>")
        is_ligature = len(base) == 2 and base[0] == _LAM and code_point >= 0xFEF5
        if (len(base) == 1 or is_ligature) and form in _Forms._fields:
            forms[base] = forms.get(base, _Forms())._replace(**{form: chr(code_point)})
    return forms


def _joined(line: str) -> list[str]:
    """Return what stands for each code point of `line`: joined forms; nothing for an alef that went into its lam."""
    shapes = list(line)
    forms = _arabic_forms()
    joins_on = False  # whether the letter before reaches out to the next one
    before = -1
    for at, letter in enumerate(line):
        if letter not in forms:
            if unicodedata.bidirectional(letter) != "NSM":
                joins_on, before = letter in (_TATWEEL, _JOINER), -1
            if letter in _JOINERS and at and line[at - 1] in forms:
                shapes[at] = ""  # it has done what it is for
            continue
        form = forms[letter]
        if before >= 0 and line[before] == _LAM and _LAM + letter in forms:
            ligature = forms[_LAM + letter]
            is_final = shapes[before] in (forms[_LAM].medial, forms[_LAM].final)
            shapes[before] = ligature.final if is_final else ligature.isolated
            shapes[at] = ""
            joins_on, before = False, -1
            continue
        takes = joins_on and bool(form.final)
        gives = bool(form.initial) and _takes_after(line, at + 1, forms)
        shapes[at] = (
            (form.medial if gives else form.final) if takes else (form.initial if gives else form.isolated)
        ) or letter
        joins_on, before = gives, at
    return shapes


def _takes_after(line: str, at: int, forms: dict[str, _Forms]) -> bool:
    """Whether the next letter from `at` on, marks passed over, joins the one before it."""
    while at < len(line) and unicodedata.bidirectional(line[at]) == "NSM":
        at += 1
    if at == len(line):
        return False
    return line[at] in (_TATWEEL, _JOINER) or bool(forms.get(line[at], _Forms()).final)
