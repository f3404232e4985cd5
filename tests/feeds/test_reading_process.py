"""Feeds are read in processes of their own, which a feed may cost, and nothing else."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.feeds import reading_process
from reader.feeds.reading import read_feed
from reader.feeds.reading_process import FeedReader
from reader.feeds.wire import feed_from_wire, feed_to_wire
from reader.model.errors import CancelledError, FeedError
from tests.feeds.reading_files import FILES, HOST, rss

PLAIN = rss("<item><title>Kept</title><guid>1</guid></item>")
STUCK = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
import reader.feeds.child
from reader.feeds.reading import read_feed
def read_or_hang(content, **named):
    while b"hang" in content:
        pass
    if b"grow" in content:
        bytearray(2 << 30)
    if b"break" in content:
        raise RuntimeError("a bug")
    if b"garble" in content:
        reader.feeds.child.feed_to_wire = lambda feed: b'{"form": 7}'
    if b"print" in content:
        print("noise")
    return read_feed(content, **named)
reader.feeds.child.read_feed = read_or_hang
reader.feeds.child.CPU_SECONDS = 1
sys.exit(reader.feeds.child.main())
"""
"""The child, with feeds that do to it what feeds may do."""


@pytest.fixture(scope="module")
def reader() -> Iterator[FeedReader]:
    with FeedReader() as made:
        yield made


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_what_comes_back_is_what_was_read(reader: FeedReader, name: str) -> None:
    content = (FILES / name).read_bytes()
    assert reader.read(content, "text/xml", HOST) == read_feed(content, content_type="text/xml", url=HOST)


def test_what_is_no_feed_is_refused_with_the_same_words(reader: FeedReader) -> None:
    with pytest.raises(FeedError) as here:
        read_feed(b"<opml/>", url=HOST)
    with pytest.raises(FeedError) as there:
        reader.read(b"<opml/>", "", HOST)
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_many_threads_share_two_processes() -> None:
    with FeedReader(2) as reader, ThreadPoolExecutor(8) as threads:
        feeds = list(
            threads.map(lambda number: reader.read(rss(f"<item><guid>g{number}</guid></item>"), "", HOST), range(40))
        )
        assert [feed.entries[0].key for feed in feeds] == [f"g{number}" for number in range(40)]
        assert len(reader._children) <= 2


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedReader]:
    monkeypatch.setattr(reading_process, "_START", STUCK)
    with FeedReader() as made:
        yield made


def only_child(reader: FeedReader) -> int:
    (child,) = reader._children
    return child._process.pid


def test_a_feed_that_takes_too_long_ends_its_own_reading(stuck: FeedReader) -> None:
    assert stuck.read(PLAIN, "", HOST).entries[0].title == "Kept"
    before = only_child(stuck)
    with pytest.raises(FeedError, match="takes too long") as caught:
        stuck.read(b"hang", "", "https://slow.example/feed")
    assert "slow.example" in caught.value.message
    assert stuck.read(PLAIN, "", HOST).entries[0].title == "Kept"
    assert only_child(stuck) != before


def test_a_feed_that_takes_too_much_memory_ends_its_own_reading(stuck: FeedReader) -> None:
    with pytest.raises(FeedError, match="too much memory"):
        stuck.read(b"grow", "", HOST)
    assert stuck.read(PLAIN, "", HOST).entries[0].title == "Kept"


def test_a_bug_is_one_line_and_what_a_library_prints_is_no_reply(stuck: FeedReader) -> None:
    with pytest.raises(FeedError, match=r"can't be read \(RuntimeError\)"):
        stuck.read(b"break", "", HOST)
    assert stuck.read(PLAIN + b"<!-- print -->", "", HOST).entries[0].title == "Kept"


def test_a_child_that_makes_no_sense_any_more_is_replaced(stuck: FeedReader) -> None:
    stuck.read(PLAIN + b"<!-- garble -->", "", HOST)
    with pytest.raises(FeedError, match="makes no sense"):
        stuck.read(PLAIN, "", HOST)
    assert stuck.read(PLAIN, "", HOST).entries[0].title == "Kept"


