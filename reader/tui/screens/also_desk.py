"""Who else tells a story: the list of its articles, reading one of them, and what parts two of them. Comes with its key."""

from collections.abc import Callable
from functools import partial

from reader.library.library import Library
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.model.kept import ListedArticle
from reader.tui.lines import told as in_words
from reader.tui.screens.also_sheet import AlsoChoice, AlsoSheet
from reader.tui.screens.difference_screen import Begin, DifferenceScreen, Doors, ReadAt
from reader.tui.screens.host import Host
from reader.tui.versions_session import Compared
from reader.tui.widgets.news_words import source_words


class AlsoDesk:
    """Lists the articles of a story."""

    def __init__(self, host: Host, show_feed: Callable[[str, str], object]) -> None:
        """`show_feed` lists a feed, with the bar at an article."""
        self._host = host
        self._show_feed = show_feed

    def show(self, row: ListedArticle) -> None:
        """List who else tells what an article tells."""

        def ask(library: Library) -> tuple[ListedArticle, ...]:
            return library.story(row.record.id)

        then = self._host.hold_keys().until(partial(self._show, row))
        self._host.session.lists.read("story", ask, then, is_aside=True)

    def _show(self, row: ListedArticle, told: tuple[ListedArticle, ...]) -> None:
        host = self._host
        feeds = host.library.folders.feeds
        through = {ref.feed_id for ref in row.record.feeds if feeds.get(ref.feed_id) is not None}
        if not told and len(through) < 2:
            host.tell("Nobody else tells this story.")
            return
        sheet = AlsoSheet(host.keymap, told or (row,), row.record.id, feeds, utc_now())
        host.show_sheet(sheet, partial(self._take, row, told))

    def _take(self, row: ListedArticle, told: tuple[ListedArticle, ...], choice: AlsoChoice) -> None:
        if choice.feed_id:
            self._show_feed(choice.feed_id, row.record.id)
        elif choice.is_compared:
            other = next(one for one in told if one.record.id == choice.article_id)
            self._compare(row, other)
        else:
            self._read(row, choice.article_id)

    def _read(self, row: ListedArticle, article_id: str, offset: int | None = None) -> None:
        """Read an article of the story; one comes back from it to the one that was open."""
        host = self._host
        opened_id = host.opened.kept.record.id if host.opened is not None else ""
        comes_from = opened_id if opened_id == row.record.id != article_id else ""

        def go() -> None:
            if offset is not None:
                host.article.jump_to(offset, is_jump=False)

        host.open(article_id, comes_from=comes_from, then=go)

    # -- comparing --------------------------------------------------------------------------------------------------
    def _compare(self, row: ListedArticle, other: ListedArticle) -> None:
        """Show what the other article says that the one does not, and the other way round."""
        host = self._host
        feeds = host.library.folders.feeds
        one_name, other_name = (source_words(each, feeds, "", is_long=False) for each in (row, other))

        def ask(library: Library) -> Compared:
            return Compared(
                library.difference_between(row.record.id, other.record.id),
                library.open_article(row.record.id),
                library.open_article(other.record.id),
                (1, 2),
                2,
                title="The same story",
                pair=f"{one_name} → {other_name}",
                origin=f"against {one_name}" if one_name != other_name else "against the other article",
            )

        def show(compared: Compared) -> None:
            host.work("")
            list_again = partial(self.show, row)
            screen = DifferenceScreen(host.keymap, compared, Doors(_nothing, list_again), utc_now(), Begin())
            screen.view.measure = host.article.measure
            screen.view.text_rules = host.article.text_rules
            host.show_sheet(screen, partial(self._read_at, row, other, compared))

        def refuse(error: ReaderError) -> None:
            host.work("")
            host.tell(in_words(error.message, error.hint), is_error=True)

        host.work("comparing the articles …")
        host.session.lists.read("difference", ask, show, refuse, is_aside=True)

    def _read_at(self, row: ListedArticle, other: ListedArticle, compared: Compared, place: ReadAt) -> None:
        is_other = place.version_id == compared.new.kept.version_id
        self._read(row, (other if is_other else row).record.id, place.offset)


def _nothing(step: int) -> None:
    """There are no other pairs: what is compared are two articles."""
