"""An empty index, and small things to put into it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from reader.model.annotation import Anchor, AnchorState, Annotation, PlacedAnnotation, Selectors
from reader.model.identity import content_digest
from reader.model.kept import ArticleRecord, Version
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import IndexedArticle
from reader.store.places import LibraryPlaces
from tests.store.index.corpus import NOON, ZONE

MakeArticle = Callable[..., IndexedArticle]
MakePlaced = Callable[..., PlacedAnnotation]


@pytest.fixture
def open_index(places: LibraryPlaces) -> Iterator[Callable[[], LibraryIndex]]:
    """Opens the index as one more window does."""
    opened: list[LibraryIndex] = []

    def open_it() -> LibraryIndex:
        opened.append(LibraryIndex(places, zone=ZONE))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


@pytest.fixture
def index(open_index: Callable[[], LibraryIndex]) -> LibraryIndex:
    """An index that is not there yet."""
    return open_index()


@pytest.fixture
def make_article() -> MakeArticle:
    """Makes articles `number` by `number`, each a day younger."""

    def make(number: int = 0, text: str | None = "It sails no more.", *, title: str = "The ferry") -> IndexedArticle:
        words = content_digest((text or "").encode("utf-8", "surrogatepass"))[:16]  # a version's id names a file
        version = Version(id=f"v{number}-{words}", made=NOON, fetched=NOON)
        record = ArticleRecord(
            id=f"{number:016x}", title=title, added=NOON + timedelta(days=number), versions=(version,)
        )
        return IndexedArticle(record=record, text=lambda: text, signature=number + 1)

    return make


@pytest.fixture
def make_placed() -> MakePlaced:
    """Makes highlights of an article."""

    def make(annotation_id: int = 1, *, quote: str = "It sails", note: str = "", number: int = 0) -> PlacedAnnotation:
        annotation = Annotation(
            id=annotation_id,
            article_id=f"{number:016x}",
            created=NOON + timedelta(minutes=annotation_id % 1000),
            updated=NOON,
            selectors=Selectors(exact=quote, prefix="", suffix="", start=0, end=len(quote)),
            note=note,
        )
        return PlacedAnnotation(
            annotation=annotation, anchor=Anchor(state=AnchorState.ANCHORED, start=0, end=len(quote))
        )

    return make
