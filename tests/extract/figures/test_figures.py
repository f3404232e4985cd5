"""Figures: where the picture comes from, whose caption and credit it has, and what is no picture."""

import pytest

from reader.extract.figures.figures import read_figure, read_picture
from reader.extract.figures.pictures import best_of_srcset
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, elements, parse_page
from reader.model.blocks import Figure, FigureKind

BASE = "https://tern.example/news/"


def _first(markup: str, tag: str) -> Element:
    return next(elements(parse_page(f"<body>{markup}"), tag))


def _figure(markup: str) -> Figure:
    figure = read_figure(_first(f"<figure>{markup}</figure>", "figure"), BASE, load_rules())
    assert figure is not None
    return figure


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/quay.jpg">',
        '<img src="data:image/gif;base64,R0" data-src="/quay.jpg">',
        '<img data-lazy-srcset="/small.jpg 300w, /quay.jpg 1200w, /huge.jpg 4000w">',
        '<picture><source srcset="/quay.jpg 800w"><img alt=""></picture>',
        '<amp-img src="/quay.jpg" width="900" height="600"></amp-img>',
    ],
)
def test_the_source_is_found_wherever_it_hides(markup: str) -> None:
    assert [image.src for image in _figure(markup + "<figcaption>x y</figcaption>").images] == [
        "https://tern.example/quay.jpg"
    ]


def test_caption_and_named_credit_are_apart() -> None:
    figure = _figure(
        '<img src="a.jpg" alt="A quay"><figcaption>The new quay. <span class="credit">Ada Quill</span></figcaption>'
    )
    assert (figure.caption, figure.credit, figure.images[0].alt) == ("The new quay.", "Ada Quill", "A quay")


def test_credit_inside_the_caption_is_split_off() -> None:
    figure = _figure('<img src="a.jpg"><figcaption>The new quay. Photo: Ada Quill</figcaption>')
    assert (figure.caption, figure.credit) == ("The new quay.", "Ada Quill")


def test_three_pictures_are_a_gallery() -> None:
    assert _figure('<img src="1.jpg"><img src="2.jpg"><img src="3.jpg">').kind is FigureKind.GALLERY


def test_a_player_is_a_video_with_its_poster_and_duration() -> None:
    figure = _figure(
        '<video src="/m.mp4" poster="/p.jpg" title="Opening"></video><span>01:52</span><figcaption>The opening</figcaption>'
    )
    assert (figure.kind, figure.title, figure.duration, figure.url) == (
        FigureKind.VIDEO, "Opening", "01:52", "https://tern.example/m.mp4",
    )  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/1x1.gif">',
        '<img src="/a.jpg" width="1">',
        '<img src="/site-logo.png">',
        '<img class="avatar" src="/a.jpg">',
    ],
)
def test_pixels_icons_and_faces_are_no_pictures(markup: str) -> None:
    assert read_picture(_first(markup, "img"), BASE) is None


def test_a_picture_beside_a_local_page_keeps_its_relative_address() -> None:
    figure = read_picture(_first('<img src="pictures/quay.png">', "img"), "")
    assert figure is not None
    assert figure.images[0].src == "pictures/quay.png"


@pytest.mark.parametrize("srcset", ["", ",", "a.jpg 9..9w", "a.jpg " + "w" * 1000, "a.jpg -1w, b.jpg 2x"])
def test_odd_srcsets_never_raise(srcset: str) -> None:
    assert isinstance(best_of_srcset(srcset), str)


def test_a_name_in_the_next_element_is_the_credit() -> None:
    glued = "<span>The dome, open in the night of 12 January.</span><span class='m'>Irene Quiroga</span>"
    figure = _figure(f"<figure><img src='/a.jpg'><figcaption>{glued}</figcaption></figure>")
    assert (figure.caption, figure.credit) == ("The dome, open in the night of 12 January.", "Irene Quiroga")


def test_the_shop_for_licences_is_no_credit() -> None:
    caption = "The bell on March 4, 2026. Corrin News Agency/Sanna Quist <a href='/x'>Purchase Licensing Rights</a>"
    figure = _figure(f"<figure><img src='/a.jpg'><figcaption>{caption}</figcaption></figure>")
    assert (figure.caption, figure.credit) == ("The bell on March 4, 2026.", "Corrin News Agency/Sanna Quist")
