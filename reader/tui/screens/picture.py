"""A picture by itself: as large as the screen, caption, credit and words under it. Keys lead to the article's other pictures."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.cells import cell_width
from reader.layout.wrap import fold, fold_evenly
from reader.model.blocks import Block, Figure, Image
from reader.model.errors import ReaderError
from reader.model.text import clean_line
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_label, key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.looks.inks import Inks
from reader.tui.pictures.media import Medium
from reader.tui.pictures.placeholders import MOST_CELLS
from reader.tui.pictures.shelf import PicturePlace, PictureRows
from reader.tui.pictures.sizes import read_size
from reader.tui.pictures.zooming import WHOLE, Room, View, Zoom, view_of
from reader.tui.screens.leaving_screen import LeavingScreen
from reader.tui.screens.type_ahead import pass_on
from reader.tui.widgets.shown_pictures import backing

_EDGE = 3
_WIDEST_CAPTION = 90
_CAPTION_LINES = 3
_ALT_LINES = 2
_SHARPER = 4.0
"""How much more than in the text a picture with few pixels may be blown up here."""

_HINTS = ("next_picture", "enlarge_picture", "open_picture", "copy_picture", "leave_picture")
_ENLARGED_HINTS = ("enlarge_picture", "whole_picture", "open_picture", "leave_picture")

COMING = "This picture is not here yet: it is being fetched."
NOT_COME = "This picture could not be fetched."
NOT_SHOWN = "This picture can't be shown."


class ArticlePicture(NamedTuple):
    """A picture and the figure it stands in."""

    figure: Figure
    image: Image


class PictureActs(Protocol):
    """What a picture by itself asks of the rest."""

    def path_of(self, src: str) -> Path | None:
        """Return the file of a picture, None if it is not here."""

    def fetch_missing(self) -> None:
        """Have the pictures fetched that are not here; `Picture.came` is called when some came."""

    def open_elsewhere(self, path: Path) -> str:
        """Open a file in another program; return the opener's name. Raises ReaderError."""

    def copy_address(self, address: str) -> None:
        """Put an address on the clipboard."""


def pictures_of(blocks: Iterable[Block]) -> tuple[ArticlePicture, ...]:
    """Return all pictures of an article in order."""
    return tuple(
        ArticlePicture(block, image) for block in blocks if isinstance(block, Figure) for image in block.images
    )


