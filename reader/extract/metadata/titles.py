"""The headline: the one on the page that metadata vouches for, told from the name of the site.

Called by `metadata`, and by the HTML steps, which need to know the heading that the page shows.
Papers write several headlines for one article: one on the page, one for search engines, one for networks. The page's is
ours, unless the page's own record of the article (JSON-LD) and more of the other sources say another.
"""

from collections.abc import Iterator

from reader.extract.metadata.sources import Sources, host_of, key_of
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MIN_VOUCHED_LETTERS = 15
"""A shorter heading has to equal a metadata title; a longer one may be a part of it."""
MIN_TITLE_LETTERS = 8
MIN_SHARE_OF_LONGEST = 0.6
"""A lesser heading that is a part of the title element is at least so long beside its longest part: the others are sections."""
MIN_LONE_LETTERS = 20
"""A heading that nothing vouches for is longer than this, or it may be anything."""
TITLE_SEPARATORS = compile_late(
    r"\s+(?:[|\-–—:·•«»/]+|--+)\s+|\s*[|•·｜│丨ㅣ]\s*|(?<=[\u2e80-\uffff])[_-]+(?=[\u2e80-\uffff])"
)
"""Between a headline and the names of section and site; East Asian pages need no blanks around it."""
HEADLINE_NAMES = ("headline", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title")
_WORDS = compile_late(r"[^\W_]+")
_BEFORE_SITE = " \t\n\xa0\u3000|-–—:：·•_/｜│丨ㅣ([（【〔"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTitle:
    """The headline, and where it was read."""

    text: str = ""
    source: str = ""
    shown: str = ""
    """The heading of the page that stands where the headline does: the same, or what the headline was preferred to."""


def choose_title(sources: Sources) -> ChosenTitle:
    """Return the headline: the first `h1` that a metadata title vouches for, else the best of those titles."""
    linked, meta, visible = sources.linked, sources.meta, sources.visible
    vouchers = tuple(_vouchers(sources))
    keys = tuple(key_of(value) for _, value in vouchers)
    for heading in visible.headings:
        for (source, _), other in zip(vouchers, keys, strict=True):
            if _is_vouched(key_of(heading), other) and not is_site_name(heading, sources):
                return _outvoted(heading, sources) or _as_spelled(heading, source, vouchers, sources)
    heading, source = _lesser_heading(sources, vouchers)
    if heading:
        return ChosenTitle(text=heading, source=source, shown=heading)
    long_headings = [
        heading
        for heading in visible.headings
        if len(heading) > MIN_LONE_LETTERS
        and not is_site_name(heading, sources)
        and (len(visible.headings) == 1 or heading not in visible.linked_headings)
    ]
    if len(long_headings) == 1:
        only = "h1, the only one" if len(visible.headings) == 1 else "h1, the only long one"
        return _outvoted(long_headings[0], sources) or ChosenTitle(
            text=long_headings[0], source=only, shown=long_headings[0]
        )
    site = meta.first("og:site_name") or linked.publisher
    for source, value in (*_agreed(vouchers, sources), *vouchers):
        if value:
            bare = without_site(value, site, host_of(sources.url)) if not source.startswith("json-ld") else value
            return ChosenTitle(text=bare, source=source)
    if visible.headings:
        return ChosenTitle(text=visible.headings[0], source="h1, the first one", shown=visible.headings[0])
    return ChosenTitle()


def _vouchers(sources: Sources) -> Iterator[tuple[str, str]]:
    """Yield the titles in metadata in their order of trust."""
    linked, meta = sources.linked, sources.meta
    yield "json-ld", linked.headline
    yield "meta og:title", meta.first("og:title")
    yield "meta twitter:title", meta.first("twitter:title")
    for name in HEADLINE_NAMES:
        if meta.first(name):
            yield f"meta {name}", meta.first(name)
    yield "title element", meta.title
    yield "json-ld alternative headline", linked.alternative
    yield "json-ld name", linked.name


def _is_vouched(key: str, other: str) -> bool:
    return bool(key and other) and (key == other or (len(key) >= MIN_VOUCHED_LETTERS and key in other))


def _agreed(vouchers: tuple[tuple[str, str], ...], sources: Sources) -> list[tuple[str, str]]:
    """Return the titles that the title element repeats; first one that all others hold: they add site or section to it."""
    whole = key_of(sources.meta.title)
    agreed = [
        (source, value)
        for source, value in vouchers
        if source != "title element" and value and (not whole or key_of(value) in whole)
    ]
    bare = [
        (source, value)
        for source, value in agreed
        if len(key_of(value)) >= MIN_VOUCHED_LETTERS and all(key_of(value) in key_of(other) for _, other in agreed)
    ]
    return bare[:1] + agreed


def _outvoted(heading: str, sources: Sources) -> ChosenTitle | None:
    """Return JSON-LD's headline instead of the page's heading if that holds it and more, or if JSON-LD gives it twice.

    What the heading has more is a kicker, a date or a second line in it, if most of the other titles do without it too. A
    headline that JSON-LD gives as the alternative one as well is the newsroom's; the heading then is the one for search
    engines. Any other headline in metadata stays there: measured on the corpora, the heading is right more often.
    """
    linked, meta = sources.linked, sources.meta
    site = meta.first("og:site_name") or linked.publisher
    said = _without_named_end(linked.headline, site)
    key, shown = key_of(said), key_of(heading)
    if len(key) < MIN_VOUCHED_LETTERS or shown in key:
        return None
    if key == key_of(linked.alternative):
        return ChosenTitle(text=said, source="json-ld, headline and alternative headline", shown=heading)
    others = [
        {key_of(value), key_of(without_site(value, site, host_of(sources.url)))}
        for value in (meta.first("og:title"), meta.first("twitter:title"), meta.title)
    ]
    seconds, backers = (sum(wanted in keys for keys in others) for wanted in (key, shown))
    if key in shown and seconds > backers:
        return ChosenTitle(text=said, source="json-ld, a part of the h1", shown=heading)
    return None


def _as_spelled(heading: str, source: str, vouchers: tuple[tuple[str, str], ...], sources: Sources) -> ChosenTitle:
    """Return a vouched heading as the page writes it; as metadata does where words of its run together, or the site is in it.

    Elements that only style sheets set apart leave no blank between their texts.
    """
    site = sources.meta.first("og:site_name") or sources.linked.publisher
    bare = without_site(heading, site, host_of(sources.url))
    if bare != heading and any(key_of(value) == key_of(bare) for _, value in vouchers):
        return ChosenTitle(text=bare, source=f"h1, vouched for by {source}", shown=heading)
    for name, value in vouchers:
        if key_of(value) == key_of(heading) and len(_WORDS.findall(value)) > len(_WORDS.findall(heading)):
            return ChosenTitle(text=value, source=f"{name}, the letters of the h1", shown=heading)
    return ChosenTitle(text=heading, source=f"h1, vouched for by {source}", shown=heading)


def _lesser_heading(sources: Sources, vouchers: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Return the `h2`, `h3` or element named a title that a metadata title equals, else the main part of the title element."""
    for heading in sources.visible.lesser_headings:
        for source, value in vouchers:
            if source != "title element" and value and key_of(heading) == key_of(value):
                return heading, f"heading, vouched for by {source}"
    parts = [key_of(part) for part in TITLE_SEPARATORS.split(sources.meta.title)]
    longest = max(map(len, parts), default=0)
    for heading in sources.visible.lesser_headings:
        key = key_of(heading)
        if key in parts and len(key) >= max(MIN_TITLE_LETTERS, MIN_SHARE_OF_LONGEST * longest):
            return heading, "heading, vouched for by a part of the title element"
    return "", ""


def is_site_name(heading: str, sources: Sources) -> bool:
    """Whether a heading is the name of the site and not of the article."""
    key = key_of(heading)
    if key in (key_of(sources.meta.first("og:site_name")), key_of(sources.linked.publisher)):
        return key not in (key_of(sources.linked.headline), key_of(sources.meta.first("og:title")))
    parts = [key_of(part) for part in TITLE_SEPARATORS.split(sources.meta.title)]
    others = {key_of(other) for other in sources.visible.lesser_headings}
    return (
        len(parts) > 1
        and key in parts
        and any(part in others and part != key and len(part) >= MIN_TITLE_LETTERS for part in parts)
        and (key not in (key_of(sources.linked.headline), key_of(sources.meta.first("og:title"))))
    )


def without_site(title: str, site: str, host: str = "") -> str:
    """Return a title without the site's name at its end or beginning; a part is only cut where it is short or the name."""
    bare = _without_named_end(title, site)
    if bare != title:
        return bare
    parts = TITLE_SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    ends = [found.start() for found in TITLE_SEPARATORS.finditer(title)]
    starts = [found.end() for found in TITLE_SEPARATORS.finditer(title)]
    first, last = key_of(parts[0]), key_of(parts[-1])
    labels = key_of(host)
    if (
        (site and last == key_of(site))
        or (len(last) > 3 and last in labels)
        or len(parts[-1].split()) <= 3 < len(title[: ends[-1]].split())
    ):
        return title[: ends[-1]].strip()
    if (site and first == key_of(site)) or (len(first) > 3 and first == labels):
        return title[starts[0] :].strip()
    return title


def _without_named_end(title: str, site: str) -> str:
    """Return a title without the site's name behind a mark that may stand without blanks (`题目_网站`, `題名：新聞`)."""
    site = site.strip()
    if len(site) < 3 or not title.casefold().endswith(site.casefold()):
        return title
    head = title[: -len(site)]
    cut = head.rstrip(_BEFORE_SITE)
    return cut if cut != head and cut and head[len(cut) :].strip() else title
