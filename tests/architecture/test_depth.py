"""No input is read by recursion on its depth: what nests is given a hundred thousand levels, and read or refused in a line."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from reader.extract.pipeline import ExtractOptions, extract
from reader.extract.text.front_matter import read_front_matter
from reader.feeds.opml import read_opml
from reader.feeds.reading import read_feed
from reader.library.config import load_config
from reader.library.site_rules import parse_site_rules
from reader.model.errors import ConfigError, ReaderError
from reader.model.note_text import read_note
from reader.model.page import Page, PageForm, PageOrigin
from reader.query.parser import parse
from reader.store.settings_merge import merge_settings
from reader.tui.looks.themes import load_theme
from reader.tui.window_state import FILE_NAME, WindowState, load_window_state

DEEP = 100_000
WORDS = "The keeper of the lock wrote down the height of the water, and who went by, as ever."
NESTED_TAGS = ("div", "svg", "form", "blockquote", "table><tr><td", "ul><li")
TOML = {
    "arrays": "keys = " + "[" * DEEP,
    "closed arrays": "keys = " + "[" * DEEP + "]" * DEEP,
    "tables": "keys = " + "{a=" * DEEP,
    "a key": "a" + ".a" * DEEP + " = 1",
    "a quoted key": '"a"' + ' . "a"' * DEEP + " = 1",
    "a heading": "[a" + ".a" * DEEP + "]",
    "a key in a table": "a = { b = 1, a" + ".a" * DEEP + " = 1 }",
}


def read(content: str, form: PageForm = PageForm.HTML) -> str:
    page = Page(content=content.encode(), form=form, origin=PageOrigin.STDIN)
    return extract(page, options=ExtractOptions(is_lenient=True)).text


def nothing_or_a_line(call: Callable[[], object]) -> None:
    said = ""
    try:
        call()
    except ReaderError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 400


@pytest.mark.parametrize("tag", NESTED_TAGS)
def test_elements(tag: str) -> None:
    depth = DEEP if tag == "div" else DEEP // 20  # one tag has all; the others as many as no stack has room for
    text = read(f"<article><h1>The lock</h1><p>{WORDS}</p><p>{WORDS}</p>" + f"<{tag}>" * depth)
    assert text.count(WORDS) == 2


@pytest.mark.parametrize("deep", ['{"a":' * DEEP, "[" * DEEP, '{"@graph":[' * DEEP + "]}" * DEEP, '{"author":' * DEEP])
def test_json_ld(deep: str) -> None:
    html = f"<script type='application/ld+json'>{deep}</script><article><h1>The lock</h1><p>{WORDS}</p><p>{WORDS}</p>"
    assert read(html).count(WORDS) == 2


@pytest.mark.parametrize("sign", [">", "- ", "*", "[", "[a](", "`", "<b>", "**a *"])
def test_markdown_and_notes(sign: str) -> None:
    assert WORDS in read(f"# The lock\n\n{WORDS}\n\n{sign * (DEEP // 10)}a\n", PageForm.MARKDOWN)
    nothing_or_a_line(lambda: read_note(sign * (DEEP // 10) + "a"))


@pytest.mark.parametrize("unit", ["(", "-(", "not ", "-", 'tag:"', "a or (", "a and ("])
def test_questions(unit: str) -> None:
    today = date(2026, 1, 1)
    for text in (unit * DEEP, unit * (900 // len(unit))):  # the second is as long as a question may be
        nothing_or_a_line(partial(parse, text, today=today))
        nothing_or_a_line(partial(parse, text, today=today, is_typing=True))


@pytest.mark.parametrize(
    "content",
    [
        b"<rss><channel><item><title>t</title>"
        + b"<x>" * (DEEP // 10)
        + b"</x>" * (DEEP // 10)
        + b"</item></channel></rss>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">' + b"<div>" * DEEP,
        b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * DEEP,
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"a","x":' + b"[" * DEEP + b"]" * DEEP + b"}]}",
        b"<urlset>" + b"<url>" * DEEP,
        b"<sitemapindex>" + b"<sitemap>" * DEEP,
    ],
    ids=["rss", "xhtml", "json feed", "an extension of json feed", "sitemap", "index of sitemaps"],
)
def test_feeds(content: bytes) -> None:
    nothing_or_a_line(lambda: read_feed(content))


def test_lists_of_feeds() -> None:
    deep = b'<outline text="a">' * DEEP + b'<outline text="b" xmlUrl="http://heron.example/feed"/>'
    assert "1 more feed in it can't be read" in read_opml(b"<opml><body>" + deep).problems


@pytest.mark.parametrize("text", TOML.values(), ids=TOML.keys())
def test_toml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "written.toml"
    path.write_text(text, encoding="utf-8")
    for read_file in (load_config, load_theme, lambda path: parse_site_rules(path.read_text(), str(path))):
        with pytest.raises(ConfigError):
            read_file(path)
    with pytest.raises(ValueError, match=r"\S"):
        merge_settings(text, 'colours = "red"\n')
    assert not read_front_matter(f"+++\n{text[:15_000]}\n+++\n{WORDS}").fields


def test_what_is_remembered_of_the_window(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({}).rstrip("}") + '"theme":' + "[" * DEEP, encoding="utf-8")
    assert load_window_state(tmp_path) == WindowState()
