"""Posts, maps, charts and documents from elsewhere: one card each, with link, author and words where the page has them.

They stand on pages as frames, as quotes that a script would dress, as elements of their own (`amp-twitter`, `lite-youtube`), as
boxes with the address in their data, as scripts, objects, or as a line that is only an address. Frames from hosts nobody
knows are advertisements more often than not, and are left out.
Called by `segments` and the HTML steps.
"""

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from reader.extract.figures.figcaptions import read_caption
from reader.extract.figures.players import MAX_TITLE_LETTERS, media_title, youtube_video
from reader.extract.figures.providers import load_providers, provider_of
from reader.extract.markup.rules import AnyCase, Rules
from reader.extract.markup.tree import Element, absolute_url, elements, hints_of, is_small, text_of
from reader.model.blocks import Embed, Figure, FigureKind
from reader.model.patterns import compile_late
from reader.model.text import clean_line, is_shortened

MAX_QUOTE_LETTERS = 2_000
MAX_AUTHOR_LETTERS = 100
MAX_POST_ELEMENTS = 1_000
NEAR_SIBLINGS = 8
MAX_RESCUED = 200
"""Embeds brought out of scripts, objects and templates on one page."""

FRAME_TAGS = ("iframe", "amp-iframe", "amp-video-iframe", "embed")

_FRAME_SOURCES = (
    "src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-cookie-src", "data-cmp-src", "data-consent-src", "data-url",
    "data-iframe-src", "data-embed-src", "data-original-src", "data-privacy-src", "data-oembed", "data-lazyload",
    "data-rocket-src", "longdesc",
)  # fmt: skip
_POST_ADDRESSES = (
    "data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "data-oembed-url", "data-post-url", "data-tweet-url",
    "data-href", "cite", "data-url", "url", "data-embed", "href",
)  # fmt: skip
_POST_HINT = AnyCase(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-(?:post|video)|reddit-(?:embed|card)|"
    r"threads?-post|text-post-media|telegram-post|flourish-embed|infogram-embed|datawrapper-(?:vis|chart)|pinterest-embed|imgur-embed|"
    r"embedly-card|linkedin-post"
)
_BUTTON = compile_late(
    r"/plugins/(?:like|likebox|follow|share|share_button|page|comments|fan|activity|facepile)\b"
    r"|/widgets/(?:follow|tweet|hashtag)_button|[?&]layout=button|/badges?/|share\?url=|/intent/",
    re.IGNORECASE,
)
"""Of a network's own frames: what asks for a click and shows no post."""
_STATUS = compile_late(r"/status(?:es)?/(\d{5,25})|[?&]id=(\d{10,25})")
_SIGNED = compile_late(r"\s?(?:[—–―-]|&mdash;)\s?([^—–―\n]{1,80}?\s?\(@[\w.@-]{1,60}\))")
_HANDLE = compile_late(r"([^\n()]{0,80}?)\s?\((@[\w.]{1,40})\)")
_TAIL_LINKS = compile_late(r"(?:\s*(?:https?://t\.co/\w+|pic\.twitter\.com/\w+|…?\s?see more))+\s*$", re.IGNORECASE)
_BARE_ADDRESS = compile_late(r"https?://[^\s<>\"']{8,400}")
_ENCODED_FRAME = compile_late(
    r"<iframe\b[^>]{0,3000}?\bsrc=[\"']?([^\"'\s>]{8,1500})|<blockquote\b[^>]{0,800}?\b(?:cite|data-instgrm-permalink)=[\"']([^\"']{8,500})"
)
_CODE_ATTRIBUTES = (
    "data-html",
    "data-embed-code",
    "data-embedcode",
    "data-code",
    "data-content",
    "data-iframe",
    "data-embed-html",
)
_WITH_CODE = etree.XPath("//*[" + " or ".join(f"@{name}" for name in _CODE_ATTRIBUTES) + "]")
"""In one call of libxml2: asking every element in Python would cost as much as all of pruning."""


