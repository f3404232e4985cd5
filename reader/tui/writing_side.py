"""A side of the session that writes: what it needs of the session."""

from collections.abc import Callable

from textual.message import Message

from reader.library.library import Library


class WritingSide:
    """Changes a library, each change after those before it, and posts what came of it."""

    def __init__(
        self, library: Library, put: Callable[[Callable[[], None]], object], post: Callable[[Message], object]
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        self._library = library
        self._put = put
        self._post = post
