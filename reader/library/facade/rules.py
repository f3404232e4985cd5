"""Rules for new articles of feeds."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation

if TYPE_CHECKING:  # most libraries have no feeds
    from reader.library.news.rules import KeptRule, Rules
    from reader.library.news.ruling import RuleReport, RuleTrial, Ruling
    from reader.model.feed import Rule


class RulingNews(Foundation):
    """What is done with new articles by itself."""

    def rules(self) -> "tuple[KeptRule, ...]":
        """Return the rules in the order in which they are followed. Raises ConfigError."""
        return self._rules.all()

    def rule(self, name: str) -> "Rule":
        """Return one rule, by its name. Raises NotFoundError."""
        return self._rules.rule(name)

    def save_rule(self, rule: "Rule", *, instead_of: str = "") -> "Rule":
        """Keep a rule in the place of the one called `instead_of`, else of its name, else as the last; can be undone.

        Raises QueryError, which points at the place, UsageError if it would do nothing or its name is taken, NotFoundError.
        """
        with self._changing():
            return self._rules.save(rule, instead_of=instead_of)

    def remove_rule(self, name: str) -> None:
        """Forget a rule; what it did stays. Can be undone. Raises NotFoundError."""
        with self._changing():
            self._rules.remove(name)

    def turn_rule(self, name: str, *, is_off: bool) -> None:
        """Turn a rule off, or on again; can be undone. Raises NotFoundError."""
        with self._changing():
            self._rules.set_off(name, is_off)

    def move_rule(self, name: str, steps: int) -> None:
        """Let a rule be followed later, earlier if `steps` is negative; can be undone. Raises NotFoundError."""
        with self._changing():
            self._rules.move(name, steps)

    def try_rule(self, rule: "Rule", most: int = 500) -> "RuleTrial":
        """Return what a rule would have done with the `most` articles of feeds that came last. Changes nothing.

        Raises QueryError, UsageError.
        """
        return self._ruling.try_rule(rule, most)

    def apply_rules(self, article_ids: Sequence[str]) -> "RuleReport":
        """Follow the rules for new articles; what goes wrong is told in the report."""
        with self._changing():
            return self._ruling.apply(article_ids)

    @cached_property
    def _rules(self) -> "Rules":
        from reader.library.news.rules import Rules

        return Rules(self._stores, self._history, self._searching.parse)

    @cached_property
    def _ruling(self) -> "Ruling":
        from reader.library.news.ruling import Ruling

        return Ruling(self._stores, self._indexing, self._searching, self._rules)
