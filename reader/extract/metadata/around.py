"""What stands around the text: kicker, standfirst, byline, place and stamp between headline and first paragraph, corrections.

Called by the HTML steps after the decision, with the segments of the whole page. Metadata from machines' sources stays above
what is read here, except where that names only the house.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, islice

from reader.extract.decision.decide import Decision
from reader.extract.decision.evidence import PageEvidence, ends_sentence, is_prose, key_of, look_of
from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.lines.bylines import begins_with_by, parse_byline, split_names
from reader.extract.lines.corrections import find_corrections
from reader.extract.lines.datelines import place_of_dateline
from reader.extract.lines.person_names import is_interface, is_person, is_role
from reader.extract.lines.stamps import parse_stamp
from reader.extract.markup.tree import hints_of
from reader.extract.metadata.kickers import MAX_KICKER_LETTERS, is_kicker_name, label_of
from reader.model.blocks import SpanKind
from reader.model.dates import PageDate
from reader.model.values import dataclass

MIN_DECK_LETTERS = 40
MAX_DECK_LETTERS = 900
MAX_POINTS = 6
MIN_TITLE_LETTERS = 15
MAX_LINE_LETTERS = 250
MAX_AUTHORS = 12
MAX_SIGNATURE_LETTERS = 60
MIN_LONE_CHANCE = 0.05
"""A nameless standfirst is at least no complete stranger to the text; byline scraps and promotion stay below."""
MAX_LOOKED_AT = 200
"""Segments from either end of a text among which corrections are looked for."""
LOOK_BEHIND = 6
"""Segments after the last paragraph among which a correction may stand."""
LOOK_BACK = 30
"""Segments before the first paragraph that are looked at if the page has no headline among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was found around the text; unknown is empty."""

    deck: str = ""
    deck_segments: tuple[int, ...] = ()
    """Indexes of the segments that are the standfirst: they leave the body."""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Who signs right before or after the text; weaker than a byline."""
    agencies: tuple[str, ...] = ()
    place: str = ""
    published: PageDate | None = None
    updated: PageDate | None = None
    corrections: tuple[str, ...] = ()


def read_surroundings(
    page: PageEvidence, decision: Decision, *, description: str, titles: Sequence[str], language: str
) -> Surroundings:
    """Return what stands between the headline and the text, and the corrections in it."""
    segments, chosen = page.segments, decision.chosen
    text = [index for index in chosen if is_prose(segments[index]) or segments[index].kind is SegmentKind.HEADING]
    if not text:
        return Surroundings()
    prose = [index for index in text if is_prose(segments[index]) and segments[index].kind is not SegmentKind.HEADING]
    prose = prose or text
    start = page.headline if 0 <= page.headline < prose[-1] else max(0, prose[0] - LOOK_BACK)
    title_keys = {key_of(title) for title in titles}
    deck = _find_deck(page, start, prose, set(chosen), key_of(description), title_keys)
    deck = deck or _find_lone_sentence(page, start, prose, decision, title_keys)
    deck = deck or _find_points(page, start, prose, decision)
    body_start = next((index for index in prose if index > start and index not in deck), prose[0])
    authors: list[str] = []
    beside_stamps: list[str] = []
    agencies: list[str] = []
    place, published, updated = "", None, None
    taken = set(chosen)
    for index in range(start + 1, body_start):
        segment = segments[index]
        if index in deck or segment.kind is not SegmentKind.PARAGRAPH or segment.letters > MAX_LINE_LETTERS:
            continue
        if index in taken and not begins_with_by(segment.text):
            continue
        lines = _lines(segment)
        for byline in filter(None, (parse_byline(line) for line in lines)):
            if len(authors) >= MAX_AUTHORS:
                break
            authors.extend(name for name in byline.authors if name not in authors)
            agencies.extend(name for name in byline.agencies if name not in agencies)
            place = place or byline.place
        stamp = parse_stamp(segment.text, language=language)
        if stamp is not None:
            published = published or stamp.published
            updated = updated or stamp.updated
            beside_stamps.extend(line for line in lines if len(lines) > 1 and _is_bare_name(line))
    place = place or place_of_dateline(segments[body_start].text)
    end = prose[-1]
    return Surroundings(
        deck=" ".join(segments[index].text.replace("\n", " ") for index in deck),
        deck_segments=tuple(deck),
        kicker=_find_kicker(page, start),
        authors=tuple(authors or beside_stamps[:MAX_AUTHORS]),
        signatures=tuple(_signatures(page, chosen)),
        agencies=tuple(agencies),
        place=place,
        published=published,
        updated=updated,
        corrections=find_corrections(
            segments[index].text
            for index in sorted(
                {
                    *chosen[:MAX_LOOKED_AT],
                    *chosen[-MAX_LOOKED_AT:],
                    *range(end + 1, min(end + 1 + LOOK_BEHIND, len(segments))),
                }
            )
            if segments[index].kind is not SegmentKind.CAPTION
        ),
    )


