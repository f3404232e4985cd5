"""Blocks to JSON objects and back.

`is` names the block; spans are `[start, end, kind]` or `[start, end, kind, target]`. Only what differs from its default is
written. Used by `codec` for the versions of articles.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
)
from reader.store.sealed import JsonObject
from reader.store.typed import count, text, texts, whole

UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the reading half of the codecs may raise on JSON that it has not written, a damaged file's for one."""

_Choice = TypeVar("_Choice", bound=StrEnum)

_DEEPEST = 300
"""Levels: no page is read deeper (`extract`), and what is laid out by them must end."""

_SPAN_KINDS = {kind.value: kind for kind in SpanKind}


def block_to_json(block: Block) -> JsonObject:
    """Return `block` as a JSON object."""
    body: JsonObject
    match block:
        case Headline():
            body = {"is": "headline", "text": block.text}
        case Deck():
            body = {"is": "deck", "text": block.text, "spans": _spans_to_json(block.spans)}
        case Heading():
            body = {"is": "heading", "level": block.level, "text": block.text}
            body |= {"spans": _spans_to_json(block.spans), "names": list(block.names)}
        case Paragraph():
            body = {"is": "paragraph", "text": block.text, "spans": _spans_to_json(block.spans)}
            body |= {"names": list(block.names), "time": block.time}
        case Quote():
            body = {"is": "quote", "text": block.text, "spans": _spans_to_json(block.spans), "names": list(block.names)}
            body |= {"level": block.level, "is_pull": block.is_pull}
        case ListItem():
            body = {"is": "item", "text": block.text, "spans": _spans_to_json(block.spans), "names": list(block.names)}
            body["level"] = block.level
            body = without_defaults(body)
            if block.number is not None:
                body["number"] = block.number
            return body
        case Code():
            body = {"is": "code", "text": block.text, "language": block.language}
        case Table():
            body = {"is": "table", "rows": [list(row) for row in block.rows], "header_rows": block.header_rows}
        case Figure():
            body = {"is": "figure", "images": [_image_to_json(image) for image in block.images]}
            body |= {"caption": block.caption, "credit": block.credit, "spans": _spans_to_json(block.spans)}
            body |= {"kind": "" if block.kind is FigureKind.IMAGE else block.kind.value}
            body |= {"title": block.title, "duration": block.duration, "url": block.url}
        case Rule():
            body = {"is": "rule"}
        case Embed():
            body = {"is": "embed", "url": block.url, "provider": block.provider}
            body |= {"title": block.title, "quote": block.quote}
    return without_defaults(body)


def block_from_json(body: Mapping[str, Any]) -> Block:
    """Return the block that `block_to_json` wrote. Raises one of UNREADABLE on anything else."""
    get = body.get
    match body["is"]:
        case "paragraph":
            return Paragraph(text=_text(body), spans=_spans(body), names=_names(body), time=text(get("time", "")))
        case "headline":
            return Headline(text=_text(body))
        case "deck":
            return Deck(text=_text(body), spans=_spans(body))
        case "heading":
            return Heading(text=_text(body), level=_level(body), spans=_spans(body), names=_names(body))
        case "quote":
            return Quote(
                text=_text(body),
                spans=_spans(body),
                names=_names(body),
                level=_level(body),
                is_pull=bool(get("is_pull")),
            )
        case "item":
            number = get("number")
            return ListItem(
                text=_text(body),
                spans=_spans(body),
                names=_names(body),
                level=_level(body),
                number=None if number is None else whole(number),
            )
        case "code":
            return Code(text=_text(body), language=text(get("language", "")))
        case "table":
            return Table(rows=tuple(map(texts, get("rows", ()))), header_rows=count(get("header_rows", 0)))
        case "figure":
            return Figure(
                images=tuple(map(_image_from_json, get("images", ()))),
                caption=text(get("caption", "")),
                credit=text(get("credit", "")),
                spans=_spans(body, "caption"),
                kind=choice(FigureKind, get("kind"), FigureKind.IMAGE),
                title=text(get("title", "")),
                duration=text(get("duration", "")),
                url=text(get("url", "")),
            )
        case "rule":
            return Rule()
        case "embed":
            return Embed(
                url=text(get("url", "")),
                provider=text(get("provider", "")),
                title=text(get("title", "")),
                quote=text(get("quote", "")),
            )
        case unknown:
            raise ValueError(f"unknown block {unknown!r}")


def _spans_to_json(spans: Iterable[Span]) -> list[list[object]]:
    return [
        [span.start, span.end, span.kind.value, span.target] if span.target else [span.start, span.end, span.kind.value]
        for span in spans
    ]


def _text(body: Mapping[str, Any]) -> str:
    return text(body.get("text", ""))


def _names(body: Mapping[str, Any]) -> tuple[str, ...]:
    return texts(body["names"]) if "names" in body else ()


def _level(body: Mapping[str, Any]) -> int:
    return min(count(body.get("level", 0)), _DEEPEST)


def _spans(body: Mapping[str, Any], over: str = "text") -> tuple[Span, ...]:
    """Return the spans over the text called `over`, without those that cross its end: the text is whole all the same."""
    stored = body.get("spans")
    if not stored:
        return ()
    letters = len(body.get(over, ""))
    return tuple(
        Span(start=span[0], end=span[1], kind=_SPAN_KINDS[span[2]], target=text(span[3]) if len(span) > 3 else "")
        for span in stored
        if span[2] in _SPAN_KINDS and count(span[0]) <= count(span[1]) <= letters
    )


def _image_to_json(image: Image) -> JsonObject:
    return without_defaults({"src": image.src, "alt": image.alt, "width": image.width, "height": image.height})


def _image_from_json(body: Mapping[str, Any]) -> Image:
    get = body.get
    return Image(
        src=text(get("src", "")),
        alt=text(get("alt", "")),
        width=count(get("width", 0)),
        height=count(get("height", 0)),
    )


def without_defaults(body: JsonObject) -> JsonObject:
    """Leave out what is empty: the reading side has the same defaults."""
    return {name: value for name, value in body.items() if value}


def choice(kind: type[_Choice], text: str | None, default: _Choice) -> _Choice:
    """Return the member of `kind` named `text`, `default` for none and for a word of a newer program."""
    try:
        return kind(text) if text else default
    except ValueError:
        return default
