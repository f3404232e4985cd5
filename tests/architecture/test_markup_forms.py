"""Text from outside is never markup, no terminal's command and no word of a shell: the forms that make it so are not used."""

from pathlib import Path

import pytest

from tests.architecture.unsafe_forms import unsafe_forms

PACKAGE = Path(__file__).parents[2] / "reader"
WRITES_COMMANDS = {"tui/pictures/placeholders.py"}
"""Files whose subject is what a terminal is commanded with: numbers and base64 of their own making, no text."""


def test_nothing_reads_outside_text_as_more_than_text() -> None:
    found = [
        line
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() not in WRITES_COMMANDS
        for line in unsafe_forms(
            path.read_text(encoding="utf-8"),
            str(path.relative_to(PACKAGE)),
            is_screen=path.is_relative_to(PACKAGE / "tui"),
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(title)",
        "Static('a literal')",
        "textual.widgets.Label(f'{title}')",
        "Static(title, markup=True)",
        "Static(title, markup=is_ours)",
        "Button(label=title)",
        "Option(title)",
        "OptionList(title)",
        "Checkbox(title)",
        "TabPane(title)",
        "Collapsible(title, title='x')",
        "table.add_row(title)",
        "self.app.notify(f'{error}')",
        "self.notify(message=str(error))",
        "Content.from_markup(title)",
        "Text.from_markup(title)",
        "console.render_str(title)",
        "console.print(title)",
        "self.console.print(title)",
        "rich.print(title)",
        "RichLog(markup=True)",
        "widget.tooltip = article.title",
        "widget.tooltip: str = article.title",
        "Pane(tooltip=article.title)",
        "self.border_title = feed.name",
        "self.border_subtitle = f'{count}'",
        "self.app.title = article.title",
        "self.screen.sub_title = article.title",
        "def render(self) -> str:\n    return self.words",
        "def render(self) -> 'Content | str':\n    return self.words",
        "label.update(f'{name}')",
        "label.update(article.title)",
        "label.update(', '.join(names))",
        "self.query_one(Static).update(str(error))",
        "title = Static(markup=False)\nother.update('x' + name)\nStatic()",
        "style = Style(meta={'@click': action})",
        "Style(link=url)",
        "Style.parse(f'link {url}')",
        "self.run_action(words)",
        "Hit(score, title, act)",
        "f'\\x1b]0;{title}\\x07'",
        "f'\\x1b]8;;{url}\\x1b\\\\{clean_line(words)}'",
        "f'\\x9d0;{title}\\x9c'",
        "f'\\x1b[{words}m'",
        "from textual.widgets import Link\nLink(words)",
        "class Mine(Static):\n    ...\nStatic(words)",
        "await asyncio.create_subprocess_shell(words)",
        "os.system(words)",
        "webbrowser.open(url)",
        "subprocess.run(words, shell=True)",
    ],
)
def test_the_rule_finds_what_is_unsafe(source: str) -> None:
    assert list(unsafe_forms(source, "x")), source


@pytest.mark.parametrize(
    "source",
    [
        "Static(title, markup=False)",
        "Static(Content(title))",
        "Static(Text(title))",
        "Static()",
        "widget.tooltip = None",
        "widget.tooltip = 'Close'",
        "widget.tooltip = Content(title)",
        "self.title = article.title",
        "def render(self) -> Content:\n    return Content(self.words)",
        "found.update(rows)",
        "found.update({'a': 1})",
        "title = Static(markup=False)\ntitle.update(f'{name}')",
        "yield Static(markup=False)\nself.query_one(Static).update(f'{name}')",
        "Style(meta={LINE: (start, x)})",
        "self.run_action('quit')",
        "f'\\x1b]9;{clean_line(title, 200)}\\x1b\\\\'",
        "f'\\x1b[{row:d};{column:d}H'",
        "print(title)",
        "f'\\r\\x1b[K{words} …'",
        "from reader.tui.widgets.links import Link\nLink(words)",
        "shtab.complete(parser, shell=shell)",
        "subprocess.run(words)",
    ],
)
def test_the_rule_lets_pass_what_is_safe(source: str) -> None:
    assert list(unsafe_forms(source, "x")) == []


def test_shells_and_commands_of_the_terminal_are_found_outside_of_the_screen_too() -> None:
    assert list(unsafe_forms("os.system(words)", "x", is_screen=False))
    assert list(unsafe_forms("f'\\x9b{title}m'", "x", is_screen=False))
    assert list(unsafe_forms("subprocess.run(words, shell=is_odd)", "x", is_screen=False))
    assert not list(unsafe_forms("Rule(title)", "x", is_screen=False))
