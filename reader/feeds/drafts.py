"""What is gathered of an entry while the XML goes by, before anybody knows what is right of it.

Filled by `xml_parsers`, read by `rss_atom` and `media`.
"""

from dataclasses import dataclass, field
from typing import Any

MAX_PARTS = 100
"""Of one entry, of a kind: texts, authors, media. A gallery has fifty pictures."""


@dataclass(slots=True)
class Text:
    """A text of an entry, as it came."""

    value: str
    media_type: str
    """`text/html`, `text/plain`, `application/xhtml+xml`, or what the feed says."""
    base: str = ""
    """The `xml:base` that holds for it; "" if there is none."""


@dataclass(slots=True)
class Person:
    """An author, as it came."""

    text: str = ""
    name: str = ""


@dataclass(slots=True)
class Medium:
    """An element of Media RSS that has an address, with what is said of it."""

    url: str = ""
    media_type: str = ""
    kind: str = ""
    """`image`, `video`, `audio`, `document`; "" if it is not said."""
    width: str = ""
    height: str = ""
    is_thumbnail: bool = False
    group: int = 0
    """Media with one number other than 0 are one thing in several sizes."""
    caption: str = ""
    title: str = ""
    credit: str = ""


@dataclass(slots=True)
class Draft:
    """An entry, or the feed itself."""

    titles: list[Text] = field(default_factory=list)
    other_titles: list[Text] = field(default_factory=list)
    """Of Dublin Core and iTunes, where the form's own is missing."""
    texts: dict[str, list[Text]] = field(default_factory=dict)
    """By the name of their element: `description`, `content`, `summary`, `itunes_summary`, `media_description`."""
    people: list[Person] = field(default_factory=list)
    creators: list[Person] = field(default_factory=list)
    """Of Dublin Core: they write names where RSS has mail addresses."""
    presenters: list[Person] = field(default_factory=list)
    """Of iTunes, which repeats the name of the channel there."""
    media: list[Medium] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    shared: Medium = field(default_factory=Medium)
    """What Media RSS says of all the media of the entry."""
    language: str = ""
    """That of `xml:lang`."""
    original_link: str = ""
    is_permalink: bool = False
    """Whether its guid says that it is an address."""
    is_whole: bool = False
    """Whether its end was seen."""


def add_part(parts: list[Any], part: Any) -> None:
    """Keep a part, as long as there are not too many."""
    if len(parts) < MAX_PARTS:
        parts.append(part)
