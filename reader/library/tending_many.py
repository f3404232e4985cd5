"""The same change to many articles: in batches, so that others get their turn, and with one way back for all of it."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from reader.library.history import History, Operation, exchange_states
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.library.tending import OF_STORIES, ToldAlike
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ReadingState

BATCH = 100
"""Articles changed in one turn, and put into the index together: some tenths of a second."""

log = logging.getLogger("pressmark")


class ChangedMany(NamedTuple):
    """What came of it."""

    changed: int = 0
    """Articles, or annotations, that are otherwise now."""
    failed: int = 0
    """Those that could not be changed; the log says why."""
    is_whole: bool = True
    """Whether all of them were gone through: not so if the user gave up."""


class TendingMany:
    """Changes many reading states of one library. `turn` is held for a batch at a time."""

    def __init__(
        self,
        stores: Stores,
        history: History,
        turn: Callable[[], AbstractContextManager[None]],
        told_alike: ToldAlike,
    ) -> None:
        self._told_alike = told_alike
        self._stores = stores
        self._history = history
        self._turn = turn

    def set_field(
        self, article_ids: Sequence[str], field: str, value: Any, label: str, work: Work, *, where: str = ""
    ) -> ChangedMany:
        """Set one field of all; those that have the value already are passed over. `label` says what was done, and `where` in
        what, if it was in something: "read of 12 articles in “Hill Gazette”". News that is read or archived is so with all who
        tell its story."""
        if field in OF_STORIES and value:
            article_ids = [*article_ids, *self._told_alike(article_ids)]

        def change(article_id: str) -> _Ways | None:
            old = getattr(self._state(article_id), field)
            if old == value:
                return None
            self._stores.states.change(article_id, **{field: value})
            return _Ways({field: old}, {field: value})

        return self._change(article_ids, change, label, work, where)

    def keep(self, article_ids: Sequence[str], *, is_kept: bool, work: Work) -> ChangedMany:
        """Take all of them that feeds brought out of the news into the inbox, or back; the others are passed over."""

        def change(article_id: str) -> _Ways | None:
            if not self._stores.record(article_id).came_by_feed:
                return None
            if self._stores.states.load(article_id).is_kept == is_kept:
                return None
            self._stores.states.change(article_id, is_kept=is_kept)
            return _Ways({"is_kept": not is_kept}, {"is_kept": is_kept})

        return self._change(article_ids, change, "kept" if is_kept else "kept no longer", work)

    def tag(self, article_ids: Sequence[str], add: Sequence[str], drop: Sequence[str], work: Work) -> ChangedMany:
        """Give tags to all of them and take tags away; the tags they have beside these stay."""
        added, dropped = clean_tags(tuple(add)), clean_tags(tuple(drop))

        def change(article_id: str) -> _Ways | None:
            tags = self._state(article_id).tags
            given = tuple(tag for tag in added if tag not in tags)
            taken = tuple(tag for tag in dropped if tag in tags)
            if not given and not taken:
                return None
            after = self._stores.states.change(article_id, drop_tags=taken, add_tags=given)
            return _Ways({"tags": list(tags)}, {"tags": list(after.tags)})

        return self._change(article_ids, change, "tags", work)

    def _state(self, article_id: str) -> ReadingState:
        self._stores.record(article_id)  # raises NotFoundError: an article that is gone gets no state
        return self._stores.states.load(article_id)

    def _change(
        self,
        article_ids: Sequence[str],
        change: "Callable[[str], _Ways | None]",
        label: str,
        work: Work,
        where: str = "",
    ) -> ChangedMany:
        """Change article after article; what was done until the user gave up stays, and can be taken back."""
        add_to_step = self._history.begin_step()
        changed = failed = done = 0
        for batch in _batches(article_ids):
            if work.is_cancelled:
                break
            work.report(Progress(label, done, len(article_ids)))
            alike = _Alike()
            with self._turn():
                for article_id in batch:
                    try:
                        ways = change(article_id)
                    except (StoreError, NotFoundError) as error:
                        log.warning("not changed: %s", error)
                        failed += 1
                        continue
                    if ways is not None:
                        changed += 1
                        alike.add(article_id, ways)
            if operations := alike.operations():
                several = f"{label} of {changed:,} articles{f' in {where}' if where else ''}"
                add_to_step(several if changed > 1 else label, operations)  # of one, the title is told
            done += len(batch)
        return ChangedMany(changed, failed, done == len(article_ids))


class _Ways(NamedTuple):
    """What takes a change back, and what makes it again."""

    back: Mapping[str, Any]
    forth: Mapping[str, Any]


class _Alike:
    """Articles by the ways back and forth that they share: few, however many articles there are."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[_Ways, list[str]]] = {}

    def add(self, article_id: str, ways: _Ways) -> None:
        self._articles.setdefault(repr(ways), (ways, []))[1].append(article_id)

    def operations(self) -> list[Operation]:
        return [exchange_states(ids, ways.back, ways.forth) for ways, ids in self._articles.values()]


def _batches(article_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(article_ids), BATCH):
        yield article_ids[start : start + BATCH]
