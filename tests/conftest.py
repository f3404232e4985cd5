"""Fixtures that every floor uses: a real web server on loopback, and a library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from tests.loopback import Site, page_html, serve

# The same examples on every run, so that a change is judged by what it changes. `pytest --hypothesis-profile=searching` looks
# for new ones. No example is timed: a machine that is busy would fail them.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=1_000, deadline=None)
settings.load_profile("steady")


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with nothing on it yet."""
    with serve() as running:
        yield running


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Folders of a user who has never run the program."""
    return Folders.below(tmp_path / "home")


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    """An empty library."""
    with Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",))) as opened:
        yield opened


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A saved page about a ferry."""
    path = tmp_path / "ferry.html"
    path.write_bytes(page_html("Ferry line to reopen after eleven winters"))
    return path
