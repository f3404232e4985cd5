"""The number of the form in which everything is stored, and what to do with a file that has another one.

There is one form so far. A file with a higher number was made by a newer program: it is never read by guess and never
written over.
"""

from pathlib import Path

from reader.model.errors import StoreError

SCHEMA = 1
"""Stands in every file of a library."""


def check_schema(number: object, path: Path) -> None:
    """Raise StoreError if the file at `path`, of the schema `number`, was made by a newer Pressmark."""
    if isinstance(number, int) and number > SCHEMA:
        raise StoreError(
            f"{path} was made by a newer Pressmark (form {number}, known is {SCHEMA}) and was left alone",
            "Update Pressmark on this machine.",
        )
