"""Elements that mark an author: which count, and where on the page."""

import pytest

from reader.extract.markup.tree import elements, parse_page
from reader.extract.metadata.author_marks import AuthorMarks, is_author_mark


def _marks(markup: str, *, is_near: bool = True) -> AuthorMarks:
    marks = AuthorMarks()
    for element in elements(parse_page(f"<body>{markup}</body>")):
        marks.look(element, is_near=is_near)
    return marks


@pytest.mark.parametrize(
    "markup",
    [
        '<a rel="author" href="/x">Ada Quill</a>',
        '<a rel="author external" href="/x">Ada Quill</a>',
        '<span itemprop="author">Ada Quill</span>',
        '<div itemprop="author"><img alt=""><b itemprop="name">Ada Quill</b> writes on tides</div>',
        '<span itemprop="author" content="Ada Quill"></span>',
        '<span class="byline author vcard"><a class="url fn n" href="/u/1">Ada Quill</a></span>',
        '<a class="p-author h-card" href="/u/1">Ada Quill</a>',
        '<a href="https://tern.example/author/ada-quill/">Ada Quill</a>',
        '<a href="/autor/77?ref=quay">Ada Quill</a>',
        '<a href="/profile/politics/ada-quill">Ada Quill</a>',
    ],
)
def test_a_mark_names_its_author(markup: str) -> None:
    assert _marks(markup).near == ["Ada Quill"]


def test_a_nickname_counts_where_the_address_has_it() -> None:
    assert _marks('<a href="/author/tidewatcher">tidewatcher</a>').near == ["tidewatcher"]
    assert _marks('<a href="/author/ada-quill">All articles</a>').near == []


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/author/ada-quill"><img alt="Ada Quill">Ada Quill</a>',
        '<a href="/authority/ada-quill">Ada Quill</a>',
        '<ol class="comments"><li class="vcard"><cite class="fn">Ada Quill</cite></li></ol>',
        '<footer><a rel="author" href="/x">Ada Quill</a></footer>',
        '<link rel="author" href="/humans.txt">',
        '<span class="fn">Ada Quill</span>',
    ],
    ids=["a portrait", "another word", "a comment", "in the footer", "no link of the page", "no card"],
)
def test_other_elements_mark_nobody(markup: str) -> None:
    marks = _marks(markup)
    assert (marks.near, marks.far) == ([], [])


def test_authors_of_one_byline_stand_together_and_those_of_teasers_apart() -> None:
    teasers = "".join(
        f'<div><div><div><a rel="author" href="/{name}">{name} Roe</a></div></div></div>' for name in ("Bo", "Cy")
    )
    byline = '<p>By <a rel="author" href="/a">Ada Quill</a> and <a rel="author" href="/b">Ben Tern</a></p>'
    marks = _marks(f"<div>{byline}</div>{teasers}")
    assert marks.near == ["Ada Quill", "Ben Tern"]
    assert marks.far == ["Bo Roe", "Cy Roe"]


def test_marks_far_from_the_headline_are_kept_apart() -> None:
    marks = _marks('<a rel="author" href="/a">Ada Quill</a>', is_near=False)
    assert (marks.near, marks.far) == ([], ["Ada Quill"])


@pytest.mark.parametrize(
    "markup",
    [
        "<li><strong>Author</strong> Ada Quill</li>",
        "<dl><dt>Autorin/Autor</dt><dd>Ada Quill</dd></dl>",
        "<p><b>Auteur :</b> <span>Ada Quill</span></p>",
    ],
)
def test_a_label_names_the_author(markup: str) -> None:
    assert _marks(markup).labelled == ["Ada Quill"]


@pytest.mark.parametrize(
    "markup",
    ["<p><b>by</b> the harbour wall</p>", "<p><b>Author</b> tide</p>", "<p><b>Author <i>x</i></b> Ada Quill</p>"],
)
def test_a_word_in_bold_is_not_always_a_label(markup: str) -> None:
    assert _marks(markup).labelled == []


def test_a_label_announces_the_date() -> None:
    marks = _marks("<li><strong>Datum</strong> 02.03.2026</li><li><strong>Published</strong> soon</li>")
    assert marks.labelled_dates == ["02.03.2026"]


@pytest.mark.parametrize(
    "line",
    ["© 2026 Tern Media. All rights reserved", "Copyright © 2019–2026 by Tern Media", "(c) 2026 Tern Media | Contact"],
)
def test_the_holder_of_the_rights_is_read(line: str) -> None:
    assert _marks(f"<p>{line}</p>").holders == ["Tern Media"]


def test_a_pictures_copyright_is_not_the_sites() -> None:
    assert _marks("<p>© Ada Quill/Reuters</p>").holders == []


def test_an_author_mark_is_told_by_relation_only_on_links() -> None:
    assert not is_author_mark(next(elements(parse_page('<body><p rel="author">Ada</p>'), "p")))
