"""The key map: one table, no conflicts, the user's keys in it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.library.config import load_config
from reader.model.errors import ConfigError
from reader.tui.keys.actions import PLACES, Action, Group, Mode
from reader.tui.keys.key_names import key_label, key_of_event, parse_keys, why_never_sent
from reader.tui.keys.keymap import ACTIONS, KeyMap
from reader.tui.keys.overrides import KeyMapError, clashes
from reader.tui.settings import keymap_of


def test_ids_are_unique_and_make_method_names() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert all(action.method.isidentifier() for action in ACTIONS)


def test_no_two_actions_want_the_same_keys() -> None:
    assert clashes(ACTIONS) == []


def test_every_action_says_what_it_does() -> None:
    for action in ACTIONS:
        assert action.help[0].isupper()
        assert not action.help.endswith(".")
        assert action.modes
        assert len(action.hint) <= 10


def test_every_action_has_a_key_or_stands_in_the_palette() -> None:
    assert all(action.keys or action.in_palette for action in ACTIONS)


def test_followers_follow_an_action_that_exists() -> None:
    keymap = KeyMap()
    for action in ACTIONS:
        for before in action.after.split():
            assert set(action.modes) <= set(keymap.by_id[before].modes)


def test_every_group_is_used() -> None:
    assert {action.group for action in ACTIONS} == set(Group)


def test_overrides_replace_the_keys_of_one_action() -> None:
    keymap = KeyMap.with_overrides({"star": ("S", "ctrl+x s")})
    assert keymap.keys("star") == ("S", "ctrl+x s")
    assert keymap.keys("tags") == ("t",)
    assert keymap.changed == {"star"}


def test_empty_list_takes_keys_away_and_frees_them() -> None:
    keymap = KeyMap.with_overrides({"archive": (), "star": ("x",)})
    assert keymap.keys("archive") == ()
    assert keymap.keys("star") == ("x",)


def problems_of(overrides: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What is said of each action."""
    with pytest.raises(KeyMapError) as caught:
        KeyMap.with_overrides(overrides)
    return {problem.action_id: f"{problem.message} ({problem.hint})" for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("name", "keys", "said"),
    [
        ("fly", ("f5",), "no action is called 'fly' (`pressmark keys` lists them)"),
        ("hilight", ("M",), "no action is called 'hilight' (highlight is one)"),
        ("star", ("pgdown",), "keys.star: no key is called 'pgdown' (pagedown is one)"),
        ("star", ("<C-d>",), "no key is called '<C-d>' (ctrl+d is one)"),
        ("star", ("C-d",), "no key is called 'C-d' (ctrl+d is one)"),
        ("star", ("Ctrl+D",), "no key is called 'Ctrl+D' (ctrl+d is one)"),
        ("star", ("ctrl-d",), "no key is called 'ctrl-d' (ctrl+d is one)"),
        ("star", ("control+d",), "no key is called 'control+d' (ctrl+d is one)"),
        ("star", ("cmd+z",), "no key is called 'cmd+z' (keys are written as"),
        ("star", ("ctrl+foo",), "keys are written as ctrl+d"),
        ("star", (" ",), "a key is needed"),
        ("star", ("ctrl+i",), "terminals send the same for ctrl+i as for tab"),
        ("star", ("ctrl+m",), "as for enter"),
        ("star", ("ctrl+[",), "as for escape"),
        ("star", ("ctrl+h",), "as for backspace"),
        ("star", ("ctrl+shift+x",), "terminals can't tell ctrl+shift+x from ctrl+x"),
        ("star", ("ctrl+X",), "can't tell ctrl+X from ctrl+x"),
        ("star", ("ctrl+1",), "nothing of its own for ctrl+1"),
        ("star", ("super+x",), "the desktop keeps it"),
        ("star", ("shift+x",), "written as the letter it makes: X"),
        ("star", ("\\ escape",), "esc ends a sequence"),
        ("colour", ("\\x",), "takes single keys"),
        ("complete", ("x",), "'x' is needed for writing in a line that is written"),
        ("quit", (), "this action needs a key"),
        ("star", ("j",), "'j' is taken by next_article in the list, by line_down in the text (give one of them"),
        ("star", ("g",), "'g' begins 'g/', which is search_library in the list and in the text, begins "),
        ("star", ("sx", "ggx"), "'ggx' begins with 'gg', which is first_article in the list"),
        ("next_article", ("x",), "keys.next_article: 'x' is taken by archive in the list"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(name: str, keys: tuple[str, ...], said: str) -> None:
    assert said in problems_of({name: keys})[name]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {"fly": ("f5",), "star": ("x",), "tags": ("ctrl+i",), "trash": ("pgdown",)}
    assert problems_of(wrong).keys() == wrong.keys()


def test_of_two_keys_that_the_user_wrote_the_later_one_is_named() -> None:
    assert "'f9' is taken by star" in problems_of({"star": ("f9",), "archive": ("f9",)})["archive"]
    assert "'f9' is taken by archive" in problems_of({"archive": ("f9",), "star": ("f9",)})["star"]


def test_two_actions_may_change_their_keys() -> None:
    keymap = KeyMap.with_overrides({"star": ("x",), "archive": ("s",)})
    assert (keymap.keys("star"), keymap.keys("archive")) == (("x",), ("s",))


@pytest.mark.parametrize("action", [action for action in ACTIONS if Mode.READING in action.modes], ids=lambda a: a.id)
def test_every_action_can_have_a_sequence_of_its_own(action: Action) -> None:
    if not action.after:
        assert KeyMap.with_overrides({action.id: ("ctrl+x ctrl+x", "f9")}).changed == {action.id}


def test_keys_of_a_file_are_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('measure = 70\n\n[keys]\nstar = "x"\ntheme = "night"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        keymap_of(load_config(path), path)
    assert str(caught.value).startswith(f"{path} line 4: keys.star: 'x' is taken by archive in the list")
    (note,) = caught.value.__notes__
    assert f"{path} line 5: no action is called 'theme' (as a setting it has to stand above" in note


def test_no_key_of_the_table_is_one_that_no_terminal_sends() -> None:
    for action in ACTIONS:
        assert not [key for spec in action.keys for key in parse_keys(spec) if why_never_sent(key)]


def test_what_may_follow_is_told() -> None:
    follows = {"".join(keys): action.id for keys, action in KeyMap().after(Mode.READING, ("g",))}
    assert follows["g"] == "top"
    assert follows["t"] == "contents"
    assert KeyMap().after(Mode.READING, ("g", "g")) == []


def test_every_place_has_a_name() -> None:
    assert set(PLACES) == set(Mode)


def test_same_keys_in_other_modes_are_no_conflict() -> None:
    KeyMap.with_overrides({"caret_word_end": ("E",)})


@pytest.mark.parametrize(
    ("spec", "keys"),
    [
        ("gg", ("g", "g")),
        ("]a", ("]", "a")),
        ("ctrl+d", ("ctrl+d",)),
        ("shift+tab", ("shift+tab",)),
        ("+", ("+",)),
        ("ctrl+x ctrl+s", ("ctrl+x", "ctrl+s")),
        ("space", ("space",)),
        ("g space", ("g", "space")),
        ("é", ("é",)),
        ("esc", ("escape",)),
        ("PgDn", ("pagedown",)),
        ("↓", ("down",)),
        ("ctrl+↑", ("ctrl+up",)),
        ("ctrl+x +", ("ctrl+x", "+")),
        ("alt++", ("alt++",)),
    ],
)
def test_key_sequences_are_read(spec: str, keys: tuple[str, ...]) -> None:
    assert parse_keys(spec) == keys


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("j", "j", "j"),
        ("upper_h", "H", "H"),
        ("right_square_bracket", "]", "]"),
        ("space", " ", "space"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("enter", "\r", "enter"),
        ("tab", "\t", "tab"),
        ("pagedown", None, "pagedown"),
        ("alt+o", None, "alt+o"),
        ("alt+o", "o", "alt+o"),
        ("é", "é", "é"),
        ("ctrl+backslash", "\x1c", "ctrl+\\"),
        ("ctrl+@", "\x00", "ctrl+space"),
    ],
)
def test_events_are_read_as_keys(name: str, character: str | None, key: str) -> None:
    assert key_of_event(name, character) == key


def test_labels_are_what_people_write() -> None:
    assert [key_label(key) for key in ("gg", "escape", "down", "ctrl+d", "]a")] == ["gg", "esc", "↓", "ctrl+d", "]a"]
    assert [key_label(spec) for spec in ("space s", "ctrl+x ctrl+s", "g down")] == ["space s", "ctrl+x ctrl+s", "g↓"]


def test_modes_with_text_bind_no_letters() -> None:
    for mode in (Mode.NOTE, Mode.INPUT):
        for action in KeyMap().in_mode(mode):
            assert all(len(parse_keys(key)[0]) > 1 for key in action.keys)
