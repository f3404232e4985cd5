"""The whole way of marks through a newsroom's edits, by real keys against a real server: mark, the page changes, refresh, the
report, what changed, the tray of lost marks, attach by hand, undo, redo; then what stands on the disk.
"""

import json
from typing import Any

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.reattaching import Trouble
from reader.model.annotation import AnchorState, PlacedAnnotation
from reader.tui.screens.difference_screen import DifferenceScreen
from reader.tui.screens.lost_marks_sheet import LostMarksSheet
from tests.loopback import Site, page_html
from tests.tui.conftest import Run, Running

TITLE = "Ferry line to reopen after eleven winters"
STAYS = "The ferry that once tied the two shores of the lake will run again from April, the council said on Monday."
GONE = "Its captain had sworn never to touch a wheel again."
MOVES = (
    "Tickets will cost what they cost eleven years ago, and the first crossing is already sold out to those who kept it"
    " clear."
)
EDITED = "The road lobby had counted on the bridge, for which a first budget was drawn up in the autumn."
EDITED_TO = "The road lobby had counted on the tunnel, for which a second budget was drawn up in the autumn."
REPLACES = "Its captain, who had left the trade in anger, would not say why she came back."
END = "The timetable is to hang in the old ticket hall from the first of March, where the school children painted the walls."

BEFORE = (STAYS, f"{GONE} She waved at the children on the pier.", MOVES, f"Not everyone is glad. {EDITED}", END)
AFTER = (
    STAYS,
    f"{REPLACES} She waved at the children on the pier.",
    f"Not everyone is glad. {EDITED_TO}",
    END,
    MOVES,
)


