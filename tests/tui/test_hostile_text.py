"""Text from outside is never markup and never a command: on every screen it is shown as it is written, or not at all.

Over a library in which nothing means well, what is on the screen is looked at cell by cell in every place there is, and clicked
on wherever outside text stands. The slow run (`pytest -m slow`) does every action there is in every mode that has it, as well.
"""

import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.renderables.background_screen import BackgroundScreen

from reader.layout.cells import cell_width
from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.resources import themes_folder
from reader.tui.app import PressmarkApp, Setup
from reader.tui.keys.actions import Action, Argument, Mode
from reader.tui.keys.keymap import ACTIONS, KeyMap
from reader.tui.looks.themes import load_theme
from reader.tui.screens.reading import Start
from tests.loopback import serve
from tests.tui.conftest import Running
from tests.tui.hostile_library import copy_of, make_hostile_library

LEFT_OUT = {
    *("quit", "suspend", "interrupt"),  # end the program, or stop it
    *("edit_settings", "edit_note_external", "write_outside", "bench_edit_external"),  # give the terminal to an editor
    *("open_in_browser", "browse_choice", "feed_browse", "open_picture"),  # start a browser
}
"""Actions that are done elsewhere: what they hand over is tested with what they start."""

PLACES: dict[Mode, dict[str, tuple[str, ...]]] = {
    Mode.READING: {"reading": ()},
    Mode.CARET: {"caret": ("v", "v", "w", "w")},
    Mode.LIST: {
        "list": ("q",),
        "list of a wide screen": ("1",),
        "news": ("q", "g", "N"),
        "front page": ("q", "g", "P"),
        "a saved search": ("q", "6", "l"),
        "found": ("q", "g", "/", *"ferry", "enter", "j"),
        "saved": ("q", "|", *"ferry", "enter", "g", "s", *"[@click=app.quit]x[/]", "enter"),
    },
    Mode.MARGIN: {"margin": ("3", "j")},
    Mode.BENCH: {"bench": ("g", "A")},
    Mode.SUBSCRIPTIONS: {"subscriptions": ("g", "f")},
    Mode.RULES: {"rules": ("g", "E")},
    Mode.STATISTICS: {"statistics": ("g", "T")},
    Mode.TRAY: {"lost marks": ("g", "L")},
    Mode.DIFFERENCE: {"difference": ("g", "d")},
    Mode.CHOICE: {
        "versions": ("g", "v"),
        "links": ("g", "l"),
        "all annotations": ("A",),
        "history": ("q", "s", "g", "u"),
        "deleted": ("g", "D"),
    },
    Mode.NOTE: {"note": ("]", "a", "e")},
    Mode.COMPLETING: {"offers in a note": ("]", "a", "e", "[", "[", "F")},
    Mode.PICTURE: {"picture": ("G", "{", "enter")},
    Mode.HINTS: {"link letters": ("}", "}", "}", "f")},
    Mode.PACED: {"moving by itself": ("g", "a")},
    Mode.INPUT: {
        "add": ("i", *"[/x]"),
        "find": ("/", *"[/x]"),
        "filter": ("q", "|", *"[/x]"),
        "search": ("g", "/", *"[/x]"),
        "a wrong query": ("g", "/", *"tga:x", "enter"),
        "completed": ("g", "/", *"tag:", "tab", "tab"),
        "commands": (":", *"[/x]"),
        "tags": ("t", *"[/x]"),
    },
    Mode.CONFIRM: {},
}
"""The keys that lead from an article to places, by what keys mean there. The slow run does all actions of a mode in the first."""

