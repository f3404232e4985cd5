"""What files of the user's and the environment may hold, drawn on the screen: themes, rules for sites, places, programs."""

import json
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.text import is_tame
from reader.tui.prompt import Question
from reader.tui.window_state import load_window_state
from tests.cli.test_entrances import ESCAPED, IN_NAMES, WILD, WORD
from tests.tui.conftest import Run
from tests.tui.test_hostile_text import harmless_lines

THEMES = {
    "a key": f'"{ESCAPED}" = 1',
    "a name": f'name = "{ESCAPED}"',
    "a title": f'title = "{ESCAPED}"\nbase = "paper"',
    "a base": f'base = "{ESCAPED}"',
    "a slot": f'base = "paper"\n[colours]\n"{ESCAPED}" = "#000000"',
    "a colour": f'base = "paper"\n[colours]\ntext = "{ESCAPED}"',
    "a style": f'base = "paper"\n[styles]\ntext = "{ESCAPED}"',
    "a slot of a style": f'base = "paper"\n[styles]\n"{ESCAPED}" = "bold"',
    "no TOML": f"{WORD} {WILD}",
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


async def test_what_is_wrong_with_a_theme_is_told_in_letters(library: Library, run: Run) -> None:
    path = library.folders.config / "themes" / f"{IN_NAMES}.toml"
    async with run(size=(120, 40)) as running:
        for text in THEMES.values():
            write(path, text)
            running.screen.looks.do_choose_theme(1, "")
            await running.settle()
            assert WORD in "\n".join(harmless_lines(running))
            await running.press("escape")


@pytest.mark.parametrize("name", ["BROWSER", "EDITOR", "VISUAL"])
async def test_programs_of_the_environment_are_told_in_letters(
    library: Library, run: Run, article_ids: tuple[str, ...], name: str
) -> None:
    wild = f"sh -c '{WILD}'" if name == "BROWSER" else f"'{WILD}"
    async with run(opened=article_ids[0], environ={name: wild}) as running:
        running.screen.dispatcher.perform("open_in_browser" if name == "BROWSER" else "edit_settings", 1, "")
        await running.settle()
        assert running.message
        harmless_lines(running)


def test_the_place_of_a_review_is_letters(tmp_path: Path) -> None:
    write(tmp_path / "window.json", json.dumps({"last review": [WILD, WILD, 1, 9], WILD: [WILD, WILD]}))
    state = load_window_state(tmp_path)
    assert state.review is not None
    assert WORD in state.review.title
    assert is_tame(state.review.title + state.review.query)
    assert not state.choices


async def test_questions_about_rules_for_sites_are_asked_in_letters(run: Run) -> None:
    async with run() as running:
        running.screen.ask(Question(f"Forget the rule that leaves out lines like “{WILD}”?", lambda: None))
        await running.settle()
        assert WORD in "\n".join(harmless_lines(running))
