"""Very many marks in one article: what a row, a save and a note cost then, counted; and that it looks as few do."""

from collections.abc import Callable
from typing import Any

import pytest

from reader.layout.layout import Layout, Setting
from reader.model.annotation import Colour, PlacedAnnotation
from reader.model.blocks import Paragraph
from reader.tui.widgets import margin_notes, marking_view, shown_marks
from reader.tui.widgets.margin_notes import note_lines
from reader.tui.widgets.shown_marks import NotePlaces, ShownMarks
from tests.tui.test_article_pane import FILL, make, mark, running

TEXT = "The ferry that once tied the two shores will run again from April, the council said on Monday."


def marks(number: int) -> list[PlacedAnnotation]:
    article = make(Paragraph(text=TEXT), *FILL)
    colours = list(Colour)
    words = [TEXT[at % 40 : at % 40 + 5 + at % 47].strip() for at in range(number)]
    return [
        mark(article, words[at], at + 1, colour=colours[at % 5], note="Why?" if at % 7 == 0 else "")
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [3, 40, 400])
async def test_marks_look_the_same_however_many_are_drawn_one_by_one(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for most in (0, 10_000):
        monkeypatch.setattr(marking_view, "_MOST_RANGES", most)
        async with running(make(Paragraph(text=TEXT), *FILL)) as (_, pane, pilot):
            pane.set_annotations(marks(number))
            await pilot.pause()
            before = [pane.render_line(y) for y in range(pane.size.height)]
            pane.choose_annotation(2)
            pane.do_grow(2, "")
            await pilot.pause()
            seen.append([before, [pane.render_line(y) for y in range(pane.size.height)]])
    assert seen[0] == seen[1]


async def test_a_row_with_hundreds_of_marks_is_drawn_from_what_is_seen_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(make(Paragraph(text=TEXT), *FILL)) as (_, pane, pilot):
        pane.set_annotations(marks(2_000))
        await pilot.pause()
        for row in pane.rows_shown:
            text = pane.text_layout.row_text(row)
            if text:
                # Not more than five over each letter of the row.
                assert len(list(pane.coverings(row, text))) <= 5 * (text.end - text.start) + 5


def test_what_costs_by_the_number_of_marks_is_worked_out_once() -> None:
    made = ShownMarks(marks(50))
    assert shown_marks.shown_marks(made) is made
    assert list(made) == marks(50)
    assert made.notes == tuple(placed for placed in made if placed.annotation.note)


def test_the_row_of_a_note_is_found_when_somebody_asks() -> None:
    made = ShownMarks(marks(200))
    asked: list[int] = []

    def row_of(offset: int) -> int:
        asked.append(offset)
        return offset

    article = make(Paragraph(text=TEXT), *FILL)
    places = NotePlaces(made, Layout(article, Setting(width=40)), row_of)
    assert len(places) == len(made.notes)
    assert not asked
    first = made.notes[0]
    assert first.anchor is not None
    assert places[first.annotation.id] == first.anchor.start
    assert asked == [first.anchor.start]
    assert places.get(-5) is None


@pytest.mark.parametrize(
    "note", ["*word* " * 300_000, "word " * 300_000, "- item\n" * 300_000], ids=["runs", "words", "items"]
)
def test_of_a_note_without_end_only_the_beginning_is_set(note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    letters: list[int] = []
    original: Callable[..., Any] = margin_notes._set_text

    def counted(part: str, *arguments: Any, **options: Any) -> Any:
        letters.append(len(part))
        return original(part, *arguments, **options)

    monkeypatch.setattr(margin_notes, "_set_text", counted)
    article = make(Paragraph(text=TEXT), *FILL)
    for is_unfolded in (False, True):
        lines = note_lines(mark(article, TEXT, 1, note=note), {}, 36, is_unfolded=is_unfolded)
        assert lines[-1].text.startswith("… over ")
        assert lines[-1].text.endswith(" more lines")
    assert sum(letters) <= 30_000
