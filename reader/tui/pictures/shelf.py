"""What is known of an article's pictures: which are here, how large they are, what was drawn of them, in which form.

Kept by the article pane, read by its painter; touched by the main thread only.
"""

from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import NamedTuple

from rich.segment import Segment

from reader.model.blocks import Image

_KEPT = 48
"""Drawn pictures kept; each is about a thousand segments."""

PictureRows = tuple[tuple[Segment, ...], ...]


class PicturePlace(NamedTuple):
    """A picture and the cells it has to fill."""

    src: str
    width: int
    rows: int


class PictureSize(NamedTuple):
    """Pixels; 0 where they are not known."""

    width: int
    height: int


class PictureShelf:
    """Drawn pictures by place."""

    def __init__(
        self,
        lookup: Callable[[str], Path | None],
        awaited: Iterable[str] = (),
        forgotten: Callable[[PicturePlace], object] = lambda place: None,
    ) -> None:
        self._lookup = lookup
        self._awaited = set(awaited)
        self._forgotten = forgotten
        self._paths: dict[str, Path | None] = {}
        self._sizes: dict[str, PictureSize] = {}
        self._drawn: dict[PicturePlace, PictureRows | None] = {}
        self._asked: set[PicturePlace] = set()
        self._missed: frozenset[str] = frozenset()

    def path(self, src: str) -> Path | None:
        """Return the file of a picture; None if it is not in the library."""
        if src not in self._paths:
            self._paths[src] = self._lookup(src)
        return self._paths[src]

    def has(self, src: str) -> bool:
        """Whether there is a file for `src`."""
        return self.path(src) is not None

    def has_place(self, src: str) -> bool:
        """Whether rows are to be kept for `src`: it is here, or on its way."""
        return src in self._awaited or self.has(src)

    def size(self, image: Image) -> PictureSize:
        """Return the size of a picture as its page gives it, else as its file does.

        What was said once is said again: a picture that arrives while one reads takes the rows that were kept for it.
        """
        found = self._sizes.get(image.src)
        if found is None:
            if image.width > 0 and image.height > 0:
                found = PictureSize(image.width, image.height)
            else:
                from reader.tui.pictures.sizes import read_size  # for the pages that don't say

                path = self.path(image.src)
                found = read_size(path) if path is not None else PictureSize(0, 0)
            self._sizes[image.src] = found
        return found

    def look_for_awaited(self) -> None:
        """Ask anew for what is awaited and was not here."""
        for src in self._awaited:
            if self._paths.get(src, src) is None:
                del self._paths[src]

    def look_again(self, kept: Iterable[str]) -> None:
        """Ask anew for what was not here; nothing is awaited any more, but the places of `kept` stay.

        Sizes of pictures that have come and are not among `kept` are read from their files.
        """
        self._awaited = set(kept)
        missing = [src for src, path in self._paths.items() if path is None]
        for src in missing:
            del self._paths[src]
            if src not in self._awaited:
                self._sizes.pop(src, None)
        self._missed = frozenset(src for src in self._awaited if not self.has(src))

    def rows(self, place: PicturePlace) -> PictureRows | None:
        """Return the rows of a picture; None as long as it is not drawn, or if it can't be."""
        return self._drawn.get(place)

    def is_done(self, place: PicturePlace) -> bool:
        """Whether nothing more will come for `place`."""
        return place in self._drawn or place.src in self._missed

    def is_asked(self, place: PicturePlace) -> bool:
        """Whether `place` is being drawn."""
        return place in self._asked

    def claim(self, place: PicturePlace) -> Path | None:
        """Return the file that is to be drawn for `place`; None if it is not here, or that was done or is being done."""
        if place in self._drawn or place in self._asked:
            return None
        path = self.path(place.src)
        if path is not None:
            self._asked.add(place)
        return path

    def put(self, place: PicturePlace, rows: PictureRows | None) -> None:
        """Keep what was drawn; None if it could not be."""
        self._asked.discard(place)
        while len(self._drawn) >= _KEPT:
            oldest = next(iter(self._drawn))
            del self._drawn[oldest]
            self._forgotten(oldest)
        self._drawn[place] = rows

    def keep_only(self, places: Set[PicturePlace]) -> None:
        """Let go of what was drawn, or is being drawn, for other places."""
        for place in [place for place in self._drawn if place not in places]:
            del self._drawn[place]
            self._forgotten(place)
        for place in self._asked - places:
            self._asked.discard(place)
            self._forgotten(place)

    def forget(self) -> None:
        """Keep nothing that was drawn, and take nothing that is being drawn."""
        self.keep_only(frozenset())
