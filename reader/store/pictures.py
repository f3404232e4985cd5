"""Pictures of an article by the digest of their content, each once, and the map from their addresses to them."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from reader.model.identity import content_digest
from reader.model.patterns import compile_late
from reader.store.atomic import write_durably, write_error
from reader.store.places import LibraryPlaces
from reader.store.recovery import read_or_empty, stamp_before, write_sealed

_EXTENSIONS: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/x-icon": "ico",
}
_MAP = "images.json"
_STORED_NAME = compile_late(r"[0-9a-f]{64}\.[a-z]{2,4}\Z")


def save_picture(places: LibraryPlaces, article_id: str, src: str, content: bytes, content_type: str) -> Path:
    """Keep the picture at the address `src`; return its file. The caller holds the article's lock. Raises StoreError."""
    kind = content_type.partition(";")[0].strip().lower()
    folder = places.images_folder(article_id)
    path = folder / f"{content_digest(content)}.{_EXTENSIONS.get(kind, 'bin')}"
    if not path.exists() or path.stat().st_size != len(content):
        write_durably(path, content)
    stored = read_or_empty(places, folder / _MAP)
    names = dict(stored.body) if stored else {}
    if names.get(src) != path.name or (stored and stored.is_due):
        names[src] = path.name
        is_damaged = stored.is_damaged if stored else False
        expected = stamp_before(stored)
        write_sealed(places, folder / _MAP, names, replaces_damaged=is_damaged, expected=expected)
    return path


def picture_path(places: LibraryPlaces, article_id: str, src: str) -> Path | None:
    """Return the file with the picture at `src`, None if it is not kept."""
    stored = read_or_empty(places, places.images_folder(article_id) / _MAP)
    name = stored.body.get(src, "") if stored else ""
    if not isinstance(name, str) or not _STORED_NAME.match(name):
        return None
    path = places.images_folder(article_id) / name
    return path if path.is_file() else None


def picture_bytes(places: LibraryPlaces, article_id: str) -> int:
    """Return how much room the pictures of an article take; a few microseconds where there are none."""
    try:
        with os.scandir(places.images_folder(article_id)) as entries:
            return sum(entry.stat(follow_symlinks=False).st_size for entry in entries)
    except OSError:  # there are none, or they are going just now
        return 0


def drop_pictures(places: LibraryPlaces, article_id: str) -> None:
    """Remove the pictures of an article, the map first: what it does not name is not here, and is fetched when it is wanted.

    The caller holds the article's lock. Raises StoreError.
    """
    folder = places.images_folder(article_id)
    if places.is_behind_link(folder):
        return
    try:
        (folder / _MAP).unlink(missing_ok=True)
        places.previous_file(folder / _MAP).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise write_error(folder, error) from error
