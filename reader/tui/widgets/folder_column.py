"""The folders beside the list, above it, or in one line over it: which of them there is room for, and where each stands. Pure.

With a thousand tags a window of them is shown around the folder that is listed, or wherever it was turned to with the wheel.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style

from reader.library.listing import NEWS_KINDS, View, ViewCounts, ViewKind
from reader.tui.lines import Run
from reader.tui.looks.inks import Inks
from reader.tui.shown_feeds import NO_FEEDS, ShownFeed, ShownFeeds
from reader.tui.widgets.folder import USUAL_FOLDS, Folder, FolderFolds, is_in_news, is_within
from reader.tui.widgets.folder_rows import (
    NAME_X,
    NumberColumns,
    folder_runs,
    folders,
    is_shown,
    strip_words,
    width_of,
)

FEWEST_FOLDERS = 6
"""Rows that the folders take at least, if there are so many, however low the pane is."""

NAME = "Pressmark"
_UNDERLINE = Style(underline=True)
_MORE = "⋯"
"""Stands where the folders go on above or below."""


class _StripPlace(NamedTuple):
    """Where a folder stands in the one line."""

    start: int
    end: int
    folder: Folder


class FolderColumn:
    """The folders of one library, of which one is listed."""

    def __init__(self) -> None:
        self.counts = ViewCounts()
        self.view = View()
        self.feeds = NO_FEEDS
        self._problems: Mapping[str, str] = {}
        self.folds = USUAL_FOLDS
        self.room = FEWEST_FOLDERS
        """Rows there are for folders."""
        self.rows: list[Folder] = folders(self.counts, self.view)
        self._columns = NumberColumns.of(self.rows)
        self._first = 0
        self._strip: list[_StripPlace] = []

    def show(self, counts: ViewCounts, view: View, feeds: ShownFeeds = NO_FEEDS) -> None:
        """Take other numbers, other feeds, or another folder that is listed."""
        is_moved = view[:3] != self.view[:3]
        self.counts, self.view = counts, view
        self.feeds = feeds.with_problems(self._problems) if self._problems else feeds
        self._make(is_moved=is_moved)

    def take_problems(self, problems: Mapping[str, str]) -> bool:
        """Take what is wrong with feeds, by their ids; return whether that is another thing than before."""
        self._problems = problems
        feeds = self.feeds.with_problems(problems)
        is_other = feeds != self.feeds
        if is_other:
            self.feeds = feeds
            self._make(is_moved=False)
        return is_other

    def next_unread_feed(self, view: View) -> View | None:
        """Return the view of the next feed with anything unread, behind the feed or the folder that `view` lists, from the top
        again after the last; None if all is read."""
        from reader.tui.widgets.feed_rows import feeds_in_order  # late: most libraries have none

        ordered = feeds_in_order(self.feeds)
        at = [index for index, feed in enumerate(ordered) if feed.id == view.name or is_within(feed.folder, view.name)]
        start = at[-1] + 1 if at else 0
        for feed in (*ordered[start:], *ordered[:start]):
            held = self.counts.feeds.get(feed.id)
            if held is not None and held.unread and feed.id != view.name:
                return View(kind=ViewKind.FEED, name=feed.id)
        return None

    def problem_of(self, view: View) -> str:
        """Return why nothing comes through the feed that a view lists; "" if it comes, or something else is listed."""
        feed = self._feed_of(view)
        if feed is None:
            return ""
        return feed.problem or ("paused" if feed.is_paused else "")

    def is_paused(self, view: View) -> bool:
        """Whether a view lists a feed that is asked no more."""
        feed = self._feed_of(view)
        return feed is not None and feed.is_paused

    def _feed_of(self, view: View) -> ShownFeed | None:
        return self.feeds.get(view.name) if view.kind is ViewKind.FEED else None

    def fold(self, folds: FolderFolds) -> None:
        """Open and fold folders."""
        self.folds = folds
        self._make(is_moved=False)

    def fit(self, room: int) -> None:
        """Take the rows there are for folders."""
        room = max(FEWEST_FOLDERS, room)
        if room != self.room:
            self.room = room
            self._reveal()

    def _make(self, *, is_moved: bool) -> None:
        count = len(self.rows)
        self.rows = folders(self.counts, self.view, self.folds, self.feeds)
        self._columns = NumberColumns.of(self.rows)
        if is_moved or len(self.rows) != count:
            self._reveal()

    def _reveal(self) -> None:
        """Have the folder that is listed in the window, by as few rows as that takes, with one beside it if there is one."""
        at = next((index for index, folder in enumerate(self.rows) if is_shown(folder, self.view)), 0)
        low, high = at + 2 - self.room, at - 1
        self._first = max(0, min(max(self._first, low), high, len(self.rows) - self.room))

    def scroll(self, rows: int) -> None:
        """Turn the window by so many rows."""
        self._first = max(0, min(self._first + rows, len(self.rows) - self.room))

    @property
    def window(self) -> list[Folder]:
        """The folders there is room for."""
        return self.rows[self._first : self._first + self.room]

    def at(self, row: int) -> Folder | None:
        """Return the folder in a row of the window."""
        shown = self.window
        return shown[row] if 0 <= row < len(shown) else None

    def runs(self, row: int, width: int, inks: Inks) -> tuple[list[Run], bool]:
        """Return a row of the window, and whether it is the folder that is listed."""
        shown = self.window
        if not 0 <= row < len(shown):
            return [], False
        folder = shown[row]
        is_current = is_shown(folder, self.view)
        is_cut = (row == 0 and self._first > 0) or (
            row == self.room - 1 and self._first + self.room < len(self.rows) and not is_current
        )
        if is_cut and not is_current:
            return [Run(NAME_X + 2 * folder.level, _MORE, inks.muted)], False
        return folder_runs(folder, width, inks, self._columns, is_current=is_current), is_current

    # -- in one line ------------------------------------------------------------------------------------------------
    def strip_runs(self, width: int, inks: Inks) -> list[Run]:
        """Return the folders in one line; those far from the current one give way where there is no room.

        Feeds and their folders stand there while one is among the news: else they would take the place of all that follows.
        """
        runs = [Run(2, NAME, inks.key)]
        self._strip = []
        has_feeds = self.view.kind in NEWS_KINDS
        shown = [folder for folder in self.rows if folder.is_stop and (has_feeds or not is_in_news(folder.view))]
        words = [strip_words(folder) for folder in shown]
        widths = [width_of(pair) + 3 for pair in words]
        current = next((index for index, folder in enumerate(shown) if is_shown(folder, self.view)), 0)
        first, room = 0, width - len(NAME) - 6
        while first < current and sum(widths[first : current + 2]) > room:
            first += 1
        x = len(NAME) + 5
        for index in range(first, len(shown)):
            if x + widths[index] - 3 > width - 1:
                break
            name, number = words[index]
            runs.append(Run(x, name, inks.strong + _UNDERLINE if index == current else inks.muted))
            end = x + widths[index] - 3
            # The blank stays a gap: a number that touches a name in Arabic letters would be put before it.
            runs.append(Run(end - len(number) + 1, number[1:], inks.accent if shown[index].new else inks.muted))
            self._strip.append(_StripPlace(x, end, shown[index]))
            x += widths[index]
        return runs

    def in_strip(self, x: int) -> Folder | None:
        """Return the folder at a cell of the one line."""
        return next((place.folder for place in self._strip if place.start <= x < place.end), None)
