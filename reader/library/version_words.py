"""What is said of the versions of an article: how often it changed, and how its annotations came through. Reads no file.

Light enough for the first frame: called by the screens with what they hold already, and by the command line.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from reader.library.results import Carried
from reader.model.kept import Version, distinct

__all__ = ["carried_words", "day_words", "distinct", "history_words", "is_recleaned", "site_changes"]


def is_recleaned(before: Version, version: Version) -> bool:
    """Whether both were made from the same pages: then the cleaner changed, and not the newsroom."""
    return bool(version.snapshots) and version.snapshots == before.snapshots


def site_changes(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions that came because the site had changed its text, oldest first."""
    return tuple(
        version
        for before, version in pairwise(distinct(versions))
        if not version.is_chosen and not is_recleaned(before, version) and not before.is_of_feed
    )


def history_words(versions: Sequence[Version]) -> str:
    """Return in words how often the site changed the text, and when last: "changed 3 times, last on 14 Mar 2026".

    "" if it has not; `versions` are those of a whole record (`KeptArticle.record.versions`), not of a row of a list.
    """
    changes = site_changes(versions)
    if not changes:
        return ""
    day = day_words(changes[-1].fetched)
    return f"changed once, on {day}" if len(changes) == 1 else f"changed {len(changes)} times, last on {day}"


def day_words(moment: datetime) -> str:
    """Return the day of one of our own clocks' times as people here write it: "14 Mar 2026"."""
    from reader.layout.furniture import format_day

    return format_day(moment.astimezone().date())


def carried_words(carried: Carried | None) -> str:
    """Return in words how the annotations came through: "41 in place, 2 moved, 1 changed, 1 lost"; "" if there are none."""
    if carried is None or not carried.total:
        return ""
    look = "needs a look" if carried.unsure == 1 else "need a look"
    parts = (
        (carried.in_place, "in place"),
        (carried.moved, "moved"),
        (carried.changed, "changed"),
        (carried.lost, "lost"),
        (carried.found, "found again"),
        (carried.unsure, look),
    )
    return ", ".join(f"{count:,} {words}" for count, words in parts if count)
