"""`library.toml`: what belongs to a library and travels with it, in a file that people edit by hand.

The words for the five colours, the searches that the reader gave a name, feeds and rules (`feed_tables`). Keys that this
program does not know, comments and order are kept when it is written.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.model.annotation import Colour
from reader.model.errors import ConfigError, StoreError
from reader.model.patterns import compile_late
from reader.model.text import clean_line, tame_line
from reader.model.values import dataclass
from reader.store.atomic import ChangedMeanwhileError, FileStamp, stamp_of, write_durably
from reader.store.locks import SETTINGS_LOCK
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain_text

if TYPE_CHECKING:  # comes with the first change, and with the first feed
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    from reader.model.feed import Feed, Rule

_COLOURS = "colours"
_SEARCHES = "searches"

TABLES = (_COLOURS, _SEARCHES, "feeds", "rules")
"""The tables of the file that this program knows; others are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySettings:
    """The settings of one library."""

    colours: Mapping[Colour, str] = field(default_factory=dict)
    """What the reader means by each colour; a colour without a word is not here."""
    searches: Mapping[str, str] = field(default_factory=dict)
    """The query of every saved search by its name, in the reader's order."""
    feeds: "Mapping[str, Feed]" = field(default_factory=dict)
    """Every subscription by its id, in the order of the file."""
    rules: "Mapping[str, Rule]" = field(default_factory=dict)
    """Every rule for news by its name, in the order in which they are applied."""


def load_library_settings(places: LibraryPlaces) -> LibrarySettings:
    """Return the library's settings, the defaults if it has none. Raises ConfigError naming file and line, StoreError."""
    text = _read(places)
    if not text:
        return LibrarySettings()
    import tomllib  # most libraries have no such file, and reading one must not cost them

    from reader.model.toml_text import read_toml

    path = places.settings_file
    try:
        document = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    feeds: Mapping[str, Feed] = {}
    rules: Mapping[str, Rule] = {}
    if "feeds" in document or "rules" in document:
        from reader.store.feed_tables import TableError, feeds_of, rules_of

        try:
            feeds, rules = feeds_of(path, document.get("feeds", {})), rules_of(path, document.get("rules", {}))
        except TableError as error:
            raise error.in_text(text) from error
    return LibrarySettings(
        colours=_colours(path, document),
        searches=_texts(path, document, _SEARCHES, "a table of names and queries", "the search {!r}"),
        feeds=feeds,
        rules=rules,
    )


_FEED_TABLE = compile_late(r"^\[(?:feeds|rules)\.[^\n]*(?:\n(?!\[)[^\n]*)*", re.MULTILINE)
"""A table of a feed or a rule, up to the next line that begins with a bracket."""


class SettingsFile:
    """The settings of one library as they are now: `library.toml` is read again only if it has changed."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places
        self._read: tuple[tuple[int, int, int], LibrarySettings] | None = None
        self._colours: tuple[tuple[int, int, int], Mapping[Colour, str]] | None = None

    def load(self) -> LibrarySettings:
        """Return the settings. Raises as `load_library_settings` does."""
        stamp = self._stamp()
        known = self._read
        if known is None or known[0] != stamp:
            known = self._read = (stamp, load_library_settings(self._places))
        return known[1]

    def colours(self) -> Mapping[Colour, str]:
        """Return the words for colours, as `load_or_last` has them.

        The first frame of an article wants them and nothing else of the file: where that has 500 feeds they are a twentieth of
        it. So feeds and rules are left out of what is read for them, where that is sure to change nothing.
        """
        stamp = self._stamp()
        for known in (self._read and (self._read[0], self._read[1].colours), self._colours):
            if known and known[0] == stamp:
                return known[1]
        with suppress(ConfigError, StoreError, ValueError):  # told by whoever reads all of it
            text = _read(self._places)
            rest = _FEED_TABLE.sub("", text)
            if rest != text and '"""' not in text and "'''" not in text:
                from reader.model.toml_text import read_toml

                self._colours = (stamp, _colours(self._places.settings_file, read_toml(rest)))
                return self._colours[1]
        return self.load_or_last().colours

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = self._places.settings_file.stat()
        except OSError:
            return 0, 0, 0
        return found.st_ino, found.st_mtime_ns, found.st_size

    def load_or_last(self) -> LibrarySettings:
        """Return the settings; if the file cannot be understood, those before, else none, and the mistake is told in `problems`.

        For what must go on while somebody edits the file.
        """
        try:
            return self.load()
        except (ConfigError, StoreError) as error:
            self._places.problems.tell(str(error))
            return self._read[1] if self._read is not None else LibrarySettings()


def save_colours(places: LibraryPlaces, meanings: Mapping[Colour, str]) -> None:
    """Give the colours these words, and the others none; everything else in the file stays. Raises ConfigError, StoreError."""
    change_colours(places, lambda words: {colour.value: meanings.get(colour) for colour in Colour})


