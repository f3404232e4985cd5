from pathlib import Path

import pytest

from reader.library.config import Config, load_config
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
    ("text", "said"),
    [
        ("measure = 12", "measure must be a whole number from 40 to 100"),
        ("measure = true", "measure must be"),
        ('themes = "night"', "no setting is called 'themes'"),
        ("theme = night", "line 1"),
        ("keys = 3", "keys must be a table"),
        ("[keys]\nhighlight = 3", "keys.highlight must be"),
        ("confirmed_hosts = [3]", "confirmed_hosts must be a list"),
        ("fetch_deadline_seconds = 0", "from 1 to 300"),
        ("colours = 3", "a table of colour"),
        ('[colours]\nred = "x"', "no colour is called 'red'"),
    ],
)
def test_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"theme = '\xff'")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path)
