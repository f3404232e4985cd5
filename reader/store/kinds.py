"""The kinds of file a library consists of, told by their paths: what travels between machines, and in which form it is."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from reader.store.conflicts import original_name


class FileKind(StrEnum):
    """What a file of a library holds. Those that say "sealed" have the form of `sealed`."""

    SETTINGS = "settings"
    """library.toml."""
    ANNOTATIONS = "annotations"
    """A TinyDB file."""
    STATE = "state"
    """Sealed: read, starred, tags, marks."""
    POSITION = "position"
    """Sealed: where the reader is."""
    READING = "reading"
    """Sealed: how long was read, of one machine and month."""
    FEED_LOG = "feed log"
    """Sealed: the entries of a feed that were seen."""
    ALIAS = "alias"
    """Sealed: a further address."""
    RECORD = "record"
    """Sealed: what lists show of an article."""
    VERSION = "version"
    """Sealed: one cleaned state of an article."""
    HEADERS = "headers"
    """Sealed: what came with a raw page."""
    PAGE = "page"
    """A raw page, compressed."""
    PICTURE_MAP = "picture map"
    """Sealed: addresses to pictures."""
    PICTURE = "picture"
    """A picture by its digest."""


_ID = r"[0-9a-f]{16}"
_NAME = r"[0-9A-Za-z_-]{1,64}"
_PATTERNS = (
    (rf"annotations/{_ID}\.json", FileKind.ANNOTATIONS),
    (rf"state/{_ID}\.json", FileKind.STATE),
    (rf"state/{_ID}\.position\.json", FileKind.POSITION),
    (r"reading/[0-9a-f]{8}-\d{4}-\d{2}\.json", FileKind.READING),
    (rf"feeds/{_ID}\.json", FileKind.FEED_LOG),
    (rf"aliases/{_NAME}\.json", FileKind.ALIAS),
    (rf"articles/{_ID}/record\.json", FileKind.RECORD),
    (rf"articles/{_ID}/versions/{_NAME}\.json", FileKind.VERSION),
    (rf"articles/{_ID}/raw/{_NAME}\.json", FileKind.HEADERS),
    (rf"articles/{_ID}/raw/{_NAME}\.[a-z]{{1,12}}\.zst", FileKind.PAGE),
    (rf"articles/{_ID}/images/images\.json", FileKind.PICTURE_MAP),
    (rf"articles/{_ID}/images/{_NAME}\.[a-z]{{2,4}}", FileKind.PICTURE),
    (r"library\.toml", FileKind.SETTINGS),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], FileKind], ...]:
    return tuple((re.compile(rf"{pattern}\Z"), kind) for pattern, kind in _PATTERNS)


def kind_of(name: str) -> FileKind | None:
    """Return the kind of the file with the path `name` below the library's folder, None if it is none of a library's."""
    return next((kind for form, kind in _forms() if form.match(name)), None)


def kind_of_path(path: Path) -> FileKind | None:
    """Return the kind of the file at `path`, in a library wherever it lies or among its generations before."""
    return next((kind for length in (2, 3, 4) if (kind := kind_of("/".join(path.parts[-length:])))), None)


def original_of(name: str) -> str:
    """Return the path of the file of which `name` is a copy that a synchronising program left; `name` itself if it is none."""
    folder, slash, last = name.rpartition("/")
    original = original_name(last)
    return f"{folder}{slash}{original}" if original else name
