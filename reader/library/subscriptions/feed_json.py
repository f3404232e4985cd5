"""A subscription as the command line prints it in JSON."""

from datetime import datetime
from typing import Any

from reader.model.feed import Feed, FeedCounts, FeedHealth


def feed_json(feed: Feed, health: FeedHealth | None = None, counts: FeedCounts | None = None) -> dict[str, Any]:
    """Return a subscription with how it is doing on this machine and how much of it there is; null for what is not known."""
    settings = feed.settings
    known = health or FeedHealth()
    return {
        "id": feed.id,
        "name": feed.shown_name,
        "title": feed.title or None,
        "folder": feed.folder or None,
        "url": feed.url,
        "home": feed.home or None,
        "added": _moment(feed.added),
        "paused": feed.is_paused,
        "paused_because": feed.paused_because or None,
        "settings": {
            "pages": settings.pages.value if settings.pages else None,
            "pictures": settings.with_pictures,
            "keep_days": settings.keep_days,
            "keep_most": settings.keep_most,
            "every_minutes": settings.every_minutes,
        },
        "articles": counts.articles if counts else 0,
        "unread": counts.unread if counts else 0,
        "asked": _moment(known.asked),
        "came": _moment(known.came),
        "due": _moment(known.due),
        "failures": known.failures,
        "error": known.error or None,
        "entries": known.entry_count,
        "per_day": round(known.per_day, 2),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
