"""The size of a picture from the first bytes of its file, upright as it is shown. Standard library only: layout waits for it.

Sources: PNG (W3C, second edition) 11.2.2; GIF89a 18; JPEG (ITU-T T.81) B.2.2 with Exif 2.32 4.6.4 for the orientation; WebP
container (RFC 9649) 2.5 to 2.7; ISO/IEC 23008-12 (AVIF) 6.5.3 for `ispe`.
"""

import struct
from pathlib import Path

from reader.tui.pictures.shelf import PictureSize

_HEAD_BYTES = 64 * 1024
"""Of a file: a photograph's size stands behind its Exif part, which is at most so long."""

UNKNOWN = PictureSize(0, 0)

_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""JPEG markers that begin a frame and tell its size."""

_LYING = frozenset((5, 6, 7, 8))
"""Values of the Exif orientation under which width and height change places."""


def read_size(path: Path) -> PictureSize:
    """Return the size of the picture in a file, in pixels; `UNKNOWN` if it can't be told."""
    try:
        with path.open("rb") as stream:
            return size_of(stream.read(_HEAD_BYTES))
    except OSError:
        return UNKNOWN


def size_of(head: bytes) -> PictureSize:
    """Return the size that the first bytes of a picture tell."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return PictureSize(*struct.unpack_from(">II", head, 16))
        if head.startswith((b"GIF87a", b"GIF89a")):
            return PictureSize(*struct.unpack_from("<HH", head, 6))
        if head.startswith(b"\xff\xd8"):
            return _jpeg(head)
        if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            return _webp(head)
        if head[4:8] == b"ftyp":
            at = head.find(b"ispe")
            return PictureSize(*struct.unpack_from(">II", head, at + 8)) if at > 0 else UNKNOWN
    except struct.error:
        return UNKNOWN
    return UNKNOWN


def _jpeg(head: bytes) -> PictureSize:
    at, is_lying = 2, False
    while True:
        mark, length = struct.unpack_from(">xBH", head, at)
        if mark == 0xFF:  # a fill byte
            at += 1
            continue
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return PictureSize(height, width) if is_lying else PictureSize(width, height)
        if mark == 0xE1 and head[at + 4 : at + 10] == b"Exif\0\0":
            is_lying = _orientation(head[at + 10 : at + 2 + length]) in _LYING
        at += 2 + max(2, length)


def _orientation(exif: bytes) -> int:
    order = "<" if exif.startswith(b"II") else ">"
    (first,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, first)
    for number in range(min(count, 200)):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
        if tag == 0x0112:
            return int(value)
    return 1


def _webp(head: bytes) -> PictureSize:
    match head[12:16]:
        case b"VP8X":
            return PictureSize(*(int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27)))
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", head, 21)
            return PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return PictureSize(width & 0x3FFF, height & 0x3FFF)
    return UNKNOWN
