"""Fixtures that every floor uses: a real web server on loopback, and a library in a folder of its own."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reader.library.cleaners import BoundedCleaning
from reader.library.config import Config
from reader.library.facade import foundation
from reader.library.folders import Folders
from reader.library.library import Library
from tests.loopback import Site, page_html, serve

# The same examples on every run, so that a change is judged by what it changes. `pytest --hypothesis-profile=searching` looks
# for new ones. No example is timed: a machine that is busy would fail them.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=10_000, deadline=None)
settings.load_profile("steady")


class SharedCleaning(BoundedCleaning):
    """What cleans for all libraries of a run: starting a process for each would take longer than all else they do."""

    def close(self) -> None:
        """The next library needs it, too."""

    def end(self) -> None:
        """End the process."""
        super().close()


@pytest.fixture(scope="session", autouse=True)
def cleaning() -> Iterator[None]:
    """Pages are cleaned where they always are, in a process of their own; but in one for all tests."""
    shared = SharedCleaning()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foundation, "BoundedCleaning", lambda: shared)
        yield
    shared.end()


@pytest.fixture(autouse=True, scope="session")
def unawaited_disk() -> Iterator[None]:
    """Wait for no disk: that takes half the time of a test that writes, and what it guards against is a power cut.

    That `os.fsync` is called for the right files in the right order is tested by who calls it. Child processes wait.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # which fails as well where there is no such file
        patch.delattr(fcntl, "F_FULLFSYNC", raising=False)
        yield


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
