"""What `pressmark list` showed last, so that its numbers name articles, and the article that was used last.

Kept on this machine for each library; lost, it costs a new `list`.
"""

from collections.abc import Sequence

from reader.model.errors import StoreError
from reader.store.atomic import write_quickly
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject, read_sealed, seal


class RecentArticles:
    """The numbers of the last list, and `last`."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def last_list(self) -> tuple[str, ...]:
        """Return the ids of the last list in its order: number 1 is the first."""
        stored = self._read().get("list")
        return tuple(map(str, stored)) if isinstance(stored, list) else ()

    def last_article(self) -> str:
        """Return the id of the article that was added or opened last, "" if there is none."""
        return str(self._read().get("last", ""))

    def remember_list(self, article_ids: Sequence[str]) -> None:
        """Let the numbers from 1 name these articles. Raises StoreError."""
        self._change(list=list(article_ids))

    def remember_article(self, article_id: str) -> None:
        """Let `last` name this article. Raises StoreError."""
        self._change(last=article_id)

    def _change(self, **values: object) -> None:
        with self._places.locks.hold("recent"):
            before = self._read()
            after = {**before, **values}
            if after != before:
                write_quickly(self._places.recent_file, seal(after))

    def _read(self) -> JsonObject:
        try:
            stored = read_sealed(self._places.recent_file)
        except (ValueError, StoreError):
            return {}
        return stored.body if stored and stored.is_intact else {}
