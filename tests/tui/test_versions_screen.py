"""Versions of an article on the screen: the list of them, reading one as it was, and what fetching again brings."""

from pathlib import Path
from threading import Event

import pytest

from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import Added, Refreshed, RefreshedMany
from reader.model.annotation import PlacedAnnotation
from reader.model.errors import FetchError
from reader.model.kept import ArticleRecord
from reader.tui.screens.versions_sheet import VersionsSheet
from tests.loopback import page_html
from tests.tui.changed_article import FIRST, SECOND, THIRD, TITLES, add_changed_article
from tests.tui.conftest import Run, Running


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    return add_changed_article(library, tmp_path)


async def read_first(running: Running) -> None:
    """Read the first of three versions."""
    await running.press("g", "v", "G", "enter")
    assert running.screen.is_old_version


# -- the list -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_versions_are_listed_with_what_they_changed(run: Run, article_id: str, size: tuple[int, int]) -> None:
    async with run(opened=article_id, size=size) as running:
        await running.press("g", "v")
        sheet = running.app.screen
        assert isinstance(sheet, VersionsSheet)
        assert [row.left for row in sheet.rows] == ["3", "2", "1"]
        assert [row.right for row in sheet.rows] == ["the newest, shown", "", ""]
        assert "words added" in sheet.rows[0].note
        assert sheet.rows[1].note == "4 words added"
        assert sheet.rows[2].note.startswith("as it came")
        assert sheet.rows[2].note.endswith("2 marks made on it")


async def test_only_version_is_listed_too(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "v")
        assert "The only version" in running.text
        await running.press("g", "d")
        assert "there is none before it" in running.message


async def test_difference_since_a_version_is_shown_from_the_list(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "v", "G", "g", "D")
        assert "version 1 → 3" in running.text
        await running.press("q", "g", "v", "g", "D")
        assert running.message.startswith("Nothing has changed since")


async def test_version_is_made_the_current_one_from_the_list_and_undone(
    run: Run, library: Library, article_id: str
) -> None:
    async with run(opened=article_id) as running:
        watch = running.screen.session.lists._watch
        assert watch is not None
        await running.until(watch.caught_up.is_set)  # else what is done here may look as if others had done it
        await running.press("g", "v", "U")
        assert running.message == "It is the current one."
        await running.press("g", "v", "G", "U")
        assert "Version 1 is the current one now" in running.message
        assert not running.screen.is_old_version
        assert "four million" in running.screen.article.article.text
        assert "four million" in library.open_article(article_id).kept.article.text
        await running.press("u")
        assert "five million" in running.screen.article.article.text
        assert not running.screen.is_old_version


