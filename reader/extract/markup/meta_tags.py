"""What the page says about itself in `<meta>`, `<link>`, `<title>` and microdata. Called by the pipeline before pruning."""

import re
from collections.abc import Mapping

from reader.extract.markup.tree import Element, elements, has_ancestor, text_of
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_METAS = 2_000
WORDS_BESIDE = 200
"""Letters on either side of a link that say what it is about."""
_OPEN_LICENCE = compile_late(r"(?:https?:)?//creativecommons\.org/(?:licenses|publicdomain)/[a-z]", re.IGNORECASE)

_PICTURE_WORDS = compile_late(
    r"\b(?:photos?|pictures?|images?|fotos?|bild(?:er|rechte|nachweis)?|immagin[ei]|im[aá]gen(?:es)?|pixabay|flickr|unsplash|wikimedia)\b|写真|画像|图片",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaTags:
    """All `<meta>` values by lower-case name, and what `<title>`, `<html lang>` and `<link>` say."""

    values: Mapping[str, tuple[str, ...]]
    title: str = ""
    language: str = ""
    canonical: str = ""
    next_page: str = ""
    licence: str = ""
    """Address of the licence: a link that says so, else the only Creative Commons licence that the page links outside figures."""

    def first(self, *names: str) -> str:
        """Return the first value that any of `names`, in this order, has; empty if none has."""
        for name in names:
            for value in self.values.get(name, ()):
                if value:
                    return value
        return ""

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all values of the first of `names` that has any."""
        for name in names:
            values = tuple(value for value in self.values.get(name, ()) if value)
            if values:
                return values
        return ()


def _is_of_picture(link: Element) -> bool:
    """Whether a licence is a picture's: it stands in a figure, or the words beside it speak of pictures."""
    parent, previous = link.getparent(), link.getprevious()
    words = [link.text, link.tail and link.tail[:WORDS_BESIDE], parent.text if parent is not None else None]
    if previous is not None:
        words += [previous.text, previous.tail]
    beside = " ".join(word[-WORDS_BESIDE:] for word in words if word)
    return has_ancestor(link, "figure", "figcaption") or bool(_PICTURE_WORDS.search(beside))


def read_meta_tags(root: Element) -> MetaTags:
    """Return the page's meta tags; the first title, canonical link and language count."""
    values: dict[str, list[str]] = {}
    for count, meta in enumerate(elements(root, "meta")):
        if count >= MAX_METAS:
            break
        content = meta.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()[:100]
            if name:
                values.setdefault(name, []).append(clean_line(content, 4_000))
                break
    links: dict[str, str] = {}
    open_licences: dict[str, None] = {}
    for link in elements(root, "link", "a"):
        rel, href = (link.get("rel") or "").lower(), (link.get("href") or "").strip()
        if rel and len(rel) < 100:
            words = set(rel.split())
            if link.tag != "link":
                words.discard("canonical")
            if "license" in words and has_ancestor(link, "figure", "figcaption"):
                words.discard("license")
            for word in words & {"canonical", "next", "license"}:
                links.setdefault(word, href)
        if len(open_licences) < 2 and _OPEN_LICENCE.match(href[:200]) and not _is_of_picture(link):
            open_licences[href] = None
    if len(open_licences) == 1:
        links.setdefault("license", next(iter(open_licences)))
    title = next(elements(root, "title"), None)
    return MetaTags(
        values={name: tuple(found) for name, found in values.items()},
        title=clean_line(text_of(title)) if title is not None else "",
        language=clean_line(
            root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", 35
        ),
        canonical=links.get("canonical", ""),
        next_page=links.get("next", ""),
        licence=links.get("license", ""),
    )
