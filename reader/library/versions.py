"""The versions of an article: which there are, what parts two of them, how they are named, and going back to one.

A version is named by its number in the history (from 1; -1 is the last), by the beginning of its id, or by a day: the one
that was current at its end. Called by the facade.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache, partial

from reader.library.results import VersionEntry
from reader.library.stores import Stores
from reader.library.version_words import day_words, distinct, is_recleaned
from reader.model.article import Article
from reader.model.difference import Difference
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ArticleRecord, Version

LEAST_PREFIX = 4
"""Letters of a version's id that name it; fewer could be a number."""

_NUMBER = re.compile(r"-?\d{1,4}\Z", re.ASCII)


class Versions:
    """Reads the versions of the articles of one library."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._counts: dict[tuple[str, str, str], tuple[int, int]] = {}

    def entries(self, article_id: str) -> tuple[VersionEntry, ...]:
        """Return the versions, oldest first, each compared with the one before it; reads every one of them."""
        record = self._stores.record(article_id)
        versions = distinct(record.versions)
        entries: list[VersionEntry] = []
        before: Version | None = None
        load = lru_cache(maxsize=2)(
            partial(self._load_if_here, article_id)
        )  # each is compared with both its neighbours
        for number, version in enumerate(versions, 1):
            counts = self._word_counts(article_id, before, version, load) if before else (0, 0)
            entries.append(
                VersionEntry(
                    number=number,
                    version=version,
                    words=version.words,
                    added_words=counts[0],
                    removed_words=counts[1],
                    is_recleaned=before is not None and is_recleaned(before, version),
                    is_current=number == len(versions),
                    is_here=self._stores.places.version_file(article_id, version.id).exists(),
                )
            )
            before = version
        return tuple(entries)

    def named(self, article_id: str, name: str) -> Version:
        """Return the version that `name` means. Raises NotFoundError naming those there are."""
        record = self._stores.record(article_id)
        return _named(record, distinct(record.versions), name)

    def difference(self, article_id: str, old_name: str = "", new_name: str = "") -> Difference:
        """Return what parts two versions; by default the current one from the one before it, or before the new one named.

        Raises NotFoundError if there is only one version, or none of that name; StoreError if a text cannot be read.
        """
        from reader.anchor.difference import differences

        record = self._stores.record(article_id)
        versions = distinct(record.versions)
        if len(versions) < 2:
            since = day_words(versions[0].fetched) if versions else "it came"
            raise NotFoundError("there is only one version", f"it has not changed since {since}")
        new = _named(record, versions, new_name) if new_name else versions[-1]
        old = _named(record, versions, old_name) if old_name else _one_before(versions, new)
        found = differences(self._load(record, old), self._load(record, new), old, new)
        return replace(found, old_number=_number(versions, old), new_number=_number(versions, new))

    def between(self, article_id: str, other_id: str) -> Difference:
        """Return what parts two articles, as if the other were a later version of the one. Raises NotFoundError, StoreError."""
        from reader.anchor.difference import differences

        one, other = self._stores.record(article_id), self._stores.record(other_id)
        of_one, of_other = one.versions[-1], other.versions[-1]
        return differences(self._load(one, of_one), self._load(other, of_other), of_one, of_other)

    def _load(self, record: ArticleRecord, version: Version) -> Article:
        return self._stores.articles.load(record.id, version.id)

    def _load_if_here(self, article_id: str, version_id: str) -> Article | None:
        try:
            return self._stores.articles.load(article_id, version_id)
        except (StoreError, NotFoundError):
            return None

    def _word_counts(
        self, article_id: str, before: Version, version: Version, load: Callable[[str], Article | None]
    ) -> tuple[int, int]:
        """Return how many words were added and removed; none if one of the texts cannot be read."""
        from reader.anchor.difference import differences

        key = (article_id, before.id, version.id)
        if key not in self._counts:
            old, new = load(before.id), load(version.id)
            if old is None or new is None:
                return 0, 0
            found = differences(old, new, before, version)
            self._counts[key] = (found.added_words, found.removed_words)
        return self._counts[key]


def _named(record: ArticleRecord, versions: Sequence[Version], name: str) -> Version:
    if (found := _find(versions, name.strip())) is not None:
        return found
    raise NotFoundError(
        f"no version {name.strip()!r} of {record.title!r}", f"there {_there_are(versions)}; a day will do, too"
    )


def _find(versions: Sequence[Version], name: str) -> Version | None:
    if _NUMBER.match(name):
        number = int(name)
        place = number - 1 if number > 0 else len(versions) + number
        return versions[place] if number and 0 <= place < len(versions) else None
    if len(name) >= LEAST_PREFIX and not _is_day(name):
        found = {version.id: version for version in versions if version.id.startswith(name.casefold())}
        return next(iter(found.values())) if len(found) == 1 else None
    if _is_day(name):
        end = datetime.combine(date.fromisoformat(name), time.max).astimezone()
        return next((version for version in reversed(versions) if _came(version) <= end), None)
    return None


def _came(version: Version) -> datetime:
    """Return when a version became the current one: with its page, or when the reader or the cleaner made it so."""
    return version.made


def _is_day(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return "-" in name


def _one_before(versions: Sequence[Version], version: Version) -> Version:
    """Return what was current before `version` was. Raises NotFoundError if nothing was."""
    place = _number(versions, version) - 1
    if not place:
        raise NotFoundError("nothing came before the first version", "name two versions to compare")
    return versions[place - 1]


def _number(versions: Sequence[Version], version: Version) -> int:
    """Return the number of an entry of the history: of those with one text, the very one."""
    return next(number for number, one in enumerate(versions, 1) if one is version)


def _there_are(versions: Sequence[Version]) -> str:
    if len(versions) == 1:
        return f"is only version 1, of {day_words(versions[0].fetched)}"
    told = [f"{number} of {day_words(version.made)}" for number, version in enumerate(versions, 1)]
    if len(told) > 8:
        told = [*told[:3], "…", *told[-3:]]
    return f"are {', '.join(told)}"
