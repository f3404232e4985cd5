"""Videos and audio as cards: title, duration, still and address, whatever way the player stands on the page.

A player is a `<video>` or `<audio>`, a frame or an element of a provider's own, or a box whose script would make one of it: a
picture with a title, a play button and a running time. What the page's JSON-LD says about its videos fills the gaps.
Called by `figures`, `embeds` and `segments`; `read_media_facts` by the pipeline, before scripts are removed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from reader.extract.figures.figcaptions import caption_of, has_caption_element
from reader.extract.figures.pictures import PICTURE_TAGS, background_image, is_icon, read_image
from reader.extract.figures.providers import load_providers
from reader.extract.markup.jsonld import load_documents
from reader.extract.markup.rules import Rules
from reader.extract.markup.tree import Element, absolute_url, elements, hints_of, is_small, text_of
from reader.model.blocks import Figure, FigureKind, Image
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MEDIA_TAGS = ("video", "audio", "amp-video", "amp-audio")
MAX_TITLE_LETTERS = 300
MAX_BOX_LETTERS = 450
"""A player's box holds a title, a running time, a line or two about it; what has more is a part of the article."""
MAX_BOX_ELEMENTS = 500
MAX_BOX_PARAGRAPH = 260
MAX_BOX_PICTURES = 2
MAX_BOX_LINKS = 3
"""A box with more links is a list of videos."""
MAX_CAPTION_TITLE = 130
"""A line below a player without a title is its title, unless it is a sentence or longer than a title gets."""
MAX_FACTS = 200
MAX_KEYS = 12
"""Parts of the addresses of one video that are looked for in those of players."""
MAX_COMPLETED = 200
"""Players of one page that are looked up."""

