"""What all sides of the facade stand on: the stores, the use cases, and taking turns."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.library.cleaners import BoundedCleaning, Cleaner
from reader.library.config import Config, load_config
from reader.library.folders import Folders, default_folders
from reader.library.opening import Opening
from reader.library.stores import Stores, open_stores
from reader.model.annotation import Colour

if TYPE_CHECKING:  # what an article that is opened does not wait for
    from reader.library.adding_steps import Addition
    from reader.library.annotating import Annotating
    from reader.library.explaining import Explaining
    from reader.library.history import History
    from reader.library.indexing import Indexing
    from reader.library.refreshing import Refreshing
    from reader.library.saved_searches import SavedSearches
    from reader.library.searching import Searching
    from reader.library.site_rules import SiteRules
    from reader.library.subscriptions.giving_up import GivingUp
    from reader.library.tending import Tending
    from reader.library.tending_many import TendingMany
    from reader.library.use_cases import UseCases
    from reader.library.watching import Watch
    from reader.model.cleaning import SiteRule


class Foundation:
    """A library that is open."""

    def __init__(self, stores: Stores, *, folders: Folders, config: Config, cleaner: Cleaner | None = None) -> None:
        self._stores = stores
        self.folders = folders
        self.config = config
        self.cleaner = cleaner or BoundedCleaning()
        """Who cleans pages, those that are kept and those that are only shown."""
        self._opening = Opening(stores, config, self.cleaner, self.site_rules, self._record_addition)
        self._made: UseCases | None = None
        self._making = threading.Lock()
        self._turn = threading.RLock()
        self._watch: Watch | None = None

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        *,
        config: Config | None = None,
        folders: Folders | None = None,
        cleaner: Cleaner | None = None,
        fetch_deadline_seconds: float | None = None,
    ) -> Self:
        """Open the library in `folder` (else the data folder) with the user's config. Raises ConfigError, StoreError.

        Pages are cleaned by `cleaner`, by default in a process that may be ended. `fetch_deadline_seconds` takes the place of the
        setting.
        """
        folders = folders or default_folders()
        config = config or load_config(folders.config / "config.toml")
        if fetch_deadline_seconds is not None:
            config = config._replace(fetch_deadline_seconds=fetch_deadline_seconds)
        return cls(
            open_stores((folder or folders.data).expanduser(), folders), folders=folders, config=config, cleaner=cleaner
        )

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
        kept = self._stores.settings.colours()
        return {colour: kept.get(colour, self.config.colours.get(colour.value, colour.value)) for colour in Colour}

    @property
    def _use_cases(self) -> "UseCases":
        """All but opening, which is all that a start with an article needs; threads that want them at once get the same."""
        if self._made is None:
            from reader.library.history import Keepers
            from reader.library.use_cases import UseCases

            with self._making:
                if self._made is None:
                    keepers = Keepers(rules=lambda: self._explaining, versions=lambda: self._refreshing)
                    self._made = UseCases(self._stores, keepers, self.colour_meanings)
        return self._made

    def _record_addition(self, addition: "Addition") -> None:
        from reader.library.adding_steps import record_addition

        record_addition(self._history, addition)

    @property
    def _history(self) -> "History":
        return self._use_cases.history

    @property
    def _annotating(self) -> "Annotating":
        return self._use_cases.annotating

    @property
    def _tending(self) -> "Tending":
        return self._use_cases.tending

    @property
    def _indexing(self) -> "Indexing":
        return self._use_cases.indexing

    @property
    def _searches(self) -> "SavedSearches":
        return self._use_cases.searches

    @property
    def _searching(self) -> "Searching":
        return self._use_cases.searching

    @cached_property
    def _tending_many(self) -> "TendingMany":
        from reader.library.tending_many import TendingMany

        return TendingMany(self._stores, self._history, self._changing, self._searching.told_alike)

    @cached_property
    def _giving_up(self) -> "GivingUp":
        from reader.library.subscriptions.giving_up import GivingUp

        return GivingUp(self._stores, self._searching.listing, self._changing)

    @cached_property
    def _site_rules(self) -> "SiteRules":
        from reader.library.site_rules import FILE_NAME, SiteRules

        return SiteRules(self.folders.config / FILE_NAME)

    @cached_property
    def _explaining(self) -> "Explaining":
        from reader.library.explaining import Explaining

        return Explaining(self._stores, self._history, self._refreshing, self._site_rules, self.cleaner)

    @cached_property
    def _refreshing(self) -> "Refreshing":
        from reader.library.refreshing import Refreshing

        return Refreshing(self._stores, self.config, self._opening)

    def site_rules(self) -> "tuple[SiteRule, ...]":
        """Return the reader's rules for sites. Raises ConfigError naming file and place."""
        return self._site_rules.load()

    def close(self) -> None:
        """Stop watching, let go of the index and of who cleans. The library may be used again, which opens it again."""
        self.cleaner.close()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._made is not None:
            self._made.indexing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
