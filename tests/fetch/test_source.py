"""Addresses, files, pipes and pasted texts become pages, or one clean line."""

import io
import os
import textwrap
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch import source
from reader.fetch.source import is_url, page_from_paste, read_file, read_stdin, read_target
from reader.model.errors import FetchError, ReaderError, ReadFileError, UnreadableError
from reader.model.page import PageForm, PageOrigin
from reader.model.text import is_clean
from tests.fetch.site import PAGE, Site

MARKDOWN = "# Harbour\n\nThe *council* voted.\n\n## Lamps\n\nSee [the plan](https://example.org/plan).\n"
TEXT = "Harbour\n\nThe council voted on Tuesday.\n\n- one\n- two\n\nIf a < b and b > c, all is well.\n"


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def failure(target: str) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        read_target(target)
    line = str(caught.value)
    assert is_clean(line)
    assert "\n" not in line
    assert len(line) <= 400
    return caught.value


# --- targets -----------------------------------------------------------------------------------


def test_address_is_fetched(site: Site) -> None:
    page = read_target(site.url("/story"))
    assert page.content == PAGE
    assert page.origin is PageOrigin.URL


def test_path_is_read(tmp_path: Path) -> None:
    page = read_target(str(written(tmp_path / "story.html", PAGE)))
    assert page.content == PAGE
    assert page.origin is PageOrigin.FILE
    assert page.path == str(tmp_path / "story.html")
    assert page.url == page.content_type == ""


@pytest.mark.parametrize("text", ["http://x", "https://example.org/a", "HTTP://X", " https://x", "http:x"])
def test_addresses_are_known(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize("text", ["", "example.org", "./http://x", "file:///x", "ftp://x", "httpx", "story.html", "-o"])
def test_others_are_no_addresses(text: str) -> None:
    assert not is_url(text)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("", "nothing to open"),
        (" \t ", "nothing to open"),
        ("file:///etc/passwd", "Give the path itself"),
        ("FILE:story.html", "Give the path itself"),
        ("ftp://example.org/x", "Only http and https"),
        ("javascript:alert(1)", "Only http and https"),
        ("data:text/html,<p>x</p>", "Only http and https"),
        ("gopher+x://example.org/", "Only http and https"),
        ("example.org/story", "https://example.org/story"),
        ("www.example.org", "https://www.example.org"),
        ("127.0.0.1:8000/story", "http://127.0.0.1:8000/story"),
        ("localhost:8000", "http://localhost:8000"),
        ("localhost", "Check the path"),
        ("missing.html", "Check the path"),
        ("-oPWNED", "Check the path"),
        ("no\x00such", "could not be read"),
        ("\x1b]0;owned\x07", "no file"),
        ("\udce9\udcff", "no file"),
        ("x" * 100_000, "could not be read"),
        ("~nobody-of-this-name/x", "no file"),
    ],
)
def test_what_cannot_be_opened_is_one_line(
    target: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert words in str(failure(target))


# --- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.html", PAGE, PageForm.HTML),
        ("a.HTM", b"<p>short", PageForm.HTML),
        ("a.xhtml", b'<?xml version="1.0"?>\n<!DOCTYPE html>\n' + PAGE, PageForm.HTML),
        ("a", PAGE, PageForm.HTML),
        ("a.bin", PAGE, PageForm.HTML),
        ("a.txt", PAGE, PageForm.HTML),
        ("a.txt", "a <b>bold</b> claim", PageForm.TEXT),
        ("a.txt", MARKDOWN, PageForm.TEXT),
        ("a.md", MARKDOWN, PageForm.MARKDOWN),
        ("a.markdown", "plain words", PageForm.MARKDOWN),
        ("a", MARKDOWN, PageForm.MARKDOWN),
        ("a", TEXT, PageForm.TEXT),
        ("a", "\ufeff" + MARKDOWN, PageForm.MARKDOWN),
        ("a", PAGE.decode().encode("utf-16"), PageForm.HTML),
        ("a.html", PAGE.decode().encode("utf-16-le"), PageForm.HTML),
    ],
)
def test_form_is_told_by_name_and_content(tmp_path: Path, name: str, content: bytes | str, form: PageForm) -> None:
    assert read_file(written(tmp_path / name, content)).form is form


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0033)https://example.org/story?id=1#x -->", "https://example.org/story?id=1"),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/story \n saved date: today\n-->",
            "https://example.org/story",
        ),
        (
            "<!-- Mirrored from example.org/story.html by HTTrack Website Copier/3.x -->",
            "http://example.org/story.html",
        ),
        ("<!-- saved from url=(0033)https://me:sesame@example.org/ -->", "https://example.org/"),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<!-- saved from url=(0011)https://[x/ -->", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_address_a_page_was_saved_from_is_found(tmp_path: Path, head: str, url: str) -> None:
    content = b"<!DOCTYPE html>\n" + head.encode() + PAGE.removeprefix(b"<!doctype html>")
    assert read_file(written(tmp_path / "a.html", content)).url == url


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0" + b"[Content_Types].xml" + bytes(50), "an office document"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "an EPUB book"),
        (bytes(range(256)) * 30, "binary data"),
        (b"SQLite format 3\0" + bytes(100), "a database"),
    ],
)
def test_file_that_is_no_page_says_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    error = failure(str(written(tmp_path / "story.html", content)))
    assert isinstance(error, UnreadableError)
    assert words in str(error)
    assert error.exit_code == 5


