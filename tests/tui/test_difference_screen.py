"""What changed between two versions, on the screen: changes, folds, finding, other pairs, and back into the article."""

import threading
from pathlib import Path
from typing import Any

import pytest

from reader.library.library import Library
from reader.tui.running_text import RunningText
from reader.tui.screens.difference_screen import DifferenceScreen
from reader.tui.screens.versions_sheet import VersionsSheet
from tests.tui.changed_article import add_changed_article
from tests.tui.conftest import Run, Running


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    return add_changed_article(library, tmp_path)


def difference(running: Running) -> DifferenceScreen:
    screen = running.app.screen
    assert isinstance(screen, DifferenceScreen), running.text
    return screen


def is_left(running: Running) -> bool:
    return running.app.screen is running.screen


def here(running: Running) -> str:
    view = difference(running).view
    return view.article.text[slice(*view.here)]


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_both_versions_stand_in_one_text(run: Run, article_id: str, size: tuple[int, int]) -> None:
    async with run(opened=article_id, size=size) as running:
        await running.press("g", "d")
        screen = difference(running)
        assert screen.compared.numbers == (2, 3)
        assert "version 2 → 3" in running.text
        assert "words added" in running.text
        assert "Ferry to reopen sail after eleven winters" in screen.view.article.text.replace("\n", " ")
        assert here(running).startswith("Ferry to")
        assert "1 of 4" in running.text


