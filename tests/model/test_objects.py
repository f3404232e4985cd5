"""Pictures, breaks and cards of a marked text in words."""

import pytest

from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Embed, Figure, FigureKind, Image, Paragraph, Rule, Table
from reader.model.objects import object_words, with_objects

BLOCKS: tuple[Block, ...] = (
    Paragraph(text="Before."),
    Figure(images=(Image(src="a.png", alt="The  pier\nat dawn"),)),
    Rule(),
    Figure(images=(Image(src="b.png"),)),
    Figure(images=(Image(src="c.png"),), caption="Boats."),
    Figure(kind=FigureKind.VIDEO, title="The crossing"),
    Embed(url="https://a.example", provider="Chirp"),
    Table(rows=()),
    Paragraph(text="After."),
)


def test_each_object_has_its_words_in_order() -> None:
    article = Article(metadata=Metadata(), blocks=BLOCKS)
    words = object_words(article, 0, len(article.text))
    assert words == ("picture: The pier at dawn", "", "picture", "video: The crossing", "card: Chirp", "table")
    assert with_objects(article.text, words) == (
        "Before.\n\n[picture: The pier at dawn]\n\n[picture]\n\nBoats.\n\n[video: The crossing]\n\n[card: Chirp]\n\n"
        "[table]\n\nAfter."
    )
    assert object_words(article, 0, 7) == ()
    at = article.text.index("\ufffc")
    assert object_words(article, at, at + 1) == ("picture: The pier at dawn",)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Words.", (), "Words."),
        ("\ufffc", (), "[picture]"),
        ("a \ufffc b \ufffc", ("video",), "a [video] b [picture]"),
        ("One.\n\n\ufffc\n\nTwo.", ("",), "One.\n\nTwo."),
    ],
)
def test_a_quote_is_shown_without_objects(text: str, words: tuple[str, ...], shown: str) -> None:
    assert with_objects(text, words) == shown
