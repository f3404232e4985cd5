"""Starting up pays for no HTTP library: the first fetch brings it."""

import subprocess
import sys

import pytest

HEAVY = ("httpx", "httpcore", "h2", "brotli", "zstandard", "idna", "email", "urllib.request")


@pytest.mark.parametrize("module", ["client", "source", "image", "feed"])
def test_importing_the_fetching_modules_is_light(module: str) -> None:
    program = f"import sys, reader.fetch.{module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
