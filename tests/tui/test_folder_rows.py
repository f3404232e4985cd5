"""The folders as a tree: tags nest, fold, and say what is new; many of them pass through a window."""

from rich.style import Style

from reader.library.listing import TagNode, View, ViewCounts, ViewKind
from reader.library.resources import themes_folder
from reader.tui.lines import lay_out
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets.folder import USUAL_FOLDS, Folder, FolderFolds, short_number
from reader.tui.widgets.folder_column import FolderColumn
from reader.tui.widgets.folder_rows import (
    folder_after,
    folders,
    is_shown,
    top_folder_after,
)

NESTED = ViewCounts(
    inbox=12_345,
    unread=9,
    archive=3,
    tagged=5,
    tags=(("lake", 2), ("lake/ferry", 1), ("lake/ferry/old", 1), ("reeds/tall", 1)),
    branches=(TagNode("lake", 3, 1), TagNode("lake/ferry", 2, 0), TagNode("reeds", 1, 0)),
    searches=(("One", 4), ("Broken", -1)),
)
TAGS = View(kind=ViewKind.TAG)


def names(rows: list[Folder]) -> list[str]:
    return [f"{'  ' * folder.level}{folder.sign}{folder.name}" for folder in rows]


def test_tags_nest_and_are_folded_until_one_is_in_them() -> None:
    assert names(folders(NESTED, View()))[4:7] == ["▾Tags", "  ▸lake", "  ▸reeds"]
    inside = folders(NESTED, TAGS._replace(tag="lake/ferry/old"))
    assert names(inside)[4:9] == ["▾Tags", "  ▾lake", "    ▾ferry", "      old", "  ▸reeds"]
    opened = folders(NESTED, View(), USUAL_FOLDS.with_folder("#reeds", is_open=True))
    assert names(opened)[6:8] == ["  ▾reeds", "    tall"]


def test_folds_are_kept_as_lines() -> None:
    folds = USUAL_FOLDS.with_folder("tags", is_open=False).with_folder("#a b", is_open=True)
    assert folds.text == "+#a b\n-tags"
    assert FolderFolds.from_text(folds.text) == folds
    assert FolderFolds.from_text("nonsense\n\n+") == FolderFolds(frozenset({""}))


def test_folders_are_walked_through_and_passed_over() -> None:
    rows = folders(NESTED, TAGS)
    seen, view = [], View()
    while (following := folder_after(rows, NESTED, view, 1)) is not None:
        view = following
        rows = folders(NESTED, view)
        seen.append(view.tag or view.name or view.kind.value)
    assert seen == ["news", "starred", "annotated", "tag", "lake", "reeds", "One", "Broken", "archive"]
    opened = USUAL_FOLDS.with_folder("#lake", is_open=True)
    following = folder_after(folders(NESTED, TAGS._replace(tag="lake"), opened), NESTED, TAGS._replace(tag="lake"), 1)
    assert following == TAGS._replace(tag="lake/ferry")
    rows = folders(NESTED, TAGS._replace(tag="lake"))
    assert top_folder_after(rows, TAGS._replace(tag="lake"), 1) == View(kind=ViewKind.SAVED, name="One")
    assert top_folder_after(rows, TAGS._replace(tag="lake"), -1) == TAGS
    assert top_folder_after(folders(NESTED, View()), View(), -1) is None


def test_many_tags_are_folded_at_first_and_their_number_told() -> None:
    many = NESTED._replace(
        tags=tuple((f"t{number:03}", 1) for number in range(300)), branches=(), tagged=280, new_tagged=7
    )
    rows = folders(many, View())
    assert len(rows) < 12
    tags = next(folder for folder in rows if folder.name == "Tags")
    assert (tags.sign, tags.number_text, tags.new_text) == ("▸", "280", "7")


def test_a_window_follows_the_folder_that_is_listed_and_the_wheel() -> None:
    many = NESTED._replace(tags=tuple((f"t{number:03}", 1) for number in range(300)), branches=())
    column = FolderColumn()
    column.fit(10)
    for tag in ("t150", "t151", "t140", "t000", "t299"):
        column.show(many, TAGS._replace(tag=tag))
        assert any(is_shown(folder, column.view) for folder in column.window[:10])
        assert len(column.window) == 10
    column.scroll(-1_000)
    assert column.window[0].name == "Inbox"
    column.show(many, column.view)  # the same again: the window stays
    assert column.window[0].name == "Inbox"


def test_numbers_stand_below_each_other_and_names_end_in_an_ellipsis() -> None:
    inks = Inks.from_variables(to_textual(load_theme(themes_folder() / "paper.toml")).variables)
    column = FolderColumn()
    column.fit(20)
    column.show(NESTED._replace(searches=(("A name that is far too long for it", 4),), new_searches={}), View())
    lines = []
    for row in range(len(column.window)):
        runs, _ = column.runs(row, 26, inks)
        lines.append("".join(segment.text for segment in lay_out(runs, 26, Style())))
    assert lines[0] == "   Inbox           9 12k  "
    assert lines[5] == "   ▸ lake          1   3  "
    assert "A name that is…   4  " in lines[8]
    assert all(len(line) == 26 for line in lines)


def test_large_numbers_are_told_in_thousands() -> None:
    assert [short_number(number) for number in (0, 7, 9_999, 10_000, 94_141)] == ["", "7", "9,999", "10k", "94k"]