SHEETS: dict[str, tuple[str, ...]] = {
    "contents": ("g", "t"),
    "keys": ("?",),
    "tour": ("g", "k"),
    "raw text": ("g", "R"),
    "left out": ("g", "r", "]", "r"),
    "order": ("q", ","),
    "marks": ("m", "a", "g", "m"),
    "jumps": ("G", "g", "j"),
    "backlinks": ("g", "B"),
    "how to search": ("g", "?"),
    "colours": ("g", "c"),
    "review": ("g", "w"),
    "health of a feed": ("g", "f", "j", "j", "space"),
    "settings of a feed": ("g", "f", "j", "j", "s"),
    "name of a feed": ("g", "f", "j", "j", "r"),
    "a rule": ("g", "E", "enter"),
    "a new rule": ("g", "E", "i", *"[/x]"),
    "trial of a rule": ("g", "E", "space"),
    "export": ("g", "A", "x"),
    "facets": ("g", "A", "h"),
    "preview": ("q", "p"),
    "tags of a mark": ("]", "a", "T"),
    "text of a note": ("3", "enter"),
    "waiting keys": ("g",),
    "copied": ("y",),
    "archived": ("x",),
    "undone": ("x", "u"),
    "deleted": ("q", "D"),
    "a feed that fails": ("g", "S"),
    "an address that fails": ("i", *"http://127.0.0.1:9/[/x]", "enter"),
    "a path that is not there": ("i", *"./[/x]", "enter"),
}
"""What opens over the text and the list; reached by keys from an article too."""

