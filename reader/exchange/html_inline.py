"""One block's text as HTML: everything escaped, spans and highlights as elements that nest."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from reader.exchange.marks import BlockMark
from reader.model.blocks import Span, SpanKind

_LIVE = ("http://", "https://", "mailto:")
_ELEMENT = {
    SpanKind.EMPHASIS: "em",
    SpanKind.STRONG: "strong",
    SpanKind.CODE: "code",
    SpanKind.SUB: "sub",
    SpanKind.SUP: "sup",
}
_BREAK = "<br>\n"


class _Format(NamedTuple):
    """A stretch of text and the element around it. A link is the outermost, then highlights, then the rest."""

    rank: int
    element: str
    attributes: str
    start: int
    end: int


def html_text(text: str) -> str:
    """Return `text` escaped for content and for attributes between double quotes."""
    return escape(text, quote=True)


def html_target(url: str, names: Mapping[str, str] | None = None) -> str:
    """Return `url` as an escaped attribute value: http(s), mailto, or `#name` of a known place; else empty."""
    if url.startswith("#"):
        return "#" + (names or {}).get(url[1:], "") if (names or {}).get(url[1:]) else ""
    return (
        html_text(quote(url, safe="/:?#[]@!$&'()*+,;=~%-._", errors="replace")) if url.lower().startswith(_LIVE) else ""
    )


def html_inline(
    text: str, spans: Iterable[Span] = (), marks: Sequence[BlockMark] = (), names: Mapping[str, str] | None = None
) -> str:
    """Return `text` as HTML with its spans, its highlights as `<mark>`, and a reference at the end of each highlight.

    Ranges that overlap are cut so that they nest; `names` gives the ids of fragment names that links may point to.
    """
    formats = sorted(_formats(spans, marks, names), key=lambda form: form.start)
    references = {mark.number: mark.end for mark in marks if mark.is_last}
    borders = {0, len(text), *references.values(), *(at for form in formats for at in (form.start, form.end))}
    written: list[str] = []
    opened: list[_Format] = []
    active: list[_Format] = []
    upcoming = 0
    ordered = sorted(at for at in borders if 0 <= at <= len(text))
    for left, right in pairwise([*ordered, len(text)]):
        active = [form for form in active if form.end > left]
        while upcoming < len(formats) and formats[upcoming].start <= left:
            if formats[upcoming].end > left:
                active.append(formats[upcoming])
            upcoming += 1
        ending = [number for number, at in references.items() if at == left]
        if ending:
            _switch(written, opened, [])
            written += (f'<sup class="ref"><a href="#note-{n}" id="ref-{n}">{n}</a></sup>' for n in sorted(ending))
        _switch(written, opened, sorted(active))
        written.append(html_text(text[left:right]).replace("\n", _BREAK))
    _switch(written, opened, [])
    return "".join(written)


def _formats(spans: Iterable[Span], marks: Iterable[BlockMark], names: Mapping[str, str] | None) -> Iterable[_Format]:
    for span in spans:
        if span.start >= span.end:
            continue
        if span.kind is not SpanKind.LINK:
            yield _Format(2, _ELEMENT[span.kind], "", span.start, span.end)
        elif target := html_target(span.target, names):
            yield _Format(0, "a", f' href="{target}" rel="noopener noreferrer"', span.start, span.end)
    for mark in marks:
        if mark.start < mark.end:
            yield _Format(1, "mark", f' class="{mark.colour.value}"', mark.start, mark.end)


def _switch(written: list[str], opened: list[_Format], wanted: list[_Format]) -> None:
    """Close and open elements until exactly `wanted` are open, in their order."""
    wanted = [form for at, form in enumerate(wanted) if form.element != "a" or at == 0]
    shared = 0
    while shared < min(len(wanted), len(opened)) and opened[shared] == wanted[shared]:
        shared += 1
    while len(opened) > shared:
        written.append(f"</{opened.pop().element}>")
    for form in wanted[shared:]:
        written.append(f"<{form.element}{form.attributes}>")
        opened.append(form)
