"""A library with one of everything, whose files are changed one at a time, and read by all that reads them."""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from reader.model.annotation import Annotation, Colour, OtherVersion, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import Figure, Headline, Image, Paragraph, Span, SpanKind
from reader.model.errors import ReaderError
from reader.model.feed import FeedEntry, FeedHealth
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.care.doctor import examine_library
from reader.store.feeds import FeedStore
from reader.store.places import LibraryPlaces
from reader.store.reading_log import ReadingLog
from reader.store.sealed import seal, unseal
from reader.store.state import StateStore
from tests.fuzzing.odd import ODD, oddly_changed

ID, FEED_ID = "0123456789abcdef", "feedfeedfeedfeed"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

_made: dict[Path, "SmallLibrary"] = {}


def small_library(room: Path) -> "SmallLibrary":
    """Return the library in a folder; it is made once."""
    if room not in _made:
        _made[room] = SmallLibrary(room)
    return _made[room]


class SmallLibrary:
    """The library, and what its files hold when they are right."""

    def __init__(self, room: Path) -> None:
        self._places = places = LibraryPlaces(room / "library", room / "local")
        article = Article(
            metadata=Metadata(title="The ferry", authors=("Ida Holm",)),
            blocks=(
                Headline(text="The ferry"),
                Paragraph(
                    text="The ferry 渡し船 sails.",
                    spans=(Span(start=4, end=9, kind=SpanKind.LINK, target="https://a.example/"),),
                ),
                Figure(
                    images=(Image(src="https://hill.example/a.png", alt="Wharf"),),
                    caption="The wharf",
                    credit="Jon Vik",
                ),
            ),
        )
        page = Page(
            content=b"<p>ferry",
            form=PageForm.HTML,
            origin=PageOrigin.URL,
            url="https://hill.example/f",
            fetched_at=NOON,
        )
        articles, annotations, states = ArticleStore(places), AnnotationStore(places), StateStore(places)
        record = ArticleRecord(id=ID, title="The ferry", added=NOON, url="https://hill.example/f")
        articles.update_record(articles.save(record, article, [page], made=NOON))
        articles.save_image(ID, "https://hill.example/a.png", b"PNG", "image/png")
        articles.add_alias("https://hill.example/alias", ID)
        version = articles.record(ID).version_id
        for number in (1, 2):
            annotations.save(
                Annotation(
                    id=number,
                    article_id=ID,
                    created=NOON,
                    updated=NOON,
                    version_id=version,
                    selectors=Selectors(exact="ferry 渡し船", prefix="The ", suffix=" sails", start=4, end=13),
                    colour=Colour.GREEN,
                    note="Why?",
                    tags=("sea",),
                    others=(OtherVersion(written=NOON, note="Elsewhere"),) if number == 2 else (),
                )
            )
        annotations.remove(ID, 1)
        states.change(ID, is_read=True, is_starred=True, tags=("sea",), position=3)
        states.save_position(ID, 4, 9)
        feeds = FeedStore(places)
        feeds.tick_off(FEED_ID, {"entry 1": ID}, NOON.date())
        feeds.save(FEED_ID, FeedHealth(asked=NOON, etag='"x"'), [FeedEntry(key="entry 3", title="Lake")])
        places.settings_file.write_text('[colours]\ngreen = "true"\n', encoding="utf-8")
        self._files = {
            path: path.read_bytes()
            for folder in (places.folder, places.local)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in (".json", ".jsonl", ".toml", ".zst")
        }
        self._paths = list(self._files)

    def try_with(self, data: bytes) -> None:
        """Change one file by `data`, read all, let the doctor look and mend, read all again, and put it back."""
        path = self._paths[data[0] % len(self._paths)] if data else self._paths[0]
        path.write_bytes(self._changed(path, data[1:]))
        try:
            self._read_all()
            for fix in (False, True, False):
                for finding in examine_library(self._places, fix=fix).findings:
                    assert finding.what
            self._read_all()
        finally:
            for each, content in self._files.items():
                if not each.exists() or each.read_bytes() != content:
                    each.parent.mkdir(parents=True, exist_ok=True)
                    each.write_bytes(content)
            self._places.problems.take()

    def _changed(self, path: Path, data: bytes) -> bytes:
        """Return another content: the bytes as they are, the right ones with some of them in it, or a sealed odd body."""
        before, chance = self._files[path], random.Random(data)
        match chance.randrange(4):
            case 0:
                return data
            case 1:
                at = chance.randrange(len(before) + 1)
                return before[:at] + data[:40] + before[at + chance.choice((0, 1, 9, 200)) :]
            case _:
                with suppress(ValueError, ReaderError):
                    return seal(oddly_changed(unseal(before, path).body, chance))
                with suppress(ValueError):
                    return json.dumps(oddly_changed(json.loads(before), chance)).encode()
                return before.replace(b"0", str(chance.choice(ODD)).encode("utf-8", "replace"))

    def _read_all(self) -> None:
        """Read all that is there: each says what is wrong with its own file."""
        places = self._places
        articles, annotations, states, feeds = (
            ArticleStore(places),
            AnnotationStore(places),
            StateStore(places),
            FeedStore(places),
        )
        for read in (
            lambda: list(articles.records()),
            lambda: articles.record(ID),
            lambda: articles.load(ID),
            lambda: articles.snapshots(ID),
            lambda: articles.alias("https://hill.example/alias"),
            lambda: articles.image_path(ID, "https://hill.example/a.png"),
            lambda: annotations.load(ID),
            lambda: annotations.trashed(ID),
            lambda: annotations.counts(ID),
            lambda: states.load(ID),
            lambda: feeds.load(FEED_ID),
            lambda: feeds.seen(FEED_ID),
            lambda: ReadingLog(places).first_day(),
        ):
            with suppress(ReaderError):
                read()
