"""Reads what stands around the headline of a copied page: deck, byline, place and stamps.

They stand beneath the headline as a rule, a stamp above it at times, and at the end of the text where papers sign there. Called
by `pasted_page`, which knows where headline and text are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.extract.bylines import Byline, is_by_word, parse_byline, split_names
from reader.extract.furniture import FurnitureKind
from reader.extract.pasted_headline import is_signature
from reader.extract.pasted_lines import PageLine
from reader.extract.person_names import begins_small, is_person
from reader.extract.stamps import Stamp, parse_stamp
from reader.extract.words import has_case

MAX_BARE_NAME_WORDS = 12
MAX_DECK_LETTERS = 600
HEADER_LINES = 40
LINES_ABOVE = 6
"""Lines above the headline in which its stamp may stand."""
LINES_BEHIND = 8
"""Lines behind the text in which byline and stamp may stand."""

_STRIPPED = " ,;|•·"


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
            if line.is_prose:
                prose_seen += 1
            elif headline is not None and number <= begin + 1 and not header.deck and _is_deck(lines, number, start):
                header.deck, line.is_used = line.text, True
        number += 1
    if headline is not None and not _has_times(header):
        _take_stamp(lines, range(headline - 1, max(-1, headline - 1 - LINES_ABOVE), -1), header, language)
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


def _take_end(lines: Sequence[PageLine], places: range, header: Header, language: str) -> None:
    """Take what the text is signed with, up to the first furniture behind it."""
    for number in places:
        line = lines[number]
        if line.kind is not None and line.kind is not FurnitureKind.SHARE:
            return
        if line.is_prose or line.is_used or not is_signature(line):
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
    if byline is None and stamp is None:
        byline, taken = _split_byline(lines, number, language)
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


def _split_byline(lines: Sequence[PageLine], number: int, language: str) -> tuple[Byline | None, int]:
    """Return a byline whose "by" stands on a line of its own, or one of bare names beside a stamp, and its lines."""
    text = lines[number].text
    following = lines[number + 1] if number + 1 < len(lines) else None
    if is_by_word(text) and following is not None and following.kind is None and not following.is_prose:
        return parse_byline(f"{text} {following.text}"), 2
    names = split_names(text)
    words = [word for name in names for word in name.split()]
    if not names or len(words) > MAX_BARE_NAME_WORDS or begins_small(text) or not has_case(text):
        return None, 1
    are_people = all(is_person(name) and 2 <= len(name.split()) <= 4 for name in names)
    if not are_people or not all(word[0].isupper() for word in words if len(word) > 3):
        return None, 1
    beside = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 4]]
    is_stamped = any(line.kind is None and parse_stamp(line.text.strip(_STRIPPED), language) for line in beside)
    return (Byline(authors=names) if is_stamped else None), 1


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
    """Whether a line under the headline is a deck: more than a heading, and a byline, a stamp or the text follows."""
    line = lines[number]
    if len(line.text) > MAX_DECK_LETTERS or len(line.text.split()) < 5 or line.is_repeated or line.kind is not None:
        return False
    following = [other for other in lines[number + 1 : number + 5] if other.kind is None]
    return number < start and any(is_signature(other) for other in following[:2])
