"""Pictures on the reading screen: how they are shown here, whether they are shown, and what is still on its way."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.results import OpenArticle
from reader.model.blocks import Figure
from reader.tui.looks.terminal_pictures import CellPixels, wants_pixels
from reader.tui.messages import PicturesFetched
from reader.tui.pictures.media import HalfCells, Medium
from reader.tui.screens.host import Host
from reader.tui.widgets.article_messages import CopyRequested
from reader.tui.window_state import Value

if TYPE_CHECKING:  # comes with the first picture that is shown by itself
    from reader.tui.screens.picture import Picture

NONE = "none"
_PAUSE_SECONDS = 0.004
"""Between parts of a picture that is sent: a frame may go first."""


class PicturesDesk:
    """`cell` is given where the terminal holds pictures itself, `wanted` is the setting `pictures`."""

    def __init__(self, host: Host, cell: CellPixels | None, wanted: str, keep: Callable[[str, Value], None]) -> None:
        self._host = host
        self._cell = cell
        self._wanted = wanted
        self._keep = keep
        self._tried: set[str] = set()
        """Ids of articles whose missing pictures were fetched for in vain, or are here: nothing is awaited twice."""
        self._shown_alone: Picture | None = None

    def begin(self) -> None:
        """Show pictures as they can be shown here; before the first article is."""
        medium = self._medium(self._wanted)
        self._host.article.show_pictures(medium)
        if self._cell is not None:
            # What the terminal holds is gone when it comes back from another program: it empties the screen it lends.
            article = self._host.article
            self._host.app.app_resume_signal.subscribe(article, lambda app: article.redraw_pictures())

    def _medium(self, wanted: str) -> Medium | None:
        app = self._host.app
        driver, colours = app._driver, app.console.color_system  # textual has no other way to write what is no frame
        if wanted == NONE or (colours == "standard" and not app.is_headless):
            return None  # sixteen colours, the user's own, show anything but the picture
        has_pixels = colours == "truecolor" and wants_pixels(wanted, self._host.environ)
        if self._cell is None or driver is None or not has_pixels:
            return HalfCells(has_few_colours=colours == "256")
        from reader.tui.pictures.sending import TerminalPictures  # for the terminals that can

        return TerminalPictures(self._cell, driver.write, partial(app.set_timer, _PAUSE_SECONDS))

    def show(self, opened: OpenArticle) -> None:
        """Say where the pictures of an article are that is shown now, and keep rows for those that will be fetched."""
        record = opened.kept.record
        awaits = self._host.config.images and record.id not in self._tried
        self._host.article.set_pictures(
            partial(self._host.session.picture_path, record.id),
            [image.src for image in opened.kept.article.images] if awaits else (),
        )

    def fetch(self, opened: OpenArticle) -> None:
        """Fetch the pictures that are not here, if they are wanted."""
        if self._host.config.images and opened.kept.article.images:
            self._host.session.fetch_pictures(opened.kept.record.id)

    def came(self, message: PicturesFetched) -> None:
        """Show pictures that have arrived."""
        opened, article = self._host.opened, self._host.article
        if message.is_last:
            self._tried.add(message.article_id)
        if self._shown_alone is not None:
            self._shown_alone.came(is_last=message.is_last)
        if opened is None or opened.kept.record.id != message.article_id:
            return
        if message.is_last:
            article.pictures_came()
        else:
            article.some_pictures_came()

    def leave(self) -> None:
        """Let go of what the terminal holds: no article is shown."""
        self._host.article.pictures.look_up(lambda src: None)

    def close(self) -> None:
        """Let go of all; the program ends."""
        self._host.article.pictures.use(None)

    # -- one by itself ----------------------------------------------------------------------------------------------
    def open(self, figure: Figure) -> None:
        """Show the first picture of a figure by itself, even where the text shows none."""
        from reader.tui.screens.picture import Picture, pictures_of

        opened = self._host.opened
        if opened is None:
            return
        pictures = pictures_of(opened.kept.article.blocks)
        at = next((at for at, one in enumerate(pictures) if one.figure is figure), 0)
        medium = self._medium("auto" if self._wanted == NONE else self._wanted)

        def left(nothing: object) -> None:
            self._shown_alone = None

        self._shown_alone = Picture(self._host.keymap, pictures, at, medium, self)
        self._host.show_sheet(self._shown_alone, left)

    def path_of(self, src: str) -> Path | None:
        """Return the file of a picture of the open article, None if it is not here."""
        opened = self._host.opened
        return self._host.session.picture_path(opened.kept.record.id, src) if opened is not None else None

    def fetch_missing(self) -> None:
        """Fetch the pictures of the open article that are not here."""
        opened = self._host.opened
        if opened is not None:
            self._host.session.fetch_pictures(opened.kept.record.id)

    def open_elsewhere(self, path: Path) -> str:
        """Open a picture in the program that the system has for it."""
        from reader.tui.external import open_file

        return open_file(path)

    def copy_address(self, address: str) -> None:
        """Put an address on the clipboard."""
        self._host.article.post_message(CopyRequested(address, has_citation=False))

    def do_pictures(self, count: int, argument: str) -> None:
        """Show pictures, or words in their place."""
        usual = self._host.config.pictures
        self._wanted = NONE if self._wanted != NONE else (usual if usual != NONE else "auto")
        self._host.article.show_pictures(self._medium(self._wanted))
        self._keep("pictures", self._wanted)
        self._host.tell(
            "Pictures are shown." if self._wanted != NONE else "Pictures are not shown; what they say is.",
        )
