"""What the makers of feeds write around the text of an entry: where it stood first, calls to read on, to comment, to share.

All else that a feed says is article (`decide.take_all`). Nothing goes if nothing would be left: there are feeds of links.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.lines.furniture import FurnitureKind, furniture_kind
from reader.extract.lines.words import fold, load_words, phrases
from reader.extract.markup.inline import Run
from reader.model.blocks import SpanKind
from reader.model.patterns import compile_late

MAX_TAIL_SEGMENTS = 40
"""From the end: a list of related articles and all that stands behind it."""
MAX_LINE_LETTERS = 160
MAX_FIRST_LETTERS = 600
"""Of a line that says where the text stood first: it repeats the title."""
MIN_LINK_SHARE = 0.8
"""Of a line that is nothing but links, and the marks between them."""
MIN_FIRST_LINK_SHARE = 0.15

_AROUND = " \t\n…. !?:|•·*–—->»«‹›↓↑→←▶►+[](){}\"'“”‘’,;"
_BETWEEN = compile_late(r"\s*[|•·/]\s*|\n+")
_COUNT = compile_late(r"^[(\[]?\d[\d.,]*[)\]]?\s+|\s*[(\[]?\d[\d.,]*[)\]]?$")
_RIGHTS = compile_late(
    r"(?:©|\(c\)|copyright\b)[^.]{0,80}\b(?:19|20)\d\d\b|(?:©|copyright\b).{0,100}\ball rights reserved"
)
_THANKS = compile_late(r"thanks for reading\b[^!.]{0,80}[!.] (?:subscribe for free|this post is public)")
_CALLS = frozenset((FurnitureKind.SHARE, FurnitureKind.NEWSLETTER, FurnitureKind.ADVERT))
_LISTS = frozenset((FurnitureKind.SHARE, FurnitureKind.RELATED))
_COUNTERS = compile_late(
    r"https?://(?:[^/?#]{1,80}\.)?(?:feeds\.feedburner\.com/~|feedsportal\.com/|pheedo\.com/|stats\.wordpress\.com/"
    r"|pixel\.wp\.com/|google-analytics\.com/|medium\.com/_/stat|feedblitz\.com/~|rss-pixel\.)",
    re.IGNORECASE,
)
"""Addresses of pictures that count readers, or are the buttons of services that make feeds."""
_SHARERS = compile_late(
    r"https?://(?:[^/?#]{1,80}\.)?(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)"
    r"|linkedin\.com/share|reddit\.com/submit|t\.me/share|(?:api\.whatsapp|wa)\.(?:com/send|me/)|pinterest\.com/pin/create"
    r"|addtoany\.com/|feeds\.feedburner\.com/~|bsky\.app/intent|getpocket\.com/save|digg\.com/submit|feedblitz\.com/)"
    r"|mailto:\?",
    re.IGNORECASE,
)
_SOUND = compile_late(r"https?://[^?#]{1,1000}\.(?:mp3|m4a|ogg|opus|aac|wav)(?:[?#]|\Z)", re.IGNORECASE)
_NO_DISPLAY = compile_late(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


def tails_of(segments: Sequence[Segment], url: str) -> set[int]:
    """Return the segments of an entry that are no part of its text. `url` is the page of the entry."""
    going = {index for index, segment in enumerate(segments) if _is_counter(segment) or _is_call(segment)}
    lists: list[int] = []
    for index in list(_from_the_end(segments)):
        segment = segments[index]
        if segment.kind is SegmentKind.RULE or segment.figure is not None:
            if segment.kind is not SegmentKind.RULE and index not in going:
                break
            continue
        if index in going:
            continue
        if _leads_on(segment, url) or _says_no_more(segment):
            going.add(index)
        elif _heads_list(segment) and (lists or index + 1 in going):
            going.update((index, *lists))
            lists.clear()
        elif _is_of_links(segment):
            lists.append(index)
        else:
            break
    left = {index for index, segment in enumerate(segments) if index not in going and segment.kind in TEXT_KINDS}
    if not any(segments[index].letters for index in left):
        going = {index for index in going if segments[index].kind not in TEXT_KINDS}
    return going | _idle_rules(segments, going)


def without_calls(segments: list[Segment], url: str) -> list[Segment]:
    """Return the segments, without the link to the whole text that stands behind the last words of an entry."""
    for index in _from_the_end(segments):
        segment = segments[index]
        if segment.kind not in TEXT_KINDS or not segment.letters:
            continue
        runs = list(segment.runs)
        while runs and not runs[-1].text.strip():
            runs.pop()
        at = len(runs)
        while at and _target((runs[at - 1],)) and _target((runs[at - 1],)) == _target((runs[-1],)):
            at -= 1
        linked = "".join(run.text for run in runs[at:])
        if (
            0 < at < len(runs)
            and _is_more(linked, _target(runs[at:]), url)
            and "".join(r.text for r in runs[:at]).strip()
        ):
            segments[index] = replace(segment, runs=runs[:at])
            break
        if not _is_of_links(segment):
            break
    return segments


def _from_the_end(segments: Sequence[Segment]) -> range:
    return range(len(segments) - 1, max(-1, len(segments) - 1 - MAX_TAIL_SEGMENTS), -1)


def _is_counter(segment: Segment) -> bool:
    if segment.kind is not SegmentKind.FIGURE:
        return False
    images = segment.figure.images if segment.figure is not None else ()
    if any(_COUNTERS.match(image.src[:300]) for image in images):
        return True
    element = segment.element
    if _NO_DISPLAY.search((element.get("style") or "")[:500]):
        return True  # there are no scripts in a feed that would show it
    links = [element, *list(element.iterancestors())[:2]]
    return any(link.tag == "a" and _SHARERS.match((link.get("href") or "")[:300]) for link in links)


def _is_call(segment: Segment) -> bool:
    """Whether a line is nothing but links on which readers are asked to comment, to share, to subscribe."""
    if not _is_of_links(segment):
        return False
    targets = [span.target for span in segment.rich.spans if span.kind is SpanKind.LINK]
    if targets and all(_SHARERS.match(target[:300]) or _is_to_play(target) for target in targets):
        return True
    if segment.kind is not SegmentKind.PARAGRAPH:
        return False  # an item of a list may be the name of anything
    if furniture_kind(segment.text) in _CALLS:
        return True
    return all(_is_call_word(part) for part in _BETWEEN.split(segment.text) if part.strip(_AROUND))


def _is_to_play(target: str) -> bool:
    """Whether a link leads to the sound itself, which comes with the entry."""
    return _SOUND.match(target[:1_100]) is not None


def _is_call_word(text: str) -> bool:
    bare = _COUNT.sub("", fold(text).strip(_AROUND)).strip(_AROUND)
    return bare in _words("calls") or furniture_kind(bare) in _CALLS


def _leads_on(segment: Segment, url: str) -> bool:
    """Whether a line is a link to the whole text, or says with links where it stood first."""
    if segment.kind not in TEXT_KINDS:
        return False
    if segment.letters <= MAX_LINE_LETTERS and segment.link_share >= 0.3:
        links = [span for span in segment.rich.spans if span.kind is SpanKind.LINK]
        if links and all(_same_page(span.target, url) for span in links) and _is_more(segment.text, url, url):
            return True
        if segment.link_share >= MIN_LINK_SHARE and _is_more(segment.text, "", url):
            return True
    if segment.letters > MAX_FIRST_LETTERS or segment.link_share < MIN_FIRST_LINK_SHARE:
        return False
    folded = fold(segment.text)
    return any(phrase in folded for phrase in _words("first"))


def _is_more(text: str, target: str, url: str) -> bool:
    if len(text) > MAX_LINE_LETTERS:
        return False
    bare = fold(text).strip(_AROUND)
    if bare in _words("more"):
        return True
    return _same_page(target, url) and any(bare.startswith(f"{phrase} ") for phrase in _words("more"))


def _says_no_more(segment: Segment) -> bool:
    if segment.kind is not SegmentKind.PARAGRAPH or segment.letters > MAX_LINE_LETTERS:
        return False
    folded = fold(segment.text)
    return bool(folded.startswith(tuple(_words("notes"))) or _RIGHTS.match(folded) or _THANKS.match(folded))


def _heads_list(segment: Segment) -> bool:
    return (
        segment.kind in TEXT_KINDS
        and segment.letters <= MAX_LINE_LETTERS
        and segment.link_share < MIN_LINK_SHARE
        and furniture_kind(segment.text) in _LISTS
    )


def _is_of_links(segment: Segment) -> bool:
    return (
        segment.kind in TEXT_KINDS
        and 0 < segment.letters <= MAX_LINE_LETTERS
        and _linked(segment) >= MIN_LINK_SHARE * len("".join(segment.text.split("|")).strip())
    )


def _linked(segment: Segment) -> int:
    """Return how many letters are links, those to another place of the same page as well."""
    return sum(len(run.text.strip()) for run in segment.runs if _target((run,)))


def _idle_rules(segments: Sequence[Segment], going: set[int]) -> set[int]:
    """Return the rules at the end that parted the text from what goes."""
    rules: set[int] = set()
    if not going:
        return rules
    for index in range(len(segments) - 1, -1, -1):
        if segments[index].kind is SegmentKind.RULE:
            rules.add(index)
        elif index not in going:
            break
    return rules


def _target(runs: Iterable[Run]) -> str:
    return next((mark.target for run in runs for mark in run.marks if mark.kind is SpanKind.LINK), "")


def _same_page(target: str, url: str) -> bool:
    if not target or not url:
        return False
    try:
        one, other = urlsplit(target), urlsplit(url)
    except ValueError:
        return False
    return (one.hostname, one.path.rstrip("/")) == (other.hostname, other.path.rstrip("/"))


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(fold(phrase).strip(_AROUND) for phrase in phrases(load_words("feed_tails")[table]))
