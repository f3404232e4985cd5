"""Rules on the screen: listed, written, tried, ordered, turned off, removed, and all of it taken back."""

from datetime import timedelta

import pytest

from reader.library.library import Library
from reader.model.feed import Feed, Rule, RuleAction
from reader.store.feed_settings import change_feeds
from reader.tui.keys.actions import Mode
from reader.tui.rule_form import FeedNames, fields_of_rule, rule_of, rule_words, values_of_rule
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.rules_sheet import RulesSheet, TrialSheet
from tests.library.made_news import HERON, NOW, PLOVER, keep
from tests.tui.conftest import Run, Running

FEEDS = {
    HERON: Feed(id=HERON, url="https://heron.example/feed", name="Heron", folder="Morning/Coast"),
    PLOVER: Feed(id=PLOVER, url="https://plover.example/feed", name="The Plover"),
}

NAMES = FeedNames(tuple(FEEDS.values()), ("Morning", "Morning/Coast"))


@pytest.fixture
def news(library: Library) -> tuple[str, ...]:
    """Ids of three new articles, two of them about ferries."""
    stores = library._stores
    change_feeds(stores.places, lambda feeds: FEEDS)
    records = (
        keep(stores, "Ferry to reopen", added=NOW),
        keep(stores, "Bridge to be painted", added=NOW + timedelta(seconds=1)),
        keep(stores, "New captain for the ferry", feeds=(PLOVER,), added=NOW + timedelta(seconds=2)),
    )
    library.catch_up()
    return tuple(record.id for record in records)


@pytest.fixture
def rules(library: Library, news: tuple[str, ...]) -> tuple[str, ...]:
    """The names of two rules."""
    library.save_rule(Rule(name="Boats", query="ferry", actions=(RuleAction.STAR,), tags=("sea",)))
    library.save_rule(Rule(name="Coast", query="", actions=(RuleAction.READ,), feeds=("Morning",), is_off=True))
    return ("Boats", "Coast")


def names(library: Library) -> list[str]:
    return [kept.rule.name for kept in library.rules()]


def sheet_of(running: Running) -> RulesSheet:
    return next(screen for screen in running.app.screen_stack if isinstance(screen, RulesSheet))


def front(running: Running) -> object:
    """Return the screen that is shown."""
    return running.app.screen


