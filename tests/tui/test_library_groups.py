"""The list on the screen in groups: headings, folding, orders that are remembered; ranges, previews and folders in folders."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.events import MouseScrollDown
from textual.strip import Strip

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.stores import open_stores
from reader.tui.empty_states import empty_list_text
from reader.tui.keys.keymap import KeyMap
from reader.tui.shown_list import GroupRow, ShownRow
from reader.tui.widgets.folder import FolderFolds
from reader.tui.window_state import load_window_state
from tests.loopback import page_html
from tests.tui.conftest import Run, Running

SITES = ("Post", "Gazette", "Post", "Post", "Gazette", "Review")


@pytest.fixture
def story_ids(library: Library, tmp_path: Path) -> list[str]:
    """Six stories of three sites, the first the newest."""
    stores = open_stores(library.folder, library.folders)
    made = []
    for number, site in enumerate(SITES):
        path = tmp_path / f"{number}.html"
        path.write_bytes(page_html(f"Story {number}"))
        made.append(library.add(str(path)).article_id)
        added = datetime.now(UTC) - timedelta(days=40 * number)
        stores.articles.update_record(replace(stores.record(made[-1]), site=site, added=added))
    library.catch_up()
    return made


def rows(running: Running) -> list[str]:
    """Return what stands in every row of the list."""
    pane = running.screen.library.list
    found = []
    for place in range(pane.total):
        match pane.row_at(place):
            case ShownRow(article=article):
                found.append(article.record.title[len("Story ")])
            case GroupRow() as row:
                found.append(f"{row.name or row.group.key}{'+' if row.is_folded else ''}")
    return found


async def group_by(running: Running, words: str) -> None:
    """Choose what the list stands together by in the sheet of orders."""
    await running.press("comma", "G")
    sheet = running.app.screen
    at = next(index for index, row in reversed(list(enumerate(sheet.rows))) if row.text == words)  # type: ignore[attr-defined]
    while sheet.at > at:  # type: ignore[attr-defined]
        await running.press("k")
    await running.press("enter")


async def test_the_order_is_chosen_and_remembered(run: Run, library: Library, story_ids: list[str]) -> None:
    async with run() as running:
        assert rows(running) == ["0", "1", "2", "3", "4", "5"]
        await running.press("comma", "j")
        assert rows(running) == ["5", "4", "3", "2", "1", "0"]  # at once, as the bar comes to it
        await running.press("escape")
        assert rows(running) == ["0", "1", "2", "3", "4", "5"]
        await running.press("comma", "j", "enter")
        assert "added, oldest first" in running.text
        assert load_window_state(library.folders.state).over(library.config).sort == "-added"


async def test_groups_fold_and_unfold_and_are_gone_through(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        pane = running.screen.library
        await running.press("j", "j")  # the bar stays at its article
        await group_by(running, "by site")
        assert rows(running) == ["Gazette", "1", "4", "Post", "0", "2", "3", "Review", "5"]
        assert pane.current is not None
        assert pane.current.record.id == story_ids[2]
        assert "6 of 6" not in running.text
        await running.press("z", "a")
        assert rows(running) == ["Gazette", "1", "4", "Post+", "Review", "5"]
        assert isinstance(pane.list.current, GroupRow)
        assert "3 articles" in running.text
        await running.press("enter")
        assert rows(running)[3:6] == ["Post", "0", "2"]
        await running.press("right_square_bracket", "right_square_bracket")
        assert pane.cursor == 7
        await running.press(*("left_square_bracket",) * 4)
        assert pane.cursor == 0
        await running.press("z", "A")
        assert rows(running) == ["Gazette+", "Post+", "Review+"]
        await running.press("z", "A")
        assert len(rows(running)) == 9


async def test_folding_asks_the_index_nothing(
    run: Run, library: Library, story_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as running:
        await group_by(running, "by site")
        asked: list[str] = []
        monkeypatch.setattr(type(library), "listing", lambda *_, **__: asked.append("listing"))
        monkeypatch.setattr(type(library), "counts", lambda *_: asked.append("counts"))
        await running.press("z", "A")
        assert asked == []
        assert len(rows(running)) == 3


async def test_a_click_on_a_heading_folds_its_group(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        await group_by(running, "by site")
        pane = running.screen.library
        await running.pilot.click(pane, offset=(40, 3))
        await running.settle()
        assert rows(running)[0] == "Gazette+"


async def test_a_range_follows_the_bar_and_one_step_takes_back_what_is_done(
    run: Run, library: Library, story_ids: list[str]
) -> None:
    async with run() as running:
        await running.press("v", "j", "j")
        assert "3 selected" in running.text
        await running.press("k", "s")
        starred = {row.record.id for row in library.list(View(kind=ViewKind.STARRED))}
        assert starred == set(story_ids[:2])
        assert not running.screen.library.list.selection
        await running.press("u")
        assert not library.list(View(kind=ViewKind.STARRED))
        await running.press("asterisk")
        assert len(running.screen.library.list.selection) == 6
        await running.press("escape")
        assert not running.screen.library.list.selection


async def test_tags_are_given_to_all_that_are_selected(run: Run, library: Library, story_ids: list[str]) -> None:
    library.set_tags(story_ids[0], ("own",))
    async with run() as running:
        await running.press("v", "j", "t")
        await running.write("lake")
        await running.press("enter")
        assert library.listed(story_ids[0]).state.tags == ("own", "lake")
        assert library.listed(story_ids[1]).state.tags == ("lake",)


async def test_shift_and_ctrl_clicks_select(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        pane = running.screen.library
        await running.pilot.click(pane, offset=(40, 9), shift=True)
        assert len(pane.list.selection) == 3
        await running.pilot.click(pane, offset=(40, 6), control=True)
        assert len(pane.list.selection) == 2
        assert running.screen.opened is None


async def test_space_on_a_heading_selects_its_group(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        await group_by(running, "by site")
        await running.press("g", "g", "space")
        assert len(running.screen.library.list.selection) == 2
        assert "✓ Gazette" not in running.text
        await running.press("z", "a")  # its ticks are folded away with it
        assert "✓ Gazette" in running.text


async def test_a_number_names_an_article_where_headings_stand_between(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        await group_by(running, "by site")
        await running.press("4", "G")
        assert "4 of 6" in running.text
        await running.press("9", "G")
        assert "6 of 6" in running.text


async def test_the_preview_shows_how_the_article_under_the_bar_begins(
    run: Run, library: Library, story_ids: list[str]
) -> None:
    async with run(size=(160, 40)) as running:
        pane = running.screen.library
        await running.press("p", "j")
        await running.until(lambda: pane._preview is not None and pane._preview.article_id == story_ids[1])
        await running.settle()
        words = library.open_article(story_ids[1]).kept.article.body.split("\n\n")[1][:20]
        assert words in running.text
        assert load_window_state(library.folders.state).over(library.config).preview
        await running.press("p")
        assert words not in running.text


async def test_the_preview_needs_room(run: Run, story_ids: list[str]) -> None:
    async with run(size=(100, 30)) as running:
        await running.press("p")
        assert "120 columns" in running.message
        assert not running.screen.library.has_preview


async def test_leaving_the_filter_brings_back_the_bar_and_its_line(run: Run, story_ids: list[str]) -> None:
    async with run(size=(100, 14)) as running:
        pane = running.screen.library
        await running.press("G", "k", "k")
        before = pane.list.aimed_at
        await running.press("vertical_line")
        await running.write("5")
        assert pane.total == 1
        await running.press("escape")
        assert pane.list.aimed_at == before


async def test_enter_keeps_the_bar_at_what_the_search_found(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        pane = running.screen.library
        await running.press("g", "slash")
        await running.write("story")
        found = pane.current
        await running.press("enter")
        assert pane.current is not None
        assert found is not None
        assert pane.current.record.id == found.record.id


async def test_tags_nest_fold_and_stay_so(run: Run, library: Library, story_ids: list[str]) -> None:
    library.set_tags(story_ids[0], ("lake/ferry",))
    library.set_tags(story_ids[1], ("lake",))
    async with run() as running:
        pane = running.screen.library

        def names() -> list[str]:
            return [folder.name for folder in pane.folders.rows]

        assert names() == ["Inbox", "News", "Starred", "Annotated", "Tags", "lake", "Archive"]
        await running.press("5", "l")
        assert (pane.view.tag, pane.total) == ("lake", 2)  # with what is nested in it
        await running.press("z", "a")
        assert "ferry" in names()
        await running.press("l")
        assert (pane.view.tag, pane.total) == ("lake/ferry", 1)
        await running.press("z", "a")  # what is listed would be folded away
        assert pane.view.tag == "lake"
        assert "ferry" not in names()
        await running.press("h", "z", "a")
        assert names() == ["Inbox", "News", "Starred", "Annotated", "Tags", "Archive"]
        await running.press("l")
        assert pane.view.kind is ViewKind.ARCHIVE
        kept = load_window_state(library.folders.state).over(library.config).open_folders
        assert FolderFolds.from_text(kept).folded == {"tags", "#lake"}


async def test_many_tags_leave_room_and_are_passed_over(run: Run, library: Library, story_ids: list[str]) -> None:
    library.set_tags(story_ids[0], tuple(f"tag{number:03}" for number in range(300)))
    async with run(size=(120, 24)) as running:
        pane = running.screen.library
        assert "tag000" not in [folder.name for folder in pane.folders.rows]  # folded, as they are many
        await running.press("l", "l", "l", "l", "z", "a")
        assert pane.folders.window[5].name == "tag000"
        await running.press("4", "4", "l")
        assert pane.view.tag == "tag043"
        assert "tag043" in [folder.name for folder in pane.folders.window]
        await running.press("right_square_bracket", "right_square_bracket")
        assert pane.view.kind is ViewKind.ARCHIVE
        assert "Archive" in running.text


async def test_what_is_annotated_has_a_folder(run: Run, library: Library, story_ids: list[str]) -> None:
    library.note_article(story_ids[2], "Ask again.")
    async with run() as running:
        await running.press("l", "l", "l")
        assert rows(running) == ["2"]
        await running.press("vertical_line")
        await running.write("story")
        await running.press("enter", "g", "s")
        await running.write("Mine")
        await running.press("enter")
        assert library.saved_searches()[0].query == "(has:highlight OR has:note) story"


@pytest.mark.parametrize("keys", [("vertical_line",), ("g", "slash")])
async def test_what_was_begun_is_still_found_when_it_is_taken(
    run: Run, story_ids: list[str], keys: tuple[str, ...]
) -> None:
    async with run() as running:
        pane = running.screen.library
        await running.press(*keys)
        await running.write("sto")
        assert pane.total == 6
        await running.press("enter")
        assert (pane.total, pane.view.query) == (6, "sto*")


async def test_what_was_never_found_is_not_taken_for_a_beginning(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        pane = running.screen.library
        await running.press("vertical_line")
        await running.write("zeppel")
        await running.press("enter")
        assert (pane.total, pane.view.query) == (0, "zeppel")


async def test_empty_folders_say_what_would_be_there_and_which_key_brings_it(run: Run, story_ids: list[str]) -> None:
    async with run() as running:
        for kind, words in (
            (ViewKind.STARRED, "s gives one"),
            (ViewKind.ANNOTATED, "H marks a sentence"),
            (ViewKind.TAG, "t gives one"),
            (ViewKind.ARCHIVE, "x puts one away"),
            (ViewKind.TRASH, "D puts one there"),
        ):
            running.screen.list_view(View(kind=kind))
            await running.settle()
            assert words in " ".join(running.text.split())


def test_only_a_library_that_is_read_for_the_first_time_says_so() -> None:
    keymap, typed = KeyMap(), View(query="zeppelin")
    assert "first time" in empty_list_text(keymap, View(), is_all_empty=True, is_reading=True)
    waiting = empty_list_text(keymap, typed, is_all_empty=False, is_reading=True)
    assert "first time" not in waiting
    assert "“zeppelin” so far" in waiting


async def test_a_broken_saved_search_says_so(run: Run, library: Library, story_ids: list[str]) -> None:
    (library.folder / "library.toml").write_text('[searches]\nBad = "is:nothing"\n', encoding="utf-8")
    async with run() as running:
        running.screen.list_view(View(kind=ViewKind.SAVED, name="Bad"))
        await running.settle()
        assert "is:nothing" in running.text


async def test_moving_the_bar_draws_two_rows_and_no_more(
    run: Run, story_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as running:
        pane = running.screen.library
        drawn: list[int] = []
        render_line = pane.render_line

        def counted(y: int) -> Strip:
            drawn.append(y)
            return render_line(y)

        monkeypatch.setattr(pane, "render_line", counted)
        await running.press("j")
        assert 0 < len(drawn) <= 8  # the first row has a heading over it
        drawn.clear()
        await running.press("v", "G")  # every row between is selected now
        assert len(drawn) > 20


async def test_a_click_beside_a_preview_shows_and_a_second_one_opens(run: Run, story_ids: list[str]) -> None:
    async with run(size=(160, 40)) as running:
        pane = running.screen.library
        await running.press("p")
        await running.pilot.click(pane, offset=(40, 6))
        await running.settle()
        assert (pane.cursor, running.screen.opened) == (1, None)
        await running.pilot.click(pane, offset=(40, 6), times=2)
        await running.settle()
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == story_ids[1]


async def test_a_click_on_its_sign_opens_a_folder_and_the_wheel_turns_them(
    run: Run, library: Library, story_ids: list[str]
) -> None:
    library.set_tags(story_ids[0], tuple(f"tag{number:03}" for number in range(60)))
    async with run(size=(120, 24)) as running:
        pane = running.screen.library
        await running.pilot.click(pane, offset=(1, 7))
        await running.settle()
        assert pane.view == View()
        assert pane.folders.window[5].name == "tag000"
        first = pane.folders.window[0]
        pane.on_mouse_scroll_down(
            MouseScrollDown(pane, x=4, y=8, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False)
        )
        assert pane.folders.window[0] != first
        await running.pilot.click(pane, offset=(8, 8))
        await running.settle()
        assert pane.view.tag.startswith("tag0")
