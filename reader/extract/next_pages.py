"""Further pages of an article that is spread over several: named, never fetched. Called by the pipeline before pruning."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.extract.meta_tags import MetaTags
from reader.extract.sources import same_site
from reader.extract.tree import Element, absolute_url, elements, text_of
from reader.model.text import clean_line

MAX_PAGES = 20
MAX_NAME_LETTERS = 200
_FILE_NAME = re.compile(r"[^/\\:?*<>|\"]*\w\.(?:x?html?|htm)", re.IGNORECASE)
_PARAMETERS = frozenset({"page", "p", "pg", "seite", "pagina", "page_no", "pagenum", "paged"})
_NUMBER_AT_END = re.compile(
    r"(?P<stem>.*?)(?P<before>[/,_-](?:page|seite|pagina|p)?[/,_-]?)(?P<number>\d{1,2})(?P<after>/?|\.html?)$",
    re.IGNORECASE,
)


def find_next_pages(root: Element, meta: MetaTags, url: str) -> tuple[str, ...]:
    """Return the addresses of pages 2, 3, … of the article at `url`, in order; nothing if it is a later page itself or alone.

    A page belongs to the article if its address is the article's with a page number added, as a parameter or at the end of the
    path, and a link on the page whose text is that number (or `rel=next`) leads there.
    Of a page without an address, these are the names of files beside it.
    """
    if not url:
        return _pages_beside(root, meta)
    found: dict[int, str] = {}
    own = page_number(url, url)
    for link in elements(root, "a"):
        text = text_of(link)[:12]
        rel = (link.get("rel") or "").lower().split()
        if not (text.isdigit() and len(text) <= 2) and "next" not in rel:
            continue
        address = absolute_url(link.get("href") or "", url).partition("#")[0]
        number = page_number(address, url) if address and same_site(address, url) else 0
        if number > max(1, own) and (number == int(text) if text.isdigit() else True):
            found.setdefault(number, address)
    declared = absolute_url(meta.next_page, url).partition("#")[0]
    if declared and same_site(declared, url) and page_number(declared, url) > max(1, own):
        found.setdefault(page_number(declared, url), declared)
    return tuple(found[number] for number in sorted(found) if number <= MAX_PAGES)


def _pages_beside(root: Element, meta: MetaTags) -> tuple[str, ...]:
    """The further pages of a page without an address, as the names of files beside it.

    A link leads to one if its text is the number at the end of the file's name, or if it is the `rel=next`.
    """
    found: dict[int, str] = {}
    for link in elements(root, "link", "a"):
        name = _name_beside(link.get("href") or "")
        number = _split_number("/" + name, "")[0] if name else 0
        is_next = "next" in (link.get("rel") or "").lower()[:100].split()
        if number > 1 and (is_next or text_of(link)[:12] == str(number)):
            found.setdefault(number, name)
    own = _own_number(root, meta, found)
    return tuple(found[number] for number in sorted(found) if own < number <= MAX_PAGES)


def _name_beside(href: str) -> str:
    """The file name that a relative reference consists of; empty for any other reference."""
    name = clean_line(href, MAX_NAME_LETTERS + 1).partition("#")[0].removeprefix("./")
    return name if 0 < len(name) <= MAX_NAME_LETTERS and _FILE_NAME.fullmatch(name) else ""


def _own_number(root: Element, meta: MetaTags, found: dict[int, str]) -> int:
    """Which page this is: one before the declared next, else one after the declared previous, else the first."""
    following = next((number for number, name in found.items() if name == _name_beside(meta.next_page)), 0)
    if following:
        return following - 1
    for link in elements(root, "link", "a"):
        if "prev" in (link.get("rel") or "").lower()[:100].split():
            return (_split_number("/" + _name_beside(link.get("href") or ""), "")[0] or 1) + 1
    return 1


def page_number(address: str, url: str) -> int:
    """Return which page of the article at `url` stands at `address`: 1 for the article itself, 0 for something else."""
    try:
        one, other = urlsplit(address), urlsplit(url)
    except ValueError:
        return 0
    number, bare = _split_number(one.path, one.query)
    _, own_bare = _split_number(other.path, other.query)
    if urlunsplit(("", one.netloc, one.path.rstrip("/"), one.query, "")) == urlunsplit(
        ("", other.netloc, other.path.rstrip("/"), other.query, "")
    ):
        return number or 1
    if one.netloc != other.netloc:
        return 0
    own_whole = (other.path.rstrip("/"), other.query)
    return number if number and bare in (own_bare, own_whole) else 0


def _split_number(path: str, query: str) -> tuple[int, tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    for name, value in pairs:
        if name.lower() in _PARAMETERS and value.isdigit() and len(value) <= 2:
            return int(value), (path.rstrip("/"), urlencode([pair for pair in pairs if pair[0] != name]))
    found = _NUMBER_AT_END.match(path[-300:]) if len(path) < 2_000 else None
    if found:
        stem = path[: len(path) - len(path[-300:])] + found["stem"]
        after = found["after"] if found["after"].startswith(".") else ""
        return int(found["number"]), ((stem + after).rstrip("/"), urlencode(pairs))
    return 0, (path.rstrip("/"), urlencode(pairs))
