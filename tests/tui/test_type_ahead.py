"""Keys typed ahead: of an article on its way, of a note whose editor is not there yet, of sheets that come and go."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from textual import events

from reader.library.library import Library
from reader.library.listing import Listing
from reader.library.resources import themes_folder
from reader.library.results import OpenArticle
from reader.model.annotation import Annotation
from reader.model.errors import StoreError
from reader.tui.app import PressmarkApp, Setup
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import load_theme
from tests.tui.conftest import TITLES, Run, Running

_CHARACTERS = {"enter": "\r", "space": " ", "escape": "\x1b", "ctrl+s": "\x13", "ctrl+q": "\x11"}


def type_at_once(running: Running, *keys: str) -> None:
    """Type as a terminal sends what was typed while the program was busy: all of it in one piece."""
    for key in keys:
        running.app.post_message(events.Key(key, _CHARACTERS.get(key, key)))


@pytest.fixture
def gate(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Articles are read from the disk only when this is set."""
    gate, read = Event(), library.open_article

    def wait(article_id: str, version_id: str = "") -> OpenArticle:
        gate.wait()
        return read(article_id, version_id)

    monkeypatch.setattr(library, "open_article", wait)
    yield gate
    gate.set()


async def test_keys_behind_enter_are_for_the_article(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(size=(80, 24)) as running:
        type_at_once(running, "g", "g", "enter", "}", "H", "2")
        await running.settle()
        assert running.mode() is Mode.READING
    (placed,) = library.annotations(article_ids[0])
    assert placed.annotation.quote.startswith("The ferry that once tied")
    assert placed.annotation.colour.value == "green"


async def test_keys_wait_as_long_as_the_article_takes(run: Run, gate: Event, article_ids: tuple[str, ...]) -> None:
    async with run(size=(80, 24)) as running:
        await running.pilot.press("g", "g", "enter", "x", "G")  # on the list they would archive it, and go down
        assert not running.screen.has_article
        assert running.screen.library.cursor == 0
        gate.set()
        await running.until(lambda: running.screen.has_article)
        await running.settle()
        article = running.screen.article
        assert article.last_offset == len(article.article.text)
        assert running.message.startswith("Archived.")


async def test_keys_wait_for_an_article_of_which_another_is_open(
    run: Run, gate: Event, library: Library, article_ids: tuple[str, ...]
) -> None:
    gate.set()
    async with run(opened=article_ids[0]) as running:
        gate.clear()
        await running.pilot.press("]", "u")
        await running.until(lambda: not running.screen.session.lists._lane._open)
        await running.pilot.press("}", "H")
        gate.set()
        await running.until(lambda: running.screen.opened and running.screen.opened.kept.record.id == article_ids[1])
        await running.settle()
    assert not library.annotations(article_ids[0])
    assert len(library.annotations(article_ids[1])) == 1


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+c"])
async def test_an_article_on_its_way_can_be_given_up(
    run: Run, gate: Event, article_ids: tuple[str, ...], key: str
) -> None:
    async with run() as running:
        await running.pilot.press("g", "g", "enter", "j", "j", key, "G")
        assert running.screen.library.cursor == 2, (
            "what was typed before went with the article, what comes is the list's"
        )
        gate.set()
        await running.settle()
        assert not running.screen.has_article
        assert running.mode() is Mode.LIST


async def test_behind_a_note_typed_ahead_q_is_a_letter(run: Run, gate: Event, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.pilot.press("g", "g", "enter", "a", "q")
        gate.set()
        await running.until(lambda: running.screen.editor is not None)
        await running.settle()
        assert running.screen.editor is not None
        assert running.screen.editor.text == "q"


@pytest.fixture
def list_gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Lists are asked for only when this is set."""
    gate, listing = Event(), Library.listing

    def wait(library: Library, *arguments: Any, **options: Any) -> Listing:
        gate.wait()
        return listing(library, *arguments, **options)

    monkeypatch.setattr(Library, "listing", wait)
    yield gate
    gate.set()


def starting(library: Library) -> PressmarkApp:
    theme = load_theme(themes_folder() / "paper.toml")
    return PressmarkApp(
        Setup(library=library, keymap=KeyMap.with_overrides({}), theme=theme, environ={}, is_strict=True)
    )


@pytest.mark.parametrize("enter", ["enter", "ctrl+j"])
async def test_keys_typed_before_the_first_list_are_for_it(
    library: Library, article_ids: tuple[str, ...], list_gate: Event, enter: str
) -> None:
    app = starting(library)
    async with app.run_test(size=(80, 24)) as pilot:
        running = Running(app, pilot)
        await pilot.press("j", enter, "}", "H")
        assert not running.screen.library.is_loaded
        list_gate.set()
        await running.until(lambda: library.annotations(article_ids[1]))
        await running.settle()
    assert not library.annotations(article_ids[0])


async def test_one_can_quit_before_the_first_list(
    library: Library, article_ids: tuple[str, ...], list_gate: Event
) -> None:
    app = starting(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "ctrl+q")
        assert app._exit
        list_gate.set()


async def test_an_article_that_does_not_come_takes_its_keys_along(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(article_id: str, version_id: str = "") -> OpenArticle:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(library, "open_article", fail)
    async with run() as running:
        type_at_once(running, "g", "g", "enter", "x", "D")
        await running.settle()
        assert running.message == "the disk is gone"
        assert running.screen.library.total == len(TITLES)
        await running.press("G")
        assert running.screen.library.cursor == 2


async def test_the_last_row_says_that_something_is_on_its_way(
    run: Run, gate: Event, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.stage.AWAITED_SECONDS", 0.001)
    async with run() as running:
        await running.pilot.press("enter")
        await running.until(lambda: "one moment … esc gives up" in running.text)
        gate.set()
        await running.until(lambda: running.screen.has_article)
        await running.settle()
        assert "one moment" not in running.text


async def test_the_letters_of_a_note_wait_for_its_editor(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        type_at_once(running, "}", "a", *"xDq", "space", "2", "ctrl+s", "}", "H")
        await running.settle()
    first, second = library.annotations(article_ids[0])
    assert first.annotation.note == "xDq 2"
    assert second.annotation.note == ""
    assert not library.listed(article_ids[0]).state.is_archived


@pytest.fixture
def slow_marks(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Marks are saved only when this is set."""
    gate, save = Event(), library.annotate

    def wait(*place: Any, **manner: Any) -> Annotation:
        gate.wait()
        return save(*place, **manner)

    monkeypatch.setattr(library, "annotate", wait)
    yield gate
    gate.set()


@pytest.mark.parametrize("text", ["Who pays?", "quiet", "d2 )a"])
async def test_the_letters_of_a_note_wait_for_the_mark_that_it_is_on(
    run: Run, library: Library, slow_marks: Event, article_ids: tuple[str, ...], text: str
) -> None:
    letters = ["space" if letter == " " else letter for letter in text]
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.pilot.press("}", "H", "a", *letters[:4])
        assert running.screen.editor is None
        slow_marks.set()
        await running.until(lambda: running.screen.editor)
        await running.press(*letters[4:], "ctrl+s")
    (placed,) = library.annotations(article_ids[0])
    assert placed.annotation.note == text
    assert not library.listed(article_ids[0]).state.is_archived


async def test_the_letters_of_a_note_go_with_the_mark_that_could_not_be_saved(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def fail(*place: Any, **manner: Any) -> Annotation:
        gate.wait()
        raise StoreError("the disk is full")

    monkeypatch.setattr(library, "annotate", fail)
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.pilot.press("}", "H", "a", "d", "e", "D")
        gate.set()
        await running.until(lambda: not running.screen.ahead.is_holding)
        await running.settle()
        assert running.screen.editor is None
        assert "disk is full" in running.message
        before = running.screen.article.here
        await running.press("G")
        assert running.screen.article.here.start > before.start
    assert not library.annotations(article_ids[0])
    assert not library.listed(article_ids[0]).state.is_archived


async def test_esc_gives_up_the_letters_of_a_note(
    run: Run, library: Library, slow_marks: Event, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.pilot.press("}", "H", "a", "d", "escape")
        assert not running.screen.ahead.is_holding
        slow_marks.set()
    assert not library.listed(article_ids[0]).state.is_archived


@pytest.mark.parametrize("keys", [("|",), ("g", "/")])
async def test_a_beginning_of_a_word_that_is_taken_at_once_finds_what_it_would_have_found(
    run: Run, article_ids: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    async with run() as running:
        type_at_once(running, *keys, *"clockm", "enter")
        await running.settle()
        assert running.screen.view.query == "clockm*"
        assert running.screen.library.total == 1


async def test_so_does_one_on_the_workbench(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("H", "g", "A")
        type_at_once(running, "/", *"ferr", "enter")
        await running.settle()
        assert "ferr*" in running.text
        assert "1 of 1" in running.text


async def test_words_that_begin_nothing_stay_as_they_were_typed(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        type_at_once(running, "|", *"zeppelin", "enter")
        await running.settle()
        assert running.screen.view.query == "zeppelin"
        assert "“zeppelin”" in running.text


async def test_keys_behind_one_that_opens_a_sheet_are_for_the_sheet(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        type_at_once(running, "g", "t", "j", "j", "enter", "H")
        await running.settle()
        assert running.mode() is Mode.READING
    (placed,) = library.annotations(article_ids[0])
    assert placed.anchor is not None
    assert placed.anchor.start > 0


async def test_keys_wait_for_a_sheet_that_a_thread_brings(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "H", "s")
        type_at_once(running, "g", "u", "j", "q", "}")
        await running.settle()
        assert running.app.screen is running.screen
        assert running.screen.opened is not None
        assert running.screen.article.here.start > 0


async def test_the_letters_of_a_note_wait_for_the_editor_of_the_workbench(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "H", "g", "A")
        type_at_once(running, "e", *"dd2q", "ctrl+s")
        await running.settle()
    (placed,) = library.annotations(article_ids[0])
    assert placed.annotation.note == "dd2q"


async def test_keys_behind_one_that_leaves_the_workbench_are_for_the_article(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "H", "q", "g", "A")
        type_at_once(running, "enter", "}", "H")
        await running.settle()
        assert running.mode() is Mode.READING
    assert len(library.annotations(article_ids[0])) == 2
