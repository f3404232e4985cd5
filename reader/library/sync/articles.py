"""From an entry and its page to an article that is kept: cleaned first, which takes long, then stored, which is short.

An article is written in an order that bears being stopped at any point. Every address that led here points to it before it is
there, so that whoever comes again finds it by any of them; then it is written, its record last. Called by `syncing`, from its
one thread.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.library.joining import Joined
from reader.library.opening import Opening
from reader.library.references import known_address
from reader.library.stores import Stores
from reader.library.sync.entry_articles import (
    EntryPlace,
    entry_page,
    filled,
    id_of_entry,
    is_feed_better,
    is_of_something_else,
    is_page_enough,
    is_readable,
    is_teaser,
    plain_words,
    sure_canonical,
)
from reader.library.sync.intake import is_another
from reader.model.article import Article, Metadata
from reader.model.blocks import Headline, Paragraph
from reader.model.errors import ExtractError
from reader.model.feed import Feed, FeedRef
from reader.model.identity import article_id_of_url
from reader.model.kept import ArticleRecord, describe_article
from reader.model.page import Page, PageForm
from reader.model.text import clean_line

MOST_BARE_LETTERS = 50_000


class Cleaned(NamedTuple):
    """An entry as an article, not kept yet."""

    place: EntryPlace
    article: Article
    pages: tuple[Page, ...]
    awaits_page: bool = False
    """Whether its page is still to be fetched."""

    @property
    def is_of_feed(self) -> bool:
        """Whether it is what the feed says."""
        return self.pages[0].form is PageForm.ENTRY


class Kept(NamedTuple):
    """What became of an entry."""

    article_id: str
    is_new: bool


class EntryArticles:
    """Makes articles of entries, in one library."""

    def __init__(
        self, stores: Stores, opening: Opening, now: datetime, story_of: Callable[[ArticleRecord, Article], str]
    ) -> None:
        """`story_of` gives the id of the article that told the story of a new one first, "" if it is the first itself."""
        self._stores = stores
        self._opening = opening
        self._now = now
        self._story_of = story_of

    def are_wanted(self, feeds: Iterable[Feed]) -> bool:
        """Whether any of the feeds is still subscribed to: one may be given up while its pages come."""
        known = self._stores.settings.load_or_last().feeds
        return any(feed.id in known for feed in feeds)

    def read_page(self, page: Page) -> Article | None:
        """Return the article on a page, None if there is none on it, or if it cannot be cleaned. Raises ConfigError for rules of
        the reader that are wrong."""
        article = self._cleaned(page)
        return article if article is not None and is_readable(article) else None

    def clean(self, place: EntryPlace, joined: Joined | None, *, awaits_page: bool = False) -> Cleaned:
        """Return the better of what the page (`joined`: the article on it, and all its pages) and the feed say."""
        if joined is not None and is_page_enough(joined.article, place.entry):
            return Cleaned(place, filled(joined.article, place, self._now), joined.pages)
        page = entry_page(place, self._now)
        from_feed = self._cleaned(page) or _bare(place)
        if joined is not None and not is_feed_better(
            joined.article, from_feed, is_elsewhere=is_of_something_else(joined.article, place.entry)
        ):
            return Cleaned(place, filled(joined.article, place, self._now), joined.pages)
        if is_teaser(place.entry):
            from_feed = replace(from_feed, is_partial=True)
        return Cleaned(place, filled(from_feed, place, self._now), (page,), awaits_page and bool(place.entry.url))

    def _cleaned(self, page: Page) -> Article | None:
        try:
            return self._opening.clean(page, is_lenient=True)
        except ExtractError:  # no article in it, or one on which the process that cleans broke
            return None

    def keep(self, cleaned: Cleaned, added: datetime) -> Kept:
        """Keep an article under the id it belongs at; one that is there already has come by this feed, too."""
        place = cleaned.place
        feed, entry = place.feed, place.entry
        ref = FeedRef(feed_id=feed.id, key=entry.key)
        article_id, addresses = self._id_of(cleaned)
        if self._stores.articles.has(article_id):
            if not is_another(self._stores.record(article_id), feed, entry):
                self._point_to(article_id, addresses)
                self._stores.articles.note_news(article_id, feeds=(ref,))
                return Kept(article_id, is_new=False)
            article_id, addresses = (
                id_of_entry(feed, entry),
                (),
            )  # a page that claims to be another one of the same feed
        self._point_to(article_id, addresses)
        described = describe_article(
            cleaned.article, cleaned.pages[0], article_id=article_id, added=added, source=entry.url
        )
        record = replace(described, feeds=(ref,), came_by_feed=True, awaits_page=cleaned.awaits_page)
        record = replace(record, story=self._story_of(record, cleaned.article))
        self._stores.articles.save(record, cleaned.article, cleaned.pages)
        return Kept(article_id, is_new=True)

    def note_known(self, feed: Feed, key: str, article_id: str) -> None:
        """Remember that an article that is here came by this entry of a feed, too."""
        self._stores.articles.note_news(article_id, feeds=(FeedRef(feed_id=feed.id, key=key),))

    def is_here(self, place: EntryPlace) -> str:
        """Return the id of the article of an entry if it is here already, else ""."""
        entry = place.entry
        if entry.url and (known := known_address(self._stores, entry.url)):
            return known
        article_id = id_of_entry(place.feed, entry)
        return article_id if self._stores.articles.has(article_id) else ""

    def _id_of(self, cleaned: Cleaned) -> tuple[str, Sequence[str]]:
        """Return the id of an article, and the addresses that lead to it."""
        place, page = cleaned.place, cleaned.pages[0]
        if cleaned.is_of_feed:
            return id_of_entry(place.feed, place.entry), ()
        canonical = cleaned.article.metadata.canonical
        url = sure_canonical(canonical, place.entry.url, page.url)
        if url == canonical and not _same_host(canonical, page.url, place.entry.url):
            # Any page may call any address its own. It is believed about another site's if the article is here from there.
            url = url if known_address(self._stores, url) else page.url
        article_id = known_address(self._stores, url) or article_id_of_url(url)
        return article_id, (place.entry.url, page.url, url)

    def _point_to(self, article_id: str, addresses: Sequence[str]) -> None:
        for url in dict.fromkeys(addresses):
            if url and article_id_of_url(url) != article_id:
                self._stores.articles.add_alias(url, article_id)


def _bare(place: EntryPlace) -> Article:
    """Return an article of the words of an entry, for one that cannot be cleaned."""
    entry = place.entry
    words = clean_line(plain_words(entry.content or entry.summary), MOST_BARE_LETTERS)
    blocks = (Headline(text=entry.title),) if entry.title else ()
    return Article(
        metadata=Metadata(title=entry.title, url=entry.url),
        blocks=(*blocks, Paragraph(text=words)) if words else blocks,
    )


def _same_host(url: str, *others: str) -> bool:
    host = _site(url)
    return any(_site(other) == host for other in others)


def _site(url: str) -> str:
    """Return a host without the part before its name proper: `www.`, `m.`, `amp.`."""
    parts = (urlsplit(url).hostname or "").split(".")
    if len(parts) < 3 or parts[-1].isdigit():
        return ".".join(parts)
    return ".".join(parts[-3 if len(parts[-2]) <= 3 else -2 :])
