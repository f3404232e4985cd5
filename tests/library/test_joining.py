"""Articles over several pages: joined on the way in, from the same site, through the same door, each thing once."""

from collections.abc import Sequence

import pytest

from reader.library.joining import MOST_FURTHER_PAGES, join_blocks
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.model.blocks import Block, Deck, Figure, Heading, Headline, Image, Paragraph, Rule
from tests.loopback import Site, page_html

TITLE = "Eleven winters without a ferry"
LINES = tuple(
    f"{opening} the ferry lay at the quay with her windows boarded up, and the gulls of the lake took turns on her funnel."
    for opening in "First Then Later Still Once Often Always Never Now Finally Today Tomorrow".split()
)
REPEATED = LINES[0]


def _pager(count: int, *, path: str = "/ferry") -> str:
    return (
        '<div class="pages">' + "".join(f'<a href="{path}?page={n}">{n}</a> ' for n in range(1, count + 1)) + "</div>"
    )


def _put(site: Site, number: int, paragraphs: Sequence[str], foot: str) -> str:
    path = "/ferry" if number == 1 else f"/ferry?page={number}"
    return site.put(path, page_html(TITLE, tuple(paragraphs), foot=foot))


def test_the_pages_of_an_article_become_one(library: Library, site: Site) -> None:
    for number in (3, 2, 1):
        url = _put(site, number, LINES[3 * number - 3 : 3 * number], _pager(3))
    added = library.add(url)
    article = library.open_article(added.article_id).kept.article
    assert article.body.split("\n\n") == list(LINES[:9])
    assert (article.is_partial, article.next_pages, added.notes) == (False, (), ())
    assert [path for path, _ in site.requests] == ["/ferry", "/ferry?page=2", "/ferry?page=3"]


def test_a_pager_that_leaves_pages_out_is_followed_in_order(library: Library, site: Site) -> None:
    def pager(*numbers: int) -> str:
        return "".join(f'<a href="/ferry?page={n}">{n}</a> ' for n in numbers)

    _put(site, 4, LINES[6:8], pager(1, 3, 4))
    _put(site, 3, LINES[4:6], pager(1, 2, 3, 4))
    _put(site, 2, LINES[2:4], pager(1, 2, 3, 4))
    added = library.add(_put(site, 1, LINES[:2], pager(1, 2, 4)))
    assert library.open_article(added.article_id).kept.article.body.split("\n\n") == list(LINES[:8])


