"""What the page says about itself in JSON-LD (schema.org): headline, people, dates, and the text as a guide.

The forms met in the wild are many: one object, a list, an `@graph`, several scripts, references by `@id`, trailing commas,
raw newlines, HTML comments around it. What cannot be read is skipped. Called by the pipeline before anything is removed.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from reader.extract.markup.tree import Element, elements, pieces_of
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_NODES = 20_000
"""Objects and lists looked at on one page; the biggest real pages have a few hundred."""

MAX_SCRIPT_LETTERS = 5_000_000

_MOST_LISTS = 8
"""Lists in lists in which a name is looked for."""

ARTICLE_TYPES = (
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "askpublicnewsarticle",
    "liveblogposting",
    "article",
    "blogposting",
    "satiricalarticle",
    "advertisercontentarticle",
    "report",
    "techarticle",
    "scholarlyarticle",
    "medicalscholarlyarticle",
    "socialmediaposting",
    "discussionforumposting",
    "posting",
    "review",
    "recipe",
    "howto",
)
_LESSER_TYPES = ("webpage", "itempage", "collectionpage", "profilepage", "videoobject", "podcastepisode")
_LINKS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed")
_WRAPPER = compile_late(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,40}?\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TAGS = compile_late(r"<[^<>]{1,2000}>")
_TRAILING_COMMA = compile_late(r",\s{0,200}([}\]])")
_ACCOUNT = compile_late(
    r"/(?:admin|administrator|root|webmaster|webredaktion|redaktion|newsroom|staff|editor)/?(?:#\w*)?$"
)
_CONTROLS = compile_late(r"[\x00-\x1f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """What JSON-LD says about the article; unknown is empty."""

    types: tuple[str, ...] = ()
    """Lower-case schema.org types of the article, best first."""
    headline: str = ""
    name: str = ""
    """Another word for the headline; where a page gives both, `headline` may be a description."""
    alternative: str = ""
    description: str = ""
    body: str = ""
    """`articleBody`, paragraphs as lines: a guide to the text, never the text."""
    authors: tuple[str, ...] = ()
    """As written; people and organisations."""
    organisations: tuple[str, ...] = ()
    """Those of `authors` that say they are one."""
    published: str = ""
    modified: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    url: str = ""
    image: str = ""
    licence: str = ""
    is_free: bool | None = None
    place: str = ""
    captions: tuple[str, ...] = field(default=())
    """Captions of its images."""


def read_linked_data(root: Element) -> LinkedData:
    """Return what the scripts of type `application/ld+json` say about the article of the page. Never raises."""
    nodes = list(_nodes(load_documents(root)))
    by_id: dict[str, dict[str, Any]] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and (key not in by_id or len(node) > len(by_id[key])):
            by_id[key] = node
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    for position, node in enumerate(nodes):
        types = _types(node)
        if types & set(ARTICLE_TYPES):
            ranked.append((0 if "headline" in node else 1, position, node))
        elif types & set(_LESSER_TYPES):
            ranked.append((2 if "webpage" in types else 3, position, node))
    ranked.sort(key=lambda entry: entry[:2])
    articles = [node for rank, _, node in ranked if rank < 2]
    if not articles:
        articles = [node for _, _, node in ranked if "headline" in node or "datePublished" in node]
    if not articles:
        return LinkedData()
    return _describe(articles, by_id)


def _describe(articles: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> LinkedData:
    def first(*keys: str) -> Any:
        for key in keys:
            for node in articles:
                if node.get(key):
                    return node[key]
        return None

    people: list[str] = []
    organisations: list[str] = []
    for key in ("author", "creator"):
        for node in articles:
            people, organisations = _people(node.get(key), by_id)
            if people:
                break
        if people:
            break
    body = first("articleBody", "text")
    if isinstance(body, list):
        body = "\n".join(str(part) for part in body)
    free = first("isAccessibleForFree")
    denied = next((node["isAccessibleForFree"] for node in articles if "isAccessibleForFree" in node), None)
    is_free = None if denied is None else str(denied).strip().lower() in ("true", "1", "yes") or bool(free is True)
    found_types = [kind for node in articles for kind in sorted(_types(node))]
    return LinkedData(
        types=tuple(dict.fromkeys(found_types)),
        headline=_line(first("headline")),
        name=_line(first("name")),
        alternative=_line(first("alternativeHeadline", "alternateName")),
        description=_line(first("description")),
        body=_paragraphs(body),
        authors=tuple(people),
        organisations=tuple(organisations),
        published=_line(first("datePublished", "dateCreated", "uploadDate")),
        modified=_line(first("dateModified")),
        section=_line(first("articleSection")),
        keywords=tuple(_keywords(first("keywords"))),
        publisher=_name(first("publisher"), by_id),
        language=_line(_name(first("inLanguage"), by_id)),
        url=_line(_name(articles[0].get("mainEntityOfPage") or articles[0].get("url"), by_id, key="@id")),
        image=_image(first("image", "thumbnailUrl")),
        licence=_line(_name(first("license"), by_id)),
        is_free=is_free,
        place=_line(_name(first("dateline", "locationCreated", "contentLocation"), by_id)),
        captions=tuple(_captions(first("image", "associatedMedia"))),
    )


def load_documents(root: Element, having: tuple[str, ...] = ()) -> Iterator[Any]:
    """Yield what the page's JSON-LD scripts hold; of those only that name one of `having`, if any are given. Never raises."""
    for script in elements(root, "script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = "".join(pieces_of(script))
        if len(raw) > MAX_SCRIPT_LETTERS or (having and not any(word in raw for word in having)):
            continue
        raw = _WRAPPER.sub("", raw).strip().rstrip(";")
        for mend in (str, _mended):
            try:
                yield json.loads(mend(raw), strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _mended(raw: str) -> str:
    """Return JSON without what parsers stumble over most: control characters, commas before closing brackets."""
    return _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", raw))


def _nodes(documents: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects of all scripts that may describe the page or somebody it names, in document order."""
    count = 0
    for document in documents:
        stack = [document]
        while stack and count < MAX_NODES:
            found = stack.pop()
            count += 1
            if isinstance(found, list):
                stack.extend(reversed(found))
            elif isinstance(found, dict):
                yield found
                stack.extend(found[key] for key in reversed(_LINKS) if isinstance(found.get(key), list | dict))
                if "@graph" not in found:
                    stack.extend(
                        found[key]
                        for key in ("author", "publisher")
                        if isinstance(found.get(key), dict) and "@id" in found[key]
                    )


def _types(node: dict[str, Any]) -> set[str]:
    value = node.get("@type")
    return {str(kind).lower().rsplit("/", 1)[-1] for kind in (value if isinstance(value, list) else [value]) if kind}


def _people(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[list[str], list[str]]:
    people: list[str] = []
    organisations: list[str] = []
    if isinstance(value, dict) and isinstance(value.get("@list"), list):
        value = value["@list"]
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, list):
            entry = entry[0] if entry else None
        name = _name(entry, by_id)
        names = name.split("\n") if name else []
        people.extend(names)
        if isinstance(entry, dict) and ("organization" in " ".join(_types(entry)) or _is_account(entry)):
            organisations.extend(names)
    return list(dict.fromkeys(people)), list(dict.fromkeys(organisations))


def _is_account(person: dict[str, Any]) -> bool:
    """Whether a person is the account that a site is run with: its page is called `admin`."""
    return any(_ACCOUNT.search(str(person.get(key) or "")[-200:]) for key in ("url", "@id"))


def _name(value: Any, by_id: dict[str, dict[str, Any]], key: str = "name", depth: int = 0) -> str:
    """The name of a thing that is a string, an object, a reference or a list of those; several names are lines."""
    if isinstance(value, list):
        parts = (_name(part, by_id, key, depth) for part in value[:20] if not isinstance(part, list))
        return "\n".join(filter(None, parts))
    if isinstance(value, dict):
        if isinstance(value.get("@list"), list):
            return _name(value["@list"], by_id, key, depth + 1) if depth < _MOST_LISTS else ""
        spelled = " ".join(_line(value.get(part)) for part in ("givenName", "familyName")).strip()
        found = value.get(key) or value.get("name") or value.get("@value") or spelled or value.get("url")
        if isinstance(found, dict):
            found = found.get("@value")
        if not value.get(key) and isinstance(value.get("@id"), str):
            found = by_id.get(value["@id"], {}).get(key) or (value["@id"] if key == "@id" else None) or found
        if isinstance(found, list):
            return "\n".join(_line(part) for part in found if isinstance(part, str))
        return _line(found) if isinstance(found, str) else ""
    return _line(value) if isinstance(value, str) else ""


def _line(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return clean_line(_TAGS.sub("", html.unescape(html.unescape(str(value)))))


def _keywords(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").split(",")
    words = [_line(part.get("name") if isinstance(part, dict) else part) for part in parts[:200]]
    return [word for word in dict.fromkeys(words) if word and len(word) < 100]


def _image(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    if isinstance(value, list):
        value = value[0] if value else ""
    return clean_line(value, max(1, len(value))) if isinstance(value, str) else ""


def _captions(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            caption = _line(entry.get("caption") or entry.get("description"))
            if caption:
                yield caption


def _paragraphs(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    text = html.unescape(value)
    text = re.sub(r"</?(?:p|br|div|li|h[1-6])\b[^<>]{0,500}>", "\n", text, flags=re.IGNORECASE)
    lines = html.unescape(_TAGS.sub("", text)).split("\n")  # a pattern would try each blank of a long gap again
    return "\n".join(filter(None, map(str.strip, lines)))
