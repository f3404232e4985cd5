"""Feeds on the command line: added from a real site, listed, changed, moved, given up, brought in and handed out."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.library.library import Library
from tests.cli.calls import Pressmark
from tests.feed_pages import naming, rss
from tests.loopback import Site

OPML = """<opml version="2.0"><body><outline text="Morning">
<outline text="Hill" xmlUrl="https://hill.example/feed"/><outline text="Lake" xmlUrl="https://lake.example/feed"/></outline>
<outline text="Pass" xmlUrl="https://pass.example/feed"/><outline text="Pass" xmlUrl="http://pass.example/feed/"/>
</body></opml>"""


@pytest.fixture
def feed_url(site: Site) -> str:
    return site.put("/feed", rss("Hill Gazette", home=f"{site.origin}/"), Content_Type="application/rss+xml")


@pytest.fixture
def listed(pressmark: Pressmark) -> Callable[..., list[dict[str, Any]]]:
    def read(*words: str) -> list[dict[str, Any]]:
        code, out, _ = pressmark("feeds", "list", *words, "--json")
        assert code == 0
        found: list[dict[str, Any]] = json.loads(out)
        return found

    return read


Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def imported(pressmark: Pressmark, tmp_path: Path) -> Pressmark:
    """A library of three feeds that nobody has asked yet: Pass, and Hill and Lake in the folder Morning."""
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, encoding="utf-8")
    assert pressmark("feeds", "import", path)[0] == 0
    return pressmark


def names(listed: Listed) -> list[str]:
    return [f"{one['folder'] or ''}/{one['name']}".lstrip("/") for one in listed()]


def test_feed_is_added_and_listed(pressmark: Pressmark, feed_url: str, listed: Listed) -> None:
    settings = ("--pages", "open", "--pictures", "no", "--keep-days", "30", "--keep-most", "0", "--every", "60")
    code, out, err = pressmark("feeds", "add", feed_url, "--folder", "Morning/Papers", "--name", "Hills", *settings)
    assert code == 0
    assert out.endswith("  Hills in Morning/Papers\n")
    assert "pressmark feeds sync" in err
    (feed,) = listed()
    assert (feed["url"], feed["name"], feed["title"], feed["folder"]) == (
        feed_url,
        "Hills",
        "Hill Gazette",
        "Morning/Papers",
    )
    assert feed["settings"] == {
        "pages": "open",
        "pictures": False,
        "keep_days": 30,
        "keep_most": 0,
        "every_minutes": 60,
    }
    assert (feed["articles"], feed["unread"], feed["error"], feed["due"]) == (0, 0, None, None)


def test_feed_that_is_there_is_not_added_again(pressmark: Pressmark, feed_url: str, listed: Listed) -> None:
    pressmark("feeds", "add", feed_url)
    code, out, err = pressmark("feeds", "add", feed_url, "--name", "Other")
    assert code == 0
    assert "(subscribed to already)" in out
    assert "sync" not in err
    assert [one["name"] for one in listed()] == ["Hill Gazette"]


def test_site_with_several_feeds_shows_them(pressmark: Pressmark, site: Site, feed_url: str, listed: Listed) -> None:
    site.put("/sport", rss("Hill Sport", ("three",)), Content_Type="text/xml")
    page = site.put("/", naming(("/feed", "News"), ("/sport", "Sport")))
    code, out, err = pressmark("feeds", "add", page)
    assert (code, out) == (2, "")
    assert f"  {feed_url}  Hill Gazette\n  {site.origin}/sport  Hill Sport\n" in err
    assert listed() == []
    code, out, _ = pressmark("feeds", "add", page, "--all", "--folder", "Hill")
    assert code == 0
    assert names(listed) == ["Hill/Hill Gazette", "Hill/Hill Sport"]
    code, _, err = pressmark("feeds", "add", page, "--all", "--name", "One")
    assert code == 2


def test_one_bad_address_never_stops_the_others(
    pressmark: Pressmark, site: Site, feed_url: str, listed: Listed
) -> None:
    code, out, err = pressmark("feeds", "add", f"{site.origin}/nothing", feed_url)
    assert code == 7
    assert "404" in err
    assert len(listed()) == 1
    assert pressmark("feeds", "add", f"{site.origin}/nothing")[0] == 4
    code, out, _ = pressmark("feeds", "add", f"{site.origin}/nothing", feed_url, "--json")
    results = json.loads(out)
    assert [set(one) >= {"target", "error"} for one in results] == [True, True]
    assert "404" in results[0]["error"]
    assert results[1]["new"] is False


def test_what_went_wrong_names_which_of_several_addresses(pressmark: Pressmark, feed_url: str) -> None:
    code, _, err = pressmark("feeds", "add", "http://127.0.0.1:9/ferry", feed_url)
    assert code == 7
    assert "http://127.0.0.1:9/ferry: " in err
    secret = pressmark("feeds", "add", "http://ann:secret@127.0.0.1:9/ferry", feed_url)[2]
    assert "secret" not in secret


def test_login_in_an_address_is_refused(pressmark: Pressmark, feed_url: str, listed: Listed) -> None:
    code, _, err = pressmark("feeds", "add", feed_url.replace("://", "://ann:secret@"))
    assert code == 2
    assert "password" in err
    assert "secret" not in err
    assert listed() == []


def test_list_shows_folders(imported: Pressmark, listed: Listed) -> None:
    code, out, _ = imported("feeds")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert [line[-1] for line in lines] == ["Pass", "Morning", "Hill", "Lake"]
    assert [line[-1] for line in map(str.split, imported("feeds", "list", "morning")[1].splitlines())][1:] == [
        "Hill",
        "Lake",
    ]
    assert [one["name"] for one in listed("lake")] == ["Lake"]
    for arguments in (("list", "--failing"), ("--failing",), ("--failing", "list")):
        code, out, err = imported("feeds", *arguments)
        assert (code, out) == (3, "")
        assert "no feed is failing" in err
    assert imported("feeds", "--failing", "read")[0] == 2


def test_empty_list_says_what_to_do(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds")
    assert (code, out) == (0, "")
    assert "pressmark feeds add" in err


def test_feeds_are_changed(imported: Pressmark, listed: Listed) -> None:
    assert imported("feeds", "change", "hill", "--name", "Hills", "--folder", "")[0] == 0
    assert names(listed) == ["Hills", "Pass", "Morning/Lake"]
    assert imported("feeds", "change", "Lake", "Pass", "--pause", "--keep-days", "7", "--every", "60")[0] == 0
    assert [one["paused"] for one in listed()] == [False, True, True]
    assert "‖" in imported("feeds")[1]
    assert imported("feeds", "change", "Pass", "--keep-days", "usual", "--resume")[0] == 0
    settings = {one["name"]: one["settings"] for one in listed()}
    assert (settings["Pass"]["keep_days"], settings["Pass"]["every_minutes"]) == (None, 60)
    assert settings["Lake"]["keep_days"] == 7
    assert imported("feeds", "change", "Pass", "--url", "https://pass.example/rss")[0] == 0
    assert [one["url"] for one in listed("Pass")] == ["https://pass.example/rss"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("change", "hill"), 2),
        (("change", "nothing", "--pause"), 3),
        (("change", "hill", "--pause", "--resume"), 2),
        (("change", "hill", "--keep-days", "-1"), 2),
        (("change", "hill", "--every", "1"), 2),
        (("change", "hill", "lake", "--name", "Both"), 2),
        (("change", "hill", "--url", "https://lake.example/feed"), 2),
        (("change", "hill", "--url", "ftp://lake.example/feed"), 4),
        (("rename", "nothing", "x"), 3),
        (("remove", "nothing"), 3),
        (("read", "nothing"), 3),
        (("export", "nothing"), 3),
        (("import", "/nowhere/feeds.opml"), 2),
        (("change",), 2),
        (("nonsense",), 2),
    ],
)
def test_what_cannot_be_is_one_line(imported: Pressmark, listed: Listed, arguments: tuple[str, ...], code: int) -> None:
    before = listed()
    got, out, err = imported("feeds", *arguments)
    assert (got, out) == (code, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert listed() == before


def test_feeds_and_folders_are_renamed_and_it_is_undone(imported: Pressmark, listed: Listed) -> None:
    assert imported("feeds", "rename", "hill", "Hills")[0] == 0
    assert imported("feeds", "rename", "morning", "Noon/Papers")[0] == 0
    assert names(listed) == ["Pass", "Noon/Papers/Hills", "Noon/Papers/Lake"]
    assert imported("feeds", "rename", "noon/papers", "")[0] == 0
    assert names(listed) == ["Pass", "Noon/Hills", "Noon/Lake"]
    assert imported("undo", "3")[0] == 0
    assert names(listed) == ["Pass", "Morning/Hill", "Morning/Lake"]


def test_feeds_are_given_up_and_it_is_undone(imported: Pressmark, listed: Listed) -> None:
    code, out, err = imported("feeds", "remove", "morning/", "Pass")
    assert code == 0
    assert out.count("\n") == 3
    assert "pressmark undo" in err
    assert listed() == []
    code, out, _ = imported("undo")
    assert out == "undone: unsubscribed from 3 feeds\n"
    assert names(listed) == ["Pass", "Morning/Hill", "Morning/Lake"]


def test_import_tells_what_it_came_to(pressmark: Pressmark, listed: Listed) -> None:
    code, out, _ = pressmark("feeds", "import", "-", "--dry-run", stdin=OPML.encode())
    assert (code, out) == (0, "3 feeds would be added, 1 stood there twice\n")
    assert listed() == []
    code, out, _ = pressmark("feeds", "import", "-", stdin=OPML.encode())
    assert (code, out) == (0, "3 feeds added, 1 stood there twice\n")
    code, out, _ = pressmark(
        "feeds", "import", "-", "--json", stdin=OPML.replace("https://hill", "https://ann:pw@hill").encode()
    )
    told = json.loads(out)
    assert code == 7
    assert (told["added"], len(told["known"]), len(told["repeats"]), len(told["refused"])) == ([], 2, 1, 1)
    assert "ann:pw" not in out
    assert pressmark("feeds", "import", "-", stdin=b"no list at all")[0] == 5


def test_lists_in_pipes_into_which_nobody_writes_are_one_line(
    pressmark: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.fetch.source.SILENCE_SECONDS", 0.0)
    os.mkfifo(tmp_path / "pipe")
    for arguments in (("feeds", "import", str(tmp_path / "pipe")), ("add", "--from", str(tmp_path / "pipe"))):
        code, out, err = pressmark(*arguments)
        assert (code, out) == (2, "")
        assert "Nothing comes out of it" in err
        assert err.count("\n") == 1


def test_many_lines_of_one_kind_are_cut(pressmark: Pressmark) -> None:
    outlines = "".join(f'<outline text="S{n}" xmlUrl="https://a:b@s{n}.example/"/>' for n in range(50))
    code, out, err = pressmark("feeds", "import", "-", stdin=f"<opml><body>{outlines}</body></opml>".encode())
    assert (code, out) == (7, "0 feeds added, 50 left out\n")
    assert "… and 30 more like this" in err
    assert err.count("\n") == 21


def test_private_hosts_of_a_list_are_named(pressmark: Pressmark) -> None:
    body = OPML.replace("https://hill.example/feed", "http://192.168.1.1/feed").encode()
    code, _, err = pressmark("feeds", "import", "-", stdin=body)
    assert code == 0
    assert "Hill is on a private network" in err
    assert "confirmed_hosts" in err


def test_export_is_what_import_takes(imported: Pressmark, listed: Listed, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    assert imported("feeds", "export", "-o", path)[0] == 0
    before = names(listed)
    imported("feeds", "remove", "pass", "morning")
    assert imported("feeds", "import", path)[0] == 0
    assert names(listed) == before
    code, out, _ = imported("feeds", "export", "morning")
    assert code == 0
    assert "hill.example" in out
    assert "pass.example" not in out


def test_nothing_to_export(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "export")
    assert (code, out) == (3, "")
    assert "no feeds" in err


def test_news_are_marked_read(imported: Pressmark) -> None:
    for arguments in ((), ("morning",), ("pass",)):
        code, out, err = imported("feeds", "read", *arguments)
        assert (code, out) == (0, "")
        assert "nothing of it was unread" in err


def test_address_of_a_feed_is_no_article_and_says_what_to_do(pressmark: Pressmark, feed_url: str, site: Site) -> None:
    code, _, err = pressmark("add", feed_url)
    assert code == 5
    assert f"pressmark feeds add {feed_url}" in err
    odd = site.put("/feed?a=1&b='2'", rss("Odd"), Content_Type="text/html")
    code, _, err = pressmark("add", odd, "--json")
    assert "This is a feed" in err
    assert """feeds add 'http""" in err


