"""Captions: joined with their pictures, each once, and nothing that is none."""

import pytest

from reader.extract.decision.captions import (
    drop_repeats,
    is_no_caption,
    join_captions,
    name_captions,
    settle_figures,
)
from reader.extract.decision.segments import Segment, SegmentKind, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page
from reader.model.blocks import Figure, FigureKind, Image


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


def test_the_headline_again_is_no_caption() -> None:
    segments = _segments(
        '<figure><img src="/a.jpg"><figcaption>Storm takes the old quay</figcaption></figure><p>Story.</p>'
    )
    settled = settle_figures(segments, title="Storm takes the old quay")
    (figure,) = (segment.figure for segment in settled if segment.figure is not None)
    assert (figure.caption, len(figure.images)) == ("", 1)


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


@pytest.mark.parametrize(
    "text", ["View 6 Images", "old quay (2).JPG", "Sign up for our newsletter", "By Ada Quill", "Powered by"]
)
def test_labels_promotion_and_bylines_are_no_captions(text: str) -> None:
    assert is_no_caption(text)


@pytest.mark.parametrize("text", ["Boats at dusk", "Ada Quill opens the quay on Friday", "写真は開通した岸壁"])
def test_captions_are_captions(text: str) -> None:
    assert not is_no_caption(text)


LONG = "The quay was opened on Friday, after eleven years in which nobody had thought that it ever could be. "


def _kinds(markup: str) -> list[SegmentKind]:
    return [segment.kind for segment in _segments(markup)]


def test_lines_in_italics_under_several_pictures_are_captions() -> None:
    pictures = "<p><img src='/1.jpg'></p><p><em>Boats at dusk</em></p><p>{0}</p><p><img src='/2.jpg'></p><p><i>The mole</i></p>"
    markup = "<article>" + pictures.format(LONG * 4) + f"<p>{LONG * 4}</p></article>"
    assert [figure.caption for figure in _figures(markup)] == ["Boats at dusk", "The mole"]


def test_one_line_in_italics_or_a_page_all_in_the_middle_has_no_captions() -> None:
    one = f"<article><p><img src='/1.jpg'></p><p><em>Boats at dusk</em></p><p>{LONG * 4}</p></article>"
    assert SegmentKind.CAPTION not in _kinds(one)
    line = "<p style='text-align: center'>{0}</p>"
    centred = "<p><img src='/{0}.jpg'></p>" + line
    page = "".join(centred.format(number) for number in range(3)) + line.format(LONG) * 5
    assert SegmentKind.CAPTION not in _kinds(f"<article>{page}</article>")


def test_a_line_under_a_picture_that_ends_with_a_labelled_credit_is_its_caption() -> None:
    markup = f"<article><p><img src='/1.jpg'></p><p>Boats at dusk. Photo: Ada Quill</p><p>{LONG * 4}</p></article>"
    (figure,) = _figures(markup)
    assert (figure.caption, figure.credit) == ("Boats at dusk.", "Ada Quill")


def test_text_on_both_sides_of_a_picture_is_no_caption() -> None:
    assert SegmentKind.CAPTION not in _kinds("<div>Before it<br><figure><img src='/1.jpg'></figure>Behind it</div>")


@pytest.mark.parametrize(
    "text", ["02:34", "9 min", "Enlarge this image", "Hide caption", "Share", "Video Ad Feedback", "1 of 12", "シェア"]
)
def test_labels_and_running_times_are_no_captions(text: str) -> None:
    assert is_no_caption(text)


@pytest.mark.parametrize(
    "text",
    ["Share of roofs damaged by hail", "Listen to the bell of Hythe", "Videos of the storm went round the world"],
)
def test_a_caption_that_begins_like_a_label_is_one(text: str) -> None:
    assert not is_no_caption(text)


def test_the_portrait_of_an_author_goes_with_its_name() -> None:
    segments = read_segments(
        parse_page("<body><img src='/a.jpg'><div class='caption'>Ada Quill</div>"),
        base="https://tern.example/",
        rules=load_rules(),
    )
    join_captions(segments, ["Ada Quill"])
    assert all(not segment.figure or not (segment.figure.images or segment.figure.caption) for segment in segments)


def test_a_caption_that_holds_another_is_the_same() -> None:
    one = Figure(images=(Image(src="https://t.example/a.jpg"),), caption="Boats at dusk in the harbour of Hythe")
    more = Figure(images=(Image(src="https://t.example/b.jpg"),), caption="Boats at dusk in the harbour of Hythe, 2026")
    assert drop_repeats([one, more]) == [one, None]


def test_one_picture_in_two_sizes_and_one_video_stand_once() -> None:
    small, large = (Figure(images=(Image(src=f"https://t.example/a-{size}.jpg"),)) for size in ("300x200", "1200x800"))
    assert drop_repeats([small, large]) == [small, None]
    video = Figure(kind=FigureKind.VIDEO, title="The bell", url="https://t.example/v")
    assert drop_repeats([video, video]) == [video, None]
