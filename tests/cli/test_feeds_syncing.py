"""`feeds sync`: what came is told, what failed too, and the exit code says which it was."""

import json

import pytest

from reader.cli.feeds_syncing import progress_line
from reader.library.progress import Progress
from reader.library.sync.results import SyncProgress
from tests.cli.calls import Pressmark
from tests.feed_items import item, rss
from tests.loopback import Site, page_html


@pytest.fixture
def subscribed(site: Site, pressmark: Pressmark) -> Pressmark:
    """A library with a feed that is there, with one entry, and whose server counts what it is asked."""
    page = site.put("/a", page_html("Ferry to reopen"))
    url = site.put("/feed", rss(item("1", "Ferry to reopen", page)), Content_Type="application/rss+xml")
    assert pressmark("feeds", "add", url)[0] == 0
    return pressmark


def test_what_came_is_told(subscribed: Pressmark) -> None:
    code, out, err = subscribed("feeds", "sync")
    assert code == 0
    assert out.split() == ["1", "new", "Hill", "Gazette"]
    assert "1 new from 1 feed" in err
    assert "Ferry to reopen" in subscribed("list", "--view", "news")[1]


def test_what_is_not_due_is_left_alone_unless_it_is_named_or_forced(subscribed: Pressmark, site: Site) -> None:
    subscribed("feeds", "sync")
    asked = len(site.requests)
    code, out, err = subscribed("feeds", "sync")
    assert (code, out) == (0, "")
    assert "not due" in err or "no feed is due" in err
    assert len(site.requests) == asked
    subscribed("feeds", "sync", "gazette")
    subscribed("feeds", "sync", "--force")
    assert len(site.requests) == asked + 2


def test_of_feeds_that_nobody_meant_and_of_paused_ones_it_is_said_as_it_is(subscribed: Pressmark, site: Site) -> None:
    url = site.put("/more", rss(), Content_Type="application/rss+xml")
    assert subscribed("feeds", "add", url, "--name", "More")[0] == 0
    assert "1 new from 1 feed\n" in subscribed("feeds", "sync", "gazette")[2]
    assert "1 not due" in subscribed("feeds", "sync")[2]
    subscribed("feeds", "change", "gazette", "More", "--pause")
    for arguments in ((), ("--force",)):
        code, out, err = subscribed("feeds", "sync", *arguments)
        assert (code, out) == (0, "")
        assert "every feed is paused" in err


def test_a_feed_that_fails_is_told_with_its_reason(subscribed: Pressmark, site: Site) -> None:
    site.put("/feed", b"oh", status=500)
    code, out, err = subscribed("feeds", "sync", "--force")
    assert (code, out) == (7, "")
    assert "Hill Gazette: " in err
    assert "500" in err
    assert "1 failed" in err


def test_what_fails_and_what_is_gone_are_listed_together(subscribed: Pressmark, site: Site) -> None:
    assert subscribed("feeds", "--failing")[0] == 3
    for status in (500, 410):
        site.put("/feed", b"oh", status=status)
        assert subscribed("feeds", "sync", "--force")[0] == 7
        code, out, _ = subscribed("feeds", "--failing")
        assert code == 0
        assert str(status) in out
    assert "paused" in out


def test_json_says_all_of_it(subscribed: Pressmark) -> None:
    code, out, _ = subscribed("feeds", "sync", "--json")
    assert code == 0
    told = json.loads(out)
    assert (told["new"], told["failed"], told["whole"], told["offline"]) == (1, 0, True, False)
    (feed,) = told["feeds"]
    assert (feed["name"], feed["new"], feed["error"]) == ("Hill Gazette", 1, None)


def test_a_feed_that_is_none_is_said_to_be_none(subscribed: Pressmark, site: Site) -> None:
    asked = len(site.requests)
    code, _, err = subscribed("feeds", "sync", "nobody")
    assert code == 3
    assert "nobody" in err
    assert len(site.requests) == asked


def test_without_feeds_there_is_nothing_to_ask(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "sync")
    assert (code, out) == (0, "")
    assert "no feeds yet" in err


def test_progress_counts_feeds_first_and_then_their_articles() -> None:
    asking = SyncProgress(feeds_done=3, feeds_total=9, pages_done=1, pages_total=2, new=1)
    assert progress_line(asking) == Progress("asking the feeds: 1 new", 3, 9)
    assert progress_line(asking._replace(feeds_done=9)) == Progress("fetching their articles", 1, 2)
