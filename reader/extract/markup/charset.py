"""From the bytes of a page to its text: which charset, and what to do when the page is wrong about it.

The order is that of the WHATWG Encoding and HTML standards (byte order mark, transport, `<meta>` in the first kilobytes), with
two corrections the web needs: bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever the page says, and a declared UTF-8
that does not hold gives way to what the bytes look like. Only the web's own charset names count (`webencodings`): a page can
never name a Python codec. Called by the pipeline for HTML, plain text and Markdown alike.
"""

import re

import webencodings

from reader.model.patterns import compile_late

PRESCAN_BYTES = 4096
"""Browsers look at 1,024 bytes; real pages put comments and styles before their `<meta charset>`."""

BROKEN_SHARE = 0.1
"""A text declared as UTF-8 stays UTF-8 if at most this share of its non-ASCII sequences is broken: cut pages, mixed comments."""

# What stands in comments and in the values of attributes is no tag (HTML standard, 13.2.3.2).
_TAG = compile_late(
    rb"""<!--(?:.*?-->|.*)|<([a-z]+)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"']+){0,60})""", re.IGNORECASE | re.DOTALL
)
_CONTENT = compile_late(rb"(?<![\w-])content\s*=", re.IGNORECASE)
_IS_TYPE = compile_late(rb"http-equiv\s*=\s*[\"']?\s*content-type", re.IGNORECASE)
_CHARSET = compile_late(rb"charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
_PROLOG = compile_late(rb"\s{0,64}<\?xml\b[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([\w.:+-]{1,40})", re.IGNORECASE)
_HEADER = compile_late(r"(?:^|[;\s,])charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
_QUOTED = compile_late(r"\"([^\"]*)\"")
_STATEFUL = frozenset({"iso-2022-jp", "hz-gb-2312"})
_MULTIBYTE_GUESSES = ("shift_jis", "euc-jp", "gb18030", "euc-kr", "big5")
_KANA = compile_late("[\u3040-\u30ff]")
_COMMON_HAN = compile_late("[的是在了不有人我他这個这中大来上国和說们年月日]")
_HANGUL = compile_late("[\uac00-\ud7a3]")


def decode(content: bytes, content_type: str = "") -> str:
    """Return the text of `content`, whatever its bytes are; undecodable ones become U+FFFD. NUL characters are dropped.

    `content_type` is the header as it came. Never raises. Linear in the length.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            content = content[len(mark) :]
            if name != "utf-8" and _is_tagged_in_bytes(content):
                break  # it is no mark
            return content.decode(name, "replace").replace("\x00", "")
    return _decode(content, content_type).replace("\x00", "")


def declared_charset(content: bytes, content_type: str = "") -> str:
    """Return the web's name of the charset that header, meta or XML prolog declare, in that order; empty if none is known."""
    header = _HEADER.search(_QUOTED.sub(_bare_or_blank, content_type[:1000]))
    labels = [header[1]] if header else []
    head = content[:PRESCAN_BYTES]
    for tag in _TAG.finditer(head):
        if not tag[1] or tag[1].lower() != b"meta" or (_CONTENT.search(tag[2]) and not _IS_TYPE.search(tag[2])):
            continue
        if found := _CHARSET.search(tag[2]):
            labels.append(found[1].decode("ascii", "replace"))
    prolog = _PROLOG.match(head)
    if prolog:
        labels.append(prolog[1].decode("ascii", "replace"))
    for position, label in enumerate(labels):
        encoding = webencodings.lookup(label)
        if encoding is None:
            continue
        name = str(encoding.name)
        if name.startswith("utf-16") and not (position == 0 and header):
            return "utf-8"  # a page whose `<meta>` can be read as ASCII is not UTF-16 (HTML standard, 13.2.3.2)
        return "windows-1252" if name == "x-user-defined" else name
    return ""


def _bare_or_blank(quoted: re.Match[str]) -> str:
    """Return what a quoted value of a header is without its quotes; nothing for one with a parameter in it."""
    return "" if "=" in quoted[1] else quoted[1]


def _decode(content: bytes, content_type: str) -> str:
    name = declared_charset(content, content_type)
    if name.startswith("utf-16") and 0 not in content[:PRESCAN_BYTES]:
        name = declared_charset(
            content
        )  # the header is wrong: of the tags and line ends of UTF-16 every other byte is zero
    bare = _bare_utf16(content)
    if name.startswith("utf-16") and (b"\0" in content[:PRESCAN_BYTES] or not _is_utf8(content)):
        return _decode_as(content, bare or name)
    if name in _STATEFUL and (content.isascii() or not _is_utf8(content)):  # all of its bytes are ASCII
        return _decode_as(content, name)
    if bare:
        return _decode_as(content, bare)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if name.startswith("utf-") or name in _STATEFUL:
        if name == "utf-8" and _is_mostly_utf8(content):
            return content.decode("utf-8", "replace")
        name = ""
    return _decode_as(content, name) if name else _decode_by_look(content)


def _is_tagged_in_bytes(content: bytes) -> bool:
    """Whether tags stand in the bytes as they are, whatever mark is before them: of those of UTF-16 every other byte is zero."""
    head = content[:PRESCAN_BYTES]
    return 0 not in head and _TAG.search(head) is not None


def _decode_as(content: bytes, name: str) -> str:
    encoding = webencodings.lookup(name)
    codec = encoding.codec_info.name if encoding is not None else "utf-8"
    return content.decode(codec, "replace")


def _bare_utf16(content: bytes) -> str:
    """Return which UTF-16 bytes are that say it by nothing but their NULs: half of the letters of a tag, or of nearly all."""
    head = content[:512]
    start = head.lstrip(b" \t\r\n\0")[:3]
    for parity, name in ((1, "utf-16le"), (0, "utf-16be")):
        nuls = head[parity::2]
        is_tag = (
            start[:1] == b"<"
            and start[1:2] == b"\0"
            and content.find(b"<") % 2 != parity
            and nuls.count(0) > len(nuls) // 4
        )
        if (
            len(head) >= 8
            and (is_tag or nuls.count(0) > 0.9 * len(nuls))
            and head[1 - parity :: 2].count(0) < len(nuls) // 20 + 1
        ):
            return name
    return ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= max(1, BROKEN_SHARE * beyond_ascii)


def _decode_by_look(content: bytes) -> str:
    """Decode bytes that are no UTF-8 and declare nothing usable: East Asian if that fits, Cyrillic if most letters would be."""
    sample = content[:60_000]
    high = sum(byte >= 0x80 for byte in sample)
    best, best_score = "", 0.0
    if high > 0.02 * len(sample):
        for name in _MULTIBYTE_GUESSES:
            text = _decode_as(sample, name)
            if text.count("\ufffd") > 2:
                continue
            found = len(_KANA.findall(text)) + len(_COMMON_HAN.findall(text)) + len(_HANGUL.findall(text))
            score = found / high
            if score > best_score:
                best, best_score = name, score
    if best_score > 0.1:
        return _decode_as(content, best)
    cyrillic = sum(byte >= 0xC0 for byte in sample)
    ascii_letters = len(re.findall(rb">[^<]*", sample)) and sum(
        len(re.findall(rb"[A-Za-z]", run)) for run in re.findall(rb">([^<]*)", sample)
    )
    if cyrillic > 20 and cyrillic > ascii_letters:
        return _decode_as(content, "windows-1251")
    return _decode_as(content, "windows-1252")
