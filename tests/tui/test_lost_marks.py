"""The tray of lost and doubtful marks, and what is done about them, by real keys over a real library."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.library.library import Library
from reader.library.reattaching import TroubledMark
from reader.model.annotation import AnchorState, Annotation, Colour
from reader.tui.keys.actions import Mode
from reader.tui.screens import lost_marks_sheet
from reader.tui.screens.lost_marks_sheet import LostMarksSheet
from reader.tui.screens.sheet_rows import SheetRow
from tests.loopback import PARAGRAPHS, page_html
from tests.tui.conftest import Run, Running

FERRY = "Ferry line to reopen after eleven winters"
LOST = "Its captain had sworn never to touch a wheel again."
EDITED = "The road lobby had counted on the bridge"


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


@pytest.fixture
def lost(library: Library, article_id: str, page_file: Path) -> Annotation:
    """A mark whose passage is gone, beside one whose words have changed."""
    made = library.annotate_quote(article_id, LOST, colour=Colour.BLUE, note="Who is she?", tags=("captain",))
    library.annotate_quote(article_id, EDITED, note="And now?")
    paragraph = PARAGRAPHS[3].replace("bridge", "tunnel")
    page_file.write_bytes(page_html(FERRY, (PARAGRAPHS[0], PARAGRAPHS[2], paragraph)))
    assert library.refresh(article_id).is_new_version
    return made


def tray(running: Running) -> LostMarksSheet:
    screen = running.app.screen
    assert isinstance(screen, LostMarksSheet)
    return screen


async def test_the_tray_shows_what_there_is_to_see(run: Run, article_id: str, lost: Annotation) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L")
        assert tray(running).mode is Mode.TRAY
        for words in ("Lost  ", LOST[:30], "on Monday.", "Who is she?", "#captain", "made on version 1"):
            assert words in running.text, words
        for words in ("Read otherwise now  ", "bridge", "tunnel", "And now?"):
            assert words in running.text, words


async def test_a_lost_mark_is_attached_to_the_sentence_that_is_marked_next(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "enter")
        assert "Attach “Its captain had" in running.text
        text = running.screen.article.article.text
        assert text[running.screen.article.here.start :].startswith("Tickets will cost")
        await running.press("H")
        assert "Attach “" not in running.text
        (attached,) = (one for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert attached.annotation.quote.startswith("Tickets will cost")
        assert len(library.annotations(article_id)) == 2
        await running.press("u")
        (back,) = (one for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert back.annotation.quote == LOST


async def test_a_lost_mark_is_attached_to_a_selection(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "a", "v", "v", "w", "e", "H")
        (attached,) = (one for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert attached.annotation.quote == "Tickets will"
        assert attached.annotation.note == "Who is she?"


async def test_attaching_is_given_up_with_escape_and_by_leaving_the_article(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "a", "v", "escape")
        assert "Attach “" in running.text
        await running.press("escape")
        assert "Attach “" not in running.text
        await running.press("H")
        assert len(library.annotations(article_id)) == 3


async def test_what_is_done_in_the_tray_is_shown_there_and_can_be_undone(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "j", "y")
        assert "Read otherwise now" not in running.text
        await running.press("n")
        assert "stands where it was made" in running.text
        (note,) = (one.annotation for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert note.note == f"> {LOST}\n\nWho is she?"
        await running.press("u", "u")
        await running.until(lambda: "Lost  " in running.text and "Read otherwise now  " in running.text)
        await running.press("escape")
        assert running.mode() is Mode.READING


async def test_several_are_deleted_at_once_and_come_back_at_once(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "space", "space")
        await running.press("d", "d")
        assert library.annotations(article_id) == ()
        await running.press("u")
        assert len(library.annotations(article_id)) == 2


async def test_the_tray_of_the_whole_library_opens_the_article(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run() as running:
        await running.press("g", "L")
        assert f"“{FERRY}”" in running.text
        await running.press("a")
        assert "Attach “Its captain had" in running.text
        await running.press("H")
        (attached,) = (one for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert attached.anchor is not None
        assert attached.anchor.state is AnchorState.ANCHORED


async def test_the_old_version_is_read_at_the_lost_passage(run: Run, article_id: str, lost: Annotation) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L", "v")
        article = running.screen.article
        assert running.screen.is_old_version
        assert article.article.text[article.here.start :].startswith(LOST)


async def test_a_changed_mark_is_gone_to_and_confirmed(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        await running.press("]", "l")
        article = running.screen.article
        here = article.annotation_here()
        assert here is not None
        assert here.annotation.quote == EDITED
        await running.press("g", "y")
        assert [one.trouble for one in library.troubled_marks(article_id)] == ["lost"]
        await running.press("]", "l")
        assert "No mark" in running.message


async def test_an_empty_tray_says_what_would_be_there(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "L")
        assert "stand here" in running.text


async def test_a_passage_that_is_marked_already_may_be_that_of_a_lost_mark(
    run: Run, library: Library, article_id: str, lost: Annotation
) -> None:
    library.annotate_quote(article_id, PARAGRAPHS[2])
    async with run(opened=article_id) as running:
        await running.press("g", "L", "a", "P")
        (attached,) = (one for one in library.annotations(article_id) if one.annotation.id == lost.id)
        assert attached.annotation.quote == PARAGRAPHS[2]
        assert len(library.annotations(article_id)) == 3


async def test_the_margin_says_what_a_changed_passage_was_and_counts_what_is_lost(
    run: Run, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        assert "1 lost gL" in running.text
        assert "was: “The road lobby" in running.text
        await running.press("g", "L", "n", "escape")
        assert "lost gL" not in running.text


async def test_a_doubtful_place_has_its_sign_in_the_gutter_and_says_what_can_be_done(
    run: Run, article_id: str, lost: Annotation
) -> None:
    async with run(opened=article_id) as running:
        pane = running.screen.article
        doubtful = tuple(
            replace(one, anchor=replace(one.anchor, confidence=0.3)) if one.is_placed and one.anchor else one
            for one in pane.annotations
        )
        running.screen.annotations_changed(doubtful)
        await running.settle()
        line = next(line for line in running.text.split("\n") if "The road lobby had" in line)
        assert line[pane.region.x : pane.region.x + pane.left].strip() in ("?", "?▕")
        assert "Needs a look: gy if" in running.text
        assert "gL if not" in running.text  # all of it, in the narrowest margin beside a text too


async def test_a_mark_that_waits_is_forgotten_when_another_article_comes(
    run: Run, library: Library, article_id: str, lost: Annotation, tmp_path: Path
) -> None:
    other = tmp_path / "hail.html"
    other.write_bytes(page_html("Two winters of hail"))
    hail = library.add(str(other)).article_id
    async with run(opened=article_id) as running:
        await running.press("g", "L", "a")
        for one in (hail, article_id):
            running.screen.open(one)
            await running.settle()
            assert "Attach “" not in running.text
        await running.press("H")
        assert len(library.annotations(article_id)) == 3


async def test_on_a_narrow_screen_a_changed_mark_has_a_pen_though_nothing_was_written(
    run: Run, library: Library, article_id: str, page_file: Path
) -> None:
    library.annotate_quote(article_id, EDITED)
    paragraph = PARAGRAPHS[3].replace("bridge", "tunnel")
    page_file.write_bytes(page_html(FERRY, (*PARAGRAPHS[:3], paragraph)))
    library.refresh(article_id)
    async with run(opened=article_id, size=(80, 24)) as running:
        await running.press("]", "l")
        assert "✎" in next(line for line in running.text.split("\n") if "The road lobby" in line)
        await running.until(lambda: "It was “The road lobby" in running.text)  # there is no margin to say it
        await running.press("enter")
        assert "was: “The road lobby" in running.text


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_the_last_row_has_the_keys_of_attaching_at_every_width(
    run: Run, article_id: str, lost: Annotation, width: int
) -> None:
    async with run(opened=article_id, size=(width, 30)) as running:
        await running.press("g", "L", "enter")
        last = running.text.split("\n")[-1]
        assert "Attach “" in last
        assert "H attach" in last
        assert "esc give up" in last


async def test_of_thousands_of_lost_marks_those_on_the_screen_are_made_into_rows(
    run: Run, library: Library, article_id: str, lost: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    original = lost_marks_sheet.mark_row

    def counted(mark: TroubledMark, *arguments: Any, **options: Any) -> SheetRow:
        made.append(mark.placed.annotation.id)
        return original(mark, *arguments, **options)

    monkeypatch.setattr(lost_marks_sheet, "mark_row", counted)
    async with run(opened=article_id) as running:
        await running.press("g", "L")
        sheet = tray(running)
        made.clear()
        sheet.show(tuple(sheet._marks) * 3_000)
        await running.press("j", "G", "g", "g")
        assert "/6000" in running.text
        assert len(made) < 500
