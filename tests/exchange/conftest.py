"""A small marked article that the tests of all formats share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reader.exchange.marks import MarkedArticle
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
)
from reader.model.dates import PageDate
from reader.model.kept import ArticleRecord

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

BLOCKS: tuple[Block, ...] = (
    Headline(text="The ferry <b>that</b> came late"),
    Deck(text="A crossing of *two* hours took nine."),
    Paragraph(
        text="The Aurelia left at noon. Nobody knew why.",
        spans=(Span(start=4, end=11, kind=SpanKind.EMPHASIS),),
        names=("top",),
    ),
    Figure(
        images=(Image(src="https://example.org/a.png", alt="A ferry"),),
        caption="The ferry in the fog",
        credit="Ida Holm",
    ),
    Heading(text="Fog"),
    Quote(text="We waited.\nAnd waited."),
    ListItem(text="first", number=1),
    ListItem(text="inner", level=1),
    ListItem(text="second", number=2),
    Table(rows=(("Port", "Hour"), ("A|b", "9")), header_rows=1),
    Code(text="let x = `1`;\n<script>", language="js"),
    Rule(),
    Embed(url="https://example.org/post", provider="Post", title="A post", quote="Late again"),
    Paragraph(text="More at the top.", spans=(Span(start=12, end=15, kind=SpanKind.LINK, target="#top"),)),
)

CARDS = (
    Headline(text="T"),
    Figure(
        images=(Image(src="https://example.org/s.jpg"),),
        kind=FigureKind.VIDEO,
        title="The bell",
        duration="01:52",
        url="https://example.org/v",
        caption="Seen from the mole.",
    ),
    Figure(kind=FigureKind.AUDIO, title="Heard", duration="09:00"),
    Embed(url="https://x.com/a/status/1", provider="X", title="Ada (@ada)", quote="Ding"),
    Embed(url="https://maps.example/1", provider="Google Maps"),
)
"""A video, a sound, a post and a map."""

ARTICLE = Article(
    metadata=Metadata(
        title="The ferry <b>that</b> came late",
        authors=("Ida Holm", "Jon Vik"),
        site="The Harbour",
        published=PageDate(value=date(2026, 2, 18)),
        url="https://example.org/ferry",
        language="en",
    ),
    blocks=BLOCKS,
)

RECORD = ArticleRecord(
    id="0123456789abcdef", title=ARTICLE.metadata.title, added=NOW, url="https://example.org/ferry", site="The Harbour"
)


@pytest.fixture
def article() -> Article:
    """A short article with a block of every kind."""
    return ARTICLE


@pytest.fixture
def highlight() -> Callable[..., PlacedAnnotation]:
    """Makes a highlight on a quote; an orphan if the article does not say it."""

    def make(
        quote: str, number: int = 2, note: str = "", tags: tuple[str, ...] = (), colour: Colour = Colour.YELLOW
    ) -> PlacedAnnotation:
        start = ARTICLE.text.find(quote)
        is_there = start >= 0
        selectors = Selectors(exact=quote, prefix="", suffix="", start=max(0, start), end=max(0, start) + len(quote))
        annotation = Annotation(
            id=number,
            article_id=RECORD.id,
            created=NOW,
            updated=NOW,
            selectors=selectors,
            note=note,
            tags=tags,
            colour=colour,
        )
        anchor = Anchor(
            state=AnchorState.ANCHORED if is_there else AnchorState.ORPHAN,
            start=start if is_there else 0,
            end=start + len(quote) if is_there else 0,
        )
        return PlacedAnnotation(annotation=annotation, anchor=anchor)

    return make


@pytest.fixture
def article_note() -> Callable[..., PlacedAnnotation]:
    """Makes a note on the article as a whole."""

    def make(note: str, number: int = 1) -> PlacedAnnotation:
        return PlacedAnnotation(
            annotation=Annotation(id=number, article_id=RECORD.id, created=NOW, updated=NOW, note=note)
        )

    return make


@pytest.fixture
def marked() -> Callable[..., MarkedArticle]:
    """Puts annotations, and if need be another title, on the article."""

    def make(*annotations: PlacedAnnotation, title: str = RECORD.title) -> MarkedArticle:
        return MarkedArticle(
            record=replace(RECORD, title=title),
            article=ARTICLE,
            annotations=annotations,
            meanings={Colour.YELLOW: "claim", Colour.GREEN: "evidence"},
            exported_at=NOW,
        )

    return make
