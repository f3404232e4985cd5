"""What git leaves in a file that both sides have changed: the marks, and the sides between them. Pure.

The forms of `merge.conflictStyle`: `merge`, `diff3` and `zdiff3` (whose middle part, the common ancestor, is on no side), with
any label, and with line ends that git has made CRLF. A file whose marks were committed and merged again holds marks within
marks: then each side has sides of its own.
"""

import re

from reader.model.patterns import compile_late

_MARK = compile_late(r"^(<{7,}|\|{7,}|={7,}|>{7,})(?: [^\n]*)?$", re.MULTILINE)
_START = compile_late(r"^<{7,}(?: [^\n]*)?$", re.MULTILINE)
_PLAIN = compile_late(r"(?:<\|?=>)*")
_MAX_SIDES = 16
"""Marks within marks give at most this many sides; who merges over his own marks five times has read none of them."""


def has_marks(text: str) -> bool:
    """Whether git has left its marks in `text`, of a file in which no line of ours begins like one."""
    return "<<<<<<<" in text and _START.search(text.replace("\r\n", "\n")) is not None


def is_plain(text: str) -> bool:
    """Whether the marks in `text` are of one merge: none stands between others where it has no place."""
    letters = "".join(found[1][0] for found in _MARK.finditer(text.replace("\r\n", "\n")))
    return _PLAIN.fullmatch(letters) is not None


def sides_of(text: str) -> tuple[str, ...]:
    """Return the sides of a file with marks as texts of their own, each once; lines that stand outside are on all sides."""
    sides: list[list[str]] = [[]]
    lines = text.replace("\r\n", "\n").split("\n")
    position = 0
    while position < len(lines):
        if not _is_mark(lines[position], "<"):
            for side in sides:
                side.append(lines[position])
            position += 1
            continue
        stop, parts = _hunk(lines, position)
        found = [part for part in parts for part in _inner(part)]
        # The first hunk tells the sides apart; the later ones follow in step, whatever their number.
        width = min(_MAX_SIDES, max(len(sides), len(found)))
        sides = [[*sides[n % len(sides)], *found[n % len(found)]] for n in range(width)]
        position = stop
    return tuple(dict.fromkeys("\n".join(side) for side in sides))


def without_marks(text: str) -> str:
    """Return all lines of all sides, ancestors too, in order: for files whose lines stand for themselves."""
    return "\n".join(line for line in text.replace("\r\n", "\n").split("\n") if not _MARK.match(line))


def _inner(lines: list[str]) -> list[list[str]]:
    if not any(_is_mark(line, "<") for line in lines):
        return [[line for line in lines if not _MARK.match(line)]]
    return [side.split("\n") if side else [] for side in sides_of("\n".join(lines))]


def _hunk(lines: list[str], start: int) -> tuple[int, list[list[str]]]:
    """Return where the hunk that begins at `start` ends, and its sides; one that never ends reaches to the last line."""
    ours: list[str] = []
    theirs: list[str] = []
    ancestor: list[str] = []
    part = ours
    depth = 0
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if _is_mark(line, "<"):
            depth += 1
        elif _is_mark(line, ">"):
            if not depth and part is theirs:  # before the middle it is left from an older merge
                return position + 1, [ours, theirs]
            depth = max(0, depth - 1)
        elif not depth and _is_mark(line, "|"):
            part = ancestor
            continue
        elif not depth and _is_mark(line, "="):
            part = theirs
            continue
        part.append(line)
    return len(lines), [ours, theirs]


def _is_mark(line: str, letter: str) -> bool:
    found = _MARK.match(line)
    return found is not None and found[1][0] == letter
