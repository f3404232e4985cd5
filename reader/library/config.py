"""The user's settings. The classes are the documentation: each field is a key of `config.toml` with its default.

theme = "night"
measure = 68
[keys]
highlight = ["H", "M"]
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.library.listing import BENCH_GROUPS, BENCH_ORDERS, GROUPS, SORTS
from reader.model.annotation import Colour
from reader.model.errors import ConfigError

CONFIG_NAME = "config.toml"
MOST_BYTES = 4 * 1024 * 1024
"""No hand writes as many settings."""
MEASURE_RANGE = (40, 100)
SPEED_RANGE = (60, 1_000)
"""Words a minute: reading aloud to a child, and skimming."""

MOST_REFRESH_DAYS = 3_650
WHOLE_NUMBERS = {
    "refresh_days": (0, MOST_REFRESH_DAYS, "days from 0 (never)"),
    "sync_minutes": (0, 10_080, "minutes from 0 (never)"),
    "feed_keep_days": (0, 36_500, "days from 0 (for ever)"),
    "feed_keep_most": (0, 1_000_000, "articles from 0 (all)"),
    "picture_budget_mb": (0, 1_000_000, "megabytes from 0 (none)"),
}
"""The least, the most, and in words what is counted from where."""
DEADLINE_RANGE = (1.0, 300.0)
WORDS = {
    "hyphenate": ("auto", "on", "off"),
    "paragraphs": ("spaced", "indented"),
    "bidi": ("auto", "terminal", "here", "words"),
    "pictures": ("auto", "pixels", "cells", "none"),
    "sort": SORTS,
    "group": GROUPS,
    "news_sort": SORTS,
    "news_group": GROUPS,
    "bench_sort": BENCH_ORDERS,
    "bench_group": BENCH_GROUPS,
    "notify": ("screen", "bell", "terminal"),
    "feed_pages": ("always", "open", "never"),
}
"""Settings that are one of a few words."""


class Config(NamedTuple):
    """Settings of one user on one machine."""

    theme: str = "auto"
    """A theme's name, or `auto`: light or dark as the terminal is."""
    measure: int = 66
    """Width of the text in cells, 40 to 100."""
    justify: bool = False
    """Whether lines end at the right edge."""
    hyphenate: str = "auto"
    """Whether words are divided at the end of lines: `on`, `off`, or `auto`: where lines end at the right edge."""
    focus: bool = False
    """Whether all but the paragraph that is read step back."""
    ruler: bool = False
    """Whether a ruler lies under the row that is read."""
    words_per_minute: int = 238
    """How fast you read English, 60 to 1000: for the minutes of the open article, and for text that moves by itself. The same
    content takes about the same time in other languages."""
    paragraphs: str = "spaced"
    """What parts paragraphs: `spaced`, a blank line; `indented`, the indent of their first line."""
    sort: str = "added"
    """How lists are ordered, as after `sort:` in a query: `added`, `published`, `read`, `title`, `site`, `author`, `words`,
    `annotated` or `unread`; a minus before the first two or `words` turns it round."""
    group: str = "none"
    """What the articles of a list stand together by: `day`, `site`, `tag`, `author`, `year`, `feed` or `none`."""
    news_sort: str = "published"
    """How news is ordered, in the same words."""
    news_group: str = "none"
    """What news stands together by, in the same words."""
    preview: bool = False
    """Whether the beginning of the article under the bar stands beside a full list."""
    bench_sort: str = "newest"
    """How the workbench is ordered: `newest`, `oldest`, `changed`, `place` (as in the articles), `color` or `tag`."""
    bench_group: str = "article"
    """What marks and notes stand together by there: `article`, `color`, `tag`, `day`, `week`, `site` or `none`."""
    bench_preview: bool = True
    """Whether the mark under the bar stands there in full beside the list, where there is room."""
    open_folders: str = ""
    """Folders of the library that are open (`+tags`) or folded (`-searches`) where that is not usual, one on a line."""
    bidi: str = "auto"
    """Who puts right-to-left text in order: `terminal`; `here`, Pressmark; `words`: Pressmark, but for the letters of a word;
    `auto`: the terminal where it is known to do so.
    """
    images: bool = True
    """Whether pictures of articles that are kept are fetched."""
    pictures: str = "auto"
    """How pictures are shown: `auto`, as pixels where the terminal holds pictures and is on this machine, else as half cells;
    `pixels`, over ssh too; `cells`, always as half cells; `none`, words in their place."""
    fetch_deadline_seconds: float = 15.0
    """The most a page may take, from the look-up of its name to its last byte."""
    refresh_days: int = 0
    """After how many days an article is asked for again when it is opened; 0 for never."""
    sync_on_start: bool = False
    """Whether the feeds are asked for news when the reader is started."""
    sync_minutes: int = 0
    """Every how many minutes they are asked while it runs, as far as they are due; 0 for never."""
    notify: str = "screen"
    """How you are told at once of what a rule tells of: in the last row (`screen`), there and by the terminal's `bell`, or there
    and by a notice of the `terminal` beside its window."""
    feed_pages: str = "always"
    """When the pages of a feed's entries are fetched, where the feed has no setting of its own: `always`, as they come; `open`,
    when you open one; `never`, what the feed says is all."""
    feed_keep_days: int = 30
    """After so many days the articles of feeds go, unless you did something with them; 0 for never."""
    feed_keep_most: int = 1_000
    """Of more articles of one feed than this the oldest go, unless you did something with them; 0 for no limit."""
    feed_pictures: bool = True
    """Whether the pictures of articles that feeds bring are fetched with them (where `images` allows any)."""
    picture_budget_mb: int = 500
    """How much room pictures of news may take; the oldest go first, and with 0 none are fetched."""
    confirmed_hosts: tuple[str, ...] = ()
    """Hosts in private networks that pages, feeds and redirects may lead to."""
    cookies: Mapping[str, str] = MappingProxyType({})
    """A site to the file with its cookies, as browsers' extensions write it: `"hill.example" = "~/hill-cookies.txt"`. They go to
    that site and what is below it, and to nobody else; the file is only read, and has to be yours alone."""
    logins: Mapping[str, str] = MappingProxyType({})
    """A host to where its login is: `"feeds.hill.example" = "keyring"`, or `"$HILL_LOGIN"` in the environment; `user:password` or
    a token stands there. By https only, unless `http://` stands before the host."""
    stats: bool = True
    """Whether it is kept how long you read what, for your own statistics; it stays in your library."""
    first_frame: bool = True
    """Whether the next first frame is drawn beforehand, and shown before the program has started."""
    editor: str = ""
    """Command for long notes; else $VISUAL or $EDITOR."""
    browser: str = ""
    """Command for links, `%s` where the address goes (else at the end); else the system's browser."""
    colours: Mapping[str, str] = MappingProxyType({})
    """What a colour means to you, where the library does not say: `yellow = "claim"`."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Action id to the keys that replace its default ones; an empty list takes them away."""


