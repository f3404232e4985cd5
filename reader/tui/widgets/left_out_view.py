"""What was left out of the article, shown between its blocks, and the place one of its parts can be.

The parts are no text: nothing of them can be marked or copied, and no offset changes when they come and go. While one of them is
the current place the bar stands at it, and no sentence is "here".
"""

from collections.abc import Sequence

from textual import events

from reader.layout.caret import Caret
from reader.layout.rows import LeftOut
from reader.model.article import Article
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import Noticed, WindowChanged
from reader.tui.widgets.article_view import HeldPlace
from reader.tui.widgets.selecting_view import SelectingView


class LeftOutView(SelectingView, is_side=True):
    """Adds `show_left_out`, `do_next_left_out` and `do_previous_left_out`."""

    left_out_here: int | None = None
    """Index of the part that is the current place; None while a sentence is."""

    def show_article(self, article: Article, *, minutes: int, offset: int = 0, furthest: int = 0) -> None:
        """Show an article; what was left out of the one before goes with it."""
        self.left_out_here = None
        super().show_article(article, minutes=minutes, offset=offset, furthest=furthest)

    def show_left_out(self, parts: Sequence[LeftOut]) -> None:
        """Show parts, given in the order of their blocks, or with none take them away; what is read stays on its line."""
        offset = self.here.start
        line = self.text_layout.row_of(offset) - self.top
        if self.left_out_here is not None:
            line = max(0, min(line, self.size.height // 3))
            self._leave_part(self.walk.sentence_at(offset))
        self.left_out = tuple(parts)
        self._lay_out(HeldPlace(offset, line))
        self.refresh()

    def hold(self, offset: int, line: int) -> None:
        """Make the sentence at `offset` the current one, on a line of the screen, as far as the text reaches."""
        self._take_here(self.walk.sentence_at(offset))
        self.scroll_to_row(self.text_layout.row_of(offset) - line)

    def unfold_left_out(self) -> None:
        """Show all of the part that is the current place."""
        index = self.left_out_here
        if index is None:
            return
        line = self.text_layout.left_out_rows(index).start - self.top
        parts = list(self.left_out)
        parts[index] = parts[index]._replace(is_unfolded=True)
        self.left_out = tuple(parts)
        self._lay_out()
        self.top = self._clamped(self.text_layout.left_out_rows(index).start - line)
        self.refresh()

    def go_to_left_out(self, index: int) -> None:
        """Make a part the current place and bring it on the screen."""
        self.show_caret(None)
        self.repaint_rows(self.here_rows())
        self.left_out_here = index
        # Between two blocks, so that the next sentence is the first one below.
        block = min(self.left_out[index].block, len(self.article.blocks)) - 1
        between = self.walk.block_range(self.article.block_starts[block]).end if block >= 0 else 0
        self.here = TextRange(between, between)
        rows = self._bar_rows = self.here_rows()
        self.repaint_rows(rows)
        self.reveal_rows(rows)
        self.here_changed()
        self.post_message(WindowChanged())

    def here_rows(self) -> range:
        """Return the rows of the current part, else of the current sentence."""
        if self.left_out_here is not None:
            return self.text_layout.left_out_rows(self.left_out_here)
        return super().here_rows()

    def is_left_out_here(self) -> bool:
        """Whether the current place is no text; says so if it is not."""
        if self.left_out_here is None:
            return False
        self.post_message(Noticed("this is not in the article"))
        return True

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_next_left_out(self, count: int, argument: str) -> bool:
        """Go to a left-out part below; False if none are shown."""
        return self._step_left_out(max(1, count), "nothing was left out below")

    def do_previous_left_out(self, count: int, argument: str) -> bool:
        """Go to a left-out part above; False if none are shown."""
        return self._step_left_out(-max(1, count), "nothing was left out above")

    def _step_left_out(self, count: int, otherwise: str) -> bool:
        if not self.left_out:
            return False
        index = self._left_out_after(count)
        if index is None:
            self.post_message(Noticed(otherwise))
        else:
            self.go_to_left_out(index)
        return True

    def _left_out_after(self, count: int) -> int | None:
        """Return the part `count` steps below here (negative: above); past the ends the last one, None if there is none."""
        total = len(self.left_out)
        if self.left_out_here is not None:
            first = self.left_out_here + (1 if count > 0 else -1)
        else:
            row, layout = self.here_rows().start, self.text_layout
            above = sum(layout.left_out_rows(index).start < row for index in range(total))
            first = above if count > 0 else above - 1
        if not 0 <= first < total:
            return None
        return min(first + count - 1, total - 1) if count > 0 else max(first + count + 1, 0)

    # -- leaving a part ---------------------------------------------------------------------------------------------
    def show_caret(self, caret: Caret | None, anchor: int | None = None, *, is_linewise: bool = False) -> None:
        """Put the caret somewhere; it stands in the text, never in a part."""
        if caret is not None and self.left_out_here is not None:
            self._take_here(self.walk.sentence_at(caret.offset))
        super().show_caret(caret, anchor, is_linewise=is_linewise)

    def _take_here(self, sentence: TextRange) -> None:
        self._leave_part(self.here)
        super()._take_here(sentence)

    def _leave_part(self, sentence: TextRange) -> None:
        if self.left_out_here is not None:
            self.repaint_rows(self.here_rows())
            self.left_out_here = None
            self.here = sentence

    def on_click(self, event: events.Click) -> None:
        """Make the part that was clicked the current place."""
        index = self.text_layout.left_out_at(self.top + event.y) if self.left_out else None
        is_track = self.has_track and event.x == self.size.width - 1
        if index is not None and event.button == 1 and not self._has_dragged and not is_track:
            event.prevent_default()
            self.go_to_left_out(index)
