"""What a Markdown file says about itself, in the keys of clippers and site generators."""

import pytest

from reader.extract.text.front_matter import read_front_matter
from reader.extract.text.markdown import extract_markdown
from reader.model.blocks import Deck, Headline, Paragraph

CLIPPED = """\
---
title: "The Ferry: a return"
source: "https://www.tidewater.example/ferry"
author:
  - "[[Mara Quist]]"
  - "[Bram Ulloa](https://www.tidewater.example/bram)"
published: 2025-02-18
created: 2026-01-02
description: >-
  The first boat left at dawn,
  with a dog.
tags:
  - "#ferries"
  - sea/lakes
---
It left at dawn.
"""


def test_a_clipped_page_has_its_people_its_date_and_its_address() -> None:
    article = extract_markdown(CLIPPED)
    meta = article.metadata
    assert (meta.title, meta.deck) == ("The Ferry: a return", "The first boat left at dawn, with a dog.")
    assert meta.authors == ("Mara Quist", "Bram Ulloa")
    assert meta.published is not None
    assert meta.published.isoformat() == "2025-02-18"
    assert (meta.canonical, meta.site) == ("https://www.tidewater.example/ferry", "tidewater.example")
    assert meta.tags == ("ferries", "sea/lakes")
    assert article.blocks[2:] == (Paragraph(text="It left at dawn."),)


def test_the_date_of_clipping_counts_where_there_is_no_other() -> None:
    meta = extract_markdown("---\ntitle: A\ncreated: 2026-01-02\n---\nText.").metadata
    assert meta.published is not None
    assert meta.published.isoformat() == "2026-01-02"


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("---\nauthor:\n  name: Jane Doe\n  email: j@example.org\n---\n", "author", ("Jane Doe",)),
        (
            "---\nauthors:\n  - name: Jane Doe\n    role: editor\n  - name: John Roe\n---\n",
            "authors",
            ("Jane Doe", "John Roe"),
        ),
        ("---\ncover:\n  image: a.jpg\n  alt: b\n---\n", "cover.image", ("a.jpg",)),
        ("---\nsummary: |\n  One.\n  Two.\ntitle: x\n---\n", "summary", ("One. Two.",)),
        ('+++\ntitle = "x"\n[params]\nauthor = "Jane Doe"\n+++\n', "params.author", ("Jane Doe",)),
        ("% A walk\n% Jane Doe\n% 2 March 2026\n\nText.", "author", ("Jane Doe",)),
        ("Title: A walk\nAuthor: Jane Doe\n\nText.", "author", ("Jane Doe",)),
    ],
)
def test_forms_of_front_matter(text: str, key: str, values: tuple[str, ...]) -> None:
    assert read_front_matter(text).every(key) == values


def test_what_only_looks_like_front_matter_is_text() -> None:
    for text in ("% of them stayed\n", "Title: alone", "Title: x\nand more\n\nText", "---\nno key here\n---\n"):
        assert read_front_matter(text + "\n").end == 0 or text.startswith("% ")
    assert read_front_matter("%% a comment\n").end == 0


def test_the_line_of_our_own_export_goes_to_the_metadata() -> None:
    article = extract_markdown(
        "# T\n\n_The deck of it._\n\nBy Jane Doe, Reuters · Port Ellin · Hill Gazette · 2026-03-02T07:10:00+01:00"
        " · <https://example.org/t>\n\nText."
    )
    meta = article.metadata
    assert article.blocks == (Headline(text="T"), Deck(text="The deck of it."), Paragraph(text="Text."))
    assert (meta.authors, meta.agencies, meta.place, meta.site) == (
        ("Jane Doe",),
        ("Reuters",),
        "Port Ellin",
        "Hill Gazette",
    )
    assert meta.canonical == "https://example.org/t"
    assert meta.published is not None
    assert meta.published.isoformat() == "2026-03-02T07:10:00+01:00"


def test_an_italic_paragraph_without_a_signature_is_a_paragraph() -> None:
    assert isinstance(extract_markdown("# T\n\n*Only slanted.*\n\nText.").blocks[1], Paragraph)


def test_escapes_count_between_double_quotes_only() -> None:
    head = '---\ntitle: "The \\"Ferry\\" \\u003c 3"\ntags: ["a \\"b\\", c", d]\nsite: \'C:\\new\'\n---\nIt left.\n'
    fields = read_front_matter(head)
    assert fields.first("title") == 'The "Ferry" < 3'
    assert fields.every("tags") == ('a "b", c', "d")
    assert fields.first("site") == "C:\\new"


def test_a_quote_that_nobody_escaped_stays_as_it_stands() -> None:
    assert read_front_matter('---\ntitle: "C:\\new "ferry""\n---\nIt left.\n').first("title") == 'C:\\new "ferry"'
