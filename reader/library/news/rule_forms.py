"""Rules as people write them: `star, tag:sea` for what one does, and who it is for. Pure."""

from collections.abc import Iterable, Mapping

from reader.library.tagging import clean_tags
from reader.model.errors import UsageError
from reader.model.feed import Feed, Rule, RuleAction

TAG = f"{RuleAction.TAG.value}:"

ACTIONS_HINT = f"{TAG}NAME, " + ", ".join(action.value for action in RuleAction if action is not RuleAction.TAG)
"""What may be written for what a rule does."""


def read_actions(words: Iterable[str]) -> tuple[tuple[RuleAction, ...], tuple[str, ...]]:
    """Return the actions and tags that are written in words, each once, several in one with commas between them.

    Raises UsageError for a word that is none.
    """
    actions: dict[RuleAction, None] = {}
    tags: list[str] = []
    for word in (part.strip() for text in words for part in text.split(",")):
        if word.startswith((TAG, "#")):
            tag = clean_tags((word.removeprefix(TAG),))
            if not tag:
                raise UsageError(f"{word!r} names no tag", f"as in {TAG}politics")
            actions[RuleAction.TAG] = None
            tags += tag
        elif word in set(RuleAction) - {RuleAction.TAG}:
            actions[RuleAction(word)] = None
        elif word:
            raise UsageError(f"a rule cannot {word!r}", f"it can {ACTIONS_HINT}")
    return tuple(action for action in RuleAction if action in actions), tuple(dict.fromkeys(tags))


def written_actions(rule: Rule) -> tuple[str, ...]:
    """Return what a rule does as `read_actions` reads it."""
    does = [action.value for action in rule.actions if action is not RuleAction.TAG]
    return (*(f"{TAG}{tag}" for tag in rule.tags), *does)


def feed_words(rule: Rule, feeds: Mapping[str, Feed]) -> str:
    """Return whom a rule is for: the names of its feeds and folders, "" for all feeds."""
    return ", ".join(feeds[one].shown_name if one in feeds else one for one in rule.feeds)
