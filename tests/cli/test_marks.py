"""`marks`, and what `notes` and `export` tell of marks that are lost or on other words."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

FERRY = "Ferry line to reopen after eleven winters"
LOST = "Its captain had sworn never to touch a wheel again."
EDITED = "The road lobby had counted on the bridge"


@pytest.fixture
def changed(pressmark: Pressmark, page_file: Path) -> Pressmark:
    """An article of which one marked sentence has gone and another has changed."""
    pressmark("add", page_file)
    pressmark("annotate", "last", "--quote", LOST, "--note", "Who is she?", "--tag", "captain")
    pressmark("annotate", "last", "--quote", EDITED, "--color", "blue")
    paragraph = PARAGRAPHS[3].replace("bridge", "tunnel")
    page_file.write_bytes(page_html(FERRY, (PARAGRAPHS[0], PARAGRAPHS[2], paragraph)))
    assert pressmark("refresh", "last")[0] == 0
    return pressmark


def ids(pressmark: Pressmark) -> dict[str, str]:
    return {one["trouble"]: one["id"] for one in json.loads(pressmark("marks", "--json")[1])}


def test_marks_in_doubt_are_listed_with_what_there_is_to_see(changed: Pressmark) -> None:
    code, out, err = changed("marks")
    assert (code, err) == (0, "")
    lost, edited = ids(changed)["lost"], ids(changed)["changed"]
    assert f"{lost}  its passage is gone: [yellow] “{LOST}” — Who is she? #captain" in out
    assert "it stood between “…" in out
    assert f"{edited}  its words have changed: [blue] “{EDITED}”" in out
    assert "now: “The road lobby had counted on the tunnel" in out
    assert changed("marks", "list", "last")[1] == out


def test_a_lost_mark_is_attached_by_the_end_of_its_id(changed: Pressmark) -> None:
    lost = ids(changed)["lost"]
    code, out, _ = changed("marks", "attach", lost[-6:], "--quote", "Not everyone is glad.")
    assert (code, out) == (0, f"{lost}  [yellow] “Not everyone is glad.” — Who is she? #captain\n")
    assert "lost" not in ids(changed)
    (told,) = (one for one in json.loads(changed("notes", "--json")[1]) if one["id"] == lost)
    assert told["marked_as"]["quote"] == LOST
    assert told["anchor"]["state"] == "anchored"


def test_a_quote_that_is_not_there_attaches_nothing(changed: Pressmark) -> None:
    code, out, err = changed("marks", "attach", ids(changed)["lost"], "--quote", "the moon landing")
    assert (code, out) == (3, "")
    assert "moon" in err
    assert "lost" in ids(changed)


def test_a_changed_mark_is_confirmed_and_a_lost_one_cannot_be(changed: Pressmark) -> None:
    assert changed("marks", "confirm", ids(changed)["changed"])[0] == 0
    assert list(ids(changed)) == ["lost"]
    code, _, err = changed("marks", "confirm", ids(changed)["lost"])
    assert code == 3
    assert "is gone" in err


def test_a_lost_mark_is_kept_as_a_note_or_deleted(changed: Pressmark) -> None:
    assert changed("marks", "note", ids(changed)["lost"])[0] == 0
    (note,) = (one for one in json.loads(changed("notes", "--json")[1]) if one["kind"] == "note")
    assert note["note"] == f"> {LOST}\n\nWho is she?"
    code, _, err = changed("marks", "delete", ids(changed)["changed"])
    assert (code, "1 deleted" in err) == (0, True)
    assert changed("marks") == (0, "", "no mark is lost or doubtful\n")


@pytest.mark.parametrize("reference", ["0000", "12", "ferry", "…"])
def test_a_mark_that_is_not_there_is_not_found(changed: Pressmark, reference: str) -> None:
    code, _, err = changed("marks", "confirm", reference)
    assert code == 3
    assert "no mark is called" in err


def test_lost_marks_are_asked_for_and_stand_with_context_and_note(changed: Pressmark) -> None:
    _, out, _ = changed("notes", "is:orphan")
    assert f"“{LOST}” — Who is she? #captain  (its passage is gone)" in out
    assert "it stood between “…" in out
    assert EDITED not in out
    (told,) = json.loads(changed("notes", "is:changed", "--json")[1])
    assert told["now"].startswith("The road lobby had counted on the tunnel")
    assert (told["anchor"]["state"], told["anchor"]["needs_look"]) == ("changed", False)


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_exports_tell_of_lost_and_changed_marks(changed: Pressmark, form: str) -> None:
    _, out, _ = changed("export", "last", "--to", form)
    lost = out[out.index("o longer in the text") :]
    assert "Who is she?" in lost
    assert "It stood between" in lost
    assert "counted on the bridge" in out
    assert "now reads" in out
    assert "counted on the tunnel" in out


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_exports_say_what_an_attached_mark_was_marked_as(changed: Pressmark, form: str) -> None:
    changed("marks", "attach", ids(changed)["lost"], "--quote", "Not everyone is glad.")
    _, out, _ = changed("export", "last", "--to", form)
    assert "t was marked when it read" in out
    assert "Its captain had sworn" in out


def test_exported_json_has_the_wording_of_now(changed: Pressmark) -> None:
    told = json.loads(changed("export", "last", "--to", "json")[1])
    states = {one["anchor"]["state"]: one for one in told["annotations"]}
    assert states["changed"]["now"].startswith("The road lobby had counted on the tunnel")
    assert states["orphan"]["now"] is None
