import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.rewording import reworded
from reader.model.difference import Edit


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(stretch.edit.value, stretch.text) for stretch in reworded(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("a ferry", "a ferry", [("kept", "a ferry")]),
        ("a ferry runs", "a boat runs", [("kept", "a "), ("removed", "ferry"), ("added", "boat"), ("kept", " runs")]),
        ("a ferry", "", [("removed", "a ferry")]),
        (
            "“Glad,” he said",
            "“Sad,” he said",
            [("kept", "“"), ("removed", "Glad"), ("added", "Sad"), ("kept", ",” he said")],
        ),
        ("he's glad", "he’s glad", [("kept", "he"), ("removed", "'"), ("added", "’"), ("kept", "s glad")]),
        ("—", "words", [("removed", "—"), ("added", "words")]),
        ("渡船四月复航", "渡船五月复航", [("kept", "渡船"), ("removed", "四"), ("added", "五"), ("kept", "月复航")]),
    ],
)
def test_words_that_were_taken_out_stand_before_those_that_came(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert told(old, new) == expected


WORDS = st.lists(
    st.sampled_from(["ferry", "line", "“why”", "again,", "the", "—", "渡", "👩‍👩‍👧", "é", "שלום"]), max_size=12
)


@given(WORDS, WORDS)
def test_without_the_removed_it_is_the_new_text_without_the_added_the_old_one(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    stretches = reworded(before, after)
    assert "".join(one.text for one in stretches if one.edit is not Edit.REMOVED) == after
    assert "".join(one.text for one in stretches if one.edit is not Edit.ADDED) == before
    for one in stretches:
        if one.new is not None:
            assert after[one.new.start : one.new.end] == one.text
        if one.edit is Edit.REMOVED and one.old is not None:
            assert before[one.old.start : one.old.end] == one.text


def test_very_long_passages_stand_one_after_the_other() -> None:
    old, new = "ferry " * 3_000, "boat " * 3_000
    assert told(old, new) == [("removed", old.rstrip()), ("added", new.rstrip()), ("kept", " ")]
