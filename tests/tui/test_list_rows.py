"""Rows of the list: when an article came, or was published."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reader.layout.cells import cell_width
from reader.library.resources import themes_folder
from reader.model.kept import AnnotationCounts, ArticleRecord, ListedArticle, ReadingState
from reader.tui.lines import lay_out
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.shown_list import ShownRow
from reader.tui.widgets import list_rows
from reader.tui.widgets.list_rows import PROGRESS, RowForm, RowLook, row_height, row_lines

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def shown(ago: timedelta, published: str = "") -> str:
    record = ArticleRecord(id="a", title="Reeds", site="Post", added=NOW - ago, published=published, minutes=4)
    row = ListedArticle(record=record, state=ReadingState())
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    return row_lines(ShownRow(row), 40, RowLook(), inks, NOW)[-1][0].text


@pytest.mark.parametrize(
    ("ago", "published", "words"),
    [
        (timedelta(hours=2), "2026-03-02", "Post · 2h"),
        (timedelta(days=6), "2024-03-02", "Post · 6d"),
        (timedelta(days=8), "2026-03-02", "Post · 2 Mar"),
        (timedelta(days=8), "2024-03-02T10:00:00+01:00", "Post · Mar 2024"),
        (timedelta(days=8), "", "Post · 1w"),
    ],
)
def test_new_articles_say_since_when_they_are_here_and_old_ones_their_day(
    ago: timedelta, published: str, words: str
) -> None:
    assert shown(ago, published) == words


WIDE = RowLook(form=RowForm.LONG)


def long_row(width: int = 60, **fields: Any) -> list[str]:
    state = fields.pop("state", ReadingState())
    counts = fields.pop("counts", AnnotationCounts())
    usual: dict[str, Any] = {"title": "Reeds", "site": "Post", "added": NOW, "minutes": 4}
    record = ArticleRecord(id="a", **usual | fields)
    row = ListedArticle(record=record, state=state, counts=counts)
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    lines = row_lines(ShownRow(row), width, WIDE, inks, NOW)
    assert len(lines) == row_height(ShownRow(row), width, RowForm.LONG)
    return ["".join(segment.text for segment in lay_out(line, width, inks.ground)) for line in lines]


def test_names_give_way_before_the_age_and_tags_are_never_cut() -> None:
    meta = long_row(authors=("Wolfeschlegelsteinhausenbergerdorff", "Oda Brandt"), state=ReadingState(tags=("lake",)))[
        1
    ]
    assert "Post · Wolfeschlegel" in meta
    assert meta.rstrip().endswith("… · now")
    tags = tuple(f"tag{number}" for number in range(12))
    assert long_row(state=ReadingState(tags=tags))[1].rstrip().endswith("#tag5 …")
    assert long_row(state=ReadingState(tags=("lake", "a/b")))[1].rstrip().endswith("now · #lake #a/b")


def test_pens_and_minutes_stand_below_each_other() -> None:
    many = long_row(minutes=113, counts=AnnotationCounts(highlights=12, colours=("blue", "yellow")))[0]
    few = long_row(minutes=4, counts=AnnotationCounts(notes=3))[0]
    assert many.endswith("✎12 113m  ")
    assert few.endswith(" ✎3   4m  ")


@pytest.mark.parametrize(("furthest", "sign"), [(0, ""), (10, "◔"), (50, "◑"), (90, "◕"), (99, "")])
def test_a_circle_fills_as_one_reads(furthest: int, sign: str) -> None:
    record = ArticleRecord(id="a", title="Reeds", added=NOW, text_letters=100)
    row = ShownRow(ListedArticle(record=record, state=ReadingState(furthest=furthest, opened=NOW)))
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    texts = [run.text.strip() for run in row_lines(row, 40, RowLook(), inks, NOW)[-1]]
    assert [text for text in texts if text in PROGRESS and text] == ([sign] if sign else [])


def test_a_narrow_full_list_has_headlines_on_two_lines_and_the_deck() -> None:
    record = ArticleRecord(id="a", title="The ferry line reopens " * 3, deck="After eleven winters", added=NOW)
    row = ShownRow(ListedArticle(record=record, state=ReadingState()))
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    lines = row_lines(row, 50, RowLook(form=RowForm.DECK), inks, NOW)
    assert len(lines) == row_height(row, 50, RowForm.DECK) == 4
    assert lines[2][-1].text == "After eleven winters"


@pytest.mark.parametrize(("words_per_minute", "shown"), [(238, "8m"), (476, "4m"), (1_000, "2m"), (10, "3h")])
def test_minutes_are_those_of_one_who_reads_so_fast(words_per_minute: int, shown: str) -> None:
    row = ShownRow(
        ListedArticle(record=ArticleRecord(id="a", title="Reeds", added=NOW, minutes=8), state=ReadingState())
    )
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    lines = row_lines(row, 40, RowLook(words_per_minute=words_per_minute), inks, NOW)
    assert lines[-1][-1].text.strip() == shown


def test_of_a_title_without_end_only_the_beginning_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []

    def counted(text: str) -> int:
        measured.append(len(text))
        return cell_width(text)

    monkeypatch.setattr(list_rows, "cell_width", counted)
    for title in ("a" * 2_000_000, "港の評議会は" * 300_000, "e\u0301" * 1_000_000):
        row = ListedArticle(record=ArticleRecord(id="a", title=title, added=NOW), state=ReadingState())
        assert row_height(ShownRow(row), 60, RowForm.SHORT) == 3
    assert sum(measured) < 30_000
