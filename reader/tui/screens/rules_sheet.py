"""The list of rules for new articles, in the order they are followed in; and what one of them would have done.

Changes are asked for and shown again; nothing leaves the list but the article that is opened from a trial.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from reader.library.news.rules import KeptRule
from reader.library.news.ruling import RuleTrial, effects
from reader.model.feed import Feed, Rule
from reader.tui.empty_states import key_of
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age
from reader.tui.rule_form import found_words, rule_words
from reader.tui.screens.place_sheet import PlaceRow, PlaceSheet, heading, place_rows
from reader.tui.screens.sheet import Sheet, SheetRow

BROKEN = "!"
OFF = "–"


class ShownRule(NamedTuple):
    """A rule as it is listed."""

    kept: KeptRule
    found: int = 0
    """How many of the articles that came last it finds."""
    looked_at: int = 0
    """How many it was asked about; 0 if it could not be."""


class RuleActs(Protocol):
    """Who does what the list wants; what came of it is shown in the list."""

    def edit(self, rule: Rule | None) -> None:
        """Change a rule; None: write a new one."""

    def show_trial(self, rule: Rule) -> None:
        """Show what a rule would have done."""

    def turn(self, rule: Rule) -> None:
        """Turn a rule off, or on again."""

    def move(self, rule: Rule, steps: int) -> None:
        """Let a rule be followed later, or earlier."""

    def remove(self, rule: Rule) -> None:
        """Remove a rule."""

    def step(self, *, is_redo: bool) -> None:
        """Undo the last change, or redo it."""


class RulesSheet(Sheet[None]):
    """A row a rule; a second line says what it looks for and does."""

    title_text = "Rules for new articles"
    left_width = 2
    note_rows = 2
    has_quiet_right = True
    hints = (
        ("accept", "change"),
        ("rule_new", "new"),
        ("rule_try", "try"),
        ("rule_turn", "on, off"),
        ("rule_down", "later"),
        ("cancel", "leave"),
    )

    def __init__(self, keymap: KeyMap, rules: Sequence[ShownRule], feeds: Mapping[str, Feed], acts: RuleActs) -> None:
        super().__init__(keymap)
        self._rules = tuple(rules)
        self._feeds = feeds
        self._acts = acts
        self.empty_text = (
            "No rules yet. A rule tags, stars, archives or hides what a search finds among new articles, as they come: "
            f"{key_of(keymap, 'rule_new')} writes one."
        )

    @property
    def mode(self) -> Mode:
        """Letters do something to the rule under the bar."""
        return Mode.RULES

    def make_rows(self) -> Sequence[SheetRow]:
        """Every rule in its order, what is off muted."""
        return [self._row(shown) for shown in self._rules]

    def _row(self, shown: ShownRule) -> SheetRow:
        rule, problem = shown.kept
        right = "off" if rule.is_off else found_words(shown.found, shown.looked_at)
        words = f"It does nothing: {problem}." if problem else rule_words(rule, self._feeds)
        return SheetRow(
            text=rule.name,
            left=BROKEN if problem else OFF if rule.is_off else "",
            right=right,
            note=words,
            is_quiet=rule.is_off,
        )

    def show(self, rules: Sequence[ShownRule], feeds: Mapping[str, Feed], name: str = "") -> None:
        """Show the rules as they are now, the bar at the one of that name, else where it was."""
        here = name or (rule.name if (rule := self._rule()) is not None else "")
        at = self.at
        self._rules, self._feeds = tuple(rules), feeds
        names = [shown.kept.rule.name for shown in rules]
        self.reload(names.index(here) if here in names else min(at, max(0, len(names) - 1)))

    def _rule(self) -> Rule | None:
        return self._rules[self.at].kept.rule if 0 <= self.at < len(self._rules) else None

    # -- actions ----------------------------------------------------------------------------------------------------
    def choose(self, index: int) -> None:
        """Change the rule."""
        if (rule := self._rule()) is not None:
            self._acts.edit(rule)

    def do_rule_new(self, count: int, argument: str) -> None:
        """Write a rule."""
        self._acts.edit(None)

    def do_rule_try(self, count: int, argument: str) -> None:
        """Show what it would have done."""
        if (rule := self._rule()) is not None:
            self._acts.show_trial(rule)

    def do_rule_turn(self, count: int, argument: str) -> None:
        """Turn it off, or on again."""
        if (rule := self._rule()) is not None:
            self._acts.turn(rule)

    def do_rule_down(self, count: int, argument: str) -> None:
        """Follow it later."""
        self._shift(max(1, count))

    def do_rule_up(self, count: int, argument: str) -> None:
        """Follow it earlier."""
        self._shift(-max(1, count))

    def _shift(self, steps: int) -> None:
        rule = self._rule()
        if rule is not None and 0 <= self.at + (1 if steps > 0 else -1) < len(self._rules):
            self._acts.move(rule, steps)

    def do_rule_remove(self, count: int, argument: str) -> None:
        """Remove it."""
        if (rule := self._rule()) is not None:
            self._acts.remove(rule)

    def do_rule_undo(self, count: int, argument: str) -> None:
        """Undo the last change."""
        self._acts.step(is_redo=False)

    def do_rule_redo(self, count: int, argument: str) -> None:
        """Redo what was undone."""
        self._acts.step(is_redo=True)

    def do_rule_page_down(self, count: int, argument: str) -> None:
        """Move down a page."""
        self.do_choice_page_down(count, argument)

    def do_rule_page_up(self, count: int, argument: str) -> None:
        """Move up a page."""
        self.do_choice_page_up(count, argument)


class TrialSheet(PlaceSheet[str]):
    """The articles that a rule would have found; answers with the id of one to open."""

    hints = (("accept", "open"), ("filter_choices", "filter"), ("cancel", "leave"))
    text_rows = 2

    def __init__(self, keymap: KeyMap, trial: RuleTrial, now: datetime) -> None:
        super().__init__(keymap)
        self._trial = trial
        self._now = now
        rule = trial.rule
        self.title_text = f"“{rule.name}” on the last {trial.looked_at:,} articles"
        self.empty_text = (
            "It would have found none of them."
            if trial.looked_at
            else "No article has come by these feeds yet: then this shows which the rule would find."
        )

    def all_rows(self) -> Sequence[PlaceRow]:
        """What would be otherwise first, then what is so already, each under its heading."""
        changed = [index for index, tried in enumerate(self._trial.rows) if not tried.is_so_already]
        others = [index for index, tried in enumerate(self._trial.rows) if tried.is_so_already]
        made: list[PlaceRow] = []
        does = ", ".join(effects(self._trial.rule))
        for title, group in ((f"Would be {does}", changed), ("Are so already", others)):
            if group:
                made += [heading(title, f"{len(group):,}"), *place_rows(self._row, group)]
        return made

    def first_row(self) -> int:
        """Begin at the first article."""
        return next((place.entry for place in self.all_rows() if place.entry >= 0), 0)

    def _row(self, index: int) -> SheetRow:
        tried = self._trial.rows[index]
        record = tried.row.record
        return SheetRow(
            text=record.title,
            right=age(record.added, self._now),
            note=record.site or record.url,
            is_quiet=tried.is_so_already,
        )

    def chosen(self, index: int) -> None:
        """Open an article."""
        self.dismiss(self._trial.rows[index].row.record.id)
