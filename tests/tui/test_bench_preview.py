"""What of an article stands around a passage beside the list of the workbench."""

from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Headline, Paragraph, Rule
from reader.tui.widgets.bench_preview import paragraphs_of

TEXTS = ("The first one. It goes on.", "A whole paragraph.", "The last one.")
BLOCKS: tuple[Block, ...] = (
    Headline(text="Head"),
    *(Paragraph(text=text) for text in TEXTS),
    Rule(),
    Paragraph(text="Alone."),
)
ARTICLE = Article(metadata=Metadata(), blocks=BLOCKS)


def around(passage: str) -> str:
    start = ARTICLE.text.index(passage)
    first, last = paragraphs_of(ARTICLE, start, start + len(passage))
    return ARTICLE.text[first:last]


def test_a_passage_stands_in_its_paragraph() -> None:
    assert around("It goes on.") == TEXTS[0]
    assert around("goes on.\n\nA whole") == "\n\n".join(TEXTS[:2])


def test_a_whole_paragraph_stands_between_those_beside_it() -> None:
    assert around(TEXTS[1]) == "\n\n".join(TEXTS)


def test_neither_the_headline_nor_what_has_no_letters_stands_beside_one() -> None:
    assert around(TEXTS[0]) == "\n\n".join(TEXTS[:2])
    assert around(TEXTS[2]) == "\n\n".join(TEXTS[1:])
    assert around("Alone.") == "Alone."
    assert around("Head") == f"Head\n\n{TEXTS[0]}"
