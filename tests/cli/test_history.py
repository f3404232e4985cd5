"""`undo`, `redo`, `history` and `colours`, as people type them."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Pressmark
from tests.loopback import page_html

TITLE = "Ferry line to reopen after eleven winters"


@pytest.fixture
def kept(pressmark: Pressmark, tmp_path: Path) -> Pressmark:
    path = tmp_path / "ferry.html"
    path.write_bytes(page_html(TITLE))
    pressmark("add", path, "--no-images")
    return pressmark


def labels(pressmark: Pressmark) -> list[tuple[str, bool]]:
    return [(step["label"], step["undone"]) for step in json.loads(pressmark("history", "--json")[1])]


def test_changes_of_the_command_line_are_undone_and_redone(kept: Pressmark) -> None:
    kept("annotate", "last", "--quote", "the council", "--note", "which?")
    code, out, _ = kept("undo")
    assert (code, out) == (0, "undone: highlight “the council” in “Ferry line to reopen after eleven winters”\n")
    assert kept("notes")[0] == 3
    code, out, _ = kept("redo")
    assert (code, out.split(":")[0]) == (0, "redone")
    assert "the council" in kept("notes")[1]


def test_several_steps_go_at_once_and_fewer_than_asked_for_are_told(kept: Pressmark) -> None:
    kept("annotate", "last", "--quote", "the council")
    code, out, err = kept("undo", "5")
    assert code == 0
    assert [line[:14] for line in out.splitlines()] == ["undone: highli", "undone: added "]
    assert "no more to undo" in err
    assert kept("list")[0] == 3 or TITLE not in kept("list")[1]
    assert len(kept("redo", "2")[1].splitlines()) == 2
    assert TITLE in kept("list")[1]


def test_history_lists_what_can_be_redone_above_what_can_be_undone(kept: Pressmark) -> None:
    kept("annotate", "last", "--quote", "the council")
    kept("colours", "set", "yellow", "claim")
    kept("undo")
    assert labels(kept) == [
        ("word “claim” for yellow", True),
        ("highlight “the council”", False),
        ("added “Ferry line to reopen after eleven winters”", False),
    ]
    lines = kept("history")[1].splitlines()
    assert [line[:8] for line in lines] == ["redo   1", "undo   1", "undo   2"]


def test_nothing_to_undo_is_told_with_its_exit_code(pressmark: Pressmark) -> None:
    assert pressmark("undo")[0] == 3
    assert pressmark("redo")[0] == 3
    code, out, err = pressmark("history")
    assert (code, out) == (0, "")
    assert "nothing can be undone" in err
    assert pressmark("history", "--json")[1] == "[]\n"


@pytest.mark.parametrize("number", ["0", "-1", "many", "101"])
def test_a_number_that_is_none_is_refused(pressmark: Pressmark, number: str) -> None:
    assert pressmark("undo", "--", number)[0] == 2


def test_a_step_whose_subject_is_gone_is_told_and_holds_up_no_other(kept: Pressmark) -> None:
    kept("annotate", "last", "--quote", "the council", "--note", "gone")
    (note,) = json.loads(kept("notes", "--json")[1])
    paths = json.loads(kept("paths", "--json")[1])
    (file,) = Path(paths["annotations"]).glob("*.json")
    file.write_text('{"_schema":{\n},"annotations":{\n},"tombstones":{\n}}\n')  # as another machine may have left it
    code, out, err = kept("undo", "2")
    assert code == 7
    assert "not undone: highlight “the council”" in err
    assert "no longer there" in err
    assert out.startswith("undone: added")
    assert note["note"] == "gone"


def test_colours_are_named_and_go_by_their_names(kept: Pressmark) -> None:
    assert kept("colours")[1].splitlines()[0] == "1  yellow  -"
    kept("colours", "set", "green", "to", "check", "🔍")
    assert json.loads(kept("colours", "--json")[1])[1] == {"colour": "green", "word": "to check 🔍"}
    assert kept("annotate", "last", "--quote", "the council", "--color", "TO CHECK 🔍")[0] == 0
    assert "[to check 🔍] “the council”" in kept("notes", 'color:"to check 🔍"')[1]
    assert "to check 🔍" in kept("export", "last", "--to", "text")[1]
    kept("colours", "set", "green", "")
    assert json.loads(kept("colours", "--json")[1])[1] == {"colour": "green", "word": None}
    assert "[green] “the council”" in kept("notes", "color:green")[1]


def test_an_unknown_colour_names_those_there_are(kept: Pressmark) -> None:
    kept("colours", "set", "yellow", "claim")
    code, _, err = kept("annotate", "last", "--quote", "the council", "--color", "mauve")
    assert code == 3
    assert "yellow (claim), green, blue" in err


def test_two_colours_cannot_have_one_word(pressmark: Pressmark) -> None:
    pressmark("colours", "set", "yellow", "claim")
    code, _, err = pressmark("colours", "set", "blue", "CLAIM")
    assert code == 2
    assert "yellow means 'claim' already" in err
    assert pressmark("colours", "set", "blue", "green")[0] == 2
    assert pressmark("colours", "set", "blue", "x" * 41)[0] == 2