def _signatures(page: PageEvidence, chosen: Sequence[int]) -> list[str]:
    """Names that stand alone right before the first or after the last paragraph: how papers without a byline element sign."""
    texts = [index for index in range(len(page.segments)) if page.segments[index].kind is SegmentKind.PARAGRAPH]
    taken = set(chosen)
    inside = [rank for rank, index in enumerate(texts) if index in taken and is_prose(page.segments[index])]
    if not inside:
        return []
    near = texts[max(0, inside[0] - 2) : inside[0]] + texts[inside[-1] + 1 : inside[-1] + 3]
    names: list[str] = []
    for index in near:
        text = page.segments[index].text.strip("()[]（）【】 ")
        if len(text) > MAX_SIGNATURE_LETTERS or page.segments[index].link_share >= 0.5:
            continue
        if page.rules.headings.match(text) or page.rules.lines.match(text) or is_interface(text):
            continue
        byline = parse_byline(text) if begins_with_by(text) else None
        found = byline.authors if byline is not None else ()
        if byline is None and _is_set_apart(page.segments[index]):
            found = split_names(text)
        if all(is_person(name) and name.count(" ") in (0 if byline else 1, 1, 2, 3) for name in found):
            names.extend(name for name in found if name not in names)
    return names[:4]


def _is_bare_name(line: str) -> bool:
    """Whether a part of a date line is a person's name and nothing else."""
    return 1 <= line.count(" ") <= 3 and is_person(line) and not is_role(line) and not is_interface(line)


def _is_set_apart(segment: Segment) -> bool:
    """Whether a line is set in bold, italics or capitals as a whole."""
    whole = any(
        span.kind in (SpanKind.STRONG, SpanKind.EMPHASIS) and span.end - span.start >= 0.9 * segment.letters
        for span in segment.rich.spans
    )
    return whole or segment.text.isupper()


def _find_deck(
    page: PageEvidence, start: int, prose: list[int], taken: set[int], wanted: str, titles: set[str]
) -> list[int]:
    """The segments after the headline, before the second paragraph of the text, that are named or sized like a standfirst."""
    segments = page.segments
    after = [index for index in prose if index > start]
    stop = after[1] if len(after) > 1 else len(segments)
    found: list[int] = []
    for index in range(start + 1, min(stop, start + LOOK_BACK)):
        segment = segments[index]
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING, SegmentKind.ITEM, SegmentKind.QUOTE):
            continue
        if (
            not MIN_DECK_LETTERS <= _breadth(segment) <= MAX_DECK_LETTERS
            or segment.link_share > 0.5
            or key_of(segment.text) == page.title
        ):
            if is_prose(segment) and page.totals and index in after[:1] and found:
                break
            continue
        is_apart = not _is_set_like_text(page, segment) and (index not in taken or not _is_in_container(page, segment))
        if _is_title(segment, titles):
            continue
        if (
            _is_named_deck(page, segment)
            or (is_apart and _is_described(segment, wanted))
            or (
                segment.kind is SegmentKind.HEADING
                and index < after[0]
                and not found
                and segment.level == 2
                and segment.letters > 60
            )
        ):
            found.append(index)
        elif found:
            break
    return found if len(found) <= 4 and len(after) > len([index for index in found if index in after]) else []


def _find_lone_sentence(
    page: PageEvidence, start: int, prose: list[int], decision: Decision, titles: set[str]
) -> list[int]:
    """The one whole sentence, or heading, between headline and text that was left out and leads nowhere else."""
    taken = set(decision.chosen)
    first = next((index for index in prose if index > start), 0)
    for index in range(start + 1, first):
        segment = page.segments[index]
        if (
            index in taken
            or segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING)
            or decision.chances[index] < MIN_LONE_CHANCE
        ):
            continue
        if (
            not MIN_DECK_LETTERS <= _breadth(segment) <= MAX_DECK_LETTERS
            or segment.link_share > 0.2
            or _is_title(segment, titles)
        ):
            continue
        if segment.kind is SegmentKind.PARAGRAPH and not ends_sentence(segment.text):
            continue
        if (
            page.rules.lines.match(segment.text)
            or page.rules.lines_anywhere.search(segment.text)
            or _is_in_container(page, segment)
        ):
            continue
        return [index]
    return []


