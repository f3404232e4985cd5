from reader.anchor.describe import describe
from reader.anchor.neighbours import nearest_place

FIRST = "The ferry that once tied the two shores will run again from April."
GONE = "Its captain had sworn never to touch a wheel again."
LAST = "Tickets will cost what they cost eleven years ago, said the council."
OLD = f"{FIRST} {GONE} {LAST}"
MARK = describe(OLD, OLD.index(GONE), OLD.index(GONE) + len(GONE))


def at(new: str, *, old: str | None = OLD) -> str:
    return new[nearest_place(MARK, new, old_text=old) :][:12]


def test_it_is_looked_for_after_what_stood_before_it() -> None:
    assert at(f"{FIRST} Nobody would say why she came back to it. {LAST}") == "Nobody would"


def test_it_is_looked_for_before_what_stood_after_it_if_the_rest_is_gone() -> None:
    assert at(f"Something else altogether was written here by the desk. {LAST}") == "Tickets will"


def test_neighbours_that_stand_elsewhere_now_lead_there_only_if_no_other_is_left() -> None:
    assert at(f"{LAST} {FIRST}")


def test_without_the_old_text_its_context_decides() -> None:
    assert at(f"{FIRST} Nobody would say why. {LAST}", old=None) == "Nobody would"
    assert at(f"A new beginning. {LAST}", old=None) == "Tickets will"


def test_nothing_around_it_is_there_any_more() -> None:
    assert nearest_place(MARK, "Quite another text.", old_text=OLD) == 0
    assert nearest_place(MARK, "", old_text=OLD) == 0
    assert nearest_place(MARK, "", old_text=None) == 0
