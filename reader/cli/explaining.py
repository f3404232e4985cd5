"""`extract --explain`: every part of a page with why it stayed or went, and the metadata with where they came from."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from reader.cli.output import is_plain, print_json
from reader.layout.cells import cell_width, shorten
from reader.model.article import Article
from reader.model.cleaning import CleanedPart, Cleaning, SiteRule
from reader.model.text import clean_line

PIPED_WIDTH = 240
"""Where no terminal says how wide it is, what is read by a program or a pager has room."""
NARROWEST = 60
MAX_REASON_CELLS = 110
MAX_PLACE_CELLS = 36
WORDS_CELLS = 24
"""So much of the first words is shown at least."""

_DIM, _BOLD, _RESET = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_GAP = "  "


def print_cleaning(article: Article, cleaning: Cleaning, *, as_json: bool) -> None:
    """Print what cleaning did with a page: a table for people, or one object for programs."""
    if as_json:
        print_json(cleaning_json(article, cleaning))
        return
    is_bare = is_plain(sys.stdout)
    width = max(NARROWEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else PIPED_WIDTH
    for line in _lines(article, cleaning, width, is_bare=is_bare):
        print(line)


def cleaning_json(article: Article, cleaning: Cleaning) -> dict[str, Any]:
    """Return the object that `extract --explain --json` prints."""
    return {
        "title": article.metadata.title,
        "kind": article.kind.value,
        "url": cleaning.url,
        "site": cleaning.site,
        "parts": [
            {
                "kept": part.is_kept,
                "chance": None if part.chance is None else round(part.chance, 4),
                "reason": part.reason,
                "kind": part.kind.value,
                "place": part.place,
                "block": part.block,
                "rule": part.rule,
                "ruled_by": _rule_json(part.ruled_by),
                "text": part.text,
            }
            for part in cleaning.parts
        ],
        "metadata": [{"field": known.name, "value": known.value, "source": known.source} for known in cleaning.fields],
        "notes": list(cleaning.notes),
    }


def _rule_json(rule: SiteRule | None) -> dict[str, str] | None:
    return {"site": rule.site, "verb": rule.verb.value, "signature": rule.signature} if rule else None


def _lines(article: Article, cleaning: Cleaning, width: int, *, is_bare: bool) -> Iterator[str]:
    parts = cleaning.parts
    kept = sum(part.is_kept for part in parts)
    yield _styled(
        f"{kept} of {len(parts)} parts kept, {len(parts) - kept} left out; kind: {article.kind.value}", _BOLD, is_bare
    )
    columns = _columns(parts, width)
    if parts:
        yield ""
        yield _styled(_row(("", "chance", "why", "where", "words"), columns), _BOLD, is_bare)
    for part in parts:
        chance = "" if part.chance is None else f"{part.chance:.0%}"
        row = _row(("+" if part.is_kept else "-", chance, part.reason, part.place, clean_line(part.text, 400)), columns)
        yield row if part.is_kept else _styled(row, _DIM, is_bare)
    if cleaning.fields:
        yield ""
        yield _styled("metadata", _BOLD, is_bare)
        name_cells = max(cell_width(known.name) for known in cleaning.fields)
        for known in cleaning.fields:
            source = f"{_GAP}({known.source})" if known.source else ""
            value = shorten(known.value, max(WORDS_CELLS, width - name_cells - cell_width(source) - 2 * len(_GAP)))
            yield f"{_GAP}{known.name}{' ' * (name_cells - cell_width(known.name))}{_GAP}{value}" + (
                _styled(source, _DIM, is_bare)
            )
    if cleaning.notes:
        yield ""
        yield from (f"note: {note}" for note in cleaning.notes)


def _columns(parts: Sequence[CleanedPart], width: int) -> tuple[int, ...]:
    """Return the widths of mark, chance, reason, place and words: the words get what is left, and at least their share."""
    reason = min(MAX_REASON_CELLS, max((cell_width(part.reason) for part in parts), default=0))
    place = min(MAX_PLACE_CELLS, max((cell_width(part.place) for part in parts), default=0))
    room = width - 1 - len("chance") - 4 * len(_GAP)
    if room - reason - place < WORDS_CELLS:
        place = min(place, max(12, (room - WORDS_CELLS) // 3))
        reason = min(reason, max(12, room - WORDS_CELLS - place))
    return 1, len("chance"), max(reason, 3), max(place, 5), max(room - reason - place, len("words"))


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    padded = []
    for number, (cell, cells_wide) in enumerate(zip(cells, columns, strict=True)):
        shown = shorten(cell, cells_wide)
        blanks = " " * (cells_wide - cell_width(shown))
        padded.append(blanks + shown if number == 1 else shown + blanks)
    return _GAP.join(padded).rstrip()


def _styled(text: str, style: str, is_bare: bool) -> str:
    return text if is_bare or not text else f"{style}{text}{_RESET}"
