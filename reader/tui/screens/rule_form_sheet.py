"""The fields of a rule, with how many of the articles that came last it would find, counted as it is written."""

from collections.abc import Callable, Mapping

from reader.tui.feed_form import Field
from reader.tui.keys.keymap import KeyMap
from reader.tui.rule_form import FeedNames, fields_of_rule
from reader.tui.screens.feed_form_sheet import FeedFormSheet

_COUNTED = ("query", "feeds")
"""The fields that decide what is found."""


class RuleFormSheet(FeedFormSheet):
    """Answers with what stands in all fields."""

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        names: FeedNames,
        values: Mapping[str, str],
        count: Callable[[Mapping[str, str]], object],
        *,
        first: str,
    ) -> None:
        """`count` is asked how much a rule with these values finds, and answers by `show_count`."""
        super().__init__(keymap, title, fields_of_rule(names), values, first=first)
        self._count = count
        self._counted = ""

    def on_mount(self) -> None:
        """Count from the beginning."""
        self.call_after_refresh(self._ask)

    def written(self) -> None:
        """Count anew what is found."""
        super().written()
        self._ask()

    def do_complete(self, count: int, argument: str) -> None:
        """Complete what is written, and count anew."""
        super().do_complete(count, argument)
        self._ask()

    def _ask(self) -> None:
        if self._can_be_counted:
            self._count(dict(self._values))
        elif self._counted:
            self.show_count("")

    @property
    def _can_be_counted(self) -> bool:
        return not any(field.fault(self._values[field.id]) for field in self._fields if field.id in _COUNTED)

    def show_count(self, words: str) -> None:
        """Show how much is found, beside the field that decides it; "" if that is wrong by the time the answer comes."""
        self._counted = words if self._can_be_counted else ""
        if self._field.id in _COUNTED:
            self.reload(self.at)

    def _way(self, one: Field) -> str:
        return self._counted if one.id in _COUNTED else super()._way(one)
