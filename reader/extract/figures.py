"""Figures: where a picture really comes from, its caption and credit; players and embedded posts.

Lazy loading hides the source in many attributes, `<picture>` and `srcset` offer several: the widest up to what a terminal
can show is taken. Called by `segments`; joining loose captions with loose pictures is the work of `captions`.
"""

import re
from urllib.parse import parse_qs, urlsplit

from reader.extract.credits import split_credit
from reader.extract.rules import Rules
from reader.extract.tree import Element, absolute_url, elements, hints_of, text_of
from reader.model.blocks import Embed, Figure, FigureKind, Image
from reader.model.text import clean_line

MAX_WIDTH = 1_600
"""Pixels: the widest source of a `srcset` that is worth fetching for a terminal."""

MIN_SIDE = 50
"""Pixels: smaller pictures are icons."""

MAX_ALT_LETTERS = 1_000
_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-srcset",
    "data-lazy-srcset",
    "data-lazy",
    "data-image",
    "data-img-src",
    "data-hi-res-src",
    "data-full-src",
    "data-url",
    "data-src-medium",
    "data-pin-media",
    "src",
    "srcset",
)
_ICON = re.compile(
    r"(?:^|[/_.-])(?:pixel|spacer|blank|transparent|avatar|icon|logo|placeholder|loading|1x1)s?(?:[/_.-]|$)",
    re.IGNORECASE,
)
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=|v/|shorts/)|youtu\.be/)([\w-]{6,20})")
_BLANKS = re.compile(r"\s+")
_CAPTION_LINES = ("p", "div", "br", "li")
"""Elements that end a line of a caption; a line break is where `split_credit` looks for the credit first."""
_COUNTER = re.compile(r"^\d{1,3} ?(?:/|of|von|de|sur) ?\d{1,3}(?!\w)\s*[:.–-]?\s*", re.IGNORECASE)
"""Which picture of how many, before the caption of a gallery's slide."""
_DURATION = re.compile(r"^\d{1,2}(?::\d\d){1,2}$")
_VIDEO_HOSTS = (
    "youtube",
    "vimeo",
    "dailymotion",
    "brightcove",
    "jwplayer",
    "jwplatform",
    "kaltura",
    "vidible",
    "player",
)
_AUDIO_HOSTS = (
    "soundcloud",
    "spotify",
    "podcasts.apple",
    "megaphone",
    "acast",
    "omny",
    "art19",
    "audioboom",
    "podigee",
    "simplecast",
)


def read_figure(element: Element, base: str, rules: Rules) -> Figure | None:
    """Return the figure that `element` holds: its pictures or player, caption and credit; None if it shows nothing."""
    images: dict[str, Image] = {}
    player: Figure | None = None
    for media in elements(element, "img", "amp-img", "picture", "video", "audio", "amp-video"):
        if media.tag == "img" and next(media.iterancestors("picture"), None) is not None and _is_inside(media, element):
            continue
        read = read_picture(media, base)
        if read is None or is_tracking_pixel(media):
            continue
        if read.kind is not FigureKind.IMAGE and player is None:
            player = read
        for image in read.images:
            images.setdefault(image.src, image)
    caption, credit = read_caption(element, rules)
    if not images and player is None and not caption:
        return None
    kind = player.kind if player else FigureKind.GALLERY if len(images) > 2 else FigureKind.IMAGE
    return Figure(
        images=tuple(images.values()),
        caption=caption,
        credit=credit,
        kind=kind,
        title=player.title if player else "",
        duration=_duration(element) if player else "",
        url=player.url if player else "",
    )


def read_caption(element: Element, rules: Rules) -> tuple[str, str]:
    """Return caption and credit found in `element`: its `figcaption`, else what is named like one."""
    holders = list(elements(element, "figcaption"))
    if not holders:
        holders = [
            child
            for child in elements(element, "p", "span", "div", "small", "em", "dd", "cite")
            if child is not element and rules.captions.search(hints_of(child))
        ]
        holders = [child for child in holders if not any(parent in holders for parent in child.iterancestors())]
    if not holders and element.tag in ("figure", "div", "p"):
        holders = [element]
    credits: list[str] = []
    pieces: list[str] = []
    for holder in holders:
        parts, named = _caption_and_named_credits(holder, rules)
        pieces.extend(parts)
        credits.extend(named)
    pieces = list(dict.fromkeys(piece for piece in pieces if piece))
    credits = list(dict.fromkeys(piece for piece in credits if piece))
    split = split_credit("\n".join(pieces))
    if split.credit:
        credits.insert(0, split.credit)
    return split.caption, ", ".join(dict.fromkeys(credits))