# -- an old version as it was ---------------------------------------------------------------------------------------
async def test_old_version_is_read_as_it_was_and_says_so(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await read_first(running)
        article = running.screen.article
        assert "four million" in article.article.text
        assert "younger crew" not in article.article.text
        assert "2 newer" in running.text
        marked = [article.article.text[m.anchor.start : m.anchor.end] for m in article.annotations if m.anchor]
        assert "The priest held three services on board." in marked


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_leaving_it_shows_the_newest_where_one_was_reading(run: Run, article_id: str, key: str) -> None:
    async with run(opened=article_id) as running:
        await read_first(running)
        article = running.screen.article
        article.jump_to(article.article.text.index("Paragraph 6"))
        await running.press(key)
        assert not running.screen.is_old_version
        assert "five million" in article.article.text
        assert article.article.text[slice(*article.here)].startswith("Paragraph 6")


async def test_place_in_an_old_version_is_not_kept_as_that_in_the_newest(
    run: Run, library: Library, article_id: str
) -> None:
    async with run(opened=article_id, size=(80, 24)) as running:
        await running.press("space")
        await read_first(running)
        kept = library.open_article(article_id).kept.state
        await running.press("G")
        running.screen.article.tell_position()
        await running.settle()
        assert library.open_article(article_id).kept.state == kept
    assert library.open_article(article_id).kept.state.position == kept.position


async def test_mark_in_an_old_version_is_made_on_it(run: Run, library: Library, article_id: str) -> None:
    first = library.versions(article_id)[0].version.id
    async with run(opened=article_id) as running:
        await read_first(running)
        article = running.screen.article
        article.jump_to(article.article.text.index("It cost four"))
        await running.press("}", "H")
        made = article.annotation_here()
        assert made is not None
        assert made.annotation.quote == "Nobody was hurt in the winter of the great ice."
        assert made.annotation.version_id == first
        await running.press("u")
        assert article.annotation_here() is None
        assert running.screen.is_old_version
        await running.press("ctrl+r")
        assert article.annotation_here() is not None
    assert [p.is_placed for p in library.annotations(article_id) if p.annotation.id == made.annotation.id] == [False]


async def test_letter_given_in_an_old_version_names_the_same_place_in_the_newest(
    run: Run, library: Library, article_id: str
) -> None:
    newest = library.open_article(article_id).kept.article
    async with run(opened=article_id) as running:
        article = running.screen.article
        article.jump_to(newest.text.index("Paragraph 3"))
        await running.press("m", "a")
        await read_first(running)
        await running.press("`", "a")
        assert article.article.text[slice(*article.here)].startswith("Paragraph 3")
        article.jump_to(article.article.text.index("Paragraph 5"))
        await running.press("m", "b")
    marks = library.open_article(article_id).kept.state.marks
    assert newest.text[marks["a"] :].startswith("Paragraph 3")
    assert newest.text[marks["b"] :].startswith("Paragraph 5")


async def test_old_version_of_the_start_learns_where_the_newest_has_its_places(
    run: Run, library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = library.open_article(article_id).kept.article
    library.set_mark(article_id, "a", newest.text.index("Paragraph 3"))
    opened = library.open_article(article_id, library.versions(article_id)[0].version.id)
    kept_open = library.open_article
    first = [opened]
    monkeypatch.setattr(library, "open_article", lambda *ids: first.pop() if first else kept_open(*ids))
    async with run(opened=article_id) as running:
        article = running.screen.article
        await running.until(lambda: article.marks["a"] == opened.kept.article.text.index("Paragraph 3"))
        article.jump_to(article.article.text.index("Paragraph 5"))
        await running.press("m", "b")
    assert newest.text[library.open_article(article_id).kept.state.marks["b"] :].startswith("Paragraph 5")


async def test_annotations_of_another_version_are_asked_for_again(
    run: Run, library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_annotations = library.annotations
    async with run(opened=article_id) as running:
        await read_first(running)
        screen = running.screen
        shown, shown_version = screen.article.annotations, screen.session.marks.shown_version
        versions: list[str] = []

        def annotations(of: str, version_id: str = "") -> tuple[PlacedAnnotation, ...]:
            versions.append(version_id)
            screen.session.marks.shown_version = shown_version
            return kept_annotations(of, version_id)

        monkeypatch.setattr(library, "annotations", annotations)
        # As a write would answer that was asked for while the newest was shown.
        screen.session.marks.shown_version = ("", "")
        screen.session.marks.change(article_id, shown[0].annotation.id, done="", note="Seen")
        await running.settle()
        assert versions == ["", shown_version[1]]
        assert [m.anchor for m in screen.article.annotations] == [m.anchor for m in shown]
        assert screen.article.annotations[0].annotation.note == "Seen"


async def test_newer_version_that_comes_leaves_the_old_one_on_the_screen(
    run: Run, library: Library, tmp_path: Path
) -> None:
    article_id = add_changed_article(library, tmp_path, versions=2)
    async with run(opened=article_id) as running:
        await read_first(running)
        (tmp_path / "changed.html").write_bytes(page_html(TITLES[2], THIRD))
        library.refresh(article_id)
        running.screen.bring_up_to_date()
        await running.settle()
        assert running.screen.is_old_version
        assert "four million" in running.screen.article.article.text
        assert "2 newer" in running.text
        await running.press("escape", "escape")
        assert "five million" in running.screen.article.article.text


async def test_newer_version_waits_while_something_is_selected(run: Run, library: Library, tmp_path: Path) -> None:
    article_id = add_changed_article(library, tmp_path, versions=2)
    second = library.versions(article_id)[1].version.id
    async with run(opened=article_id) as running:
        await running.press("}", "}", "v", "v", "w", "w")
        selected = running.screen.article.selected
        (tmp_path / "changed.html").write_bytes(page_html(TITLES[2], THIRD))
        library.refresh(article_id)
        running.screen.bring_up_to_date()
        await running.settle()
        assert running.screen.article.selected == selected
        await running.press("H")
        made = running.screen.article.annotation_here()
        assert made is not None
        assert made.annotation.version_id == second
        assert running.screen.is_old_version
        await running.press("q")
        assert "five million" in running.screen.article.article.text


async def test_what_was_left_out_of_an_old_version_is_that_of_its_page(
    run: Run, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    related = "<aside class=related><p>Advertisement of the first day</p></aside>"
    path.write_bytes(page_html(TITLES[0], FIRST, foot=related))
    article_id = library.add(str(path)).article_id
    path.write_bytes(page_html(TITLES[0], SECOND))
    library.refresh(article_id)
    async with run(opened=article_id) as running:
        await running.press("g", "v", "j", "enter")
        assert running.screen.is_old_version
        await running.press("g", "r")
        parts = [part.text for part in running.screen.article.left_out]
        assert any("of the first day" in part for part in parts)


# -- the line under the byline --------------------------------------------------------------------------------------
async def test_line_under_the_byline_says_how_often_it_changed_and_opens_the_list(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        assert "Changed 2 times, last on" in running.text
        await running.press("enter")
        assert isinstance(running.app.screen, VersionsSheet)
        await running.press("escape")
        row = next(y for y, line in enumerate(running.text.splitlines()) if "Changed 2 times" in line)
        article = running.screen.article
        await running.pilot.click(article, offset=(article.left + 3, row))
        await running.settle()
        assert isinstance(running.app.screen, VersionsSheet)


async def test_article_that_never_changed_has_no_such_line(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        assert running.screen.article.history == ""
        await running.press("enter")
        assert running.message == "No picture, note or link here."


# -- fetching again -------------------------------------------------------------------------------------------------
async def test_new_version_is_told_with_its_marks_and_keeps_the_place(
    run: Run, library: Library, tmp_path: Path
) -> None:
    article_id = add_changed_article(library, tmp_path, versions=2)
    async with run(opened=article_id, size=(120, 24)) as running:
        article = running.screen.article
        article.jump_to(article.article.text.index("Paragraph 4"))
        line = article.here_rows().start - article.top
        (tmp_path / "changed.html").write_bytes(page_html(TITLES[2], THIRD))
        await running.press("R")
        assert running.message.startswith("New version: ")
        assert "1 changed" in running.message
        assert "1 lost" in running.message
        assert "gd what changed" in running.message
        assert "five million" in article.article.text
        assert article.article.text[slice(*article.here)].startswith("Paragraph 4")
        assert article.here_rows().start - article.top == line
        await running.press("g", "d")
        assert "version 2 → 3" in running.text


async def test_old_version_stays_when_a_newer_one_is_fetched(run: Run, library: Library, tmp_path: Path) -> None:
    article_id = add_changed_article(library, tmp_path, versions=2)
    async with run(opened=article_id) as running:
        await read_first(running)
        (tmp_path / "changed.html").write_bytes(page_html(TITLES[2], THIRD))
        await running.press("R")
        assert running.screen.is_old_version
        assert "2 newer" in running.text


async def test_what_is_here_stays_and_that_is_said_when_the_page_is_worse_or_gone(
    run: Run, library: Library, tmp_path: Path
) -> None:
    article_id = add_changed_article(library, tmp_path, versions=2)
    page = tmp_path / "changed.html"
    page.write_bytes(page_html(TITLES[1], SECOND * 12))
    library.refresh(article_id)
    async with run(opened=article_id) as running:
        page.write_bytes(page_html(TITLES[1], SECOND))
        await running.press("R")
        assert "less stands on the page now" in running.message
        assert running.message.endswith(" words. What is here stays.")
        page.unlink()
        await running.press("R")
        assert "What is here stays." in running.message


async def test_several_articles_are_fetched_again_and_counted(
    run: Run, library: Library, tmp_path: Path, article_ids: tuple[str, ...]
) -> None:
    (tmp_path / "page-1.html").write_bytes(page_html("Two winters of hail", ("It hailed on.", *FIRST)))
    (tmp_path / "page-0.html").unlink()
    async with run() as running:
        await running.press("*", "R")
        assert running.message.startswith("3 articles fetched again, 1 changed, 1 did not come.")
        assert not running.screen.library.list.selection


async def test_marks_that_several_new_versions_lost_are_counted(
    run: Run, library: Library, tmp_path: Path, article_ids: tuple[str, ...]
) -> None:
    first = add_changed_article(library, tmp_path, versions=2)
    text = library.open_article(first).kept.article.text
    start = text.index(SECOND[1])
    library.annotate(first, start, start + len(SECOND[1]))
    (tmp_path / "changed.html").write_bytes(page_html(TITLES[1], (SECOND[0], *SECOND[2:])))
    async with run() as running:
        await running.press("*", "R")
        assert "1 changed. Marks: 1 lost. gL lists them." in running.message


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_an_old_version_says_how_one_comes_back(run: Run, article_id: str, size: tuple[int, int]) -> None:
    async with run(opened=article_id, size=size) as running:
        await read_first(running)
        assert "q back" in running.text.split("\n")[-1]
        await running.press("q")
        assert not running.screen.is_old_version


async def test_fetching_several_can_be_given_up(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def refresh_many(ids: list[str], *, work: Work) -> RefreshedMany:
        work.report(Progress("refreshing", 1, len(ids)))
        begun.set()
        assert work.cancel is not None
        assert work.cancel.wait(10)
        return RefreshedMany((Refreshed(ids[0], "One"),), is_whole=False)

    monkeypatch.setattr(library, "refresh_many", refresh_many)
    async with run() as running:
        await running.pilot.press("*", "R")
        await running.until(begun.is_set)
        await running.until(lambda: "1 of 3 fetched again" in running.text)
        await running.press("escape")
        assert "given up then" in running.message


class Stale:
    """A library that wants articles asked for again when they are opened."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch, answer: Added | FetchError) -> None:
        self.asked: list[str] = []
        self.may_answer = Event()

        def is_stale(record: ArticleRecord) -> bool:
            return record.id not in self.asked

        def refresh(article_id: str, *, work: Work) -> Added:
            self.asked.append(article_id)
            self.may_answer.wait(10)
            if isinstance(answer, FetchError):
                raise answer
            return answer

        monkeypatch.setattr(library, "is_stale", is_stale)
        monkeypatch.setattr(library, "refresh", refresh)
        library.config = library.config._replace(refresh_days=1)


async def test_article_opened_after_long_is_asked_for_without_waiting(
    run: Run, library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = Stale(library, monkeypatch, Added(article_id=article_id, title="x", is_new=False))
    async with run() as running:
        await running.pilot.press("enter")
        await running.until(lambda: stale.asked)
        await running.until(lambda: running.screen.has_article)
        await running.pilot.press("space")
        stale.may_answer.set()
        await running.settle()
        assert stale.asked == [article_id]
        assert running.message == ""


async def test_failure_of_that_is_told_quietly(
    run: Run, library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = Stale(library, monkeypatch, FetchError("no network"))
    stale.may_answer.set()
    async with run() as running:
        await running.press("enter")
        await running.until(lambda: "not looked at for changes" in running.text)
        assert running.message == ""
