"""What a rule tells of, beside the last row."""

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.sync.results import SyncReport
from reader.model.feed import Rule, RuleAction, SyncedFeed
from reader.tui.notifying import notice_sequence, tell_terminal
from reader.tui.screens.sync_desk import report_words
from tests.loopback import Site
from tests.tui.conftest import Run
from tests.tui.feed_site import put_feeds


def test_a_notice_is_one_sequence_whatever_it_says() -> None:
    assert notice_sequence(["Boats: the ferry"]) == "\x1b]9;Pressmark: Boats: the ferry\x1b\\"
    assert notice_sequence(["a", "b", "c"]) == "\x1b]9;Pressmark: a (and 2 more)\x1b\\"
    hostile = notice_sequence(["4;3\x07\x1b\\\x1b[2J\x9c" + "x" * 900 + "\n"])
    assert hostile.startswith("\x1b]9;Pressmark: ")
    assert hostile.endswith("\x1b\\")
    inside = hostile[4:-2]
    assert len(inside) < 300
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in inside)


@pytest.mark.parametrize(("way", "written"), [("screen", []), ("bell", ["bell"]), ("terminal", ["sequence"])])
async def test_the_terminal_is_told_as_the_reader_likes_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, way: str, written: list[str]
) -> None:
    done: list[str] = []
    async with run() as running:
        driver = running.app._driver
        assert driver is not None
        monkeypatch.setattr(running.app, "bell", lambda: done.append("bell"))
        monkeypatch.setattr(driver, "write", lambda data: done.append("sequence"))
        tell_terminal(running.app, way, ())
        tell_terminal(running.app, way, ("Boats: the ferry",))
        monkeypatch.undo()
    assert done == written


def test_the_last_row_is_never_flooded() -> None:
    feed = SyncedFeed(feed_id="f", name="Heron", new=9)
    report = SyncReport(
        feeds=(feed,),
        notices=tuple(f"boats: ferry {number}" for number in range(9)),
        notes=("the rule “x” was not followed: this is no date", "another"),
    )
    assert report_words(report) == (
        "Boats: ferry 0. Boats: ferry 1. 7 more of these. 9 new articles in Heron. "
        "The rule “x” was not followed: this is no date. 1 more of these."
    )


async def test_what_a_rule_tells_of_comes_from_the_sync_to_the_last_row(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")
    library.save_rule(Rule(name="all of it", query="the", actions=(RuleAction.NOTIFY, RuleAction.STAR)))
    async with run() as running:
        await running.press("g", "S")
        await running.until(lambda: "All of it: " in running.message)
        assert "1 more of these." in running.message
        assert len(library.list(View(kind=ViewKind.STARRED))) == 3
