"""The one door through which anything comes in from the web: pages and pictures alike.

`carry_out` walks the hops, checks every one of them, and reads the body within its bounds. What an answer *means* (a page, a
picture, a PDF) is not decided here. Meta refreshes are not followed, nothing else is fetched, no cookie outlives the fetch.

Importing this module brings httpx and httpcore with it, which costs a tenth of a second: callers import it when they fetch.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from time import monotonic

import httpcore
import httpx

from reader.fetch.addresses import Address, resolve_reference
from reader.fetch.deadline import Deadline, TooSlowError
from reader.fetch.decoding import (
    BrokenCodingError,
    CutCodingError,
    UnknownCodingError,
    content_codings,
    decode,
)
from reader.fetch.errand import Delivery, Errand, NotModified
from reader.fetch.freshness import fresh_until
from reader.fetch.hints import ODD_HINTS
from reader.fetch.proxies import PROXY_HINT, PROXY_LOGIN_HINT, Proxy
from reader.fetch.sockets import BodyTooLongError, HeadTooLongError, WireMeter
from reader.fetch.status import status_error
from reader.fetch.transport import CheckedTransport
from reader.fetch.visit import Visit
from reader.model.dates import utc_now
from reader.model.errors import FetchError
from reader.model.page import Cut
from reader.model.patterns import compile_late
from reader.model.text import clean_line

SALVAGE_BYTES = 1024
"""Less than this of a page that stalled or broke is never an article, unless it has its end: the error then says more than the
scrap."""
_END_OF_PAGE = compile_late(rb"</(?:html|body|rss|feed|rdf:rdf)\s*>(?:\s|</html\s*>|<!--[^>]*>)*\Z", re.IGNORECASE)

_REDIRECTS = frozenset((300, 301, 302, 303, 307, 308))
_PERMANENT_REDIRECTS = frozenset((301, 308))
_BODIES = frozenset((200, 203, 206))
_MAX_VALIDATOR_LETTERS = 512

_BREAKS = (
    TooSlowError,
    HeadTooLongError,
    BodyTooLongError,
    httpcore.ProxyError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,  # headers that are no text, ports and names that only the HTTP library finds wrong
    OSError,
)
"""What ends a fetch without an answer."""


def carry_out(errand: Errand) -> Delivery | NotModified:
    """Fetch what `errand` asks for.

    Raises FetchError (or a child of it) with one clean line, and CancelledError when the user stopped it. A body that a limit,
    the deadline or a broken connection cut short is delivered with `cut` set, if enough of it came.
    """
    deadline = Deadline(errand.limits.deadline_seconds, errand.cancel)
    meter = WireMeter(errand.limits.max_head_bytes)
    address = errand.address
    moved = _Moved(address)
    began = monotonic()
    # No httpx.Client: it would look into redirects that it is not to follow, and keep what it should forget.
    visit = Visit(errand, deadline)
    transport = CheckedTransport(errand.guard, deadline, meter)
    try:
        with closing(transport):
            for _ in range(errand.limits.max_redirects + 1):
                request = visit.request(address)
                meter.begin()
                response = transport.send(request, address)
                meter.end()
                try:
                    visit.take(response)
                    location = response.headers.get("location", "")
                    if response.status_code not in _REDIRECTS or not location:
                        if (refusal := _refusal(response, errand, address, transport.proxy)) is not None:
                            raise visit.explained(refusal)
                        answer = _receive(response, errand, address, _Wire(response, errand, deadline, meter))
                        return replace(answer, permanent_url=moved.url, seconds=monotonic() - began)
                    address = resolve_reference(address, location)
                    moved.follow(response.status_code, address)
                finally:
                    response.close()
        raise FetchError(
            f"{errand.address.shown} sends on more than {errand.limits.max_redirects} times",
            "It may want cookies; save it in the browser and add the file." if errand.noun == "page" else "",
        )
    except _BREAKS as error:
        raise _told(error, address, errand, transport.proxy) from error


def _told(error: Exception, address: Address, errand: Errand, proxy: Proxy | None) -> FetchError:
    """Return what broke a fetch off in the user's words; with a proxy in between, nobody can say on which side of it."""
    host = address.host[:100]
    through = f", through the proxy {proxy.shown}" if proxy else ""
    match error:
        case httpcore.ProxyError() if proxy is not None:
            reason = clean_line(str(error), 100)
            return FetchError(
                f"The proxy {proxy.shown} did not let us through to {host}: {reason}",
                PROXY_LOGIN_HINT if reason.startswith("407") else PROXY_HINT,
            )
        case TooSlowError():
            seconds = errand.limits.deadline_seconds
            return FetchError(
                f"{host} was too slow: no {errand.noun} after {seconds:g} seconds{through}",
                "Try again later, or raise fetch_deadline_seconds in config.toml.",
            )
        case HeadTooLongError():
            return FetchError(f"{host} answered with a head that does not end{through}", ODD_HINTS[errand.noun])
        case BodyTooLongError():
            return FetchError(f"{host} answered with a body that does not end{through}", ODD_HINTS[errand.noun])
        case httpcore.NetworkError():
            return FetchError(f"{host} broke the connection off{through}", "Try again.")
    return FetchError(f"{host} did not answer as a web server does{through}", "Check the address and its port.")


