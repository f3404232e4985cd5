from hypothesis import given
from hypothesis import strategies as st

from reader.model.article import SEPARATOR, Article, BlockPosition, Metadata
from reader.model.blocks import Block, Deck, Embed, Figure, Headline, Image, ListItem, Paragraph, Rule, Table

BLOCKS = (
    Headline(text="Late"),
    Deck(text="A crossing."),
    Paragraph(text="One two three."),
    Figure(
        images=(Image(src="https://e.example/a.png"), Image(src="https://e.example/a.png")),
        caption="Fog",
        credit="Holm",
    ),
    Rule(),
    ListItem(text="first"),
    Figure(images=(Image(src="https://e.example/b.png"),), caption="Fog"),
)
ARTICLE = Article(metadata=Metadata(title="Late"), blocks=BLOCKS)


def test_text_is_the_blocks_joined_by_blank_lines() -> None:
    assert ARTICLE.text == "Late\n\nA crossing.\n\nOne two three.\n\nFog\nHolm\n\n\ufffc\n\nfirst\n\nFog"
    assert [
        ARTICLE.text[start:].startswith(text)
        for start, text in zip(ARTICLE.block_starts, ARTICLE.block_texts, strict=True)
    ]


def test_body_has_neither_headline_nor_captions() -> None:
    assert ARTICLE.body == "One two three.\n\nfirst"
    assert ARTICLE.words == 4
    assert ARTICLE.minutes == 1


def test_captions_and_pictures_stand_once() -> None:
    assert ARTICLE.captions == ("Fog",)
    assert [image.src for image in ARTICLE.images] == ["https://e.example/a.png", "https://e.example/b.png"]
    assert len(ARTICLE.figures) == 2


def test_an_offset_between_blocks_belongs_to_the_end_of_the_first() -> None:
    assert ARTICLE.position(4) == BlockPosition(0, 4)
    assert ARTICLE.position(5) == BlockPosition(0, 4)
    assert ARTICLE.position(6) == BlockPosition(1, 0)
    assert ARTICLE.position(-5) == BlockPosition(0, 0)
    assert ARTICLE.position(10_000) == BlockPosition(6, 3)
    assert ARTICLE.offset((99, 99)) == len(ARTICLE.text)


def test_an_article_without_blocks_has_one_place() -> None:
    empty = Article(metadata=Metadata(), blocks=())
    assert empty.text == ""
    assert empty.position(3) == BlockPosition(0, 0)
    assert empty.offset((2, 3)) == 0
    assert empty.block_starts == ()


def block_of(text: str) -> Block:
    return Paragraph(text=text) if text else Embed(url="https://e.example/")


@given(st.lists(st.text(max_size=8), max_size=6), st.data())
def test_offsets_and_positions_are_inverse(texts: list[str], data: st.DataObject) -> None:
    article = Article(metadata=Metadata(), blocks=tuple(block_of(text) for text in texts))
    offset = data.draw(st.integers(0, len(article.text)))
    position = article.position(offset)
    back = article.offset(position)
    assert back <= offset <= back + len(SEPARATOR) - (1 if article.blocks else 0)
    assert article.position(back) == position
    if article.blocks:
        assert 0 <= position.offset <= len(article.block_texts[position.block])


def test_a_table_counts_in_the_body() -> None:
    article = Article(metadata=Metadata(), blocks=(Table(rows=(("a", "b"), ("c", "d"))),))
    assert article.body == "a\tb\nc\td"
