"""Two helps to keep the eye where it reads: one paragraph in focus with all others stepping back, and a ruler under one row.

Both cost nothing while they are off. The ruler is moved by the keys that scroll by lines, a row at a time; the text follows it
before it comes near an edge. In focus the paragraph that is read stays about a third down the screen.
"""

from collections.abc import Callable, Mapping

from textual.reactive import var

from reader.layout.caret import Caret
from reader.library.config import Config
from reader.model.article import Article
from reader.model.units import TextRange
from reader.tui.looks.tones import Tone
from reader.tui.widgets.article_messages import Noticed, SettingChosen
from reader.tui.widgets.article_painter import RowLook
from reader.tui.widgets.finding_view import FindingView


class FocusingView(FindingView, is_side=True):
    """Adds `do_focus_paragraph` and `do_ruler`."""

    has_focus_paragraph: var[bool] = var(False, init=False)
    """Whether all but the current paragraph step back."""
    has_ruler: var[bool] = var(False, init=False)
    """Whether a ruler lies under the row that is read."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lit_rows = range(0)
        """The rows of the paragraph in focus."""
        self._ruled_offset: int | None = None
        """The first letter of the row under the ruler; None before it was laid on the article."""
        self._ruled_row = 0
        self._is_placing = False
        """Whether the text is being moved to where the paragraph belongs, and takes no other one."""

    def set_as(self, environ: Mapping[str, str], config: Config) -> None:
        """Set the text, and the helps, as the settings say."""
        super().set_as(environ, config)
        self.has_focus_paragraph = config.focus
        self.has_ruler = config.ruler

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_focus_paragraph(self, count: int, argument: str) -> None:
        """Let all but the current paragraph step back, or come forward again."""
        self.has_focus_paragraph = not self.has_focus_paragraph
        self._say("focus", self.has_focus_paragraph, "the paragraph is in focus", "all paragraphs are as they were")

    def do_ruler(self, count: int, argument: str) -> None:
        """Lay a ruler under the row that is read, or take it away."""
        self.has_ruler = not self.has_ruler
        self._say("ruler", self.has_ruler, "the ruler moves with the lines", "the ruler is put away")

    def _say(self, setting: str, is_on: bool, on: str, off: str) -> None:
        self.post_message(SettingChosen(setting, is_on))
        self.post_message(Noticed(on if is_on else off))

    def watch_has_focus_paragraph(self) -> None:
        """Draw the rows anew, the current paragraph where it belongs."""
        self._light()
        if self.has_focus_paragraph and self._laid_size is not None:
            self._place()
        self.refresh()

    def watch_has_ruler(self) -> None:
        """Lay the ruler on the first row of the current sentence."""
        self._rule_here()
        self.refresh()

    def do_line_down(self, count: int, argument: str) -> None:
        """Scroll down; with a ruler, move it down. At the end, what is in focus goes on."""
        self._step_rows(max(1, count))

    def do_line_up(self, count: int, argument: str) -> None:
        """Scroll up; with a ruler, move it up. At the top, what is in focus goes back."""
        self._step_rows(-max(1, count))

    def _step_rows(self, rows: int) -> None:
        if self.has_ruler and self.article.blocks:
            self._move_ruler(rows)
            return
        before = self.top
        self.scroll_rows(rows)
        if self.has_focus_paragraph and self.top == before:
            step = self.walk.next_sentence if rows > 0 else self.walk.previous_sentence
            self.set_here(step(self.here))

    # -- where it is ------------------------------------------------------------------------------------------------
    def layout_changed(self) -> None:
        """Find the rows anew."""
        super().layout_changed()
        self._light()
        if self.has_ruler and self.article.blocks:
            at = self._ruled_offset
            self._ruled_row = self._bar_rows.start if at is None else self.text_layout.row_of(at)

    def show_article(self, article: Article, *, minutes: int, offset: int = 0, furthest: int = 0) -> None:
        """Show an article with the ruler on its first sentence."""
        self._ruled_offset = None
        super().show_article(article, minutes=minutes, offset=offset, furthest=furthest)

    def place_rows(self) -> range:
        """Return the row under the ruler, if the keys move that."""
        if self.has_ruler and self.caret is None and self.left_out_here is None:
            return range(self._ruled_row, self._ruled_row + 1)
        return super().place_rows()

    def show_caret(self, caret: Caret | None, anchor: int | None = None, *, is_linewise: bool = False) -> None:
        """Put caret and selection somewhere; the paragraph with the caret is the one in focus."""
        super().show_caret(caret, anchor, is_linewise=is_linewise)
        self._light()

    def set_here(self, sentence: TextRange) -> None:
        """Make `sentence` the current one; in focus its paragraph is moved to where one reads."""
        super().set_here(sentence)
        if self.has_focus_paragraph and self._laid_size is not None:
            self._place()

    def _take_here(self, sentence: TextRange) -> None:
        super()._take_here(sentence)
        if self.has_focus_paragraph:
            self._light()
        if self.has_ruler:
            self._rule_here()

    def _keep_here_on_screen(self) -> None:
        if not self.has_focus_paragraph:
            super()._keep_here_on_screen()
        elif self.caret is not None:
            self._light()
        elif not self._is_placing:
            line = self.top + self.size.height // 3
            is_seen = self._bar_rows.start < self.rows_shown.stop and self._bar_rows.stop > self.top
            if line not in self._lit_rows or not is_seen:
                self._take_here(self.walk.sentence_at(self.text_layout.row_start(line)))
        if self.has_ruler and self._ruled_row not in self.rows_shown:
            self._rule(self._text_row(self.top, 1))

    # -- the paragraph in focus -------------------------------------------------------------------------------------
    def _light(self) -> None:
        if not (self.has_focus_paragraph and self.article.blocks) or self._laid_size is None:
            return
        before = self._lit_rows
        if self.left_out_here is not None:
            self._lit_rows = self.here_rows()
        else:
            at = self.here.start if self.caret is None else self.caret.offset
            self._lit_rows = self.text_layout.block_rows(self.article.position(at).block)
        if self._lit_rows != before:
            self.repaint_rows(before)
            self.repaint_rows(self._lit_rows)

    def _place(self) -> None:
        """Move the paragraph softly: not at all while it stands in the upper half; one that is longer, by its sentence."""
        height = self.size.height
        rows = self._lit_rows if len(self._lit_rows) <= height // 2 else self.here_rows()
        if self.top + height // 8 <= rows.start and rows.stop <= self.top + 5 * height // 8:
            return
        self._is_placing = True
        try:
            self.scroll_to_row(rows.start - height // 3)
        finally:
            self._is_placing = False

    # -- the ruler --------------------------------------------------------------------------------------------------
    def _rule_here(self) -> None:
        if self.has_ruler and self.article.blocks and self._laid_size is not None:
            rows = self.here_rows()
            if self._ruled_row not in rows:
                self._rule(rows.start)

    def _rule(self, row: int) -> None:
        for changed in (self._ruled_row, row):
            self.repaint_rows(range(changed, changed + 1))
        self._ruled_row = row
        self._ruled_offset = self.text_layout.row_start(row)

    def _move_ruler(self, rows: int) -> None:
        step = 1 if rows > 0 else -1
        row = self._ruled_row
        for _ in range(abs(rows)):
            row = self._text_row(row + step, step)
        self._rule(row)
        height = self.size.height
        if row < self.top + height // 3 or row > self.top + 2 * height // 3:
            self.scroll_to_row(row - (height // 3 if rows < 0 else 2 * height // 3))
        sentence = self.walk.sentence_at(self.text_layout.row_start(row))
        if sentence != self.here:
            self._is_here_chosen = True
            self._take_here(sentence)

    def _text_row(self, row: int, step: int) -> int:
        """Return the next row with text on it, in steps of `step`; the ruler's own if there is none."""
        layout = self.text_layout
        while 0 <= row < layout.row_count:
            if layout.row_text(row) is not None:
                return row
            row += step
        return self._ruled_row

    # -- drawing ----------------------------------------------------------------------------------------------------
    def look_maker(self) -> Callable[[int], RowLook]:
        """Return what says how a row looks: something else only while a help is on."""
        return self._toned_look if self.has_focus_paragraph or self.has_ruler else super().look_maker()

    def _toned_look(self, row: int) -> RowLook:
        look = self._look(row)
        if self.has_ruler and row == self._ruled_row:
            return look._replace(tone=Tone.RULED)
        if self.has_focus_paragraph and row not in self._lit_rows:
            return look._replace(tone=Tone.DIMMED)
        return look
