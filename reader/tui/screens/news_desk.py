"""News: the river, the front page, what is unread next, keeping it, marking all of it read, who else tells it."""

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING

from reader.library.library import Library
from reader.library.listing import NEWS_KINDS, View, ViewKind
from reader.library.progress import Progress
from reader.library.results import Added
from reader.model.errors import ReaderError
from reader.model.kept import ArticleRecord, ListedArticle
from reader.tui.empty_states import key_of
from reader.tui.prompt import Question
from reader.tui.screens.adding_desk import describe
from reader.tui.screens.article_desk import ArticleDesk, Flag
from reader.tui.screens.host import Host
from reader.tui.screens.list_desk import ListDesk
from reader.tui.shown_feeds import NO_FEEDS, problems_of
from reader.tui.shown_list import ShownRow, Spot
from reader.tui.widgets.library_pane import FolderChosen

if TYPE_CHECKING:  # comes with its key
    from reader.tui.screens.also_desk import AlsoDesk

ASKED_OVER = 50
"""More unread articles than this are not marked read without a question: it is one key, and hides a morning's news."""

HEALTH_SECONDS = 2.0
"""How often it is looked at most which feeds do not come: a small file for each of them."""

WORDS_STAY = "What the feed says stays."

KEPT = Flag("is_kept", "kept in the inbox", "given back to the news")


