import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import AnchorState, Colour
from reader.model.errors import AnchorError, NotFoundError, StoreError
from reader.store.annotations import AnnotationStore
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def test_highlight_is_there_when_the_library_is_opened_again(
    library: Library, article_id: str, folders: Folders
) -> None:
    text = library.open_article(article_id).kept.article.text
    start = text.index("the council")
    made = library.annotate(article_id, start, start + 11, colour=Colour.BLUE, note="Which one?", tags=("#ask",))
    (placed,) = Library.open(folders=folders).annotations(article_id)
    assert placed.annotation == made
    assert placed.annotation.quote == "the council"
    assert placed.annotation.tags == ("ask",)
    assert placed.anchor is not None
    assert (placed.anchor.start, placed.anchor.state) == (start, AnchorState.ANCHORED)


def test_white_space_at_the_ends_is_not_marked(library: Library, article_id: str) -> None:
    text = library.open_article(article_id).kept.article.text
    start = text.index(" again from April")
    assert library.annotate(article_id, start, start + 7).quote == "again"


@pytest.mark.parametrize("passage", [(5, 5), (-1, 4), (0, 10**9), (9, 3)])
def test_range_outside_the_text_is_refused(library: Library, article_id: str, passage: tuple[int, int]) -> None:
    with pytest.raises(AnchorError):
        library.annotate(article_id, *passage)


def test_quote_is_found_or_refused(library: Library, article_id: str) -> None:
    assert library.annotate_quote(article_id, "sworn never to touch").quote == "sworn never to touch"
    with pytest.raises(AnchorError):
        library.annotate_quote(article_id, "the moon landing")


def test_every_change_has_its_way_back_and_forth(library: Library, article_id: str) -> None:
    made = library.annotate_quote(article_id, "touch a wheel", note="first")
    library.change_annotation(article_id, made.id, note="second", colour=Colour.PINK)
    library.remove_annotation(article_id, made.id)
    assert library.annotations(article_id) == ()
    assert "touch a wheel" in library.undo()
    assert library.annotations(article_id)[0].annotation.note == "second"
    library.undo()
    back = library.annotations(article_id)[0].annotation
    assert (back.note, back.colour) == ("first", Colour.YELLOW)
    library.undo()
    assert library.annotations(article_id) == ()
    library.redo()
    library.redo()
    assert library.annotations(article_id)[0].annotation.note == "second"
    assert library.redo() != ""
    assert library.annotations(article_id) == ()
    assert library.redo() == ""


def test_undo_reaches_over_a_restart(library: Library, article_id: str, folders: Folders) -> None:
    library.annotate_quote(article_id, "touch a wheel")
    again = Library.open(folders=folders)
    assert again.undo() != ""
    assert again.annotations(article_id) == ()


def test_new_change_forgets_what_could_be_redone(library: Library, article_id: str) -> None:
    library.annotate_quote(article_id, "touch a wheel")
    library.undo()
    library.set_starred(article_id, True)
    assert library.redo() == ""


def test_article_states_can_be_undone(library: Library, article_id: str) -> None:
    library.set_starred(article_id, True)
    library.set_tags(article_id, ("lake", "#ferry", "lake"))
    library.set_trashed(article_id, True)
    assert library.listed(article_id).state.tags == ("lake", "ferry")
    assert library.list() == ()
    library.undo()
    assert [row.record.id for row in library.list()] == [article_id]
    library.undo()
    library.undo()
    state = library.listed(article_id).state
    assert (state.tags, state.is_starred) == ((), False)


def test_range_can_be_changed(library: Library, article_id: str) -> None:
    made = library.annotate_quote(article_id, "touch a wheel")
    assert made.selectors is not None
    longer = library.change_annotation(
        article_id, made.id, passage=(made.selectors.start, made.selectors.end + len(" again"))
    )
    assert longer.quote == "touch a wheel again"


def test_annotation_that_is_gone_is_not_found(library: Library, article_id: str) -> None:
    with pytest.raises(NotFoundError):
        library.change_annotation(article_id, 1, note="x")


def test_marks_are_carried_to_a_new_version_and_orphans_are_kept(library: Library, site: Site) -> None:
    added = library.add(site.put("/ferry", page_html(TITLE)))
    library.annotate_quote(added.article_id, "the council said on Monday")
    library.annotate_quote(added.article_id, "the children who wave")
    site.put(
        "/ferry", page_html(TITLE, ("A new first paragraph, put in later by the desk.", PARAGRAPHS[0], *PARAGRAPHS[2:]))
    )
    assert library.refresh(added.article_id).is_new_version
    placed, orphan = library.annotations(added.article_id)
    text = library.open_article(added.article_id).kept.article.text
    assert placed.anchor is not None
    assert text[placed.anchor.start : placed.anchor.end] == "the council said on Monday"
    assert orphan.anchor is not None
    assert orphan.anchor.state is AnchorState.ORPHAN
    assert orphan.annotation.quote == "the children who wave"


def test_notes_are_found_by_words_with_case_and_accents_folded(library: Library, article_id: str) -> None:
    library.annotate_quote(article_id, "touch a wheel", note="Où est le café ?")
    library.note_article(article_id, "Ask for the minutes")
    assert len(library.all_annotations()) == 2
    assert [placed.annotation.quote for _, placed in library.all_annotations("CAFE")] == ["touch a wheel"]


def test_control_bytes_in_a_note_do_not_reach_the_store(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "red \x1b[31malert\x07 now\u202e")
    assert made.note == "red alert now"


