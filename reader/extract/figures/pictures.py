"""Where a picture really comes from, and what is none.

Lazy loading hides the source in many attributes, `srcset` and `<picture>` offer several, a `<noscript>` or a style may hold the
only one: of all the best for a terminal is taken. Icons, spacers, counters and logos are told from pictures by size and name.
Called by `figures`, `players` and `segments`.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reader.extract.markup.tree import Element, absolute_url, elements, hints_of
from reader.model.blocks import Image
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_WIDTH = 1_600
"""Pixels: the widest source that is worth fetching for a terminal."""

MIN_SIDE = 50
"""Pixels: smaller pictures are icons."""

MAX_RATIO_SIDE = 32
"""`width="16" height="9"` is a shape, not a size."""

MAX_ALT_LETTERS = 1_000
MIN_INLINE_LETTERS = 2_000
"""A `data:` address that is shorter holds a placeholder; a saved page carries its pictures in longer ones."""
MAX_ATTRIBUTE_LETTERS = 20_000

PICTURE_TAGS = ("img", "amp-img", "amp-anim", "picture")

_SETS = (
    "srcset", "data-srcset", "data-lazy-srcset", "data-src-set", "data-original-set", "data-bgset", "data-ezsrcset",
    "data-pagespeed-lazy-srcset", "data-flickity-lazyload-srcset", "data-noscript-srcset", "data-optimumx-srcset",
)  # fmt: skip
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-lazyload", "data-image", "data-img-src", "data-img-url",
    "data-image-src", "data-url", "data-src-medium", "data-pin-media", "data-echo", "data-defer-src", "data-delayed-url",
    "data-cfsrc", "data-ezsrc", "data-pagespeed-lazy-src", "data-runner-src", "data-flickity-lazyload", "data-noscript-src",
    "data-original-src", "data-actual-src", "data-real-src", "data-desktop-src", "data-srcimg", "lazy-src", "data-ll-src",
    "data-bg", "data-background", "data-background-image", "data-bg-image", "data-backgroundimage",
)  # fmt: skip
_FULL = (
    "data-full-src", "data-hi-res-src", "data-pagespeed-high-res-src", "data-large-file", "data-large", "data-src-large",
    "data-zoom-src", "data-zoom-image", "data-highres", "data-hires", "data-large-image", "data-full", "data-image-full",
    "data-src-for-image-viewer", "data-orig-file",
)  # fmt: skip
"""Of a picture that opens larger."""

_UNKNOWN_FULL, _UNKNOWN_LAZY, _UNKNOWN_SOURCE, _UNKNOWN_SET = 760.0, 700.0, 650.0, 600.0
"""Pixels taken for a source that does not tell its width: what scripts load is rarely the smallest."""

_NEXT_ADDRESS = compile_late(r"[\s,]*+(\S+)")
_GLUED_ADDRESSES = compile_late(r",(?=https?://)")
_GLUED_WIDTH = compile_late(r"(?:%20|\+)(\d{1,5}[wx])$")
"""Of a `srcset` whose blanks were encoded as if it were one address."""
_WITH_HOST = compile_late(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_WIDTH_ALONE = compile_late(r"\d{1,5}(?:\.\d{1,4})?[wx]")
_WIDTH_IN_ADDRESS = compile_late(
    r"[?&;](?:w|width|wid|imwidth|maxwidth|max-w|resize|fit|im_w)=(\d{2,4})(?!\d)"
    r"|/max/(\d{2,4})/"
    r"|(?:[/,]|:good,|%2C)w[_=-]?(\d{2,4})(?=[/,]|%2C)"
    r"|(?<![\d.])(\d{2,4})x(?:\d{2,4})(?=[/_.,-]|$)"
    r"|/(\d{2,4})px-",
    re.IGNORECASE,
)
_TEMPLATE = compile_late(r"\{(?:width|w|imwidth)\}|%7B(?:width|w)%7D", re.IGNORECASE)
_TEMPLATE_WIDTH = "960"
_PICTURE_ADDRESS = compile_late(
    r"(?:(?:https?:)?//|/(?!/))\S+\.(?:jpe?g|png|webp|gif|avif)(?:[?#!]\S*)?", re.IGNORECASE
)
_PLACEHOLDER = compile_late(
    r"(?:^|[_.-])(?:pixel|spacer|blank|transparent|trans|placeholder|loading|loader|1x1|1px|px|grey|gray|dummy|clear|"
    r"no-?image|noimage|lazy(?:load)?|preload)s?(?:\d{0,3})(?:[_.-]|$)",
    re.IGNORECASE,
)
_ICON = compile_late(
    r"(?:^|[_.-])(?:icons?|icn|ico|favicon|logos?|avatars?|gravatar|emoji|sprites?|badge|btn|button|arrow|chevron|tit|qrcode|qr|"
    r"screen-?shot-?placeholder)(?:[_.-]|\d*$|\d*\.)",
    re.IGNORECASE,
)
_ICON_FOLDERS = compile_late(
    r"/(?:icons?|avatars?|logos?|emojis?|sprites?|favicons?|badges|buttons?|share|pixels?|spacers?|smilies|gravatar)/"
    r"|/(?:placeholder|spacer|blank|pixel)s?(?:[./_-]|$)|gravatar\.com/|get_flash_player|/adserv",
    re.IGNORECASE,
)
_AD_SERVER = compile_late(
    r"https?://[^/]{0,100}(?:adserver|doubleclick|adform|adnxs|googlesyndication|scorecardresearch)", re.IGNORECASE
)
_ICON_HINTS = compile_late(r"avatar|\bicon|emoji|logo\b|\blogo|gravatar|favicon|\bsprite", re.IGNORECASE)
_TINY_STYLE = compile_late(r"(?<![-\w])(?:width|height)\s{0,3}:\s{0,3}[0-2](?:px)?\s{0,3}(?:;|$|!)", re.IGNORECASE)
_BACKGROUND = compile_late(
    r"background(?:-image)?\s{0,3}:[^;]{0,200}?url\(\s{0,3}[\"']?([^\"')]{4,2000})", re.IGNORECASE
)
_PICTURE_HINTS = compile_late(
    r"(?:^|[\s_-])(?:image|img|photo|picture|figure|media|thumb(?:nail)?|hero|poster|cover|lead|bild|foto)(?:$|[\s_-]|s\b)"
    r"|[a-z](?:Image|Photo|Picture|Poster|Thumbnail)",
)


def read_image(element: Element, base: str) -> Image | None:
    """Return the picture that an `img`, `amp-img`, `picture` or an element of its maker's own (`lazy-image`) shows."""
    holder = element if element.tag == "picture" else next(element.iterancestors("picture"), None)
    picture = next(elements(element, "img", "amp-img"), element) if element.tag == "picture" else element
    sources = list(elements(holder, "source")) if holder is not None else []
    found = [
        *_candidates(picture, base),
        *(pair for source in sources if _is_for_screens(source) for pair in _candidates(source, base)),
    ]
    if not found:
        found = list(_strangers(picture, base))
    beside = picture.get("src") or ""
    is_local = not base and beside and not _is_placeholder(beside) and not _WITH_HOST.match(beside)
    source = _address(beside, base) if is_local else _best(found)  # a saved page has its picture beside it
    if not source:
        return None
    alt = clean_line(picture.get("alt") or "", MAX_ALT_LETTERS)
    width, height = _pixels(picture.get("width")), _pixels(picture.get("height"))
    if _is_ratio(width, height):
        width = height = 0
    return Image(src=source, alt=alt, width=width, height=height)