def test_pages_that_come_too_slowly_are_left_for_later(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a deadline of its own, and twenty of them would take five minutes."""
    for number in (3, 2, 1):
        url = _put(site, number, LINES[3 * number - 3 : 3 * number], _pager(3))
    monkeypatch.setattr("reader.library.joining.MOST_FURTHER_SECONDS", -1.0)
    added = library.add(url)
    assert added.notes == ("only a part of the article is on the page", "the pages after page 1 were left out")
    assert [path for path, _ in site.requests] == ["/ferry"]
    monkeypatch.undo()
    library.refresh(added.article_id, force=True)
    assert library.open_article(added.article_id).kept.article.body.split("\n\n") == list(LINES[:9])


def test_a_page_that_fails_keeps_those_before_it_and_says_so(library: Library, site: Site) -> None:
    _put(site, 2, LINES[3:6], _pager(4))
    added = library.add(_put(site, 1, LINES[:3], _pager(4)))
    article = library.open_article(added.article_id).kept.article
    assert article.body.split("\n\n") == list(LINES[:6])
    assert article.is_partial
    assert article.next_pages == (f"{site.origin}/ferry?page=3", f"{site.origin}/ferry?page=4")
    assert any(note.startswith("page 3 is missing") for note in added.notes)
    assert any(note.startswith("page 3 is missing") for note in article.notes)


@pytest.mark.parametrize(
    ("title", "words", "reason"),
    [
        ("Page not found", "Nothing is here.", "nothing at its address"),
        ("Just a moment", "Verify that you are human.", "proof of being human"),
        ("The Tern", "We value your privacy: accept all cookies.", "consent"),
    ],
)
def test_a_page_that_shows_no_article_is_no_part_of_one(
    library: Library, site: Site, title: str, words: str, reason: str
) -> None:
    site.put("/ferry?page=2", page_html(title, (words,)))
    added = library.add(_put(site, 1, LINES[:3], _pager(2)))
    assert library.open_article(added.article_id).kept.article.body.split("\n\n") == list(LINES[:3])
    assert any(reason in note for note in added.notes)


def test_another_site_is_not_asked(library: Library, site: Site) -> None:
    foot = '<a rel="next" href="http://other.example/ferry?page=2">2</a>'
    added = library.add(_put(site, 1, LINES[:3], foot))
    assert not library.open_article(added.article_id).kept.article.is_partial
    assert len(site.requests) == 1


def test_no_article_has_pages_without_end(library: Library, site: Site) -> None:
    for number in range(1, MOST_FURTHER_PAGES + 4):
        path = "/ferry" if number == 1 else f"/ferry?page={number}"
        foot = f'<a rel="next" href="/ferry?page={number + 1}">Next</a>'
        site.put(path, page_html(TITLE, (f"{LINES[1]} {number}", f"{LINES[2]} {number}"), foot=foot))
    added = library.add(f"{site.origin}/ferry")
    assert len(site.requests) <= MOST_FURTHER_PAGES + 1
    assert library.open_article(added.article_id).kept.article.body.count("\n\n") > MOST_FURTHER_PAGES


def test_progress_counts_the_pages(library: Library, site: Site) -> None:
    for number in (3, 2, 1):
        url = _put(site, number, LINES[3 * number - 3 : 3 * number], _pager(3))
    told: list[Progress] = []
    library.add(url, work=Work(report=told.append))
    steps = [(step.done, step.total) for step in told if step.step == "fetching further pages"]
    assert steps == [(1, 3), (2, 3)]


def _image(name: str) -> Image:
    return Image(src=f"https://hill.example/{name}.png")


def _paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text=text) for text in texts)


def test_what_opens_every_page_stands_once() -> None:
    lead = Figure(images=(_image("a"),), caption="The dock.")
    first = (Headline(text=TITLE), Deck(text="A deck."), lead, *_paragraphs("By Ada Penrose", *LINES[:2]))
    further = (
        Headline(text=TITLE),
        Deck(text="A deck."),
        lead,
        *_paragraphs("By Ada Penrose", "Page 2 of 3", LINES[2]),
    )
    assert join_blocks(first, further) == (*first, Paragraph(text=LINES[2]))


def test_what_closes_every_page_stands_once() -> None:
    first = _paragraphs(*LINES[:2], "Ada Penrose mends clocks.")
    further = (*_paragraphs(LINES[2], "Ada Penrose mends clocks."), Rule())
    assert join_blocks(first, further) == (*first, Paragraph(text=LINES[2]))


def test_a_short_line_in_the_middle_may_be_said_again() -> None:
    first = (Heading(text="Monday"), *_paragraphs(LINES[0], "Nobody came."))
    further = _paragraphs(LINES[1], "Nobody came.", LINES[2], REPEATED)
    assert join_blocks(first, further) == (*first, *_paragraphs(LINES[1], "Nobody came.", LINES[2]))


def test_a_picture_and_its_caption_stand_once() -> None:
    first = (*_paragraphs(LINES[0]), Figure(images=(_image("a"), _image("b")), caption="The dock."))
    further = (
        *_paragraphs(LINES[1]),
        Figure(images=(_image("b"), _image("c")), caption="The dock by night."),
        Figure(images=(_image("a"),), caption="The dock."),
        *_paragraphs(LINES[2]),
    )
    assert join_blocks(first, further) == (
        *first,
        Paragraph(text=LINES[1]),
        Figure(images=(_image("c"),), caption="The dock by night."),
        Paragraph(text=LINES[2]),
    )


def test_the_whole_article_on_one_page_adds_what_is_missing() -> None:
    first = (Headline(text=TITLE), *_paragraphs(*LINES[:4]))
    whole = (Headline(text=TITLE), *_paragraphs("An advertiser's line.", *LINES[:4]), *_paragraphs(*LINES[4:8]))
    assert join_blocks(first, whole) == (*first, *_paragraphs(*LINES[4:8]))
