"""The one tree of errors. Crafts raise them, faces render them; nobody prints them in between.

`str(error)` is one clean line that names the subject; `hint` says what to do about it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a name in a signature, which no start waits for
    from datetime import datetime


class ReaderError(Exception):
    """Something a user has to know, said in one line.

    `message` names what failed and where; `hint`, if there is one, is a full sentence that says what to do.
    `exit_code` is what the command line ends with (the table in the README).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(ReaderError):
    """The words of the call do not fit."""

    exit_code = 2


class QueryError(UsageError):
    """A question to the library cannot be understood.

    `position` and `length` point at the place: a range of code points of the query as it was given (length 0: something is
    missing there).
    """

    def __init__(self, message: str, hint: str = "", *, position: int = 0, length: int = 0) -> None:
        super().__init__(message, hint)
        self.position = position
        self.length = length


class NotFoundError(ReaderError):
    """Nothing in the library matches."""

    exit_code = 3


class CancelledError(ReaderError):
    """The user stopped it."""

    exit_code = 130


class FetchError(ReaderError):
    """A page could not be brought here: network, server, deadline, a refused address.

    `status` is that of the HTTP answer that was no page, 0 if there was none; `retry_at` is when the server wants to be asked
    again, if it said so.
    """

    exit_code = 4

    def __init__(self, message: str, hint: str = "", *, status: int = 0, retry_at: "datetime | None" = None) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_at = retry_at


class RefusedError(FetchError):
    """An address that is not asked at all: not valid, of a kind that is not opened, or in a private network."""


class ReadFileError(FetchError):
    """A local file or standard input could not be read."""

    exit_code = 1


class UnreadableError(FetchError):
    """What came is not a page: a PDF, an image, binary data, nothing at all."""

    exit_code = 5


class IsFeedError(UnreadableError):
    """What came is no page but a feed: it can be subscribed to."""


class ExtractError(ReaderError):
    """The page came, but there is no article in it to read."""

    exit_code = 5


class FeedError(ReaderError):
    """What came, or what was found at an address, is no feed that can be read."""

    exit_code = 5


class StoreError(ReaderError):
    """The library on disk could not be read or written."""

    exit_code = 6


class StoreLockedError(StoreError):
    """Another process holds the library's lock for longer than we wait."""


class StoreDamagedError(StoreError):
    """A stored file is damaged and nothing of it could be read."""


class AnchorError(ReaderError):
    """A passage could not be found in the text."""

    exit_code = 3


class ExchangeError(ReaderError):
    """An export or import could not be made."""


class ConfigError(ReaderError):
    """The user's configuration is wrong; the message names file and line. What else is wrong with it stands in the notes."""

    exit_code = 2


class ThemeError(ConfigError):
    """A theme file is wrong; the message names file and key."""


class UnknownThemeError(ThemeError):
    """No theme has this name."""
