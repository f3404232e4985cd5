"""The fields of the query language: their names, what each takes, and which one a wrong name was meant to be.

The parser, completion and the table for people all read from here.
"""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

from reader.model.query import DayField, FlagName, LabelField, SortKey, TextField
from reader.model.search_text import fold


class FieldKind(Enum):
    """What a field takes."""

    TEXT = auto()
    LABEL = auto()
    FLAG = auto()
    DAYS = auto()
    SORT = auto()


class Span(Enum):
    """Which days a date stands for in a field of days."""

    IN = auto()
    """Those of the day, month or year itself; ranges and comparisons too."""
    BEFORE = auto()
    SINCE = auto()


class Field(NamedTuple):
    """A name that stands before a colon."""

    name: str
    kind: FieldKind
    text: TextField = TextField.ANY
    label: LabelField = LabelField.TAG
    days: DayField = DayField.PUBLISHED
    span: Span = Span.IN


FIELDS = {
    field.name: field
    for field in (
        Field("title", FieldKind.TEXT, text=TextField.TITLE),
        Field("author", FieldKind.TEXT, text=TextField.AUTHOR),
        Field("site", FieldKind.TEXT, text=TextField.SITE),
        Field("article", FieldKind.LABEL, label=LabelField.ARTICLE),
        Field("tag", FieldKind.LABEL, label=LabelField.TAG),
        Field("lang", FieldKind.LABEL, label=LabelField.LANGUAGE),
        Field("feed", FieldKind.LABEL, label=LabelField.FEED),
        Field("note", FieldKind.TEXT, text=TextField.NOTE),
        Field("quote", FieldKind.TEXT, text=TextField.QUOTE),
        Field("color", FieldKind.LABEL, label=LabelField.COLOUR),
        Field("has", FieldKind.FLAG),
        Field("is", FieldKind.FLAG),
        Field("before", FieldKind.DAYS, span=Span.BEFORE),
        Field("after", FieldKind.DAYS, span=Span.SINCE),
        Field("published", FieldKind.DAYS),
        Field("added", FieldKind.DAYS, days=DayField.ADDED),
        Field("read", FieldKind.DAYS, days=DayField.READ),
        Field("sort", FieldKind.SORT),
    )
}
"""By name, in the order in which they are told to people."""

_OTHER_NAMES = {
    "colour": "color",
    "tags": "tag",
    "language": "lang",
    "authors": "author",
    "notes": "note",
    "made": "added",
    "feeds": "feed",
}

ANY_TAG = "tag"
"""`has:tag`; the only value of `has:` that is no flag."""

FLAGS: dict[str, dict[str, FlagName]] = {
    field: {name.value.partition(":")[2]: name for name in FlagName if name.value.startswith(f"{field}:")}
    for field in ("has", "is")
}
"""The flags of `has:` and `is:` by their names."""

_OTHER_FLAGS = {
    "has": {"notes": "note", "highlights": "highlight", "quote": "highlight", "tags": ANY_TAG},
    "is": {
        "star": "starred",
        "archive": "archived",
        **dict.fromkeys(("orphaned", "orphans", "lost"), "orphan"),
        "edited": "changed",
        **dict.fromkeys(("doubtful", "uncertain"), "unsure"),
        "hide": "hidden",
        "keep": "kept",
    },
}

SORT_KEYS = {key.value: key for key in SortKey}
_OTHER_SORT_KEYS = {"date": SortKey.PUBLISHED, "relevance": SortKey.BEST, "length": SortKey.WORDS}

_MEANT = {
    **dict.fromkeys(("label", "category", "keyword", "topic"), "tag"),
    **dict.fromkeys(("subject", "headline", "intitle", "name"), "title"),
    **dict.fromkeys(("by", "byline", "from", "writer"), "author"),
    **dict.fromkeys(("domain", "host", "source", "url", "publisher", "inurl"), "site"),
    **dict.fromkeys(("highlight", "mark", "marked"), "quote"),
    **dict.fromkeys(("subscription", "channel", "folder", "rss", "via"), "feed"),
    **dict.fromkeys(("comment", "remark", "annotation"), "note"),
    **dict.fromkeys(("since", "newer", "newer_than", "start"), "after"),
    **dict.fromkeys(("until", "till", "older", "older_than", "end"), "before"),
    **dict.fromkeys(("date", "day", "pubdate"), "published"),
    **dict.fromkeys(("created", "date_added", "saved", "kept"), "added"),
    **dict.fromkeys(("opened", "seen"), "read"),
    **dict.fromkeys(("in", "status", "state"), "is"),
    **dict.fromkeys(("order", "orderby", "sortby"), "sort"),
}
"""Names of other programs' fields, and the field that does the same here."""


def field_named(name: str) -> Field | None:
    """Return the field called `name`, in any case, None if there is none."""
    name = name.lower()
    return FIELDS.get(_OTHER_NAMES.get(name, name))


def field_meant_by(name: str) -> str:
    """Return the name of the field that `name`, which is none, was probably meant to be, "" if that cannot be told."""
    return _MEANT.get(name.lower()) or nearest(name, (*FIELDS, *_OTHER_NAMES))


def flag_named(field: str, value: str) -> FlagName | None:
    """Return the flag that `field:value` means, in any case, None if there is none."""
    value = value.lower()
    return FLAGS[field].get(_OTHER_FLAGS[field].get(value, value))


def is_any_tag(field: str, value: str) -> bool:
    """Whether `field:value` asks for articles with any tag."""
    return field == "has" and _OTHER_FLAGS[field].get(value.lower(), value.lower()) == ANY_TAG


def flag_names(field: str) -> tuple[str, ...]:
    """Return what `has:` or `is:` takes, in the order in which it is told to people."""
    return (*FLAGS[field], ANY_TAG) if field == "has" else tuple(FLAGS[field])


def sort_key_named(name: str) -> SortKey | None:
    """Return the order called `name`, in any case, None if there is none."""
    name = name.lower()
    return SORT_KEYS.get(name) or _OTHER_SORT_KEYS.get(name)


def nearest(word: str, names: Iterable[str]) -> str:
    """Return which of `names` looks most like `word`, "" if none does."""
    from difflib import get_close_matches  # only a mistake needs it

    by_form = {fold(name): name for name in names}
    found = get_close_matches(fold(word[:40]), by_form, n=1, cutoff=0.7)
    return by_form[found[0]] if found else ""
