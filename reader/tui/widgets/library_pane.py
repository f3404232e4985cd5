"""The library pane: what keys and clicks do in the list of articles and its folders.

It shows what it is given and says what was chosen; it knows neither the session nor its siblings. `library_view` draws it.
"""

from textual import events
from textual.message import Message

from reader.library.listing import View
from reader.model.kept import ListedArticle
from reader.model.values import dataclass
from reader.tui.shown_list import ShownRow
from reader.tui.widgets.folder_rows import folder_after, is_shown
from reader.tui.widgets.library_view import LibraryView


@dataclass(repr=False, eq=False)
class ArticleChosen(Message):
    """An article is to be opened: at the place where the words stand that were looked for, if any were."""

    row: ShownRow


@dataclass(repr=False, eq=False)
class FolderChosen(Message):
    """Another view is to be listed."""

    view: View


class LibraryPane(LibraryView):
    """Everything the key table says about the list."""

    def targets(self) -> tuple[ListedArticle, ...]:
        """Return the articles an action is meant for: those selected, else the one under the bar."""
        if self.list.chosen:
            return tuple(
                here.article if (here := self.list.row_of(article_id)) is not None else listed
                for article_id, listed in self.list.chosen.items()
            )
        return (self.current,) if self.current else ()

    # -- actions of the key map -------------------------------------------------------------------------------------
    def do_next_article(self, count: int, argument: str) -> None:
        """Move the bar down."""
        self._move_to(self.cursor + count)

    def do_previous_article(self, count: int, argument: str) -> None:
        """Move the bar up."""
        self._move_to(self.cursor - count)

    def do_first_article(self, count: int, argument: str) -> None:
        """Move the bar to the first article."""
        self._move_to(0)

    def do_last_article(self, count: int, argument: str) -> None:
        """Move the bar to the last article."""
        self._move_to(self.total - 1)

    def do_list_page_down(self, count: int, argument: str) -> None:
        """Move the bar down by as many articles as fit."""
        self._move_to(self.cursor + self.list.page)

    def do_list_page_up(self, count: int, argument: str) -> None:
        """Move the bar up by as many articles as fit."""
        self._move_to(self.cursor - self.list.page)

    def do_select_article(self, count: int, argument: str) -> None:
        """Select the article under the bar or take it out, and go on to the next."""
        if self.current is not None:
            article_id = self.current.record.id
            if self.list.chosen.pop(article_id, None) is None:
                self.list.chosen[article_id] = self.current
            self._move_to(self.cursor + 1)
            self.refresh()

    def do_open_article(self, count: int, argument: str) -> None:
        """Ask for the article under the bar."""
        row = self.list.current
        if row is not None:
            self.post_message(ArticleChosen(row))

    def do_next_folder(self, count: int, argument: str) -> None:
        """Go to the next folder."""
        self._step_folder(1)

    def do_previous_folder(self, count: int, argument: str) -> None:
        """Go to the previous folder."""
        self._step_folder(-1)

    def clear_chosen(self) -> bool:
        """Select nothing any more; return whether anything was."""
        had_any = bool(self.list.chosen)
        self.list.chosen.clear()
        if had_any:
            self.refresh()
        return had_any

    def _step_folder(self, step: int) -> None:
        view = folder_after(self._folders, self.counts, self.view, step)
        if view is not None:
            self.post_message(FolderChosen(view))

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Open the article or the folder that was clicked."""
        event.stop()
        folder = self._folder_at(event.x, event.y)
        if folder is not None:
            if not is_shown(folder, self.view):
                self.post_message(FolderChosen(folder.view))
            return
        place = self._article_at(event.x, event.y)
        if place is not None:
            self._move_to(place)
            self.do_open_article(1, "")
