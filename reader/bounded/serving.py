"""The side of the process that does the work: it takes requests from its standard input, within limits that nothing in them can
lift.

A request is a line of JSON, `{"size", "cpu_seconds", "call"}`, and `size` bytes; a reply a line of JSON, `{"size", "held_mb",
"reply"}`, and so many bytes, or `{"broke": "memory"}` or `{"broke": the name of an error that nobody foresaw}`. The process ends
when its standard input closes, as it does when its owner ends, and when nothing was wanted of it for a while. Started by
`processes.Processes`, and by nobody else.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

OUT_OF_MEMORY = "memory"

_STATM = Path("/proc/self/statm")


class Reply(NamedTuple):
    """What came of a request: small things by name, and the rest in bytes."""

    told: dict[str, Any]
    body: bytes = b""


Answer = Callable[[dict[str, Any], bytes], Reply]
"""From what was asked, and the bytes that came with it, to the reply."""


def serve(answer: Answer, *, memory_bytes: int, idle_seconds: float | None = None) -> int:
    """Answer requests until there are no more, or none for so long; return the exit code.

    `memory_bytes` is of address space, with what Python and its libraries take. Systems that know no such limit (macOS) hold to
    the one on time alone.
    """
    wanted = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process, whatever it is in the middle of
    # What is imported by now stays; what work leaves behind seldom goes in circles.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    while idle_seconds is None or select.select([wanted], [], [], idle_seconds)[0]:
        line = wanted.readline()
        if not line:
            break
        head = json.loads(line)
        content = wanted.read(head["size"])
        signal.setitimer(signal.ITIMER_PROF, head["cpu_seconds"])
        reply, body = _answer(answer, head["call"], content)
        signal.setitimer(signal.ITIMER_PROF, 0)
        del content
        _write(replies, reply, body)
    return 0


def _answer(answer: Answer, call: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        told, body = answer(call, content)
    except MemoryError:
        return {"broke": OUT_OF_MEMORY}, b""
    except Exception as error:  # noqa: BLE001  # whatever strangers' bytes do to parsers ends this request and not the process
        return {"broke": type(error).__name__}, b""
    return {"size": len(body), "held_mb": _held_bytes() // 1024**2, "reply": told}, body


def _held_bytes() -> int:
    """Return how much memory is held now; where the system does not say, how much it was at most.

    Linux hands the most that was ever held on to a child, so there it may be that of a big owner.
    """
    try:
        return int(_STATM.read_bytes().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _write(replies: BinaryIO, reply: dict[str, Any], body: bytes) -> None:
    with suppress(BrokenPipeError):  # the owner is gone; the next look at the input ends this
        replies.write(json.dumps(reply).encode("ascii") + b"\n" + body)
        replies.flush()


def _limit(kind: int, most: int) -> None:
    """Set a limit that may be set; a stricter one that is there already stays."""
    soft, hard = resource.getrlimit(kind)
    known = [limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):  # not every system knows each of them
        resource.setrlimit(kind, (min(known), hard))
