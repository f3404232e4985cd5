"""The forms in which things are stored, one number for all, and the steps from an old form to the one of today.

Every file of a library says the number of its form. An older one is brought up to date in memory whenever it is read, step by
step; it is written in the form of today with its next change. Until that is read back from the disk the old file is kept
beside the generations before, under a name that says its form. A file with a higher number was made by a newer program: it
is never read by guess and never written over.

There is one form so far, and no step. A new one is made by appending to `STEPS`: nothing else says the number.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.model.errors import StoreDamagedError, StoreError
from reader.model.patterns import compile_late
from reader.store.atomic import write_durably

if TYPE_CHECKING:
    from reader.store.kinds import FileKind

FIRST_SCHEMA = 1

_Body = dict[str, Any]
_Tables = dict[str, dict[str, _Body]]

_SEALED_HEAD = compile_late(rb'\s*\{\s*"schema":\s*(\d{1,9})\b')
_TABLES_HEAD = compile_late(rb'"_schema":\s*\{\s*"1":\s*\{[^{}]*?"number":\s*(\d{1,9})\b')


class Step(NamedTuple):
    """What makes the next form out of one.

    Both functions return something new and leave alone what has the next form already: git merges line by line, so a file of
    the old form may hold documents of the new one.
    """

    change_body: "Callable[[FileKind, _Body], _Body]" = lambda kind, body: body
    """For the body of a sealed file of a kind."""
    change_tables: Callable[[_Tables], _Tables] = lambda tables: tables
    """For an annotations file, tombstones and what they keep included."""


STEPS: tuple[Step, ...] = ()
"""The first leads from form 1 to form 2."""


def current_schema() -> int:
    """Return the number of the form of today, which stands in every file that is written."""
    return FIRST_SCHEMA + len(STEPS)


def check_schema(number: object, path: Path) -> None:
    """Raise StoreError if the file at `path`, of the schema `number`, was made by a newer Pressmark."""
    if isinstance(number, int) and number > current_schema():
        raise StoreError(
            f"{path} was made by a newer Pressmark (form {number}, known is {current_schema()}) and was left alone",
            "Update Pressmark on this machine.",
        )


def upgrade_body(body: _Body, schema: int, path: Path) -> _Body:
    """Return the body of the sealed file at `path`, of the form `schema`, in the form of today."""
    from reader.store.kinds import kind_of_path  # its patterns are for old files alone

    kind = kind_of_path(path)
    if kind is not None:
        for step in _steps_from(schema):
            body = step.change_body(kind, body)
    return body


def upgrade_tables(tables: _Tables, schema: int) -> _Tables:
    """Return the tables of an annotations file of the form `schema` in the form of today."""
    for step in _steps_from(schema):
        tables = step.change_tables(tables)
    return tables


def schema_of_tables(tables: Mapping[str, Mapping[str, _Body]], data: bytes) -> int:
    """Return the oldest form of which an annotations file, read as `tables` from `data`, may hold documents.

    Where git has merged two forms both numbers stand in it; where damage has taken the number, it may be the first.
    """
    numbers = {int(found) for found in _TABLES_HEAD.findall(data)}
    numbers |= {
        number for document in tables.get("_schema", {}).values() if isinstance(number := document.get("number"), int)
    }
    return max(FIRST_SCHEMA, min(numbers, default=FIRST_SCHEMA))


@contextmanager
def keeping_old_form(path: Path, previous: Path, data: bytes) -> Iterator[None]:
    """Around a write of `data` to `path`: keep a file of an older form until what was written is read back.

    It is kept beside `previous`, the generation before, and stays there if anything stops the write. Costs nothing while there
    is only one form. Raises StoreDamagedError if the disk gives back something else than was written.
    """
    kept = _keep_old_form(path, previous) if STEPS else None
    yield
    if kept is not None:
        if path.read_bytes() != data:
            raise StoreDamagedError(f"{path} was not written as it should be", f"What it was before is in {kept}.")
        kept.unlink(missing_ok=True)


def old_forms(previous: Path) -> list[Path]:
    """Return the files of older forms that were kept beside the generation before, the newest form first."""
    found = [
        (int(path.suffix[6:]), path) for path in previous.parent.glob(f"{previous.name}.form-*") if is_old_form(path)
    ]
    return [path for _, path in sorted(found, reverse=True)]


def is_old_form(path: Path) -> bool:
    """Whether a file was kept because of its older form, by its name."""
    return path.suffix.startswith(".form-") and path.suffix[6:].isdecimal()


def _keep_old_form(path: Path, previous: Path) -> Path | None:
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        return None
    head = _SEALED_HEAD.match(before) or _TABLES_HEAD.search(before)
    if head is None or int(head[1]) >= current_schema():
        return None
    kept = previous.with_name(f"{previous.name}.form-{int(head[1])}")
    write_durably(kept, before)
    return kept


def _steps_from(schema: int) -> tuple[Step, ...]:
    return STEPS[max(0, schema - FIRST_SCHEMA) :]
