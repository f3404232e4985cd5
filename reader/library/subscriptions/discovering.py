"""From what somebody typed to feeds: the address of a feed, or of a site that names its feeds, or has them where most sites do.

What is found is fetched and read once before it is offered, so that nothing is offered that does not work. Everything comes
through the one door: what a page names may lead into a private network only on the origin that was typed.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reader.library.config import Config
from reader.library.progress import Progress, Work
from reader.library.results import FoundFeed
from reader.library.site_access import access_of
from reader.library.subscriptions.addresses import KnownFeeds, addresses_meant, is_same_origin
from reader.model.errors import CancelledError, FeedError, FetchError, ReaderError
from reader.model.feed import FeedForm, ParsedFeed

if TYPE_CHECKING:  # what only fetching needs
    from reader.fetch.feed import FeedDelivery

ReadFeed = Callable[[bytes, str, str], ParsedFeed]
"""Reads content, its type and its address as a feed. Raises FeedError."""

MOST_LOOKED_AT = 12
"""Of the feeds that a page names; some name one for every section, and whoever wants those gives their addresses."""
MOST_SECONDS = 60.0
"""For all of it: a server that lets every request wait would be looked through for minutes."""
AT_ONCE = 4
"""They are mostly on one server, which should not feel it."""
_COMPARED_ENTRIES = 10


class Candidate(NamedTuple):
    """An address that may be that of a feed."""

    url: str
    title: str = ""
    """What the page calls it that names it."""


class Fetched(NamedTuple):
    """A feed that was fetched and read."""

    delivery: "FeedDelivery"
    parsed: ParsedFeed


class FeedFinder:
    """Looks for feeds."""

    def __init__(
        self,
        config: Config,
        read: ReadFeed,
        known: KnownFeeds,
        work: Work,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`known` are the subscriptions that are there."""
        self._clock = clock
        self._end = clock() + MOST_SECONDS
        self._config = config
        self._read = read
        self._known = known
        self._work = work
        self._indexed: list[str] = []
        """The sitemaps that indexes of sitemaps named on the way."""

    def find(self, target: str) -> tuple[FoundFeed, ...]:
        """Return the feed at an address, or those of the site there, the likeliest first.

        Raises FeedError if there are none, FetchError if the address cannot be had, UsageError for one that is not kept,
        CancelledError.
        """
        from reader.feeds.discovery import feeds_on_page

        delivery, asked = self._first_that_answers(addresses_meant(target))
        try:
            parsed = self._read(delivery.content, delivery.content_type, delivery.url)
        except FeedError:
            if not _is_page(delivery):
                raise
        else:
            if parsed.sitemaps and not parsed.entries:
                return self._in_index(parsed, delivery, asked)
            if _is_map_of_pages(parsed):
                raise FeedError(f"this sitemap names all pages of a site, and no news: {_shown(delivery.url)}")
            return (self._found(Candidate(asked), Fetched(delivery, parsed), asked),)
        named = [
            Candidate(link.url, link.title)
            for link in feeds_on_page(delivery.content, delivery.url, delivery.content_type)
        ]
        if found := self._look_at(named, delivery.url, asked):
            return found
        for candidates in self._usual_places(delivery.url):
            if found := self._look_at(candidates, delivery.url, asked, is_one_enough=True):
                return found
        if self._clock() >= self._end:
            raise FeedError(f"{_host(delivery.url)} is too slow to be looked through", "give the address of its feed")
        raise FeedError(
            f"no feed was found at {_shown(delivery.url)}",
            "if you know the address of its feed, give that; single articles are kept with `pressmark add`",
        )

    def _in_index(self, index: ParsedFeed, delivery: "FeedDelivery", asked: str) -> tuple[FoundFeed, ...]:
        """Return the sitemaps of news that an index of sitemaps names. Raises FeedError if it names none."""
        news = [Candidate(address) for address in index.sitemaps]
        if found := self._look_at(news, delivery.url, asked, is_one_enough=True):
            return found
        raise FeedError(f"this is an index of sitemaps, and none of them has news: {_shown(delivery.url)}")

    def _first_that_answers(self, addresses: Sequence[str]) -> "tuple[FeedDelivery, str]":
        """Return what comes from the first address that can be reached, and the address. Raises the error of the first."""
        failure: FetchError | None = None
        for address in addresses:
            self._tell(f"fetching {_host(address)}")
            try:
                return self._fetch(address, found_on=None), address
            except FetchError as error:
                failure = failure or error
                if error.status:  # somebody is there, and another scheme would say the same
                    raise
        raise failure or FetchError("There is no address")

    def _usual_places(self, url: str) -> Iterable[list[Candidate]]:
        """Give the addresses where sites have feeds without a word, then those of their news sitemaps, then what indexes of
        sitemaps name."""
        from reader.feeds.discovery import sitemaps_in_robots, usual_feed_addresses, usual_sitemap_addresses
        from reader.feeds.sitemap_names import is_not_for_news

        yield [Candidate(address) for address in usual_feed_addresses(url)]
        try:
            robots = self._fetch(f"{_origin(url)}/robots.txt", found_on=url)
        except ReaderError as error:
            _pass_on_stop(error)
            told: Sequence[str] = ()
        else:
            told = sitemaps_in_robots(robots.content, robots.url)
        yield [Candidate(address) for address in dict.fromkeys((*told, *usual_sitemap_addresses(url)))]
        yield [Candidate(address) for address in self._indexed if not is_not_for_news(address)]

    def _look_at(
        self, candidates: Iterable[Candidate], page_url: str, typed: str, *, is_one_enough: bool = False
    ) -> tuple[FoundFeed, ...]:
        """Fetch and read what may be feeds; return those that are, each once, in their order."""
        wanted = list({one.url: one for one in candidates}.values())[:MOST_LOOKED_AT]
        found: list[tuple[Candidate, Fetched]] = []
        done = 0
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="find feeds") as threads:
            for start in range(0, len(wanted), AT_ONCE):
                batch = wanted[start : start + AT_ONCE]
                self._tell(f"looking at feeds of {_host(page_url)}", done, len(wanted))
                came = threads.map(lambda one: self._try(one.url, page_url), batch)
                found += [(one, fetched) for one, fetched in zip(batch, came, strict=True) if fetched is not None]
                done += len(batch)
                if self._work.is_cancelled:
                    raise CancelledError("Stopped")
                if found and is_one_enough:
                    del found[1:]
                    break
        return tuple(self._found(candidate, fetched, typed) for candidate, fetched in _each_once(found))

    def _try(self, url: str, page_url: str) -> Fetched | None:
        try:
            delivery = self._fetch(url, found_on=page_url)
            parsed = self._read(delivery.content, delivery.content_type, delivery.url)
        except ReaderError as error:
            _pass_on_stop(error)
            return None
        self._indexed += parsed.sitemaps
        return None if _is_map_of_pages(parsed) else Fetched(delivery, parsed)

    def _fetch(self, url: str, *, found_on: str | None) -> "FeedDelivery":
        from reader.fetch.feed import FetchLimits, NotModified, fetch_feed

        left_seconds = self._end - self._clock()
        if left_seconds <= 0:
            raise FetchError(f"{_host(url)} was not asked any more")
        delivery = fetch_feed(
            url,
            limits=FetchLimits(deadline_seconds=min(self._config.fetch_deadline_seconds, left_seconds)),
            found_on=found_on,
            confirmed_hosts=frozenset(self._config.confirmed_hosts),
            access=access_of(self._config),
            cancel=self._work.cancel,
        )
        if isinstance(delivery, NotModified):  # cannot be: no validators were sent
            raise FetchError(f"{_shown(url)} sent no feed")
        return delivery

    def _found(self, candidate: Candidate, fetched: Fetched, typed: str) -> FoundFeed:
        from reader.feeds.discovery import FeedLink, is_of_comments

        delivery, parsed = fetched
        url = delivery.permanent_url or candidate.url
        here = self._known.at(url, candidate.url)
        return FoundFeed(
            url=url,
            title=parsed.title or candidate.title,
            form=parsed.form,
            home=parsed.home,
            entries=len(parsed.entries),
            is_typed=is_same_origin(url, typed),
            feed_id=here.id if here is not None else "",
            is_of_comments=is_of_comments(FeedLink(url=url, title=f"{candidate.title} {parsed.title}")),
            notes=(*_notes(delivery, parsed), *(self._alike(parsed) if here is None else ())),
        )

    def _alike(self, parsed: ParsedFeed) -> Iterable[str]:
        """Give a note if what was found may be a subscription at another address: `www.` or none, Atom beside RSS."""
        alike = self._known.called(parsed.title, parsed.home)
        if alike is not None:
            yield f"a feed of the same name and site is subscribed to already: {_shown(alike.url)}"

    def _tell(self, step: str, done: int = 0, total: int = 0) -> None:
        if self._work.is_cancelled:
            raise CancelledError("Stopped")
        self._work.report(Progress(step, done, total))


