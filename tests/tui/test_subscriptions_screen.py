"""The list of feeds and the page about one, by real keys over a real library: names, folders, pauses, settings, lists."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.results import FoundFeed
from reader.library.stores import open_stores
from reader.model.dates import utc_now
from reader.model.feed import Feed, FeedHealth, FeedSettings, FetchPages
from reader.tui.keys.actions import Mode
from reader.tui.screens.adding import Adding, is_front_page, is_list_of_feeds
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.feed_health_sheet import FeedHealthSheet
from reader.tui.screens.subscriptions_sheet import SubscriptionsSheet
from tests.library import made_news as news
from tests.loopback import Site, page_html
from tests.tui.conftest import Run, Running
from tests.tui.feed_site import SITE_TITLE, put_feeds, rss

PAPERS = (("Ferry Post", ""), ("Hill Gazette", "Lake"), ("Talbote", "Lake/Far shore"), ("北稜新聞", "Lake/Far shore"))

OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Morning"><outline type="rss" text="Le Courrier" xmlUrl="{address}"/>
<outline type="rss" text="Ferry Post" xmlUrl="https://paper0.example/feed"/></outline></body></opml>"""


@pytest.fixture
def feeds(library: Library) -> tuple[Feed, ...]:
    """Four feeds in nested folders, none of them asked."""
    made = [
        library.subscribe(FoundFeed(f"https://paper{number}.example/feed", title), folder=folder).feed
        for number, (title, folder) in enumerate(PAPERS)
    ]
    return tuple(made)


def fail(library: Library, feed: Feed) -> None:
    """Let a feed have failed."""
    now = utc_now()
    health = FeedHealth(
        asked=now - timedelta(minutes=5),
        came=now - timedelta(hours=9),
        due=now + timedelta(hours=2),
        due_because="it failed 3 times in a row",
        failures=3,
        error="the server did not answer within 15 seconds",
        hint="it is asked again by itself",
        log=(f"{now.isoformat()} the server did not answer within 15 seconds",),
    )
    open_stores(library.folder, library.folders).feeds.save(feed.id, health, ())


async def open_list(running: Running) -> SubscriptionsSheet:
    await running.press("g", "f")
    return shown_list(running)


def shown_list(running: Running) -> SubscriptionsSheet:
    screen = running.app.screen
    assert isinstance(screen, SubscriptionsSheet), running.text
    return screen


def at(sheet: SubscriptionsSheet) -> str:
    target = sheet.meant()
    return target.name if target is not None else ""


async def go(running: Running, name: str) -> None:
    """Put the bar at a feed or a folder."""
    sheet = shown_list(running)
    await running.press("g", "g")
    for _ in range(20):
        if at(sheet) == name:
            return
        await running.press("j")
    raise AssertionError(f"no row is called {name!r}")


async def clear_and_write(running: Running, text: str) -> None:
    await running.press("ctrl+e", "ctrl+u")
    await running.write(text)


