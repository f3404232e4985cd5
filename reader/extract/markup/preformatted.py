"""Code and other preformatted text: its lines as they stand, without line numbers, and the language it is in.

The ways of marking up a listing are those of the common highlighters: Pygments and Rouge (a table whose first column holds the
numbers), highlight.js, Prism, SyntaxHighlighter (a `div` a line), Pandoc, Prettify (a list item a line). Called by `segments`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from reader.extract.markup.tree import Element, elements
from reader.model.patterns import compile_late

MAX_HINT_LETTERS = 500
_GUTTER = compile_late(
    r"(?:^|[\s_-])(?:gutter|lineno|linenos|linenodiv|line-?numbers?-?(?:rows)?|blob-num|lnt|ln|hljs-ln-n\w*|codehilite-?ln)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LINE = compile_late(r"(?:^|\s)(?:line|code-line|view-line|cl|token-line)(?:\s|$)")
_LANGUAGE = compile_late(
    r"(?:^|[\s;])(?:(?:language|lang|highlight-source|src)[-_]|brush\s{0,3}:\s{0,3})(?P<name>[\w+#.-]{1,20})",
    re.IGNORECASE,
)
_BESIDE = compile_late(
    r"(?:^|\s)(?:sourceCode|hljs|syntaxhighlighter|prettyprint|highlight)\s+(?P<name>[\w+#]{1,20})(?=\s|$)"
)
"""Highlighters that put the bare name of the language beside their own."""
_NO_LANGUAGE = frozenset(
    "text txt plain plaintext none nohighlight no-highlight auto undefined default highlight code source linenums hljs".split()
)
_LINE_TAGS = frozenset({"div", "li", "p", "tr"})
_LAYOUT_TAGS = frozenset({"table", "tbody", "thead", "tr", "ol", "ul"})
_SHORT_LANGUAGES = frozenset("c r d go js ts cs rb py sh pl vb hs ml kt rs md".split())
"""What a `lang` attribute of two letters means on code; all others are languages of people."""


def is_listing(table: Element) -> bool:
    """Whether `table` is a listing with its line numbers in a column of their own."""
    cells = list(islice(elements(table, "td"), 2))
    if not any(_is_gutter(cell) for cell in cells):
        return False
    return next(table.iterdescendants("pre", "code"), None) is not None or any(
        "code" in (cell.get("class") or "")[:MAX_HINT_LETTERS] for cell in cells
    )


def read_code(element: Element) -> str:
    """Return the lines of a `pre` or of a listing; empty if it holds nothing but numbers, which stand beside the code."""
    code = "".join(_pieces(element)).strip("\n")
    lines = code.split()
    if len(lines) > 1 and lines == [str(number) for number in range(int_of(lines[0]), int_of(lines[0]) + len(lines))]:
        return ""
    return code


def int_of(text: str) -> int:
    """Return the number that ASCII digits write, -1 for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1


def language_of(element: Element) -> str:
    """Return the language that the listing or the elements right around it name, in lower case; empty if none does."""
    around = [element, *element.iterdescendants("code")][:3]
    for above in islice(element.iterancestors("pre", "div", "figure", "table", "td", "section"), 4):
        if above is element.getparent() or sum(1 for _ in islice(above.iter("pre"), 3)) <= 2:
            around.append(above)
    for holder in around:
        hints = (holder.get("class") or "")[:MAX_HINT_LETTERS]
        told = [holder.get(name) or "" for name in ("data-lang", "data-language", "data-code-language")]
        if holder is element or holder.tag == "code":
            spoken = (holder.get("lang") or "").lower()
            told.append(spoken if (len(spoken) > 2 and spoken[2:3] != "-") or spoken in _SHORT_LANGUAGES else "")
        told += [found["name"] for pattern in (_LANGUAGE, _BESIDE) for found in pattern.finditer(hints)]
        for name in told:
            if re.fullmatch(r"[\w+#.-]{1,20}", name) and name.lower() not in _NO_LANGUAGE:
                return name.lower().rstrip(".-")
    return ""


def _is_gutter(element: Element) -> bool:
    return (
        bool(_GUTTER.search((element.get("class") or "")[:MAX_HINT_LETTERS]))
        or element.get("data-line-number") is not None
    )


def _pieces(root: Element) -> Iterator[str]:
    """Yield the text as it stands: breaks as newlines, elements that are lines of their own on a line, no line numbers."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: Element | None = None
    ends_line = True
    for event, element in walker:
        if skipped is not None and element is not skipped:
            continue
        piece = ""
        if event == "start":
            if element is not root and _is_gutter(element) and not _holds_code(element):
                skipped = element
                walker.skip_subtree()
                continue
            piece = "\n" if element.tag == "br" else _without_layout(element.text, element)
        elif element is not root:
            if skipped is None and not ends_line and _is_line(element):
                piece = "\n"
            skipped = None
            piece += _without_layout(element.tail, element.getparent())
        if piece:
            ends_line = piece.endswith("\n")
            yield piece


def _is_line(element: Element) -> bool:
    return element.tag in _LINE_TAGS or (element.tag == "code" and bool(_LINE.search(element.get("class") or "")))


def _without_layout(text: str | None, holder: Element | None) -> str:
    """The text directly inside `holder`, unless it only indents the markup of a listing."""
    if not text or holder is None or text.strip():
        return text or ""
    is_layout = holder.tag in _LAYOUT_TAGS or (holder.tag == "div" and next(holder.iterancestors("pre"), None) is None)
    return "" if is_layout else text


def _holds_code(element: Element) -> bool:
    """Whether what calls itself a gutter is the listing as a whole: `<pre class="line-numbers">`."""
    return element.tag in ("pre", "table") or next(element.iterdescendants("code"), None) is not None