def _caption_and_named_credits(holder: Element, rules: Rules) -> tuple[list[str], list[str]]:
    """The text of a caption element without the elements in it that are named as credits, and those."""
    named: list[Element] = []
    for child in holder.iterdescendants(
        "span", "small", "cite", "div", "p", "em", "i", "strong", "a", "ul", "li", "dd"
    ):
        hints = (child.get("class") or "") + " " + (child.get("itemprop") or "")
        if (
            len(hints) < 500
            and rules.credits.search(hints)
            and not any(parent in named for parent in child.iterancestors())
        ):
            named.append(child)
    credit_texts = [clean_line(text_of(child)) for child in named]
    whole = clean_line(text_of(holder))
    if credit_texts and any(len(text) >= 0.9 * len(whole) for text in credit_texts):
        # The one element named a credit holds everything: the name is about the pair, the text decides.
        return [whole], []
    pieces: list[str] = []
    skipped = set(named)
    stack: list[tuple[Element, bool]] = [(holder, False)]
    while stack:
        element, is_done = stack.pop()
        if is_done:
            if element.tag in _CAPTION_LINES:
                pieces.append("\n")
            if element.tail and element is not holder:
                pieces.append(_BLANKS.sub(" ", element.tail))
            continue
        stack.append((element, True))
        if element in skipped or element.tag in ("button", "script", "style", "svg"):
            continue
        if element.tag in _CAPTION_LINES:
            pieces.append("\n")
        if element.text:
            if pieces and pieces[-1].endswith((".", "!", "?", "…")):
                pieces.append("\n")  # a sentence, and the next element begins right behind it: the photographer
            pieces.append(_BLANKS.sub(" ", element.text))
        stack.extend((child, False) for child in reversed(element))
    credits = [_bare_credit(text) for text in credit_texts]
    lines = (clean_line(line) for line in "".join(pieces).split("\n"))
    return [_COUNTER.sub("", "\n".join(filter(None, lines))).strip(" |·•\n")], [text for text in credits if text]


def _bare_credit(text: str) -> str:
    parts = split_credit(text)
    return parts.credit if parts.credit and not parts.caption else text.strip(" ()[]|/©")


def read_picture(element: Element, base: str) -> Figure | None:
    """Return a figure for an `img`, `picture`, `video` or `audio` element alone, without caption; None without a source."""
    if element.tag in ("video", "audio", "amp-video"):
        kind = FigureKind.AUDIO if element.tag == "audio" else FigureKind.VIDEO
        source = element.get("src") or next((child.get("src") or "" for child in elements(element, "source")), "")
        poster = absolute_url(element.get("poster") or "", base)
        url = absolute_url(source, base)
        if not url and not poster:
            return None
        title = clean_line(element.get("title") or element.get("aria-label") or "", 300)
        return Figure(images=(Image(src=poster),) if poster else (), kind=kind, title=title, url=url)
    picture = element if element.tag != "picture" else next(elements(element, "img"), element)
    source = _source(picture, base)
    if not source and (element.tag == "picture" or next(element.iterancestors("picture"), None) is not None):
        holder = element if element.tag == "picture" else next(element.iterancestors("picture"))
        source = next((found for child in elements(holder, "source") if (found := _source(child, base))), "")
    if not source:
        return None
    return Figure(
        images=(
            Image(
                src=source,
                alt=clean_line(picture.get("alt") or "", MAX_ALT_LETTERS),
                width=_pixels(picture.get("width")),
                height=_pixels(picture.get("height")),
            ),
        )
    )


def _source(element: Element, base: str) -> str:
    for name in _SOURCES:
        value = element.get(name)
        if not value or len(value) > 100_000:
            continue
        if name.endswith("srcset"):
            value = best_of_srcset(value)
        if value.startswith("data:"):
            if name == "src" and value.startswith("data:image/") and len(value) > 2_000 and element.tag == "img":
                return value  # a saved page carries its pictures in itself
            continue
        address = absolute_url(value, base)
        if not address and not base and not re.match(r"[a-z][a-z0-9+.-]*:|#", value, re.IGNORECASE):
            address = clean_line(value, 1_000)  # a picture beside a local page
        if address:
            return address
    return ""


