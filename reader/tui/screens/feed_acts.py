"""What can be done with a feed or a folder of feeds in the sheets about them; the desk does it.

The list of feeds and the page about one of them have the same keys for it.
"""

from typing import NamedTuple, Protocol

from reader.model.feed import FOLDER_SEPARATOR, Feed


class Target(NamedTuple):
    """What is under the bar: a feed, or a folder with all that is in it."""

    feed: Feed | None = None
    folder: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.feed.shown_name if self.feed is not None else self.folder.rpartition(FOLDER_SEPARATOR)[2]


class FeedActs(Protocol):
    """Who does it; what came of it is shown in the sheets that stand."""

    def edit(self, target: Target, field: str) -> None:
        """Ask for name, folder and settings, beginning with a field of `feed_form`; of a folder, for its name."""

    def pause(self, target: Target) -> None:
        """Ask it no more, or ask it again."""

    def remove(self, target: Target) -> None:
        """Unsubscribe."""

    def sync(self, target: Target) -> None:
        """Ask for news now."""

    def browse(self, target: Target) -> None:
        """Open the site in the browser."""

    def show_health(self, target: Target) -> None:
        """Show how it is doing."""

    def add(self) -> None:
        """Subscribe to another one."""

    def export(self) -> None:
        """Write all of them into a file."""

    def step(self, *, is_redo: bool) -> None:
        """Undo the last change, or redo it."""


class ActsOnFeeds:
    """The actions of the mode `subscriptions`, for a sheet that says what is meant."""

    acts: FeedActs

    def meant(self) -> Target | None:
        """Return what is under the bar."""
        return None

    def do_feed_rename(self, count: int, argument: str) -> None:
        """Give it a name."""
        if (target := self.meant()) is not None:
            self.acts.edit(target, "name")

    def do_feed_move(self, count: int, argument: str) -> None:
        """Put it into another folder."""
        if (target := self.meant()) is not None:
            self.acts.edit(target, "folder")

    def do_feed_settings(self, count: int, argument: str) -> None:
        """Set what is fetched and kept of it."""
        if (target := self.meant()) is not None:
            self.acts.edit(target, "pages")

    def do_feed_pause(self, count: int, argument: str) -> None:
        """Ask it no more, or ask it again."""
        if (target := self.meant()) is not None:
            self.acts.pause(target)

    def do_feed_remove(self, count: int, argument: str) -> None:
        """Unsubscribe from it."""
        if (target := self.meant()) is not None:
            self.acts.remove(target)

    def do_feed_sync(self, count: int, argument: str) -> None:
        """Ask it for news now."""
        if (target := self.meant()) is not None:
            self.acts.sync(target)

    def do_feed_browse(self, count: int, argument: str) -> None:
        """Open its site in the browser."""
        if (target := self.meant()) is not None:
            self.acts.browse(target)

    def do_feed_health(self, count: int, argument: str) -> None:
        """Show how it is doing."""
        if (target := self.meant()) is not None:
            self.acts.show_health(target)

    def do_feed_add(self, count: int, argument: str) -> None:
        """Subscribe to another one."""
        self.acts.add()

    def do_feed_export(self, count: int, argument: str) -> None:
        """Write all of them into a file."""
        self.acts.export()

    def do_feed_undo(self, count: int, argument: str) -> None:
        """Undo the last change."""
        self.acts.step(is_redo=False)

    def do_feed_redo(self, count: int, argument: str) -> None:
        """Redo what was undone."""
        self.acts.step(is_redo=True)
