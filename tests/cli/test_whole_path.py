"""A new user's first day: keep, mark, find, name a question, delete and take back, back up, and go on elsewhere."""

import json
from pathlib import Path

from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

SUBJECTS = ("Ferry", "Reeds", "Snow", "Salt", "Bells")


def test_first_day(pressmark: Pressmark, tmp_path: Path) -> None:
    for number, subject in enumerate(SUBJECTS):
        page = tmp_path / f"{subject}.html"
        page.write_bytes(page_html(f"{subject} by the lake", (*PARAGRAPHS, f"Witness {number} spoke of {subject}.")))
        assert pressmark("add", "--no-images", page)[0] == 0
    assert len(pressmark("list")[1].splitlines()) == len(SUBJECTS)

    assert pressmark("annotate", "5", "--quote", "the council said on Monday", "--note", "Which one?")[0] == 0
    assert pressmark("search", "witness 0")[1].splitlines()[1].endswith("Witness 0 spoke of Ferry.")
    assert "Which one?" in pressmark("notes", "1")[1]
    assert "Which one?" in pressmark("notes", "quote:council")[1]

    assert pressmark("searches", "add", "marked", "has:highlight")[0] == 0
    assert "Ferry by the lake" in pressmark("list", "--saved", "marked")[1]

    assert pressmark("trash", "put", "1")[0] == 0
    assert pressmark("list", "--saved", "marked")[0] == 3
    assert pressmark("search", "council", "title:ferry")[0] == 3
    pressmark("trash")
    assert pressmark("trash", "restore", "1")[0] == 0
    assert "Ferry by the lake" in pressmark("list", "--saved", "marked")[1]

    backup = tmp_path / "backup.zip"
    assert pressmark("backup", backup)[0] == 0
    elsewhere = ("--library", str(tmp_path / "elsewhere"))
    assert pressmark(*elsewhere, "restore", backup)[0] == 0
    assert len(json.loads(pressmark(*elsewhere, "list", "--json")[1])) == len(SUBJECTS)
    assert "Which one?" in pressmark(*elsewhere, "notes", "which")[1]
    assert "marked" in pressmark(*elsewhere, "searches")[1]
    for library in ((), elsewhere):
        assert pressmark(*library, "doctor")[0] == 0