class NewsDesk:
    """What is done with news beside what is done with any article."""

    def __init__(self, host: Host, lists: ListDesk, articles: ArticleDesk) -> None:
        """`articles` knows which articles an action is meant for."""
        self._host = host
        self._lists = lists
        self._articles = articles
        self._also: AlsoDesk | None = None
        self._learnt_for = NO_FEEDS
        self._learnt = 0.0

    # -- what is known of feeds -------------------------------------------------------------------------------------
    def list_came(self) -> None:
        """A list came, and with it the feeds: say of the open article whose it is, and learn which feeds do not come."""
        host = self._host
        feeds = host.library.folders.feeds
        if host.opened is not None:
            host.article.tell_source(self.source_of(host.opened.kept.record))
        is_due = feeds != self._learnt_for or monotonic() - self._learnt >= HEALTH_SECONDS
        if feeds and is_due and not host.session.is_syncing:
            self._learnt_for, self._learnt = feeds, monotonic()
            host.session.lists.read("health of feeds", _problems, host.library.take_problems, is_aside=True)

    def source_of(self, record: ArticleRecord) -> str:
        """Return what stands behind the name of an article's site: through which feed it came if that says more, and who else has
        it."""
        library = self._host.library
        if not record.feeds or not library.folders.feeds:
            return ""
        from reader.tui.widgets.news_words import source_line

        row = library.list.row_of(record.id)
        return source_line(record, row.article if row is not None else None, library.folders.feeds)

    # -- the page of an article that is opened ----------------------------------------------------------------------
    def fetch_page(self, article_id: str) -> None:
        """Fetch the page of an article of which only its feed's words are here, while they are read."""
        host = self._host

        def is_open() -> bool:
            return host.opened is not None and host.opened.kept.record.id == article_id

        def report(progress: Progress | None) -> None:
            if progress is None:
                host.work("")
            elif is_open():
                host.work(f"{describe(progress)} · {key_of(host.keymap, 'leave')} gives up")

        def came(added: Added) -> None:
            host.reload_list()
            if is_open():
                host.bring_up_to_date()
                if added.kept_back:
                    host.tell(f"The page says less than the feed: {added.kept_back.rstrip('.')}.", WORDS_STAY)

        def failed(error: ReaderError) -> None:
            if is_open():
                host.tell(f"The page did not come: {error.message.rstrip('.')}.", WORDS_STAY)

        host.work(f"fetching the page … · {key_of(host.keymap, 'leave')} gives up")
        host.session.news.fetch_page(article_id, report, came, failed)

    def cancel(self) -> bool:
        """Give up on the page that is being fetched; return whether one was."""
        if not self._host.session.cancel_page():
            return False
        self._host.work("")
        self._host.tell("Given up.", WORDS_STAY)
        return True

    # -- places -----------------------------------------------------------------------------------------------------
    def do_news(self, count: int, argument: str) -> None:
        """List all news."""
        self.go_to(View(kind=ViewKind.NEWS))

    def do_front_page(self, count: int, argument: str) -> None:
        """Show the front page."""
        self.go_to(View(kind=ViewKind.FRONT))

    def do_show_feed(self, count: int, argument: str) -> None:
        """List what came through the feed of the article, with the bar at it."""
        host = self._host
        targets = self._articles.targets()
        feeds = host.library.folders.feeds
        feed_id = next((known for known in _feeds_of(targets) if feeds.get(known) is not None), "")
        if not feed_id:
            host.tell("This article came through no feed that is subscribed to.")
            return
        self.show_feed(feed_id, targets[0].record.id)

    def show_feed(self, feed_id: str, article_id: str) -> None:
        """List what came through a feed, with the bar at an article."""
        self.go_to(View(kind=ViewKind.FEED, name=feed_id), article_id)

    def go_to(self, view: View, bar_at: str = "") -> None:
        """List a view on the whole screen, as if its folder had been chosen."""
        host = self._host
        if host.opened is not None:
            host.close_article()
        host.go_to(host.library)
        host.library.aim(bar_at)
        host.library.post_message(FolderChosen(view))

    # -- the next unread --------------------------------------------------------------------------------------------
    def do_next_news(self, count: int, argument: str) -> None:
        """Open the next unread article: the one under the bar if it is, else the next of the list, else one of the next feed."""
        host = self._host
        current = host.library.list.current
        if host.is_list_focused and isinstance(current, ShownRow) and not current.article.state.is_read:
            self._lists.open(current)
            return
        cursor = host.library.cursor
        host.session.lists.ask(lambda shown: shown.next_unread(cursor), host.hold_keys().until(self._open_or_go_on))

    def _open_or_go_on(self, spot: Spot | None) -> None:
        if spot is not None:
            self._open(spot)
            return
        host, view = self._host, self._host.view
        if view.kind in (ViewKind.FEED, ViewKind.FEED_FOLDER) and not view.query:
            following = host.library.folders.next_unread_feed(view)
            if following is not None:
                host.list_view(following, "")
                first = host.hold_keys().until(self._open_first)
                host.session.lists.ask(lambda shown: shown.next_unread(-1), first)
                return
        self._say_all_is_read()

    def _open_first(self, spot: Spot | None) -> None:
        if spot is None:  # read meanwhile, in another window
            self._say_all_is_read()
        else:
            self._open(spot)

    def _open(self, spot: Spot) -> None:
        self._host.library.place_cursor(spot.place)
        self._host.open(spot.article_id)

    def _say_all_is_read(self) -> None:
        host, counts = self._host, self._host.library.counts
        elsewhere = counts.unread_news and (host.view.kind not in NEWS_KINDS or host.view.query)
        hint = f"{key_of(host.keymap, 'news')} shows {_counted(counts.unread_news)} unread." if elsewhere else ""
        host.tell("Everything here is read." if elsewhere or host.view.query else "All news is read.", hint)

    # -- many at once -----------------------------------------------------------------------------------------------
    def do_mark_all_read(self, count: int, argument: str) -> None:
        """Mark everything in the list as read; asks first if it is much."""
        host = self._host
        if not host.library.total:
            host.tell("There is no article here.")
            return
        docids, view = host.library.list.places.docids, host.view._replace(is_typing=False)
        tending = host.session.tending

        def mark() -> None:
            tending.mark_read(view, self._articles.report)

        def answered(unread: int) -> None:
            if not unread:
                host.tell("Everything here is read.")
            elif unread > ASKED_OVER:
                host.ask(Question(f"Mark {_counted(unread)} as read?", mark))
            else:
                mark()

        tending.count_unread(docids, answered)

    # -- one --------------------------------------------------------------------------------------------------------
    def do_keep_article(self, count: int, argument: str) -> None:
        """Keep news in the inbox, or give it back; what the reader added is there already."""
        targets = self._articles.targets()
        if not self._articles.has_selected and targets and not any(row.record.came_by_feed for row in targets):
            self._host.tell("This article is in the inbox: you added it yourself.")
            return
        self._articles.flip(KEPT, self._host.session.tending.set_kept)

    def do_also_in(self, count: int, argument: str) -> None:
        """List who else tells the story."""
        if self._also is None:
            from reader.tui.screens.also_desk import AlsoDesk

            self._also = AlsoDesk(self._host, self.show_feed)
        targets = self._articles.targets()
        if targets:
            self._also.show(targets[0])
        else:
            self._host.tell("There is no article here.")


def _feeds_of(targets: tuple[ListedArticle, ...]) -> tuple[str, ...]:
    if not targets:
        return ()
    return targets[0].feeds or tuple(ref.feed_id for ref in targets[0].record.feeds)


def _counted(number: int) -> str:
    return f"{number:,} {'article' if number == 1 else 'articles'}"


def _problems(library: Library) -> Mapping[str, str]:
    return problems_of(library.feed_healths())
