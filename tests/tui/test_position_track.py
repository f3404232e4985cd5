"""The overview column: what lies where in the whole text."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.layout.layout import Layout, Setting
from reader.library.resources import themes_folder
from reader.model.article import Article, Metadata
from reader.model.blocks import Paragraph, Table
from reader.tui.looks.inks import Inks, slip
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets.position_track import (
    FOUND_WITHOUT_COLOUR,
    MARK,
    MARK_WITHOUT_COLOUR,
    NOTE,
    NOTE_WITHOUT_COLOUR,
    SPOT_FOUND,
    SPOT_FOUND_HERE,
    SPOT_NOTE,
    TRACK,
    SpotStarts,
    TrackScale,
    row_on_track,
    spot_cell,
    track_cells,
)


def inks_of(name: str) -> Inks:
    return Inks.from_variables(to_textual(load_theme(themes_folder() / f"{name}.toml")).variables)


def paragraphs(count: int) -> Layout:
    blocks = tuple(Paragraph(text=f"Paragraph {number} of this text.") for number in range(count))
    return Layout(Article(metadata=Metadata(), blocks=blocks), Setting(width=40))


def test_every_row_has_the_line_that_its_share_of_the_text_gives_it() -> None:
    layout = paragraphs(300)
    scale = TrackScale(layout, 30)
    for start in layout.article.block_starts:
        line = next(iter(scale.spots([(start, "yellow")])))
        assert line == layout.row_of(start) * 30 // layout.row_count


def test_in_a_text_that_fits_a_mark_lies_beside_its_row() -> None:
    layout = paragraphs(5)
    scale = TrackScale(layout, 30)
    for start in layout.article.block_starts:
        assert list(scale.spots([(start + 3, "yellow")])) == [layout.row_of(start)]


def test_of_several_colours_on_a_line_the_most_are_seen_and_of_as_many_the_first() -> None:
    scale = TrackScale(paragraphs(300), 10)
    assert scale.spots([(0, "blue"), (1, "pink"), (2, "pink")]) == {0: "pink"}
    assert scale.spots([(0, "blue"), (1, "pink")]) == {0: "blue"}


@given(st.lists(st.tuples(st.integers(0, 9_000), st.sampled_from(("blue", "pink", "green", SPOT_NOTE))), max_size=60))
def test_places_known_in_order_lie_where_they_lie_one_by_one(places: list[tuple[int, str]]) -> None:
    scale = TrackScale(paragraphs(300), 10)
    places.sort(key=lambda place: place[0])
    kinds = {name: SpotStarts([], []) for _, name in places}
    for rank, (offset, name) in enumerate(places):
        kinds[name].add(offset, rank)
    assert scale.spots_of(kinds) == scale.spots(places)


def test_a_note_is_seen_before_marks_and_what_was_found_before_notes() -> None:
    scale = TrackScale(paragraphs(300), 10)
    assert scale.spots([(0, SPOT_NOTE), (1, "pink"), (2, "pink")]) == {0: SPOT_NOTE}
    assert scale.spots([(0, SPOT_FOUND), (1, SPOT_NOTE)]) == {0: SPOT_FOUND}
    assert scale.spots([(0, SPOT_FOUND_HERE), (1, SPOT_FOUND)]) == {0: SPOT_FOUND_HERE}


def test_a_place_in_a_table_or_past_the_end_has_a_line() -> None:
    table = Table(rows=(("one two three four five six seven", "a b c d e f g h i j k l m n"),) * 20)
    layout = Layout(Article(metadata=Metadata(), blocks=(table,)), Setting(width=30))
    scale = TrackScale(layout, 5)
    length = len(layout.article.text)
    lines = [next(iter(scale.spots([(at, "blue")]))) for at in (0, length // 2, length - 1, length + 50)]
    assert lines == sorted(lines)
    assert 0 <= lines[0] <= lines[-1] < 5


def test_marks_have_their_colours_and_notes_the_accent() -> None:
    inks = inks_of("paper")
    sign, style = spot_cell("pink", inks)
    assert (sign, style.color) == (MARK, slip(inks.marks["pink"]).color)
    sign, style = spot_cell(SPOT_NOTE, inks)
    assert (sign, style.color) == (NOTE, inks.accent.color)
    assert spot_cell(SPOT_FOUND_HERE, inks) != spot_cell(SPOT_FOUND, inks)


def test_without_colours_signs_tell_marks_notes_and_finds_apart() -> None:
    inks = inks_of("plain")
    assert [spot_cell(what, inks)[0] for what in ("pink", SPOT_NOTE, SPOT_FOUND)] == [
        MARK_WITHOUT_COLOUR,
        NOTE_WITHOUT_COLOUR,
        FOUND_WITHOUT_COLOUR,
    ]
    here = spot_cell(SPOT_FOUND_HERE, inks)[1]
    assert isinstance(here, Style)
    assert here.bold


def test_a_text_that_fits_has_no_track_but_its_spots() -> None:
    inks = inks_of("paper")
    cells = track_cells(10, range(10), 8, {3: "blue", 40: "pink"}, inks)
    assert [sign for sign, _ in cells] == [" "] * 3 + [MARK] + [" "] * 6
    assert {sign for sign, _ in track_cells(10, range(10), 80, {}, inks)} == {TRACK}


def test_a_line_of_the_track_leads_to_its_share_of_the_text() -> None:
    assert [row_on_track(line, 10, 1_000) for line in (0, 5, 9)] == [0, 500, 900]
    assert row_on_track(3, 0, 100) == 300
