"""Subscriptions and rules as the tables of `library.toml`, which people may write by hand too.

    [feeds.0123456789abcdef]            the feed's id; who writes one by hand may call it anything
    url = "https://example.org/feed.xml"
    title = "Example"
    folder = "Morning/Science"

    [rules."ferries first"]
    query = "title:ferr*"
    do = ["star", "tag:ferries"]

A table each, with what is set and nothing else, so that what two machines have changed comes together key by key. Every text is
cleaned when it is read: another machine's hand may have written it. No file is touched here.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reader.model.errors import ConfigError
from reader.model.feed import (
    FOLDER_SEPARATOR,
    Feed,
    FeedSettings,
    FetchPages,
    Rule,
    RuleAction,
    feed_id_of_url,
)
from reader.model.identity import is_article_id
from reader.model.text import clean_line, tame_line

MOST_NAME_LETTERS = 200
"""What a list could show of the name of a feed or a folder; servers send whole paragraphs."""
_MOST_TEXT_LETTERS = 8_192
"""An address has no more (`reader.fetch.addresses`), and a shortened one would lead elsewhere."""
MOST_FOLDERS = 8
"""So deep may folders be nested; deeper is a mistake of the program that wrote them."""

_TAG = f"{RuleAction.TAG}:"
_TEXTS = ("url", "title", "name", "folder", "home", "paused_because")
_FLAGS = {"is_paused": "paused", "is_typed": "typed"}
_NUMBERS = ("keep_days", "keep_most", "every_minutes")

RULE_KEYS = ("query", "do", "feeds", "off")
FEED_KEYS = (*_TEXTS, "added", *_FLAGS.values(), "pages", "pictures", *_NUMBERS)
"""The keys of a table that this program knows; others are left alone."""


def feed_to_table(feed: Feed) -> dict[str, Any]:
    """Return a subscription as its table: what is set and nothing else; `feed_from_table` gives back an equal one."""
    settings = feed.settings
    table: dict[str, Any] = {name: getattr(feed, name) for name in _TEXTS}
    table["added"] = feed.added.astimezone(UTC).replace(microsecond=0) if feed.added else None
    table |= {name: getattr(feed, field) or None for field, name in _FLAGS.items()}
    table["pages"] = settings.pages.value if settings.pages else None
    table["pictures"] = settings.with_pictures
    table |= {name: getattr(settings, name) for name in _NUMBERS}
    return {name: value for name, value in table.items() if value is not None and value != ""}


def feed_from_table(name: str, table: object, path: Path | str = "library.toml") -> Feed:
    """Return the subscription in the table `[feeds.NAME]`. Raises ConfigError, which names the file and the feed."""
    subject = f"{path}: the feed {name!r}"
    values = _table(subject, table)
    texts = {key: _text(subject, values, key) for key in _TEXTS}
    if not texts["url"].startswith(("http://", "https://")):
        raise ConfigError(f'{subject} needs an address: url = "https://…"')
    if "@" in texts["url"].partition("//")[2].partition("/")[0]:
        raise ConfigError(
            f"{subject}: there is a name or a password in its address, and this file travels: take it out"
        )
    pages = _text(subject, values, "pages")
    if pages and pages not in set(FetchPages):
        raise ConfigError(f"{subject}: pages must be one of {', '.join(FetchPages)}")
    return Feed(
        id=id_of_table(name, values),
        url=texts["url"],
        title=texts["title"][:MOST_NAME_LETTERS],
        name=texts["name"][:MOST_NAME_LETTERS],
        folder=clean_folder(texts["folder"]),
        home=texts["home"],
        added=_moment(subject, values.get("added")),
        is_paused=bool(_flag(subject, values, "paused")),
        paused_because=texts["paused_because"],
        is_typed=bool(_flag(subject, values, "typed")),
        settings=FeedSettings(
            pages=FetchPages(pages) if pages else None,
            with_pictures=_flag(subject, values, "pictures"),
            **{key: _number(subject, values, key) for key in _NUMBERS},
        ),
    )


def rule_to_table(rule: Rule) -> dict[str, Any]:
    """Return a rule as its table; `rule_from_table` gives back an equal one."""
    does = [action.value for action in rule.actions if action is not RuleAction.TAG]
    table = {
        "query": rule.query,
        "do": [*does, *(f"{_TAG}{tag}" for tag in rule.tags)],
        "feeds": list(rule.feeds),
        "off": rule.is_off,
    }
    return {name: value for name, value in table.items() if value}


def rule_from_table(name: str, table: object, path: Path | str = "library.toml") -> Rule:
    """Return the rule in the table `[rules.NAME]`. Raises ConfigError, which names the file and the rule.

    Whether its query can be understood is not looked at: that is told where it is used.
    """
    subject = f"{path}: the rule {tame_line(name)!r}"
    values = _table(subject, table)
    does = _texts(subject, values, "do")
    actions: dict[RuleAction, None] = {}
    tags: dict[str, None] = {}
    for one in does:
        if one.startswith(_TAG) and (tag := one.removeprefix(_TAG).lstrip("#").strip()):
            actions[RuleAction.TAG], tags[tag] = None, None
        elif one in set(RuleAction) - {RuleAction.TAG}:
            actions[RuleAction(one)] = None
        else:
            names = ", ".join(f"{action}:NAME" if action is RuleAction.TAG else action for action in RuleAction)
            raise ConfigError(f"{subject}: there is no action {one!r}; there are {names}")
    ordered = tuple(action for action in RuleAction if action in actions)
    return Rule(
        name=tame_line(name),
        query=_text(subject, values, "query"),
        actions=ordered,
        tags=tuple(tags),
        feeds=tuple(_texts(subject, values, "feeds")),
        is_off=bool(_flag(subject, values, "off")),
    )


def clean_folder(folder: str) -> str:
    """Return the path of a folder as it is kept: cleaned names with one separator between them, "" for none."""
    names = (clean_line(name, MOST_NAME_LETTERS).strip() for name in folder.split(FOLDER_SEPARATOR))
    return FOLDER_SEPARATOR.join([name for name in names if name][:MOST_FOLDERS])


class TableError(ConfigError):
    """One table of the file says what cannot be."""

    def __init__(self, error: ConfigError, group: str, name: str) -> None:
        super().__init__(error.message, error.hint)
        self._head = re.compile(
            rf"""^[ \t]*\[[ \t]*{group}[ \t]*\.[ \t]*(["']?){re.escape(name)}\1[ \t]*\]""", re.MULTILINE
        )

    def in_text(self, text: str) -> ConfigError:
        """Return the error with the line at which the table begins in the text of the file, where it has one of its own."""
        if (found := self._head.search(text)) is None:
            return self
        line = text.count("\n", 0, found.start()) + 1
        return ConfigError(f"{self.message} (in the table at line {line})", self.hint)


def feeds_of(path: Path, table: object) -> dict[str, Feed]:
    """Return the feeds in the table `[feeds]` by their ids. Raises ConfigError, a TableError if one of them is wrong."""
    found: dict[str, Feed] = {}
    for name, one in _table(f"{path}: [feeds]", table).items():
        try:
            feed = feed_from_table(name, one, path)
        except ConfigError as error:
            raise TableError(error, "feeds", name) from error
        found.setdefault(feed.id, feed)
    return found


def rules_of(path: Path, table: object) -> dict[str, Rule]:
    """Return the rules in the table `[rules]` by their names, in the order of the file. Raises as `feeds_of` does."""
    found: dict[str, Rule] = {}
    for name, one in _table(f"{path}: [rules]", table).items():
        try:
            found[tame_line(name)] = rule_from_table(name, one, path)
        except ConfigError as error:
            raise TableError(error, "rules", name) from error
    return found


# Values that people write.


def id_of_table(name: str, table: Any) -> str:
    """Return the id of the feed in the table `[feeds.NAME]`: its name, or if that is none, what its address makes."""
    if is_article_id(name):
        return name
    url = table.get("url") if isinstance(table, dict) else None
    return feed_id_of_url(str(url)) if url else name


def _table(subject: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{subject} must be a table")
    return value


def _text(subject: str, values: Mapping[str, Any], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise ConfigError(f"{subject}: {key} must be a text")
    return clean_line(value, _MOST_TEXT_LETTERS)


def _texts(subject: str, values: Mapping[str, Any], key: str) -> list[str]:
    value = values.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigError(f"{subject}: {key} must be a list of texts")
    return [cleaned for one in value if (cleaned := clean_line(one))]


def _flag(subject: str, values: Mapping[str, Any], key: str) -> bool | None:
    value = values.get(key)
    if value is not None and not isinstance(value, bool):
        raise ConfigError(f"{subject}: {key} must be true or false")
    return value


def _number(subject: str, values: Mapping[str, Any], key: str) -> int | None:
    value = values.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise ConfigError(f"{subject}: {key} must be a whole number, 0 or more")
    return value


def _moment(subject: str, value: object) -> datetime | None:
    match value:
        case None:
            return None
        case datetime():
            return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
        case date():
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        case _:
            raise ConfigError(f"{subject}: added must be a date, as 2026-03-14")
