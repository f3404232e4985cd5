"""Reads a page that was copied out of a browser: what is furniture goes, what is article finds its place.

Headline, deck, byline and stamps are found by where they stand; captions that stand two or three times (alt text, caption, title)
become one figure with the credit apart. A line is dropped only if it looks like furniture, and this module is only called for
texts that look like copied pages (`plain_text` decides). The words of furniture are in `furniture.toml`.
"""

import re
from dataclasses import dataclass, field

from reader.extract.agencies import is_agency
from reader.extract.bylines import Byline, is_by_word, parse_byline, split_names
from reader.extract.credits import split_credit
from reader.extract.furniture import TELLING, FurnitureKind, duration, furniture_kind, marked_caption
from reader.extract.pasted_lines import (
    ENDS,
    MAX_CAPTION_DISTANCE,
    PageLine,
    caption_key,
    find_headline,
    is_signature,
    main_run,
    read_lines,
    repeated_keys,
)
from reader.extract.person_names import begins_small, is_person
from reader.extract.stamps import Stamp, parse_stamp
from reader.extract.words import has_case
from reader.model.blocks import Block, Deck, Figure, FigureKind, Heading, ListItem, Paragraph

MIN_TELLING_LINES = 3
"""Lines of furniture that make a text a copied page; an essay may hold one ("Comments") by chance."""
MAX_HEADING_LETTERS = 90
MAX_HEADING_WORDS = 14
MAX_SINGLE_CAPTION_WORDS = 45
MAX_RELATED_LINES = 12
MAX_LIST_HEADING_LETTERS = 36
MAX_PLAYER_DISTANCE = 3
MAX_BARE_NAME_WORDS = 12
MAX_STAMP_DISTANCE = 40
"""Lines of a footer in which a stamp is still the article's."""

_BULLET = re.compile(r"(?:[•◦‣▪●]\s*|[-*–]\s+)(?=\S)|\(?(?P<number>\d{1,2})[.)]\s+(?=\S)")
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\d(—–\n]{1,40}?)(?:,\s[^(—–\n]{2,24})?\s*(?:\((?P<agency>[^()\n]{2,40})\)\s*(?:[—–-]|--)|\s[—–]|\s--)\s+(?=\S)"
)
_STRIPPED = " ,;|•·"


@dataclass(slots=True)
class PastedPage:
    """What was found on a copied page."""

    title: str = ""
    deck: str = ""
    byline: Byline | None = None
    stamp: Stamp = field(default_factory=Stamp)
    place: str = ""
    agency: str = ""
    blocks: list[Block] = field(default_factory=list)
    is_paywalled: bool = False
    has_prose: bool = False
    is_consent: bool = False
    dropped: int = 0


def looks_like_page(text: str) -> bool:
    """Whether a text was copied out of a browser: it holds several lines of page furniture of more than one kind."""
    kinds: list[FurnitureKind] = []
    for line in text.split("\n"):
        kind = furniture_kind(line.strip()) if line.strip() else None
        if kind in TELLING and kind is not None:
            kinds.append(kind)
    seen = set(kinds)
    strong = seen & {FurnitureKind.TRANSLATION, FurnitureKind.PLAYER, FurnitureKind.COOKIES, FurnitureKind.TRENDS}
    return len(kinds) >= MIN_TELLING_LINES - bool(strong) and (len(seen) >= 2 or len(kinds) > MIN_TELLING_LINES)


def read_page(text: str, *, known_title: str = "", language: str = "") -> PastedPage:
    """Return what is on a copied page. Linear in its lines but for a bounded window around each."""
    lines = read_lines(text)
    page = PastedPage()
    page.is_paywalled = any(line.kind is FurnitureKind.PAYWALL for line in lines)
    page.is_consent = any(line.kind is FurnitureKind.COOKIES for line in lines)
    run = main_run(lines)
    start = run[0] if run else len(lines)
    if run:
        _drop_footer(lines, run[1])
    headline = find_headline(lines, known_title, start)
    if headline is not None:
        page.title = lines[headline].text
        _drop_header(lines, headline, start)
        lines[headline].is_used = True
    _read_header(lines, headline, page, language)
    _make_figures(lines, page)
    _drop_related(lines)
    page.blocks = _blocks(lines, page)
    page.has_prose = any(line.is_prose and not line.is_used for line in lines)
    page.dropped = sum(1 for line in lines if line.is_used and line.kind is not None)
    _read_dateline(page)
    return page


def _drop_footer(lines: list[PageLine], last: int) -> None:
    """Mark what stands behind the article's last running text, from the first line of furniture on."""
    start = next((number for number in range(last + 1, len(lines)) if lines[number].kind is not None), None)
    if start is None:
        return
    for number in range(start, len(lines)):
        line = lines[number]
        is_stamp = line.kind is None and not line.is_prose and number <= start + MAX_STAMP_DISTANCE
        line.is_used = not (is_stamp and parse_stamp(line.text) is not None)


