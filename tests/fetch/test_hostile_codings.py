"""Bodies packed to hang or to fill the memory, and names of codings and charsets that are none."""

import gzip
import itertools
import struct
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # published without types
import pytest

from reader.fetch.client import FetchLimits
from reader.fetch.decoding import BrokenCodingError, CutCodingError, content_codings, decode
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.fetching import failure, fetch
from tests.fetch.site import PAGE, Asked, Line, Site
from tests.work_limits import work_within

MEGABYTE = 1024 * 1024
LIMITS = FetchLimits(deadline_seconds=2, max_wire_bytes=400_000, max_decoded_bytes=MEGABYTE)
EMPTY_MEMBER = gzip.compress(b"", mtime=0)


def gzip_member(data: bytes, *, extra: bytes = b"", name: bytes = b"", comment: bytes = b"") -> bytes:
    """Return a gzip member with the optional fields of RFC 1952."""
    flags = (4 if extra else 0) | (8 if name else 0) | (16 if comment else 0)
    head = b"\x1f\x8b\x08" + bytes((flags,)) + bytes(6)
    head += struct.pack("<H", len(extra)) + extra if extra else b""
    head += name + b"\0" if name else b""
    head += comment + b"\0" if comment else b""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return head + packer.compress(data) + packer.flush() + struct.pack("<II", zlib.crc32(data), len(data))


def outcome(site: Site, body: bytes | Iterator[bytes], coding: str, limits: FetchLimits = LIMITS) -> Page | FetchError:
    """Return what a page in `coding` comes to, with no more memory and time than its limits."""

    def answer(_asked: Asked, line: Line) -> None:
        if isinstance(body, bytes):
            line.page(body, headers=(("Content-Encoding", coding),))
            return
        line.page(b"", headers=(("Content-Encoding", coding),), length=None)
        for piece in body:
            if line.closing.is_set():
                return
            line.raw(piece)

    url = site.url("/", answer)
    started = time.monotonic()
    tracemalloc.start()
    result: Page | FetchError
    try:
        result = fetch(url, limits=limits)
    except FetchError as error:
        result = error
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 40 * MEGABYTE
    assert time.monotonic() - started < limits.deadline_seconds + 2
    return result


# --- gzip ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "member",
    [
        gzip_member(PAGE, extra=b"x" * 65535, name=b"n" * 150_000, comment=b"c" * 150_000),
        EMPTY_MEMBER * 5000 + gzip_member(PAGE),
        gzip_member(PAGE) + EMPTY_MEMBER * 5000,
        gzip_member(PAGE[:50]) + gzip_member(PAGE[50:]),
        gzip_member(PAGE) + b"\x1f",
        gzip_member(PAGE) + bytes(50_000),
    ],
    ids=["long fields", "empty members before", "empty members after", "two members", "half a mark", "padding"],
)
def test_odd_gzip_is_the_page(site: Site, member: bytes) -> None:
    result = outcome(site, member, "gzip")
    assert isinstance(result, Page)
    assert result.content == PAGE


def test_member_that_begins_at_the_end_of_a_piece_is_read() -> None:
    first, second = gzip_member(PAGE), gzip_member(PAGE)
    whole = first + second
    for cut in (len(first), len(first) + 1, len(first) + 2):
        assert b"".join(decode(iter((whole[:cut], whole[cut:])), ("gzip",))) == PAGE * 2
    assert b"".join(decode((whole[n : n + 1] for n in range(len(whole))), ("gzip",))) == PAGE * 2


@pytest.mark.parametrize(
    "piece",
    [EMPTY_MEMBER * 3000, b"n" * 100_000, zlib.compress(b"")],
    ids=["empty members", "a name without end", "deflate again and again"],
)
def test_endless_gzip_without_content_ends(site: Site, piece: bytes) -> None:
    head = b"\x1f\x8b\x08\x08" + bytes(6) if piece.startswith(b"n") else b""
    coding = "deflate" if piece.startswith(b"\x78") else "gzip"
    result = outcome(site, itertools.chain((head,), itertools.repeat(piece)), coding)
    assert isinstance(result, FetchError)


@pytest.mark.parametrize(
    "field", [b"\x04" + bytes(6) + b"\xff\xff", b"\x02" + bytes(8), b"\xe0" + bytes(6), b"\x08" + bytes(6)]
)
def test_gzip_heads_that_promise_more_are_one_line(site: Site, field: bytes) -> None:
    assert isinstance(outcome(site, b"\x1f\x8b\x08" + field + b"junk", "gzip"), FetchError)


