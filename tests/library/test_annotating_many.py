"""The same change to many annotations: one step, one write an article, giving up, and none that is gone holds up the others."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader.library import annotating_many
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.model.annotation import Annotation, Colour
from reader.model.errors import StoreError
from reader.store import storage
from reader.store.atomic import write_durably
from reader.store.places import LibraryPlaces
from reader.store.undo import UndoLog
from tests.loopback import page_html

Target = tuple[str, int]


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> list[str]:
    made = []
    for number in range(4):
        path = tmp_path / f"{number}.html"
        path.write_bytes(page_html(f"Story number {number}"))
        made.append(library.add(str(path)).article_id)
    return made


def marked(library: Library, article_id: str, count: int, **fields: object) -> list[Target]:
    text = library.open_article(article_id).kept.article.text
    starts = [place for place in range(len(text)) if text[place].isalpha()][: 3 * count : 3]
    return [(article_id, library.annotate(article_id, start, start + 1, **fields).id) for start in starts]  # type: ignore[arg-type]


def seen(library: Library, article_id: str) -> list[Annotation]:
    return [placed.annotation for placed in library.annotations(article_id)]


def colours(library: Library, article_id: str) -> list[Colour]:
    return [one.colour for one in seen(library, article_id)]


def test_many_are_changed_and_taken_back_in_one_step(library: Library, ids: list[str]) -> None:
    targets = [target for article_id in ids for target in marked(library, article_id, 2)]
    library.change_annotation(*targets[0], colour=Colour.BLUE, tags=("old", "own"))
    before = [seen(library, article_id) for article_id in ids]
    result = library.change_annotations(targets, colour=Colour.PINK, add_tags=("#new",), drop_tags=("old",))
    assert (result.changed, result.failed, result.is_whole) == (8, 0, True)
    assert {colour for article_id in ids for colour in colours(library, article_id)} == {Colour.PINK}
    assert seen(library, ids[0])[0].tags == ("own", "new")
    assert library.undo() == "colour and tags of 8 annotations"
    assert [[(one.colour, one.tags) for one in of] for of in (seen(library, article_id) for article_id in ids)] == [
        [(one.colour, one.tags) for one in of] for of in before
    ]
    assert library.redo()
    assert seen(library, ids[0])[0].tags == ("own", "new")


def test_what_is_so_already_is_no_change(library: Library, ids: list[str]) -> None:
    targets = marked(library, ids[0], 2, tags=("sea",))
    log = len(library.undoable())
    assert library.change_annotations(targets, colour=Colour.YELLOW, add_tags=("sea",)).changed == 0
    assert len(library.undoable()) == log


def test_a_note_on_the_article_gets_tags_and_no_colour(library: Library, ids: list[str]) -> None:
    note = library.note_article(ids[0], "On it all")
    assert library.change_annotations([(ids[0], note.id)], colour=Colour.PINK).changed == 0
    assert library.change_annotations([(ids[0], note.id)], colour=Colour.PINK, add_tags=("a",)).changed == 1
    assert seen(library, ids[0])[0].colour is note.colour


def test_many_are_removed_brought_back_and_removed_again(library: Library, ids: list[str]) -> None:
    targets = [target for article_id in ids[:2] for target in marked(library, article_id, 3, note="kept words")]
    before = [seen(library, article_id) for article_id in ids[:2]]
    assert library.remove_annotations(targets).changed == 6
    assert seen(library, ids[0]) == []
    assert len(library.trashed_annotations()) == 6
    assert library.undo() == "removal of 6 annotations"
    assert [seen(library, article_id) for article_id in ids[:2]] == before
    assert library.redo()
    assert seen(library, ids[1]) == []


def test_what_is_gone_holds_up_no_others(library: Library, ids: list[str]) -> None:
    targets = marked(library, ids[0], 3)
    library.remove_annotation(*targets[1])
    result = library.change_annotations([*targets, ("no such article", 5)], colour=Colour.GREEN)
    assert (result.changed, result.failed, result.is_whole) == (2, 2, True)
    assert colours(library, ids[0]) == [Colour.GREEN] * 2


def test_an_article_that_cannot_be_written_is_counted_and_not_taken_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [target for article_id in ids for target in marked(library, article_id, 1)]
    write = library._stores.annotations.change_many

    def full(article_id: str, change: object) -> None:
        if article_id == ids[1]:
            raise StoreError("No space left")
        write(article_id, change)  # type: ignore[arg-type]

    monkeypatch.setattr(type(library._stores.annotations), "change_many", lambda self, *given: full(*given))
    result = library.change_annotations(targets, colour=Colour.GREEN)
    assert (result.changed, result.failed) == (3, 1)
    assert library.undo() == "colour of 3 annotations"
    assert {colour for article_id in ids for colour in colours(library, article_id)} == {Colour.YELLOW}


def test_what_was_done_before_giving_up_stays_and_can_be_taken_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating_many, "BATCH", 1)
    targets = [target for article_id in ids for target in marked(library, article_id, 2)]
    cancel, told = Event(), list[Progress]()

    def report(progress: Progress) -> None:
        told.append(progress)
        if progress.done == 4:
            cancel.set()

    result = library.remove_annotations(targets, work=Work(report, cancel))
    assert (result.changed, result.is_whole) == (6, False)
    assert [(one.done, one.total) for one in told] == [(0, 8), (2, 8), (4, 8)]
    assert library.undo() == "removal of 6 annotations"
    assert sum(len(seen(library, article_id)) for article_id in ids) == 8


def test_an_article_is_written_once(library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    targets = marked(library, ids[0], 20)
    written: list[object] = []

    def write(path: Path, data: bytes, **given: Any) -> None:
        written.append(path)
        write_durably(path, data, **given)

    monkeypatch.setattr(storage, "write_durably", write)
    library.change_annotations(targets, colour=Colour.GREEN)
    library.undo()
    library.redo()
    library.remove_annotations(targets)
    library.undo()
    assert len(written) == 5


def test_the_log_holds_each_annotation_once(library: Library, ids: list[str], places_of: LibraryPlaces) -> None:
    targets = marked(library, ids[0], 40, note="words " * 50)
    library.remove_annotations(targets)
    last = places_of.undo_file.read_bytes().splitlines()[-1]
    assert len(last) < 40 * 24 + 400  # ids, and none of the words: those lie in the trash
    assert len(UndoLog(places_of).entries().done) > 1


@pytest.fixture
def places_of(library: Library) -> LibraryPlaces:
    return library._stores.places


def test_purged_annotations_do_not_come_back_and_the_others_do(library: Library, ids: list[str]) -> None:
    targets = marked(library, ids[0], 3)
    library.remove_annotations(targets)
    library.restore_annotation(*targets[0])
    library.empty_trash(library.emptying_trash())
    library.remove_annotation(*targets[0])
    library.undo()
    library.undo()  # the restoring
    (entry,) = library.undo_steps()
    assert entry.label == "removal of 3 annotations"
    assert entry.problem == ""  # what was purged is no longer named in the log
    assert [one.id for one in seen(library, ids[0])] == [targets[0][1]]


def test_what_was_changed_before_a_crash_can_be_taken_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating_many, "BATCH", 1)
    targets = [target for article_id in ids for target in marked(library, article_id, 2)]

    class Killed(BaseException):
        pass

    def report(progress: Progress) -> None:
        if progress.done == 6:
            raise Killed

    with pytest.raises(Killed):
        library.change_annotations(targets, colour=Colour.PINK, work=Work(report))
    after = Library.open(folders=library.folders)  # the next start
    assert colours(after, ids[2]) == [Colour.PINK] * 2
    assert after.undo() == "colour of 6 annotations"
    assert {colour for article_id in ids for colour in colours(after, article_id)} == {Colour.YELLOW}


def test_each_article_is_written_down_before_the_next_is_changed(
    library: Library, ids: list[str], places_of: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [target for article_id in ids for target in marked(library, article_id, 2)]
    known: list[str] = []

    def write(path: Path, data: bytes, **given: Any) -> None:
        # What can be taken back if the program is killed now.
        known.append(UndoLog(places_of).entries().done[-1]["label"])
        write_durably(path, data, **given)

    monkeypatch.setattr(storage, "write_durably", write)
    library.change_annotations(targets, colour=Colour.PINK)
    assert known[1:] == [f"colour of {2 * number} annotations" for number in range(1, len(ids))]
    library.remove_annotations(targets)
    assert known[len(ids) + 1 :] == [f"removal of {2 * number} annotations" for number in range(1, len(ids))]
    assert library.undo() == f"removal of {len(targets)} annotations"
    assert library.undo() == f"colour of {len(targets)} annotations"
    assert {colour for article_id in ids for colour in colours(library, article_id)} == {Colour.YELLOW}
