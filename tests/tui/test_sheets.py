"""The sheets: palette, help, contents, themes, tags, annotations, a picture. All of them by keys alone."""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from reader.library.library import Library
from reader.library.resources import themes_folder
from reader.library.results import FoundFeed
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.dates import utc_now
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import ACTIONS, KeyMap
from reader.tui.looks.themes import load_theme
from reader.tui.screens.adding import Addition, read_addition
from reader.tui.screens.annotation_list import annotation_row
from reader.tui.screens.help import Help
from reader.tui.screens.sheet_body import SheetBody
from reader.tui.screens.sheet_columns import into_columns
from reader.tui.screens.sheet_rows import SheetRow
from reader.tui.screens.tags import parse_tags
from reader.tui.window_state import load_window_state
from tests.loopback import PARAGRAPHS
from tests.tui.conftest import Run

SIZES = [(120, 40), (80, 24), (60, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_palette_does_what_its_name_says(
    run: Run, library: Library, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size) as running:
        await running.press(":")
        assert "Commands" in running.text
        await running.write("star the")
        await running.press("enter")
        assert library.listed(article_ids[0]).state.is_starred


async def test_palette_offers_only_what_works_here(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("ctrl+p")
        await running.write("highlight")
        assert "No command is called so." in running.text
        await running.press("escape", "enter", "ctrl+p")
        await running.write("highlight")
        assert "Highlight the current sentence" in running.text


@pytest.mark.parametrize("size", SIZES)
async def test_help_shows_every_action_with_its_keys(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size, keys={"star": ("ctrl+b",)}) as running:
        await running.press("?")
        seen = ""
        for _ in range(60):
            seen += " ".join(running.text.split())
            await running.press("space")
        for action in ACTIONS:
            if action.keys:
                assert " ".join(action.help.split()[:4]) in seen, action.id
        assert "ctrl+b" in seen
        await running.press("g", "g")
        assert "In the library" in running.text
        await running.press("q")
        assert "ctrl+q" not in running.text


def rows_of(keymap: KeyMap, mode: Mode) -> list[SheetRow]:
    return list(Help(keymap, mode).make_rows())


@pytest.mark.parametrize("mode", list(Mode))
def test_help_is_made_from_the_key_map(mode: Mode) -> None:
    rows = rows_of(KeyMap(), mode)
    assert {row.text for row in rows if not row.is_heading} == {action.help for action in ACTIONS if action.keys}
    lefts = {row.text: row.left for row in rows}
    assert lefts["Name this place by a letter"] == "m + letter"
    assert lefts["Directly after marking: change the colour of the mark"] == "1–5"


@pytest.mark.parametrize(
    ("mode", "first"),
    [(Mode.LIST, "In the library"), (Mode.READING, "Moving in the text"), (Mode.MARGIN, "In the margin")],
)
def test_help_begins_with_the_keys_that_work_here(mode: Mode, first: str) -> None:
    rows = rows_of(KeyMap(), mode)
    assert rows[0].text == first
    ids = {action.help: action for action in ACTIONS}
    works_here = [mode in ids[row.text].modes for row in rows if not row.is_heading]
    assert works_here == sorted(works_here, reverse=True)


def test_help_marks_the_keys_that_are_the_users_own() -> None:
    rows = rows_of(KeyMap.with_overrides({"star": ("ctrl+b",)}), Mode.LIST)
    assert [row.left for row in rows if row.right] == ["ctrl+b"]


@pytest.mark.parametrize("size", SIZES)
async def test_help_is_filtered_and_does_what_is_taken(
    run: Run, library: Library, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size) as running:
        await running.press("?", "/")
        await running.write("star the art")
        assert "Go to the first article" not in running.text
        await running.press("enter")
        assert library.listed(article_ids[0]).state.is_starred


async def test_help_says_where_else_a_key_works(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("?", "/")
        await running.write("next heading")
        await running.press("enter")
        assert running.message == "Go to the next heading: this works in the text and in what changed."


async def test_help_has_columns_where_there_is_room(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(size=(120, 40)) as running:
        await running.press("?")
        row = next(line for line in running.text.splitlines() if "In the library" in line)
        assert row.replace("In the library", "").strip()


async def test_palette_begins_with_what_was_used_last(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press(":")
        assert "Used last" not in running.text
        await running.write("star the")
        await running.press("enter", ":")
        lines = [line.strip() for line in running.text.splitlines()]
        heading = next(number for number, line in enumerate(lines) if "Used last" in line)
        assert "Star the article" in lines[heading + 1]
    assert load_window_state(library.folders.state).recent == ("star",)


async def test_click_takes_a_row_and_a_hint_does_what_it_says(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run() as running:
        await running.press(":")
        await running.write("star the")
        lines = running.text.splitlines()
        y = next(number for number, line in enumerate(lines) if "Star the article" in line)
        await running.pilot.click(offset=(lines[y].index("Star the"), y))
        await running.settle()
        assert library.listed(article_ids[0]).state.is_starred
        await running.press(":")
        lines = running.text.splitlines()
        y = next(number for number, line in enumerate(lines) if "esc leave" in line)
        await running.pilot.click(offset=(lines[y].index("leave"), y))
        await running.settle()
        assert "Commands" not in running.text


async def test_click_beside_a_sheet_leaves_it(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press(":")
        await running.pilot.click(offset=(1, 1))
        await running.settle()
        assert "Commands" not in running.text


async def test_wheel_scrolls_a_sheet_and_click_takes_the_row_that_is_there_now(
    run: Run, article_ids: tuple[str, ...]
) -> None:
    async with run(size=(80, 24)) as running:
        await running.press("?")
        before = running.text
        await running.pilot._post_mouse_events([MouseScrollDown], offset=(40, 12))
        await running.settle()
        assert running.text != before


def test_columns_are_parted_before_headings_and_balanced() -> None:
    heights = [1, 1, 1, 2, 1, 2, 1, 1]
    is_heading = [True, False, False, True, False, True, False, False]
    columns = into_columns(heights, is_heading, 2)
    assert [column.rows for column in columns] == [range(5), range(5, 8)]
    assert [column.end(100) for column in columns] == [6, 3]
    assert into_columns(heights, is_heading, 1)[0].end(100) == 10
    assert [column.rows for column in into_columns([], [], 3)] == [range(0)]


async def test_contents_goes_to_a_heading(run: Run, library: Library, tmp_path: Path) -> None:
    page = tmp_path / "chapters.md"
    chapters = "\n\n".join(f"## Chapter {number}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}" for number in range(1, 9))
    page.write_text(f"# The toll bridge\n\n{PARAGRAPHS[2]}\n\n{chapters}\n", encoding="utf-8")
    article_id = library.add(str(page)).article_id
    async with run(opened=article_id) as running:
        await running.press("g", "t")
        assert "Contents" in running.text
        await running.press("j", "j", "j", "enter")
        text = running.screen.article.article.text
        assert text[running.screen.article.here.start :].startswith("Chapter 3")


async def test_contents_without_headings_says_so(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "t")
        assert "no headings" in running.text


async def test_theme_is_tried_on_and_kept(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press(":")
        await running.write("choose a theme")
        await running.press("enter", "j")
        tried = running.app.theme
        assert tried != "paper"
        await running.press("escape")
        assert running.app.theme == "paper"
        await running.press(":")
        await running.write("choose a theme")
        await running.press("enter", "j", "enter")
        assert running.app.theme == tried
        await running.press(":")
        await running.write("choose a theme")
        await running.press("enter", "enter")  # the sheet begins at the theme in use
        assert running.app.theme == tried
    assert load_window_state(library.folders.state).over(library.config).theme == tried


async def test_annotations_of_the_article_are_listed(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    library.annotate_quote(article_ids[0], "a first budget was drawn up", note="By whom?", tags=("money",))
    async with run(opened=article_ids[0]) as running:
        await running.press("A")
        assert "a first budget was drawn up" in running.text
        assert "By whom? · #money" in running.text
        await running.press("enter")
        here = running.screen.article.here
        assert running.screen.article.article.text[here.start : here.end].startswith("The road lobby")


async def test_annotations_of_the_library_are_listed_and_open_their_article(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.annotate_quote(article_ids[1], "a first budget was drawn up")
    async with run() as running:
        await running.press("A")
        await running.until(lambda: "All marks and notes" in running.text)
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[1]


async def test_no_annotations_says_which_keys_make_them(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("A")
        assert "H marks the current sentence" in running.text


def test_row_of_an_annotation_says_its_colour_and_its_state_in_words() -> None:
    now = utc_now()
    annotation = Annotation(
        id=1,
        article_id="a",
        created=now,
        updated=now,
        selectors=Selectors(exact="the\nreeds", prefix="", suffix="", start=0, end=9),
        colour=Colour.PINK,
        note="Ask\nOda.",
        tags=("lake",),
    )
    meanings = {colour: colour.value for colour in Colour} | {Colour.PINK: "doubt"}
    row = annotation_row(PlacedAnnotation(annotation=annotation, anchor=Anchor(state=AnchorState.ORPHAN)), meanings)
    assert (row.text, row.colour) == ("the reeds", "pink")
    assert row.note == "doubt · its passage is gone from the text · Ask Oda. · #lake"


def test_tags_are_read_from_a_line() -> None:
    assert parse_tags(" #lake, ferry  lake ,, #") == ("lake", "ferry")


@pytest.mark.parametrize(
    ("pasted", "addition"),
    [
        ("  https://hill.example/a \n", Addition(target="https://hill.example/a")),
        ("~/saved page.html", Addition(target="~/saved page.html")),
        ("One line.\nAnother.", Addition(text="One line.\nAnother.")),
        ("word " * 40, Addition(text="word " * 40)),
        (" \n ", None),
    ],
)
def test_what_was_pasted_is_told_apart(pasted: str, addition: Addition | None) -> None:
    assert read_addition(pasted) == addition


async def test_sheet_has_a_frame_where_the_theme_has_no_ground_for_it(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(size=(80, 24)) as running:
        await running.press(":")
        assert "╭" not in running.text
        running.screen.wear(load_theme(themes_folder() / "plain.toml"))
        await running.settle()
        left = running.app.screen.query_one(SheetBody).region.x
        edge = "".join(line[left] for line in running.text.splitlines()).strip()
        assert (edge[0], set(edge[1:-1]), edge[-1]) == ("╭", {"│"}, "╰")


async def test_a_sheet_without_rows_offers_only_to_be_left(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "m")
        body = running.screen.app.screen.query_one(SheetBody)
        hints = body.render_line(body.size.height - 2).text
        assert "esc leave" in hints
        assert "go there" not in hints
        assert "delete" not in hints


async def test_a_narrow_sheet_goes_on_saying_how_one_leaves_it(run: Run, library: Library) -> None:
    library.subscribe(FoundFeed("https://hill.example/feed.xml", "Hill Gazette"))
    async with run(size=(60, 24)) as running:
        await running.press("g", "f")
        assert "space health   s settings   esc leave" in running.text


async def test_no_heading_stands_at_the_lower_edge_without_a_row(run: Run) -> None:
    async with run(size=(60, 24)) as running:
        await running.press("?")
        sheet = running.app.screen
        assert isinstance(sheet, Help)
        body = sheet.query_one(SheetBody)
        for _ in range(60):
            last = body.render_line(body.size.height - 4).text.strip(" ▌")
            assert last not in {row.text for row in sheet.rows if row.is_heading}
            body.scroll_by(1)
