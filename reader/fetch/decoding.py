"""Content codings, undone piece by piece so that no input can blow up in memory.

`decode` is a chain of generators: bytes go in as they come off the wire, pieces of bounded size come out, and whoever counts
them may stop at any time. A coding that is cut short or broken gives all it held before it raises.

gzip: RFC 1952; deflate: RFC 1950, and bare RFC 1951 as some servers send it; br: RFC 7932; zstd: RFC 8878 with the window
that RFC 9659 allows on the web.
"""

import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

PIECE_BYTES = 64 * 1024
"""The most that one step hands on (brotli and zstd may overshoot by one of their blocks)."""

MAX_CODINGS = 2
"""Honest servers use one; a proxy may add a second."""

_MAX_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
_MAX_BROTLI_AGAIN_BYTES = 12 * 1024 * 1024
"""Of so much, packed and unpacked, a second decoder is given all again: more than a page may have, and not all that codings in
each other may unfold to, for nobody looks at the clock meanwhile."""

_ZSTD_STEP_BYTES = 256
"""Fed to zstd at once: a block of 4 bytes can hold 128 KB, so 8 MB is the most that one step can unfold to."""

_NO_CODINGS = frozenset(("", "identity", "none", "utf-8", "utf8", "iso-8859-1", "8bit", "binary", "text", "html"))
"""What servers write where no coding is: by mistake, but harmlessly."""

_ALIASES = {"x-gzip": "gzip", "x-deflate": "deflate"}


class UnknownCodingError(Exception):
    """The body is packed in a way that is not known, or packed too often."""


class BrokenCodingError(Exception):
    """The packed body is damaged."""


class CutCodingError(Exception):
    """The packed body ends before it is complete."""


@cache
def accepted_codings() -> str:
    """Return the Accept-Encoding header: what can be undone within bounds by what is installed."""
    return ", ".join(("gzip", "deflate", *(name for name, decoder in _optional_decoders().items() if decoder)))


def content_codings(header: str) -> tuple[str, ...]:
    """Return the codings that a Content-Encoding header names, in the order they were applied.

    Raises UnknownCodingError, with the header's own words as they came, for what cannot be undone or is nested too deep.
    """
    names = tuple(name for part in header.split(",") if (name := part.strip().lower()) not in _NO_CODINGS)
    codings = tuple(_ALIASES.get(name, name) for name in names)
    if len(codings) > MAX_CODINGS:
        raise UnknownCodingError(f"{len(codings)} codings, one in the other")
    for coding in codings:
        if _decoder(coding) is None:
            raise UnknownCodingError(coding)
    return codings


def decode(chunks: Iterator[bytes], codings: tuple[str, ...], *, check: Callable[[], object] = bool) -> Iterator[bytes]:
    """Return `chunks` with `codings` undone, the last one applied first, in pieces of bounded size.

    `check` is called with every piece that a coding is given, and may raise: what unfolds to gigabytes of nothing (members of
    gzip without content) hands nothing on at which anybody could look at the clock. Raises BrokenCodingError or CutCodingError
    while iterating, after everything that could be read was handed on.
    """
    for coding in reversed(codings):
        decoder = _decoder(coding)
        if decoder is None:
            raise UnknownCodingError(coding)
        chunks = decoder(_in_pieces(chunks, check))
    return chunks


def _in_pieces(chunks: Iterator[bytes], check: Callable[[], object]) -> Iterator[bytes]:
    """Give `chunks` in pieces of bounded size: zlib copies all that lies behind each member, which may be twenty bytes long."""
    for chunk in chunks:
        for start in range(0, len(chunk), PIECE_BYTES):
            check()
            yield chunk[start : start + PIECE_BYTES]


def _decoder(coding: str) -> Callable[[Iterator[bytes]], Iterator[bytes]] | None:
    return {"gzip": _gunzip, "deflate": _inflate}.get(coding) or _optional_decoders().get(coding)


@cache
def _optional_decoders() -> dict[str, Callable[[Iterator[bytes]], Iterator[bytes]] | None]:
    """Return the decoders for br and zstd, None where the library for it is missing or cannot be bounded."""
    found: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]] | None] = {"br": None, "zstd": None}
    try:
        import brotli  # type: ignore[import-untyped]  # published without types

        # Before 1.2 there was no bound on what one call unfolds to: a kilobyte could fill the memory.
        if hasattr(brotli.Decompressor, "can_accept_more_data"):
            found["br"] = _unbrotli
    except ImportError:
        pass
    try:
        import zstandard  # noqa: F401  (whether it is there)

        found["zstd"] = _unzstd
    except ImportError:
        pass
    return found