def change_colours(
    places: LibraryPlaces, change: Callable[[Mapping[str, str]], Mapping[str, str | None]]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give colours the words that `change` makes of those they have, None for none; return how they were and how they are.

    What `change` does not name stays, and so does everything else in the file. What another window does at the same time waits
    for its turn. Raises ConfigError, StoreError, and what `change` raises: the file is then what it was.
    """
    with places.locks.hold(SETTINGS_LOCK):
        stamp = stamp_of(places.settings_file)
        before = {colour.value: word for colour, word in load_library_settings(places).colours.items()}
        changed = {name: word for name, word in change(before).items() if before.get(name) != word}
        if changed:
            change_settings(places, lambda document: _lay(table_of(document, _COLOURS), changed), stamp)
        words = {**before, **changed}
        return before, {name: word for name, word in words.items() if word is not None}


def change_searches(
    places: LibraryPlaces, change: Callable[[Mapping[str, str]], Mapping[str, str]]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Replace the saved searches by what `change` makes of them, in its order; return how they were and how they are.

    What another window does at the same time waits for its turn. Raises ConfigError, StoreError, and what `change` raises:
    the file is then what it was.
    """
    with places.locks.hold(SETTINGS_LOCK):
        stamp = stamp_of(places.settings_file)
        before = dict(load_library_settings(places).searches)
        after = dict(change(before))
        if list(after.items()) != list(before.items()):
            change_settings(places, lambda document: _order(table_of(document, _SEARCHES), after), stamp)
        return before, after


def change_settings(
    places: LibraryPlaces,
    change: "Callable[[TOMLDocument], None]",
    expected: FileStamp | None = None,
    prepare: Callable[[str], str] = str,
) -> None:
    """Change the file; `expected` is the stamp of what the change was made from, if that was read before. `prepare` gets its text
    before that is parsed, and returns what is to be parsed.

    Raises ConfigError for a file that cannot be understood, StoreError.
    """
    from tomllib import TOMLDecodeError

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from reader.model.toml_text import MESSAGE, check_keys
    from reader.store.table_order import gathered

    with places.locks.hold(SETTINGS_LOCK):
        path = places.settings_file
        stamp = expected or stamp_of(path)
        text = _read(places)
        try:
            prepared = prepare(text)
            check_keys(prepared)
            document = tomlkit.parse(gathered(prepared))
            change(document)
            data = tomlkit.dumps(document)
        except (TOMLKitError, TOMLDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
        except RecursionError as error:
            raise ConfigError(f"{path}: {MESSAGE}") from error
        if data != text:
            try:
                write_durably(path, data.encode("utf-8"), previous=places.previous_file(path), expected=stamp)
            except ChangedMeanwhileError:
                raise StoreError(f"{path} is being written by another program", "Try again.") from None
            places.changes.note_path(path)


def table_of(document: "TOMLDocument", name: str, *, is_super: bool = False) -> "Table":
    """Return a table of the file, made at its end if it is not there; one `is_super` that holds nothing but tables."""
    import tomlkit
    from tomlkit.items import Table

    if name not in document:
        document[name] = tomlkit.table(is_super)
    table = document[name]
    if not isinstance(table, Table):
        raise ConfigError(f"library.toml: [{name}] must be a table")
    return table


def _lay(table: "Table", values: Mapping[str, str | None]) -> None:
    """Set the values in a table, take out what is None, and leave everything else."""
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        elif table.get(name) != value:
            table[name] = value


def _order(table: "Table", values: Mapping[str, str]) -> None:
    """Let a table hold `values` and nothing else, in their order; the comments behind those that stay, stay with them."""
    _lay(table, {**dict.fromkeys(list(table)), **values})
    order_tables(table, list(values))


def order_tables(table: "Table", names: Sequence[str]) -> None:
    """Put what stands in a table, all of it in `names`, in their order; comments stay with what they belong to."""
    misplaced = list(names)
    for name in table:
        if misplaced and name == misplaced[0]:
            del misplaced[0]
    for name in misplaced:  # what stands right already is not touched
        item = table.item(name)
        table.remove(name)
        table.append(name, item)


def _colours(path: Path, document: Mapping[str, Any]) -> dict[Colour, str]:
    meanings = _texts(path, document, _COLOURS, "a table of colours and words", "the meaning of colours.{}")
    return {Colour(name): clean_line(meaning) for name, meaning in meanings.items() if name in set(Colour)}


def _texts(path: Path, document: Mapping[str, Any], name: str, what: str, subject: str) -> dict[str, str]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [{name}] must be {what}")
    for key, value in table.items():
        if not isinstance(value, str):
            raise ConfigError(f"{path}: {subject.format(tame_line(key))} must be a text")
    return {tame_line(key): tame_line(value) for key, value in table.items()}


def _read(places: LibraryPlaces) -> str:
    try:
        text = read_plain_text(places.settings_file)
        if "<<<<<<<" in text:  # git has left both sides of a merge
            from reader.store.settings_merge import without_git_marks

            text = without_git_marks(text)
        return text
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{places.settings_file} is not UTF-8") from error
    except ValueError as error:
        raise ConfigError(f"{places.settings_file}: {error}") from error
    except OSError as error:
        raise StoreError(f"{places.settings_file} cannot be read: {error.strerror or error}") from error
