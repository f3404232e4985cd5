"""What the letters of code are: keywords, strings, comments, numbers, names. The one place that knows pygments.

Called off the screen's thread for code that is on the screen or near it: importing pygments and one of its lexers takes 30 ms,
a page of code 5 ms. The language is the one the page names. Guessing is left alone: pygments takes 140 ms for it and calls a
Python function a Tera Term macro; only openings that leave no doubt are read.
"""

import re
from enum import StrEnum
from time import thread_time
from typing import Any

from reader.layout.overlay import Covering

MOST_LETTERS = 12_000
"""Of a block that gets colours: 20 ms of work. Lexers are quadratic in some hostile texts, and a pattern that runs stops the
whole screen: 40,000 letters of lines with a tab alone take those of C, Java and Python more than four seconds."""

MOST_LINES = 600
"""Of a block that gets colours. 6,000 lines of one letter take those of Java and C# three seconds."""

MOST_SECONDS = 0.2
"""Of processor time for one block, ten times what a long one takes: after that it has no colours. Lexers are quadratic in lines
and words together, too; each step is short, so that the time can be looked at between two of them."""

MOST_BLANK_LINES = 20
"""One after the other, of a block that gets colours."""

LONGEST_LINE = 1_000
"""Letters: a longer line was made by a machine for machines, and is what lexers' patterns take longest for."""

_OPENINGS = (
    (re.compile(r"#!.*\b(python|bash|sh|zsh|node|perl|ruby)"), ""),
    (re.compile(r"<\?php"), "php"),
    (re.compile(r"<\?xml"), "xml"),
    (re.compile(r"<!doctype html", re.IGNORECASE), "html"),
    (re.compile(r"diff --git |--- a/"), "diff"),
)
"""First letters of a block that say its language themselves."""


class CodeInk(StrEnum):
    """What a stretch of code is, as far as it is shown."""

    KEYWORD = "code_keyword"
    STRING = "code_string"
    COMMENT = "code_comment"
    NUMBER = "code_number"
    NAME = "code_name"
    """Of what is defined or called for: functions, classes, attributes, keys."""


def colour_code(text: str, language: str) -> tuple[Covering[str], ...]:
    """Return the stretches of code `text` that have an ink of their own, in order; none if the language is not known.

    `language` is a name as pages write it: `python`, `js`, `c++`.
    """
    language = language or _opening_language(text)
    if not language or not _is_harmless(text):
        return ()
    lexer = _lexer(language)
    if lexer is None:
        return ()
    found: list[Covering[str]] = []
    latest = thread_time() + MOST_SECONDS
    for start, kind, letters in lexer.get_tokens_unprocessed(text + "\n"):
        if thread_time() > latest:
            return ()
        ink = _ink(kind)
        if ink is None or not letters.strip():
            continue
        end = min(len(text), start + len(letters))
        if found and found[-1].value == ink and found[-1].end == start:
            found[-1] = found[-1]._replace(end=end)
        elif start < end:
            found.append(Covering(start, end, ink.value))
    return tuple(found)


def _is_harmless(text: str) -> bool:
    """Whether no lexer will take long for `text`."""
    if len(text) > MOST_LETTERS or text.count("\n") >= MOST_LINES:
        return False
    blank = 0
    for line in text.split("\n"):
        blank = 0 if line.strip() else blank + 1
        if blank > MOST_BLANK_LINES or len(line) > LONGEST_LINE:
            return False
    return True


def _opening_language(text: str) -> str:
    for pattern, language in _OPENINGS:
        if found := pattern.match(text):
            return language or found.group(1)
    return ""


def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.casefold())
    except ClassNotFound:
        return None


def _ink(kind: Any) -> CodeInk | None:
    """Return the ink of pygments' kind of token, that of the nearest kind above it that has one."""
    while kind is not None:
        if (name := str(kind).removeprefix("Token.")) in _INKS:
            return _INKS[name]
        kind = kind.parent
    return None


_INKS = {
    "Keyword": CodeInk.KEYWORD,
    "Keyword.Constant": CodeInk.NUMBER,
    "Operator.Word": CodeInk.KEYWORD,
    "Name.Tag": CodeInk.KEYWORD,
    "Generic.Heading": CodeInk.KEYWORD,
    "Generic.Subheading": CodeInk.KEYWORD,
    "Literal": CodeInk.STRING,
    "Literal.Number": CodeInk.NUMBER,
    "Generic.Inserted": CodeInk.STRING,
    "Generic.Deleted": CodeInk.NUMBER,
    "Comment": CodeInk.COMMENT,
    "Generic.Prompt": CodeInk.COMMENT,
    "Name.Function": CodeInk.NAME,
    "Name.Class": CodeInk.NAME,
    "Name.Decorator": CodeInk.NAME,
    "Name.Attribute": CodeInk.NAME,
    "Name.Namespace": CodeInk.NAME,
    "Name.Variable": CodeInk.NAME,
}
