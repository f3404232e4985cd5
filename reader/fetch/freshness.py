"""When to come again: what the headers of an answer say about it (RFC 9111 Cache-Control and Expires, RFC 9110 Retry-After).

Servers write nonsense into these headers; whatever makes no sense counts as not said.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from reader.model.patterns import compile_late

MAX_WAIT_SECONDS = 365 * 24 * 3600
"""A longer Retry-After is not worth repeating, and nothing is kept as fresh for longer."""

_MAX_AGE = compile_late(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})(?=[\s\",;]|$)", re.IGNORECASE)
_NOT_KEPT = compile_late(r"(?:^|[,\s])no-(?:cache|store)(?=[\s,;]|$)", re.IGNORECASE)


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when an answer that came `now` need not be asked for again; None if the server does not say so.

    `headers` are those of the answer, looked up without regard to case (as httpx's are). `max-age` counts before `Expires`,
    less the time that the answer has spent in caches on its way (`Age`); `Expires` is taken against the server's own clock
    (`Date`), as its and ours may differ. Never later than in a year.
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    told = _MAX_AGE.search(control)
    if told is not None:
        seconds = min(int(told[1]), MAX_WAIT_SECONDS) - _age_seconds(headers.get("age", ""))
    else:
        expires = http_moment(headers.get("expires", ""))
        if expires is None:
            return None
        seconds = int((expires - (http_moment(headers.get("date", "")) or now)).total_seconds())
    return now + timedelta(seconds=min(seconds, MAX_WAIT_SECONDS)) if seconds > 0 else None


def retry_moment(retry_after: str, now: datetime) -> datetime | None:
    """Return the time that a Retry-After header names, in seconds from `now` or as a date; None if it makes no sense."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit() and len(value) <= 10:
        seconds = int(value)
    else:
        moment = http_moment(value)
        if moment is None:
            return None
        seconds = int((moment - now).total_seconds())
    return now + timedelta(seconds=seconds) if 0 < seconds <= MAX_WAIT_SECONDS else None


def http_moment(value: str) -> datetime | None:
    """Return the time that a header gives as a date (RFC 9110, 5.6.7), None if it is none."""
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _age_seconds(value: str) -> int:
    value = value.strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 10 else 0
