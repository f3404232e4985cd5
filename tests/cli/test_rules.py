"""`feeds rules`, as people type it."""

import json
from datetime import timedelta

import pytest

from reader.library.library import Library
from reader.model.feed import Feed
from reader.store.feed_settings import change_feeds
from tests.cli.calls import Pressmark
from tests.library.made_news import HERON, NOW, PLOVER, keep


@pytest.fixture
def news(pressmark: Pressmark) -> Pressmark:
    """A library with two feeds and three articles of theirs, two of them about ferries."""
    with Library.open(None) as library:
        stores = library._stores
        feeds = {
            HERON: Feed(id=HERON, url="https://heron.example/feed", name="Heron", folder="Coast"),
            PLOVER: Feed(id=PLOVER, url="https://plover.example/feed", name="Plover"),
        }
        change_feeds(stores.places, lambda before: feeds)
        keep(stores, "Ferry to reopen", added=NOW)
        keep(stores, "Bridge to be painted", added=NOW + timedelta(seconds=1))
        keep(stores, "New captain for the ferry", feeds=(PLOVER,), added=NOW + timedelta(seconds=2))
        library.catch_up()
    return pressmark


def listed(pressmark: Pressmark) -> list[dict[str, object]]:
    rules: list[dict[str, object]] = json.loads(pressmark("feeds", "rules", "--json")[1])
    return rules


def test_rules_are_written_listed_changed_ordered_and_removed(news: Pressmark) -> None:
    assert news("feeds", "rules")[2].startswith("no rules yet")
    code, out, err = news("feeds", "rules", "add", "ferries", "--query", "ferry OR ship", "--do", "star,tag:sea")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "the rule “ferries” is added",
        "of the last 3 articles of its feeds it finds 2; those stay as they are",
    ]
    news("feeds", "rules", "add", "coast", "--feed", "Coast/", "--do", "read", "--do", "notify")
    assert listed(news) == [
        {
            "name": "ferries",
            "query": "ferry OR ship",
            "do": ["tag:sea", "star"],
            "feeds": [],
            "off": False,
            "problem": None,
        },
        {"name": "coast", "query": "", "do": ["read", "notify"], "feeds": ["Coast"], "off": False, "problem": None},
    ]
    assert news("feeds", "rules", "change", "Ferries", "--name", "boats", "--off", "--place", "2")[0] == 0
    assert [(rule["name"], rule["off"]) for rule in listed(news)] == [("coast", False), ("boats", True)]
    code, out, _ = news("feeds", "rules", "list")
    assert out.splitlines() == [
        "  1       coast  of Coast  → read, notify",
        "  2  off  boats  ferry OR ship  → tag:sea, star",
    ]
    assert news("feeds", "rules", "remove", "coast", "boats") == (0, "", "2 rules removed\n")
    news("undo")
    assert [rule["name"] for rule in listed(news)] == ["boats"]


def test_feeds_are_named_as_people_name_them(news: Pressmark) -> None:
    news("feeds", "rules", "add", "plover", "--feed", "plov", "--do", "star")
    assert listed(news)[0]["feeds"] == [PLOVER]
    assert "of Plover" in news("feeds", "rules")[1]
    news("feeds", "rules", "change", "plover", "--all-feeds", "--query", "ferry")
    assert listed(news)[0]["feeds"] == []
    assert news("feeds", "rules", "add", "gull", "--feed", "gull", "--do", "star")[0] == 3


def test_a_trial_lists_what_a_rule_would_have_found(news: Pressmark) -> None:
    code, out, err = news("feeds", "rules", "try", "--query", "ferry", "--do", "archive")
    assert code == 0
    assert [line.split("  ")[-1] for line in out.splitlines()]
    assert ["captain" in line or "reopen" in line for line in out.splitlines()] == [True, True]
    assert err == "2 of the last 3 articles (archive)\n"
    assert "Ferry to reopen" in news("show", "2")[1]
    news("feeds", "rules", "add", "bridges", "--query", "bridge", "--do", "hide")
    tried = json.loads(news("feeds", "rules", "try", "bridges", "--json")[1])
    assert (tried["looked_at"], tried["found"], tried["changed"]) == (3, 1, 1)
    assert [(one["title"], one["does"]) for one in tried["articles"]] == [("Bridge to be painted", ["hidden"])]
    assert json.loads(news("feeds", "rules", "try", "bridges", "--json", "--limit", "1")[1])["looked_at"] == 1
    assert news("list", "is:starred")[0] == 3


def test_json_may_stand_on_either_side(news: Pressmark) -> None:
    for words in (("--json", "rules"), ("rules", "--json"), ("rules", "list", "--json"), ("rules", "--json", "list")):
        assert news("feeds", *words)[1] == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("add", "x", "--query", "ferry"), 2, "would do nothing"),
        (("add", "x", "--query", "ferry", "--do", "explode"), 2, "cannot 'explode'"),
        (("add", "x", "--query", "ferry", "--do", "tag:"), 2, "names no tag"),
        (("add", "x", "--query", "(ferry", "--do", "star"), 2, "bracket"),
        (("add", "x", "--do", "star"), 2, "every new article"),
        (("change", "x", "--off"), 3, "no rule is called 'x'"),
        (("remove", "x"), 3, "no rule is called 'x'"),
        (("try",), 2, "nothing to try"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    news: Pressmark, arguments: tuple[str, ...], code: int, words: str
) -> None:
    told = news("feeds", "rules", *arguments)
    assert told[:2] == (code, "")
    assert words in told[2]
    assert len(told[2].splitlines()) == 1


def test_a_rule_that_is_broken_by_hand_is_told_with_the_others(news: Pressmark) -> None:
    news("feeds", "rules", "add", "fine", "--query", "ferry", "--do", "star")
    with Library.open(None) as library:
        path = library._stores.places.settings_file
    path.write_text(path.read_text() + '\n[rules.broken]\nquery = "added:soon"\ndo = ["star"]\n')
    code, out, err = news("feeds", "rules")
    assert (code, len(out.splitlines())) == (0, 2)
    assert "the rule “broken” does nothing" in err
    assert news("feeds", "rules", "add", "fine", "--query", "ship", "--do", "star")[0] == 2
