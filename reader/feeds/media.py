"""The pictures, sounds and films of an entry: from Media RSS, enclosures and the rest, each once, with caption and credit."""

import re
from collections.abc import Iterable

from reader.feeds.addresses import web_address
from reader.feeds.drafts import Draft, Medium
from reader.feeds.entries import MAX_CAPTION_LETTERS, each_once, number_of
from reader.feeds.texts import short_text
from reader.model.feed import FeedImage
from reader.model.patterns import compile_late
from reader.model.text import clean_line

_MAX_CREDIT_LETTERS = 300
_TYPE = compile_late(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}\Z")
_IMAGE_PATH = compile_late(r"\.(?:jpe?g|png|gif|webp|avif|bmp)(?:[?#]|\Z)", re.IGNORECASE)
_SOUND_PATH = compile_late(r"\.(mp3|m4a|ogg|oga|opus|aac|flac|wav)(?:[?#]|\Z)", re.IGNORECASE)
_FILM_PATH = compile_late(r"\.(mp4|m4v|webm|mov|m3u8)(?:[?#]|\Z)", re.IGNORECASE)


def media_type_of(given: str, kind: str = "", url: str = "") -> str:
    """Return the media type of a file: as it is given, else by what it is called to be, else by its name; "" if nothing says.

    `image/*` and its like where only the kind is known.
    """
    line = clean_line(given[:200]).partition(";")[0].strip().lower()
    if _TYPE.match(line) and line != "application/octet-stream":
        return line
    if kind in ("image", "audio", "video"):
        return f"{kind}/*"
    if _IMAGE_PATH.search(url):
        return "image/*"
    return "audio/*" if _SOUND_PATH.search(url) else "video/*" if _FILM_PATH.search(url) else ""


def files_of(
    draft: Draft, enclosures: Iterable[tuple[str, str]], base: str
) -> tuple[tuple[FeedImage, ...], tuple[FeedImage, ...]]:
    """Return the pictures of an entry, and what is to be heard or seen elsewhere.

    `enclosures` are addresses with their media types. Of one thing in several sizes the widest is taken; thumbnails only where
    there is nothing larger.
    """
    pictures, others, thumbnails = [], [], []
    media = _widest(draft.media)
    large = [medium for medium in media if not medium.is_thumbnail]
    if len(large) == 1 and not large[0].caption:  # said beside the only one, and not within it
        large[0].caption = draft.shared.caption
    for medium in [*media, *(Medium(url=url, media_type=media_type) for url, media_type in enclosures)]:
        file = _file(medium, draft.shared.credit, base)
        if file is None:
            continue
        if medium.is_thumbnail:
            thumbnails.append(file)
        elif file.media_type.startswith("image/"):
            pictures.append(file)
        else:
            others.append(file)
    pictures += [FeedImage(url=url) for href in draft.pictures if (url := web_address(href, base))]
    if not pictures and thumbnails:
        pictures = [max(thumbnails, key=lambda thumbnail: thumbnail.width)]
    return each_once(pictures), each_once(others)


def _widest(media: Iterable[Medium]) -> list[Medium]:
    """Return the media, of each group the widest picture, the first of its films and of its sounds, and its thumbnails."""
    chosen: list[Medium] = []
    places: dict[tuple[int, str], int] = {}
    for medium in media:
        key = (medium.group, media_type_of(medium.media_type, medium.kind, medium.url).partition("/")[0])
        if not medium.group or medium.is_thumbnail:
            chosen.append(medium)
        elif key not in places:
            places[key] = len(chosen)
            chosen.append(medium)
        elif number_of(medium.width) > number_of(chosen[places[key]].width):
            chosen[places[key]] = medium
    return chosen


def _file(medium: Medium, shared_credit: str, base: str) -> FeedImage | None:
    url = web_address(medium.url, base)
    if not url:
        return None
    media_type = media_type_of(medium.media_type, medium.kind, url)
    if not medium.is_thumbnail and not media_type.startswith(("image/", "audio/", "video/")):
        return None
    title = short_text(medium.title, MAX_CAPTION_LETTERS)
    caption = short_text(medium.caption, MAX_CAPTION_LETTERS)
    if not media_type.startswith("image/") and not medium.is_thumbnail:
        caption = title or caption  # a film has a name
    return FeedImage(
        url=url,
        media_type=media_type,
        caption=caption,
        credit=short_text(medium.credit or shared_credit, _MAX_CREDIT_LETTERS),
        alt=title if title != caption else "",
        width=number_of(medium.width),
        height=number_of(medium.height),
    )
