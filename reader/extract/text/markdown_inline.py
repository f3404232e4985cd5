"""Turns the inline tokens of Markdown into text with spans, the pictures in it, and the footnotes it refers to.

Links are made absolute; what is not http, https or mailto, or a place in the same text, is no link. Called by `markdown`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from urllib.parse import unquote, urljoin, urlsplit

from markdown_it.token import Token

from reader.extract.markup.raw_html import attributes, tag_name
from reader.model.blocks import Image, Span, SpanKind
from reader.model.text import clean_line, clean_text
from reader.model.values import dataclass

_LINK_SCHEMES = ("http", "https", "mailto")
_OPENING = {
    "em_open": SpanKind.EMPHASIS,
    "strong_open": SpanKind.STRONG,
    "link_open": SpanKind.LINK,
    "sub_open": SpanKind.SUB,
    "sup_open": SpanKind.SUP,
}
_CLOSING = {name.replace("open", "close"): kind for name, kind in _OPENING.items()}
_TASK_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}
_TAGS = {
    "sub": SpanKind.SUB,
    "sup": SpanKind.SUP,
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "a": SpanKind.LINK,
}
_SILENT = frozenset(("script", "style"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineImage:
    """A picture in a line, with its title."""

    image: Image
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineText:
    """A line of Markdown as the model has it."""

    text: str
    spans: tuple[Span, ...] = ()
    images: tuple[InlineImage, ...] = ()
    names: tuple[str, ...] = ()
    """Names under which footnotes come back to this line."""


@dataclass(slots=True)
class _Builder:
    base: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[SpanKind, int, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    images: list[InlineImage] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    silent: str = ""
    """The element that is open and whose text is none."""
    to_end: Counter[str] = field(default_factory=Counter)
    """How many ends of such elements are still to come: one without an end would take the rest of the line with it."""

    def write(self, text: str) -> None:
        """Add text; runs of white space become one space, none at the beginning."""
        text = clean_text(text)
        words = " ".join(text.split(" ")) if "\n" not in text and "\t" not in text else " ".join(text.split())
        if not self.parts or self.parts[-1].endswith((" ", "\n")):
            words = words.lstrip(" ")
        if words:
            self.parts.append(words)
            self.length += len(words)

    def break_line(self) -> None:
        """End the line within its block; blanks before the break stay away, a break at the beginning is none."""
        if not self.parts:
            return
        bare = self.parts[-1].rstrip(" ")
        self.length -= len(self.parts[-1]) - len(bare)
        self.parts[-1] = bare
        self.parts.append("\n")
        self.length += 1

    def begin(self, kind: SpanKind, target: str = "") -> None:
        self.open.append((kind, self.length, target))

    def end(self, kind: SpanKind) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] is kind:
                _kind, start, target = self.open.pop(index)
                if start < self.length and (kind is not SpanKind.LINK or target):
                    self.spans.append(Span(start=start, end=self.length, kind=kind, target=target))
                return


def read_inline(tokens: Sequence[Token], base: str, *, one_line: bool = False) -> InlineText:
    """Return the text of inline tokens with its spans, pictures and footnote names; `base` is the page's address.

    Hard breaks are newlines, blanks with `one_line`.
    """
    builder = _Builder(base=base)
    builder.to_end.update(tag_name(token.content) for token in tokens if token.content.startswith("</"))
    for token in tokens:
        _add(builder, token)
    while builder.open:
        builder.end(builder.open[-1][0])
    joined = "".join(builder.parts)
    joined = joined.replace("\n", " ") if one_line else joined
    text = joined.rstrip()
    # Cleaning piece by piece can leave a letter and its mark apart; then the text is composed, and spans are given up.
    whole = clean_text(text)
    spans = tuple(
        Span(start=span.start, end=min(span.end, len(text)), kind=span.kind, target=span.target)
        for span in sorted(builder.spans, key=lambda span: (span.start, -span.end))
        if span.start < len(text)
    )
    return InlineText(
        text=whole,
        spans=spans if whole == text else (),
        images=tuple(builder.images),
        names=tuple(dict.fromkeys(builder.names)),
    )


def with_task_box(inline: InlineText) -> InlineText:
    """Return the text of a list item with `[ ]` and `[x]` at its beginning as boxes."""
    box = _TASK_BOXES.get(inline.text[:4])
    if box is None:
        return inline
    shift = 4 - len(box)
    spans = tuple(
        Span(start=max(0, span.start - shift), end=span.end - shift, kind=span.kind, target=span.target)
        for span in inline.spans
        if span.end > 4
    )
    return InlineText(text=box + inline.text[4:], spans=spans, images=inline.images, names=inline.names)


def _add(builder: _Builder, token: Token) -> None:
    if builder.silent and token.type != "html_inline":
        return
    match token.type:
        case "text" | "text_special":
            builder.write(token.content)
        case "softbreak":
            builder.write(" ")
        case "hardbreak":
            builder.break_line()
        case "code_inline":
            builder.begin(SpanKind.CODE)
            builder.write(token.content)
            builder.end(SpanKind.CODE)
        case "math_inline":
            builder.write(f"${token.content}$")
        case "em_open" | "strong_open" | "sub_open" | "sup_open":
            builder.begin(_OPENING[token.type])
        case "link_open":
            builder.begin(SpanKind.LINK, link_target(str(token.attrGet("href") or ""), builder.base))
        case "em_close" | "strong_close" | "link_close" | "sub_close" | "sup_close":
            builder.end(_CLOSING[token.type])
        case "image":
            src = image_source(str(token.attrGet("src") or ""), builder.base)
            title = clean_line(str(token.attrGet("title") or ""))
            if src:
                alt = clean_line(plain_text(token.children or []))
                builder.images.append(InlineImage(image=Image(src=src, alt=alt), title=title))
        case "footnote_ref":
            number = int(token.meta["id"]) + 1
            again = int(token.meta.get("subId", 0))
            builder.names.append(f"fnref{number}" if again == 0 else f"fnref{number}-{again + 1}")
            builder.begin(SpanKind.SUP)
            builder.begin(SpanKind.LINK, f"#fn{number}")
            builder.write(str(number))
            builder.end(SpanKind.LINK)
            builder.end(SpanKind.SUP)
        case "html_inline":
            _add_tag(builder, token.content)
        case _:
            if token.children:
                for child in token.children:
                    _add(builder, child)


def _add_tag(builder: _Builder, tag: str) -> None:
    """Take the few tags that mean a span; all others are dropped, scripts with their content."""
    name = tag_name(tag)
    is_closing = tag.startswith("</")
    if name in _SILENT:
        builder.to_end[name] -= is_closing
        builder.silent = name if not is_closing and builder.to_end[name] else ""
    elif builder.silent:
        return
    elif name == "br":
        builder.break_line()
    elif name == "img":
        found = attributes(tag)
        src = image_source(found.get("src", ""), builder.base)
        if src:
            title = clean_line(found.get("title", ""))
            builder.images.append(InlineImage(image=Image(src=src, alt=clean_line(found.get("alt", ""))), title=title))
    elif name in _TAGS and is_closing:
        builder.end(_TAGS[name])
    elif name in _TAGS:
        target = link_target(attributes(tag).get("href", ""), builder.base) if name == "a" else ""
        builder.begin(_TAGS[name], target)


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the letters of inline tokens, alt texts of pictures too."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type == "math_inline":
            parts.append(f"${token.content}$")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.children:
            parts.append(plain_text(token.children))
    return "".join(parts)


def link_target(href: str, base: str) -> str:
    """Return an absolute address or `#name`; empty for what is no link to follow."""
    href = clean_line(href)
    if href.startswith("#") or not href:
        # The parser has escaped what the heading's name has not.
        return clean_line(unquote(href)) if len(href) > 1 else ""
    try:
        target = urljoin(base, href) if base else href
        return target if urlsplit(target).scheme.lower() in _LINK_SCHEMES else ""
    except ValueError:
        return ""


def image_source(src: str, base: str) -> str:
    """Return the address of a picture, absolute if the page has an address; empty for other schemes than http and data."""
    src = "".join(clean_text(src).split())
    if not src:
        return ""
    try:
        source = urljoin(base, src) if base and not src.startswith("data:") else src
        scheme = urlsplit(source).scheme.lower()
    except ValueError:
        return ""
    if scheme == "data":
        return source if source.startswith("data:image/") else ""
    return source if scheme in ("", "http", "https") else ""
