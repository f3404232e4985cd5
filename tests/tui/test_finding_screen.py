"""The find line over an article: words, patterns, what was looked for before."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.units import TextRange
from reader.tui.keys.actions import Mode
from reader.tui.pattern_search import PatternFound, PatternSearch
from reader.tui.widgets import finding_view
from tests.tui.conftest import Run, Running

LINE = "The ferry will run again from April, said the café on the pier. Its captain had sworn never to touch a wheel. "
STORY = "# Lake\n\n" + "\n\n".join(f"Part {number}. {LINE * 3}" for number in range(1, 9))


@pytest.fixture
def story(library: Library, tmp_path: Path) -> str:
    page = tmp_path / "story.md"
    page.write_text(STORY, encoding="utf-8")
    return library.add(str(page)).article_id


def last_row(running: Running) -> str:
    return running.text.splitlines()[-1]


async def find(running: Running, text: str) -> None:
    await running.press("/")
    await running.write(text)


async def test_how_many_places_there_are_is_said_while_typing_and_after(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        await find(running, "CAFE")
        assert "1 of 24" in last_row(running)
        await running.press("x")
        assert "not found" in last_row(running)
        await running.press("backspace", "enter")
        assert "1 of 24 “CAFE”" in last_row(running)
        await running.press("n")
        assert "2 of 24" in last_row(running)


async def test_coming_round_is_said(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        await find(running, "part")
        await running.press("enter", "N")
        assert "8 of 8" in last_row(running)
        assert "from the end again" in last_row(running)
        await running.press("n")
        assert "from the top again" in last_row(running)
        await running.press("n")
        assert "again" not in last_row(running)


async def test_what_is_found_is_said_at_once_behind_what_was_done_before(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        await running.press("s")
        assert running.message.startswith("Starred.")
        await find(running, "part")
        await running.press("enter")
        assert "1 of 8 “part”" in last_row(running)
        await running.press("s", "n")
        assert "2 of 8 “part”" in last_row(running)


async def test_a_pattern_is_found_on_request(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await find(running, r"part \d")
        assert not pane.found_places
        await running.press("alt+r")
        assert "pattern /" in last_row(running)
        await running.until(lambda: len(pane.found_places) == 8)
        assert "1 of 8" in last_row(running)
        await running.press("alt+r")
        assert "pattern" not in last_row(running)
        assert not pane.found_places


async def test_a_bad_pattern_keeps_the_line_open_and_says_where(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        await running.press("/", "alt+r")
        await running.write("ca(f")
        assert "a ) is missing" in last_row(running)
        await running.press("enter")
        assert running.screen.is_asking
        prompt = running.screen._prompt
        assert prompt is not None
        assert prompt.fault is not None
        assert prompt.fault.start == 2
        await running.press("escape")
        assert not running.screen.article.found_places


async def test_what_was_looked_for_before_comes_back(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        for words in ("ferry", "captain"):
            await find(running, words)
            await running.press("enter", "escape")
        await find(running, "whe")
        await running.press("up", "up", "up")
        assert "/ ferry" in last_row(running)
        assert "of 24" in last_row(running)
        await running.press("down")
        assert "/ captain" in last_row(running)
        await running.press("down")
        assert "/ whe" in last_row(running)


async def test_the_word_under_the_caret_and_the_selection_are_found(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("}", "v", "w", "w", "w", "*")
        assert [pane.article.text[slice(*hit)] for hit in pane.found_places] == ["ferry"] * 24
        assert "2 of 24" in last_row(running)
        await running.press("escape", "v", "v", "e", "e", "*")
        assert len(pane.found_places) == 24
        assert pane.article.text[slice(*pane.found_places[0])].startswith("The ferry")


async def test_another_article_ends_the_search_for_a_pattern(
    run: Run, story: str, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("/", "alt+r")
        await running.write("f.rry")
        await running.until(lambda: pane.found_places)
        await running.press("enter")
        running.screen.open(article_ids[0])
        await running.settle()
        assert pane.article_id == article_ids[0]
        assert not pane.found_places


async def test_a_pattern_without_an_end_is_given_up_and_said_so(
    run: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatternSearch, "_find", lambda self, pattern: PatternFound(is_too_slow=True))
    async with run(opened=story, size=(100, 24)) as running:
        await running.press("/", "alt+r")
        await running.write("x+")
        await running.until(lambda: "takes too long" in last_row(running))
        await running.press("enter")
        await running.until(lambda: "takes too long" in running.message)


async def test_the_caret_goes_with_what_is_found_and_a_selection_reaches_as_far(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("v", "v")
        await find(running, "Part 3")
        await running.press("enter")
        text = pane.article.text
        assert running.mode() is Mode.CARET
        assert pane.selected is not None
        assert (pane.selected.start, pane.selected.end) == (0, text.index("Part 3") + 1)
        await find(running, "captain")
        await running.press("enter", "n", "N")
        assert pane.caret is not None
        assert pane.caret.offset == text.index("captain", text.index("Part 3"))
        assert pane.text_layout.row_of(pane.caret.offset) in pane.rows_shown
        at = pane.caret
        await find(running, "Part 8")
        await running.press("escape")
        assert pane.caret is not None
        assert pane.caret.offset == at.offset
        await running.press("escape")
        assert running.mode() is Mode.READING
        assert pane.here_rows().start in pane.rows_shown


async def test_a_text_that_nobody_could_have_written_is_looked_through_by_a_process(
    run: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_view, "MOST_LETTERS_AT_ONCE", 100)
    monkeypatch.setattr(finding_view, "find_all", _never)
    async with run(opened=story, size=(80, 24)) as running:
        await find(running, "CAFE on")
        await running.until(lambda: "1 of 24" in last_row(running))
        await running.press("enter", "n")
        assert "2 of 24" in last_row(running)
        await running.press("escape", "v", "*")
        await running.until(lambda: running.screen.article.found_places)


def _never(text: str, query: str) -> tuple[TextRange, ...]:
    raise AssertionError("looked through while a key is pressed")


async def test_a_selection_of_a_whole_book_is_not_looked_for(
    run: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        monkeypatch.setattr(finding_view, "find_all", _never)
        await running.press("v", "g", "g", "v", "G", "*")
        assert "more than 1,000 letters" in last_row(running)