def read_embed(element: Element, base: str, rules: Rules, caption_of: Element | None = None) -> Figure | Embed | None:
    """Return what `element` stands for: a player as a figure, a post, map, chart or document as a card; None if nobody knows.

    `caption_of` is the figure around it, whose caption is a player's caption and a card's title.
    """
    address = _address_of(element, base)
    provider = provider_of(address) or _provider_by_name(element)
    is_post = bool(_POST_HINT.search(hints_of(element))) or element.tag == "blockquote"
    if not provider and not is_post:
        return _own_player(element, address, base, caption_of, rules)
    caption, credit = (
        read_caption(caption_of, rules) if caption_of is not None and caption_of is not element else ("", "")
    )
    title = media_title(element.get("title") or element.get("data-title") or element.get("aria-label"))
    if video := youtube_video(address, title):
        return replace(video, caption=caption, credit=credit)
    if provider in load_providers().audio or (provider in load_providers().video and not is_post):
        kind = FigureKind.AUDIO if provider in load_providers().audio else FigureKind.VIDEO
        return Figure(kind=kind, title=title, url=address, caption=caption, credit=credit)
    quote, author = _words_of(element) if element.tag not in FRAME_TAGS else ("", "")
    if not address and not (quote and provider):
        return None
    name = title or author or caption or _described(element)
    return Embed(url=address, provider=provider, title=name[:MAX_TITLE_LETTERS], quote=quote)


def is_embed(element: Element) -> bool:
    """Whether an element is an embed by its tag, its name or its data, whoever made the page."""
    tag = str(element.tag)
    if tag in FRAME_TAGS or tag in load_providers().elements:
        return True
    hints = hints_of(element)
    if hints and _POST_HINT.search(hints):
        return is_small(element, letters=4 * MAX_QUOTE_LETTERS, elements_below=MAX_POST_ELEMENTS)
    return element.get("data-oembed-url") is not None or (tag in ("oembed", "o-embed") and bool(element.get("url")))


def embed_of_line(text: str, base: str) -> Figure | Embed | None:
    """Return the card of a line that is nothing but the address of a post or a video; None for any other line."""
    if not _BARE_ADDRESS.fullmatch(text):
        return None
    address = absolute_url(text, base)
    provider = provider_of(address)
    if not provider or len(urlsplit(address).path.strip("/")) < 4:
        return None
    if video := youtube_video(address):
        return video
    if provider in load_providers().audio or provider in load_providers().video:
        return Figure(kind=FigureKind.AUDIO if provider in load_providers().audio else FigureKind.VIDEO, url=address)
    return Embed(url=address, provider=provider)


def rescue_embeds(root: Element, base: str) -> None:
    """Put frames in the place of scripts, objects, templates and data that hold an embed of a known provider, in place.

    To be done before scripts and templates are removed. Never removes anything.
    """
    rescued = 0
    for element in list(elements(root, "script", "object", "embed", "template", "noscript")):
        if rescued >= MAX_RESCUED:
            return
        if element.tag in ("template", "noscript"):
            frame = next(elements(element, "iframe", "blockquote"), None)
            if frame is None:
                continue
            is_alone = element.tag == "template" or not _has_frame_beside(element)
            if is_alone and provider_of(_address_of(frame, base)):
                element.tag = "div"
                rescued += 1
            continue
        if element.tag == "embed" and next(element.iterancestors("object"), None) is not None:
            continue
        address = _rescued_address(element, base)
        if address and provider_of(address):
            _put_frame(element, address, element.get("title") or "")
            rescued += 1
    coded: list[Element] = list(_WITH_CODE(root))  # type: ignore[arg-type]  # elements, as no other query could tell
    for element in coded[: MAX_RESCUED - rescued]:
        code = next((value for name in _CODE_ATTRIBUTES if (value := element.get(name))), "")
        found = _ENCODED_FRAME.search(code[:20_000])
        address = absolute_url((found[1] or found[2]) if found else "", base)
        if address and provider_of(address) and next(elements(element, "iframe", "blockquote"), None) is None:
            element.append(_frame(address, ""))


