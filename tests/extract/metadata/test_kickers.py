"""Kickers inside a headline: split off where the page's own titles leave them out."""

import pytest

from reader.extract.markup.tree import hints_of, parse_page, text_of
from reader.extract.metadata.kickers import is_kicker_name, split_kickers

TITLE = "The library comes at 2 o'clock"


def _headline(markup: str, *titles: str) -> str:
    root = parse_page(f"<body>{markup}")
    split_kickers(root, titles)
    heading = next(root.iter("h1"))
    return text_of(heading)


def test_a_kicker_that_the_title_leaves_out_is_split_off() -> None:
    markup = f'<h1><span class="dachzeile">Tannroda</span> <span>{TITLE}</span></h1>'
    assert _headline(markup, f"{TITLE} | The Valley Post") == TITLE


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ('<span class="kicker">Climate</span><span>:</span> ', TITLE),
        ('<span class="kicker">Climate:</span> ', TITLE),
        ('<span class="kicker">Climate</span> ', f"Climate: {TITLE}"),
        ('<span class="blue">Climate</span> ', f"Climate / {TITLE}"),
        ('Again <span class="kicker">Climate</span> ', TITLE),
    ],
    ids=["colon behind it", "colon in it", "titles count it in", "nameless, and titles count it in", "not the opening"],
)
def test_every_other_headline_stays_whole(opening: str, title: str) -> None:
    whole = text_of(parse_page(f"<h1>{opening}{TITLE}</h1>"))
    assert _headline(f"<h1>{opening}{TITLE}</h1>", title) == whole


def _pieces(markup: str, *titles: str) -> list[tuple[str, str]]:
    root = parse_page(f"<body>{markup}")
    split_kickers(root, titles)
    return [(str(element.tag), text_of(element)) for element in root.iter("h1", "p")]


def test_a_nameless_opening_goes_where_a_title_is_the_rest() -> None:
    assert _pieces(f"<h1><span>Tannroda</span>{TITLE}</h1>", TITLE) == [("p", "Tannroda"), ("h1", TITLE)]


def test_a_named_kicker_goes_though_no_title_vouches() -> None:
    markup = f'<h1><span class="topline">Tannroda</span> <b>{TITLE}</b></h1>'
    assert _pieces(markup, "The Valley Post") == [("p", "Tannroda"), ("h1", TITLE)]


@pytest.mark.parametrize("line", ["<small>{}</small>", '<span class="subtitle">{}</span>'])
def test_a_second_line_goes_below_where_a_title_is_the_rest(line: str) -> None:
    second = line.format("Nobody asked for it")
    assert _pieces(f"<h1>{TITLE} {second}</h1>", TITLE) == [("h1", TITLE), ("p", "Nobody asked for it")]
    assert _pieces(f"<h1>{TITLE} {second}</h1>", "Post") == [("h1", f"{TITLE} Nobody asked for it")]


def test_what_is_split_off_is_named_a_kicker() -> None:
    root = parse_page(f"<body><h1><span>Tannroda</span>{TITLE}</h1>")
    split_kickers(root, (TITLE,))
    assert is_kicker_name(hints_of(next(root.iter("p"))))


def test_a_short_headline_keeps_its_label() -> None:
    assert _pieces('<h1><span class="label">Live</span> Tides</h1>', "Post") == [("h1", "Live Tides")]
