"""Which articles came from a file of this machine, and where that file lies: one small file each, which stays on this machine.

The record of an article names a path as well, but it travels: whoever writes into a library that is shared could name any file of
another machine there, to be read into the library at the next refresh. Only what stands here was read here on the reader's word.
"""

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes

from reader.model.errors import StoreError
from reader.store.atomic import write_durably
from reader.store.places import LibraryPlaces
from reader.store.sealed import read_sealed, seal


class OwnFiles:
    """The files of this machine from which articles of one library were made."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def path_of(self, article_id: str) -> str:
        """Return the path from which the reader added the article on this machine, "" if it was not added from a file here."""
        try:
            stored = read_sealed(self._places.own_file(article_id))
        except (ValueError, StoreError):
            return ""
        path = stored.body.get("path") if stored and stored.is_intact else None
        return os.fsdecode(unquote_to_bytes(path)) if isinstance(path, str) else ""

    def remember(self, article_id: str, path: str) -> None:
        """Note that the reader added the article from the file at `path`, absolute. Durable. Raises StoreError."""
        if self.path_of(article_id) != path:  # which is bytes to the system, and need not be text
            write_durably(self._places.own_file(article_id), seal({"path": quote_from_bytes(os.fsencode(path))}))
