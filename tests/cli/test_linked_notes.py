"""`notes --linking` and `notes --unsaved`."""

import json
from datetime import UTC, datetime
from pathlib import Path

from reader.library.drafts import Draft, DraftSubject
from reader.library.library import Library
from tests.cli.calls import Pressmark
from tests.loopback import page_html


def test_what_refers_to_an_article_or_a_note_is_listed(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    made = json.loads(pressmark("annotate", "last", "--note", "a claim", "--json")[1])
    ferry, number = made["article"], made["id"]
    pressmark("add", "-", stdin=page_html("Reeds are cut again"))
    pressmark("annotate", "last", "--note", f"against [[{ferry[:8]}#{number}|a claim]]")
    pressmark("annotate", "last", "--note", f"see [[{ferry[:8]}|Ferry]]")

    code, out, _ = pressmark("notes", "--linking", ferry)
    assert code == 0
    assert "Reeds are cut again" in out
    assert out.count("note: ") == 2
    listed = json.loads(pressmark("notes", "--linking", f"{ferry[:8]}#{number}", "--json")[1])
    assert [one["note"].split()[0] for one in listed] == ["against"]


def test_nothing_refers_to_it_is_told(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    code, out, err = pressmark("notes", "--linking", "last")
    assert (code, out) == (3, "")
    assert "no note refers to it" in err
    code, _, err = pressmark("notes", "--linking", "last#x")
    assert code == 2
    assert "no id of a note" in err
    assert pressmark("notes", "words", "--linking", "last")[0] == 2


def test_unsaved_notes_are_printed_whole(pressmark: Pressmark) -> None:
    library = Library.open()  # in the home that the fixture set
    assert pressmark("notes", "--unsaved")[0] == 3
    held = library.drafts.begin()
    held.keep(Draft(DraftSubject("a" * 16, title="Ferry line"), "one\n*two*", datetime(2026, 3, 3, 12, tzinfo=UTC)))
    assert pressmark("notes", "--unsaved")[0] == 3  # it is being written
    held.release()
    code, out, _ = pressmark("notes", "--unsaved")
    assert code == 0
    assert "Ferry line  [aaaaaaaa]" in out
    assert out.endswith("one\n*two*\n")
    (draft,) = json.loads(pressmark("notes", "--unsaved", "--json")[1])
    assert (draft["note"], draft["annotation"]) == ("one\n*two*", None)
