"""Kickers inside a headline: split off where the page's own titles leave them out."""

import pytest

from reader.extract.kickers import split_kickers
from reader.extract.tree import parse_page, text_of

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
