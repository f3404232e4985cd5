"""The handlers of pictures and of Media RSS (rssboard.org/media-rss), for feedparser's parsers.

What is said within a medium is said of it, within a group of all in the group, and else of all media of the entry. feedparser
takes the title and the description of a picture for those of the entry, and all the rest for one heap.
"""

from abc import ABC, abstractmethod
from typing import Any

from reader.feeds.drafts import Draft, Medium, Text, add_part

MAX_CREDIT_LETTERS = 300


class MediaHandlers(ABC):
    """A part of `xml_parsers._Gathering`, which has the texts and says what is being read."""

    def __init__(self, *arguments: Any) -> None:
        self._media: list[Medium] = []
        self._groups = 0
        self._group: Medium | None = None
        self._thumbnail = Medium()
        super().__init__(*arguments)

    @abstractmethod
    def draft(self) -> Draft | None:
        """Return what is being read: an entry, or the feed; None for nothing that is wanted."""

    @abstractmethod
    def begin_text(self, name: str, attributes: dict[str, str], media_type: str) -> None:
        """Begin to gather a text."""

    @abstractmethod
    def finish_text(self, name: str) -> Text | None:
        """Return the text whose element ends."""

    def forget_media(self) -> None:
        """Begin anew, with another entry."""
        self._media.clear()
        self._group = None

    def _end_image(self) -> None:
        parser: Any = self
        value = parser.pop("image")
        parser.inimage = 0
        if value and parser.inentry and (draft := self.draft()) is not None:
            add_part(draft.pictures, value)

    def _start_itunes_image(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        parser.push("itunes_image", 0)
        if (draft := self.draft()) is not None and (url := attributes.get("href") or attributes.get("url")):
            add_part(draft.pictures, url)

    def _start_media_group(self, attributes: dict[str, str]) -> None:
        self._groups += 1
        self._group = Medium(group=self._groups)

    def _end_media_group(self) -> None:
        draft = self.draft()
        if self._group is not None and draft is not None:
            for medium in draft.media:
                if medium.group == self._group.group:
                    _fill(medium, self._group)
        self._group = None

    def _start_media_content(self, attributes: dict[str, str]) -> None:
        medium = self._new_medium(attributes)
        self._media.append(medium)

    def _end_media_content(self) -> None:
        if self._media:
            self._media.pop()

    def _start_media_thumbnail(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        self._thumbnail = self._new_medium(attributes)
        self._thumbnail.is_thumbnail = True
        parser.push("media_thumbnail", 0)

    def _end_media_thumbnail(self) -> None:
        parser: Any = self
        value = parser.pop("media_thumbnail")
        if value and not self._thumbnail.url:
            self._thumbnail.url = value

    def _new_medium(self, attributes: dict[str, str]) -> Medium:
        medium = Medium(
            url=attributes.get("url", ""),
            media_type=attributes.get("type", ""),
            kind=attributes.get("medium", ""),
            width=attributes.get("width", ""),
            height=attributes.get("height", ""),
            group=self._group.group if self._group is not None else 0,
        )
        if (draft := self.draft()) is not None:
            add_part(draft.media, medium)
        return medium

    def _said_of(self) -> Medium:
        """Return what a caption, a title or a credit is said of: the medium around it, its group, or all there are."""
        draft = self.draft()
        if self._media:
            return self._media[-1]
        if self._group is not None:
            return self._group
        return draft.shared if draft is not None else Medium()

    def _start_media_description(self, attributes: dict[str, str]) -> None:
        self.begin_text("media_description", attributes, "text/plain")

    def _end_media_description(self) -> None:
        text = self.finish_text("media_description")
        if text is None:
            return
        self._said_of().caption = text.value
        if not self._media and (draft := self.draft()) is not None:
            add_part(draft.texts.setdefault("media_description", []), text)

    def _start_media_title(self, attributes: dict[str, str]) -> None:
        self.begin_text("media_title", attributes, "text/plain")

    def _end_media_title(self) -> None:
        text = self.finish_text("media_title")
        if text is not None:
            self._said_of().title = text.value

    def _start_media_credit(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        parser.push("media_credit", 1)

    def _end_media_credit(self) -> None:
        parser: Any = self
        value = parser.pop("media_credit")
        said_of = self._said_of()
        if value and value not in said_of.credit and len(said_of.credit) < MAX_CREDIT_LETTERS:
            said_of.credit = f"{said_of.credit}, {value}" if said_of.credit else value


def _fill(medium: Medium, shared: Medium) -> None:
    """Give a medium what is said of its group. The still of a film is not what its description describes."""
    if not medium.is_thumbnail:
        medium.caption = medium.caption or shared.caption
        medium.title = medium.title or shared.title
    medium.credit = medium.credit or shared.credit
