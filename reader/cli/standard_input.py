"""What is piped in, as a page or as text; all of it is read before anything is done with it."""

import sys

from reader.library.examining import page_from_stream
from reader.model.errors import UsageError
from reader.model.page import Page


def read_stdin_page() -> Page:
    """Return what was piped in as a page. Raises UsageError if nothing is piped, UnreadableError if it is no text."""
    if sys.stdin.isatty():
        raise UsageError("nothing was piped in", "pipe a page into it: curl … | pressmark -")
    return page_from_stream(sys.stdin.buffer)


def read_stdin_text(what: str) -> str:
    """Return the text that was piped in. Raises UsageError, naming `what` it was to be, if it is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("standard input is not UTF-8 text", f"- reads {what} from it") from error