ARGUMENTS = {Argument.NONE: "", Argument.LETTER: "a", Argument.KEY: "1"}
FORBIDDEN_KINDS = {"Cc", "Cs"}
KEYS = {
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "}": "right_curly_bracket",
    "/": "slash",
    "|": "vertical_line",
}
KEYS |= {",": "comma", "?": "question_mark", ":": "colon", "@": "at", ".": "full_stop", "=": "equals_sign"}
MOST_CLICKS = 3
"""In what one action leads to; what was clicked on before is not clicked on again."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Folders, str]]:
    """The library, and the id of the article that is opened."""
    root = tmp_path_factory.mktemp("hostile")
    folders = Folders.below(root / "home")
    with serve() as site, Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",))) as library:
        article_id = make_hostile_library(root, library, site)
        library.close()
        yield folders, article_id


class Walk:
    """A program over a copy of the library, in which actions are done one after the other."""

    def __init__(self, library: Library, article_id: str, mode: Mode | None, place: str, *, acts: bool) -> None:
        self._library = library
        self._article_id = article_id
        self._mode = mode
        self._keys = PLACES[mode][place] if mode is not None else SHEETS[place]
        self._acts = acts
        self._size = (120, 40) if len(place) % 2 or "wide" in place else (80, 24)
        self._clicked: set[str] = set()

    async def go(self) -> None:
        """Do every action that has a key in the place; begin again where one does not lead back."""
        left: list[Action] = []
        if self._acts and (mode := self._mode):
            left += [one for one in KeyMap.with_overrides({}).in_mode(mode) if one.id not in LEFT_OUT]
        if self._mode is Mode.LIST:
            left = [one for one in left if one.id != "back"]  # which ends the program there
        is_first = True
        while is_first or left:
            is_first, before = False, len(left)
            app = PressmarkApp(
                Setup(
                    library=self._library,
                    keymap=KeyMap.with_overrides({}),
                    theme=load_theme(themes_folder() / "paper.toml"),
                    environ={},
                    start=Start(opened=self._library.open_article(self._article_id)),
                    is_strict=True,
                )
            )
            async with app.run_test(size=self._size) as pilot:
                running = Running(app, pilot)
                await running.until(partial(_is_loaded, running))
                await running.press(*(KEYS.get(key, key) for key in self._keys))
                assert self._mode in (None, _mode(running)), running.text
                await self._click(running)
                if left and self._mode is not _mode(running):
                    continue
                await self._do(running, left)
            assert not left or len(left) < before

    async def _do(self, running: Running, left: list[Action]) -> None:
        place = self._place(running)
        while left:
            action = left.pop()
            _dispatcher(running).perform(action.id, 1, ARGUMENTS[action.argument])
            await running.settle()
            if _mode(running) in (Mode.INPUT, Mode.NOTE):
                self.look(running)
                await running.write("[/x]")
            await self._click(running)
            for _ in range(4):
                if self._place(running) == place:
                    break
                await running.press("escape")
            if self._place(running) != place:
                return

    def _place(self, running: Running) -> object:
        screen = running.app.screen
        return type(screen), len(running.app.screen_stack), _mode(running), running.screen.opened is not None

    async def _click(self, running: Running) -> None:
        """Click on outside text, wherever it was not clicked on before."""
        for _ in range(MOST_CLICKS):
            places = [
                (y, line) for y, line in enumerate(self.look(running)) if "[@" in line and line not in self._clicked
            ]
            if not places:
                return
            y, line = places[0]
            self._clicked.add(line)
            await running.pilot.click(offset=(cell_width(line[: line.index("[@")]) + 3, y))
            await running.settle()

    def look(self, running: Running) -> list[str]:
        """Look at all that is sent to the terminal of the screen on top; return its lines."""
        assert running.app.is_running
        assert running.app._exit is False
        return harmless_lines(running)


def harmless_lines(running: Running) -> list[str]:
    """Return the lines of the screen on top, held to be letters."""
    lines = []
    for strip in running.app.screen._compositor.render_strips():
        for segment in strip:
            assert not segment.control
            assert_harmless(segment)
        lines.append("".join(segment.text for segment in strip))
    return lines


def assert_harmless(segment: Segment) -> None:
    """Assert that a segment is letters and colours and nothing else."""
    if segment.style is not None:
        assert not segment.style.link
        assert not [name for name in segment.style.meta if name.startswith("@")]
    if segment.text.isascii() and segment.text.isprintable():
        return
    marks = 0
    for letter in segment.text:
        kind = unicodedata.category(letter)
        assert kind not in FORBIDDEN_KINDS, f"{letter!r} in {segment.text!r}"
        assert kind != "Cf" or letter in "\u200e\u200f", (
            f"{letter!r} in {segment.text!r}"
        )  # marks of direction are ours
        marks = marks + 1 if kind == "Mn" else 0
        assert marks < 8, f"a pile in {segment.text!r}"


def _is_loaded(running: Running) -> bool:
    return running.screen.library.is_loaded


def _dispatcher(running: Running) -> Any:
    screen = running.app.screen
    return getattr(screen, "dispatcher", None) or getattr(screen, "_dispatcher", None)


def _mode(running: Running) -> Mode | None:
    """What keys mean; None in the tour, which takes its own."""
    dispatcher = _dispatcher(running)
    return Mode(dispatcher._mode()) if dispatcher is not None else None


WALKS = [
    *(pytest.param(mode, place, False, id=f"{mode}-{place}") for mode, places in PLACES.items() for place in places),
    *(pytest.param(None, place, False, id=place) for place in SHEETS),
    *(
        pytest.param(mode, next(iter(places)), True, id=f"{mode}-all actions", marks=pytest.mark.slow)
        for mode, places in PLACES.items()
        if places
    ),
]


@pytest.mark.parametrize(("mode", "place", "acts"), WALKS)
async def test_nothing_outside_runs_or_reaches_the_terminal(
    made: tuple[Folders, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: Mode | None,
    place: str,
    acts: bool,
) -> None:
    run: list[str] = []
    monkeypatch.setattr(PressmarkApp, "action_hostile", lambda self: run.append("hostile"), raising=False)
    ordinary = App.run_action

    async def run_action(self: App[None], action: Any, *arguments: Any, **named: Any) -> bool:
        run.append(str(action))
        return await ordinary(self, action, *arguments, **named)

    monkeypatch.setattr(App, "run_action", run_action)
    # What shines through under a sheet was looked at before the sheet was opened; mixing its colours takes half the time.
    monkeypatch.setattr(BackgroundScreen, "process_segments", classmethod(lambda cls, segments, *colours: segments))
    folders, article_id = made
    with Library.open(
        folders=copy_of(folders, tmp_path / "copy"), config=Config(confirmed_hosts=("127.0.0.1",))
    ) as library:
        await Walk(library, article_id, mode, place, acts=acts).go()
    assert run == []


def test_every_action_has_a_place_in_which_it_is_done() -> None:
    walked = {mode for mode, places in PLACES.items() if places} | {
        Mode.CONFIRM
    }  # a question is answered where it is asked
    assert {action.id for action in ACTIONS if not walked & set(action.modes)} == set()
    assert {action.id for action in ACTIONS} >= LEFT_OUT