async def test_what_came_and_what_went_is_told_without_colour(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d")
        view = difference(running).view
        styles = {
            segment.text.strip(): segment.style
            for line in view.make_lines(range(view.size.height))
            for segment in line
            if segment.style is not None
        }
        removed, added = styles["reopen"], styles["sail"]
        assert (removed.strike, bool(removed.underline)) == (True, False)
        assert (bool(added.strike), added.underline) == (False, True)
        row = view.here_rows().start - view.top
        assert view.make_lines((row,))[0].text[: view.left].strip().startswith("~")


async def test_changes_are_gone_to_by_key_and_round_the_ends(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "]", "d")
        assert "five million" in here(running)
        await running.press("n")
        assert here(running).startswith("Nobody was hurt")
        await running.press("n")
        assert here(running).startswith("A second boat")
        assert "4 of 4 changes" in running.text
        await running.press("n")
        assert here(running).startswith("Ferry to")
        await running.press("[", "d")
        assert here(running).startswith("A second boat")
        await running.press("2", "N")
        assert "five million" in here(running)


async def test_first_change_is_the_one_below_what_is_being_read(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        text = running.screen.article.article.text
        running.screen.article.jump_to(text.index("Since then"))
        await running.press("g", "d")
        assert "five million" in here(running)
        await running.press("escape", "[", "d")
        assert here(running).startswith("Ferry to")


async def test_fold_opens_at_its_place_and_all_of_them_open_and_close(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(80, 24)) as running:
        await running.press("g", "d")
        screen = difference(running)
        assert "paragraphs as they were" in screen.view.article.text
        assert "Paragraph 4" not in screen.view.article.text
        fold = screen.view.article.text.index("⋯")
        screen.view.jump_to(fold)
        line = screen.view.here_rows().start - screen.view.top
        await running.press("enter")
        assert "Paragraph 4" in screen.view.article.text
        assert here(running).startswith("Paragraph")
        assert screen.view.here_rows().start - screen.view.top == line
        await running.press("z", "a")
        assert "Paragraph 4" not in screen.view.article.text
        await running.press("z", "A")
        assert "⋯" not in screen.view.article.text
        await running.press("z", "A")
        assert "⋯" in screen.view.article.text


async def test_words_of_both_versions_are_found(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "/")
        await running.write("priest")
        await running.press("enter")
        view = difference(running).view
        assert [view.article.text[slice(*hit)] for hit in view.found_places] == ["priest"]
        assert "1 of 1" in running.text
        await running.press("escape")
        assert not view.found_places
        assert isinstance(running.app.screen, DifferenceScreen)


async def test_words_in_what_is_folded_are_found_and_it_folds_again(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "/")
        await running.write("chapels")
        assert "9 found" in running.text
        await running.press("enter", "n")
        assert "2 of 9" in running.text
        await running.press("escape")
        assert "⋯" in difference(running).view.article.text
        assert here(running).startswith("⋯")
        await running.press("/", "x", "escape")
        assert "⋯" in difference(running).view.article.text
        assert isinstance(running.app.screen, DifferenceScreen)


async def test_q_comes_back_to_the_same_place_and_enter_goes_to_the_change(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        article = running.screen.article
        article.jump_to(article.article.text.index("Paragraph 7"))
        before, top = article.here, article.top
        await running.press("g", "d", "q")
        assert (article.here, article.top) == (before, top)
        await running.press("g", "d")
        while "five million" not in here(running):
            await running.press("n")
        await running.press("enter")
        assert article.article.text[slice(*article.here)].startswith("It cost five million")
        await running.press("ctrl+o")
        assert article.here == before


async def test_enter_on_what_is_gone_goes_to_where_it_stood(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "n", "n")
        assert here(running).startswith("Nobody was hurt")
        await running.press("enter")
        article = running.screen.article
        assert article.article.text[slice(*article.here)].startswith("Paragraph 0")


async def test_pairs_are_stepped_through(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "<")
        assert difference(running).compared.numbers == (1, 2)
        assert "version 1 → 2 of 3" in running.text
        assert "a younger crew" in difference(running).view.article.text
        await running.press("<")
        assert difference(running).status.message.startswith("There is no older version")
        await running.press("]", "v")
        assert difference(running).compared.numbers == (2, 3)
        await running.press("enter")
        assert not running.screen.is_old_version


async def test_enter_in_an_older_pair_reads_that_version(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "<", "enter")
        assert running.screen.is_old_version
        article = running.screen.article
        assert "a younger crew" in article.article.text[slice(*article.here)]


async def test_marks_of_both_versions_are_ink_and_what_became_of_them_is_told(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d")
        view = difference(running).view
        text = view.article.text
        marked = [text[m.anchor.start : m.anchor.end] for m in view.annotations if m.anchor]
        assert marked == ["It cost four five million crowns", "The priest held three services on board."]
        assert "2 marks changed" in running.text
        await running.press("]", "a")
        assert "your mark changed" in running.text
        await running.press("]", "a")
        assert "your mark is lost" in running.text


async def test_one_version_is_told_and_shows_nothing(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "d")
        assert not isinstance(running.app.screen, DifferenceScreen)
        assert running.message.startswith("There is only one version.")


async def test_difference_opens_from_the_list_and_leads_into_the_article(run: Run, article_id: str) -> None:
    async with run() as running:
        await running.press("g", "d", "n")
        assert "five million" in here(running)
        await running.press("enter")
        article = running.screen.article
        assert running.screen.opened is not None
        assert article.article.text[slice(*article.here)].startswith("It cost five million")


async def test_versions_and_keys_come_over_it(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "g", "v")
        assert isinstance(running.app.screen, VersionsSheet)
        await running.press("j", "g", "d")
        assert difference(running).compared.numbers == (1, 2)
        await running.press("?")
        assert "Go to the next place that changed" in running.text
        await running.press("escape", "g", "d")
        assert is_left(running)


async def test_click_on_a_fold_opens_it_and_nothing_is_selected(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d")
        view = difference(running).view
        row = view.text_layout.row_of(view.article.text.index("⋯")) - view.top
        await running.pilot.click(view, offset=(view.left + 2, row))
        await running.settle()
        assert "Paragraph 4" in view.article.text
        await running.pilot.click(view, offset=(view.left + 2, row), times=2)
        await running.settle()
        assert view.caret is None


async def test_size_may_change_while_it_is_shown(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "d", "n")
        await running.pilot.resize_terminal(50, 16)
        await running.settle()
        view = difference(running).view
        assert view.here_rows().start in view.rows_shown
        assert "What changed" in running.text


async def test_two_versions_are_made_one_text_beside_the_screen(
    run: Run, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    original = RunningText.__init__

    def told(text: RunningText, *arguments: Any, **options: Any) -> None:
        made.append(threading.current_thread() is threading.main_thread())
        original(text, *arguments, **options)

    monkeypatch.setattr(RunningText, "__init__", told)
    async with run(opened=article_id) as running:
        await running.press("g", "d")
        assert difference(running).view.changes
        assert made == [False]
