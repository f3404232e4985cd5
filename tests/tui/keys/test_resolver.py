"""The resolver: sequences, counts, arguments, followers, and what cancels them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.keys.actions import Argument, Mode
from reader.tui.keys.key_names import parse_keys
from reader.tui.keys.keymap import ACTIONS, KeyMap
from reader.tui.keys.resolver import MAX_COUNT, Outcome, Resolved, Resolver, Unbound, Waiting

KEYS = sorted({key for action in ACTIONS for spec in action.keys for key in parse_keys(spec)} | {"9", "0", "é", "f5"})


def typed(mode: Mode, *keys: str, resolver: Resolver | None = None) -> list[Outcome]:
    resolver = resolver or Resolver(KeyMap())
    return [resolver.press(mode, key) for key in keys]


def resolved(outcome: Outcome) -> tuple[str, int, str]:
    assert isinstance(outcome, Resolved)
    return outcome.action.id, outcome.times, outcome.argument


@pytest.mark.parametrize("mode", list(Mode))
def test_every_key_of_the_table_reaches_its_action(mode: Mode) -> None:
    for action in KeyMap().in_mode(mode):
        for spec in action.keys:
            resolver = Resolver(KeyMap())
            for before in action.after.split():
                typed(mode, *parse_keys(KeyMap().keys(before)[0]), resolver=resolver)
            keys = [*parse_keys(spec), *(["q"] if action.argument is Argument.LETTER else [])]
            *waiting, last = typed(mode, *keys, resolver=resolver)
            assert all(isinstance(outcome, Waiting) for outcome in waiting)
            assert resolved(last)[0] == action.id
            assert resolver.pending == ""


def test_sequence_waits_and_shows_what_was_typed() -> None:
    resolver = Resolver(KeyMap())
    assert resolver.press(Mode.READING, "g") == Waiting("g")
    assert resolver.pending == "g"
    assert resolved(resolver.press(Mode.READING, "g"))[0] == "top"


def test_sequence_that_leads_nowhere_swallows_its_last_key() -> None:
    assert typed(Mode.READING, "g", "q")[-1] == Unbound(is_dropped=True)


def test_escape_cancels_what_is_pending_and_nothing_else() -> None:
    resolver = Resolver(KeyMap())
    typed(Mode.CARET, "3", resolver=resolver)
    assert resolver.press(Mode.CARET, "escape") == Unbound(is_dropped=True)
    assert resolved(resolver.press(Mode.CARET, "w")) == ("caret_next_word", 1, "")


def test_escape_alone_leaves() -> None:
    assert resolved(typed(Mode.READING, "escape")[-1])[0] == "leave"


def test_count_goes_with_a_motion() -> None:
    assert resolved(typed(Mode.CARET, "1", "2", "w")[-1]) == ("caret_next_word", 12, "12")


def test_zero_is_a_key_until_a_count_has_begun() -> None:
    assert resolved(typed(Mode.CARET, "0")[-1])[0] == "caret_line_start"
    assert resolved(typed(Mode.CARET, "1", "0", "w")[-1])[1] == 10


def test_counts_are_bounded() -> None:
    assert resolved(typed(Mode.CARET, *"9999999999", "w")[-1])[1] == MAX_COUNT


def test_digits_are_panes_where_they_are_bound() -> None:
    assert resolved(typed(Mode.READING, "1")[-1])[0] == "focus_library"


def test_other_digits_begin_a_count_beside_them() -> None:
    assert resolved(typed(Mode.READING, "4", "1", "j")[-1]) == ("line_down", 41, "41")
    assert resolved(typed(Mode.LIST, "5", "0", "G")[-1]) == ("last_article", 50, "50")


def test_digits_that_lost_their_action_count() -> None:
    keymap = KeyMap.with_overrides({"focus_library": (), "focus_article": (), "focus_margin": ("f3",)})
    resolver = Resolver(keymap)
    assert resolved(typed(Mode.READING, "1", "2", "G", resolver=resolver)[-1]) == ("bottom", 12, "12")


def test_digit_directly_after_a_highlight_is_its_colour() -> None:
    assert resolved(typed(Mode.READING, "H", "2")[-1]) == ("colour", 1, "2")


def test_digit_later_is_what_it_always_was() -> None:
    assert resolved(typed(Mode.READING, "H", "j", "2")[-1])[0] == "focus_article"
    assert resolved(typed(Mode.READING, "H", "2", "2")[-1])[0] == "focus_article"


def test_colour_may_follow_when_the_highlight_ended_the_caret_mode() -> None:
    resolver = Resolver(KeyMap())
    typed(Mode.CARET, "H", resolver=resolver)
    assert resolved(resolver.press(Mode.READING, "4")) == ("colour", 1, "4")


def test_letter_argument() -> None:
    assert resolved(typed(Mode.READING, "m", "a")[-1]) == ("set_mark", 1, "a")
    assert resolved(typed(Mode.READING, "`", "Z")[-1]) == ("go_to_mark", 1, "Z")


def test_argument_that_is_no_letter_is_dropped() -> None:
    assert typed(Mode.READING, "m", "escape")[-1] == Unbound(is_dropped=True)
    assert typed(Mode.READING, "m", "ctrl+d")[-1] == Unbound(is_dropped=True)


def test_pending_keys_are_forgotten_when_the_mode_changes() -> None:
    resolver = Resolver(KeyMap())
    typed(Mode.READING, "g", resolver=resolver)
    assert resolver.press(Mode.LIST, "g") == Waiting("g")


def test_letters_are_text_in_a_note() -> None:
    assert typed(Mode.NOTE, "j")[-1] == Unbound(is_dropped=False)
    assert typed(Mode.INPUT, "3")[-1] == Unbound(is_dropped=False)


def test_user_keys_take_the_place_of_the_default_ones() -> None:
    resolver = Resolver(KeyMap.with_overrides({"highlight": ("gx",), "caret": ("c",)}))
    assert isinstance(resolver.press(Mode.READING, "H"), Unbound)
    resolver.press(Mode.READING, "g")
    assert resolved(resolver.press(Mode.READING, "x"))[0] == "highlight"
    assert resolved(resolver.press(Mode.READING, "3")) == ("colour", 1, "3")


@given(st.lists(st.tuples(st.sampled_from(list(Mode)), st.sampled_from(KEYS)), max_size=40))
def test_any_typing_keeps_the_resolver_sane(presses: list[tuple[Mode, str]]) -> None:
    resolver = Resolver(KeyMap())
    for mode, key in presses:
        match resolver.press(mode, key):
            case Resolved(action, times, _):
                assert mode in action.modes
                assert 1 <= times <= MAX_COUNT
                assert resolver.pending == ""
            case Waiting(pending):
                assert pending
                assert resolver.pending == pending
            case Unbound():
                assert resolver.pending == ""


@given(
    st.lists(st.tuples(st.sampled_from(list(Mode)), st.sampled_from(KEYS)), max_size=20),
    st.sampled_from([action for action in ACTIONS if action.keys and not action.after]),
)
def test_after_two_escapes_every_action_is_within_reach(presses: list[tuple[Mode, str]], action: object) -> None:
    assert isinstance(action, type(ACTIONS[0]))
    resolver = Resolver(KeyMap())
    for mode, key in presses:
        resolver.press(mode, key)
    mode = action.modes[0]
    resolver.press(mode, "escape")
    resolver.press(mode, "escape")
    keys = [*parse_keys(action.keys[0]), *(["a"] if action.argument is Argument.LETTER else [])]
    *_, last = typed(mode, *keys, resolver=resolver)
    assert resolved(last)[0] == action.id


def test_what_a_key_means_only_after_an_action_can_be_asked() -> None:
    resolver = Resolver(KeyMap())
    assert not resolver.can_follow("colour")
    typed(Mode.READING, "H", resolver=resolver)
    assert resolver.can_follow("colour")
    typed(Mode.READING, "3", resolver=resolver)
    assert not resolver.can_follow("colour")
    typed(Mode.READING, "H", "j", resolver=resolver)
    assert not resolver.can_follow("colour")
