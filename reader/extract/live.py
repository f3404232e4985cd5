"""Live blogs: the time of each entry, from the entry's markup or from the page's data.

Entries stay in the order of the page, newest first as a rule. Called by the HTML steps: `read_updates` before pruning,
`set_times` on the chosen segments before blocks are made.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.markup.jsonld import load_documents
from reader.extract.markup.rules import AnyCase
from reader.extract.markup.tree import Element, elements, hints_of, text_of, text_within
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MIN_ENTRIES = 3
"""Fewer elements with a time of their own are an article with a date."""

HELD_SHARE = 0.5
"""Of the article's paragraphs: so many of a live blog's stand in its entries, the others are summaries and introductions."""
MAX_TIME_LETTERS = 40
MAX_ENTRY_LEVELS = 6
MAX_UPDATES = 2_000
KEY_LETTERS = 60
"""Letters and digits of an entry's headline, or of the beginning of its text, by which it is found on the page."""
MIN_KEY_LETTERS = 15

_CLOCK = compile_late(
    r"\W{0,4}(?:[^\W\d_]{2,12}\W{1,3}){0,3}(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?|\d{1,2}\s?[ap]\.?m\.?|\d{1,2}\s?時\s?\d{1,2}\s?分)",
    re.IGNORECASE,
)
"""How the text of a time element begins in a live blog: a clock, perhaps after a day."""
_TIME_OF_DAY = compile_late(r"\d{1,2}[:.h]\d{2}|\d\s?[ap]\.?m\b|時", re.IGNORECASE)
_YEAR = compile_late(r"(?:19|20)\d\d")
_TIME_NAMES = AnyCase(r"time|stamp|clock|uhrzeit|heure|hora|(?<![a-z])ora(?![a-z])|klockslag|tidspunkt|godzina|время")
_CLOCK_TAGS = ("time", "span", "div", "small", "p", "a", "b", "strong", "h3", "h4")
_ISO_CLOCK = compile_late(r"T(\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Update:
    """An entry as the page's data tell of it."""

    key: str
    """Of its headline, else of its text: letters and digits only, case folded, at most `KEY_LETTERS`."""
    time: str


def read_updates(root: Element) -> tuple[Update, ...]:
    """Return the entries that the page's JSON-LD names as updates of a live blog (schema.org, LiveBlogPosting)."""
    found: list[Update] = []
    for document in load_documents(root, having=("liveBlogUpdate",)):
        for node in _updates(document):
            written = next((node[name] for name in ("datePublished", "dateCreated") if node.get(name)), "")
            clock = _ISO_CLOCK.search(str(written)[:40])
            for name in ("headline", "articleBody", "text"):
                key = _key(str(node.get(name) or ""))
                if clock and len(key) >= MIN_KEY_LETTERS:
                    found.append(Update(key, clock[1]))
            if len(found) >= MAX_UPDATES:
                return tuple(found)
    return tuple(found)


def _updates(document: Any) -> Iterator[dict[str, Any]]:
    waiting = [document]
    for _ in range(MAX_UPDATES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node[:MAX_UPDATES])
        elif isinstance(node, dict):
            updates = node.get("liveBlogUpdate")
            if isinstance(updates, list | dict):
                entries = updates if isinstance(updates, list) else [updates]
                yield from (entry for entry in entries[:MAX_UPDATES] if isinstance(entry, dict))
            waiting.extend(
                value for name, value in node.items() if name in ("@graph", "mainEntity", "mainEntityOfPage")
            )


def set_times(segments: Sequence[Segment], updates: Sequence[Update] = ()) -> list[Segment]:
    """Set `time` on the first paragraph of each live-blog entry, in place; return the segments without the bare times.

    An entry is an element with one time in it and text, with at least two others of the same name that have the same; or
    what the `updates` of the page's data begin with. Linear in the elements times their depth, which parsing bounds.
    """
    entries = _entries(segments)
    alike: dict[tuple[str, str], list[Element]] = {}
    for element in entries:
        alike.setdefault((str(element.tag), _first_class(element)), []).append(element)
    wanted = {element for group in alike.values() if len(group) >= MIN_ENTRIES for element in group}
    if _are_entries([entries[element] for element in wanted]) and _hold_the_text(segments, wanted):
        times_alone = {entries[element] for element in wanted}
        kept = [segment for segment in segments if not _is_bare_time(segment, times_alone)]
        for segment in kept:
            if segment.kind is SegmentKind.PARAGRAPH:
                entry = next((above for above in segment.element.iterancestors() if above in wanted), None)
                if entry is not None and not segment.time:
                    wanted.discard(entry)
                    segment.time = entries[entry]
        return kept
    if len(updates) >= MIN_ENTRIES:
        _set_from_updates(segments, updates)
    return list(segments)


def _entries(segments: Sequence[Segment]) -> dict[Element, str]:
    """The nearest element around each segment that has exactly one time in it, with that time."""
    if not segments:
        return {}
    count: dict[Element, int] = {}
    clock_of: dict[Element, Element] = {}
    for clock in _clocks(segments[0].element):
        for above in clock.iterancestors():
            count[above] = count.get(above, 0) + 1
            if count[above] > 2:
                break  # those further up have seen as many
            clock_of.setdefault(above, clock)
    entries: dict[Element, str] = {}
    for segment in segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING):
            continue
        for level, element in enumerate(segment.element.iterancestors("article", "li", "div", "section")):
            times = count.get(element, 0)
            if level >= MAX_ENTRY_LEVELS or element in entries or times > 1:
                break
            if times:
                clock = clock_of[element]
                entries[element] = clean_line(text_of(clock) or clock.get("datetime") or "", MAX_TIME_LETTERS)
                break
    return entries


