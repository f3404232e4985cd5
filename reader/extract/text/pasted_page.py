"""Reads a page that was copied out of a browser: what is furniture goes, what is article finds its place.

Which lines are the article is decided in `pasted_decision`; deck, byline and stamps are read by `pasted_header`, captions by
`pasted_figures`. This module is only called for texts that look like copied pages (`looks_like_page`); the words of furniture are
in `furniture.toml`.
"""

from collections.abc import Sequence
from dataclasses import field

from reader.extract.lines.agencies import is_agency
from reader.extract.lines.bylines import Byline, parse_byline
from reader.extract.lines.furniture import TELLING, FurnitureKind, furniture_kind
from reader.extract.lines.stamps import Stamp, parse_stamp
from reader.extract.lines.words import has_case
from reader.extract.text.pasted_decision import MIN_CHANCE, Choice, choose
from reader.extract.text.pasted_figures import is_single_caption, make_figures
from reader.extract.text.pasted_header import people_in, read_header
from reader.extract.text.pasted_lines import ENDS, PageLine, read_lines
from reader.model.blocks import Block, Deck, Heading, ListItem, Paragraph
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MIN_TELLING_LINES = 3
"""Lines of furniture that make a text a copied page; an essay may hold one ("Comments") by chance."""
MIN_TELLING_SHARE = 0.01
"""Of the lines; copies of 129 news pages have 1.4 % or more, or none at all."""
MIN_TELLING_BESIDE_MENUS = 2
MIN_MENU_LINES = 12
MAX_MENU_WORDS = 5
MIN_TEXT_LETTERS = 120
MIN_TEXT_LINES = 3
MAX_PAGE_LETTERS = 500_000
MAX_PAGE_LINES = 6_000
MAX_HEADING_LETTERS = 90
MAX_HEADING_WORDS = 14
MAX_TITLE_LETTERS = 300
MAX_HEAD_LINES = 80
MIN_FORMED_LINES = 3
MIN_FIELDS = 2
LINES_BEHIND = 3
"""Lines behind the text in which a caption is still the article's."""

_DIGITS = compile_late(r"\d+")
_BULLET = compile_late(r"(?:[•◦‣▪●]\s*|[-*–]\s+)(?=\S)|\(?(?P<number>\d{1,2})[.)]\s+(?=\S)")
_FORMED = compile_late(r"    \s*\S|\t|>|#|```|[|+*]{1,3}--|\*\*\*")
"""What articles hardly have: indents, quoted mail, marks of other formats."""
_FIELD = compile_late(
    r"(?:From|To|Subject|Date|Title|Author|Language|Release|Von|An|Betreff|Titel|Autor|Auteur|De|À|Objet|Para|Asunto)\s?:\s"
)
"""Lines of the header of a mail or a book."""
_DATELINE = compile_late(
    r"(?P<place>[^\W\d_][^\d(—–\n]{1,40}?)(?:,\s[^(—–\n]{2,24})?\s*(?:\((?P<agency>[^()\n]{2,40})\)\s*(?:[—–-]|--)|\s[—–]|\s--)\s+(?=\S)"
)


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
    """Whether a text was copied out of a browser: it holds several lines of page furniture of more than one kind.

    Texts longer than any page's are none, so that nothing of a book or a log is ever judged line by line.
    """
    if _is_longer_than_pages(text):
        return False
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    telling: dict[str, FurnitureKind] = {}
    for line in lines:
        kind = furniture_kind(line)
        if kind is not None and kind in TELLING:
            telling[_DIGITS.sub("", line).lower()] = kind
    seen = set(telling.values())
    strong = seen & {FurnitureKind.TRANSLATION, FurnitureKind.PLAYER, FurnitureKind.COOKIES, FurnitureKind.TRENDS}
    if len(telling) >= MIN_TELLING_LINES - bool(strong) and len(telling) >= MIN_TELLING_SHARE * len(lines):
        return len(seen) >= 2 or len(telling) > MIN_TELLING_LINES
    return len(telling) >= MIN_TELLING_BESIDE_MENUS and _has_menus(lines)


def _is_longer_than_pages(text: str) -> bool:
    """Whether a text has more letters or lines than a copied page: it is a book or a log."""
    return len(text) > MAX_PAGE_LETTERS or sum(not line.isspace() for line in text.split("\n") if line) > MAX_PAGE_LINES


