"""Feeds: what is subscribed to, what a feed says, how it is doing, and the rules for what comes in.

A *feed* is a subscription; it belongs to the library (`library.toml`) and travels with it. What a server sent, read, is a
`ParsedFeed` with its *entries*. An entry becomes an ordinary article. How a feed is doing on this machine is its *health*.
"""

from datetime import datetime
from enum import StrEnum

from reader.model.dates import PageDate
from reader.model.feed_ref import FeedRef as FeedRef
from reader.model.identity import article_id_of_url
from reader.model.values import dataclass

FOLDER_SEPARATOR = "/"
"""Between the names of nested folders: `Morning/Science`."""


class FeedForm(StrEnum):
    """In which form a feed is written."""

    RSS = "rss"
    """0.9x to 2.0."""
    RDF = "rdf"
    """RSS 0.90 and 1.0."""
    ATOM = "atom"
    JSON = "json"
    """JSON Feed."""
    SITEMAP = "sitemap"
    """A news sitemap, where a site has no feed."""


class FetchPages(StrEnum):
    """When the page that an entry points to is fetched."""

    ALWAYS = "always"
    """As soon as the entry comes."""
    OPEN = "open"
    """When the reader opens it; until then there is what the feed says."""
    NEVER = "never"
    """What the feed says is all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """What may be set for every feed; None where what is usual holds (`Config`)."""

    pages: FetchPages | None = None
    with_pictures: bool | None = None
    """Whether the pictures of its articles are kept."""
    keep_days: int | None = None
    """Its articles go after so many days unless the reader did something with them; 0 for never."""
    keep_most: int | None = None
    """Of more articles than this the oldest go, unless the reader did something with them; 0 for no limit."""
    every_minutes: int | None = None
    """How often its server is asked at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscription."""

    id: str
    """`feed_id_of_url` of the address it was subscribed at; it stays when the feed moves."""
    url: str
    """Where it is fetched, without credentials."""
    title: str = ""
    """What it calls itself."""
    name: str = ""
    """What the reader calls it; "" for its title."""
    folder: str = ""
    """The folder it is in, `Morning/Science`; "" for none."""
    home: str = ""
    """The address of the site."""
    added: datetime | None = None
    is_paused: bool = False
    """Whether it is not asked any more: by the reader's wish, or because it is gone (`paused_because`)."""
    paused_because: str = ""
    is_typed: bool = False
    """Whether the reader typed its address: then it may be on a private network."""
    settings: FeedSettings = FeedSettings()

    @property
    def shown_name(self) -> str:
        """What it is called in lists."""
        return self.name or self.title or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedImage:
    """A picture or another file that came with an entry."""

    url: str
    media_type: str = ""
    """`image/jpeg`, `audio/mpeg`; `image/*`, `audio/*` where only the kind is known; "" if nobody said."""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a feed, read and cleaned: every text without markup and control characters, every address http or https."""

    key: str
    """By which it is known again in its feed: its guid, else its address, else a digest of what it says."""
    url: str = ""
    """The page it points to; "" if it points nowhere."""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: PageDate | None = None
    updated: PageDate | None = None
    summary: str = ""
    """HTML as it came: to be read by `extract` and never shown."""
    content: str = ""
    """HTML as it came, the whole text if the feed has it."""
    base: str = ""
    """What relative addresses in `summary` and `content` are relative to (`xml:base`); "" for `url`, as nearly always."""
    tags: tuple[str, ...] = ()
    language: str = ""
    images: tuple[FeedImage, ...] = ()
    enclosures: tuple[FeedImage, ...] = ()
    """What is to be heard or seen elsewhere: sound, video."""
    source_title: str = ""
    """The feed it was taken over from, if it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a server sent for a feed, read."""

    form: FeedForm
    title: str = ""
    description: str = ""
    home: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    """In the order of the feed; a key stands once."""
    moved_to: str = ""
    """Where it says that it has moved (`itunes:new-feed-url`)."""
    ttl_minutes: int = 0
    """How long it asks to be left alone (`ttl`, `sy:updatePeriod`); 0 if it does not say."""
    sitemaps: tuple[str, ...] = ()
    """The sitemaps that an index of sitemaps names, those of news first: such an index has no entries of its own."""
    is_cut: bool = False
    """Whether a limit cut it: more entries, longer texts, or bytes that did not come."""
    notes: tuple[str, ...] = ()
    """What was wrong with it without stopping it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed is doing on this machine. Not carried to others: each asks for itself."""

    asked: datetime | None = None
    """When its server was last asked."""
    came: datetime | None = None
    """When it last answered well, with news or without."""
    changed: datetime | None = None
    """When there was last something new in it."""
    due: datetime | None = None
    """When it is to be asked next: not before, unless the reader says so."""
    due_because: str = ""
    """Why then: "the server asks for an hour", "failed 3 times"."""
    failures: int = 0
    """How often in a row it failed."""
    error: str = ""
    """What was wrong the last time; "" if nothing was."""
    hint: str = ""
    status: int = 0
    """Of the last HTTP answer; 0 if there was none."""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    """Where its server says that it has moved to for good; it is believed when it says so again."""
    digest: str = ""
    """Of the bytes that came last: equal bytes are not read again."""
    size_bytes: int = 0
    entry_count: int = 0
    """How many entries were in it last."""
    seconds: float = 0.0
    """How long the last fetch took."""
    per_day: float = 0.0
    """New entries a day, over the last weeks."""
    log: tuple[str, ...] = ()
    """The last few things that happened, the newest first: an ISO time, a space, words."""

    @property
    def is_failing(self) -> bool:
        """Whether it did not come the last time."""
        return bool(self.error)


class RuleAction(StrEnum):
    """What a rule does with what it finds. `TAG` takes the tags of the rule."""

    TAG = "tag"
    STAR = "star"
    ARCHIVE = "archive"
    READ = "read"
    HIDE = "hide"
    """It stands in no list of news; a search for `is:hidden` finds it."""
    KEEP = "keep"
    """It goes into the inbox, as if the reader had added it."""
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is done with new entries that a query finds."""

    name: str
    query: str
    actions: tuple[RuleAction, ...] = ()
    tags: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    """Ids of feeds, or folders, that it is for; all if there are none."""
    is_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCounts:
    """How much a feed has in the lists."""

    articles: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedFeed:
    """What asking one feed came to."""

    feed_id: str
    name: str
    new: int = 0
    """New articles."""
    known: int = 0
    """Entries whose article was here already, from another feed or added by hand."""
    failed_pages: int = 0
    """Pages that did not come: their articles are what the feed says."""
    is_unchanged: bool = False
    error: str = ""
    hint: str = ""
    notes: tuple[str, ...] = ()
    """What the reader should know: "it has moved to …", "it is gone and will not be asked again"."""


def feed_id_of_url(url: str) -> str:
    """Return the id of a feed that is subscribed to at `url`: as of an article there."""
    return article_id_of_url(url)
