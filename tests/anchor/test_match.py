import pytest

from reader.anchor.match import match

TEXT = (
    "The council met on Monday. The mayor praised the harbour plan and the new quay.\n\n"
    "Critics said the plan was too dear. The mayor left early, before the vote was taken.\n\n"
    "On Friday the council met again, and the plan was put off until the autumn."
)


def find(exact: str, prefix: str, suffix: str, start: int = 0) -> str | None:
    found = match(TEXT, exact, prefix, suffix, start)
    return TEXT[found.start : found.end] + "|" + TEXT[found.end : found.end + 6] if found else None


def test_context_tells_equal_words_apart() -> None:
    assert find("mayor", "met on Monday. The ", " praised the harbour plan") == "mayor| prais"
    assert find("mayor", "the plan was too dear. The ", " left early, before the") == "mayor| left "


def test_of_equals_the_nearest_is_taken() -> None:
    text = "Advertisement now.\n\n" * 5
    for number in range(5):
        at = number * 20
        found = match(text, "Advertisement now", text[max(0, at - 32) : at], text[at + 17 : at + 49], at)
        assert found
        assert found.start == at


def test_a_word_without_its_context_is_not_believed() -> None:
    assert find("plan", "an evil ", " was hatched by strangers") is None


def test_a_long_quote_speaks_for_itself() -> None:
    quote = "The mayor left early, before the vote was taken."
    assert find(quote, "quite another story. ", " And more of it.") == quote + "|\n\nOn F"


def test_a_changed_quote_is_found_by_what_is_left_of_it() -> None:
    found = find("Critics had said that the plan was too expensive.", "and the new quay.\n\n", " The mayor left early")
    assert found == "Critics said the plan was too dear.| The m"


@pytest.mark.parametrize("exact", ["", " \n", "Nothing of this sort was ever written here by anyone"])
def test_what_is_not_there_is_none(exact: str) -> None:
    assert find(exact, "", "") is None


def test_no_place_is_believed_if_another_entry_of_the_template_fits_as_well() -> None:
    entries = [
        f"{hour}:10 Police in {town} say {count} people were hurt. More to follow."
        for hour, town, count in ((9, "Norhavn", 3), (10, "Sundby", 14), (11, "Vesterlund", 8))
    ]
    text = "\n\n".join(entries)
    assert match(text, "12:40 Police in Brattvik say 21 people were hurt. More to follow.", "", "\n\n", 0) is None


def test_a_picture_is_found_between_both_its_neighbours() -> None:
    found = match("One.\n\n\ufffc\n\nTwo.", "\ufffc", "One.\n\n", "\n\nTwo.", 40)
    assert found
    assert (found.start, found.end, found.score) == (6, 7, 1.0)


def test_a_heading_that_was_moved_is_believed_without_its_neighbours() -> None:
    heading, before, after = "Fog over the harbour", "quite other words stood here.\n\n", "\n\nAnd here as well"
    text = f"The end of it all came soon.\n\n{heading}\n\nNobody else wrote of this before."
    found = match(text, heading, before, after, 0)
    assert found
    assert text[found.start : found.end] == heading
    assert match(text.replace("harbour\n\n", "harbour lay for days. "), heading, before, after, 0) is None
