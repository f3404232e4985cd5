"""What a page shows beside text."""

import pytest

from reader.extract.markup.page_signs import PageSigns, read_signs
from reader.extract.markup.tree import parse_page


def _signs(body: str, head: str = "") -> PageSigns:
    return read_signs(parse_page(f"<html><head><title>The gale</title>{head}</head><body>{body}"))


def test_the_words_of_title_headline_buttons_and_note() -> None:
    signs = _signs(
        "<h1>Gale</h1><button>Accept</button><input type=submit value=Send><a role=button>Later</a>"
        "<noscript>Turn scripts on.</noscript>"
    )
    assert (signs.title, signs.headline, signs.note) == ("The gale", "Gale", "Turn scripts on.")
    assert {"Accept", "Send", "Later"} <= set(signs.buttons.split())


@pytest.mark.parametrize(
    ("markup", "sign"),
    [
        ("<input type=password>", "has_password"),
        ('<div class="g-recaptcha" data-sitekey="k"></div>', "has_challenge"),
        ('<form id="challenge-form"></form>', "has_challenge"),
        ('<script src="https://captcha-delivery.example/c.js"></script>', "has_challenge"),
        ("<script>start()</script>", "has_scripts"),
        ('<div id="root"></div>', "has_empty_frame"),
        ("<app-root></app-root>", "has_empty_frame"),
        ("<video></video>", "has_player"),
    ],
)
def test_a_sign_is_there_with_its_element_and_not_without(markup: str, sign: str) -> None:
    assert getattr(_signs(markup), sign) is True
    assert getattr(_signs("<p>x</p>"), sign) is False


def test_a_frame_with_text_in_it_is_not_empty() -> None:
    assert not _signs('<div id="root"><p>The gale</p></div>').has_empty_frame


def test_data_is_no_script_and_names_types() -> None:
    data = '{"@context": "https://schema.org", "@graph": [{"@type": ["WebPage", "SearchResultsPage"]}, {"@type": "VideoObject"}]}'
    signs = _signs(
        f'<script type="application/ld+json">{data}</script><p itemscope itemtype="https://schema.org/Recipe/">'
    )
    assert not signs.has_scripts
    assert signs.types == {"webpage", "searchresultspage", "videoobject", "recipe"}
