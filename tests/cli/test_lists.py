"""Lists, searches and questions with names, as people type them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from reader.cli import lists
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.feed import Feed, feed_id_of_url
from reader.model.feed_ref import FeedRef
from reader.store.feed_settings import change_feeds
from tests.cli.calls import Pressmark
from tests.library.made_news import keep
from tests.loopback import PARAGRAPHS, page_html

FERRY = "Ferry line to reopen after eleven winters"
REEDS = "Reeds are cut again along the southern shore"
SNOW = "Snow closes the pass for the third time"


@pytest.fixture
def kept(pressmark: Pressmark, tmp_path: Path) -> Pressmark:
    """A library of three articles, the last added first: snow, reeds, ferry."""
    for title, word, tag in ((FERRY, "ferryman", "lake"), (REEDS, "thatcher", "lake"), (SNOW, "ploughman", "pass")):
        path = tmp_path / f"{word}.html"
        path.write_bytes(
            page_html(title, (*PARAGRAPHS, f"The {word} has waited for this spring longer than for any other one."))
        )
        pressmark("add", path, "--tag", tag, "--no-images")
    return pressmark


def titles(out: str) -> list[str]:
    """Return the titles of printed rows, in order."""
    return [title for line in out.splitlines() for title in (FERRY, REEDS, SNOW) if title in line and "●" in line]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [SNOW, REEDS, FERRY]),
        (("tag:lake",), [REEDS, FERRY]),
        (("-tag:lake",), [SNOW]),
        (("--", "-tag:lake"), [SNOW]),
        (("tag:lake", "-reeds"), [FERRY]),
        (("-reeds", "--tag", "lake"), [FERRY]),
        (("reeds", "OR", "snow"), [SNOW, REEDS]),
        (("(reeds OR snow) -tag:pass",), [REEDS]),
        (('"eleven winters"',), [FERRY]),
        (("thatcher",), [REEDS]),
        (("sort:title",), [FERRY, REEDS, SNOW]),
        (("-sort:title",), [SNOW, REEDS, FERRY]),
        (("--limit", "2"), [SNOW, REEDS]),
        (("--limit", "all"), [SNOW, REEDS, FERRY]),
        (("--tag", "lake", "--limit", "1"), [REEDS]),
    ],
)
def test_list_takes_a_query(kept: Pressmark, arguments: tuple[str, ...], found: list[str]) -> None:
    code, out, err = kept("list", *arguments)
    assert (code, err) == (0, "")
    assert titles(out) == found


def test_search_shows_the_line_that_has_the_word_and_its_numbers_are_ids(kept: Pressmark) -> None:
    code, out, err = kept("search", "thatcher")
    assert (code, err) == (0, "")
    row, snippet = out.splitlines()
    assert REEDS in row
    assert "The thatcher has waited" in snippet
    assert "\x1b" not in out
    assert REEDS in kept("show", "1")[1]


def test_search_looks_in_the_archive_and_not_in_the_trash(kept: Pressmark, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "home" / "data" / "pressmark")
    for row in library.list_all():
        if row.record.title == REEDS:
            library.set_archived(row.record.id, True)
        if row.record.title == SNOW:
            library.set_trashed(row.record.id, True)
    library.close()
    assert titles(kept("list", "spring")[1]) == [FERRY]
    assert set(titles(kept("search", "spring")[1])) == {FERRY, REEDS}
    code, out, err = kept("list", "thatcher")
    assert (code, out) == (3, "")
    assert "--view all" in err
    assert titles(kept("list", "is:archived", "spring")[1]) == [REEDS]


def test_search_tells_programs_where_the_words_stand(kept: Pressmark) -> None:
    (found,) = json.loads(kept("search", "thatcher", "--json")[1])
    snippet = found["snippet"]
    assert (found["number"], found["title"], snippet["source"]) == (1, REEDS, "text")
    ((start, end),) = snippet["marks"]
    assert snippet["text"][start:end] == "thatcher"
    text = json.loads(kept("export", "1", "--to", "json")[1])["text"]
    assert text[snippet["offset"] :].startswith("thatcher")


def test_best_few_are_shown_and_the_rest_is_told(kept: Pressmark) -> None:
    code, out, err = kept("search", "spring", "--limit", "2")
    assert (code, len(titles(out))) == (0, 2)
    assert err == "the best 2 of 3; --limit all shows every one\n"


@pytest.mark.parametrize("command", ["list", "search", "notes"])
def test_nothing_found_is_an_empty_list_for_programs_and_exit_code_3(kept: Pressmark, command: str) -> None:
    code, out, err = kept(command, "zeppelin", "--json")
    assert (code, json.loads(out), err.count("\n")) == (3, [], 1)


@pytest.mark.parametrize("command", [("list",), ("search",), ("notes",), ("export",), ("searches", "add", "wrong")])
def test_wrong_query_is_shown_with_its_place(kept: Pressmark, command: tuple[str, ...]) -> None:
    code, out, err = kept(*command, "渡船", "tga:lake")
    said, query, place = err.splitlines()
    assert (code, out) == (2, "")
    assert "tga:" in said
    assert "tag:" in said
    assert query == "  渡船 tga:lake"
    assert place.startswith(" " * 7 + "^")
    assert set(place) == {" ", "^"}


def test_long_list_is_printed_in_stretches(kept: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 2)
    out = kept("list")[1]
    assert [line[:3] for line in out.splitlines()] == ["  1", "  2", "  3"]
    assert titles(out) == [SNOW, REEDS, FERRY]
    assert [row["number"] for row in json.loads(kept("search", "spring", "--json")[1])] == [1, 2, 3]


def test_named_search_is_kept_listed_renamed_and_removed(kept: Pressmark) -> None:
    code, out, err = kept("searches", "add", "by the lake", "tag:lake", "-reeds")
    assert (code, out) == (0, "")
    assert "--saved 'by the lake'" in err
    assert titles(kept("list", "--saved", "By the Lake")[1]) == [FERRY]
    assert re.fullmatch(r"by the lake +1  tag:lake -reeds\n", kept("searches")[1])
    assert json.loads(kept("searches", "--json")[1]) == json.loads(kept("searches", "list", "--json")[1])
    (told,) = json.loads(kept("searches", "--json")[1])
    assert told == {"name": "by the lake", "query": "tag:lake -reeds", "found": 1, "problem": None}
    assert kept("searches", "rename", "by the lake", "ashore")[0] == 0
    assert titles(kept("list", "--saved", "ashore", "ferry")[1]) == [FERRY]
    assert kept("list", "--saved", "ashore", "reeds")[0] == 3
    assert kept("searches", "remove", "ashore")[0] == 0
    assert kept("searches") == (0, "", "no search is saved yet: `pressmark searches add NAME QUERY` keeps one\n")


def test_name_that_is_taken_is_not_taken_over(kept: Pressmark) -> None:
    kept("searches", "add", "lake", "tag:lake")
    code, _, err = kept("searches", "add", " Lake ", "reeds")
    assert (code, err.count("\n")) == (2, 1)
    assert "tag:lake" in kept("searches")[1]


def test_search_that_was_spoilt_by_hand_is_told_and_hides_no_other(kept: Pressmark, tmp_path: Path) -> None:
    kept("searches", "add", "lake", "tag:lake")
    path = tmp_path / "home" / "data" / "pressmark" / "library.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'spoilt = "tga:lake"\n', encoding="utf-8")
    code, out, err = kept("searches")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [["lake", "2"], ["spoilt", "!"]]
    assert "“spoilt” cannot be understood" in err
    code, _, err = kept("list", "--saved", "spoilt")
    assert code == 2
    assert "spoilt" in err


def test_hostile_title_and_query_print_no_control_bytes(pressmark: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "evil.html"
    path.write_bytes(
        page_html(
            "\x1b[31mEvil\x9b \u202etitle [@click=app.bell]x[/]", ("An \x1b]0;owned\x07 evil ferryman.", *PARAGRAPHS)
        )
    )
    pressmark("add", path)
    printed = ""
    for arguments in (("list",), ("search", "ferryman"), ("search", "\x1b[31mferryman\u202e"), ("list", "\x9bevil (")):
        _, out, err = pressmark(*arguments)
        printed += out + err
    assert "ferryman" in printed
    assert not set(printed) & set("\x1b\x9b\u202e\x07")


def test_news_is_listed_by_river_feed_and_folder(kept: Pressmark, tmp_path: Path) -> None:
    feed = Feed(
        id=feed_id_of_url("https://harbour.example/"), url="https://harbour.example/", title="Harbour", folder="Sea"
    )
    with Library.open() as library:
        stores = open_stores(library.folder, library.folders)
        change_feeds(stores.places, lambda _: {feed.id: feed})
        snow, reeds, _ = (stores.articles.record(row.record.id) for row in library.list())
        for record, story in ((reeds, ""), (snow, reeds.id)):
            refs = (FeedRef(feed_id=feed.id, key="k"),)
            stores.articles.update_record(replace(record, came_by_feed=True, feeds=refs, story=story))
    code, out, _ = kept("list")
    assert (code, titles(out)) == (0, [FERRY])
    assert "+1" not in out
    for arguments in (("--view", "news"), ("--feed", "sea/")):
        code, out, _ = kept("list", *arguments)
        assert (code, titles(out)) == (0, [REEDS])
        assert "+1" in out
    code, out, _ = kept("list", "--feed", "harbour", "--json")
    assert [(row["news"], row["feeds"], row["also"]) for row in json.loads(out)] == [(True, [feed.id], 1)] * 2
    code, out, err = kept("list", "--feed", "harbour", "ferryman")
    assert (code, out) == (3, "")
    assert "nothing in the news matches" in err
    assert kept("list", "--feed", "nobody")[0] == 3
    for query in ("feed:harbour", "is:news", "ferryman OR feed:sea"):
        assert set(titles(kept("list", query)[1])) >= {REEDS, SNOW}
    assert titles(kept("list", "-feed:harbour")[1]) == titles(kept("list", "-is:news")[1]) == [FERRY]
    assert kept("list", "--view", "inbox", "feed:harbour")[0] == 3
    code, out, _ = kept("refresh", "--all", "--offline", "--json")
    assert [row["title"].startswith(FERRY) for row in json.loads(out)] == [True]


def test_an_empty_inbox_says_where_the_news_is(pressmark: Pressmark) -> None:
    assert "pressmark --demo" in pressmark("list")[2]
    with Library.open() as library:
        keep(open_stores(library.folder, library.folders), "Herons on the pier")
    code, out, err = pressmark("list")
    assert (code, out) == (0, "")
    assert "pressmark list --view news" in err


def test_where_no_news_is_it_is_said_how_to_get_some(pressmark: Pressmark) -> None:
    code, out, err = pressmark("list", "--view", "news")
    assert (code, out) == (0, "")
    assert "pressmark feeds add URL" in err
