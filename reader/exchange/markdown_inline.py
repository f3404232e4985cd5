"""One block's text as Markdown: escaped letter for letter, with its spans and highlights.

Outside text is never markup: what looks like Markdown, HTML, a link or a tag in an article is escaped for CommonMark 0.31,
for GitHub's tables, strikethrough and bare links, and for the highlights, tags, comments and formulas of note programs.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from reader.model.blocks import Span, SpanKind

_SPECIAL = re.compile(
    r"[\\`*_\[\]<|~$^]"
    r"|&(?=#?\w{1,32};)"
    r"|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
    r"|(?<!\w)\#"
    r"|:(?=//)|(?<!\w):(?=[a-z][\w+-]*:)|(?<=www)\.|@(?=\w)",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^[ \t]*(?:(?P<mark>[-+>=:])|\d{1,9}(?P<stop>[.)])(?=\s|$))", re.MULTILINE)
_LINE_EDGE = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_LIVE_TARGET = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_SAFE_IN_URL = "/:?#@!$&'+,;=~%-._"


class _Layer(IntEnum):
    """Formats in the order of their nesting, the outermost first."""

    LINK = 0
    MARK = 1
    STRONG = 2
    EMPHASIS = 3
    SUB = 4
    SUP = 5
    CODE = 6


_OF_SPAN = {
    SpanKind.LINK: _Layer.LINK,
    SpanKind.STRONG: _Layer.STRONG,
    SpanKind.EMPHASIS: _Layer.EMPHASIS,
    SpanKind.SUB: _Layer.SUB,
    SpanKind.SUP: _Layer.SUP,
    SpanKind.CODE: _Layer.CODE,
}
_DELIMITER = {_Layer.MARK: "==", _Layer.STRONG: "**", _Layer.EMPHASIS: "_"}
_ELEMENT = {
    _Layer.MARK: "mark",
    _Layer.STRONG: "strong",
    _Layer.EMPHASIS: "em",
    _Layer.SUB: "sub",
    _Layer.SUP: "sup",
}


class Mark(NamedTuple):
    """A highlighted range of a block's text; `footnote`, if there is one, hangs at its end."""

    start: int
    end: int
    footnote: str = ""


def escape(text: str, line_break: str = "\\\n") -> str:
    """Return `text` as Markdown that shows exactly these letters, its line breaks as `line_break`."""
    return "".join(_escaped_letters(text, line_break))


def link_target(url: str) -> str:
    """Return `url` as it may stand in the round brackets of a link: http(s) and mailto only; else nothing."""
    return quote(url, safe=_SAFE_IN_URL, errors="replace") if _LIVE_TARGET.match(url) else ""


def inline(text: str, spans: Iterable[Span] = (), marks: Sequence[Mark] = (), line_break: str = "\\\n") -> str:
    """Return `text` as Markdown with its spans, and its highlights between `==`.

    Delimiters that CommonMark would not take in their place (sections 6.2 and 6.3, "flanking") are written as HTML elements,
    so no format is lost and no stray star shows. Ranges that overlap are cut so that they nest.
    """
    footnotes: dict[int, list[str]] = {}
    for mark in marks:
        if mark.footnote:
            footnotes.setdefault(min(mark.end, len(text)), []).append(mark.footnote)
    letters = _escaped_letters(text, line_break)
    for at in footnotes:
        _part_from_footnote(letters, at)
    pieces: list[_Piece] = []
    opened: list[tuple[_Format, int]] = []
    for segment in _segments(text, sorted(_formats(text, spans, marks)), footnotes):
        if segment.start in footnotes:
            _switch(pieces, opened, [])
            pieces.extend(_Piece(f"[^{number}]") for number in footnotes.pop(segment.start))
        _switch(pieces, opened, segment.wanted)
        is_code = bool(opened) and opened[-1][0].layer is _Layer.CODE
        stretch = text[segment.start : segment.end]
        pieces.append(_Piece(stretch if is_code else "".join(letters[segment.start : segment.end])))
    _switch(pieces, opened, [])
    pieces.extend(_Piece(f"[^{number}]") for number in footnotes.get(len(text), ()))
    return _joined(pieces)


def _part_from_footnote(letters: list[str], at: int) -> None:
    """Escape the bracket that would make a link of the reference that is written before `at`: `[^1](x)`."""
    following = next((place for place in range(at, len(letters)) if letters[place]), None)
    if following is not None and letters[following] == "(":
        letters[following] = r"\("


class _Format(NamedTuple):
    start: int
    end: int
    layer: _Layer
    target: str

    @property
    def form(self) -> tuple[_Layer, str]:
        return self.layer, self.target


@dataclass(slots=True)
class _Piece:
    """Text, or one end of a format: `layer` says which, `partner` where the other end stands."""

    text: str
    layer: _Layer | None = None
    is_opening: bool = False
    partner: int = -1


def _formats(text: str, spans: Iterable[Span], marks: Iterable[Mark]) -> Iterable[_Format]:
    for span in spans:
        target = link_target(span.target) if span.kind is SpanKind.LINK else ""
        if span.start < span.end and (target or span.kind is not SpanKind.LINK):
            yield _Format(max(0, span.start), min(span.end, len(text)), _OF_SPAN[span.kind], target)
    for mark in marks:
        if mark.start < mark.end:
            yield _Format(max(0, mark.start), min(mark.end, len(text)), _Layer.MARK, "")


@dataclass(slots=True)
class _Segment:
    """A stretch of the text over which the same formats are wanted, the outermost first."""

    start: int
    end: int
    wanted: list[_Format]


