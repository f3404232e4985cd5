"""Bringing articles in: by address, file or pasted text, by a link in the text, and again by a refresh. Shows how far it is."""

from typing import TYPE_CHECKING

from reader.library.progress import Progress
from reader.tui.lines import begun
from reader.tui.messages import ArticleAdded, Purpose, WorkFailed, WorkProgressed
from reader.tui.screens.feed_keys import FeedKeys
from reader.tui.screens.host import Host

if TYPE_CHECKING:  # comes with its key
    from reader.tui.screens.adding import Addition

_BEGUN = {
    Purpose.OPEN: "adding",
    Purpose.FOLLOW: "following the link",
    Purpose.KEEP: "keeping the link for later",
    Purpose.REFRESH: "fetching the article again",
}

STAYS = "What is here stays."
"""Said when a page could not be fetched again, or shows less now than what was kept of it."""


class AddingDesk:
    """Long work: one piece at a time, the last one asked for."""

    def __init__(self, host: Host, feeds: FeedKeys) -> None:
        """`feeds` takes what turns out to be a feed, or a list of them."""
        self._host = host
        self._feeds = feeds
        self._request = 0
        self._purpose = Purpose.OPEN
        self._comes_from = ""
        self._target = ""
        """The address that was asked for last."""

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_add(self, count: int, argument: str) -> None:
        """Ask for an address, a path or a text."""
        from reader.tui.screens.adding import Adding

        self._host.show_sheet(Adding(self._host.keymap), self._take)

    def _take(self, addition: "Addition") -> None:
        """Add what was written or pasted, or look for the feeds that are meant by it."""
        from reader.tui.screens.adding import is_front_page, is_list_of_feeds

        target = addition.target
        if addition.text:
            self.add_paste(addition.text)
        elif is_list_of_feeds(target):
            self._feeds.import_list(target)
        elif addition.is_site or target.lower().startswith("feed:"):
            self._feeds.look_for(target)
        elif is_front_page(target):  # what is there changes by the hour: its feeds are what one wants of it
            self._feeds.look_for(target, lambda: self.add(target))
        else:
            self.add(target)

    def do_refresh(self, count: int, argument: str) -> None:
        """Fetch the article that is open, the one under the bar, or all that are selected, again."""
        host = self._host
        if host.is_list_focused and len(selected := host.library.list.selection.docids()) > 1:
            host.refresh_selected(selected)
            return
        opened = host.opened
        if opened is not None and not host.is_list_focused:
            record = opened.kept.record
        elif host.library.current is not None:
            record = host.library.current.record
        else:
            host.tell("There is no article here.")
            return
        self._begin(Purpose.REFRESH, host.session.refresh(record.id))

    def add(self, target: str) -> None:
        """Add an address or a file."""
        self._target = target
        self._begin(Purpose.OPEN, self._host.session.add(target, Purpose.OPEN))

    def add_paste(self, text: str) -> None:
        """Add a text."""
        self._begin(Purpose.OPEN, self._host.session.add_paste(text, Purpose.OPEN))

    def take_paste(self, text: str) -> None:
        """Add what was pasted where no line is being written: an address at once, a text if it is long enough to be one."""
        from reader.tui.screens.adding import is_address, read_addition

        addition = read_addition(text)
        if addition is None:
            return
        if addition.text or is_address(addition.target):
            self._take(addition)
        else:
            self._host.tell("What was pasted is neither an address nor a text.", "i adds a file by its path.")

    def follow(self, target: str, *, is_kept: bool) -> None:
        """Follow a link, or keep what it leads to."""
        opened = self._host.opened
        if opened is None:
            return
        article_id = opened.kept.record.id
        purpose = Purpose.KEEP if is_kept else Purpose.FOLLOW
        self._comes_from = "" if is_kept else article_id
        self._target = target
        self._begin(purpose, self._host.session.add_link(target, article_id, purpose))

    def cancel(self) -> bool:
        """Give up on the work under way; return whether there was any."""
        if not self._host.session.cancel_work() and not self._host.session.cancel_refreshing():
            return False
        self._host.work("")
        self._host.tell("Given up.")
        return True

    # -- answers ----------------------------------------------------------------------------------------------------
    def progressed(self, message: WorkProgressed) -> None:
        """Show a step."""
        if message.request == self._request and self._host.session.is_working:
            self._host.work(f"{describe(message.progress)} · esc gives up")

    def added(self, message: ArticleAdded) -> None:
        """Open what was added, or say that it is kept."""
        if message.request != self._request:
            return
        host, added = self._host, message.added
        host.work("")
        host.reload_list()
        notes = " ".join(f"{begun(note).rstrip('.')}." for note in added.notes)
        match message.purpose:
            case Purpose.KEEP:
                host.tell(f"Kept for later: {added.title}" if added.is_new else f"Already here: {added.title}", notes)
            case Purpose.REFRESH:
                host.refreshed(added)
            case _ if host.is_writing:
                host.tell(f"Added: {added.title}", notes)
            case _:
                comes_from = self._comes_from if message.purpose is Purpose.FOLLOW else ""
                if not added.is_new:
                    host.tell("This article was here already.", notes)
                elif notes:
                    host.tell(notes)
                host.open(added.article_id, comes_from=comes_from)

    def failed(self, message: WorkFailed) -> None:
        """Say what went wrong and what to do; of an article that did not come again, that it is here as before.

        What turns out to be a feed is offered to be subscribed to.
        """
        hint = message.hint
        if message.request and message.request == self._request:
            self._host.work("")
            if message.is_feed and self._purpose is not Purpose.REFRESH:
                self._feeds.look_for(self._target)
                return
            if self._purpose is Purpose.REFRESH:
                hint = f"{hint} {STAYS}".strip()
        self._host.tell(message.message, hint, is_error=True)

    def _begin(self, purpose: Purpose, request: int) -> None:
        self._request, self._purpose = request, purpose
        if purpose is not Purpose.FOLLOW:
            self._comes_from = ""
        self._host.work(f"{_BEGUN[purpose]} … · esc gives up")


def describe(progress: Progress) -> str:
    """Return a step in words, with how much of it is done where that is known."""
    if not progress.total:
        return f"{progress.step} …"
    return f"{progress.step} {min(1.0, progress.done / progress.total):.0%}"
