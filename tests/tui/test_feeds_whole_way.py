"""The whole way of news, by real keys against a real server: name a site, choose its feed, sync, the river, open, mark, note,
mark all read, undo; then the program is started again, and everything is still there, on the disk as well.
"""

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.feed_health_sheet import FeedHealthSheet
from reader.tui.screens.found_feeds_sheet import FoundFeedsSheet
from reader.tui.screens.subscriptions_sheet import SubscriptionsSheet
from tests.loopback import Site
from tests.tui.conftest import Run, Running
from tests.tui.feed_site import SITE_TITLE, STORIES, put_feeds

NEWS = View(kind=ViewKind.NEWS)
TITLES = {headline for _, headline in STORIES}


async def test_news_comes_and_stays(run: Run, library: Library, site: Site, folders: Folders) -> None:
    put_feeds(site)
    async with run() as running:
        await subscribe(running, site)
        await running.until(lambda: "3 new articles" in running.message)
        feed = library.feeds()[0]
        assert (feed.shown_name, feed.folder, feed.url) == (SITE_TITLE, "Morning", f"{site.origin}/feed.xml")

        await running.press("g", "N")
        await running.until(lambda: all(title in running.text for title in TITLES))
        await running.press("enter")
        await running.until(lambda: running.screen.opened is not None)
        opened = running.screen.opened
        assert opened is not None
        article_id = opened.kept.record.id
        await running.press("}", "H", "}", "a")
        await running.write("Ask the council.")
        await running.press("enter")
        await running.until(lambda: len(library.annotations(article_id)) == 2)

        await running.press("q", "M")
        await running.until(lambda: library.counts().unread_news == 0)
        await running.press("u")
        await running.until(lambda: library.counts().unread_news == len(TITLES) - 1)  # one was opened, and is read
    check_disk(folders, article_id)
    async with run() as running:
        await running.press("g", "N")
        await running.until(lambda: all(title in running.text for title in TITLES))
        await running.press("g", "f")
        await running.until(lambda: isinstance(running.app.screen, SubscriptionsSheet))
        assert "Morning" in running.text
        assert SITE_TITLE in running.text


def check_disk(folders: Folders, article_id: str) -> None:
    """See that a program that knows nothing of the run finds it all."""
    with Library.open(folders=folders) as again:
        rows = again.listing(NEWS).rows()
        assert {row.record.title for row in rows} == TITLES
        assert all(row.record.came_by_feed for row in rows)
        assert {one.annotation.note for one in again.annotations(article_id)} == {"", "Ask the council."}
        (feed,) = again.feeds()
        assert feed.folder == "Morning"
        assert again.feed_health(feed.id).entry_count == len(TITLES)


async def subscribe(running: Running, site: Site) -> None:
    """Name the site, choose the first of its feeds, and put it into a folder."""
    await running.press("i")
    await running.write(f"{site.origin}/")
    await running.press("enter")
    await running.until(lambda: isinstance(running.app.screen, FoundFeedsSheet))
    assert "Hill Gazette: sport" in running.text
    await running.press("enter")
    await running.until(lambda: isinstance(running.app.screen, FeedFormSheet))
    await running.write("Morning")
    await running.press("enter")
    await running.until(lambda: "Subscribed to" in running.message or "new articles" in running.message)


async def test_what_a_feed_lacks_is_on_its_page(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    async with run() as running:
        await subscribe(running, site)
        await running.until(lambda: "3 new articles" in running.message)
        site.put("/feed.xml", b"nothing here", status=500)
        await running.press("g", "S")
        await running.until(lambda: "did not come" in running.message)
        await running.press("g", "f")
        await running.until(lambda: isinstance(running.app.screen, SubscriptionsSheet))
        assert "1 failing" in running.text
        await running.press("!", "space")
        await running.until(lambda: isinstance(running.app.screen, FeedHealthSheet))
        assert "Failing" in running.text
        assert "500" in running.text

        site.put("/feed.xml", site.pages["/sport.xml"][2], Content_Type="application/rss+xml")
        await running.press("R")
        await running.until(lambda: "Fine" in running.text)
        await running.press("escape")
        assert "failing" not in running.text
