"""The key map: one table, no conflicts, the user's keys in it."""

import pytest

from reader.model.errors import ConfigError
from reader.tui.keys.actions import Group, Mode
from reader.tui.keys.key_names import key_label, key_of_event, parse_keys
from reader.tui.keys.keymap import ACTIONS, KeyMap


def test_ids_are_unique_and_make_method_names() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert all(action.method.isidentifier() for action in ACTIONS)


def test_no_two_actions_want_the_same_keys() -> None:
    assert KeyMap().conflicts() == ()


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
        if action.after:
            assert set(action.modes) <= set(keymap.by_id[action.after].modes)


def test_every_group_is_used() -> None:
    assert {action.group for action in ACTIONS} == set(Group)


def test_overrides_replace_the_keys_of_one_action() -> None:
    keymap = KeyMap.with_overrides({"star": ("S", "ctrl+x s")})
    assert keymap.keys("star") == ("S", "ctrl+x s")
    assert keymap.keys("tags") == ("t",)


def test_unknown_action_is_named() -> None:
    with pytest.raises(ConfigError, match=r"keys\.fly"):
        KeyMap.with_overrides({"fly": ("f",)})


@pytest.mark.parametrize("key", ["pgdown", "ctrl+foo", " "])
def test_unknown_key_is_named_with_its_action(key: str) -> None:
    with pytest.raises(ConfigError, match=r"keys\.star"):
        KeyMap.with_overrides({"star": (key,)})


def test_conflict_names_both_actions_and_the_keys() -> None:
    with pytest.raises(ConfigError, match=r"keys\.star: 'j' is taken by next_article in list mode") as caught:
        KeyMap.with_overrides({"star": ("j",)})
    assert caught.value.hint


def test_keys_that_begin_another_sequence_conflict() -> None:
    with pytest.raises(ConfigError, match="'g'"):
        KeyMap.with_overrides({"star": ("g",)})


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
    ],
)
def test_events_are_read_as_keys(name: str, character: str | None, key: str) -> None:
    assert key_of_event(name, character) == key


def test_labels_are_what_people_write() -> None:
    assert [key_label(key) for key in ("gg", "escape", "down", "ctrl+d", "]a")] == ["gg", "esc", "↓", "ctrl+d", "]a"]


def test_modes_with_text_bind_no_letters() -> None:
    for mode in (Mode.NOTE, Mode.INPUT):
        for action in KeyMap().in_mode(mode):
            assert all(len(parse_keys(key)[0]) > 1 for key in action.keys)
