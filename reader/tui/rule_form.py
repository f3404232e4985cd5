"""The fields of a rule as they are written on the screen, and the words in which it is listed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reader.library.news.rule_forms import feed_words
from reader.library.news.ruling import effects
from reader.library.query_language import fault_of
from reader.library.tagging import clean_tags
from reader.model.feed import Feed, Rule, RuleAction
from reader.model.search_text import fold
from reader.model.text import clean_line
from reader.tui.feed_form import Field
from reader.tui.lines import told

_YES = "yes"
_ALWAYS = (
    (RuleAction.STAR, "Star it"),
    (RuleAction.READ, "Mark as read"),
    (RuleAction.ARCHIVE, "Archive it"),
    (RuleAction.KEEP, "Into the inbox"),
    (RuleAction.HIDE, "Hide it"),
    (RuleAction.NOTIFY, "Tell me"),
)
"""What a rule may do beside giving tags, in the order of the form."""


class FeedNames(NamedTuple):
    """What the feeds and folders are called that a rule may be for."""

    feeds: tuple[Feed, ...] = ()
    folders: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    """Ids of feeds that are no longer subscribed to, which a rule still names."""

    @classmethod
    def of(cls, rule: Rule, feeds: Sequence[Feed], folders: Sequence[str]) -> "FeedNames":
        """Return the names among which those of a rule are written."""
        known = {*(feed.id for feed in feeds), *folders}
        return cls(tuple(feeds), tuple(folders), tuple(one for one in rule.feeds if one not in known))

    def meant(self, word: str) -> str:
        """Return the id of the feed, or the folder, that a word means, "" if none.

        It is a whole name, else the beginning of one, else a part of one.
        """
        wanted = fold(word)
        named = [(feed.id, fold(feed.shown_name)) for feed in self.feeds]
        named += [(one, fold(one)) for one in (*self.folders, *self.given_up)]
        whole = (one for one, name in named if name == wanted)
        begun = (one for one, name in named if name.startswith(wanted))
        within = (one for one, name in named if wanted in name)
        return next(whole, "") or next(begun, "") or next(within, "")

    def fault(self, text: str) -> str:
        """Return which name no feed and no folder has."""
        unknown = next((word for word in _words(text) if not self.meant(word)), "")
        return f"No feed and no folder is called “{unknown}”." if unknown else ""


def fields_of_rule(names: FeedNames) -> tuple[Field, ...]:
    """Return the fields of a rule."""
    return (
        Field(id="name", label="Name", usual="a word or two", check=_name_fault),
        Field(
            id="query", label="Looks for", usual="everything; else as in a search: ferry OR ship", check=_query_fault
        ),
        Field(
            id="feeds",
            label="In",
            usual="all feeds",
            offers=(*(feed.shown_name for feed in names.feeds), *names.folders),
            check=names.fault,
        ),
        Field(id="tags", label="Tag it", usual="with nothing"),
        *(
            Field(id=action.value, label=label, usual="no", choices=(("", ""), (_YES, _YES)))
            for action, label in _ALWAYS
        ),
    )


def _name_fault(text: str) -> str:
    return "" if text.strip() else "A rule needs a name: a word or two."


def _query_fault(text: str) -> str:
    error = fault_of(text)
    return told(f"{error.message[:1].upper()}{error.message[1:]}", error.hint) if error is not None else ""


def values_of_rule(rule: Rule, feeds: Mapping[str, Feed]) -> dict[str, str]:
    """Return what is written in the fields of a rule, by their ids."""
    return {
        "name": rule.name,
        "query": rule.query,
        "feeds": feed_words(rule, feeds),
        "tags": ", ".join(rule.tags),
        **{action.value: _YES if action in rule.actions else "" for action, _ in _ALWAYS},
    }


def rule_of(values: Mapping[str, str], before: Rule, names: FeedNames) -> Rule:
    """Return the rule that is written in the fields; what is no field of them stays as `before`."""
    tags = clean_tags(_words(values["tags"]))
    actions = tuple(action for action in RuleAction if values.get(action.value) or (action is RuleAction.TAG and tags))
    feeds = tuple(meant for word in _words(values["feeds"]) if (meant := names.meant(word)))
    name, query = clean_line(values["name"]).strip(), clean_line(values["query"]).strip()
    return replace(before, name=name, query=query, tags=tags, actions=actions, feeds=feeds)


def found_words(found: int, looked_at: int) -> str:
    """Return how many of the articles that came last a rule finds; "" if none has come."""
    return f"{found:,} of the last {looked_at:,}" if looked_at else ""


def rule_words(rule: Rule, feeds: Mapping[str, Feed]) -> str:
    """Return what a rule looks for and what it does, on one line."""
    of = feed_words(rule, feeds)
    looks = " in ".join(part for part in (rule.query or "everything", of) if part)
    return f"{looks} → {', '.join(effects(rule))}"


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := clean_line(part).strip())]
