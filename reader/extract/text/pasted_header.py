"""Reads what stands around the headline of a copied page: deck, byline, place and stamps.

They stand beneath the headline as a rule, a stamp above it at times, and at the end of the text where papers sign there. Called
by `pasted_page`, which knows where headline and text are.
"""

from collections.abc import Sequence
from dataclasses import field

from reader.extract.lines.bylines import Byline, is_agency, is_by_word, parse_byline, split_names
from reader.extract.lines.credits import split_credit
from reader.extract.lines.date_words import label_pattern
from reader.extract.lines.dates import find_dates
from reader.extract.lines.furniture import FurnitureKind, marked_caption
from reader.extract.lines.person_names import begins_small, is_person, is_place_name, is_role
from reader.extract.lines.stamps import Stamp, parse_stamp
from reader.extract.lines.words import fold, has_case
from reader.extract.text.pasted_headline import is_signature
from reader.extract.text.pasted_lines import PageLine
from reader.model.dates import PageDate
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MAX_NAMES_LETTERS = 160
MAX_WORDS_BESIDE = 4
"""Words that a part of a byline may have that is no name: an office, a number of minutes."""
MAX_DECK_LETTERS = 600
MIN_DECK_LETTERS = 60
HEADER_LINES = 40
LINES_ABOVE = 6
"""Lines above the headline in which its stamp may stand."""
LINES_BELOW = 10
"""Lines under the headline in which a date among other things is the article's."""
LINES_BEHIND = 8
"""Lines behind the text in which byline and stamp may stand."""

_STRIPPED = " ,;|•·"
_PARTS = compile_late(r"[|•·▪●/]|\s[–—-]\s|\s{2,}")
_GLUED = compile_late(r"(?<=[^\W\d_])[a-zà-ÿ]{2}(?=[A-ZÀ-Þ][a-zà-ÿ])(?<!Mac)(?<! De)(?<! La)(?<! Di)(?<! Le)")
"""Where two words meet that only a style sheet parts: `Jane DoePolitical editor`."""


@dataclass(slots=True)
class Header:
    """What was found around the headline."""

    deck: str = ""
    byline: Byline | None = None
    stamp: Stamp = field(default_factory=Stamp)


def read_header(lines: Sequence[PageLine], headline: int | None, start: int, end: int, language: str) -> Header:
    """Return deck, byline and stamps; the lines they were taken from are marked as used.

    `start` and `end` are the half-open range of the text's lines; `headline` is None if there is none.
    """
    header = Header()
    begin = 0 if headline is None else headline + 1
    prose_seen = 0
    number = begin
    while number < min(len(lines), begin + HEADER_LINES) and prose_seen < 2:
        line = lines[number]
        if line.kind is None and not line.is_used:
            taken = _take_signature(lines, number, header, language)
            if taken:
                if not header.deck and prose_seen == 1 and number - begin <= 4:
                    _take_deck(lines[begin:number], header)
                    prose_seen = 0
                number += taken
                continue
            if headline is not None and number <= begin + 2 and not header.deck and _is_deck(lines, number, start):
                header.deck, line.is_used = line.text, True
            elif line.is_prose:
                prose_seen += 1
        number += 1
    if headline is not None and not _has_times(header):
        _take_stamp(lines, range(headline - 1, max(-1, headline - 1 - LINES_ABOVE), -1), header, language)
    if headline is not None and not _has_times(header):
        _take_loose_date(
            lines, range(headline + 1, min(len(lines), start + 1, headline + 1 + LINES_BELOW)), header, language
        )
    behind = range(end, min(len(lines), end + LINES_BEHIND))
    if header.byline is None or not _has_times(header):
        _take_end(lines, behind, header, language)
    return header


def _has_times(header: Header) -> bool:
    return header.stamp.published is not None or header.stamp.updated is not None


def _take_stamp(lines: Sequence[PageLine], places: range, header: Header, language: str) -> None:
    for number in places:
        line = lines[number]
        stamp = None if line.is_prose or line.kind else parse_stamp(line.text.strip(_STRIPPED), language)
        if stamp is not None:
            header.stamp, line.is_used = stamp, True
            return


def _take_loose_date(lines: Sequence[PageLine], places: range, header: Header, language: str) -> None:
    """Take the first date that stands under the headline in a line with other things: `Madrid - 29/05/2025 20:00`."""
    for number in places:
        line = lines[number]
        if line.is_prose or len(line.text) > MAX_NAMES_LETTERS or line.text[-1] in ".!?":
            continue
        folded = fold(line.text)
        for found in find_dates(line.text, folded, language)[:1]:
            date = PageDate(value=found.value, source=line.text[found.whole_start : found.whole_end])
            labels = [label.lastgroup for label in label_pattern().finditer(folded, 0, found.whole_start)]
            is_update = bool(labels) and labels[-1] == "updated"
            header.stamp = Stamp(published=None if is_update else date, updated=date if is_update else None)
            line.is_used = True
            return


def _take_end(lines: Sequence[PageLine], places: range, header: Header, language: str) -> None:
    """Take what the text is signed with, up to the first furniture behind it."""
    for number in places:
        line = lines[number]
        if line.kind is not None and line.kind is not FurnitureKind.SHARE:
            return
        if line.is_prose or line.is_used:
            continue
        if header.byline is None and number == places.start and (people := people_in(line.text)):
            header.byline, line.is_used = Byline(authors=people), True
            continue
        if not is_signature(line):
            continue
        byline, stamp = parse_byline(line.text), parse_stamp(line.text.strip(_STRIPPED), language)
        if byline is not None and header.byline is None:
            header.byline, line.is_used = byline, True
        if stamp is not None and not _has_times(header):
            header.stamp, line.is_used = stamp, True


