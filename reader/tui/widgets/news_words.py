"""Through which feeds an article came, in the words of its row: whose it is, who else has it, how old it is. Pure.

Comes with the first row that came through a feed.
"""

from collections.abc import Sequence
from datetime import datetime

from reader.layout.cells import cell_width, shorten
from reader.model.dates import PageDate
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.tui.lines import age
from reader.tui.shown_feeds import ShownFeed, ShownFeeds, host_of

ALSO_IN = "also in "

NAME_CELLS = 24
"""So much of its name says which feed is meant, where several stand beside each other."""

ALSO_CELLS = 40
"""So much room names have over an open article."""


def source_words(row: ListedArticle, feeds: ShownFeeds, listed: str, *, is_long: bool) -> str:
    """Return whose an article is: of its site and its feed what says more, and no feed that is listed alone (`listed`, its id).

    A feed of the site says it all, in the name that the folders have for it; a feed that gathers from other sites stands behind
    them, where there is room.
    """
    site = row.record.site
    own = own_feed(row, feeds)
    if own is None:
        return site or row.record.origin.value
    is_of_site = not site or are_akin(site, own.name) or is_home(row.record.url, own)
    if own.id == listed:
        return "" if is_of_site else site
    if is_of_site:
        return own.name
    if own.is_named and not is_long:
        return own.name
    return f"{site} via {own.name}" if is_long else site


def source_line(record: ArticleRecord, row: ListedArticle | None, feeds: ShownFeeds) -> str:
    """Return what stands over an open article behind the name of its site: its feed, where that has another name, and who else
    has it. `row` is its row in the list, if it stands there: only that knows of other articles of its story.
    """
    if row is None:
        row = ListedArticle(record=record, state=ReadingState(), feeds=tuple(ref.feed_id for ref in record.feeds))
    own = own_feed(row, feeds)
    says_more = own is not None and (own.is_named or not are_akin(record.site, own.name))
    via = f"via {own.name}" if own is not None and says_more else ""
    return " · ".join(part for part in (via, also_words(others(row, feeds), row.also, ALSO_CELLS)) if part)


def own_feed(row: ListedArticle, feeds: ShownFeeds) -> ShownFeed | None:
    """Return the feed that an article came through, if it is still subscribed to: of several the one of its site."""
    known = [feed for feed_id in row.feeds if (feed := feeds.get(feed_id)) is not None]
    if len(known) < 2:
        return known[0] if known else None
    first = {ref.feed_id for ref in row.record.feeds}  # the others brought what is folded under it
    site, url = row.record.site, row.record.url
    return max(known, key=lambda feed: (feed.id in first, are_akin(site, feed.name), is_home(url, feed)))


def are_akin(site: str, feed: str) -> bool:
    """Whether a site and a feed go by the same name: one has the other in it."""
    one, other = _letters(site), _letters(feed)
    return bool(one and other) and (one in other or other in one)


def is_home(url: str, feed: ShownFeed) -> bool:
    """Whether an article is on the site of a feed."""
    host = host_of(url)
    return any(host == home or host.endswith(f".{home}") or home.endswith(f".{host}") for home in feed.hosts if host)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def others(row: ListedArticle, feeds: ShownFeeds) -> tuple[str, ...]:
    """Return the names of the other feeds that have the article, or another one of its story, none too long; each once."""
    own = own_feed(row, feeds)
    names = (shorten(feeds.name_of(feed_id), NAME_CELLS) for feed_id in row.feeds if own is None or feed_id != own.id)
    return tuple(dict.fromkeys(name for name in names if name))


def count_others(names: Sequence[str], more: int) -> int:
    """Return how many others have an article; `more` tells of its story, for those whose feeds have no name any more."""
    return max(len(names), min(more, 1))


def also_words(names: Sequence[str], more: int, room: int) -> str:
    """Return who else has an article, in at most `room` cells: as many names as fit, each whole, then how many more there are;
    "" if none fits."""
    total = count_others(names, more)
    for shown in range(len(names), 0, -1):
        left = total - shown
        listed = [*names[:shown], *([f"{left} more"] if left else [])]
        words = ALSO_IN + " and ".join(part for part in (", ".join(listed[:-1]), listed[-1]) if part)
        if cell_width(words) <= room:
            return words
    return ""


def news_age(row: ListedArticle, now: datetime) -> str:
    """Return how long ago news was published, if its feed or its page says at what time; "" if not. A time that is still to come
    is a mistake of theirs, and counts as now."""
    try:
        published = PageDate.from_iso(row.record.published)
    except ValueError:
        return ""
    return age(min(published.sort_key(), now), now) if published.has_time else ""