def _refusal(response: httpx.Response, errand: Errand, address: Address, proxy: Proxy | None) -> FetchError | None:
    """Return the error that an answer is by its status, None if what was asked for comes with it."""
    status = response.status_code
    if status in _BODIES or (status == 304 and errand.is_conditional):
        return None
    if status == 407 and proxy is not None:
        return FetchError(f"The proxy {proxy.shown} wants a login", PROXY_LOGIN_HINT)
    error = status_error(status, address, response.headers.get("retry-after", ""), errand.noun)
    if status >= 500 and proxy is not None:
        error.message += f", through the proxy {proxy.shown}"
    return error


def _receive(response: httpx.Response, errand: Errand, address: Address, wire: "_Wire") -> Delivery | NotModified:
    """Judge an answer by its head, then read its body."""
    status = response.status_code
    if status == 304:
        now = utc_now()
        return NotModified(
            url=address.url,
            fetched_at=now,
            etag=_kept_validator(response, "etag"),
            last_modified=_kept_validator(response, "last-modified"),
            fresh_until=fresh_until(response.headers, now),
        )
    content_type = clean_line(response.headers.get("content-type", ""), 200)
    errand.check_type(content_type, address)
    try:
        codings = content_codings(response.headers.get("content-encoding", ""))
    except UnknownCodingError as error:
        raise FetchError(
            f"{address.shown} is packed in a way that is not known: {clean_line(str(error), 60)}",
            ODD_HINTS[errand.noun],
        ) from error
    content = bytearray()
    cut = Cut.PART if status == 206 else None
    try:
        for piece in decode(iter(wire), codings, check=wire.deadline.check):
            wire.deadline.check()
            content += piece
            if len(content) > errand.limits.max_decoded_bytes:
                del content[errand.limits.max_decoded_bytes :]
                cut = Cut.SIZE
                break
    except TooSlowError:
        if not _is_worth_keeping(content):
            raise
        cut = Cut.DEADLINE
    except BrokenCodingError as error:
        if not _is_worth_keeping(content):
            raise FetchError(f"{address.shown} could not be unpacked", ODD_HINTS[errand.noun]) from error
        cut = Cut.CODING
    except CutCodingError:
        cut = Cut.CONNECTION
    except BodyTooLongError:
        if not _is_worth_keeping(content):
            raise
        cut = Cut.SIZE
    except (httpcore.NetworkError, httpcore.ProtocolError):
        if not content.strip():
            raise
        cut = Cut.CONNECTION
    if wire.is_full:
        cut = Cut.SIZE
    return Delivery(
        address=address,
        content=bytes(content),
        content_type=content_type,
        # By what a part came with, the server would say for ever that it has not changed, and the rest would never come.
        etag="" if cut else _kept_validator(response, "etag"),
        last_modified="" if cut else _kept_validator(response, "last-modified"),
        cut=cut,
        status=status,
        fetched_at=(now := utc_now()),
        fresh_until=fresh_until(response.headers, now),
    )


def _is_worth_keeping(content: bytearray) -> bool:
    """Whether what came before a page stalled or broke may be an article: there is enough of it, or it is there to its end."""
    return len(content) >= SALVAGE_BYTES or _END_OF_PAGE.search(content) is not None


def _kept_validator(response: httpx.Response, name: str) -> str:
    """Return a validator if it can be sent back exactly as it came, or nothing."""
    value: str = response.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR_LETTERS else ""


class _Moved:
    """Where an address has moved to for good: as far as every hop says so (RFC 9110, 15.4.2 and 15.4.9).

    Behind a hop that holds for this time only (302, 303, 307), what is permanent says nothing about the asked address.
    """

    def __init__(self, address: Address) -> None:
        self.url = ""
        self._asked = address
        self._is_permanent = True

    def follow(self, status: int, address: Address) -> None:
        """Note that an answer of `status` has sent on to `address`."""
        self._is_permanent = self._is_permanent and status in _PERMANENT_REDIRECTS
        if self._is_permanent:
            self.url = address.url if address.url != self._asked.url else ""


class _Wire:
    """The body as it comes off the wire, counted and cut at its cap."""

    def __init__(self, response: httpx.Response, errand: Errand, deadline: Deadline, meter: WireMeter) -> None:
        self._response = response
        self._errand = errand
        self.deadline = deadline
        self._meter = meter
        self.is_full = False
        """Whether the cap on wire bytes ended it."""

    def __iter__(self) -> Iterator[bytes]:
        limit = self._errand.limits.max_wire_bytes
        length = self._response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        count = 0
        for chunk in self._response.iter_raw():
            self.deadline.check()
            self._meter.deliver(len(chunk))
            count += len(chunk)
            if self._errand.progress is not None:
                self._errand.progress(count, total)
            if count > limit:
                self.is_full = True
                yield chunk[: len(chunk) - (count - limit)]
                return
            yield chunk
