"""Rows of news: whose it is in the words of the subscriptions, who else has it, how old it is; and rows of the front page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reader.layout.rows import Order
from reader.library.listing import ListGroup
from reader.library.resources import themes_folder
from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.tui.footer import Here, hints
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import lay_out, take_order
from reader.tui.list_places import ListPlaces
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.shown_feeds import ShownFeed, ShownFeeds, host_of
from reader.tui.shown_list import EVENT, GroupRow, ShownRow
from reader.tui.widgets.group_rows import group_height, group_lines
from reader.tui.widgets.list_rows import RowForm, RowLook, row_height, row_lines
from reader.tui.widgets.news_words import also_words, are_akin, others, source_line, source_words

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
FEEDS = ShownFeeds(
    (
        ShownFeed("g", "Hill Gazette: Science", hosts=("hill.example",)),
        ShownFeed("p", "The Post", is_named=True, hosts=("ferry-post.example",)),
        ShownFeed("l", "Link Ferret", hosts=("ferret.example",)),
        ShownFeed("j", "湖畔新聞"),
    )
)


def article(feeds: str = "", *, also: int = 0, is_read: bool = False, **fields: Any) -> ListedArticle:
    """An article that came through the feeds with these letters."""
    usual: dict[str, Any] = {"title": "Reeds", "site": "Hill Gazette", "added": NOW, "minutes": 4}
    refs = tuple(FeedRef(feed_id=letter) for letter in feeds[:1])
    record = ArticleRecord(id="a", feeds=refs, came_by_feed=bool(feeds), **usual | fields)
    return ListedArticle(record=record, state=ReadingState(is_read=is_read), feeds=tuple(feeds), also=also)


def inks() -> Inks:
    return Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)


def drawn(row: ListedArticle, width: int = 60, form: RowForm = RowForm.LONG, listed_feed: str = "") -> list[str]:
    look = RowLook(form=form, feeds=FEEDS, listed_feed=listed_feed)
    lines = row_lines(ShownRow(row), width, look, inks(), NOW)
    assert len(lines) == row_height(ShownRow(row), width, form)
    return ["".join(segment.text for segment in lay_out(line, width, inks().ground)).rstrip() for line in lines]


# -- whose it is -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "listed", "long", "short"),
    [
        (article("g"), "", "Hill Gazette: Science", "Hill Gazette: Science"),  # a feed of the site
        (article("g"), "g", "", ""),  # which is what is listed
        (article("g", site=""), "", "Hill Gazette: Science", "Hill Gazette: Science"),
        (article("g", site="hill.example", url="https://www.hill.example/a"), "g", "", ""),
        (article("l"), "", "Hill Gazette via Link Ferret", "Hill Gazette"),  # one that gathers
        (article("l"), "l", "Hill Gazette", "Hill Gazette"),
        (article("p", site="Ferry Line"), "", "Ferry Line via The Post", "The Post"),  # the reader's own name
        (article("p", site="News", url="https://m.ferry-post.example/a"), "", "The Post", "The Post"),
        (article("x"), "", "Hill Gazette", "Hill Gazette"),  # given up
        (article("lg"), "", "Hill Gazette via Link Ferret", "Hill Gazette"),
        (article(), "", "Hill Gazette", "Hill Gazette"),
        (article("j", site="湖畔新聞"), "", "湖畔新聞", "湖畔新聞"),
    ],
)
def test_the_source_says_what_the_list_does_not(row: ListedArticle, listed: str, long: str, short: str) -> None:
    assert source_words(row, FEEDS, listed, is_long=True) == long
    assert source_words(row, FEEDS, listed, is_long=False) == short


def test_of_several_feeds_that_of_the_site_is_its_own() -> None:
    row = article("l")
    record = ArticleRecord(
        id="a", title="Reeds", site="Hill Gazette", added=NOW, feeds=(FeedRef(feed_id="l"), FeedRef(feed_id="g"))
    )
    row = ListedArticle(record=record, state=ReadingState(), feeds=("l", "g"))
    assert source_words(row, FEEDS, "", is_long=True) == "Hill Gazette: Science"
    assert others(row, FEEDS) == ("Link Ferret",)


def test_names_are_akin_whatever_stands_between_their_letters() -> None:
    assert are_akin("Hill-Gazette", "hill gazette: sport")
    assert not are_akin("Hill Gazette", "Ferry Post")
    assert not are_akin("…", "Ferry Post")


def test_a_host_is_told_without_what_says_nothing() -> None:
    assert host_of("https://user@www.Hill.example:8080/a?b=//c") == "hill.example"
    assert host_of("feed") == host_of("") == ""


# -- who else ----------------------------------------------------------------------------------------------------------
def test_who_else_has_it_is_named_as_far_as_there_is_room() -> None:
    names = ("Link Ferret", "The Post", "Ferry Post")
    assert also_words(names, 3, 60) == "also in Link Ferret, The Post and Ferry Post"
    assert also_words(names, 3, 40) == "also in Link Ferret, The Post and 1 more"
    assert also_words(names, 3, 30) == "also in Link Ferret and 2 more"
    assert also_words(names, 3, 10) == ""
    assert also_words((), 2, 60) == ""


def test_a_row_counts_where_there_is_no_room_for_names() -> None:
    row = article("gpl", also=2)
    assert "now · also in The Post and Link Ferret" in drawn(row, 80)[1]
    assert drawn(row, 28, RowForm.SHORT)[-1] == "   Hill Gaz… +2 · now   4m"
    nameless = article("gxy", also=2)
    assert drawn(nameless, 60)[1].endswith("· now · +1")


def test_over_an_open_article_stands_what_its_site_does_not_say() -> None:
    assert source_line(article("g").record, article("g"), FEEDS) == ""
    assert source_line(article("l").record, None, FEEDS) == "via Link Ferret"
    assert source_line(article("p", site="The Post").record, None, FEEDS) == "via The Post"
    assert source_line(article("g").record, article("gp", also=1), FEEDS) == "also in The Post"


# -- how old -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("published", "since"),
    [
        ("2026-03-09T09:30:00+00:00", "2h"),
        ("2026-03-08", "now"),  # no time of day: since it came
        ("2031-01-01T00:00:00+00:00", "now"),
        ("", "now"),
        ("nonsense", "now"),
    ],
)
def test_news_is_as_old_as_it_says(published: str, since: str) -> None:
    assert drawn(article("g", published=published))[1] == f"   Hill Gazette: Science · {since}"


def test_what_the_reader_kept_is_as_old_as_it_is_here() -> None:
    kept = article("g", published="2026-03-09T09:30:00+00:00")
    state = ReadingState(is_kept=True)
    row = ListedArticle(record=kept.record, state=state, feeds=kept.feeds)
    assert drawn(row)[1] == "   Hill Gazette: Science · now"


def test_how_long_a_page_is_that_is_still_to_come_is_not_told() -> None:
    assert drawn(article("g"))[0].endswith("4m")
    assert drawn(article("g", awaits_page=True))[0].endswith("…")


# -- the front page ----------------------------------------------------------------------------------------------------
def heading(*, is_folded: bool, sources: int = 3, unread: int = 2) -> GroupRow:
    group = ListGroup("a" if sources else "", 0, 4, unread, sources)
    return GroupRow(group, "Ferry line to reopen" if sources else "", is_folded)


def heading_text(row: GroupRow) -> str:
    (line,) = group_lines(row, EVENT, 60, RowLook(), inks())
    return "".join(segment.text for segment in lay_out(line, 60, inks().ground)).rstrip()


def test_an_event_says_how_many_tell_of_it_and_folded_what_it_is() -> None:
    assert heading_text(heading(is_folded=False)).split() == ["▾", "3", "sources", "2", "4"]
    assert heading_text(heading(is_folded=True)).startswith(" ▸ Ferry line to reopen")
    assert heading_text(heading(is_folded=True)).split()[-4:] == ["3", "sources", "2", "4"]
    assert heading_text(heading(is_folded=False, sources=0)).startswith(" ▾ Also in the news")


def test_numbers_of_events_stand_below_each_other() -> None:
    rows = (heading(is_folded=True), heading(is_folded=True, unread=0), heading(is_folded=True, sources=0))
    texts = [heading_text(row) for row in rows]
    assert len({len(text) for text in texts}) == 1
    assert texts[0].index("sources") == texts[1].index("sources")
    assert texts[0][-6] == texts[2][-6] == "2"


def test_articles_follow_the_heading_of_an_event_closely() -> None:
    assert group_height(heading(is_folded=False)) == 1
    assert group_height(heading(is_folded=False, sources=0)) == 2


def test_another_article_of_an_event_takes_one_line() -> None:
    row = article("g", title="Ferry line to reopen after eleven winters", published="2026-03-09T09:30:00+00:00")
    (wide,) = drawn(row, 80, RowForm.BRIEF)
    assert wide.split("  ", 1)[0] == " ● Ferry line to reopen after eleven winters"
    assert wide.endswith("  Hill Gazette: Science · 2h")
    assert drawn(row, 50, RowForm.BRIEF) == [" ● Ferry line to reopen after eleven winters  2h"]
    (narrow,) = drawn(row, 26, RowForm.BRIEF)
    assert narrow.startswith(" ● Ferry line to…")


def test_places_know_their_group() -> None:
    groups = (ListGroup("a", 0, 2, 0), ListGroup("", 2, 3, 0))
    places = ListPlaces(range(5), groups)
    assert [places.group_of(place) for place in range(places.total)] == [
        None,
        (0, 0),
        (0, 1),
        None,
        (1, 0),
        (1, 1),
        (1, 2),
    ]
    assert ListPlaces(range(5)).group_of(0) is None


def test_the_age_of_news_is_that_of_its_time() -> None:
    row = article("g", published=(NOW - timedelta(days=2)).isoformat())
    assert "2d" in drawn(row)[1]


# -- the last row ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("mode", "width", "fields", "keys"),
    [
        (Mode.LIST, 120, {}, ["enter", "J", "M", "I", "?"]),
        (Mode.LIST, 120, {"is_at_group": True}, ["za", "zA", "J", "M", "?"]),
        (Mode.LIST, 120, {"is_empty": True, "has_feeds": True}, ["gS", "i", "?"]),
        (Mode.LIST, 120, {"is_empty": True}, ["i", "?"]),
        (Mode.LIST, 120, {"is_empty": True, "is_filtered": True}, ["esc", "g/", "?"]),
        (Mode.LIST, 120, {"is_selecting": True}, ["s", "t", "x", "esc", "?"]),
        (Mode.READING, 120, {}, ["J", "I", "H", "a", "?"]),
        (Mode.READING, 60, {}, ["J", "1", "?"]),
        (Mode.READING, 120, {"mending": "refresh"}, ["R", "J", "I", "H", "?"]),
        (Mode.READING, 60, {"mending": "open_in_browser"}, ["o", "J", "1", "?"]),
        (Mode.READING, 120, {"mending": "refresh", "has_found": True}, ["n", "N", "esc", "?"]),
        (Mode.READING, 120, {"has_found": True}, ["n", "N", "esc", "?"]),
    ],
)
def test_the_last_row_has_the_keys_of_news(mode: Mode, width: int, fields: dict[str, Any], keys: list[str]) -> None:
    assert [hint.key for hint in hints(KeyMap(), mode, width, Here(is_news=True, **fields))] == keys


@pytest.fixture
def here() -> Iterator[None]:
    """A terminal that leaves it to the program to put letters in order."""
    take_order(Order.HERE)
    yield
    take_order(Order.TERMINAL)


@pytest.mark.parametrize("form", [RowForm.LONG, RowForm.SHORT, RowForm.BRIEF])
def test_an_age_stays_behind_a_name_in_arabic_letters(form: RowForm, here: None) -> None:
    row = article("x", site="البريد", authors=("ليلى حداد",), published=(NOW - timedelta(hours=3)).isoformat())
    line = next(line for line in drawn(row, 70, form) if "3h" in line)
    assert line.rstrip(" 4m").endswith(" · 3h")
    assert line.count("·") == (2 if form is RowForm.LONG else 1)
