"""What an HTTP status that is no page means for the reader of the page. One line each, and what to do."""

from datetime import datetime

from reader.fetch.addresses import Address
from reader.fetch.freshness import retry_moment
from reader.fetch.hints import ODD_HINTS, WAYS_ROUND
from reader.model.dates import utc_now
from reader.model.errors import FetchError, UnreadableError

_SUBSCRIBER_HINTS = {
    **WAYS_ROUND,
    "page": "Save it in the browser and add the file, or lend the browser's cookies: [cookies] in config.toml.",
}
_GONE_HINTS = {"page": "An archive may have it.", "feed": "The site may have another one by now.", "picture": ""}
_LOGIN_HINTS = {
    "page": "Give it one in [logins] of config.toml, or save the page in the browser and add the file.",
    "feed": "Give it one in [logins] of config.toml.",
    "picture": "",
}
_LATER_HINT = "Try again later."


def status_error(status: int, address: Address, retry_after: str = "", noun: str = "page") -> FetchError:
    """Return the error for an answer of `status`; `retry_after` is the header as it came, `noun` (`page` or `feed`) what was
    asked for.

    The error knows both: `status`, and `retry_at` where the server says when it wants to be asked again.
    """
    now = utc_now()
    error = _told(status, address, retry_after, noun, now)
    error.status = status
    error.retry_at = retry_moment(retry_after, now)
    return error


def _told(status: int, address: Address, retry_after: str, noun: str, now: datetime) -> FetchError:
    shown = address.shown
    way_round = WAYS_ROUND[noun]
    match status:
        case 204 | 205:
            return UnreadableError(f"{shown} answered {status}: the {noun} is empty", ODD_HINTS[noun])
        case 304:
            return FetchError(f"{shown} answered 304: nothing has changed, which nobody asked", _LATER_HINT)
        case 401:
            return FetchError(f"{shown} answered 401: it wants a login", _LOGIN_HINTS[noun])
        case 402 | 403:
            return FetchError(f"{shown} answered {status}: it is not shown to us", _SUBSCRIBER_HINTS[noun])
        case 451:
            return FetchError(f"{shown} answered {status}: it is not shown to us", way_round)
        case 404:
            return FetchError(f"{shown} answered 404: there is no such page", "Check the address.")
        case 410:
            return FetchError(f"{shown} answered 410: the {noun} is gone for good", _GONE_HINTS[noun])
        case 429 | 503:
            told = _told_wait(retry_after, now)
            what = "asked too often" if status == 429 else "not available now"
            return FetchError(
                f"{address.host[:100]} answered {status}: {what}", f"Try again {told}." if told else _LATER_HINT
            )
    if 300 <= status < 400:
        return FetchError(f"{shown} answered {status}: it sends on without saying where to", ODD_HINTS[noun])
    if 500 <= status < 600:
        return FetchError(f"{address.host[:100]} answered {status}: it has a fault of its own", _LATER_HINT)
    return FetchError(f"{shown} answered {status}", way_round if 400 <= status < 500 else ODD_HINTS[noun])


def _told_wait(retry_after: str, now: datetime) -> str:
    """Return the time that a Retry-After header (RFC 9110, 10.2.3) names, in words; nothing if it makes no sense."""
    moment = retry_moment(retry_after, now)
    if moment is None:
        return ""
    seconds = int((moment - now).total_seconds())
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"in {count} {unit}{'s' if count > 1 else ''}"
    return ""
