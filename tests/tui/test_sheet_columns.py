"""Where the rows of a sheet stand, however few of them were looked at; and how many of very many are made."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.results import FoundAnnotation
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.dates import utc_now
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens import annotation_list
from reader.tui.screens.annotation_list import AnnotationList
from reader.tui.screens.sheet_columns import Column
from tests.tui.conftest import Run


@given(st.lists(st.integers(1, 4), min_size=1, max_size=60), st.data())
def test_lines_are_the_same_from_whichever_row_they_are_counted(heights: list[int], data: st.DataObject) -> None:
    starts = list(accumulate(heights, initial=0))
    rows = range(len(heights))
    column = Column(rows, heights.__getitem__)
    shift = 0
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.sampled_from(rows))
        line = data.draw(st.integers(-3, starts[-1] + 3))
        match data.draw(st.sampled_from(("start", "row", "first", "end", "begin"))):
            case "start":
                assert column.start(at) == starts[at] - shift
                assert column.start(at + 1) == starts[at + 1] - shift
            case "row":
                expected = sum(start <= max(0, line) for start in starts) - 1
                assert column.row_at(line - shift) == expected
            case "first":
                assert column.first_line(line - shift) == max(line, 0) - shift
            case "end":
                assert column.end(line - shift) == min(line, starts[-1]) - shift
            case "begin":
                column.begin_at(at)
                shift = starts[at]


async def test_of_very_many_marks_those_near_the_screen_are_made_into_rows(
    run: Run, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        opened = running.screen.opened
        assert opened is not None
        record = opened.kept.record
        found = [FoundAnnotation(record, _placed(number)) for number in range(20_000)]
        made: list[int] = []
        original = annotation_list.annotation_row

        def counted(placed: PlacedAnnotation, *arguments: object) -> object:
            made.append(placed.annotation.id)
            return original(placed, *arguments)  # type: ignore[arg-type]  # as it was called

        monkeypatch.setattr(annotation_list, "annotation_row", counted)
        meanings = {colour: colour.value for colour in Colour}
        sheet = AnnotationList(KeyMap(), "Marks", found, meanings, lambda _: None, here=record.id)
        running.app.push_screen(sheet)
        await running.settle()
        assert "1/20000" in running.text
        for keys, at in (
            ("G", 19_999),
            ("k k", 19_997),
            ("pagedown", 19_999),
            ("g g", 0),
            ("j j", 2),
            ("9 9 9 9 j", 10_001),
        ):
            await running.press(*keys.split())
            assert sheet.at == at
            assert f"{at + 1}/20000" in running.text
            assert f"The reeds {at}." in running.text
        assert len(made) < 1_000


def _placed(number: int) -> PlacedAnnotation:
    now = utc_now()
    selectors = Selectors(exact=f"The reeds {number}.", prefix="", suffix="", start=number, end=number + 1)
    annotation = Annotation(id=number, article_id="a", created=now, updated=now, selectors=selectors, note="Why?")
    return PlacedAnnotation(
        annotation=annotation, anchor=Anchor(state=AnchorState.ANCHORED, start=number, end=number + 1)
    )
