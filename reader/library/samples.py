"""The sample articles: where they are, and what the demo library is to hold of them.

`sample_articles/demo.toml` says which samples stand in it, in what state, with which marks. This module reads that plan;
making a library out of it is the demo's business.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reader.library.resources import resource_folder
from reader.model.annotation import Colour
from reader.model.errors import ConfigError
from reader.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMark:
    """A highlight: words that stand exactly once in the article's text."""

    quote: str
    colour: Colour
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One sample as the demo library holds it."""

    page: Path
    """The absolute path of its page."""
    added_minutes_ago: int
    is_read: bool = False
    is_starred: bool = False
    is_archived: bool = False
    is_news: bool = False
    """Whether it came by the feed of its site, and not by the reader."""
    tags: tuple[str, ...] = ()
    progress: float = 0.0
    """How far it was read, as a share of its text, 0 to 1."""
    note: str = ""
    """The note on the article as a whole; empty for none."""
    marks: tuple[DemoMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """The demo library, newest article first; the first is the one that is open when it starts."""

    meanings: Mapping[Colour, str]
    """The user's word for each ink."""
    articles: tuple[DemoArticle, ...]


def samples_folder() -> Path:
    """Return the folder of the sample articles, in a wheel, a checkout or an editable install.

    Raises ReaderError if the installation lacks it.
    """
    return resource_folder("sample_articles")


def demo_plan(folder: Path | None = None) -> DemoPlan:
    """Read `demo.toml` in `folder`, or in the samples that ship with the program.

    Raises ConfigError naming the file and what is wrong with it.
    """
    home = folder or samples_folder()
    path = home / "demo.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return DemoPlan(
            meanings=MappingProxyType({Colour(name): str(word) for name, word in table["colours"].items()}),
            articles=tuple(_article(home, entry) for entry in table["articles"]),
        )
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except KeyError as error:
        raise ConfigError(f"{path}: {error.args[0]} is missing") from error
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error


def _article(home: Path, entry: Mapping[str, Any]) -> DemoArticle:
    return DemoArticle(
        page=home / entry["page"],
        added_minutes_ago=int(entry["added"]),
        is_read=bool(entry.get("read", False)),
        is_starred=bool(entry.get("starred", False)),
        is_archived=bool(entry.get("archived", False)),
        is_news=bool(entry.get("news", False)),
        tags=tuple(entry.get("tags", ())),
        progress=float(entry.get("progress", 0.0)),
        note=str(entry.get("note", "")),
        marks=tuple(_mark(mark) for mark in entry.get("marks", ())),
    )


def _mark(entry: Mapping[str, Any]) -> DemoMark:
    return DemoMark(
        quote=entry["quote"],
        colour=Colour(entry["colour"]),
        note=str(entry.get("note", "")),
        tags=tuple(entry.get("tags", ())),
    )
