"""The stores of one library, opened together."""

from pathlib import Path
from typing import NamedTuple

from reader.library.folders import Folders
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ArticleRecord
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.places import LibraryPlaces, LocalPlaces
from reader.store.recent import RecentArticles
from reader.store.settings import SettingsFile
from reader.store.state import StateStore


class Stores(NamedTuple):
    """Where a library's articles, annotations and states are kept. Opening them touches no file."""

    places: LibraryPlaces
    articles: ArticleStore
    annotations: AnnotationStore
    states: StateStore
    recent: RecentArticles
    settings: SettingsFile

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
