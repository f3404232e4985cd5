"""Marks one after the other: what can be reviewed, the walk across articles, what happens meanwhile, and the way back."""

import pytest

from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.keys.actions import Mode
from reader.tui.screens.review_desk import choices_of, targets_of
from reader.tui.screens.review_sheet import ReviewSheet
from reader.tui.widgets.library_pane import LibraryPane
from reader.tui.window_state import ReviewPlace, WindowState, load_window_state, save_window_state
from tests.tui.conftest import Run, Running


@pytest.fixture
def marks(library: Library, article_ids: tuple[str, ...]) -> list[tuple[str, int]]:
    """Two marks in each article, all of them tagged `lake`, one of them with a note."""
    made: list[tuple[str, int]] = []
    for number, article_id in enumerate(article_ids):
        text = library.open_article(article_id).kept.article.text
        for words in text.split("\n\n")[-2:]:
            start = text.rindex(words)
            note = "Ask the council." if not made else ""
            colour = Colour.PINK if number == 1 else Colour.YELLOW
            annotation = library.annotate(article_id, start, start + 12, tags=("lake",), note=note, colour=colour)
            made.append((article_id, annotation.id))
    return made


def at(running: Running) -> tuple[str, int]:
    """Return the mark that is "here"."""
    opened, here = running.screen.opened, running.screen.article.annotation_here()
    assert opened is not None
    assert here is not None
    return opened.kept.record.id, here.annotation.id


def typed(text: str) -> tuple[str, ...]:
    return tuple(text)


def label(running: Running) -> str:
    return running.screen.views.review_label


async def test_a_tag_is_walked_through_across_articles_and_left_where_one_was(
    run: Run, library: Library, marks: list[tuple[str, int]]
) -> None:
    async with run() as running:
        bar = running.screen.library.targets()[0].record.id
        await running.press("g", "w")
        assert isinstance(running.app.screen, ReviewSheet)
        assert "All marks and notes" in running.text
        await running.press(*typed("#lake"), "enter")
        seen = []
        for number in range(1, 7):
            assert label(running) == f"{number} of 6 · #lake"
            seen.append(at(running))
            assert running.screen.mode is Mode.READING
            if number < 6:
                await running.press("]", "w")
        assert sorted(seen) == sorted(marks)
        assert [one for one, _ in seen] == [one for one, _ in seen[::2] for _ in range(2)]  # article by article
        await running.press("]", "w")
        assert label(running).startswith("6 of 6")
        assert "last one" in running.message
        await running.press("[", "w")
        assert at(running) == seen[4]
        await running.press("g", "w")
        assert label(running) == ""
        assert running.screen.opened is None
        assert isinstance(running.screen.focused, LibraryPane)
        assert running.screen.library.targets()[0].record.id == bar


async def test_the_last_row_says_where_the_review_stands_and_the_margin_shows_the_note(
    run: Run, marks: list[tuple[str, int]]
) -> None:
    async with run() as running:
        running.screen.views.review.review_these(marks, "#lake")
        await running.settle()
        assert "Review" in running.text
        assert "1 of 6 · #lake" in running.text
        assert running.screen.margin.focused_id == marks[0][1]
        assert "Ask the council." in running.text
    async with run(size=(80, 24)) as running:
        running.screen.views.review.review_these(marks, "#lake")
        await running.settle()
        assert running.message == "1 of 6 · Ask the council. · #lake"


async def test_what_told_how_to_end_a_review_goes_with_it(run: Run, marks: list[tuple[str, int]]) -> None:
    async with run() as running:
        running.screen.views.review.review_these(marks[:1], "#lake")
        await running.settle()
        await running.press("]", "w")
        assert "ends the review" in running.message
        await running.press("g", "w")
        assert not running.message


async def test_escape_brings_back_to_the_place_in_the_article_one_read(
    run: Run, library: Library, article_ids: tuple[str, ...], marks: list[tuple[str, int]]
) -> None:
    async with run(opened=article_ids[0], size=(100, 12)) as running:
        await running.press(")", ")")
        article = running.screen.article
        here, top = article.here, article.top
        running.screen.views.review.review_these(marks, "#lake", at=1)
        await running.settle()
        assert article.here != here
        await running.press("]", "w")
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[1]
        await running.press("escape")
        assert running.screen.opened.kept.record.id == article_ids[0]
        assert (article.here, article.top) == (here, top)


