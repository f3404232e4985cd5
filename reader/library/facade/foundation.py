"""What all sides of the facade stand on: the stores, the use cases, and taking turns."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.library.annotating import Annotating
from reader.library.config import Config, load_config
from reader.library.folders import Folders, default_folders
from reader.library.history import History
from reader.library.indexing import Indexing
from reader.library.opening import Opening
from reader.library.saved_searches import SavedSearches
from reader.library.searching import Searching
from reader.library.stores import Stores, open_stores
from reader.library.tending import Tending
from reader.model.annotation import Colour

if TYPE_CHECKING:  # what only the doctor needs, or who asks why a text is what it is
    from reader.library.explaining import Explaining
    from reader.library.site_rules import SiteRules
    from reader.library.watching import Watch
    from reader.model.cleaning import SiteRule


class Foundation:
    """A library that is open."""

    def __init__(self, stores: Stores, *, folders: Folders, config: Config) -> None:
        self._stores = stores
        self.folders = folders
        self.config = config
        self._history = History(stores, lambda: self._explaining)
        self._opening = Opening(stores, config, self.site_rules)
        self._annotating = Annotating(stores, self._history)
        self._tending = Tending(stores, self._history)
        self._indexing = Indexing(stores)
        self._searches = SavedSearches(stores, self._history, lambda query: self._searching.parse(query))
        self._searching = Searching(stores, self._indexing, self._searches, self.colour_meanings)
        self._turn = threading.RLock()
        self._watch: Watch | None = None

    @classmethod
    def open(cls, folder: Path | None = None, *, config: Config | None = None, folders: Folders | None = None) -> Self:
        """Open the library in `folder` (else the data folder) with the user's config. Raises ConfigError, StoreError."""
        folders = folders or default_folders()
        config = config or load_config(folders.config / "config.toml")
        return cls(open_stores((folder or folders.data).expanduser(), folders), folders=folders, config=config)

    @property
    def folder(self) -> Path:
        """The folder that may be carried between machines."""
        return self._stores.places.folder

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Take a turn at changing something; when it ends, the index has it too."""
        with self._turn, self._indexing.following():
            yield

    def colour_meanings(self) -> Mapping[Colour, str]:
        """Return the user's word for each colour; its own name where the user has none.

        Costs a look at one file's time. A mistake in that file is told in `problems`.
        """
        kept = self._stores.settings.load_or_last().colours
        return {colour: kept.get(colour, self.config.colours.get(colour.value, colour.value)) for colour in Colour}

    @cached_property
    def _site_rules(self) -> "SiteRules":
        from reader.library.site_rules import FILE_NAME, SiteRules

        return SiteRules(self.folders.config / FILE_NAME)

    @cached_property
    def _explaining(self) -> "Explaining":
        from reader.library.explaining import Explaining

        return Explaining(self._stores, self._history, self._opening, self._site_rules)

    def site_rules(self) -> "tuple[SiteRule, ...]":
        """Return the reader's rules for sites. Raises ConfigError naming file and place."""
        return self._site_rules.load()

    def close(self) -> None:
        """Stop watching and let go of the index. The library may be used again, which opens it again."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self._indexing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
