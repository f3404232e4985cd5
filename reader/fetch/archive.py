"""Saved pages: the address a browser noted in the file, and web archives in one file (MHTML, RFC 2557)."""

import re

from reader.fetch.addresses import parse_address
from reader.model.errors import FetchError, UnreadableError
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

_LOOKED_AT_BYTES = 8192
_SAVED_FROM = (
    # Internet Explorer, and Chrome after it.
    compile_late(rb"<!--\s*saved from url=\(\d{1,6}\)\s*(https?://[^\s>]{1,8000}?)\s*-->", re.IGNORECASE),
    compile_late(rb"Page saved with SingleFile\s{1,20}url:\s{1,20}(https?://[^\s>]{1,8000})", re.IGNORECASE),
    compile_late(rb"<!--\s*Mirrored from ([^\s>]{1,8000}) by HTTrack", re.IGNORECASE),
)
_MHTML_HEAD = compile_late(rb"\s*(?:[!-9;-~]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*)+")
_MAX_PARTS = 2000
_MAX_BOUNDARIES = 50_000
"""Lines that look like the start of a part. Taking 200,000 of them apart takes eight seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """The page inside a web archive."""

    content: bytes
    content_type: str
    url: str


def saved_from(content: bytes) -> str:
    """Return the address that the program which saved the page noted in it, without credentials; nothing if there is none."""
    start = content[:_LOOKED_AT_BYTES].replace(b"\0", b"")
    for pattern in _SAVED_FROM:
        found = pattern.search(start)
        if found:
            noted = found[1].decode("utf-8", "replace")
            return web_address(noted if "://" in noted else f"http://{noted}")
    return ""


def web_address(text: str) -> str:
    """Return `text` as an address without credentials if it is one for the web; nothing if not."""
    try:
        return parse_address(text).url
    except FetchError:
        return ""


def is_archive(content: bytes) -> bool:
    """Whether `content` is a web archive: mail headers, among them a multipart type."""
    head = _MHTML_HEAD.match(content[:_LOOKED_AT_BYTES])
    return head is not None and bool(
        re.search(rb"^content-type:\s*multipart/related", head[0], re.IGNORECASE | re.MULTILINE)
    )


def open_archive(content: bytes, subject: str) -> ArchivedPage:
    """Return the page that the web archive `content` was made of: its first HTML part.

    Raises UnreadableError if there is none, or if the archive is nested or damaged beyond reading.
    """
    if content.count(b"\n--") > _MAX_BOUNDARIES:
        raise UnreadableError(f"The web archive has too many parts: {subject}")
    from email import message_from_bytes  # its imports cost more than all the rest of this package

    try:
        message = message_from_bytes(content)
        for number, part in enumerate(message.walk()):
            if number >= _MAX_PARTS:
                break
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                payload = part.get_payload(decode=True)
                noted = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
                charset = clean_line(str(part.get_param("charset") or ""), 40)
                return ArchivedPage(
                    content=payload if isinstance(payload, bytes) else b"",
                    content_type=f"text/html; charset={charset}" if charset else "text/html",
                    url=web_address(re.sub(r"\s+", "", noted)),
                )
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise UnreadableError(f"The web archive is damaged: {subject}") from error
    raise UnreadableError(f"There is no page in this web archive: {subject}", "Save it as a single HTML file.")
