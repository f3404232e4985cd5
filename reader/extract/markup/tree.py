"""The parsed page: how text becomes a tree, and the few questions that everybody asks of its elements.

libxml2 drops text below 255 nested elements (2,048 with `huge_tree`) without a word; pages nested deeper than that are
flattened before parsing. Nothing here recurses over depth. Called by all HTML steps.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from reader.model.errors import ExtractError
from reader.model.patterns import compile_late
from reader.model.text import clean_line

Element = etree._Element
"""An element of the page's tree."""

MAX_DEPTH = 300
"""A page whose elements are nested deeper is flattened. Real pages stay below 120; libxml2 and readability need head-room."""

FLAT_DEPTH = 60
"""How deep elements are nested in a page that was: no deeper than those of real ones, for they are judged alike."""

MAX_ATTRIBUTE_LETTERS = 4_000
"""Class names, ids and hints are looked at this far."""

MAX_JOINED_LETTERS = 5_000
"""Of one text that pieces are joined to: paragraphs are shorter."""

_NAMING = ("class", "id", "data-testid", "data-component")
_MOST_ATTRIBUTES = 1_000
"""Of one element."""
_PROLOG = compile_late(r"^\s*<\?xml\b[^>]{0,400}>", re.IGNORECASE)
_TAG = compile_late(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
NO_VOID = frozenset("bgsound command embed keygen nextid source spacer track wbr".split())
"""Void in HTML, if some of them only in old pages, and no more than open for libxml2, which nests in each all that comes."""
_HEAD_TAGS = frozenset("base basefont bgsound link meta noscript object script style template title".split())
_HOST = r"https?://[a-z0-9][a-z0-9.-]{0,200}(?::[0-9]{1,5})?"
_ORIGIN = compile_late(rf"{_HOST}(?=[/?#]|$)")
_PLAIN = r"[!$-;=?-Z_a-z~]{0,1000}(?<!\?)"
_WHOLE_ADDRESS = compile_late(rf"{_HOST}/{_PLAIN}")
_ROOTED_PATH = compile_late(rf"/(?![/\\])(?![^?#]*/\.)(?!\.){_PLAIN}")
"""The common addresses, which need no splitting and joining: nearly all of the links of a page."""
_FLOODED_TAG = compile_late(
    r"<([a-zA-Z][^\s/<>]{0,100}+)[^\s/<>]*+"
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]{0,300000}+\"|'[^']{0,300000}+'|(?![\"'])[^\s>]*+))?+)"
    rf"{{{_MOST_ATTRIBUTES},}}+[^<>]*+>?"
)
"""Found in one pass: a tag is gone over once, and has so many attributes or not."""
_END_OF_PAGE = compile_late(r"</(?:body|html)\s*+>", re.IGNORECASE)
_PAGE_TAG = compile_late(r"</?(?:html|head|body)(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_ONE_CLASS = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""All elements alike: lxml.html's own look-up of a class by the tag is a call of Python for each element met."""
_DEEP = etree.XPath("boolean(/" + "/".join("*" * (MAX_DEPTH + 1)) + ")")
"""Whether any element is nested deeper: level by level in libxml2, where walking the tree in Python takes ten times as long."""
_WHOLE_TEXT = etree.XPath("string()", smart_strings=False)
"""In one call of libxml2: gathering the pieces in Python costs four times as much on large elements."""

_HINT = "If the browser shows an article there, save it and add the file."
_MAX_SHOWN_LETTERS = 150


def parse_page(text: str, subject: str = "") -> Element:
    """Return the root of the page. Raises ExtractError, which names `subject`, if there is nothing in it that a parser would
    call a page: no letter and no tag, or comments alone.
    """
    where = f": {clean_line(subject, _MAX_SHOWN_LETTERS)}" if subject else ""
    text = _with_its_end_last(without_floods(_PROLOG.sub("", text)))
    if not text.strip():
        raise ExtractError(f"There is nothing on the page{where}", _HINT)
    try:
        root = _parse(text)
        if _is_too_deep(root):
            root = _parse(_flatten(text))
        _mend_head(root)
        # Ruby: the readings beside the letters are for the eye; in a line of text they would stand between them.
        etree.strip_elements(root, "rt", "rp", "rtc", with_tail=False)
    except etree.ParserError as error:  # the one that lxml.html raises of itself: the document is empty
        raise ExtractError(f"There is nothing on the page{where}", _HINT) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExtractError(f"The page could not be parsed ({clean_line(str(error), 100)}){where}", _HINT) from error
    return root


def _with_its_end_last(text: str) -> str:
    """Return a page that goes on after its end as browsers show it, in one body: libxml2 puts what stands after `</body>` outside
    of it, and drops what stands after `</html>`.

    Pages are joined to others, and templates end too early.
    """
    end = _END_OF_PAGE.search(text)
    if end is None:
        return text
    rest = _PAGE_TAG.sub(" ", text[end.start() :])
    return text[: end.start()] + rest if rest.strip() else text


def without_floods(text: str) -> str:
    """Return a page with the tags bare that have thousands of attributes: libxml2 compares each with each."""
    return _FLOODED_TAG.sub(r"<\1>", text)


def _parse(text: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)


def _mend_head(root: Element) -> None:
    """Move what stands in the head and belongs to the body to where it belongs.

    A page may leave out the tags of head and body; libxml2, which knows no `article` and its like, then takes them for
    the head's.
    """
    head = root.find("head")
    if head is None:
        return
    first = next((child for child in head if isinstance(child.tag, str) and child.tag not in _HEAD_TAGS), None)
    if first is None:
        return
    strays = [first, *first.itersiblings()]
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, stray in enumerate(strays):
        body.insert(place, stray)


def _is_too_deep(root: Element) -> bool:
    return bool(_DEEP(root))


def _flatten(text: str) -> str:
    """Return the page without the tags of elements nested deeper than `FLAT_DEPTH`; their text stays.

    One pass over the tags; unclosed inline elements count as nested, as they do for the parser.
    """
    open_tags: list[tuple[str, bool]] = []

    def keep(found: re.Match[str]) -> str:
        name = found[2].lower()
        if name in _VOID:
            return f"{found[0]}</{name}>" if name in NO_VOID and not found[1] else found[0]
        if found[1]:
            for back in range(1, min(len(open_tags), 8) + 1):
                if open_tags[-back][0] == name:
                    is_kept = open_tags[-back][1]
                    del open_tags[-back:]
                    return found[0] if is_kept else " "
            return " " if len(open_tags) > FLAT_DEPTH else found[0]
        is_kept = len(open_tags) < FLAT_DEPTH or name in ("script", "style")
        open_tags.append((name, is_kept))
        return found[0] if is_kept else (" <br><br> " if name in ("p", "div", "li", "tr") else " ")

    return _TAG.sub(keep, text)


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """Return the elements below and including `root`, in document order, with one of `tags` (any element without)."""
    return root.iter(*tags) if tags else root.iter(etree.Element)


def pieces_of(element: Element) -> Iterator[str]:
    """Yield the pieces of text below `element` in document order."""
    for piece in element.itertext():
        yield piece if isinstance(piece, str) else piece.decode("utf-8", "replace")


def text_of(element: Element) -> str:
    """Return all text below `element` as one line, white space collapsed; not yet cleaned for the model."""
    return " ".join(str(_WHOLE_TEXT(element)).split())


def text_within(element: Element, letters: int) -> str | None:
    """Return all text below `element` as `text_of` does; None if it is longer than `letters`, which is found out in no time."""
    words = str(_WHOLE_TEXT(element)).split(None, letters)
    text = "" if len(words) > letters else " ".join(words)
    return None if len(words) > letters or len(text) > letters else text


def letters_of(element: Element) -> int:
    """Return how many letters of text stand below `element`, runs of white space counted as one."""
    return len(text_of(element))


def is_small(element: Element, *, letters: int, elements_below: int) -> bool:
    """Whether `element` holds at most so many letters and elements; boxes in boxes are counted no further than that."""
    below = sum(1 for _ in islice(element.iterdescendants(), elements_below + 1))
    return below <= elements_below and text_within(element, letters) is not None


def hints_of(element: Element) -> str:
    """Return class, id and test id of `element` in one string: what its makers call it."""
    return " ".join([value[:MAX_ATTRIBUTE_LETTERS] for name in _NAMING if (value := element.get(name))])


def remove(element: Element) -> None:
    """Take `element` out of the tree; the text after it stays.

    After a very long text an empty `span` stays in its place: to join the next piece, and the next, would copy it each time.
    """
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if len((previous.tail if previous is not None else parent.text) or "") > MAX_JOINED_LETTERS:
            tail = element.tail
            element.clear()
            element.tag, element.tail = "span", tail
            return
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def has_ancestor(element: Element, *tags: str) -> bool:
    """Whether one of `tags` stands above `element`."""
    return next(element.iterancestors(*tags), None) is not None


@lru_cache(maxsize=64)
def _origin_of(base: str) -> str:
    """Scheme and host of an address that begins plainly; empty for any other."""
    found = _ORIGIN.match(base)
    return found[0] if found else ""


def base_url(root: Element, url: str) -> str:
    """Return the address that links on the page are relative to: `<base href>` on top of the page's own."""
    base = root.find(".//base[@href]")
    href = (base.get("href") or "").strip() if base is not None else ""
    return absolute_url(href, url) or url if href else url


def absolute_url(href: str, base: str) -> str:
    """Return `href` as an absolute http(s) address without blanks; empty if it is none."""
    if _WHOLE_ADDRESS.fullmatch(href):
        return href
    if _ROOTED_PATH.fullmatch(href) and (origin := _origin_of(base)):
        return origin + href
    return _absolute_url(href, base)


def _absolute_url(href: str, base: str) -> str:
    href = clean_line(href, 4_000).strip()
    if not href or href.startswith(("#", "javascript:", "data:")):
        return ""
    try:
        address = urljoin(base, href) if base else href
        if address.startswith("//"):
            address = "https:" + address
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
    except ValueError:
        return ""
    return address.replace(" ", "%20")
