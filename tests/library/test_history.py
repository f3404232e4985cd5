"""Undo and redo: whatever is done, taking all of it back leaves the library as it was, and making it again as it became.

What is compared is what the reader sees: texts, marks with their colours, notes and tags, flags, letters, searches and words for
colours. What was added since stands in the trash then, which keeps it.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.history import put_state
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.stores import open_stores
from reader.model.annotation import Colour
from reader.model.errors import NotFoundError, StoreError, UsageError
from reader.store.annotations import AnnotationStore
from reader.store.care.purging import Purging
from reader.store.undo import UndoLog
from tests.loopback import PARAGRAPHS, page_html

TITLES = ("Ferry line to reopen", "Two winters of hail")
LATER = "The snow came a week early this year, and the ferryman said that he had known it since the reeds turned."


class World:
    """A library of two articles, and a hand that does things in it at random."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folders=Folders.below(folder / "home"), config=Config())
        self.files = {}
        for title in TITLES:
            path = folder / f"{title}.html"
            path.write_bytes(page_html(title))
            self.files[self.library.add(str(path)).article_id] = path
        self.folder = folder
        self.ids = tuple(self.files)
        self.added = 0

    def seen(self) -> dict[str, Any]:
        """Return what the reader sees, but for what came since."""
        library = self.library
        seen: dict[str, Any] = {
            "searches": [(one.name, one.query) for one in library.saved_searches()],
            "colours": dict(library.colour_meanings()),
            "inbox": [row.record.id for row in library.list()],
            "archive": [row.record.id for row in library.list(View(kind=ViewKind.ARCHIVE))],
        }
        for article_id in self.ids:
            state = library.listed(article_id).state
            seen[article_id] = (
                library.open_article(article_id).kept.article.text,
                (state.is_read, state.is_starred, state.is_archived, state.is_trashed, state.tags, dict(state.marks)),
                [
                    (replace(one.annotation, updated=one.annotation.created), one.anchor)
                    for one in library.annotations(article_id)
                ],
            )
        return seen

    def act(self, hand: random.Random) -> None:
        """Do something; what cannot be done now (a name that is taken, nothing there to change) is not done."""
        article_id = hand.choice(self.ids)
        actions: list[Callable[[str, random.Random], object]] = [
            self._mark,
            self._mark,
            self._note,
            self._change,
            self._change,
            self._remove,
            self._restore,
            self._many,
            self._flag,
            self._tag,
            self._letter,
            self._search,
            self._colour,
            self._add,
            self._add_again,
            self._refresh,
            self._go_back,
        ]
        with suppress(NotFoundError, UsageError):
            hand.choice(actions)(article_id, hand)

    def _mark(self, article_id: str, hand: random.Random) -> None:
        text = self.library.open_article(article_id).kept.article.text
        start = hand.randrange(len(text) - 40)
        words = tuple(hand.sample(("sea", "lake", "湖"), hand.randrange(3)))
        self.library.annotate(
            article_id, start, start + hand.randint(3, 40), colour=hand.choice(list(Colour)), tags=words
        )

    def _note(self, article_id: str, hand: random.Random) -> None:
        self.library.note_article(article_id, f"a note {hand.random()} 🧑‍🌾", ("whole",))

    def _some(self, article_id: str, hand: random.Random) -> int:
        annotations = self.library.annotations(article_id)
        if not annotations:
            raise NotFoundError("nothing is marked")
        return hand.choice(annotations).annotation.id

    def _change(self, article_id: str, hand: random.Random) -> None:
        one = self._some(article_id, hand)
        text = self.library.open_article(article_id).kept.article.text
        changes: list[dict[str, Any]] = [
            {"colour": hand.choice(list(Colour))},
            {"note": f"words {hand.random()}"},
            {"note": ""},
            {"tags": tuple(hand.sample(("sea", "pass", "湖"), 2))},
            {"passage": (start := hand.randrange(len(text) - 30), start + 20)},
        ]
        self.library.change_annotation(article_id, one, **hand.choice(changes))

    def _remove(self, article_id: str, hand: random.Random) -> None:
        self.library.remove_annotation(article_id, self._some(article_id, hand))

    def _restore(self, article_id: str, hand: random.Random) -> None:
        removed = self.library.trashed_annotations(article_id)
        if removed:
            self.library.restore_annotation(article_id, hand.choice(removed).annotation.id)

    def _many(self, article_id: str, hand: random.Random) -> None:
        everything = [(one, placed.annotation.id) for one in self.ids for placed in self.library.annotations(one)]
        targets = hand.sample(everything, hand.randint(0, len(everything)))
        if hand.random() < 0.3:
            self.library.remove_annotations(targets)
        else:
            colour = hand.choice([None, *Colour])
            self.library.change_annotations(targets, colour=colour, add_tags=("many",), drop_tags=("sea",))

    def _flag(self, article_id: str, hand: random.Random) -> None:
        flag = hand.choice(("is_read", "is_starred", "is_archived", "is_trashed"))
        if hand.random() < 0.5:
            self.library.set_many(self.ids, flag, hand.random() < 0.5, "changed")
        else:
            getattr(self.library, f"set_{flag.removeprefix('is_')}")(article_id, hand.random() < 0.5)

    def _tag(self, article_id: str, hand: random.Random) -> None:
        words = tuple(hand.sample(("news", "old", "湖", "long"), hand.randint(0, 3)))
        if hand.random() < 0.5:
            self.library.tag_many(self.ids, words, ("news",))
        else:
            self.library.set_tags(article_id, words)

    def _letter(self, article_id: str, hand: random.Random) -> None:
        letter = hand.choice("abc")
        if hand.random() < 0.4:
            self.library.remove_mark(article_id, letter)
        else:
            self.library.set_mark(article_id, letter, hand.randrange(100))

    def _search(self, article_id: str, hand: random.Random) -> None:
        name, other = hand.sample(("mine", "yours", "湖"), 2)
        match hand.randrange(3):
            case 0:
                self.library.save_search(name, hand.choice(("tag:sea", "is:unread", "hail")))
            case 1:
                self.library.rename_search(name, other)
            case _:
                self.library.remove_search(name)

    def _colour(self, article_id: str, hand: random.Random) -> None:
        words = hand.sample(("claim", "doubt", "", "証拠", "to check"), 2)
        self.library.set_colour_meanings(dict(zip(hand.sample(list(Colour), 2), words, strict=True)))

    def _add(self, article_id: str, hand: random.Random) -> None:
        self.added += 1
        path = self.folder / f"later{self.added}.html"
        path.write_bytes(page_html(f"Later story {self.added}"))
        self.library.add(str(path), tags=("late",))

    def _add_again(self, article_id: str, hand: random.Random) -> None:
        self.library.add(str(self.files[article_id]), tags=("again",))

    def _refresh(self, article_id: str, hand: random.Random) -> None:
        kept = list(PARAGRAPHS) + [LATER] * 2
        del kept[hand.randrange(len(kept))]
        title = TITLES[self.ids.index(article_id)]
        self.files[article_id].write_bytes(page_html(title, tuple(kept)))
        self.library.refresh(article_id, force=True)

    def _go_back(self, article_id: str, hand: random.Random) -> None:
        version = hand.choice(self.library.versions(article_id)).version
        self.library.make_current(article_id, version.id)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_all_undone_is_as_before_and_all_redone_as_after(tmp_path: Path, seed: int) -> None:
    world, hand = World(tmp_path), random.Random(seed)
    for _ in range(hand.randrange(6)):
        world.act(hand)
    before, base = world.seen(), len(world.library.undoable())
    for _ in range(25):
        world.act(hand)
    after, steps = world.seen(), len(world.library.undoable()) - base
    assert steps > 5
    for _ in range(2):
        undone = world.library.undo_steps(steps)
        assert [entry.problem for entry in undone] == [""] * steps
        assert world.seen() == before
        again = Library.open(folders=world.library.folders, config=Config())  # tomorrow
        assert [entry.problem for entry in again.redo_steps(steps)] == [""] * steps
        assert world.seen() == after


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=30))
@settings(max_examples=25, deadline=None)
def test_undo_and_redo_in_any_order_walk_along_one_line(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str]
) -> None:
    library = Library.open(folders=Folders.below(tmp_path_factory.mktemp("home")), config=Config())
    line, place = [""], 0
    for number, move in enumerate(moves):
        if move == "do":
            library.set_colour_meaning(Colour.BLUE, f"word {number}")
            line = [*line[: place + 1], f"word {number}"]
            place += 1
        elif move == "undo":
            assert bool(library.undo()) is (place > 0)
            place = max(0, place - 1)
        else:
            assert bool(library.redo()) is (place < len(line) - 1)
            place = min(len(line) - 1, place + 1)
        assert library.colour_meanings()[Colour.BLUE] == (line[place] or "blue")


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def test_the_list_tells_what_when_and_where(library: Library, article_id: str) -> None:
    before = datetime.now(UTC)
    made = library.annotate_quote(article_id, "touch a wheel")
    library.undo()
    library.set_starred(article_id, True)
    library.undo()
    (undone, added) = library.undoable()
    assert (undone.is_undone, undone.article_id, undone.title) == (
        True,
        article_id,
        "Ferry line to reopen after eleven winters",
    )
    assert undone.when is not None
    assert 0 <= (undone.when - before).total_seconds() + 1 < 60
    assert undone.in_words == undone.label == "star on “Ferry line to reopen after eleven winters”"
    assert added.label.startswith("added")
    assert made.id


