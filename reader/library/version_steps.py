"""Another current version of an article as a step that can be undone: the former one is current again then."""

from collections.abc import Iterator, Sequence

from reader.library.history import History, Operation, make_current
from reader.library.results import Added
from reader.library.stores import Stores
from reader.model.errors import ReaderError


def record_versions(history: History, stores: Stores, changes: Sequence[Added], *, is_chosen: bool = False) -> None:
    """Write down, as one step, which of `changes` made another version current; `is_chosen`: the reader did."""
    both = list(_operations(stores, changes))
    if len(both) > 1:
        history.record(f"new versions of {len(both):,} articles", both=both)
    elif both:
        history.record("another version" if is_chosen else "new version", both=both)


def _operations(stores: Stores, changes: Sequence[Added]) -> Iterator[Operation]:
    for added in changes:
        if not added.former_version:
            continue
        try:
            version_id = stores.record(added.article_id).version_id
            letters = stores.states.load(added.article_id).marks
        except ReaderError:
            continue  # deleted for good since, by another window: of this one there is nothing to take back
        yield make_current(added.article_id, added.former_version, version_id, added.former_letters, letters)
