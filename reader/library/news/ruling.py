"""What rules do: with new articles as they come, and, to be looked at beforehand, with those that came last.

Rules are followed from the first to the last, and each sees what those before it did. They are asked of the articles that are new
and of no others, in one question each. A rule that cannot be understood does nothing and is told; it holds up neither the other
rules nor the feeds. Nothing of it stands among the steps that can be undone: nobody pressed a key for it.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reader.library.indexing import Indexing
from reader.library.news.rules import KeptRule, Rules
from reader.library.searching import Searching
from reader.library.stores import Stores
from reader.library.subscriptions.naming import feeds_in_folders
from reader.model.errors import ReaderError
from reader.model.feed import Feed, Rule, RuleAction
from reader.model.kept import ListedArticle, ReadingState
from reader.model.query import Either, Flag, FlagName, Query
from reader.store.index.rows import Asked, Shelf

TRIED_ENTRIES = 500
"""So many of the articles that came last a rule is tried on: a few days of many feeds."""

log = logging.getLogger("pressmark")

_BATCH = 400
"""Articles that are named in one question."""


class RuleReport(NamedTuple):
    """What following the rules came to."""

    notices: tuple[str, ...] = ()
    """What the reader is to be told of at once, a line each."""
    problems: tuple[str, ...] = ()
    """Rules that could not be followed, and why."""
    changed: int = 0
    """Articles that are otherwise now."""


class TriedRow(NamedTuple):
    """An article that a rule finds."""

    row: ListedArticle
    does: tuple[str, ...]
    """What the rule would do with it, in words: "starred", "tagged #sea"."""
    is_so_already: bool = False
    """Whether it is as the rule would make it."""


class RuleTrial(NamedTuple):
    """What a rule would have done."""

    rule: Rule
    looked_at: int
    """How many articles it was asked about."""
    rows: tuple[TriedRow, ...] = ()
    """Those that it finds, the last one that came first."""

    @property
    def changed(self) -> int:
        """How many would be otherwise."""
        return sum(not row.is_so_already for row in self.rows)


class Ruling:
    """Follows the rules of one library."""

    def __init__(self, stores: Stores, indexing: Indexing, searching: Searching, rules: Rules) -> None:
        self._stores = stores
        self._indexing = indexing
        self._searching = searching
        self._rules = rules

    def apply(self, article_ids: Sequence[str]) -> RuleReport:
        """Follow all rules that are on for articles that have just come; the index has to know them, and knows what became of
        them when this returns. To be called within a turn. Never raises ReaderError: what goes wrong is told.
        """
        try:
            rules = [kept for kept in self._rules.all() if not kept.rule.is_off]
        except ReaderError as error:
            return RuleReport(problems=(str(error),))
        if not rules or not article_ids:
            return RuleReport()
        notices: list[str] = []
        problems: list[str] = []
        changed: set[str] = set()
        self._indexing.flush()
        docids = self._docids(article_ids)
        for kept in rules:
            try:
                self._follow(kept, docids, notices, changed)
            except ReaderError as error:
                log.warning("the rule %s was not followed: %s", kept.rule.name, error)
                problems.append(f"the rule “{kept.rule.name}” was not followed: {error.message}")
        return RuleReport(tuple(notices), tuple(problems), len(changed))

    def _follow(self, kept: KeptRule, docids: Sequence[int], notices: list[str], changed: set[str]) -> None:
        rule = kept.rule
        if kept.problem:
            raise ReaderError(kept.problem)
        is_changed = False
        for row in self._rows(self._found(rule, docids)):
            fields = wanted_fields(rule, row.state)
            if fields:
                self._stores.states.change(row.record.id, **fields)
                changed.add(row.record.id)
                is_changed = True
            if RuleAction.NOTIFY in rule.actions:
                site = f" ({row.record.site})" if row.record.site else ""
                notices.append(f"{rule.name}: {row.record.title}{site}")
        if is_changed:
            self._indexing.flush()  # the next rule sees it

    def try_rule(self, rule: Rule, most: int = TRIED_ENTRIES) -> RuleTrial:
        """Return what a rule, kept or not, on or off, would have done with the articles of feeds that came last.

        Raises QueryError, UsageError for a rule that could not be kept.
        """
        rule = self._rules.checked(rule)
        last = self._last(rule, most)
        rows = self._rows(self._found(rule, last))
        tried = (TriedRow(row, effects(rule), not wanted_fields(rule, row.state)) for row in rows)
        return RuleTrial(rule, len(last), tuple(tried))

    def _last(self, rule: Rule, most: int) -> Sequence[int]:
        came = Either(parts=(Flag(name=FlagName.IS_NEWS), Flag(name=FlagName.IS_KEPT)))
        asked = Asked(query=Query(condition=came), shelf=Shelf.SHOWN_OR_HIDDEN, feeds=self._feeds_of(rule))
        return self._indexing.answer(lambda index: index.article_docids(asked))[:most]

    def _found(self, rule: Rule, docids: Sequence[int]) -> list[int]:
        """Return those of the articles that a rule finds, in the order they are given in. Raises QueryError."""
        query = self._searching.parse(rule.query)
        found: set[int] = set()
        for start in range(0, len(docids), _BATCH):
            asked = Asked(
                query=Query(condition=query.condition),
                shelf=Shelf.SHOWN_OR_HIDDEN,
                feeds=self._feeds_of(rule),
                named_feeds=self._searching.feeds_for(query),
                among=tuple(docids[start : start + _BATCH]),
            )
            found.update(self._ask(asked))
        return [docid for docid in docids if docid in found]

    def _ask(self, asked: Asked) -> Sequence[int]:
        nothing: Sequence[int] = ()
        return self._indexing.glance(lambda index: index.article_docids(asked), nothing)

    def _docids(self, article_ids: Sequence[str]) -> list[int]:
        found = (self._searching.docid_of(article_id) for article_id in dict.fromkeys(article_ids))
        return [docid for docid in found if docid is not None]

    def _rows(self, docids: Sequence[int]) -> list[ListedArticle]:
        return [row for row in self._searching.rows(docids) if row is not None]

    def _feeds_of(self, rule: Rule) -> tuple[str, ...] | None:
        """Return the ids of the feeds that a rule is for, None for all; of a folder those in it now."""
        if not rule.feeds:
            return None
        feeds: Mapping[str, Feed] = self._stores.settings.load_or_last().feeds
        folders = feeds_in_folders(feeds.values())
        ids = (feed_id for one in rule.feeds for feed_id in (folders.get(one, (one,)) if one not in feeds else (one,)))
        return tuple(dict.fromkeys(ids))


def wanted_fields(rule: Rule, state: ReadingState) -> dict[str, Any]:
    """Return what of an article's state a rule changes; nothing if it is as the rule wants it."""
    wanted: dict[str, Any] = {}
    for action in rule.actions:
        match action:
            case RuleAction.STAR:
                wanted["is_starred"] = True
            case RuleAction.ARCHIVE:
                wanted["is_archived"] = True
            case RuleAction.READ:
                wanted["is_read"] = True
            case RuleAction.HIDE:
                wanted |= {"is_hidden": True, "is_kept": False}
            case RuleAction.KEEP:
                wanted |= {"is_kept": True, "is_hidden": False}
            case RuleAction.TAG | RuleAction.NOTIFY:
                pass
    changed = {name: value for name, value in wanted.items() if getattr(state, name) != value}
    if tags := tuple(tag for tag in rule.tags if tag not in state.tags):
        changed["add_tags"] = tags
    return changed


_EFFECTS = {
    RuleAction.STAR: "starred",
    RuleAction.ARCHIVE: "archived",
    RuleAction.READ: "marked as read",
    RuleAction.HIDE: "hidden",
    RuleAction.KEEP: "kept in the inbox",
    RuleAction.NOTIFY: "told at once",
}


def effects(rule: Rule) -> tuple[str, ...]:
    """Return what a rule does with an article, in words, in the order of `RuleAction`."""
    tags = " ".join(f"#{tag}" for tag in rule.tags)
    return tuple(f"tagged {tags}" if action is RuleAction.TAG else _EFFECTS[action] for action in rule.actions)