class Picture(LeavingScreen[None]):
    """Shows `pictures[at]` first. `medium` is closed with the screen; None for words in the picture's place."""

    DEFAULT_CSS = "Picture { background: $ground; }"

    def __init__(
        self, keymap: KeyMap, pictures: tuple[ArticlePicture, ...], at: int, medium: Medium | None, acts: PictureActs
    ) -> None:
        super().__init__()
        self._keymap = keymap
        self._pictures = pictures
        self._at = at
        self._medium = medium
        self._acts = acts
        self._zoom = Zoom()
        self._view: View | None = None
        self._shown_place: PicturePlace | None = None
        self._has_asked = False
        self._body = _PictureBody()
        self._dispatcher = Dispatcher(keymap, lambda: Mode.PICTURE, lambda: (self,))

    def compose(self) -> ComposeResult:
        """One widget draws it."""
        yield self._body

    def on_key(self, event: events.Key) -> None:
        """Feed the key map."""
        if pass_on(self, event):
            return
        event.stop()
        event.prevent_default()
        self._dispatcher.press(key_of_event(event.key, event.character))

    def on_resize(self, event: events.Resize) -> None:
        """Draw the picture for the new size."""
        self._show()

    def on_unmount(self) -> None:
        """Let go of what the terminal holds."""
        if self._medium is not None:
            self._medium.close()

    def came(self, *, is_last: bool) -> None:
        """Show the picture if it has come; say so if it won't."""
        if self._shown_place is None:
            self._show(has_ended=is_last)

    # -- showing ----------------------------------------------------------------------------------------------------
    @property
    def shown(self) -> ArticlePicture:
        """The picture that is shown."""
        return self._pictures[self._at]

    def _show(self, *, has_ended: bool = False) -> None:
        body, image = self._body, self.shown.image
        body.tell("")
        body.under(_lines_under(self.shown, self.size.width), self._last_row())
        path = self._acts.path_of(image.src)
        self._shown_place = self._view = None
        if path is None:
            body.words(NOT_COME if has_ended else COMING, image.alt)
            if not self._has_asked and not has_ended:
                self._has_asked = True
                self._acts.fetch_missing()
            return
        inks = Inks.from_variables(self.app.theme_variables)
        medium = self._medium
        if medium is None or not inks.has_mark_grounds:
            body.words("", image.alt or NOT_SHOWN)
            return
        columns, rows = min(MOST_CELLS, self.size.width - 2 * _EDGE), min(MOST_CELLS, body.room)
        if columns < 1 or rows < 1:
            return
        room = Room(columns, rows, medium.cell_shape, medium.pixels_per_cell / _SHARPER)
        self._view = view = view_of(read_size(path), room, self._zoom)
        body.reserve(view.rows)
        # A part is a picture of its own to the terminal.
        name = image.src if view.part == WHOLE else f"{image.src} {view.part}"
        place = self._shown_place = PicturePlace(name, view.columns, view.rows)
        ground = backing(inks)

        def work() -> None:
            drawn = medium.draw(path, place, ground, view.part)
            self.app.call_from_thread(arrived, drawn)

        def arrived(drawn: object | None) -> None:
            if place != self._shown_place:
                return
            if drawn is None:
                body.words(NOT_SHOWN, image.alt)
            else:
                medium.show(place, drawn, ground, lambda rows: self._ready(place, rows))

        self.run_worker(work, group="picture", exclusive=True, thread=True, exit_on_error=False)

    def _ready(self, place: PicturePlace, rows: PictureRows) -> None:
        if place == self._shown_place:
            before = self._body.place
            self._body.picture(place, rows)
            if before is not None and before != place and self._medium is not None:
                self._medium.forget(before)

    def _last_row(self) -> "_LastRow":
        ids: tuple[str, ...] = _HINTS if self._zoom.times == 1 else _ENLARGED_HINTS
        if len(self._pictures) == 1:
            ids = tuple(action_id for action_id in ids if action_id != "next_picture")
        hints = [
            (key_label(keys[0]), self._keymap.by_id[action_id].hint)
            for action_id in ids
            if (keys := self._keymap.keys(action_id))
        ]
        place = f"{self._at + 1} of {len(self._pictures)}" if len(self._pictures) > 1 else ""
        return _LastRow(" · ".join(part for part in (place, _times(self._zoom)) if part), hints)

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_leave_picture(self, count: int, argument: str) -> None:
        """Go back to the text."""
        self.dismiss(None)

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program."""
        self.app.exit()

    def do_next_picture(self, count: int, argument: str) -> None:
        """Show the next picture of the article."""
        self._step(max(1, count))

    def do_previous_picture(self, count: int, argument: str) -> None:
        """Show the previous one."""
        self._step(-max(1, count))

    def do_picture_right(self, count: int, argument: str) -> None:
        """Show the next picture, or what lies to the right of an enlarged one."""
        self._move(1, 0, max(1, count))

    def do_picture_left(self, count: int, argument: str) -> None:
        """Show the previous picture, or what lies to the left of an enlarged one."""
        self._move(-1, 0, max(1, count))

    def do_picture_down(self, count: int, argument: str) -> None:
        """Show the next picture, or what lies below in an enlarged one."""
        self._move(0, 1, max(1, count))

    def do_picture_up(self, count: int, argument: str) -> None:
        """Show the previous picture, or what lies above in an enlarged one."""
        self._move(0, -1, max(1, count))

    def do_enlarge_picture(self, count: int, argument: str) -> None:
        """Show it twice as large."""
        self._set_zoom(self._zoom.larger())

    def do_reduce_picture(self, count: int, argument: str) -> None:
        """Show it half as large."""
        self._set_zoom(self._zoom.smaller())

    def do_whole_picture(self, count: int, argument: str) -> None:
        """Show all of it."""
        self._set_zoom(Zoom())

    def do_open_picture(self, count: int, argument: str) -> None:
        """Open the file in another program."""
        path = self._acts.path_of(self.shown.image.src)
        if path is None:
            self._body.tell("There is no file to be opened yet.")
            return
        try:
            self._body.tell(f"Opened by {self._acts.open_elsewhere(path)}.")
        except ReaderError as error:
            self._body.tell(f"{error.message[:1].upper()}{error.message[1:]}.")

    def do_copy_picture(self, count: int, argument: str) -> None:
        """Copy the picture's address."""
        address = self.shown.image.src
        if address.startswith("data:"):
            self._body.tell("It has no address: it came with the page.")
        else:
            self._acts.copy_address(address)
            self._body.tell("Its address is copied.")

    def _move(self, across: int, down: int, count: int) -> None:
        if self._zoom.times == 1:
            self._step((across + down) * count)
        elif self._view is not None:
            self._set_zoom(self._zoom.moved(self._view, across * count, down * count))

    def _set_zoom(self, zoom: Zoom) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self._show()

    def _step(self, step: int) -> None:
        target = max(0, min(self._at + step, len(self._pictures) - 1))
        if target != self._at:
            self._at, self._zoom = target, Zoom()
            self._show()

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Go on at the right half of the screen, back at the left one."""
        self._step(1 if event.screen_x >= self.size.width // 2 else -1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Enlarge."""
        event.stop()
        self.do_enlarge_picture(1, "")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Reduce."""
        event.stop()
        self.do_reduce_picture(1, "")


class _LastRow(NamedTuple):
    place: str
    hints: list[tuple[str, str]]


class _Line(NamedTuple):
    """A line under the picture."""

    text: str
    is_quiet: bool
    """Whether it is a caption; else what a picture shows."""
    credit: str = ""
    """At the end of the line."""
    sign: str = ""
    """Before the first line of what a picture shows."""


def _times(zoom: Zoom) -> str:
    return f"{zoom.times} times as large" if zoom.times > 1 else ""


def _lines_under(shown: ArticlePicture, width: int) -> list[_Line]:
    """Return caption, credit and alt text; the alt text only where it says more than the caption."""
    figure, alt = shown.figure, shown.image.alt
    room = max(2, min(_WIDEST_CAPTION, width - 2 * _EDGE))
    lines = [_Line(text, True) for text in fold(figure.caption, room, _CAPTION_LINES)] if figure.caption else []
    if figure.credit:
        if lines and cell_width(lines[-1].text) + 2 + cell_width(figure.credit) <= room:
            lines[-1] = lines[-1]._replace(credit=figure.credit)
        else:
            lines.append(_Line("", True, figure.credit))
    if alt and alt != figure.caption:
        texts = fold_evenly(alt, room - 2, _ALT_LINES)
        lines += [_Line(text, False, sign="" if number else "▦") for number, text in enumerate(texts)]
    return lines


class _PictureBody(Widget):
    """Draws the picture and what is said of it right below in the middle, the keys in the last row."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.place: PicturePlace | None = None
        """What is drawn."""
        self._rows: PictureRows = ()
        self._words: tuple[str, str] = ("", "")
        self._under: list[_Line] = []
        self._reserved = 0
        self._last_row = _LastRow("", [])
        self._notice = ""

    @property
    def room(self) -> int:
        """The rows that a picture may have."""
        return self.size.height - len(self._under) - 4

    def under(self, lines: list[_Line], last_row: _LastRow) -> None:
        """Say what stands under the picture."""
        self._under, self._last_row = lines, last_row
        self.refresh()

    def reserve(self, rows: int) -> None:
        """Keep so many rows for the picture that comes, what is said of it directly below; 0 for words in its place."""
        self._reserved = rows
        self.refresh()

    def tell(self, notice: str) -> None:
        """Say something in the last row, in place of where one is."""
        self._notice = clean_line(notice)
        self.refresh()

    def words(self, notice: str, alt: str) -> None:
        """Show words where the picture would be."""
        self.place, self._rows, self._words, self._reserved = None, (), (notice, alt), 0
        self.refresh()

    def picture(self, place: PicturePlace, rows: PictureRows) -> None:
        """Show a picture."""
        self.place, self._rows, self._words, self._reserved = place, rows, ("", ""), len(rows)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        inks = Inks.from_variables(self.app.theme_variables)
        width, height = self.size.width, self.size.height
        ground: Style = inks.ground + inks.text
        if y == height - 1:
            return lay_out(self._last_runs(width, inks), width, ground)
        room = self.room
        top = 1 + max(0, (room - self._reserved) // 2)
        top_of_lines = top + self._reserved if self._reserved else height - 2 - len(self._under)
        if top_of_lines <= y < min(top_of_lines + len(self._under), height - 2):
            return lay_out(self._line_runs(self._under[y - top_of_lines], width, inks), width, ground)
        if not self._rows:
            return lay_out(self._word_runs(y, room, width, inks), width, ground)
        if not top <= y < min(top + len(self._rows), top_of_lines):
            return Strip.blank(width, ground)
        row = self._rows[y - top]
        cells = sum(segment.cell_length for segment in row)
        left = max(0, (width - cells) // 2)
        strip = Strip([Segment(" " * left, ground), *row], left + cells)
        return strip.adjust_cell_length(width, ground)

    def _word_runs(self, y: int, room: int, width: int, inks: Inks) -> list[Run]:
        notice, alt = self._words
        measure = max(2, min(_WIDEST_CAPTION, width - 2 * _EDGE))
        lines = [(line, inks.text) for line in fold(alt, measure, max(1, room - 2))] if alt else []
        if notice:
            lines = [(notice, inks.muted), *([("", inks.muted)] if lines else []), *lines]
        at = y - 1 - max(0, (room - len(lines)) // 2)
        if not 0 <= at < len(lines):
            return []
        text, style = lines[at]
        return [Run(max(_EDGE, (width - cell_width(text)) // 2), text, style)]

    def _line_runs(self, line: _Line, width: int, inks: Inks) -> list[Run]:
        cells = sum(segment.cell_length for segment in self._rows[0]) if self._rows else 0
        room = min(_WIDEST_CAPTION, width - 2 * _EDGE)
        # From edge to edge of a picture that is as wide as the lines; a narrower one stands in the middle above them.
        left, right = (width - max(room, cells)) // 2, (width + max(room, cells)) // 2
        sign = [Run(left, line.sign, inks.muted)] if line.sign else []
        text = Run(left if line.is_quiet else left + 2, line.text, inks.quiet if line.is_quiet else inks.muted)
        return [*sign, text, *flush_right([(line.credit, inks.muted)], right)]

    def _last_runs(self, width: int, inks: Inks) -> list[Run]:
        left = Run(_EDGE, self._notice or self._last_row.place, inks.text if self._notice else inks.muted)
        pairs: list[tuple[str, Style]] = []
        room = width - 2 * _EDGE - cell_width(left.text) - 2
        for key, word in reversed(self._last_row.hints):
            room -= cell_width(key) + cell_width(word) + 4
            if room < 0:
                break
            pairs = [(key, inks.key), (f" {word}", inks.muted), *([("   ", inks.muted)] if pairs else []), *pairs]
        return [left, *flush_right(pairs, width - _EDGE)]
