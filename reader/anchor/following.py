"""Following a passage from the old text into the new one, or saying that it is gone.

Whether a passage lives is decided by its sentence and not by its words: a word that stands elsewhere as well is not the one that
was marked. What the map does not know is looked for among the words of the new text that no other passage has claimed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from reader.anchor.borders import Link, Passage, living_part, place_borders
from reader.anchor.confidence import DOUBTED, Signs, confidence_by_text
from reader.anchor.diffmap import NONE, WordMap, align
from reader.anchor.doubts import drop_dead_sentences, drop_lonely_runs, grow_runs, settle_breaks, slide_runs
from reader.anchor.moves import link_moved, link_moved_lines, link_staying_lines, link_within_moved, own_lines
from reader.anchor.wording import Wording
from reader.model.units import TextRange

LEAST_SENTENCE = 0.45
"""Share of the sentence's weight that has to be found again."""

LEAST_IN_SLOT = 0.35
"""The same for a sentence whose neighbours are where they were, with as much room between them: it was rewritten."""

SLOT_REACH = 3
"""Words beyond the sentence among which its neighbours are looked for."""

LEAST_NEAR = 0.6
"""Or this share of the six words on either side."""

LEAST_COUNT = 0.6
"""Or this share of the sentence's words, however common they are: no other sentence has so many in this order."""

LEAST_PASSAGE = 0.3
"""And this share of the passage itself, if it is longer than a phrase."""

PHRASE_WORDS = 6

SURE = 0.75
"""Share of the sentence from which nobody looks elsewhere."""

LEAST_ELSEWHERE = 0.55
"""Share of the sentence that another place has to have, and be better by `BETTER_BY`."""

BETTER_BY = 0.1

SHORT_SENTENCE = 8
"""Words below which a sentence says too little without its neighbours."""

WHOLE = 0.9
"""Share from which even a short sentence stands for itself: the map has linked it as a whole."""

ORDER_REACH = 200
"""Words on either side among which those are looked for that kept their order."""

NARROW_GAP = 12
"""Words that may have been put in between two words of a passage."""

WIDE_GAP = 60
"""The same, if neither word has left the order of the text: room for a sentence or two."""

LONGEST_WINDOW = 30
"""Words of the sentence on either side of the passage that count."""

MAX_VOTES = 40
"""Places of a word beyond which it says nothing about where a passage went."""


class Followed(NamedTuple):
    """Where a passage went: the range, whether it left its order, and how likely it is the right place."""

    range: TextRange
    has_moved: bool
    confidence: float


class _Window(NamedTuple):
    """The old words by which a passage is judged, and their links to one place."""

    low: int
    high: int
    links: list[Link]


