"""Tables of feeds as they stand in `library.toml`, letter by letter: with all that people and later versions wrote, and where.

Who gives a feed up and takes that back finds the file as it was. Pure; imported with the first feed that goes.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from reader.model.toml_text import read_toml
from reader.store.feed_tables import id_of_table

_HEADER = re.compile(r"""\s*\[\s*feeds\s*\.\s*(["']?)([^\s"'\[\].]+)\1\s*\]\s*(?:#.*)?""")


class TableText(NamedTuple):
    """A table of the file."""

    text: str
    """Its lines, from its header on."""
    before: str = ""
    """The header that stands behind it; "" at the end of the file."""


def taken_out(settings: str, feed_ids: Collection[str]) -> dict[str, TableText]:
    """Return the tables of feeds by their ids, in the order of the file, but for those that their lines do not tell apart."""
    if not feed_ids:
        return {}
    lines = settings.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    found: dict[str, TableText] = {}
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        header = _HEADER.fullmatch(lines[start].rstrip())
        text = "".join(lines[start:end])
        if header is None or not (table := _feeds_in(text).get(header[2])):
            continue
        feed_id = id_of_table(header[2], table)
        if feed_id in feed_ids:
            found[feed_id] = TableText(text, lines[end].strip() if end < len(lines) else "")
    return found


def put_back(settings: str, tables: Sequence[TableText]) -> str:
    """Return the file with tables put where they stood, those that stood one behind the other so again.

    A file that has a table of such a name again, or that would not be understood then, is returned as it is.
    """
    if not tables:
        return settings
    lines = _ended(settings).splitlines(keepends=True)
    for table in reversed(tables):
        places = (number for number, line in enumerate(lines) if table.before and line.strip() == table.before)
        at = next(places, len(lines))
        lines[at:at] = _ended(table.text).splitlines(keepends=True)
    laid = "".join(lines)
    return laid if _feeds_in(laid) else settings


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _feeds_in(text: str) -> Mapping[str, object]:
    """Return the tables of feeds in a file, or in a part of it; none if it cannot be understood."""
    try:
        feeds = read_toml(text).get("feeds")
    except tomllib.TOMLDecodeError:
        return {}
    return feeds if isinstance(feeds, dict) else {}
