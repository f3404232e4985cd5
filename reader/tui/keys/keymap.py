"""The one table of all actions, and the user's changes in it: id, where it works, default keys, help, a word for the last row.

The resolver, the last row, the palette, the help screen, `pressmark keys` and the README are all made from this table.
An action that is resolved is called as the method `do_<id>(count, argument)` on the focused pane, else on the screen. The
user changes keys by id in `config.toml`. Pure: knows neither textual nor the library.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.model.errors import ConfigError
from reader.tui.keys.actions import Action, Mode
from reader.tui.keys.key_names import parse_keys
from reader.tui.keys.screen_actions import SCREEN_ACTIONS
from reader.tui.keys.text_actions import TEXT_ACTIONS
from reader.tui.keys.writing_actions import WRITING_ACTIONS

ACTIONS: tuple[Action, ...] = (*SCREEN_ACTIONS, *TEXT_ACTIONS, *WRITING_ACTIONS)


class Conflict(NamedTuple):
    """Two actions that want the same keys in the same mode."""

    mode: Mode
    keys: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"keys.{self.second}: {self.keys!r} is taken by {self.first} in {self.mode} mode"


class KeyMap:
    """The table with the user's changes in it."""

    def __init__(self, actions: Sequence[Action] = ACTIONS) -> None:
        self.actions = tuple(actions)
        self.by_id: Mapping[str, Action] = {action.id: action for action in self.actions}
        """Action id to action."""

    @classmethod
    def with_overrides(cls, overrides: Mapping[str, tuple[str, ...]]) -> "KeyMap":
        """Return the table with the user's keys, each list in place of the default one.

        Raises ConfigError naming the action: for an unknown id, a key that does not exist, and keys that two actions want.
        """
        known = {action.id for action in ACTIONS}
        for name, keys in overrides.items():
            if name not in known:
                raise ConfigError(f"keys.{name}: no action is called so", "`pressmark keys` lists all of them")
            for key in keys:
                try:
                    parse_keys(key)
                except ValueError as error:
                    raise ConfigError(f"keys.{name}: {error}", "write ctrl+d, pagedown, gg or ]a") from error
        changed = cls([action._replace(keys=overrides.get(action.id, action.keys)) for action in ACTIONS])
        conflicts = changed.conflicts()
        if conflicts:
            raise ConfigError("; ".join(map(str, conflicts)), "give one of them another key")
        return changed

    def in_mode(self, mode: Mode) -> tuple[Action, ...]:
        """Return the actions that work in `mode`, in the table's order."""
        return tuple(action for action in self.actions if mode in action.modes)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the key sequences of an action; empty if it has none."""
        return self.by_id[action_id].keys

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every pair of actions that can't both be reached: the same keys, or one's keys begin the other's.

        Actions that hold directly after another one come before the rest and so conflict only among themselves.
        """
        found: list[Conflict] = []
        for mode in Mode:
            seen: dict[tuple[str, tuple[str, ...]], str] = {}
            for action in self.in_mode(mode):
                for spec in action.keys:
                    keys = parse_keys(spec)
                    for (after, other), owner in seen.items():
                        length = min(len(keys), len(other))
                        if after == action.after and keys[:length] == other[:length] and owner != action.id:
                            found.append(Conflict(mode=mode, keys=spec, first=owner, second=action.id))
                    seen[action.after, keys] = action.id
        return tuple(found)
