"""What form a text without a name has: told by its own signs."""

import pytest

from reader.fetch.forms import form_of_content, form_of_file
from reader.model.page import PageForm
from tests.work_limits import work_within


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A walk\n---\nText.",
        "% A walk\n% Jane Doe\n\nText.",
        "# A walk\n\nText.\n\n# Back\n\nText.",
        "# A walk\nText right below.\n## Back\nText.",
        "A walk\n======\n\nText.\n\nBack\n----\n\nText.",
        "See [one](https://example.org/1) and [two](https://example.org/2).",
        "> [!note] Mind the gap\n> It is wide.",
        "- [ ] buy bread\n- [x] walk the dog",
        "| a | b |\n|---|--:|\n| 1 | 2 |",
        "[[Harbour]], [[Ferry|the boat]] and [[Dogs]].",
    ],
)
def test_markdown_is_told_by_its_signs(text: str) -> None:
    assert form_of_content(text.encode()) is PageForm.MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        "#!/bin/sh\n# one comment\n\n# another\n\necho hi\n",
        "# a comment\nimport os\n\n# one more\ndef run():\n    pass\n",
        "#harbour #ferry\nGood day\n# 1 thing",
        "Use the <b> tag in <p> to write.",
        "Hi,\n\n> old text\n\nnew text",
        "- one\n- two\n* three",
        "name,city\nJane,London",
        "+---+---+\n| a | b |\n+---+---+",
    ],
)
def test_plain_text_stays_plain(text: str) -> None:
    assert form_of_content(text.encode()) is PageForm.TEXT


def test_html_is_told_by_its_beginning_or_by_its_closing_tags() -> None:
    for text in ("<!doctype html><p>x", "<p>Hello <b>you</b></p>", "Hello<p>a</p><p>b</p><p>c</p>"):
        assert form_of_content(text.encode()) is PageForm.HTML
    assert form_of_file(".txt", b"<html><body>x") is PageForm.HTML
    assert form_of_file(".md", b"just words") is PageForm.MARKDOWN


@pytest.mark.parametrize(
    "text",
    ["---\n" + "-a: b\n" * 150 + "x", "x\n|--|--" + " " * 64_000 + "x\n", "x\n|--" * 12_000],
    ids=["names that are items", "spaces behind a row", "rows"],
)
def test_text_that_is_nearly_markdown_is_told_at_once(text: str) -> None:
    with work_within(2):
        assert form_of_content(text.encode()) is PageForm.TEXT


def test_front_matter_may_hold_lists_names_and_blank_lines() -> None:
    text = "---\ntitle: A walk\ntags:\n  - harbour\n- ferry\n-a: b\n\n---\nText."
    assert form_of_content(text.encode()) is PageForm.MARKDOWN
    assert form_of_content(text.replace("-a: b", "+ b").encode()) is PageForm.TEXT
