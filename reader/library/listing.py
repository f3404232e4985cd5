"""What lists show: views of the library, their counts, and how a reference on the command line finds its article."""

from enum import StrEnum
from typing import NamedTuple


class ViewKind(StrEnum):
    """The smart folders."""

    INBOX = "inbox"
    """Neither archived nor in the trash."""
    STARRED = "starred"
    ARCHIVE = "archive"
    TAG = "tag"
    ALL = "all"
    """Everything but the trash."""
    TRASH = "trash"


class View(NamedTuple):
    """Which articles a list shows, newest first."""

    kind: ViewKind = ViewKind.INBOX
    tag: str = ""
    """TAG: the tag."""
    words: str = ""
    """Only articles in whose title, site, author, deck or tags each of these words begins a word; case and accents folded."""


class ViewCounts(NamedTuple):
    """How many articles each smart folder holds."""

    inbox: int = 0
    unread: int = 0
    """Unread ones of the inbox."""
    starred: int = 0
    archive: int = 0
    all: int = 0
    trash: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    """Every tag in use with its count, in alphabetical order."""
