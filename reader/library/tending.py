"""What the reader does with articles beside annotating: read, star, archive, trash, tag, keep a place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reader.library.history import History, exchange_states, put_marks, put_state
from reader.library.step_words import title_words
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.model.dates import utc_now
from reader.model.kept import ReadingState

OF_STORIES = frozenset(("is_read", "is_archived"))
"""Fields that news gets with all who tell its story: a list shows one of them, and the next must not come up when that one is
done with."""

ToldAlike = Callable[[Sequence[str]], Sequence[str]]
"""Gives the ids of the news, beside some articles, that tells the story of any of them."""


class Tending:
    """Changes the reading states of one library."""

    def __init__(self, stores: Stores, history: History, told_alike: ToldAlike) -> None:
        self._told_alike = told_alike
        self._stores = stores
        self._history = history

    def set_field(self, article_id: str, field: str, value: Any, label: str) -> None:
        """Set one field, with its way back; nothing is written if it has that value. `label` says what was done.

        News that is read or archived is so with all who tell its story, in one step.
        """
        also = self._told_alike((article_id,)) if field in OF_STORIES and value else ()
        record = self._stores.record(article_id)
        undo, redo = [], []
        for one in (article_id, *also):
            old = getattr(self._stores.states.load(one), field)
            if old != value:
                self._stores.states.change(one, **{field: value})
                undo.append(put_state(one, {field: old}))
                redo.append(put_state(one, {field: value}))
        if undo:
            self._history.record(f"{label} {title_words(record.title)}", undo, redo, article_id=article_id)

    def set_tags(self, article_id: str, tags: tuple[str, ...]) -> ReadingState:
        """Let the article have these tags, each once, without a leading #; new ones come last.

        What changes is what differs from the tags it has, so that a tag given in another window meanwhile stays, and taking
        the change back takes back no other.
        """
        record = self._stores.record(article_id)
        before = self._stores.states.load(article_id)
        wanted = clean_tags(tags)
        added = tuple(tag for tag in wanted if tag not in before.tags)
        dropped = tuple(tag for tag in before.tags if tag not in wanted)
        if not added and not dropped:
            return before
        after = self._stores.states.change(article_id, drop_tags=dropped, add_tags=added)
        self._history.record(
            f"tags of {title_words(record.title)}",
            both=[exchange_states([article_id], {"tags": before.tags}, {"tags": after.tags})],
        )
        return after

    def mark_opened(self, article_id: str) -> None:
        """Note that and when an article was opened, which makes it read, and all who tell its story; needs no way back."""
        is_first = not self._stores.states.load(article_id).is_read
        self._stores.states.change(article_id, opened=utc_now(), is_read=True)
        if is_first and self._stores.record(article_id).came_by_feed:
            for other in self._told_alike((article_id,)):
                self._stores.states.change(other, is_read=True)

    def set_mark(self, article_id: str, letter: str, offset: int) -> None:
        """Let a letter name a place."""
        self._change_marks(article_id, {letter: offset}, f"letter {letter} set in")

    def remove_mark(self, article_id: str, letter: str) -> None:
        """Take the letter away from a named place."""
        self._change_marks(article_id, {letter: None}, f"letter {letter} taken away in")

    def _change_marks(self, article_id: str, wanted: Mapping[str, int | None], label: str) -> None:
        record = self._stores.record(article_id)
        before = self._stores.states.load(article_id).marks
        changed = put_marks(article_id, before, wanted)
        if changed["back"] == changed["forth"]:
            return
        self._stores.states.change(
            article_id,
            add_marks={letter: offset for letter, offset in wanted.items() if offset is not None},
            drop_marks=tuple(letter for letter, offset in wanted.items() if offset is None),
        )
        self._history.record(f"{label} {title_words(record.title)}", both=[changed])