def test_copy_that_a_sync_program_left_is_merged_by_a_sweep(library: Library, article_id: str) -> None:
    library.annotate_quote(article_id, "touch a wheel")
    stored = library.folder / "annotations" / f"{article_id}.json"
    copy = stored.with_name(f"{article_id}.sync-conflict-20260302-182500-ABCDEFG.json")
    copy.write_bytes(stored.read_bytes())
    library.undo()
    library.annotate_quote(article_id, "eleven years ago")
    assert library.sweep() == 1
    assert not copy.exists()
    assert [placed.annotation.quote for placed in library.annotations(article_id)] == ["eleven years ago"]
    assert library.sweep() == 0


def test_taking_back_one_change_leaves_what_was_changed_elsewhere(library: Library, article_id: str) -> None:
    made = library.annotate_quote(article_id, "touch a wheel", note="first")
    library.change_annotation(article_id, made.id, colour=Colour.PINK)
    elsewhere = open_stores(library.folder, library.folders).annotations
    (here,) = elsewhere.load(article_id)
    elsewhere.save(replace(here, note="written on another machine"))
    library.undo()
    (back,) = library.annotations(article_id)
    assert (back.annotation.colour, back.annotation.note) == (Colour.YELLOW, "written on another machine")
    library.redo()
    (again,) = library.annotations(article_id)
    assert (again.annotation.colour, again.annotation.note) == (Colour.PINK, "written on another machine")


def test_change_to_what_was_removed_elsewhere_is_told_and_blocks_nothing(library: Library, article_id: str) -> None:
    library.set_starred(article_id, True)
    made = library.annotate_quote(article_id, "touch a wheel")
    library.change_annotation(article_id, made.id, note="x")
    open_stores(library.folder, library.folders).annotations.remove(article_id, made.id)
    for _ in range(2):  # the change, then the highlight
        with pytest.raises(NotFoundError, match="no longer there"):
            library.undo()
    assert library.annotations(article_id) == ()
    assert "star" in library.undo()


def test_tags_and_marks_set_in_another_window_stay(library: Library, article_id: str) -> None:
    other_window = open_stores(library.folder, library.folders).states
    library.set_tags(article_id, ("lake",))
    library.set_mark(article_id, "a", 10)
    other_window.change(article_id, add_tags=("reeds",), add_marks={"b": 20})
    library.undo_steps(2)
    state = library.listed(article_id).state
    assert state.tags == ("reeds",)
    assert state.marks == {"b": 20}
    library.redo_steps(2)
    state = library.listed(article_id).state
    assert set(state.tags) == {"lake", "reeds"}
    assert state.marks == {"a": 10, "b": 20}


def test_change_is_kept_where_it_cannot_be_written_down_for_undo(library: Library, article_id: str) -> None:
    places = open_stores(library.folder, library.folders).places
    places.undo_file.unlink()
    places.undo_file.mkdir()
    library.annotate_quote(article_id, "touch a wheel")
    assert len(library.annotations(article_id)) == 1


def test_change_that_cannot_be_taken_back_now_can_be_later(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.annotate_quote(article_id, "touch a wheel")

    def fail(store: AnnotationStore, article_id: str, annotation_id: int) -> None:
        raise StoreError("No space left")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(AnnotationStore, "remove", fail)
        with pytest.raises(StoreError):
            library.undo()
    assert len(library.annotations(article_id)) == 1
    assert library.undo() != ""
    assert library.annotations(article_id) == ()


def test_a_picture_that_is_marked_is_told_in_words_and_stays_what_it_is(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    body = "<p>" + "The ferry runs again from April, and the reeds will have to go. " * 5 + "</p>"
    path.write_text(
        f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{body}"
        f'<figure><img src="pier.png" alt="The pier at dawn" width="800" height="500"></figure>{body}</article></body></html>',
        encoding="utf-8",
    )
    article_id = library.add(str(path)).article_id
    at = library.open_article(article_id).kept.article.text.index("\ufffc")
    made = library.annotate(article_id, at, at + 1)
    (placed,) = library.annotations(article_id)
    assert made.quote == placed.annotation.quote == "[picture: The pier at dawn]"
    assert placed.annotation.selectors is not None
    assert placed.annotation.selectors.exact == "\ufffc"
    assert placed.anchor is not None
    assert (placed.anchor.start, placed.anchor.end) == (at, at + 1)
    for form in ("md", "text", "json"):
        exported = library.export(article_id, form).text
        assert "[picture: The pier at dawn]" in exported.replace("\\", ""), form
    changed = library.change_annotation(article_id, made.id, passage=(at - 2, at + 1))
    assert changed.quote == "[picture: The pier at dawn]"


def test_two_windows_that_change_one_mark_at_once_lose_nothing(
    library: Library, article_id: str, folders: Folders
) -> None:
    made = library.annotate_quote(article_id, "touch a wheel")
    rounds = 25
    start = threading.Barrier(3, timeout=30)
    colours = (Colour.PINK, Colour.GREEN)

    def write(window: Library) -> None:
        for number in range(rounds):
            start.wait()
            window.change_annotation(article_id, made.id, note=f"note {number}")
            start.wait()

    def colour(window: Library) -> None:
        for number in range(rounds):
            start.wait()
            window.change_annotation(article_id, made.id, colour=colours[number % 2])
            start.wait()

    with (
        ThreadPoolExecutor(2) as threads,
        Library.open(folders=folders) as first,
        Library.open(folders=folders) as second,
    ):
        done = [threads.submit(write, first), threads.submit(colour, second)]
        for number in range(rounds):
            start.wait()
            start.wait()
            (placed,) = library.annotations(article_id)
            assert (placed.annotation.note, placed.annotation.colour) == (f"note {number}", colours[number % 2])
        for one in done:
            one.result()
