"""XML of feeds, made fit for a parser: always what is unsafe in it, and what is wrong with it where it does not parse.

The prolog goes, and with it the document type: no entity is declared, so none can grow, and no file or address is asked for.
Repaired is what feeds get wrong most: a bare `&`, entities of HTML, control characters, prefixes that nobody declared.
"""

import re
from html.entities import html5

from reader.model.patterns import compile_late

_CONTROLS = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SEQUENCE = compile_late(
    r"\x1b(?:\[[0-?]{0,64}[@-Z_a-z~]|[\]PX^_][^\x07\x1b<>&\n]{0,4096}(?:\x07|\x1b\\)|[()#%][0-9A-Z])"
)
"""As the model's boundary takes them away, but never any markup: what is left of others is cleaned where the texts enter."""

_REFERENCE = compile_late(r"&(#[0-9]{1,10};|#[xX][0-9a-fA-F]{1,8};|[a-zA-Z][a-zA-Z0-9]{1,31};)?")
_NUMBER = compile_late(r"&#(?:0{0,6}(?:[0-9]|1[0-9]|2[0-9]|3[01]|127)|[xX]0{0,6}(?:[01]?[0-9a-fA-F]|7[fF]));")
_ROOT_TAG = compile_late(r"<[^\s<>/]{1,60}(?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+")
_DECLARED = compile_late(r"\bxmlns:([A-Za-z_][\w.-]{0,40})\s{0,3}=")
_USED = compile_late(
    r"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]|\s([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]{0,40}\s{0,3}=\s{0,3}[\"']"
)
_LONG_TAG = compile_late(r"<([A-Za-z_][\w.:-]{0,80})(?=\s[^<]{20000})(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+>?")
MAX_ATTRIBUTES = 500
_MAX_PREFIXES = 100
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}


def made_safe(text: str) -> str:
    """Return `text` without what no parser should see.

    Characters that XML may not hold go, with the terminal sequences they begin, and the attributes of elements that have
    thousands: libxml2 compares each with each, and feedparser's namespaces are looked through for each element. Linear.
    """
    if _NUMBER.search(text):
        text = _NUMBER.sub(_as_letter, text)
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", _SEQUENCE.sub("", text))
    return _LONG_TAG.sub(_without_flood, text)


def repaired(text: str) -> str:
    """Return `text`, from its root element on, with what is commonly wrong put right. Linear."""
    return _with_prefixes(_outside_cdata(text))


def _without_flood(tag: re.Match[str]) -> str:
    if tag[0].count("=") <= MAX_ATTRIBUTES:
        return tag[0]
    return f"<{tag[1]}{'/' * tag[0].endswith('/>')}>"


def _as_letter(found: re.Match[str]) -> str:
    number = found[0][2:-1]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return found[0] if code in (9, 10, 13) else chr(code)


def _outside_cdata(text: str) -> str:
    """Put references right everywhere but in CDATA, where an `&` is one."""
    pieces = []
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        pieces += [_REFERENCE.sub(_known_reference, text[place:start]), text[start:end]]
        place = end
    return "".join([*pieces, _REFERENCE.sub(_known_reference, text[place:])])


def _known_reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML_NAMES:
        return found[0]
    if name[0] == "#":
        code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        is_letter = (
            code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
        )
        return found[0].replace("X", "x", 1) if is_letter else ""
    letters = html5.get(name)
    return f"&amp;{name}" if letters is None else "".join(f"&#{ord(letter)};" for letter in letters)


def _with_prefixes(text: str) -> str:
    """Declare the prefixes that are used and declared nowhere, at the root."""
    declared = {"xml", "xmlns", *_DECLARED.findall(text)}
    missing: dict[str, None] = {}
    for found in _USED.finditer(text):
        prefix = found[1] or found[2]
        if prefix not in declared and len(missing) < _MAX_PREFIXES:
            missing[prefix] = None
    root = _ROOT_TAG.match(text)
    if not missing or root is None:
        return text
    end = root.end() - (1 if root[0].endswith("/") else 0)
    added = "".join(f' xmlns:{prefix}="{_KNOWN_PREFIXES.get(prefix.lower(), "urn:" + prefix)}"' for prefix in missing)
    return text[:end] + added + text[end:]
