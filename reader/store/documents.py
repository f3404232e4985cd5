"""The form of an annotations file: an ordinary TinyDB file, one document a line, each with its own checksum.

    {"_schema":{
    "1":{"sum":"5d0c7a41","number":1}
    },"annotations":{
    "8123…":{"sum":"90b1c4fe","colour":"yellow",…}
    },"tombstones":{
    }}

One document a line lets a damaged file be salvaged document by document, and lets git merge two sides line by line; commas
that such a merge loses are not missed. The checksum is over table, id and the document's canonical form. A file that another
program has written anew (plain TinyDB does, in one line) is read as it is. Reading must stay cheap: no TinyDB here.
"""

import json
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from reader.model.patterns import compile_late
from reader.store.git_marks import has_marks, sides_of, without_marks
from reader.store.merge import ANNOTATIONS, SCHEMA_TABLE, TOMBSTONES, Tables, merge_tables
from reader.store.migrations import FIRST_SCHEMA, check_schema, current_schema, schema_of_tables, upgrade_tables
from reader.store.sealed import JsonObject, canonical, checksum

_KEY = r"\d{1,20}"
_NAME = r"[A-Za-z_][\w -]{0,63}"
_DOCUMENT = compile_late(rf'"({_KEY})":\{{"sum":"([0-9a-f]{{8}})"(?:,(.*))?\}},?\Z')
_TABLE = compile_late(rf'(?:\{{|\}},)"({_NAME})":\{{\Z')
_IS_KEY, _IS_NAME = compile_late(rf"{_KEY}\Z"), compile_late(rf"{_NAME}\Z")
_END = "}}"
_decode = json.JSONDecoder().raw_decode
"""For a line whose checksum holds: of 100,000, half of what `loads` costs is looking at what comes before and after."""
_LOOSE = compile_late(rf'"({_KEY})":(\{{.*\}}),?\Z')


class Parsed(NamedTuple):
    """What could be read of an annotations file."""

    tables: Tables
    """The documents whose checksums hold."""
    doubtful: Tables
    """Documents that can be read but whose checksums do not hold."""
    lines_lost: int = 0
    is_damaged: bool = False
    is_foreign: bool = False
    """Whether something other than Pressmark wrote it so: to be written anew with the next change."""
    is_merged: bool = False
    """Whether git had left both sides of a merge in it, which are put together here."""
    is_ended: bool = True
    """Whether the last line of our form is there."""


Lines = dict[tuple[str, str], tuple[JsonObject, bytes]]
"""By table and key: a document, and the line that stands for it in a file. No document may be changed that is in here."""


class Encoded(NamedTuple):
    """An annotations file as it is to be written."""

    data: bytes
    tables: Tables
    """What `parse` makes of `data`."""
    lines: Lines


def encode(tables: Tables) -> bytes:
    """Return the bytes of an annotations file; the same tables always give the same bytes."""
    return encode_again(tables, {}).data


def encode_again(tables: Tables, lines: Lines) -> Encoded:
    """Return an annotations file of which `lines` are known: only of documents that are others a line is made."""
    parts, done, encoded = [], {}, {}
    for name in sorted({*tables, ANNOTATIONS, TOMBSTONES, SCHEMA_TABLE}):
        documents = {"1": {"number": current_schema()}} if name == SCHEMA_TABLE else tables.get(name, {})
        written: dict[str, JsonObject] = {}
        for key in sorted(documents, key=lambda key: (len(key), key)):
            document, line = lines.get((name, key), (None, b""))
            if document is None or document is not documents[key]:
                body = canonical(documents[key])
                document, line = json.loads(body), _line(name, key, body)
            written[key] = document
            done[name, key] = (document, line)
        parts.append(
            f'"{name}":{{\n'.encode() + b",\n".join(done[name, key][1] for key in written) + b"\n" * bool(written)
        )
        encoded[name] = written
    return Encoded(b"{" + b"},".join(parts) + b"}}\n", encoded, done)


def parse(data: bytes, path: Path) -> Parsed:
    """Read an annotations file as far as it can be read. Raises StoreError only for one of a newer Pressmark."""
    text = data.decode("utf-8", errors="replace")
    if "\r\n" in text:  # git has made the line ends another system's; within our lines there is none
        text = text.replace("\r\n", "\n")
    parsed = _parse_sides(text, path) if has_marks(text) else _parse_text(text, path)
    schema = current_schema()
    if schema == FIRST_SCHEMA or (form := schema_of_tables(parsed.tables, data)) == schema:
        return parsed
    upgraded = upgrade_tables(parsed.tables, form), upgrade_tables(parsed.doubtful, form)
    return parsed._replace(tables=upgraded[0], doubtful=upgraded[1])


