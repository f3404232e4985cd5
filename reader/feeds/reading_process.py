"""Reading feeds in processes that may be ended: `FeedReader`, from the side of who wants them read.

A feed that takes too long or too much memory ends its own reading, with one line that says so; the next has a new process. The
parsers are imported there and nowhere else.
"""

from types import TracebackType
from typing import Self

from reader.bounded.processes import Broke, BrokenOffError, Limits, Processes
from reader.bounded.serving import Reply
from reader.feeds.wire import feed_from_wire
from reader.model.errors import FeedError
from reader.model.feed import ParsedFeed
from reader.model.text import clean_line

LIMITS = Limits(cpu_seconds=5.0, wall_seconds=20.0, max_held_mb=48)
"""For one feed. An honest one takes 10 ms, one of 20 MB a second. A process that holds more than 48 MB after it, as after a feed
of a megabyte or two, is ended: starting another takes a tenth of a second, and one that has read nothing yet holds 25 MB."""

_MAX_SHOWN_LETTERS = 200


class FeedReader:
    """Reads feeds in up to `processes` processes, which start when they are needed first. Safe to use from many threads.

    Close it, or use it as a context manager; its processes end with ours in any case.
    """

    def __init__(self, processes: int = 1, limits: Limits = LIMITS) -> None:
        self._processes = Processes("reader.feeds.child", processes)
        self._limits = limits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start a process now, so that it is ready when the first feed has come. Never waits, never fails."""
        self._processes.warm()

    def read(self, content: bytes, content_type: str = "", url: str = "") -> ParsedFeed:
        """Return what `reading.read_feed` returns. Raises FeedError as it does, and where a limit ended the reading.

        Waits for a process to be free. Raises CancelledError if the reader is closed meanwhile.
        """
        try:
            return self._processes.ask({"type": content_type, "url": url}, content, self._limits, read=_read_reply)
        except BrokenOffError as broken:
            raise _why_not(broken, clean_line(url, _MAX_SHOWN_LETTERS) or "a feed without an address") from broken
        except OSError as error:
            raise FeedError(f"no process to read feeds in could be started: {error.strerror or error}") from error

    def close(self) -> None:
        """End the processes; what they are reading is not read. May be called again."""
        self._processes.close()


def _read_reply(reply: Reply) -> ParsedFeed:
    if "error" in reply.told:
        raise FeedError(clean_line(str(reply.told["error"])), clean_line(str(reply.told.get("hint", ""))))
    return feed_from_wire(reply.body)


def _why_not(broken: BrokenOffError, shown: str) -> FeedError:
    match broken.why:
        case Broke.TIME:
            return FeedError(f"Reading this feed takes too long: {shown}", "Others are read; it is tried again later.")
        case Broke.MEMORY:
            return FeedError(f"This feed takes too much memory: {shown}")
        case Broke.DEATH:
            return FeedError(f"Reading this feed ended the process that does it: {shown}")
        case Broke.ERROR:
            return FeedError(f"This feed can't be read ({clean_line(broken.name, _MAX_SHOWN_LETTERS)}): {shown}")
