"""The text of pages that a script would draw: the longest piece of HTML, or of `articleBody`, that stands in their data.

Such pages hold an empty frame and their article in a string inside a script: as JSON, as JSON in a JavaScript call, with the
angle brackets escaped. Only asked when the page itself shows nothing. Called by the HTML steps.
"""

import html
import json
import re

from reader.extract.markup.tree import Element, elements, pieces_of
from reader.model.patterns import compile_late

MIN_LETTERS = 300
MIN_PARAGRAPHS = 2
MAX_SCRIPT_LETTERS = 3_000_000
_STRING = compile_late(r'"((?:[^"\\]|\\.){300,}+)"', re.DOTALL)
_PARAGRAPH = compile_late(r"<p[\s>]", re.IGNORECASE)
_TAGS = compile_late(r"<[^<>]{1,2000}>")


def find_embedded_html(root: Element) -> str:
    """Return the HTML with the most text that stands in a string of a script; empty if there is none with paragraphs."""
    best, best_letters = "", MIN_LETTERS
    for script in elements(root, "script"):
        source = "".join(pieces_of(script))
        if not MIN_LETTERS < len(source) <= MAX_SCRIPT_LETTERS:
            continue
        for found in _STRING.finditer(source, 0, _end_of_strings(source)):
            text = _unescape(found[1])
            if len(_PARAGRAPH.findall(text)) < MIN_PARAGRAPHS:
                continue
            letters = len(_TAGS.sub("", text))
            if letters > best_letters:
                best, best_letters = _outer(text), letters
    return best


def html_of_lines(text: str) -> str:
    """Return plain text, a paragraph a line, as HTML."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def _end_of_strings(source: str) -> int:
    """Return the end of the last string: behind it, every escaped quote would be tried to the end of the script in vain."""
    end = source.rfind('"')
    while end >= 0:
        before = end
        while before > 0 and source[before - 1] == "\\":
            before -= 1
        if (end - before) % 2 == 0:
            return end + 1
        end = source.rfind('"', 0, before)
    return 0


def _unescape(string: str) -> str:
    """Undo one or two levels of JSON escaping: data inside a call is a string inside a string."""
    for _ in range(2):
        try:
            string = str(json.loads(f'"{string}"', strict=False))
        except ValueError:
            break
        if "\\u003c" not in string and '\\"' not in string and "\\n" not in string:
            break
    return string


def _outer(text: str) -> str:
    """Cut what stands before the first tag and after the last."""
    start, end = text.find("<"), text.rfind(">")
    return text[start : end + 1] if 0 <= start < end else text
