"""What lists show: views of the library, their counts, and the rows of a view, which come when they are looked at."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.model.found import Snippet
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # who opens an article asks for no words
    from reader.model.query import Words


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
    is_typing: bool = False
    """Whether `query` is still being written: its last word may go on, and what is unfinished at its end is no error."""


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
    """Every saved search with how much it finds, in the user's order; -1 for one that cannot be understood."""


class Listing:
    """The articles of a view, in order, as they were when it was asked for; a place is a number from 0.

    Its rows are read when they are asked for: what is on the screen costs something, the length of the list does not. A row
    shows its article as it is then; an article that is gone meanwhile is left out of `rows`.
    """

    def __init__(self, view: View, rows: Sequence[ListedArticle]) -> None:
        self.view = view
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def words(self) -> "tuple[Words, ...]":
        """The words that were asked for, to be marked wherever they are shown."""
        return ()

    def ids(self, start: int = 0, stop: int | None = None) -> tuple[str, ...]:
        """Return the ids of the articles at the places from `start` up to `stop`."""
        return tuple(row.record.id for row in self._rows[start:stop])

    def rows(self, start: int = 0, stop: int | None = None) -> tuple[ListedArticle, ...]:
        """Return the rows at the places from `start` up to `stop`."""
        return self._rows[start:stop]

    def snippets(self, start: int = 0, stop: int | None = None) -> tuple[Snippet | None, ...]:
        """Return, for each of `rows(start, stop)`, the line that shows why it was found; None where no words were asked for."""
        return (None,) * len(self._rows[start:stop])

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article, None if it is not in the list."""
        return next((place for place, row in enumerate(self._rows) if row.record.id == article_id), None)

    def next_unread(self, after: int = -1) -> int | None:
        """Return the place of the next unread article behind the place `after`, from the top again after the last; None
        if every other one is read."""
        order = (*range(after + 1, len(self._rows)), *range(max(0, after)))
        return next((place for place in order if not self._rows[place].state.is_read), None)

    def find(self, words: str, start: int, step: int = 1) -> int | None:
        """Return the place of the next article with all of `words` in headline, site or authors, by `step` (1 or -1).

        The place `start` itself is looked at last; at the end it goes on from the other end. None if no article has them.
        """
        wanted = fold(words).split()
        if not wanted or not self._rows:
            return None
        for distance in range(1, len(self._rows) + 1):
            place = (start + step * distance) % len(self._rows)
            record = self._rows[place].record
            text = fold(" ".join((record.title, record.site, *record.authors)))
            if all(word in text for word in wanted):
                return place
        return None


def fold(text: str) -> str:
    """Return `text` for comparing: no case, no accents."""
    if text.isascii():
        return text.casefold()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