def test_undoing_down_to_a_step_and_redoing_up_to_it(library: Library, article_id: str) -> None:
    for number in range(5):
        library.set_colour_meaning(Colour.BLUE, f"word {number}")
    entries = library.undoable()
    moved = library.undo_to(entries[2])
    assert [entry.label for entry in moved] == [f"word “word {number}” for blue" for number in (4, 3, 2)]
    assert library.colour_meanings()[Colour.BLUE] == "word 1"
    entries = library.undoable()
    assert [entry.is_undone for entry in entries] == [True] * 3 + [False] * 3
    library.undo_to(entries[1])
    assert library.colour_meanings()[Colour.BLUE] == "word 3"


def test_what_another_window_did_meanwhile_is_not_undone_with_the_rest(library: Library, article_id: str) -> None:
    library.set_colour_meaning(Colour.BLUE, "sea")
    entry = library.undoable()[0]
    stop = Work(report=lambda progress: None)
    library.set_starred(article_id, True)  # another window, after the list was shown
    moved = library.undo_to(entry, work=stop)
    assert [one.label.split()[0] for one in moved] == ["star", "word"]  # all that stands above it now, and no more
    with pytest.raises(NotFoundError):
        library.undo_to(entry)


def test_a_step_made_while_several_are_undone_is_left_alone(library: Library) -> None:
    for number in range(3):
        library.set_colour_meaning(Colour.BLUE, f"word {number}")
    other = Library.open(folders=library.folders, config=Config())

    def report(progress: Progress) -> None:
        if progress.done == 1:
            other.set_colour_meaning(Colour.PINK, "from another window")

    moved = library.undo_to(library.undoable()[-1], work=Work(report=report))
    assert [entry.label for entry in moved] == ["word “word 2” for blue"]
    assert library.colour_meanings()[Colour.PINK] == "from another window"


