"""Where everything of a library lives: the folder that may travel, and the folder that stays on this machine.

The travelling folder holds what is the reader's: annotations, articles, state, aliases, `library.toml`. The local folder
holds what must never be synchronised: locks, previous generations, damaged copies, the undo log, the last list, and the
name of this machine. Nothing is created before something is written. Called by every store; nobody else builds such paths.
"""

import hashlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import StoreError
from reader.model.patterns import compile_late
from reader.store.changes import Changes
from reader.store.devices import give_device, read_device
from reader.store.locks import Locks
from reader.store.problems import Problems
from reader.store.recent_files import RecentFiles

_SAFE_NAME = compile_late(r"[0-9A-Za-z_-]{1,64}\Z")


class LocalPlaces(NamedTuple):
    """The folders of this machine and user that hold no library: they are never carried anywhere."""

    state: Path

    @property
    def device_file(self) -> Path:
        """Holds the name of this machine, under which it counts its changes."""
        return self.state / "device"

    def library(self, folder: Path) -> "LibraryPlaces":
        """Return the places of the library in `folder`; one library has one local folder, however it is reached."""
        real = os.path.realpath(folder)
        name = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
        return LibraryPlaces(Path(real), self.state / "libraries" / name, self.device_file)


class LibraryPlaces:
    """The paths of one library. `folder` travels, `local` stays; `device_file` is shared by all libraries of a machine."""

    def __init__(self, folder: Path, local: Path, device_file: Path | None = None) -> None:
        self.folder = folder
        self.local = local
        self.device_file = device_file

    # What travels. Paths are put together in one step and folders once: reading a library asks for millions of them.

    @cached_property
    def annotations(self) -> Path:
        """One TinyDB file an article."""
        return self.folder / "annotations"

    @cached_property
    def articles(self) -> Path:
        """One folder an article."""
        return self.folder / "articles"

    @cached_property
    def states(self) -> Path:
        """What the reader did with each article."""
        return self.folder / "state"

    @property
    def reading(self) -> Path:
        """How long was read, one file a machine and month."""
        return self.folder / "reading"

    @property
    def aliases(self) -> Path:
        """One small file for each further address of an article."""
        return self.folder / "aliases"

    @cached_property
    def feeds(self) -> Path:
        """Which entries of each feed were seen: one file a feed."""
        return self.folder / "feeds"

    @property
    def settings_file(self) -> Path:
        """What belongs to the library and travels with it: colour meanings and the like."""
        return self.folder / "library.toml"

    def annotations_file(self, article_id: str) -> Path:
        """The TinyDB file with the highlights and notes of an article."""
        return self.annotations / f"{_safe(article_id)}.json"

    def article_folder(self, article_id: str) -> Path:
        """The folder with record, versions, raw pages and pictures of an article."""
        return self.articles / _safe(article_id)

    def record_file(self, article_id: str) -> Path:
        """What lists show of an article."""
        return self.articles / f"{_safe(article_id)}/record.json"

    def version_file(self, article_id: str, version_id: str) -> Path:
        """One cleaned state of an article."""
        return self.articles / f"{_safe(article_id)}/versions/{_safe(version_id)}.json"

    def raw_folder(self, article_id: str) -> Path:
        """The pages as they were fetched, compressed, with their headers beside them."""
        return self.article_folder(article_id) / "raw"

    def images_folder(self, article_id: str) -> Path:
        """The pictures by content, and the map from addresses to them."""
        return self.article_folder(article_id) / "images"

    def state_file(self, article_id: str) -> Path:
        """Read, starred, archived, tags, marks: what must never be lost."""
        return self.states / f"{_safe(article_id)}.json"

    def position_file(self, article_id: str) -> Path:
        """Where the reader is in an article: written often and cheaply, so apart from what must never be lost."""
        return self.states / f"{_safe(article_id)}.position.json"

    def reading_file(self, name: str) -> Path:
        """What one machine keeps of one month: `<device>-<year>-<month>`."""
        return self.reading / f"{_safe(name)}.json"

    def alias_file(self, url_id: str) -> Path:
        """To which article a further address belongs."""
        return self.aliases / f"{_safe(url_id)}.json"

    def feed_log(self, feed_id: str) -> Path:
        """Which entries of a feed were seen, and the articles they became."""
        return self.feeds / f"{_safe(feed_id)}.json"

    # What stays on this machine.

    @cached_property
    def problems(self) -> Problems:
        """What the stores of this library found damaged."""
        return Problems()

    @cached_property
    def recent_annotations(self) -> RecentFiles:
        """What was made of the annotations files used last (`annotation_files`)."""
        return RecentFiles()

    @cached_property
    def changes(self) -> Changes:
        """What the stores wrote and the index has not been told yet."""
        return Changes(self.folder)

    @property
    def index_file(self) -> Path:
        """The derived index: made from the files again whenever it is missing."""
        return self.local / "index.sqlite"

    @cached_property
    def locks(self) -> Locks:
        """The locks between the processes of this machine."""
        return Locks(self.local / "locks")

    @property
    def damaged(self) -> Path:
        """Damaged files as they were found, for a human to look at."""
        return self.local / "damaged"

    @property
    def undo_file(self) -> Path:
        """The last changes, for undo and redo."""
        return self.local / "undo.jsonl"

    @property
    def feed_states(self) -> Path:
        """How each feed is doing, and what came of it and is no article yet."""
        return self.local / "feeds"

    def feed_state(self, feed_id: str) -> Path:
        """How a feed is doing on this machine."""
        return self.feed_states / f"{_safe(feed_id)}.json"

    @property
    def sketches_file(self) -> Path:
        """What the texts of the last news have in common is found by it: made anew whenever it is missing."""
        return self.local / "sketches.bin"

    @property
    def drafts(self) -> Path:
        """Notes that are being written and not saved yet."""
        return self.local / "drafts"

    @property
    def gone(self) -> Path:
        """The texts of news that went lately, which another machine may still bring back (`care.aside`)."""
        return self.local / "gone"

    def gone_folder(self, article_id: str) -> Path:
        """The record and the texts of an article that went."""
        return self.gone / _safe(article_id)

    def own_file(self, article_id: str) -> Path:
        """Where the file of this machine lies from which an article was made."""
        return self.local / "own_files" / f"{_safe(article_id)}.json"

    @property
    def recent_file(self) -> Path:
        """The articles of the last list and the last article, to be named by number."""
        return self.local / "recent.json"

    @property
    def previous(self) -> Path:
        """The generation before of every file that is rewritten in place."""
        return self.local / "previous"

    def previous_file(self, path: Path) -> Path:
        """Where the generation before of `path` (a file of the travelling folder) is kept."""
        return self.previous / path.relative_to(self.folder)

    def is_behind_link(self, path: Path) -> bool:
        """Whether a link stands on the way to `path`, itself among it, below the library's own folders.

        Who writes into a library that is shared could lead through it to any file of this machine: nothing there is taken away,
        changed by the doctor or packed into a backup. The library's own folders may be links, put there by the reader.
        """
        parts = path.relative_to(self.folder).parts
        return any(os.path.islink(self.folder.joinpath(*parts[:number])) for number in range(2, len(parts) + 1))  # noqa: PTH114

    def name_of(self, path: Path) -> str:
        """Return how a message names a file of the library: its path below the library folder."""
        try:
            return path.relative_to(self.folder).as_posix()
        except ValueError:
            return str(path)

    @cached_property
    def device(self) -> str:
        """The name of this machine, eight hexadecimal digits; made when it is first needed.

        A name that cannot be read, or was given elsewhere, is replaced (see `devices`).
        """
        path = self._device_path
        if name := read_device(path):
            return name
        with self.locks.hold("device"):
            return read_device(path) or give_device(path)

    def renew_device(self) -> None:
        """Take a new name for this machine: some of what it wrote under the old one is lost here. Raises StoreError."""
        with self.locks.hold("device"):
            self.__dict__["device"] = give_device(self._device_path)

    @property
    def _device_path(self) -> Path:
        return self.device_file or self.local / "device"


def names_in(folder: Path) -> list[str]:
    """Return the names of what lies in `folder`, in no order; none if it is not there. Raises StoreError."""
    try:
        return os.listdir(folder)  # noqa: PTH208  # names alone: paths cost more than all the rest
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{folder} cannot be read: {error.strerror or error}") from error


def ids_of_files(folder: Path) -> Iterator[str]:
    """Give the ids by which the JSON files in `folder` are named, in no order: conflict copies and parts are none."""
    for name in names_in(folder):
        stem, _, ending = name.partition(".")
        if stem and ending == "json" and " " not in stem:
            yield stem


def is_name(text: str) -> bool:
    """Whether `text` may stand in a path of the library; ids come from the outside, and `..` is no id."""
    return bool(_SAFE_NAME.match(text))


def _safe(name: str) -> str:
    if not is_name(name):
        raise StoreError(f"{name[:80]!r} is no name of anything in a library")
    return name
