"""What is wrong with `config.toml`, with the line of it: read only when something is, by whoever found it.

The TOML parser tells no positions of what it could read, so the file is read again here, a statement at a time.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from reader.model.errors import ConfigError
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.toml_text import read_toml

MOST_TOLD = 20
"""Problems that are told at once; a file with more has one reason for all of them."""

Keys = tuple[str, ...]
"""Where something stands in a file: `("keys", "star")`."""


class Problem(NamedTuple):
    """Something that is wrong with a setting."""

    place: Keys
    message: str
    hint: str = ""


def lines_of(text: str) -> dict[Keys, int]:
    """Return the line, from 1, at which each key of a TOML text is written; of what can't be read, nothing."""
    lines: dict[Keys, int] = {}
    header: Keys = ()
    above: Keys
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        statement = f"{statement}{line}\n".lstrip(" \t")
        try:
            table = read_toml(statement)
        except tomllib.TOMLDecodeError:
            continue  # it goes on in the next line
        found = list(_keys_in(table))
        if found and statement.startswith("["):
            header, above = max(found, key=len), ()
        else:
            above = header
        for keys in found:
            lines.setdefault((*above, *keys), first)
        statement, first = "", number + 1
    return lines


def _keys_in(table: Mapping[str, Any]) -> Iterable[Keys]:
    for name, value in table.items():
        yield (name,)
        inner = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        if isinstance(inner, Mapping):
            yield from ((name, *keys) for keys in _keys_in(inner))


def at_lines(path: Path, problems: Sequence[Problem]) -> ConfigError:
    """Return one error that tells all problems, in the order of the file, each with its line."""
    try:
        lines = lines_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):  # it could be read a moment ago
        lines = {}
    placed = sorted(((lines.get(problem.place, 0), problem) for problem in problems), key=lambda pair: pair[0])
    errors = [
        ConfigError(f"{path} line {line}: {problem.message}" if line else f"{path}: {problem.message}", problem.hint)
        for line, problem in placed
    ]
    return joined(errors)


def joined(errors: Sequence[ConfigError]) -> ConfigError:
    """Return the first of the errors with the others as its notes."""
    first, *others = errors
    for other in others[: MOST_TOLD - 1]:
        first.add_note(f"pressmark: {clean_line(str(other), 400)}")
        for note in getattr(other, "__notes__", ()):
            first.add_note(note)
    if len(others) >= MOST_TOLD:
        first.add_note(f"pressmark: and {len(others) - MOST_TOLD + 1:,} more")
    return first


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that `name` was meant to be; "" if none is near."""
    return next(iter(get_close_matches(name, list(known), 1, 0.6)), "")


_PLACE = compile_late(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_WHAT = {
    "Invalid value": ("this is no value", 'texts stand in quotes, as in theme = "night"; lists in [ ]'),
    "Cannot overwrite a value": ("this is set a second time", "one of the two has to go"),
    "Cannot declare": ("this table is there already", "put what stands below it there"),
    "Expected '='": ("a = is missing", 'a setting is name = value, as in theme = "night"'),
    "Unterminated": ("a text has no end", "close its quotes"),
    "Illegal character": (
        "a letter that may not stand here",
        "a text ends in the line it began in, with the same quotes",
    ),
}
"""What the parser calls a mistake, and what people call it and can do about it."""


def not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    """Return the error of a file that is no TOML, with the line as it stands there."""
    said = str(error)
    found = _PLACE.search(said)
    what = said[: found.start()] if found else said
    line = int(found[1]) if found and found[1] else max(1, len(text.rstrip().split("\n")))
    words, hint = next(((words, hint) for start, (words, hint) in _WHAT.items() if what.startswith(start)), (what, ""))
    written = clean_line(text.split("\n")[line - 1].strip(), 60)
    return ConfigError(f"{path} line {line}: {words}: {written}" if written else f"{path} line {line}: {words}", hint)