_HINT = compile_late(
    r"(?:^|[\s_-])(?:videos?|video-?player|players?|media-?player|vjs|video-?js|jw-?player|brightcove|kaltura|audio|audio-?player|podcasts?|"
    r"hasplayer|videowrapper|videocontainer)(?:$|[\s_-])"
    r"|(?:^|[\s_-])c?-?video[A-Z]|[a-z](?:Video|Player|VideoPlayer|AudioPlayer|Podcast)(?:[A-Z_\s-]|$)|(?:Video|Audio)Player",
)
_NO_HINT = compile_late(r"(?:no|without|non|is|related|more|teasers?)[-_]?video", re.IGNORECASE)
_AUDIO_FILE = compile_late(r"\.(?:mp3|m4a|ogg|oga|opus|wav|aac|flac)(?:[?#]|$)", re.IGNORECASE)
_AUDIO_HINT = compile_late(r"audio|podcast|radio", re.IGNORECASE)
_MEDIA_ATTRIBUTES = frozenset({
    "data-video-id", "data-videoid", "data-video-url", "data-video-src", "data-video-account", "data-youtube-id",
    "data-youtube-video-id", "data-player-id", "data-audio-src", "data-audio-url", "data-audio-id", "data-mp3", "data-mp4",
    "data-clip-id",
})  # fmt: skip
_ADDRESS_ATTRIBUTES = (
    "data-video-url", "data-video-src", "data-mp4", "data-audio-src", "data-audio-url", "data-mp3", "data-src", "src",
)  # fmt: skip
_SPOKEN_TITLES = ("title", "aria-label")
_TITLE_ATTRIBUTES = ("data-title", "data-video-title", "data-media-title", "data-headline", *_SPOKEN_TITLES)
_TITLE_HINT = compile_late(r"title|headline|heading|(?:^|[\s_-])name(?:$|[\s_-])|titel|titulo|titre", re.IGNORECASE)
_CLOCK = compile_late(
    r"\W{0,3}(?:(?:duration|länge|dauer|durée|duración|durata|video|audio|listen|watch)\W{1,3})?(\d{1,2}(?::\d\d){1,2})(?:\s?(?:min|minutes|minuten|мин)\.?)?\W{0,3}"
    r"|\W{0,3}(\d{1,3}\s?(?:min|minutes?|minuten|минут|мин|phút|分钟|分鐘|분)(?:\.?\s?\d{1,2}\s?(?:s|sec|sek)\.?)?)\.?\W{0,3}",
    re.IGNORECASE,
)
_CLOCK_WITH_SOURCE = compile_late(
    r"(\d{1,2}(?::\d\d){1,2})\s?[-–|·]\s?(?:source|quelle)\s?:\s?(.{2,60})", re.IGNORECASE
)
_ISO = compile_late(r"P(?:(\d{1,3})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})(?:\.\d{1,9})?S)?", re.IGNORECASE)
_YOUTUBE = compile_late(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?(?:[^#\s]{0,200}&)?v=|v/|shorts/|live/)|youtu\.be/)([\w-]{6,20})"
)
_NAMES_ONE = compile_late(r"(?!\d{2,4}x\d{2,4}|(?:19|20)\d{6}$)(?=.*\d)[\w.%:@+-]{8,300}")
"""A part of an address that is long enough to be nobody else's, and no size or date."""
_VIDEO_TYPES = {"videoobject": FigureKind.VIDEO, "audioobject": FigureKind.AUDIO, "podcastepisode": FigureKind.AUDIO}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFact:
    """What JSON-LD says of one video or audio; unknown is empty."""

    kind: FigureKind
    title: str
    duration: str = ""
    url: str = ""
    still: str = ""
    keys: frozenset[str] = frozenset()
    """The parts of its addresses that are long enough to name it."""


def youtube_video(address: str, title: str = "") -> Figure | None:
    """Return the card of a YouTube video in whatever form its address is; None if it is none."""
    found = _YOUTUBE.search(address)
    if found is None or found[1] == "videoseries":
        return None
    still = Image(src=f"https://i.ytimg.com/vi/{found[1]}/hqdefault.jpg")
    url = f"https://www.youtube.com/watch?v={found[1]}"
    return Figure(images=(still,), kind=FigureKind.VIDEO, title=media_title(title), url=url)


def read_player(element: Element, base: str) -> Figure | None:
    """Return the card of a `video` or `audio` element; None if nothing says what it plays."""
    is_audio = "audio" in str(element.tag)
    own = element.get("src") or element.get("data-src") or ""
    sources = [own, *(child.get("src") or child.get("data-src") or "" for child in elements(element, "source"))]
    url = next((address for source in sources if (address := absolute_url(source, base))), "")
    poster = absolute_url(element.get("poster") or element.get("data-poster") or "", base)
    if not url and not poster:
        return None
    title = next((found for name in _TITLE_ATTRIBUTES if (found := media_title(element.get(name)))), "")
    kind = FigureKind.AUDIO if is_audio else FigureKind.VIDEO
    duration = clock(element.get("data-duration") or element.get("data-length") or "")
    return Figure(images=(Image(src=poster),) if poster else (), kind=kind, title=title, url=url, duration=duration)


def is_player_box(element: Element) -> bool:
    """Whether a box is a player with what belongs to it: named so, or marked by the data of one, and with hardly any text."""
    hints = hints_of(element)
    is_marked = not _MEDIA_ATTRIBUTES.isdisjoint(element.keys())
    if not is_marked and not (hints and len(hints) < 1_000 and _HINT.search(hints) and not _NO_HINT.search(hints)):
        return False
    if not is_small(element, letters=MAX_BOX_LETTERS, elements_below=MAX_BOX_ELEMENTS):
        return False
    if element.find(".//h1") is not None or element.find(".//table") is not None:
        return False
    if any(len(text_of(paragraph)) > MAX_BOX_PARAGRAPH for paragraph in elements(element, "p")):
        return False
    links = {link.get("href") for link in elements(element, "a")}
    pictures = [picture for picture in elements(element, *PICTURE_TAGS) if not is_icon(picture)]
    has_player = next(elements(element, *MEDIA_TAGS, "iframe", "video-js"), None) is not None
    return (
        len(links) <= MAX_BOX_LINKS
        and len(pictures) <= 2 * MAX_BOX_PICTURES
        and (bool(pictures) or has_player or is_marked)
    )


def read_player_box(element: Element, base: str, rules: Rules) -> Figure | None:
    """Return the card of a box that is a player: its title, running time, still, caption and credit; None if it shows nothing."""
    player = next((read for media in elements(element, *MEDIA_TAGS) if (read := read_player(media, base))), None)
    images = list(player.images) if player else []
    for media in elements(element, *PICTURE_TAGS):
        if not images and not is_icon(media) and (image := read_image(media, base)):
            images.append(image)
    if not images and (
        image := next(
            (found for box in elements(element, "div", "span", "a") if (found := background_image(box, base))), None
        )
    ):
        images.append(image)
    duration, source = _duration(element)
    has_caption = has_caption_element(element, rules)
    caption, credit = caption_of(list(elements(element, "figcaption")), rules) if has_caption else ("", "")
    title = (player.title if player else "") or _title(element, rules)
    if not title and images and not caption:
        title = media_title(images[0].alt)
    url = (player.url if player else "") or _address_of(element, base)
    if not (images or url or title or caption):
        return None
    if player is None and (video := youtube_video(url, title)):
        player, url, images = video, video.url, images or list(video.images)
    is_heard = bool(_AUDIO_FILE.search(url) or _AUDIO_HINT.search(hints_of(element)))
    is_audio = player.kind is FigureKind.AUDIO if player else is_heard
    figure = Figure(
        images=tuple(images[:1]),
        caption=caption,
        credit=credit or source,
        kind=FigureKind.AUDIO if is_audio else FigureKind.VIDEO,
        title=title,
        duration=(player.duration if player else "") or duration,
        url=url,
    )
    return captioned_player(figure) if element.tag == "figure" and images else titled_by_caption(figure)


def titled_by_caption(figure: Figure) -> Figure:
    """Return a player without a caption that is its title: papers set what a video is called in the place of a caption."""
    if figure.kind not in (FigureKind.VIDEO, FigureKind.AUDIO) or not figure.caption:
        return figure
    caption = _bare_title(figure.caption).strip()
    if _key(caption) == _key(figure.title):
        return replace(figure, caption="", spans=())
    if not figure.title and len(caption) <= MAX_CAPTION_TITLE and not caption.endswith((".", "…", "。", "»")):
        return replace(figure, title=caption, caption="", spans=())
    return figure


def captioned_player(figure: Figure) -> Figure:
    """Return the player of a `<figure>` with a picture and a caption, which keeps its caption and says it once."""
    return replace(figure, title="") if figure.caption and _key(figure.title) == _key(figure.caption) else figure


def media_title(text: str | None) -> str:
    """Return the title that an attribute or a label holds, without "Play video:"; empty if it is only a label."""
    title = _bare_title(clean_line(text or "", MAX_TITLE_LETTERS)).strip(" '\"")
    return "" if load_providers().labels.fullmatch(title) or _CLOCK.fullmatch(title) else title


def _bare_title(text: str) -> str:
    """Return a title without what says that it is one: "Play video:", "- YouTube"."""
    providers = load_providers()
    return providers.title_ends.sub("", providers.title_starts.sub("", text))


def clock(value: str) -> str:
    """Return a running time in the form `01:52` or `1:01:52`; of ISO 8601, of seconds, of a clock; empty for anything else."""
    text = value.strip()
    iso = _ISO.fullmatch(text) if text[:1] in "Pp" else None
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return _form((days * 24 + hours) * 3_600 + minutes * 60 + seconds)
    if re.fullmatch(r"\d{1,6}(?:\.\d{1,9})?", text):
        return _form(int(float(text)))
    found = _CLOCK.fullmatch(text) if len(text) <= 40 else None
    if not found:
        return ""
    return re.sub(r"^00?:(?=\d\d:\d\d$)", "", found[1]) if found[1] else found[2].strip()


def is_running_time(text: str) -> bool:
    """Whether a text is nothing but a running time, `02:34`, `1 min`, `02:12 - Source: …`."""
    return len(text) <= 90 and bool(_CLOCK.fullmatch(text) or _CLOCK_WITH_SOURCE.fullmatch(text))


def _form(seconds: int) -> str:
    if not 0 < seconds < 360_000:
        return ""
    hours, rest = divmod(seconds, 3_600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def running_time(element: Element) -> str:
    """Return the running time that stands in `element` or in the data of what is below it."""
    return _duration(element)[0]


def _duration(element: Element) -> tuple[str, str]:
    """The running time that stands in a player's box or its data, and the source that stands behind it."""
    for child in elements(element):
        for name in ("data-duration", "data-video-duration", "data-length", "duration", "datetime"):
            value = child.get(name)
            if value and (name != "datetime" or value.upper().startswith("P")) and (found := clock(value)):
                return found, ""
    for piece in element.itertext():
        text = " ".join(str(piece).split())
        if text and len(text) <= 90:
            if sourced := _CLOCK_WITH_SOURCE.fullmatch(text):
                return clock(sourced[1]), sourced[2]
            if time := (clock(text) if not text.isdigit() else ""):
                return time, ""
    return "", ""


def _title(element: Element, rules: Rules) -> str:
    for child in elements(element):
        is_media = child.tag in ("iframe", *MEDIA_TAGS)
        for name in _TITLE_ATTRIBUTES:
            if (is_media or name not in _SPOKEN_TITLES) and (title := media_title(child.get(name))):
                return title
    named = (child for child in elements(element, "h2", "h3", "h4", "h5", "div", "span", "p", "a", "strong"))
    for child in named:
        is_heading = str(child.tag) in ("h2", "h3", "h4", "h5")
        if (is_heading or _TITLE_HINT.search((child.get("class") or "")[:500])) and next(
            child.iterancestors("figcaption"), None
        ) is None:
            title = media_title(text_of(child))
            if title and not rules.no_captions.match(title):
                return title
    return ""


def _address_of(element: Element, base: str) -> str:
    for child in elements(element):
        video = child.get("data-youtube-id") or child.get("data-youtube-video-id") or ""
        if re.fullmatch(r"[\w-]{11}", video):
            return f"https://www.youtube.com/watch?v={video}"
        account, clip = child.get("data-account") or "", child.get("data-video-id") or ""
        if account.isdigit() and clip.isdigit():
            player = re.sub(r"[^\w-]", "", child.get("data-player") or "default")
            return f"https://players.brightcove.net/{account}/{player}_default/index.html?videoId={clip}"
        for name in _ADDRESS_ATTRIBUTES:
            value = child.get(name) or ""
            if (child.tag == "iframe" or not name.endswith("src")) and (address := absolute_url(value, base)):
                return address
    targets = (absolute_url(link.get("href") or "", base) for link in elements(element, "a"))
    return next((target for target in targets if len(urlsplit(target).path) > 1), "")


def read_media_facts(root: Element, base: str) -> tuple[MediaFact, ...]:
    """Return what the page's JSON-LD says about videos and audio; only scripts that name one are read. Never raises."""
    facts: list[MediaFact] = []
    for document in load_documents(root, having=("VideoObject", "AudioObject", "PodcastEpisode")):
        facts += islice(_facts_in(document, base), MAX_FACTS - len(facts))
    return tuple(facts)


def complete_players(figures: Sequence[Figure], facts: Sequence[MediaFact]) -> list[Figure]:
    """Return the figures, players with what is known of them elsewhere: a picture that is a video's still becomes its card.

    A fact belongs to the player that shares an address or the title with it, or if there is one of each.
    """
    players = [figure for figure in figures if figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO)]
    result = []
    known = set(map(id, players[:MAX_COMPLETED]))
    for figure in figures:
        fact = _fact_of(figure, facts) if id(figure) in known else None
        if fact is None and len(players) == 1 and figure is players[0] and not figure.title:
            alike = [known for known in facts if known.kind is figure.kind]
            fact = alike[0] if len(alike) == 1 else None
        result.append(_completed(figure, fact) if fact else figure)
    return result


def _fact_of(figure: Figure, facts: Sequence[MediaFact]) -> MediaFact | None:
    addresses = " ".join((figure.url, *(image.src for image in figure.images)))
    for fact in facts:
        if fact.kind is not figure.kind:
            continue
        if (figure.title and _key(figure.title) == _key(fact.title)) or any(key in addresses for key in fact.keys):
            return fact
    return None


def _completed(figure: Figure, fact: MediaFact) -> Figure:
    images = figure.images or ((Image(src=fact.still),) if fact.still else ())
    is_said = _key(figure.caption) == _key(fact.title)
    return replace(
        figure,
        images=images,
        title=figure.title or ("" if is_said else fact.title),
        duration=figure.duration or fact.duration,
        url=figure.url or fact.url,
    )


def _facts_in(document: Any, base: str) -> Iterator[MediaFact]:
    stack, count = [document], 0
    while stack and count < 20_000:
        node = stack.pop()
        count += 1
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            stack.extend(value for value in reversed(node.values()) if isinstance(value, dict | list))
            types = node.get("@type")
            names = {str(name).lower() for name in (types if isinstance(types, list) else [types])}
            kind = next((_VIDEO_TYPES[name] for name in names if name in _VIDEO_TYPES), None)
            if kind is not None:
                yield _fact(node, kind, base)


def _fact(node: dict[str, Any], kind: FigureKind, base: str) -> MediaFact:
    still, content, embed, page = (_string(node.get(key)) for key in ("thumbnailUrl", "contentUrl", "embedUrl", "url"))
    addresses = [absolute_url(address, base) for address in (still, content, embed, page)]
    keys = {
        part for address in addresses for part in re.split(r"[/?&=#]", address.partition("://")[2].partition("/")[2])
    }
    return MediaFact(
        kind=kind,
        title=clean_line(_string(node.get("name")) or _string(node.get("headline")), MAX_TITLE_LETTERS),
        duration=clock(_string(node.get("duration"))),
        url=next((address for address in addresses[1:] if address), ""),
        still=addresses[0],
        keys=frozenset(islice((part for part in sorted(keys) if _NAMES_ONE.fullmatch(part)), MAX_KEYS)),
    )


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or ""
    return value.strip() if isinstance(value, str) else ""


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
