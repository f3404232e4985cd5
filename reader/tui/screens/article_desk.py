"""What is done to whole articles: star, tags, archive, read, trash, the browser; on the list's selection or the open one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.library.progress import Progress
from reader.model.kept import ListedArticle
from reader.tui.screens.host import Host
from reader.tui.shown_list import Spot


class Flag(NamedTuple):
    """A yes or no of an article's state, and what is told of many articles of which it was changed."""

    field: str
    """Of `ReadingState`."""
    set: str
    unset: str


STAR = Flag("is_starred", "starred", "without a star")
ARCHIVED = Flag("is_archived", "archived", "back in the inbox")
READ = Flag("is_read", "marked as read", "marked as unread")
TRASHED = Flag("is_trashed", "put in the trash", "taken out of the trash")


class ArticleDesk:
    """Actions on articles."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def targets(self) -> tuple[ListedArticle, ...]:
        """Return the articles that are meant: the list's, or the one that is open, as the list knows it."""
        host = self._host
        if host.is_list_focused or host.opened is None:
            return host.library.targets()
        kept = host.opened.kept
        row = host.library.list.row_of(kept.record.id)
        return (row.article if row is not None else ListedArticle(record=kept.record, state=kept.state),)

    def _tell_nothing(self) -> None:
        is_coming = self._host.library.list.is_waiting
        self._host.tell("This row is still being read." if is_coming else "There is no article here.")

    def _selected(self) -> Sequence[int]:
        """Return what is selected in the list, if that is meant."""
        host = self._host
        if host.is_list_focused or host.opened is None:
            return host.library.list.selection.docids()
        return ()

    @property
    def has_selected(self) -> bool:
        """Whether several articles are meant."""
        return bool(self._selected())

    def report(self, progress: Progress | None) -> None:
        """Say how far a change to many articles is."""
        if progress is None:
            self._host.work("")
        elif progress.done:  # what is soon over is not counted
            self._host.work(f"{progress.done:,} of {progress.total:,} {progress.step} · esc gives up")

    def cancel(self) -> bool:
        """Give up on a change to many articles; return whether one was under way."""
        return self._host.session.cancel_tending()

    def flip(self, flag: Flag, change: Callable[[Sequence[str], bool], None]) -> None:
        """Turn something on for all that are meant, or off if all have it."""
        if selected := self._selected():
            self._host.session.tending.flip(selected, flag.field, (flag.set, flag.unset), self.report)
            self._host.library.clear_chosen()
            return
        targets = self.targets()
        if not targets:
            self._tell_nothing()
            return
        is_on = all(getattr(row.state, flag.field) for row in targets)
        change([row.record.id for row in targets], not is_on)

    def do_star(self, count: int, argument: str) -> None:
        """Star, or take the star away."""
        self.flip(STAR, self._host.session.set_starred)

    def do_archive(self, count: int, argument: str) -> None:
        """Archive, or bring back."""
        self.flip(ARCHIVED, self._host.session.set_archived)

    def do_toggle_read(self, count: int, argument: str) -> None:
        """Mark as read or unread."""
        self.flip(READ, self._host.session.set_read)

    def do_trash(self, count: int, argument: str) -> None:
        """Put in the trash, or take out."""
        self.flip(TRASHED, self._host.session.set_trashed)

    def do_tags(self, count: int, argument: str) -> None:
        """Write the tags of one article, or of all that are selected."""
        from reader.tui.screens.tags import Tags

        host = self._host
        if selected := self._selected():
            host.session.tending.common_tags(selected, lambda common: self._ask_tags(selected, common))
            return
        targets = self.targets()
        if not targets:
            self._tell_nothing()
            return
        article_id, tags = targets[0].record.id, targets[0].state.tags

        def save(tags: tuple[str, ...]) -> None:
            host.session.set_tags((article_id,), tags)

        host.show_sheet(Tags(host.keymap, "Tags of the article", tags, host.library.counts.tags), save)

    def _ask_tags(self, selected: Sequence[int], common: tuple[str, ...]) -> None:
        from reader.tui.screens.tags import Tags

        host = self._host
        title = f"Tags of {len(selected):,} articles" if len(selected) > 1 else "Tags of the article"

        def save(tags: tuple[str, ...]) -> None:
            add, drop = (
                [one for one in some if one not in others] for some, others in ((tags, common), (common, tags))
            )
            host.session.tending.tag(selected, add, drop, self.report)
            host.library.clear_chosen()

        host.show_sheet(Tags(host.keymap, title, common, host.library.counts.tags), save)

    def do_next_unread(self, count: int, argument: str) -> None:
        """Go to the next unread article; open it if one is open."""
        host = self._host
        cursor, is_list_focused = host.library.cursor, host.is_list_focused

        def go(spot: Spot | None) -> None:
            if spot is None:
                host.tell("Everything here is read.")
                return
            host.library.place_cursor(spot.place)
            if not is_list_focused:
                host.open(spot.article_id)

        host.session.lists.ask(lambda shown: shown.next_unread(cursor), host.hold_keys().until(go))

    def do_open_in_browser(self, count: int, argument: str) -> None:
        """Open the article's page in the browser."""
        targets = self.targets()
        url = targets[0].record.url if targets else ""
        if not url:
            self._host.tell("This article has no address: it came from a file or a text.")
            return
        self.browse(url)

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        from reader.tui.external import ExternalError, browser_call, open_browser

        try:
            call = browser_call(url, self._host.config.browser, self._host.environ)
            if call.needs_terminal:
                self._host.step_aside(lambda: open_browser(call))
            else:
                open_browser(call)
                self._host.tell("Opened in the browser.")
        except ExternalError as error:
            self._host.tell(error.message, error.hint, is_error=True)