def load_config(path: Path) -> Config:
    """Read `config.toml`; a missing file gives the defaults.

    Raises ConfigError naming the file, the line and what would be right, for all that is wrong at once. Nothing starts on half
    of its settings: whoever wrote them would look for the fault elsewhere. Whether actions and keys of `[keys]` exist is known
    to the screen alone, which looks at them when it starts; no other command needs them.
    """
    config, problem = examine_config(path)
    if problem is not None:
        raise problem
    return config


def examine_config(path: Path) -> tuple[Config, ConfigError | None]:
    """Return the settings that can be used, and what is wrong with the others. Raises ConfigError if there is no reading it."""
    from reader.store.plain_files import read_plain

    try:
        raw = read_plain(path, MOST_BYTES, may_be_null=True)
    except FileNotFoundError:
        return Config(), None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    import tomllib  # only users with a config file pay for it

    from reader.model.toml_text import read_toml

    text = ""
    try:
        text = raw.decode("utf-8-sig")
        table = read_toml(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path} line {line}: this is not UTF-8 text", "save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        from reader.library.config_problems import not_toml

        raise not_toml(path, text, error) from None
    problems: list[tuple[tuple[str, ...], ConfigError]] = []
    values: dict[str, Any] = dict(_checked(table, problems))
    if not problems:
        return Config(**values), None
    from reader.library.config_problems import Problem, at_lines

    return Config(**values), at_lines(path, [Problem(place, error.message, error.hint) for place, error in problems])


