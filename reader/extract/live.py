"""Live blogs: the time of each entry. Called by the HTML steps on the chosen segments, before blocks are made."""

from collections.abc import Sequence
from itertools import islice

from reader.extract.segments import Segment, SegmentKind
from reader.extract.tree import Element, elements, hints_of, text_of
from reader.model.text import clean_line

MIN_ENTRIES = 3
"""Fewer elements with a time of their own are an article with a date."""

MAX_TIME_LETTERS = 40
MAX_ENTRY_LEVELS = 6


def set_times(segments: Sequence[Segment]) -> list[Segment]:
    """Set `time` on the first segment of each live-blog entry, in place; return the segments without the bare times.

    An entry is an element with one `time` element and text, with at least two siblings (or cousins) of the same name that have
    the same.
    """
    entries: dict[Element, str] = {}
    times_in: dict[Element, list[Element]] = {}
    for segment in segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.HEADING):
            continue
        for level, element in enumerate(segment.element.iterancestors("article", "li", "div", "section")):
            if level >= MAX_ENTRY_LEVELS or element in entries:
                break
            times = times_in.get(element)
            if times is None:
                times = times_in[element] = list(islice(elements(element, "time"), 2))
            if len(times) == 1:
                entries[element] = clean_line(text_of(times[0]) or times[0].get("datetime") or "", MAX_TIME_LETTERS)
                break
            if times:
                break
    alike: dict[tuple[str, str], list[Element]] = {}
    for element in entries:
        alike.setdefault((str(element.tag), _first_class(element)), []).append(element)
    wanted = {element for group in alike.values() if len(group) >= MIN_ENTRIES for element in group}
    times_alone = {entries[element] for element in wanted}
    kept = [
        segment for segment in segments if segment.text not in times_alone or segment.kind is not SegmentKind.PARAGRAPH
    ]
    if not wanted:
        return list(segments)
    for segment in kept:
        if segment.kind is SegmentKind.PARAGRAPH:
            entry = next((above for above in segment.element.iterancestors() if above in wanted), None)
            if entry is not None and not segment.time:
                wanted.discard(entry)
                segment.time = entries[entry]
    return kept


def _first_class(element: Element) -> str:
    return (hints_of(element).split() or [""])[0]
