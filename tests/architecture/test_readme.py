"""The README says what is true: its key table is the key map, its commands are the parser's, its links lead somewhere.

python tests/architecture/test_readme.py        writes the key table into the README
"""

import re
from pathlib import Path

import pytest

from reader.cli.parser import COMMANDS
from reader.library.config import Config
from reader.tui.key_names import key_label
from reader.tui.keymap import ACTIONS, Group

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- keys:begin -->\n", "<!-- keys:end -->\n"


def key_table() -> str:
    """Return the keys of every action that has any, grouped as the help screen groups them, as Markdown."""
    parts = ["<details><summary>All keys</summary>\n"]
    for group in Group:
        actions = [action for action in ACTIONS if action.group is group and action.keys]
        if not actions:
            continue
        parts.append(f"\n| {group.value} | |\n|---|---|\n")
        for action in actions:
            keys = " ".join(f"`` {key} ``" if "`" in key else f"`{key}`" for key in map(key_label, action.keys))
            parts.append(f"| {keys.replace('|', chr(92) + '|')} | {action.help} |\n")
    parts.append("\n</details>\n")
    return "".join(parts)


def written_table(text: str) -> str:
    """Return the key table that stands in the README."""
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


@pytest.fixture
def readme() -> str:
    return README.read_text(encoding="utf-8")


def test_key_table_is_the_key_map(readme: str) -> None:
    assert written_table(readme) == key_table(), "run: python tests/architecture/test_readme.py"


def test_every_command_stands_in_the_readme(readme: str) -> None:
    for name in COMMANDS:
        assert f"pressmark {name}" in readme, name


def test_commands_of_the_readme_exist(readme: str) -> None:
    names = set(COMMANDS)
    used = set(re.findall(r"pressmark ([a-z]+)\b", readme))
    assert used <= names


def test_every_setting_stands_in_the_readme(readme: str) -> None:
    for setting in Config._fields:
        assert setting in readme, setting


def test_links_and_pictures_are_there(readme: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", readme):
        assert (ROOT / target).exists(), target


def main() -> None:
    """Write the key table into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(text.replace(BEGIN + written_table(text) + END, BEGIN + key_table() + END), encoding="utf-8")


if __name__ == "__main__":
    main()
