"""The side of the owner: `Processes`, which have work done on what strangers sent and may be ended at any moment.

What takes too long or too much memory ends its own process, and is said to have; the next request has a new one. What is
asked and what is answered is for the crafts to say (`reader.feeds`, `reader.extract`). Parsers are imported over there only.
"""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from queue import Empty, LifoQueue
from typing import Any, NamedTuple, TypeVar

from reader.bounded.overdue import Watch
from reader.bounded.serving import OUT_OF_MEMORY, Reply
from reader.model.errors import CancelledError

Value = TypeVar("Value")

MAX_REPLY_BYTES = 256 * 1024 * 1024
"""Four times what can come of the largest feed, which says more than any page."""

_END_SECONDS = 0.5
_START = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
from {module} import main
sys.exit(main())
"""
"""The process finds the same modules as we, however we found them, and looks for no others (`-S`)."""


class Limits(NamedTuple):
    """What one request may take."""

    cpu_seconds: float
    """Of the processor; the system ends the process when it is over."""
    wall_seconds: float
    """By the clock on the wall: some three times as long, as it is not alone on the machine."""
    max_held_mb: int
    """A process that holds more goes after its reply: memory that Python has taken it seldom gives back."""


class Broke(Enum):
    """Why a request has no reply."""

    TIME = auto()
    MEMORY = auto()
    DEATH = auto()
    """Something ended the process."""
    ERROR = auto()
    """Something was raised that nobody foresaw, or the reply makes no sense."""


class BrokenOffError(Exception):
    """A request has no reply: `why`, and of an error its `name`."""

    def __init__(self, why: Broke, name: str = "") -> None:
        super().__init__(name or why.name.lower())
        self.why = why
        self.name = name


class Processes:
    """Up to `most` processes that run `main` of `module`, each started when it is needed first. Safe to use from many threads.

    Close them when they are needed no more; they end with their owner in any case.
    """

    def __init__(self, module: str, most: int = 1) -> None:
        self._module = module
        self._idle: LifoQueue[_Process | None] = LifoQueue()
        for _ in range(most):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._watch = Watch()
        self._running: set[_Process] = set()
        self._is_closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of those that were started and not ended."""
        with self._lock:
            return tuple(one.pid for one in self._running)

    def warm(self) -> None:
        """Start a process now, so that it is ready when the first request comes. Never waits, never fails."""
        try:
            process = self._idle.get_nowait()
        except Empty:
            return
        try:
            with suppress(OSError, CancelledError):
                process = process or self._start()
        finally:
            self._idle.put(process)

    def ask(self, call: dict[str, Any], content: bytes, limits: Limits, *, read: Callable[[Reply], Value]) -> Value:
        """Return what `read` makes of the reply to a request; it raises ValueError for one that makes no sense.

        Waits for a process to be free. Raises BrokenOffError where there is no reply, OSError if no process can be started, and
        CancelledError if they are closed meanwhile.
        """
        process = self._idle.get()
        try:
            if process is not None and not process.is_alive:
                self._drop(process)
                process = None
            if process is not None:
                try:
                    return process.ask(call, content, limits, read)
                except BrokenOffError:
                    if not process.has_left:
                        raise
                    self._drop(process)
            process = self._start()
            return process.ask(call, content, limits, read)
        finally:
            if process is not None and process.is_spent:
                self._drop(process)
                process = None
            self._idle.put(process)

    def close(self) -> None:
        """End the processes; what they are at is broken off. May be called again."""
        with self._lock:
            self._is_closed = True
            running = list(self._running)
            self._running.clear()
        for process in running:
            process.end()
        self._watch.close()

    def _start(self) -> "_Process":
        with self._lock:
            if self._is_closed:
                raise CancelledError("Stopped")
            process = _Process(self._module, self._watch)
            self._running.add(process)
            return process

    def _drop(self, process: "_Process") -> None:
        with self._lock:
            self._running.discard(process)
        process.end()


class _Process:
    """One process. For one thread at a time, but `end` for any."""

    def __init__(self, module: str, watch: Watch) -> None:
        self._watch = watch
        self._process = subprocess.Popen(
            (sys.executable, "-P", "-S", "-c", _START.format(module=module), json.dumps(sys.path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # ctrl+c is for the one who has the terminal; this one sees its input close
        )
        self.pid = self._process.pid
        self._ending = threading.Lock()
        self.is_spent = False
        """Whether it is to be ended: a limit was reached, or it has grown too large."""
        self._has_ended = False
        self._is_late = False

    @property
    def is_alive(self) -> bool:
        """Whether it is still there: it ends when it has nothing to do, and something else on the machine may have ended it."""
        return self._process.poll() is None

    @property
    def has_left(self) -> bool:
        """Whether it has ended by itself, as one does that had nothing to do, perhaps while it was being asked."""
        return self._process.poll() == 0

    def ask(self, call: dict[str, Any], content: bytes, limits: Limits, read: Callable[[Reply], Value]) -> Value:
        """Have one request answered. Raises BrokenOffError; CancelledError if it was ended by its owner meanwhile."""
        with self._watch.over(limits.wall_seconds, self._give_up):
            reply, body = self._exchange(call, content, limits)
        if reply is None:
            self.is_spent = True
            raise self._why_not()
        try:
            if "broke" in reply:
                name = str(reply["broke"])
                self.is_spent = name == OUT_OF_MEMORY
                raise BrokenOffError(Broke.MEMORY if self.is_spent else Broke.ERROR, name)
            self.is_spent = int(reply["held_mb"]) > limits.max_held_mb
            return read(Reply(dict(reply["reply"]), body))
        except (
            KeyError,
            TypeError,
            ValueError,
        ) as error:  # it has read what a stranger sent, and may not be itself any more
            self.is_spent = True
            raise BrokenOffError(Broke.ERROR, "a reply that makes no sense") from error

    def _exchange(self, call: dict[str, Any], content: bytes, limits: Limits) -> tuple[dict[str, Any] | None, bytes]:
        """Return the reply with its bytes; None if there is none, or not all of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        head = {"size": len(content), "cpu_seconds": limits.cpu_seconds, "call": call}
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

    def _why_not(self) -> BrokenOffError | CancelledError:
        """Return why there is no reply, as its end tells."""
        if self._has_ended:
            return CancelledError("Stopped")
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:  # it closed its output, or said what was no reply
            return BrokenOffError(Broke.ERROR, "a reply that makes no sense")
        is_late = self._is_late or code in (-signal.SIGPROF, -signal.SIGXCPU)
        return BrokenOffError(Broke.TIME if is_late else Broke.DEATH)

    def end(self) -> None:
        """End it and wait until it is gone. May be called again, also while it is at work."""
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