def _notes(delivery: "FeedDelivery", parsed: ParsedFeed) -> Iterable[str]:
    if delivery.permanent_url:
        yield f"it has moved: {_shown(delivery.permanent_url)} is asked from now on"
    if parsed.form is FeedForm.SITEMAP:
        yield "it is a list of the site's news, and has titles alone: the articles' own pages are fetched"
    if not parsed.entries:
        yield "there is nothing in it yet"


def _is_map_of_pages(parsed: ParsedFeed) -> bool:
    """Whether it is a sitemap for search engines, of everything the site ever had, or of other sitemaps: nobody's news."""
    return parsed.form is FeedForm.SITEMAP and not any(entry.title or entry.published for entry in parsed.entries)


def _each_once(found: Sequence[tuple[Candidate, Fetched]]) -> list[tuple[Candidate, Fetched]]:
    """Return feeds without those that another one before it has said already, in another form or from another address."""
    seen: set[tuple[str, ...]] = set()
    fresh: list[tuple[Candidate, Fetched]] = []
    for candidate, fetched in found:
        entries = fetched.parsed.entries[:_COMPARED_ENTRIES]
        said = tuple(entry.url or entry.key for entry in entries) or (fetched.delivery.url,)
        if said not in seen:
            seen.add(said)
            fresh.append((candidate, fetched))
    return fresh


def _is_page(delivery: "FeedDelivery") -> bool:
    return b"<html" in delivery.content[:4096].lower() or "html" in delivery.content_type.lower()


def _pass_on_stop(error: ReaderError) -> None:
    """Let nothing be made of it that the user gave up."""
    if isinstance(error, CancelledError):
        raise error


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _shown(url: str) -> str:
    from reader.fetch.addresses import shown_address

    return shown_address(url)
