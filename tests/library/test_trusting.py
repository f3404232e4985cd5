"""What a feed says leads into no private network, unless the reader typed the address of the feed."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.library.trusting import found_on, trusted_address
from reader.model.dates import utc_now
from reader.model.errors import FetchError, ReadFileError
from reader.model.feed import Feed, FeedRef
from reader.model.kept import ArticleRecord
from reader.model.page import PageOrigin
from reader.store.care.purging import Purging
from reader.store.feed_settings import change_feeds
from tests.loopback import PARAGRAPHS, Site, page_html

FEED = Feed(id="ab12cd34ef56ab78", url="https://hill.example/feed")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)
RECORD = ArticleRecord(id="0011223344556677", title="Ferry", added=utc_now(), source="http://10.0.0.1/admin")


@pytest.mark.parametrize(
    ("record", "feed", "page", "pictures"),
    [
        (RECORD, FEED, None, "http://10.0.0.1/admin"),  # the reader typed it
        (replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)), FEED, "", ""),
        (
            replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)),
            replace(FEED, is_typed=True),
            FEED.url,
            FEED.url,
        ),
        (replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id="ffff223344556677"),)), FEED, "", ""),
        (replace(RECORD, origin=PageOrigin.FILE, source="/tmp/a.html"), FEED, None, ""),
        (replace(RECORD, found_on=""), FEED, "", ""),  # it stood as a link in an article that nobody vouches for
        (replace(RECORD, found_on="http://wiki.example/"), FEED, "http://wiki.example/", "http://wiki.example/"),
    ],
)
def test_an_article_is_trusted_as_far_as_the_feed_it_came_by(
    folders: Folders, record: ArticleRecord, feed: Feed, page: str | None, pictures: str
) -> None:
    stores = open_stores(folders.data, folders)
    change_feeds(stores.places, lambda feeds: {feed.id: feed})
    assert found_on(stores, record) == page
    assert trusted_address(stores, record) == pictures


def test_the_page_of_an_entry_that_points_into_a_private_network_is_not_fetched_when_it_is_refreshed(
    site: Site, folders: Folders
) -> None:
    url = site.put("/admin", page_html("The settings of the router"))
    with Library.open(folders=folders, config=Config()) as library:
        article_id = library.add(url).article_id
        stores = open_stores(folders.data, folders)
        record = stores.record(article_id)
        stores.articles.update_record(replace(record, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)))
        asked = len(site.requests)
        with pytest.raises(FetchError, match="private network"):
            library.refresh(article_id)
        with pytest.raises(FetchError, match="private network"):
            library.add_link(f"{site.origin}/other", article_id)
    assert len(site.requests) == asked


def test_an_article_that_a_link_led_to_is_trusted_no_further_when_it_comes_again(site: Site, folders: Folders) -> None:
    """Its name may lead into the network at home by then (DNS rebinding), and no program remembers where it led before."""
    figure = f'</p><figure><img src="{site.origin}/lamp.png"><figcaption>The lamp at the quay.</figcaption></figure><p>'
    next_page = page_html("The next story", (*PARAGRAPHS, figure, *PARAGRAPHS))
    config = Config(confirmed_hosts=("127.0.0.1",))
    page = "http://93.184.216.34/news"
    with Library.open(folders=folders, config=config) as library:
        first = library.add(site.put("/story", page_html("The story"))).article_id
        stores = open_stores(folders.data, folders)
        stores.articles.update_record(replace(stores.record(first), source=page))
        article_id = library.add_link(site.put("/next", next_page), first).article_id
        second = library.add_link(site.put("/third", page_html("The third story")), article_id).article_id
    stores = open_stores(folders.data, folders)
    assert stores.record(article_id).found_on == stores.record(second).found_on == page
    asked = len(site.requests)
    with Library.open(folders=folders, config=Config()) as library:  # the host is confirmed no more
        with pytest.raises(FetchError, match="private network"):
            library.refresh(article_id)
        with pytest.raises(FetchError, match="private network"):
            library.add_link(f"{site.origin}/other", article_id)
        assert library.open_article(article_id).kept.article.images
        assert library.fetch_images(article_id) == 0
    assert len(site.requests) == asked


def test_a_refresh_and_going_back_forget_nothing_of_who_led_to_an_article(site: Site, folders: Folders) -> None:
    with Library.open(folders=folders, config=Config()) as library:
        first = library.add(site.put("/story", page_html("The story"))).article_id
        word = open_stores(folders.data, folders).record(first).source
        url = site.put("/next", page_html("The next story"))
        article_id = library.add_link(url, first).article_id
        former = library.open_article(article_id).kept.version_id
        site.put("/next", page_html("The next story, with more of it"))
        assert library.refresh(
            article_id
        ).is_new_version  # where the article with the link was typed, its own host is fine
        library.make_current(article_id, former)
        assert open_stores(folders.data, folders).record(article_id).found_on == word
        assert open_stores(folders.data, folders).record(first).found_on is None


def test_a_link_leads_to_no_file_of_this_machine(folders: Folders, site: Site, page_file: Path) -> None:
    with Library.open(folders=folders, config=Config()) as library:
        first = library.add(site.put("/story", page_html("The story"))).article_id
        with pytest.raises(FetchError, match="no address of the web"):
            library.add_link(str(page_file), first)


def test_a_record_that_came_from_elsewhere_has_no_file_of_this_machine_read(folders: Folders, tmp_path: Path) -> None:
    """Whoever else writes into a library may name any path there: refreshed, the file would stand in what is shared."""
    picture = '</p><figure><img src="lamp.png"><figcaption>The lamp at the quay.</figcaption></figure><p>'
    given = tmp_path / "given.html"
    given.write_bytes(page_html("The story", (*PARAGRAPHS, picture, *PARAGRAPHS)))
    home = tmp_path / "private"
    home.mkdir()
    diary = home / "diary.html"
    diary.write_bytes(page_html("My diary"))
    (home / "lamp.png").write_bytes(PNG)
    with Library.open(folders=folders, config=Config()) as library:
        article_id = library.add(str(given)).article_id
    elsewhere = folders._replace(state=tmp_path / "other state")
    stores = open_stores(folders.data, elsewhere)
    stores.articles.update_record(replace(stores.record(article_id), source=str(diary)))
    with Library.open(folders=elsewhere, config=Config()) as library:
        for force in (False, True):
            with pytest.raises(ReadFileError, match="not added on this machine") as caught:
                library.refresh(article_id, force=force)
            assert "Add the file itself again" in caught.value.hint
        assert library.open_article(article_id).kept.article.images
        assert library.fetch_images(article_id) == 0
        assert not library.refresh(article_id, offline=True).is_new_version  # what is kept of it is read all the same
        (tmp_path / "lamp.png").write_bytes(PNG)
        assert library.add(str(given)).article_id == article_id  # on the reader's word it is this machine's
        assert library.fetch_images(article_id) == 1
        assert not library.refresh(article_id).is_new_version
    assert "diary" not in library.open_article(article_id).kept.record.title


def test_the_file_that_comes_again_is_the_one_that_was_given_here(
    folders: Folders, page_file: Path, tmp_path: Path
) -> None:
    diary = tmp_path / "diary.html"
    diary.write_bytes(page_html("My diary"))
    with Library.open(folders=folders, config=Config()) as library:
        article_id = library.add(str(page_file)).article_id
        stores = open_stores(folders.data, folders)
        stores.articles.update_record(replace(stores.record(article_id), source=str(diary)))
        assert not library.refresh(article_id, force=True).is_new_version
        assert stores.record(article_id).source == str(page_file)


def test_a_purged_article_leaves_no_word_of_its_file(folders: Folders, page_file: Path) -> None:
    with Library.open(folders=folders, config=Config()) as library:
        article_id = library.add(str(page_file)).article_id
        places = open_stores(folders.data, folders).places
        assert places.own_file(article_id).exists()
        Purging(places).article(article_id, title="", url="")
        assert not places.own_file(article_id).exists()
