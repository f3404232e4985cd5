"""Pictures: the best of all sources that a page offers, and what is no picture by size or name."""

import pytest

from reader.extract.figures.pictures import background_image, best_of_srcset, image_in_data, is_icon, read_image, widest
from reader.extract.markup.tree import Element, elements, parse_page
from reader.model.blocks import Image

BASE = "https://tern.example/news/"


def _first(markup: str, tag: str) -> Element:
    return next(elements(parse_page(f"<body>{markup}"), tag))


def _source(markup: str, tag: str = "img") -> str:
    image = read_image(_first(markup, tag), BASE)
    return image.src if image else ""


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/quay.jpg">',
        '<img src="/spacer.gif" data-original="/quay.jpg">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-lazy-src="/quay.jpg">',
        '<img src="/loading.gif" data-srcset="/small.jpg 320w, /quay.jpg 1280w">',
        '<img src="/thumb-120x90.jpg" srcset="/thumb-120x90.jpg 120w, /quay.jpg 900w">',
        '<img src="/thumb.jpg?w=60" data-noscript-src="/quay.jpg">',
        '<img data-something-new="/quay.jpg">',
        '<img src="/blank.gif" data-src="/quay.jpg" data-href="/story.html">',
        '<picture><source type="image/avif" srcset="/q.avif 900w"><source srcset="/quay.jpg 900w"><img src="/1x1.png"></picture>',
        '<picture><source media="print" srcset="/print.jpg 1600w"><img src="/quay.jpg"></picture>',
    ],
)
def test_the_source_is_found_wherever_it_hides(markup: str) -> None:
    assert _source(markup) == "https://tern.example/quay.jpg"


@pytest.mark.parametrize(
    "markup",
    ['<img src="/1x1.gif">', '<img src="/px.gif">', '<img alt="Quay">', '<img src="data:image/gif;base64,R0">'],
)
def test_placeholders_alone_are_no_picture(markup: str) -> None:
    assert _source(markup) == ""


def test_a_width_in_the_address_counts_where_no_other_is_told() -> None:
    assert _source('<img src="/quay.jpg?w=90" data-src="/quay.jpg?w=940">').endswith("w=940")
    assert _source('<img src="/max/60/quay.jpg" data-noscript-src="/max/1080/quay.jpg">').endswith("/max/1080/quay.jpg")


def test_a_template_in_the_address_is_filled() -> None:
    assert _source('<img data-src="/quay-{width}.jpg">') == "https://tern.example/quay-960.jpg"


def test_an_element_of_its_makers_own_is_a_picture() -> None:
    assert _source('<lazy-image src="/quay.jpg"></lazy-image>', "lazy-image") == "https://tern.example/quay.jpg"


def test_a_saved_page_has_its_picture_beside_it() -> None:
    markup = '<picture><source srcset="https://cdn.example/quay.webp 1200w"><img src="quay.jpg"></picture>'
    image = read_image(_first(markup, "img"), "")
    assert image is not None
    assert image.src == "quay.jpg"


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("/s.jpg 300w, /m.jpg 1200w, /huge.jpg 4000w", "/m.jpg"),
        ("/s.jpg 300w, /large.jpg 1920w", "/large.jpg"),
        ("https://a/w_320,c_limit/q.jpg 320w, https://a/w_1280,c_limit/q.jpg 1280w", "https://a/w_1280,c_limit/q.jpg"),
        ("a.jpg, b.jpg 2x", "b.jpg"),
        ("https://a/1.jpg 1x,https://a/2.jpg 2x", "https://a/2.jpg"),
        ("https://a/1.jpg%20400w, https://a/2.jpg%201440w", "https://a/2.jpg"),
        (" 150w, 200w, 300w", ""),
        ("", ""),
    ],
)
def test_the_best_of_a_srcset(srcset: str, best: str) -> None:
    assert best_of_srcset(srcset) == best


@pytest.mark.parametrize(
    "srcset", [",", " " * 20_000, "a," * 10_000, "a.jpg 9..9w", "a.jpg " + "w" * 1000, "a.jpg -1w, b.jpg 2x"]
)
def test_odd_srcsets_never_raise(srcset: str) -> None:
    assert isinstance(best_of_srcset(srcset), str)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/a.jpg" width="1">',
        '<img src="/site-logo.png">',
        '<img src="/img/icons/share.png">',
        '<img src="/btn_print.gif">',
        '<img class="avatar" src="/a.jpg">',
        '<img src="/play.svg">',
        '<img src="/a.jpg" style="width:1px; height:1px">',
        '<img src="https://ads.adserver.example/call/1">',
    ],
)
def test_icons_logos_and_counters_are_known(markup: str) -> None:
    assert is_icon(_first(markup, "img"))


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/quay.jpg" width="16" height="9">',
        '<img src="/lexicon-of-boats.jpg">',
        '<img src="/quay.jpg" width="640">',
    ],
)
def test_a_shape_is_no_size_and_a_word_no_icon(markup: str) -> None:
    assert not is_icon(_first(markup, "img"))


def test_the_background_of_a_picture_box_is_a_picture() -> None:
    image = background_image(
        _first("<div class='hero-image' style='background-image: url(/quay.jpg)' aria-label='A quay'></div>", "div"),
        BASE,
    )
    assert image == Image(src="https://tern.example/quay.jpg", alt="A quay")
    assert (
        background_image(_first("<div class='page' style='background:url(/pattern.png)'></div>", "div"), BASE) is None
    )


def test_the_address_in_the_data_of_a_box_is_a_picture() -> None:
    image = image_in_data(_first('<div data-platform-src="/dam/quay.jpg" data-href="/story"></div>', "div"), BASE)
    assert image is not None
    assert image.src == "https://tern.example/dam/quay.jpg"
    assert image_in_data(_first('<div data-href="/story"></div>', "div"), BASE) is None


def test_the_wider_of_two_addresses_serves() -> None:
    small, large = Image(src="https://t.example/q-120x80.jpg"), Image(src="https://t.example/q-1200x800.jpg")
    assert widest(small, large) == large
    assert widest(large, small) == large
