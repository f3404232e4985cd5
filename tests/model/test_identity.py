"""Ids: equal for equal addresses on every machine, unique and ordered for annotations."""

import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.model.identity import (
    ARTICLE_ID_LETTERS,
    article_id_of_bytes,
    article_id_of_url,
    content_digest,
    is_article_id,
    new_annotation_id,
    normalise_url,
    version_id_of_text,
)

PART = st.text(st.characters(exclude_categories=()), max_size=12)
URLS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.builds(
        lambda scheme, host, path, query, fragment: f"{scheme}://{host}/{path}?{query}#{fragment}",
        st.sampled_from(["http", "https", "HTTP", "ftp"]),
        st.sampled_from(
            ["Example.org", "user:pw@example.org:443", "[::1]:8080", "example.org.", "münchen.example", "a:b", "[", ""]
        ),
        PART,
        PART,
        PART,
    ),
)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b",
        "http://example.org/a/b",
        "HTTPS://EXAMPLE.org/a/b",
        "https://example.org:443/a/b",
        "http://example.org:80/a/b",
        "https://example.org./a/b",
        "https://user:password@example.org/a/b",
        "https://example.org/a/b/",
        "https://example.org/a/b#part",
        "https://example.org/a/b?",
        "https://example.org/a/b?utm_source=x&fbclid=y&UTM_campaign=z",
        "https://example.org/%61/b",
        "  https://example.org/a/b\n",
    ],
)
def test_addresses_of_one_article_have_one_id(url: str) -> None:
    assert normalise_url(url) == "https://example.org/a/b"
    assert article_id_of_url(url) == article_id_of_url("https://example.org/a/b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a", "https://example.com/a"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1"),
        ("https://example.org/A", "https://example.org/a"),
    ],
)
def test_different_articles_have_different_ids(one: str, other: str) -> None:
    assert article_id_of_url(one) != article_id_of_url(other)


def test_other_parameters_keep_their_order_and_blanks() -> None:
    assert normalise_url("https://example.org/x?b=2&utm_id=9&a=&c=%C3%A4") == "https://example.org/x?b=2&a=&c=%C3%A4"


def test_international_letters_and_their_escapes_are_one() -> None:
    assert normalise_url("https://example.org/straße") == normalise_url("https://example.org/stra%c3%9fe")


@given(URLS)
@example("https://example.org/\ud800")
@example("https://example.org/?\udfff")
@example("https://example.org/%2525%2F/%FF")
@example("https://example.org//")
def test_normalising_never_raises_and_is_stable(url: str) -> None:
    once = normalise_url(url)
    assert normalise_url(once) == once


@given(PART)
def test_normal_form_holds_no_credentials(path: str) -> None:
    normal = normalise_url(f"https://user:sesame@example.org/{path.encode('utf-8', 'replace').decode()}")
    assert "sesame" not in normal


@given(URLS)
def test_every_address_has_an_id(url: str) -> None:
    assert is_article_id(article_id_of_url(url))


def test_ids_never_change() -> None:
    # These stand in libraries on disk.
    assert article_id_of_url("https://example.org/story") == "89b07b87bba2e0cc"
    assert article_id_of_bytes(b"story") == "c478361e6869af25"
    assert version_id_of_text("Stra\u00dfe \ud800") == "b9e5932aa4311bd4"


@pytest.mark.parametrize("text", ["", "last", "5a9ac4bb", "5A9AC4BBCB5BD1B2", "5a9ac4bbcb5bd1b2\n", "g" * 16, "0" * 17])
def test_what_is_no_article_id(text: str) -> None:
    assert not is_article_id(text)


def test_digest_is_the_whole_hash() -> None:
    assert len(content_digest(b"")) == 64
    assert content_digest(b"x").startswith(article_id_of_bytes(b"x"))
    assert len(article_id_of_bytes(b"x")) == ARTICLE_ID_LETTERS


def test_annotation_ids_rise_and_fit_63_bits() -> None:
    ids = [new_annotation_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert all(0 < number < 2**63 for number in ids)


def test_annotation_ids_of_several_threads_never_collide() -> None:
    made: list[int] = []
    lock = threading.Lock()

    def make() -> None:
        own = [new_annotation_id() for _ in range(2000)]
        with lock:
            made.extend(own)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000
