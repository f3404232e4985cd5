"""Notes on the screen: links that are offered, followed and found from the other end; drafts that outlive their window."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.drafts import Draft, DraftSubject
from reader.library.library import Library
from reader.model.errors import StoreError
from reader.tui.keys.actions import Mode
from reader.tui.screens.backlinks import Backlinks
from tests.tui.conftest import TITLES, Run, Running

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
FERRY, HAIL, CLOCK = range(3)


def text_of(running: Running) -> str:
    editor = running.screen.editor
    assert editor is not None
    return editor.text


def last_row(running: Running) -> str:
    return running.text.splitlines()[-1]


def leave_draft(library: Library, subject: DraftSubject, text: str) -> None:
    held = library.drafts.begin()
    held.keep(Draft(subject, text, NOON))
    held.release()


async def until_looked(running: Running) -> None:
    """Wait until what comes some time after the first frame is there."""
    running.screen._began()
    await running.settle()


# -- links that are typed -------------------------------------------------------------------------------------------
async def test_a_link_is_offered_while_it_is_typed_and_taken(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("see [[hai")
        assert running.mode() is Mode.COMPLETING
        assert TITLES[HAIL] in running.text
        await running.press("tab")
        assert running.mode() is Mode.NOTE
        link = f"[[{article_ids[HAIL][:8]}|{TITLES[HAIL]}]]"
        assert text_of(running) == f"see {link}"
        await running.press("enter")
        await running.settle()
    (placed,) = library.annotations(article_ids[FERRY])
    assert placed.annotation.note == f"see {link}"
    assert [one.placed.annotation.id for one in library.backlinks(article_ids[HAIL])] == [placed.annotation.id]


async def test_the_last_row_follows_when_the_list_of_links_goes(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY], size=(80, 24)) as running:
        await running.press("g", "n")
        for leaves in ("tab", "escape"):
            await running.write(" [[hai")
            assert "take" in last_row(running)
            await running.press(leaves)
            assert "take" not in last_row(running)
            assert "save" in last_row(running)


async def test_a_note_on_the_article_does_not_move_its_text(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY], size=(80, 12)) as running:
        await running.press("G")
        place = running.screen.article.top
        assert place > 0
        await running.press("g", "n")
        assert running.screen.article.top == place
        assert "on the article" in running.text
        await running.write("long")
        await running.press("enter")
        assert running.screen.article.top == place


async def test_a_margin_without_notes_names_no_keys_of_notes(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY], size=(80, 24)) as running:
        await running.press("3")
        assert "delete" not in last_row(running)
        assert "article" in last_row(running)
        await running.press("g", "n")
        await running.write("now")
        await running.press("enter", "3")
        assert "delete" in last_row(running)


async def test_the_bar_goes_round_and_esc_leaves_only_the_list(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("[[win")
        await running.press("down", "down", "down")
        await running.press("escape")
        assert running.mode() is Mode.NOTE
        await running.write("ter")
        assert running.mode() is Mode.NOTE
        await running.write(" [[hail")
        assert running.mode() is Mode.COMPLETING
        await running.press("enter")
        assert f"|{TITLES[HAIL]}]]" in text_of(running)


async def test_notes_of_this_article_are_offered(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    made = library.annotate(article_ids[FERRY], 0, 5, note="who pays")
    async with run(opened=article_ids[FERRY], size=(60, 24)) as running:
        await running.press("g", "n")
        await running.write("[[who pa")
        assert "“Ferry”" in running.text
        await running.press("tab")
        assert text_of(running) == f"[[{article_ids[FERRY][:8]}#{made.id}|“Ferry”]]"


async def test_what_nothing_answers_to_is_text(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("[[zzz")
        assert running.mode() is Mode.NOTE
        await running.press("ctrl+j")
        await running.write("on")
        assert text_of(running) == "[[zzz\non"


# -- following ------------------------------------------------------------------------------------------------------
async def test_a_link_is_followed_and_come_back_from(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    target = library.annotate(article_ids[HAIL], 0, 3, note="there")
    library.note_article(article_ids[FERRY], f"see [[{article_ids[HAIL][:8]}#{target.id}|“Two”]]")
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("3", "j", "f")
        await running.until(lambda: running.screen.article_id == article_ids[HAIL])
        await running.settle()
        here = running.screen.article.annotation_here()
        assert here is not None
        assert here.annotation.id == target.id
        await running.press("ctrl+o")
        await running.until(lambda: running.screen.article_id == article_ids[FERRY])


async def test_one_of_several_links_is_chosen_by_its_letter(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    library.note_article(
        article_ids[FERRY], f"- [[{article_ids[HAIL][:8]}|Hail]]\n- [[{article_ids[CLOCK][:8]}|Clock]]"
    )
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("3", "j", "f")
        assert running.mode() is Mode.HINTS
        await running.press("escape")
        assert running.mode() is Mode.MARGIN
        await running.press("f", "s")
        await running.until(lambda: running.screen.article_id == article_ids[CLOCK])


async def test_a_link_that_leads_nowhere_says_why(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    library.note_article(article_ids[FERRY], "see [[00000000ff|A lost article]]")
    async with run(opened=article_ids[FERRY]) as running:
        await until_looked(running)
        assert "(not here)" in running.text
        await running.press("3", "j", "f")
        assert "No article here is “A lost article”" in running.message
        assert running.screen.article_id == article_ids[FERRY]


async def test_a_clicked_link_is_followed(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    library.note_article(article_ids[FERRY], f"[[{article_ids[HAIL][:8]}|Hail]]")
    async with run(opened=article_ids[FERRY]) as running:
        await running.pilot.click("#margin", offset=(3, 3))
        await running.until(lambda: running.screen.article_id == article_ids[HAIL])


# -- what refers here -----------------------------------------------------------------------------------------------
async def test_what_refers_here_is_counted_and_listed(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    library.note_article(article_ids[HAIL], f"against [[{article_ids[FERRY][:8]}|Ferry]]")
    async with run(opened=article_ids[FERRY], size=(160, 40)) as running:
        await until_looked(running)
        assert "1 refers here" in running.text
        await running.press("g", "B")
        assert isinstance(running.app.screen, Backlinks)
        assert TITLES[HAIL] in running.text
        assert "against Ferry" in running.text
        await running.press("enter")
        await running.until(lambda: running.screen.article_id == article_ids[HAIL])


async def test_what_refers_to_a_note_is_listed_from_the_margin(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    first = library.note_article(article_ids[FERRY], "claim")
    library.note_article(article_ids[HAIL], f"on [[{article_ids[FERRY][:8]}#{first.id}|claim]]")
    library.note_article(article_ids[CLOCK], f"on [[{article_ids[FERRY][:8]}|Ferry]]")
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("3", "j", "g", "B")
        assert TITLES[HAIL] in running.text
        assert "What refers to this note" in running.text
        sheet = running.app.screen
        assert isinstance(sheet, Backlinks)
        assert len(sheet.rows) == 2


async def test_nothing_refers_here_is_said(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "B")
        assert "No note refers to this article yet" in running.text


# -- writing --------------------------------------------------------------------------------------------------------
async def test_a_list_goes_on_and_ends(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("- [x] a")
        await running.press("ctrl+j")
        await running.write("b")
        await running.press("ctrl+j", "ctrl+j")
        await running.write("9. c")
        await running.press("ctrl+j")
        await running.write("d")
        assert text_of(running) == "- [x] a\n- [ ] b\n9. c\n10. d"
        await running.press("ctrl+z")
        assert text_of(running) == "- [x] a\n- [ ] b\n9. c\n10."


async def test_a_note_grows_with_its_text(run: Run, article_ids: tuple[str, ...]) -> None:
    for size, most in (((120, 40), 24), ((60, 24), 16)):
        async with run(opened=article_ids[FERRY], size=size) as running:
            await running.press("g", "n")
            editor = running.screen.editor
            assert editor is not None
            before = editor.size.height
            running.paste("\n".join(f"line {number}" for number in range(60)))
            await running.settle()
            assert before < editor.size.height <= most
            assert text_of(running).count("\n") == 59
            await running.press("escape", "y")


async def test_a_note_on_an_article_is_written_from_the_list(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    async with run() as running:
        await running.press("j", "g", "n")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("whole")
        await running.press("enter")
        await running.settle()
    (placed,) = library.annotations(article_ids[HAIL])
    assert (placed.annotation.note, placed.annotation.is_highlight) == ("whole", False)


async def test_a_note_is_gone_on_with_in_the_editor(
    run: Run, article_ids: tuple[str, ...], library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.tui.screens.stage import Stage

    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "more" >> "$1"\n')
    script.chmod(0o700)
    monkeypatch.setattr(Stage, "step_aside", lambda stage, do: do())
    async with run(opened=article_ids[FERRY], environ={"EDITOR": str(script)}) as running:
        await running.press("g", "n")
        await running.write("begun")
        await running.press("ctrl+e")
        assert text_of(running) == "begun\nmore"
        await running.press("enter")
        await running.settle()
    (placed,) = library.annotations(article_ids[FERRY])
    assert placed.annotation.note == "begun\nmore"
    assert library.drafts.left() == ()


async def test_the_screen_comes_back_after_an_editor_that_failed(
    run: Run, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    @contextmanager
    def suspend() -> Iterator[None]:  # as the app's own: an error in it would keep the screen away
        steps.append("away")
        yield
        steps.append("back")

    async with run(opened=article_ids[FERRY], environ={"EDITOR": "no-such-editor"}) as running:
        monkeypatch.setattr(running.app, "suspend", suspend)
        await running.press("g", "n")
        await running.write("begun")
        await running.press("ctrl+e")
        assert steps == ["away", "back"]
        assert "no-such-editor" in running.message
        assert text_of(running) == "begun"


async def test_a_note_is_copied_from_the_margin(
    run: Run, article_ids: tuple[str, ...], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.note_article(article_ids[FERRY], "a *note*")
    async with run(opened=article_ids[FERRY]) as running:
        copied: list[str] = []
        monkeypatch.setattr(running.app, "copy_to_clipboard", copied.append)
        await running.press("3", "j", "y")
        await running.until(lambda: copied)
        assert copied == ["a *note*"]


# -- drafts ---------------------------------------------------------------------------------------------------------
async def test_what_is_written_is_kept_until_it_is_saved(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    drafts = Path(library.paths()["state"]) / "drafts"
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("half a thought")
        await running.until(lambda: any(path.suffix == ".json" for path in drafts.glob("*")))
        await running.settle()
        assert library.drafts.left() == ()  # its window is there
        await running.press("enter")
        await running.settle()
        assert list(drafts.iterdir()) == []


async def test_leaving_on_purpose_drops_the_draft(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("not that")
        running.screen.drafting._keep()
        await running.settle()
        await running.press("escape", "y")
        assert running.screen.editor is None
    assert library.drafts.left() == ()


async def test_a_draft_comes_back_after_the_window_is_gone(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("a")
        await running.write("begun here")
        here = running.screen.article.here
    (left,) = library.drafts.left()
    assert left.text == "begun here"
    async with run(opened=article_ids[FERRY]) as running:
        await until_looked(running)
        await running.until(lambda: running.screen.editor is not None)
        await running.settle()
        assert text_of(running) == "begun here"
        assert "Unsaved note from" in running.message
        await running.press("enter")
        await running.settle()
    (placed,) = library.annotations(article_ids[FERRY])
    assert placed.anchor is not None
    assert (placed.anchor.start, placed.annotation.note) == (here.start, "begun here")
    assert library.drafts.left() == ()


async def test_a_draft_of_another_article_is_told_of_and_reached(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    leave_draft(library, DraftSubject(article_ids[CLOCK], title=TITLES[CLOCK]), "unfinished")
    async with run() as running:
        await until_looked(running)
        assert "An unsaved note from 2026-03-03" in running.message
        assert TITLES[CLOCK][:20] in running.message
        running.screen.perform("unsaved_note")
        await running.until(lambda: running.screen.editor is not None)
        assert text_of(running) == "unfinished"


async def test_what_told_of_a_draft_goes_when_it_is_saved(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    leave_draft(library, DraftSubject(article_ids[FERRY], title="A title of many words, " * 4), "unfinished")
    async with run() as running:
        await until_looked(running)
        assert "of many…” is kept" in running.message
        await running.press("enter")
        await running.until(lambda: running.screen.is_writing)
        assert "enter saves" in running.message
        await running.press("enter")
        assert "enter saves" not in running.message


async def test_a_draft_does_not_come_into_a_review(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    made = library.annotate(article_ids[CLOCK], 0, 5)
    leave_draft(library, DraftSubject(article_ids[CLOCK], title=TITLES[CLOCK]), "unfinished")
    async with run(opened=article_ids[FERRY]) as running:
        running.screen.views.review.review_these([(article_ids[CLOCK], made.id)], "all")
        await running.until(lambda: running.screen.article_id == article_ids[CLOCK])
        await running.settle()
        assert running.mode() is Mode.READING
    assert [left.text for left in library.drafts.left()] == ["unfinished"]


async def test_a_draft_that_was_stored_before_the_crash_goes(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    library.note_article(article_ids[FERRY], "stored")
    leave_draft(library, DraftSubject(article_ids[FERRY]), "stored")
    async with run(opened=article_ids[FERRY]) as running:
        await until_looked(running)
        assert running.screen.editor is None
    assert library.drafts.left() == ()


async def test_the_draft_of_a_note_that_is_gone_becomes_one_on_its_article(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    leave_draft(library, DraftSubject(article_ids[FERRY], annotation_id=12), "words")
    async with run(opened=article_ids[FERRY]) as running:
        await until_looked(running)
        await running.until(lambda: running.screen.editor is not None)
        await running.press("enter")
        await running.settle()
    assert [placed.annotation.note for placed in library.annotations(article_ids[FERRY])] == ["words"]


async def test_what_could_not_be_stored_comes_back(
    run: Run, article_ids: tuple[str, ...], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise StoreError("the disk is full")

    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("precious")
        with monkeypatch.context() as patch:
            patch.setattr(Library, "note_article", full)
            await running.press("enter")
            await running.until(lambda: running.screen.editor is not None)
        assert text_of(running) == "precious"
        await running.press("enter")
        await running.settle()
    assert [placed.annotation.note for placed in library.annotations(article_ids[FERRY])] == ["precious"]


async def test_another_article_coming_leaves_the_draft_with_its_own(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("on the ferry")
        running.screen.open(article_ids[HAIL])
        await running.until(lambda: running.screen.article_id == article_ids[HAIL])
        await running.settle()
        assert running.screen.editor is None
        (left,) = library.drafts.left()
        assert (left.text, left.subject.article_id) == ("on the ferry", article_ids[FERRY])


async def test_quitting_keeps_the_draft(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("later")
        await running.press("ctrl+q")
        assert "kept for next time" in running.text
        await running.pilot.press("y")
    (left,) = library.drafts.left()
    assert left.text == "later"


async def test_being_told_to_end_keeps_the_draft(run: Run, article_ids: tuple[str, ...], library: Library) -> None:
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("cut off")
        running.screen.drafting._told_to_end(signal.SIGTERM)
        (left,) = library.drafts.left()
        assert left.text == "cut off"
        assert running.app.return_code == 128 + signal.SIGTERM


async def test_what_an_editor_is_given_is_found_again(
    run: Run, article_ids: tuple[str, ...], library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.tui.screens.stage import Stage

    library.annotate(article_ids[FERRY], 0, 5, note="before")
    script, seen = tmp_path / "editor", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\nls "$(dirname "$1")" > {seen}\nexit $PRESSMARK_CODE\n')
    script.chmod(0o700)
    monkeypatch.setattr(Stage, "step_aside", lambda stage, do: do())
    environ = {"EDITOR": str(script), "PRESSMARK_CODE": "0", "PATH": os.environ["PATH"]}
    async with run(opened=article_ids[FERRY], environ=environ) as running:
        await running.press("E")
        names = seen.read_text().split()
        assert sorted(name.partition(".")[2] for name in names) == ["json", "lock", "md"]
        assert library.drafts.left() == ()  # nothing was changed, so nothing is kept
    script.write_text('#!/bin/sh\necho more >> "$1"\nexit 1\n')
    async with run(opened=article_ids[FERRY], environ=environ) as running:
        await running.press("E")
        assert "nothing was saved" in running.message
        (left,) = library.drafts.left()
        assert left.text == "before\nmore"
        running.screen.perform("unsaved_note")
        await running.until(lambda: running.screen.editor is not None)
        assert text_of(running) == "before\nmore"
        await running.press("enter")
        await running.settle()
    (placed,) = library.annotations(article_ids[FERRY])
    assert placed.annotation.note == "before\nmore"


async def test_a_note_on_the_article_comes_forward_when_it_is_saved(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    library.note_article(article_ids[FERRY], "the first")
    async with run(opened=article_ids[FERRY]) as running:
        await running.press("g", "n")
        await running.write("the second")
        await running.press("enter")
        await running.settle()
        second = library.annotations(article_ids[FERRY])[1].annotation
        assert running.screen.margin.focused_id == second.id


async def test_a_note_written_in_the_workbench_is_kept_too(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    library.note_article(article_ids[FERRY], "before")
    async with run() as running:
        await running.press("g", "A")
        await running.settle()
        await running.press("j", "e")
        await running.write(" and after")
    (left,) = library.drafts.left()
    assert left.text == "before and after"
