"""The list of feeds: folders, names, what is unread, how often there is news, and which fail or are paused, and why.

Answers with the feed or the folder whose articles are to be listed; everything else is done while the list stands.
"""

from collections.abc import Sequence
from datetime import datetime

from reader.layout.cells import cell_width
from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.search_text import fold
from reader.tui.empty_states import key_of
from reader.tui.feed_words import Subscriptions, counted_feeds, rate_words, trouble_words
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age
from reader.tui.screens.feed_acts import ActsOnFeeds, FeedActs, Target
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.widgets.folder import FAILING, PAUSED

_STEP = 2
"""Cells that what is in a folder stands further in."""

_ROOMY_FROM = 64
"""Cells of a sheet in which rate and age stand beside what is unread."""


class SubscriptionsSheet(ActsOnFeeds, Sheet[Target]):
    """A row a folder, a row a feed, with a second one for those that fail."""

    left_width = 2
    note_rows = 2
    has_quiet_right = True
    has_filter = True
    hints = (
        ("accept", "list"),
        ("feed_health", "health"),
        ("feed_settings", "settings"),
        ("feed_add", "add"),
        ("help", "keys"),
        ("cancel", "leave"),
    )

    def __init__(self, keymap: KeyMap, subscriptions: Subscriptions, acts: FeedActs, now: datetime) -> None:
        super().__init__(keymap)
        self.acts = acts
        self._subscriptions = subscriptions
        self._now = now
        self._targets: list[Target | None] = []
        self._first = ""
        """The id of the feed that the bar begins at."""

    @property
    def mode(self) -> Mode:
        """Letters do something to the feed under the bar, unless a filter is written."""
        return Mode.INPUT if self.has_line else Mode.SUBSCRIPTIONS

    @property
    def title_text(self) -> str:  # type: ignore[override]  # it counts
        """How many there are, and how many of them fail."""
        feeds = self._subscriptions.feeds
        failing = sum(self._subscriptions.health(feed.id).is_failing and not feed.is_paused for feed in feeds)
        paused = sum(feed.is_paused for feed in feeds)
        parts = (f"{failing:,} failing" * bool(failing), f"{paused:,} paused" * bool(paused))
        return " · ".join(("Feeds", *(part for part in parts if part)))

    @property
    def empty_text(self) -> str:  # type: ignore[override]  # it names keys
        """What would be here."""
        if self.has_line:
            return "No feed is called so."
        return (
            "No feeds yet. A feed brings a site's news by itself: "
            f"{key_of(self.keymap, 'feed_add')}, then the address of the site, or the path of an OPML file."
        )

    def begin_at(self, feed_id: str) -> None:
        """Let the bar begin at a feed."""
        self._first = feed_id

    def first_at(self) -> int:
        """Return the row of the feed that was listed."""
        self.make_rows()
        return self._place_of(Target(self._subscriptions.feed(self._first)), 0)

    def show(self, subscriptions: Subscriptions, now: datetime) -> None:
        """Show them as they are now, the bar at what it was at."""
        before = self.meant()
        at = self.at
        self._subscriptions, self._now = subscriptions, now
        self.make_rows()
        self.reload(self._place_of(before, at) if before is not None else at)

    def _place_of(self, target: Target, otherwise: int) -> int:
        for at, row in enumerate(self._targets):
            if row is None:
                continue
            if target.feed is not None and row.feed is not None and row.feed.id == target.feed.id:
                return at
            if target.feed is None and target.folder and row == target:
                return at
        return min(otherwise, max(0, len(self._targets) - 1))

    # -- rows -------------------------------------------------------------------------------------------------------
    def make_rows(self) -> Sequence[SheetRow]:
        """Feeds without a folder first, then folder by folder; a heading says what stands at the right."""
        feeds = self._found()
        rows: list[SheetRow] = []
        self._targets = []
        if not feeds:
            return rows
        self._put(rows, None, SheetRow(text=counted_feeds(len(feeds)), right=self._right_heading(), is_heading=True))
        by_folder: dict[str, list[Feed]] = {}
        for feed in feeds:
            by_folder.setdefault(feed.folder, []).append(feed)
        for feed in by_folder.get("", ()):
            self._put(rows, Target(feed), self._feed_row(feed, 0))
        for folder in Subscriptions(feeds).folders:
            depth = folder.count(FOLDER_SEPARATOR)
            self._put(rows, Target(folder=folder), self._folder_row(folder, depth))
            for feed in by_folder.get(folder, ()):
                self._put(rows, Target(feed), self._feed_row(feed, depth + 1))
        return rows

    def _put(self, rows: list[SheetRow], target: Target | None, row: SheetRow) -> None:
        rows.append(row)
        self._targets.append(target)

    def _found(self) -> tuple[Feed, ...]:
        """Return the feeds that have all words of the filter in name, address or folder."""
        words = fold(self.line.text).split() if self.has_line else []
        if not words:
            return self._subscriptions.feeds
        return tuple(
            feed
            for feed in self._subscriptions.feeds
            if all(word in fold(f"{feed.shown_name} {feed.title} {feed.url} {feed.folder}") for word in words)
        )

    def _folder_row(self, folder: str, depth: int) -> SheetRow:
        unread = self._subscriptions.held_in(folder).unread
        return SheetRow(
            text=folder.rpartition(FOLDER_SEPARATOR)[2],
            right=self._columns(f"{unread:,}" if unread else "", "", ""),
            indent=depth * _STEP,
            is_group=True,
        )

    def _feed_row(self, feed: Feed, depth: int) -> SheetRow:
        health = self._subscriptions.health(feed.id)
        unread = self._subscriptions.held(feed.id).unread
        last = age(health.changed, self._now) if health.changed is not None else ""
        sign = PAUSED if feed.is_paused else FAILING if health.is_failing else ""
        rate = "paused" if feed.is_paused else rate_words(health.per_day)
        return SheetRow(
            text=feed.shown_name,
            left=sign,
            right=self._columns(f"{unread:,}" if unread else "", rate, last),
            note=trouble_words(feed, health),
            indent=depth * _STEP,
            is_quiet=feed.is_paused,
        )

    def _right_heading(self) -> str:
        return self._columns("unread", "how often", "last")

    def _columns(self, unread: str, rate: str, last: str) -> str:
        if min(self.width_cells, self.app.size.width - 2) < _ROOMY_FROM:
            return unread
        return f"{unread:>6}{' ' * max(2, 12 - cell_width(rate))}{rate}{last:>10}"

    def written(self) -> None:
        """Show what fits, the bar at the first feed of it."""
        self.make_rows()
        self.reload(next((at for at, row in enumerate(self._targets) if row is not None and row.feed is not None), 0))

    # -- what is wanted ---------------------------------------------------------------------------------------------
    def meant(self) -> Target | None:
        """Return the feed or the folder under the bar."""
        return self._targets[self.at] if 0 <= self.at < len(self._targets) else None

    def choose(self, index: int) -> None:
        """List its articles."""
        if 0 <= index < len(self._targets) and (target := self._targets[index]) is not None:
            self.dismiss(target)

    def unfiltered(self) -> None:
        """Show all again, the bar where it was."""
        before = self.meant()
        self.make_rows()
        self.reload(self._place_of(before, 0) if before is not None else 0)

    def do_feed_failing(self, count: int, argument: str) -> None:
        """Go to the next feed that fails, from the top again after the last."""
        rows = len(self._targets)
        for at in (*range(self.at + 1, rows), *range(self.at + 1)):
            target = self._targets[at]
            feed = target.feed if target is not None else None
            if feed is not None and not feed.is_paused and self._subscriptions.health(feed.id).is_failing:
                self._move(at, 1)
                return

    def do_feed_page_down(self, count: int, argument: str) -> None:
        """Move down a page."""
        self.do_choice_page_down(count, argument)

    def do_feed_page_up(self, count: int, argument: str) -> None:
        """Move up a page."""
        self.do_choice_page_up(count, argument)
