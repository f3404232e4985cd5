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
    SAVED = "saved"
    """What a saved search finds."""
    ALL = "all"
    """Everything but the trash."""
    FOUND = "found"
    """What a search of the whole library finds, the best first, with snippets."""
    TRASH = "trash"


class View(NamedTuple):
    """Which articles a list shows, newest first."""

    kind: ViewKind = ViewKind.INBOX
    tag: str = ""
    """TAG: the tag."""
    name: str = ""
    """SAVED: the name of the saved search."""
    query: str = ""
    """Only what this finds; in the query language."""


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
    searches: tuple[tuple[str, int], ...] = ()
    """Every saved search with how much it finds, in the user's order."""
