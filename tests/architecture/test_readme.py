"""The README says what is true: its tables are the program's, its commands are the parser's, its links lead somewhere.

python tests/architecture/test_readme.py        writes the tables into the README
"""

import re
from pathlib import Path

import pytest

from reader.cli.parser import COMMANDS
from reader.library.config import Config
from reader.library.query_language import TERMS
from reader.tui.keys.actions import Group
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import ACTIONS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


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


def query_table() -> str:
    """Return what a query can say, as Markdown."""
    parts = ["<details><summary>All that a query can say</summary>\n"]
    for term in TERMS:
        if not term.form:
            parts.append(f"\n| {term.meaning} | |\n|---|---|\n")
        else:
            forms = " ".join(f"`{form}`" for form in term.form.split("  "))
            parts.append(f"| {forms} | {term.meaning} |\n")
    return "".join([*parts, "\n</details>\n"])


TABLES = {"keys": key_table, "query": query_table}
"""What makes each table, by the name in the marks around it."""


def parted(text: str, name: str) -> tuple[str, str, str]:
    """Return the README's text before, in and behind a table."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->\n"
    before, rest = text.split(begin)
    table, after = rest.split(end)
    return before + begin, table, end + after


@pytest.fixture
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_the_program(readme: str, name: str) -> None:
    assert parted(readme, name)[1] == TABLES[name](), "run: python tests/architecture/test_readme.py"


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


def test_keys_in_the_text_are_keys_of_the_program(readme: str) -> None:
    keys = {key_label(key) for action in ACTIONS for key in action.keys}
    text = re.sub(r"^(?:\||```).*$", "", parted(readme, "keys")[0] + parted(readme, "keys")[2], flags=re.MULTILINE)
    for key in re.findall(r"`(\||g.|\][a-z]|[A-Z]|dd)`", text):
        assert key in keys, key


def test_links_and_pictures_are_there(readme: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", readme):
        assert (ROOT / target).exists(), target


def main() -> None:
    """Write the tables into the README."""
    text = README.read_text(encoding="utf-8")
    for name, make in TABLES.items():
        before, _, after = parted(text, name)
        text = before + make() + after
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
