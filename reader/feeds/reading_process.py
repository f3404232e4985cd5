"""Reading feeds in processes that may be ended: `FeedReader`, from the side of who wants them read.

A feed that takes too long or too much memory ends its own reading, with one line that says so; the next has a new process. The
parsers are imported there and nowhere else.
"""

import json
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from queue import Empty, LifoQueue
from types import TracebackType
from typing import Any, Self

from reader.feeds.wire import feed_from_wire
from reader.model.errors import CancelledError, FeedError
from reader.model.feed import ParsedFeed
from reader.model.text import clean_line

READ_SECONDS = 20.0
"""By the clock on the wall, for one feed: three to four times what the child may take of the processor, as it is not alone."""

MAX_REPLY_BYTES = 256 * 1024 * 1024
"""Four times what can come of the largest feed."""

MAX_HELD_MB = 48
"""A child that holds more goes after its reply, as after a feed of a megabyte or two: memory that Python has taken it seldom
gives back, and starting another takes a tenth of a second. One that has read nothing yet holds 25 MB."""

_END_SECONDS = 0.5
_MAX_SHOWN_LETTERS = 200
_START = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
from reader.feeds.child import main
sys.exit(main())
"""
"""The child finds the same modules as we, however we found them, and looks for no others (`-S`)."""


class FeedReader:
    """Reads feeds in up to `processes` processes, which start when they are needed first. Safe to use from many threads.

    Close it, or use it as a context manager; its processes end with ours in any case.
    """

    def __init__(self, processes: int = 1) -> None:
        self._idle: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(processes):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._children: set[_Child] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start a process now, so that it is ready when the first feed has come. Never waits, never fails."""
        try:
            child = self._idle.get_nowait()
        except Empty:
            return
        try:
            with suppress(FeedError, CancelledError):
                child = child or self._start()
        finally:
            self._idle.put(child)

    def read(self, content: bytes, content_type: str = "", url: str = "") -> ParsedFeed:
        """Return what `reading.read_feed` returns. Raises FeedError as it does, and where a limit ended the reading.

        Waits for a process to be free. Raises CancelledError if the reader is closed meanwhile.
        """
        child = self._idle.get()
        try:
            if child is not None and not child.is_alive:
                self._drop(child)
                child = None
            child = child or self._start()
            return child.read(content, content_type, url)
        finally:
            if child is not None and child.is_spent:
                self._drop(child)
                child = None
            self._idle.put(child)

    def close(self) -> None:
        """End the processes; what they are reading is not read. May be called again."""
        with self._lock:
            self._is_closed = True
            children = list(self._children)
            self._children.clear()
        for child in children:
            child.end()

    def _start(self) -> "_Child":
        with self._lock:
            if self._is_closed:
                raise CancelledError("Stopped")
            child = _Child()
            self._children.add(child)
            return child

    def _drop(self, child: "_Child") -> None:
        with self._lock:
            self._children.discard(child)
        child.end()


class _Child:
    """One process. For one thread at a time, but `end` for any."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                (sys.executable, "-S", "-c", _START, json.dumps(sys.path)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # ctrl+c is for the one who has the terminal; this one sees its input close
            )
        except OSError as error:
            raise FeedError(f"no process to read feeds in could be started: {error.strerror or error}") from error
        self._ending = threading.Lock()
        self.is_spent = False
        """Whether it is to be ended: a limit was reached, or it has grown too large."""
        self._has_ended = False
        self._is_late = False

    @property
    def is_alive(self) -> bool:
        """Whether it is still there: something else on the machine may have ended it."""
        return self._process.poll() is None

    def read(self, content: bytes, content_type: str, url: str) -> ParsedFeed:
        """Have one feed read. Raises FeedError; CancelledError if it was ended by its owner meanwhile."""
        watch = threading.Timer(READ_SECONDS, self._give_up)
        watch.start()
        try:
            reply, body = self._exchange(content, content_type, url)
        finally:
            watch.cancel()
        if reply is None:
            self.is_spent = True
            raise self._why_not(url)
        if "error" in reply:
            raise FeedError(clean_line(str(reply["error"])), clean_line(str(reply.get("hint", ""))))
        try:
            self.is_spent = int(reply["held_mb"]) > MAX_HELD_MB
            return feed_from_wire(body)
        except (
            KeyError,
            TypeError,
            ValueError,
        ) as error:  # it has read what a stranger sent, and may not be itself any more
            self.is_spent = True
            raise FeedError(f"What came of reading this feed makes no sense: {_shown(url)}") from error

    def _exchange(self, content: bytes, content_type: str, url: str) -> tuple[dict[str, Any] | None, bytes]:
        """Return the reply with its body; None if there is none, or not all of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        head = {"size": len(content), "type": content_type, "url": url}
        try:
            self._process.stdin.write(json.dumps(head).encode("ascii") + b"\n")
            self._process.stdin.write(content)
            self._process.stdin.flush()
            line = self._process.stdout.readline()
            if not line.endswith(b"\n"):
                return None, b""
            reply = json.loads(line)
            size = int(reply.get("size", 0))
            body = self._process.stdout.read(size) if size <= MAX_REPLY_BYTES else b""
        except (
            OSError,
            ValueError,
            AttributeError,
            TypeError,
        ):  # a closed file is a ValueError; other replies are no objects
            return None, b""
        return (reply, body) if len(body) == size else (None, b"")

    def _give_up(self) -> None:
        self._is_late = True
        self._process.kill()

    def _why_not(self, url: str) -> FeedError | CancelledError:
        """Return why there is no reply, as its end tells."""
        if self._has_ended:
            return CancelledError("Stopped")
        self._process.wait()
        shown = _shown(url)
        if self._is_late or self._process.returncode == -signal.SIGXCPU:
            return FeedError(f"Reading this feed takes too long: {shown}", "Others are read; it is tried again later.")
        return FeedError(f"Reading this feed ended the process that does it: {shown}")

    def end(self) -> None:
        """End it and wait until it is gone. May be called again, also while it reads."""
        with self._ending:
            if self._has_ended:
                return
            self._has_ended = True
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self.is_spent:
            self._process.kill()
        self._process.terminate()  # it holds nothing that could be left half done
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                pipe.close()


def _shown(url: str) -> str:
    return clean_line(url, _MAX_SHOWN_LETTERS) or "a feed without an address"