async def test_rules_are_listed_with_what_they_find_and_do(run: Run, rules: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E")
        assert sheet_of(running).mode is Mode.RULES
        for words in ("Rules for new articles", "Boats", "2 of the last 3", "ferry → tagged #sea, starred"):
            assert words in running.text
        assert "everything in Morning → marked as read" in running.text
        assert "off" in running.text
        await running.press("q")
        assert running.app.screen is running.screen


async def test_without_rules_the_list_says_what_they_are(run: Run, library: Library) -> None:
    async with run() as running:
        await running.press("g", "E")
        assert "No rules yet" in running.text
        await running.press("enter", "space", "p", "J", "K", "d", "d")
        assert isinstance(running.app.screen, RulesSheet)


async def test_a_rule_is_written_field_by_field(run: Run, library: Library, news: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E", "i")
        assert isinstance(front(running), FeedFormSheet)
        await running.write("Boats")
        await running.press("down")
        await running.write("ferry OR ship")
        await running.press("down")
        await running.write("plo")
        await running.press("down")
        await running.write("sea, news")
        await running.press("down", "down", "right", "enter")
        assert isinstance(front(running), RulesSheet), running.text
        (kept,) = library.rules()
        assert kept.rule == Rule(
            name="Boats",
            query="ferry OR ship",
            actions=(RuleAction.TAG, RuleAction.STAR, RuleAction.READ),
            tags=("sea", "news"),
            feeds=(PLOVER,),
        )
        assert "1 of the last 1" in running.text
        assert "is kept" in running.message
        await running.press("u")
        assert library.rules() == ()
        assert "No rules yet" in running.text
        await running.press("ctrl+r")
        assert names(library) == ["Boats"]


async def test_what_a_rule_finds_is_counted_as_it_is_written(run: Run, library: Library, news: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E", "i")
        await running.write("Boats")
        await running.press("down")
        assert "of the last" not in running.text
        await running.write("ferry")
        await running.until(lambda: "2 of the last 3" in running.text)
        await running.write(" (")
        await running.until(lambda: "of the last" not in running.text)
        await running.press("backspace", "backspace", "down")
        await running.until(lambda: "2 of the last 3" in running.text)
        await running.write("plover")
        await running.until(lambda: "1 of the last 1" in running.text)
        await running.press("escape")
        assert library.rules() == ()


async def test_what_is_wrong_in_a_field_is_told_there(run: Run, library: Library, news: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E", "i", "down")
        assert "A rule needs a name" in running.text
        await running.write("x")
        await running.press("down")
        await running.write("(ferry")
        await running.press("down")
        assert "bracket" in running.text
        await running.press(*["backspace"] * 6)
        await running.press("down")
        await running.write("gull")
        await running.press("enter")
        assert "No feed and no folder is called “gull”" in running.text
        assert library.rules() == ()


async def test_a_rule_that_would_do_nothing_is_written_on(run: Run, library: Library, rules: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E", "enter", "down", "down")
        await running.press(*["backspace"] * 3, "down", "right", "enter")
        await running.until(lambda: isinstance(running.app.screen, FeedFormSheet))
        assert "would do nothing" in running.message
        assert "Boats" in running.text
        await running.press("down", "down")
        await running.write("boat")
        await running.press("enter")
        assert library.rule("Boats").tags == ("boat",)


async def test_a_rule_is_tried_and_an_article_opened_from_there(
    run: Run, library: Library, news: tuple[str, ...], rules: tuple[str, ...]
) -> None:
    library.set_starred(news[0], True)
    library.set_tags(news[0], ("sea",))
    async with run() as running:
        await running.press("g", "E", "space")
        assert any(isinstance(screen, TrialSheet) for screen in running.app.screen_stack)
        text = running.text
        assert "“Boats” on the last 3 articles" in text
        assert text.index("Would be tagged #sea, starred") < text.index("New captain") < text.index("Are so already")
        await running.press("enter")
        assert running.app.screen is running.screen
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == news[2]


async def test_rules_are_ordered_turned_and_removed(run: Run, library: Library, rules: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "E", "J")
        assert names(library) == ["Coast", "Boats"]
        await running.press("J")  # there is no later place
        assert running.text.index("Coast") < running.text.index("Boats")
        await running.press("p")
        assert library.rule("Boats").is_off
        assert "not followed any more" in running.message
        await running.press("p", "K")
        assert names(library) == ["Boats", "Coast"]
        assert not library.rule("Boats").is_off
        await running.press("d", "d")
        assert names(library) == ["Coast"]
        await running.press("u")
        assert names(library) == ["Boats", "Coast"]
        assert "Boats" in running.text


async def test_a_rule_that_is_broken_says_why(run: Run, library: Library, rules: tuple[str, ...]) -> None:
    path = library._stores.places.settings_file
    path.write_text(path.read_text() + '\n[rules.broken]\nquery = "added:soon"\ndo = ["star"]\n')
    async with run() as running:
        await running.press("g", "E")
        assert "It does nothing: " in running.text
        assert "this is no date" in running.text
        await running.press("G", "space")
        assert isinstance(running.app.screen, RulesSheet)
        assert "date" in running.message


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
async def test_it_stands_on_any_screen(run: Run, rules: tuple[str, ...], size: tuple[int, int]) -> None:
    async with run(size=size) as running:
        await running.press("g", "E")
        assert "Boats" in running.text
        await running.press("i")
        assert "A new rule" in running.text


# -- the form ------------------------------------------------------------------------------------------------------------
def test_a_rule_is_what_its_fields_say() -> None:
    rule = Rule(
        name="x",
        query="ferry",
        actions=(RuleAction.TAG, RuleAction.STAR, RuleAction.HIDE, RuleAction.NOTIFY),
        tags=("sea", "a b"),
        feeds=(HERON, "Morning"),
        is_off=True,
    )
    assert rule_of(values_of_rule(rule, FEEDS), rule, NAMES) == rule
    assert set(values_of_rule(rule, FEEDS)) == {field.id for field in fields_of_rule(NAMES)}
    assert rule_words(rule, FEEDS) == "ferry in Heron, Morning → tagged #sea #a b, starred, hidden, told at once"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("heron", HERON),
        ("THE plo", PLOVER),
        ("plover", PLOVER),
        ("morning", "Morning"),
        ("Morning/c", "Morning/Coast"),
        ("gull", ""),
    ],
)
def test_feeds_are_meant_by_parts_of_their_names(word: str, meant: str) -> None:
    assert NAMES.meant(word) == meant
    assert bool(NAMES.fault(word)) is not bool(meant)


def test_a_feed_that_is_given_up_stays_in_its_rule() -> None:
    rule = Rule(name="x", query="ferry", actions=(RuleAction.STAR,), feeds=("dddddddddddddddd",))
    names = FeedNames.of(rule, (), ())
    values = values_of_rule(rule, {})
    assert not names.fault(values["feeds"])
    assert rule_of(values, rule, names).feeds == rule.feeds
