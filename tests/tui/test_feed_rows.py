"""Feeds among the folders: in their own folders, with what is unread, and a sign where one does not come."""

from collections.abc import Iterator

import pytest
from rich.style import Style

from reader.layout.rows import Order
from reader.library.listing import View, ViewCounts, ViewKind
from reader.library.resources import themes_folder
from reader.model.feed import Feed, FeedCounts, FeedHealth
from reader.tui.lines import lay_out, take_order
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.shown_feeds import ShownFeed, ShownFeeds, problems_of, shown_feeds
from reader.tui.widgets.folder import USUAL_FOLDS, Folder, FolderFolds
from reader.tui.widgets.folder_column import FolderColumn
from reader.tui.widgets.folder_rows import folder_after, folders, is_in, node_of, top_folder_after


@pytest.fixture
def here() -> Iterator[None]:
    """A terminal that leaves it to the program to put letters in order."""
    take_order(Order.HERE)
    yield
    take_order(Order.TERMINAL)


FEEDS = ShownFeeds(
    (
        ShownFeed("m", "Le Mondain"),
        ShownFeed("p", "Ferry Post", "Morning"),
        ShownFeed("h", "Hill Gazette", "Morning", problem="answers with 500"),
        ShownFeed("a", "朝の湖", "Morning/Science", is_paused=True, problem="it is gone (410)"),
    )
)
COUNTS = ViewCounts(
    inbox=5,
    news=412,
    unread_news=45,
    feeds={"h": FeedCounts(articles=29, unread=3), "p": FeedCounts(articles=31, unread=5), "a": FeedCounts(articles=2)},
    feed_folders={"Morning": FeedCounts(articles=60, unread=8), "Morning/Science": FeedCounts(articles=2)},
)
NEWS = View(kind=ViewKind.NEWS)


def feed(feed_id: str) -> View:
    return View(kind=ViewKind.FEED, name=feed_id)


def folder(path: str) -> View:
    return View(kind=ViewKind.FEED_FOLDER, name=path)


def names(rows: list[Folder]) -> list[str]:
    return [f"{'  ' * row.level}{row.sign}{row.name}" for row in rows]


def rows_of(view: View = NEWS, folds: FolderFolds = USUAL_FOLDS, feeds: ShownFeeds = FEEDS) -> list[Folder]:
    return folders(COUNTS, view, folds, feeds)


def drawn(view: View = NEWS, folds: FolderFolds = USUAL_FOLDS, width: int = 28) -> list[str]:
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    column = FolderColumn()
    column.fit(30)
    column.fold(folds)
    column.show(COUNTS, view, FEEDS)
    shown = (lay_out(column.runs(row, width, inks)[0], width, Style()) for row in range(len(column.window)))
    return ["".join(segment.text for segment in line) for line in shown]


def test_numbers_in_names_count() -> None:
    named = (("Part 10", "A"), ("Part 9", "Feed 10"), ("Part 9", "feed 2"))
    made = [
        Feed(id=f"{number:016}", url="https://x.example/", name=name, folder=folder)
        for number, (folder, name) in enumerate(named)
    ]
    rows = names(rows_of(folds=FolderFolds(opened=frozenset(("/Part 9", "/Part 10"))), feeds=shown_feeds(made)))
    assert [row.strip(" ▾▸") for row in rows[3:8]] == ["Part 9", "feed 2", "Feed 10", "Part 10", "A"]


def test_feeds_stand_in_their_folders_below_the_river() -> None:
    assert names(rows_of())[1:8] == [
        "▾News",
        "  Front page",
        "  ▾Morning",
        "    ▾Science",
        "      ‖朝の湖",
        "    Ferry Post",
        "    !Hill Gazette",
    ]
    assert names(rows_of())[8] == "  Le Mondain"


def test_a_folder_says_how_much_its_list_holds() -> None:
    by_name = {row.name: row for row in rows_of()}
    assert (by_name["Morning"].number, by_name["Morning"].new) == (60, 8)
    assert (by_name["Science"].number, by_name["Science"].new) == (2, 0)
    assert (by_name["News"].number, by_name["News"].new) == (412, 45)


def test_a_folded_folder_says_that_a_feed_in_it_fails() -> None:
    folds = USUAL_FOLDS.with_folder("/Morning", is_open=False)
    morning = next(row for row in rows_of(folds=folds) if row.name == "Morning")
    assert (morning.sign, morning.hides) == ("▸", "!")
    assert "▸ Morning !" in drawn(folds=folds)[3]
    news = next(row for row in rows_of(View(), USUAL_FOLDS.with_folder("news", is_open=False)) if row.name == "News")
    assert (news.sign, news.hides) == ("▸", "!")


