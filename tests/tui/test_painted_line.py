"""Lines put together from letters and grounds: what they show, and in how many segments."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._ansi_theme import DEFAULT_TERMINAL_THEME
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip

from reader.tui.widgets.line_frame import _MOST_STYLES, LineFrame, _Filters
from reader.tui.widgets.painted_line import PaintedLine

GROUND = Style(bgcolor="#ffffff")
PANEL = Style(bgcolor="#eeeeee")
INK = GROUND + Style(color="#000000")


def test_a_row_of_letters_with_room_around_them_is_one_segment() -> None:
    line = PaintedLine(12, GROUND)
    assert line.put(3, "ferry", INK) == 8
    assert line.segments() == [Segment("   ferry    ", INK)]


@pytest.mark.parametrize(
    "drawn",
    [Style(underline=True), Style(underline2=True), Style(strike=True), Style(overline=True), Style(reverse=True)],
)
def test_room_is_not_underlined_with_its_letters(drawn: Style) -> None:
    style = INK + drawn
    line = PaintedLine(7, GROUND)
    line.put(1, "ferry", style)
    assert line.segments() == [Segment(" ", GROUND), Segment("ferry", style), Segment(" ", GROUND)]


def test_room_keeps_its_ground() -> None:
    line = PaintedLine(10, GROUND)
    line.lay(2, 6, PANEL)
    line.put(4, "ab", INK)
    line.put(6, "cd", INK)
    assert line.segments() == [
        Segment("  ", GROUND),
        Segment("  ", PANEL),
        Segment("abcd  ", INK),
    ]


def test_wide_letters_take_their_cells_and_what_is_too_long_is_cut() -> None:
    line = PaintedLine(6, GROUND)
    assert line.put(1, "湖湖", INK) == 5
    assert Strip(line.segments()).cell_length == 6
    line = PaintedLine(3, GROUND)
    line.put(1, "ferry", INK)
    assert "".join(segment.text for segment in line.segments()) == " fe"


def test_segments_of_pictures_stay_as_they_are() -> None:
    line = PaintedLine(4, GROUND)
    cells = (Segment("▀", GROUND), Segment("▀", INK))
    line.put_segments(1, 2, cells)
    assert line.segments() == [Segment(" ", GROUND), *cells, Segment(" ", GROUND)]


class Lines(LineFrame):
    """Two lines, one in a colour of the terminal's own."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.made.append(y)
        style = Style(color="red", bgcolor="#ffffff") if y == 1 else INK
        return Strip([Segment("x" * self.size.width, style)], self.size.width)


class Framed(App[None]):
    CSS = """
        Lines { width: 20; height: 3; }
        Lines.-padded { padding-left: 2; }
        Lines.-framed { outline: ascii red; }
        Lines.-tinted { tint: blue 50%; }
        Lines.-faded { opacity: 50%; }
    """

    def compose(self) -> ComposeResult:
        yield Lines()


async def test_lines_are_made_once_and_again_when_they_are_refreshed() -> None:
    app = Framed()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        first = lines.render_lines(lines.size.region)
        lines.made.clear()
        assert lines.render_lines(lines.size.region) == first
        assert not lines.made
        lines.refresh(Region(0, 2, 20, 1))
        await pilot.pause()
        assert lines.made == [2]
        lines.made.clear()
        lines.refresh()
        await pilot.pause()
        assert lines.made == [0, 1, 2]
        assert [line.cell_length for line in lines.render_lines(Region(3, 0, 5, 2))] == [5, 5]


async def test_the_filters_of_the_app_still_hold_for_colours_of_the_terminal() -> None:
    app = Framed()
    async with app.run_test():
        lines = app.query_one(Lines)
        shown = lines.render_lines(lines.size.region)
        style = next(iter(shown[1])).style
        assert style is not None
        assert style.color is not None
        assert style.color.triplet is not None  # as Textual shows them where the terminal's own are not asked for
        assert next(iter(shown[0])).style == INK


async def test_padding_is_drawn_as_textual_draws_it() -> None:
    app = Framed()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        lines.add_class("-padded")
        await pilot.pause()
        shown = lines.render_lines(Region(0, 0, 20, 1))[0]
        assert shown.text == "  " + "x" * 18


@pytest.mark.parametrize("rule", ["-framed", "-tinted", "-faded"])
async def test_what_a_stylesheet_lays_over_lines_is_drawn_as_textual_draws_it(rule: str) -> None:
    app = Framed()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        plain = lines.render_lines(Region(0, 0, 20, 1))[0]
        lines.add_class(rule)
        await pilot.pause()
        assert lines.render_lines(Region(0, 0, 20, 1))[0] != plain
        lines.remove_class(rule)
        await pilot.pause()
        assert lines.render_lines(Region(0, 0, 20, 1))[0] == plain


async def test_lines_fade_with_what_they_stand_in() -> None:
    app = Framed()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        plain = lines.render_lines(Region(0, 0, 20, 1))[0]
        app.screen.styles.opacity = 0.5
        await pilot.pause()
        assert lines.render_lines(Region(0, 0, 20, 1))[0] != plain


def test_colours_of_pictures_are_not_remembered_without_end() -> None:
    filters = _Filters([ANSIToTruecolor(DEFAULT_TERMINAL_THEME)], Color(0, 0, 0))
    for red in range(256):
        picture = Strip([Segment("▀", Style(color=f"rgb({red},{green},7)")) for green in range(40)])
        assert filters.through(picture) is picture
    assert len(filters._is_changed) <= _MOST_STYLES
