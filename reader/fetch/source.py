"""From what the user gave (an address, a path, a pipe, a pasted text) to a page.

Paths are paths: `file:` addresses are refused, a file whose name looks like an address is opened as `./name`.
"""

import io
import os
import re
import select
import stat
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from reader.fetch.access import NO_ACCESS, Access
from reader.fetch.addresses import other_kind, scheme_of, shown_address
from reader.fetch.archive import is_archive, open_archive, saved_from
from reader.fetch.client import DEFAULT_LIMITS, FetchLimits, NotModified, Progress, fetch_page
from reader.fetch.forms import KNOWN_SUFFIXES, form_of_content, form_of_file
from reader.fetch.gate import is_blank, name_of_binary, not_a_page
from reader.fetch.wrapped_addresses import unwrapped_address
from reader.model.errors import FetchError, ReadFileError, UnreadableError
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Single-file pages with their pictures inside run to 30 MB."""

_CHUNK_BYTES = 1024 * 1024
SILENCE_SECONDS = 10.0
"""How long a pipe or a device that was named as a file may say nothing: nobody may be at its other end, ever."""
_SLICE_SECONDS = 0.1
_MAX_SHOWN_PATH_LETTERS = 150
_HOST_FIRST = compile_late(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d+)?(?:/|\Z)", re.IGNORECASE)
_LOCAL_HOST_FIRST = compile_late(r"(?:localhost(?::\d+|(?=/))|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)(?:/|\Z)", re.IGNORECASE)
"""A server of one's own network, which has no certificate as a rule."""
_OTHER_SCHEMES = frozenset(
    "about blob chrome data feed file ftp gemini gopher imap javascript ldap magnet mailto news nntp sftp smb ssh tel telnet "
    "vbscript view-source ws wss".split()
)


def is_url(text: str) -> bool:
    """Whether `text` is meant as a web address: it begins with `http:` or `https:`."""
    return scheme_of(text) in ("http", "https")


def read_target(
    target: str,
    *,
    limits: FetchLimits = DEFAULT_LIMITS,
    found_on: str | None = None,
    confirmed_hosts: frozenset[str] = frozenset(),
    access: Access = NO_ACCESS,
    cancel: threading.Event | None = None,
    progress: Progress | None = None,
) -> Page:
    """Return the page at `target`, an address (also one as it is copied out of a text) or a path.

    Raises FetchError for addresses (see `fetch_page`), also for those of other kinds (`file:`, `ftp:` …) and for a path that is
    `found_on` a page, and ReadFileError or UnreadableError for files.
    """
    if not target.strip():
        raise ReadFileError("There is nothing to open", "Give an address or a path.")
    target = unwrapped_address(target)
    if is_url(target):
        page = fetch_page(
            target,
            limits=limits,
            found_on=found_on,
            confirmed_hosts=confirmed_hosts,
            access=access,
            cancel=cancel,
            progress=progress,
        )
        if isinstance(page, NotModified):  # cannot be: no validators were sent
            raise FetchError(f"{shown_address(page.url)} sent no page")
        return page
    scheme = scheme_of(target)
    if scheme == "file":
        raise FetchError(f"file: addresses are not opened: {shown_address(target)}", "Give the path itself.")
    if scheme in _OTHER_SCHEMES or (scheme and target.strip()[len(scheme) :].startswith("://")):
        raise other_kind(scheme)
    if found_on is not None:
        raise FetchError(f"This link leads to no address of the web: {_shown(Path(target))}")
    return read_file(Path(target))


def read_file(path: Path) -> Page:
    """Return the page in the file at `path`: HTML, XHTML, Markdown, plain text, or a web archive.

    Its `url` is the address it was saved from, if the browser noted it. Raises ReadFileError if the file cannot be read, is a
    folder or has more than 64 MB; UnreadableError if it is empty or no page.
    """
    path = _expanded(path)
    shown = _shown(path)
    content, absolute = read_bytes(path)
    if is_archive(content):
        return _archived_page(content, shown, absolute)
    _check_content(content, shown)
    form = form_of_file(path.suffix, content)
    return Page(
        content=content,
        form=form,
        origin=PageOrigin.FILE,
        path=absolute,
        url=saved_from(content) if form is PageForm.HTML else "",
    )


