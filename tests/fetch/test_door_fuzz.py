"""Answers made of odds and ends: a page comes, or one clean line, and nothing else."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import FetchError
from reader.model.page import Page
from reader.model.text import is_clean
from tests.fetch.site import PAGE, Site

STATUSES = st.one_of(
    st.sampled_from(
        ["200 OK", "206 Part", "301 Moved", "302", "304", "404 No", "503 Later", "100 Continue", "\x1b[2J", ""]
    ),
    st.text(st.characters(max_codepoint=255), max_size=12),
)
NAMES = st.sampled_from(
    "Content-Type Content-Length Content-Encoding Transfer-Encoding Location Set-Cookie ETag Last-Modified Retry-After "
    "Connection Upgrade Trailer X-Odd".split()
)
VALUES = st.one_of(
    st.sampled_from(
        [
            *"text/html text/plain gzip br zstd deflate chunked identity 0 5 -1 99999999999 1e9 close upgrade".split(),
            *"/ .. # ?x //x http://10.0.0.1/ https://[::1 data:,x a=b; a=b;Domain=.; \x1b]0;x\x07 \x9b5n \xff\xfe \x00".split(),
            "Tue, 04 Feb 2025 10:00:00 GMT",
            "a=" + "b" * 5000,
            "gzip, gzip, gzip",
        ]
    ),
    st.text(st.characters(max_codepoint=255), max_size=20),
)
HEADS = st.builds(
    lambda status, headers: (
        f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    ),
    STATUSES,
    st.lists(st.tuples(NAMES, VALUES), max_size=6),
).map(lambda head: head.encode("latin-1"))
BODIES = st.one_of(
    st.just(PAGE), st.binary(max_size=60), st.just(b"5\r\nhello\r\n0\r\n\r\n"), st.just(b"\x1f\x8b\x08\0" + b"x" * 40)
)


@pytest.fixture(scope="module")
def odd_site() -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


@given(head=st.one_of(HEADS, st.binary(max_size=80)), body=BODIES)
def test_any_answer_is_a_page_or_one_clean_line(odd_site: Site, head: bytes, body: bytes) -> None:
    odd_site.fallback = lambda _, line: line.raw(head + body)
    try:
        outcome = fetch_page(odd_site.base + "/", limits=FetchLimits(deadline_seconds=2, max_redirects=2))
    except FetchError as error:
        told = str(error)
    else:
        assert isinstance(outcome, Page)
        told = outcome.url + outcome.content_type + outcome.etag + outcome.last_modified
    assert is_clean(told)
    assert "\n" not in told
