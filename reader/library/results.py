"""What the use cases answer."""

from typing import NamedTuple

from reader.model.annotation import PlacedAnnotation
from reader.model.kept import KeptArticle


class OpenArticle(NamedTuple):
    """An article opened for reading, with its annotations placed in the version shown, in text order."""

    kept: KeptArticle
    annotations: tuple[PlacedAnnotation, ...] = ()


class Added(NamedTuple):
    """What adding did."""

    article_id: str
    title: str
    is_new: bool
    """False if the library had it: nothing was fetched unless a refresh was asked for."""
    is_new_version: bool = False
    notes: tuple[str, ...] = ()
    """What the reader should know: "only the teaser is on the page", "a limit cut the page"."""


class Exported(NamedTuple):
    """An export: its text, and the file name its title makes."""

    text: str
    file_name: str
