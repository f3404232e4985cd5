"""From the bytes of a feed to its text, whatever they are and whatever is said of them.

Said of them is much, and often wrong: by the header, by the XML declaration, by a byte order mark. The bytes themselves come
first (RFC 7303, 3.2, gives the mark the last word, too): what is valid UTF-8 is UTF-8, and only web charsets count
(`webencodings`): a feed can't name a Python codec.
"""

import re

import webencodings

from reader.model.patterns import compile_late

_HEADER = compile_late(r"charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
_DECLARATION = compile_late(rb"\s{0,64}<\?xml\b[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([\w.:+-]{1,40})", re.IGNORECASE)
_STATEFUL = "iso-2022-jp"
_NO_CHARSETS = ("replacement", "x-user-defined", "utf-16le", "utf-16be")
"""Of those that the web knows: what could not be read so far is no UTF-16, whatever it calls itself."""
_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BEGINNINGS = (
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00r\x00", "utf-16-le"),
    (b"{\x00", "utf-16-le"),
)
_CUT_BYTES = 4
"""So many at the end may be the first half of a letter, where a feed was cut."""


def decode(content: bytes, content_type: str = "") -> str:
    """Return the text of a feed; what can't be read becomes U+FFFD. NUL characters are dropped. Never raises."""
    return _decode(content, content_type).replace("\x00", "")


def _decode(content: bytes, content_type: str) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    for beginning, name in _BEGINNINGS:
        if content.startswith(beginning):
            return content.decode(name, "replace")
    declared = _declared(content, content_type)
    for name in declared:
        if name == _STATEFUL:  # all of its bytes are ASCII: as UTF-8 it would be valid, and nonsense
            return _as(content, name, "replace")
    if (text := _utf8(content)) is not None:
        return text
    for name in declared:
        if name == "utf-8":
            if _is_mostly_utf8(content):
                return content.decode("utf-8", "replace")
            continue
        try:
            return _as(content, name, "strict")
        except UnicodeDecodeError:
            continue
    return _as(content, next((name for name in declared if name != "utf-8"), "windows-1252"), "replace")


def _declared(content: bytes, content_type: str) -> list[str]:
    """Return the web's names of the charsets that declaration and header name: who writes a feed knows more than its server."""
    labels = []
    if found := _DECLARATION.match(content[:1_000]):
        labels.append(found[1].decode("ascii", "replace"))
    if header := _HEADER.search(content_type[:1_000]):
        labels.append(header[1])
    names = [str(encoding.name) for label in labels if (encoding := webencodings.lookup(label)) is not None]
    return [name for name in names if name not in _NO_CHARSETS]


def _utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) - error.start >= _CUT_BYTES:
            return None
        return content[: error.start].decode("utf-8")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether what is declared as UTF-8 is that, but for a few letters: texts of two sources in one feed."""
    text = content.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * 10 <= beyond_ascii


def _as(content: bytes, name: str, errors: str) -> str:
    encoding = webencodings.lookup(name)
    return content.decode(encoding.codec_info.name if encoding is not None else "windows-1252", errors)