def test_a_paused_feed_is_not_failing_and_says_so_without_colours() -> None:
    assert any("‖ 朝の湖" in line for line in drawn())
    science = USUAL_FOLDS.with_folder("/Morning/Science", is_open=False)
    assert next(row for row in rows_of(folds=science) if row.name == "Science").hides == ""


def test_what_is_listed_is_never_folded_away() -> None:
    folds = FolderFolds(folded=frozenset({"news", "/Morning", "/Morning/Science"}))
    assert "朝の湖" in [row.name for row in rows_of(feed("a"), folds)]
    assert "朝の湖" not in [row.name for row in rows_of(folder("Morning"), folds)]
    assert [row.name for row in rows_of(View(), folds)][1:3] == ["News", "Starred"]


def test_many_feeds_are_folded_in_their_folders_at_first() -> None:
    many = ShownFeeds(ShownFeed(f"f{number}", f"Feed {number:02}", f"Folder {number % 3}") for number in range(40))
    assert names(rows_of(View(), feeds=many))[1:6] == [
        "▾News",
        "  Front page",
        "  ▸Folder 0",
        "  ▸Folder 1",
        "  ▸Folder 2",
    ]
    opened = USUAL_FOLDS.with_folder("/Folder 1", is_open=True)
    assert "    Feed 01" in names(rows_of(View(), opened, many))


def test_folders_of_feeds_are_walked_through_passed_over_and_folded_where_one_is() -> None:
    view = View()
    seen: list[str] = []
    while (following := folder_after(rows_of(view), COUNTS, view, 1)) is not None and len(seen) < 8:
        view = following
        seen.append(view.name or view.kind.value)
    assert seen == ["news", "front", "Morning", "Morning/Science", "a", "p", "h", "m"]
    assert top_folder_after(rows_of(feed("p")), feed("p"), 1) == View(kind=ViewKind.STARRED)
    assert top_folder_after(rows_of(feed("p")), feed("p"), -1) == NEWS
    node = node_of(rows_of(feed("a")), feed("a"))
    assert node is not None
    assert node.node == "/Morning/Science"
    assert is_in(rows_of(feed("a")), feed("a"), node)
    assert not is_in(rows_of(feed("p")), feed("p"), next(row for row in rows_of(feed("p")) if row.name == "Science"))


def test_unread_and_all_stand_below_each_other_and_names_are_cut_before_numbers() -> None:
    lines = drawn()
    assert "▾ News             45 412  " in lines[1]
    assert any("! Hill Gazette  3  29  " in line for line in lines)
    narrow = drawn(width=20)
    assert any(line.endswith(" 3  29  ") and "…" in line for line in narrow)
    assert all(len(line) == 20 for line in narrow if line.isascii())


def test_in_one_line_feeds_stand_only_while_one_is_among_them() -> None:
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    column = FolderColumn()
    column.show(COUNTS, View(), FEEDS)
    words = " ".join(run.text for run in column.strip_runs(80, inks))
    assert "News" in words
    assert "Starred" in words
    assert "Morning" not in words
    column.show(COUNTS, folder("Morning"), FEEDS)
    assert "Morning" in " ".join(run.text for run in column.strip_runs(80, inks))


def test_in_one_line_a_number_stays_behind_a_name_in_arabic_letters(here: None) -> None:
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    column = FolderColumn()
    counts = ViewCounts(news=3, unread_news=3, feeds={"a": FeedCounts(articles=7, unread=7)})
    column.show(counts, feed("a"), ShownFeeds([ShownFeed("a", "صدى")]))
    line = lay_out(column.strip_runs(80, inks), 80, Style()).text
    assert " 7   Starred" in line


def test_without_feeds_the_river_is_there_all_the_same() -> None:
    assert names(folders(ViewCounts(), View()))[:3] == ["Inbox", "News", "Starred"]
    front = View(kind=ViewKind.FRONT)
    assert names(folders(ViewCounts(), front))[1:3] == ["News", "  Front page"]


def test_subscriptions_are_shown_by_folder_and_name_with_what_is_wrong() -> None:
    shown = shown_feeds(
        [
            Feed(id="1", url="https://a.example/feed", title="Zebra"),
            Feed(id="2", url="https://b.example/feed", title="Ibex", name="Apes", folder="B"),
            Feed(id="3", url="https://c.example/feed", folder="A", is_paused=True, paused_because="gone"),
        ]
    )
    assert [feed.name for feed in shown.all] == ["Zebra", "https://c.example/feed", "Apes"]
    assert [feed.is_named for feed in shown.all] == [False, False, True]
    healths = {"1": FeedHealth(error="timed out"), "2": FeedHealth(), "3": FeedHealth(error="gone")}
    known = shown.with_problems(problems_of(healths))
    assert [(feed.id, feed.problem) for feed in known.all if feed.is_failing] == [("1", "timed out")]
    assert known.get("3") == shown.get("3")
    assert known.name_of("9") == ""