def test_a_step_that_fails_for_now_stays_and_one_that_fails_among_several_ends_them(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.annotate_quote(article_id, "touch a wheel")
    library.set_starred(article_id, True)

    def fail(store: AnnotationStore, article_id: str, annotation_id: int) -> None:
        raise StoreError("No space left")

    with monkeypatch.context() as full:
        full.setattr(AnnotationStore, "remove", fail)
        moved = library.undo_steps(5)
        assert [(entry.is_undone, entry.problem, entry.is_lost) for entry in moved] == [
            (True, "", False),
            (False, "No space left", False),
        ]
        with pytest.raises(StoreError):
            library.undo_steps()
    assert len(library.undo_steps(5)) == 2


def test_what_was_changed_elsewhere_since_is_left_and_told(library: Library, article_id: str) -> None:
    made = library.annotate_quote(article_id, "touch a wheel", note="mine")
    library.change_annotation(article_id, made.id, note="mine, rewritten", colour=Colour.PINK)
    elsewhere = open_stores(library.folder, library.folders).annotations
    elsewhere.save(replace(elsewhere.load(article_id)[0], note="theirs"))
    (entry,) = library.undo_steps()
    assert entry.problem == "what was written elsewhere since stays"
    (placed,) = library.annotations(article_id)
    assert (placed.annotation.note, placed.annotation.colour) == ("theirs", Colour.YELLOW)


def test_a_removal_that_was_purged_elsewhere_is_told(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "gone")
    library.remove_annotation(article_id, made.id)
    Purging(open_stores(library.folder, library.folders).places).annotations(article_id, frozenset({made.id}))
    (entry,) = library.undo_steps()
    assert (entry.is_lost, entry.problem) == (True, "it was deleted for good")
    assert library.annotations(article_id) == ()


def test_steps_of_an_older_pressmark_are_listed_and_undone(library: Library, article_id: str) -> None:
    log = UndoLog(open_stores(library.folder, library.folders).places)
    library.set_starred(article_id, True)
    log.push(
        {
            "label": "star off “x”",
            "undo": [put_state(article_id, {"is_starred": True})],
            "redo": [put_state(article_id, {"is_starred": False})],
        }
    )
    log.push(
        {
            "label": "old tags",
            "undo": [{"do": "states", "articles": [article_id], "fields": {"add_tags": ["a"]}}],
            "redo": [],
        }
    )
    entry, before, *_ = library.undoable()
    assert (entry.when, entry.label, before.article_id) == (None, "old tags", article_id)
    assert len(library.undo_to(before)) == 2
    assert library.listed(article_id).state.tags == ("a",)


def test_a_change_that_an_older_pressmark_made_to_a_mark_is_undone(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "now")
    subject = {"do": "change", "article": article_id, "id": str(made.id)}
    entry = {
        "label": "change to note “now”",
        "undo": [{**subject, "fields": {"note": "before"}}],
        "redo": [{**subject, "fields": {"note": "now"}}],
    }
    UndoLog(open_stores(library.folder, library.folders).places).push(entry)
    library.undo()
    assert library.annotations(article_id)[0].annotation.note == "before"
    library.redo()
    assert library.annotations(article_id)[0].annotation.note == "now"


@pytest.mark.parametrize("operation", [{"do": "teleport"}, {"do": "exchange", "back": {"is_sung": True}, "forth": {}}])
def test_a_step_of_a_newer_pressmark_is_told_and_passed_over(
    library: Library, article_id: str, operation: dict[str, Any]
) -> None:
    log = UndoLog(open_stores(library.folder, library.folders).places)
    log.push({"label": "something new", "undo": [operation | {"articles": [article_id]}], "redo": []})
    with pytest.raises(NotFoundError, match="newer Pressmark"):
        library.undo()
    assert library.undo().startswith("added")


NONSENSE: tuple[dict[str, Any], ...] = (
    {"do": "feeds", "back": 7, "forth": 7},
    {"do": "feeds", "back": {"f": "x"}, "forth": {"f": "x"}},
    {"do": "many", "annotations": 7},
    {"do": "many", "annotations": {"a": ["x"]}, "back": {}, "forth": {}},
    {"do": "removal", "annotations": {"a": 7}},
    {"do": "revisions", "article": "a", "revisions": [7]},
    {"do": "exchange", "articles": [["a"]], "back": 7, "forth": {}},
    {"do": "put", "annotation": {"id": "\0", "article": []}},
    {"do": "drop", "article": "a", "id": "x"},
    {"do": "colours", "back": [], "forth": 7},
    {"do": "marks", "article": [], "annotation": {"id": "\0"}},
    {"do": "rules", "changed": {"r": 7}, "order": [[]]},
)


@pytest.mark.parametrize("operation", NONSENSE)
def test_a_step_that_makes_no_sense_is_listed_told_and_passed_over(
    library: Library, article_id: str, operation: dict[str, Any]
) -> None:
    library.set_starred(article_id, True)
    log = UndoLog(open_stores(library.folder, library.folders).places)
    log.push({"label": ["odd"], "at": 7, "key": [7], "both": [operation]})
    assert library.undoable()[0].label == "['odd']"
    with pytest.raises(NotFoundError):
        library.undo()
    assert library.undo().startswith("star on")


def test_a_step_left_out_stands_before_no_other(library: Library, article_id: str) -> None:
    library.set_starred(article_id, True)
    library.set_archived(article_id, True)
    library.forget_step(library.undoable()[0])
    assert library.undo().startswith("star on")
    assert library.listed(article_id).state.is_archived


def test_adding_again_takes_back_only_what_it_changed(library: Library, article_id: str, page_file: Path) -> None:
    library.set_archived(article_id, True)
    library.set_tags(article_id, ("old",))
    library.add(str(page_file), tags=("new",))
    assert library.undo().startswith("added again")
    state = library.listed(article_id).state
    assert (state.is_archived, state.tags) == (True, ("old",))
    steps = len(library.undoable())
    library.redo()
    library.add(str(page_file))
    assert len(library.undoable()) == steps  # nothing was changed by it


def test_the_last_hundred_are_kept_however_long_their_notes(library: Library, article_id: str) -> None:
    made = library.annotate_quote(article_id, "touch a wheel")
    for number in range(101):
        library.change_annotation(article_id, made.id, note=f"{number} " + "words " * 800)
    assert len(library.undoable()) == 100
    assert len(library.undo_steps(100)) == 100
    (placed,) = library.annotations(article_id)
    assert placed.annotation.note.startswith("0 ")
