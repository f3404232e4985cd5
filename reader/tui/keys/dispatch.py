"""From a key to the method that does it: resolver, mode, and who is asked.

A screen has one dispatcher. It asks the performers in order for `do_<action id>(count, argument)`; the first that has it does it,
unless it answers False: then the next is asked. Knows no textual.
"""

from collections.abc import Callable, Iterable

from reader.tui.keys.actions import Action, Mode
from reader.tui.keys.key_names import key_label, parse_keys
from reader.tui.keys.keymap import KeyMap
from reader.tui.keys.resolver import Resolved, Resolver, Unbound, Waiting


class Dispatcher:
    """Takes keys and calls methods."""

    def __init__(
        self,
        keymap: KeyMap,
        mode: Callable[[], Mode],
        performers: Callable[[], Iterable[object]],
        pend: Callable[[str], None] = lambda pending: None,
    ) -> None:
        self._keymap = keymap
        self._mode = mode
        self._performers = performers
        self._pend = pend
        self._resolver = Resolver(keymap)

    def press(self, key: str) -> bool:
        """Take a key; return whether it was used up. A key that means nothing in the mode is left to whoever wants it."""
        outcome = self._resolver.press(self._mode(), key)
        self._pend(self._resolver.pending)
        match outcome:
            case Resolved(action, times, argument):
                self._call(action, times, argument)
                return True
            case Waiting():
                return True
            case Unbound(is_dropped):
                return is_dropped

    def another_resolver(self) -> Resolver:
        """Return a resolver for the same keys, which knows nothing of those pressed here."""
        return Resolver(self._keymap, self._resolver)

    def means(self, key: str) -> bool:
        """Whether a key begins anything in the mode that holds."""
        return any(parse_keys(spec)[0] == key for action in self._keymap.in_mode(self._mode()) for spec in action.keys)

    def perform(self, action_id: str, count: int = 1, argument: str = "") -> bool:
        """Do an action by its id, as the palette does; return whether anybody could."""
        self.reset()
        return self._call(self._keymap.by_id[action_id], count, argument)

    def can(self, action_id: str) -> bool:
        """Whether anybody who would be asked now has the method of an action."""
        method = self._keymap.by_id[action_id].method
        return any(hasattr(performer, method) for performer in self._performers())

    def can_follow(self, action_id: str) -> bool:
        """Whether an action is open to a key only directly after what was done last."""
        return self._resolver.can_follow(action_id)

    def what_follows(self) -> list[tuple[str, Action]]:
        """Return what may follow the keys that are pending, as shown, with the actions they do; nothing for a count alone."""
        if (action := self._resolver.wants_letter) is not None:
            return [("a letter", action)]
        begun = self._resolver.begun
        if not begun:
            return []
        follows = self._keymap.after(self._mode(), begun)
        return [(key_label(" ".join(keys)), action) for keys, action in follows if self.can(action.id)]

    def reset(self) -> None:
        """Forget the keys that are pending."""
        self._resolver.reset()
        self._pend("")

    def _call(self, action: Action, count: int, argument: str) -> bool:
        for performer in self._performers():
            do = getattr(performer, action.method, None)
            if do is not None and do(count, argument) is not False:
                return True
        return False
