"""The page about a feed: how it is doing, when it was asked and is asked next, what is kept of it, and its log."""

from collections.abc import Sequence
from datetime import datetime

from reader.library.config import Config
from reader.model.feed import FOLDER_SEPARATOR, Feed, FeedHealth, FetchPages
from reader.tui.feed_form import number_words
from reader.tui.feed_words import (
    PAGES_WORDS,
    Subscriptions,
    ago_words,
    due_words,
    log_line,
    rate_words,
    since_words,
    size_words,
    state_words,
    trouble_words,
)
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import begun
from reader.tui.screens.feed_acts import ActsOnFeeds, FeedActs, Target
from reader.tui.screens.sheet import Sheet, SheetRow


class FeedHealthSheet(ActsOnFeeds, Sheet[None]):
    """Facts with their names at the left, then the log; nothing is chosen, keys do what they do in the list of feeds."""

    has_bar = False
    has_quiet_left = True
    has_quiet_right = True
    left_width = 14
    text_rows = 3
    hints = (
        ("feed_sync", "ask now"),
        ("feed_settings", "settings"),
        ("feed_pause", "pause"),
        ("feed_browse", "site"),
        ("cancel", "leave"),
    )

    def __init__(
        self, keymap: KeyMap, feed: Feed, known: Subscriptions, config: Config, acts: FeedActs, now: datetime
    ) -> None:
        super().__init__(keymap)
        self.acts = acts
        self._feed = feed
        self._known = known
        self._config = config
        self._now = now

    @property
    def mode(self) -> Mode:
        """Letters do something to the feed."""
        return Mode.SUBSCRIPTIONS

    @property
    def title_text(self) -> str:  # type: ignore[override]  # it is the feed's name, which may change
        """The feed."""
        return self._feed.shown_name

    def meant(self) -> Target | None:
        """Return the feed."""
        return Target(self._feed)

    def show(self, known: Subscriptions, now: datetime) -> None:
        """Show how it is now; a feed that was unsubscribed from has no page any more."""
        feed = known.feed(self._feed.id)
        if feed is None:
            self.dismiss(None)
            return
        self._feed, self._known, self._now = feed, known, now
        self.reload()

    def do_feed_health(self, count: int, argument: str) -> None:
        """Move down a page: the page about the feed stands already."""
        self.do_choice_page_down(count, argument)

    def do_feed_page_down(self, count: int, argument: str) -> None:
        """Move down a page."""
        self.do_choice_page_down(count, argument)

    def do_feed_page_up(self, count: int, argument: str) -> None:
        """Move up a page."""
        self.do_choice_page_up(count, argument)

    # -- rows -------------------------------------------------------------------------------------------------------
    def make_rows(self) -> Sequence[SheetRow]:
        """The state, the times, the settings, where it is, the log."""
        feed, health, now = self._feed, self._known.health(self._feed.id), self._now
        rows = [*_facts(self._state(health)), *self._group("News", self._news(health))]
        rows += self._group("What happened", [log_line(entry, now) for entry in health.log])
        rows += self._group("What is kept", self._kept())
        rows += self._group("Where it is", self._where())
        return rows if feed.id else ()

    def _group(self, heading: str, facts: Sequence[tuple[str, str]]) -> list[SheetRow]:
        rows = _facts(facts)
        return [SheetRow(text=heading, is_heading=True), *rows] if rows else []

    def _state(self, health: FeedHealth) -> list[tuple[str, str]]:
        now = self._now
        trouble = " ".join(part for part in (trouble_words(self._feed, health), _hint(health)) if part)
        state = ", ".join(part for part in (state_words(self._feed, health), since_words(health, now)) if part)
        asked = [ago_words(health.asked, now)] if health.asked is not None else []
        if asked and health.seconds >= 0.05:
            asked.append(f"took {health.seconds:.1f} s")
        if asked and health.status:
            asked.append(f"answer {health.status}")
        due = due_words(health.due, now) if health.due is not None and not self._feed.is_paused else ""
        return [
            ("State", begun(state)),
            ("Why", trouble),
            ("Asked", ", ".join(asked)),
            ("Asked next", ": ".join(part for part in (due, health.due_because) if part) if due else ""),
        ]

    def _news(self, health: FeedHealth) -> list[tuple[str, str]]:
        here = self._known.held(self._feed.id)
        size = size_words(health.size_bytes) if health.size_bytes else ""
        entries = f"{health.entry_count:,} {'entry' if health.entry_count == 1 else 'entries'}" if size else ""
        return [
            ("How often", rate_words(health.per_day)),
            ("Last news", ago_words(health.changed, self._now) if health.changed is not None else ""),
            ("Articles", f"{here.articles:,}, {here.unread:,} unread" if here.articles else "none here"),
            ("Size", ", ".join(part for part in (size, entries) if part)),
        ]

    def _kept(self) -> list[tuple[str, str]]:
        mine, config = self._feed.settings, self._config
        pages = mine.pages or FetchPages(config.feed_pages)
        with_pictures = config.feed_pictures if mine.with_pictures is None else mine.with_pictures
        days = config.feed_keep_days if mine.keep_days is None else mine.keep_days
        most = config.feed_keep_most if mine.keep_most is None else mine.keep_most
        kept = " ".join((number_words("keep_most", most), number_words("keep_days", days)))
        return [
            ("Whole pages", PAGES_WORDS[pages]),
            ("Pictures", "kept" if with_pictures else "not kept"),
            ("Articles", f"{kept}; those you marked stay"),
            ("Ask", number_words("every_minutes", mine.every_minutes) if mine.every_minutes else ""),
        ]

    def _where(self) -> list[tuple[str, str]]:
        feed = self._feed
        return [
            ("Address", feed.url),
            ("Site", feed.home),
            ("Folder", " / ".join(feed.folder.split(FOLDER_SEPARATOR)) if feed.folder else ""),
            ("Own title", feed.title if feed.name and feed.title != feed.name else ""),
            ("Since", ago_words(feed.added, self._now) if feed.added is not None else ""),
        ]


def _facts(facts: Sequence[tuple[str, str]]) -> list[SheetRow]:
    """Return a row for each fact that is known."""
    return [SheetRow(text=text, left=label) for label, text in facts if text]


def _hint(health: FeedHealth) -> str:
    return f"{begun(health.hint).rstrip('.')}." if health.is_failing and health.hint else ""