def test_folder_says_so(tmp_path: Path) -> None:
    error = failure(str(tmp_path))
    assert "folder" in str(error)
    assert isinstance(error, ReadFileError)
    assert error.exit_code == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_unreadable_file_says_so(tmp_path: Path) -> None:
    path = written(tmp_path / "a.html", PAGE)
    path.chmod(0)
    assert "permissions" in str(failure(str(path)))


def test_file_past_the_cap_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_FILE_BYTES", 100)
    assert "too much" in str(failure(str(written(tmp_path / "a.html", PAGE))))


def test_endless_device_ends_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_FILE_BYTES", 1000)
    assert "too much" in str(failure("/dev/zero"))


def test_control_bytes_in_a_name_are_not_echoed(tmp_path: Path) -> None:
    assert "\x1b" not in str(failure(str(tmp_path / "a\x1b[31m.html")))


def test_home_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written(tmp_path / "a.html", PAGE)
    assert read_target("~/a.html").path == str(tmp_path / "a.html")


# --- web archives ------------------------------------------------------------------------------

ARCHIVE = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/story\r\nSubject: Harbour\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n\r\n'
    b"------b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://me:sesame@example.org/story\r\n\r\n"
    b"<!doctype html><h1>Stra=C3=9Fe</h1><p>The council voted.</p>\r\n"
    b"------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
)


def test_web_archive_gives_its_page(tmp_path: Path) -> None:
    page = read_file(written(tmp_path / "a.mhtml", ARCHIVE))
    assert page.content.startswith("<!doctype html><h1>Straße</h1>".encode())
    assert page.form is PageForm.HTML
    assert page.content_type == "text/html; charset=utf-8"
    assert page.url == "https://example.org/story"
    assert read_stdin(io.BytesIO(ARCHIVE)).url == page.url


@pytest.mark.parametrize(
    "content",
    [
        ARCHIVE.replace(b"text/html;", b"text/plain;"),
        ARCHIVE[: ARCHIVE.index(b"------b")],
        ARCHIVE.replace(b"text/html", b"text/html").replace(
            b"<!doctype html><h1>Stra=C3=9Fe</h1><p>The council voted.</p>", b""
        ),
        b"Content-Type: multipart/related; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"Content-Type: multipart/related; boundary=a\n\n" + b"--a\n\nx\n" * 500_000,
    ],
    ids=["no page", "no parts", "empty page", "nested", "many"],
)
def test_web_archive_without_a_page_is_one_line(tmp_path: Path, content: bytes) -> None:
    assert isinstance(failure(str(written(tmp_path / "a.mht", content))), UnreadableError)


def nested(levels: int, inside: bytes) -> bytes:
    heads = (b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1) for level in range(levels))
    return b"Content-Type: multipart/related; boundary=b0\n\n" + b"".join(heads) + b"--b%d\n" % levels + inside


def test_page_in_an_archive_in_an_archive_is_found(tmp_path: Path) -> None:
    inside = b"Content-Type: text/html\n\n<h1>Harbour</h1>\n--b2--\n--b1--\n"
    assert read_file(written(tmp_path / "a.mht", nested(2, inside))).content == b"<h1>Harbour</h1>"
    mail = b"Content-Type: message/rfc822\n\nSubject: x\n" + nested(1, inside)
    assert read_file(written(tmp_path / "b.mht", nested(3, mail))).content.startswith(b"<h1>Harbour</h1>")


