"""The pictures of the article that is shown: where they stand, which of them have to be decoded now, in threads.

Owned by `article_view`, which says where its rows are and draws what `shelf` holds; nothing here draws.
"""

from bisect import bisect_left
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

from textual.widget import Widget

from reader.layout.layout import Layout
from reader.layout.picture_places import PictureRules
from reader.layout.rows import Row
from reader.model.blocks import Figure
from reader.tui.looks.inks import Inks
from reader.tui.pictures.half_cells import decode
from reader.tui.pictures.shelf import PicturePlace, PictureRows, PictureShelf

_LOW = 28
_FEWEST_ROWS = 6
"""The tallest picture takes two fifths of the screen, a third of one lower than `_LOW`, so that some text stands beside it."""

_PAGES_AHEAD = 2
"""Pictures so many pages above and below the screen are decoded before they are seen."""


class ShownPictures:
    """Touched by the main thread only; `repaint` is called with the rows on which something has changed."""

    def __init__(self, owner: Widget, repaint: Callable[[range], None]) -> None:
        self.shelf = PictureShelf(lambda src: None)
        self._owner = owner
        self._repaint = repaint
        self._places: list[tuple[int, PicturePlace]] = []
        """Every picture with the first row it takes, from the top down."""

    def look_up(self, lookup: Callable[[str], Path | None]) -> None:
        """Say where pictures are: an address to a file, or None."""
        self.shelf = PictureShelf(lookup)

    def laid_out(self, layout: Layout) -> None:
        """Find the places of the pictures in a new layout."""
        self._places = []
        for block, content in enumerate(layout.article.blocks):
            if isinstance(content, Figure) and content.images:
                for row in layout.block_rows(block):
                    for picture in layout.row(row).pictures:
                        if picture.line == 0:
                            self._places.append((row, PicturePlace(picture.src, picture.width, picture.rows)))

    def rules(self, height: int, inks: Inks) -> PictureRules:
        """Return how pictures stand in a pane `height` rows high; a theme without colour has words in their place."""
        if not inks.has_mark_grounds:
            return PictureRules()
        rows = max(_FEWEST_ROWS, height // 3) if height < _LOW else height * 2 // 5
        return PictureRules(rows, self.shelf.has_place, self.shelf.size)

    def done(self, row: Row) -> int:
        """Return how many pictures of a row are decoded, or can't be."""
        return sum(self.shelf.is_done(PicturePlace(p.src, p.width, p.rows)) for p in row.pictures)

    def keep_up(self, shown: range, inks: Inks) -> None:
        """Have the pictures on the screen and on the pages beside it decoded, in threads."""
        if not self._places:
            return
        ahead = _PAGES_AHEAD * len(shown)
        first = bisect_left(self._places, shown.start - ahead, key=itemgetter(0))
        last = bisect_left(self._places, shown.start + ahead, key=itemgetter(0))
        for _, place in self._places[first:last]:
            path = self.shelf.claim(place)
            if path is not None:
                self._decode(place, path, inks)

    def _decode(self, place: PicturePlace, path: Path, inks: Inks) -> None:
        ground = inks.panel.bgcolor
        backing = (128, 128, 128)
        if ground is not None and ground.triplet is not None:
            backing = (ground.triplet.red, ground.triplet.green, ground.triplet.blue)
        shelf, app = self.shelf, self._owner.app

        def work() -> None:
            rows = decode(path, place.width, place.rows, backing)
            app.call_from_thread(self._put, shelf, place, rows)

        self._owner.run_worker(work, group="pictures", thread=True, exit_on_error=False)

    def _put(self, shelf: PictureShelf, place: PicturePlace, rows: PictureRows | None) -> None:
        shelf.put(place, rows)
        if shelf is self.shelf:
            for row, other in self._places:
                if other == place:
                    self._repaint(range(row, row + place.rows))
