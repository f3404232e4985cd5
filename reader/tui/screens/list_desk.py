"""The list on the screen: which view it shows, the rows it asks for, what is opened from it, and what others change under it."""

from functools import partial

from reader.library.config import Config
from reader.library.library import Library
from reader.library.listing import BEST_FIRST, NEWEST_FIRST, NEWS_FIRST, NEWS_KINDS, ListOrder, View, ViewKind
from reader.library.results import LibraryChange, SavedSearch
from reader.model.errors import ReaderError
from reader.model.found import SnippetSource
from reader.model.kept import Part
from reader.tui.empty_states import empty_list_text
from reader.tui.lines import told
from reader.tui.list_places import NO_FOLDS, Folds
from reader.tui.messages import ListLoaded, RowsLoaded
from reader.tui.screens.host import Host
from reader.tui.shown_list import ShownRow, Spot
from reader.tui.widgets.article_messages import SettingChosen
from reader.tui.widgets.folder import FolderFolds
from reader.tui.widgets.loaded_rows import Wanted


class ListDesk:
    """Asks the session for what the library pane shows."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.view = View()
        """The view that was asked for last."""
        self._request = 0
        self._shown_request = 0
        self._searches: tuple[SavedSearch, ...] = ()
        self._may_be_missing = False
        """Whether the list was empty while the library was still being looked through."""
        self._order = NEWEST_FIRST
        self._news_order = NEWS_FIRST
        self._found_order = BEST_FIRST
        """Of searches of the whole library; chosen anew in every run."""
        self._folds = NO_FOLDS

    def saved_query(self, name: str) -> str:
        """Return the query of a saved search, "" if there is none of that name."""
        return next((search.query for search in self._searches if search.name == name), "")

    def show(self, view: View, bar_at: str | None = None, line: int | None = None) -> None:
        """List a view, with the bar at an article (at the top: ""), else where it is if that is in the view too."""
        self.view = view
        if bar_at is not None:
            self._host.library.aim(bar_at, line)
        self.reload()

    def reload(self) -> None:
        """Ask for the view anew; what is on the screen stays where it is."""
        held = self._host.library.held(self.view)
        self._request = self._host.session.lists.load(self.view, held, self.order, self._folds)

    @property
    def order(self) -> ListOrder:
        """How the view is ordered and gathered."""
        if self.view.kind is ViewKind.FOUND:
            return self._found_order
        return self._news_order if self.view.kind in NEWS_KINDS else self._order

    def take_settings(self, config: Config) -> None:
        """Take how the reader likes lists."""
        self._order = ListOrder(config.sort, config.group)
        self._news_order = ListOrder(config.news_sort, config.news_group)
        self._host.library.has_preview = config.preview
        self._host.library.words_per_minute = config.words_per_minute
        self._host.library.folders.folds = FolderFolds.from_text(config.open_folders)

    def do_order(self, count: int, argument: str) -> None:
        """Choose how the list is ordered and what its articles stand together by; the list follows the bar."""
        from reader.tui.screens.order_sheet import OrderSheet

        host, is_found = self._host, self.view.kind is ViewKind.FOUND
        if self.view.kind is ViewKind.FRONT:
            host.tell("The front page has an order of its own: first what most feeds tell of.")
            return
        if "sort:" in f"{self.view.query} {self.saved_query(self.view.name)}":
            host.tell("What is asked for here names its own order: sort: stands in it.")
            return

        def keep(order: ListOrder) -> None:
            if not is_found:
                of_news = "news_" if self.view.kind in NEWS_KINDS else ""
                host.library.post_message(SettingChosen(f"{of_news}sort", order.sort))
                host.library.post_message(SettingChosen(f"{of_news}group", order.group))

        host.show_sheet(OrderSheet(host.keymap, self.order, self._take_order, is_found=is_found), keep)

    def _take_order(self, order: ListOrder) -> None:
        if self.view.kind is ViewKind.FOUND:
            self._found_order = order
        elif self.view.kind in NEWS_KINDS:
            self._news_order = order
        else:
            self._order = order
        self._folds = NO_FOLDS
        self.reload()

    def fold(self, folds: Folds) -> None:
        """Fold groups of the list."""
        self._folds = folds
        self._request = self._host.session.lists.fold(self._host.library.held(self.view), folds)

    def loaded(self, message: ListLoaded) -> bool:
        """Show a list, if it is the one that was asked for last; return whether it was."""
        if message.request != self._request:
            return False
        host, loaded = self._host, message.loaded
        if loaded.problem and loaded.view.is_typing:  # what was found before stays; the last row says what is wrong
            host.library.empty_text = ""
            host.library.refresh()
            return True
        is_first = not host.library.is_loaded
        self._shown_request = message.request
        self._searches = loaded.searches
        self._may_be_missing = loaded.is_reading and not loaded.total
        if loaded.problem:
            host.library.empty_text = loaded.problem
        else:
            host.library.empty_text = empty_list_text(
                host.keymap,
                loaded.view,
                is_all_empty=not loaded.counts.all,
                is_reading=loaded.is_reading,
                has_feeds=bool(loaded.feeds),
                feed_problem=host.library.folders.problem_of(loaded.view),
                has_news=bool(loaded.counts.news),
            )
        host.library.forget_preview()
        host.library.show(loaded)
        if is_first and host.opened is not None:
            self.put_bar_at(host.opened.kept.record.id)
        return True

    def looked_through(self) -> None:
        """The library has been looked through: a list that was empty so far is empty, or something was found for it."""
        if self._may_be_missing:
            self._may_be_missing = False
            self._host.reload_list()

    def take_rows(self, message: RowsLoaded) -> None:
        """Show rows of the list that is shown."""
        if message.request == self._shown_request:
            self._host.library.take_rows(message.start, message.rows)

    def ask_for(self, wanted: Wanted) -> None:
        """Ask for rows near the screen."""
        self._host.session.lists.load_rows(self._shown_request, wanted.start, wanted.stop)

    def preview(self, article_id: str) -> None:
        """Ask for the beginning of an article."""
        from reader.tui.previews import Preview, preview

        library = self._host.library

        def failed(error: ReaderError) -> None:
            library.take_preview(Preview(article_id, "", "", "", "", problem=told(error.message, error.hint)))

        def ask(kept: Library) -> Preview:
            return preview(kept, article_id, library.words_per_minute)

        self._host.session.lists.read("preview", ask, library.take_preview, failed, is_aside=True)

    def put_bar_at(self, article_id: str) -> None:
        """Put the bar at an article, wherever in the list it is; where it is not, the bar stays."""
        place = self._host.library.list.place_of(article_id)
        if place is not None:
            self._host.library.place_cursor(place)
            return

        def found(spot: Spot | None) -> None:
            if spot is not None:
                self._host.library.place_cursor(spot.place)

        self._host.session.lists.ask(lambda shown: shown.spot_of(article_id), found)

    def open(self, row: ShownRow) -> None:
        """Open an article; what was looked for in the text is lit there, and what in a note is gone to."""
        snippet = row.snippet
        article, words = self._host.article, self._host.library.words
        if snippet is None or not words:
            self._host.open(row.id)
        elif snippet.source is SnippetSource.TEXT:
            self._host.open(row.id, then=partial(article.light, words, snippet.offset))
        else:
            self._host.open(row.id, then=partial(article.go_to_annotation, snippet.annotation_id))

    def changed_elsewhere(self, change: LibraryChange) -> None:
        """Show what another window or machine changed: in the list, and in the article that is open."""
        host = self._host
        if change.is_settings:
            host.margin.set_meanings({colour.value: word for colour, word in host.meanings.items()})
        if not self._is_only_reading_on(change):
            self.reload()
        opened = host.opened
        if opened is None:
            return
        is_meant = change.is_everything or opened.kept.record.id in change.article_ids
        if is_meant and (change.is_everything or change.parts & {Part.ARTICLE, Part.ANNOTATIONS}):
            host.session.catch_up(
                opened.kept.record.id, opened.kept.record.version_id, host.show_newer_version, is_from_elsewhere=True
            )

    def _is_only_reading_on(self, change: LibraryChange) -> bool:
        """Whether somebody only reads on in articles whose rows are not here: that is told every few seconds."""
        if change.is_everything or change.is_settings or change.parts - {Part.POSITION}:
            return False
        return all(self._host.library.list.place_of(article_id) is None for article_id in change.article_ids)
