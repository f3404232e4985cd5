"""The one table of all actions, and the user's changes in it: id, where it works, default keys, help, a word for the last row.

The resolver, the last row, the palette, the help screen, `pressmark keys` and the README are all made from this table.
An action that is resolved is called as the method `do_<id>(count, argument)` on the focused pane, else on the screen. The
user changes keys by id in `config.toml`. Pure: knows neither textual nor the library.
"""

from collections.abc import Mapping, Sequence

from reader.tui.keys.actions import Action, Argument, Mode
from reader.tui.keys.bench_actions import BENCH_ACTIONS
from reader.tui.keys.doubt_actions import DOUBT_ACTIONS
from reader.tui.keys.feed_actions import FEED_ACTIONS
from reader.tui.keys.history_actions import HISTORY_ACTIONS
from reader.tui.keys.key_names import key_label, parse_keys
from reader.tui.keys.marking_actions import MARKING_ACTIONS
from reader.tui.keys.picture_actions import PICTURE_ACTIONS
from reader.tui.keys.review_actions import REVIEW_ACTIONS
from reader.tui.keys.rule_actions import RULE_ACTIONS
from reader.tui.keys.screen_actions import SCREEN_ACTIONS
from reader.tui.keys.statistics_actions import STATISTICS_ACTIONS
from reader.tui.keys.subscription_actions import SUBSCRIPTION_ACTIONS
from reader.tui.keys.text_actions import TEXT_ACTIONS
from reader.tui.keys.version_actions import VERSION_ACTIONS
from reader.tui.keys.writing_actions import WRITING_ACTIONS

ACTIONS: tuple[Action, ...] = (
    *SCREEN_ACTIONS,
    *HISTORY_ACTIONS,
    *TEXT_ACTIONS,
    *MARKING_ACTIONS,
    *DOUBT_ACTIONS,
    *REVIEW_ACTIONS,
    *VERSION_ACTIONS,
    *FEED_ACTIONS,
    *SUBSCRIPTION_ACTIONS,
    *BENCH_ACTIONS,
    *RULE_ACTIONS,
    *STATISTICS_ACTIONS,
    *PICTURE_ACTIONS,
    *WRITING_ACTIONS,
)


class KeyMap:
    """The table with the user's changes in it."""

    def __init__(self, actions: Sequence[Action] = ACTIONS, changed: frozenset[str] = frozenset()) -> None:
        self.actions = tuple(actions)
        self.by_id: Mapping[str, Action] = {action.id: action for action in self.actions}
        """Action id to action."""
        self.changed = changed
        """Ids of the actions whose keys are the user's own."""

    @classmethod
    def with_overrides(cls, overrides: Mapping[str, tuple[str, ...]]) -> "KeyMap":
        """Return the table with the user's keys, each list in place of the default one; an empty list leaves only the palette.

        Raises KeyMapError with all that is wrong: unknown ids, keys that don't exist or that no terminal sends, keys that two
        actions want.
        """
        if not overrides:
            return cls()
        from reader.tui.keys.overrides import KeyMapError, clashes, told, wrong_words

        known = {action.id: action for action in ACTIONS}
        problems = wrong_words(overrides, known)
        unusable = {problem.action_id for problem in problems}
        usable = {name: keys for name, keys in overrides.items() if name not in unusable}
        actions = [action._replace(keys=usable.get(action.id, action.keys)) for action in ACTIONS]
        problems += told(clashes(actions), usable)
        if problems:
            raise KeyMapError(problems)
        return cls(actions, frozenset(overrides))

    def in_mode(self, mode: Mode) -> tuple[Action, ...]:
        """Return the actions that work in `mode`, in the table's order."""
        return tuple(action for action in self.actions if mode in action.modes)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the key sequences of an action; empty if it has none."""
        return self.by_id[action_id].keys

    def after(self, mode: Mode, pending: tuple[str, ...]) -> list[tuple[tuple[str, ...], Action]]:
        """Return what may follow the keys that are pending in `mode`: the keys that are missing, and what they do."""
        found = []
        for action in self.in_mode(mode):
            for spec in action.keys:
                keys = parse_keys(spec)
                if not action.after and len(keys) > len(pending) and keys[: len(pending)] == pending:
                    found.append((keys[len(pending) :], action))
        return found


def shown_keys(action: Action, most: int | None = None) -> str:
    """Return an action's keys as help shows them, the first `most` of them: `j  ↓`, `m + letter`, `1–5`."""
    if not action.keys:
        return ""
    if action.argument is Argument.LETTER:
        return f"{key_label(action.keys[0])} + letter"
    if action.argument is Argument.KEY and len(action.keys) > 1:
        return f"{key_label(action.keys[0])}–{key_label(action.keys[-1])}"
    return "  ".join(key_label(key) for key in action.keys[:most])
