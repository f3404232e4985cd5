"""Figures: the pictures or the player in an element, with their caption and credit. Called by `segments`.

Where a picture comes from is known to `pictures`, what plays to `players`, how a caption is marked to `figcaptions`; joining
loose captions with loose pictures is the work of `captions`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from reader.extract.figures.figcaptions import MAX_HOLDERS, has_caption_element, read_caption
from reader.extract.figures.pictures import (
    MAX_ALT_LETTERS,
    PICTURE_TAGS,
    background_image,
    image_in_data,
    is_icon,
    is_icon_address,
    read_image,
    widest,
)
from reader.extract.figures.players import (
    MEDIA_TAGS,
    captioned_player,
    is_player_box,
    read_player,
    read_player_box,
    running_time,
    titled_by_caption,
)
from reader.extract.markup.rules import Rules
from reader.extract.markup.tree import Element, elements
from reader.model.blocks import Figure, FigureKind, Image
from reader.model.patterns import compile_late
from reader.model.text import is_shortened

MIN_GALLERY = 3
"""So many pictures under one caption are a gallery."""
MAX_PICTURES = 300
"""Of one figure."""

_OWN_ELEMENT = compile_late(r"^(?!amp-)[a-z]+(?:-[a-z0-9]+)*-?(?:image|img|picture|photo)(?:-[a-z0-9]+)*$")
"""An element of the page's own making that shows a picture: `lazy-image`, `gu-img`."""
_SIZE = compile_late(
    r"[-_]?\d{2,4}x\d{2,4}|[-_@]\dx(?=\.)|[-_](?:scaled|small|medium|large|thumb(?:nail)?|mobile|desktop)(?=[._])",
    re.IGNORECASE,
)

_SIZE_FOLDER = compile_late(
    r"/(?:max/\d{2,4}|w_?\d{2,4}|\d{2,4}x\d{2,4}|s\d{2,4}(?:-[a-z]+)?|\d{2,4}w)(?=/)", re.IGNORECASE
)


def read_figure(element: Element, base: str, rules: Rules) -> Figure | None:
    """Return the figure that `element` holds: its pictures or player, caption and credit; None if it shows and says nothing.

    A caption without a picture is one only where an element is marked or named as such: else it is text.
    """
    if is_player_box(element) and (player := read_player_box(element, base, rules)):
        return player
    images: dict[str, Image] = {}
    player = None
    for shown in _shown(element, base):
        if shown.kind is not FigureKind.IMAGE and player is None:
            player = shown
        for image in shown.images:
            key = picture_key(image.src)
            images[key] = widest(images[key], image) if key in images else image
    if images or player or has_caption_element(element, rules) or element.tag == "figcaption":
        caption, credit = read_caption(element, rules)
    else:
        return None
    if not images and player is None and not caption:
        return None
    if player is None:
        kind = FigureKind.GALLERY if len(images) >= MIN_GALLERY else FigureKind.IMAGE
        return Figure(images=tuple(images.values()), caption=caption, credit=credit, kind=kind)
    figure = Figure(
        images=player.images or tuple(images.values())[:1],
        caption=caption,
        credit=credit,
        kind=player.kind,
        title=player.title,
        duration=player.duration or running_time(element),
        url=player.url,
    )
    return captioned_player(figure) if figure.images else titled_by_caption(figure)


def holds_too_much(element: Element) -> bool:
    """Whether a figure has more pictures or captions than are read."""
    return any(
        sum(1 for _ in islice(elements(element, tag), most + 1)) > most
        for tag, most in (("img", MAX_PICTURES), ("figcaption", MAX_HOLDERS))
    )


def is_described_shorter(figure: Figure) -> bool:
    """Whether the page says more in place of a picture than is read."""
    return any(is_shortened(image.alt, MAX_ALT_LETTERS) for image in figure.images)


def read_picture(element: Element, base: str) -> Figure | None:
    """Return a figure for a picture, `video` or `audio` element alone, without caption; None for icons and without a source."""
    if element.tag in MEDIA_TAGS:
        return read_player(element, base)
    if is_icon(element):
        return None
    image = read_image(element, base)
    return Figure(images=(image,)) if image is not None and not is_icon_address(image.src) else None


def is_own_picture(element: Element) -> bool:
    """Whether an element of the page's own making shows a picture."""
    tag = str(element.tag)
    return (
        "-" in tag
        and bool(_OWN_ELEMENT.match(tag))
        and bool(element.get("src") or element.get("data-src") or element.get("srcset"))
    )


def picture_key(address: str) -> str:
    """Return what two addresses of one picture in different sizes have in common: the path without the size in it."""
    path = address.partition("?")[0].partition("#")[0]
    folder, slash, name = path.rpartition("/")
    return _SIZE_FOLDER.sub("/", folder + slash) + (_SIZE.sub("", name) or name)


def _shown(element: Element, base: str) -> Iterator[Figure]:
    """Yield what the pictures and players below `element` show; where there is none, a box with a picture behind it."""
    count = 0
    for media in elements(element, *PICTURE_TAGS, *MEDIA_TAGS):
        if media.tag != "picture" and _stands_in_for(media, element):
            continue
        shown = read_picture(media, base)
        if shown is not None:
            count += 1
            yield shown
        if count >= MAX_PICTURES:
            return
    if count:
        return
    for box in elements(element):
        if is_own_picture(box):
            image = read_image(box, base)
        else:
            image = background_image(box, base) if box.get("style") or box.get("data-bg") else None
            image = image or image_in_data(box, base)
        if image is not None:
            yield Figure(images=(image,))
            return


def _stands_in_for(media: Element, element: Element) -> bool:
    """Whether a picture is a part of another below `element`: the `img` of a `picture`, the fallback in an `amp-img`."""
    for above in media.iterancestors():
        if above is element and above.tag not in PICTURE_TAGS:
            return False
        if above.tag in ("picture", "amp-img", "amp-anim", "video", "audio", "amp-video", "amp-audio"):
            return above is not element or (media.tag == "img" and element.tag != "picture")
    return False
