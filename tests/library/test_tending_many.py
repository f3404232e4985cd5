"""The same change to many articles: one way back, batches, giving up, and none that fails holds up the others."""

from pathlib import Path
from threading import Event

import pytest

from reader.library import carrying_out, tending_many
from reader.library.first_frames import LIST, FirstFrame, circumstances, find_frame, keep_frame
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.model.errors import StoreError
from reader.model.kept import ReadingState
from reader.store.state import StateStore
from tests.loopback import page_html


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> list[str]:
    made = []
    for number in range(5):
        path = tmp_path / f"{number}.html"
        path.write_bytes(page_html(f"Story number {number}"))
        made.append(library.add(str(path)).article_id)
    return made


def starred(library: Library) -> set[str]:
    return {row.record.id for row in library.list(View(kind=ViewKind.STARRED))}


def test_many_are_changed_and_taken_back_in_one_step(library: Library, ids: list[str]) -> None:
    library.set_starred(ids[0], True)
    result = library.set_many(ids, "is_starred", True, "starred")
    assert (result.changed, result.failed, result.is_whole) == (4, 0, True)
    assert starred(library) == set(ids)
    assert library.undo() == "starred of 4 articles"
    assert starred(library) == {ids[0]}  # which had its star before
    assert library.redo()
    assert starred(library) == set(ids)


def test_undoing_what_was_done_to_many_tells_how_far_it_is(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "_TOLD_EVERY", 1)
    library.set_many(ids, "is_starred", True, "starred")
    told: list[Progress] = []
    library.undo_steps(work=Work(told.append))
    assert told == [Progress("undoing", done, len(ids)) for done in range(1, len(ids))]
    library.redo_steps(work=Work(told.append))
    assert told[-1].step == "redoing"


def test_tags_are_given_and_taken_and_others_stay(library: Library, ids: list[str]) -> None:
    library.set_tags(ids[0], ("lake", "old"))
    library.set_tags(ids[1], ("own",))
    library.tag_many(ids[:3], ("lake", "#new"), ("old",))
    tags = [library.listed(one).state.tags for one in ids[:3]]
    assert tags == [("lake", "new"), ("own", "lake", "new"), ("lake", "new")]
    library.undo()
    tags = [library.listed(one).state.tags for one in ids[:3]]
    assert [set(one) for one in tags] == [{"lake", "old"}, {"own"}, set()]


def test_what_was_done_before_giving_up_stays_and_can_be_taken_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tending_many, "BATCH", 2)
    cancel, told = Event(), list[Progress]()

    def report(progress: Progress) -> None:
        told.append(progress)
        if progress.done == 2:
            cancel.set()

    result = library.set_many(ids, "is_starred", True, "starred", work=Work(report, cancel))
    assert (result.changed, result.is_whole) == (4, False)
    assert [(one.done, one.total) for one in told] == [(0, 5), (2, 5)]
    assert len(starred(library)) == 4
    library.undo()
    assert not starred(library)


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("writes", range(1, 4))
def test_what_was_done_before_a_crash_can_be_taken_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    change, done = StateStore.change, list[str]()

    def killed(store: StateStore, article_id: str, **fields: object) -> ReadingState:
        if len(done) == writes:
            raise Killed
        done.append(article_id)
        return change(store, article_id, **fields)

    monkeypatch.setattr(StateStore, "change", killed)
    with pytest.raises(Killed):
        library.set_many(ids, "is_starred", True, "starred")
    monkeypatch.undo()
    assert starred(library) == set(done) == set(ids[:writes])
    (step,) = library.undo_steps()
    assert (step.label, step.problem) == ("starred of 5 articles", "")
    assert starred(library) == set()


def test_a_step_says_of_how_many_it_was_though_some_could_not_be_changed(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = StateStore.change

    def failing(store: StateStore, article_id: str, **fields: object) -> ReadingState:
        if article_id in (ids[0], ids[3]):
            raise StoreError("the disk is full")
        return change(store, article_id, **fields)

    monkeypatch.setattr(StateStore, "change", failing)
    result = library.set_many(ids, "is_starred", True, "starred")
    assert (result.changed, result.failed) == (3, 2)
    monkeypatch.undo()
    assert library.undo() == "starred of 3 articles"
    assert starred(library) == set()


def test_an_article_that_is_gone_holds_up_no_other(library: Library, ids: list[str]) -> None:
    result = library.set_many(["0" * 16, *ids], "is_archived", True, "archived")
    assert (result.changed, result.failed) == (5, 1)


def test_nothing_is_written_down_where_nothing_changed(library: Library, ids: list[str]) -> None:
    steps = library.undoable()
    assert library.set_many(ids, "is_starred", False, "without a star").changed == 0
    assert library.undoable() == steps


def test_a_step_with_a_purged_article_is_taken_back_no_more(library: Library, ids: list[str]) -> None:
    library.set_many(ids, "is_trashed", True, "put in the trash")
    library.empty_trash(library.emptying_trash())
    assert library.undo() == ""


def test_what_is_put_in_the_trash_leaves_no_frame_behind(library: Library, ids: list[str]) -> None:
    state, now = library.folders.state, circumstances((80, 24), {})
    for name in (LIST, ids[0], ids[1]):
        keep_frame(state, name, FirstFrame(b"what it said", ""), now, ())
    library.set_many(ids[:1], "is_starred", True, "starred")
    assert find_frame(state, ids[0], now) is not None
    library.set_many(ids[:1], "is_trashed", True, "put in the trash")
    assert find_frame(state, ids[0], now) is None
    assert find_frame(state, LIST, now) is None
    assert find_frame(state, ids[1], now) is not None