def _find_points(page: PageEvidence, start: int, prose: list[int], decision: Decision) -> list[int]:
    """The list of a few whole sentences between headline and text that was left out: the article in points."""
    taken = set(decision.chosen)
    first = next((index for index in prose if index > start), 0)
    points: list[int] = []
    for index in range(start + 1, first):
        segment = page.segments[index]
        is_point = (
            segment.kind is SegmentKind.ITEM
            and index not in taken
            and MIN_DECK_LETTERS <= _breadth(segment) <= MAX_DECK_LETTERS // 2
            and segment.link_share <= 0.2
            and ends_sentence(segment.text)
            and not page.rules.lines.match(segment.text)
            and not page.rules.lines_anywhere.search(segment.text)
        )
        if is_point:
            points.append(index)
        elif segment.kind is SegmentKind.ITEM or points:
            break
    return points if 2 <= len(points) <= MAX_POINTS else []


def _is_title(segment: Segment, titles: set[str]) -> bool:
    """Whether a segment is a headline: one of the titles, or as a heading one with a label that runs into it."""
    key = key_of(segment.text)
    return key in titles or (
        segment.kind is SegmentKind.HEADING
        and any(len(title) >= MIN_TITLE_LETTERS and title in key and len(key) <= 2 * len(title) for title in titles)
    )


def _breadth(segment: Segment) -> int:
    """The letters of a segment, those of East Asian scripts counted twice: they say as much as two."""
    return segment.letters + sum(
        unicodedata.east_asian_width(letter) in "WF" for letter in segment.text[:MAX_DECK_LETTERS]
    )


def _is_named_deck(page: PageEvidence, segment: Segment) -> bool:
    for holder in islice(chain([segment.element], segment.element.iterancestors()), 3):
        if holder is page.own or holder is page.container:
            return False
        totals = page.totals.get(holder)
        if totals is not None and totals.letters > MAX_DECK_LETTERS:
            return False
        hints = hints_of(holder)
        if hints and len(hints) < 500 and page.rules.decks.search(hints):
            return True
        if (holder.get("itemprop") or "") in ("description", "alternativeHeadline"):
            return True
    return False


def _is_described(segment: Segment, wanted: str) -> bool:
    """Whether the page's description is this segment, or begins with it."""
    key = key_of(segment.text)
    return (
        len(key) >= MIN_DECK_LETTERS * 0.7
        and bool(wanted)
        and (key in wanted or (wanted in key and len(wanted) > 0.6 * len(key)))
    )


def _is_in_container(page: PageEvidence, segment: Segment) -> bool:
    """Whether a segment stands among the paragraphs of the text."""
    holders = chain((segment.element,), segment.element.iterancestors())
    return any(above is page.own or above is page.container for above in holders)


def _is_set_like_text(page: PageEvidence, segment: Segment) -> bool:
    """Whether other paragraphs of the text are set as this one, in boxes of the same names: then it is the first of them."""
    look = look_of(segment)
    is_named = bool(look[1]) or not look[2].startswith("<")
    return is_named and page.looks[look] > segment.letters


def _find_kicker(page: PageEvidence, headline: int) -> str:
    """A short line right before the headline that is no date, no byline and no navigation."""
    if headline != page.headline or headline < 1:
        return ""
    segment = page.segments[headline - 1]
    heading = page.segments[headline].element
    if (
        segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING)
        or not 2 < segment.letters <= MAX_KICKER_LETTERS
        or any(c.isdigit() for c in segment.text)
    ):
        return ""
    if not is_kicker_name(hints_of(segment.element)):
        return ""
    holders = list(heading.iterancestors())[:3]
    is_beside = any(above in holders for above in segment.element.iterancestors())
    if not is_beside or is_interface(segment.text):
        return ""
    return label_of(segment.element, segment.text).strip(" |:·•/–—-")


def _lines(segment: Segment) -> list[str]:
    """The text as it stands, else the parts between bars: date, byline and reading time share a line."""
    pieces = [run.text.strip() for run in segment.runs if run.text.strip(" \n\t\xa0,|·•/")]
    if 1 < len(pieces) <= 6 and all(piece[:1].isupper() and piece.count(" ") in (1, 2) for piece in pieces):
        return [", ".join(pieces)]
    parts = [part for part in re.split(r"\s*[|•·\n]\s*", segment.text) if part]
    return parts if len(parts) > 1 else [segment.text]
