"""Mere places in a text: they go along with the words they stand at."""

from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.carried_offsets import carry_offsets

OLD = (
    "The ferry runs again from April. Its captain changed her mind. Tickets cost what they cost. The road lobby is sad."
)


def carried(offset: int, new: str) -> str:
    """Return what stands at the place in the new text."""
    return new[carry_offsets((offset,), OLD, new)[0] :]


def test_a_place_stays_at_its_word() -> None:
    new = "A new beginning stands here. " + OLD
    assert carried(OLD.index("captain"), new).startswith("captain changed")
    assert carried(OLD.index("captain") + 3, new).startswith("tain changed")


def test_a_place_whose_words_are_gone_goes_to_the_next_that_are_there() -> None:
    new = OLD.replace("Its captain changed her mind. ", "")
    assert carried(OLD.index("captain"), new).startswith("Tickets cost")


def test_who_had_read_all_has_not_read_what_was_added() -> None:
    new = OLD + " The council meets again in May to hear about the bridge."
    assert carried(len(OLD), new).startswith(". The council") or carried(len(OLD), new).startswith(" The council")
    assert carry_offsets((len(OLD),), OLD, OLD.replace("again ", "")) == (len(OLD.replace("again ", "")),)


def test_the_start_is_the_start() -> None:
    assert carry_offsets((0, 5), OLD, "New. " + OLD)[0] == 0
    assert carry_offsets((0, 7), OLD, OLD) == (0, 7)


@given(st.text(alphabet="ab c.\n", max_size=30), st.text(alphabet="ab c.\n", max_size=30), st.integers(0, 40))
def test_a_place_is_in_the_text(old: str, new: str, offset: int) -> None:
    if old != new:
        assert 0 <= carry_offsets((offset,), old, new)[0] <= len(new)