def _rescued_address(element: Element, base: str) -> str:
    if element.tag == "script":
        if post := element.get("data-telegram-post"):
            return absolute_url(f"https://t.me/{post}", base)
        source = element.get("src") or ""
        chart = re.match(r"(?:https?:)?//datawrapper\.dwcdn\.net/(\w{4,8})/", source)
        if chart:
            return f"https://datawrapper.dwcdn.net/{chart[1]}/"
        if source.partition("?")[0].endswith(".js") and "gist.github.com/" in source:
            return absolute_url(source.partition(".js")[0], base)
        drawn = re.fullmatch(r"infogram_\d_([\w-]{8,60})", element.get("id") or "")
        return f"https://infogram.com/{drawn[1]}" if drawn else ""
    inner = next(elements(element, "embed"), None)
    named = next(
        (
            child.get("value")
            for child in elements(element, "param")
            if (child.get("name") or "").lower() in ("movie", "src")
        ),
        "",
    )
    source = element.get("data") or element.get("src") or named or (inner.get("src") if inner is not None else "") or ""
    return absolute_url(source, base)


def _put_frame(element: Element, address: str, title: str) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), _frame(address, title))


def _frame(address: str, title: str) -> Element:
    frame = etree.Element("iframe", src=address)
    if title:
        frame.set("title", title)
    return frame


def _has_frame_beside(element: Element) -> bool:
    before, after = element.itersiblings(preceding=True), element.itersiblings()
    return any(near.tag == "iframe" for near in (*islice(before, NEAR_SIBLINGS), *islice(after, NEAR_SIBLINGS)))


def _address_of(element: Element, base: str) -> str:
    tag = str(element.tag)
    if tag in load_providers().elements:
        for name, form in load_providers().elements[tag].items():
            value = (element.get(name) or "").strip()
            if not value:
                continue
            address = absolute_url(value if form == "{}" else form.replace("{}", value), base)
            if address and (form == "{}" or re.fullmatch(r"[\w:./-]{2,200}", value)):
                return address
    if tag in FRAME_TAGS:
        return _frame_address(element, base)
    drawn = re.search(r"datawrapper-(?:vis|chart)-(\w{4,8})", element.get("id") or "")
    if drawn:
        return f"https://datawrapper.dwcdn.net/{drawn[1]}/"
    hints = hints_of(element)
    if "flourish-embed" in hints and (part := element.get("data-src") or ""):
        return absolute_url(f"https://public.flourish.studio/{part.partition('?')[0]}/", base)
    if "infogram-embed" in hints and (part := element.get("data-id") or ""):
        return absolute_url(f"https://infogram.com/{part}", base)
    for name in _POST_ADDRESSES:
        address = absolute_url(element.get(name) or "", base) if element.get(name) else ""
        if address and (name != "href") and provider_of(address):
            return _without_tracking(address)
    address = ""
    for link in elements(element, "a"):
        target = absolute_url(link.get("href") or "", base)
        if provider_of(target):
            address = target  # the last known link is the post's own
            if _STATUS.search(target):
                break
    if not address and "mastodon-embed" in hints:
        address = next(
            (
                found
                for link in elements(element, "a", "iframe")
                if (found := absolute_url(link.get("href") or link.get("src") or "", base))
            ),
            "",
        )
    inner = next(elements(element, "iframe"), None) if not address else None
    return _without_tracking(address) if inner is None else _frame_address(inner, base)


def _frame_address(element: Element, base: str) -> str:
    found = [address for name in _FRAME_SOURCES if (address := absolute_url(element.get(name) or "", base))]
    address = next((one for one in found if provider_of(one)), found[0] if found else "")
    if _BUTTON.search(address):
        return ""
    query = parse_qs(urlsplit(address).query) if "?" in address else {}
    if "/plugins/" in address and query.get("href"):
        return absolute_url(query["href"][0], base) or address
    status = _STATUS.search(address)
    if "platform.twitter.com" in address and status:
        return f"https://twitter.com/i/status/{status[1] or status[2]}"
    if query.get("url") and provider_of(query["url"][0]):
        return absolute_url(query["url"][0], base) or address  # a frame of a service that shows others' posts
    return re.sub(r"/embed/?(?:captioned/?)?$", "/", address) if "instagram.com/" in address else address


