"""Which pictures go with the text: the article's own stay, those of teasers and authors go."""

import pytest

from reader.extract.html_page import extract_html
from reader.model.article import Article
from reader.model.blocks import Embed, Figure
from reader.model.page import Page, PageForm, PageOrigin

TEXT = "The old quay at Hythe was opened again on Friday, after eleven years in which nobody had thought it could be. "
PARAGRAPH = f"<p>{TEXT * 3}</p>"


def _article(body: str, head: str = "") -> Article:
    markup = f"<html><head><title>The quay is open</title>{head}</head><body>{body}</body></html>"
    page = Page(content=markup.encode(), form=PageForm.HTML, origin=PageOrigin.FILE, url="https://tern.example/quay")
    return extract_html(page)


def _sources(body: str, head: str = "") -> list[str]:
    return [image.src.rpartition("/")[2] for figure in _article(body, head).figures for image in figure.images]


def _story(*parts: str) -> str:
    return f"<main><article><h1>The quay is open</h1>{''.join(parts)}</article></main>"


def test_the_pictures_of_the_story_stay() -> None:
    lead, inside = '<div class="header-image"><img src="/lead.jpg"></div>', '<div><img src="/inside.jpg"></div>'
    assert _sources(_story(lead, PARAGRAPH, inside, PARAGRAPH, PARAGRAPH)) == ["lead.jpg", "inside.jpg"]


def test_a_captioned_picture_above_the_headline_stays() -> None:
    lead = '<figure><img src="/lead.jpg"><figcaption>The quay at dawn</figcaption></figure>'
    body = f"<main><article>{lead}<h1>The quay is open</h1>{PARAGRAPH * 3}</article></main>"
    assert _sources(body) == ["lead.jpg"]


@pytest.mark.parametrize(
    "foreign",
    [
        '<div class="related"><a href="/o"><img src="/foreign.jpg"></a><h3><a href="/o">Storm takes the old mole</a></h3></div>',
        '<div class="author-box"><img src="/foreign.jpg" width="300"><span>Ada Quill reports from the coast</span></div>',
        '<div><img src="/authors/foreign.jpg"></div>',
        '<a href="/other"><img src="/foreign.jpg"><span>Storm takes the old mole at Hythe</span></a>',
        '<div class="advert"><img src="/foreign.jpg"></div>',
    ],
)  # fmt: skip
def test_pictures_of_something_else_go(foreign: str) -> None:
    assert _sources(_story(PARAGRAPH, foreign, PARAGRAPH, PARAGRAPH)) == []


def test_a_credit_beside_a_picture_is_no_teaser() -> None:
    figure = '<figure><img src="/quay.jpg"><figcaption>The quay at dawn. Photo: Ada Quill</figcaption></figure>'
    assert _sources(_story(PARAGRAPH, figure, PARAGRAPH, PARAGRAPH)) == ["quay.jpg"]


def test_an_embedded_post_stays_wherever_it_is_named_for_its_network() -> None:
    post = '<div class="social embed--twitter"><blockquote class="twitter-tweet"><p>Open!</p>&mdash; Ada (@ada) '
    post += '<a href="https://twitter.com/ada/status/123456">now</a></blockquote></div>'
    blocks = _article(_story(PARAGRAPH, post, PARAGRAPH, PARAGRAPH)).blocks
    assert [block.url for block in blocks if isinstance(block, Embed)] == ["https://twitter.com/ada/status/123456"]


def test_a_list_of_videos_is_shortened_to_the_first() -> None:
    boxes = "".join(
        f'<div class="video"><img src="/{n}.jpg"><span class="video-title">Bell number {n}</span></div>'
        for n in range(1, 7)
    )
    figures = _article(_story(PARAGRAPH, f"<div>{boxes}</div>", PARAGRAPH, PARAGRAPH)).figures
    assert [figure.title for figure in figures] == ["Bell number 1"]


def test_what_json_ld_says_about_a_player_stands_on_its_card() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "VideoObject", "name": "The bell rises", "duration": "PT1M52S",'
        ' "contentUrl": "https://v.example/clip/ab12345678.mp4"}</script>'
    )
    video = '<video src="https://v.example/clip/ab12345678.mp4"></video>'
    (figure,) = _article(_story(PARAGRAPH, video, PARAGRAPH, PARAGRAPH), head).figures
    assert (figure.title, figure.duration) == ("The bell rises", "01:52")


def test_a_line_that_repeats_the_caption_is_not_read_again() -> None:
    figure = '<figure><img src="/quay.jpg"><figcaption>The quay at dawn, seen from the mole</figcaption></figure>'
    article = _article(_story(PARAGRAPH, figure, "<p>The quay at dawn, seen from the mole</p>", PARAGRAPH, PARAGRAPH))
    assert "seen from the mole" not in article.body
    assert article.captions == ("The quay at dawn, seen from the mole",)


def test_pictures_in_a_row_without_captions_are_one_gallery() -> None:
    row = "<div>" + "".join(f"<p><img src='/{n}.jpg'></p>" for n in range(4)) + "</div>"
    figures = _article(_story(PARAGRAPH, row, PARAGRAPH, PARAGRAPH)).figures
    assert [len(figure.images) for figure in figures] == [4]
    assert all(isinstance(figure, Figure) and figure.kind == "gallery" for figure in figures)
