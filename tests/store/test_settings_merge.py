"""library.toml of two machines, brought together whatever carried it."""

import tomllib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import Colour
from reader.store.places import LibraryPlaces
from reader.store.settings import load_library_settings
from reader.store.settings_merge import merge_settings, sweep_settings, without_git_marks

HERE = """# My library
[colours]
yellow = "check"   # ask Ada
green = "use"

[searches]
"to read" = "is:unread"
"""
THERE = """[colours]
yellow = "doubt"
pink = "quote"

[searches]
"of the sea" = "tag:sea"
"""
NAMES = st.sampled_from(["a", "b", "c d", "é", "x.y"])
TABLES = st.dictionaries(
    NAMES, st.text(max_size=8) | st.integers() | st.booleans() | st.lists(st.integers()), max_size=4
)


def toml_of(tables: Any) -> str:
    import tomlkit

    return tomlkit.dumps(tables)


TEXTS = st.dictionaries(NAMES, TABLES, max_size=3).map(toml_of)


def test_all_that_stands_on_either_side_stays() -> None:
    merged = merge_settings(HERE, THERE)
    assert merged == merge_settings(THERE, HERE)
    assert tomllib.loads(merged) == {
        "colours": {"yellow": "doubt", "green": "use", "pink": "quote"},
        "searches": {"to read": "is:unread", "of the sea": "tag:sea"},
    }
    assert "# My library" in merged
    assert '# ask Ada · written elsewhere: "check"' in merged
    for side in (HERE, THERE, merged):
        assert merge_settings(merged, side) == merged


def test_of_two_values_one_that_has_lines_is_not_dropped_either() -> None:
    here, there = '[colours]\nyellow = """check\nthis"""\n', '[colours]\nyellow = "doubt"\n'
    merged = merge_settings(here, there)
    assert merged == merge_settings(there, here)
    assert tomllib.loads(merged) == {"colours": {"yellow": "doubt"}}
    assert r'# written elsewhere: "check\nthis"' in merged
    for side in (here, there, merged):
        assert merge_settings(merged, side) == merged


@given(TEXTS, TEXTS, TEXTS)
def test_no_order_matters(a: str, b: str, c: str) -> None:
    assert merge_settings(a, b) == merge_settings(b, a)
    assert tomllib.loads(merge_settings(a, a)) == tomllib.loads(a)
    values = [tomllib.loads(merge_settings(merge_settings(x, y), z)) for x, y, z in permutations((a, b, c))]
    for table in values:
        assert {key: unordered(value) for key, value in table.items()} == {
            key: unordered(value) for key, value in values[0].items()
        }


def unordered(table: dict[str, object]) -> dict[str, object]:
    return {key: set(value) if isinstance(value, list) else value for key, value in table.items()}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_both_sides_of_a_git_merge_are_read(places: LibraryPlaces, line_end: str) -> None:
    text = '[colours]\n<<<<<<< HEAD\nyellow = "a"\n||||||| base\n=======\ngreen = "b"\n>>>>>>> other\nblue = "c"\n'
    places.folder.mkdir()
    places.settings_file.write_bytes(text.replace("\n", line_end).encode())
    assert load_library_settings(places).colours == {Colour.YELLOW: "a", Colour.GREEN: "b", Colour.BLUE: "c"}
    assert without_git_marks("plain = 1\n") == "plain = 1\n"


def test_marks_through_one_another_are_read_line_by_line() -> None:
    text = '[colours]\nblue = "c"\n<<<<<<< HEAD\ngreen = "b"\n||||||| one\n>>>>>>> two\n=======\n>>>>>>> three\npink = "d"\n'
    assert tomllib.loads(without_git_marks(text)) == {"colours": {"blue": "c", "green": "b", "pink": "d"}}
    with pytest.raises(ValueError):  # noqa: PT011  # the parser's own words
        without_git_marks('<<<<<<< HEAD\na = """\n=======\nb = 1\n=======\n"""\n>>>>>>> x\n')


@pytest.mark.parametrize(
    "name",
    [
        "library.sync-conflict-20260102-120000-ABCDEFG.toml",
        "library (Ada's conflicted copy 2026-01-02).toml",
        "library-ADAS-LAPTOP.toml",
        "library 2.toml",
        "library.toml~HEAD",
    ],
)
def test_a_copy_is_merged_and_goes(places: LibraryPlaces, name: str) -> None:
    places.folder.mkdir()
    places.settings_file.write_text(HERE)
    (places.folder / name).write_text(THERE)
    assert sweep_settings(places) == 1
    assert [path.name for path in places.folder.iterdir()] == ["library.toml"]
    assert load_library_settings(places).searches == {"to read": "is:unread", "of the sea": "tag:sea"}
    assert places.previous_file(places.settings_file).read_text() == HERE
    assert not places.problems


def test_what_is_no_toml_stays_and_is_told(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    places.settings_file.write_text(HERE)
    copy = places.folder / "library.sync-conflict-20260102-120000-ABCDEFG.toml"
    copy.write_text("[colours\n")
    assert sweep_settings(places) == 0
    assert copy.exists()
    assert "left alone" in places.problems[0]
    assert places.settings_file.read_text() == HERE


def test_a_copy_of_nothing_is_the_file(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    (places.folder / "library (1).toml").write_text(THERE)
    (places.folder / "library old.toml").write_text("mine")
    assert sweep_settings(places) == 1
    assert sorted(path.name for path in Path(places.folder).iterdir()) == ["library old.toml", "library.toml"]
    assert places.settings_file.read_text() == THERE
