"""Cards: what stands for players and embeds in every format."""

import pytest

from reader.exchange.cards import card_label, embed_label
from reader.exchange.markdown import article_to_markdown
from reader.exchange.plain_text import article_to_text
from reader.extract.text.markdown import extract_markdown
from reader.model.article import Article, Metadata
from reader.model.blocks import Embed, Figure, FigureKind, Image
from tests.exchange.conftest import CARDS

ARTICLE = Article(metadata=Metadata(title="T"), blocks=CARDS)


@pytest.mark.parametrize(
    ("figure", "label"),
    [
        (Figure(kind=FigureKind.VIDEO, title="The bell", duration="01:52"), "▶ The bell · 01:52"),
        (Figure(kind=FigureKind.AUDIO, duration="09:00"), "♪ Audio · 09:00"),
        (Figure(kind=FigureKind.VIDEO, url="https://example.org/v"), "▶ Video"),
        (Figure(images=(Image(src="https://example.org/a.png"),), caption="A ferry"), ""),
    ],
)
def test_a_player_says_what_it_plays(figure: Figure, label: str) -> None:
    assert card_label(figure) == label


def test_an_embed_says_whose_it_is() -> None:
    assert embed_label(Embed(url="https://x.com/1", provider="X", title="Ada")) == "Ada · X"
    assert embed_label(Embed(url="https://x.example/1")) == "https://x.example/1"


def test_markdown_links_the_cards() -> None:
    text = article_to_markdown(ARTICLE)
    assert (
        "![](https://example.org/s.jpg)\n[▶ The bell · 01:52](https://example.org/v)\n\n_Seen from the mole._" in text
    )
    assert "\n\n♪ Heard · 09:00\n\n" in text
    assert "> Ding\n>\n> — [Ada (\\@ada) · X](https://x.com/a/status/1)" in text
    assert "[Google Maps](https://maps.example/1)" in text


def test_plain_text_names_the_cards() -> None:
    text = article_to_text(ARTICLE)
    assert "[▶ The bell · 01:52 · https://example.org/v\nSeen from the mole.]" in text
    assert "> Ding\n> — Ada (@ada) · X · https://x.com/a/status/1" in text
    assert "Google Maps · https://maps.example/1" in text


def test_caption_and_credit_come_back_from_markdown() -> None:
    figure = Figure(
        images=(Image(src="https://example.org/a.png", alt="A ferry"),),
        caption="The ferry in the fog.",
        credit="Ida Holm/dpa",
    )
    text = article_to_markdown(Article(metadata=Metadata(title="T"), blocks=(figure,)))
    (found,) = extract_markdown(text, url="https://example.org/x", fallback_title="T").figures
    assert (found.caption, found.credit, found.images) == (figure.caption, figure.credit, figure.images)
