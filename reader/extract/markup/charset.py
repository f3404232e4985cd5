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

_META = compile_late(rb"<meta\b[^>]{0,600}", re.IGNORECASE)
_CHARSET = compile_late(rb"charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
_PROLOG = compile_late(rb"\s{0,64}<\?xml\b[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([\w.:+-]{1,40})", re.IGNORECASE)
_HEADER = compile_late(r"charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
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
            return content[len(mark) :].decode(name, "replace").replace("\x00", "")
    return _decode(content, content_type).replace("\x00", "")


def declared_charset(content: bytes, content_type: str = "") -> str:
    """Return the web's name of the charset that header, meta or XML prolog declare, in that order; empty if none is known."""
    header = _HEADER.search(content_type[:1000])
    labels = [header[1]] if header else []
    head = content[:PRESCAN_BYTES]
    for meta in _META.finditer(head):
        found = _CHARSET.search(meta[0])
        if found:
            labels.append(found[1].decode("ascii", "replace"))
            break
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


def _decode(content: bytes, content_type: str) -> str:
    name = declared_charset(content, content_type)
    if name in _STATEFUL or name.startswith("utf-16"):
        return _decode_as(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if name == "utf-8" or (not name and _looks_like_utf16(content)):
        if name and _is_mostly_utf8(content):
            return content.decode("utf-8", "replace")
        name = "utf-16-le" if _looks_like_utf16(content) else ""
    return _decode_as(content, name) if name else _decode_by_look(content)


def _decode_as(content: bytes, name: str) -> str:
    encoding = webencodings.lookup(name)
    codec = encoding.codec_info.name if encoding is not None else "utf-8"
    return content.decode(codec, "replace")


def _looks_like_utf16(content: bytes) -> bool:
    head = content[:512]
    return len(head) >= 8 and head[1::2].count(0) > 0.9 * len(head[1::2])


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
