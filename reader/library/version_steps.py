"""Another current version of an article as a step that can be undone: the former one is current again then."""

from collections.abc import Sequence

from reader.library.history import History, make_current
from reader.library.results import Added
from reader.library.stores import Stores


def record_versions(history: History, stores: Stores, changes: Sequence[Added], *, is_chosen: bool = False) -> None:
    """Write down, as one step, which of `changes` made another version current; `is_chosen`: the reader did."""
    changed = [added for added in changes if added.former_version]
    if not changed:
        return
    both = [
        make_current(
            added.article_id,
            added.former_version,
            stores.record(added.article_id).version_id,
            added.former_letters,
            stores.states.load(added.article_id).marks,
        )
        for added in changed
    ]
    if len(changed) > 1:
        history.record(f"new versions of {len(changed):,} articles", both=both)
    else:
        history.record("another version" if is_chosen else "new version", both=both)
