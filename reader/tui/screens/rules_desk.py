"""Rules on the screen: the list of them, writing one, and what becomes of what is wanted there. Comes with its key."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from reader.library.library import Library
from reader.library.news.ruling import RuleTrial
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.model.feed import Feed, Rule, RuleAction
from reader.tui.feed_words import Subscriptions
from reader.tui.rule_form import FeedNames, found_words, rule_of, values_of_rule
from reader.tui.screens.host import Host
from reader.tui.screens.rule_form_sheet import RuleFormSheet
from reader.tui.screens.rules_sheet import RulesSheet, ShownRule, TrialSheet

_NEW = Rule(name="", query="", actions=(RuleAction.STAR,))
"""What the form of a new rule begins with."""


class _Known(NamedTuple):
    """The rules and the feeds they may be for."""

    rules: tuple[ShownRule, ...] = ()
    feeds: tuple[Feed, ...] = ()

    @property
    def by_id(self) -> Mapping[str, Feed]:
        """The feeds by their ids."""
        return {feed.id: feed for feed in self.feeds}


class RulesDesk:
    """Does what the list of rules wants, and shows in it what came of it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._known = _Known()
        self._sheet: RulesSheet | None = None

    def show(self) -> None:
        """Show all rules."""
        self._look(self._host.hold_keys().until(self._open))

    def _look(self, then: Callable[[_Known], object]) -> None:
        session = self._host.session
        session.after_writes(lambda: session.lists.read("rules", _know, then, is_aside=True))

    def _open(self, known: _Known) -> None:
        host = self._host
        self._known = known
        self._sheet = RulesSheet(host.keymap, known.rules, known.by_id, self)
        host.show_sheet(self._sheet, lambda answer: None)

    def _show_again(self, name: str, known: _Known) -> None:
        self._known = known
        if self._sheet is not None and self._sheet.is_mounted:
            self._sheet.show(known.rules, known.by_id, name)

    # -- what the list wants (`RuleActs`) ---------------------------------------------------------------------------
    def edit(self, rule: Rule | None) -> None:
        """Ask for what a rule looks for and does."""
        self._ask(rule or _NEW, rule.name if rule is not None else "", "name" if rule is None else "query")

    def _ask(self, rule: Rule, old_name: str, first: str) -> None:
        host, known = self._host, self._known
        names = FeedNames.of(rule, known.feeds, Subscriptions(known.feeds).folders)
        title = f"The rule “{old_name}”" if old_name else "A new rule"
        values = values_of_rule(rule, known.by_id)

        def take(written: Mapping[str, str]) -> None:
            self._save(rule_of(written, rule, names), old_name)

        def count(written: Mapping[str, str]) -> None:
            draft = replace(rule_of(written, rule, names), name="x", actions=_NEW.actions)
            if draft.query or draft.feeds:
                ask = partial(Library.try_rule, rule=draft)
                host.session.lists.read("rule count", ask, tell, lambda error: sheet.show_count(""), is_aside=True)
            else:
                sheet.show_count("")

        def tell(trial: RuleTrial) -> None:
            if sheet.is_mounted:
                sheet.show_count(found_words(len(trial.rows), trial.looked_at))

        sheet = RuleFormSheet(host.keymap, title, names, values, count, first=first)
        host.show_sheet(sheet, take)

    def _save(self, rule: Rule, old_name: str) -> None:
        """Keep a rule, and show what it would have found; one that cannot be kept is written on, with what is wrong told."""
        session = self._host.session

        def write(library: Library) -> None:
            try:
                library.save_rule(rule, instead_of=old_name)
            except ReaderError:
                session.after_writes(partial(self._ask, rule, old_name, "query" if rule.name else "name"))
                raise

        session.write(f"the rule “{rule.name}” is kept: it is followed from the next article on", write)
        self._look(partial(self._show_again, rule.name))

    def show_trial(self, rule: Rule) -> None:
        """Show what a rule would have done."""
        session = self._host.session
        session.lists.read("trial", lambda library: library.try_rule(rule), self._open_trial, is_aside=True)

    def _open_trial(self, trial: RuleTrial) -> None:
        host = self._host
        host.show_sheet(TrialSheet(host.keymap, trial, utc_now()), self._open_article)

    def _open_article(self, article_id: str) -> None:
        if self._sheet is not None and self._sheet.is_mounted:
            self._sheet.leave()
        self._host.open(article_id)

    def turn(self, rule: Rule) -> None:
        """Turn a rule off, or on again."""
        is_off = not rule.is_off
        done = f"the rule “{rule.name}” is {'not followed any more' if is_off else 'followed again'}"
        self._change(done, lambda library: library.turn_rule(rule.name, is_off=is_off), rule.name)

    def move(self, rule: Rule, steps: int) -> None:
        """Let a rule be followed later, or earlier."""
        done = f"the rule “{rule.name}” is followed {'later' if steps > 0 else 'earlier'}"
        self._change(done, lambda library: library.move_rule(rule.name, steps), rule.name)

    def remove(self, rule: Rule) -> None:
        """Remove a rule."""
        self._change(f"the rule “{rule.name}” is removed", lambda library: library.remove_rule(rule.name))

    def step(self, *, is_redo: bool) -> None:
        """Undo the last change, or redo it."""
        self._host.perform("redo" if is_redo else "undo")
        self._look(partial(self._show_again, ""))

    def _change(self, done: str, change: Callable[[Library], object], name: str = "") -> None:
        self._host.session.write(done, change)
        self._look(partial(self._show_again, name))


def _know(library: Library) -> _Known:
    """Read the rules, with what each finds among the articles that came last."""
    rules = []
    for kept in library.rules():
        if kept.problem or kept.rule.is_off:
            rules.append(ShownRule(kept))
            continue
        trial = library.try_rule(kept.rule)
        rules.append(ShownRule(kept, len(trial.rows), trial.looked_at))
    return _Known(tuple(rules), library.feeds())
