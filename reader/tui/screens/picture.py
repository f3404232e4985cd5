"""A picture by itself: as large as the screen, its caption and credit under it. Any key that leaves, leaves."""

from collections.abc import Callable
from pathlib import Path

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.wrap import fold
from reader.model.blocks import Figure
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.looks.inks import Inks
from reader.tui.pictures.half_cells import decode
from reader.tui.pictures.shelf import PictureRows

CAPTION_ROWS = 3
EDGE = 3
_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
"""Values of the Exif orientation under which width and height change places."""


class Picture(ModalScreen[None]):
    """The pictures of one figure; the keys that move in a list move from one to the next."""

    DEFAULT_CSS = "Picture { background: $ground; }"

    def __init__(self, keymap: KeyMap, figure: Figure, lookup: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._figure = figure
        self._paths = [(image, path) for image in figure.images if (path := lookup(image.src)) is not None]
        self._at = 0
        self._body = _PictureBody()
        self._dispatcher = Dispatcher(keymap, lambda: Mode.CHOICE, lambda: (self,))

    def compose(self) -> ComposeResult:
        """One widget draws it."""
        yield self._body

    def on_key(self, event: events.Key) -> None:
        """Feed the key map."""
        event.stop()
        event.prevent_default()
        self._dispatcher.press(key_of_event(event.key, event.character))

    def on_resize(self, event: events.Resize) -> None:
        """Decode the picture for the new size."""
        self._show()

    def _show(self) -> None:
        if not self._paths:
            self.dismiss(None)
            return
        image, path = self._paths[self._at]
        width, height = self.size.width - 2 * EDGE, self.size.height - CAPTION_ROWS - 2
        count = f"{self._at + 1} of {len(self._paths)}" if len(self._paths) > 1 else ""
        caption = self._figure.caption or image.alt
        self._body.caption(caption, " · ".join(part for part in (self._figure.credit, count) if part))
        ground = Inks.from_variables(self.app.theme_variables).ground.bgcolor
        rgb = tuple(ground.triplet) if ground is not None and ground.triplet is not None else (0, 0, 0)
        at = self._at

        def work() -> None:
            columns, lines = fitting_cells(path, max(2, width), max(1, height))
            rows = decode(path, columns, lines, (rgb[0], rgb[1], rgb[2]))
            self.app.call_from_thread(self._arrived, at, rows)

        self.run_worker(work, group="picture", exclusive=True, thread=True, exit_on_error=False)

    def _arrived(self, at: int, rows: PictureRows | None) -> None:
        if at == self._at:
            self._body.picture(rows)

    def do_accept(self, count: int, argument: str) -> None:
        """Leave."""
        self.dismiss(None)

    do_cancel = do_accept
    do_close = do_accept

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program."""
        self.app.exit()

    def do_next_choice(self, count: int, argument: str) -> None:
        """Show the next picture of a gallery."""
        self._step(1)

    def do_previous_choice(self, count: int, argument: str) -> None:
        """Show the previous one."""
        self._step(-1)

    do_choice_down = do_choice_page_down = do_next_choice
    do_choice_up = do_choice_page_up = do_previous_choice

    def _step(self, step: int) -> None:
        target = max(0, min(self._at + step, len(self._paths) - 1))
        if target != self._at:
            self._at = target
            self._show()


def fitting_cells(path: Path, width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows that show the whole picture in a space of cells; the space itself if it can't be read.

    A cell is taken to be twice as high as it is wide.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            turned = picture.getexif().get(_ORIENTATION, 1) in _LYING
            across, down = picture.size[::-1] if turned else picture.size
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return width, height
    scale = min(width / across, 2 * height / down)
    return max(1, round(across * scale)), max(1, round(down * scale / 2))


class _PictureBody(Widget):
    """Draws rows of half cells in the middle, the caption below."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._rows: PictureRows | None = None
        self._is_here = False
        self._caption = self._credit = ""

    def caption(self, caption: str, credit: str) -> None:
        """Say what stands under the picture."""
        self._caption, self._credit, self._is_here = caption, credit, False
        self.refresh()

    def picture(self, rows: PictureRows | None) -> None:
        """Show a decoded picture; None if it can't be."""
        self._rows, self._is_here = rows, True
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        inks = Inks.from_variables(self.app.theme_variables)
        width, height = self.size.width, self.size.height
        ground: Style = inks.ground + inks.text
        bottom = height - CAPTION_ROWS
        if y >= bottom:
            return lay_out(self._caption_runs(y - bottom, width, inks), width, ground)
        rows = self._rows if self._is_here else None
        if rows is None:
            words = "This picture can't be shown." if self._is_here else ""
            return lay_out([Run(EDGE, words, inks.muted)] if y == 1 else (), width, ground)
        top = max(1, (bottom - len(rows)) // 2)
        if not top <= y < top + len(rows):
            return Strip.blank(width, ground)
        strip = Strip(rows[y - top])
        left = (width - strip.cell_length) // 2
        return Strip.join([Strip.blank(left, ground), strip]).adjust_cell_length(width, ground)

    def _caption_runs(self, line: int, width: int, inks: Inks) -> list[Run]:
        captions = fold(self._caption, width - 2 * EDGE, CAPTION_ROWS - 1) if self._caption else []
        if line < len(captions):
            return [Run(EDGE, captions[line], inks.quiet)]
        return flush_right([(self._credit, inks.muted)], width - EDGE) if line == len(captions) else []
