"""Saved pages: the address a browser noted in the file, and web archives in one file (MHTML, RFC 2557)."""

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.fetch.addresses import parse_address
from reader.model.errors import FetchError, UnreadableError
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

if TYPE_CHECKING:
    from email.message import Message  # its imports cost more than all the rest of this package

_LOOKED_AT_BYTES = 8192
_SAVED_FROM = (
    # Internet Explorer, and Chrome after it.
    compile_late(rb"<!--\s*saved from url=\(\d{1,6}\)\s*(https?://[^\s>]{1,8000}?)\s*-->", re.IGNORECASE),
    compile_late(rb"Page saved with SingleFile\s{1,20}url:\s{1,20}(https?://[^\s>]{1,8000})", re.IGNORECASE),
    compile_late(rb"<!--\s*Mirrored from ([^\s>]{1,8000}) by HTTrack", re.IGNORECASE),
)
_MHTML_HEAD = compile_late(rb"\s*(?:[!-9;-~]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*)+")
_MOST_PARTS = 2000
"""What lies beside the page does not matter, and browsers write the page first."""
_DEEPEST = 8
"""Archives in archives: browsers write one in another for the frames of a page, mail programs two or three."""
_MOST_HEAD_BYTES = 8192
_MOST_TYPE_BYTES = 600
"""Of a content type with its parameters, for which the library takes quadratic time."""
_OTHER_WAY = "Save the page as a single HTML file."
_HEAD_END = compile_late(rb"\r?\n\r?\n")
_FIELD = compile_late(
    rb"^(Content-Type|Content-Transfer-Encoding|Content-Location|Snapshot-Content-Location):"
    rb"([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)


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

    Takes time in proportion to the length of `content`: every level of nesting is one search through it for the lines between
    its parts, and there are few levels. Raises UnreadableError if there is no page in it, if it has too many parts, is nested
    too deep, or is damaged beyond reading.
    """
    try:
        return _Archive(content, subject).page()
    except (ValueError, LookupError, TypeError) as error:  # what the library makes of parameters that are none
        raise UnreadableError(f"The web archive is damaged: {subject}", _OTHER_WAY) from error


class _Archive:
    """A web archive that is taken apart in place: its parts are ranges of its bytes until the page is found."""

    def __init__(self, content: bytes, subject: str) -> None:
        self._content = content
        self._subject = subject
        self._parts_left = _MOST_PARTS
        self._noted = ""

    def page(self) -> ArchivedPage:
        """Return the first page in it."""
        start = len(self._content) - len(self._content.lstrip())
        fields = self._fields(start, len(self._content))
        self._noted = str(fields.get("Snapshot-Content-Location") or "")
        page = self._page_in(start, len(self._content), level=0)
        if page is None:
            raise UnreadableError(f"There is no page in this web archive: {self._subject}", _OTHER_WAY)
        return page

    def _page_in(self, start: int, end: int, *, level: int) -> ArchivedPage | None:
        """Return the first page in the part from `start` to `end`, None if there is none."""
        fields = self._fields(start, end)
        kind = fields.get_content_type()
        head_end = _HEAD_END.search(self._content, max(0, start - 1), min(end, start + _MOST_HEAD_BYTES))
        body = head_end.end() if head_end else end
        if kind in ("text/html", "application/xhtml+xml"):
            return self._archived(fields, self._content[body:end])
        is_message = kind == "message/rfc822"
        if not is_message and not kind.startswith("multipart/"):
            return None
        if level == _DEEPEST:
            raise UnreadableError(f"The web archive is nested too deep: {self._subject}", _OTHER_WAY)
        inner = [(body, end)] if is_message else self._parts(fields, body, end)
        pages = (self._page_in(*part, level=level + 1) for part in inner)
        return next((page for page in pages if page is not None), None)

    def _parts(self, fields: "Message", start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give where the parts between `start` and `end` begin and end; the last one of a torn archive ends with it."""
        boundary = str(fields.get_boundary() or "")
        if not boundary:
            return
        line = re.compile(rb"\n--" + re.escape(boundary.encode("latin-1", "replace")) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
        part = -1
        for found in line.finditer(self._content, start - 1, end):
            if part >= 0:
                yield self._counted(part, found.start() - self._content.endswith(b"\r", part, found.start()))
            part = -1 if found[1] else found.end()
        if part >= 0:
            yield self._counted(part, end)

    def _counted(self, start: int, end: int) -> tuple[int, int]:
        self._parts_left -= 1
        if self._parts_left < 0:
            raise UnreadableError(f"The web archive has too many parts: {self._subject}", _OTHER_WAY)
        return start, end

    def _fields(self, start: int, end: int) -> "Message":
        """Return what is said of the part from `start` to `end`, of each field the first; a type that is too long is none."""
        from email.message import Message

        limit = min(end, start + _MOST_HEAD_BYTES)
        head_end = _HEAD_END.search(self._content, max(0, start - 1), limit)
        fields = Message()
        for name, value in _FIELD.findall(self._content[start : head_end.start() if head_end else limit]):
            is_told = name.lower() != b"content-type" or len(value) <= _MOST_TYPE_BYTES
            if is_told and name.decode() not in fields:
                fields[name.decode()] = re.sub(rb"\s+", b" ", value).decode("latin-1").strip()
        return fields

    def _archived(self, fields: "Message", payload: bytes) -> ArchivedPage:
        noted = str(fields.get("Content-Location") or self._noted)
        charset = clean_line(str(fields.get_param("charset") or ""), 40)
        return ArchivedPage(
            content=_decoded(payload, str(fields.get("Content-Transfer-Encoding") or "").strip().lower()),
            content_type=f"text/html; charset={charset}" if charset else "text/html",
            url=web_address(re.sub(r"\s+", "", noted)),
        )


def _decoded(payload: bytes, coding: str) -> bytes:
    """Return a part as it was before it was made fit for mail. Raises ValueError."""
    if coding == "quoted-printable":
        return a2b_qp(payload)
    if coding == "base64":
        # What is missing at the end of a torn archive is filled up; a letter alone needs one more.
        with suppress(ValueError):
            return a2b_base64(payload + b"===")
        return a2b_base64(payload + b"A==")
    return payload
