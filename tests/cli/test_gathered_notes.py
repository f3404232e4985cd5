"""`notes` in an order and in groups, and `export --notes`: annotations of any articles in one file."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.calls import Pressmark
from tests.loopback import page_html


@pytest.fixture
def kept(pressmark: Pressmark, page_file: Path) -> Pressmark:
    """Two articles; the first has a mark with a note, the second a note on the whole and a mark."""
    pressmark("add", page_file)
    pressmark("annotate", "last", "--quote", "touch a wheel", "--note", "=Behind a facade", "--tag", "ask")
    pressmark("add", "-", stdin=page_html("Reeds are cut again"))
    pressmark("annotate", "last", "--note", "Ask the thatcher", "--color", "blue")
    pressmark("annotate", "last", "--quote", "touch a wheel", "--color", "green", "--tag", "reeds")
    return pressmark


def test_notes_are_ordered_and_gathered(kept: Pressmark) -> None:
    code, out, err = kept("notes", "--group", "color")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if line and not line.startswith(" ")] == [
        "yellow  1",
        "green  1",
        "notes on articles  1",
    ]
    _, out, _ = kept("notes", "--sort", "oldest")
    assert out.splitlines()[0].startswith("[yellow] “touch a wheel”")
    assert "Ferry line" in out.splitlines()[0]


def test_as_json_each_says_its_group(kept: Pressmark) -> None:
    _, out, _ = kept("notes", "--group", "tag", "--json")
    assert [(one["group"], one["tags"]) for one in json.loads(out)] == [
        ("ask", ["ask"]),
        ("reeds", ["reeds"]),
        ("", []),
    ]
    _, out, _ = kept("notes", "--sort", "newest", "--json")
    assert {one["group"] for one in json.loads(out)} == {None}


def test_those_of_one_article_are_ordered_too(kept: Pressmark) -> None:
    _, out, _ = kept("notes", "--article", "last", "--sort", "place", "--json")
    assert [one["kind"] for one in json.loads(out)] == ["note", "highlight"]
    _, out, _ = kept("notes", "--article", "last", "--sort", "place", "tag:reeds OR tag:none", "--json")
    assert [one["kind"] for one in json.loads(out)] == ["highlight"]


def test_nothing_found_is_exit_code_three(kept: Pressmark) -> None:
    assert kept("notes", "--sort", "place", "tag:nowhere")[0] == 3
    assert kept("export", "--notes", "tag:nowhere")[0] == 3


def test_a_wrong_query_is_pointed_at(kept: Pressmark) -> None:
    code, out, err = kept("notes", "--sort", "place", "colour:gren")
    assert (code, out) == (2, "")
    assert "^^^^" in err


@pytest.mark.parametrize("form", ["md", "html", "json", "text", "csv"])
def test_what_a_query_finds_is_exported_in_one_file(kept: Pressmark, tmp_path: Path, form: str) -> None:
    path = tmp_path / "notes"
    code, out, err = kept("export", "--notes", "tag:ask OR tag:reeds", "--to", form, "-o", path)
    assert (code, out) == (0, "")
    assert str(path) in err
    text = path.read_text()
    assert text.count("touch a wheel") >= 2
    assert "Ask the thatcher" not in text
    assert "Reeds are cut again" in text


def test_a_table_has_a_row_an_annotation_and_no_formulas(kept: Pressmark) -> None:
    _, out, _ = kept("export", "--notes", "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["note"] for row in rows] == ["", "Ask the thatcher", "'=Behind a facade"]
    assert [row["meaning"] for row in rows] == ["green", "on the article", "yellow"]


def test_a_spreadsheet_reads_the_table_as_it_was_written(kept: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    kept("export", "--notes", "--to", "csv", "-o", path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,quote")  # else it is taken for another encoding
    assert not kept("export", "--notes", "--to", "csv")[1].startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(kept("export", "--notes", "tag:ask", "--to", "csv")[1]))
    article, _, number = row["id"].partition("#")  # a number of so many digits would be rounded
    assert article == row["article"]
    assert number.isdecimal()


def test_an_article_is_named_as_everywhere(kept: Pressmark) -> None:
    objects = json.loads(kept("notes", "last", "--json")[1])
    name = objects[0]["article"][:8]
    assert len(json.loads(kept("notes", "--sort", "oldest", name, "--json")[1])) == len(objects) == 2
    assert "2 marks and notes in 1 article" in kept("export", "--notes", name)[1]


def test_a_query_on_one_article_may_name_an_order(kept: Pressmark) -> None:
    for query in ("tag:reeds sort:added", "tag:reeds OR tag:none sort:added"):
        _, out, _ = kept("notes", "--group", "tag", "--article", "last", query, "--json")
        assert [one["tags"] for one in json.loads(out)] == [["reeds"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "last", "--sort", "place"),
        ("export", "--notes", "--full"),
        ("export", "last", "--to", "csv"),
        ("notes", "--sort", "oldest", "--linking", "last"),
    ],
)
def test_what_means_nothing_is_refused_with_one_line(kept: Pressmark, arguments: tuple[str, ...]) -> None:
    code, out, err = kept(*arguments)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
