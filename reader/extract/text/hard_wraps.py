"""Lines that were broken at a column, and how they become paragraphs again.

Mails, books and what text browsers write break their lines; verse, logs and lists have short lines of their own. The two are
told apart by greed: a line was broken if the next word would not have fitted. Called by `prose` and, for copied pages, by
`plain_text`.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from reader.extract.lines.words import has_case
from reader.model.patterns import compile_late
from reader.model.text import collapse

MAX_WRAP_WIDTH = 110
MIN_WRAP_WIDTH = 38
"""Lines of a mail or a book file end between these columns; what runs on for longer is one paragraph a line."""
WRAP_SLACK = 6
"""Writers who break lines by hand stop a few letters early."""
WRAPPED_SHARE = 0.75
"""Of the broken lines whose next word would not have fitted; greedy wrapping has 1.0, verse in an even metre up to 0.7."""
VERSE_SHARE = 0.8
"""Of the lines inside a block that begin with a capital: prose has .15 (English) to .45 (German), verse all."""
RECORD_SHARE = 0.5
"""Of the lines inside a block that begin with a digit or a bracket: logs and tables have nearly all."""
MIN_BROKEN_LINES = 6
MAX_WORD_LETTERS = 40
"""Of the end of a line, which may hold millions without a blank."""
MIN_TIGHT_LINES = 6
"""Lines of a block without blank lines from which on its paragraphs are told by their short last lines."""

BULLET = compile_late(r"(?P<indent>[ ]*)(?:(?P<bullet>[-*•◦‣▪●–]|o(?= {2}))|\(?(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")

_STOPS = '.!?…:"”»’)。！？：」』؟۔।'
_HYPHENATED = compile_late(r"[^\W\d_]{2,}-$")
_WORD = compile_late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MIN_HYPHENS = 3
"""Broken words at line ends that make a text a typeset one, whose hyphens are no part of the words."""


class Hyphens:
    """Decides what a hyphen at a line's end is: one of typesetting goes, one of the word stays.

    The text itself is the dictionary: a word that stands somewhere else in one piece was broken, one that stands there with
    its hyphen was not. A word that stands nowhere else follows what most of the others do.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: frozenset[str] = frozenset()
        self._is_typeset = False
        if not any(_ends_word(line) for line in lines):
            return
        self._words = frozenset(word.lower() for line in lines for word in _WORD.findall(line))
        joined = [
            _ends_word(line) + _begins_word(following)
            for line, following in pairwise(lines)
            if _ends_word(line) and following.lstrip()[:1].islower()
        ]
        self._is_typeset = len(joined) >= _MIN_HYPHENS and any(word.lower() in self._words for word in joined)

    def is_of_the_word(self, line: str, following: str) -> bool:
        """Whether the hyphen that `line` ends with belongs to the word that goes on in `following`."""
        first, second = _ends_word(line).lower(), _begins_word(following).lower()
        if f"{first}-{second}" in self._words:
            return True
        return not (f"{first}{second}" in self._words or self._is_typeset)


def _ends_word(line: str) -> str:
    found = _HYPHENATED.search(line.rstrip()[-MAX_WORD_LETTERS:]) if line.rstrip().endswith("-") else None
    return found[0][:-1] if found else ""


def _begins_word(line: str) -> str:
    found = _WORD.match(line.lstrip()[:MAX_WORD_LETTERS])
    return found[0].split("-")[0] if found else ""


def wrap_width(chunks: Sequence[Sequence[str]]) -> int:
    """Return the column at which the lines of `chunks` were broken by hand or machine; 0 if each line is a paragraph.

    `chunks` are the runs of lines between blank lines.
    """
    broken = [
        (line, following)
        for chunk in chunks
        for line, following in pairwise(chunk)
        if line[0] not in " >" and following[0] not in " >" and not BULLET.match(line) and not BULLET.match(following)
    ]
    if len(broken) < 2:
        return 0
    lengths = sorted(len(line) for line, _following in broken)
    width = round(quantiles(lengths, n=20)[-1]) if len(lengths) > 19 else lengths[-1]
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return 0
    full = sum(is_full(line, following, width - WRAP_SLACK) for line, following in broken)
    return width if full >= WRAPPED_SHARE * len(broken) and _goes_on([line for _line, line in broken]) else 0


