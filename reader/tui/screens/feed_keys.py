"""The keys that tend feeds: asking them, adding one, the list of them. What does it comes with the first of the keys."""

from typing import TYPE_CHECKING

from reader.library.listing import ViewKind
from reader.tui.keys.actions import Mode
from reader.tui.screens.host import Host

if TYPE_CHECKING:  # come with their keys
    from collections.abc import Callable

    from reader.tui.screens.feeds_desk import FeedsDesk
    from reader.tui.screens.sync_desk import SyncDesk

_NEWS = (ViewKind.NEWS, ViewKind.FRONT, ViewKind.FEED, ViewKind.FEED_FOLDER)


class FeedKeys:
    """Asked before the other desks: in a list of news a key may mean its feeds."""

    def __init__(self, host: Host, browse: "Callable[[str], object]") -> None:
        """`browse` opens an address in the browser."""
        self._host = host
        self._browse = browse
        self._feeds: FeedsDesk | None = None
        self._sync: SyncDesk | None = None

    @property
    def feeds(self) -> "FeedsDesk":
        """The list of feeds, and what is done there."""
        if self._feeds is None:
            from reader.tui.screens.feeds_desk import FeedsDesk

            self._feeds = FeedsDesk(self._host, self.sync, self._browse)
        return self._feeds

    @property
    def sync(self) -> "SyncDesk":
        """Asking feeds for news."""
        if self._sync is None:
            from reader.tui.screens.sync_desk import SyncDesk

            self._sync = SyncDesk(self._host)
        return self._sync

    def begin(self) -> None:
        """Ask feeds at the start and by the clock, if the settings say so."""
        config = self._host.config
        if config.sync_on_start or config.sync_minutes:
            self.sync.begin()

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_sync_feeds(self, count: int, argument: str) -> None:
        """Ask all feeds for news."""
        self.sync.start((), is_forced=True)

    def do_refresh(self, count: int, argument: str) -> bool:
        """In a list of news ask its feeds; elsewhere an article is meant."""
        host, view = self._host, self._host.view
        if not host.is_list_focused or view.kind not in _NEWS or len(host.library.list.selection.docids()) > 1:
            return False
        match view.kind:
            case ViewKind.FEED:
                self.sync.start((view.name,), is_forced=True)
            case ViewKind.FEED_FOLDER:
                self.feeds.sync_folder(view.name)
            case _:
                self.sync.start((), is_forced=True)
        return True

    def do_subscriptions(self, count: int, argument: str) -> None:
        """List the feeds."""
        self.feeds.show()

    def do_subscribe(self, count: int, argument: str) -> None:
        """Ask for the address of a site or a feed."""
        self.feeds.subscribing.add()

    def do_import_feeds(self, count: int, argument: str) -> None:
        """Ask for the path of a list of feeds."""
        self.feeds.subscribing.ask_import()

    def do_export_feeds(self, count: int, argument: str) -> None:
        """Ask for the path that all feeds are written to."""
        self.feeds.export()

    # -- giving up --------------------------------------------------------------------------------------------------
    def do_leave(self, count: int, argument: str) -> bool:
        """Give up on looking for feeds; where there is nothing else to leave, ask no more of them."""
        if self._feeds is not None and self._feeds.subscribing.cancel():
            return True
        host = self._host
        has_nothing_to_leave = (
            host.is_list_focused
            and host.opened is None
            and not host.view.query
            and not host.library.list.selection
            and host.view.kind is not ViewKind.FOUND
        )
        return has_nothing_to_leave and self._sync is not None and self._sync.is_asked_for and self._sync.cancel()

    def do_interrupt(self, count: int, argument: str) -> bool:
        """Give up on looking for feeds, or on asking them."""
        if self._host.mode is Mode.CARET:
            return False
        return (self._feeds is not None and self._feeds.subscribing.cancel()) or self.cancel_sync()

    def cancel_sync(self) -> bool:
        """Ask no more feeds; return whether any were being asked."""
        return self._sync is not None and self._sync.cancel()

    def changed(self) -> None:
        """Another window, another machine or a sync changed something: the list of feeds shows it, if it stands."""
        if self._feeds is not None:
            self._feeds.look_again()

    # -- for adding -------------------------------------------------------------------------------------------------
    def look_for(self, target: str, otherwise: "Callable[[], object] | None" = None) -> None:
        """Look for feeds at an address and offer to subscribe; `otherwise` is done if there are none."""
        self.feeds.subscribing.look_for(target, otherwise)

    def import_list(self, path: str) -> None:
        """Subscribe to the feeds of an OPML file."""
        self.feeds.subscribing.import_list(path)
