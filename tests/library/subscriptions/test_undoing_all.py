"""Whatever is done to feeds, rules and news in whatever order: all undone it is as it was, all redone as it came to be."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.results import FoundFeed
from reader.library.subscriptions.subscribing import FeedWishes
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.model.feed import FeedSettings, FetchPages, Rule, RuleAction
from tests.library import made_news as news

FOUND = [FoundFeed(url=f"https://paper-{number}.example/feed", title=f"Paper {number}") for number in range(6)]
FOLDERS = ("", "A", "A/B", "C", "a")
FIELDS = ("is_read", "is_starred", "is_archived", "is_kept", "is_hidden", "is_trashed", "tags")
VIEWS = (View(kind=ViewKind.NEWS), View(kind=ViewKind.FRONT), View(kind=ViewKind.FEED_FOLDER, name="A"))
OUTLINE = '<outline type="rss" text="o" xmlUrl="{}"/>'


class World:
    """A library with news of three feeds, and a hand that does something by chance."""

    def __init__(self, library: Library, hand: random.Random) -> None:
        self.library, self.hand = library, hand
        feeds = [done.feed for done in library.subscribe_all(FOUND[:3], folder="A")]
        for feed in feeds:
            library._stores.feeds.tick_off(feed.id, {"k": "1" * 16}, date(2026, 11, 23))
        through = [[feed.id for feed in hand.sample(feeds, hand.randint(1, 2))] for _ in range(6)]
        before = utc_now() - timedelta(days=1)
        self.ids = [
            news.keep(library._stores, f"News {number}", feeds=ids, added=before).id
            for number, ids in enumerate(through)
        ]
        library.save_rule(Rule(name="p", query="sea", actions=(RuleAction.STAR,)))
        library.catch_up()
        for entry in library.undoable():
            library.forget_step(entry)

    def seen(self) -> dict[str, Any]:
        """Return all that the reader has a hand in."""
        settings = self.library._stores.settings.load()
        states = [self.library._stores.states.load(one) for one in self.ids]
        return {
            "feeds": dict(settings.feeds),
            "rules": list(settings.rules.items()),
            "states": [[getattr(state, name) for name in FIELDS] for state in states],
            "news": [row.record.id for row in self.library.list(VIEWS[0])],
        }

    def act(self) -> None:
        """Do something; what cannot be done is refused."""
        with suppress(ReaderError):
            self.hand.choice(
                (
                    self.subscribe,
                    self.change,
                    self.change_many,
                    self.give_up,
                    self.tend,
                    self.tend,
                    self.rule,
                    self.move,
                )
            )()

    def some(self) -> list[str]:
        feeds = [feed.id for feed in self.library.feeds()] or ["0" * 16]
        return self.hand.sample(feeds, min(len(feeds), self.hand.randint(1, 3)))

    def subscribe(self) -> None:
        some, folder = self.hand.sample(FOUND, 3), self.hand.choice(FOLDERS)
        if self.hand.random() < 0.7:
            self.library.subscribe_all(some, folder=folder)
        else:
            body = "".join(OUTLINE.format(found.url) for found in some)
            self.library.import_feeds(f"<opml><body>{body}</body></opml>".encode(), folder=folder)

    def change(self) -> None:
        hand = self.hand
        wishes: tuple[dict[str, Any], ...] = (
            {"name": hand.choice(("", "N", "M"))},
            {"folder": hand.choice(FOLDERS)},
            {"is_paused": hand.random() < 0.5},
            {"settings": FeedSettings(pages=hand.choice((None, FetchPages.OPEN)), keep_days=hand.choice((None, 0, 3)))},
            {"url": f"https://moved-{hand.randint(0, 3)}.example/feed"},
        )
        self.library.change_feed(self.some()[0], **hand.choice(wishes))

    def change_many(self) -> None:
        if self.hand.random() < 0.5:
            self.library.rename_folder(self.hand.choice(FOLDERS[1:]), self.hand.choice(FOLDERS))
        else:
            wishes = FeedWishes(folder=self.hand.choice(FOLDERS), is_paused=self.hand.choice((None, True, False)))
            self.library.change_feeds(self.some(), wishes)

    def give_up(self) -> None:
        self.library.unsubscribe(self.some())

    def tend(self) -> None:
        hand, is_so = self.hand, self.hand.random() < 0.6
        deeds: tuple[Callable[[], object], ...] = (
            lambda: self.library.mark_read(hand.choice(VIEWS)),
            lambda: self.library.set_kept(hand.sample(self.ids, 2), is_so),
            lambda: self.library.set_starred(hand.choice(self.ids), is_so),
            lambda: self.library.set_many(hand.sample(self.ids, 3), "is_archived", is_so, "archived"),
            lambda: self.library.set_tags(hand.choice(self.ids), tuple(hand.sample("xyz", 2))),
        )
        hand.choice(deeds)()

    def rule(self) -> None:
        rules = [kept.rule.name for kept in self.library.rules()]
        deeds: tuple[Callable[[], object], ...] = (
            lambda: self.library.save_rule(Rule(name=self.hand.choice("pqr"), query="sea", tags=("t",))),
            lambda: self.library.remove_rule(self.hand.choice(rules)),
            lambda: self.library.turn_rule(self.hand.choice(rules), is_off=self.hand.random() < 0.5),
            lambda: self.library.move_rule(self.hand.choice(rules), self.hand.choice((-2, -1, 1, 2))),
        )
        self.hand.choice(deeds if rules else deeds[:1])()

    def move(self) -> None:
        (self.library.undo_steps if self.hand.random() < 0.6 else self.library.redo_steps)(self.hand.randint(1, 3))


@pytest.mark.parametrize("seed", range(12))
def test_all_undone_is_as_before_and_all_redone_as_after(library: Library, seed: int) -> None:
    world = World(library, random.Random(seed))
    before = world.seen()
    for _ in range(20):
        world.act()
    after, steps = world.seen(), sum(not entry.is_undone for entry in library.undoable())
    assert [entry.problem for entry in library.undo_steps(steps)] == [""] * steps
    assert world.seen() == before
    assert [entry.problem for entry in library.redo_steps(steps)] == [""] * steps
    assert world.seen() == after
