"""What an HTTP status that is no page means for the reader of the page. One line each, and what to do."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from reader.fetch.addresses import Address
from reader.model.dates import utc_now
from reader.model.errors import FetchError, UnreadableError

_SAVE_HINT = "Save it in the browser, then `pressmark FILE`."
_LATER_HINT = "Try again later."

_MAX_WAIT_SECONDS = 365 * 24 * 3600
"""A longer Retry-After is not worth repeating."""


def status_error(status: int, address: Address, retry_after: str = "") -> FetchError:
    """Return the error for an answer of `status`; `retry_after` is the header as it came."""
    shown = address.shown
    match status:
        case 204 | 205:
            return UnreadableError(f"The page is empty: {shown} ({status})")
        case 304:
            return FetchError(f"{shown} answered that nothing has changed, unasked (304)", _LATER_HINT)
        case 401 | 407:
            return FetchError(f"{shown} wants a login ({status})", _SAVE_HINT)
        case 402 | 403 | 451:
            return FetchError(f"{shown} is not shown to us ({status})", _SAVE_HINT)
        case 404:
            return FetchError(f"There is no such page: {shown} (404)", "Check the address.")
        case 410:
            return FetchError(f"The page is gone for good: {shown} (410)", "An archive may have it.")
        case 429 | 503:
            told = _told_wait(retry_after)
            what = "has been asked too often" if status == 429 else "is not available now"
            return FetchError(f"{address.host[:100]} {what} ({status})", f"Try again {told}." if told else _LATER_HINT)
    if 300 <= status < 400:
        return FetchError(f"{shown} sends on without saying where to ({status})")
    if 500 <= status < 600:
        return FetchError(f"{address.host[:100]} has a fault of its own ({status})", _LATER_HINT)
    return FetchError(f"{shown} answered with status {status}", _SAVE_HINT if 400 <= status < 500 else "")


def _told_wait(retry_after: str, now: datetime | None = None) -> str:
    """Return the time that a Retry-After header (RFC 9110, 10.2.3) names, in words; nothing if it makes no sense."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit() and len(value) <= 10:
        seconds = int(value)
    else:
        try:
            moment = parsedate_to_datetime(value)
            seconds = int(
                ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - (now or utc_now())).total_seconds()
            )
        except (ValueError, TypeError, OverflowError, IndexError):
            return ""
    if not 0 < seconds <= _MAX_WAIT_SECONDS:
        return ""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"in {count} {unit}{'s' if count > 1 else ''}"
    return ""
