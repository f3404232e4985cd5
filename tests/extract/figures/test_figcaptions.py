"""Reading captions by their elements: what is caption, what is credit, what is a label."""

import pytest

from reader.extract.figures.figcaptions import caption_of, has_caption_element, read_caption
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, elements, parse_page


def _figure(markup: str) -> Element:
    return next(elements(parse_page(f"<body><figure>{markup}</figure>"), "figure"))


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        ("<figcaption>The quay. <span class='credit'>Ada Quill</span></figcaption>", "The quay.", "Ada Quill"),
        ("<figcaption><span class='credit'>Foto: Ada Quill</span> The quay.</figcaption>", "The quay.", "Ada Quill"),
        ("<figcaption><i>The quay</i><i class='copyright'>© Ada Quill/dpa</i></figcaption>", "The quay", "Ada Quill/dpa"),
        ("<figcaption>Quay<i> - </i><i class='copyright'>Copyright </i><i class='credit'>AP</i></figcaption>", "Quay", "AP"),
        ("<figcaption class='caption-credit'><i class='figcaption__credit'>Etlan Press</i></figcaption>", "", "Etlan Press"),
        ("<figcaption>The quay. Photo: Ada</figcaption><figcaption>The quay. Photo: Ada</figcaption>", "The quay.", "Ada"),
        ("<figcaption>The quay<i class='credit'>Ada Quill</i></figcaption><i class='credit'>x</i>", "The quay", "Ada Quill"),
        ("<p class='wp-caption-text'>The quay</p>", "The quay", ""),
        ("<figcaption><span>Image caption</span> The quay</figcaption>", "The quay", ""),
        ("<figcaption>3 of 12: The quay</figcaption>", "The quay", ""),
        ("<figcaption><b>1/12</b><p>The quay</p></figcaption>", "The quay", ""),
        ("<figcaption>The quay <a href='#'>Close</a></figcaption>", "The quay", ""),
        ("<figcaption><button>Enlarge</button>The quay</figcaption>", "The quay", ""),
        ("<span>View 6 Images</span>", "", ""),
        ("<figcaption>Please enable JavaScript. Or use our shop to read without it.</figcaption>", "", ""),
        ("<figcaption>Share of roofs damaged by hail</figcaption>", "Share of roofs damaged by hail", ""),
        ("<a href='/other'>Storm takes the old quay at Hythe</a>", "", ""),
        ("Boats at dusk", "Boats at dusk", ""),
    ],
)  # fmt: skip
def test_caption_and_credit(markup: str, caption: str, credit: str) -> None:
    assert read_caption(_figure(markup), load_rules()) == (caption, credit)


def test_a_name_behind_a_sentence_in_its_own_element_is_the_credit() -> None:
    figure = _figure("<figcaption><span>The dome, open at night.</span><span>Irene Quiroga</span></figcaption>")
    assert read_caption(figure, load_rules()) == ("The dome, open at night.", "Irene Quiroga")


def test_a_long_text_is_no_caption() -> None:
    assert read_caption(_figure("<p>" + "The quay was built in a year. " * 20 + "</p>"), load_rules()) == ("", "")


def test_a_caption_element_is_known() -> None:
    rules = load_rules()
    assert has_caption_element(_figure("<figcaption>x</figcaption>"), rules)
    assert not has_caption_element(_figure("<p>x</p>"), rules)


def test_each_piece_stands_once() -> None:
    holders = [*elements(_figure("<figcaption>The quay</figcaption><figcaption>The quay</figcaption>"), "figcaption")]
    assert caption_of(holders, load_rules()) == ("The quay", "")
