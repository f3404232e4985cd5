"""Finding the one passage a person means by the words she typed (`annotate --quote`).

Unlike `match`, which follows a stored mark into a changed text, this never guesses: a quote that stands nowhere, or in more
than one place, is an error that says so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from reader.model.errors import AnchorError
from reader.model.patterns import compile_late
from reader.model.text import clean_text, collapse
from reader.model.units import TextRange

QUOTE_MARKS = "\"'`´“”„‟«»‘’‚‛‹›′″＂＇「」『』"
DASHES = "-‐‑‒–—―−"

MAX_GAP_LETTERS = 20_000
"""What "first words … last words" may leave out: more than any passage one marks, less than a book's chapter."""

MAX_SHOWN_LETTERS = 60
"""Of the quote, in the line that says it was not found."""

_ELLIPSIS = compile_late(r"\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")
_ATOM = compile_late(
    rf"(?P<marks>[{re.escape(QUOTE_MARKS)}]+)|(?P<dashes>\s*[{re.escape(DASHES)}][{re.escape(DASHES)}\s]*)|(?P<dots>…|\.\.\.)|(?P<space>\s+)"
)
_SPACED_SCRIPT = compile_late(r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def find_quote(text: str, quote: str) -> TextRange:
    """Return the one range of `text` that `quote` means.

    Tried in order: letter for letter; then without regard to white space, case, and the kind of quotation marks, dashes and
    ellipses (with the quote's own outer quotation marks taken off, if need be); then "first words … last words". Places that
    begin and end with whole words are preferred to places inside words. Linear in the text for ordinary quotes.

    Raises AnchorError if there is no such place, or more than one; the message says how many.
    """
    wanted = clean_text(quote).strip()
    if not wanted:
        raise AnchorError("The quote is empty", "Give at least one word of the passage.")
    for places in _readings(text, wanted):
        fitting = _whole_words_first(text, places)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AnchorError(
                f"{_shown(wanted)} stands in {len(fitting)} places of the text",
                "Quote more of the words around it, so that only one place fits.",
            )
    raise AnchorError(
        f"{_shown(wanted)} does not stand in the text",
        'Copy the passage from the article, or give its "first words … last words".',
    )


def _readings(text: str, quote: str) -> Iterator[list[TextRange]]:
    """Yield the places of what the quote may mean, the strictest meaning first."""
    yield _places(text, re.compile(re.escape(quote)))
    yield _places(text, _lenient(quote))
    bare = quote.strip(QUOTE_MARKS + " ")
    if bare and bare != quote:
        yield _places(text, _lenient(bare))
    parts = [part for part in _ELLIPSIS.split(bare) if part.strip()]
    if len(parts) > 1:
        yield _places_with_gaps(text, parts)
    elif parts and parts[0] != bare:
        yield _places(text, _lenient(parts[0]))


def _places(text: str, pattern: re.Pattern[str]) -> list[TextRange]:
    return [TextRange(*found.span()) for found in pattern.finditer(text)]


def _places_with_gaps(text: str, parts: list[str]) -> list[TextRange]:
    """Return the ranges from each place of the first part to the nearest places of the others, in order."""
    ranges = _whole_words_first(text, _places(text, _lenient(parts[0])))
    for part in parts[1:]:
        following = _whole_words_first(text, _places(text, _lenient(part)))
        starts = [place.start for place in following]
        longer = []
        for start, end in ranges:
            nearest = bisect_left(starts, end)
            if nearest < len(starts) and starts[nearest] - end <= MAX_GAP_LETTERS:
                longer.append(TextRange(start, following[nearest].end))
        ranges = longer
    return ranges


def _lenient(quote: str) -> re.Pattern[str]:
    """Return a pattern for `quote` in which white space, quotation marks, dashes and ellipses are each one kind.

    Every repetition is bounded, so that a text of nothing but dashes costs no more than another.
    """
    pieces, done = [], 0
    for atom in _ATOM.finditer(quote):
        pieces.append(re.escape(quote[done : atom.start()]))
        match atom.lastgroup:
            case "marks":
                pieces.append(f"[{re.escape(QUOTE_MARKS)}]{{1,4}}")
            case "dashes":
                pieces.append(r"\s{0,64}" if atom.start() else "")
                pieces.append(rf"[{re.escape(DASHES)}][{re.escape(DASHES)}\s]{{0,64}}")
            case "dots":
                pieces.append(r"(?:…|\.\.\.)")
            case _:
                pieces.append(r"\s{1,64}")
        done = atom.end()
    pieces.append(re.escape(quote[done:]))
    return re.compile("".join(pieces), re.IGNORECASE)


def _whole_words_first(text: str, places: list[TextRange]) -> list[TextRange]:
    whole = [place for place in places if not _cuts(text, place.start) and not _cuts(text, place.end)]
    return whole or places


def _cuts(text: str, at: int) -> bool:
    """Whether the border `at` lies inside a word of a script that has spaces."""
    return 0 < at < len(text) and bool(_SPACED_SCRIPT.match(text[at - 1])) and bool(_SPACED_SCRIPT.match(text[at]))


def _shown(quote: str) -> str:
    line = collapse(quote)
    return f"“{line if len(line) <= MAX_SHOWN_LETTERS else line[: MAX_SHOWN_LETTERS - 1].rstrip() + '…'}”"
