"""Loading asyncio as the screen needs it: without TLS, which asyncio loads wherever it is installed.

The screen opens no connection through its event loop (pages are fetched in threads, by httpx). OpenSSL is 6 ms of its start and
4 MB of its memory; it comes with the first page that is fetched.
"""

import sys


def load_asyncio() -> None:
    """Import asyncio as it is where Python was built without OpenSSL; `ssl` can be imported by anybody afterwards."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # the import system's own sign for what is not there
    try:
        import asyncio  # noqa: F401  # to be found by whoever imports it next
    finally:
        del sys.modules["ssl"]
