"""The whole way on the screen, under Pilot: list, article, marks, notes, places, and back again."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.annotation import Colour, OtherVersion
from reader.model.errors import StoreError
from reader.tui.external import BrowserCall
from reader.tui.keys.actions import Mode
from reader.tui.window_state import load_window_state
from tests.loopback import page_html
from tests.tui.conftest import TITLES, Run

SIZES = [(120, 40), (80, 24), (60, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_open_mark_write_quit_and_it_is_all_still_there(
    run: Run, library: Library, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size) as running:
        assert TITLES[0] in running.text
        await running.press("g", "g", "enter")
        await running.until(lambda: running.screen.has_article)
        assert "council said on Monday" in running.text
        await running.press("}", "H", "2")
        await running.press("}", "a")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("Who counted them?")
        await running.press("ctrl+s")
        await running.press("}", "v", "v", "w", "w", "H")
        await running.press("ctrl+q")

    placed = library.annotations(article_ids[0])
    assert [one.annotation.colour for one in placed] == [Colour.GREEN, Colour.GREEN, Colour.GREEN]
    assert [one.annotation.note for one in placed] == ["", "Who counted them?", ""]
    assert placed[0].annotation.quote.startswith("The ferry that once tied")

    async with run(size=size) as running:
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)
        assert len(running.screen.article.annotations) == 3
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[0]


async def test_start_with_an_article_shows_it_at_once(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[1]) as running:
        assert running.mode() is Mode.READING
        assert TITLES[1] in running.text


async def test_place_is_kept_and_found_again(run: Run, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(
        page_html("A long read", tuple(f"Paragraph {number} of the long read. " * 6 for number in range(80)))
    )
    article_id = library.add(str(path)).article_id
    async with run(opened=article_id) as running:
        await running.press("space", "space", "space")
        first = running.screen.article.first_offset
        assert first > 0
        await running.press("ctrl+q")
    assert library.listed(article_id).state.position == first
    async with run(opened=article_id, size=(80, 24)) as running:
        assert running.screen.article.first_offset == first


async def test_a_highlight_that_can_not_be_saved_is_rolled_back_with_a_notice(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise StoreError("the library could not be written: no space left", "Make room, then try again.")

    async with run(opened=article_ids[0]) as running:
        monkeypatch.setattr(library, "annotate", fail)
        await running.press("H")
        assert "no space left. Make room, then try again." in running.message
        assert running.screen.article.annotations == ()
        monkeypatch.undo()
        await running.press("H")
        assert len(running.screen.article.annotations) == 1


async def test_unexpected_errors_become_a_notice(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise RuntimeError("secret detail")

    async with run(opened=article_ids[0]) as running:
        monkeypatch.setattr(library, "undo_steps", fail)
        await running.press("u")
        assert "RuntimeError" in running.message
        assert "secret" not in running.message


async def test_colour_follows_the_highlight(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("H", "3")
        assert "✎1" in running.text
        assert library.annotations(article_ids[0])[0].annotation.colour is Colour.BLUE
        await running.press("2")
        assert library.annotations(article_ids[0])[0].annotation.colour is Colour.BLUE
        await running.press("}", "}", "H")
        assert library.annotations(article_ids[0])[-1].annotation.colour is Colour.BLUE


async def test_delete_undo_redo(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("H", "d", "d")
        assert library.annotations(article_ids[0]) == ()
        await running.press("u")
        assert len(running.screen.article.annotations) == 1
        await running.press("ctrl+r")
        assert len(running.screen.article.annotations) == 0


async def test_article_note_and_its_edit(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "n")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("Ask for the minutes")
        await running.press("enter")
        note = library.annotations(article_ids[0])[0].annotation
        assert (note.note, note.is_highlight) == ("Ask for the minutes", False)
        await running.press("3", "j", "e")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("!")
        await running.press("ctrl+s")
        assert library.annotations(article_ids[0])[0].annotation.note == "Ask for the minutes!"


async def test_leaving_an_unsaved_note_asks(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("a")
        await running.until(lambda: running.screen.editor is not None)
        assert running.mode() is Mode.NOTE
        await running.write("q")
        await running.press("escape")
        assert running.mode() is Mode.CONFIRM
        await running.press("n")
        assert running.mode() is Mode.NOTE
        await running.press("ctrl+q")
        assert running.mode() is Mode.CONFIRM
        await running.press("n", "escape", "y")
        assert running.mode() is Mode.READING
        assert library.annotations(article_ids[0]) == ()


async def test_a_note_that_was_not_begun_is_just_left(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("a")
        await running.until(lambda: running.screen.editor is not None)
        await running.press("escape")
        assert running.mode() is Mode.READING


async def test_note_in_the_users_editor(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.annotate_quote(article_ids[0], "will run again from April", note="before")
    asked: list[list[str]] = []

    def edit(text: str, command: list[str], environ: object, path: Path) -> str:
        asked.append(command)
        return f"{text} and after"

    monkeypatch.setattr("reader.tui.screens.drafting.edit_text", edit)
    async with run(opened=article_ids[0], environ={"EDITOR": "ed -s"}) as running:
        monkeypatch.setattr(running.screen, "step_aside", lambda do: do())
        await running.press("]", "a", "E")
        assert library.annotations(article_ids[0])[0].annotation.note == "before and after"
        assert asked == [["ed", "-s"]]


async def test_a_card_opens_in_the_browser(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        page_html("A walk", foot="").replace(
            b"</article>",
            b'<video src="https://media.example/walk.mp4" title="A walk along the line"></video></article>',
        )
    )
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr("reader.tui.external.open_browser", lambda call: calls.append(call.words))
    monkeypatch.setattr(
        "reader.tui.external.browser_call", lambda url, *_: BrowserCall(words=(url,), needs_terminal=False)
    )
    async with run(opened=library.add(str(path)).article_id) as running:
        await running.press("G", "enter")
        assert calls == [("https://media.example/walk.mp4",)]
        assert running.message == "Opened in the browser."


async def test_tags_of_a_mark(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("H", "T")
        await running.write("#reeds, school")
        await running.press("enter")
        assert library.annotations(article_ids[0])[0].annotation.tags == ("reeds", "school")


async def test_find_counts_and_walks(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("/")
        await running.write("the")
        await running.press("enter", "n")
        assert "2 of " in running.text
        assert "“the”" in running.text
        await running.press("escape")
        assert "“the”" not in running.text
        await running.press("/")
        await running.write("zeppelin")
        await running.press("enter")
        assert running.message == "“zeppelin” is not in this article."


@pytest.mark.parametrize("size", [(80, 24), (60, 24)])
async def test_drawers_open_and_close(run: Run, article_ids: tuple[str, ...], size: tuple[int, int]) -> None:
    async with run(opened=article_ids[0], size=size) as running:
        screen = running.screen
        assert not running.shows(screen.library)
        await running.press("1")
        assert running.shows(screen.library)
        assert running.mode() is Mode.LIST
        assert TITLES[1] in " ".join(running.text.split())
        await running.press("escape")
        assert not running.shows(screen.library)
        await running.press("3")
        assert running.shows(screen.margin)
        assert running.mode() is Mode.MARGIN
        await running.press("3")
        assert not running.shows(screen.margin)
        assert running.mode() is Mode.READING


async def test_tab_goes_round_the_panes(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        modes = []
        for _ in range(3):
            await running.press("tab")
            modes.append(running.mode())
        assert modes == [Mode.MARGIN, Mode.LIST, Mode.READING]
        await running.press("shift+tab")
        assert running.mode() is Mode.LIST


async def test_nothing_but_the_text(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("z")
        assert not running.shows(running.screen.library)
        assert not running.shows(running.screen.margin)
        await running.press("escape")
        assert running.shows(running.screen.library)


async def test_resizing_docks_and_undocks(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        screen = running.screen
        for width, library, margin in ((120, True, True), (100, True, False), (80, False, False), (116, True, True)):
            await running.pilot.resize_terminal(width, 30)
            await running.settle()
            assert (screen.library.display, screen.margin.display) == (library, margin)
            assert screen.article.size.width >= 60


async def test_measure_is_remembered_on_this_machine(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], size=(140, 40)) as running:
        before = running.screen.article.text_layout.width
        await running.press("+")
        measure = running.screen.article.measure
        assert measure == before + 2
    assert load_window_state(library.folders.state).over(library.config).measure == measure


async def test_copy_says_how(run: Run, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.external.clipboard_tools", lambda environ: ())
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "y")
        await running.until(lambda: "Copied" in running.message)
        assert "OSC 52" in running.message
        assert running.app.clipboard.startswith("The ferry that once tied")


async def test_marks_and_jumps(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "m", "a")
        offset = running.screen.article.here.start
        assert library.listed(article_ids[0]).state.marks == {"a": offset}
        await running.press("G", "`", "a")
        assert running.screen.article.here.start == offset


async def test_keys_can_be_changed(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], keys={"highlight": ("M",), "find": ("ctrl+f",)}) as running:
        assert "M highlight" in running.text
        await running.press("H", "M")
        assert len(library.annotations(article_ids[0])) == 1


async def test_the_article_of_the_start_counts_as_opened_however_short_the_look(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.pilot.press("ctrl+q")
    state = library.listed(article_ids[0]).state
    assert state.is_read
    assert state.opened is not None


async def test_ctrl_c_says_how_to_quit(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("ctrl+c")
        assert running.message == "q goes back, ctrl+q quits."


async def test_outside_text_is_never_markup(run: Run, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "evil.html"
    path.write_bytes(page_html("[red]Ferry[/red] [@click=app.quit]line[/]"))
    library.add(str(path))
    async with run() as running:
        assert "[red]Ferry[/red]" in running.text
        await running.press("s")
        assert running.message.startswith("Starred")


async def test_the_last_row_counts_what_is_selected(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "v", "v", "e")
        assert "selection 1 word" in running.text
        await running.press("2", "w")
        assert "selection 3 words" in running.text
        await running.press("escape")
        assert "selection" not in running.text


async def test_enter_saves_a_note_and_the_last_row_says_so_quietly(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(size=(80, 24), opened=article_ids[0]) as running:
        await running.press("}", "a")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("One")
        await running.press("ctrl+j")
        await running.write("two")
        await running.press("enter")
        await running.until(lambda: "· saved" in running.text)
        assert running.screen.editor is None
        assert not running.message
    assert [one.annotation.note for one in library.annotations(article_ids[0])] == ["One\ntwo"]


async def test_a_note_that_was_also_written_elsewhere_brings_its_keys(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    text = library.open_article(article_ids[0]).kept.article.text
    made = library.annotate(article_ids[0], 0, text.index("\n"), note="mine")
    other = OtherVersion(written=made.updated, note="theirs")
    library._stores.annotations.save(replace(made, others=(other,)))  # as merging leaves it
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "g", "]", "a")
        assert "gO the other" in running.text
        await running.press("g", "O")
        assert "gO the other" not in running.text
        assert library.annotations(article_ids[0])[0].annotation.note == "theirs"
