"""Charsets: marks, declarations, lies, and none at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.markup.charset import declared_charset, decode

GREEK = "Η γέφυρα άνοιξε σήμερα"
RUSSIAN = "Мост через залив открыли вчера утром, и первые машины уже проехали по нему без пробок и остановок"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_beats_every_declaration(codec: str) -> None:
    assert decode(GREEK.encode(codec), "text/html; charset=iso-8859-1") == GREEK


def test_header_beats_meta() -> None:
    page = f'<meta charset="koi8-r"><p>{RUSSIAN}'.encode("windows-1251")
    assert RUSSIAN in decode(page, "text/html; charset=windows-1251")


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1253">',
        "<META HTTP-EQUIV=content-type CONTENT='text/html; charset = windows-1253'>",
        '<?xml version="1.0" encoding="windows-1253"?>',
    ],
)
def test_the_page_may_declare_its_charset(declaration: str) -> None:
    assert GREEK in decode((declaration + GREEK).encode("windows-1253"))


def test_latin_1_means_windows_1252() -> None:
    assert decode("“Quay” – €5".encode("windows-1252"), "text/html; charset=ISO-8859-1") == "“Quay” – €5"


def test_valid_utf_8_is_utf_8_whatever_the_page_says() -> None:
    page = f'<?xml version="1.0" encoding="iso-8859-1"?><p>{GREEK}'
    assert GREEK in decode(page.encode(), "text/html; charset=windows-1252")


@pytest.mark.parametrize("name", ["unicode_escape", "zlib", "rot13", "utf-7", "idna", "\\x1b[2J", "x" * 70_000])
def test_only_the_webs_charset_names_count(name: str) -> None:
    page = f'<meta charset="{name}"><p>plain \\x41 +ADw- text'.encode()
    assert "plain \\x41 +ADw- text" in decode(page, f"text/html; charset={name}")


def test_undeclared_cyrillic_is_recognised() -> None:
    assert RUSSIAN in decode(f"<p>{RUSSIAN * 3}".encode("windows-1251"))


def test_undeclared_japanese_is_recognised() -> None:
    text = "港の新しい橋がきのう開通し、最初の車が渡りました。" * 4
    assert text in decode(f"<p>{text}".encode("shift_jis"))


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    assert decode(GREEK.encode() + b"\xff", "text/html; charset=utf-8").startswith(GREEK)


def test_meta_saying_utf_16_is_utf_8() -> None:
    assert declared_charset(b'<meta charset="utf-16le">') == "utf-8"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_never_raises_and_leaves_no_nul(content: bytes, content_type: str) -> None:
    assert "\x00" not in decode(content, content_type)


def test_a_header_that_says_utf_16_of_other_bytes_gives_way() -> None:
    assert GREEK in decode(f"<p>{GREEK}".encode(), "text/html; charset=utf-16")
    assert RUSSIAN in decode(
        f'<meta charset="windows-1251"><p>{RUSSIAN}'.encode("windows-1251"), "text/html; charset=utf-16"
    )
    assert GREEK in decode(f"<p>{GREEK}".encode("utf-16-le"), "text/html; charset=utf-16le")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_nobody_declares_is_read(charset: str) -> None:
    assert GREEK in decode(f"<!doctype html><p>{GREEK}</p>".encode(charset), "text/html")
    assert "plain words" in decode("plain words of nobody's\n".encode(charset), "text/plain")


def test_header_that_says_a_charset_of_ascii_letters_of_utf_8_gives_way() -> None:
    assert GREEK in decode(f"<p>{GREEK}".encode(), "text/html; charset=iso-2022-jp")


@pytest.mark.parametrize(
    "before",
    [
        '<meta charset="x-none">',
        '<!-- <meta charset="shift_jis"> -->',
        '<meta name="description" content="of charset=koi8-r and more">',
        '<link title="<meta charset=koi8-r>" href="/x">',
    ],
)
def test_meta_that_declares_nothing_is_passed_over(before: str) -> None:
    page = f'<html><head>{before}<meta charset="iso-8859-7"></head><body><p>{GREEK}</p>'
    assert GREEK in decode(page.encode("iso-8859-7"), "text/html")


def test_charset_in_another_parameter_of_the_header_is_none() -> None:
    kind = 'text/html; x="a;charset=koi8-r"; x-charset=koi8-r; charset="iso-8859-7"'
    assert GREEK in decode(f"<p>{GREEK}".encode("iso-8859-7"), kind)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_of_utf_16_before_bytes_that_are_none_is_no_mark(mark: bytes) -> None:
    page = "<!DOCTYPE html><html><p>Fähre</p></html>"
    assert "<p>Fähre</p>" in decode(mark + page.encode())


def test_a_few_nuls_before_a_page_are_no_utf_16() -> None:
    page = f"<!DOCTYPE html><html><p>{RUSSIAN * 9}</p></html>".encode()
    assert RUSSIAN in decode(b"\0".join(bytes([byte]) for byte in page[:20]) + page[20:])
