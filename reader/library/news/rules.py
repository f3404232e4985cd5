"""Rules for new articles of feeds, as they are kept: in `library.toml`, in the reader's order, each with a way back.

What they do is in `ruling`. One that cannot be understood any more stays and says why; it holds up nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from reader.library.history import History, Operation
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.model.errors import ConfigError, NotFoundError, ReaderError, UsageError
from reader.model.feed import Rule, RuleAction
from reader.model.text import clean_line
from reader.store.feed_settings import change_rules
from reader.store.feed_tables import rule_from_table, rule_to_table
from reader.store.places import LibraryPlaces

MOST_NAME_LETTERS = 60
MOST_QUERY_LETTERS = 1_000
MOST_RULES = 200
"""More than anybody has an eye on; each is asked about every new article."""


class KeptRule(NamedTuple):
    """A rule, and what is wrong with it."""

    rule: Rule
    problem: str = ""
    """Why it does nothing, in words; "" if it works."""


class Rules:
    """The rules of one library."""

    def __init__(self, stores: Stores, history: History, check: Callable[[str], object]) -> None:
        """`check` parses a query and raises QueryError where it cannot."""
        self._stores = stores
        self._history = history
        self._check = check

    def all(self) -> tuple[KeptRule, ...]:
        """Return the rules in their order. Raises ConfigError."""
        rules = map(_with_clean_name, self._stores.settings.load().rules.values())
        return tuple(KeptRule(rule, self._problem(rule)) for rule in rules)

    def rule(self, name: str) -> Rule:
        """Return the rule of a name, whatever its case. Raises NotFoundError, ConfigError."""
        rules = self._stores.settings.load().rules
        return _with_clean_name(rules[_kept_name(rules, name)])

    def save(self, rule: Rule, *, instead_of: str = "") -> Rule:
        """Keep a rule in the place of the one called `instead_of`, else of its name, else as the last; return it as it is kept.

        Raises QueryError if its query cannot be understood, UsageError if it would do nothing, or its name is empty or taken,
        NotFoundError if there is no rule to replace.
        """
        kept = self.checked(rule)

        def put(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
            old = _kept_name(rules, instead_of) if instead_of else _alike(rules, kept.name)
            if any(_same(name, kept.name) for name in rules if name != old):
                raise UsageError(f"there is a rule {kept.name!r} already", "choose another name")
            if old is None:
                if len(rules) >= MOST_RULES:
                    raise UsageError(
                        f"there are {MOST_RULES} rules already", "one query can ask for many things: a OR b"
                    )
                return {**rules, kept.name: kept}
            return {kept.name if name == old else name: kept if name == old else one for name, one in rules.items()}

        self._change(put, f"rule “{kept.name}”")
        return kept

    def remove(self, name: str) -> None:
        """Forget a rule; what it did stays. Raises NotFoundError."""

        def take_out(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
            old = _kept_name(rules, name)
            return {known: rule for known, rule in rules.items() if known != old}

        self._change(take_out, f"removal of the rule “{clean_line(name, 40)}”")

    def set_off(self, name: str, is_off: bool) -> None:
        """Turn a rule off, or on again. Raises NotFoundError."""

        def turn(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
            old = _kept_name(rules, name)
            return {**rules, old: replace(rules[old], is_off=is_off)}

        self._change(turn, f"rule “{clean_line(name, 40)}” turned {'off' if is_off else 'on'}")

    def move(self, name: str, steps: int) -> None:
        """Let a rule be followed so many places later, earlier if `steps` is negative. Raises NotFoundError."""

        def put(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
            old = _kept_name(rules, name)
            names = list(rules)
            at = names.index(old)
            names.insert(max(0, min(len(names) - 1, at + steps)), names.pop(at))
            return {one: rules[one] for one in names}

        self._change(put, f"order of the rule “{clean_line(name, 40)}”")

    def checked(self, rule: Rule) -> Rule:
        """Return a rule as it is kept: cleaned, each action once. Raises QueryError, UsageError."""
        name = _clean(rule.name)
        query = clean_line(rule.query, MOST_QUERY_LETTERS).strip()
        tags = clean_tags(rule.tags)
        actions = {*rule.actions} - {RuleAction.TAG} | ({RuleAction.TAG} if tags else set())
        if not name:
            raise UsageError("a rule needs a name", "a word or two")
        if not actions:
            raise UsageError(
                f"the rule {name!r} would do nothing", "tag:NAME, star, archive, read, hide, keep or notify"
            )
        if RuleAction.HIDE in actions and RuleAction.KEEP in actions:
            raise UsageError(
                f"the rule {name!r} would hide what it keeps", "what is kept stands in the inbox: choose one"
            )
        if query:
            self._check(query)
        elif not rule.feeds:
            raise UsageError(
                f"the rule {name!r} would do it to every new article", "write what it looks for, or name a feed"
            )
        ordered = tuple(action for action in RuleAction if action in actions)
        return replace(rule, name=name, query=query, tags=tags, actions=ordered, feeds=tuple(dict.fromkeys(rule.feeds)))

    def _problem(self, rule: Rule) -> str:
        try:
            self.checked(rule)
        except ReaderError as error:
            return error.message
        return ""

    def _change(self, change: Callable[[Mapping[str, Rule]], Mapping[str, Rule]], label: str) -> None:
        before, after = change_rules(self._stores.places, change)
        if list(before.items()) != list(after.items()):
            self._history.record(label, [put_rules(after, before)], [put_rules(before, after)])


def put_rules(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> Operation:
    """Return the operation that does to the rules what made `after` out of `before`.

    Rules that another window or machine wrote meanwhile stay.
    """
    changed = {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}
    tables = {name: rule_to_table(rule) if rule else None for name, rule in changed.items()}
    return {"do": "rules", "changed": tables, "order": list(after)}


def carry_out_rules(places: LibraryPlaces, changed: Mapping[str, Any], order: Sequence[str]) -> str:
    """Write what an operation of `put_rules` says; return what of it could not be, in words."""
    problems: list[str] = []

    def put(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
        wanted = dict(rules)
        for name, table in changed.items():
            if table is None:
                wanted.pop(name, None)
                continue
            try:
                wanted[name] = rule_from_table(name, table)
            except ConfigError as error:  # only if the log was written over by hand
                problems.append(error.message)
        names = [name for name in order if name in wanted]
        return {name: wanted[name] for name in (*names, *(name for name in wanted if name not in names))}

    change_rules(places, put)
    return "; ".join(problems)


def _clean(name: str) -> str:
    """Return a name as it is shown: another machine's hand may have written it."""
    return clean_line(name, MOST_NAME_LETTERS).strip()


def _with_clean_name(rule: Rule) -> Rule:
    return replace(rule, name=_clean(rule.name))


def _same(name: str, other: str) -> bool:
    return _clean(name).casefold() == _clean(other).casefold()


def _alike(rules: Mapping[str, Rule], name: str) -> str | None:
    """Return the name of the rule that is called so but for case, None if none is."""
    return next((known for known in rules if _same(known, name)), None)


def _kept_name(rules: Mapping[str, Rule], name: str) -> str:
    wanted = _clean(name)
    found = wanted if wanted in rules else _alike(rules, wanted)
    if found is None:
        raise NotFoundError(f"no rule is called {wanted!r}", "`pressmark feeds rules` lists them")
    return found
