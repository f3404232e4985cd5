"""The line that shows why something was found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.found import Snippet, SnippetSource
from reader.model.query import Words
from reader.query.snippets import snippet

FILLER = "Nothing to see in this sentence at all, so it goes on. "


def shown(text: str, *asked: str, width: int = 60, body_start: int = 0) -> str:
    """Return the line for words looked for in `text`, the marks in square brackets."""
    found = snippet(text, [Words(text=one) for one in asked], width=width, body_start=body_start)
    return "" if found is None else marked(found)


def marked(found: Snippet) -> str:
    pieces, at = [], 0
    for start, end in found.marks:
        pieces += [found.text[at:start], "[", found.text[start:end], "]"]
        at = end
    return "".join([*pieces, found.text[at:]])


def test_what_is_not_there_has_no_line() -> None:
    assert snippet(FILLER, [Words(text="ferry")]) is None
    assert snippet(FILLER, []) is None
    assert snippet("", [Words(text="ferry")]) is None


def test_a_short_text_is_shown_whole() -> None:
    assert shown("The ferry\n\n line is closed.", "ferry line", "closed") == "The [ferry line] is [closed]."


def test_ellipses_stand_where_more_does() -> None:
    text = FILLER * 3 + "The ferry was late. " + FILLER * 3
    line = shown(text, "ferry")
    assert line.startswith("…")
    assert line.endswith("…")
    assert "The [ferry] was late." in line
    assert not shown("Ferry " + FILLER * 3, "ferry").startswith("…")
    assert not shown(FILLER * 3 + "a ferry.", "ferry").endswith("…")


def test_the_part_with_most_different_words_is_shown() -> None:
    text = "ferry ferry ferry ferry. " + FILLER * 5 + "The line of the old ferry. " + FILLER * 5 + "line line line"
    assert "The [line] of the old [ferry]." in shown(text, "ferry", "line")


def test_of_equal_parts_the_rarer_words_and_then_the_first_are_shown() -> None:
    text = "A ferry. " + FILLER * 5 + "Another ferry. " + FILLER * 5 + "One harbour."
    assert "One [harbour]." in shown(text, "ferry", "harbour")
    assert shown(text, "ferry").startswith("A [ferry].")


def test_a_line_begins_at_a_word_and_ends_behind_one() -> None:
    text = "Extraordinary circumstances notwithstanding, ferry considerations predominated overwhelmingly throughout."
    line = shown(text, "ferry", width=40)
    assert re.fullmatch(r"…(\w+,? )*\[ferry\]( \w+)*…", line)
    assert set(re.findall(r"\w+", line)) <= set(re.findall(r"\w+", text))


def test_a_line_begins_where_a_paragraph_does() -> None:
    text = FILLER * 3 + "\n\nOn Monday the ferry came. " + FILLER * 3
    assert shown(text, "ferry", width=90).startswith("…On Monday the [ferry] came.")


def test_pictures_and_rules_are_white_space() -> None:
    assert shown("A\n\n\ufffc\n\nferry\ttable\n", "ferry") == "A [ferry] table"


def test_a_headline_is_shown_only_if_there_is_nothing_else() -> None:
    text = "Ferry line closed\n\n" + FILLER * 4 + "The ferry stays in port."
    body = text.index("\n\n") + 2
    assert "The [ferry] stays" in shown(text, "ferry", "line", body_start=body)
    assert shown(text, "line", body_start=body).startswith("Ferry [line] closed")


def test_offset_is_that_of_the_first_mark() -> None:
    text = FILLER * 3 + "The ferry line."
    found = snippet(text, [Words(text="line"), Words(text="ferry")], source=SnippetSource.NOTE, annotation_id=7)
    assert found is not None
    assert text[found.offset :].startswith("ferry line")
    assert (found.source, found.annotation_id) == (SnippetSource.NOTE, 7)


def test_marks_that_touch_are_one() -> None:
    assert shown("本日東京都内", "東京", "京都", "都内") == "本日[東京都内]"


@pytest.mark.parametrize("text", ["東京都政府今日宣布" * 40, "เรือข้ามฟากปิด" * 40, "x" * 500 + " ferry " + "y" * 500])
def test_text_without_blanks_is_cut_to_the_width(text: str) -> None:
    asked = {"東": "宣布", "เ": "ปิด"}.get(text[0], "ferry")
    found = snippet(text, [Words(text=asked)], width=40)
    assert found is not None
    assert len(found.text) <= 40
    assert found.marks


def test_a_phrase_longer_than_the_line_is_cut() -> None:
    found = snippet(FILLER * 4, [Words(text=FILLER * 3)], width=30)
    assert found is not None
    assert len(found.text) <= 30
    assert found.marks[0][0] in (0, 1)


_PIECES = st.sampled_from(
    ["ferry", "line", "Fähre", "e\u0301", " ", "\n\n", "\ufffc", "東京", "x" * 30, "ประ", "🔥", ", ", "\t"]
)


@given(st.lists(_PIECES, max_size=80).map("".join), st.integers(10, 80))
def test_any_line_is_one_line_within_the_width_and_its_marks_are_right(text: str, width: int) -> None:
    asked = [Words(text="ferry"), Words(text="line"), Words(text="東京"), Words(text="fahre"), Words(text="é")]
    found = snippet(text, asked, width=width)
    if found is None:
        return
    assert "\n" not in found.text
    assert "\ufffc" not in found.text
    assert len(found.text) <= max(16, width)
    assert found.marks
    ends = [0, *(end for _, end in found.marks)]
    for before, (start, end) in zip(ends, found.marks, strict=False):
        assert before < start or before == start == 0
        assert start < end <= len(found.text)
    start, end = found.marks[0]
    assert text[found.offset] == found.text[start]
