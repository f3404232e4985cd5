"""Questions to the library, taken apart: what `tag:policy -is:read "ferry line" sort:title` means.

One form for articles and annotations, for the screen and the command line. `reader.query` reads it from text, the index
answers it. A condition is a tree of `All`, `Either` and `Unless` over four kinds of leaf: `Words`, `Label`, `Flag` and `Days`.
"""

from datetime import date
from enum import StrEnum

from reader.model.values import dataclass


class TextField(StrEnum):
    """Where words are looked for."""

    ANY = "any"
    """Of an article: headline, deck, authors, site, text, captions, tags, and the notes on it. Of an annotation: quote, note,
    tags."""
    TITLE = "title"
    AUTHOR = "author"
    SITE = "site"
    NOTE = "note"
    QUOTE = "quote"


class LabelField(StrEnum):
    """What is compared as a whole word, without case and accents."""

    TAG = "tag"
    """Of the article or of an annotation in it."""
    LANGUAGE = "lang"
    """`en` holds `en-GB` too."""
    COLOUR = "color"
    """A colour's name, or the user's word for it."""
    ARTICLE = "article"
    """The beginning of an article's id, or words of its title."""
    FEED = "feed"
    """Words of the name of a feed it came through, that feed's id, or a folder it is in."""


class FlagName(StrEnum):
    """What is so or not so."""

    HAS_NOTE = "has:note"
    HAS_HIGHLIGHT = "has:highlight"
    IS_UNREAD = "is:unread"
    IS_READ = "is:read"
    IS_STARRED = "is:starred"
    IS_ARCHIVED = "is:archived"
    IS_ORPHAN = "is:orphan"
    """Holds an annotation whose passage is gone."""
    IS_CHANGED = "is:changed"
    """Holds an annotation whose words have changed since it was made."""
    IS_UNSURE = "is:unsure"
    """Holds an annotation that was found again so doubtfully that it needs a look."""
    IS_NEWS = "is:news"
    """Came by a feed, and the reader has not kept it."""
    IS_KEPT = "is:kept"
    """Came by a feed, and the reader has taken it out of the news."""
    IS_HIDDEN = "is:hidden"
    """A rule keeps it out of all lists but those that ask for it so."""


class DayField(StrEnum):
    """Which date counts, in the user's time zone."""

    PUBLISHED = "published"
    """The page's date; where it has none, the day it was added."""
    ADDED = "added"
    """Of an article: when it was added. Of an annotation: when it was made."""
    READ = "read"
    """When the article was last opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One word, or several that stand one after the other; without case and accents."""

    text: str
    """As it was written, without quotation marks and star."""
    field: TextField = TextField.ANY
    is_prefix: bool = False
    """Whether the last word is only how a word begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A tag, a language, a colour, an article or a feed."""

    field: LabelField
    text: str
    """As it was written; compared as `search_text.fold` gives it."""
    is_prefix: bool = False
    """Whether it is only how a label begins; then an empty text stands for any label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that is so."""

    name: FlagName


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A half-open range of days; None is open to that side."""

    field: DayField
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless:
    """The part does not hold."""

    part: "Condition"


Condition = Words | Label | Flag | Days | All | Either | Unless


class SortKey(StrEnum):
    """How what is found is ordered; each has its natural direction, which `is_reversed` turns round."""

    BEST = "best"
    """The best match first; the newest first where a word is too common to tell."""
    ADDED = "added"
    """The last added first."""
    PUBLISHED = "published"
    """The newest first."""
    READ = "read"
    """The last opened first."""
    TITLE = "title"
    SITE = "site"
    AUTHOR = "author"
    WORDS = "words"
    """The longest first."""
    ANNOTATED = "annotated"
    """What has most marks and notes first."""
    UNREAD = "unread"
    """What is not read yet first, the last added first."""


class GroupKey(StrEnum):
    """What the articles of a list may be gathered under."""

    DAY = "day"
    """Today, yesterday, this week, months: by the date that the order goes by, else by when they were added."""
    SITE = "site"
    TAG = "tag"
    """An article stands under the first of its own tags in alphabetical order: a list shows it once."""
    AUTHOR = "author"
    """The first of them."""
    YEAR = "year"
    """Of publication."""
    FEED = "feed"
    """Of the feeds that it came through, the first by name; what the reader added stands last."""


class NoteSort(StrEnum):
    """How the annotations of a workbench are ordered."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    """What was changed last first."""
    PLACE = "place"
    """As they stand in their articles; the article that was marked last comes first."""
    COLOUR = "color"
    TAG = "tag"
    """By the first of its own tags in alphabetical order."""
    BEST = "best"
    """The best match first."""


class NoteGroup(StrEnum):
    """What the annotations of a workbench may be gathered under."""

    ARTICLE = "article"
    COLOUR = "color"
    TAG = "tag"
    """The first of its own tags in alphabetical order: each stands in the list once."""
    DAY = "day"
    """On which it was made."""
    WEEK = "week"
    """In which it was made, from Monday to Sunday."""
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the library. Without a condition it asks for everything."""

    condition: Condition | None = None
    sort: SortKey | None = None
    """None: as is usual where it is asked (lists by date, searches by the best match)."""
    is_reversed: bool = False

    def and_also(self, other: "Query") -> "Query":
        """Return the query for what both ask for; the order is that of `other` if it names one."""
        parts = tuple(condition for condition in (self.condition, other.condition) if condition is not None)
        chosen = other if other.sort is not None else self
        condition = All(parts=parts) if len(parts) > 1 else parts[0] if parts else None
        return Query(condition=condition, sort=chosen.sort, is_reversed=chosen.is_reversed)


def words_asked_for(query: Query) -> tuple[Words, ...]:
    """Return the words that what is found has, for marking: those under an `Unless` are left out. Each once, in order."""
    found: dict[Words, None] = {}

    def collect(condition: Condition) -> None:
        match condition:
            case Words():
                found[condition] = None
            case All(parts=parts) | Either(parts=parts):
                for part in parts:
                    collect(part)

    if query.condition is not None:
        collect(query.condition)
    return tuple(found)


def asks_for_label(condition: Condition | None, field: LabelField) -> bool:
    """Whether a condition says anything about a kind of label."""
    match condition:
        case Label(field=found):
            return found is field
        case All(parts=parts) | Either(parts=parts):
            return any(asks_for_label(part, field) for part in parts)
        case Unless(part=part):
            return asks_for_label(part, field)
        case _:
            return False


_OUTSIDE_INBOX = frozenset((FlagName.IS_NEWS, FlagName.IS_ARCHIVED, FlagName.IS_HIDDEN))


def asks_outside_inbox(condition: Condition | None) -> bool:
    """Whether a condition asks for what stands elsewhere than in the inbox: what came by a feed, is archived or hidden."""
    match condition:
        case Label(field=field):
            return field is LabelField.FEED
        case Flag(name=name):
            return name in _OUTSIDE_INBOX
        case All(parts=parts) | Either(parts=parts):
            return any(map(asks_outside_inbox, parts))
        case _:
            return False
