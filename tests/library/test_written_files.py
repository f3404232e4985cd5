"""Where exports may be written: a name that a stranger chose writes over nothing and through nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.file_names import MAX_BYTES, numbered_name, same_name_key
from reader.library.results import Exported
from reader.library.written_files import write_into, write_named
from reader.model.errors import ExchangeError

MARK = 'id: "0123456789abcdef"'


def exported(text: str, name: str = "package.json", mark: str = MARK) -> Exported:
    return Exported(text=f"{text}\n{MARK}\n", file_name=name, mark=mark)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in folder.iterdir()}


def test_a_file_of_the_users_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("mine", encoding="utf-8")
    assert write_into(tmp_path, exported("theirs")).name == "package (2).json"
    assert content(tmp_path) == {"package.json": "mine", "package (2).json": "theirs"}


def test_an_earlier_export_of_the_same_is_replaced(tmp_path: Path) -> None:
    write_into(tmp_path, exported("first"))
    write_into(tmp_path, exported("second"))
    assert content(tmp_path) == {"package.json": "second"}
    write_into(tmp_path, Exported(text="another article", file_name="package.json", mark="id: another"))
    assert content(tmp_path) == {"package.json": "second", "package (2).json": "another article"}


def test_an_earlier_export_is_replaced_under_the_name_that_it_was_given_then(tmp_path: Path) -> None:
    names = ("Reeds.md", "0123 Reeds.md")
    for own in names:
        folder = tmp_path / own
        folder.mkdir()
        (folder / own).write_text("mine", encoding="utf-8")
        earlier = write_into(folder, exported("first", own))
        for name in names:
            again = exported(f"as {name}", name)._replace(earlier_names=names)
            assert write_into(folder, again) == earlier
            assert content(folder) == {own: "mine", earlier.name: f"as {name}"}


def test_what_has_no_mark_never_replaces_anything(tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        write_into(tmp_path, exported(text, mark=""))
    assert content(tmp_path) == {"package.json": "first", "package (2).json": "second", "package (3).json": "third"}


@pytest.mark.parametrize("is_there", [True, False])
def test_no_link_is_written_through(tmp_path: Path, is_there: bool) -> None:
    folder, target = tmp_path / "out", tmp_path / "elsewhere.json"
    folder.mkdir()
    if is_there:
        target.write_text(MARK, encoding="utf-8")
    (folder / "package.json").symlink_to(target)
    assert write_into(folder, exported("theirs")).name == "package (2).json"
    assert (folder / "package.json").is_symlink()
    assert target.exists() == is_there
    assert not is_there or target.read_text(encoding="utf-8") == MARK


def test_a_pipe_or_a_folder_of_that_name_is_stepped_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "package.json")
    (tmp_path / "package (2).json").mkdir()
    assert write_into(tmp_path, exported("theirs")).name == "package (3).json"


def test_what_cannot_be_written_leaves_nothing_and_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="gone"):
        write_into(tmp_path / "gone", exported("theirs"))
    with pytest.raises(ExchangeError, match="gone"):
        write_named(tmp_path / "gone" / "a.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_the_user_named_is_written_as_a_shell_would(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_named(link, "new")
    assert (link.is_symlink(), target.read_text(encoding="utf-8")) == (True, "new")


@given(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300),
    st.integers(2, 999),
)
def test_numbered_names_fit_and_differ(stem: str, number: int) -> None:
    name = numbered_name(f"{stem}.md", number)
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith(f" ({number}).md")


def test_names_that_some_disks_hold_for_one_are_known() -> None:
    assert same_name_key("Fähre.md") == same_name_key("FA\u0308HRE.md")
    assert same_name_key("Straße.md") == same_name_key("STRASSE.md")
    assert same_name_key("\ufb01sh.md") == same_name_key("FISH.md")
    assert same_name_key("\u0645\u06cc\u200c\u062e.md") == same_name_key("\u0645\u06cc\u062e.md")
    assert same_name_key("a.md") != same_name_key("b.md")
