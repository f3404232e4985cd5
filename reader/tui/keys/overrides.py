"""What is wrong with the keys a user wrote: all of it at once, each by the action it was written for. Pure.

Read only where something is wrong: a key map that can be used needs none of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from reader.model.errors import ConfigError
from reader.tui.keys.actions import PLACES, Action, Argument, Mode
from reader.tui.keys.key_names import NAMED_KEYS, key_label, parse_keys, why_never_sent

NEEDED = frozenset(
    ("quit", "palette", "leave", "accept", "cancel", "save_note", "leave_note", "leave_offers", "yes", "no")
)
"""Actions without a key of which there would be places that one can't leave."""

_WRITING = (Mode.NOTE, Mode.COMPLETING, Mode.INPUT)
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "cr": "enter",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "page_up": "pageup",
    "spc": "space",
}
"""What other programs call keys."""


class KeyProblem(NamedTuple):
    """Something that is wrong with the keys of one action."""

    action_id: str
    message: str
    hint: str = ""


class KeyMapError(ConfigError):
    """The user's keys can't be used; `problems` says why, action by action."""

    def __init__(self, problems: Sequence[KeyProblem]) -> None:
        super().__init__(problems[0].message, problems[0].hint)
        self.problems = tuple(problems)


def wrong_words(overrides: Mapping[str, tuple[str, ...]], known: Mapping[str, Action]) -> list[KeyProblem]:
    """Return what is wrong with each override by itself: an action or a key that is none, a key that can't come or does harm."""
    problems: list[KeyProblem] = []
    for name, specs in overrides.items():
        action = known.get(name)
        if action is None:
            problems.append(KeyProblem(name, f"no action is called {name!r}", _meant_action(name, known)))
            continue
        if not specs and name in NEEDED:
            problems.append(KeyProblem(name, f"keys.{name}: this action needs a key", "there would be no way out"))
        problems += [
            KeyProblem(name, f"keys.{name}: {message}", hint)
            for message, hint in (_wrong_with(spec, action) for spec in specs)
            if message
        ]
    return problems


def _meant_action(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1, 0.6)
    return f"{near[0]} is one" if near else "`pressmark keys` lists them"


def _wrong_with(spec: str, action: Action) -> tuple[str, str]:
    """Return what is wrong with one key sequence of an action, and what to write instead; "" if nothing is."""
    try:
        keys = parse_keys(spec)
    except ValueError as error:
        return str(error), _meant_key(spec)
    for key in keys:
        if reason := why_never_sent(key):
            return reason, "give it another key"
    if "escape" in keys[1:]:
        return f"{spec!r} can't be typed: esc ends a sequence", "give it another key"
    if len(keys) > 1 and (action.after or action.argument is Argument.KEY):
        return f"{spec!r} is a sequence, and this action takes single keys", ""
    if any(mode in _WRITING for mode in action.modes) and (len(keys[0]) == 1 or keys[0] in ("space", "backspace")):
        where = PLACES[next(mode for mode in action.modes if mode in _WRITING)]
        return f"{key_label(keys[0])!r} is needed for writing in {where}", "take one with ctrl+ or alt+"
    return "", ""


def _meant_key(spec: str) -> str:
    word = spec.strip().strip("<>").replace("-", "+").lower()
    *modifiers, bare = word.split("+")
    bare = _OTHER_NAMES.get(bare, bare)
    if len(bare) > 1 and bare not in NAMED_KEYS:
        bare = next(iter(get_close_matches(bare, NAMED_KEYS, 1, 0.6)), "")
    full = {"c": "ctrl", "control": "ctrl", "a": "alt", "m": "alt", "option": "alt", "opt": "alt", "s": "shift"}
    meant = "+".join([*(full.get(modifier, modifier) for modifier in modifiers), bare])
    try:
        return f"{' '.join(parse_keys(meant))} is one" if bare else "keys are written as ctrl+d, pagedown, gg or ]a"
    except ValueError:
        return "keys are written as ctrl+d, pagedown, gg or ]a"


class Clash(NamedTuple):
    """Two actions that can't both be reached in some modes: the same keys, or one's keys begin the other's."""

    keys: tuple[str, ...]
    """Of `first`."""
    first: str
    other_keys: tuple[str, ...]
    second: str
    modes: tuple[Mode, ...]


def clashes(actions: Sequence[Action]) -> list[Clash]:
    """Return every pair of actions that can't both be reached.

    Actions that hold directly after another one come before the rest and so clash only among themselves. An action that takes a
    letter leaves nothing to sequences that begin with its key, as any other does.
    """
    found: dict[tuple[tuple[str, ...], str, tuple[str, ...], str], list[Mode]] = {}
    for mode in Mode:
        seen: dict[tuple[str, tuple[str, ...]], str] = {}
        for action in actions:
            if mode not in action.modes:
                continue
            for spec in action.keys:
                keys = parse_keys(spec)
                for (after, other), owner in seen.items():
                    length = min(len(keys), len(other))
                    if after == action.after and keys[:length] == other[:length] and owner != action.id:
                        found.setdefault((other, owner, keys, action.id), []).append(mode)
                seen[action.after, keys] = action.id
    return [Clash(*pair, tuple(modes)) for pair, modes in found.items()]


MOST_OWNERS = 2
"""So many actions that have a key already are named; `g` begins twenty."""


def told(found: Iterable[Clash], overrides: Mapping[str, tuple[str, ...]]) -> list[KeyProblem]:
    """Return clashes as problems of the actions whose keys the user wrote, one for a key; of two such, that of the later one."""
    written = {name: place for place, name in enumerate(overrides)}
    by_key: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for clash in found:
        mine, keys, its, other = clash.second, clash.other_keys, clash.first, clash.keys
        if written.get(mine, -1) < written.get(its, -1):
            mine, keys, its, other = its, other, mine, keys
        where = f"{its} in {' and in '.join(PLACES[mode] for mode in clash.modes[:2])}"
        if keys == other:
            said = f"is taken by {where}"
        elif len(keys) < len(other):
            said = f"begins {_written(other)!r}, which is {where}"
        else:
            said = f"begins with {_written(other)!r}, which is {where}"
        by_key.setdefault((mine, keys), []).append(said)
    return [
        KeyProblem(mine, f"keys.{mine}: {_written(keys)!r} {_listed(owners)}", "give one of them another key")
        for (mine, keys), owners in by_key.items()
    ]


def _written(keys: tuple[str, ...]) -> str:
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)


def _listed(owners: Sequence[str]) -> str:
    """Return what is said of a key, the first of it whole: `is taken by a in the list, by b in the text`."""
    first, *others = dict.fromkeys(owners)
    named = [first, *(other.removeprefix("is taken ") for other in others[: MOST_OWNERS - 1])]
    left = len(others) - (MOST_OWNERS - 1)
    return ", ".join(named) + (f", and {left} more" if left > 0 else "")