def _has_menus(lines: Sequence[str]) -> bool:
    """Whether short lines without a sentence stand in long rows beside running text, as menus and lists of titles do."""
    longest = row = 0
    for line in lines:
        row = row + 1 if len(line.split()) <= MAX_MENU_WORDS and line[-1] not in ENDS + ",;" else 0
        longest = max(longest, row)
    return longest >= MIN_MENU_LINES and sum(len(line) >= MIN_TEXT_LETTERS for line in lines) >= MIN_TEXT_LINES


def looks_like_article(text: str) -> bool:
    """Whether a text without furniture is a news article: under its first line stand two of byline, stamp, caption, dateline.

    Texts longer than any page's are none, as they are no pages.
    """
    if _is_longer_than_pages(text):
        return False
    lines = read_lines("\n".join(text.split("\n")[:MAX_HEAD_LINES]))
    raw = text.split("\n")[:MAX_HEAD_LINES]
    if len(lines) < 4 or sum(bool(_FORMED.match(line)) for line in raw) >= MIN_FORMED_LINES:
        return False
    if sum(bool(_FIELD.match(line)) for line in raw) >= MIN_FIELDS:
        return False
    title = lines[0]
    if title.text[-1] in ".,;:。，；" or len(title.text) > MAX_TITLE_LETTERS or title.kind in TELLING:
        return False
    start = next((number for number, line in enumerate(lines[2:], 2) if line.is_prose), 0)
    head = [line for line in lines[1 : start + 3] if not line.is_prose and len(line.text) <= 200]
    signs = {
        "byline": any(parse_byline(line.text) is not None or people_in(line.text) for line in head),
        "stamp": any(parse_stamp(line.text.strip(" ,;|•·")) is not None for line in head),
        "furniture": any(line.kind in TELLING for line in lines[: start + 10]),
        "caption": any(is_single_caption(line) or line.is_repeated for line in lines[1 : start + 10]),
        "dateline": start > 0 and _dateline(lines[start].text) is not None,
    }
    return start > 0 and sum(signs.values()) >= 2 and (signs["byline"] or signs["stamp"] or signs["dateline"])


def read_page(text: str, *, known_title: str = "", language: str = "", keeps_all: bool = False) -> PastedPage:
    """Return what is on a copied page. Linear in its lines but for a bounded window around each.

    With `keeps_all` only furniture goes that is known by its words: for articles that were copied without the page around them.
    """
    lines = read_lines(text)
    page = PastedPage()
    page.is_paywalled = any(line.kind is FurnitureKind.PAYWALL for line in lines)
    page.is_consent = any(line.kind is FurnitureKind.COOKIES for line in lines)
    choice = choose(lines, known_title)
    headline = choice.headline
    if headline is not None:
        page.title, lines[headline].is_used = lines[headline].text, True
    header = read_header(lines, headline, choice.start, choice.end, language)
    page.deck, page.byline, page.stamp = header.deck, header.byline, header.stamp
    first = choice.start if headline is None else min(headline, choice.start)
    make_figures(lines[first : choice.end + LINES_BEHIND], page.title)
    page.dropped = _drop_furniture(lines) if keeps_all else _drop(lines, choice)
    page.blocks = _blocks(lines, page)
    page.has_prose = any(line.is_prose and not line.is_used for line in lines)
    _read_dateline(page)
    return page


def _drop_furniture(lines: Sequence[PageLine]) -> int:
    """Mark the lines of furniture as used; return how many there were."""
    dropped = [
        line for line in lines if not line.is_used and (line.kind in TELLING or line.kind is FurnitureKind.DURATION)
    ]
    for line in dropped:
        line.is_used = True
    return len(dropped)


def _drop(lines: Sequence[PageLine], choice: Choice) -> int:
    """Mark what is not the article as used; return how many lines that were."""
    dropped = 0
    for number, line in enumerate(lines):
        is_above = choice.headline is not None and number < choice.headline
        if not line.is_used and (is_above or choice.chances[number] < MIN_CHANCE):
            line.is_used = True
            dropped += 1
    return dropped


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
    found = _dateline(first.text) if first else None
    if found:
        page.place, page.agency = found


def _dateline(text: str) -> tuple[str, str] | None:
    """Return place and agency that a paragraph begins with (`PORT ELLIN, Feb 18 (Reuters) -`); None if it does not."""
    found = _DATELINE.match(text)
    if not found:
        return None
    place = found["place"].split(",")[0].strip()
    agency = (found["agency"] or "").strip()
    if not is_agency(agency) and not (place.isupper() and len(place.split()) <= 4):
        return None
    return (place.title() if place.isupper() and has_case(place) else place), agency if is_agency(agency) else ""