async def test_looking_at_marks_is_no_reading(
    run: Run, library: Library, article_ids: tuple[str, ...], marks: list[tuple[str, int]]
) -> None:
    before = library.listed(article_ids[2]).state
    async with run(size=(60, 10)) as running:
        running.screen.views.review.review_these(marks[-1:], "#lake")
        await running.settle()
        await running.press("space", "escape")
        assert running.screen.opened is None
    after = library.listed(article_ids[2]).state
    assert (after.position, after.furthest, after.opened) == (before.position, before.furthest, before.opened)


async def test_what_was_deleted_or_put_in_the_trash_is_passed_over(
    run: Run, library: Library, article_ids: tuple[str, ...], marks: list[tuple[str, int]]
) -> None:
    async with run() as running:
        running.screen.views.review.review_these(marks, "#lake")
        await running.settle()
        library.remove_annotation(*marks[2])
        library.set_trashed(article_ids[2], True)
        await running.press("]", "w", "]", "w")
        assert at(running) == marks[3]
        await running.press("]", "w")
        assert "deleted meanwhile" in running.message
        assert at(running) == marks[3]
        await running.press("[", "w")
        assert at(running) == marks[1]


async def test_everything_else_works_meanwhile(run: Run, library: Library, marks: list[tuple[str, int]]) -> None:
    async with run() as running:
        running.screen.views.review.review_these(marks, "#lake")
        await running.settle()
        await running.press("d", "d")
        assert marks[0][1] not in {one.annotation.id for one in library.annotations(marks[0][0])}
        await running.press(")", "H", "]", "w")
        assert at(running) == marks[1]
        assert label(running) == "2 of 6 · #lake"


async def test_everything_offered_holds_as_many_as_it_says(
    run: Run, library: Library, marks: list[tuple[str, int]]
) -> None:
    library.note_article(marks[0][0], "For the chapter on lakes.", tags=("chapter",))
    choices = choices_of(library, None)
    assert [(one.title, one.total) for one in choices if one.heading in ("", "Tags", "Colours")] == [
        ("all marks and notes", 7),
        ("#lake", 6),
        ("#chapter", 1),
        ("yellow", 4),
        ("pink", 2),
    ]
    for choice in choices:
        assert len(targets_of(library, choice.query)) == choice.total, choice
    async with run() as running:
        await running.press("g", "w", "enter")
        assert label(running) == "1 of 7 · all marks and notes"


async def test_a_query_and_a_place_of_the_last_time_can_be_chosen(
    run: Run, library: Library, marks: list[tuple[str, int]]
) -> None:
    async with run() as running:
        await running.press("g", "w", *typed("color:pink"), "enter")
        assert label(running) == "1 of 2 · “color:pink”"
        await running.press("]", "w", "escape")
    last = load_window_state(library.folders.state).review
    assert last is not None
    assert (last.query, last.at, last.total) == ("color:pink", 1, 2)
    assert not any(choice.at for choice in choices_of(library, last))  # it was gone through
    half = ReviewPlace("tag:lake", "#lake", 3, 6)
    save_window_state(library.folders.state, WindowState(review=half))
    again = choices_of(library, load_window_state(library.folders.state).review)[0]
    assert (again.title, again.query, again.at) == ("#lake", "tag:lake", 3)
    async with run() as running:
        running.screen.remember(running.screen.window._replace(review=half))
        await running.press("g", "w")
        assert "Go on with #lake" in running.text
        await running.press("enter")
        assert label(running) == "4 of 6 · #lake"


async def test_what_finds_nothing_or_is_no_query_says_so(run: Run, marks: list[tuple[str, int]]) -> None:
    async with run() as running:
        await running.press("g", "w", *typed("zebra"), "enter")
        assert "nothing to review" in running.message
        await running.press("g", "w", *typed("tag:("), "enter")
        assert running.message
        assert label(running) == ""
        await running.press("]", "w")
        assert running.screen.opened is None


async def test_nothing_to_review_says_what_would_be_here(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "w")
        assert "There is nothing to review yet" in running.text
        await running.press("escape", "]", "w")
        assert "Nothing is being reviewed" in running.message
