"""What is done to whole articles: star, tags, archive, read, trash, the browser; on the list's selection or the open one."""

from collections.abc import Callable, Sequence

from reader.model.kept import ListedArticle
from reader.tui.screens.host import Host


class ArticleDesk:
    """Actions on articles."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def _targets(self) -> tuple[ListedArticle, ...]:
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

    def _flip(self, is_on: Callable[[ListedArticle], bool], change: Callable[[Sequence[str], bool], None]) -> None:
        """Turn something on for all that are meant, or off if all have it."""
        targets = self._targets()
        if not targets:
            self._tell_nothing()
            return
        change([row.record.id for row in targets], not all(map(is_on, targets)))
        self._host.library.clear_chosen()

    def do_star(self, count: int, argument: str) -> None:
        """Star, or take the star away."""
        self._flip(lambda row: row.state.is_starred, self._host.session.set_starred)

    def do_archive(self, count: int, argument: str) -> None:
        """Archive, or bring back."""
        self._flip(lambda row: row.state.is_archived, self._host.session.set_archived)

    def do_toggle_read(self, count: int, argument: str) -> None:
        """Mark as read or unread."""
        self._flip(lambda row: row.state.is_read, self._host.session.set_read)

    def do_trash(self, count: int, argument: str) -> None:
        """Put in the trash, or take out."""
        self._flip(lambda row: row.state.is_trashed, self._host.session.set_trashed)

    def do_tags(self, count: int, argument: str) -> None:
        """Write the tags of one article, or of all that are selected."""
        from reader.tui.screens.tags import Tags

        targets = self._targets()
        if not targets:
            self._tell_nothing()
            return
        ids = [row.record.id for row in targets]
        common = [tag for tag in targets[0].state.tags if all(tag in row.state.tags for row in targets)]
        title = f"Tags of {len(ids)} articles" if len(ids) > 1 else "Tags of the article"

        def save(tags: tuple[str, ...]) -> None:
            for row in targets:
                own = [tag for tag in row.state.tags if tag not in common]
                self._host.session.set_tags((row.record.id,), tuple(dict.fromkeys((*own, *tags))))
            self._host.library.clear_chosen()

        self._host.show_sheet(Tags(self._host.keymap, title, common, self._host.library.counts.tags), save)

    def do_next_unread(self, count: int, argument: str) -> None:
        """Go to the next unread article; open it if one is open."""
        host = self._host
        cursor, is_list_focused = host.library.cursor, host.is_list_focused

        def go(answer: tuple[int, str] | None) -> None:
            if answer is None:
                host.tell("Everything here is read.")
                return
            place, article_id = answer
            host.library.place_cursor(place)
            if not is_list_focused:
                host.open(article_id)

        host.session.lists.ask(lambda shown: shown.next_unread(cursor), go)

    def do_open_in_browser(self, count: int, argument: str) -> None:
        """Open the article's page in the browser."""
        targets = self._targets()
        url = targets[0].record.url if targets else ""
        if not url:
            self._host.tell("This article has no address: it came from a file or a text.")
            return
        self.browse(url)

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        from reader.tui.external import ExternalError, browser_call, open_browser

        try:
            call = browser_call(url, self._host.config.browser)
            if call.needs_terminal:
                self._host.step_aside(lambda: open_browser(call))
            else:
                open_browser(call)
                self._host.tell("Opened in the browser.")
        except ExternalError as error:
            self._host.tell(error.message, error.hint, is_error=True)
