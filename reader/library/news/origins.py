"""From which site an article is, and of when: as news is told apart and put in order. Pure."""

from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from reader.model.kept import ArticleRecord


def source_of(record: ArticleRecord) -> str:
    """Return what tells one source of news from another: the site an article is from, not the feed it came through."""
    host = urlsplit(record.url).netloc.lower().removeprefix("www.")
    return host or record.site or next((ref.feed_id for ref in record.feeds), "")


def moment_of(record: ArticleRecord) -> datetime:
    """Return when an article was published as far as that is known, at most when it came."""
    written = record.published
    try:
        if len(written) <= len("2026-11-23"):
            published = datetime.combine(date.fromisoformat(written), time.max, UTC)
        else:
            published = datetime.fromisoformat(written)
            published = published if published.tzinfo else published.replace(tzinfo=UTC)
    except ValueError:
        return record.added
    return min(published, record.added)
