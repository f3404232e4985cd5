"""The headline: the one on the page that metadata vouches for, told from the name of the site. Called by `metadata`."""

import re

from reader.extract.sources import Sources, key_of

MIN_VOUCHED_LETTERS = 15
"""A shorter heading has to equal a metadata title; a longer one may be a part of it."""
MIN_TITLE_LETTERS = 8
TITLE_SEPARATORS = re.compile(r"\s+[|\-–—:·•«»/]+\s+|\s*[|•·]\s*")


def choose_title(sources: Sources) -> tuple[str, str]:
    """Return title and source: the first `h1` that a metadata title vouches for, else the best of those titles."""
    linked, meta, visible = sources.linked, sources.meta, sources.visible
    vouchers = (
        ("json-ld", linked.headline),
        ("meta og:title", meta.first("og:title")),
        ("meta twitter:title", meta.first("twitter:title")),
        ("title element", meta.title),
        ("json-ld", linked.alternative),
    )
    for heading in visible.headings:
        key = key_of(heading)
        for source, value in vouchers:
            other = key_of(value)
            if (
                key
                and other
                and (key == other or (len(key) >= MIN_VOUCHED_LETTERS and key in other))
                and not is_site_name(heading, sources)
            ):
                return heading, f"h1, vouched for by {source}"
    for heading in visible.lesser_headings:
        for source, value in vouchers:
            if (
                source == "title element"
                and len(key_of(heading)) >= MIN_TITLE_LETTERS
                and key_of(heading) in [key_of(part) for part in TITLE_SEPARATORS.split(value)]
            ):
                return heading, "heading, vouched for by a part of the title element"
            if source != "title element" and value and key_of(heading) == key_of(value):
                return heading, f"heading, vouched for by {source}"
    long_headings = [heading for heading in visible.headings if len(heading) > 20]
    if len(visible.headings) == 1 and long_headings:
        return long_headings[0], "h1, the only one"
    for source, value in vouchers:
        if value:
            return (without_site(value, meta.first("og:site_name")) if source != "json-ld" else value), source
    if visible.headings:
        return visible.headings[0], "h1, the first one"
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


def without_site(title: str, site: str) -> str:
    """Return a title without the site's name at its end or beginning; a part is only cut where it is short or the name."""
    parts = TITLE_SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    ends = [found.start() for found in TITLE_SEPARATORS.finditer(title)]
    starts = [found.end() for found in TITLE_SEPARATORS.finditer(title)]
    first, last = parts[0], parts[-1]
    if (site and key_of(last) == key_of(site)) or len(last.split()) <= 3 < len(title[: ends[-1]].split()):
        return title[: ends[-1]].strip()
    if site and key_of(first) == key_of(site):
        return title[starts[0] :].strip()
    return title