def _gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo gzip, member after member. What follows the last one is junk and is left; text without a gzip head is text."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 2:
            break
    if head and not head.startswith(b"\x1f\x8b"):
        yield head
        yield from chunks
        return
    rest = head
    while True:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield from _unzip(stream, rest, chunks)
        rest = stream.unused_data
        while len(rest) < 2 and (more := next(chunks, None)) is not None:
            rest += more
        if not rest.startswith(b"\x1f\x8b"):
            return


def _inflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo deflate, with its zlib head or without it."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 2:
            break
    # RFC 1950, 2.2: the method is 8 and the two bytes are a multiple of 31.
    has_zlib_head = len(head) >= 2 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if has_zlib_head else -zlib.MAX_WBITS)
    yield from _unzip(stream, head, chunks)


def _unzip(stream: "zlib._Decompress", first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Feed `first` and then `chunks` to a zlib stream until it ends."""
    data: bytes | None = first
    while data is not None:
        try:
            piece = stream.decompress(data, PIECE_BYTES)
        except zlib.error as error:
            raise BrokenCodingError(str(error)) from error
        if piece:
            yield piece
        if stream.eof:
            return
        # With the output full, zlib may hold more without having a tail of input: ask again with nothing.
        data = stream.unconsumed_tail or (b"" if len(piece) == PIECE_BYTES else next(chunks, None))
    raise CutCodingError


def _unbrotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo brotli. What follows its end is junk and is left.

    Of a chunk with an error in it, or with anything behind the end, the library gives nothing, not what came before: such a chunk
    is taken byte by byte, by a second decoder that is brought to where the first one was.
    """
    import brotli

    stream = brotli.Decompressor()
    taken: list[bytes] = []
    held = unfolded = 0
    for chunk in chunks:
        given = 0
        try:
            for piece in _unbrotli_chunk(stream, chunk):
                given += len(piece)
                yield piece
        except brotli.error as error:
            if max(held, unfolded + given) > _MAX_BROTLI_AGAIN_BYTES:
                raise BrokenCodingError(str(error)) from error
            stream = brotli.Decompressor()
            for earlier in taken:
                for _ in _unbrotli_chunk(stream, earlier):
                    pass
            yield from _unbrotli_bytes(stream, chunk, given)
        if stream.is_finished():
            return
        held += len(chunk)
        unfolded += given
        if max(held, unfolded) <= _MAX_BROTLI_AGAIN_BYTES:
            taken.append(chunk)
        else:
            taken.clear()
    raise CutCodingError


def _unbrotli_chunk(stream: Any, chunk: bytes) -> Iterator[bytes]:
    data = chunk
    while True:
        piece = stream.process(data, output_buffer_limit=PIECE_BYTES)
        if piece:
            yield piece
        data = b""
        if stream.is_finished() or stream.can_accept_more_data():
            return


def _unbrotli_bytes(stream: Any, chunk: bytes, given: int) -> Iterator[bytes]:
    """Give what is in `chunk` up to its error or the end of the stream, but for the first `given` bytes."""
    import brotli

    try:
        for position in range(len(chunk)):
            for piece in _unbrotli_chunk(stream, chunk[position : position + 1]):
                if len(piece) > given:
                    yield piece[given:]
                given = max(0, given - len(piece))
            if stream.is_finished():
                return
    except brotli.error as error:
        raise BrokenCodingError(str(error)) from error


def _unzstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW_BYTES)
    stream = unpacker.decompressobj(write_size=PIECE_BYTES)
    has_begun = False
    for chunk in chunks:
        position = 0
        while position < len(chunk):
            if stream.eof:
                rest = chunk[position:]
                if not rest.startswith(b"\x28\xb5\x2f\xfd"[: len(rest)]):
                    return  # junk after the last frame
                stream = unpacker.decompressobj(write_size=PIECE_BYTES)
            step = chunk[position : position + _ZSTD_STEP_BYTES]
            try:
                piece = stream.decompress(step)
            except zstandard.ZstdError as error:
                raise BrokenCodingError(str(error)) from error
            has_begun = True
            position += len(step) - len(stream.unused_data)
            if piece:
                yield piece
    if has_begun and not stream.eof:
        raise CutCodingError
