"""The same change to many articles: in batches, so that others get their turn, and with one way back for all of it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from reader.library.history import History, LongStep, Operation, exchange_states
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

        def plan(article_id: str) -> _Ways | None:
            old = getattr(self._state(article_id), field)
            if old == value:
                return None
            return _Ways({field: old}, {field: value})

        return self._change(article_ids, plan, label, work, where)

    def keep(self, article_ids: Sequence[str], *, is_kept: bool, work: Work) -> ChangedMany:
        """Take all of them that feeds brought out of the news into the inbox, or back; the others are passed over."""

        def plan(article_id: str) -> _Ways | None:
            if not self._stores.record(article_id).came_by_feed:
                return None
            if self._stores.states.load(article_id).is_kept == is_kept:
                return None
            return _Ways({"is_kept": not is_kept}, {"is_kept": is_kept})

        return self._change(article_ids, plan, "kept" if is_kept else "kept no longer", work)

    def tag(self, article_ids: Sequence[str], add: Sequence[str], drop: Sequence[str], work: Work) -> ChangedMany:
        """Give tags to all of them and take tags away; the tags they have beside these stay."""
        added, dropped = clean_tags(tuple(add)), clean_tags(tuple(drop))

        def plan(article_id: str) -> _Ways | None:
            tags = self._state(article_id).tags
            given = tuple(tag for tag in added if tag not in tags)
            taken = tuple(tag for tag in dropped if tag in tags)
            if not given and not taken:
                return None
            # The order in which they come to stand is the state's business, so that is asked to change at once.
            after = self._stores.states.change(article_id, drop_tags=taken, add_tags=given)
            return _Ways({"tags": list(tags)}, {"tags": list(after.tags)})

        return self._change(article_ids, plan, "tags", work)

    def _state(self, article_id: str) -> ReadingState:
        self._stores.record(article_id)  # raises NotFoundError: an article that is gone gets no state
        return self._stores.states.load(article_id)

    def _change(
        self,
        article_ids: Sequence[str],
        plan: "Callable[[str], _Ways | None]",
        label: str,
        work: Work,
        where: str = "",
    ) -> ChangedMany:
        """Change article after article as planned; what was done until the user gave up stays, and can be taken back."""
        add_to_step = self._history.begin_step()
        tally = _Tally(label, where)
        done = 0
        for batch in _batches(article_ids):
            if work.is_cancelled:
                break
            work.report(Progress(label, done, len(article_ids)))
            with self._turn():
                self._change_batch(batch, plan, add_to_step, tally)
            done += len(batch)
        return ChangedMany(tally.changed, tally.failed, done == len(article_ids))

    def _change_batch(
        self, batch: Sequence[str], plan: "Callable[[str], _Ways | None]", add_to_step: LongStep, tally: "_Tally"
    ) -> None:
        """Change some articles. The way back of all is written down with the first: a crash leaves none without."""
        planned: list[tuple[str, _Ways]] = []
        for article_id in dict.fromkeys(batch):
            with tally.counting_failures():
                if (ways := plan(article_id)) is not None:
                    planned.append((article_id, ways))
        told = 0
        for place, (article_id, ways) in enumerate(planned):
            with tally.counting_failures():
                self._stores.states.change(article_id, **ways.forth)
                tally.changed += 1
                if not told:  # what is not changed after all is, taken back, as it is
                    told = tally.changed + len(planned) - place - 1
                    add_to_step(tally.words(told), _alike(planned[place:]))
        if told and told != tally.changed:
            add_to_step(tally.words(tally.changed), [])


class _Tally:
    """What has been changed so far, and what could not be."""

    def __init__(self, label: str, where: str) -> None:
        self._label = label
        self._where = f" in {where}" if where else ""
        self.changed = self.failed = 0

    def words(self, changed: int) -> str:
        """Return what a step that has changed so many articles is called; of one, the title is told."""
        return f"{self._label} of {changed:,} articles{self._where}" if changed > 1 else self._label

    @contextmanager
    def counting_failures(self) -> Iterator[None]:
        """Pass over an article that cannot be changed."""
        try:
            yield
        except (StoreError, NotFoundError) as error:
            log.warning("not changed: %s", error)
            self.failed += 1


class _Ways(NamedTuple):
    """What takes a change back, and what makes it again."""

    back: Mapping[str, Any]
    forth: Mapping[str, Any]


def _alike(planned: Iterable[tuple[str, _Ways]]) -> list[Operation]:
    """Return the operations that articles share: few, however many articles there are."""
    articles: dict[str, tuple[_Ways, list[str]]] = {}
    for article_id, ways in planned:
        articles.setdefault(repr(ways), (ways, []))[1].append(article_id)
    return [exchange_states(ids, ways.back, ways.forth) for ways, ids in articles.values()]


def _batches(article_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(article_ids), BATCH):
        yield article_ids[start : start + BATCH]
