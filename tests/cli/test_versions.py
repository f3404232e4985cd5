"""`versions`, `diff`, and what shows or marks an article as it was."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.main import ReaderCall
from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

TITLE = "Ferry line to reopen after eleven winters"
MAY = "The council meets again in May to hear about the bridge."


@pytest.fixture
def edit(pressmark: Pressmark, page_file: Path) -> Callable[..., None]:
    """Write the page anew and bring the article up to date with it."""
    pressmark("add", page_file)

    def write(*paragraphs: str, title: str = TITLE) -> None:
        page_file.write_bytes(page_html(title, paragraphs))
        assert pressmark("refresh", "last")[0] == 0

    return write


Edit = Callable[..., None]


def test_one_version_is_nothing_to_compare(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    code, out, err = pressmark("diff", "last")
    assert (code, out) == (3, "")
    assert "there is only one version (it has not changed since" in err
    code, out, err = pressmark("versions", "last")
    assert code == 0
    assert "(current)" in out
    assert "has not changed" in err


def test_changes_are_marked_in_a_pipe_and_the_rest_is_folded(pressmark: Pressmark, edit: Edit) -> None:
    edit(PARAGRAPHS[0].replace("Monday", "Tuesday"), *PARAGRAPHS[1:], MAY, title=TITLE.replace("eleven", "twelve"))
    code, out, _ = pressmark("diff", "last")
    assert code == 0
    blocks = out.rstrip("\n").split("\n\n")
    assert blocks[0].startswith("Ferry line to reopen after twelve winters\nversion 1 of ")
    assert blocks[0].endswith("13 words added, 2 removed")
    assert blocks[1:] == [
        "Ferry line to reopen after [-eleven-]{+twelve+} winters",
        PARAGRAPHS[0].replace("Monday", "[-Monday-]{+Tuesday+}"),
        "… 3 paragraphs unchanged",
        f"{{+{MAY}+}}",
    ]


def test_context_and_all_unfold(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS[:3], PARAGRAPHS[3].replace("autumn", "spring"))
    assert "… 4 paragraphs unchanged" in pressmark("diff", "last")[1]
    out = pressmark("diff", "last", "--context", "1")[1]
    assert "… 3 paragraphs unchanged" in out
    assert PARAGRAPHS[2] in out
    assert PARAGRAPHS[1] not in out
    out = pressmark("diff", "last", "--all")[1]
    assert "unchanged" not in out
    assert PARAGRAPHS[1] in out


def test_moved_paragraphs_say_so(pressmark: Pressmark, edit: Edit) -> None:
    edit(PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[3], PARAGRAPHS[0])
    out = pressmark("diff", "last")[1]
    assert "↕ a paragraph that stood here was moved down" in out
    assert f"↕ moved here\n{PARAGRAPHS[0]}" in out
    assert "0 words added, 0 removed" in out


def test_versions_are_listed_with_what_came_and_went(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS[:3], MAY)
    code, out, err = pressmark("versions", "last")
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 4
    assert "+11 −0" in lines[2]
    assert "+0 −23" in lines[3]
    assert lines[3].endswith("(current)")
    assert "changed 2 times, last on" in err


def test_lists_know_how_many_versions_there_are(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS)
    (row,) = json.loads(pressmark("list", "--json")[1])
    assert row["versions"] == 3


def test_versions_as_json(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS, MAY)
    first, second = json.loads(pressmark("versions", "last", "--json")[1])
    assert (first["number"], first["current"], first["words_added"]) == (1, False, 0)
    assert (second["number"], second["current"], second["words_added"]) == (2, True, 11)
    assert second["version"] != first["version"]


def test_difference_as_json_is_exact(pressmark: Pressmark, edit: Edit) -> None:
    edit(PARAGRAPHS[0].replace("Monday", "Tuesday"), *PARAGRAPHS[1:])
    found = json.loads(pressmark("diff", "last", "--json")[1])
    assert (found["old"]["number"], found["new"]["number"]) == (1, 2)
    assert (found["words_added"], found["words_removed"], found["same"]) == (1, 1, False)
    assert [part["change"] for part in found["parts"]] == ["kept", "edited", "kept", "kept", "kept"]
    edited = found["parts"][1]
    assert edited["kind"] == "paragraph"
    assert [(one["edit"], one["text"]) for one in edited["stretches"][1:3]] == [
        ("removed", "Monday"),
        ("added", "Tuesday"),
    ]
    start, end = edited["stretches"][2]["new"]
    text = "\n\n".join((TITLE, PARAGRAPHS[0].replace("Monday", "Tuesday")))
    assert text[start:end] == "Tuesday"


def test_difference_as_a_page(pressmark: Pressmark, edit: Edit, tmp_path: Path) -> None:
    edit(*PARAGRAPHS, MAY)
    assert f"<ins>{MAY}</ins>" in pressmark("diff", "last", "--html")[1]
    assert pressmark("diff", "last", "--html", "-o", tmp_path)[0] == 0
    (made,) = (
        tmp_path.glob("*.html", case_sensitive=True)
        if False
        else [path for path in tmp_path.glob("*.html") if path.name != "ferry.html"]
    )
    assert "1 to 2" in made.name
    code, _, err = pressmark("diff", "last", "-o", tmp_path)
    assert code == 2
    assert "--html" in err


def test_versions_are_named_on_the_command_line(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS[:3], MAY)
    assert "version 1 of" in pressmark("diff", "last", "1")[1]
    assert "→ version 3 of" in pressmark("diff", "last", "1")[1]
    assert "→ version 2 of" in pressmark("diff", "last", "1", "2")[1]
    assert "version 2 of" in pressmark("diff", "last", "-2", "-1")[1]
    code, _, err = pressmark("diff", "last", "9")
    assert code == 3
    assert "there are 1 of" in err
    assert "Both read the same." in pressmark("diff", "last", "2", "2")[1]


def test_an_article_is_shown_opened_exported_and_marked_as_it_was(
    pressmark: Pressmark, edit: Edit, calls: list[ReaderCall]
) -> None:
    edit(*PARAGRAPHS[:2], MAY)
    assert MAY not in pressmark("show", "last", "--version", "1")[1]
    assert MAY in pressmark("show", "last")[1]
    code, _, err = pressmark("annotate", "last", "--quote", "already sold out")
    assert code != 0
    assert pressmark("annotate", "last", "--quote", "already sold out", "--version", "1")[0] == 0
    assert "(its passage is gone)" in pressmark("notes", "last")[1]
    assert "no longer" not in pressmark("export", "last", "--version", "1", "--to", "md")[1]
    assert "already sold out" in pressmark("export", "last", "--version", "1", "--to", "text", "--full")[1]
    assert pressmark("open", "last", "--version", "1")[0] == 0
    first = json.loads(pressmark("versions", "last", "--json")[1])[0]["version"]
    assert calls[-1].version_id == first
    for arguments in (("show", "last"), ("open", "last"), ("export", "last"), ("annotate", "last", "--quote", "ferry")):
        code, _, err = pressmark(*arguments, "--version", "7")
        assert code == 3, arguments
        assert "there are 1 of" in err


def test_versions_are_of_one_article_that_is_kept(pressmark: Pressmark, edit: Edit, page_file: Path) -> None:
    edit(*PARAGRAPHS, MAY)
    assert pressmark("show", "-", "--version", "1", stdin=b"x")[0] == 2
    assert pressmark("export", "ferry", "--version", "1")[0] in (2, 3)
    assert pressmark("show", "http://nowhere.example/", "--version", "1")[0] == 3


def test_going_back_to_a_version_and_forth(pressmark: Pressmark, edit: Edit) -> None:
    edit(*PARAGRAPHS, MAY)
    code, out, err = pressmark("versions", "last", "--use", "1")
    assert code == 0
    assert "current, you went back to it" in out
    assert "pressmark undo" in err
    assert MAY not in pressmark("show", "last")[1]
    assert pressmark("undo")[0] == 0
    assert MAY in pressmark("show", "last")[1]
    assert "already" in pressmark("versions", "last", "--use", "-1")[2]