@pytest.mark.parametrize("broken", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_gzip_with_a_wrong_checksum_is_cut_or_one_line(site: Site, broken: bytes) -> None:
    member = gzip_member(PAGE * 9)
    result = outcome(site, member[:-8] + broken + member[-4:], "gzip")
    assert isinstance(result, FetchError) or (result.is_cut and result.content == PAGE * 9)


# --- bombs ---------------------------------------------------------------------------------------


def test_bombs_in_both_of_two_codings_stop_at_the_cap(site: Site) -> None:
    bomb = zlib.compress(zlib.compress(b"<p>a" * (8 * MEGABYTE), 9), 9)
    result = outcome(site, bomb, "deflate, deflate")
    assert isinstance(result, Page)
    assert result.is_cut
    assert len(result.content) == MEGABYTE


def test_three_codings_in_two_headers_are_refused(site: Site) -> None:
    """What is unfolded last would be unfolded without anybody counting."""

    def answer(_asked: Asked, line: Line) -> None:
        line.page(zlib.compress(PAGE), headers=(("Content-Encoding", "deflate, br"), ("Content-Encoding", "gzip")))

    assert "packed" in str(failure(site.url("/", answer)))


def test_brotli_with_a_large_window_is_refused(site: Site) -> None:
    """The window of 1 GB that an extension of the format allows (and its own library does on demand) is not for the web."""
    large = b"\x11\x1e" + brotli.compress(PAGE)[1:]
    assert isinstance(outcome(site, large, "br"), FetchError)


@pytest.mark.parametrize("window", [0x80, 0xA0, 0xF8, 0xFF])
def test_zstd_windows_beyond_the_webs_are_refused(site: Site, window: int) -> None:
    head = b"\x28\xb5\x2f\xfd\0" + bytes((window,))
    block = struct.pack("<I", (131072 << 3) | 2)[:3] + b"a"
    result = outcome(site, head + block * 64 + b"\1\0\0", "zstd")
    assert isinstance(result, FetchError) or len(result.content) == MEGABYTE or window == 0x80


def test_zstd_that_names_a_size_of_exabytes_takes_no_memory(site: Site) -> None:
    head = b"\x28\xb5\x2f\xfd\xc0\x58" + b"\xff" * 7 + b"\x7f"
    assert isinstance(outcome(site, head + b"\1\0\0", "zstd"), FetchError | Page)


def test_zstd_of_endless_empty_frames_ends(site: Site) -> None:
    empty = b"\x28\xb5\x2f\xfd\x20\0\1\0\0"
    assert isinstance(outcome(site, itertools.repeat(empty * 5000), "zstd"), FetchError)


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["identity", " Identity ", "IDENTITY, none", ",,,", " , ", "utf-8", ""])
def test_names_of_no_coding(site: Site, header: str) -> None:
    result = outcome(site, PAGE, header)
    assert isinstance(result, Page)
    assert result.content == PAGE


@pytest.mark.parametrize("header", ["GZIP", " gzip ,", "identity, Gzip, identity", "x-gzip", "\tgzip"])
def test_names_in_capitals_and_with_spaces(site: Site, header: str) -> None:
    result = outcome(site, gzip.compress(PAGE), header)
    assert isinstance(result, Page)
    assert result.content == PAGE


@pytest.mark.parametrize(
    "header", ["gzip;q=1", "gzip gzip", "compress", "dcb", "aes128gcm", "\x1b[31m", "g" * 5000, "gzip, " * 1000, "*"]
)
def test_names_of_unknown_codings_are_one_line(site: Site, header: str) -> None:
    assert "packed in a way" in str(
        failure(site.url("/", lambda _, line: line.page(headers=(("Content-Encoding", header),))))
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_no_body_in_any_coding_is_empty(site: Site, coding: str) -> None:
    result = outcome(site, b"", coding)
    assert isinstance(result, FetchError)


def test_decoding_gives_what_it_held_before_it_says_that_it_is_broken() -> None:
    held = bytearray()

    def unpack() -> None:
        for piece in decode(iter((gzip_member(PAGE) + gzip_member(PAGE)[:40],)), content_codings("gzip")):
            held.extend(piece)

    with pytest.raises((BrokenCodingError, CutCodingError)):
        unpack()
    assert held.startswith(PAGE)


def test_codings_that_unfold_to_nothing_end_with_the_deadline(site: Site) -> None:
    body = brotli.compress(EMPTY_MEMBER * 1_000_000)
    assert len(body) < 1_000
    calls = itertools.count()

    def check() -> None:
        if next(calls) == 20:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        list(decode(iter((body,)), ("gzip", "br"), check=check))
    assert isinstance(outcome(site, body, "gzip, br", FetchLimits(deadline_seconds=0.3)), FetchError)


def test_members_without_content_in_one_piece_are_passed_over_at_once() -> None:
    with work_within(10):
        assert b"".join(decode(iter((EMPTY_MEMBER * 300_000 + gzip.compress(PAGE),)), ("gzip",))) == PAGE
