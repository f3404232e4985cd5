"""Which articles tell of the same event, by what their headlines and decks say: for a front page.

Single-pass clustering with average linkage, as in topic detection (Allan et al., "On-line new event detection and tracking",
SIGIR 1998; averages instead of centroids, which in the end are like everything): each article joins the event whose articles
are most like it on the average, if they are like enough. Words that few articles of these days have count most, so names do
without anybody knowing names; in a headline twice. Chains of articles of which each resembles the next do not grow together so.
At the end events that have become alike are put together. Headlines that are filled into one form are not alike for that: of
127 in eight languages 26 of 31 pairs about one event are found, and of 75 pairs of one form none (tests/dedupe/headlines.py).
Papers in different languages tell of different events: nothing is translated.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain, count, pairwise, takewhile
from math import log, sqrt
from typing import NamedTuple

from reader.dedupe.shingles import words_of
from reader.model.search_letters import unspaced

LEAST_LIKENESS = 0.22
"""Mean cosine from which an article belongs to an event. Two papers' headlines about one event mostly have 0.27 and more, two
events of one subject 0.15 and less (tests/dedupe/test_events.py)."""

LEAST_WORDS = 2
"""So many telling words an article shares with an event at least; those of a form count as one."""

LEAST_OF_FORM = 2
"""So many words, the short ones too, a headline begins or ends with as another one does where that is a form."""

_TELLING_WORDS = 12
"""So many words of an article, the rarest, are looked up."""

_MOST_COMPARED = 24
"""So many events an article is compared with, those with most of its rarest words."""

_STEM_LETTERS = 5
"""Of a longer word only the beginning counts: most languages change the ends."""

_SHORTEST = 4
"""Shorter words of letters with case are articles and prepositions mostly; numbers and other scripts have short words."""

_USUAL_ITEMS = 200
"""As if there were so many more articles: among ten, what three papers write about is not common."""

_DECK_WORDS = 40
_COMMON_SHARE = 0.12
"""A word in more of the articles of a language than this says nothing; among few articles, one in more than `_COMMON_FEW`."""
_COMMON_FEW = 12
_IN_TITLE, _IN_DECK = 2.0, 1.0

Vector = Mapping[str, float]


class _Told(NamedTuple):
    """The words of an article, or of the articles of an event."""

    words: Vector
    form: frozenset[str] = frozenset()
    """Those with which a headline begins or ends just as another one does: `X divides the town`, `Y: what we know so far`.
    Papers that tell of one event rarely put it so alike, and then have more in common than that."""


class NewsItem(NamedTuple):
    """What is looked at of an article."""

    title: str
    deck: str = ""
    """The deck, else the first sentences."""
    language: str = ""
    """A BCP 47 tag; "" if nobody knows."""
    story: str = ""
    """What articles have in common that are known to be one text; "" if there is no other."""


def events(items: Sequence[NewsItem]) -> tuple[tuple[int, ...], ...]:
    """Return the events among `items`: the places of the articles that tell of each, in the order of `items`.

    Every place stands in one event; the events are in the order of their first articles. Quick enough for some thousand.
    """
    by_language: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        by_language[_tongue(item)].append(place)
    found = chain.from_iterable(
        _events_of([items[place] for place in places], places) for places in by_language.values()
    )
    return tuple(sorted(found))


class _Event:
    """An event while it is gathered: its articles and the sum of their words."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.words: dict[str, float] = {}
        self.form: frozenset[str] = frozenset()

    def take(self, places: Iterable[int], told: _Told) -> None:
        """Take in articles."""
        self.places += places
        self.form |= told.form
        for word, weight in told.words.items():
            self.words[word] = self.words.get(word, 0.0) + weight


class _Gathering:
    """The events of one language."""

    def __init__(self) -> None:
        self.events: dict[int, _Event] = {}
        self._numbers = count()
        self._having: dict[str, set[int]] = defaultdict(set)
        """Word to the numbers of the events that have it."""

    def put(self, number: int | None, places: Iterable[int], told: _Told) -> int:
        """Let an event take in articles, a new one if none is named; return its number."""
        if number is None:
            number = next(self._numbers)
            self.events[number] = _Event()
        event = self.events[number]
        event.take(places, told)
        for word in told.words:
            self._having[word].add(number)
        return number

    def take_out(self, number: int) -> _Event:
        """Take an event away and return it."""
        event = self.events.pop(number)
        for word in event.words:
            self._having[word].discard(number)
        return event

    def most_alike(self, told: _Told, size: int = 1) -> int | None:
        """Return the number of the event that is most like so many articles that tell this, None if none is like enough."""
        words, votes, formal = told.words, Counter[int](), set[int]()
        for word in nlargest(_TELLING_WORDS, words, key=words.__getitem__):
            having = self._having.get(word, ())
            if word in told.form:
                formal.update(having)
            else:
                votes.update(having)
        votes.update(formal)
        best, most = None, LEAST_LIKENESS
        for number, vote in votes.most_common(_MOST_COMPARED):
            if vote >= LEAST_WORDS:
                event = self.events[number]
                product = sum(weight * event.words.get(word, 0.0) for word, weight in words.items())
                likeness = product / (size * len(event.places))
                if likeness > most:
                    best, most = number, likeness
        return best