def _clocks(element: Element) -> list[Element]:
    """The innermost elements of the page that show a time of day: `time` elements, and others that are named so."""
    root = element.getroottree().getroot()
    found: list[Element] = []
    for candidate in elements(root, *_CLOCK_TAGS):
        if candidate.tag == "time":
            if not _is_moment(candidate):
                continue
        else:
            names = candidate.get("class")
            if not names or not _TIME_NAMES.search(names[:200]):
                continue
            text = text_within(candidate, MAX_TIME_LETTERS)
            if text is None or not _CLOCK.match(text):
                continue
        if found and any(above is found[-1] for above in candidate.iterancestors()):
            found.pop()  # the outer one of two: the time stands in the inner
        found.append(candidate)
        if len(found) >= MAX_UPDATES:
            break
    return found


def _is_moment(element: Element) -> bool:
    """Whether a `time` element shows a time of day, or how long ago it was: not a day, and not how long something takes."""
    text = text_of(element)[: 2 * MAX_TIME_LETTERS]
    if _TIME_OF_DAY.search(text):
        return True
    return bool(_ISO_CLOCK.search((element.get("datetime") or "")[:40])) and not _YEAR.search(text)


def _are_entries(times: Sequence[str]) -> bool:
    return len(times) >= MIN_ENTRIES and _days(times) <= max(1, len(times) / 4)


def _hold_the_text(segments: Sequence[Segment], entries: set[Element]) -> bool:
    """Whether most paragraphs stand in entries: else these are boxes in an article, or comments below it."""
    texts = [segment for segment in segments if segment.kind is SegmentKind.PARAGRAPH]
    held = sum(any(above in entries for above in segment.element.iterancestors()) for segment in texts)
    return held >= HELD_SHARE * len(texts)


def _days(times: Sequence[str]) -> int:
    """How many days are named beside the times of day: the entries of a live blog name none, or few."""
    return len(
        {
            re.sub(r"[\W_]+" if _TIME_OF_DAY.search(time) else r"[\W\d_]+", "", _TIME_OF_DAY.sub("", time))
            for time in times
        }
    )


def _is_bare_time(segment: Segment, times: set[str]) -> bool:
    return segment.kind is SegmentKind.PARAGRAPH and segment.text in times


def _set_from_updates(segments: Sequence[Segment], updates: Sequence[Update]) -> None:
    """Set the times that the page's data give, on the paragraph that begins an entry or follows its headline."""
    times = {update.key: update.time for update in updates}
    waiting = ""
    for segment in segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING):
            continue
        waiting = times.pop(_key(segment.text), waiting)
        if waiting and segment.kind is SegmentKind.PARAGRAPH:
            segment.time, waiting = waiting, ""


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text[: 4 * KEY_LETTERS]).casefold()[:KEY_LETTERS]


def _first_class(element: Element) -> str:
    return (hints_of(element).split() or [""])[0]