def test_warming_never_waits(stuck: FeedReader) -> None:
    held = stuck._idle.get()
    stuck.warm()
    stuck._idle.put(held)


def test_a_child_that_somebody_ended_is_replaced(stuck: FeedReader) -> None:
    stuck.read(PLAIN, "", HOST)
    (child,) = stuck._children
    os.kill(child._process.pid, signal.SIGKILL)
    child._process.wait()
    assert stuck.read(PLAIN, "", HOST).entries[0].title == "Kept"


def test_the_clock_on_the_wall_ends_a_child_that_only_waits(stuck: FeedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck.read(PLAIN, "", HOST)
    monkeypatch.setattr(reading_process, "READ_SECONDS", 0.05)
    os.kill(only_child(stuck), signal.SIGSTOP)
    with pytest.raises(FeedError, match="takes too long"):
        stuck.read(PLAIN, "", HOST)


def test_closing_ends_what_is_being_read(stuck: FeedReader) -> None:
    stuck.read(PLAIN, "", HOST)
    pid = only_child(stuck)
    caught: list[BaseException] = []

    def read() -> None:
        try:
            stuck.read(b"hang", "", HOST)
        except CancelledError as error:
            caught.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    while not stuck._idle.empty():
        thread.join(0.001)
    stuck.close()
    thread.join()
    assert len(caught) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(CancelledError):
        stuck.read(PLAIN, "", HOST)


def test_a_child_that_has_grown_large_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "MAX_HELD_MB", 1)
    with FeedReader() as small:
        small.read(PLAIN, "", HOST)
        assert not small._children
        assert small.read(PLAIN, "", HOST).entries[0].title == "Kept"


def test_children_end_with_their_owner() -> None:
    code = (
        "import os, sys\nfrom reader.feeds.reading_process import FeedReader\n"
        "reader = FeedReader(); reader.warm()\n(child,) = reader._children\n"
        "print(child._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False)
    pid = int(done.stdout)
    for _ in range(2_000):  # it is nobody's child now: that it is gone can only be asked
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        subprocess.run([sys.executable, "-S", "-c", ""], check=True)
    pytest.fail("the child is still there")


def test_the_owner_imports_no_parser() -> None:
    code = (
        "import sys\nfrom reader.feeds.reading_process import FeedReader\n"
        "with FeedReader() as reader: reader.read(b'<rss><channel><title>T</title></channel></rss>')\n"
        "print([name for name in ('feedparser', 'lxml', 'xml.sax', 'webencodings') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_parser_has_nothing_to_fetch_or_to_guess_with() -> None:
    code = (
        "import sys\nimport reader.feeds.rss_atom\n"
        "print([name for name in ('chardet', 'cchardet', 'requests') if name in sys.modules], "
        "hasattr(sys.modules['feedparser.http'], 'get'))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, text=True)
    assert done.stdout.strip() == "[] False"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"title": "x"}', b'{"entries": 5}', b"[" * 100_000])
def test_what_is_no_read_feed_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        feed_from_wire(content)


def test_letters_that_are_none_go_over_the_wire() -> None:
    feed = read_feed(PLAIN)
    assert feed_from_wire(feed_to_wire(feed)) == feed


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say what a process holds")
def test_a_big_owner_does_not_make_its_children_look_big() -> None:
    code = """
import sys
from reader.feeds.reading_process import MAX_HELD_MB, FeedReader
held = bytes(2) * (MAX_HELD_MB << 20)
with FeedReader() as reader:
    children = []
    for number in range(2):
        reader.read(sys.argv[1].encode(), "", "https://heron.example/")
        children += [one._process.pid for one in reader._children]
    print(len(children), len(set(children)))
"""
    done = subprocess.run([sys.executable, "-c", code, PLAIN.decode()], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "1"]