async def test_feeds_stand_in_their_folders(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    fail(library, feeds[2])
    async with run() as running:
        sheet = await open_list(running)
        assert sheet.mode is Mode.SUBSCRIPTIONS
        rows = [(row.text, row.indent, row.is_group) for row in sheet.rows]
        assert rows == [
            ("4 feeds", 0, False),
            ("Ferry Post", 0, False),
            ("Lake", 0, True),
            ("Hill Gazette", 2, False),
            ("Far shore", 2, True),
            ("Talbote", 4, False),
            ("北稜新聞", 4, False),
        ]
        for words in ("1 failing", "! Talbote", "The server did not answer within 15 seconds (3 times in a row)."):
            assert words in running.text, words


async def test_a_folder_counts_an_article_of_two_of_its_feeds_once(
    run: Run, library: Library, feeds: Sequence[Feed]
) -> None:
    with library._changing():
        news.keep(library._stores, "The ferry runs again", feeds=[feed.id for feed in feeds[2:]])
    library.catch_up()
    async with run(size=(120, 40)) as running:
        sheet = await open_list(running)
        unread = {row.text: row.right.split() for row in sheet.rows if not row.is_heading}
        assert (unread["Talbote"], unread["北稜新聞"], unread["Far shore"], unread["Lake"]) == (["1"],) * 4


async def test_a_long_list_says_at_which_feed_one_is_and_counts_no_folder(run: Run, feeds: Sequence[Feed]) -> None:
    async with run(size=(80, 12)) as running:
        await open_list(running)
        assert "1/4" in running.text
        await running.press("j")
        assert "Lake" in running.text
        assert "1/4" not in running.text
        await running.press("j")
        assert "2/4" in running.text
        await running.press("G")
        assert "4/4" in running.text


async def test_enter_lists_what_came_through_a_feed_or_a_folder(run: Run, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await go(running, "Hill Gazette")
        await running.press("enter")
        assert running.screen.view == View(kind=ViewKind.FEED, name=feeds[1].id)
        assert at(await open_list(running)) == "Hill Gazette"  # where one is
        await go(running, "Far shore")
        await running.press("enter")
        assert running.screen.view == View(kind=ViewKind.FEED_FOLDER, name="Lake/Far shore")


async def test_a_filter_finds_feeds_by_name_address_and_folder(run: Run, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        sheet = await open_list(running)
        await running.press("/")
        await running.write("far")
        assert [row.text for row in sheet.rows] == ["2 feeds", "Lake", "Far shore", "Talbote", "北稜新聞"]
        assert at(sheet) == "Talbote"
        await clear_and_write(running, "paper0.example")
        assert [row.text for row in sheet.rows] == ["1 feed", "Ferry Post"]
        await clear_and_write(running, "nothing like it")
        assert "No feed is called so." in running.text
        await running.press("escape")
        assert len(sheet.rows) == 7


async def test_a_name_is_given_and_taken_back(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        sheet = await open_list(running)
        await go(running, "Hill Gazette")
        await running.press("r")
        await running.write("Gazette")
        await running.press("enter")
        assert library.feed(feeds[1].id).shown_name == "Gazette"
        assert (at(sheet), running.message == "“Hill Gazette” is “Gazette” now. u undoes it.") == ("Gazette", True)
        await running.press("u")
        assert library.feed(feeds[1].id).name == ""
        assert at(sheet) == "Hill Gazette"
        await running.press("ctrl+r")
        assert at(sheet) == "Gazette"


async def test_a_feed_moves_to_a_folder_that_is_completed_or_new(
    run: Run, library: Library, feeds: Sequence[Feed]
) -> None:
    async with run() as running:
        await open_list(running)
        await running.press("m", "l", "tab", "tab")
        await running.press("enter")
        assert library.feed(feeds[0].id).folder == "Lake/Far shore"
        await running.press("m")
        await clear_and_write(running, "Morning / Papers/")
        await running.press("enter")
        assert library.feed(feeds[0].id).folder == "Morning/Papers"
        await running.press("m")
        await clear_and_write(running, "")
        await running.press("enter")
        assert library.feed(feeds[0].id).folder == ""


async def test_a_folder_is_renamed_with_all_that_is_in_it_in_one_step(
    run: Run, library: Library, feeds: Sequence[Feed]
) -> None:
    async with run() as running:
        await open_list(running)
        await go(running, "Lake")
        await running.press("r")
        await clear_and_write(running, "Water")
        await running.press("enter")
        assert [feed.folder for feed in library.feeds()] == ["", "Water", "Water/Far shore", "Water/Far shore"]
        await running.press("u")
        assert [feed.folder for feed in library.feeds()] == ["", "Lake", "Lake/Far shore", "Lake/Far shore"]


async def test_a_pause_stops_a_feed_and_a_folder_alike(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await go(running, "Talbote")
        await running.press("p")
        assert [feed.is_paused for feed in library.feeds()] == [False, False, True, False]
        assert "1 paused" in running.text
        await go(running, "Lake")
        await running.press("p")  # the rest of it
        assert [feed.is_paused for feed in library.feeds()] == [False, True, True, True]
        await running.press("p")
        assert not any(feed.is_paused for feed in library.feeds())
        await running.press("u", "u")
        assert [feed.is_paused for feed in library.feeds()] == [False, False, True, False]


async def test_settings_are_chosen_and_written(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await running.press("s", "right", "right", "down", "left", "down")
        await running.write("abc")
        await running.press("enter")
        assert isinstance(running.app.screen, FeedFormSheet)
        assert "A whole number of days" in running.text
        await running.press("down")  # nothing wrong is left behind
        assert "A whole number of days" in running.text
        await clear_and_write(running, "0")
        await running.press("down", "down")
        await running.write("90")
        await running.press("enter")
        settings = library.feed(feeds[0].id).settings
        assert settings == FeedSettings(pages=FetchPages.OPEN, with_pictures=False, keep_days=0, every_minutes=90)
        await running.press("u")
        assert library.feed(feeds[0].id).settings == FeedSettings()


async def test_nothing_is_changed_by_leaving_the_form(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await running.press("r")
        await running.write("Never")
        await running.press("escape")
        await running.press("s", "enter")  # as it was
        assert library.feeds()[0].name == ""
        assert running.message == ""


async def test_what_is_unsubscribed_from_comes_back_by_undo(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        sheet = await open_list(running)
        await go(running, "Lake")
        await running.press("d", "d")
        assert [feed.shown_name for feed in library.feeds()] == ["Ferry Post"]
        assert "the 3 feeds of “Lake”" in running.message
        await running.press("u")
        assert library.feeds() == tuple(sorted(feeds, key=lambda feed: feed.folder))
        assert len(sheet.rows) == 7


async def test_a_list_that_lost_its_feed_shows_the_river(run: Run, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await go(running, "Hill Gazette")
        await running.press("enter")
        await open_list(running)
        await running.press("d", "d")
        assert running.screen.view == View(kind=ViewKind.NEWS)


async def test_the_page_about_a_feed_tells_what_is_wrong_and_goes_with_it(
    run: Run, library: Library, feeds: Sequence[Feed]
) -> None:
    fail(library, feeds[2])
    async with run() as running:
        await open_list(running)
        await running.press("!", "space")
        assert isinstance(running.app.screen, FeedHealthSheet)
        for words in (
            "Talbote",
            "Failing, last came 9 h ago",
            "The server did not answer within 15 seconds (3 times in",
            "It is asked again by itself.",
            "in 2 h: it failed 3 times in a row",
            "none here",
            "1,000 articles for 30 days; those you marked stay",
            "https://paper2.example/feed",
            "Lake / Far shore",
        ):
            assert words in running.text, words
        await running.press("p")
        assert "Paused" in running.text
        assert library.feed(feeds[2].id).is_paused
        await running.press("d", "d")
        shown_list(running)  # the page went with its feed


async def test_no_feeds_say_which_key_brings_one(run: Run) -> None:
    async with run(size=(60, 24)) as running:
        await open_list(running)
        assert "No feeds yet." in running.text
        await running.press("i")
        assert isinstance(running.app.screen, Adding)
        assert "Subscribe to a feed" in running.text


async def test_a_list_of_feeds_comes_in_and_goes_out(
    run: Run, library: Library, feeds: Sequence[Feed], tmp_path: Path, site: Site
) -> None:
    put_feeds(site, ())
    path, out, address = tmp_path / "feeds.opml", tmp_path / "out.opml", f"{site.origin}/feed.xml"
    path.write_text(OPML.format(address=address), encoding="utf-8")
    async with run() as running:
        sheet = await open_list(running)
        await running.press("i")
        await running.write(str(path))
        await running.press("enter")
        assert "1 feed imported; 1 was here already." in running.message
        assert {feed.shown_name: feed.folder for feed in library.feeds()}["Le Courrier"] == "Morning"
        assert "Le Courrier" in [row.text for row in sheet.rows]
        await running.press("e")
        await clear_and_write(running, str(out))
        await running.press("enter")
        assert str(out) in running.message
        assert address in out.read_text(encoding="utf-8")

        running.screen.perform("export_feeds")
        await clear_and_write(running, str(out))
        await running.press("enter")
        assert "is there already" in running.message
        assert "export feeds to" in running.text
        assert f"{out.name} " in running.text
        await running.press("escape", "u")
        assert "Le Courrier" not in {feed.shown_name for feed in library.feeds()}


async def test_a_page_that_is_a_feed_is_offered_to_be_subscribed_to(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    async with run() as running:
        running.paste(f"{site.origin}/feed.xml")
        await running.until(lambda: isinstance(running.app.screen, FeedFormSheet))
        await running.until(lambda: f"Subscribe to {SITE_TITLE}" in running.text)
        await running.press("escape")
        assert library.feeds() == ()


async def test_a_front_page_without_feeds_is_added_as_a_page(run: Run, library: Library, site: Site) -> None:
    site.put("/", page_html("A story that stands alone"))
    async with run() as running:
        await running.press("i")
        await running.write(f"{site.origin}/")
        await running.press("enter")
        await running.until(lambda: running.screen.opened is not None)
        assert library.feeds() == ()


async def test_looking_for_feeds_can_be_given_up(run: Run, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with run() as running:
        begun: list[str] = []

        def look(target: str, work: object) -> tuple[FoundFeed, ...]:
            begun.append(target)
            while not work.is_cancelled:  # type: ignore[attr-defined]  # it is the work that is given up
                pass
            return (FoundFeed("https://hill.example/feed", SITE_TITLE),)

        monkeypatch.setattr(library, "find_feeds", look)
        await running.pilot.press("i")
        for letter in "hill.example":
            await running.pilot.press(letter)
        await running.pilot.press("tab")
        await running.until(lambda: begun)
        assert "looking for feeds" in running.text
        await running.pilot.press("escape")
        await running.settle()
        assert running.message == "Given up."
        assert running.app.screen is running.screen


async def test_a_site_without_feeds_says_so(run: Run, site: Site) -> None:
    site.put("/page", page_html("A story that stands alone"))
    async with run() as running:
        await running.press("i")
        await running.write(f"{site.origin}/page")
        await running.press("tab")
        await running.until(lambda: running.message)
        assert "no feed" in running.message.lower()


def test_what_is_written_is_told_apart() -> None:
    front_pages = ("https://hill.example", "HTTP://hill.example:8080/")
    pages = ("https://hill.example/a", "hill.example", "https://hill.example?x", "/", "")
    assert [is_front_page(text) for text in (*front_pages, *pages)] == [True, True, False, False, False, False, False]
    assert is_list_of_feeds("~/feeds.OPML")
    assert not is_list_of_feeds("https://hill.example/feeds.opml")


@pytest.mark.parametrize("size", [(60, 24), (30, 10), (200, 60)])
async def test_sheets_fit_odd_screens(run: Run, library: Library, feeds: Sequence[Feed], size: tuple[int, int]) -> None:
    fail(library, feeds[1])
    async with run(size=size) as running:
        await open_list(running)
        await running.press("!", "space", "j", "k", "s", "down", "up", "escape", "escape")
        shown_list(running)


async def test_the_list_shows_what_another_window_changes(
    run: Run, library: Library, feeds: Sequence[Feed], folders: Folders
) -> None:
    async with run() as running:
        sheet = await open_list(running)
        with Library.open(folders=folders) as other:
            other.change_feed(feeds[1].id, name="Renamed elsewhere")
        await running.until(lambda: "Renamed elsewhere" in [row.text for row in sheet.rows])


async def test_a_folder_says_what_is_told_of_feeds_alone(run: Run, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await go(running, "Lake")
        await running.press("space")
        assert "one of its feeds" in running.message
        await running.press("o")
        assert "A folder has no site" in running.message
        shown_list(running)


async def test_a_click_lists_a_folder_below_its_blank_row(run: Run, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        lines = running.text.split("\n")
        row, x = next((number, line.index("Lake", 27)) for number, line in enumerate(lines) if "Lake" in line[27:])
        assert not lines[row - 1][30:90].strip()
        await running.pilot.click(offset=(x, row))
        await running.settle()
        assert running.screen.view == View(kind=ViewKind.FEED_FOLDER, name="Lake")


async def test_a_click_in_the_form_writes_there(run: Run, library: Library, feeds: Sequence[Feed]) -> None:
    async with run() as running:
        await open_list(running)
        await running.press("r")
        lines = running.text.split("\n")
        row = next(number for number, line in enumerate(lines) if "Keep at most" in line)
        await running.pilot.click(offset=(lines[row].index("Keep at most"), row))
        await running.write("50")
        await running.press("enter")
        assert library.feeds()[0].settings == FeedSettings(keep_most=50)


async def test_names_from_outside_are_letters_and_nothing_else(run: Run, library: Library, site: Site) -> None:
    hostile = "[@click=app.exit]Gazette[/] \u202egnp.exe " + "長" * 3_000
    site.put("/feed.xml", rss(site, hostile.replace("[", "&#91;"), ()), Content_Type="application/rss+xml")
    async with run(size=(80, 24)) as running:
        running.paste(f"{site.origin}/feed.xml")
        await running.until(lambda: isinstance(running.app.screen, FeedFormSheet))
        await running.until(lambda: "[@click=app.exit]Gazette[/]" in running.text)
        await running.press("enter")
        await running.settle()
        for keys in ("gf", "h"):
            await running.press(*keys)
            assert "[@click=app.exit]Gazette[/]" in running.text
        assert "\u202e" not in running.text
        assert all(len(line) <= 80 for line in running.text.split("\n"))


async def test_the_keys_of_the_list_are_shown_first_and_work_from_there(
    run: Run, library: Library, feeds: Sequence[Feed]
) -> None:
    async with run() as running:
        await open_list(running)
        await running.press("?")
        assert "In the list of feeds" in running.text
        await running.press("/")
        await running.write("ask it no more")
        await running.press("enter")
        shown_list(running)
        assert library.feeds()[0].is_paused


async def test_a_feed_that_is_subscribed_to_already_is_shown_as_it_is(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml", folder="Lake")
    async with run() as running:
        running.paste(f"{site.origin}/feed.xml")
        await running.until(lambda: isinstance(running.app.screen, FeedFormSheet))
        assert "is subscribed to already" in running.message
        await running.write("Gazette")
        await running.press("enter")
        assert [(feed.shown_name, feed.folder) for feed in library.feeds()] == [("Gazette", "Lake")]
