"""What a browser puts on the clipboard for a page: `pasted_pages` makes its pasted texts with it.

The rules are those of "rendered text" (HTML Standard, `innerText`), with the blank lines that browsers set around paragraphs and
headings when they copy. No style sheet is read: what only a class hides is copied here and would not be there.
"""

import re
from dataclasses import dataclass, field
from textwrap import wrap

from lxml import etree, html
from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "script style template noscript head title meta link svg math canvas iframe object embed video audio select option "
    "textarea input datalist map area source track param progress meter amp-img amp-ad amp-analytics".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins del kbd label mark nobr q ruby rb rt rp s samp small span "
    "strike strong sub sup time tt u var wbr picture button img".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6".split())
"""Browsers set a blank line around these, and a line's end around other blocks."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
MAX_DEPTH = 500


@dataclass(slots=True)
class _Writer:
    """The text so far; line ends wait until something follows."""

    has_alts: bool
    parts: list[str] = field(default_factory=list)
    waiting: int = 0
    ends_blank: bool = True

    def write(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        if self.ends_blank or self.waiting:
            text = text.lstrip(" ")
        if not text:
            return
        if self.waiting:
            if self.parts:
                self.parts.append("\n" * self.waiting)
            self.waiting = 0
        self.parts.append(text)
        self.ends_blank = text.endswith(" ")

    def put(self, mark: str) -> None:
        """Add a tab or a line's end as it stands."""
        if self.waiting and self.parts:
            self.parts.append("\n" * self.waiting)
        self.waiting = 0
        self.parts.append(mark)
        self.ends_blank = True

    def part(self, lines: int) -> None:
        self.waiting = max(self.waiting, lines)
        self.ends_blank = True


def copied_text(page: bytes | str, *, has_alts: bool = False) -> str:
    """Return what "select all, copy" gives for an HTML page; with `has_alts` pictures leave
    their alt text and title on lines and list items a bullet, as some browsers and text tools have it."""
    if isinstance(page, str):
        page = page.encode("utf-8")
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    else:
        parser = html.HTMLParser(huge_tree=True)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except etree.ParserError:
        return ""
    body = tree.find("body")
    writer = _Writer(has_alts=has_alts)
    _write(tree if body is None else body, writer, 0)
    lines = [line.rstrip(" ") for line in "".join(writer.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _write(element: HtmlElement, writer: _Writer, depth: int) -> None:
    tag = element.tag
    if not isinstance(tag, str) or depth > MAX_DEPTH:
        return
    if tag == "img" and writer.has_alts:
        for words in dict.fromkeys((element.get("alt") or "", element.get("title") or "")):
            if words.strip():
                writer.part(1)
                writer.write(words)
                writer.part(1)
        return
    if tag == "br":
        writer.put("\n")
        return
    if tag in _UNSEEN or _is_hidden(element):
        return
    is_block = tag not in _INLINE and "-" not in tag
    cell = tag in ("td", "th")
    if is_block and not cell:
        writer.part(2 if tag in _SPACED else 1)
    if tag == "li" and writer.has_alts:
        writer.write("• ")
    writer.write(element.text or "")
    for child in element:
        _write(child, writer, depth + 1)
        writer.write(child.tail or "")
    if cell:
        if any(True for _ in element.itersiblings("td", "th")):
            writer.put("\t")
    elif is_block:
        writer.part(2 if tag in _SPACED else 1)


def _is_hidden(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return element.tag == "dialog" and "open" not in element.attrib


def hard_wrapped(text: str, width: int, *, indent: str = "", has_blanks: bool = True) -> str:
    """Return `text` with each of its lines broken at `width` columns, and a blank line between them if `has_blanks`."""
    broken: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        broken += [indent + part for part in wrap(line, width, break_long_words=False, break_on_hyphens=False)]
        if has_blanks:
            broken.append("")
    return "\n".join(broken).rstrip() + "\n"
