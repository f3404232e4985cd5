"""Small JSON files with a seal: a schema number and a checksum, so that damage is seen and newer files are left alone.

The form is `{"schema":1,"sum":"<crc32>","body":`, a line with the body, `}`. The checksum is over the body's canonical form,
which is how it is written, so that a file another program has laid out anew still holds. Used for records, versions, states,
positions, picture maps and page headers; annotations have their own form, which TinyDB reads.
"""

import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from reader.model.errors import StoreError
from reader.model.patterns import compile_late
from reader.model.text import is_tame, tame_text
from reader.store.git_marks import has_marks, is_plain, sides_of
from reader.store.migrations import check_schema, current_schema, upgrade_body
from reader.store.plain_files import read_plain

JsonObject = dict[str, Any]
"""A JSON object as the standard library reads it."""

_HEAD = compile_late(rb'\{"schema":(\d{1,9}),"sum":"([0-9a-f]{8})","body":\n')
_TAIL = b"}\n"
_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_SURROGATE = compile_late("[\ud800-\udfff]")


class Unsealed(NamedTuple):
    """The body of a sealed file, whether its checksum holds, and whether anything else about the file is wrong."""

    body: JsonObject
    is_intact: bool
    is_whole: bool = True


def canonical(value: object) -> bytes:
    """Return the one JSON form of `value`: keys in order, no spaces, letters as they are, in UTF-8."""
    text = _to_json(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: JSON can name it, UTF-8 cannot
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def checksum(data: bytes) -> str:
    """Return the CRC-32 of `data` as eight hexadecimal digits: it is against accidents, not against attackers."""
    return format(zlib.crc32(data), "08x")


def seal(body: JsonObject, schema: int = 0) -> bytes:
    """Return the bytes of a sealed file, of the form of today unless another is named."""
    data = canonical(body)
    return b'{"schema":%d,"sum":"%s","body":\n%s\n%s' % (
        schema or current_schema(),
        checksum(data).encode("ascii"),
        data,
        _TAIL,
    )


def unseal(data: bytes, path: Path) -> Unsealed:
    """Take a sealed file apart. Raises ValueError if it is no such file, StoreError if a newer program wrote it."""
    head = _HEAD.match(data)
    if head:
        inside, _, rest = data[head.end() :].partition(b"\n")
        if checksum(inside).encode("ascii") == head[2]:
            body = _of_today(_loads(inside), int(head[1]), path)
            return Unsealed(body, is_intact=True, is_whole=rest == _TAIL)
    try:
        whole = json.loads(data)
        body, schema = whole["body"], whole["schema"]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a sealed file") from error
    if not isinstance(body, dict) or type(schema) is not int:
        raise ValueError("not a sealed file")
    is_intact = whole.get("sum") == checksum(canonical(body))
    body = _tamed_body(body)
    if is_intact:
        body = _of_today(body, schema, path)
    return Unsealed(body, is_intact)


def unseal_sides(data: bytes, path: Path) -> tuple[JsonObject, ...]:
    """Return the bodies of a sealed file in which git has left both sides of a merge, with its marks or without.

    Empty if nothing is intact in it. A seal and the body it belongs to are found by the checksum, wherever the marks have cut.
    Raises StoreError if a newer program wrote one of the sides.
    """
    text = data.decode("utf-8", errors="replace")
    bodies: dict[bytes, JsonObject] = {}
    for side in sides_of(text) if has_marks(text) else ():
        with suppress(ValueError):
            unsealed = unseal(side.encode("utf-8"), path)
            if unsealed.is_intact:
                bodies[canonical(unsealed.body)] = unsealed.body
    if len(bodies) < 2 or not is_plain(text):
        heads = [head for line in data.splitlines() if (head := _HEAD.match(line + b"\n"))]
        sums = {head[2]: int(head[1]) for head in heads}
        for line in data.splitlines():
            schema = sums.get(checksum(line).encode("ascii"))
            if schema is not None and line not in bodies:
                with suppress(ValueError):
                    bodies[line] = _of_today(_loads(line), schema, path)
    return tuple(bodies.values())


def tamed(value: Any) -> Any:
    """Return a JSON value whose texts are clean: a seal is against accidents, and what another machine sends may have one."""
    match value:
        case str():
            return tame_text(value)
        case Mapping():
            return {tame_text(name): tamed(inside) for name, inside in value.items()}
        case list():
            return [tamed(inside) for inside in value]
        case _:
            return value


def _tamed_body(body: Any) -> Any:
    """Return the body of a file, tamed, but for the path of a page on disk: by another name it would not be found again."""
    if not isinstance(body, dict) or "source" not in body:
        return tamed(body)
    return {**tamed({name: value for name, value in body.items() if name != "source"}), "source": body["source"]}


def _loads(data: bytes) -> JsonObject:
    """Return the JSON object in a line, tamed. Raises ValueError: a right checksum may stand over anything."""
    text = data.decode("utf-8", errors="surrogatepass")
    try:
        value = json.loads(text)
        if not isinstance(value, dict):
            raise ValueError("not a sealed file")
        # Of what would have to be tamed, our own writer escapes what lies below a blank, and other writers may escape all.
        return value if "\\u" not in text and is_tame(text) else _tamed_body(value)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _of_today(body: JsonObject, schema: int, path: Path) -> JsonObject:
    """Return an intact body in the form of today. Raises StoreError for that of a newer program."""
    check_schema(schema, path)
    return body if schema == current_schema() else upgrade_body(body, schema, path)


def read_file(path: Path) -> bytes | None:
    """Return the bytes of the file at `path`, None if there is none. Raises StoreError."""
    try:
        return read_plain(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error


def read_sealed(path: Path) -> Unsealed | None:
    """Return what the sealed file at `path` holds, None if there is none.

    Raises ValueError for what cannot be read as a sealed file at all, StoreError for a newer schema and for failed reading.
    """
    data = read_file(path)
    return unseal(data, path) if data is not None else None
