"""The list with the beginning of the article under its bar beside it, where there is room for that.

The column is asked for when the bar has rested for a moment, and keeps what it shows until the next one is here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.timer import Timer

from reader.tui.lines import Run, lay_out
from reader.tui.widgets.article_messages import Noticed, SettingChosen
from reader.tui.widgets.library_view import COLUMN_WIDTH, Form, LibraryView

if TYPE_CHECKING:  # comes with the first preview
    from reader.tui.previews import Preview

PREVIEW_FROM = 120
"""The narrowest screen with room for folders, list and preview."""

NARROWEST, WIDEST = 42, 72

REST_SECONDS = 0.12
"""How long the bar rests before the article under it is read: longer than a held key takes for its next row."""


@dataclass(repr=False, eq=False)
class PreviewWanted(Message):
    """The beginning of an article is not here yet."""

    article_id: str


class PreviewingView(LibraryView):
    """The list, and what is beside it."""

    has_preview = var(False, init=False)
    """Whether the reader wants it; it stands where there is room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._preview: Preview | None = None
        self._lines: list[list[Run]] = []
        self._lines_for: tuple[object, ...] = ()
        self._rest: Timer | None = None
        self._asked_for = ""

    @property
    def side_width(self) -> int:
        """Cells of the preview; 0 where none stands."""
        if not self.has_preview or self.form is not Form.PAGE or self.size.width < PREVIEW_FROM:
            return 0
        return max(NARROWEST, min(WIDEST, (self.size.width - COLUMN_WIDTH) * 9 // 20))

    def do_preview(self, count: int, argument: str) -> None:
        """Show the beginning of the article under the bar beside the list, or no more."""
        if not self.is_full or self.size.width < PREVIEW_FROM:
            self.post_message(Noticed(f"a preview stands beside a full list {PREVIEW_FROM} columns wide"))
            return
        self.has_preview = not self.has_preview
        self.post_message(SettingChosen("preview", self.has_preview))

    def watch_has_preview(self) -> None:
        """Give the list the other width."""
        if self.is_mounted:
            self._resize_list()

    def take_preview(self, preview: "Preview") -> None:
        """Show the beginning of an article, if it is still the one under the bar."""
        if preview.article_id == self._asked_for:
            self._preview = preview
            self.refresh(Region(self.size.width - self.side_width, 0, self.side_width, self.size.height))

    def _draw_anew(self, *, has_only_moved: bool = False) -> None:
        super()._draw_anew(has_only_moved=has_only_moved)
        self._follow_bar()

    def _follow_bar(self) -> None:
        """Ask for the article under the bar when that has rested."""
        if not self.side_width:
            return
        current = self.current
        article_id = current.record.id if current is not None else ""
        if not self.list.total:
            self._preview, self._asked_for = None, ""
        if not article_id or article_id == self._asked_for:
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._ask)

    def _ask(self) -> None:
        current = self.current
        if self.side_width and current is not None:
            self._asked_for = current.record.id
            self.post_message(PreviewWanted(self._asked_for))

    def forget_preview(self) -> None:
        """Read the article under the bar anew: it may be another one now."""
        self._asked_for = ""

    def side_line(self, y: int, ground: Style) -> Strip:
        """Draw line `y` of the preview."""
        width = self.side_width
        if self._preview is None:
            return Strip.blank(width, ground)
        key = (self._preview, self.inks, self.size)
        if key != self._lines_for:
            from reader.tui.widgets.preview_column import preview_lines

            self._lines = preview_lines(self._preview, width, self.size.height - 1, self.inks)
            self._lines_for = key
        return lay_out(self._lines[y] if y < len(self._lines) else (), width, ground)
