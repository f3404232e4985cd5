"""The margin: where notes stand, which one comes forward, what is asked for."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.message import Message

from reader.layout.rows import Order
from reader.library.resources import themes_folder
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, OtherVersion, PlacedAnnotation, Selectors
from reader.tui.lines import take_order
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets import margin_pane
from reader.tui.widgets.article_messages import DeleteRequested, EditRequested, Noticed, TagsRequested
from reader.tui.widgets.margin_messages import NoteChosen, PassageRequested, ScrollRequested, TrackChosen
from reader.tui.widgets.margin_notes import MarginRows, NoteLine, Weight, belongs_in_margin, note_lines, stack
from reader.tui.widgets.margin_pane import MarginPane
from reader.tui.widgets.reading_window import ReadingWindow

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def note(
    number: int,
    text: str = "",
    *,
    colour: Colour = Colour.YELLOW,
    tags: tuple[str, ...] = (),
    state: AnchorState = AnchorState.ANCHORED,
    others: tuple[str, ...] = (),
) -> PlacedAnnotation:
    selectors = Selectors(exact="the words", prefix="", suffix="", start=number, end=number + 9)
    annotation = Annotation(
        id=number,
        article_id="a",
        created=NOW,
        updated=NOW,
        selectors=selectors,
        note=text,
        colour=colour,
        tags=tags,
        others=tuple(OtherVersion(written=NOW, note=other) for other in others),
    )
    return PlacedAnnotation(annotation=annotation, anchor=Anchor(state=state, start=number, end=number + 9))


def article_note(number: int, text: str) -> PlacedAnnotation:
    return PlacedAnnotation(
        annotation=Annotation(id=number, article_id="a", created=NOW, updated=NOW, note=text), anchor=None
    )


def lines_of(height: int) -> tuple[NoteLine, ...]:
    return (NoteLine("x", Weight.TEXT),) * height


class Bench(App[None]):
    """The margin and nothing else."""

    CSS = "MarginPane { width: 26; height: 1fr; }"

    def __init__(self, notes: Iterable[PlacedAnnotation], rows: dict[int, int]) -> None:
        super().__init__()
        self.register_theme(to_textual(load_theme(themes_folder() / "paper.toml")))
        self.theme = "paper"
        self.margin = MarginPane()
        self.notes, self.rows = tuple(notes), rows
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.margin

    def on_mount(self) -> None:
        self.margin.set_meanings({"yellow": "claim"})
        self.margin.show(self.notes)
        self.follow(0)

    def follow(self, top: int) -> None:
        self.margin.follow(ReadingWindow(top=top, height=23, row_count=100, note_rows=self.rows))

    def lines(self) -> list[str]:
        return [self.margin.render_line(y).text[:-1].rstrip() for y in range(self.margin.size.height)]

    def keep(self, message: Message) -> None:
        self.posted.append(message)

    on_note_chosen = on_passage_requested = on_edit_requested = on_delete_requested = on_tags_requested = keep
    on_noticed = on_scroll_requested = on_track_chosen = keep


async def test_notes_begin_at_their_rows_and_scroll_with_the_text() -> None:
    notes = [
        article_note(1, "Ask for the minutes of the 2019 council."),
        note(2, "Who counted them?", tags=("school",)),
    ]
    app = Bench(notes, {1: 3, 2: 12})
    async with app.run_test(size=(26, 24)) as pilot:
        await pilot.pause()
        lines = app.lines()
        assert lines[1].split() == ["Margin", "2", "notes"]
        assert lines[3:5] == ["✎ Ask for the minutes of", "  the 2019 council."]
        assert lines[12:15] == ["▎ claim", "▎ Who counted them?", "▎ #school"]
        app.follow(10)
        assert app.lines()[2:4] == ["▎ claim", "▎ Who counted them?"]


async def test_the_focused_note_comes_forward_and_is_shown_whole() -> None:
    long = "word " * 60
    app = Bench([note(1, long)], {1: 5})
    async with app.run_test(size=(26, 40)) as pilot:
        await pilot.pause()
        assert sum("word" in line for line in app.lines()) == 7
        assert "…" in "".join(app.lines())
        app.margin.focus_note(1)
        assert sum("word" in line for line in app.lines()) > 8
        segments = list(app.margin.render_line(6))
        assert any(s.style and "word" in s.text and s.style.color == app.margin.inks.text.color for s in segments)


async def test_an_empty_margin_says_what_would_be_here() -> None:
    app = Bench([], {})
    async with app.run_test(size=(26, 24)) as pilot:
        app.margin.empty_text = "Notes stand here; a writes one."
        await pilot.pause()
        assert "Notes stand here" in app.lines()[3]


async def test_keys_step_from_note_to_note_and_ask() -> None:
    app = Bench([note(1, "a"), note(2, "b"), note(3, "c")], {1: 5, 2: 12, 3: 40})
    async with app.run_test(size=(26, 24)) as pilot:
        await pilot.pause()
        app.margin.do_delete_annotation(1, "")
        app.margin.do_next_note(1, "")
        app.margin.do_next_note(1, "")
        app.margin.do_open_note(1, "")
        app.margin.do_edit_note_external(1, "")
        app.margin.do_annotation_tags(1, "")
        app.margin.do_last_note(1, "")
        app.margin.do_previous_note(9, "")
        app.margin.do_delete_annotation(1, "")
        await pilot.pause()
        told = [(type(m), getattr(m, "annotation_id", None)) for m in app.posted]
        assert told == [
            (Noticed, None),
            (NoteChosen, 1),
            (NoteChosen, 2),
            (PassageRequested, 2),
            (EditRequested, 2),
            (TagsRequested, 2),
            (NoteChosen, 3),
            (NoteChosen, 1),
            (DeleteRequested, 1),
        ]


async def test_a_click_chooses_and_a_second_edits() -> None:
    app = Bench([note(1, "a"), note(2, "b")], {1: 5, 2: 12})
    async with app.run_test(size=(26, 24)) as pilot:
        await pilot.click(app.margin, offset=(4, 13), times=2)
        assert [type(m) for m in app.posted] == [NoteChosen, EditRequested]
        assert app.margin.focused_id == 2


async def test_a_drawer_has_its_notes_one_under_the_other() -> None:
    app = Bench([note(n, f"note {n}") for n in range(1, 12)], {n: 30 * n for n in range(1, 12)})
    async with app.run_test(size=(26, 24)) as pilot:
        app.margin.add_class("-drawer")
        await pilot.pause()
        assert app.lines()[3:9] == ["▎ claim", "▎ note 1", "", "▎ claim", "▎ note 2", ""]
        app.margin.do_last_note(1, "")
        assert any("note 11" in line for line in app.lines())
        app.margin.do_first_note(1, "")
        assert any("note 1" in line for line in app.lines())


async def test_room_is_made_for_a_note_being_written_and_given_back() -> None:
    app = Bench([note(1, "a"), note(2, "b")], {1: 5, 2: 7})
    async with app.run_test(size=(26, 24)) as pilot:
        await pilot.pause()
        before = app.lines()
        place = app.margin.make_room(5, 1)
        assert (place.y, place.width) == (5, 25)
        assert not any(app.lines()[place.y : place.y + 1])
        assert "▎ b" in app.lines()[place.y + 6 :]
        app.margin.end_writing()
        assert app.lines() == before


@pytest.mark.parametrize("theme", ["paper", "plain", "terminal"])
def test_what_comes_forward_is_told_from_what_is_muted_in_every_theme(theme: str) -> None:
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / f"{theme}.toml")).variables)
    assert inks.forward != inks.muted


def test_marks_without_words_have_no_note() -> None:
    assert not belongs_in_margin(note(1))
    assert belongs_in_margin(note(1, tags=("x",)))
    assert belongs_in_margin(note(1, state=AnchorState.ORPHAN))
    assert belongs_in_margin(article_note(1, ""))


def test_a_note_whose_passage_is_gone_says_so_and_quotes_it() -> None:
    lines = [line.text for line in note_lines(note(1, "x", state=AnchorState.ORPHAN), {}, 22)]
    assert lines == ["yellow", "The passage is gone:", "“the words”", "x"]


def test_what_was_written_elsewhere_stands_below() -> None:
    lines = [line.text for line in note_lines(note(1, "mine", others=("theirs",)), {}, 22)]
    assert lines == ["yellow", "mine", "Also written:", "theirs"]


def test_a_moved_note_keeps_a_hair_line_to_its_row() -> None:
    boxes = stack([(note(1), 5, lines_of(4)), (note(2), 6, lines_of(2))], 0, 3)
    assert [box.row for box in boxes] == [5, 10]
    rows = MarginRows(boxes)
    assert [rows.hair_at(row) for row in (5, 6, 7, 9, 10)] == ["", "╮", "│", "│", ""]
    assert rows.box_at(9) is None
    assert rows.box_at(11) is boxes[1]


def test_a_moved_note_on_the_article_keeps_none_for_there_is_no_mark() -> None:
    rows = MarginRows(stack([(note(1), 5, lines_of(4)), (article_note(2, "x"), 6, lines_of(2))], 0, 3))
    assert [rows.hair_at(row) for row in range(5, 12)] == [""] * 7


def test_the_focused_note_stands_at_its_own_row_in_a_crowd() -> None:
    crowd = [(note(n), 10 + n // 4, lines_of(3)) for n in range(12)]
    boxes = stack(crowd, 8, 3)
    assert boxes[8].row == boxes[8].home


@given(
    st.lists(st.tuples(st.integers(3, 60), st.integers(1, 9)), min_size=1, max_size=14).map(sorted), st.integers(0, 14)
)
def test_notes_never_overlap_and_stay_in_order(drawn: list[tuple[int, int]], focused: int) -> None:
    boxes = stack([(note(n), home, lines_of(height)) for n, (home, height) in enumerate(drawn)], focused, 3)
    shown = [box for box in boxes if box.row >= 0]
    assert shown
    assert all(first.stop < second.row + 1 for first, second in pairwise(shown))
    assert all(box.row >= 3 for box in shown)
    assert boxes == [*(box for box in boxes if box.row < 0), *shown]
    assert focused >= len(boxes) or boxes[focused].row == max(3, boxes[focused].home)


async def test_a_long_note_says_how_much_of_it_is_left() -> None:
    app = Bench([note(1, " ".join(f"word{n}" for n in range(300)))], {1: 5})
    async with app.run_test(size=(26, 24)):
        assert "… 126 more lines" in "\n".join(app.lines())


async def test_a_note_that_runs_to_the_left_begins_at_the_right() -> None:
    take_order(Order.TERMINAL)
    app = Bench([note(1, "اسأل"), note(2, "Ask")], {1: 5, 2: 12})
    async with app.run_test(size=(26, 24)):
        arabic, latin = (next(line for line in app.lines() if word in line) for word in ("اسأل", "Ask"))
        assert len(arabic) == 24
        assert latin.startswith("▎ Ask")


async def test_the_wheel_moves_the_text_and_in_a_drawer_the_notes() -> None:
    app = Bench([note(n, f"note {n}") for n in range(1, 12)], {n: 30 * n for n in range(1, 12)})
    async with app.run_test(size=(26, 24)) as pilot:
        app.margin.post_message(_wheel(app.margin))
        await pilot.pause()
        assert [(type(m), getattr(m, "rows", 0)) for m in app.posted] == [(ScrollRequested, 3)]
        app.margin.add_class("-drawer")
        await pilot.pause()
        first = app.lines()
        app.margin.post_message(_wheel(app.margin))
        await pilot.pause()
        assert app.lines()[:5] == first[3:8]
        assert len(app.posted) == 1


async def test_a_press_on_the_track_and_a_drag_ask_for_the_text_there() -> None:
    app = Bench([note(1, "a")], {1: 5})
    async with app.run_test(size=(26, 24)) as pilot:
        await pilot.mouse_down(app.margin, offset=(25, 6))
        await pilot.hover(app.margin, offset=(10, 9))
        await pilot.mouse_up(app.margin, offset=(10, 9))
        await pilot.hover(app.margin, offset=(25, 15))
        chosen = [(m.line, m.is_first) for m in app.posted if isinstance(m, TrackChosen)]
        assert chosen == [(6, True), (9, False)]
        assert not any(isinstance(m, NoteChosen) for m in app.posted)


def _wheel(margin: MarginPane) -> MouseScrollDown:
    return MouseScrollDown(margin, 3, 3, 0, 1, 0, False, False, False)


async def test_of_thousands_of_notes_those_near_to_the_screen_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(placed: PlacedAnnotation, *arguments: Any, **options: Any) -> tuple[NoteLine, ...]:
        asked.append(placed.annotation.id)
        return note_lines(placed, *arguments, **options)

    monkeypatch.setattr(margin_pane, "note_lines", counted)
    notes = [note(number, f"Note *{number}*") for number in range(1, 5_001)]
    app = Bench(notes, {placed.annotation.id: 10 * placed.annotation.id for placed in notes})
    async with app.run_test(size=(26, 23)) as pilot:
        assert 0 < len(set(asked)) < 700
        app.follow(30_200)
        assert any("Note 3021" in line for line in app.lines())
        assert len(set(asked)) < 1_400
        asked.clear()
        app.follow(30_210)
        assert not asked
        for act, number in (
            (app.margin.do_last_note, 5_000),
            (app.margin.do_previous_note, 4_999),
            (app.margin.do_first_note, 1),
        ):
            act(1, "")
            assert app.margin.focused_id == number
        await pilot.resize_terminal(30, 23)
        assert len(asked) < 2_000


async def test_of_long_notes_fewer_are_set_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    letters: list[int] = []

    def counted(placed: PlacedAnnotation, *arguments: Any, **options: Any) -> tuple[NoteLine, ...]:
        letters.append(len(placed.annotation.note))
        return note_lines(placed, *arguments, **options)

    monkeypatch.setattr(margin_pane, "note_lines", counted)
    notes = [note(number, f"Note {number}. {'So it *was* said. ' * 300}") for number in range(1, 301)]
    app = Bench(notes, {placed.annotation.id: 3 * placed.annotation.id for placed in notes})
    async with app.run_test(size=(44, 60)):
        for row in (0, 300, 303, 306, 309, 890):
            letters.clear()
            app.follow(row)
            assert sum(letters) < 60_000
            focused = [line for line in app.lines() if "Note " in line]
            assert len(focused) >= 3
