"""Questions to the library on the command line: from the words the shell left to a query, and back to the place of a mistake."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reader.cli.output import QUICK_SECONDS, progress_reporter
from reader.layout.cells import cell_width, grapheme_end, index_at, shorten
from reader.library.progress import Work
from reader.model.errors import QueryError
from reader.model.text import clean_text, collapse

POINTED_CELLS = 76
"""So much of a long query is shown around its mistake: with the blanks before it, one line of most terminals."""
CONTEXT_CELLS = 32
"""So much of that, at least, stands before the place, if anything does."""

_INDENT = "  "


def query_text(words: Sequence[str]) -> str:
    """Return the query that the arguments make, on one line that can be printed."""
    return collapse(clean_text(" ".join(words)))


@contextmanager
def asking(query: str) -> Iterator[None]:
    """Let a QueryError that comes out of the block carry `query` with a line under it that points at the place."""
    try:
        yield
    except QueryError as error:
        if query and error.position + error.length <= len(query):
            error.add_note(pointed(query, error.position, error.length))
        raise


def asking_work() -> Work:
    """Return what tells a terminal that a question waits for the index; most questions don't."""
    return Work(progress_reporter(quiet_seconds=QUICK_SECONDS))


def pointed(query: str, position: int, length: int) -> str:
    """Return two lines: the query, or of a long one what is around the place, and carets under the place.

    `position` and `length` are code points of `query`; where nothing stands, one caret points at what is missing.
    """
    before, rest = query[:position], query[position:]
    place_cells = max(1, cell_width(rest[:length]))
    if cell_width(query) > POINTED_CELLS:
        before = _end_of(before, POINTED_CELLS - min(cell_width(rest), POINTED_CELLS - CONTEXT_CELLS))
        rest = shorten(rest, POINTED_CELLS - cell_width(before))
    carets = "^" * min(place_cells, max(1, cell_width(rest)))
    return f"{_INDENT}{before}{rest}\n{_INDENT}{' ' * cell_width(before)}{carets}"


def _end_of(text: str, width: int) -> str:
    """Return `text` cut to `width` cells at its start, the first one an ellipsis if anything was cut."""
    too_wide = cell_width(text) - width
    if too_wide <= 0:
        return text
    start = index_at(text, 0, len(text), too_wide + 1)
    if cell_width(text[:start]) <= too_wide:  # a wide letter stands across the cut
        start = grapheme_end(text, start)
    return "…" + text[start:]
