"""The pictures of the article that is shown: where they stand, which of them have to be drawn now, in threads.

Owned by `article_view`, which says where its rows are and shows what `shelf` holds; nothing here puts letters on the screen.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from operator import itemgetter
from pathlib import Path

from textual.widget import Widget

from reader.layout.layout import Layout
from reader.layout.picture_places import PictureRules
from reader.layout.rows import Row
from reader.tui.looks.inks import Inks
from reader.tui.pictures.media import HalfCells, Medium, Rgb
from reader.tui.pictures.shelf import PicturePlace, PictureRows, PictureShelf

_LOW = 28
_FEWEST_ROWS = 6
"""The tallest picture takes two fifths of the screen, a third of one lower than `_LOW`, so that some text stands beside it."""

_PAGES_AHEAD = 2
"""Pictures so many pages above and below the screen are drawn before they are seen."""

_MIDDLE_GREY = (128, 128, 128)
"""Under what is transparent, where a theme leaves the ground to the terminal."""


class ShownPictures:
    """Touched by the main thread only; `repaint` is called with the rows on which something has changed."""

    def __init__(self, owner: Widget, repaint: Callable[[range], None]) -> None:
        self.medium: Medium | None = HalfCells()
        """How pictures are shown; None for words in their place."""
        self.shelf = PictureShelf(lambda src: None)
        self._owner = owner
        self._repaint = repaint
        self._ground: Rgb = _MIDDLE_GREY
        self._places: list[tuple[int, PicturePlace]] = []
        """Every picture with the first row it takes, from the top down."""

    def use(self, medium: Medium | None) -> None:
        """Show pictures in another way; the article has to be laid out anew."""
        self.shelf.forget()
        if self.medium is not None:
            self.medium.close()
        self.medium = medium

    def look_up(self, lookup: Callable[[str], Path | None], awaited: Iterable[str] = ()) -> None:
        """Say where the pictures of another article are: an address to a file, or None. Places are kept for what is awaited."""
        if self.medium is not None:
            self.medium.close()
        self.shelf = PictureShelf(lookup, awaited, self._forget)

    def came(self, shown: range) -> None:
        """Look again for what was awaited: what comes no more gives its rows back, unless they are on the screen."""
        self.shelf.look_again({place.src for row, place in self._places if _touches(row, place, shown)})

    def lost(self) -> None:
        """Draw all pictures anew: the terminal has lost them while another program had it."""
        self.shelf.forget()
        if self.medium is not None:
            self.medium.close()

    def _forget(self, place: PicturePlace) -> None:
        if self.medium is not None:
            self.medium.forget(place)

    def rules(self, height: int, inks: Inks) -> PictureRules:
        """Return how pictures stand in a pane `height` rows high; a theme without colour has words in their place."""
        medium = self.medium
        if medium is None or not inks.has_mark_grounds:
            return PictureRules()
        rows = max(_FEWEST_ROWS, height // 3) if height < _LOW else height * 2 // 5
        return PictureRules(
            rows, self.shelf.has_place, self.shelf.size, medium.cell_shape, pixels_per_cell=medium.pixels_per_cell
        )

    def laid_out(self, layout: Layout) -> None:
        """Find the places of the pictures in a new layout, and let go of what has none any more."""
        self._places = [
            (row, PicturePlace(picture.src, picture.width, picture.rows)) for row, picture in layout.pictures()
        ]
        self.shelf.keep_only({place for _, place in self._places})

    def done(self, row: Row) -> int:
        """Return how many pictures of a row are drawn, or can't be."""
        return sum(self.shelf.is_done(PicturePlace(p.src, p.width, p.rows)) for p in row.pictures)

    def keep_up(self, shown: range, inks: Inks) -> None:
        """Have the pictures on the screen and on the pages beside it drawn, in threads."""
        if not self._places or self.medium is None:
            return
        ground = backing(inks)
        if ground != self._ground:
            self._ground = ground
            self.shelf.forget()
        ahead = _PAGES_AHEAD * len(shown)
        first = bisect_left(self._places, shown.start - ahead, key=itemgetter(0))
        last = bisect_left(self._places, shown.start + ahead, key=itemgetter(0))
        # What is on the screen goes first.
        for _, place in sorted(self._places[first:last], key=lambda found: not _touches(found[0], found[1], shown)):
            path = self.shelf.claim(place)
            if path is not None:
                self._draw(self.medium, place, path)

    def _draw(self, medium: Medium, place: PicturePlace, path: Path) -> None:
        shelf, ground, app = self.shelf, self._ground, self._owner.app

        def work() -> None:
            drawn = medium.draw(path, place, ground)
            app.call_from_thread(self._drawn, medium, shelf, place, ground, drawn)

        self._owner.run_worker(work, group="pictures", thread=True, exit_on_error=False)

    def _drawn(
        self, medium: Medium, shelf: PictureShelf, place: PicturePlace, ground: Rgb, drawn: object | None
    ) -> None:
        if shelf is not self.shelf or medium is not self.medium or ground != self._ground or not shelf.is_asked(place):
            return  # another article, another way, another theme, another size
        if drawn is None:
            shelf.put(place, None)
            self._repaint_place(place)
            return

        def arrived(rows: PictureRows) -> None:
            if shelf is self.shelf and medium is self.medium and shelf.is_asked(place):
                shelf.put(place, rows)
                self._repaint_place(place)

        medium.show(place, drawn, ground, arrived)

    def _repaint_place(self, place: PicturePlace) -> None:
        for row, other in self._places:
            if other == place:
                self._repaint(range(row, row + place.rows))


def backing(inks: Inks) -> Rgb:
    """Return the colour that shows through transparent pictures: that of the panel."""
    ground = inks.panel.bgcolor
    if ground is None or ground.triplet is None:
        return _MIDDLE_GREY
    return (ground.triplet.red, ground.triplet.green, ground.triplet.blue)


def _touches(row: int, place: PicturePlace, shown: range) -> bool:
    return row < shown.stop and row + place.rows > shown.start
