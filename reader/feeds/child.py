"""The process in which feeds are read, from its own side: what a feed may cost is decided here, before the feed is looked at.

A request is a line of JSON, `{"size", "type", "url"}`, and `size` bytes of feed; a reply a line of JSON, `{"size", "held_mb"}`,
and so many bytes of a read feed, or `{"error", "hint"}`. It ends when its standard input closes: when its owner does. Started
by `reading_process`, and by nobody else.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from reader.feeds.reading import read_feed
from reader.feeds.wire import feed_to_wire
from reader.model.errors import FeedError
from reader.model.text import clean_line

CPU_SECONDS = 5
"""For one feed. An honest one takes 10 ms, one of 20 MB a second; the system ends the process when it is over."""

MEMORY_BYTES = 512 * 1024 * 1024
"""Of address space, with what Python and its libraries take (100 MB). The largest feed that is read, 32 MB of text beyond Latin,
takes 300 MB."""

_STATM = Path("/proc/self/statm")


def main() -> int:
    """Read feeds until there are no more."""
    wanted = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    import reader.feeds.rss_atom  # noqa: F401  # now, while the owner still waits for the network

    while line := wanted.readline():
        head = json.loads(line)
        content = wanted.read(head["size"])
        _limit_cpu()
        reply, body = _answer(content, head)
        del content
        _write(replies, reply, body)
    return 0


def _answer(content: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    url = head["url"]
    try:
        body = feed_to_wire(read_feed(content, content_type=head["type"], url=url))
    except FeedError as error:
        return {"error": error.message, "hint": error.hint}, b""
    except MemoryError:
        return {"error": f"This feed takes too much memory: {clean_line(url, 200)}", "hint": ""}, b""
    # The border of the process: whatever a stranger's feed does to the parsers ends its own reading, and the next feed is read.
    except Exception as error:  # noqa: BLE001
        return {"error": f"This feed can't be read ({type(error).__name__}): {clean_line(url, 200)}", "hint": ""}, b""
    return {"size": len(body), "held_mb": _held_bytes() // 1024**2}, body


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


def _limit_cpu() -> None:
    """Allow so many seconds from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS, is_raised=True)


def _limit(kind: int, most: int, *, is_raised: bool = False) -> None:
    """Set a limit that may be set; a stricter one that is there already stays."""
    soft, hard = resource.getrlimit(kind)
    known = [limit for limit in (most, hard if is_raised else soft, hard) if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):  # not every system knows each of them
        resource.setrlimit(kind, (min(known), hard))
