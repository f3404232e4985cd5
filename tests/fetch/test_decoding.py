"""Content codings: whole, cut, broken, and made to blow up."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import brotli  # type: ignore[import-untyped]  # published without types
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch import decoding
from reader.fetch.client import FetchLimits, fetch_page
from reader.fetch.decoding import (
    BrokenCodingError,
    CutCodingError,
    UnknownCodingError,
    accepted_codings,
    content_codings,
    decode,
)
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.site import PAGE, Line, Site

MEGABYTE = 1024 * 1024


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=4),
    "zstd": zstandard.compress,
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def undone(data: bytes, coding: str, size: int = 1000) -> bytes:
    return b"".join(decode(pieces(data, size), content_codings(coding)))


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=300), copies=st.integers(0, 2000), size=st.integers(1, 5000))
def test_every_coding_is_undone_whatever_the_pieces(coding: str, data: bytes, copies: int, size: int) -> None:
    assert undone(PACKERS[coding](data * copies), coding, size) == data * copies


def unfolded(chunks: Iterator[bytes], coding: str, limit: int = 1 << 40) -> tuple[bytes, Exception | None]:
    """Return what comes out, up to a little over `limit`, and the error it ends with."""
    held = bytearray()
    try:
        for piece in decode(chunks, content_codings(coding)):
            held += piece
            if len(held) > limit:
                break
    except (BrokenCodingError, CutCodingError) as error:
        return bytes(held), error
    return bytes(held), None


def test_deflate_without_its_head_is_undone() -> None:
    assert undone(bare_deflate(PAGE * 100), "deflate") == PAGE * 100


def test_two_codings_are_undone_in_the_right_order() -> None:
    assert undone(gzip.compress(brotli.compress(PAGE)), "br, gzip") == PAGE


@pytest.mark.parametrize("header", ["", "identity", "utf-8", " , ", "none"])
def test_no_coding_is_no_coding(header: str) -> None:
    assert content_codings(header) == ()


@pytest.mark.parametrize("header", ["x-lamp", "gzip, gzip, gzip", ", ".join(["deflate"] * 50), "br;q=1"])
def test_unknown_or_nested_codings_are_refused(header: str) -> None:
    with pytest.raises(UnknownCodingError):
        content_codings(header)


def test_gzip_of_several_members_is_read_to_the_end() -> None:
    assert undone(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 7) == b"one two"


def test_zstd_of_several_frames_is_read_to_the_end() -> None:
    assert undone(zstandard.compress(b"one ") + zstandard.compress(b"two"), "zstd", 5) == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_junk_after_the_end_is_left(coding: str) -> None:
    assert undone(PACKERS[coding](PAGE) + b"\0junk\x1b[31m" * 10, coding) == PAGE
    assert undone(PACKERS[coding](PAGE) + b"\0junk\x1b[31m" * 10, coding, 7) == PAGE


def test_plain_text_that_calls_itself_gzip_is_text() -> None:
    assert undone(PAGE, "gzip") == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_cut_gives_what_it_held(coding: str) -> None:
    data = b"".join(b"<p>line %d of the page</p>\n" % number for number in range(60_000))
    packed = PACKERS[coding](data)
    held, error = unfolded(pieces(packed[: len(packed) * 2 // 3], 1000), coding)
    assert isinstance(error, CutCodingError)
    assert len(held) > 1000
    assert data.startswith(held)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_broken_says_so(coding: str) -> None:
    packed = bytearray(PACKERS[coding](PAGE * 50))
    packed[len(packed) // 2 : len(packed) // 2 + 8] = b"\xff" * 8
    with pytest.raises((BrokenCodingError, CutCodingError)):
        undone(bytes(packed), coding)


def test_brotli_gives_what_it_held_before_what_is_broken() -> None:
    """Its library gives nothing of a chunk with an error in it; behind chunks that were whole it is no different."""
    data = b"".join(b"<p>line %d of the page</p>\n" % number for number in range(20_000))
    packed = PACKERS["br"](data)
    half = len(packed) // 2
    broken = packed[:half] + b"\xff" * 8 + packed[half + 8 :]
    for size in (len(broken), half - 1, 700):
        held, error = unfolded(pieces(broken, size), "br")
        assert isinstance(error, (BrokenCodingError, CutCodingError))
        assert len(held) > len(data) // 4
        assert data.startswith(held[: len(data) // 4])


@pytest.mark.parametrize(("megabytes", "decoders"), [(2, 2), (20, 1)])
def test_brotli_is_not_undone_twice_when_it_unfolds_far(
    megabytes: int, decoders: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second decoder hands nothing on until it is where the first one was, and nobody can look at the clock before."""
    made: list[Any] = []
    decoder = brotli.Decompressor

    class Counted:
        can_accept_more_data = decoder.can_accept_more_data

        def __new__(cls) -> Any:
            made.append(decoder())
            return made[-1]

    chunks = iter([brotli.compress(b"a" * (megabytes * MEGABYTE), quality=1) + b"behind the end"])
    unpacked = decode(chunks, content_codings("br"))
    monkeypatch.setattr(brotli, "Decompressor", Counted)
    with suppress(BrokenCodingError):
        assert sum(map(len, unpacked)) == megabytes * MEGABYTE
    assert len(made) == decoders


