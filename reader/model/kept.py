"""What the library keeps about an article beside its text and its annotations: the record, its versions, the reader's state."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from reader.model.article import Article, ArticleKind
from reader.model.feed_ref import FeedRef
from reader.model.page import Page, PageOrigin
from reader.model.text import clean_line
from reader.model.values import dataclass

_STAND_IN_LETTERS = 80
"""As much of the first words as a list has room for."""


class Part(StrEnum):
    """The parts of what is kept: which of them a change was made in."""

    ARTICLE = "article"
    """The record, and the versions of the text."""
    STATE = "state"
    """What must not be lost of the reading state: read, starred, archived, trashed, tags, marks."""
    POSITION = "position"
    """Where the reader is in the article, and when it was opened."""
    ANNOTATIONS = "annotations"
    SETTINGS = "settings"
    """library.toml; of no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One cleaned state of an article, by the digest of its text."""

    id: str
    made: datetime
    """When it became the current one: cleaned, or chosen again by the reader."""
    fetched: datetime
    """When the page it was made from was fetched."""
    snapshots: tuple[str, ...] = ()
    """The digests of the raw pages it was made from, in order; empty if none were kept."""
    words: int = 0
    is_chosen: bool = False
    """Whether the reader went back to it: then no site changed anything at that time."""
    is_of_feed: bool = False
    """Whether it is what a feed says, and no page: then the page that comes after it is no change of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingState:
    """What the reader did with an article. Every field is merged on its own; the last writer wins."""

    is_read: bool = False
    is_starred: bool = False
    is_archived: bool = False
    is_trashed: bool = False
    is_kept: bool = False
    """Whether the reader took it out of the news into the inbox; says nothing of an article that the reader added."""
    is_hidden: bool = False
    """Whether a rule keeps it out of the lists of news."""
    tags: tuple[str, ...] = ()
    position: int = 0
    """Offset of the first text on the screen, in the current version."""
    furthest: int = 0
    """The furthest offset ever reached."""
    opened: datetime | None = None
    """When it was last opened."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Letter to offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """What lists show and ids resolve to: one small file an article."""

    id: str
    title: str
    added: datetime
    origin: PageOrigin = PageOrigin.URL
    url: str = ""
    """The canonical or final address; empty for files without one."""
    source: str = ""
    """What the user gave: an address or a path, to the letter, whatever letters it has; `came_from` is what may be shown."""
    found_on: str | None = None
    """On whose word it was fetched, if it was found as a link in another article: the address that the reader typed and that led
    there, "" for nobody's. None if the reader gave it; `came_by_feed` tells of what a sync brought."""
    site: str = ""
    section: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    published: str = ""
    """ISO 8601, as precise as the page."""
    words: int = 0
    minutes: int = 1
    kind: ArticleKind = ArticleKind.ARTICLE
    is_partial: bool = False
    versions: tuple[Version, ...] = ()
    """In the order in which they were the current one, the last one is; never empty for a kept article.

    A log: what comes back stands there twice, and what two machines found at the same time stands there twice in a row.
    """
    checked: datetime | None = None
    """When the site was last asked whether its page has changed; None if it never was since the page came."""
    etag: str = ""
    last_modified: str = ""
    text_letters: int = 0
    """Length of the current version's text, for progress in lists."""
    version_count: int = 0
    """How many versions there are, in rows of lists, which know the current one alone; 0 if it is, or if all are here."""
    feeds: tuple[FeedRef, ...] = ()
    """Through which feeds it came, each once, in the order of their ids; in rows of lists without the keys of its entries."""
    came_by_feed: bool = False
    """Whether a sync brought it, and not the reader: then it is news until the reader keeps it."""
    awaits_page: bool = False
    """Whether what is kept is only what its feed says: its page is to be fetched when it is opened."""
    story: str = ""
    """The id of an article that tells the same story and was here before, for folding; "" if none was."""

    @property
    def version_id(self) -> str:
        """The id of the current version."""
        return self.versions[-1].id if self.versions else ""

    @property
    def came_from(self) -> str:
        """Where it is from, as it may be shown: its address, else what the user gave, cleaned; "" if neither is known."""
        return self.url or clean_line(self.source)

    @property
    def last_asked(self) -> datetime:
        """When its page came, or was last asked for."""
        came = self.versions[-1].fetched if self.versions else self.added
        return max(came, self.checked) if self.checked else came


def distinct(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return the log of versions as it is told: what two machines found at the same time counts once, and of going back and
    forth only where it ended."""
    told: list[Version] = []
    for version in versions:
        if told and version.is_chosen and told[-1].is_chosen:
            told.pop()
        if not told or told[-1].id != version.id:
            told.append(version)
    return tuple(told)


def describe_article(
    article: Article, page: Page | None, *, article_id: str, added: datetime, source: str = ""
) -> ArticleRecord:
    """Return the record of an article that was read from `page`, without versions; `page` is None if it was not kept.

    `source` is what the user gave, for a page that does not say where it is from.
    """
    metadata = article.metadata
    came_from = (page.path or page.requested_url) if page else ""
    url = metadata.canonical or (page.url if page else metadata.url)
    return ArticleRecord(
        id=article_id,
        title=metadata.title or _stand_in_title(article, page, url),
        added=added,
        origin=page.origin if page else PageOrigin.URL,
        url=url,
        source=came_from or clean_line(source) or ("" if page else url),
        site=metadata.site,
        section=metadata.section,
        deck=metadata.deck,
        authors=metadata.authors,
        language=metadata.language,
        published=metadata.published.isoformat() if metadata.published else "",
        words=article.words,
        minutes=article.minutes,
        kind=article.kind,
        is_partial=article.is_partial,
        etag=page.etag if page else "",
        last_modified=page.last_modified if page else "",
        text_letters=len(article.text),
    )


def _stand_in_title(article: Article, page: Page | None, url: str) -> str:
    """Name an article that has no title: by its first words, else by where it came from."""
    name = PurePath(page.path).stem if page else ""
    return clean_line(article.body, _STAND_IN_LETTERS) or clean_line(name) or url or "Untitled"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationCounts:
    """How much was marked and written in one article."""

    highlights: int = 0
    notes: int = 0
    """Highlights with a note, and notes on the article."""
    colours: tuple[str, ...] = ()
    """The names of the colours that are marked in, the most used first; only where a list shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """A row of a list: record, state and counts together."""

    record: ArticleRecord
    state: ReadingState
    counts: AnnotationCounts = AnnotationCounts()
    feeds: tuple[str, ...] = ()
    """The ids of the feeds that it and what is folded under it came through, its own first."""
    also: int = 0
    """How many articles that tell the same story are folded under it."""

    @property
    def is_news(self) -> bool:
        """Whether it stands among the news: a sync brought it, and the reader has not kept it."""
        return self.record.came_by_feed and not self.state.is_kept

    @property
    def progress(self) -> float:
        """How far the reader came, 0 to 1."""
        return min(1.0, self.state.furthest / self.record.text_letters) if self.record.text_letters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """A version of a kept article, opened for reading."""

    record: ArticleRecord
    version_id: str
    article: Article
    state: ReadingState
