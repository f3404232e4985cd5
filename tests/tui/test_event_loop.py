"""asyncio without TLS: it runs, and TLS is there for whoever needs it."""

import subprocess
import sys

CODE = """
import sys
from reader.tui.event_loop import load_asyncio
load_asyncio()
before = "ssl" in sys.modules
import asyncio
async def ferry():
    await asyncio.sleep(0)
    return await asyncio.to_thread(lambda: "crossed")
print(before, asyncio.run(ferry()))
import ssl, httpx
print(ssl.create_default_context().verify_mode.name, type(httpx.Client()).__name__)
"""


def test_loop_runs_without_tls_which_comes_when_it_is_wanted() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "crossed", "CERT_REQUIRED", "Client"]


def test_the_screen_starts_without_tls() -> None:
    code = """
import sys
from reader.tui.event_loop import load_asyncio
load_asyncio()
import reader.tui.run
print("ssl" in sys.modules, "asyncio" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