def _segments(text: str, formats: list[_Format], stops: Iterable[int]) -> list[_Segment]:
    """Cut `text` where a format begins or ends, and at `stops`; one format a layer, white space at borders left bare.

    `formats` is sorted. Linear in the formats, however many there are, as long as few lie over one another.
    """
    borders = {0, len(text), *stops}
    borders.update(at for form in formats for at in (form.start, form.end))
    for border in tuple(borders):
        before, after = border, border
        while before and text[before - 1] == " ":
            before -= 1
        while after < len(text) and text[after] == " ":
            after += 1
        borders.update((before, after))
    ordered = sorted(borders)
    segments: list[_Segment] = []
    active: list[_Format] = []
    upcoming = 0
    for left, right in pairwise(ordered):
        active = [form for form in active if form.end > left]
        while upcoming < len(formats) and formats[upcoming].start <= left:
            active.append(formats[upcoming])
            upcoming += 1
        by_layer = {form.layer: form for form in active if form.end > left}
        segments.append(_Segment(left, right, [by_layer[layer] for layer in sorted(by_layer)]))
    for at, segment in enumerate(segments):
        is_code = any(form.layer is _Layer.CODE for form in segment.wanted)
        if text[segment.start : segment.end].isspace() and not is_code:
            earlier = segments[at - 1].wanted if at else []
            later = segments[at + 1].wanted if at + 1 < len(segments) else []
            segment.wanted = earlier[: _shared(earlier, later)]
    return segments


def _shared(first: list[_Format], second: list[_Format]) -> int:
    """Return how many formats, from the outermost, are the same in both."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a.form != b.form), min(len(first), len(second)))


def _switch(pieces: list[_Piece], opened: list[tuple[_Format, int]], wanted: list[_Format]) -> None:
    """Close and open formats until exactly `wanted` are open, in their order."""
    shared = _shared(wanted, [form for form, _ in opened])
    while len(opened) > shared:
        form, at = opened.pop()
        pieces[at].partner = len(pieces)
        if form.layer is _Layer.CODE:
            code = "".join(piece.text for piece in pieces[at + 1 :])
            del pieces[at:]
            pieces.append(_Piece(_code(code)))
        else:
            pieces.append(_Piece(f"]({form.target})" if form.layer is _Layer.LINK else "", form.layer, partner=at))
    for form in wanted[shared:]:
        opened.append((form, len(pieces)))
        pieces.append(_Piece("[" if form.layer is _Layer.LINK else "", form.layer, is_opening=True))


def _code(code: str) -> str:
    """Return a code span: a fence longer than any run of backticks inside (CommonMark 6.1)."""
    line = code.replace("\n", " ")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    needs_room = line.startswith("`") or line.endswith("`") or (line.strip() and line[0] == line[-1] == " ")
    return f"{fence} {line} {fence}" if needs_room else f"{fence}{line}{fence}"


def _joined(pieces: list[_Piece]) -> str:
    """Give every delimiter the form that works between its neighbours, and join."""
    plain = [
        piece.text or _DELIMITER.get(piece.layer, "<>") if piece.layer is not None else piece.text for piece in pieces
    ]
    works = [True] * len(pieces)
    for at, piece in enumerate(pieces):
        if piece.layer in _DELIMITER and not _can_stand(plain, at, piece):
            works[at] = works[piece.partner] = False
    written = []
    for at, piece in enumerate(pieces):
        if piece.layer is None or piece.layer is _Layer.LINK:
            written.append(piece.text)
        elif piece.layer in _DELIMITER and works[at]:
            written.append(_DELIMITER[piece.layer])
        else:
            written.append(f"<{'' if piece.is_opening else '/'}{_ELEMENT[piece.layer]}>")
    return "".join(written)


def _can_stand(plain: list[str], at: int, piece: _Piece) -> bool:
    """Whether the delimiter at `at` opens or closes as it should, by the old and the new rule for punctuation."""
    before = next((plain[k][-1] for k in range(at - 1, -1, -1) if plain[k]), "\n")
    after = next((plain[k][0] for k in range(at + 1, len(plain)) if plain[k]), "\n")
    if piece.layer is _Layer.MARK and "=" in (before, after):
        return False
    outside, inside = (before, after) if piece.is_opening else (after, before)
    if inside.isspace():
        return False
    for symbols_count in (False, True):
        if _is_punctuation(inside, symbols_count) and not (
            outside.isspace() or _is_punctuation(outside, symbols_count)
        ):
            return False
        if piece.layer is _Layer.EMPHASIS and not (outside.isspace() or _is_punctuation(outside, symbols_count)):
            return False
    return True


def _is_punctuation(letter: str, symbols_count: bool) -> bool:
    if letter.isascii():
        return letter.isprintable() and not letter.isalnum() and letter != " "
    return unicodedata.category(letter)[0] in ("PS" if symbols_count else "P")


def _escaped_letters(text: str, line_break: str) -> list[str]:
    """Return what stands for each code point of `text`; white space at the ends of lines has no meaning and is dropped."""
    letters = list(text)
    for found in _SPECIAL.finditer(text):
        letters[found.start()] = "\\" + found[0]
    for found in _LINE_START.finditer(text):
        at = found.start("mark") if found["mark"] else found.start("stop")
        letters[at] = "\\" + text[at]
    for found in _LINE_EDGE.finditer(text):
        letters[found.start() : found.end()] = [""] * (found.end() - found.start())
    inner = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    for at, letter in enumerate(text):
        if letter == "\n":
            letters[at] = line_break if inner[0] <= at < inner[1] else ""
    return letters
