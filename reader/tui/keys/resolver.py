"""Turns key presses into actions: sequences (`gg`, `]a`), counts (`3w`), arguments (`m` + letter), and keys that hold only
directly after another action (a digit after `H`).

Pure: no textual, no clock. The screen owns one resolver, feeds it every key with the mode that holds, and shows `pending`.
"""

from typing import NamedTuple

from reader.tui.keys.actions import Action, Argument, Mode
from reader.tui.keys.key_names import parse_keys
from reader.tui.keys.keymap import KeyMap

MAX_COUNT = 9_999
"""More is a slip of the finger."""

_WRITING = frozenset((Mode.NOTE, Mode.COMPLETING, Mode.INPUT, Mode.HINTS, Mode.CONFIRM))
"""Modes in which digits are text or choices, never counts."""


class Resolved(NamedTuple):
    """An action was asked for."""

    action: Action
    times: int = 1
    argument: str = ""
    """The letter or key of an action that takes one; else the digits of the count as they were typed, "" if there were none."""


class Waiting(NamedTuple):
    """The keys so far begin something; `pending` is what was typed."""

    pending: str


class Unbound(NamedTuple):
    """The key means nothing here. If `is_dropped`, it ended a sequence that led nowhere, and must not be used otherwise."""

    is_dropped: bool


Outcome = Resolved | Waiting | Unbound


class Resolver:
    """Remembers what was typed since the last action."""

    def __init__(self, keymap: KeyMap, like: "Resolver | None" = None) -> None:
        """`like` is one for the same key map, whose tables serve for both."""
        self._tables: dict[Mode, _Table]
        self._tables = like._tables if like is not None else {mode: _Table(keymap, mode) for mode in Mode}
        self._mode: Mode | None = None
        self._keys: tuple[str, ...] = ()
        self._digits = ""
        self._argument_of: Action | None = None
        self._last = ""

    @property
    def pending(self) -> str:
        """What was typed and has not become an action yet, as people read it."""
        return self._digits + "".join(self._keys)

    @property
    def begun(self) -> tuple[str, ...]:
        """The keys of a sequence that was begun, without its count."""
        return self._keys

    @property
    def wants_letter(self) -> Action | None:
        """The action that waits for a letter."""
        return self._argument_of

    def can_follow(self, action_id: str) -> bool:
        """Whether a key would do this action now only because of what came before it."""
        followers = self._tables[self._mode].followers if self._mode is not None else {}
        return any(last == self._last and action.id == action_id for (last, _), action in followers.items())

    def reset(self) -> None:
        """Forget what is pending and what came before."""
        self._forget_pending()
        self._last = ""

    def press(self, mode: Mode, key: str) -> Outcome:
        """Take one key in `mode` and say what it made."""
        if mode is not self._mode:
            self._forget_pending()
            self._mode = mode
        if self._argument_of is not None:
            return self._take_argument(self._argument_of, key)
        table = self._tables[mode]
        is_pending = bool(self._keys or self._digits)
        if is_pending and key == "escape":
            self._forget_pending()
            return Unbound(is_dropped=True)
        if not is_pending and (follower := table.followers.get((self._last, key))):
            self._last = ""
            return Resolved(follower, argument=key)
        self._last = ""
        if not self._keys and table.counts(key, is_begun=bool(self._digits)):
            self._digits = str(min(int(self._digits + key), MAX_COUNT))
            return Waiting(self.pending)
        keys = (*self._keys, key)
        action = table.actions.get(keys)
        if action is None:
            if keys in table.beginnings:
                self._keys = keys
                return Waiting(self.pending)
            self._forget_pending()
            return Unbound(is_dropped=is_pending)
        if action.argument is Argument.LETTER:
            self._keys, self._argument_of = keys, action
            return Waiting(self.pending)
        return self._resolve(action, key if action.argument is Argument.KEY else self._digits)

    def _take_argument(self, action: Action, key: str) -> Outcome:
        if len(key) == 1 and key.isalnum():
            return self._resolve(action, key)
        self._forget_pending()
        return Unbound(is_dropped=True)

    def _resolve(self, action: Action, argument: str) -> Resolved:
        resolved = Resolved(action, int(self._digits or 1), argument)
        self._forget_pending()
        self._last = action.id
        return resolved

    def _forget_pending(self) -> None:
        self._keys, self._digits, self._argument_of = (), "", None


class _Table:
    """The keys of one mode, ready to be looked up."""

    def __init__(self, keymap: KeyMap, mode: Mode) -> None:
        self.actions: dict[tuple[str, ...], Action] = {}
        self.beginnings: set[tuple[str, ...]] = set()
        self.followers: dict[tuple[str, str], Action] = {}
        for action in keymap.in_mode(mode):
            for spec in action.keys:
                keys = parse_keys(spec)
                if action.after:
                    self.followers.update(((before, keys[0]), action) for before in action.after.split())
                else:
                    self.actions[keys] = action
                    self.beginnings.update(keys[:length] for length in range(1, len(keys)))
        self._has_counts = mode not in _WRITING
        self._taken = frozenset(keys[0] for keys in self.actions)

    def counts(self, key: str, *, is_begun: bool) -> bool:
        """Whether `key` is a digit of a count: of one that `is_begun` any is; else a digit that is no key of its own, nor 0."""
        if not (self._has_counts and len(key) == 1 and key in "0123456789"):
            return False
        return is_begun or (key != "0" and key not in self._taken)