def _events_of(items: Sequence[NewsItem], places: Sequence[int]) -> Iterable[tuple[int, ...]]:
    gathering = _Gathering()
    of_story: dict[str, int] = {}
    for item, place, told in zip(items, places, _told(items), strict=True):
        number = of_story.get(item.story) if item.story else None
        number = gathering.put(gathering.most_alike(told) if number is None else number, (place,), told)
        if item.story:
            of_story.setdefault(item.story, number)
    # Which article came first must not decide: what two articles had no part in may have grown together since.
    for number in sorted(gathering.events, key=lambda number: len(gathering.events[number].places)):
        event = gathering.take_out(number)
        told = _Told(event.words, event.form)
        gathering.put(gathering.most_alike(told, len(event.places)), event.places, told)
    return (tuple(sorted(event.places)) for event in gathering.events.values())


def _told(items: Sequence[NewsItem]) -> Iterable[_Told]:
    """Give the words of each article with their weights, of length 1."""
    titles = [words_of(item.title)[:_DECK_WORDS] for item in items]
    forms = _Forms(titles)
    counted = []
    uses: Counter[str] = Counter()
    for item, title in zip(items, titles, strict=True):
        weights: dict[str, float] = {}
        for word in _stems(words_of(item.deck)[:_DECK_WORDS]):
            weights[word] = _IN_DECK
        for word in _stems(title):
            weights[word] = _IN_TITLE
        uses.update(weights.keys())
        counted.append(weights)
    most = max(_COMMON_FEW, _COMMON_SHARE * len(items))
    rarity = {word: log((len(items) + _USUAL_ITEMS) / number) for word, number in uses.items() if number <= most}
    for title, weights in zip(titles, counted, strict=True):
        vector = {word: weight * rarity[word] for word, weight in weights.items() if word in rarity}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        form = frozenset(_stems(forms.words_of(title)))
        yield _Told({word: weight / length for word, weight in vector.items()}, form)


class _Forms:
    """How headlines begin and end that are not alike otherwise."""

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        several = {*map(tuple, titles)}  # two papers that print one headline tell of one event
        self._starts = _shared_beginnings(several)
        self._ends = _shared_beginnings(title[::-1] for title in several)

    def words_of(self, title: Sequence[str]) -> Sequence[str]:
        """Return the words that a headline has as a form, none if it is in none."""
        start, end = self._starts[tuple(title)], self._ends[tuple(title[::-1])]
        if max(start, end) < LEAST_OF_FORM:
            return ()
        return (*title[:start], *title[len(title) - end :])


def _shared_beginnings(titles: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
    """Return with how many words each title begins as another one does: in order, that is one of its neighbours."""
    ordered = sorted(titles)
    found = dict.fromkeys(ordered, 0)
    for one, other in pairwise(ordered):
        shared = _shared(one, other)
        if shared + _shared(one[::-1], other[::-1]) >= min(len(one), len(other)):
            continue  # one of them is the other with some words more: nothing was filled into a form
        found[one] = max(found[one], shared)
        found[other] = shared
    return found


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many words two titles begin alike."""
    return sum(1 for _ in takewhile(lambda words: words[0] == words[1], zip(one, other, strict=False)))


def _stems(words: Iterable[str]) -> Iterable[str]:
    """Give the beginnings of the telling words among some."""
    for word in words:
        if len(word) >= _SHORTEST or word.isdecimal() or (len(word) > 1 and not word.islower()):
            yield word[:_STEM_LETTERS]


def _tongue(item: NewsItem) -> str:
    """Return in which language an article is, as far as that matters: scripts without spaces need no tag."""
    if item.language:
        return item.language.partition("-")[0].lower()
    return "unspaced" if unspaced().search(item.title) else ""
