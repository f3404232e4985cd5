"""How long was read, day by day and article by article: one sealed file a machine and month, which travels with the library.

`reading/<device>-<year>-<month>.json` is written by that machine alone, so two machines never change the same file. In it every
number only ever grows. So of two states of one file (a backup, a copy that a synchronising program left) the larger number is
the later one, and putting them together twice counts nothing twice. A file is written anew at the end of each spell, atomically
but without waiting for the disk: a power cut may take the last minutes, and nothing else.

    {"days": {"2026-11-23": {"<article id>": {"title", "site", "words", "from", "to", "hours": {"9": 340}}}}}

`from` and `to` are hundredths of the text. Titles and sites are kept here because news goes and what was read of it does not.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from reader.model.patterns import compile_late
from reader.model.reading_time import ReadDay, Spell
from reader.model.text import clean_line
from reader.store.atomic import write_error, write_quickly
from reader.store.places import LibraryPlaces, is_name, names_in
from reader.store.recovery import Recovered, read_or_empty, stamp_before, write_sealed
from reader.store.sealed import JsonObject, seal
from reader.store.sweeping import sweep_folder

LOCK = "reading"

LONGEST_TITLE = 200
"""Letters of a title that are kept: a page of statistics has room for a third of it."""

MOST_SECONDS = 86_400
"""What a day holds; a file that says more of one article was not written by us."""

_FILE = compile_late(r"[0-9a-f]{8}-(\d{4})-(\d{2})\.json\Z")


def is_reading_file(name: str) -> bool:
    """Whether a file of that name is one of ours."""
    return _FILE.match(name) is not None


class ReadingLog:
    """The reading times of one library. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def add(self, spell: Spell) -> None:
        """Count a spell. Cheap; some hundred kilobytes are written in a month of much reading."""
        if spell.seconds <= 0:
            return
        places = self._places
        with places.locks.hold(LOCK):
            path = places.reading_file(f"{places.device}-{spell.ended:%Y-%m}")
            stored = read_or_empty(places, path)
            body = _with_spell(stored.body if stored else {}, spell)
            if stored is not None and stored.is_due:
                expected = stamp_before(stored)
                write_sealed(places, path, body, replaces_damaged=stored.is_damaged, expected=expected)
            else:
                write_quickly(path, seal(body))

    def days(self, first: date, last: date) -> tuple[ReadDay, ...]:
        """Return what was read from the day `first` to the day `last`, on all machines, in no order.

        Reads the files of these months alone. What is damaged is told in `places.problems`; what is no such file is passed over.
        """
        found: list[ReadDay] = []
        for path in self._files(first, last):
            stored = read_or_empty(self._places, path)
            found += (day for day in _days(stored) if first <= day.day <= last)
        return tuple(found)

    def first_day(self) -> date | None:
        """Return the first day on which something was read, None if nothing ever was. Reads the oldest month."""
        paths = self._files(date.min, date.max)
        oldest = min((path.stem[-7:] for path in paths), default="")
        days = [
            day.day for path in paths if path.stem.endswith(oldest) for day in _days(read_or_empty(self._places, path))
        ]
        return min(days, default=None)

    def clear(self) -> int:
        """Forget everything, of all machines, for good; return how many files went."""
        places = self._places
        gone = 0
        with places.locks.hold(LOCK):
            for folder in (places.reading, places.previous / places.reading.name):
                for path in (folder / name for name in sorted(names_in(folder))):
                    try:
                        path.unlink()
                    except OSError as error:
                        raise write_error(path, error) from error
                    gone += folder == places.reading
        return gone

    def sweep(self) -> int:
        """Merge the copies that synchronising programs left, clear away what killed writers left; return how many copies."""
        return sweep_folder(self._places, self._places.reading, LOCK)

    def mend(self, path: Path) -> None:
        """Write a damaged file anew with what can be read of it."""
        with self._places.locks.hold(LOCK):
            stored = read_or_empty(self._places, path)
            if stored is not None and stored.is_due:
                expected = stamp_before(stored)
                write_sealed(self._places, path, stored.body, replaces_damaged=stored.is_damaged, expected=expected)

    def _files(self, first: date, last: date) -> list[Path]:
        """Return the files of the months from `first` to `last`."""
        found = []
        for name in sorted(names_in(self._places.reading)):
            of = _FILE.match(name)
            if of and (first.year, first.month) <= (int(of[1]), int(of[2])) <= (last.year, last.month):
                found.append(self._places.reading / name)
        return found


def _with_spell(body: JsonObject, spell: Spell) -> JsonObject:
    """Return the body of a file with a spell counted in it."""
    days = _table(body.get("days"))
    articles = _table(days.get(spell.ended.date().isoformat()))
    row = _table(articles.get(spell.article_id))
    hours = _table(row.get("hours"))
    hour = str(spell.ended.hour)
    began = _number(row["from"], 100) if "from" in row else _hundredths(spell.before)
    row |= {
        "title": clean_line(spell.title, LONGEST_TITLE),
        "site": clean_line(spell.site, LONGEST_TITLE),
        "words": max(0, spell.words),
        "from": began,
        "to": max(_number(row.get("to"), 100), _hundredths(spell.after)),
        "hours": {**hours, hour: _number(hours.get(hour), MOST_SECONDS) + spell.seconds},
    }
    articles[spell.article_id] = row
    return {**body, "days": {**days, spell.ended.date().isoformat(): articles}}


def _days(stored: Recovered | None) -> Iterator[ReadDay]:
    """Give what can be understood of a file; it may have been written by anybody."""
    for written, articles in _table(stored.body.get("days") if stored else None).items():
        with suppress(ValueError):
            day = date.fromisoformat(written)
            for article_id, row in _table(articles).items():
                if is_name(article_id) and isinstance(row, dict):
                    yield _day(day, article_id, row)


def _day(day: date, article_id: str, row: Mapping[str, Any]) -> ReadDay:
    hours = {
        int(hour): seconds
        for hour, written in _table(row.get("hours")).items()
        if hour.isdecimal() and int(hour) < 24 and (seconds := _number(written, MOST_SECONDS))
    }
    return ReadDay(
        day=day,
        article_id=article_id,
        title=clean_line(_text(row.get("title")), LONGEST_TITLE),
        site=clean_line(_text(row.get("site")), LONGEST_TITLE),
        words=_number(row.get("words")),
        hours=hours,
        before=_number(row.get("from"), 100) / 100,
        after=_number(row.get("to"), 100) / 100,
    )


def _table(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, most: int = 10_000_000) -> int:
    return max(0, min(value, most)) if isinstance(value, int) else 0


def _hundredths(share: float) -> int:
    return round(max(0.0, min(1.0, share)) * 100)