class Follower:
    """Answers for every passage of the old text; the map is made once."""

    def __init__(self, old_text: str, new_text: str) -> None:
        words = WordMap(Wording(old_text), Wording(new_text))
        lines = own_lines(words)
        align(words, lines.moved)
        slide_runs(words)
        settle_breaks(words)
        drop_lonely_runs(words)
        drop_dead_sentences(words)
        link_staying_lines(words, lines.staying)
        self._order = list(words.forth)
        link_moved_lines(words, lines.moved)
        link_moved(words)
        self._alive = drop_dead_sentences(words)
        grow_runs(words, self._alive)
        link_within_moved(words, self._alive)
        self._words = words

    def follow(self, start: int, end: int) -> Followed | None:
        """Return where `old_text[start:end]` is now, or None if it is gone. Costs O(length of its sentence)."""
        words, old = self._words, self._words.old
        low, high = old.span(start, end)
        if low >= high:
            return self._follow_marks(start, end)
        whole = Passage(low, high, start, end)
        living = living_part(old, whole, self._alive)
        passage = living or whole
        window = self._window(whole)
        share = self._share(window.low, window.high, window.links)
        other = self._elsewhere(window, share) if share < SURE else None
        if other is not None:
            window, passage, living, has_moved = other, whole, whole, True
        else:
            window = window if passage == whole else self._window(passage)
            has_moved = self._left_order(passage, window.links)
        share = self._share(window.low, window.high, window.links)
        if living is None or not self._is_believed(window, passage, share) or self._is_another_entry(window):
            return None
        if high - low > PHRASE_WORDS and self._share(low, high, window.links) < LEAST_PASSAGE:
            return None
        found = place_borders(words, passage, window.links)
        if found is None:
            return None
        signs = self._signs(whole, window, found, share, has_moved)
        return Followed(found, has_moved, confidence_by_text(signs))

    def _left_order(self, passage: Passage, links: list[Link]) -> bool:
        """Whether most of a passage stands before what stood before it, or after what stood after it."""
        order, inside = self._order, passage.links_inside(links)
        strays = [link for link in inside if order[link.old] != link.new]
        return 2 * sum(not self._stands_in_order(link) for link in strays) > len(inside)

    def _stands_in_order(self, link: Link) -> bool:
        order = self._order
        if order[link.old] == link.new:
            return True
        if order[link.old] != NONE:
            return False
        low, high = max(0, link.old - ORDER_REACH), min(len(order), link.old + ORDER_REACH)
        before = next((order[at] for at in range(link.old, low - 1, -1) if order[at] != NONE), NONE)
        after = next((order[at] for at in range(link.old, high) if order[at] != NONE), NONE)
        return before < link.new and (after == NONE or link.new < after)

    def _signs(self, passage: Passage, window: "_Window", found: TextRange, share: float, has_moved: bool) -> Signs:
        """Return what speaks for and against a place that was found."""
        forth, low, high = self._words.forth, passage.low, passage.high
        linked = {link.old for link in window.links}
        touches_before = low == 0 or forth[low - 1] == forth[low] - 1 != NONE
        touches_after = high == len(forth) or forth[high - 1] + 1 == forth[high] != NONE + 1
        return Signs(
            share=min(1.0, share),
            lost_ends=(low not in linked) + (high - 1 not in linked),
            lost_neighbours=(not touches_before) + (not touches_after),
            has_moved=has_moved,
            stretch=(found.end - found.start) / max(1, passage.end - passage.start),
        )

    def _window(self, passage: Passage) -> "_Window":
        """Return the sentence of a passage with its links; with some words around it, if it says too little by itself."""
        low, high = self._sentence(passage.low, passage.high)
        links = self._cluster(low, high)
        is_whole = high - low >= 3 and self._share(low, high, links) >= WHOLE
        if not is_whole and high - low < SHORT_SENTENCE and not self._stands_as_line(low, high):
            low, high = max(0, low - 4), min(len(self._words.old), high + 4)
            links = self._cluster(low, high)
        return _Window(low, high, links)

    def _is_believed(self, window: "_Window", passage: Passage, share: float) -> bool:
        """Whether enough of the sentence was found, or of the words right around the passage."""
        least = LEAST_IN_SLOT if self._keeps_slot(window.low, window.high) else LEAST_SENTENCE
        if share >= least:
            return True
        low, high = max(0, passage.low - PHRASE_WORDS), min(len(self._words.old), passage.high + PHRASE_WORDS)
        if self._share(low, high, window.links) >= LEAST_NEAR:
            return True
        counted = sum(window.low <= link.old < window.high for link in window.links)
        return counted >= LEAST_COUNT * max(1, window.high - window.low)

    def _follow_marks(self, start: int, end: int) -> Followed | None:
        """Follow a passage without words, such as a dash or a picture, by the words that touch it.

        Of equal marks between the same words, two pictures for one, it is the one at the same place from the nearer word.
        """
        words, old, new = self._words, self._words.old, self._words.new
        marks = old.text[start:end].strip()
        before = bisect_right(old.ends, start) - 1
        low = words.forth[before] if before >= 0 else NONE
        high = words.forth[before + 1] if before + 1 < len(old) else NONE
        if not marks or (low == NONE and high == NONE):
            return None
        old_left = old.ends[before] if before >= 0 else 0
        old_right = old.starts[before + 1] if before + 1 < len(old) else len(old.text)
        left = new.ends[low] if low != NONE else max(0, new.starts[high] - (old_right - start) - 8)
        right = new.starts[high] if high != NONE else min(len(new.text), new.ends[low] + (end - old_left) + 8)
        rank, later = old.text.count(marks, old_left, start), old.text.count(marks, end, old_right)
        places = [found.start() for found in re.finditer(re.escape(marks), new.text[left : max(left, right)])]
        if not places:
            return None
        before_and_after = rank + later + 1
        if low == NONE or (high != NONE and later < rank and len(places) != before_and_after):
            rank = len(places) - 1 - later
        at = left + places[min(max(rank, 0), len(places) - 1)]
        has_all = len(places) == before_and_after
        return Followed(TextRange(at, at + len(marks)), False, 1.0 if has_all and NONE not in (low, high) else DOUBTED)

    def _sentence(self, low: int, high: int) -> tuple[int, int]:
        """Return the words of the sentences that the passage touches, not too far from it."""
        borders = self._words.old.sentences
        first = borders[max(0, bisect_right(borders, low) - 1)]
        last = borders[min(len(borders) - 1, bisect_left(borders, high))]
        return max(first, low - LONGEST_WINDOW), min(last, high + LONGEST_WINDOW)

    def _cluster(self, low: int, high: int) -> list[Link]:
        """Return the heaviest group of links of a window that lead to one place, by old word."""
        forth, order, weights = self._words.forth, self._order, self._words.weights
        slack = NARROW_GAP + (0.7 * (high - low) if high - low > 45 else 0)
        wide = max(WIDE_GAP, high - low)
        groups: list[list[Link]] = []
        last: Link | None = None
        for new, old in sorted((forth[old], old) for old in range(low, high) if forth[old] != NONE):
            link = Link(old, new)
            if last is None:
                groups.append([link])
            elif new - last.new == 1:  # most links follow the one before, whatever the room
                groups[-1].append(link)
            else:
                is_in_order = order[old] == new and order[last.old] == last.new
                room = (wide if is_in_order else slack) + max(0, old - last.old)
                if new - last.new <= room:
                    groups[-1].append(link)
                else:
                    groups.append([link])
            last = link
        if len(groups) < 2:
            return sorted(groups[0]) if groups else []
        return sorted(max(groups, key=lambda group: sum(weights[link.old] for link in group)))

    def _stands_as_line(self, low: int, high: int) -> bool:
        """Whether a window is a line of its own, and stands as one."""
        first, last = self._words.forth[low], self._words.forth[high - 1]
        return (
            NONE not in self._words.forth[low:high]
            and last - first == high - low - 1
            and self._words.old.is_line(low, high)
            and self._words.new.is_line(first, last + 1)
        )

    def _keeps_slot(self, low: int, high: int) -> bool:
        """Whether the words around a window still stand around a stretch of about its length."""
        forth, order = self._words.forth, self._order
        before = next((at for at in range(low - 1, max(-1, low - 1 - SLOT_REACH), -1) if forth[at] != NONE), NONE)
        after = next((at for at in range(high, min(len(forth), high + SLOT_REACH)) if forth[at] != NONE), NONE)
        if NONE in (before, after) or order[before] != forth[before] or order[after] != forth[after]:
            return False
        return 0.6 <= (forth[after] - forth[before]) / (after - before) <= 1.5

    def _share(self, low: int, high: int, links: list[Link]) -> float:
        """Return the share of the weight of the words from `low` to `high` that `links`, by old word, lead to."""
        weights = self._words.weights
        inside = links[bisect_left(links, (low, NONE)) : bisect_left(links, (high, NONE))]
        return sum([weights[old] for old, _ in inside]) / self._words.weight(low, high)

    @cached_property
    def _unclaimed(self) -> dict[int, list[int]]:
        """Where each word stands in the new text that belongs to no old one."""
        places: dict[int, list[int]] = defaultdict(list)
        for at, word in enumerate(self._words.b):
            if self._words.back[at] == NONE:
                places[word].append(at)
        return places

    @cached_property
    def _counts(self) -> Counter[tuple[int, int, int]]:
        a = self._words.a
        return Counter(zip(a, a[1:], a[2:], strict=False))

    def _says_something_own(self, links: list[Link]) -> bool:
        """Whether the links hold three words in a row that the old text says only once."""
        return 1 in self._grams(links)

    def _grams(self, links: list[Link]) -> list[int]:
        """Return how often the old text says each three words in a row that are linked to three in a row."""
        a, partners = self._words.a, dict(links)
        return [
            self._counts[a[old], a[old + 1], a[old + 2]]
            for old, new in links
            if partners.get(old + 1) == new + 1 and partners.get(old + 2) == new + 2
        ]

    def _is_another_entry(self, window: _Window) -> bool:
        """Whether all that was found is what other passages say as well, and nothing of what only this one says: a template."""
        if self._keeps_slot(window.low, window.high):
            return False
        a = self._words.a
        grams = self._grams(window.links)
        return (
            bool(grams)
            and min(grams) > 1
            and any(self._counts[a[at], a[at + 1], a[at + 2]] == 1 for at in range(window.low, window.high - 2))
        )

    def _elsewhere(self, window: _Window, share: float) -> _Window | None:
        """Look for a window in the unclaimed part of the new text, where more than `share` of it stands.

        Rare words vote for a place, the best are compared.
        """
        from rapidfuzz.distance import Levenshtein

        words, (low, high, _) = self._words, window
        votes: dict[int, float] = defaultdict(float)
        for old in range(low, high):
            places = self._unclaimed.get(words.a[old], ())
            if 0 < len(places) <= MAX_VOTES:
                for new in places:
                    votes[(new - old) // 6] += words.weights[old] / len(places)
        best: list[Link] = []
        best_share = max(share + BETTER_BY, LEAST_ELSEWHERE)
        for diagonal in sorted(votes, key=lambda at: -(votes[at] + votes.get(at + 1, 0.0)))[:4]:
            new_low = max(0, low + diagonal * 6 - 8)
            new_high = min(len(words.b), high + diagonal * 6 + 14)
            around = [
                words.b[at] if words.back[at] == NONE or low <= words.back[at] < high else NONE
                for at in range(new_low, new_high)
            ]
            links = [
                Link(low + step.src_start + skip, new_low + step.dest_start + skip)
                for step in Levenshtein.opcodes(words.a[low:high], around)
                if step.tag == "equal"
                for skip in range(step.src_end - step.src_start)
            ]
            found = self._share(low, high, links)
            if found > best_share:
                best, best_share = links, found
        return _Window(low, high, best) if self._says_something_own(best) else None
