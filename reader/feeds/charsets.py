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
_SAMPLE_BYTES = 60_000
_MAX_BROKEN = 2
_LEAST_SHARE = 0.1
"""Of the bytes beyond ASCII so many must be the beginning of one of a language's most common letters."""

_COMMON = {
    "shift_jis": compile_late("[\u3041-\u3093\u30a1-\u30f6]"),
    "euc-jp": compile_late("[\u3041-\u3093\u30a1-\u30f6]"),
    "euc-kr": compile_late("[이다는을의에가고하지로를은사기도한인대시자리어나]"),
    "gb18030": compile_late("[的一是在了不有人我他这中大来上国和说们个到为子你地出也时得就那要下以生会自年月日工作新]"),
    "big5": compile_late("[的一是在了不有人我他這中大來上國和說們個到為子你地出也時得就那要下以生會自年月日工作新]"),
}
_HIGH_WORDS = compile_late(rb"[\xa3\xb3\xc0-\xff]{3,}")
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
    name = next((name for name in declared if name != "utf-8"), "") or _by_look(content)
    return _as(content, name, "replace")


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


def _by_look(content: bytes) -> str:
    """Return what bytes seem to be that are no UTF-8, and of which nobody says anything: East Asian, Cyrillic, or Western.

    Each East Asian charset makes letters of the others' bytes, but seldom those that its language uses all the time.
    """
    sample = content[:_SAMPLE_BYTES]
    high = [byte for byte in sample if byte >= 0x80]
    best, best_share = "", _LEAST_SHARE
    for name, common in _COMMON.items():
        text = _as(sample, name, "replace")
        if text.count("\ufffd") > _MAX_BROKEN:
            continue
        share = len(common.findall(text)) / len(high)
        if share > best_share:
            best, best_share = name, share
    if best:
        return best
    words = _HIGH_WORDS.findall(sample)
    if sum(map(len, words)) * 2 < len(high) or not words:  # accents stand alone between letters of ASCII
        return "windows-1252"
    lower_first = sum(0xC0 <= byte <= 0xDF for byte in high)  # small letters in KOI8-R, capitals in Windows
    return "koi8-r" if lower_first * 2 > len(high) else "windows-1251"


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether what is declared as UTF-8 is that, but for a few letters: texts of two sources in one feed."""
    text = content.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * 10 <= beyond_ascii


def _as(content: bytes, name: str, errors: str) -> str:
    encoding = webencodings.lookup(name)
    return content.decode(encoding.codec_info.name if encoding is not None else "windows-1252", errors)
