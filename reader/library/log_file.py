"""The log: what goes wrong without being anybody's business, in a file on this machine, and nothing of it on the terminal.

Never the text of articles, notes or queries; of addresses no more than host and path, as the rest may be a secret.
Called by both faces before they do anything.
"""

import logging
import re
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from reader.library.private_files import make_private_folder, open_private
from reader.model.patterns import compile_late
from reader.model.text import clean_text

LOG_NAME = "pressmark.log"
LOG_LIMIT_BYTES = 1_000_000
"""A log that has grown past this begins anew."""

_WORD = compile_late(r"[^\s'\"<>()]+")
_QUERY = compile_late(r"[?#].+")

_LOGGERS = ("pressmark", "reader")
"""The program's own, and the parent of those that modules name after themselves."""


def begin_log(folder: Path) -> None:
    """Send what the program logs to a file in `folder`, which comes into being with its first line."""
    path = folder / LOG_NAME
    for name in _LOGGERS:
        log = logging.getLogger(name)
        known = [handler for handler in log.handlers if isinstance(handler, _LogFile)]
        if any(handler.path == path for handler in known):
            continue
        for handler in known:
            log.removeHandler(handler)
            handler.close()
        log.addHandler(_LogFile(path))


class _Discreet(logging.Formatter):
    """Writes a record with its traceback, and of every address in it no more than host and path."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written: letters, for it is read on a terminal, whatever an error has quoted."""
        return _WORD.sub(_without_secrets, clean_text(super().format(record)))


def _without_secrets(word: re.Match[str]) -> str:
    """Return a word of the log, without the login and the query if it is an address."""
    scheme, separator, rest = word[0].partition("://")
    if not separator:
        return scheme
    host, slash, path = _QUERY.sub("?…", rest).partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


class _LogFile(logging.FileHandler):
    """A file that is opened for its first line; one that cannot be written stops nobody."""

    def __init__(self, path: Path) -> None:
        with suppress(OSError):
            if path.stat().st_size > LOG_LIMIT_BYTES:
                path.unlink()
        super().__init__(path, encoding="utf-8", delay=True)
        self.path = path
        self.setFormatter(_Discreet("%(asctime)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        with suppress(OSError):
            if self.stream is None:
                make_private_folder(self.path.parent)
            super().emit(record)

    def _open(self) -> TextIOWrapper:
        return open(self.path, "a", encoding=self.encoding, opener=open_private)  # stays open

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Say nothing: there is nowhere to say it."""