@pytest.mark.parametrize("typed", ["feed://hill.example/rss", "feed:https://hill.example/rss", "FEED:hill.example"])
def test_address_that_begins_with_feed_is_no_article(pressmark: Pressmark, typed: str) -> None:
    code, _, err = pressmark("add", typed)
    assert code == 5
    assert f"pressmark feeds add {typed}" in err


def test_file_that_is_broken_is_named(imported: Pressmark, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "data" / "pressmark" / "library.toml"
    settings.write_text('[feeds.hill]\nurl = "nonsense"\n', encoding="utf-8")
    code, out, err = imported("feeds")
    assert (code, out) == (2, "")
    assert "library.toml" in err
    assert "hill" in err


def test_the_doctor_tells_of_rules_and_searches_that_cannot_be_understood(imported: Pressmark) -> None:
    with Library.open() as library:
        path = library.folder / "library.toml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + '\n[rules.calm]\nquery = "ferry ("\ndo = ["hide"]\n[searches]\nold = "colr:red"\ngood = "ferry"\n',
        encoding="utf-8",
    )
    code, out, _ = imported("doctor")
    assert code == 0
    assert "note    library.toml: the rule “calm” finds nothing: " in out
    assert "note    library.toml: the search “old” finds nothing: " in out
    assert "good" not in out
