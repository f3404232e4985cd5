"""A widget on the Line API that shows its lines as they are: made once, kept while they stand, encoded once.

Textual puts every line of every frame through borders, padding, tints, opacity and filters, and makes up to three strips of it
on the way, each of which is then encoded anew for the terminal. Panes that are all text have none of these around them: what
their `render_line` returns goes to the screen as the same object, so that a strip which was kept brings its escape sequences
with it. That is half of a page's cost. Whatever a stylesheet does lay around such a pane, Textual draws as always.
"""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

_OVER_LINES = ("hatch", "outline_top", "outline_right", "outline_bottom", "outline_left")
"""Rules of a stylesheet that put letters over those of a line."""

_MOST_STYLES = 4096
"""That are remembered. Text has dozens, but in a picture of half cells every cell may have one of its own."""


class LineFrame(Widget):
    """Asks `render_line` for a line only after that line was refreshed. Its lines must be as wide as it is."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._frame: dict[int, Strip] = {}
        self._frame_size = Size(0, 0)
        self._filters = _Filters((), Color(0, 0, 0))

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "LineFrame":
        """Draw regions anew, or all of it."""
        if repaint:
            if regions:
                for region in regions:
                    for y in region.line_range:
                        self._frame.pop(y, None)
            else:
                self._frame.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Forget lines in the colours of before."""
        super().notify_style_update()
        self._frame.clear()
        self._filters = _Filters((), Color(0, 0, 0))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the screen, those that are kept as they are."""
        styles = self.styles
        if any(styles.gutter) or self.opacity != 1.0 or styles.tint.a or styles.has_any_rules(*_OVER_LINES):
            return super().render_lines(crop)
        if self.size != self._frame_size:
            self._frame.clear()
            self._frame_size = self.size
        frame = self._frame
        missing = [y for y in crop.line_range if y not in frame]
        if missing:
            filters = self._filters_in_use()
            for y, line in zip(missing, self.make_lines(missing), strict=True):
                frame[y] = filters.through(line)
        lines = [frame[y] for y in crop.line_range]
        if crop.column_span == (0, self._frame_size.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def make_lines(self, ys: Sequence[int]) -> list[Strip]:
        """Return lines of the screen as `render_line` does: for panes to which several at once are cheaper."""
        return [self.render_line(y) for y in ys]

    def refresh_changed(self) -> None:
        """Draw the lines that would come out otherwise than they are."""
        frame = self._frame
        if not frame or self.size != self._frame_size:
            self.refresh()
            return
        width, height = self._frame_size
        filters = self._filters_in_use()
        changed = []
        for y, line in enumerate(self.make_lines(range(height))):
            line = filters.through(line)
            kept = frame.get(y)
            if kept is None or (line is not kept and line != kept):
                frame[y] = line
                changed.append(Region(0, y, width, 1))
        if changed:
            super().refresh(*changed)

    def _filters_in_use(self) -> "_Filters":
        filters, background = self.get_line_filters(), self.background_colors[1]
        if not self._filters.are(filters, background):
            self._filters = _Filters(filters, background)
        return self._filters


class _Filters:
    """The filters of the app over a ground. A strip none of whose styles they change is let through as it is."""

    def __init__(self, filters: Sequence[LineFilter], background: Color) -> None:
        self._filters = tuple(filters)
        self._background = background
        self._is_changed: dict[Style | None, bool] = {}

    def are(self, filters: Sequence[LineFilter], background: Color) -> bool:
        return self._filters == tuple(filters) and self._background == background

    def through(self, strip: Strip) -> Strip:
        """Return a strip as the filters leave it."""
        if not self._filters:
            return strip
        known = self._is_changed
        for segment in strip:
            style = segment.style
            is_changed = known.get(style)
            if is_changed is None:
                if len(known) >= _MOST_STYLES:
                    known.clear()
                is_changed = known[style] = self._changes(style)
            if is_changed:
                for one in self._filters:
                    strip = strip.apply_filter(one, self._background)
                return strip
        return strip

    def _changes(self, style: Style | None) -> bool:
        probe = [Segment(" ", style)]
        return any(list(one.apply(probe, self._background)) != probe for one in self._filters)