def _drop_header(lines: list[PageLine], headline: int, start: int) -> None:
    """Mark what stands above the headline; sentences there are those of sidebars and notices if the text begins below."""
    for number, line in enumerate(lines[:headline]):
        line.is_used = line.is_used or not line.is_prose or number < start


def _read_header(lines: list[PageLine], headline: int | None, page: PastedPage, language: str) -> None:
    """Take deck, byline and stamps from the lines under the headline, and a stamp from the page's end."""
    begin = 0 if headline is None else headline + 1
    prose_seen = 0
    number = begin
    while number < len(lines) and prose_seen < 2 and number < begin + 40:
        line = lines[number]
        if line.kind is None and not line.is_used:
            taken = _take_signature(lines, number, page, language)
            if taken:
                if page.deck == "" and prose_seen == 1 and number - begin <= 4:
                    _take_deck(lines[begin:number], page)
                    prose_seen = 0
                number += taken
                continue
            if line.is_prose:
                prose_seen += 1
            elif page.title and number == begin and _is_deck(lines, number):
                page.deck, line.is_used = line.text, True
        number += 1
    for line in lines[begin:number]:
        if line.is_prose and not line.is_used:
            break
        # The section's name again, and share buttons of which only a letter was copied.
        line.is_used = line.is_used or line.kind is FurnitureKind.NAVIGATION or sum(map(str.isalnum, line.text)) <= 1
    for line in reversed(lines[-60:]):
        stamp = None if line.is_used or line.is_prose else parse_stamp(line.text, language)
        if stamp and not (page.stamp.published or page.stamp.updated):
            page.stamp, line.is_used = stamp, True


def _take_signature(lines: list[PageLine], number: int, page: PastedPage, language: str) -> int:
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
    if byline is not None and page.byline is not None and byline.authors and page.byline.authors:
        byline = byline if set(byline.authors) <= set(page.byline.authors) else None
    if stamp is None and byline is None:
        return 0
    if stamp is not None:
        page.stamp = Stamp(
            published=page.stamp.published or stamp.published, updated=page.stamp.updated or stamp.updated
        )
    if byline is not None:
        page.byline = byline if page.byline is None else _merged(page.byline, byline)
    for line in lines[number : number + taken]:
        line.is_used = True
    return taken


def _split_byline(lines: list[PageLine], number: int, language: str) -> tuple[Byline | None, int]:
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
    beside = lines[max(0, number - 1) : number] + lines[number + 1 : number + 4]
    is_stamped = any(line.kind is None and parse_stamp(line.text.strip(_STRIPPED), language) for line in beside)
    return (Byline(authors=names) if is_stamped else None), 1


def _merged(first: Byline, second: Byline) -> Byline:
    agencies = tuple(dict.fromkeys((*first.agencies, *second.agencies)))
    return Byline(authors=first.authors or second.authors, agencies=agencies, place=first.place or second.place)


def _take_deck(between: list[PageLine], page: PastedPage) -> None:
    """A running text between headline and byline is the deck."""
    for line in between:
        if line.is_prose and not line.is_used:
            page.deck, line.is_used = line.text, True
            return


def _is_deck(lines: list[PageLine], number: int) -> bool:
    """Whether the line under the headline is a deck: a sentence or more than a heading, and a byline or a stamp follows."""
    text = lines[number].text
    if (
        len(text) > 400
        or len(text.split()) < 5
        or lines[number].key in repeated_keys(lines[number : number + MAX_CAPTION_DISTANCE])
    ):
        return False
    following = [line for line in lines[number + 1 : number + 5] if line.kind is None]
    return any(is_signature(line) for line in following[:2])


def _make_figures(lines: list[PageLine], page: PastedPage) -> None:
    """Make one figure of every caption that stands several times, is marked as one, or carries a credit beyond doubt."""
    repeated = repeated_keys(lines)
    title_key = caption_key(page.title)
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.kind is None and not line.is_used and line.figure is None:
            key = line.key
            if key and (key in repeated or (key == title_key and _is_near_player(lines, number))):
                _merge_copies(lines, number, key)
            elif any(marked_caption(line.text)):
                _take_marked(lines, number)
            elif _is_single_caption(line):
                parts = split_credit(line.text)
                line.figure, line.is_used = Figure(caption=parts.caption, credit=parts.credit), True
        number += 1
    _take_players(lines)


def _merge_copies(lines: list[PageLine], number: int, key: str) -> None:
    """Make one figure of a caption and its copies within reach."""
    caption = credit = ""
    end = number
    for place in range(number, len(lines)):
        if place - end > MAX_CAPTION_DISTANCE:
            break
        other = lines[place]
        if not other.is_used and other.key == key:
            parts = split_credit(other.text)
            credit = credit or parts.credit
            caption = parts.caption if len(parts.caption) > len(caption) else caption
            other.is_used, end = True, place
    following = lines[end + 1] if end + 1 < len(lines) else None
    if not credit and following is not None and following.kind is None and not following.is_used:
        parts = split_credit(following.text)
        if parts.credit and not parts.caption:
            credit, following.is_used = parts.credit, True
    lines[number].figure = Figure(caption=caption, credit=credit)


