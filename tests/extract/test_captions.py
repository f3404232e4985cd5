"""Captions: joined with their pictures, each once, and nothing that is none."""

import pytest

from reader.extract.captions import drop_repeats, is_no_caption, join_captions, name_captions
from reader.extract.rules import load_rules
from reader.extract.segments import Segment, SegmentKind, read_segments
from reader.extract.tree import parse_page
from reader.model.blocks import Figure, Image


def _segments(markup: str) -> list[Segment]:
    segments = read_segments(parse_page(f"<body>{markup}"), base="https://tern.example/", rules=load_rules())
    name_captions(segments)
    join_captions(segments)
    return segments


def _figures(markup: str) -> list[Figure]:
    return [segment.figure for segment in _segments(markup) if segment.kind is SegmentKind.FIGURE and segment.figure]


def test_a_caption_beside_its_picture_is_joined_and_leaves_the_text() -> None:
    markup = '<div><img src="/a.jpg"></div><p class="photo-caption">Boats at dusk. Photo: Ada Quill</p><p>Text of the story.</p>'
    (figure,) = _figures(markup)
    assert (figure.caption, figure.credit) == ("Boats at dusk.", "Ada Quill")
    assert [s.text for s in _segments(markup) if s.kind is SegmentKind.PARAGRAPH] == ["Text of the story."]


def test_text_alone_with_a_picture_in_a_box_is_its_caption() -> None:
    (figure,) = _figures(
        '<div><div><img src="/a.jpg"></div><small>Boats at dusk in Eastness</small></div><p>Story.</p>'
    )
    assert figure.caption == "Boats at dusk in Eastness"


def test_a_teaser_with_a_picture_is_not_a_caption() -> None:
    (figure,) = _figures('<div><img src="/a.jpg"><a href="/x">Storm takes the old quay</a></div>')
    assert figure.caption == ""


def test_the_same_caption_and_the_same_picture_stand_once() -> None:
    one = Figure(images=(Image(src="https://t.example/a.jpg?w=1"),), caption="Boats at dusk")
    again = Figure(images=(Image(src="https://t.example/a.jpg?w=2"),), caption="Boats at dusk!")
    assert drop_repeats([one, again]) == [one, None]


@pytest.mark.parametrize("text", ["View 6 Images", "Sign up for our newsletter", "By Ada Quill", "Powered by"])
def test_labels_promotion_and_bylines_are_no_captions(text: str) -> None:
    assert is_no_caption(text)


@pytest.mark.parametrize("text", ["Boats at dusk", "Ada Quill opens the quay on Friday", "写真は開通した岸壁"])
def test_captions_are_captions(text: str) -> None:
    assert not is_no_caption(text)
