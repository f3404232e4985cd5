"""Undo and redo on the screen: what is told, the list of steps, going to where it was, and the words for the colours."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import Colour
from reader.tui.keys.actions import Mode
from reader.tui.screens.colours_sheet import ColoursSheet
from reader.tui.screens.history_sheet import HistorySheet
from tests.loopback import page_html
from tests.tui.conftest import TITLES, Run, Running

QUOTE = "touch a wheel"
FERRY = "Ferry line to reopen after eleven winters"
"""A title as labels cut it."""


@pytest.fixture
def marked(library: Library, article_ids: tuple[str, ...]) -> int:
    """A highlight in the first article."""
    return library.annotate_quote(article_ids[0], QUOTE).id


def sheet(running: Running) -> HistorySheet:
    shown = running.app.screen
    assert isinstance(shown, HistorySheet)
    return shown


async def test_what_was_undone_elsewhere_is_told_with_its_article_and_gone_to(
    run: Run, library: Library, article_ids: tuple[str, ...], marked: int
) -> None:
    async with run(opened=article_ids[1]) as running:
        await running.press("u")
        assert f"Undone: highlight “{QUOTE}” in “{FERRY}”." in running.message
        assert "gU goes there." in running.message
        await running.press("ctrl+r")
        await running.press("g", "U")
        opened = running.screen.opened
        assert opened is not None
        assert opened.kept.record.id == article_ids[0]
        here = running.screen.article.annotation_here()
        assert here is not None
        assert here.annotation.id == marked
        await running.press("u")
        assert running.message == f"Undone: highlight “{QUOTE}”."  # here, which needs no name


async def test_nothing_to_undo_is_said(run: Run) -> None:
    async with run() as running:
        await running.press("u")
        assert running.message == "There is nothing to undo."
        await running.press("ctrl+r")
        assert running.message == "There is nothing to redo."
        await running.press("g", "U")
        assert running.message == "Nothing was undone yet."
        await running.press("g", "u")
        assert "nothing was changed yet" in " ".join(running.text.split())


async def test_a_step_whose_subject_is_gone_is_told_and_the_next_one_undone(
    run: Run, library: Library, article_ids: tuple[str, ...], marked: int
) -> None:
    open_stores(library.folder, library.folders).annotations.remove(article_ids[0], marked)
    async with run() as running:
        await running.press("u")
        assert running.message.startswith(f"Not undone: highlight “{QUOTE}”")
        assert "no longer there" in running.message
        await running.press("u")
        assert running.message.startswith("Undone: added")


async def test_the_list_goes_step_by_step_and_shows_what_was_undone_above(
    run: Run, library: Library, article_ids: tuple[str, ...], marked: int
) -> None:
    library.set_starred(article_ids[1], True)
    async with run() as running:
        await running.press("g", "u")
        assert [row.text for row in sheet(running).rows][:2] == [
            f"Star on “{TITLES[1]}”",
            f"Highlight “{QUOTE}” in “{FERRY}”",
        ]
        await running.press("u")
        rows = sheet(running).rows
        assert [(row.text, row.is_heading, row.is_quiet) for row in rows][:4] == [
            ("Undone; can be redone", True, False),
            (f"Star on “{TITLES[1]}”", False, True),
            ("Can be undone", True, False),
            (f"Highlight “{QUOTE}” in “{FERRY}”", False, False),
        ]
        assert sheet(running).at == 3
        await running.press("ctrl+r")
        assert not sheet(running).rows[0].is_heading
    assert library.listed(article_ids[1]).state.is_starred


async def test_enter_undoes_everything_down_to_a_row_after_one_question(
    run: Run, library: Library, article_ids: tuple[str, ...], marked: int
) -> None:
    library.set_starred(article_ids[1], True)
    async with run() as running:
        await running.press("g", "u", "j")
        await running.press("enter")
        assert "Undo these 2 steps, down to highlight" in running.text
        await running.press("n")
        assert sheet(running).rows  # No goes back to the list
        await running.press("j")
        await running.press("enter")
        await running.press("y")
        assert running.message.startswith("Undone: 2 steps, the last of them highlight")
        assert not library.listed(article_ids[1]).state.is_starred
        assert library.annotations(article_ids[0]) == ()
        await running.press("g", "u", "k", "k")
        await running.press("enter")
        await running.press("y")
        assert running.message.startswith("Redone: 2 steps, the last of them star on")
    assert library.listed(article_ids[1]).state.is_starred
    assert len(library.annotations(article_ids[0])) == 1


async def test_one_step_is_no_question(run: Run, library: Library, article_ids: tuple[str, ...], marked: int) -> None:
    async with run() as running:
        await running.press("g", "u")
        await running.press("enter")
        assert running.message.startswith("Undone: highlight")
        assert running.mode() is Mode.LIST


async def test_a_step_can_be_left_out_of_the_list(
    run: Run, library: Library, article_ids: tuple[str, ...], marked: int
) -> None:
    library.set_starred(article_ids[1], True)
    async with run() as running:
        await running.press("g", "u")
        count = len(sheet(running).rows)
        await running.press("d", "d")
        assert len(sheet(running).rows) == count - 1
        await running.press("u")
    assert library.listed(article_ids[1]).state.is_starred
    assert library.annotations(article_ids[0]) == ()


async def test_a_letter_that_was_taken_back_leads_nowhere(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("m", "a")
        assert "a" in running.screen.article.marks
        await running.press("u")
        assert running.screen.article.marks == {}
        await running.press("ctrl+r")
        assert "a" in running.screen.article.marks


async def test_words_are_written_at_the_inks_and_stand_in_the_margin(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.annotate_quote(article_ids[0], QUOTE, note="who says so?")
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "c")
        assert isinstance(running.app.screen, ColoursSheet)
        await running.write("to check")
        await running.press("down")
        await running.write("evidence")
        await running.press("enter")
        assert library.colour_meanings()[Colour.YELLOW] == "to check"
        assert library.colour_meanings()[Colour.GREEN] == "evidence"
        assert "to check" in running.text  # above the note
        assert "u undoes it" in running.message
        await running.press("u")
        assert running.message == "Undone: words for 2 colours."
        assert "to check" not in running.text
    assert library.colour_meanings()[Colour.GREEN] == "green"


async def test_two_colours_of_one_word_are_refused_where_they_are_written(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_colour_meaning(Colour.YELLOW, "claim")
    async with run() as running:
        await running.press("g", "c", "down")
        await running.write("Claim")
        await running.press("enter")
        assert "means 'claim' already" in " ".join(running.text.split()) or "means 'Claim' already" in running.text
        await running.press("up")  # they may change places
        await running.press("ctrl+u")
        await running.write("fact")
        await running.press("enter")
    words = library.colour_meanings()
    assert (words[Colour.YELLOW], words[Colour.GREEN]) == ("fact", "Claim")


async def test_the_digits_have_room_on_a_narrow_screen(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.press("H")
        assert "1 yellow   2 green   3 blue   4 pink   5 violet" in running.text
        await running.press("u")
        assert running.message.startswith("Undone")
        await running.press("H")
        assert not running.message
        assert "1 yellow   2 green   3 blue   4 pink   5 violet" in running.text


async def test_after_a_mark_the_digits_say_what_they_mean(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_colour_meaning(Colour.GREEN, "evidence")
    async with run(opened=article_ids[0]) as running:
        assert "evidence" not in running.text
        await running.press("H")
        assert "1 yellow   2 evidence   3 blue   4 pink   5 violet" in running.text
        await running.press("2")
        assert "3 blue" not in running.text
        assert library.annotations(article_ids[0])[0].annotation.colour is Colour.GREEN
        await running.press(")")
        await running.press("H", "j")
        assert "3 blue" not in running.text


async def test_digits_are_not_explained_where_there_is_no_room(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_colour_meanings({colour: f"a long word for {colour.value}" for colour in Colour})
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.press("H")
        assert "a long word" not in running.text


async def test_an_article_that_was_added_goes_to_the_trash_and_comes_back(
    run: Run, library: Library, article_ids: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "late.html"
    path.write_bytes(page_html("The last barge"))
    added = library.add(str(path)).article_id
    async with run() as running:
        await running.press("u")
        assert running.message.startswith("Undone: added “The last barge")
        assert library.listed(added).state.is_trashed
        await running.press("ctrl+r")
        assert not library.listed(added).state.is_trashed
