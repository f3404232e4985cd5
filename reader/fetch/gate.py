"""What may come in as a page: told by the Content-Type before the body is read, and by the first bytes after.

What is no page is named ("a PDF"), so that nobody has to guess why it does not open.
"""

import re

from reader.fetch.addresses import Address
from reader.fetch.hints import ODD_HINTS
from reader.model.errors import IsFeedError, UnreadableError
from reader.model.page import PageForm
from reader.model.patterns import compile_late
from reader.model.text import clean_line

_FORMS = {
    "text/html": PageForm.HTML,
    "application/xhtml+xml": PageForm.HTML,
    "application/vnd.wap.xhtml+xml": PageForm.HTML,
    "text/markdown": PageForm.MARKDOWN,
    "text/x-markdown": PageForm.MARKDOWN,
    "text/plain": PageForm.TEXT,
}
_UNTOLD = frozenset(
    (
        "",
        *"text/xml application/xml application/octet-stream binary/octet-stream".split(),
        *"unknown/unknown application/unknown application/x-unknown application/x-unknown-content-type text/x-unknown".split(),
    )
)
"""Types that say too little: the content decides."""

_A_FEED = "a feed"
_JSON = "JSON data"
_NAMED_TYPES = {
    "application/pdf": "a PDF",
    "application/x-pdf": "a PDF",
    "application/zip": "a zip file",
    "application/gzip": "a packed file",
    "application/epub+zip": "an EPUB book",
    "application/msword": "a Word document",
    "application/rtf": "an RTF document",
    "text/rtf": "an RTF document",
    "application/postscript": "a PostScript file",
    "application/rss+xml": _A_FEED,
    "application/atom+xml": _A_FEED,
    "application/rdf+xml": _A_FEED,
    "application/feed+json": _A_FEED,
    "application/json": _JSON,
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/css": "a style sheet",
    "text/csv": "a table (CSV)",
    "text/calendar": "a calendar",
    "multipart/x-mixed-replace": "a camera's stream",
    "image/svg+xml": "an image",
}
_NO_FEEDS = frozenset(
    ("a PDF", "an EPUB book", "a Word document", "an RTF document", "a PostScript file", "a calendar")
)
_NAMED_FAMILIES = {
    "image": "an image",
    "video": "a video",
    "audio": "a sound recording",
    "font": "a font",
    "model": "a 3D model",
}
_NAMED_PARTS = (
    ("wordprocessingml", "a Word document"),
    ("opendocument", "an office document"),
    ("officedocument", "an office document"),
    ("ms-excel", "an office document"),
    ("ms-powerpoint", "an office document"),
    ("compressed", "a packed file"),
    ("+json", _JSON),
)

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"\0\0\1\0", "an image"),
    (b"\xff\x0a", "an image"),
    (b"8BPS", "an image"),
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "a zip file"),
    (b"\x1f\x8b\x08", "a packed file"),
    (b"\xfd7zXZ\0", "a packed file"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file"),
    (b"Rar!\x1a\x07", "a packed file"),
    (b"\x28\xb5\x2f\xfd", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"ID3\2", "a sound recording"),
    (b"ID3\3", "a sound recording"),
    (b"ID3\4", "a sound recording"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"FLV\1", "a video"),
    (b"SQLite format 3\0", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
)

_RIFF_FORMS = {b"WEBP": "an image", b"WAVE": "a sound recording", b"AVI ": "a video"}

_SNIFFED_BYTES = 4096
_MARKUP = compile_late(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|article|main|section|header|div|p|h[1-6]|table|ul|span|a|br|script)\b",
    re.IGNORECASE,
)
# Atomic groups: comments in a row must not be tried in every grouping.
_PROLOGUE = rb"(?>(?><\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s+)*)"
_FEED_ROOT = compile_late(_PROLOGUE + rb"<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_JSON_FEED = compile_late(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_XML_ROOT = compile_late(_PROLOGUE + rb"<(?:\w+:)?(\w+)", re.IGNORECASE | re.DOTALL)
_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_MAX_CONTROL_SHARE = 0.05
"""Of the first 4 KB. Text has none; random bytes have a tenth."""
_MAX_CONTROL_SHARE_IN_MARKUP = 0.3
"""Where tags stand, the page is read and its control characters are removed later."""


def media_type(content_type: str) -> str:
    """Return the bare type of a Content-Type header in lower case: `text/html`; nothing if it is none."""
    bare = clean_line(content_type, 200).split(";")[0].strip().lower()
    return bare if re.fullmatch(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+", bare) else ""


def check_page_type(content_type: str, subject: str) -> None:
    """Raise UnreadableError if `content_type` says that `subject` is no page. Types that say too little pass."""
    bare = media_type(content_type)
    if bare in _FORMS or bare in _UNTOLD:
        return
    family = bare.partition("/")[0]
    name = _NAMED_TYPES.get(bare) or _NAMED_FAMILIES.get(family)
    name = name or next((named for part, named in _NAMED_PARTS if part in bare), "")
    if name:
        raise not_a_page(subject, name)
    if family == "text" or bare.endswith("+xml"):
        return
    raise not_a_page(subject, f"a file of the type {bare[:60]}")


def check_feed_address_type(content_type: str, address: Address) -> None:
    """Raise UnreadableError if `content_type` says that `address` can be no feed. For the door.

    Servers send feeds as everything that text may be called, JSON and packed ones as well: the content decides. Only what is
    surely something else is not read to its end.
    """
    bare = media_type(content_type)
    name = _NAMED_FAMILIES.get(bare.partition("/")[0])
    if name is None and _NAMED_TYPES.get(bare) in _NO_FEEDS:
        name = _NAMED_TYPES[bare]
    if name:
        raise UnreadableError(f"This is {name}, not a feed: {address.shown}")


def check_page_address_type(content_type: str, address: Address) -> None:
    """As `check_page_type`, for the door."""
    check_page_type(content_type, address.shown)


def judge_page(content: bytes, content_type: str, subject: str) -> PageForm:
    """Return what form of page `content` is. Raises UnreadableError if it is empty or no page at all."""
    if is_blank(content):
        raise UnreadableError(f"The page is empty: {subject}", ODD_HINTS["page"])
    name = name_of_binary(content)
    if name:
        raise not_a_page(subject, name)
    start = _start(content)
    if _FEED_ROOT.match(start) or (start.startswith(b"{") and _JSON_FEED.search(start)):
        raise not_a_page(subject, _A_FEED)
    told = _FORMS.get(media_type(content_type))
    if told is not None:
        return told
    if has_markup(content):
        return PageForm.HTML
    start = start.lstrip()
    if start.startswith(b"<?xml"):
        root = _XML_ROOT.match(start)
        raise not_a_page(
            subject, f"an XML document ({clean_line(root[1].decode('latin-1'), 30)})" if root else "an XML document"
        )
    if start.startswith((b"{", b"[{", b'["')) and media_type(content_type) in _UNTOLD:
        raise not_a_page(subject, _JSON)
    return PageForm.TEXT


def not_a_page(subject: str, name: str) -> UnreadableError:
    """Return the error for something that is no page: an IsFeedError for a feed."""
    if name == _A_FEED:
        return IsFeedError(f"This is a feed, not a page: {subject}", "`pressmark feeds add` subscribes to it.")
    if name == _JSON:
        return UnreadableError(
            f"This is {name}, not a page: {subject}", "If it is a feed, `pressmark feeds add` subscribes to it."
        )
    hint = "Convert it to text or HTML first." if "PDF" in name or "document" in name or "book" in name else ""
    return UnreadableError(f"This is {name}, not a page: {subject}", hint)


def is_blank(content: bytes) -> bool:
    """Whether there is nothing in `content` but white space (and byte order marks)."""
    return not content.strip(b" \t\r\n\x0b\x0c\0\xef\xbb\xbf\xfe\xff")


def name_of_binary(content: bytes) -> str:
    """Return what `content` is if it is no text, as a noun with its article; nothing if it is text."""
    start = content[:_SNIFFED_BYTES]
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return _name_of_zip(start) if name == "a zip file" else name
    if start.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "a PDF"
    if start.startswith(b"BZh") and start[4:10] == b"1AY&SY":
        return "a packed file"
    if start[4:8] == b"ftyp" and start[0] == 0:
        return "an image" if start[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1") else "a video"
    if start.startswith(b"RIFF") and start[8:12] in _RIFF_FORMS:
        return _RIFF_FORMS[start[8:12]]
    return "binary data" if _is_binary(start) else ""


def has_markup(content: bytes) -> bool:
    """Whether the beginning of `content` holds HTML tags: two of them, or one at the very start."""
    start = _start(content)
    found = _MARKUP.search(start)
    if found is None:
        return False
    return not start[: found.start()].strip() or len(_MARKUP.findall(start, found.start())) > 1


def _start(content: bytes) -> bytes:
    """Return the first bytes without byte order marks and NULs, so that UTF-16 can be looked at as well."""
    return content[:_SNIFFED_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")


def _name_of_zip(start: bytes) -> str:
    if b"application/epub+zip" in start[:100]:
        return "an EPUB book"
    if b"word/" in start or b"[Content_Types].xml" in start[:100] or b"vnd.oasis.opendocument" in start[:150]:
        return "an office document"
    return "a zip file"


def _is_binary(start: bytes) -> bool:
    text = start.rstrip(b"\0") or start  # some programs fill up what they send
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in text and _is_bare_utf16(text)):
        return False
    controls = len(text) - len(text.translate(None, _CONTROLS))
    share = _MAX_CONTROL_SHARE_IN_MARKUP if has_markup(text) else _MAX_CONTROL_SHARE
    return controls > share * len(text)


def _is_bare_utf16(start: bytes) -> bool:
    """Whether `start` is UTF-16 without its mark: read as such, every fiftieth letter is a space, a break or a tag."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = start[: len(start) // 2 * 2].decode(encoding, "replace")
        if sum(map(text.count, " \n<")) * 50 >= len(text) and "\0" not in text:
            return True
    return False
