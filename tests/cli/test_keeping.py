"""`trash`, `backup` and `restore` as a user calls them."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from reader.library.library import Library
from tests.cli.calls import Pressmark
from tests.loopback import page_html

TITLE = "Ferry line to reopen after eleven winters"


@pytest.fixture
def article_id(pressmark: Pressmark, page_file: Path) -> str:
    """A kept article with two notes."""
    code, out, _ = pressmark("add", "--json", page_file)
    assert code == 0
    found = str(json.loads(out)[0]["id"])
    for note in ("to check", "to quote"):
        assert pressmark("annotate", found, "--note", note)[0] == 0
    return found


def note_ids(pressmark: Pressmark) -> list[str]:
    return [note["id"] for note in json.loads(pressmark("notes", "--json")[1])]


def test_an_article_goes_into_the_trash_and_comes_back_by_its_number(pressmark: Pressmark, article_id: str) -> None:
    assert pressmark("trash", "put", article_id)[0] == 0
    code, out, _ = pressmark("trash")
    assert code == 0
    assert f"  1  {article_id[:8]}  {TITLE}  deleted " in out
    assert pressmark("trash", "restore", "1")[0] == 0
    assert json.loads(pressmark("list", "--json")[1])[0]["id"] == article_id
    code, _, err = pressmark("trash", "list")
    assert (code, "the trash is empty" in err) == (0, True)


def test_a_removed_note_is_listed_and_comes_back_by_its_id(pressmark: Pressmark, article_id: str) -> None:
    (first, second) = note_ids(pressmark)
    Library.open().remove_annotation(article_id, int(first))
    assert note_ids(pressmark) == [second]
    code, out, _ = pressmark("trash")
    assert code == 0
    assert first in out
    assert f"in “{TITLE}”" in out
    (removed,) = json.loads(pressmark("trash", "list", "--json")[1])["annotations"]
    assert (removed["id"], removed["article"], removed["title"]) == (first, article_id, TITLE)
    assert pressmark("trash", "restore", first)[0] == 0
    assert note_ids(pressmark) == [first, second]


def test_what_is_not_there_is_said_and_stops_no_other(pressmark: Pressmark, article_id: str) -> None:
    code, _, err = pressmark("trash", "restore", article_id)
    assert code == 3
    assert "is not in the trash" in err
    pressmark("trash", "put", article_id)
    code, out, err = pressmark("trash", "restore", "zzzz", article_id)
    assert (code, err.count("\n")) == (7, 1)
    assert "is back" in out


def test_nothing_is_taken_away_for_good_unless_it_is_confirmed(pressmark: Pressmark, article_id: str) -> None:
    pressmark("trash", "put", article_id)
    code, _, err = pressmark("trash", "empty", stdin=b"y\n")
    assert code == 2
    assert "1 article with 2 annotations" in err
    code, out, err = pressmark("trash", "empty", "--dry-run")
    assert (code, TITLE in out, "would go" in err) == (0, True, True)
    assert pressmark("trash", "empty", "--older-than", "1", "--yes")[2].strip() == "nothing in the trash is that old"
    assert len(json.loads(pressmark("trash", "--json")[1])["articles"]) == 1
    code, _, err = pressmark("trash", "empty", "--yes")
    assert code == 0
    assert "gone for good: 1 article, 2 annotations" in err
    assert pressmark("trash", "restore", article_id)[0] == 3
    assert pressmark("trash", "empty", "--older-than", "soon")[0] == 2


def test_what_was_taken_away_for_good_is_a_new_article_when_it_is_added_again(
    pressmark: Pressmark, article_id: str, page_file: Path
) -> None:
    pressmark("trash", "put", article_id)
    pressmark("trash", "empty", "--yes")
    code, out, _ = pressmark("add", "--json", page_file)
    assert (code, json.loads(out)[0]["new"]) == (0, True)
    assert json.loads(pressmark("list", "--json")[1])[0]["id"] == article_id


def test_a_backup_is_written_read_back_and_restored_elsewhere(
    pressmark: Pressmark, article_id: str, tmp_path: Path
) -> None:
    code, out, _ = pressmark("backup", tmp_path)
    assert code == 0
    (path,) = tmp_path.glob("pressmark-*.zip")
    assert f"{path}: " in out
    assert "read back whole" in out
    assert zipfile.is_zipfile(path)
    made = json.loads(pressmark("backup", "--json", path)[1])
    assert made["path"] == str(path)
    other = ("--library", tmp_path / "other")
    code, out, _ = pressmark(*other, "restore", path)
    assert (code, "1 article and 2 annotations that were not here" in out) == (0, True)
    assert json.loads(pressmark(*other, "list", "--json")[1])[0]["id"] == article_id
    again = json.loads(pressmark(*other, "restore", "--json", path)[1])
    assert (again["articles"], again["annotations"], again["files"]) == (0, 0, 0)


def test_what_was_deleted_since_stays_deleted_until_it_is_asked_back(
    pressmark: Pressmark, article_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "b.zip"
    pressmark("backup", path)
    pressmark("trash", "put", article_id)
    pressmark("trash", "empty", "--yes")
    code, out, _ = pressmark("restore", path)
    assert code == 0
    assert "left deleted, as here since: 1 article and 2 annotations" in out
    assert pressmark("list", "--json")[1].strip() == "[]"
    assert pressmark("restore", "--bring-back", path)[0] == 0
    assert json.loads(pressmark("list", "--json")[1])[0]["id"] == article_id
    assert len(note_ids(pressmark)) == 2


def test_what_is_no_backup_gets_one_clear_line(pressmark: Pressmark, article_id: str, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(page_html("no zip"))
    for arguments in (("restore", tmp_path / "x.zip"), ("backup", tmp_path / "x.zip"), ("restore", "/nowhere")):
        code, out, err = pressmark(*arguments)
        assert (code in (2, 6), out, err.count("\n")) == (True, "", 1), err


def test_the_doctor_says_what_mending_would_do_and_does_it(pressmark: Pressmark, article_id: str) -> None:
    folder = Path(json.loads(pressmark("paths", "--json")[1])["library"])
    code, out, err = pressmark("doctor")
    assert (code, "all well" in out, err) == (0, True, "")
    (state,) = (folder / "annotations").glob("*.json")
    state.write_bytes(state.read_bytes()[:-9])
    code, out, err = pressmark("doctor")
    assert code == 6
    assert out.startswith(f"wrong   {state}: is damaged")
    assert "(--fix writes it anew" in out
    assert "`pressmark doctor --fix` mends it" in err
    (finding,) = json.loads(pressmark("doctor", "--json")[1])["findings"]
    assert (finding["path"], finding["mended"]) == (str(state), False)
    code, out, _ = pressmark("doctor", "--fix")
    assert (code, out.startswith("mended  ")) == (0, True)
    assert "note    1 damaged file is kept as found in " in out
    assert pressmark("doctor")[0] == 0
    assert len(note_ids(pressmark)) == 2


def test_a_damaged_index_is_told_and_made_anew(pressmark: Pressmark, article_id: str) -> None:
    assert pressmark("search", "ferry")[0] == 0
    index = Path(json.loads(pressmark("paths", "--json")[1])["state"]) / "index.sqlite"
    data = bytearray(index.read_bytes())
    data[4096 : 4096 * 3] = bytes(4096 * 2)
    index.write_bytes(data)
    for beside in index.parent.glob("index.sqlite-*"):
        beside.unlink()
    code, out, _ = pressmark("doctor")
    assert (code, f"wrong   {index}: is damaged" in out) == (6, True)
    assert pressmark("doctor", "--fix")[0] == 0
    assert pressmark("doctor")[0] == 0
    assert pressmark("search", "ferry")[0] == 0


def test_an_index_that_is_behind_is_no_damage(pressmark: Pressmark, article_id: str) -> None:
    assert pressmark("search", "ferry")[0] == 0
    folder = Path(json.loads(pressmark("paths", "--json")[1])["library"])
    (state,) = (folder / "annotations").glob("*.json")
    os.utime(state, (1, 1))
    code, out, _ = pressmark("doctor")
    assert (code, "note    the index is behind the files of 1 article" in out) == (0, True)
    assert "is up to date now" in pressmark("doctor", "--fix")[1]
