import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.config import MOST_BYTES, Config, load_config
from reader.library.config_problems import lines_of
from reader.model.errors import ConfigError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml") == Config()


def test_settings_are_read(tmp_path: Path) -> None:
    text = (
        'theme = "night"\nmeasure = 72\nimages = false\nconfirmed_hosts = ["NAS.local"]\n'
        '[keys]\nhighlight = "M"\nquit = ["ctrl+q"]\n'
    )
    config = load_config(write(tmp_path, text))
    assert (config.theme, config.measure, config.images) == ("night", 72, False)
    assert config.confirmed_hosts == ("nas.local",)
    assert config.keys == {"highlight": ("M",), "quit": ("ctrl+q",)}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("measure = 12", 1, "measure must be a whole number from 40 to 100"),
        ("measure = true", 1, "measure must be"),
        ('\n# a word\nthemes = "night"', 3, "no setting is called 'themes' (theme is one)"),
        ("x = 1", 1, "the settings are bench_group, bench_preview"),
        ("theme = night", 1, 'this is no value: theme = night (texts stand in quotes, as in theme = "night"'),
        ("theme", 1, "a = is missing"),
        ('theme = "night', 1, "theme ="),
        ("measure = 60\nmeasure = 70", 2, "a second time"),
        ("keys = 3", 1, "keys must be a table"),
        ("[keys]\nhighlight = 3", 2, "keys.highlight must be"),
        ("[keys]\nstar = [\n  'x',\n]\nhighlight = ['']", 5, "an empty list takes its keys away"),
        ("keys.highlight = 3", 1, "keys.highlight must be"),
        ("keys = { star = 'x', highlight = 3 }", 1, "keys.highlight must be"),
        ("[keys]\nmeasure = 70", 2, "has to stand above the line [keys]"),
        ("confirmed_hosts = [3]", 1, "confirmed_hosts must be a list"),
        ("fetch_deadline_seconds = 0", 1, "from 1 to 300"),
        ("colours = 3", 1, "a table of colour"),
        ('[colours]\nyellow = "y"\nred = "x"', 3, "no colour is called 'red'"),
    ],
)
def test_wrong_setting_is_named_with_its_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path} line {line}: ")
    assert caught.value.exit_code == 2


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'images = 1\nmeasure = 7\n[colours]\nred = "x"\npuce = "y"\n[keys]\nstar = 1\n')
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    told = [str(caught.value), *caught.value.__notes__]
    assert [re.search(r"line (\d+): ", line)[1] for line in told] == ["1", "2", "4", "5", "7"]  # type: ignore[index]


def test_empty_list_takes_the_keys_of_an_action_away(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, "[keys]\nstar = []")).keys == {"star": ()}


def test_file_that_is_no_text_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"measure = 70\ntheme = '\xff'")
    with pytest.raises(ConfigError, match=r"line 2: .*UTF-8"):
        load_config(path)


def test_a_link_to_the_null_device_is_a_file_without_settings(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.symlink_to(os.devnull)
    assert load_config(path) == Config()


def test_what_is_no_file_or_has_no_end_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)
    with pytest.raises(ConfigError, match="no plain file"):
        load_config(path)
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(ConfigError, match="no plain file"):
        load_config(path)
    path.unlink()
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(ConfigError, match="larger than 4 MB"):
        load_config(path)


def test_number_without_end_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"line 1: a number is too long: fetch_deadline_seconds = 1000"):
        load_config(write(tmp_path, f"fetch_deadline_seconds = 1{'0' * 5_000}"))


def test_file_may_begin_with_a_mark_and_end_its_lines_as_windows_does(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbfmeasure = 70\r\n[keys]\r\nstar = 's'\r\n")
    assert load_config(path).measure == 70


@given(st.text(alphabet="[]{}=\"'#.\n abk1", max_size=60))
def test_lines_are_found_in_any_text(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


def test_lines_of_what_is_written_in_every_way() -> None:
    text = 'a = 1\n[t]\nb = """\nc = 2\n"""\n"d e" = [\n1,\n]\n[x.y]\nz.w = 3\n[[l]]\nm = 1\n'
    assert lines_of(text) == {
        ("a",): 1, ("t",): 2, ("t", "b"): 3, ("t", "d e"): 6, ("x",): 9, ("x", "y"): 9,
        ("x", "y", "z"): 10, ("x", "y", "z", "w"): 10, ("l",): 11, ("l", "m"): 12,
    }  # fmt: skip
