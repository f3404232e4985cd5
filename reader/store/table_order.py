"""Brings tables of one name together in a TOML file, where people wrote a further one at its end.

TOML lets `[feeds.a]` and `[feeds.b]` stand apart; who changes the file has to have them in one place. Pure.
"""

import re
import tomllib
from itertools import groupby

from reader.model.toml_text import read_toml

_HEADER = re.compile(r"\s*\[\[?\s*([^\s.\]\"']+|\"[^\"]*\"|'[^']*')")


def gathered(text: str) -> str:
    """Return the file with the tables of each name behind the first of them, in their order, with the comments above them.

    A file in which they stand together is returned as it is, and so is one that would not mean the same then.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    heads = [(number, found[1]) for number, line in enumerate(lines) if (found := _HEADER.match(line))]
    names = [name for name, _ in groupby(name for _, name in heads)]
    if len(names) == len(set(names)):
        return text
    starts = [_with_comments(lines, number) for number, _ in heads]
    blocks: dict[str, list[str]] = {}
    for (_, name), start, end in zip(heads, starts, [*starts[1:], len(lines)], strict=True):
        block = lines[start:end]
        if block[-1].strip():
            block.append("\n")  # else the next one would touch it
        blocks.setdefault(name, []).extend(block)
    together = "".join([*lines[: starts[0]], *(line for block in blocks.values() for line in block)])
    return together if _means_the_same(text, together) else text


def _with_comments(lines: list[str], number: int) -> int:
    """Return where the comment above a line begins; the line itself if there is none."""
    while number and lines[number - 1].lstrip().startswith("#"):
        number -= 1
    return number


def _means_the_same(one: str, other: str) -> bool:
    try:
        return read_toml(one) == read_toml(other)
    except tomllib.TOMLDecodeError:
        return False
