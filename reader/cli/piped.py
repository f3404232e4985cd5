"""`pressmark -`: the piped page is kept, then opened with keys from the terminal, or printed where there is none."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable

from reader.cli.standard_input import read_stdin_page
from reader.library.library import Library


def read_piped(library: Library, open_article: Callable[[str], int]) -> int:
    """Keep the piped page, then open it; without a terminal print it as `show` does."""
    page = read_stdin_page()
    added = library.add_page(page)
    if sys.stdout.isatty() and _has_terminal():
        return open_article(added.article_id)
    from reader.cli.articles import show_kept

    return show_kept(
        library, added.article_id, Namespace(format="text", width=0, plain=False, json=False, article_version="")
    )


def _has_terminal() -> bool:
    """Whether there is a controlling terminal; the screen takes its keys from there, as the pipe stands where they came from."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
