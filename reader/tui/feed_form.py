"""The fields of a subscription as they are written on the screen: name, folder, settings; what may stand in each. Pure.

A field that is empty holds what is usual, which stands there muted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from reader.library.config import Config
from reader.model.feed import FOLDER_SEPARATOR, Feed, FeedSettings, FetchPages
from reader.model.text import clean_line
from reader.model.values import dataclass
from reader.tui.feed_words import PAGES_WORDS

MOST_DAYS = 36_500
MOST_ARTICLES = 1_000_000
MOST_MINUTES = 60 * 24 * 30
"""A feed that is asked once in a month is all but forgotten."""

AS_ASKED = "as often as it asks for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of the things that can be written or chosen."""

    id: str
    label: str
    usual: str = ""
    """What holds if nothing is written."""
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their words, one of which it has; none for what is written freely."""
    most: int = 0
    """The largest number it may be; 0 for what is no number."""
    unit: str = ""
    """What the number counts."""
    offers: tuple[str, ...] = field(default=())
    """What it may be completed to."""
    check: Callable[[str], str] | None = None
    """Says what is wrong with a text, "" if nothing is."""

    def fault(self, text: str) -> str:
        """Return what is wrong with what is written, "" if nothing is."""
        if self.check is not None:
            return self.check(text)
        if not self.most or not text.strip():
            return ""
        number = whole_number(text)
        if number is None or number > self.most:
            return f"A whole number of {self.unit} up to {self.most:,}; empty for what is usual."
        return ""

    def shown(self, text: str) -> str:
        """Return how a value is shown; "" where nothing is written."""
        if self.choices:
            return dict(self.choices).get(text, "")
        if self.most and (number := whole_number(text)) is not None:
            return number_words(self.id, number)
        return text


def whole_number(text: str) -> int | None:
    """Return the number that is written, None if it is none."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def number_words(field_id: str, number: int) -> str:
    """Return what a number of a field means."""
    if field_id == "keep_days":
        return "for ever" if not number else "for a day" if number == 1 else f"for {number:,} days"
    if field_id == "keep_most":
        return "all of them" if not number else f"{number:,} {'article' if number == 1 else 'articles'}"
    if not number:
        return AS_ASKED
    if number % 60 == 0:
        hours = number // 60
        return "every hour" if hours == 1 else f"every {hours:,} hours"
    return f"every {number:,} minutes"


def fields_of(feed: Feed, config: Config, folders: Sequence[str]) -> tuple[Field, ...]:
    """Return the fields of a subscription with what is usual in each; `folders` are those there are."""
    usual_pages = PAGES_WORDS[FetchPages(config.feed_pages)]
    return (
        Field(id="name", label="Name", usual=feed.title or feed.url),
        Field(id="folder", label="Folder", usual="in none", offers=tuple(folders)),
        Field(
            id="pages",
            label="Whole pages",
            usual=usual_pages,
            choices=(("", ""), *((pages.value, PAGES_WORDS[pages]) for pages in FetchPages)),
        ),
        Field(
            id="pictures",
            label="Pictures",
            usual="kept" if config.feed_pictures else "not kept",
            choices=(("", ""), ("yes", "kept"), ("no", "not kept")),
        ),
        Field(
            id="keep_days",
            label="Keep articles",
            usual=number_words("keep_days", config.feed_keep_days),
            most=MOST_DAYS,
            unit="days",
        ),
        Field(
            id="keep_most",
            label="Keep at most",
            usual=number_words("keep_most", config.feed_keep_most),
            most=MOST_ARTICLES,
            unit="articles",
        ),
        Field(
            id="every_minutes",
            label="Ask it",
            usual=AS_ASKED,
            most=MOST_MINUTES,
            unit="minutes",
        ),
    )


def values_of(feed: Feed) -> dict[str, str]:
    """Return what is written in the fields of a feed, by their ids."""
    settings = feed.settings
    pictures = {None: "", True: "yes", False: "no"}[settings.with_pictures]
    return {
        "name": feed.name,
        "folder": feed.folder,
        "pages": settings.pages.value if settings.pages is not None else "",
        "pictures": pictures,
        "keep_days": _written(settings.keep_days),
        "keep_most": _written(settings.keep_most),
        "every_minutes": _written(settings.every_minutes),
    }


def settings_of(values: Mapping[str, str]) -> FeedSettings:
    """Return the settings that are written in the fields; numbers must be without fault."""
    return FeedSettings(
        pages=FetchPages(values["pages"]) if values["pages"] else None,
        with_pictures={"": None, "yes": True, "no": False}[values["pictures"]],
        keep_days=whole_number(values["keep_days"]),
        keep_most=whole_number(values["keep_most"]),
        every_minutes=whole_number(values["every_minutes"]),
    )


def folder_of(text: str) -> str:
    """Return the folder that is written: cleaned, without blank names or slashes at its ends."""
    parts = (clean_line(part).strip() for part in text.split(FOLDER_SEPARATOR))
    return FOLDER_SEPARATOR.join(part for part in parts if part)


def _written(number: int | None) -> str:
    return "" if number is None else str(number)
