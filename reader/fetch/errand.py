"""What a fetch is asked to do and what it brings back. Light: nothing here imports an HTTP library."""

import threading
from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from reader.fetch.access import NO_ACCESS, Access
from reader.fetch.addresses import Address
from reader.fetch.guard import Guard
from reader.model.dates import utc_now
from reader.model.page import Cut
from reader.model.values import dataclass

Progress = Callable[[int, int | None], None]
"""Called with the bytes so far and, if the server said it, how many there will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Bounds of one fetch. Sizes in bytes."""

    deadline_seconds: float = 15.0
    """From the first name look-up to the last byte, every redirect included."""
    max_head_bytes: int = 96 * 1024
    """Status line and headers of one answer. Real pages stay under 32 KB; the HTTP library's own bound lies at 100 KB."""
    max_wire_bytes: int = 10 * 1024 * 1024
    """The body as it comes."""
    max_decoded_bytes: int = 10 * 1024 * 1024
    """The body after content decoding. The heaviest news pages are under 3 MB, and cleaning takes many times the page's size."""
    max_redirects: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What an earlier fetch was given to ask whether the page has changed (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that the copy we have is still right."""

    url: str
    """The address that said so, without credentials."""
    fetched_at: datetime = field(default_factory=utc_now)
    etag: str = ""
    """The validators that the answer came with, which take the place of those that were sent; "" if it had none."""
    last_modified: str = ""
    fresh_until: datetime | None = None
    """Until when the server says that nothing will be new."""
    permanent_url: str = ""
    """Where the asked address has moved to for good, without credentials; "" if it has not."""
    seconds: float = 0.0
    """How long it took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to fetch, and the rules for it."""

    address: Address
    guard: Guard
    limits: FetchLimits
    accept: str
    """The Accept header."""
    check_type: Callable[[str, Address], None]
    """Called with the cleaned Content-Type before the body is read; raises to refuse it."""
    noun: str = "page"
    """What errors call it: `page`, `feed` or `picture`."""
    access: Access = NO_ACCESS
    """What the user gave single sites."""
    validators: Validators | None = None
    cancel: threading.Event | None = None
    progress: Progress | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether the server may answer that nothing has changed."""
        return self.validators is not None and bool(self.validators.etag or self.validators.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came: the body after content decoding, and the headers that are kept."""

    address: Address
    """Where it came from in the end."""
    content: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    cut: Cut | None = None
    status: int = 200
    fetched_at: datetime = field(default_factory=utc_now)
    fresh_until: datetime | None = None
    """Until when the server says that it stays as it is."""
    permanent_url: str = ""
    """Where the asked address has moved to for good, without credentials; "" if it has not."""
    seconds: float = 0.0
    """How long it took, redirects included."""
