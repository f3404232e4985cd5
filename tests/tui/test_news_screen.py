"""News on the screen: feeds in their folders, the river, the next unread, all read, keeping, who else tells it, awaited pages."""

import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Work
from reader.library.results import Added
from reader.model.errors import CancelledError, FetchError
from reader.model.feed import FeedSettings, FetchPages
from reader.tui.screens import news_desk
from reader.tui.screens.also_sheet import AlsoSheet
from reader.tui.screens.difference_screen import DifferenceScreen
from reader.tui.window_state import load_window_state
from tests.loopback import Site, page_html, serve
from tests.tui.conftest import Run, Running
from tests.tui.feed_site import paragraphs_about, put_pages, rss

NEWS, INBOX, FRONT = (View(kind=kind) for kind in (ViewKind.NEWS, ViewKind.INBOX, ViewKind.FRONT))

FERRY, REEDS, HAIL = "Ferry line to reopen after eleven winters", "Why the reeds came back", "Two winters of hail"
BELL, FERRY_AGAIN = "The bell of the lightship rings", "After eleven winters, the ferry is back"
GAZETTE = (("/lake/ferry", FERRY), ("/lake/reeds", REEDS), ("/lake/hail", HAIL))
POST = (("/post/bell", BELL), ("/post/ferry", FERRY_AGAIN))
GATHERED = (("/lake/reeds", REEDS),)


class Feeds(NamedTuple):
    """The ids of the feeds of a library."""

    gazette: str
    post: str
    ferret: str


@pytest.fixture
def post_site() -> Iterator[Site]:
    """The site of another paper."""
    with serve() as running:
        yield running


@pytest.fixture
def feeds(library: Library, site: Site, post_site: Site) -> Feeds:
    """Three feeds with news of five pages: two of one text, in two papers, and one that two feeds point to."""
    put_pages(site, GAZETTE)
    put_pages(post_site, POST[:1])
    post_site.put("/post/ferry", page_html(FERRY_AGAIN, paragraphs_about(FERRY, "/lake/ferry")))
    ids = [
        library.subscribe(put_feed(of_site, path, title, stories), folder=folder, name=name).feed.id
        for of_site, path, title, stories, folder, name in (
            (site, "/gazette.xml", "Hill Gazette", GAZETTE, "Morning", ""),
            (post_site, "/post.xml", "Ferry Post", POST, "Morning", "The Post"),
            (site, "/ferret.xml", "Link Ferret", GATHERED, "", ""),
        )
    ]
    library.sync_pause_seconds = 0
    subscribed = Feeds(*ids)
    library.sync_feeds((subscribed.gazette,))
    library.sync_feeds((subscribed.post, subscribed.ferret))
    return subscribed


def put_feed(site: Site, path: str, title: str, stories: Sequence[tuple[str, str]]) -> str:
    """Put a feed of stories on a site; return its address."""
    return site.put(path, rss(site, title, stories), Content_Type="application/rss+xml")


def shown(running: Running) -> set[str]:
    return {row.article.record.title for row in running.screen.library.list.here()}


def unread(library: Library, view: View = NEWS) -> set[str]:
    return {row.record.title for row in library.listing(view).rows() if not row.state.is_read}


def of_feed(feed_id: str) -> View:
    return View(kind=ViewKind.FEED, name=feed_id)


async def go_to_row(running: Running, title: str) -> None:
    """Put the bar at an article of the list."""
    pane = running.screen.library
    place = next(
        place for place in range(pane.list.total) if (row := pane.list.row_at(place)) is not None and title in str(row)
    )
    pane.place_cursor(place)
    await running.settle()