def _goes_on(followings: Sequence[str]) -> bool:
    """Whether lines are what sentences go on with: verse begins with capitals, logs and tables with figures."""
    cased = [line for line in followings if has_case(line[:1])]
    if len(cased) >= 4 and sum(line[0].isupper() for line in cased) > VERSE_SHARE * len(cased):
        return False
    return sum(line[0].isdigit() or line[0] in "[{<" for line in followings) <= RECORD_SHARE * len(followings)


def is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of `following` would not have fitted into `line` at `width`."""
    first = following.lstrip()
    word = 1 if first[:1] >= "\u2e80" else len(first.split(None, 1)[0])
    return len(line) + 1 + word > width


def unwrapped(text: str) -> str:
    """Return `text` with the lines joined that were broken at a column; as it is if none were. Indents go with the joining."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = _page_width(lines)
    if not width:
        return text
    hyphens = Hyphens(lines)
    joined: list[list[str]] = []
    previous = ""
    for line in lines:
        is_broken = (
            previous
            and line
            and not BULLET.match(line)
            and (is_full(previous, line, width) or _is_nearly_full(previous, line, width))
        )
        if is_broken:
            joined[-1].append(line)
        else:
            joined.append([line])
        previous = line
    return "\n".join(join_lines(part, hyphens) if len(part) > 1 else part[0] for part in joined)


def _is_nearly_full(line: str, following: str, width: int) -> bool:
    """Whether a line stops a few letters early in the middle of its sentence, as lines broken by hand do."""
    return len(line) >= width - 2 * WRAP_SLACK and line[-1] not in _STOPS and following.lstrip()[:1].islower()


def _page_width(lines: Sequence[str]) -> int:
    """Return the column at which the lines of a copied page were broken, menus and short lines aside; 0 if they were not."""
    lengths = sorted(len(line) for line in lines if len(line) >= MIN_WRAP_WIDTH)
    if len(lengths) < MIN_BROKEN_LINES:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    if width > MAX_WRAP_WIDTH:
        return 0
    pairs = [(line, following) for line, following in pairwise(lines) if following and 2 * len(line) >= width]
    full = [(line, following) for line, following in pairs if is_full(line, following, width)]
    if len(full) < MIN_BROKEN_LINES or len(full) < WRAPPED_SHARE * len(pairs):
        return 0
    return width if _goes_on([following.lstrip() for _line, following in full]) else 0


def paragraphs_of(chunk: Sequence[str], width: int) -> list[list[str]]:
    """Return the lines of wrapped paragraphs that stand without blank lines between them, paragraph by paragraph.

    One ends where a line ends its sentence early enough for the next word to have stood in it, or where the next is indented.
    """
    paragraphs: list[list[str]] = [[]]
    for line in chunk:
        previous = paragraphs[-1][-1] if paragraphs[-1] else ""
        is_indented = line.startswith("  ") and not previous.startswith("  ")
        ends = (
            len(chunk) >= MIN_TIGHT_LINES
            and previous[-1:] in _STOPS
            and not is_full(previous, line, width - WRAP_SLACK)
            and not line.lstrip()[:1].islower()
        )
        if previous and (is_indented or ends):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [paragraph for paragraph in paragraphs if paragraph]


def join_lines(lines: Sequence[str], hyphens: Hyphens | None = None) -> str:
    """Return wrapped lines as one: a blank between them, none in East Asian text or behind a broken word's hyphen."""
    joined: list[str] = []
    for line in lines:
        line = collapse(line)
        if joined and line:
            last, first = joined[-1][-1:], line[0]
            is_east_asian = (
                "\u2e80" <= last <= "\uffef" and "\u2e80" <= first <= "\uffef" and not "\uac00" <= first <= "\ud7a3"
            )
            is_broken = last == "-" and joined[-1][-2:-1].isalpha() and first.islower()
            if is_broken and hyphens is not None and not hyphens.is_of_the_word(joined[-1], line):
                joined[-1] = joined[-1][:-1]
            elif not is_east_asian and not is_broken:
                joined.append(" ")
        joined.append(line)
    return collapse("".join(joined))
