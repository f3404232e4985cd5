"""Regular expressions in a text, written by the reader: what is wrong with one, and where one matches.

Python's `re` can't be stopped, and some patterns take longer than anybody lives (`(a+)+b`). So they run in a child process
(`pattern_child`), which is ended when a pattern has taken its time, and started again for the next one. Compiling is quick
whatever is written, and is done here.
"""

import json
import re
import select
import struct
import subprocess
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

from reader.model.units import TextRange

PATTERN_SECONDS = 2.0
"""The most a pattern may take, the start of the child with it: 0.05 s at 500,000 words is usual."""

MOST_LETTERS = 1_000
"""Of a pattern."""

_EXACT = "(?-i)"
_NO_LETTERS = re.compile(r"\\.|\(\?P[<=>]?\w*", re.DOTALL)
"""What has letters that are no text."""

_SHORTER = {
    "missing ), unterminated subpattern": "a ) is missing",
    "unbalanced parenthesis": "a ( is missing",
    "unterminated character set": "a ] is missing",
}
"""What Python says of what is not written to its end yet, in words that stand beside the line."""


class Pattern(NamedTuple):
    """A regular expression as it is looked for."""

    source: str
    is_exact: bool
    """Whether case and accents count: it has a capital, or begins with `(?-i)`."""


class PatternFault(NamedTuple):
    """What is wrong with a pattern, and at which of its letters."""

    message: str
    at: int = 0


class PatternFound(NamedTuple):
    """Where a pattern matches."""

    hits: tuple[TextRange, ...] = ()
    is_too_slow: bool = False
    """Whether it was given up."""


def read_pattern(written: str, fold: Callable[[str], str]) -> Pattern | PatternFault:
    """Return the pattern that was written, its accents folded unless it is exact, or what is wrong with it."""
    source = unicodedata.normalize("NFC", written)
    shift = 0
    if source.startswith(_EXACT):
        source, shift, is_exact = source[len(_EXACT) :], len(_EXACT), True
    else:
        is_exact = any(map(str.isupper, _NO_LETTERS.sub("", source)))
    if not is_exact:
        source = "".join(letter if letter.isascii() else fold(letter) for letter in source)
    if len(source) > MOST_LETTERS:
        return PatternFault(f"a pattern may have {MOST_LETTERS:,} letters", MOST_LETTERS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of forms that may mean something else one day
            re.compile(source, re.MULTILINE)
    except re.error as error:
        return PatternFault(_SHORTER.get(error.msg, error.msg), shift + (error.pos or 0))
    except (OverflowError, RecursionError):
        return PatternFault("this is too deep or too often")
    return Pattern(source, is_exact)


class PatternSearch:
    """Looks for patterns in one text; the latest question counts, and is answered from a thread."""

    def __init__(self, text: str, fold: Callable[[str], str], most: int, seconds: float = PATTERN_SECONDS) -> None:
        """`most` hits are enough; `seconds` are what a pattern may take."""
        self._text = text
        self._fold = fold
        self._most = most
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._known: set[str] = set()
        self._lock = Lock()
        self._waiting: tuple[Pattern, Callable[[PatternFound], object]] | None = None
        self._thread: Thread | None = None

    def ask(self, pattern: Pattern, then: Callable[[PatternFound], object]) -> None:
        """Look for `pattern`; `then` is called in a thread, unless another question comes before its turn."""
        with self._lock:
            if self._is_closed:
                return
            self._waiting = pattern, then
            if self._thread is None:
                self._thread = Thread(target=self._work, name="patterns", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End the child; what is being looked for is given up."""
        with self._lock:
            self._waiting = None
            self._is_closed = True
        self._end_child()

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._waiting is None:
                    self._thread = None
                    return
                (pattern, then), self._waiting = self._waiting, None
            then(self._find(pattern))

    def _find(self, pattern: Pattern) -> PatternFound:
        deadline = time.monotonic() + self._seconds
        name = "exact" if pattern.is_exact else "folded"
        try:
            child = self._started()
            if name not in self._known:
                _send(child, {"name": name, "text": self._text if pattern.is_exact else self._fold(self._text)})
                self._known.add(name)
            question = {"name": name, "pattern": pattern.source, "most": self._most, "seconds": self._seconds}
            _send(child, question)
            answer = _receive(child, deadline)
        except (OSError, ValueError):  # it ended, of memory for instance; or this was closed, and its pipes with it
            answer = None
        if answer is None:
            self._end_child()
            return PatternFound(is_too_slow=True)
        return PatternFound(tuple(TextRange(*hit) for hit in answer["hits"]))

    def _started(self) -> "subprocess.Popen[bytes]":
        child = self._child
        if child is not None and child.poll() is None:
            return child
        self._end_child()
        self._known.clear()
        path = Path(__file__).with_name("pattern_child.py")
        with self._lock:
            if self._is_closed:
                raise OSError("nobody asks any more")
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-S", str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # ctrl+c is for the screen
            )
            return self._child

    def _end_child(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what could not be sent any more
        return


def _send(child: "subprocess.Popen[bytes]", frame: dict[str, Any]) -> None:
    assert child.stdin is not None
    body = json.dumps(frame).encode()
    child.stdin.write(struct.pack(">I", len(body)) + body)
    child.stdin.flush()


def _receive(child: "subprocess.Popen[bytes]", deadline: float) -> dict[str, Any] | None:
    """Return the next answer; None if it does not come in time, or never."""
    assert child.stdout is not None
    received = b""
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
            return None
        chunk = child.stdout.read1(1 << 16)  # type: ignore[attr-defined]  # a buffered reader, which typeshed calls an IO
        if not chunk:
            return None
        received += chunk
        if len(received) >= 4 and len(received) >= 4 + struct.unpack(">I", received[:4])[0]:
            answer: dict[str, Any] = json.loads(received[4:])
            return answer
