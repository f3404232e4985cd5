"""A page: what was fetched, before anyone looked for an article in it."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from reader.model.dates import utc_now
from reader.model.values import dataclass


class PageOrigin(StrEnum):
    """Where a page came from; it decides what its id is made of and which links may be followed."""

    URL = "url"
    FILE = "file"
    STDIN = "stdin"
    PASTE = "paste"


class PageForm(StrEnum):
    """What the bytes are, as told by type, name and content."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    ENTRY = "entry"
    """HTML of which all is article: what a feed says in an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of a page with what is needed to clean them again in ten years."""

    content: bytes
    """The body after content decoding, before charset decoding."""
    form: PageForm
    origin: PageOrigin
    url: str = ""
    """The final address; empty for files and pipes of which no address is known."""
    requested_url: str = ""
    """The address that was asked for, credentials removed."""
    path: str = ""
    """The absolute path of a local file."""
    content_type: str = ""
    """The Content-Type header as it came, cleaned."""
    etag: str = ""
    last_modified: str = ""
    fetched_at: datetime = field(default_factory=utc_now)
    is_cut: bool = False
    """Whether a limit or a broken connection cut the body short."""
