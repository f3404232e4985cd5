"""Takes the traces of paper out of a text: form feeds, page numbers, running heads.

A line is one only if it repeats: numbers that stand alone and count up page by page, and lines beside them or at the edges of
pages that are the same on at least three. Everything else stays. Called by `plain_text` before anything is read.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reader.model.patterns import compile_late

MIN_PAGES = 3
MIN_PAGE_LINES = 8
"""Lines of a page; numbers that stand closer are a list or a table."""
EDGE_LINES = 2
"""Lines at the top and at the foot of a page among which its running heads are."""

_NUMBER = compile_late(
    r"\W{0,4}(?:(?:page|seite|p\.|pág\.|página|pagina|стр\.|s\.)\s?)?(\d{1,4})(?:\s?(?:of|von|/|de|di|sur|из)\s?\d{1,4})?\W{0,4}",
    re.I,
)
_DIGITS = compile_late(r"\d+")


def without_page_breaks(text: str) -> str:
    """Return `text` without form feeds, and without the page numbers and running heads that repeat. Linear in its lines."""
    if "\f" in text:
        pages = [page.split("\n") for page in text.split("\f")]
        edges = [_edges(page) for page in pages]
        dropped = _repeated([[page[place] for place in places] for page, places in zip(pages, edges, strict=True)])
        for page, places in zip(pages, edges, strict=True):
            for place in places:
                if _form(page[place]) in dropped:
                    page[place] = ""
        return _joined(pages)
    lines = text.split("\n")
    numbers = _page_numbers(lines)
    if not numbers:
        return text
    beside = [
        [place for place in range(number - 3, number + 4) if 0 <= place < len(lines) and place != number]
        for number in numbers
    ]
    dropped = _repeated([[lines[place] for place in places] for places in beside])
    for number, places in zip(numbers, beside, strict=True):
        lines[number] = "\f"
        for place in places:
            if _form(lines[place]) in dropped:
                lines[place] = "\f"
    return _joined([page.split("\n") for page in re.split(r"\n?\f(?:\n*\f)*\n?", "\n".join(lines))])


def _edges(page: Sequence[str]) -> list[int]:
    """Return the places of a page's first and last lines that hold anything."""
    held = [place for place, line in enumerate(page) if line.strip()]
    return list(dict.fromkeys([*held[:EDGE_LINES], *held[-EDGE_LINES:]])) if len(held) > 2 * EDGE_LINES else []


def _form(line: str) -> str:
    """Return what running heads have in common: the line with every number the same."""
    return _DIGITS.sub("#", " ".join(line.split()))


def _repeated(edges: Sequence[Sequence[str]]) -> set[str]:
    """Return the forms that stand at the edges of at least three pages."""
    counts = Counter(form for lines in edges for form in {_form(line) for line in lines} if form)
    return {form for form, count in counts.items() if count >= MIN_PAGES}


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """Return the lines that are nothing but the number of a page, one more each time."""
    found: list[int] = []
    last = 0
    for place, line in enumerate(lines):
        match = _NUMBER.fullmatch(line.strip()) if line.strip() and len(line) < 120 else None
        if match is None:
            continue
        number = int(match[1])
        if found and number == last + 1 and place - found[-1] >= MIN_PAGE_LINES:
            found.append(place)
        elif len(found) >= MIN_PAGES:
            continue
        else:
            found = [place]
        last = number
    return found if len(found) >= MIN_PAGES else []


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """Return the pages as one text; a sentence that goes on over the edge is not parted."""
    lines: list[str] = []
    for page in pages:
        body = "\n".join(page).strip("\n").split("\n")
        if (
            lines
            and body
            and lines[-1].strip()
            and not (lines[-1].rstrip()[-1] not in '.!?:”"»' and body[0][:1].islower())
        ):
            lines.append("")
        lines += body
    return "\n".join(lines)
