"""What may come in as a page, and what is named instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.gate import has_markup, is_blank, judge_page, media_type, name_of_binary
from reader.model.errors import IsFeedError, UnreadableError
from reader.model.page import PageForm


@pytest.mark.parametrize(
    ("header", "bare"),
    [
        ("text/html", "text/html"),
        (" TEXT/HTML ; charset=x", "text/html"),
        ("text/\x1b[31mhtml", "text/html"),
        ('text/html; charset="utf-8;;" ; boundary="', "text/html"),
        ("", ""),
        ("nonsense", ""),
        ("text/html, text/plain", ""),
    ],
)
def test_media_type_is_bare(header: str, bare: str) -> None:
    assert media_type(header) == bare


@pytest.mark.parametrize(
    ("magic", "name"),
    [
        (b"GIF89a", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "an image"),
        (b"\0\0\0\x20ftypavif", "an image"),
        (b"\0\0\0\x18ftypmp42", "a video"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a sound recording"),
        (b"\x1f\x8b\x08\0", "a packed file"),
        (b"\x7fELF\2", "a program"),
        (b"{\\rtf1", "an RTF document"),
        (b"\n \n%PDF-1.4", "a PDF"),
        (b"\xef\xbb\xbf%PDF-1.4", "a PDF"),
    ],
)
def test_binary_files_are_known_by_their_first_bytes(magic: bytes, name: str) -> None:
    assert name_of_binary(magic + b"rest of the file") == name


@pytest.mark.parametrize(
    "text",
    ["words", "слова", "言葉", "Wörter mit Umlauten", "\x1b$B8@MU\x1b(B", "tab\tand\r\nbreaks\x0c"],
)
def test_text_in_any_encoding_is_no_binary(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1251", "shift_jis"):
        assert name_of_binary((f"{text} " * 30).encode(encoding, "ignore")) == ""


def test_text_that_is_filled_up_with_nothing_is_no_binary() -> None:
    assert name_of_binary(b"<rss><channel><title>The lake</title></channel></rss>" + bytes(9_000)) == ""
    assert name_of_binary("<rss><channel/></rss>".encode("utf-16-le") + bytes(999)) == ""
    assert name_of_binary(bytes(9_000)) == "binary data"
    assert name_of_binary(bytes(range(32)) * 9 + bytes(999)) == "binary data"


def test_page_with_some_control_bytes_is_still_a_page() -> None:
    assert name_of_binary(b"<html><p>" + bytes(range(1, 32)) * 3 + b"words " * 100) == ""


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"<p>words</p><p>more</p>", PageForm.HTML),
        (b"\xef\xbb\xbf<!DOCTYPE html><title>x</title>", PageForm.HTML),
        (b'<?xml version="1.0"?><html xmlns="x"><body>words</body></html>', PageForm.HTML),
        (b"words, and a < b", PageForm.TEXT),
        (b"", None),
    ],
)
def test_untold_content_is_judged_by_itself(content: bytes, form: PageForm | None) -> None:
    if form is None:
        with pytest.raises(UnreadableError):
            judge_page(content, "", "x")
    else:
        assert judge_page(content, "", "x") is form


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<?xml version="1.0"?>\n<!-- c --><rss version="2.0">', "a feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a feed"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x">', "a feed"),
        (b'<?xml version="1.0"?><opml version="2.0">', "an XML document (opml)"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "a feed"),
        (rb'{"title": "x", "version" : "https:\/\/jsonfeed.org\/version\/1"}', "a feed"),
        (b'{"version": "1.1"}', "JSON data"),
        (b'[{"a": 1}]', "JSON data"),
    ],
)
def test_data_is_named(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        judge_page(content, "", "x")
    assert words in str(caught.value)
    assert isinstance(caught.value, IsFeedError) == (words == "a feed")
    assert ("feeds add" in caught.value.hint) == (words in ("a feed", "JSON data"))


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert isinstance(name_of_binary(content), str)
    assert isinstance(has_markup(content), bool)
    assert isinstance(is_blank(content), bool)


@pytest.mark.parametrize("junk", [b"<!---->", b"<?x?>", b"<!-- -->", b"<!DOCTYPE a>", b"<!--", b"<", b" "])
def test_rows_of_prologue_are_judged_in_time(junk: bytes) -> None:
    assert judge_page(junk * 5000 + b"words", "text/html", "x") is PageForm.HTML
