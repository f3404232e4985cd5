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


OPENING = "The council of Valmere voted on Monday. "
LAST = "On the pier few expect that. They will vote for it and be sorry, she said, and that is how it has always gone."


def test_an_edited_block_below_another_edited_one_is_known_by_its_words() -> None:
    before = article("one", OPENING + "It was late.", LAST)
    after = article(
        "one", OPENING + "It was early.", "A correction was added here.", LAST.replace("On the pier few", "Few")
    )
    assert carried(before, after, place(before, LAST)) == place(after, after.block_texts[-1])
    at = LAST.index("They will")
    assert after.text[carried(before, after, place(before, LAST, at)) :].startswith("They will vote")


def test_a_sentence_of_an_edited_block_is_where_it_stands_by_then() -> None:
    before = article("one", OPENING + "It was late when they came.", "three")
    after = article(
        "one", "A line was put in before it, and a long one. " + OPENING + "It was late when they came.", "three"
    )
    there = carried(before, after, place(before, OPENING + "It was late when they came.", len(OPENING)))
    assert after.text[there:].startswith("It was late")


def test_what_says_nothing_of_a_block_does_not_take_its_place() -> None:
    before = article("one", OPENING, LAST, "four")
    after = article("one", "zero", "nought", "A correction was added here.", "four")
    assert carried(before, after, place(before, LAST)) == place(after, "four")
