import pytest

from reader.anchor.quote import find_quote
from reader.model.errors import AnchorError

TEXT = (
    "The “art” of party-making — he said:\n“It’s   fine… really,” and left. The end of the story.\n\n"
    "The art of leaving. 他说：“今天下雨了，明天也会下雨。” Straße und Fluss."
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("of leaving", "of leaving"),
        ("OF LEAVING", "of leaving"),
        ('"art"', "“art”"),
        ("party-making - he said", "party-making — he said"),
        ("it's fine... really", "It’s   fine… really"),
        ("said: it’s".replace(" it", ' "it'), "said:\n“It’s"),
        ('"leaving"', "leaving"),
        ("It's … left.", "It’s   fine… really,” and left."),
        (
            "party-making ... the story",
            "party-making — he said:\n“It’s   fine… really,” and left. The end of the story",
        ),
        ("The end [...] leaving", "The end of the story.\n\nThe art of leaving"),
        ("…leaving.", "leaving."),
        ("今天…明天", "今天下雨了，明天"),
        ("and", "and"),
    ],
)
def test_a_quote_is_found_as_people_write_it(quote: str, found: str) -> None:
    start, end = find_quote(TEXT, quote)
    assert TEXT[start:end] == found


def test_whole_words_are_preferred() -> None:
    text = "A partying art dealer."
    assert find_quote(text, "art") == (11, 14)


def test_several_places_are_an_error_that_says_how_many() -> None:
    with pytest.raises(AnchorError, match=r"“The” stands in 3 places.*Quote more"):
        find_quote(TEXT, "The")


@pytest.mark.parametrize("quote", ["its", "no such words", "left … art of party"])
def test_a_quote_that_is_not_there_is_an_error_that_says_what_to_do(quote: str) -> None:
    with pytest.raises(AnchorError):
        find_quote(TEXT, quote)


def test_an_empty_quote_is_an_error() -> None:
    with pytest.raises(AnchorError, match="empty"):
        find_quote(TEXT, " \n")


@pytest.mark.parametrize("quote", ["the … the … end", "a - b", "- a", "— — —", "a" * 2_000, '"' * 500])
def test_hostile_texts_are_searched_to_their_end(quote: str) -> None:
    """No clock: at a cost that grows with the square of the length this takes minutes, which nobody overlooks."""
    for text in ("the " * 200_000, " " * 500_000, "- " * 300_000, "a" * 500_000):
        with pytest.raises(AnchorError):
            find_quote(text, quote)
