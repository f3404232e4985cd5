"""The library pane: what keys and clicks do in the list of articles and its folders.

It shows what it is given and says what was chosen; it knows neither the session nor its siblings. `library_view` draws it.
"""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from reader.library.listing import View, ViewKind
from reader.model.kept import ListedArticle
from reader.tui.fuzzy import fold_case
from reader.tui.widgets.library_view import LibraryView
from reader.tui.widgets.list_rows import Folder, is_shown


@dataclass(repr=False, eq=False)
class ArticleChosen(Message):
    """An article is to be opened."""

    article_id: str


@dataclass(repr=False, eq=False)
class FolderChosen(Message):
    """Another view is to be listed."""

    view: View


class LibraryPane(LibraryView):
    """Everything the key table says about the list."""

    def targets(self) -> tuple[ListedArticle, ...]:
        """Return the articles an action is meant for: those selected, else the one under the bar."""
        if self.chosen:
            return tuple(row for row in self.rows if row.record.id in self.chosen)
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
        self._move_to(len(self.rows) - 1)

    def do_list_page_down(self, count: int, argument: str) -> None:
        """Move the bar down by as many articles as fit."""
        self._move_to(self.cursor + self._page())

    def do_list_page_up(self, count: int, argument: str) -> None:
        """Move the bar up by as many articles as fit."""
        self._move_to(self.cursor - self._page())

    def do_select_article(self, count: int, argument: str) -> None:
        """Select the article under the bar or take it out, and go on to the next."""
        if self.current is not None:
            self.chosen ^= {self.current.record.id}
            self._move_to(self.cursor + 1)
            self.refresh()

    def do_open_article(self, count: int, argument: str) -> None:
        """Ask for the article under the bar."""
        if self.current is not None:
            self.post_message(ArticleChosen(self.current.record.id))

    def do_next_folder(self, count: int, argument: str) -> None:
        """Go to the next folder."""
        self._step_folder(1)

    def do_previous_folder(self, count: int, argument: str) -> None:
        """Go to the previous folder."""
        self._step_folder(-1)

    def unread_after_cursor(self) -> int | None:
        """Return the index of the next unread article, from the top again after the last; None if all are read."""
        order = (*range(self.cursor + 1, len(self.rows)), *range(self.cursor))
        return next((index for index in order if not self.rows[index].state.is_read), None)

    def find(self, words: str, step: int) -> bool:
        """Put the bar at the next (or previous, `step` -1) article with `words` in headline, site or authors."""
        wanted = fold_case(words).split()
        for distance in range(1, len(self.rows) + 1):
            index = (self.cursor + step * distance) % len(self.rows)
            record = self.rows[index].record
            text = fold_case(" ".join((record.title, record.site, *record.authors)))
            if all(word in text for word in wanted):
                self._move_to(index)
                return True
        return False

    def clear_chosen(self) -> bool:
        """Select nothing any more; return whether anything was."""
        had_any = bool(self.chosen)
        self.chosen.clear()
        if had_any:
            self.refresh()
        return had_any

    def _step_folder(self, step: int) -> None:
        reachable = [folder for folder in self._folders if folder.sign != "▾"]
        at = next((index for index, folder in enumerate(reachable) if is_shown(folder, self.view)), 0)
        target = reachable[max(0, min(at + step, len(reachable) - 1))]
        if step < 0 and target.sign == "▸" and self.counts.tags:
            target = Folder(view=View(kind=ViewKind.TAG, tag=self.counts.tags[-1][0]), name="", number=0)
        if not is_shown(target, self.view):
            self.post_message(FolderChosen(target.view))

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Open the article or the folder that was clicked."""
        event.stop()
        folder = self._folder_at(event.x, event.y)
        if folder is not None:
            if not is_shown(folder, self.view):
                self.post_message(FolderChosen(folder.view))
            return
        index = self._article_at(event.x, event.y)
        if index is not None:
            self._move_to(index)
            self.post_message(ArticleChosen(self.rows[index].record.id))
