"""Where a place of one version is in another."""

from reader.model.article import Article, Metadata
from reader.model.blocks import Headline, Paragraph
from reader.tui.reading_place import carried


def article(*texts: str) -> Article:
    return Article(metadata=Metadata(), blocks=(Headline(text="Ferry"), *(Paragraph(text=text) for text in texts)))


BEFORE = article("one", "two", "three", "four")


def place(of: Article, words: str, inside: int = 0) -> int:
    return of.block_starts[of.block_texts.index(words)] + inside


def test_the_same_place_in_the_same_block() -> None:
    after = article("zero", "one", "two", "three", "four")
    assert carried(BEFORE, after, place(BEFORE, "three", 2)) == place(after, "three", 2)


def test_a_block_that_is_gone_gives_its_place_to_the_next_one() -> None:
    after = article("one", "two", "four")
    assert carried(BEFORE, after, place(BEFORE, "three", 2)) == place(after, "four")


def test_of_several_equal_blocks_the_nearest() -> None:
    after = article("x", "y", "two", "z", "w", "two")
    assert carried(BEFORE, after, place(BEFORE, "two")) == after.block_starts[3]


def test_with_nothing_in_common_it_is_the_same_share() -> None:
    after = Article(metadata=Metadata(), blocks=(Paragraph(text="x" * 400),))
    half = len(BEFORE.text) // 2
    assert abs(carried(BEFORE, after, half) - 200) < 20


def test_nothing_on_either_side_is_the_beginning() -> None:
    empty = Article(metadata=Metadata(), blocks=())
    assert carried(BEFORE, empty, 7) == 0
    assert carried(empty, BEFORE, 0) == 0