def widest(first: Image, second: Image) -> Image:
    """Return that of two addresses of one picture which serves better; the first if neither tells."""
    widths = [float(_width_in(image.src) or _UNKNOWN_SOURCE) for image in (first, second)]
    return second if _best([(first.src, widths[0]), (second.src, widths[1])]) == second.src else first


def image_in_data(element: Element, base: str) -> Image | None:
    """Return the picture whose address stands in the data of a box, for a script to load; None unless it is beyond doubt."""
    source = _best(list(_strangers(element, base)))
    alt = element.get("data-alt") or element.get("aria-label") or element.get("title") or ""
    return Image(src=source, alt=clean_line(alt, MAX_ALT_LETTERS)) if source and not is_icon_address(source) else None


def background_image(element: Element, base: str) -> Image | None:
    """Return the picture in the background of a box that is made for one; None for decoration."""
    style = element.get("style") or ""
    lazy = element.get("data-bg") or element.get("data-background-image") or element.get("data-bgset") or ""
    if not lazy and "background" not in style:
        return None
    if element.get("role") != "img" and not _PICTURE_HINTS.search(hints_of(element)):
        return None
    found = _BACKGROUND.search(style[:MAX_ATTRIBUTE_LETTERS])
    address = absolute_url(found[1], base) if found else _best(list(_candidates(element, base)))
    if not address or is_icon_address(address):
        return None
    alt = element.get("aria-label") or element.get("title") or element.get("data-alt") or ""
    return Image(src=address, alt=clean_line(alt, MAX_ALT_LETTERS))


def is_icon(element: Element) -> bool:
    """Whether a picture is an icon, a spacer, a logo or a counter by its size or name."""
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if not _is_ratio(width, height) and (0 < width < MIN_SIDE or 0 < height < MIN_SIDE):
        return True
    if _TINY_STYLE.search((element.get("style") or "")[:500]):
        return True
    if _ICON_HINTS.search((element.get("class") or "")[:500]):
        return True
    source = element.get("src") or ""
    return is_icon_address(source) and not _is_placeholder(source)


def is_icon_address(address: str) -> bool:
    """Whether an address is, by its name, that of an icon, a logo or a button."""
    path = _path_of(address)
    name = path.rpartition("/")[2]
    return bool(
        _ICON.search(name)
        or _ICON_FOLDERS.search(path)
        or name.lower().endswith(".svg")
        or _AD_SERVER.match(address[:300])
    )


