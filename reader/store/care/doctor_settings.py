"""The doctor's look at `library.toml`, which people write by hand too: whether it can be used, and what in it means nothing."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from reader.model.errors import ReaderError, StoreError
from reader.model.text import clean_line
from reader.store.atomic import write_durably
from reader.store.care.findings import Round
from reader.store.feed_tables import FEED_KEYS, RULE_KEYS, id_of_table
from reader.store.git_marks import has_marks
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain_text
from reader.store.settings import TABLES, load_library_settings
from reader.store.settings_merge import without_git_marks

_MOST_LETTERS = 60
"""Of a key that somebody wrote."""


def examine_settings(looking: Round) -> None:
    """Look at whether the file can be used."""
    path = looking.places.settings_file
    if path.exists():
        looking.files += 1
        try:
            is_merging = has_marks(read_plain_text(path, "replace"))
        except OSError as error:
            looking.wrong(path, f"cannot be read: {error.strerror or error}")
            return
        if is_merging:
            act = partial(_without_marks, looking.places)
            looking.mend(path, "holds both sides of a git merge", "puts both sides together", act)
            return
        try:
            load_library_settings(looking.places)
        except ReaderError as error:
            what = error.message.removeprefix(f"{path}").removeprefix(": ").strip()
            looking.wrong(path, f"cannot be used: {what}; open it in an editor, or take it from a backup")


def _without_marks(places: LibraryPlaces) -> None:
    path = places.settings_file
    with places.locks.hold("settings"):
        try:
            merged = without_git_marks(read_plain_text(path))
        except ValueError as error:
            raise StoreError("one of the sides is no TOML: open it in an editor") from error
        write_durably(path, merged.encode("utf-8"), previous=places.previous_file(path))
        places.changes.note_path(path)


def unused_settings(places: LibraryPlaces) -> tuple[str, ...]:
    """Return what stands in the file and means nothing here, a line each: a slip of the hand, or what a newer program wrote.

    Nothing is said of a file that cannot be used.
    """
    from reader.model.toml_text import read_toml

    try:
        document = read_toml(read_plain_text(places.settings_file))
    except (OSError, ValueError):
        return ()
    return tuple(f"library.toml: {line}" for line in _unused(document))


def _unused(document: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown("it", document, TABLES)
    seen: dict[str, str] = {}
    for name, table in _tables(document, "feeds"):
        feed_id = id_of_table(name, table)
        if (first := seen.setdefault(feed_id, name)) != name:
            yield f"the feed {_shown(name)} is the feed {_shown(first)} once more, and is left out"
        yield from _unknown(f"the feed {_shown(name)}", table, FEED_KEYS)
    for name, table in _tables(document, "rules"):
        yield from _unknown(f"the rule {_shown(name)}", table, RULE_KEYS)


def _tables(document: Mapping[str, Any], group: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    tables = document.get(group)
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            yield name, table


def _unknown(subject: str, table: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    for key in table:
        if key not in known:
            from difflib import get_close_matches  # a slip is rare

            near = get_close_matches(key.replace("-", "_"), known, n=1)
            yield f"{subject} has {_shown(key)}, which means nothing here{f'; {near[0]} does' if near else ''}"


def _shown(name: str) -> str:
    return f"'{clean_line(name, _MOST_LETTERS)}'"
