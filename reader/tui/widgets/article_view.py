"""The drawn half of the article pane: rows on the Line API, scrolling, the current sentence, pictures, the position track.

Cost follows the screen: `render_line` asks the layout for one row and the painter for its strip. What changes repaints its own
rows only. It neither marks nor selects; the classes built on it do (`selecting_view`, `marking_view`, `article_pane`).
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.reactive import var
from textual.strip import Strip
from textual.timer import Timer

from reader.layout.flow import TextRules
from reader.layout.furniture import furniture
from reader.layout.layout import Layout, Setting
from reader.layout.nesting import Nesting
from reader.layout.overlay import Covering
from reader.layout.rows import LeftOut
from reader.layout.walk import TextWalk
from reader.model.article import Article, Metadata
from reader.model.blocks import OBJECT
from reader.model.units import TextRange
from reader.tui.pictures.media import Medium
from reader.tui.sided import Sided
from reader.tui.widgets.article_messages import PositionChanged, WindowChanged
from reader.tui.widgets.article_painter import GUTTER, ArticlePainter, RowLook
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.line_frame import LineFrame
from reader.tui.widgets.position_track import Spots, track_cells
from reader.tui.widgets.shown_pictures import ShownPictures

DEFAULT_MEASURE = 66
NARROWEST_MEASURE = 40
WIDEST_MEASURE = 100

_FULL_MEASURE = 60
"""With a pane just wide enough for this, the second cell right of the text is given up for it."""

ROOM_BESIDE_NOTES = 6
"""The most cells between the text and its notes: the eye goes over and comes back to its line."""

_REST_SECONDS = 0.5
"""The text must have stood still so long before its position is told."""

_WHEEL_ROWS = 3
_NO_SPOTS: Spots = {}
_NO_ARTICLE = Article(metadata=Metadata(), blocks=())


class HeldPlace(NamedTuple):
    """A place of the text that keeps its line on the screen while rows are laid out anew."""

    offset: int
    line: int
    """From the top of the pane; below 0 above it."""


def _nobody_follows() -> None:
    """Stand in for a screen."""


class ArticleView(Sided, LineFrame, Inked, can_focus=True):
    """Shows one article. All rows are those of `text_layout`; `top` is the first on the screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ArticleView { background: $ground; }"

    measure: var[int] = var(DEFAULT_MEASURE, init=False)
    """The longest line the user wants, in cells."""
    text_rules: var[TextRules] = var(TextRules(), init=False)
    """How running text is set."""
    has_track: var[bool] = var(True, init=False)
    """Whether the position is drawn in the last column; the margin draws it where it is docked."""
    has_pens: var[bool] = var(True, init=False)
    """Whether the gutter says where a note stands; not needed where the margin is docked."""
    is_beside_notes: var[bool] = var(False, init=False)
    """Whether notes stand to the right of the pane: then the text stays near to them, however wide the pane is."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article = _NO_ARTICLE
        """The article shown; one without blocks when there is none."""
        self.walk = TextWalk(_NO_ARTICLE)
        self.nesting: Nesting | None = None
        """That of an article that is shown from now on, if it was made beside the screen."""
        self.top = 0
        """The first row on the screen."""
        self.here = TextRange(0, 0)
        """The current sentence."""
        self.furthest = 0
        """The furthest offset that was ever on the screen."""
        self.is_glancing = False
        """Whether what is shown is only looked at: it is neither read nor remembered."""
        self.left_out: tuple[LeftOut, ...] = ()
        """What is shown between the blocks beside the article."""
        self.pictures = ShownPictures(self, self.repaint_rows)
        self._minutes = 1
        self._layout: Layout | None = None
        self._laid_size: Size | None = None
        self._is_laid_in_colour = True
        self._start_offset = 0
        self._laid_at: tuple[int, HeldPlace] | None = None
        """The row at the top when the text was laid out last, and the place that was kept then."""
        self._is_here_chosen = False
        self._painter: ArticlePainter | None = None
        self.when_scrolled: Callable[[], None] = _nobody_follows
        """Called at once when the text was scrolled, so that what stands beside it is drawn in the same frame: a message would
        come a frame later, and two frames cost twice."""
        self._rest_timer: Timer | None = None
        self._scrolled_at = 0.0
        self._bar_rows = range(0)

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show_article(self, article: Article, *, minutes: int, offset: int = 0, furthest: int = 0) -> None:
        """Show `article` with the text at `offset` at the top; costs 0.03 s for 500,000 words."""
        self.article, self.walk = article, TextWalk(article)
        self._minutes = minutes
        self.furthest = max(furthest, offset)
        self._layout = self._laid_size = self._laid_at = None
        self._start_offset = offset
        self._is_here_chosen = False
        self.left_out = ()
        self.top = 0
        self.here = self.walk.sentence_at(offset)
        self.refresh()
        if self.size:
            self._lay_out()

    def set_pictures(self, lookup: Callable[[str], Path | None], awaited: Iterable[str] = ()) -> None:
        """Say where pictures are: an address to a file, or None. Rows are kept for those that are `awaited`."""
        self.pictures.look_up(lookup, awaited)
        self._lay_out_again()

    def some_pictures_came(self) -> None:
        """Show those of the awaited pictures that are here by now, in the rows that were kept for them."""
        self.pictures.shelf.look_for_awaited()
        self.pictures.keep_up(self.rows_shown, self.inks)

    def pictures_came(self) -> None:
        """Look again for the pictures that were awaited: no more of them will come."""
        self.pictures.came(self.rows_shown)
        self._lay_out_again()

    def show_pictures(self, medium: Medium | None) -> None:
        """Show pictures in another way; None for words in their place."""
        self.pictures.use(medium)
        self._lay_out_again()

    def redraw_pictures(self) -> None:
        """Draw pictures anew, after another program had the terminal."""
        self.pictures.lost()
        self.pictures.keep_up(self.rows_shown, self.inks)
        self.refresh()

    def _lay_out_again(self) -> None:
        if self._laid_size is not None:
            self._lay_out()
            self.refresh()

    @property
    def text_layout(self) -> Layout:
        """The layout at the width of now; made at once if the pane has no size yet."""
        if self._layout is None:
            self._layout = self._make_layout()
        return self._layout

    @property
    def is_laid_out(self) -> bool:
        """Whether the article has its rows at the size of the pane: asking for its layout before would make one for nothing."""
        return self._laid_size is not None

    @property
    def left(self) -> int:
        """The cell of the pane at which the text begins."""
        room = self.size.width - self.text_layout.width
        return max(GUTTER, room // 2, room - ROOM_BESIDE_NOTES if self.is_beside_notes else 0)

    @property
    def rows_shown(self) -> range:
        """The rows on the screen."""
        return range(self.top, self.top + self.size.height)

    @property
    def first_offset(self) -> int:
        """The offset of the first text on the screen; 0 at the top."""
        return self.text_layout.row_start(self.top) if self.top else 0

    @property
    def last_offset(self) -> int:
        """The offset after the last text on the screen."""
        layout = self.text_layout
        return layout.row_end(min(self.rows_shown.stop, layout.row_count) - 1)

    # -- layout -----------------------------------------------------------------------------------------------------
    def _make_layout(self) -> Layout:
        width, height = self.size.width, self.size.height
        room = width - GUTTER - 2
        if room < _FULL_MEASURE <= room + 1:
            room += 1
        setting = Setting(
            width=max(8, min(self.measure, room)),
            pictures=self.pictures.rules(height, self.inks),
            furniture=furniture(self.article, self._minutes),
            left_out=self.left_out,
            rules=self.text_rules,
        )
        return Layout(self.article, self.adapted(setting), self._layout, self.nesting)

    def adapted(self, setting: Setting) -> Setting:
        """Hook: the setting with what is known of single blocks."""
        return setting

    def _lay_out(self, held: HeldPlace | None = None) -> None:
        """Lay the article out anew; the text at the top stays at the top, by its offset, if no other place is held."""
        if not self.size.width or not self.size.height:
            return
        old = self._layout if self._laid_size is not None else None
        offset, line = self._start_offset, 0
        if held is not None:
            offset, line = held
        elif old is not None:
            offset, line = self._place_at_top(old)
        elif self._is_here_chosen:
            offset, line = self.here.start, self.size.height // 3
        self._layout = self._make_layout()
        self._laid_size = self.size
        self._is_laid_in_colour = self.inks.has_mark_grounds
        self._painter = None
        self.top = self._clamped(self._layout.row_of(offset) - line) if offset or held else 0
        self._laid_at = self.top, HeldPlace(offset, line)
        if old is None and not self._is_here_chosen:
            self.here = self.walk.sentence_from(self.first_offset)
        self._bar_rows = self.here_rows()
        self.pictures.laid_out(self._layout)
        self.layout_changed()
        if old is not None:
            self._keep_place_on_screen()
        self._moved()
        self.post_message(WindowChanged())

    def _keep_place_on_screen(self) -> None:
        """Move the text as little as brings back what one is at, if fewer or longer rows took it off the screen.

        The place that was kept is kept on: when there is room again, the text stands as it stood.
        """
        rows, shown = self.place_rows(), self.rows_shown
        if self._laid_at is None or not shown or (rows.start < shown.stop and rows.stop > shown.start):
            return
        below = rows.start >= shown.stop
        self.top = self._clamped(min(rows.start, rows.stop - len(shown)) if below else rows.start)
        self._laid_at = self.top, self._laid_at[1]

    def place_rows(self) -> range:
        """Hook: the rows of what keys work on."""
        return self._bar_rows

    def _place_at_top(self, layout: Layout) -> HeldPlace:
        """Return what keeps its line when the text is laid out anew: what kept it the last time, if nobody has scrolled since.

        The start of the row at the top is not enough: that is earlier in the text at most widths, and a window that is drawn
        wider and narrower again would wander off.
        """
        if self._laid_at is not None and self._laid_at[0] == self.top:
            return self._laid_at[1]
        offset = layout.row_start(self.top) if self.top else 0
        return HeldPlace(offset, layout.row_of(offset) - self.top)

    @property
    def position(self) -> int:
        """The offset that brings the text back to where it stands, at this width and at others."""
        place = self._place_at_top(self.text_layout)
        return place.offset if place.line == 0 else self.first_offset

    def layout_changed(self) -> None:
        """Hook: rows stand elsewhere now."""

    def on_resize(self, event: events.Resize) -> None:
        """Lay out at the new size, unless that was done for its first frame."""
        if self.size != self._laid_size:
            self._lay_out()
            self.refresh()

    def watch_text_rules(self) -> None:
        """Set the text anew, by other rules or at another measure."""
        self._lay_out()
        self.refresh()

    watch_measure = watch_text_rules

    def watch_has_track(self) -> None:
        """Draw or leave the track, and stand in the middle or near to the notes."""
        self._painter = None
        self.refresh()

    watch_is_beside_notes = watch_has_track

    def watch_has_pens(self) -> None:
        """Draw or leave the pens."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        super().notify_style_update()
        self._painter = None
        if self._laid_size is not None:  # transparent pictures stand on the theme's ground
            self.call_after_refresh(lambda: self.pictures.keep_up(self.rows_shown, self.inks))

    # -- scrolling --------------------------------------------------------------------------------------------------
    def scroll_to_row(self, row: int) -> None:
        """Put `row` at the top, as far as there is text."""
        row = self._clamped(row)
        if row != self.top:
            self.top = row
            self._keep_here_on_screen()
            self.refresh()
            self._moved()
            self.when_scrolled()

    def scroll_rows(self, rows: int) -> None:
        """Move the text by so many rows."""
        self.scroll_to_row(self.top + rows)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the screen; the first frame after a new size lays the article out, so that it has the text at once."""
        if self.size != self._laid_size or self._is_laid_in_colour is not self.inks.has_mark_grounds:
            self._lay_out()
        return super().render_lines(crop)

    def reveal(self, start: int, end: int, *, is_centred: bool = False, covered: int = 0) -> None:
        """Scroll so that a range is on the screen: not at all if it is, else with some text above it.

        `covered` rows at the bottom do not count: something stands over them.
        """
        if self._laid_size is None:
            return  # the first frame will show the current sentence
        self.reveal_rows(self.text_layout.rows_of(start, end), is_centred=is_centred, covered=covered)

    def reveal_rows(self, rows: range, *, is_centred: bool = False, covered: int = 0) -> None:
        """Scroll so that rows are on the screen, as `reveal` does for a range."""
        shown = range(self.top, self.rows_shown.stop - covered)
        if rows.start >= shown.start and (rows.stop <= shown.stop or rows.start == shown.start):
            return
        height = len(shown)
        if is_centred or len(rows) >= height:
            self.scroll_to_row(rows.start - height // 3)
        elif rows.start < shown.start:
            self.scroll_to_row(rows.start - 1)
        else:
            self.scroll_to_row(rows.stop + 1 - height)

    def set_here(self, sentence: TextRange) -> None:
        """Make `sentence` the current one; scrolls only if it is not on the screen."""
        self._is_here_chosen = True
        if sentence != self.here:
            self._take_here(sentence)
        self.reveal(*sentence)

    def here_changed(self) -> None:
        """Hook: another sentence is the current one."""

    def _keep_here_on_screen(self) -> None:
        rows, shown = self._bar_rows, self.rows_shown
        if rows.stop <= shown.start or rows.start >= shown.stop:
            self._take_here(self.walk.sentence_from(self.first_offset))

    def _take_here(self, sentence: TextRange) -> None:
        self.repaint_rows(self._bar_rows)
        self.here = sentence
        if self._laid_size is not None:
            self._bar_rows = self.here_rows()
            self.repaint_rows(self._bar_rows)
        self.here_changed()

    def here_rows(self) -> range:
        """Return the rows of the current place, which has the bar."""
        return self.rows_of(self.here)

    def rows_of(self, text: TextRange) -> range:
        """Return the rows of a range; for a picture without letters all of its rows."""
        layout = self.text_layout
        if self.article.text[text.start : text.end] == OBJECT:
            return layout.block_rows(self.article.position(text.start).block)
        return layout.rows_of(*text)

    def _clamped(self, row: int) -> int:
        return max(0, min(row, self.text_layout.row_count - self.size.height))

    def _moved(self) -> None:
        self.pictures.keep_up(self.rows_shown, self.inks)
        if self.is_glancing or not self.article.blocks:
            return
        self.furthest = max(self.furthest, self.last_offset)
        self._scrolled_at = monotonic()
        if self._rest_timer is None:
            self._rest_timer = self.set_timer(_REST_SECONDS, self._rest)

    def _rest(self) -> None:
        """Tell the position, or wait on if the text was moved meanwhile: a timer of its own for every page costs a task each."""
        rested = monotonic() - self._scrolled_at
        if rested >= _REST_SECONDS:
            self.tell_position()
        else:
            self._rest_timer = self.set_timer(_REST_SECONDS - rested, self._rest)

    def tell_position(self) -> None:
        """Post where the reader is, if it was not told yet; call it before the article is left."""
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
            self.post_message(PositionChanged(self.position, self.furthest))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_rows(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_rows(-_WHEEL_ROWS)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def repaint(self, text: TextRange) -> None:
        """Draw the rows of a range anew, those that are on the screen."""
        if self._layout is None or not self.article.blocks:
            return
        self.repaint_rows(self.rows_of(text))

    def repaint_rows(self, rows: range) -> None:
        """Draw rows anew, those that are on the screen."""
        first, stop = max(rows.start, self.top), min(rows.stop, self.top + self.size.height)
        if first < stop:
            self.refresh(Region(0, first - self.top, self.size.width, stop - first))

    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Hook: what lies over the text of a row."""
        return ()

    def sign(self, row: int, text: TextRange) -> str:
        """Hook: what stands in the gutter of a row."""
        return ""

    def caret_cell(self, row: int) -> int | None:
        """Hook: the cell of a caret that stands past the letters of a row."""
        return None

    def hints(self, row: int) -> tuple[tuple[int, str], ...]:
        """Hook: link hints on a row."""
        return ()

    @property
    def has_bar(self) -> bool:
        """Hook: whether the current sentence has its bar."""
        return True

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        return self.make_lines((y,))[0]

    def make_lines(self, ys: Sequence[int]) -> list[Strip]:
        """Return lines of the screen."""
        width, height = self.size
        if self._layout is None or not self.article.blocks:
            return [Strip.blank(width, self.inks.ground) for _ in ys]
        if self._painter is None:
            body = width - 1 if self.has_track else width
            self._painter = ArticlePainter(self._layout, self.inks, self.left, body, self.pictures.shelf)
        paint, look, top = self._painter.paint, self.look_maker(), self.top
        if not self.has_track:
            return [paint(top + y, look(top + y)) for y in ys]
        track = track_cells(height, range(top, top + height), self._layout.row_count, self.track_spots(), self.inks)
        return [paint(top + y, look(top + y), track[y]) for y in ys]

    def look_maker(self) -> Callable[[int], RowLook]:
        """Hook: what says how a row looks; asked for once a page."""
        return self._look

    def track_spots(self) -> Spots:
        """Hook: what lies on the lines of the track."""
        return _NO_SPOTS

    def _look(self, row: int) -> RowLook:
        layout = self.text_layout
        text = layout.row_text(row)
        return RowLook(
            coverings=tuple(self.coverings(row, text)) if text else (),
            caret=self.caret_cell(row),
            has_bar=self.has_bar and row in self._bar_rows,
            sign=self.sign(row, text) if text else "",
            hints=self.hints(row),
            pictures=self.pictures.done(layout.row(row)),
        )
