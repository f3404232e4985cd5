"""Servers that lie about whether a page has changed: what is kept stays readable, and comes again when it is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.errors import FetchError
from tests.fetch.site import Answer, Asked, Line
from tests.fetch.site import Site as RawSite
from tests.loopback import PARAGRAPHS, page_html

TITLE = "Ferry line to reopen after eleven winters"
BODY = page_html(TITLE)
NEWS = page_html(TITLE, (*PARAGRAPHS, "The council meets again in May to hear about the bridge."))
DATE = "Tue, 04 Feb 2025 10:00:00 GMT"


@pytest.fixture
def server() -> Iterator[RawSite]:
    running = RawSite()
    yield running
    running.stop()


def page(*headers: tuple[str, str], body: bytes = BODY) -> Answer:
    return lambda _asked, line: line.page(body, headers=headers)


def not_modified(*headers: tuple[str, str]) -> Answer:
    return lambda _asked, line: line.page(b"", status="304 Not Modified", kind=None, length=None, headers=headers)


def keep(library: Library, server: RawSite, *headers: tuple[str, str]) -> str:
    """Keep the article that the server gives with these headers."""
    return library.add(server.url("/ferry", page(*headers))).article_id


def text(library: Library, article_id: str) -> str:
    return library.open_article(article_id).kept.article.text


@pytest.mark.parametrize(
    "tag",
    [
        '"v1"',
        'W/"a,b c-9"',
        '"',
        "v1",
        "*",
        '"a", "b"',
        "'v1'",
        '"' + "x" * 500 + '"',
        '"<b>&amp;[red]"',
        "W/",
        '"%0d%0aX: 1"',
    ],
)
def test_validators_go_back_to_the_letter(library: Library, server: RawSite, tag: str) -> None:
    article_id = keep(library, server, ("ETag", tag), ("Last-Modified", DATE))
    server.url("/ferry", not_modified(("ETag", tag)))
    refreshed = library.refresh(article_id)
    assert server.asked[1].headers["if-none-match"] == tag
    assert server.asked[1].headers["if-modified-since"] == DATE
    assert not refreshed.is_new_version
    assert refreshed.notes == ("the page has not changed",)


@pytest.mark.parametrize(
    "tag",
    [
        *('"' + "x" * 600 + '"', '"' + "x" * 40_000 + '"', '"\x1b]0;owned\x07"', '"\x9b5n"', '"\xfc"', '"a\tb"', ""),
        *('"\x80\x80"', '"\x7f\x7f"'),
    ],
)
def test_validators_that_are_huge_or_hold_escapes_are_not_kept(
    library: Library, server: RawSite, tag: str, tmp_path: Path
) -> None:
    article_id = keep(library, server, ("ETag", tag), ("Last-Modified", tag))
    library.refresh(article_id)
    assert "if-none-match" not in server.asked[1].headers
    assert "if-modified-since" not in server.asked[1].headers
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not tag or tag.encode("latin-1") not in kept
    assert b"x" * 600 not in kept


def test_304_on_the_first_fetch_keeps_nothing(library: Library, server: RawSite) -> None:
    with pytest.raises(FetchError, match="304"):
        library.add(server.url("/ferry", not_modified(("ETag", '"v1"'))))
    assert library.list_all() == ()


def test_304_to_a_question_without_validators_leaves_what_is_kept(library: Library, server: RawSite) -> None:
    article_id = keep(library, server)
    server.url("/ferry", not_modified())
    with pytest.raises(FetchError, match="304"):
        library.refresh(article_id)
    assert PARAGRAPHS[0] in text(library, article_id)


@pytest.mark.parametrize(
    "headers",
    [
        (("ETag", '"other"'),),
        (("ETag", "\x1b[31m"),),
        (("Location", "http://127.0.0.1:1/"),),
        (("Content-Length", "9"),),
    ],
)
def test_304_that_says_more_is_a_304(library: Library, server: RawSite, headers: tuple[tuple[str, str], ...]) -> None:
    """Also for a validator that it never gave: the copy that is kept is shown, and asking by force brings the page."""
    article_id = keep(library, server, ("ETag", '"v1"'))

    def lie(asked: Asked, line: Line) -> None:
        (not_modified(*headers) if "if-none-match" in asked.headers else page(body=NEWS))(asked, line)

    server.url("/ferry", lie)
    assert library.refresh(article_id).notes == ("the page has not changed",)
    assert PARAGRAPHS[0] in text(library, article_id)
    assert library.refresh(article_id, force=True).is_new_version
    assert "if-none-match" not in server.asked[-1].headers
    assert "in May" in text(library, article_id)


def test_the_same_validator_with_another_text_is_a_new_version(library: Library, server: RawSite) -> None:
    article_id = keep(library, server, ("ETag", '"v1"'))
    server.url("/ferry", page(("ETag", '"v1"'), body=NEWS))
    assert library.refresh(article_id).is_new_version


@pytest.mark.parametrize("status", ["412 Precondition Failed", "400 Bad Request", "416 Range Not Satisfiable"])
def test_server_that_minds_validators_is_one_line(library: Library, server: RawSite, status: str) -> None:
    article_id = keep(library, server, ("ETag", '"v1"'))
    server.url("/ferry", lambda _, line: line.page(b"no: \x1b[31m", status=status))
    with pytest.raises(FetchError) as caught:
        library.refresh(article_id)
    assert status[:3] in str(caught.value)
    assert PARAGRAPHS[0] in text(library, article_id)


def test_validator_that_comes_back_in_the_page_is_text(library: Library, server: RawSite) -> None:
    tag = '"<script>[@click=app.quit]x[/]"'
    article_id = keep(library, server, ("ETag", tag))

    def reflect(asked: Asked, line: Line) -> None:
        told = asked.headers["if-none-match"].replace("<", "&lt;")
        line.page(
            page_html(TITLE, (*PARAGRAPHS, f"You had {told}, which was long ago, said the server of the gazette."))
        )

    server.url("/ferry", reflect)
    assert library.refresh(article_id).is_new_version
    assert f"You had {tag}," in text(library, article_id)


def test_page_that_was_cut_comes_whole_the_next_time(library: Library, server: RawSite) -> None:
    headers = (("ETag", '"v1"'), ("Last-Modified", DATE))
    url = server.url("/ferry", lambda _, line: line.page(BODY + b" " * 2000, headers=headers, length=900_000))
    article_id = library.add(url).article_id
    server.url("/ferry", page(*headers, body=NEWS))
    assert library.refresh(article_id).is_new_version
    assert "if-none-match" not in server.asked[1].headers


def test_validators_follow_a_redirect_and_a_304_behind_one_counts(library: Library, server: RawSite) -> None:
    article_id = keep(library, server, ("ETag", '"v1"'))
    server.url("/moved", not_modified(("ETag", '"v1"')))
    server.url("/ferry", lambda _, line: line.redirect("/moved"))
    assert library.refresh(article_id).notes == ("the page has not changed",)
    assert server.asked[-1].headers["if-none-match"] == '"v1"'
