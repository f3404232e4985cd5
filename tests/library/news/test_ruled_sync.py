"""Rules in a sync: followed for what is new, whatever stops it in between. Against a real server on loopback."""

import pytest

from reader.library.library import Library
from reader.library.sync.aftermath import Aftermath
from reader.model.feed import Feed, Rule, RuleAction, feed_id_of_url
from reader.model.kept import ReadingState
from reader.store.feed_settings import change_feeds
from tests.feed_items import item, rss
from tests.loopback import Site, page_html

RSS = "application/rss+xml"


class Killed(BaseException):
    """The process was ended."""


@pytest.fixture
def feed(site: Site, library: Library) -> str:
    """A feed with two entries that is subscribed to; returns its address."""
    library.sync_pause_seconds = 0
    items = [
        item("2", "Bridge to be painted", site.put("/b", page_html("Bridge to be painted"))),
        item("1", "Ferry to reopen", site.put("/a", page_html("Ferry to reopen"))),
    ]
    site.pages["/feed"] = (200, {"Content-Type": RSS}, rss(*items))
    url = f"{site.origin}/feed"
    change_feeds(library._stores.places, lambda feeds: {feed_id_of_url(url): Feed(id=feed_id_of_url(url), url=url)})
    return url


def states(library: Library) -> dict[str, ReadingState]:
    """Return the states of all articles by the first word of their titles."""
    stores = library._stores
    return {record.title.split()[0]: stores.states.load(record.id) for record in stores.articles.records()}


def test_new_articles_are_ruled_and_the_report_tells_of_it(library: Library, feed: str) -> None:
    library.save_rule(
        Rule(name="ferries", query="title:ferry", actions=(RuleAction.STAR, RuleAction.NOTIFY), tags=("sea",))
    )
    library.save_rule(Rule(name="no bridges", query="title:bridge", actions=(RuleAction.HIDE,)))
    path = library._stores.places.settings_file
    path.write_text(path.read_text() + '\n[rules.broken]\nquery = "added:soon"\ndo = ["star"]\n')
    report = library.sync_feeds()
    assert report.new == 2
    assert [notice.split(" (")[0] for notice in report.notices] == ["ferries: Ferry to reopen"]
    assert len(report.notes) == 1
    assert "the rule “broken” was not followed" in report.notes[0]
    found = states(library)
    assert (found["Ferry"].is_starred, found["Ferry"].tags, found["Bridge"].is_hidden) == (True, ("sea",), True)
    library.set_starred(next(row.record.id for row in library.list_all()), False)
    library.sync_feeds(is_forced=True)
    assert not states(library)["Ferry"].is_starred  # what is not new is the reader's


def test_a_sync_that_was_stopped_before_the_rules_is_made_good(
    library: Library, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.save_rule(Rule(name="all", query="ferry OR bridge", actions=(RuleAction.STAR,)))

    def die(self: Aftermath, article_ids: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Aftermath, "kept", die)
        with pytest.raises(Killed):
            library.sync_feeds()
    kept = list(library._stores.articles.records())
    assert kept
    assert not any(state.is_starred for state in states(library).values())
    touched = kept[0]
    library.set_starred(touched.id, True)
    library.set_starred(touched.id, False)  # by the reader: no rule has a say any more
    library.sync_feeds()
    found = states(library)
    assert len(found) == 2
    assert not found.pop(touched.title.split()[0]).is_starred
    assert all(state.is_starred for state in found.values())
