"""Pictures of new articles come with them, within a budget, and those of the oldest news go for it."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from reader.library.config import Config
from reader.library.library import Library
from reader.library.news import pictures as feed_pictures
from reader.library.news.pictures import KeptPictures, keep_pictures, make_room
from reader.library.progress import Progress, Work
from reader.library.stores import Stores, open_stores
from reader.model.errors import FetchError
from reader.model.feed import Feed, FeedSettings
from reader.model.kept import ArticleRecord
from reader.store.feed_settings import change_feeds
from tests.library.made_news import HERON, NOW, PLOVER, keep
from tests.loopback import Site, serve

PNG = b"\x89PNG\r\n\x1a\n"
WISHES = Config(confirmed_hosts=("127.0.0.1",), picture_budget_mb=1)


@pytest.fixture
def stores(library: Library) -> Stores:
    """The stores of an empty library."""
    return open_stores(library.folder, library.folders)


def put(site: Site, name: str, size: int = 1_000) -> str:
    """Serve a picture of that size."""
    return site.put(f"/{name}", PNG + name.encode() + bytes(size - len(PNG) - len(name)), Content_Type="image/png")


def fetch(library: Library, *records: ArticleRecord, config: Config = WISHES, work: Work | None = None) -> KeptPictures:
    """Fetch the pictures of new articles."""
    library.catch_up()
    return keep_pictures(library._stores, library._indexing, config, [record.id for record in records], work, now=NOW)


def has(stores: Stores, record: ArticleRecord, src: str) -> bool:
    """Whether a picture is here."""
    return stores.articles.image_path(record.id, src) is not None


def test_pictures_of_new_articles_come_once(library: Library, stores: Stores, site: Site) -> None:
    sources = [put(site, f"{number}.png") for number in range(5)]
    one = keep(stores, "One", pictures=sources[:3])
    other = keep(stores, "Other", pictures=[*sources[3:], sources[0]])
    assert fetch(library, one, other) == KeptPictures(came=6, size_bytes=6_000)
    assert all(has(stores, one, src) for src in sources[:3])
    assert fetch(library, one, other) == KeptPictures()
    assert len(site.requests) == 6


def test_one_that_fails_costs_no_other_and_a_server_that_fails_is_left_alone(
    library: Library, stores: Stores, site: Site
) -> None:
    with serve() as broken:
        gone = [f"{broken.origin}/{number}.png" for number in range(20)]
        good = [put(site, f"{number}.png") for number in range(3)]
        article = keep(stores, "One", pictures=[*gone[:10], *good, *gone[10:]])
        kept = fetch(library, article)
        assert len(broken.requests) <= feed_pictures._AT_ONE_SERVER * feed_pictures._FAILURES
    assert kept.came == 3
    assert kept.failed == len(broken.requests)


def test_what_is_no_picture_is_not_kept(library: Library, stores: Stores, site: Site) -> None:
    page = site.put("/page.png", b"<html>", Content_Type="image/png")
    article = keep(stores, "One", pictures=[page, "data:image/png;base64,AAAA", "ftp://paper.example/a.png"])
    assert fetch(library, article) == KeptPictures(failed=1)


def test_feeds_say_whether_they_want_pictures(library: Library, stores: Stores, site: Site) -> None:
    def wishes(feeds: dict[str, Feed]) -> dict[str, Feed]:
        without, usual = FeedSettings(with_pictures=False), FeedSettings()
        return {
            HERON: Feed(id=HERON, url="https://heron.example/", settings=without),
            PLOVER: Feed(id=PLOVER, url="https://plover.example/", settings=usual),
        }

    change_feeds(stores.places, wishes)  # type: ignore[arg-type]  # takes and gives mappings
    src = put(site, "a.png")
    one, both = keep(stores, "One", pictures=[src]), keep(stores, "Both", pictures=[src], feeds=(HERON, PLOVER))
    fetch(library, one, both)
    assert not has(stores, one, src)
    assert has(stores, both, src)
    usual = keep(stores, "Usual", pictures=[src], feeds=(PLOVER,))
    for config in (
        WISHES._replace(feed_pictures=False),
        WISHES._replace(images=False),
        WISHES._replace(picture_budget_mb=0),
    ):
        assert fetch(library, usual, config=config) == KeptPictures()


def test_what_is_folded_under_another_waits_until_it_is_opened(library: Library, stores: Stores, site: Site) -> None:
    src = put(site, "a.png")
    first = keep(stores, "First", pictures=[src])
    copy = keep(stores, "Copy", pictures=[src])
    stores.articles.note_news(copy.id, story=first.id)
    assert fetch(library, first, copy).came == 1
    assert not has(stores, copy, src)


def test_private_hosts_are_asked_only_for_feeds_that_the_reader_typed(
    library: Library, stores: Stores, site: Site
) -> None:
    src = put(site, "a.png")
    article = keep(stores, "One", pictures=[src], url=f"{site.origin}/article")
    unconfirmed = WISHES._replace(confirmed_hosts=())
    assert fetch(library, article, config=unconfirmed) == KeptPictures(failed=1)
    assert site.requests == []
    feed = Feed(id=HERON, url=f"{site.origin}/feed", is_typed=True)
    change_feeds(stores.places, lambda feeds: {**feeds, HERON: feed})
    assert fetch(library, article, config=unconfirmed).came == 1


def test_over_the_budget_the_oldest_pictures_go_but_not_those_of_what_the_reader_touched(
    library: Library, stores: Stores, site: Site
) -> None:
    sources = [put(site, f"{number}.png", size=300_000) for number in range(5)]
    ages = (9, 8, 7, 6, 0)
    records = [
        keep(stores, f"Article {days}", pictures=[src], added=NOW - timedelta(days=days))
        for days, src in zip(ages, sources, strict=True)
    ]
    mine = keep(stores, "Mine", pictures=[sources[0]], is_news=False, added=NOW - timedelta(days=30))
    stores.states.change(records[0].id, is_starred=True)
    fetch(library, records[0])
    fetch(library, records[1], records[2])
    stores.articles.save_image(mine.id, sources[0], PNG + bytes(900_000), "image/png")
    assert fetch(library, records[3], records[4]) == KeptPictures(came=2, size_bytes=600_000, dropped=2)
    left = [has(stores, record, src) for record, src in zip(records, sources, strict=True)]
    assert left == [True, False, False, True, True]
    assert has(stores, mine, sources[0])
    assert not stores.places.images_folder(records[1].id).exists()
    assert library.check().findings == ()
    assert stores.articles.load(records[1].id).metadata.title == "Article 8"


def test_what_alone_is_more_than_the_budget_is_not_fetched_on(library: Library, stores: Stores, site: Site) -> None:
    sources = [put(site, f"{number}.png", size=400_000) for number in range(12)]
    article = keep(stores, "Gallery", pictures=sources)
    kept = fetch(library, article)
    assert kept.size_bytes < 2_000_000  # two at once may be under way when it is reached
    assert len(site.requests) < 6


def test_giving_up_keeps_what_has_come(
    library: Library, stores: Stores, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [put(site, f"{number}.png") for number in range(20)]
    article = keep(stores, "One", pictures=sources)
    cancel, fetch_one = threading.Event(), feed_pictures._Errand._fetch

    def give_up(self: feed_pictures._Errand, one: feed_pictures._Wanted) -> int:
        size = fetch_one(self, one)
        if self.came >= 2:
            cancel.set()
        return size

    monkeypatch.setattr(feed_pictures._Errand, "_fetch", give_up)
    told: list[Progress] = []
    kept = fetch(library, article, work=Work(report=told.append, cancel=cancel))
    assert 3 <= kept.came <= 3 + feed_pictures._AT_ONE_SERVER
    assert (told[-1].done, told[-1].total) == (kept.came, 20)
    assert sum(has(stores, article, src) for src in sources) == kept.came


def test_no_more_than_two_at_a_time_are_fetched_from_a_server(
    library: Library, stores: Stores, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, now_at_it, most = threading.Lock(), 0, 0
    met = threading.Barrier(2, timeout=5)

    def watch(self: feed_pictures._Errand, one: feed_pictures._Wanted) -> int:
        nonlocal now_at_it, most
        with lock:
            now_at_it += 1
            most = max(most, now_at_it)
        met.wait()  # goes on only if another one is under way at the same time
        with lock:
            now_at_it -= 1
        met.wait()
        return 1

    monkeypatch.setattr(feed_pictures._Errand, "_fetch", watch)
    article = keep(stores, "One", pictures=[f"https://paper.example/{number}.png" for number in range(8)])
    assert fetch(library, article).came == 8
    assert most == 2


def test_an_article_that_goes_meanwhile_takes_its_pictures_with_it(
    library: Library, stores: Stores, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    src = put(site, "a.png")
    article = keep(stores, "One", pictures=[src])
    has_before = type(library._stores.articles).has
    monkeypatch.setattr(
        type(library._stores.articles), "has", lambda self, one: one != article.id and has_before(self, one)
    )
    assert fetch(library, article).came == 0
    assert not stores.places.images_folder(article.id).exists()


def test_a_removal_of_pictures_that_was_stopped_in_the_middle_loses_nothing(
    library: Library, stores: Stores, site: Site
) -> None:
    src = put(site, "a.png")
    article = keep(stores, "One", pictures=[src])
    fetch(library, article)
    (stores.places.images_folder(article.id) / "images.json").unlink()  # and there it was killed
    assert not has(stores, article, src)
    assert library.check().findings == ()
    assert fetch(library, article).came == 1
    assert make_room(library._stores, library._indexing, 0, now=NOW) == 1
    assert not stores.places.images_folder(article.id).exists()


def test_errors_of_the_network_are_no_errors_of_the_sync(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object, one: object) -> int:
        raise FetchError("nobody is there")

    monkeypatch.setattr(feed_pictures._Errand, "_fetch", fail)
    article = replace(keep(stores, "One", pictures=["https://paper.example/a.png"]))
    assert fetch(library, article) == KeptPictures(failed=1)
