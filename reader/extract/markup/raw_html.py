"""Strips raw HTML inside Markdown to its text, safely and in one pass.

Not for pages: those are parsed. Scripts, styles and comments go with their content, other tags leave their text; pictures are
reported. Linear in the length: nothing is searched for twice.
"""

import html
from dataclasses import field

from reader.model.patterns import compile_late
from reader.model.text import collapse
from reader.model.values import dataclass

MAX_TAG_LETTERS = 4_000
MAX_NAME_LETTERS = 40

_NAME = compile_late(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = compile_late(r"([A-Za-z-]{1,40})\s{0,8}=\s{0,8}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SILENT = frozenset("script style template noscript iframe object svg math textarea select".split())
_BREAKING = frozenset(
    "address article aside blockquote center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


@dataclass(slots=True)
class RawHtml:
    """The paragraphs and pictures of a piece of HTML."""

    paragraphs: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    """(src, alt) as they stand."""


def tag_name(tag: str) -> str:
    """Return the lower-case name of the tag that `tag` begins with; empty for comments and the like."""
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, unescaped."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag[:MAX_TAG_LETTERS]):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def strip_html(text: str) -> RawHtml:
    """Return the readable text and the pictures of `text`."""
    result = RawHtml()
    parts: list[str] = []
    endless: set[str] = set()
    """What does not end any more in all that follows; it is not looked for again."""
    place = 0
    lower = (
        text.lower() if text.isascii() else "".join(letter.lower() if letter.isascii() else letter for letter in text)
    )
    while place < len(text):
        start = text.find("<", place)
        if start < 0:
            parts.append(html.unescape(text[place:]))
            break
        parts.append(html.unescape(text[place:start]))
        if text.startswith("<!--", start):
            end = -1 if "!--" in endless else text.find("-->", start + 4)
            if end < 0:  # what looks like the beginning of a comment, and then the rest of the text
                endless.add("!--")
                parts.append("<!--")
            place = start + 4 if end < 0 else end + 3
            continue
        name = tag_name(text[start : start + MAX_NAME_LETTERS])
        if not name and text[start : start + 2] not in ("<!", "<?"):
            parts.append("<")  # "a < b > c" has no tags
            place = start + 1
            continue
        end = text.find(">", start)
        if end < 0:
            parts.append(text[start:])
            break
        tag = text[start : end + 1]
        place = end + 1
        if name in _SILENT and not tag.startswith("</") and not tag.endswith("/>"):
            closing = -1 if name in endless else lower.find(f"</{name}", place)
            if closing < 0:  # it would take the rest of the text with it
                endless.add(name)
            place = max(place, closing)
        elif name == "img":
            found = attributes(tag)
            if found.get("src"):
                result.images.append((found["src"], found.get("alt", "")))
        elif name == "br":
            parts.append(" ")
        elif name in _BREAKING:
            _end_paragraph(parts, result)
    _end_paragraph(parts, result)
    return result


def _end_paragraph(parts: list[str], result: RawHtml) -> None:
    paragraph = collapse("".join(parts))
    parts.clear()
    if paragraph:
        result.paragraphs.append(paragraph)
