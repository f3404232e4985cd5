"""Further pages of an article that is spread over several: named, never fetched. Called by the pipeline before pruning.

A page belongs to the article if its address is the article's with a page number added, as a parameter or at the end of the
path, and something on the page says that it is a page: a link with its number, `rel=next`, "Page 2", "next", an option of a
pager. The next article of a series has an address of its own.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.extract.lines.words import load_words
from reader.extract.markup.meta_tags import MetaTags
from reader.extract.markup.tree import Element, absolute_url, elements, hints_of, text_of
from reader.extract.metadata.sources import same_site
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_PAGES = 20
MAX_NAME_LETTERS = 200
MAX_LABEL_LETTERS = 60
"""Of a link in a pager; longer ones are headlines."""
MAX_LINKS = 5_000
MAX_SLUG_LETTERS = 40
NEAR_LEVELS = 4
"""Elements around a link that may say that it belongs to comments or to a list of other articles."""

_FILE_NAME = compile_late(r"[^/\\:?*<>|\"]*\w\.(?:x?html?|htm)", re.IGNORECASE)
_WORDS = "page|seite|pagina|página|pag|part|teil|sida|side|sivu|str|strana|strona|stranica|sayfa|oldal|halaman|trang|p"
_PARAMETERS = frozenset(
    "page p pg pag seite pagina page_no pageno pagenum page_num pagenumber paged sida side sivu strana strona sayfa oldal"
    " halaman trang part pn currentpage".split()
)
_NUMBER_AT_END = compile_late(
    rf"(?P<stem>.*?)(?P<before>[/,._-](?:{_WORDS})?[/,_=-]?)(?P<number>\d{{1,2}})(?P<after>/?|\.s?html?|\.php|\.aspx?)$",
    re.IGNORECASE,
)
_WHOLE_PATH = compile_late(
    r"/(?:all|full|single|singlepage|single-page|komplettansicht|seite-?komplett|viewall|view-all)/?", re.IGNORECASE
)
_WHOLE_VALUES = frozenset("all full single singlepage 1 true yes".split())
_WHOLE_PARAMETERS = frozenset(
    "view page show all singlepage single_page pagewanted fullpage viewall display seite".split()
)
_OTHERS = compile_late(
    r"comment|kommentar|coment[aá]rio|disqus|replies|forum|related|recommend|teaser|archive|calendar|kalender|search|feed|latest"
    r"|more-(?:stories|news)",
    re.IGNORECASE,
)
"""Names of the parts of a page that have pages of their own."""
_DAY = compile_late(r"/(?:19|20)\d\d/\d{1,2}/?$")
"""The address of a month: what follows is a day, not a page."""


@dataclass(frozen=True, slots=True)
class _Labels:
    """What links of a pager say."""

    number: re.Pattern[str]
    next: re.Pattern[str]
    single: re.Pattern[str]


@cache
def _labels() -> _Labels:
    lists = load_words("pagers")
    before, behind = "|".join(lists["label"]["before"]), "|".join(lists["label"]["behind"])
    return _Labels(
        number=re.compile(
            rf"\W{{0,3}}(?:(?:{before})\W{{0,2}})?(?P<number>\d{{1,2}})(?:\s?(?:{behind}))?(?:\W.{{0,50}})?",
            re.IGNORECASE,
        ),
        next=re.compile(rf"\W{{0,4}}(?:{'|'.join(lists['next']['whole'])})?\W{{0,4}}", re.IGNORECASE),
        single=re.compile(rf"\W{{0,4}}(?:{'|'.join(lists['single']['whole'])})\W{{0,4}}", re.IGNORECASE),
    )


def find_next_pages(root: Element, meta: MetaTags, url: str) -> tuple[str, ...]:
    """Return the addresses of pages 2, 3, … of the article at `url`, in order; nothing if it is the last page, or alone.

    Where no pages are numbered but a link leads to the whole article on one page, that is the one further page. Of a page
    without an address, these are the names of files beside it. Linear in the links.
    """
    if not url:
        return _pages_beside(root, meta)
    found: dict[int, str] = {}
    own = page_number(url, url)
    numbers_above = own > 1 and not _names_page(url)
    first_is_linked = False
    whole = ""
    for link, label, is_next in _links(root, _slug(url)):
        address = absolute_url(link, url).partition("#")[0]
        if not address or not same_site(address, url):
            continue
        if not whole and _labels().single.fullmatch(label):
            whole = address if _is_whole(address, url) else ""
            continue
        number = page_number(address, url)
        if number == 1 and own > 1:
            first_is_linked = True
        if number > max(1, own) and _is_vouched(address, label, number, own, is_next=is_next):
            found.setdefault(number, address)
    declared = absolute_url(meta.next_page, url).partition("#")[0]
    if declared and same_site(declared, url):
        number = page_number(declared, url)
        if number > max(1, own) and (_names_page(declared) or found):
            found.setdefault(number, declared)
    if numbers_above and not first_is_linked:
        return ()  # the number belongs to the article, as in a series: what follows it is another one
    pages = tuple(found[number] for number in sorted(found) if number <= MAX_PAGES)
    return pages or ((whole,) if whole and own <= 1 else ())


def _slug(url: str) -> str:
    """What the addresses of all pages of an article have in common: the last part of the path, number and ending left out."""
    path = urlsplit(url).path.rstrip("/")
    found = _NUMBER_AT_END.match(path[-300:])
    stem = found["stem"] if found else path
    return stem.rstrip("/").rpartition("/")[2].partition(".")[0][:MAX_SLUG_LETTERS]


def _links(root: Element, slug: str) -> Iterator[tuple[str, str, bool]]:
    """Yield address, text and whether it says that it is the next, for the links and options that may be of the article's pager.

    Most links of a page are none: their address tells that at a glance, before it is completed.
    """
    labels = _labels()
    for link in islice(elements(root, "a", "option"), MAX_LINKS):
        href = (link.get("href") if link.tag == "a" else link.get("value")) or ""
        if not href or len(href) > 2_000 or not (slug in href or href[0] == "?" or "/" not in href.strip("./")):
            continue
        if href.startswith(("#", "javascript:", "mailto:")) or (link.tag == "option" and not {"/", "?"} & set(href)):
            continue
        label = text_of(link)
        label = label or (link.get("aria-label") or link.get("title") or "")
        is_next = "next" in (link.get("rel") or "").lower().split()
        if len(label) > MAX_LABEL_LETTERS or not (
            is_next or labels.number.fullmatch(label) or labels.next.fullmatch(label) or labels.single.fullmatch(label)
        ):
            continue
        if not _stands_among_others(link):
            yield href, label, is_next


def _stands_among_others(link: Element) -> bool:
    above = link
    for _ in range(NEAR_LEVELS):
        parent = above.getparent()
        if parent is None or parent.tag in ("body", "main", "article"):
            return False
        above = parent
        if _OTHERS.search(hints_of(above)[:300]):
            return True
    return False


def _is_vouched(address: str, label: str, number: int, own: int, *, is_next: bool) -> bool:
    """Whether the link says that it leads to that page: by its number, or as the next one."""
    labelled = _labels().number.fullmatch(label)
    if labelled:
        return int(labelled["number"]) == number
    follows = number == max(1, own) + 1
    return follows and _names_page(address) and (is_next or bool(_labels().next.fullmatch(label)))


def _names_page(address: str) -> bool:
    """Whether the number in an address can hardly be part of an article's name: a parameter, a page word, a part of the path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if any(name.lower() in _PARAMETERS and value.isdecimal() for name, value in parse_qsl(parts.query)):
        return True
    found = _NUMBER_AT_END.match(parts.path[-300:])
    return found is not None and (len(found["before"]) > 1 or found["before"] in "/,")


