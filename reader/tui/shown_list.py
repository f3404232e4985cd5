"""A view as the list pane shows it: the article to continue first, then the rest; rows with what a search shows of them.

Lives in the session's thread: every method may read the disk. The pane gets rows by their places and knows no listing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.library.listing import Listing, View, ViewCounts
from reader.library.results import SavedSearch
from reader.model.found import Snippet
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # nobody waits for it at start
    from reader.model.query import Words


class ShownRow(NamedTuple):
    """A row of the list."""

    article: ListedArticle
    snippet: Snippet | None = None
    """Where the words stand that were looked for."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the headline that were looked for, in order."""

    @property
    def id(self) -> str:
        """The id of its article."""
        return self.article.record.id


class HeldRows(NamedTuple):
    """What the pane shows of its list, so that it can stay where it is when the list changes under it."""

    ids: tuple[str, ...] = ()
    """The article the bar stands at, if that is known, then those on the screen."""
    chosen: tuple[str, ...] = ()
    """The articles that are selected."""
    near_id: str = ""
    """The article around which rows are wanted: that of the bar, or one on the screen if the bar is not."""
    cursor: int = 0
    """The place of the bar; 0 if another list is asked for."""


class LoadedList(NamedTuple):
    """A list that was asked for: how long it is, and its rows around the bar."""

    view: View
    total: int
    counts: ViewCounts
    start: int = 0
    """The place of the first of `rows`."""
    rows: tuple[ShownRow | None, ...] = ()
    places: Mapping[str, int] = {}
    """Where the articles that matter are now; those that are not in the list any more are left out."""
    continued_id: str = ""
    """The article shown first because it was begun and not read to its end."""
    words: "tuple[Words, ...]" = ()
    """What the articles were looked for by."""
    searches: tuple[SavedSearch, ...] = ()
    """All searches that have a name."""
    is_reading: bool = False
    """Whether the library is still being looked through: there may be more."""
    problem: str = ""
    """Why there is no list, in words."""


class ShownList:
    """The rows of a listing by the places at which they are shown, from 0."""

    def __init__(self, listing: Listing, continued_id: str = "") -> None:
        self._listing = listing
        place = listing.place_of(continued_id) if continued_id else None
        self._continued = place
        """The place in the listing of the article that is shown first; None if the order is the listing's."""
        self.continued_id = continued_id if place is not None else ""

    def __len__(self) -> int:
        return len(self._listing)

    def id_at(self, place: int) -> str:
        """Return the id of the article shown at a place."""
        at = self._listed(place)
        return self._listing.ids(at, at + 1)[0]

    def place_of(self, article_id: str) -> int | None:
        """Return where an article is shown, None if it is not."""
        place = self._listing.place_of(article_id)
        return None if place is None else self._shown(place)

    @property
    def words(self) -> "tuple[Words, ...]":
        """What the articles were looked for by; if anything, rows come with the lines that show why, and take longer."""
        return self._listing.words

    def rows(self, start: int, stop: int) -> tuple[ShownRow | None, ...]:
        """Return the rows from `start` up to `stop`; None for one whose article is gone meanwhile."""
        start, stop = max(0, start), min(stop, len(self))
        rows: list[ShownRow | None] = []
        at = start
        while (
            at < stop
        ):  # at most three stretches of the listing: the one shown first, and what is before and behind it
            first = self._listed(at)
            last = first + stop - at
            if self._continued is not None:
                last = min(last, first + 1 if at == 0 else self._continued if first < self._continued else last)
            rows += self._read(first, last)
            at += last - first
        return tuple(rows)

    def next_unread(self, after: int) -> int | None:
        """Return where the next unread article is shown, from the top again after the last; None if every other is read."""
        place = self._listing.next_unread(self._listed(after) if after or self._continued is None else -1)
        if place is not None and place == self._continued:  # it is shown first, and stands here in the listing only
            other = self._listing.next_unread(place)
            place = other if other is not None or after == 0 else place
        return None if place is None else self._shown(place)

    def find(self, words: str, after: int, step: int) -> int | None:
        """Return the place of the next row (the previous one, `step` -1) with `words` in its headline, site or authors."""
        total = len(self)
        if not total:
            return None
        place = self._listing.find(words, self._listed(max(0, min(after, total - 1))), step)
        return None if place is None else self._shown(place)

    def _read(self, start: int, stop: int) -> list[ShownRow | None]:
        words = self._listing.words
        found = self._listing.rows(start, stop)
        snippets = self._listing.snippets(start, stop) if words else ()
        if len(snippets) != len(found):
            snippets = (None,) * len(found)
        shown = {
            row.record.id: ShownRow(row, snippet, _marks(row.record.title, words))
            for row, snippet in zip(found, snippets, strict=True)
        }
        return [shown.get(article_id) for article_id in self._listing.ids(start, stop)]

    def _shown(self, place: int) -> int:
        """Return where the row at a place of the listing is shown."""
        if self._continued is None or place > self._continued:
            return place
        return 0 if place == self._continued else place + 1

    def _listed(self, shown: int) -> int:
        """Return the place in the listing of the row shown at `shown`."""
        if self._continued is None or shown > self._continued:
            return shown
        return self._continued if shown == 0 else shown - 1


def _marks(title: str, words: "tuple[Words, ...]") -> tuple[tuple[int, int], ...]:
    if not words:
        return ()
    from reader.model.search_text import find_words  # late: only a search needs its tables

    return tuple(find_words(title, words))
