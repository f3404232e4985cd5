"""Page numbers and running heads go where they repeat, and nowhere else."""

from reader.extract.text.page_breaks import without_page_breaks

WORDS = "ferry harbour landing lantern captain winter".split()


def body(word: str) -> str:
    """Return nine lines of a page that are on no other."""
    return "\n".join(f"Line {chr(97 + count)} about the {word} says something of its own." for count in range(9))


def test_form_feeds_with_running_heads_are_taken_out() -> None:
    pages = [f"The Ferry\n\n{body(word)}\n\n{number}" for number, word in enumerate(WORDS, 7)]
    text = without_page_breaks("\f".join(pages))
    assert "\f" not in text
    assert "The Ferry" not in text
    assert all(f"Line a about the {word}" in text for word in WORDS)
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_numbers_that_count_up_page_by_page_go_with_the_heads_beside_them() -> None:
    text = without_page_breaks(
        "\n".join(f"{body(word)}\n{number}\nA Book of Boats" for number, word in enumerate(WORDS, 11))
    )
    assert "A Book of Boats" not in text
    assert all(f"Line i about the {word}" in text for word in WORDS)
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_a_sentence_that_goes_on_over_the_edge_is_not_parted() -> None:
    first, second = (f"top.\n{body('ferry')}\nThen the boat\n1", f"left.\n{body('dog')}\nAnd so on.\n2")
    third = f"Here too.\n{body('rope')}\nThe end.\n3"
    assert "Then the boat\nleft." in without_page_breaks("\f".join((first, second, third)))


def test_what_does_not_repeat_stays() -> None:
    for text in (
        "1\n2\n3\n4\n5",
        f"{body('boat')}\n7\n{body('dog')}",
        "1999\nA year.\n2000\nAnother.",
        "no pages at all",
    ):
        assert without_page_breaks(text) == text
    assert without_page_breaks("one\ftwo").split() == ["one", "two"]
