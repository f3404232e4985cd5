"""Rows of the list: when an article came, or was published."""

from datetime import UTC, datetime, timedelta

import pytest

from reader.library.resources import themes_folder
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.shown_list import ShownRow
from reader.tui.widgets.list_rows import RowLook, row_lines

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
