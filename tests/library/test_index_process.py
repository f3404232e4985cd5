"""The process that fills the index: it says how far it is, ends when it is told or its parent is gone, and never runs twice."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.index_process import IndexProcess, Outcome
from reader.library.library import Library
from reader.library.listing import View
from reader.library.progress import Progress, Work
from reader.library.stores import open_stores
from reader.model.errors import CancelledError, StoreError
from reader.store.index.library_index import LibraryIndex
from reader.store.locks import Locks
from tests.loopback import page_html


@pytest.fixture
def library(folders: Folders, tmp_path: Path) -> Iterator[Library]:
    """A library with three articles, closed, and without an index."""
    with Library.open(folders=folders, config=Config()) as opened:
        for number in range(3):
            path = tmp_path / f"{number}.html"
            path.write_bytes(page_html(f"Ferry number {number}"))
            opened.add(str(path))
        opened.close()
        for path in opened.paths()["state"].glob("index.sqlite*"):
            path.unlink()
        yield opened


def start(library: Library, **options: bool) -> IndexProcess:
    return IndexProcess(library.folder, library.folders.state, **options)


def test_it_fills_the_index_and_says_how_far_it_is(library: Library) -> None:
    reports: list[Progress] = []
    start(library).wait(Work(reports.append))
    assert reports[-1] == Progress("indexing texts", 3, 3)
    library.watch(lambda change: None).stop()
    library._indexing.is_watched = True  # nobody else looks at the files
    assert len(library.listing(View(query="captain"))) == 3


def test_it_merges_conflict_copies_if_it_is_told_so(library: Library, folders: Folders) -> None:
    stores = open_stores(folders.data, folders)
    (article_id, *_) = sorted(stores.articles.ids())
    stores.states.change(article_id, is_starred=True)
    state = stores.places.state_file(article_id)
    state.rename(state.with_name(f"{article_id}.sync-conflict-20260102-030405-ABCDEFG.json"))
    start(library, with_sweep=True).wait(Work())
    assert state.exists()
    assert library.counts().starred == 1


def test_it_gives_way_to_another_that_is_at_it(library: Library, folders: Folders) -> None:
    places = open_stores(folders.data, folders).places
    with Locks(places.local / "locks").hold("indexing"):
        process = start(library)
        process.wait(Work())
    assert process.outcome is Outcome.BUSY
    assert not LibraryIndex(places).is_complete


def test_it_ends_when_it_is_told(library: Library) -> None:
    process = start(library)
    process.stop()
    process.stop()
    assert process.outcome is Outcome.STOPPED
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        start(library).wait(Work(cancel=cancel))


def test_a_process_that_is_killed_is_told_as_failed(library: Library) -> None:
    process = start(library)
    os.kill(process._child.pid, signal.SIGKILL)
    with pytest.raises(StoreError, match="ended"):
        process.wait(Work())
    assert len(library.list()) == 3


def test_what_goes_wrong_is_one_line(library: Library) -> None:
    file = library.folder / "library.toml"
    file.write_text("")
    with pytest.raises(StoreError, match="is a file") as caught:
        IndexProcess(file, library.folders.state).wait(Work())
    assert "\n" not in str(caught.value)


PARENT = """
import os, signal, sys
from pathlib import Path
from reader.library.index_process import IndexProcess
process = IndexProcess(Path(sys.argv[1]), Path(sys.argv[2]))
os.kill(process._child.pid, signal.SIGSTOP)
print(process._child.pid, flush=True)
signal.pause()
"""


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="only Linux tells when a process ends that is not our own child"
)
def test_it_does_not_outlive_its_parent(library: Library, folders: Folders) -> None:
    arguments = (sys.executable, "-c", PARENT, str(library.folder), str(library.folders.state))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        ending = os.pidfd_open(child)
        parent.kill()
    try:
        os.kill(child, signal.SIGCONT)
        ended, _, _ = select.select([ending], [], [], 30.0)
        assert ended
    finally:
        os.close(ending)
    assert not LibraryIndex(open_stores(folders.data, folders).places).is_complete
