"""JSON values and backups that nobody expects."""

import hashlib
import io
import json
import random
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from reader.store.migrations import current_schema

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        2**63,
        2**70,
        1e308,
        -0.5,
        "",
        " ",
        "x",
        "\x1b[2J\x1b]52;c;eA==\x07",
        "\ud800",
        "\u202e" * 9,
    ),
    *(
        "2026-02-30",
        "9999-12-31T23:59:59+23:59",
        "0001-01-01T00:00:00-23:59",
        "2026-01-02T12:00:00Z",
        "2026-01-02T12:00:00",
        "é" * 3_000,
        "0123456789abcdef",
    ),
    *(
        "../../x",
        "javascript:alert(1)",
        "\n",
        "[@click=app.quit]",
        [],
        {},
        [[]],
        [None],
        {"": None},
        [[[[]]]],
        {"a": {"a": {"a": 1}}},
    ),
)
"""Values that no field expects."""


def oddly_changed(body: Any, chance: random.Random) -> Any:
    """Return a JSON value in which some parts are gone, others, twice or somewhere else."""
    changed = json.loads(json.dumps(body))
    for _ in range(chance.randint(1, 4)):
        places = list(_places(changed))
        if not places:
            return _odd(chance)
        holder, key = chance.choice(places)
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1:
                other, other_key = chance.choice(places)
                with suppress(KeyError, IndexError):
                    holder[key] = json.loads(json.dumps(other[other_key]))
            case 2 if isinstance(holder, dict):
                holder[str(chance.choice(ODD))[:9]] = deepcopy(holder[key])
            case _:
                holder[key] = _odd(chance)
    return changed


def _odd(chance: random.Random) -> Any:
    """Return one of `ODD` that nobody else has: it may be changed in its turn, and put into itself."""
    return deepcopy(chance.choice(ODD))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        names = range(len(holder)) if isinstance(holder, list) else list(holder) if isinstance(holder, dict) else ()
        for name in names:
            yield holder, name
            waiting.append(holder[name])


def odd_backup(data: bytes) -> bytes:
    """Return bytes as they are if they begin as a zip does, else a zip in which they decide what is in it."""
    if data.startswith(b"PK"):
        return data
    chance = random.Random(data)
    names = [
        "state/0123456789abcdef.json",
        "library.toml",
        "annotations/0123456789abcdef.json",
        "articles/x/record.json",
    ]
    odd = [
        "../x",
        "/x",
        "a/../../x",
        "C:\\x",
        "state/x\x00.json",
        "x" * 300,
        "",
        "state/",
        "état.json",
        "manifest.json",
        "\x1b[2J",
    ]
    packed = io.BytesIO()
    entries = []
    with (
        zipfile.ZipFile(packed, "w") as archive,
        warnings.catch_warnings(action="ignore"),
    ):  # two files of one name are meant
        for name in chance.sample(names, 2) + ([chance.choice(odd)] if chance.random() < 0.5 else []):
            content = data * chance.choice((1, 1, 50))
            info = zipfile.ZipInfo(name or "empty")
            info.external_attr = chance.choice((0, 0o100600, 0o120777, 0o040755)) << 16
            info.compress_type = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
            archive.writestr(info, content)
            entries.append([name, len(content), hashlib.sha256(content).hexdigest()])
        head = {
            "pressmark_backup": 1,
            "schema": current_schema(),
            "made": "2026-01-02T12:00:00Z",
            "device": "d",
            "program": "1",
        }
        if chance.random() < 0.3:
            head = oddly_changed(head, chance)
        lines = ",\n".join(json.dumps(entry) for entry in entries)
        archive.writestr("manifest.json", json.dumps(head)[:-1] + ', "entries": [\n' + lines + "\n]}\n")
    return packed.getvalue()
