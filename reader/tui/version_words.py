"""What the screen says of versions: when they are from, which two are compared, what a version did to the text. Pure."""

from collections.abc import Sequence
from datetime import datetime

from reader.layout.furniture import MONTHS
from reader.library.version_words import day_words, distinct, history_words
from reader.model.difference import Difference
from reader.model.kept import ArticleRecord, Version

_LONG_AGO_DAYS = 300


def day(moment: datetime, now: datetime) -> str:
    """Return the day of one of our clocks' times, here: `14 Mar`, `14 Mar 2024` for one that is long ago."""
    here = moment.astimezone()
    words = f"{here.day} {MONTHS[here.month - 1]}"
    return words if abs((now - moment).days) < _LONG_AGO_DAYS else f"{words} {here.year}"


def day_and_time(moment: datetime, now: datetime) -> str:
    """Return day and time of one of our clocks' times, here: `14 Mar 18:20`."""
    return f"{day(moment, now)} {moment.astimezone():%H:%M}"


def number_of(versions: Sequence[Version], version_id: str) -> int:
    """Return which version of a log one is, from 1, the last time it was current; 0 if it is none of them."""
    numbers = [number for number, version in enumerate(distinct(versions), 1) if version.id == version_id]
    return numbers[-1] if numbers else 0


def history_line(record: ArticleRecord, version_id: str) -> str:
    """Return what stands under the byline: how often the site changed the text, or which version this is; "" for neither."""
    words = old_version_words(record, version_id) or history_words(record.versions)
    return f"{words[:1].upper()}{words[1:]}"


def old_version_words(record: ArticleRecord, version_id: str) -> str:
    """Return what is said while an old version is shown: `version of 3 Mar, 2 newer`; "" for the current one."""
    versions = distinct(record.versions)
    number = number_of(record.versions, version_id)
    if version_id == record.version_id or not number:
        return ""
    return f"version of {day_words(versions[number - 1].fetched)}, {len(versions) - number} newer"


def old_version_number(record: ArticleRecord, version_id: str) -> str:
    """Return the same in fewer letters: `version 2 of 4`."""
    return f"version {number_of(record.versions, version_id)} of {len(distinct(record.versions))}"


def pair_words(numbers: tuple[int, int], total: int) -> str:
    """Return which versions are compared: `version 2 → 3`, with how many there are if that is more."""
    old, new = numbers
    return f"version {old} → {new}" + (f" of {total}" if total > max(old, new) else "")


def origin_words(difference: Difference, now: datetime) -> str:
    """Return when the newer version came and why: `fetched 14 Mar 18:20`, or that only the cleaning changed."""
    if difference.is_recleaned:
        return "cleaned anew, the page is the same"
    return f"fetched {day_and_time(difference.new_fetched, now)}"


def amount_words(added: int, removed: int) -> str:
    """Return how much changed: `23 words added, 9 removed`; "no word changed" where only places or breaks did."""
    if not added and not removed:
        return "no word changed"
    if not removed:
        return f"{_words(added)} added"
    return f"{_words(added)} added, {removed:,} removed" if added else f"{_words(removed)} removed"


def _words(count: int) -> str:
    return f"{count:,} {'word' if count == 1 else 'words'}"
