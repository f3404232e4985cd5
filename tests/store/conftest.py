"""What the tests of the store share: a library in a temporary folder, and annotations to put in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.model.annotation import Annotation, Colour, OtherVersion, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import Figure, Headline, Image, Paragraph, Span, SpanKind
from reader.store.places import LibraryPlaces

ARTICLE_ID = "0123456789abcdef"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

MakeAnnotation = Callable[..., Annotation]


@pytest.fixture
def places(tmp_path: Path) -> LibraryPlaces:
    """A library that does not exist yet."""
    return LibraryPlaces(tmp_path / "library", tmp_path / "local")


@pytest.fixture
def article_id() -> str:
    """Some article's id."""
    return ARTICLE_ID


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is read."""
    ticks = iter(range(1_000_000))
    return lambda: NOON + timedelta(seconds=next(ticks))


@pytest.fixture
def make_annotation() -> MakeAnnotation:
    """Makes highlights with ids 1, 2, 3 …, or with those asked for."""
    ids = iter(range(1, 1_000_000))

    def make(
        note: str = "", *, annotation_id: int = 0, updated: datetime = NOON, other_notes: tuple[str, ...] = ()
    ) -> Annotation:
        return Annotation(
            id=annotation_id or next(ids),
            article_id=ARTICLE_ID,
            created=NOON,
            updated=updated,
            version_id="fedcba9876543210",
            selectors=Selectors(exact="the ferry 渡し船", prefix="that ", suffix=" sails", start=5, end=18),
            colour=Colour.GREEN,
            note=note,
            tags=("sea", "ziekenhuis"),
            others=tuple(OtherVersion(written=updated, note=other) for other in other_notes),
        )

    return make


@pytest.fixture
def article() -> Article:
    """A short article with a bit of everything."""
    return Article(
        metadata=Metadata(title="The ferry", authors=("A. Holm",), url="https://example.org/ferry", site="Example"),
        blocks=(
            Headline(text="The ferry"),
            Paragraph(text="It sails no more. 渡し船は…", spans=(Span(start=3, end=8, kind=SpanKind.EMPHASIS),)),
            Figure(images=(Image(src="https://example.org/a.jpg", alt="A quay"),), caption="The quay", credit="H. Vik"),
        ),
    )