def read_bytes(path: Path) -> tuple[bytes, str]:
    """Return what is in the file at `path`, and its whole path. Raises ReadFileError as `read_file`; it may be empty."""
    path = _expanded(path)
    shown = _shown(path)
    try:
        return _read_regular(path, shown), str(path.resolve())
    except FileNotFoundError as error:
        raise ReadFileError(f"There is no file {shown}", _missing_hint(path)) from error
    except IsADirectoryError as error:
        raise ReadFileError(f"This is a folder: {shown}", "Give a file in it.") from error
    except PermissionError as error:
        raise ReadFileError(f"The file may not be read: {shown}", "Check its permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else None
        raise ReadFileError(f"The file could not be read: {shown}", f"{reason}." if reason else "") from error


def _expanded(path: Path) -> Path:
    with suppress(RuntimeError):  # no such user: then `~name` is a name like any other
        return path.expanduser()
    return path


def _shown(path: Path) -> str:
    return clean_line(str(path), _MAX_SHOWN_PATH_LETTERS)


def read_stdin(stream: BinaryIO) -> Page:
    """Return the page that comes through a pipe, all of it read. Raises ReadFileError and UnreadableError as `read_file`."""
    subject = "standard input"
    try:
        content = _read_capped(stream, subject)
    except OSError as error:
        raise ReadFileError(
            "Standard input could not be read", f"{error.strerror}." if error.strerror else ""
        ) from error
    if is_archive(content):
        archived = open_archive(content, subject)
        _check_content(archived.content, subject)
        return Page(
            content=archived.content,
            form=PageForm.HTML,
            origin=PageOrigin.STDIN,
            content_type=archived.content_type,
            url=archived.url,
        )
    _check_content(content, subject)
    form = form_of_content(content)
    url = saved_from(content) if form is PageForm.HTML else ""
    return Page(content=content, form=form, origin=PageOrigin.STDIN, url=url)


def page_from_paste(text: str) -> Page:
    """Return the page that a pasted text is. Raises UnreadableError if it is empty or longer than a file may be."""
    content = text.encode("utf-8", "replace")
    if is_blank(content):
        raise UnreadableError("The pasted text is empty")
    if len(content) > MAX_FILE_BYTES:
        raise _too_large("the pasted text")
    form = form_of_content(content)
    kind = {PageForm.HTML: "text/html", PageForm.MARKDOWN: "text/markdown", PageForm.TEXT: "text/plain"}[form]
    url = saved_from(content) if form is PageForm.HTML else ""
    return Page(content=content, form=form, origin=PageOrigin.PASTE, content_type=f"{kind}; charset=utf-8", url=url)


def _archived_page(content: bytes, shown: str, absolute: str) -> Page:
    archived = open_archive(content, shown)
    _check_content(archived.content, shown)
    return Page(
        content=archived.content,
        form=PageForm.HTML,
        origin=PageOrigin.FILE,
        content_type=archived.content_type,
        path=absolute,
        url=archived.url,
    )


def _check_content(content: bytes, subject: str) -> None:
    if is_blank(content):
        raise UnreadableError(f"It is empty: {subject}")
    name = name_of_binary(content)
    if name:
        raise not_a_page(subject, name)


def _read_regular(path: Path, shown: str) -> bytes:
    # Without waiting: opening a pipe would wait for whoever writes into it, and reading a device for whatever it is about.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY), "rb", buffering=0) as stream:  # noqa: PTH123
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return _read_pipe(stream, shown, SILENCE_SECONDS)
        if status.st_size > MAX_FILE_BYTES:
            raise _too_large(shown)
        return _read_capped(stream, shown)


def _read_pipe(stream: io.FileIO, shown: str, silence_seconds: float) -> bytes:
    """Return what comes out of a pipe or a device until its end. Raises ReadFileError if nothing comes for so long."""
    content = bytearray()
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    quiet_until = monotonic() + silence_seconds
    has_ended = False
    while len(content) <= MAX_FILE_BYTES:
        chunk = stream.read(_CHUNK_BYTES)
        if chunk:
            content += chunk
            quiet_until = monotonic() + silence_seconds
        elif chunk is not None and (content or has_ended or not stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)):
            return bytes(content)
        elif monotonic() >= quiet_until:
            raise ReadFileError(f"Nothing comes out of it: {shown}", "Pipe it in instead: … | pressmark -")
        else:  # a pipe without a writer reads as one that has ended, but only one that has ended hangs up
            has_ended = any(event & select.POLLHUP for _, event in poll.poll(_SLICE_SECONDS * 1000))
    raise _too_large(shown)


def _read_capped(stream: BinaryIO, subject: str) -> bytes:
    content = bytearray()
    while True:
        chunk: bytes | None = stream.read(_CHUNK_BYTES)
        if chunk is None:  # nothing yet, in a pipe that another program has set not to wait
            select.select([stream], [], [])
            continue
        if not chunk:
            return bytes(content)
        content += chunk
        if len(content) > MAX_FILE_BYTES:
            raise _too_large(subject)


def _too_large(subject: str) -> ReadFileError:
    return ReadFileError(f"There is too much in it: {subject}", f"{MAX_FILE_BYTES >> 20} MB is the most that is read.")


def _missing_hint(path: Path) -> str:
    """Guess whether a missing file was meant as an address without its scheme."""
    name = str(path)
    if _HOST_FIRST.match(name) and path.suffix.lower() not in KNOWN_SUFFIXES:
        return f"If it is an address, write https://{clean_line(name, _MAX_SHOWN_PATH_LETTERS)}."
    if _LOCAL_HOST_FIRST.match(name):
        return f"If it is an address, write http://{clean_line(name, _MAX_SHOWN_PATH_LETTERS)}."
    return "Check the path."