@pytest.mark.parametrize("coding", ["deflate", "br", "zstd"])
@given(data=st.binary(max_size=400))
def test_random_bytes_never_crash(coding: str, data: bytes) -> None:
    unfolded(pieces(data, 50), coding)


def zstd_bomb(blocks: int) -> bytes:
    """128 KB from every 4 bytes (RFC 8878, 3.1.1.2.3: run-length blocks)."""
    head = b"\x28\xb5\x2f\xfd\x00\x38"
    size = 131_072 << 3 | 1 << 1
    return head + b"".join((size | (number == blocks - 1)).to_bytes(3, "little") + b"a" for number in range(blocks))


def deflate_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b"a" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * 200


BOMBS = {
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflate_bomb(),
    "deflate": deflate_bomb(),
    "br": brotli.compress(b"a" * (200 * MEGABYTE), quality=1, lgwin=24),
    "zstd": zstd_bomb(1600),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_bombs_unfold_piece_by_piece(coding: str) -> None:
    tracemalloc.start()
    try:
        biggest = count = 0
        for piece in decode(iter([BOMBS[coding]]), (coding,)):
            biggest, count = max(biggest, len(piece)), count + len(piece)
            if count > 100 * MEGABYTE:
                break
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count > 100 * MEGABYTE
    assert biggest <= 16 * MEGABYTE
    assert peak < 40 * MEGABYTE


def test_bomb_in_a_bomb_unfolds_piece_by_piece() -> None:
    held, error = unfolded(iter([gzip.compress(BOMBS["gzip"])]), "gzip, gzip", limit=10 * MEGABYTE)
    assert held == b"a" * len(held)
    assert 10 * MEGABYTE < len(held) < 11 * MEGABYTE
    assert error is None


@pytest.mark.parametrize("coding", BOMBS)
def test_bombs_from_a_server_stop_at_the_cap(site: Site, coding: str) -> None:
    url = site.url(
        "/", lambda _, line: line.page(BOMBS[coding], kind="text/plain", headers=(("Content-Encoding", coding),))
    )
    page = fetch_page(url, limits=FetchLimits(max_decoded_bytes=3 * MEGABYTE))
    assert isinstance(page, Page)
    assert page.is_cut
    assert page.content == b"a" * (3 * MEGABYTE)


def test_zstd_window_beyond_the_webs_is_refused() -> None:
    with pytest.raises(BrokenCodingError):
        undone(b"\x28\xb5\x2f\xfd\x00\x88" + zstd_bomb(1)[6:], "zstd")


def answer_with(site: Site, coding: str, body: bytes) -> Page:
    def answer(_asked: object, line: Line) -> None:
        line.page(body, headers=(("Content-Encoding", coding),))

    page = fetch_page(site.url("/", answer))
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_packed_page_comes_unpacked(site: Site, coding: str) -> None:
    page = answer_with(site, coding, PACKERS[coding](PAGE))
    assert page.content == PAGE
    assert not page.is_cut
    assert coding in site.asked[0].headers["accept-encoding"]


def test_packed_page_that_is_cut_says_so(site: Site) -> None:
    body = gzip.compress(b"".join(b"<p>line %d</p>" % number for number in range(20_000)))
    page = answer_with(site, "gzip", body[: len(body) // 2])
    assert page.is_cut
    assert page.content.startswith(b"<p>line 0</p>")


def test_broken_packing_without_a_page_in_it_is_one_line(site: Site) -> None:
    with pytest.raises(FetchError, match="could not be unpacked"):
        answer_with(site, "gzip", b"\x1f\x8b\x08\0" + b"this is no gzip at all" * 40)


def test_unknown_packing_is_one_line(site: Site) -> None:
    with pytest.raises(FetchError, match="x-lamp"):
        answer_with(site, "x-lamp", PAGE)


def test_libraries_that_are_missing_are_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    decoding.accepted_codings.cache_clear()
    decoding._optional_decoders.cache_clear()
    try:
        assert accepted_codings() == "gzip, deflate"
        with pytest.raises(UnknownCodingError):
            content_codings("br")
    finally:
        decoding.accepted_codings.cache_clear()
        decoding._optional_decoders.cache_clear()
