"""`pressmark keys` and `pressmark config`: they work above all where the settings are wrong."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Pressmark


@pytest.fixture
def config(pressmark: Pressmark) -> Path:
    """The file of settings, in a folder that is there."""
    _, out, _ = pressmark("config", "--json")
    path = Path(json.loads(out)["path"])
    path.parent.mkdir(parents=True)
    return path


def test_keys_are_listed_under_their_headings(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("keys")
    assert code == 0
    assert "In the library" in out.splitlines()
    assert any(line.split()[:2] == ["star", "s"] for line in out.splitlines())


def test_keys_of_the_user_are_told_from_the_others(pressmark: Pressmark, config: Path) -> None:
    config.write_text('[keys]\nstar = ["f9"]\ntags = []\n', encoding="utf-8")
    by_id = {row["id"]: row for row in json.loads(pressmark("keys", "--json")[1])}
    assert (by_id["star"]["keys"], by_id["star"]["changed"]) == (["f9"], True)
    assert by_id["tags"]["keys"] == []
    assert by_id["archive"]["changed"] is False
    assert by_id["star"]["places"] == ["the list", "the text"]


def test_settings_are_printed_as_the_file_has_them(pressmark: Pressmark, config: Path) -> None:
    config.write_text('measure = 70\n[colours]\nblue = "why?"\n', encoding="utf-8")
    code, out, _ = pressmark("config")
    assert code == 0
    assert "measure = 70" in out.splitlines()
    config.write_text(out, encoding="utf-8")
    assert pressmark("config")[1] == out


def test_check_says_that_all_is_well(pressmark: Pressmark, config: Path) -> None:
    config.write_text("measure = 70\n", encoding="utf-8")
    assert pressmark("config", "--check") == (0, "", f"pressmark: {config}: all well\n")


def test_check_says_all_that_is_wrong_line_by_line(pressmark: Pressmark, config: Path) -> None:
    config.write_text('[keys]\nfly = "y"\nstar = "x"\n', encoding="utf-8")
    code, out, err = pressmark("config", "--check")
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith(f"pressmark: {config} line 2: no action is called 'fly'")
    assert second.startswith(f"pressmark: {config} line 3: keys.star: 'x' is taken by archive in the list")


def test_check_says_what_is_wrong_with_settings_and_keys_together(pressmark: Pressmark, config: Path) -> None:
    config.write_text('measure = 7\n[keys]\nfly = "y"\nstar = "x"\n', encoding="utf-8")
    code, _, err = pressmark("config", "--check")
    assert code == 2
    assert [line.split(": ")[1] for line in err.splitlines()] == [f"{config} line {number}" for number in (1, 3, 4)]


def test_wrong_setting_stops_every_command_with_its_line(pressmark: Pressmark, config: Path) -> None:
    config.write_text("measure = 7\nimages = 8\n", encoding="utf-8")
    code, _, err = pressmark("list")
    assert code == 2
    assert [line.split(": ")[1] for line in err.splitlines()] == [f"{config} line 1", f"{config} line 2"]


def test_check_looks_into_the_files_that_sites_are_given(pressmark: Pressmark, config: Path, tmp_path: Path) -> None:
    cookies = tmp_path / "cookies.txt"
    config.write_text(f'[cookies]\n"hill.example" = "{cookies}"\n', encoding="utf-8")
    cookies.write_text(".hill.example\tTRUE\t/\tTRUE\t0\tlogin\tsesame\n", encoding="utf-8")
    cookies.chmod(0o640)
    code, _, err = pressmark("config", "--check")
    assert code == 2
    assert f"others may read {cookies} (`chmod 600 {cookies}` makes it yours alone.)" in err
    cookies.chmod(0o600)
    assert pressmark("config", "--check") == (0, "", f"pressmark: {config}: all well\n")


def test_settings_of_sites_are_printed_as_the_file_has_them(pressmark: Pressmark, config: Path) -> None:
    config.write_text('[cookies]\n"hill.example" = "/c"\n[logins]\n"lake.example" = "$LAKE"\n', encoding="utf-8")
    out = pressmark("config")[1]
    assert '"hill.example" = "/c"' in out.splitlines()
    config.write_text(out, encoding="utf-8")
    assert pressmark("config")[1] == out
