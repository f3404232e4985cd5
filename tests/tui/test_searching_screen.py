"""Filters, searches and searches with a name, as they are typed."""

from datetime import date
from pathlib import Path

import pytest
from rich.style import Style

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.query.parser import parse
from reader.tui.keys.actions import Mode
from reader.tui.screens.searching_desk import query_of
from reader.tui.screens.sheet_body import SheetBody
from tests.loopback import page_html
from tests.tui.conftest import TITLES, Run, Running
from tests.tui.test_library_screen import shown_titles

FILLER = tuple(
    f"In its year number {year} the lake had a council that met on Mondays, and reeds." for year in range(40)
)
ROOFS = "Nobody in the valley had ever seen a slate fly, said the thatcher, before that night in May."


@pytest.fixture
def roofs_id(library: Library, article_ids: tuple[str, ...], tmp_path: Path) -> str:
    """A long article in the archive, with a sentence far down that no other has."""
    path = tmp_path / "roofs.html"
    path.write_bytes(page_html("What the roofs say", (*FILLER, ROOFS, *FILLER)))
    article_id = library.add(str(path)).article_id
    library.set_archived(article_id, True)
    return article_id


def styles_of(running: Running, words: str) -> list[Style]:
    """The styles in which words stand on the screen."""
    found = []
    for strip in running.app.screen._compositor.render_strips():
        found += [segment.style or Style() for segment in strip if segment.text == words]
    return found


async def test_what_is_wrong_with_a_query_is_underlined_and_the_line_stays_open(
    run: Run, article_ids: tuple[str, ...]
) -> None:
    async with run() as running:
        await running.press("|")
        await running.write("hail nosuch:field")
        await running.press("enter")
        assert running.mode() is Mode.INPUT
        assert running.text.count("There is no field `nosuch:`") == 1
        assert "not understood" in running.text
        assert any(style.underline for style in styles_of(running, "nosuch:"))
        await running.press("end", *["backspace"] * len(" nosuch:field"))
        assert "here is no field" not in running.text
        await running.press("enter")
        assert running.mode() is Mode.LIST
        assert shown_titles(running) == [TITLES[1]]


async def test_a_query_says_how_much_it_finds_and_is_taken_back_by_escape(
    run: Run, article_ids: tuple[str, ...]
) -> None:
    async with run() as running:
        await running.press("|")
        await running.write("is:unread -title:hai")
        assert "2 found" in running.text
        await running.press("escape")
        assert running.screen.library.total == 3
        assert running.screen.view == View()


