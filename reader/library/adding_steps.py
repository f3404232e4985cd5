"""Adding an article as a step that can be undone: what was added goes to the trash, what was brought back goes where it was."""

from typing import NamedTuple

from reader.library.history import History, exchange_states
from reader.library.step_words import title_words
from reader.model.kept import ReadingState

_FIELDS = ("is_trashed", "is_archived", "is_kept", "is_hidden", "tags")


class Addition(NamedTuple):
    """An article that was added, or added again."""

    article_id: str
    title: str
    before: ReadingState | None
    """Its state before, None if it is new."""
    after: ReadingState


def record_addition(history: History, addition: Addition) -> None:
    """Write an addition down; one that has changed nothing is none."""
    article_id, before, after = addition.article_id, addition.before, addition.after
    title = title_words(addition.title)
    if before is None:
        history.record(
            f"added {title}", both=[exchange_states([article_id], {"is_trashed": True}, {"is_trashed": False})]
        )
        return
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(after, name)]
    if changed:
        back, forth = ({name: getattr(state, name) for name in changed} for state in (before, after))
        history.record(f"added again: {title}", both=[exchange_states([article_id], back, forth)])