@pytest.mark.parametrize("levels", [8, 300, 20_000])
def test_deep_archive_is_refused_before_it_is_taken_apart_to_its_ground(
    tmp_path: Path, levels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = 0

    class Counted(Message):
        def __init__(self) -> None:
            nonlocal heads
            heads += 1
            super().__init__()

    monkeypatch.setattr("email.message.Message", Counted)
    content = nested(levels, b"Content-Type: text/html\n\n<h1>Harbour</h1>\n")
    error = failure(str(written(tmp_path / "a.mht", content)))
    assert error.message.startswith("The web archive is nested too deep")
    assert error.hint
    assert heads <= 10


def test_archive_with_too_many_parts_is_refused_at_the_first_too_many(tmp_path: Path) -> None:
    content = b"Content-Type: multipart/related; boundary=a\n\n" + b"--a\n\nx\n" * 3000
    error = failure(str(written(tmp_path / "a.mht", content)))
    assert error.message.startswith("The web archive has too many parts")
    assert error.hint


def test_type_with_no_end_of_parameters_is_none(tmp_path: Path) -> None:
    content = b"Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html" + b';"' * 3000
    error = failure(str(written(tmp_path / "a.mht", content + b"\n\n<h1>Harbour</h1>")))
    assert error.message.startswith("There is no page")


@pytest.mark.parametrize(
    ("coding", "payload", "content"),
    [
        (b"base64", b"PGgxPkhhcmJvdXI8\r\nL2gxPg==", b"<h1>Harbour</h1>"),
        (b"Base64", b"PGgxPkhhcmJvdXI8L2gxPgo=PGgxPkhhcm", b"<h1>Harbour</h1>\n"),
        (b"base64", b"PGgxPkhhcmJvdXI8L2gxP", b"<h1>Harbour</h1"),
        (b"quoted-printable", b"<h1>Har=\r\nbour</h1>=3D=", b"<h1>Harbour</h1>="),
        (b"8bit", b"<h1>Harbour</h1>\r\n", b"<h1>Harbour</h1>\r\n"),
    ],
)
def test_page_is_freed_of_what_made_it_fit_for_mail(
    tmp_path: Path, coding: bytes, payload: bytes, content: bytes
) -> None:
    head = b"Content-Type: multipart/related;\r\n\tboundary=a\r\n\r\n--a\r\nContent-Type: text/html\r\n"
    coded = b"Content-Transfer-Encoding: " + coding + b"\r\n\r\n" + payload + b"\r\n--a--\r\n"
    assert read_file(written(tmp_path / "a.mht", head + coded)).content.startswith(content)


@given(st.binary(max_size=300))
def test_damaged_web_archives_never_crash(junk: bytes) -> None:
    cut = ARCHIVE.index(b"------b") + len(junk)
    try:
        read_stdin(io.BytesIO(ARCHIVE[:cut] + junk + ARCHIVE[cut:]))
    except FetchError as error:
        line = str(error)
    else:
        line = ""
    assert is_clean(line)


# --- pipes and pasted texts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "form"), [(PAGE, PageForm.HTML), (MARKDOWN.encode(), PageForm.MARKDOWN), (TEXT.encode(), PageForm.TEXT)]
)
def test_pipe_is_read_to_its_end(content: bytes, form: PageForm) -> None:
    page = read_stdin(io.BytesIO(content))
    assert page.content == content
    assert page.form is form
    assert page.origin is PageOrigin.STDIN


@pytest.mark.parametrize("content", [b"", b"\n\n", b"%PDF-1.4", bytes(range(256))])
def test_pipe_that_is_no_page_is_one_line(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="standard input"):
        read_stdin(io.BytesIO(content))


def test_endless_pipe_ends_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_FILE_BYTES", 100)
    with pytest.raises(ReadFileError, match="too much"):
        read_stdin(io.BytesIO(bytes(1000)))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TEXT, PageForm.TEXT),
        ("One line with a #hashtag and 3 * 4 * 5", PageForm.TEXT),
        ("* one\n* two\n\n1. three", PageForm.TEXT),
        ("Use the <b> tag for bold.", PageForm.TEXT),
        ("Title\n=====\n\nWords.\n\nMore\n----\n\nWords.", PageForm.MARKDOWN),
        (MARKDOWN, PageForm.MARKDOWN),
        ("---\ntitle: Harbour\ntags:\n  - lamps\n---\n\nWords.", PageForm.MARKDOWN),
        ("# Harbour\n\n> quoted words", PageForm.MARKDOWN),
        ("# only a heading, or a comment", PageForm.TEXT),
        ("```python\nx = 1\n```\n\n[a](https://example.org)", PageForm.MARKDOWN),
        (PAGE.decode(), PageForm.HTML),
        ("<p>One.</p>\n<p>Two.</p>", PageForm.HTML),
        ("Words <b>first</b>, <a href='x'>then</a> <span>tags</span> <a>here</a>", PageForm.HTML),
    ],
)
def test_form_of_a_pasted_text_is_told_by_its_signs(text: str, form: PageForm) -> None:
    page = page_from_paste(text)
    assert page.form is form
    assert page.origin is PageOrigin.PASTE
    assert page.content == text.encode()
    assert page.content_type.endswith("charset=utf-8")


def test_pasted_lone_surrogates_are_replaced() -> None:
    assert page_from_paste("words \udce9 words").content == b"words ? words"


@pytest.mark.parametrize("text", ["", " \n"])
def test_empty_paste_says_so(text: str) -> None:
    with pytest.raises(UnreadableError, match="pasted text is empty"):
        page_from_paste(text)


def test_long_paste_is_told_in_time() -> None:
    hostile = "# " * 20_000 + "[" * 20_000 + "**a" * 20_000 + "---\n" + "a:\n" * 20_000 + "<!--" * 20_000
    assert page_from_paste(textwrap.shorten(hostile, len(hostile) + 1)).content
