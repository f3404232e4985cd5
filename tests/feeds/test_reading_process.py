"""Feeds are read in processes of their own, which a feed may cost, and nothing else."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from reader.bounded import processes
from reader.feeds import reading_process
from reader.feeds.reading import read_feed
from reader.feeds.reading_process import FeedReader
from reader.feeds.wire import feed_from_wire, feed_to_wire
from reader.model.errors import FeedError
from tests.feeds.reading_files import FILES, HOST, rss

PLAIN = rss("<item><title>Kept</title><guid>1</guid></item>")


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


HUNG = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
import reader.feeds.child
def read(content, **named):
    while b"hang" in content:
        pass
    if b"grow" in content:
        bytearray(2 << 30)
    raise RuntimeError("a bug")
reader.feeds.child.read_feed = read
sys.exit(reader.feeds.child.main())
"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hang", "takes too long: https://slow.example/feed"),
        (b"grow", "takes too much memory: https://slow.example/feed"),
        (b"break", r"can't be read \(RuntimeError\): https://slow.example/feed"),
    ],
)
def test_a_feed_that_breaks_its_reading_is_said_to(monkeypatch: pytest.MonkeyPatch, content: bytes, words: str) -> None:
    monkeypatch.setattr(processes, "_START", HUNG)
    with (
        FeedReader(limits=reading_process.LIMITS._replace(cpu_seconds=0.5)) as stuck,
        pytest.raises(FeedError, match=words),
    ):
        stuck.read(content, "", "https://slow.example/feed")


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
