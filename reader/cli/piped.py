"""Standard input: all of it is read first, then the terminal is opened anew for keys, or the article is printed."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable

from reader.library.examining import page_from_stream
from reader.library.library import Library
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


def read_piped(library: Library, open_article: Callable[[str], int]) -> int:
    """Keep the piped page, then open it; without a terminal print it as `show` does."""
    page = read_stdin_page()
    added = library.add_page(page)
    if sys.stdout.isatty() and _has_terminal():
        return open_article(added.article_id)
    from reader.cli.articles import show_kept

    return show_kept(library, added.article_id, Namespace(format="text", width=0, plain=False, json=False))


def _has_terminal() -> bool:
    """Whether there is a controlling terminal; the screen takes its keys from there, as the pipe stands where they came from."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
