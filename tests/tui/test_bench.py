"""The workbench: found, narrowed down, gathered, changed in one go, left for a passage and come back to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.bench import BenchOrder
from reader.library.library import Library
from reader.model.annotation import Annotation, Colour
from reader.model.note_text import NoteText, read_note
from reader.tui.keys.actions import Mode
from reader.tui.screens.bench import Bench
from reader.tui.widgets.bench_preview import MOST_NOTE_LETTERS
from tests.tui.conftest import Run, Running

Make = Callable[..., Annotation]


@pytest.fixture
def marks(library: Library, article_ids: tuple[str, ...]) -> tuple[Annotation, ...]:
    """Five annotations in three articles; the last made comes first on the bench."""
    ferry, hail, clock = article_ids

    def passage(article_id: str, number: int) -> tuple[int, int]:
        article = library.open_article(article_id).kept.article
        start = article.block_starts[number]
        return start, start + min(24, len(article.block_texts[number]))

    return (
        library.annotate(clock, *passage(clock, 2), colour=Colour.GREEN, tags=("time",), note="who winds it?"),
        library.annotate(hail, *passage(hail, 2), colour=Colour.BLUE, tags=("sea", "ice")),
        library.note_article(hail, "for the chapter on weather", ("ice",)),
        library.annotate(ferry, *passage(ferry, 2), colour=Colour.GREEN, tags=("sea",)),
        library.annotate(ferry, *passage(ferry, 1), note="ask the harbour master"),
    )


def bench_of(running: Running) -> Bench:
    """Return the workbench, whatever stands over it."""
    return next(screen for screen in reversed(running.app.screen_stack) if isinstance(screen, Bench))


def in_front(running: Running) -> object:
    """Return the screen that is shown."""
    return running.app.screen


def here(running: Running) -> int:
    """Return the annotation under the bar."""
    current = bench_of(running).list.current
    return current.placed.annotation.id if current is not None else 0


def told(running: Running) -> str:
    """Return what the last row of the workbench tells."""
    return bench_of(running).status.message


def kept(library: Library, annotation: Annotation) -> Annotation | None:
    """Return an annotation as it is on disk."""
    listed = (placed.annotation for placed in library.annotations(annotation.article_id))
    return next((one for one in listed if one.id == annotation.id), None)


async def test_all_marks_and_notes_stand_under_their_articles(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run(size=(160, 50)) as running:
        await running.press("g", "A")
        assert bench_of(running).mode is Mode.BENCH
        text = running.text
        for words in ("All marks and notes", "ask the harbour master", "Two winters of hail", "who winds it?", "#time"):
            assert words in text
        assert text.index("Ferry line") < text.index("Two winters") < text.index("clockmaker")
        await running.press("g", "A")
        assert in_front(running) is running.screen


async def test_the_first_frame_without_anything_says_what_would_be_here(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("A")
        assert "All your marks and notes" in running.text
        await running.press("d", "d", "e", "t", "x", "1", "y", "space", "v", "*", "enter", "z", "a", "]", "]", "G")
        assert bench_of(running).is_current
        await running.press("q")
        assert in_front(running) is running.screen


async def test_a_filter_narrows_down_as_it_is_typed_and_esc_shows_all_again(
    run: Run, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "/")
        await running.write("note:harb")
        assert bench_of(running).list.total == 1
        await running.press("enter")
        assert bench_of(running).list.total == 1  # where the whole word finds nothing, it is a beginning still
        assert "note:harb*" in running.text
        await running.press("/", "backspace", *"our", "enter")
        assert bench_of(running).list.total == 1
        assert "note:harbour" in running.text
        await running.press("escape")
        assert bench_of(running).list.total == 5


async def test_a_wrong_query_says_where_and_what_was_found_stays(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run() as running:
        await running.press("g", "A", "|")
        await running.write("color:gren")
        await running.press("enter")
        assert bench_of(running).mode is Mode.INPUT
        assert "There is no colour `gren`. Try `color:green`." in running.text
        assert bench_of(running).list.is_loaded
        await running.press("escape")
        assert bench_of(running).list.total == 5
        await running.press("|")
        await running.write("colour:gre")
        await running.press("tab")
        assert "green" in running.text
        await running.press("enter")
        assert bench_of(running).list.total == 2


async def test_facets_are_chosen_by_key_and_taken_back_by_esc(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run(size=(140, 50)) as running:
        await running.press("g", "A", "tab")
        bench = bench_of(running)
        assert bench.focused is bench.facets
        await running.press("j", "space")
        assert bench.filter.query == "color:green"
        assert bench.list.total == 2
        assert "2 of 5" in running.text
        await running.press("d", "d", "3", "3", "k", "enter")
        assert bench.filter.query == "(color:green OR color:yellow)"
        assert bench.list.total == 3
        await running.press("escape", "escape")
        assert bench.filter.query == "color:green"
        await running.press("escape")
        assert bench.list.total == 5
        await running.press("escape")
        assert in_front(running) is running.screen


async def test_a_facet_is_chosen_by_a_click(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run(size=(140, 50)) as running:
        await running.press("g", "A")
        line = next(y for y, line in enumerate(running.text.split("\n")) if "#sea" in line[:28])
        await running.pilot.click("#bench-facets", offset=(6, line))
        await running.settle()
        assert bench_of(running).filter.query == "tag:sea"
        assert bench_of(running).list.total == 2


async def test_on_a_narrow_screen_the_facets_are_a_drawer(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run(size=(60, 24)) as running:
        await running.press("g", "A")
        bench = bench_of(running)
        assert not running.shows(bench.facets)
        await running.press("tab")
        assert running.shows(bench.facets)
        assert not running.text.split("\n")[-2][: bench.facets.size.width].strip()  # a blank row above the last
        await running.press("escape")
        assert not running.shows(bench.facets)


async def test_several_are_recoloured_in_one_step_that_is_undone(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "*", "5")
        assert "recoloured" in told(running)
        changed = [kept(library, one) for one in marks]
        assert [one.colour for one in changed if one and one.is_highlight] == [Colour.VIOLET] * 4
        assert not bench_of(running).list.list.selection
        await running.press("u")
        assert [one.colour for one in (kept(library, mark) for mark in marks) if one] == [m.colour for m in marks]
        await running.press("ctrl+r")
        assert kept(library, marks[0]).colour is Colour.VIOLET  # type: ignore[union-attr]


async def test_several_changes_are_undone_by_a_number_and_gone_to(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "g", "U")
        assert told(running) == "Nothing was undone yet."
        await running.press("3", "j", "4")
        bench_of(running).dispatcher.perform("undo", 2)
        await running.settle()
        assert "2 steps" in told(running)
        assert [now.colour for mark in marks if (now := kept(library, mark))] == [mark.colour for mark in marks]
        bench_of(running).dispatcher.perform("redo", 2)
        await running.settle()
        changed = [mark for mark in marks if (now := kept(library, mark)) is not None and now.colour is not mark.colour]
        assert len(changed) == 2
        await running.press("g", "U")
        opened = running.screen.opened
        assert in_front(running) is running.screen
        assert opened is not None
        assert opened.kept.record.id in {mark.article_id for mark in changed}
        await running.press("q")
        assert in_front(running) is bench_of(running)


async def test_common_tags_are_shown_and_changed_for_all(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "|")
        await running.write("tag:sea")
        await running.press("enter", "*", "t")
        assert "Tags that all 2 have" in running.text
        await running.press("ctrl+u")
        await running.write("ocean")
        await running.press("enter")
        assert [one.tags for one in (kept(library, marks[1]), kept(library, marks[3])) if one] == [
            ("ice", "ocean"),
            ("ocean",),
        ]
        await running.press("u")
        assert [set(one.tags) for one in (kept(library, marks[1]), kept(library, marks[3])) if one] == [
            {"sea", "ice"},
            {"sea"},
        ]


async def test_deleting_says_how_many_and_u_brings_them_back(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "k", "space", "d", "d")
        assert told(running).startswith("2 marks and notes deleted")
        assert bench_of(running).list.total == 3
        assert kept(library, marks[4]) is None
        await running.press("u")
        assert bench_of(running).list.total == 5
        assert kept(library, marks[4]) == marks[4]


async def test_a_note_is_edited_in_place(run: Run, library: Library, marks: tuple[Annotation, ...]) -> None:
    for size in ((140, 40), (80, 24)):
        async with run(size=size) as running:
            await running.press("g", "A", "e")
            assert bench_of(running).mode is Mode.NOTE
            await running.write("! ")
            await running.press("escape")
            assert "not saved" in running.text
            await running.press("n")
            await running.press("enter")
            assert "Note saved" in told(running)
            assert bench_of(running).mode is Mode.BENCH
            assert (note := kept(library, marks[4])) is not None
            assert note.note.startswith("ask the harbour master!")
            assert here(running) == marks[4].id


async def test_an_unsaved_note_is_gone_on_with(run: Run, library: Library, marks: tuple[Annotation, ...]) -> None:
    async with run(size=(140, 40)) as running:
        await running.press("g", "A", "e")
        await running.write(" and why")
    async with run(size=(140, 40)) as running:
        await running.press("g", "A", "e")
        assert "not saved" in told(running)
        await running.press("enter")
        assert (note := kept(library, marks[4])) is not None
        assert note.note == "ask the harbour master and why"
    assert not library.drafts.left()
    async with run(size=(140, 40)) as running:
        await running.press("g", "A", "j", "e")
        assert "not saved" not in told(running)


async def test_a_link_is_offered_in_a_note_and_taken(
    run: Run, library: Library, article_ids: tuple[str, ...], marks: tuple[Annotation, ...]
) -> None:
    title = library.open_article(article_ids[1]).kept.record.title
    link = f"[[{article_ids[1][:8]}|{title}]]"
    for size in ((140, 40), (80, 24)):
        async with run(size=size) as running:
            await running.press("g", "A", "e")
            await running.write(" see [[hail")
            assert bench_of(running).mode is Mode.COMPLETING
            assert title in running.text
            await running.press("tab")
            assert bench_of(running).mode is Mode.NOTE
            await running.press("enter")
            assert (note := kept(library, marks[4])) is not None
            assert note.note.endswith(link)


async def test_notes_of_the_same_article_are_offered_first_in_the_workbench(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run(size=(140, 40)) as running:
        await running.press("g", "A", "e")
        await running.write(" [[harbour")
        assert "in this article" in running.text


async def test_one_jumps_to_a_passage_and_comes_back_to_where_one_was(run: Run, marks: tuple[Annotation, ...]) -> None:
    for back in ("q", "ctrl+o", "escape"):
        async with run() as running:
            await running.press("g", "A", "|")
            await running.write("tag:sea")
            await running.press("enter", "space", "j")
            at, bench = here(running), bench_of(running)
            assert at == marks[1].id
            await running.press("enter")
            assert in_front(running) is running.screen
            assert running.screen.opened is not None
            assert running.screen.opened.kept.record.id == marks[1].article_id
            shown = running.screen.article.annotation_here()
            assert shown is not None
            assert shown.annotation.id == at
            await running.press(back)
            assert in_front(running) is bench
            assert here(running) == at
            assert bench.filter.text == "tag:sea"
            assert len(bench.list.list.selection) == 1
            await running.press("q")
            assert in_front(running) is running.screen
            assert running.screen.opened is None  # as it was before


async def test_what_one_does_in_the_article_shows_when_one_comes_back(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "enter", "d", "d")
        await running.press("q")
        assert kept(library, marks[4]) is None
        assert bench_of(running).list.total == 4


async def test_changes_from_elsewhere_leave_the_bar_at_its_annotation(
    run: Run, library: Library, marks: tuple[Annotation, ...]
) -> None:
    async with run() as running:
        await running.press("g", "A", "j")
        at = here(running)
        assert at == marks[3].id
        other = Library.open(library.folder, config=library.config, folders=library.folders)
        other.note_article(marks[0].article_id, "written in another window")
        other.close()
        await running.until(lambda: "written in another window" in running.text)
        assert here(running) == at


async def test_what_is_selected_is_exported_to_a_file(
    run: Run, marks: tuple[Annotation, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with run() as running:
        await running.press("g", "A", "space", "x")
        assert "Export 1 mark or note" in running.text
        await running.press("enter")
        await running.press("enter")
        text = (tmp_path / "pressmark-notes.md").read_text()
        assert "ask the harbour master" in text
        assert "who winds it?" not in text
        assert "written to" in told(running)
        await running.press("x", "enter", "enter")
        assert "Write over it?" in running.text
        await running.press("y")
        assert "who winds it?" in (tmp_path / "pressmark-notes.md").read_text()


async def test_order_and_groups_follow_the_bar_and_are_remembered(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run() as running:
        await running.press("g", "A", ",")
        assert "Order of the workbench" in running.text
        await running.press("j", "enter")
        assert bench_of(running).order.sort == "oldest"
        assert running.screen.window.over(running.screen.config).bench_sort == "oldest"
        await running.press(",", "G", "escape")
        assert bench_of(running).order.sort == "oldest"


async def test_groups_are_folded(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run() as running:
        await running.press("g", "A")
        rows = bench_of(running).list.list
        assert rows.total == 8
        await running.press("z", "A")
        assert rows.total == 3
        await running.press("j", "enter")
        assert rows.total == 5
        await running.press("z", "A", "]", "]")
        assert rows.total == 8
        await running.press("space")
        assert len(rows.selection) == 1


async def test_beside_a_heading_stands_what_its_group_is(
    run: Run, library: Library, article_ids: tuple[str, ...], marks: tuple[Annotation, ...]
) -> None:
    async with run(size=(160, 50)) as running:
        preview = bench_of_opened(running)
        await running.press("g", "A", "]", "]")
        hail = library.open_article(article_ids[1]).kept.record
        about = preview()
        for words in (hail.title, f"{hail.words:,} words", "blue", "on the article", "with a note", "#ice", "#sea"):
            assert words in about, words
        await running.press("j")
        assert "with a note" not in preview()
        bench_of(running).take_order(BenchOrder(group="tag"))
        await running.press("g", "g")
        assert "#ice" in preview()
        assert "Articles" in preview()
        assert hail.title in preview()


def bench_of_opened(running: Running) -> Callable[[], str]:
    """Return what reads the column beside the list."""

    def read() -> str:
        preview = bench_of(running).preview
        lines = (preview.render_line(y) for y in range(preview.size.height))
        return "\n".join("".join(segment.text for segment in line) for line in lines)

    return read


async def test_a_filter_is_saved_as_a_search(run: Run, library: Library, marks: tuple[Annotation, ...]) -> None:
    async with run() as running:
        await running.press("g", "A", "|")
        await running.write("tag:sea")
        await running.press("enter", "s")
        await running.write("Sea")
        await running.press("enter")
        assert [(one.name, one.query) for one in library.saved_searches()] == [("Sea", "tag:sea")]


async def test_a_review_of_what_is_listed_ends_at_the_workbench(run: Run, marks: tuple[Annotation, ...]) -> None:
    async with run() as running:
        await running.press("g", "A", "|")
        await running.write("tag:sea")
        await running.press("enter", "g", "w")
        assert in_front(running) is running.screen
        assert running.screen.opened is not None
        await running.press("g", "w")
        assert isinstance(in_front(running), Bench)


async def test_hostile_words_are_letters_and_nothing_else(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.note_article(article_ids[0], "[@click=app.quit]x[/] " + "界🏽‍🚀שלום" * 900, ("a[b]", "x" * 80))
    for size in ((40, 10), (90, 20), (200, 60)):
        async with run(size=size) as running:
            await running.press("g", "A", "j", "G", "g", "g", "tab", "tab", "p", "p", "J", "J", "K")
            assert "[@click" in running.text or size[0] < 50
            await running.press("e", "escape")
            assert running.app.is_running


async def test_a_note_without_end_is_previewed_by_its_beginning(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.note_article(article_ids[0], ("why *here*? " * 20 + "\n\n") * 5_000)
    letters = []

    def counted(note: str) -> NoteText:
        letters.append(len(note))
        return read_note(note)

    monkeypatch.setattr("reader.model.note_text.read_note", counted)
    async with run() as running:
        await running.press("g", "A")
        preview = bench_of(running).preview
        preview.scroll_by(10**6)
        shown = "\n".join(preview.render_line(y).text for y in range(preview.size.height))
    assert "The editor has the rest." in shown
    assert "made 20" in shown
    assert letters
    assert max(letters) <= MOST_NOTE_LETTERS