def _parse_sides(text: str, path: Path) -> Parsed:
    """Read a file in which git has left its marks.

    In our own form every line stands for itself, so all lines of all sides are taken, wherever the marks have cut, and merged
    by their versions; of a file that another program has laid out, the sides have to be read as wholes.
    """
    parsed = _parse_lines(without_marks(text))
    if parsed.lines_lost or parsed.doubtful or not parsed.is_ended:
        sides = [_parse_text(side, path) for side in sides_of(text)]
        whole = [side for side in sides if not side.is_damaged]
        if len(whole) == len(sides):
            return Parsed(reduce(merge_tables, (side.tables for side in whole)), {}, is_foreign=True, is_merged=True)
        parsed = parsed._replace(tables=reduce(merge_tables, (side.tables for side in whole), parsed.tables))
    _check_tables(parsed.tables, path)
    is_damaged = bool(parsed.lines_lost or parsed.doubtful) or not parsed.is_ended
    return parsed._replace(is_damaged=is_damaged, is_foreign=True, is_merged=True)


def _line(table: str, key: str, body: bytes) -> bytes:
    rest = b"," + body[1:] if len(body) > 2 else b"}"
    return b'"%s":{"sum":"%s"%s' % (key.encode(), _sum(table, key, body).encode(), rest)


def _sum(table: str, key: str, body: bytes) -> str:
    return checksum(f"{table}\n{key}\n".encode() + body)


def _parse_text(text: str, path: Path) -> Parsed:
    parsed = _parse_lines(text)
    if not parsed.is_damaged:
        _check_tables(parsed.tables, path)
        return parsed
    if not any(parsed.tables.values()) and not parsed.doubtful:
        foreign = _parse_foreign(text)
        if foreign is not None:
            _check_tables(foreign.tables, path)
            return foreign
    _check_tables(parsed.tables, path)
    return parsed


def _parse_lines(text: str) -> Parsed:
    """Read our own form, line by line; every line stands for itself."""
    tables: Tables = {}
    doubtful: Tables = {}
    table = ""
    lines_lost = 0
    is_ordered, is_ended, is_repeated = True, False, False
    for line in text.split("\n"):
        found = _DOCUMENT.match(line)
        if found:
            key, stored_sum, rest = found.groups()
            body = f"{{{rest or ''}}}"
            encoded = body.encode("utf-8")
            known = next(
                (name for name in (table, ANNOTATIONS, TOMBSTONES) if _sum(name, key, encoded) == stored_sum), None
            )
            is_ordered &= known == table and not is_ended
            if known is None:
                lines_lost += not _keep_doubtful(doubtful, table, key, body)
                continue
            document = _decode(body)[0]
            if key in tables.setdefault(known, {}):
                is_repeated = True
                tables = merge_tables(tables, {known: {key: document}})
            else:
                tables[known][key] = document
        elif header := _TABLE.match(line):
            is_ordered &= not is_ended and (line[0] == "{") == (not table)
            table = header[1]
            tables.setdefault(table, {})
        elif line == _END:
            is_ordered &= not is_ended and bool(table)
            is_ended = True
        elif line:
            is_ordered = False
            loose = _LOOSE.match(line)
            lines_lost += not (loose and _keep_doubtful(doubtful, table, loose[1], loose[2]))
    if is_repeated or tables.get(ANNOTATIONS, {}).keys() & tables.get(TOMBSTONES, {}).keys():
        tables = merge_tables(tables, {})
    is_damaged = not (is_ordered and is_ended)
    return Parsed(tables, doubtful, lines_lost, is_damaged=is_damaged, is_foreign=is_repeated, is_ended=is_ended)


def _keep_doubtful(doubtful: Tables, table: str, key: str, body: str) -> bool:
    """Keep a document whose checksum does not hold, if it still is one."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return False
    document.pop("sum", None)
    doubtful.setdefault(table, {})[key] = document
    return True


def _parse_foreign(text: str) -> Parsed | None:
    """Read a TinyDB file in any layout; None if it is none. Its checksums may be stale, for its writer knows of none.

    What our form has no place for, by the name of its table or by its key, counts as lost: TinyDB writes no such keys.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict):
        return None
    tables: Tables = {}
    lost = 0
    for name, documents in whole.items():
        if not isinstance(documents, dict) or not all(isinstance(document, dict) for document in documents.values()):
            return None
        is_table = _IS_NAME.match(name) is not None
        fitting = {key: document for key, document in documents.items() if is_table and _IS_KEY.match(key)}
        lost += len(documents) - len(fitting)
        if is_table:
            tables[name] = {
                key: {field: value for field, value in document.items() if field != "sum"}
                for key, document in fitting.items()
            }
    return Parsed(tables, {}, lines_lost=lost, is_damaged=lost > 0, is_foreign=True)


def _check_tables(tables: Tables, path: Path) -> None:
    for document in tables.get(SCHEMA_TABLE, {}).values():
        check_schema(document.get("number"), path)
