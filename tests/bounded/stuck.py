"""A process that does what it is told, as processes do that read what strangers sent. `main` is its side."""

import os
import signal
import time
from typing import Any

from reader.bounded.serving import Reply, serve

MEMORY_BYTES = 256 * 1024 * 1024


def main() -> int:
    """Answer with what was asked, unless it is told otherwise."""
    return serve(_answer, memory_bytes=MEMORY_BYTES, idle_seconds=float(os.environ.get("STUCK_IDLE_SECONDS", "60")))


def _answer(call: dict[str, Any], content: bytes) -> Reply:
    match content:
        case b"hang":
            while True:
                pass
        case b"sleep":
            time.sleep(60)
        case b"grow":
            bytearray(1 << 30)
        case b"break":
            raise RuntimeError("a bug")
        case b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"print":
            print("noise")
    return Reply(call, content)