def _is_whole(address: str, url: str) -> bool:
    """Whether `address` is that of the article at `url` as a whole."""
    one, other = urlsplit(address), urlsplit(url)
    if one.netloc != other.netloc:
        return False
    own_path = other.path.rstrip("/")
    if one.path.rstrip("/") == own_path:
        return any(
            name.lower() in _WHOLE_PARAMETERS and value.lower() in _WHOLE_VALUES
            for name, value in parse_qsl(one.query, keep_blank_values=True)
        )
    return one.path.startswith(own_path + "/") and bool(_WHOLE_PATH.fullmatch(one.path[len(own_path) :]))


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
    own_number, own_bare = _split_number(other.path, other.query)
    if urlunsplit(("", one.netloc, one.path.rstrip("/"), one.query, "")) == urlunsplit(
        ("", other.netloc, other.path.rstrip("/"), other.query, "")
    ):
        return number or 1
    if one.netloc != other.netloc or _DAY.search(bare[0]):
        return 0
    own_whole = (other.path.rstrip("/"), other.query)
    if own_number and (one.path.rstrip("/"), one.query) == own_bare:
        return 1
    return number if number and bare in (own_bare, own_whole) else 0


def _split_number(path: str, query: str) -> tuple[int, tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    for name, value in pairs:
        if name.lower() in _PARAMETERS and value.isdecimal() and len(value) <= 2:
            return int(value), (path.rstrip("/"), urlencode([pair for pair in pairs if pair[0] != name]))
    found = _NUMBER_AT_END.match(path[-300:]) if len(path) < 2_000 else None
    if found:
        stem = path[: len(path) - len(path[-300:])] + found["stem"]
        after = found["after"] if found["after"].startswith(".") else ""
        return int(found["number"]), ((stem + after).rstrip("/"), urlencode(pairs))
    return 0, (path.rstrip("/"), urlencode(pairs))
