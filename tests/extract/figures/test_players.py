"""Players: cards with title, running time and address, from boxes, elements and what JSON-LD says."""

import json

import pytest

from reader.extract.figures.players import (
    clock,
    complete_players,
    is_player_box,
    is_running_time,
    media_title,
    read_media_facts,
    read_player,
    read_player_box,
    titled_by_caption,
    youtube_video,
)
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, elements, parse_page
from reader.model.blocks import Figure, FigureKind, Image

BASE = "https://tern.example/news/"


def _first(markup: str, tag: str) -> Element:
    return next(elements(parse_page(f"<body>{markup}"), tag))


def _box(markup: str, tag: str = "div") -> Figure:
    element = _first(markup, tag)
    assert is_player_box(element)
    figure = read_player_box(element, BASE, load_rules())
    assert figure is not None
    return figure


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("PT1M52S", "01:52"),
        ("PT2H3M4S", "2:03:04"),
        ("P0DT0H0M7S", "00:07"),
        ("112", "01:52"),
        ("112.4", "01:52"),
        ("2:34", "2:34"),
        ("00:01:52", "01:52"),
        ("1:01:52", "1:01:52"),
        ("Duration: 01:52", "01:52"),
        ("9 min", "9 min"),
        ("PT", ""),
        ("soon", ""),
        ("P" + "1" * 500, ""),
    ],
)
def test_running_times(value: str, shown: str) -> None:
    assert clock(value) == shown


@pytest.mark.parametrize("text", ["01:52", "02:12 - Source: Tern TV", "9 min", "Video 1:03"])
def test_a_running_time_is_no_caption(text: str) -> None:
    assert is_running_time(text)


def test_a_video_element_is_a_card() -> None:
    source = '<source src="/m.mp4"><p>Your browser cannot play this.</p>'
    markup = f'<video poster="/p.jpg" title="Opening" data-duration="112">{source}</video>'
    assert read_player(_first(markup, "video"), BASE) == Figure(
        images=(Image(src="https://tern.example/p.jpg"),),
        kind=FigureKind.VIDEO,
        title="Opening",
        duration="01:52",
        url="https://tern.example/m.mp4",
    )


def test_an_audio_element_is_heard() -> None:
    figure = read_player(_first('<audio src="/bell.mp3"></audio>', "audio"), BASE)
    assert figure is not None
    assert (figure.kind, figure.url) == (FigureKind.AUDIO, "https://tern.example/bell.mp3")


def test_a_player_that_plays_nothing_is_none() -> None:
    assert read_player(_first("<video></video>", "video"), BASE) is None


def test_a_box_that_a_script_would_make_a_player_is_a_card() -> None:
    figure = _box(
        '<div class="c-video"><img src="/still.jpg" alt="Click to play video: \'The bell\'">'
        '<time class="c-video__duration">2:34</time><span class="c-video__title">The bell rises</span></div>'
    )
    assert (figure.kind, figure.title, figure.duration, figure.caption) == (
        FigureKind.VIDEO,
        "The bell rises",
        "2:34",
        "",
    )
    assert [image.src for image in figure.images] == ["https://tern.example/still.jpg"]


def test_labels_are_no_titles_and_the_source_is_the_credit() -> None:
    figure = _box(
        '<div class="video-player"><img src="/still.jpg"><span>Video Ad Feedback</span>'
        '<div class="headline">Divers at work</div><span>05:22 - Source: Tern TV</span></div>'
    )
    assert (figure.title, figure.duration, figure.credit) == ("Divers at work", "05:22", "Tern TV")