async def test_words_of_a_query_are_completed_one_after_the_other(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_tags(article_ids[0], ("lake", "lakeside"))
    async with run() as running:
        await running.press("|")
        await running.write("ta")
        await running.press("tab")
        line = running.screen._prompt.line if running.screen._prompt else None
        assert line is not None
        assert line.text == "tag:"
        await running.write("la")
        await running.press("tab")
        assert line.text == "tag:lake"
        assert "lakeside" in running.text
        await running.press("tab", "tab")
        assert line.text == "tag:lakeside"
        await running.press("enter")
        assert running.screen.library.total == 1


async def test_a_question_mark_in_an_empty_line_shows_what_can_be_asked(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("|", "question_mark")
        assert "Filters and searches" in running.text
        assert "tag:policy" in running.text
        await running.press("escape")
        assert running.mode() is Mode.INPUT
        await running.write("x?")
        assert "Filters and searches" not in running.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_search_looks_everywhere_and_opens_the_article_at_its_place(
    run: Run, roofs_id: str, size: tuple[int, int]
) -> None:
    async with run(size=size) as running:
        await running.press("j", "g", "slash")
        await running.write("slate fl")
        assert running.screen.view.kind is ViewKind.FOUND
        assert any(style.bold for style in styles_of(running, "slate"))
        await running.press("y", "enter")
        assert running.mode() is Mode.LIST
        await running.press("enter")
        screen = running.screen
        assert screen.opened is not None
        assert screen.opened.kept.record.id == roofs_id
        text = screen.article.article.text
        assert screen.article.first_offset < text.index(ROOFS) < screen.article.last_offset
        assert "1 of 2" in running.text
        await running.press("n")
        assert "2 of 2" in running.text
        await running.press("escape", "escape")
        assert running.mode() is Mode.LIST
        await running.press("escape")
        assert screen.view == View()
        assert not screen.has_article
        assert screen.library.cursor == 1


async def test_leaving_a_search_comes_back_to_the_article_that_was_open(
    run: Run, roofs_id: str, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "slash")
        await running.write("thatcher")
        await running.press("enter", "enter", "escape", "escape", "escape")
        await running.settle()
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[0]
        assert running.screen.view == View()
        await running.press("g", "slash", "z", "escape")
        assert running.screen.view == View()
        assert running.mode() is Mode.READING


async def test_a_search_of_a_note_opens_at_the_note(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    note = library.note_article(article_ids[2], "Ask the beekeeper.")
    async with run() as running:
        await running.press("g", "slash")
        await running.write("beekeeper")
        assert "beekeeper" in running.text
        await running.press("enter", "enter")
        assert running.screen.opened is not None
        assert running.screen.opened.annotations[0].annotation.id == note.id


async def test_what_the_list_shows_is_saved_as_a_search(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_tags(article_ids[1], ("north sea",))
    async with run() as running:
        await running.press("g", "s")
        assert "nothing here to save" in running.message
        await running.press("l", "l", "l", "l", "l", "|")
        await running.write("hail OR snow")
        await running.press("enter", "g", "s")
        await running.write("Weather")
        await running.press("enter")
        saved = library.saved_searches()[0]
        assert (saved.name, saved.query) == ("Weather", 'tag:"north sea" (hail OR snow)')
        assert running.screen.view == View(kind=ViewKind.SAVED, name="Weather")
        assert "Searches" in running.text
        assert shown_titles(running) == [TITLES[1]]
        assert "u undoes it" in running.message


async def test_saved_searches_are_renamed_changed_and_deleted(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.save_search("Boats", "ferry")
    library.save_search("Roofs", "hail")
    async with run() as running:
        await running.press("l", "l", "l", "l", "l")
        assert running.screen.view.name == "Boats"
        running.screen.dispatcher.perform("rename_search")
        await running.press("ctrl+u")
        await running.write("Ships")
        await running.press("enter")
        assert [search.name for search in library.saved_searches()] == ["Ships", "Roofs"]
        running.screen.dispatcher.perform("edit_search")
        await running.press("ctrl+u")
        await running.write("clockmaker")
        await running.press("enter")
        assert library.saved_searches()[0].query == "clockmaker"
        assert shown_titles(running) == [TITLES[2]]
        await running.press("d", "d")
        assert [search.name for search in library.saved_searches()] == ["Roofs"]
        assert running.screen.view == View()
        await running.press("u")
        assert len(library.saved_searches()) == 2
        await running.press("d", "d")
        assert "No saved search is listed" in running.message


async def test_folders_of_searches_are_walked_through(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    for name in ("One", "Two"):
        library.save_search(name, "ferry")
    async with run() as running:
        seen = []
        for _ in range(8):
            seen.append((running.screen.view.kind, running.screen.view.name))
            await running.press("l")
        assert seen[4:] == [
            (ViewKind.TAG, ""),
            (ViewKind.SAVED, "One"),
            (ViewKind.SAVED, "Two"),
            (ViewKind.ARCHIVE, ""),
        ]
        await running.press("h")
        assert running.screen.view.name == "Two"


async def test_a_broken_saved_search_says_what_is_wrong(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.save_search("Fine", "ferry")
    settings = library.folder / "library.toml"
    settings.write_text(settings.read_text().replace("ferry", "nosuch:thing"))
    async with run() as running:
        running.screen.list_view(View(kind=ViewKind.SAVED, name="Fine"))
        await running.settle()
        assert "no field `nosuch:`" in running.text
        running.screen.list_view(View(kind=ViewKind.SAVED, name="Never"))
        await running.settle()
        assert "Never" in running.text
        await running.press("h")
        assert running.app.is_running


async def test_annotations_are_filtered_by_the_same_language(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.note_article(article_ids[1], "Ask the beekeeper.")
    library.note_article(article_ids[2], "Nothing to ask.", ("bees",))
    async with run() as running:
        await running.press("A")
        assert "beekeeper" in running.text
        await running.press("|")
        await running.write("tag:bees")
        await running.settle()
        assert "Nothing to ask" in running.text
        assert "beekeeper" not in running.text
        await running.press(*["backspace"] * 8)
        await running.write("nosuch:x")
        await running.press("enter")
        assert "no field `nosuch:`" in running.text
        await running.press("escape")
        assert "beekeeper" in running.text
        await running.press("|")
        await running.write("beekeeper")
        await running.settle()
        assert any(style.bold for style in styles_of(running, "beekeeper"))
        await running.press("enter", "enter")
        await running.settle()
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[1]


async def test_deleted_marks_are_brought_back(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    note = library.note_article(article_ids[1], "Ask the beekeeper.")
    library.remove_annotation(article_ids[1], note.id)
    async with run() as running:
        await running.press("g", "D")
        assert "beekeeper" in running.text
        await running.press("enter")
        assert [placed.annotation.note for placed in library.annotations(article_ids[1])] == ["Ask the beekeeper."]
        assert "Brought back" in running.message
        await running.press("enter", "g", "D")
        assert "Deleted marks and notes stand here" in running.text


async def test_the_trash_says_how_an_article_comes_back(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.set_trashed(article_ids[0], True)
    async with run() as running:
        running.screen.list_view(View(kind=ViewKind.TRASH))
        await running.settle()
        assert "D bring back" in running.text


@pytest.mark.parametrize(
    ("query", "saved"),
    [
        ("ferry", "is:starred ferry"),
        ("ferry OR hail", "is:starred (ferry OR hail)"),
        ('"ferry"OR"hail"', 'is:starred ("ferry"OR"hail")'),
        ("ferry OR(hail)", "is:starred (ferry OR(hail))"),
        ("ferry OR hail -sort:title", "is:starred (ferry OR hail) -sort:title"),
    ],
)
def test_a_folder_saved_with_its_filter_finds_no_more_than_it_showed(query: str, saved: str) -> None:
    assert query_of(View(kind=ViewKind.STARRED, query=query), lambda name: "") == saved
    parse(saved, today=date(2026, 1, 2))


def test_a_filter_saved_while_there_is_no_tag_asks_for_one() -> None:
    assert query_of(View(kind=ViewKind.TAG, query="ferry"), lambda name: "") == "has:tag ferry"


async def test_a_search_that_finds_nothing_offers_the_way_back(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "/")
        await running.write("zeppelin")
        await running.press("enter")
        await running.settle()
        assert "esc back   g/ search" in running.text


async def test_no_meaning_is_cut_in_the_help_of_queries(run: Run) -> None:
    async with run(size=(60, 24)) as running:
        await running.press("g", "?")
        body = running.app.screen.query_one(SheetBody)
        for _ in range(40):
            assert not any("…" in body.render_line(y).text for y in range(body.size.height))
            body.scroll_by(3)
