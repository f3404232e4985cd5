"""Fetching a page from the web, once, within bounds.

Blocking: the faces call it from worker threads. Importing this module imports no HTTP library; the first fetch does.
"""

import threading

from reader.fetch.access import NO_ACCESS, Access
from reader.fetch.addresses import MAX_URL_BYTES, parse_address, without_credentials
from reader.fetch.errand import Delivery, Errand, FetchLimits, NotModified, Progress, Validators
from reader.fetch.gate import check_page_address_type, judge_page
from reader.fetch.guard import Guard
from reader.model.page import Page, PageOrigin
from reader.model.text import clean_line

__all__ = ["DEFAULT_LIMITS", "FetchLimits", "NotModified", "Progress", "Validators", "fetch_page"]

DEFAULT_LIMITS = FetchLimits()
"""Enough for every honest page."""

_ACCEPT = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,application/xml;q=0.7,*/*;q=0.5"


def fetch_page(
    url: str,
    *,
    limits: FetchLimits = DEFAULT_LIMITS,
    validators: Validators | None = None,
    found_on: str | None = None,
    confirmed_hosts: frozenset[str] = frozenset(),
    access: Access = NO_ACCESS,
    cancel: threading.Event | None = None,
    progress: Progress | None = None,
) -> Page | NotModified:
    """Fetch the page at `url`, which the user typed, or which stood as a link on the page `found_on` ("" for a page whose
    address is not known for sure: a file, a paste).

    A typed address may lead anywhere. From there on, and for a link from its beginning, private networks are out of bounds
    but for the typed origin (for a link: the origin of `found_on`) and for `confirmed_hosts` (`reader.fetch.guard`).
    Credentials in `url` are used as a login for that origin only and stand nowhere in the result. `NotModified` comes back
    only where `validators` were given. Setting `cancel` from another thread ends the fetch within a fifth of a second.

    Raises FetchError if the page cannot be had, UnreadableError (a FetchError) if it is no page, CancelledError.
    """
    from reader.fetch.door import carry_out  # brings httpx, a tenth of a second

    address = parse_address(url)
    delivery = carry_out(
        Errand(
            address=address,
            guard=Guard.of(address, found_on, confirmed_hosts),
            limits=limits,
            accept=_ACCEPT,
            check_type=check_page_address_type,
            access=access,
            validators=validators,
            cancel=cancel,
            progress=progress,
        )
    )
    if isinstance(delivery, NotModified):
        return delivery
    return _page(delivery, requested_url=clean_line(without_credentials(url.strip()), MAX_URL_BYTES))


def _page(delivery: Delivery, requested_url: str) -> Page:
    return Page(
        content=delivery.content,
        form=judge_page(delivery.content, delivery.content_type, delivery.address.shown),
        origin=PageOrigin.URL,
        url=delivery.address.url,
        requested_url=requested_url,
        content_type=delivery.content_type,
        etag=delivery.etag,
        last_modified=delivery.last_modified,
        cut=delivery.cut,
    )
