"""Fetching what a feed's server sends: a feed, a sitemap, or the page of a site that may name its feeds.

The same door as for pages. What the bytes mean is not decided here: whoever asked reads them. Blocking, and safe to call from
many threads at once. Importing this module imports no HTTP library; the first fetch does.
"""

import threading
from dataclasses import replace
from datetime import datetime

from reader.fetch.access import NO_ACCESS, Access
from reader.fetch.addresses import parse_address
from reader.fetch.decoding import BrokenCodingError, CutCodingError, decode
from reader.fetch.errand import Delivery, Errand, FetchLimits, NotModified, Progress, Validators
from reader.fetch.gate import check_feed_address_type, is_blank, name_of_binary
from reader.fetch.guard import Guard
from reader.fetch.hints import ODD_HINTS
from reader.model.errors import FetchError, UnreadableError
from reader.model.page import Cut
from reader.model.values import dataclass

__all__ = ["FEED_LIMITS", "FeedDelivery", "FetchLimits", "NotModified", "Validators", "fetch_feed"]

FEED_LIMITS = FetchLimits()
"""Enough for every honest feed: those with whole articles of years stay under 8 MB."""

_ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,application/xml;q=0.8,"
    "text/xml;q=0.8,application/json;q=0.7,text/html;q=0.6,*/*;q=0.5"
)
_GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDelivery:
    """What came from a feed's address."""

    content: bytes
    """After content decoding, and unpacked if it was a packed file; never blank."""
    content_type: str
    """The Content-Type header as it came, cleaned."""
    url: str
    """Where it came from in the end, without credentials: what relative addresses in it are relative to."""
    permanent_url: str
    """Where the asked address has moved to for good (301, 308), as far as every hop from there says so; "" if it has not."""
    etag: str
    last_modified: str
    fresh_until: datetime | None
    """Until when the server says that it stays as it is (Cache-Control, Expires); None if it does not."""
    fetched_at: datetime
    status: int
    seconds: float
    """How long it took, from the look-up of the name to the last byte."""
    is_cut: bool
    """Whether a limit or a broken connection cut it short."""


def fetch_feed(
    url: str,
    *,
    limits: FetchLimits = FEED_LIMITS,
    validators: Validators | None = None,
    found_on: str | None = None,
    confirmed_hosts: frozenset[str] = frozenset(),
    access: Access = NO_ACCESS,
    cancel: threading.Event | None = None,
    progress: Progress | None = None,
) -> FeedDelivery | NotModified:
    """Fetch what is at `url`: typed by the user, or found on `found_on` ("" for nobody: an OPML file, a sync of such a feed).

    What may lead into a private network is told in `fetch_page`, which asks in the same way. `NotModified` comes back only where
    `validators` were given.

    Raises FetchError if it cannot be had, with `status` and `retry_at` where the server gave them; UnreadableError (a FetchError)
    if it is blank, or a picture, a PDF or the like; CancelledError.
    """
    from reader.fetch.door import carry_out  # brings httpx, a tenth of a second

    address = parse_address(url)
    delivery = carry_out(
        Errand(
            address=address,
            guard=Guard.of(address, found_on, confirmed_hosts),
            limits=limits,
            accept=_ACCEPT,
            check_type=check_feed_address_type,
            noun="feed",
            access=access,
            validators=validators,
            cancel=cancel,
            progress=progress,
        )
    )
    if isinstance(delivery, NotModified):
        return delivery
    delivery = _unpacked(delivery, limits)
    shown = delivery.address.shown
    if is_blank(delivery.content):
        raise UnreadableError(f"There is nothing in it: {shown}", ODD_HINTS["feed"])
    if name := name_of_binary(delivery.content):
        raise UnreadableError(f"This is {name}, not a feed: {shown}")
    return FeedDelivery(
        content=delivery.content,
        content_type=delivery.content_type,
        url=delivery.address.url,
        permanent_url=delivery.permanent_url,
        etag=delivery.etag,
        last_modified=delivery.last_modified,
        fresh_until=delivery.fresh_until,
        fetched_at=delivery.fetched_at,
        status=delivery.status,
        seconds=delivery.seconds,
        is_cut=delivery.cut is not None,
    )


def _unpacked(delivery: Delivery, limits: FetchLimits) -> Delivery:
    """Return a delivery with a packed file in it (`sitemap.xml.gz`) unpacked within the limits. Raises FetchError."""
    if not delivery.content.startswith(_GZIP):
        return delivery
    content = bytearray()
    cut = delivery.cut
    try:
        for piece in decode(iter((delivery.content,)), ("gzip",)):
            content += piece
            if len(content) > limits.max_decoded_bytes:
                del content[limits.max_decoded_bytes :]
                cut = Cut.SIZE
                break
    except BrokenCodingError as error:
        raise FetchError(f"{delivery.address.shown} could not be unpacked", ODD_HINTS["feed"]) from error
    except CutCodingError:
        cut = Cut.CONNECTION
    return replace(delivery, content=bytes(content), cut=cut)