def test_a_sound_file_behind_a_button_is_audio() -> None:
    figure = _box('<div class="player"><img src="/still.jpg" width="300"><a href="/bell.mp3">Play</a></div>')
    assert (figure.kind, figure.url) == (FigureKind.AUDIO, "https://tern.example/bell.mp3")


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='video'><img src='/a.jpg'><p>"
        + "A long paragraph about the harbour and its bell. " * 8
        + "</p></div>",
        "<div class='video-page'><h1>The bell</h1><img src='/a.jpg'></div>",
        "<div class='no-video'><img src='/a.jpg'></div>",
        "<div class='story'><img src='/a.jpg'></div>",
        "<div class='videos'>" + "".join(f"<a href='/{n}'><img src='/{n}.jpg'></a>" for n in range(9)) + "</div>",
    ],
)
def test_articles_lists_and_pictures_are_no_player(markup: str) -> None:
    assert not is_player_box(_first(markup, "div"))


def test_the_line_below_a_player_without_title_is_its_title() -> None:
    assert titled_by_caption(Figure(kind=FigureKind.VIDEO, caption="The bell rises")) == Figure(
        kind=FigureKind.VIDEO, title="The bell rises"
    )
    sentence = Figure(kind=FigureKind.VIDEO, caption="The bell rose at noon, and the village watched.")
    assert titled_by_caption(sentence) == sentence
    picture = Figure(images=(Image(src="https://t.example/a.jpg"),), caption="The bell rises")
    assert titled_by_caption(picture) == picture


@pytest.mark.parametrize("label", ["Play", "Video", "Watch now", "Abspielen", "YouTube video player", "2", "▶ Play"])
def test_what_buttons_are_called_is_no_title(label: str) -> None:
    assert media_title(label) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/embed/abcdefghijk?rel=0",
        "https://youtu.be/abcdefghijk",
        "https://www.youtube-nocookie.com/embed/abcdefghijk",
        "https://www.youtube.com/watch?list=x&v=abcdefghijk",
        "https://www.youtube.com/shorts/abcdefghijk",
    ],
)
def test_a_youtube_video_has_its_still_in_whatever_form(address: str) -> None:
    video = youtube_video(address, "The bell - YouTube")
    assert video is not None
    assert (video.url, video.title) == ("https://www.youtube.com/watch?v=abcdefghijk", "The bell")
    assert video.images[0].src == "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"


def _facts(*objects: dict[str, object]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(data)}</script>' for data in objects)


def test_json_ld_fills_the_gaps_of_the_player_it_is_about() -> None:
    page = parse_page(
        _facts(
            {
                "@type": "NewsArticle",
                "video": [
                    {"@type": "VideoObject", "name": "Other", "contentUrl": "https://v.example/clip/99999999x"},
                    {
                        "@type": "VideoObject",
                        "name": "The bell rises",
                        "duration": "PT1M52S",
                        "embedUrl": "https://v.example/embed/ab12345678",
                        "thumbnailUrl": "/stills/bell.jpg",
                    },
                ],
            }
        )
    )
    facts = read_media_facts(page, BASE)
    player = Figure(kind=FigureKind.VIDEO, url="https://v.example/player?id=ab12345678")
    picture = Figure(images=(Image(src="https://tern.example/other.jpg"),))
    found, untouched = complete_players([player, picture], facts)
    assert (found.title, found.duration, found.url) == ("The bell rises", "01:52", player.url)
    assert [image.src for image in found.images] == ["https://tern.example/stills/bell.jpg"]
    assert untouched == picture


def test_one_player_and_one_fact_belong_together() -> None:
    facts = read_media_facts(parse_page(_facts({"@type": "AudioObject", "name": "The bell", "duration": "PT9M"})), BASE)
    (found,) = complete_players([Figure(kind=FigureKind.AUDIO, url="https://tern.example/a.mp3")], facts)
    assert (found.title, found.duration) == ("The bell", "09:00")


def test_bad_data_says_nothing() -> None:
    page = parse_page(
        '<script type="application/ld+json">{"@type": "VideoObject", "name": [1, {"x": 2}], "duration": 7}</script>'
    )
    assert all(fact.title == "" and fact.duration == "" for fact in read_media_facts(page, BASE))
