"""A view as the list pane shows it: the article to continue first, then the rest; headings of groups; what a search shows.

Lives in the session's thread: every method may read the disk. The pane gets rows by their places and knows no listing.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.library.listing import NEWEST_FIRST, ListGroup, Listing, ListOrder, View, ViewCounts
from reader.library.results import SavedSearch
from reader.model.found import Snippet
from reader.model.kept import ListedArticle
from reader.tui.list_places import HEADING_SIGN, NO_FOLDS, Folds, ListPlaces
from reader.tui.shown_feeds import NO_FEEDS, ShownFeeds

if TYPE_CHECKING:  # nobody waits for it at start
    from reader.model.query import Words


READ_SHARE = 0.97
"""From this share of its text on, an article counts as read to its end; the rest is mostly credits."""


EVENT = "event"
"""What the articles of a front page stand together by."""


class ShownRow(NamedTuple):
    """A row of the list with an article in it."""

    article: ListedArticle
    snippet: Snippet | None = None
    """Where the words stand that were looked for."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the headline that were looked for, in order."""

    @property
    def id(self) -> str:
        """The id of its article."""
        return self.article.record.id


class GroupRow(NamedTuple):
    """A row of the list that is the heading of a group."""

    group: ListGroup
    name: str
    """Of a site, an author or a tag as it is written; the first headline of what many tell of; "" where the key says it all, or
    there is none."""
    is_folded: bool

    @property
    def id(self) -> str:
        """What stands for it where articles have their ids."""
        return HEADING_SIGN + self.group.key


Row = ShownRow | GroupRow


class Spot(NamedTuple):
    """Where an article stands."""

    place: int
    """Of its row; if its group is folded, that of the heading."""
    article_id: str


class HeldRows(NamedTuple):
    """What the pane shows of its list, so that it can stay where it is when the list changes under it."""

    ids: tuple[str, ...] = ()
    """The article the bar stands at, if that is known, then those on the screen."""
    near_id: str = ""
    """The article around which rows are wanted: that of the bar, or one on the screen if the bar is not."""
    cursor: int = 0
    """The place of the bar; 0 if another list is asked for."""


class LoadedList(NamedTuple):
    """A list that was asked for: how long it is, and its rows around the bar."""

    view: View
    rows_of: ListPlaces
    """Which place stands for what."""
    counts: ViewCounts
    start: int = 0
    """The place of the first of `rows`."""
    rows: tuple[Row | None, ...] = ()
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
    order: ListOrder = NEWEST_FIRST
    """How it is ordered."""
    feeds: ShownFeeds = NO_FEEDS
    """All that is subscribed to."""

    @property
    def total(self) -> int:
        """How many articles were found."""
        return self.rows_of.articles


class ShownList:
    """The rows of a listing by the places at which they are shown, from 0."""

    def __init__(
        self, listing: Listing, continued_id: str = "", order: ListOrder = NEWEST_FIRST, folds: Folds = NO_FOLDS
    ) -> None:
        self._listing = listing
        self.order = order
        place = listing.place_of(continued_id) if continued_id else None
        self.continued_id = continued_id if place is not None else ""
        self.places = ListPlaces(listing.docids, listing.groups, continued=place, folds=folds)

    def folded(self, folds: Folds) -> "ShownList":
        """Return the list with other groups folded."""
        return ShownList(self._listing, self.continued_id, self.order, folds)

    def __len__(self) -> int:
        return self.places.total

    @property
    def view(self) -> View:
        """What it lists."""
        return self._listing.view

    def place_of(self, article_id: str) -> int | None:
        """Return where an article is shown, or the heading of a group; None if it is not."""
        if article_id.startswith(HEADING_SIGN):
            return self.places.heading_named(article_id.removeprefix(HEADING_SIGN))
        listed = self._listing.place_of(article_id)
        return None if listed is None else self.places.shown(listed)

    @property
    def words(self) -> "tuple[Words, ...]":
        """What the articles were looked for by; if anything, rows come with the lines that show why, and take longer."""
        return self._listing.words

    def rows(self, start: int, stop: int) -> tuple[Row | None, ...]:
        """Return the rows from `start` up to `stop`; None for one whose article is gone meanwhile."""
        at, stop = max(0, start), min(stop, len(self))
        rows: list[Row | None] = []
        while at < stop:
            stretch = self.places.stretch(at, stop)
            found: Sequence[Row | None] = self._read(*stretch) if stretch is not None else (self._heading(at),)
            rows += found
            at += len(found)
        return tuple(rows)

    def next_unread(self, after: int) -> Spot | None:
        """Return where the next unread article is shown, from the top again after the last; None if every other is read."""
        continued = self.places.continued
        listed = self._listing.next_unread(-1 if after == 0 and continued is not None else self._near(after))
        if listed is not None and listed == continued:  # it is shown first, and stands here in the listing only
            other = self._listing.next_unread(listed)
            listed = other if other is not None or after == 0 else listed
        return self._spot(listed)

    def find(self, words: str, after: int, step: int) -> Spot | None:
        """Return the next article (the previous one, `step` -1) with `words` in its headline, site or authors."""
        if not self.places.articles:
            return None
        return self._spot(self._listing.find(words, self._near(max(0, min(after, len(self) - 1))), step))

    def spot_of(self, article_id: str) -> Spot | None:
        """Return where an article is, None if it is not in the list."""
        return self._spot(self._listing.place_of(article_id))

    def _spot(self, listed: int | None) -> Spot | None:
        return None if listed is None else Spot(self.places.shown(listed), self._listing.ids(listed, listed + 1)[0])

    def _near(self, place: int) -> int:
        """Return the place in the listing from which to go on at a row; at a heading, that before its group."""
        listed = self.places.listed(place)
        if listed is not None:
            return listed
        number = self.places.heading(place)
        return self.places.groups[number].start - 1 if number is not None else -1

    def _heading(self, place: int) -> GroupRow:
        number = self.places.heading(place)
        assert number is not None  # a row is an article's or a heading
        group = self._listing.groups[number]
        name = ""
        by = EVENT if group.sources else self.order.group
        if group.key and by in ("site", "author", "tag", EVENT):
            first = self._listing.rows(group.start, group.start + 1)
            name = name_of_group(by, group.key, first[0]) if first else group.key
        return GroupRow(group, name, self.places.folds.has(group.key))

    def _read(self, start: int, stop: int) -> list[Row | None]:
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


def name_of_group(group: str, key: str, first: ListedArticle) -> str:
    """Return the name of a group as the first article in it has it."""
    match group:
        case "site":
            return first.record.site
        case "event":
            return first.record.title
        case "author":
            return first.record.authors[0] if first.record.authors else key
    from reader.model.search_letters import fold  # late: only groups of tags need its tables

    return next((tag for tag in first.state.tags if fold(tag) == key), key)


def _marks(title: str, words: "tuple[Words, ...]") -> tuple[tuple[int, int], ...]:
    if not words:
        return ()
    from reader.model.search_text import find_words  # late: only a search needs its tables

    return tuple(find_words(title, words))
