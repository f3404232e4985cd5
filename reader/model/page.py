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


class Cut(StrEnum):
    """Why a page is not whole; the value is what is stored."""

    SIZE = "size"
    """It has more bytes, letters, tags or parts than are read."""
    WORK = "work"
    """Cleaning all of it took too long or too much memory, so that its beginning was cleaned alone."""
    PIECE = "piece"
    """A table, a gallery, an alternative text or a post in it has more than is read; what stands around it is whole."""
    UNCLOSED = "unclosed"
    """A comment, a script or a tag in it never ends, so that nobody knows what in the rest of it is text."""
    DEADLINE = "deadline"
    CONNECTION = "connection"
    CODING = "coding"
    """What it was packed in broke off in the middle."""
    PART = "part"
    """The server sent a part (206) that nobody asked for."""
    UNKNOWN = "unknown"
    """It was kept before reasons were."""

    @property
    def reason(self) -> str:
        """Why, in words that follow a colon; "" if that is not known."""
        return _REASONS[self]

    @property
    def may_mend(self) -> bool:
        """Whether the rest may come if the page is fetched again."""
        return self in (Cut.DEADLINE, Cut.CONNECTION, Cut.CODING, Cut.PART, Cut.UNKNOWN)


_REASONS = {
    Cut.SIZE: "it is longer than Pressmark reads",
    Cut.WORK: "cleaning all of it would take too long",
    Cut.PIECE: "a table, a gallery, a picture's alt text or a post in it is longer than Pressmark reads",
    Cut.UNCLOSED: "a comment, a script or a tag in it never ends",
    Cut.DEADLINE: "it did not come to its end in time",
    Cut.CONNECTION: "the connection broke off",
    Cut.CODING: "what follows could not be unpacked",
    Cut.PART: "its server sent only a part",
    Cut.UNKNOWN: "",
}


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
    cut: Cut | None = None
    """What cut the body short: a limit or a broken connection; None if it is whole."""

    @property
    def shown(self) -> str:
        """What error lines call it: its address without query and fragment, which may hold secrets, or its path; "" if it has
        neither. Not cleaned, and as long as it is."""
        return self.url.partition("#")[0].partition("?")[0] or self.path

    @property
    def is_cut(self) -> bool:
        """Whether a limit or a broken connection cut the body short."""
        return self.cut is not None
