"""Two states of `library.toml` as one: what a synchronising program or git has left of two machines' changes.

A file that people write by hand has no bookkeeping, so nothing tells what was taken out from what was never there: all that
stands on either side stays. Of two values for one key the same one stands on every machine, and the other behind it as a
comment, for its writer to find. Lists come together. Comments and order are those of the longer side. `tomlkit` is imported
when there is something to merge.
"""

import json
from functools import reduce
from typing import TYPE_CHECKING, Any

from reader.model.errors import ConfigError, StoreError
from reader.store.atomic import ChangedMeanwhileError, stamp_of, write_durably
from reader.store.conflicts import ConflictCopy
from reader.store.git_marks import has_marks, is_plain, sides_of, without_marks
from reader.store.locks import SETTINGS_LOCK
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.sweeping import sweep_copies

if TYPE_CHECKING:
    from tomlkit.items import Item

_ALSO = "written elsewhere:"


def merge_settings(a: str, b: str) -> str:
    """Return two states of the file as one text, the same whichever comes first. Raises ValueError for what is no TOML."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from reader.model.toml_text import MESSAGE, check_keys

    longer, shorter = sorted((a, b), key=lambda text: (len(text), text), reverse=True)
    check_keys(a)
    check_keys(b)
    try:
        document = tomlkit.parse(longer)
        _merge(document, tomlkit.parse(shorter))
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ValueError(str(error)) from error
    except RecursionError as error:
        raise ValueError(MESSAGE) from error


def without_git_marks(text: str) -> str:
    """Return the text of a file in which git may have left both sides of a merge as one. Raises ValueError if it cannot be."""
    if not has_marks(text):
        return text
    # Marks of several merges, one within or through the other, do not tell whose a line is.
    return reduce(merge_settings, sides_of(text)) if is_plain(text) else _by_lines(without_marks(text))


def _by_lines(text: str) -> str:
    """Return all lines of a file, each a table's head or a key with its value, as one. Raises ValueError if they are more."""
    head, merged = "", ""
    for line in text.split("\n"):
        if line.lstrip().startswith("["):
            head = line
        merged = merge_settings(merged, head if line == head else f"{head}\n{line}\n")
    return merged


def sweep_settings(places: LibraryPlaces) -> int:
    """Merge the conflict copies of `library.toml`; return how many there were. One that is no TOML stays and is told."""

    def absorb(copy: ConflictCopy) -> None:
        theirs = without_git_marks(_text(read_plain(copy.path)))
        with places.locks.hold(SETTINGS_LOCK):
            stamp = stamp_of(copy.original)
            before = read_plain(copy.original) if copy.original.exists() else b""
            merged = merge_settings(without_git_marks(_text(before)), theirs).encode("utf-8")
            if merged != before:
                try:
                    write_durably(copy.original, merged, previous=places.previous_file(copy.original), expected=stamp)
                except ChangedMeanwhileError:
                    raise StoreError("library.toml is being written by another program") from None
                places.changes.note_path(copy.original)

    return sweep_copies(places, places.folder, absorb)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("it is not UTF-8") from error


def _merge(mine: Any, theirs: Any) -> None:
    """Put into the table `mine` what only `theirs` has, and what differs behind what stands."""
    from tomlkit.items import AbstractTable, AoT, Array

    for key in theirs:
        item = _item(theirs, key)
        if key not in mine:
            mine[key] = item
            continue
        own = _item(mine, key)
        if isinstance(own, AbstractTable) and isinstance(item, AbstractTable):
            _merge(mine[key], item)
        elif isinstance(own, Array | AoT) and isinstance(item, Array | AoT):
            known = [_form(one) for one in own.unwrap()]
            for one in item.unwrap():
                if _form(one) not in known:
                    mine[key].append(one)
        elif _form(own.unwrap()) != _form(item.unwrap()):
            _choose(mine, key, own, item)


def _choose(table: Any, key: str, own: "Item", other: "Item") -> None:
    """Let one of two values stand, and the other behind it as a comment."""
    winner, loser = sorted((own, other), key=lambda item: _form(item.unwrap()), reverse=True)
    if winner is not own:
        table[key] = winner.unwrap()
    comment = ""
    lost = loser.as_string().strip()
    if "\n" in lost:  # a comment has one line
        lost = json.dumps(loser.unwrap(), ensure_ascii=False, default=str)
    losing = f"{_ALSO} {lost}"
    for part in (*(item.trivia.comment.strip().removeprefix("#").strip() for item in (own, other)), losing):
        if part not in comment and "\n" not in part:
            comment = f"{comment} · {part}" if comment else part
    table.item(key).comment(comment)


def _item(table: Any, key: str) -> "Item":
    """Return a value with what stands around it; of a table whose parts stand apart the value alone."""
    import tomlkit

    item: Item = table.item(key) if hasattr(table, "item") else tomlkit.item(table[key])
    return item


def _form(value: object) -> bytes:
    """Return one form of a value, by which every machine picks the same of two."""
    return repr(value).encode("utf-8", errors="replace")