def best_of_srcset(srcset: str) -> str:
    """Return the address in `srcset` with the largest width up to `MAX_WIDTH` (HTML standard, 4.8.4.2)."""
    best, best_size = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:|/)", srcset[:20_000]):
        parts = candidate.split()
        if not parts:
            continue
        size = 0.0
        if len(parts) > 1 and re.fullmatch(r"[\d.]{1,8}[wx]", parts[-1]):
            number = parts[-1][:-1]
            size = float(number) if number.count(".") < 2 and number != "." else 0.0
            size *= 1 if parts[-1].endswith("w") else 600
        if size > MAX_WIDTH:
            size = MAX_WIDTH / size
        if size > best_size:
            best, best_size = parts[0].rstrip(","), size
    return best


def is_tracking_pixel(element: Element) -> bool:
    """Whether a picture is an icon, a spacer or a counter by its size or name."""
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if 0 < width < MIN_SIDE or 0 < height < MIN_SIDE:
        return True
    source = element.get("src") or ""
    hints = element.get("class") or ""
    return bool(_ICON.search(urlsplit_path(source))) or bool(
        re.search(r"avatar|\bicon|emoji|logo", hints[:500], re.IGNORECASE)
    )


def urlsplit_path(address: str) -> str:
    """Return the path of an address, or nothing if it has none that can be read."""
    if address.startswith("data:"):
        return ""
    try:
        return urlsplit(address[:2_000]).path
    except ValueError:
        return ""


def _pixels(value: str | None) -> int:
    found = re.match(r"\s{0,4}(\d{1,5})(?:\.\d{1,6})?(?:px)?\s{0,4}$", value or "")
    return int(found[1]) if found else 0


def _duration(element: Element) -> str:
    for piece in element.itertext():
        text = str(piece).strip()
        if _DURATION.match(text):
            return text
    return ""


def _is_inside(element: Element, holder: Element) -> bool:
    return any(parent is holder for parent in element.iterancestors())


def read_embed(element: Element, base: str, rules: Rules, caption_of: Element | None = None) -> Figure | Embed | None:
    """Return what an `iframe` or an embedding blockquote stands for: a player as a figure, a post or map as a card.

    Frames from hosts nobody knows (most are advertisements) give None.
    """
    if element.tag == "blockquote":
        return _embedded_post(element, base, rules)
    source = next((element.get(name) or "" for name in ("src", "data-src", "data-lazy-src") if element.get(name)), "")
    address = absolute_url(source, base)
    provider = provider_of(address, rules)
    if not provider:
        return None
    title = clean_line(element.get("title") or "", 300)
    host = urlsplit(address).hostname or ""
    caption, credit = read_caption(caption_of, rules) if caption_of is not None else ("", "")
    video = _YOUTUBE.search(address)
    if video:
        still = Image(src=f"https://i.ytimg.com/vi/{video[1]}/hqdefault.jpg")
        url = f"https://www.youtube.com/watch?v={video[1]}"
        return Figure(images=(still,), kind=FigureKind.VIDEO, title=title, url=url, caption=caption, credit=credit)
    if any(name in host for name in _AUDIO_HOSTS):
        return Figure(kind=FigureKind.AUDIO, title=title, url=address, caption=caption, credit=credit)
    if any(name in host for name in _VIDEO_HOSTS):
        return Figure(kind=FigureKind.VIDEO, title=title, url=address, caption=caption, credit=credit)
    if provider == "Facebook":
        inner = parse_qs(urlsplit(address).query).get("href", [""])[0]
        address = absolute_url(inner, base) or address
    return Embed(url=address, provider=provider, title=title or caption)


def provider_of(address: str, rules: Rules) -> str:
    """Return the name of the known provider that `address` belongs to, or nothing."""
    host = (urlsplit(address).hostname or "") if address else ""
    while host.count("."):
        if host in rules.providers:
            if rules.providers[host] == "Google Maps" and "/maps" not in address:
                return ""
            return rules.providers[host]
        host = host.partition(".")[2]
    return ""


def _embedded_post(element: Element, base: str, rules: Rules) -> Embed | None:
    address = ""
    for link in elements(element, "a"):
        target = absolute_url(link.get("href") or "", base)
        if provider_of(target, rules):
            address = target  # the last known link is the post's own
    for name in ("cite", "data-instgrm-permalink", "data-bluesky-uri", "data-href"):
        address = absolute_url(element.get(name) or "", base) or address
    quote = clean_line(" ".join(text_of(paragraph) for paragraph in elements(element, "p")) or text_of(element), 2_000)
    if not address and not quote:
        return None
    return Embed(url=address, provider=provider_of(address, rules), quote=quote)
