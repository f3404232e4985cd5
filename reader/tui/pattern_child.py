"""Looks for regular expressions in a text, in a process of its own that can be ended when one never comes to an end.

Run as a file by `pattern_search`, without the package: it needs the standard library alone. Reads frames from standard input and
answers each question with one. A frame is its length in bytes, four of them, and JSON in UTF-8: {"name", "text"} keeps a text;
{"name", "pattern", "most", "seconds"} is answered by {"hits": [[start, end], ...]}. What takes longer than `seconds` ends the
process by itself: whoever asked may have been killed, and `re` looks at nothing else while it tries.
"""

import json
import re
import signal
import struct
import sys
from contextlib import suppress
from itertools import islice
from typing import Any

MOST_MEMORY_BYTES = 2 << 30


def main() -> None:
    """Answer until standard input ends."""
    with suppress(ImportError, ValueError, OSError):  # where it can be: a pattern may ask for more memory than there is
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    texts: dict[str, str] = {}
    while (frame := _read()) is not None:
        if "text" in frame:
            texts[frame["name"]] = frame["text"]
            continue
        signal.setitimer(
            signal.ITIMER_REAL, frame["seconds"]
        )  # its signal is handled by nobody: the system ends the process
        found = re.compile(frame["pattern"], re.MULTILINE).finditer(texts[frame["name"]])
        hits = islice((match.span() for match in found if match.end() > match.start()), frame["most"])
        body = json.dumps({"hits": list(hits)}).encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
        sys.stdout.buffer.flush()


def _read() -> dict[str, Any] | None:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    frame: dict[str, Any] = json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    return frame


if __name__ == "__main__":
    main()