def best_of_srcset(srcset: str) -> str:
    """Return the address in `srcset` with the width that suits best (HTML standard, 4.8.4.3 for its grammar)."""
    return _best(list(_pairs_of_srcset(srcset)))


def _best(candidates: list[tuple[str, float]]) -> str:
    """The address with the largest width up to `MAX_WIDTH`; far larger ones are worth less than half as wide ones."""
    best, best_worth = "", -1.0
    for address, width in candidates:
        worth = width if width <= MAX_WIDTH else MAX_WIDTH * (MAX_WIDTH / width) ** 2
        if worth > best_worth:
            best, best_worth = address, worth
    return best


def _candidates(element: Element, base: str) -> Iterator[tuple[str, float]]:
    """Yield what the known attributes of `element` offer, with the width each has or is taken to have."""
    for name in _SETS:
        value = element.get(name)
        if value and len(value) <= 10 * MAX_ATTRIBUTE_LETTERS:
            for raw, width in _pairs_of_srcset(value):
                if address := _address(raw, base):
                    yield address, width
    for names, unknown in ((_LAZY, _UNKNOWN_LAZY), (_FULL, _UNKNOWN_FULL), (("src",), _UNKNOWN_SOURCE)):
        for name in names:
            value = element.get(name)
            if not value:
                continue
            if value.startswith("data:image/") and name == "src" and len(value) > MIN_INLINE_LETTERS:
                yield value, unknown  # a saved page carries its pictures in itself
            elif len(value) <= MAX_ATTRIBUTE_LETTERS and (address := _address(value, base)):
                yield address, float(_width_in(address) or unknown)


def _strangers(element: Element, base: str) -> Iterator[tuple[str, float]]:
    """Yield what attributes that nobody has told us of hold, if it is beyond doubt the address of a picture."""
    for name in map(str, element.keys()):
        raw = (element.get(name) or "").strip() if name.startswith("data-") else ""
        if raw and len(raw) < 2_000 and _PICTURE_ADDRESS.fullmatch(raw) and (address := _address(raw, base)):
            yield address, float(_width_in(address) or _UNKNOWN_LAZY)


def _pairs_of_srcset(srcset: str) -> Iterator[tuple[str, float]]:
    """Yield address and width of each candidate; densities count from 600 pixels."""
    rest, at = srcset[:MAX_ATTRIBUTE_LETTERS], 0
    while found := _NEXT_ADDRESS.match(rest, at):
        address, at = found[1], found.end()
        described = ""
        if not address.endswith(","):
            comma = rest.find(",", at)
            end = len(rest) if comma < 0 else comma
            described, at = rest[at:end], end
        for part in _GLUED_ADDRESSES.split(address):
            part = part.strip(",")
            glued = _GLUED_WIDTH.search(part)
            if glued:
                part = part[: glued.start()]
            width = _width_described(glued[1] if glued else described)
            if part and not _WIDTH_ALONE.fullmatch(part):
                yield part, width or float(_width_in(part) or _UNKNOWN_SET)


def _width_described(described: str) -> float:
    last = described.split()[-1] if described.split() else ""
    if not _WIDTH_ALONE.fullmatch(last):
        return 0.0
    return float(last[:-1]) * (1 if last[-1] == "w" else _UNKNOWN_SET)


def _width_in(address: str) -> int:
    found = _WIDTH_IN_ADDRESS.search(address[:2_000])
    return int(next(number for number in found.groups() if number)) if found else 0


def _address(value: str, base: str) -> str:
    """Return an attribute's value as the address of a picture; empty for placeholders and for what is none."""
    value = _TEMPLATE.sub(_TEMPLATE_WIDTH, value.strip())
    if not value or value.startswith(("data:", "blob:", "{", "[", "<")) or _is_placeholder(value):
        return ""
    address = absolute_url(value, base)
    if not address and not base and not re.match(r"[a-z][a-z0-9+.-]*:|#", value, re.IGNORECASE):
        address = clean_line(value, 1_000)  # a picture beside a local page
    return address


def _is_placeholder(address: str) -> bool:
    return bool(_PLACEHOLDER.search(_path_of(address).rpartition("/")[2]))


def _is_for_screens(source: Element) -> bool:
    """Whether a `<source>` is a picture in a format that can be drawn, and not meant for print."""
    kind = (source.get("type") or "").lower()
    return "print" not in (source.get("media") or "") and not re.match(
        r"image/(?:avif|jxl|heic|svg)|video/|audio/", kind
    )


def _path_of(address: str) -> str:
    if address.startswith("data:"):
        return ""
    try:
        return urlsplit(address[:2_000]).path
    except ValueError:
        return ""


def _pixels(value: str | None) -> int:
    found = re.match(r"\s{0,4}(\d{1,5})(?:\.\d{1,6})?(?:px)?\s{0,4}$", value or "")
    return int(found[1]) if found else 0


def _is_ratio(width: int, height: int) -> bool:
    return 0 < width <= MAX_RATIO_SIDE and 0 < height <= MAX_RATIO_SIDE and width != height
