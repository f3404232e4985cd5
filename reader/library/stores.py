"""The stores of one library, opened together."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.library.folders import Folders
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ArticleRecord
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.places import LibraryPlaces, LocalPlaces
from reader.store.recent import RecentArticles
from reader.store.settings import SettingsFile
from reader.store.state import StateStore

if TYPE_CHECKING:  # comes with the first feed
    from reader.store.feeds import FeedStore
    from reader.store.own_files import OwnFiles


class Stores(NamedTuple):
    """Where a library's articles, annotations and states are kept. Opening them touches no file."""

    places: LibraryPlaces
    articles: ArticleStore
    annotations: AnnotationStore
    states: StateStore
    recent: RecentArticles
    settings: SettingsFile

    @property
    def feeds(self) -> "FeedStore":
        """What is remembered of feeds; it holds nothing, so each one is as good as the other."""
        from reader.store.feeds import FeedStore

        return FeedStore(self.places)

    @property
    def own_files(self) -> "OwnFiles":
        """Which articles came from a file of this machine; holds nothing, as `feeds`."""
        from reader.store.own_files import OwnFiles

        return OwnFiles(self.places)

    def sweep(self, folders: frozenset[Path] | None = None) -> int:
        """Merge the conflict copies that synchronising programs left, in these folders or everywhere; return how many.

        What cannot be merged is told in `problems`. Everywhere, it reads the names of all files.
        """
        from reader.store.reading_log import ReadingLog
        from reader.store.settings_merge import sweep_settings

        places = self.places
        sweeps = (
            (places.annotations, self.annotations.sweep),
            (places.states, self.states.sweep),
            (places.reading, lambda: ReadingLog(places).sweep()),
            (places.folder, lambda: sweep_settings(places)),
            (places.feeds, lambda: self.feeds.sweep() if places.feeds.is_dir() else 0),
            (places.articles, self.articles.sweep),
        )
        if folders is None:
            merged = sum(sweep() for _, sweep in sweeps)
            self._bring_back()
            return merged
        return sum(sweep() for folder, sweep in sweeps if folder in folders and folder != places.articles)

    def _bring_back(self) -> None:
        """Bring back the news that went here and that another machine did something with, as is known now that all is merged."""
        if self.places.gone.is_dir():
            from reader.store.care.expiry import Expiry

            for failure in Expiry(self.places, utc_now()).bring_back():
                self.places.problems.tell(failure)

    def record(self, article_id: str) -> ArticleRecord:
        """Return the record of a kept article. Raises NotFoundError, StoreError."""
        if not self.articles.has(article_id):
            raise NotFoundError(f"no article {article_id[:12]} in the library", "see `pressmark list --view all`")
        return self.articles.record(article_id)


def open_stores(folder: Path, folders: Folders) -> Stores:
    """Return the stores of the library in `folder`, which need not be there yet. Raises StoreError if a file is there."""
    if folder.is_file():
        raise StoreError(f"{folder} is a file", "A library is a folder.")
    places = LocalPlaces(state=folders.state).library(folder)
    return Stores(
        places=places,
        articles=ArticleStore(places),
        annotations=AnnotationStore(places),
        states=StateStore(places),
        recent=RecentArticles(places),
        settings=SettingsFile(places),
    )