def _checked(
    table: Mapping[str, Any], problems: list[tuple[tuple[str, ...], ConfigError]]
) -> Iterator[tuple[str, object]]:
    """Yield the settings of a parsed file as `Config` holds them; what is wrong goes to `problems` with where it stands."""
    for name, value in table.items():
        if name not in Config._fields:
            problems.append(((name,), _unknown(name)))
            continue
        parts: list[tuple[tuple[str, ...], object]] = [((name,), value)]
        if name in ("colours", "keys", "cookies", "logins") and isinstance(value, Mapping) and value:
            parts = [((name, key), {key: inner}) for key, inner in value.items()]
        merged: dict[str, Any] = {}
        for place, part in parts:
            try:
                checked = checked_setting(name, part)
            except ConfigError as error:
                problems.append((place, error))
                continue
            if len(place) == 1:
                yield name, checked
            elif isinstance(checked, Mapping):
                merged |= checked
        if merged:
            yield name, merged


def _unknown(name: str) -> ConfigError:
    from reader.library.config_problems import nearest

    meant = nearest(name, Config._fields)
    hint = f"{meant} is one" if meant else f"the settings are {', '.join(sorted(Config._fields))}"
    return ConfigError(f"no setting is called {name!r}", hint)


def checked_setting(name: str, value: object) -> object:
    """Return the value of one setting as `Config` holds it; raises ConfigError saying what it must be."""

    def wrong(expected: str) -> ConfigError:
        return ConfigError(f"{name} must be {expected}")

    match name:
        case "theme" | "editor" | "browser" | "open_folders":
            if not isinstance(value, str):
                raise wrong("a text in quotes")
            return value
        case _ if isinstance(Config._field_defaults.get(name), bool):
            if not isinstance(value, bool):
                raise wrong("true or false")
            return value
        case _ if name in WORDS:
            words = WORDS[name]
            if value not in words:
                raise wrong(f"one of {', '.join(words)}")
            return value
        case "measure":
            low, high = MEASURE_RANGE
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise wrong(f"a whole number from {low} to {high}")
            return value
        case "words_per_minute":
            slowest, fastest = SPEED_RANGE
            if not isinstance(value, int) or isinstance(value, bool) or not slowest <= value <= fastest:
                raise wrong(f"a whole number from {slowest} to {fastest}")
            return value
        case _ if name in WHOLE_NUMBERS:
            low, high, counted = WHOLE_NUMBERS[name]
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise wrong(f"a whole number of {counted} to {high}")
            return value
        case "fetch_deadline_seconds":
            least, most = DEADLINE_RANGE
            if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
                raise wrong(f"a number of seconds from {least:g} to {most:g}")
            return float(value)
        case "confirmed_hosts":
            if not isinstance(value, list) or not all(isinstance(host, str) for host in value):
                raise wrong("a list of host names in quotes")
            return tuple(host.casefold() for host in value)
        case "cookies" | "logins":
            from reader.library.config_sites import checked_sites  # most users have none

            return checked_sites(name, value)
        case "colours":
            if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
                raise wrong('a table of colour = "meaning"')
            unknown = sorted(set(value) - set(Colour))
            if unknown:
                raise ConfigError(f"no colour is called {unknown[0]!r}", f"the colours are {', '.join(Colour)}")
            return dict(value)
        case _:
            return _checked_keys(value)


def _checked_keys(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigError('keys must be a table of action = "key"')
    keys: dict[str, tuple[str, ...]] = {}
    for action, given in value.items():
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(key, str) and key.strip() for key in listed):
            if action in Config._fields:
                raise ConfigError(f"{action} is no action", "as a setting it has to stand above the line [keys]")
            raise ConfigError(
                f"keys.{action} must be a key in quotes or a list of them", "an empty list takes its keys away: []"
            )
        keys[action] = tuple(listed)
    return keys
