"""The library pane: what keys and clicks do in the list of articles and its folders.

It shows what it is given and says what was chosen; it knows neither the session nor its siblings. `library_view` draws it.
"""

from textual import events
from textual.message import Message

from reader.library.listing import View
from reader.model.kept import ListedArticle
from reader.model.values import dataclass
from reader.tui.list_places import Folds
from reader.tui.shown_list import GroupRow, ShownRow
from reader.tui.widgets.article_messages import SettingChosen
from reader.tui.widgets.folder import Folder
from reader.tui.widgets.folder_rows import (
    NAME_X,
    folder_after,
    is_in,
    is_shown,
    node_of,
    top_folder_after,
)
from reader.tui.widgets.library_view import COLUMN_WIDTH, Form, ListMoved
from reader.tui.widgets.previewing_view import PreviewingView


@dataclass(repr=False, eq=False)
class ArticleChosen(Message):
    """An article is to be opened: at the place where the words stand that were looked for, if any were."""

    row: ShownRow


@dataclass(repr=False, eq=False)
class FolderChosen(Message):
    """Another view is to be listed."""

    view: View


@dataclass(repr=False, eq=False)
class GroupFolded(Message):
    """Groups are to be folded or unfolded."""

    folds: Folds


class LibraryPane(PreviewingView):
    """Everything the key table says about the list."""

    def targets(self) -> tuple[ListedArticle, ...]:
        """Return the article an action is meant for if none is selected: the one under the bar."""
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
        """Move the bar to the last article, or to that of the number that was typed."""
        places = self.list.places
        if argument and places.groups and places.articles:  # headings have no number
            self._move_to(places.shown(min(count, places.articles) - 1))
        else:
            self._move_to(min(count, self.list.total) - 1 if argument else self.list.total - 1)

    def do_list_page_down(self, count: int, argument: str) -> None:
        """Move the bar down by as many articles as fit."""
        self._move_to(self.cursor + count * self.list.page)

    def do_list_page_up(self, count: int, argument: str) -> None:
        """Move the bar up by as many articles as fit."""
        self._move_to(self.cursor - count * self.list.page)

    def do_select_article(self, count: int, argument: str) -> None:
        """Select the article under the bar or take it out, and go on to the next; at a heading, all of its group."""
        if not self.list.total:
            return
        first, last = self.cursor, self.cursor + count - 1
        if (number := self.list.places.heading(first)) is not None:
            self.list.selection.toggle_group(number)
            self.refresh()
            self.post_message(ListMoved())
            return
        self.list.selection.toggle(first, min(last, self.list.total - 1))
        self._move_to(last + 1)
        self.refresh()

    def do_select_range(self, count: int, argument: str) -> None:
        """Begin a range that follows the bar, or let the one that does stay as it is."""
        if not self.list.total:
            return
        selection = self.list.selection
        if selection.is_drawing:
            selection.settle()
        else:
            selection.begin(self.cursor)
        self.refresh()
        self.post_message(ListMoved())

    def do_select_all(self, count: int, argument: str) -> None:
        """Select every article of the list, or none if all are selected."""
        self.list.selection.toggle_all()
        self.refresh()
        self.post_message(ListMoved())

    def do_open_article(self, count: int, argument: str) -> None:
        """Ask for the article under the bar; at a heading, fold its group or unfold it."""
        match self.list.current:
            case ShownRow() as row:
                self.post_message(ArticleChosen(row))
            case GroupRow():
                self._turn_group(self.cursor)

    def do_next_folder(self, count: int, argument: str) -> None:
        """Go to the next folder."""
        self._step_folder(count)

    def do_previous_folder(self, count: int, argument: str) -> None:
        """Go to the previous folder."""
        self._step_folder(-count)

    def _step_folder(self, step: int) -> None:
        view = folder_after(self.folders.rows, self.counts, self.view, step)
        if view is not None:
            self.post_message(FolderChosen(view))

    # -- groups, and folders in folders -----------------------------------------------------------------------------
    def do_fold(self, count: int, argument: str) -> None:
        """Fold the group of the row under the bar, or unfold it; in a list without groups, the folder it is in."""
        heading = self.list.places.heading_of(self.cursor)
        if heading is not None:
            self._turn_group(heading)
        elif (node := node_of(self.folders.rows, self.view)) is not None:
            self._turn_folder(node)

    def do_fold_all(self, count: int, argument: str) -> None:
        """Fold all groups, or unfold all if any is folded."""
        places = self.list.places
        if places.groups:
            is_any_folded = any(places.folds.has(group.key) for group in places.groups)
            self.post_message(GroupFolded(Folds(are_all=not is_any_folded)))

    def do_next_group(self, count: int, argument: str) -> None:
        """Go to the heading of the next group; in a list without groups, to the next folder that is in no other."""
        self._step_group(count, 1)

    def do_previous_group(self, count: int, argument: str) -> None:
        """Go to the heading before; in a list without groups, to the previous folder that is in no other."""
        self._step_group(count, -1)

    def _step_group(self, count: int, step: int) -> None:
        if not self.list.places.groups:
            view = top_folder_after(self.folders.rows, self.view, step)
            if view is not None:
                self.post_message(FolderChosen(view))
            return
        place: int | None = self.cursor
        target = self.cursor
        for _ in range(count):
            place = self.list.places.next_heading(target, step)
            if place is None:
                break
            target = place
        self._move_to(target)

    def _turn_group(self, heading: int) -> None:
        number = self.list.places.heading(heading)
        if number is not None:
            self._move_to(heading)
            key = self.list.places.groups[number].key
            self.post_message(GroupFolded(self.list.places.folds.turned(key)))

    def _turn_folder(self, node: Folder) -> None:
        hides_shown = node.is_open and is_in(self.folders.rows, self.view, node)
        self.fold_folders(self.folders.folds.with_folder(node.node, is_open=not node.is_open))
        self.post_message(SettingChosen("open_folders", self.folders.folds.text))
        if hides_shown:  # what is listed would be folded away: its folder is listed instead
            stop = node.view if node.is_stop else View()
            self.post_message(FolderChosen(stop))

    def clear_chosen(self) -> bool:
        """Select nothing any more; return whether anything was."""
        had_any = self.list.selection.clear()
        if had_any:
            self.refresh()
            self.post_message(ListMoved())
        return had_any

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Open the article or the folder that was clicked; with shift select up to it, with ctrl it alone."""
        event.stop()
        folder = self._folder_at(event.x, event.y)
        if folder is not None:
            if folder.node and (
                not folder.is_stop or event.x < NAME_X + 2 * folder.level or is_shown(folder, self.view)
            ):
                self._turn_folder(folder)
            elif not is_shown(folder, self.view):
                self.post_message(FolderChosen(folder.view))
            return
        if self.side_width and event.x >= self.size.width - self.side_width:
            self.do_open_article(1, "")
            return
        place = self._article_at(event.x, event.y)
        if place is None:
            return
        if event.shift:
            self.list.selection.add(self.cursor, place)
            self._move_to(place)
        elif event.ctrl or event.meta:
            if (number := self.list.places.heading(place)) is not None:
                self.list.selection.toggle_group(number)
            else:
                self.list.selection.toggle(place, place)
            self._move_to(place)
        else:
            is_shown_only = self.side_width and place != self.cursor and event.chain == 1
            self._move_to(place)
            if not is_shown_only:  # a preview shows what was clicked; a second click opens it
                self.do_open_article(1, "")

    def _article_at(self, x: int, y: int) -> int | None:
        line = y - self._list_y
        if not self._list_x <= x < self.size.width - self.side_width or not 0 <= line < min(
            len(self._drawn), self._list_height
        ):
            return None
        drawn = self._drawn[line]
        return None if drawn.line < 0 else drawn.row.place

    def _folder_at(self, x: int, y: int) -> Folder | None:
        if self.form is Form.STRIP:
            return self.folders.in_strip(x) if y == 1 else None
        return self.folders.at(y - 3) if self._is_over_folders(x, y) else None

    def _is_over_folders(self, x: int, y: int) -> bool:
        return self.form is not Form.STRIP and x < COLUMN_WIDTH and 3 <= y < 3 + len(self.folders.window)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the list; the bar stays where it is."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the list back."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        if self._is_over_folders(event.x, event.y):
            self.folders.scroll(lines)
            self.refresh()
            return
        self.list.scroll(lines)
        self._arrange()