# -- lists -------------------------------------------------------------------------------------------------------------
async def test_feeds_stand_in_their_folders_with_their_news(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        pane = running.screen.library
        names = [(folder.level, folder.name, folder.new) for folder in pane.folders.rows]
        assert names[1:7] == [
            (0, "News", 4),
            (1, "Front page", 0),
            (1, "Morning", 4),
            (2, "Hill Gazette", 3),
            (2, "The Post", 2),
            (1, "Link Ferret", 1),
        ]
        await running.press("g", "N")
        assert pane.view == NEWS
        assert shown(running) == {FERRY, REEDS, HAIL, BELL}  # one of two that tell the same
        await running.press("l", "l", "l")
        assert pane.view == of_feed(feeds.gazette)
        assert shown(running) == {FERRY, REEDS, HAIL}
        assert "Hill Gazette" in running.text.splitlines()[1]
        await running.press("l")
        assert shown(running) == {BELL, FERRY_AGAIN}
        assert "The Post" in running.text.splitlines()[1]


async def test_the_inbox_is_no_place_for_news(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        assert running.screen.view == INBOX
        assert not running.screen.library.total
        assert "The inbox is empty. gN shows the news" in " ".join(running.text.split())
        assert "gN news" in " ".join(running.text.splitlines()[-1].split())


async def test_a_row_says_whose_news_it_is_and_who_else_has_it(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await running.until(lambda: "also in The Post" in running.text)
        assert "also in Link Ferret" in running.text  # the very article came through two feeds
        lines = running.text.splitlines()
        assert any("Hill Gazette · " in line and "also in Link Ferret" in line for line in lines)


async def test_an_open_article_says_so_too(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, REEDS)
        await running.press("enter")
        assert "also in Link Ferret" in running.text
        await running.press("q")
        await go_to_row(running, HAIL)
        await running.press("enter")
        assert "also in" not in running.screen.article.source


async def test_a_feed_that_does_not_come_says_why(run: Run, library: Library, feeds: Feeds, post_site: Site) -> None:
    post_site.put("/post.xml", b"", status=500)
    library.sync_feeds((feeds.post,), is_forced=True)
    async with run() as running:
        await running.until(lambda: "! The Post" in running.text)
        await running.press("g", "N", "l", "l", "l", "l")
        assert running.screen.view == of_feed(feeds.post)
        assert "answered 500" in running.text.splitlines()[1]
        await running.press("h", "h", "z", "a")
        assert "▸ Morning !" in running.text


async def test_news_has_an_order_of_its_own(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N", "comma")
        await running.press("j", "j", "j", "enter")
        assert running.screen.lists.order.sort == "title"
        assert "by title" in running.text
        await running.press("h")
        assert running.screen.view == INBOX
        assert running.screen.lists.order.sort == "added"
        kept = load_window_state(library.folders.state).over(library.config)
        assert (kept.news_sort, kept.sort) == ("title", "added")


async def test_news_is_gathered_by_its_feeds(run: Run, library: Library, feeds: Feeds) -> None:
    library.config = library.config._replace(news_group="feed")
    async with run() as running:
        await running.press("g", "N")
        assert "▾ Hill Gazette" in running.text
        assert "▾ The Post" in running.text


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (("g", "N"), "is:news -is:archived hail"),
        (("g", "N", "l", "l"), "is:news -is:archived feed:Morning hail"),
        ((), "-is:archived -is:news hail"),
    ],
)
async def test_what_is_listed_of_news_is_saved_as_a_search(
    run: Run, library: Library, feeds: Feeds, keys: tuple[str, ...], query: str
) -> None:
    async with run() as running:
        await running.press(*keys, "vertical_line")
        await running.write("hail")
        await running.press("enter", "g", "s")
        await running.write("Weather")
        await running.press("enter")
        assert library.saved_searches()[0].query == query


async def test_from_a_search_one_goes_to_the_news_and_not_back(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "slash")
        await running.write("reeds")
        await running.press("enter", "enter")
        assert running.shows(running.screen.article)
        await running.press("g", "N")
        assert not running.shows(running.screen.article)
        assert running.screen.view == NEWS
        await running.press("escape")
        assert running.screen.view == NEWS


# -- one after the other -----------------------------------------------------------------------------------------------
async def test_the_next_unread_is_opened_across_feeds(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N", "l", "l", "l")
        assert running.screen.view == of_feed(feeds.gazette)
        seen = []
        for _ in range(4):
            await running.press("J")
            assert running.screen.opened is not None
            seen.append((running.screen.view.name, running.screen.opened.kept.record.title))
        assert {title for _, title in seen[:3]} == {FERRY, REEDS, HAIL}
        assert [feed for feed, _ in seen] == [feeds.gazette] * 3 + [feeds.post]
        await running.press("J", "J", "J")
        assert "All news is read" in running.message
        assert library.counts().unread_news == 0


async def test_the_next_unread_begins_with_the_one_under_the_bar(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        first = running.screen.library.current
        assert first is not None
        await running.press("J")
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == first.record.id
        await running.press("J")
        assert running.screen.opened.kept.record.id != first.record.id


async def test_where_all_is_read_it_is_told_what_is_not(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("J")
        assert "Everything here is read. gN shows 4 articles unread." in running.message


async def test_all_is_marked_read_and_unread_again(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N", "l", "l", "l", "M")
        assert unread(library, of_feed(feeds.gazette)) == set()
        assert unread(library) == {BELL}
        assert "marked as read. u undoes it" in running.message
        await running.press("M")
        assert "Everything here is read" in running.message
        await running.press("u")
        assert unread(library) == {FERRY, REEDS, HAIL, BELL}


async def test_much_is_not_marked_read_without_a_question(
    run: Run, library: Library, feeds: Feeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_desk, "ASKED_OVER", 3)
    async with run() as running:
        await running.press("g", "N", "M")
        assert "Mark 4 articles as read?" in running.text
        await running.press("n")
        assert len(unread(library)) == 4
        await running.press("M", "y")
        assert unread(library) == set()


async def test_only_what_a_filter_shows_is_marked_read(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N", "vertical_line")
        await running.write("title:hail")
        await running.press("enter", "M")
        assert unread(library) == {FERRY, REEDS, BELL}


# -- keeping -----------------------------------------------------------------------------------------------------------
async def test_news_is_kept_in_the_inbox_and_given_back(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, HAIL)
        await running.press("I")
        assert "Kept in the inbox" in running.message
        assert HAIL not in shown(running)
        assert [row.record.title for row in library.list(INBOX)] == [HAIL]
        await running.press("u")
        assert library.list(INBOX) == ()
        await go_to_row(running, HAIL)
        await running.press("space", "k", "space", "I")
        assert len(library.list(INBOX)) == 2
        await running.press("h", "asterisk", "I")
        assert library.list(INBOX) == ()


async def test_what_the_reader_added_is_in_the_inbox_already(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("I")
        assert "you added it yourself" in running.message


# -- who else ----------------------------------------------------------------------------------------------------------
async def test_who_else_tells_a_story_is_read_and_one_comes_back(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, FERRY)
        await running.press("enter", "g", "ampersand")
        assert isinstance(running.app.screen, AlsoSheet)
        assert FERRY_AGAIN in running.text
        await running.press("enter")
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.title == FERRY_AGAIN
        await running.press("escape")
        assert running.screen.opened.kept.record.title == FERRY


async def test_a_source_with_a_long_name_has_its_words_beside_it(run: Run, library: Library, feeds: Feeds) -> None:
    library.change_feed(feeds.post, name="The Post – all the news of the town, the lake and the hills around it")
    async with run(size=(60, 24)) as running:
        await running.press("g", "N")
        await go_to_row(running, FERRY)
        await running.press("g", "ampersand")
        assert any("The Post" in line and "words" in line for line in running.text.splitlines())


async def test_two_who_tell_a_story_are_compared(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, FERRY)
        await running.press("g", "ampersand", "equals_sign")
        await running.until(lambda: isinstance(running.app.screen, DifferenceScreen))
        assert "The same story" in running.text
        assert "Hill Gazette → The Post" in running.text
        assert "against Hill Gazette" not in running.text  # it stands above
        await running.pilot.resize_terminal(40, 20)
        assert "against Hill Gazette" in running.text
        await running.pilot.resize_terminal(80, 24)
        assert "gv sources" in running.text.splitlines()[-1]
        await running.press("enter")
        assert running.screen.opened is not None


async def test_the_feeds_of_one_article_are_listed_and_gone_to(run: Run, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, REEDS)
        await running.press("g", "ampersand")
        assert "This article came through" in running.text
        await running.press("j", "j", "enter")
        assert running.screen.view == of_feed(feeds.ferret)
        await running.press("g", "N")
        await go_to_row(running, BELL)
        await running.press("g", "ampersand")
        assert "Nobody else tells this story" in running.message


async def test_the_feed_of_an_article_is_gone_to_with_the_bar_at_it(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "N")
        await go_to_row(running, HAIL)
        await running.press("enter", "g", "full_stop")
        assert running.screen.opened is None
        assert running.screen.view == of_feed(feeds.gazette)
        current = running.screen.library.current
        assert current is not None
        assert current.record.title == HAIL


# -- pages that are still to come --------------------------------------------------------------------------------------
@pytest.fixture
def awaited(library: Library, site: Site) -> str:
    """A feed of whose articles only its own words are here; the id of the first."""
    put_pages(site, GAZETTE[:1])
    url = put_feed(site, "/feed.xml", "Hill Gazette", GAZETTE[:1])
    library.sync_pause_seconds = 0
    library.subscribe(url, settings=FeedSettings(pages=FetchPages.OPEN))
    library.sync_feeds()
    (row,) = library.listing(NEWS).rows()
    assert row.record.awaits_page
    return row.record.id


async def test_the_page_of_an_article_comes_when_it_is_opened(run: Run, library: Library, awaited: str) -> None:
    async with run() as running:
        await running.press("g", "N", "enter")
        await running.until(lambda: "the dock." in running.text)
        assert "Changed" not in running.text  # what the feed said was no version of the page
        assert not library.listed(awaited).record.awaits_page


async def test_where_the_page_does_not_come_what_the_feed_says_stays(
    run: Run, library: Library, awaited: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(article_id: str, *, work: Work | None = None) -> Added:
        raise FetchError("127.0.0.1 does not answer")

    monkeypatch.setattr(library, "fetch_awaited", fail)
    async with run() as running:
        await running.press("g", "N", "enter")
        assert "in short" in running.text
        assert "The page did not come: 127.0.0.1 does not answer. What the feed says stays." in running.message


async def test_a_page_that_is_fetched_is_given_up(
    run: Run, library: Library, awaited: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = threading.Event()

    def fetch(article_id: str, *, work: Work | None = None) -> Added:
        assert work is not None
        assert work.cancel is not None
        assert work.cancel.wait(20)
        given_up.set()
        raise CancelledError("given up")

    monkeypatch.setattr(library, "fetch_awaited", fetch)
    async with run() as running:
        await running.press("g", "N")
        await running.pilot.press("enter")
        await running.until(lambda: "fetching the page" in running.text)
        await running.pilot.press("escape")
        await running.until(given_up.is_set)
        assert "Given up. What the feed says stays." in running.message
        assert running.screen.opened is not None


# -- the front page ----------------------------------------------------------------------------------------------------
async def test_what_several_tell_stands_first_on_the_front_page(run: Run, library: Library, feeds: Feeds) -> None:
    async with run() as running:
        await running.press("g", "P")
        pane = running.screen.library
        assert pane.view == FRONT
        lines = running.text.splitlines()
        assert "2 sources" in lines[3]
        assert FERRY in lines[4]
        assert "Also in the news" in running.text
        assert pane.current is not None  # the first article, and not what stands over it
        assert pane.current.record.title == FERRY
        await running.press("z", "A")
        folded = next(line for line in running.text.splitlines() if FERRY in line)
        assert "2 sources" in folded
        await running.press("comma")
        assert "an order of its own" in running.message


# -- nothing here ------------------------------------------------------------------------------------------------------
async def test_without_feeds_it_is_told_how_to_get_one(run: Run) -> None:
    async with run() as running:
        for keys in (("g", "N"), ("g", "P")):
            await running.press(*keys)
            assert "No feeds yet. i, then the address of a site" in " ".join(running.text.split())


async def test_a_feed_that_brought_nothing_says_how_to_ask_it(run: Run, library: Library, site: Site) -> None:
    feed_id = library.subscribe(put_feed(site, "/feed.xml", "Hill Gazette", ())).feed.id
    async with run() as running:
        await running.press("g", "N", "l", "l")
        assert running.screen.view == of_feed(feed_id)
        assert "gS asks for it" in running.text