def _without_tracking(address: str) -> str:
    """Return the address of a post without what its provider adds to count who embeds it."""
    return (
        re.sub(r"[?&](?:ref_src|ref_url|utm_\w{1,20}|s|t|igsh|igshid|src)=[^&#]{0,200}", "", address)
        if "?" in address
        else address
    )


def _provider_by_name(element: Element) -> str:
    """The provider that an element is named for, where its address does not tell."""
    hints = hints_of(element).lower()
    if element.tag in ("iframe", "amp-iframe") and "mastodon" not in hints:
        return ""
    return next((name for part, name in load_providers().names.items() if part in hints), "")


def _own_player(element: Element, address: str, base: str, caption_of: Element | None, rules: Rules) -> Figure | None:
    """A frame from the page's own site whose address says that it plays something."""
    if not address or not base or element.tag not in FRAME_TAGS:
        return None
    host, home = (urlsplit(one).hostname or "" for one in (address, base))
    if host.split(".")[-2:] != home.split(".")[-2:] or not re.search(
        r"embed|player|video|audio|podcast", urlsplit(address).path, re.IGNORECASE
    ):
        return None
    kind = FigureKind.AUDIO if re.search(r"audio|podcast", address, re.IGNORECASE) else FigureKind.VIDEO
    caption, credit = read_caption(caption_of, rules) if caption_of is not None else ("", "")
    return Figure(kind=kind, title=media_title(element.get("title")), url=address, caption=caption, credit=credit)


def _words_of(element: Element) -> tuple[str, str]:
    """What a post says and who says it: without the provider's own phrases, the date, and the addresses of its pictures."""
    whole = clean_line(text_of(element), 2 * MAX_QUOTE_LETTERS)
    lines = [
        clean_line(text_of(paragraph))
        for paragraph in elements(element, "p", "section")
        if paragraph.tag == "p" or paragraph.find("p") is None
    ]
    quote = (
        " ".join(line for line in lines if line and not load_providers().phrases.match(line)) if any(lines) else whole
    )
    author = ""
    if signed := _SIGNED.search(whole):
        author = signed[1].strip()
        quote = quote.partition(signed[0].strip())[0]
    elif handle := next((found for line in (*lines, whole) for found in [_HANDLE.search(line)] if found), None):
        name = load_providers().shared.sub("", handle[1]).strip(" :—–-")
        author = f"{name} ({handle[2]})" if name and name != handle[1].strip() else handle[2]
        quote = (
            quote
            if handle[0] not in quote
            else quote.partition(handle[0])[0]
            if not load_providers().shared.search(quote)
            else ""
        )
    elif shared := re.match(r"posted by (.{2,60}?) on\b", whole, re.IGNORECASE):
        author, quote = shared[1], "" if quote == whole else quote
    elif cited := next(
        (clean_line(text_of(link)) for link in elements(element, "a") if text_of(link).startswith("@")), ""
    ):
        author = cited
        quote = quote.removeprefix(cited).strip()
    quote = _TAIL_LINKS.sub("", quote).strip()
    if load_providers().phrases.match(quote):
        quote = ""
    return clean_line(quote, MAX_QUOTE_LETTERS), author[:MAX_AUTHOR_LETTERS]


def is_quoted_shorter(embed: Embed) -> bool:
    """Whether a post says more than is read."""
    return is_shortened(embed.quote, MAX_QUOTE_LETTERS)


def _described(element: Element) -> str:
    """The alternative text of a chart's still."""
    image = next(elements(element, "img"), None)
    return clean_line(image.get("alt") or "", MAX_TITLE_LETTERS) if image is not None else ""
