"""The list's half of the reading screen: which view is listed, the rows that come for it, and what changes them."""

from reader.library.listing import View
from reader.tui.empty_states import undo_hint
from reader.tui.messages import ArticlesChanged, IndexProgressed, LibraryChanged, RowsLoaded
from reader.tui.screens.list_desk import ListDesk
from reader.tui.screens.writing import Writing
from reader.tui.widgets.library_pane import GroupFolded
from reader.tui.widgets.library_view import ListMoved, RowsWanted
from reader.tui.widgets.previewing_view import PreviewWanted

LIST_SECONDS = 1.0
"""After these the list comes even if the article that was asked for at the start does not stand there yet: it may have to be
fetched, or be a book. Most files are cleaned in a third of it, in which the list would take part of the processor."""


class ListingScreen(Writing):
    """A screen with a list of articles; `ReadingScreen` builds on it."""

    lists: ListDesk
    _is_list_begun = False

    @property
    def view(self) -> View:
        """The view that was asked for last."""
        return self.lists.view

    def list_view(self, view: View, bar_at: str | None = None, line: int | None = None) -> None:
        """List another view, with the bar at an article (at the top: ""), on a line of the screen; else where it is."""
        self.lists.show(view, bar_at, line)

    def saved_query(self, name: str) -> str:
        """Return the query of a saved search, "" if there is none of that name."""
        return self.lists.saved_query(name)

    def begin_list(self, *, is_article_awaited: bool = False) -> None:
        """Watch the library and ask for the rows of the view, once; after a while, if an article is awaited that goes first."""
        if is_article_awaited:
            self.set_timer(LIST_SECONDS, self.begin_list)
        elif not self._is_list_begun:
            self._is_list_begun = True
            self.session.lists.watch()
            self.lists.reload()

    def reload_list(self) -> None:
        """Ask for the rows of the view anew; they are not asked for before the list begins."""
        if self._is_list_begun:
            self.lists.reload()

    def on_rows_loaded(self, message: RowsLoaded) -> None:
        """Show more rows."""
        self.lists.take_rows(message)

    def on_rows_wanted(self, message: RowsWanted) -> None:
        """Ask for more rows."""
        self.lists.ask_for(message.wanted)

    def on_preview_wanted(self, message: PreviewWanted) -> None:
        """Read the beginning of an article."""
        self.lists.preview(message.article_id)

    def on_group_folded(self, message: GroupFolded) -> None:
        """Fold groups of the list."""
        self.lists.fold(message.folds)

    def on_list_moved(self, message: ListMoved) -> None:
        """Say where one is in the list."""
        self.settled()

    def on_articles_changed(self, message: ArticlesChanged) -> None:
        """Show the new state of articles in the list."""
        if message.done:
            self.tell(message.done[0].upper() + message.done[1:] + ".", undo_hint(self.keymap))
        self.reload_list()

    def on_library_changed(self, message: LibraryChanged) -> None:
        """Show what another window or machine changed."""
        self.tell_problems()
        self.lists.changed_elsewhere(message.change)

    def on_index_progressed(self, message: IndexProgressed) -> None:
        """Say quietly how far indexing is."""
        step, done, total = message.progress
        if done >= total:  # so soon that it is not counted, or over
            self.status.go_on("")
            self.lists.looked_through()
        else:
            self.status.go_on(f"{step} {done:,} of {total:,}", f"{done / total:.0%}")

    def tell_problems(self) -> None:
        """Tell what is wrong with the library and was not told yet."""
        for problem in self.session.take_problems():
            self.tell(problem, is_error=True)
