"""The process in which feeds are read, from its own side. Started by `reading_process`, and by nobody else."""

from typing import Any

from reader.bounded.serving import Reply, serve
from reader.feeds.reading import read_feed
from reader.feeds.wire import feed_to_wire
from reader.model.errors import FeedError

MEMORY_BYTES = 512 * 1024 * 1024
"""Of address space, with what Python and its libraries take (100 MB). The largest feed that is read, 32 MB of text beyond Latin,
takes 300 MB."""


def main() -> int:
    """Read feeds until there are no more."""
    import reader.feeds.rss_atom  # noqa: F401  # now, while the owner still waits for the network

    return serve(_answer, memory_bytes=MEMORY_BYTES)


def _answer(call: dict[str, Any], content: bytes) -> Reply:
    """Return a read feed (`{"type", "url"}` says how it came), or why it is none."""
    try:
        return Reply({}, feed_to_wire(read_feed(content, content_type=call["type"], url=call["url"])))
    except FeedError as error:
        return Reply({"error": error.message, "hint": error.hint})
