"""The query language as help on the command line: below the help of a command that takes a query, and as a help of its own."""

import shutil
from textwrap import fill

from reader.library.query_language import TERMS, QueryTerm

HELP_CELLS = 100
"""As wide as the help gets; lines that are longer are hard to read."""
LEAST_CELLS = 40
MAX_FORM_CELLS = 26
"""A longer form has its meaning on the line below."""

_INDENT = "  "

_HELP = """\
A query says which articles, or which marks and notes, are wanted. All that it says must hold. Case and accents do not matter, \
and words are whole words.

{table}
Dates are 2026, 2026-03 or 2026-03-14, today, yesterday, week, month, year, last-week, last-month, last-year, or so long ago: \
7d, 3w, 2m, 1y. Where one is asked for, 2026-01..2026-03 is from one to the other, and '>2026-01' all after it.

In a shell, put the query into single quotes: quotation marks, brackets, stars and > mean something to the shell too.

    pressmark list 'tag:policy -is:read'
    pressmark search '"ferry line" OR title:bridge*'
    pressmark notes 'color:blue added:month'
    pressmark searches add 'to read' 'is:unread has:highlight'

It is the same language in the reader's filter (|) and search (g/), and in its list of marks and notes (A).
"""


def language_table() -> str:
    """Return what a query can say, in lines that fit the terminal."""
    width = _width()
    forms = [len(term.form) for term in TERMS if len(term.form) <= MAX_FORM_CELLS]
    column = len(_INDENT) + max(forms) + 2
    return "".join(_lines(term, column, width) for term in TERMS)


def language_help() -> str:
    """Return all that a person has to know about queries."""
    parts = _HELP.format(table="\0").split("\0")
    texts = [
        "\n".join(line if line.startswith(" ") else fill(line, _width()) for line in part.split("\n")) for part in parts
    ]
    return language_table().join(texts)


def _lines(term: QueryTerm, column: int, width: int) -> str:
    if not term.form:
        return f"{term.meaning.lower()}:\n"
    blanks = " " * column
    if width - column < LEAST_CELLS // 2:
        return f"{_INDENT}{term.form}\n{fill(term.meaning, width, initial_indent=_INDENT * 2, subsequent_indent=_INDENT * 2)}\n"
    meaning = fill(term.meaning, width, initial_indent=blanks, subsequent_indent=blanks)
    if len(term.form) > MAX_FORM_CELLS:
        return f"{_INDENT}{term.form}\n{meaning}\n"
    return f"{_INDENT}{term.form:<{column - len(_INDENT)}}{meaning[column:]}\n"


def _width() -> int:
    return max(LEAST_CELLS, min(HELP_CELLS, shutil.get_terminal_size().columns - 2))
