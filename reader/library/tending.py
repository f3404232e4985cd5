"""What the reader does with articles beside annotating: read, star, archive, trash, tag, keep a place."""

from collections.abc import Mapping
from typing import Any

from reader.library.history import History, exchange_states, put_marks, put_state
from reader.library.step_words import title_words
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.model.dates import utc_now
from reader.model.kept import ReadingState


class Tending:
    """Changes the reading states of one library."""

    def __init__(self, stores: Stores, history: History) -> None:
        self._stores = stores
        self._history = history

    def set_field(self, article_id: str, field: str, value: Any, label: str) -> ReadingState:
        """Set one field, with its way back; nothing is written if it has that value. `label` says what was done."""
        record = self._stores.record(article_id)
        before = self._stores.states.load(article_id)
        old = getattr(before, field)
        if old == value:
            return before
        after = self._stores.states.change(article_id, **{field: value})
        self._history.record(
            f"{label} {title_words(record.title)}",
            [put_state(article_id, {field: old})],
            [put_state(article_id, {field: value})],
        )
        return after

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
        """Note that and when an article was opened, which makes it read; needs no way back."""
        self._stores.states.change(article_id, opened=utc_now(), is_read=True)

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