def _take_marked(lines: list[PageLine], number: int) -> None:
    """`Image source, …` and `Image caption, …`, in either order, are one figure."""
    caption, credit = marked_caption(lines[number].text)
    lines[number].is_used = True
    if number + 1 < len(lines):
        more_caption, more_credit = marked_caption(lines[number + 1].text)
        if (more_caption and not caption) or (more_credit and not credit):
            caption, credit = caption or more_caption, credit or more_credit
            lines[number + 1].is_used = True
    parts = split_credit(caption)
    lines[number].figure = Figure(caption=parts.caption, credit=credit or parts.credit)


def _is_single_caption(line: PageLine) -> bool:
    """Whether a line that stands once is a caption: its credit has a label, a copyright mark or a slash."""
    if len(line.text.split()) > MAX_SINGLE_CAPTION_WORDS or len(line.text) > 500:
        return False
    parts = split_credit(line.text)
    if not parts.credit:
        return False
    around = line.text[len(parts.caption) :].replace(parts.credit, "")
    is_labelled = "©" in line.text or any(letter.isalpha() for letter in around)
    return is_labelled or "/" in parts.credit or not parts.caption


def _is_near_player(lines: list[PageLine], number: int) -> bool:
    near = lines[max(0, number - MAX_PLAYER_DISTANCE) : number + MAX_PLAYER_DISTANCE + 1]
    return any(line.kind in (FurnitureKind.PLAYER, FurnitureKind.DURATION) for line in near)


def _take_players(lines: list[PageLine]) -> None:
    """Give each playing time to the figure beside it, with no running text between; a time that has none goes."""
    for number, line in enumerate(lines):
        if line.kind is not FurnitureKind.DURATION:
            continue
        line.is_used = True
        place = _figure_beside(lines, number, +1) or _figure_beside(lines, number, -1)
        figure = place.figure if place else None
        if place is not None and figure is not None and not figure.duration:
            place.figure = Figure(
                caption=figure.caption, credit=figure.credit, kind=FigureKind.VIDEO, duration=duration(line.text)
            )


def _figure_beside(lines: list[PageLine], number: int, step: int) -> PageLine | None:
    """Return the line of the next figure in a direction, past furniture and the copies of a caption only."""
    for place in range(number + step, number + step * (MAX_PLAYER_DISTANCE + 1), step):
        if not 0 <= place < len(lines):
            return None
        if lines[place].figure is not None:
            return lines[place]
        if lines[place].kind is None and not lines[place].is_used:
            return None
    return None


def _drop_related(lines: list[PageLine]) -> None:
    """Mark lists of other articles inside the text: a heading that says so, and the titles under it."""
    for number, line in enumerate(lines):
        if line.kind not in (FurnitureKind.RELATED, FurnitureKind.TRENDS) or line.is_used:
            continue
        if len(line.text) > MAX_LIST_HEADING_LETTERS:
            continue  # "Read also: …" names its one article itself
        for other in lines[number + 1 : number + 1 + MAX_RELATED_LINES]:
            if other.is_prose or other.figure is not None or other.text[-1] in ENDS:
                break
            other.is_used = True


def _blocks(lines: list[PageLine], page: PastedPage) -> list[Block]:
    """Return the blocks of what is left."""
    blocks: list[Block] = [Deck(text=page.deck)] if page.deck and page.title else []
    for number, line in enumerate(lines):
        if line.figure is not None:
            blocks.append(line.figure)
        if line.is_used or line.kind in TELLING or (line.kind is FurnitureKind.DURATION):
            continue
        mark = _BULLET.match(line.text)
        if mark and mark.end() < len(line.text):
            item_number = int(mark["number"]) if mark["number"] else None
            blocks.append(ListItem(text=line.text[mark.end() :], number=item_number))
        elif _is_heading(lines, number):
            blocks.append(Heading(text=line.text))
        else:
            blocks.append(Paragraph(text=line.text))
    return blocks


def _is_heading(lines: list[PageLine], number: int) -> bool:
    """Whether a short line between running text is a heading."""
    text = lines[number].text
    if len(text) > MAX_HEADING_LETTERS or len(text.split()) > MAX_HEADING_WORDS or text[-1] in ENDS + ",;:":
        return False
    if has_case(text) and not text[0].isupper() and not text[0].isdigit():
        return False
    following = next((line for line in lines[number + 1 : number + 5] if not line.is_used), None)
    before = any(line.is_prose and not line.is_used for line in lines[max(0, number - 40) : number])
    return before and following is not None and following.is_prose


def _read_dateline(page: PastedPage) -> None:
    """Read place and agency from the beginning of the first paragraph; the paragraph stays whole."""
    first = next((block for block in page.blocks if isinstance(block, Paragraph)), None)
    found = _DATELINE.match(first.text) if first else None
    if not found:
        return
    place = found["place"].split(",")[0].strip()
    agency = (found["agency"] or "").strip()
    if is_agency(agency) or (place.isupper() and len(place.split()) <= 4):
        page.place = place.title() if place.isupper() and has_case(place) else place
        page.agency = agency if is_agency(agency) else ""