def _take_signature(lines: Sequence[PageLine], number: int, header: Header, language: str) -> int:
    """Take byline and stamps that begin at a line; return how many lines they took."""
    text = lines[number].text
    if len(text) > 250 or lines[number].is_prose:
        return 0
    stamp, taken = parse_stamp(text.strip(_STRIPPED), language), 1
    if stamp is None and number + 1 < len(lines) and len(text.split()) <= 3 and lines[number + 1].kind is None:
        stamp = parse_stamp(f"{text} {lines[number + 1].text}", language)
        if stamp == parse_stamp(lines[number + 1].text.strip(_STRIPPED), language):
            stamp = None  # the first line is no "Updated": it may be a name
        taken = 2 if stamp else 1
    byline = parse_byline(text)
    if byline is None:
        byline, more = _split_byline(lines, number, header, stamp, language)
        taken = max(taken, more)
    if byline is not None and header.byline is not None and byline.authors and header.byline.authors:
        byline = byline if set(byline.authors) <= set(header.byline.authors) else None
    if stamp is None and byline is None:
        return 0
    if stamp is not None:
        header.stamp = Stamp(
            published=header.stamp.published or stamp.published, updated=header.stamp.updated or stamp.updated
        )
    if byline is not None:
        header.byline = byline if header.byline is None else _merged(header.byline, byline)
    for line in lines[number : number + taken]:
        line.is_used = True
    return taken


def _split_byline(
    lines: Sequence[PageLine], number: int, header: Header, stamp: Stamp | None, language: str
) -> tuple[Byline | None, int]:
    """Return a byline whose "by" stands on a line of its own, or one of bare names beside a stamp, and its lines."""
    text = lines[number].text
    following = lines[number + 1] if number + 1 < len(lines) else None
    if is_by_word(text) and following is not None and following.kind is None and not following.is_prose:
        byline = parse_byline(f"{text} {following.text}")
        people = people_in(following.text)
        if people and (byline is None or len(byline.authors) == 1):
            byline = Byline(authors=people)
        return byline, 2
    names = people_in(text)
    if not names or (header.byline is not None and header.byline.authors):
        return None, 1
    if stamp is None and following is not None and following.kind is None:
        beside = split_credit(following.text)
        if beside.credit and not beside.caption:
            return None, 1  # who is in the picture
    near = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 4]]
    is_stamped = stamp is not None or any(
        line.kind is None and not line.is_prose and parse_stamp(line.text.strip(_STRIPPED), language) for line in near
    )
    return (Byline(authors=names) if is_stamped else None), 1


def people_in(text: str) -> tuple[str, ...]:
    """Return the people whom a line names that has nothing but names, roles, dates and the like; empty for any other line.

    `Jane Doe Political editor`, `Jane Doe | 5 May 2025`, `5 May 2025 • Jane Doe • 3 minutes`, `Jane DoePolitical editor`.
    """
    if len(text) > MAX_NAMES_LETTERS or not has_case(text) or begins_small(text):
        return ()
    folded = fold(text)
    for found in reversed(find_dates(text, folded, "")):
        text = f"{text[: found.whole_start]} | {text[found.whole_end :]}"
    parts = [part.strip(" ,;:-–—()") for part in _PARTS.split(text)]
    people: list[str] = []
    for part in parts:
        names = [_person(name) for name in split_names(part)] if part else []
        people += [name for name in names if name]
        if part and not all(names) and len(part.split()) > MAX_WORDS_BESIDE:
            return ()
    return tuple(dict.fromkeys(people))


def _person(text: str) -> str:
    """Return the name that `text` is or begins with, if a role follows; empty if it is none."""
    glued = _GLUED.search(text)
    words = (text[: glued.end()] if glued else text).rstrip("0123456789").split()
    for count in range(2, min(4, len(words)) + 1):
        if count == len(words) or is_role(words[count]) or (count == 2 and is_role(" ".join(words[count:]))):
            name = " ".join(words[:count])
            is_name = is_person(name) and not is_role(name) and not is_agency(name) and not is_place_name(name)
            return name if is_name and all(word[0].isupper() for word in words[:count] if len(word) > 3) else ""
    return ""


def _merged(first: Byline, second: Byline) -> Byline:
    agencies = tuple(dict.fromkeys((*first.agencies, *second.agencies)))
    return Byline(authors=first.authors or second.authors, agencies=agencies, place=first.place or second.place)


def _take_deck(between: Sequence[PageLine], header: Header) -> None:
    """A running text between headline and byline is the deck."""
    for line in between:
        if line.is_prose and not line.is_used:
            header.deck, line.is_used = line.text, True
            return


def _is_deck(lines: Sequence[PageLine], number: int, start: int) -> bool:
    """Whether a line under the headline is a deck: above the text, more than a heading, no caption.

    A short one needs a byline, a stamp or the text beneath.
    """
    line = lines[number]
    if number >= start or len(line.text) > MAX_DECK_LETTERS or line.is_repeated or line.kind is not None:
        return False
    if len(line.text.split()) < 5 and (has_case(line.text) or len(line.text) < MIN_DECK_LETTERS // 3):
        return False
    if split_credit(line.text).credit or any(marked_caption(line.text)):
        return False
    following = [other for other in lines[number + 1 : number + 5] if other.kind is None]
    return (
        len(line.text) >= MIN_DECK_LETTERS or number + 1 == start or any(is_signature(other) for other in following[:2])
    )
