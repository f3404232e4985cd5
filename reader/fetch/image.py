"""Pictures of an article: over the web through the one door, from the page's own folder, or out of the page itself.

A picture is a PNG, JPEG, GIF, WebP or AVIF, told by its first bytes. SVG is refused: it is a document with scripts.
"""

import base64
import binascii
import os
import re
import stat
import threading
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from reader.fetch.access import NO_ACCESS, Access
from reader.fetch.addresses import Address, parse_address, scheme_of, shown_address
from reader.fetch.archive import web_address
from reader.fetch.errand import Errand, FetchLimits, NotModified
from reader.fetch.gate import media_type
from reader.fetch.guard import Guard
from reader.model.errors import FetchError, ReadFileError, UnreadableError
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_IMAGE_BYTES = 12 * 1024 * 1024
"""A press photo in full size; what is larger is no illustration."""

MAX_DATA_URL_LETTERS = 2 * 1024 * 1024
"""Of a picture that stands in the page itself."""


def image_limits(deadline_seconds: float) -> FetchLimits:
    """Return the bounds of one picture."""
    return FetchLimits(
        deadline_seconds=deadline_seconds, max_wire_bytes=MAX_IMAGE_BYTES, max_decoded_bytes=MAX_IMAGE_BYTES
    )


IMAGE_LIMITS = image_limits(FetchLimits().deadline_seconds)
"""Enough for every honest picture."""

_ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1"
_UNTOLD = frozenset(("", "application/octet-stream", "binary/octet-stream", "text/plain"))
_DATA_URL = re.compile(r"data:([^,]{0,200}),", re.IGNORECASE)
_MAX_SHOWN_LETTERS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedImage:
    """A picture as it came, and what it is by its first bytes (`image/png` …)."""

    content: bytes
    content_type: str


def fetch_image(
    src: str,
    *,
    page_url: str = "",
    page_path: str = "",
    limits: FetchLimits = IMAGE_LIMITS,
    confirmed_hosts: frozenset[str] = frozenset(),
    access: Access = NO_ACCESS,
    cancel: threading.Event | None = None,
) -> FetchedImage:
    """Fetch the picture `src` of a page that came from `page_url`, or lies at `page_path` (absolute).

    A relative `src` is looked for beside the file at `page_path` (at or below its folder, symbolic links followed first), or at
    `page_url`. A private address is reached only for a page that was fetched from the same origin, or on `confirmed_hosts`:
    what a local file says about its address is no confirmation.

    Raises FetchError or ReadFileError if it cannot be had, UnreadableError if it is no picture or too large, CancelledError.
    """
    scheme = scheme_of(src)
    if scheme == "data":
        return _embedded_image(src)
    if scheme not in ("http", "https"):
        if page_path and not src.startswith("//"):
            return _local_image(src, Path(page_path))
        src = _joined(page_url, src)
    trusted = web_address(page_url) if page_url and not page_path else ""
    typed = parse_address(trusted).origin if trusted else None
    errand = Errand(
        address=parse_address(src),
        guard=Guard(typed=typed, confirmed_hosts=confirmed_hosts),
        limits=limits,
        accept=_ACCEPT,
        check_type=_check_type,
        noun="picture",
        # As in browsers, what was given to a site goes along for its own pages' pictures, and for nobody else's.
        access=access.of_site(typed.host) if typed else NO_ACCESS,
        cancel=cancel,
    )
    return _web_image(errand)


def sniff_image(content: bytes) -> str:
    """Return the media type of a picture by its first bytes; nothing if it is none that we show."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis"):
        return "image/avif"
    return ""


def _web_image(errand: Errand) -> FetchedImage:
    from reader.fetch.door import carry_out  # brings httpx, a tenth of a second

    delivery = carry_out(errand)
    if isinstance(delivery, NotModified) or delivery.cut is not None:
        raise FetchError(f"The picture did not come whole: {errand.address.shown}")
    return _checked(delivery.content, errand.address.shown)


def _check_type(content_type: str, address: Address) -> None:
    bare = media_type(content_type)
    if bare in _UNTOLD or (bare.startswith("image/") and bare != "image/svg+xml"):
        return
    raise UnreadableError(f"This is no picture that is shown ({bare[:60]}): {address.shown}")


def _local_image(src: str, page_path: Path) -> FetchedImage:
    shown = clean_line(src, _MAX_SHOWN_LETTERS)
    try:
        parts = urlsplit(src)
        if parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost"):
            raise FetchError(f"Pictures of this kind are not opened: {shown}")
        folder = page_path.parent.resolve()
        path = (folder / unquote(parts.path)).resolve()
        if not path.is_relative_to(folder):
            raise FetchError(f"A picture outside the page's folder is not opened: {shown}")
        with open(path, "rb", opener=_open_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ReadFileError(f"This is no file: {shown}")
            if status.st_size > MAX_IMAGE_BYTES:
                raise _too_large(shown)
            return _checked(stream.read(MAX_IMAGE_BYTES), shown)
    except (OSError, ValueError) as error:
        raise ReadFileError(f"The picture could not be read: {shown}") from error


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a path without hanging on a pipe that nobody writes to."""
    return os.open(path, flags | os.O_NONBLOCK)


def _embedded_image(src: str) -> FetchedImage:
    shown = clean_line(src[:40], 40)
    if len(src) > MAX_DATA_URL_LETTERS:
        raise _too_large(shown)
    head = _DATA_URL.match(src.strip())
    if head is None:
        raise UnreadableError(f"This is no picture: {shown}")
    data = unquote_to_bytes(src.strip()[head.end() :])
    if head[1].lower().rstrip().endswith(";base64"):
        data = re.sub(rb"\s+", b"", data).rstrip(b"=")
        try:
            data = base64.b64decode(data + b"=" * (-len(data) % 4), altchars=None, validate=True)
        except binascii.Error as error:
            raise UnreadableError(f"The picture in the page is damaged: {shown}") from error
    return _checked(data, shown)


def _checked(content: bytes, shown: str) -> FetchedImage:
    content_type = sniff_image(content)
    if not content_type:
        raise UnreadableError(f"This is no picture that is shown: {shown}")
    return FetchedImage(content=content, content_type=content_type)


def _joined(page_url: str, src: str) -> str:
    try:
        return urljoin(page_url, src)
    except ValueError as error:
        raise FetchError(f"The picture's address is not valid: {shown_address(src)}") from error


def _too_large(shown: str) -> UnreadableError:
    return UnreadableError(f"The picture is too large: {shown}")
