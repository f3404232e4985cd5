"""Rules: kept, ordered, undone; followed for new articles, and tried on those that came last."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.news.ruling import RuleReport
from reader.library.sync.aftermath import MOST_NOTICES, told_notices
from reader.model.errors import NotFoundError, QueryError, UsageError
from reader.model.feed import Feed, Rule, RuleAction
from reader.model.kept import ReadingState
from reader.store.feed_settings import change_feeds
from tests.library.made_news import HERON, NOW, PLOVER, keep


def rule(name: str = "ferries", query: str = "ferry", *actions: RuleAction, **more: object) -> Rule:
    return Rule(name=name, query=query, actions=actions or (RuleAction.STAR,), **more)  # type: ignore[arg-type]


def names(library: Library) -> list[str]:
    return [kept.rule.name for kept in library.rules()]


def subscribe(library: Library, feed_id: str, folder: str = "") -> None:
    feed = Feed(id=feed_id, url=f"https://{feed_id}.example/feed", name=f"Paper {feed_id[0]}", folder=folder)
    change_feeds(library._stores.places, lambda feeds: {**feeds, feed_id: feed})


@pytest.fixture
def news(library: Library) -> tuple[str, ...]:
    """Ids of three new articles: two of the heron's feed, about a ferry and a bridge, one of the plover's about a ferry."""
    stores = library._stores
    subscribe(library, HERON, "Morning/Coast")
    subscribe(library, PLOVER)
    records = (
        keep(stores, "Ferry to reopen", added=NOW),
        keep(stores, "Bridge to be painted", added=NOW + timedelta(seconds=1)),
        keep(stores, "New captain for the ferry", feeds=(PLOVER,), added=NOW + timedelta(seconds=2)),
    )
    library.catch_up()
    return tuple(record.id for record in records)


def states(library: Library, ids: Sequence[str]) -> list[ReadingState]:
    return [library._stores.states.load(article_id) for article_id in ids]


# -- keeping -----------------------------------------------------------------------------------------------------------
def test_rules_are_kept_in_order_and_cleaned(library: Library) -> None:
    saved = library.save_rule(
        rule(
            " ferries\n", "ferry", RuleAction.STAR, RuleAction.STAR, tags=("#sea", "sea", "news"), feeds=(HERON, HERON)
        )
    )
    library.save_rule(rule("politics", "election"))
    assert saved.name == "ferries"
    assert (saved.actions, saved.tags, saved.feeds) == ((RuleAction.TAG, RuleAction.STAR), ("sea", "news"), (HERON,))
    assert [kept.rule for kept in library.rules()] == [saved, library.rule("POLITICS")]
    assert "[rules.ferries]" in library._stores.places.settings_file.read_text()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (rule(""), "needs a name"),
        (Rule(name="idle", query="ferry"), "would do nothing"),
        (Rule(name="idle", query="ferry", actions=(RuleAction.TAG,)), "would do nothing"),
        (rule("all", " "), "every new article"),
        (rule("both", "ferry", RuleAction.HIDE, RuleAction.KEEP), "would hide what it keeps"),
    ],
)
def test_a_rule_that_makes_no_sense_is_not_kept(library: Library, wrong: Rule, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        library.save_rule(wrong)
    assert library.rules() == ()


def test_a_query_that_cannot_be_understood_is_told_at_its_place(library: Library) -> None:
    with pytest.raises(QueryError) as told:
        library.save_rule(rule(query="ferry added:soon"))
    assert told.value.position


def test_rules_are_replaced_renamed_turned_off_moved_and_removed_and_all_of_it_is_undone(library: Library) -> None:
    for name in ("a", "b", "c"):
        library.save_rule(rule(name))
    library.save_rule(rule("B", "bridge"), instead_of="b")
    assert [(kept.rule.name, kept.rule.query) for kept in library.rules()] == [
        ("a", "ferry"),
        ("B", "bridge"),
        ("c", "ferry"),
    ]
    library.move_rule("c", -5)
    library.turn_rule("a", is_off=True)
    library.remove_rule("b")
    assert names(library) == ["c", "a"]
    assert library.rule("a").is_off
    assert library.undo() == "removal of the rule “b”"
    assert names(library) == ["c", "a", "B"]
    library.undo()
    assert not library.rule("a").is_off
    library.undo()
    assert names(library) == ["a", "B", "c"]
    library.undo()
    assert library.rule("b").query == "ferry"
    library.redo()
    assert library.rule("b").query == "bridge"


def test_undo_leaves_what_another_window_wrote(library: Library) -> None:
    library.save_rule(rule("mine"))
    with Library.open(library.folder, config=library.config, folders=library.folders) as other:
        other.save_rule(rule("theirs"))
        other.undo()
        other.redo()
    library.undo()
    library.undo()
    assert names(library) == []
    library.redo()
    library.redo()
    assert names(library) == ["mine", "theirs"]


def test_names_that_are_taken_or_not_there_are_told(library: Library) -> None:
    library.save_rule(rule("a"))
    library.save_rule(rule("b"))
    with pytest.raises(UsageError, match="already"):
        library.save_rule(rule("A"), instead_of="b")
    for act in (library.remove_rule, library.rule, lambda name: library.move_rule(name, 1)):
        with pytest.raises(NotFoundError, match="no rule is called 'c'"):
            act("c")


def test_a_name_that_somebody_else_wrote_is_cleaned_and_still_means_its_rule(library: Library) -> None:
    places = library._stores.places
    places.folder.mkdir(parents=True)
    places.settings_file.write_text(
        '[rules."bo\\u001b[31mats\\u202e"]\nquery = "ferry"\ndo = ["star"]\n'
        f'[rules."{"x" * 500}"]\nquery = "ferry"\ndo = ["star"]\n'
    )
    first, second = names(library)
    assert "\x1b" not in first
    assert "\u202e" not in first
    assert len(second) <= 60
    library.turn_rule(first, is_off=True)
    assert library.rule(first).is_off
    library.remove_rule(second)
    assert names(library) == [first]
    library.save_rule(rule("boats"), instead_of=first)
    assert names(library) == ["boats"]
    library.undo()
    assert names(library) == [first]


def test_a_rule_is_changed_and_goes_by_the_name_that_is_shown_of_it(library: Library) -> None:
    path = library.folder / "library.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        '[rules."fer\\u001b[31mry\\u202e"]\nquery = "x"\ndo = ["star"]\n\n[rules."ferry\\u200b"]\nquery = "y"\ndo = ["read"]\n\n'
        '[rules.boats]\nquery = "z"\ndo = ["star"]\n'
    )
    assert names(library) == ["ferry", "boats"]
    library.turn_rule("ferry", is_off=True)
    assert library.rule("ferry").is_off
    library.move_rule("ferry", 1)
    assert names(library) == ["boats", "ferry"]
    library.remove_rule("ferry")
    assert names(library) == ["boats"]
    assert path.read_text().count("[rules.") == 1
    library.undo()
    assert names(library) == ["boats", "ferry"]


# -- following ---------------------------------------------------------------------------------------------------------
def test_what_a_rule_finds_is_done_to_new_articles_and_to_no_others(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("ferries", "ferry", RuleAction.STAR, RuleAction.READ, tags=("sea",)))
    report = library.apply_rules(news[:2])
    assert report == RuleReport(changed=1)
    first, second, third = states(library, news)
    assert (first.is_starred, first.is_read, first.tags) == (True, True, ("sea",))
    assert second == third == ReadingState()
    assert [row.record.id for row in library.list(View(kind=ViewKind.STARRED))] == [news[0]]


def test_a_rule_sees_what_those_above_it_did(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("archive the sea", "tag:sea", RuleAction.ARCHIVE))
    library.save_rule(rule("the sea", "ferry", RuleAction.TAG, tags=("sea",)))
    library.apply_rules(news)
    assert not any(state.is_archived for state in states(library, news))
    library.move_rule("archive the sea", 1)
    library.apply_rules(news)
    assert [state.is_archived for state in states(library, news)] == [True, False, True]


def test_a_rule_may_be_for_some_feeds_or_for_a_folder(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("heron", "", RuleAction.READ, feeds=("Morning",)))
    library.save_rule(rule("plover", "ferry", RuleAction.STAR, feeds=(PLOVER,)))
    library.apply_rules(news)
    assert [(state.is_read, state.is_starred) for state in states(library, news)] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_hidden_news_stands_in_no_list_and_kept_news_in_the_inbox(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("no bridges", "bridge", RuleAction.HIDE))
    library.save_rule(rule("captains", "captain", RuleAction.KEEP))
    library.apply_rules(news)
    assert [row.record.id for row in library.list(View(kind=ViewKind.NEWS))] == [news[0]]
    assert [row.record.id for row in library.list(View(kind=ViewKind.INBOX))] == [news[2]]
    assert [row.record.id for row in library.list(View(kind=ViewKind.ALL, query="is:hidden"))] == [news[1]]


def test_hidden_news_stands_where_a_star_or_a_tag_puts_it(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(Rule(name="a", query="bridge", actions=(RuleAction.HIDE, RuleAction.TAG), tags=("sea/bridge",)))
    library.apply_rules(news)
    for tag in ("sea/bridge", "sea"):
        assert [row.record.id for row in library.list(View(kind=ViewKind.TAG, tag=tag))] == [news[1]]
    counts = library.counts()
    assert (counts.tags, counts.tagged, counts.new_tagged) == ((("sea/bridge", 1),), 1, 1)
    assert [branch[1:] for branch in counts.branches] == [(1, 1)]
    assert dict(counts.new_tags) == {"sea/bridge": 1}
    library.set_trashed(news[1], True)
    assert library.counts().tags == ()


def test_of_hiding_and_keeping_the_later_rule_holds(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("hide", "ferry", RuleAction.HIDE))
    library.save_rule(rule("keep", "captain", RuleAction.KEEP))
    library.apply_rules(news)
    assert [(state.is_hidden, state.is_kept) for state in states(library, news)] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_notices_are_told(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("ferries", "ferry", RuleAction.NOTIFY))
    report = library.apply_rules(news)
    assert report.notices == ("ferries: Ferry to reopen", "ferries: New captain for the ferry")
    assert report.changed == 0


def test_notices_are_never_a_flood() -> None:
    assert told_notices(["one"]) == ("one",)
    told = told_notices([str(number) for number in range(30)])
    assert len(told) == MOST_NOTICES
    assert told[-1] == "and 11 more"


def test_a_rule_that_is_off_or_broken_holds_up_nothing(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("off", "ferry", RuleAction.ARCHIVE, is_off=True))
    library.save_rule(rule("fine", "ferry"))
    path = library._stores.places.settings_file
    path.write_text('[rules.broken]\nquery = "added:soon"\ndo = ["star"]\n\n' + path.read_text())
    assert [bool(kept.problem) for kept in library.rules()] == [True, False, False]
    report = library.apply_rules(news)
    assert report.changed == 2
    assert [problem.split(":")[0] for problem in report.problems] == ["the rule “broken” was not followed"]
    assert not any(state.is_archived for state in states(library, news))


def test_settings_that_cannot_be_read_are_told_and_stop_nothing(library: Library, news: tuple[str, ...]) -> None:
    library._stores.places.settings_file.write_text('[rules.x]\ndo = ["explode"]\n')
    report = library.apply_rules(news)
    assert "explode" in report.problems[0]


def test_rules_follow_the_user_and_the_index_has_what_they_did(library: Library, news: tuple[str, ...]) -> None:
    library.save_rule(rule("ferries", "ferry", RuleAction.TAG, tags=("sea",)))
    library.apply_rules(news)
    library.apply_rules(news)  # again: nothing more happens
    assert library.apply_rules(news).changed == 0
    assert len(library.list(View(kind=ViewKind.NEWS, query="tag:sea"))) == 2
    assert library.undo() == "rule “ferries”"  # what rules did is no step of the reader's


def test_following_asks_one_question_a_rule(
    library: Library, news: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.store.index.library_index import LibraryIndex

    for number in range(5):
        library.save_rule(rule(f"nothing {number}", f"zebra{number}"))
    asked: list[object] = []
    original = LibraryIndex.article_docids

    def counted(self: LibraryIndex, question: object) -> object:
        asked.append(question)
        return original(self, question)  # type: ignore[arg-type]  # handed on as it is

    monkeypatch.setattr(LibraryIndex, "article_docids", counted)
    library.apply_rules(news)
    assert len(asked) == 5


# -- trying ------------------------------------------------------------------------------------------------------------
def test_a_trial_says_what_a_rule_would_have_done_and_does_nothing(library: Library, news: tuple[str, ...]) -> None:
    library.set_starred(news[0], True)
    trial = library.try_rule(rule("ferries", "ferry", RuleAction.STAR, tags=("sea",)))
    assert (trial.looked_at, trial.changed) == (3, 2)
    assert [(row.row.record.id, row.does) for row in trial.rows] == [
        (news[2], ("tagged #sea", "starred")),
        (news[0], ("tagged #sea", "starred")),
    ]
    trial = library.try_rule(rule("ferries", "ferry"))
    assert [row.is_so_already for row in trial.rows] == [False, True]
    assert library.rules() == ()
    assert not library._stores.states.load(news[2]).is_starred


def test_a_trial_looks_at_the_last_entries_of_its_feeds_hidden_and_kept_ones_too(
    library: Library, news: tuple[str, ...], page_file: object
) -> None:
    library.add(str(page_file))  # came by no feed
    library._stores.states.change(news[1], is_hidden=True)
    library._stores.states.change(news[2], is_kept=True)
    library.catch_up()
    assert library.try_rule(rule("all", "ferry OR bridge")).looked_at == 3
    assert len(library.try_rule(rule("all", "ferry OR bridge")).rows) == 3
    assert library.try_rule(rule("all", "ferry", feeds=(PLOVER,))).looked_at == 1
    assert library.try_rule(rule("all", "ferry"), most=1).looked_at == 1
    assert library.try_rule(rule("none", "ferry", feeds=("Nowhere",))).looked_at == 0


def test_a_trial_of_nonsense_is_told(library: Library) -> None:
    with pytest.raises(QueryError):
        library.try_rule(rule(query="(ferry"))