async def test_marks_come_through_an_edited_page(
    run: Run, library: Library, site: Site, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.widgets.status_line.MESSAGE_SECONDS", 3600)  # a busy machine looks late
    article_id = library.add(site.put("/ferry", page_html(TITLE, BEFORE))).article_id
    old_version = library.open_article(article_id).kept.version_id
    async with run(opened=article_id) as running:
        await mark_all(running)
        assert [one.annotation.quote for one in library.annotations(article_id)] == [STAYS, GONE, MOVES, EDITED]

        site.put("/ferry", page_html(TITLE, AFTER))
        await running.press("R")
        await running.until(lambda: "New version" in running.message)
        assert "1 in place, 1 moved, 1 changed, 1 lost" in running.message
        assert "gL" in running.message
        await running.settle()
        shown = running.screen.article
        assert EDITED_TO in shown.article.text
        assert {quote_now(running, one) for one in shown.annotations} == {STAYS, "", MOVES, EDITED_TO}
        assert "1 lost gL" in running.text
        assert "was: “" in running.text

        await see_what_changed(running)
        lost = await attach_the_lost_mark(running, article_id, old_version)

        attached = of_id(library, article_id, lost)
        assert (attached.annotation.quote, attached.annotation.note) == (REPLACES, "Who is she?")
        await running.press("u")
        assert of_id(library, article_id, lost).annotation.quote == GONE
        await running.until(lambda: "1 lost gL" in running.text)
        await running.press("ctrl+r")
        await running.until(lambda: "1 lost gL" not in running.text)

        await running.press("]", "l", "g", "y")
        await running.until(lambda: "was: “" not in running.text)
        assert library.troubled_marks(article_id) == ()
        await running.press("u")
    check_disk(library, article_id, lost, old_version)
    again = Library.open(folders=folders)
    assert [one.trouble for one in again.troubled_marks()] == [Trouble.CHANGED]
    again.undo()  # the log outlives the program
    assert of_id(again, article_id, lost).anchor == of_id(library, article_id, lost).anchor
    assert {one.trouble for one in again.troubled_marks()} == {Trouble.CHANGED, Trouble.LOST}


async def mark_all(running: Running) -> None:
    """Mark four passages in four ways: a sentence in another colour, two with notes, a paragraph."""
    await go_to(running, STAYS)
    await running.press("H", "2")
    await go_to(running, GONE)
    await running.press("a")
    await running.write("Who is she?")
    await running.press("enter")
    await go_to(running, MOVES)
    await running.press("P")
    await go_to(running, EDITED)
    await running.press("a")
    await running.write("And now?")
    await running.press("enter")


async def see_what_changed(running: Running) -> None:
    """Look at the two versions as one text, go from change to change, and come back."""
    await running.press("g", "d")
    await running.until(lambda: isinstance(running.app.screen, DifferenceScreen))
    await running.settle()
    for words in ("bridge", "tunnel", "never to touch", "left the trade"):
        assert words in running.text, words
    await running.press("]", "d", "[", "d", "escape")
    assert running.app.screen is running.screen


async def attach_the_lost_mark(running: Running, article_id: str, old_version: str) -> int:
    """Look at the lost mark where it stood, then attach it to the sentence that took its place; return its id."""
    await running.press("g", "L")
    await running.until(lambda: isinstance(running.app.screen, LostMarksSheet))
    for words in ("Lost  ", GONE[:30], "Who is she?", "Read otherwise now  ", "tunnel"):
        assert words in running.text, words
    await running.press("v")
    article = running.screen.article
    await running.until(lambda: running.screen.is_old_version)
    await running.settle()
    assert article.article.text[article.here.start :].startswith(GONE)
    await running.press("escape")
    assert not running.screen.is_old_version

    await running.press("g", "L", "a")
    await running.settle()
    assert "Attach “Its captain" in running.text
    assert article.article.text[article.here.start : article.here.end] == REPLACES
    lost = next(one.annotation.id for one in article.annotations if one.annotation.quote == GONE)
    await running.press("H")
    await running.until(lambda: "1 lost gL" not in running.text)
    return lost


async def go_to(running: Running, sentence: str) -> None:
    """Move the bar to a sentence, from one to the next."""
    article = running.screen.article
    await running.press("g", "g", "{", "{")
    for _ in range(40):
        if article.article.text[article.here.start : article.here.end] == sentence:
            return
        await running.press(")")
    raise AssertionError(f"no sentence reads {sentence!r}")


def quote_now(running: Running, placed: PlacedAnnotation) -> str:
    """Return what stands at a mark's place on the screen."""
    anchor = placed.anchor
    return running.screen.article.article.text[anchor.start : anchor.end] if anchor is not None else ""


def of_id(library: Library, article_id: str, annotation_id: int) -> PlacedAnnotation:
    return next(one for one in library.annotations(article_id) if one.annotation.id == annotation_id)


def check_disk(library: Library, article_id: str, lost: int, old_version: str) -> None:
    """Hold what is stored to what was done: all four marks, each with what was chosen for it."""
    stored: dict[str, Any] = json.loads((library.folder / "annotations" / f"{article_id}.json").read_text())
    documents = stored["annotations"]
    by_quote = {document["selectors"]["exact"]: document for document in documents.values()}
    assert set(by_quote) == {STAYS, REPLACES, MOVES, EDITED}
    assert by_quote[STAYS]["colour"] == "green"
    assert by_quote[EDITED]["note"] == "And now?"
    assert by_quote[EDITED]["version"] == old_version
    assert by_quote[EDITED].get("marked_as") is None
    attached = documents[str(lost)]
    record = library.open_article(article_id).kept.record
    assert attached["version"] == record.version_id != old_version
    assert attached["marked_as"]["selectors"]["exact"] == GONE
    assert attached["marked_as"]["version"] == old_version
    assert len(record.versions) == 2
    states = {one.annotation.quote: one.anchor.state for one in library.annotations(article_id) if one.anchor}
    assert states == {
        STAYS: AnchorState.ANCHORED,
        REPLACES: AnchorState.ANCHORED,
        MOVES: AnchorState.MOVED,
        EDITED: AnchorState.CHANGED,
    }
