"""Which articles tell of the same event, by what their headlines and decks say: for a front page.

Single-pass clustering against centroids, as in topic detection (Allan et al., "On-line new event detection and tracking",
SIGIR 1998): each article joins the event whose words are most like its own, if they are like enough. Words that few articles
of these days have count most, so names do without anybody knowing names; in a headline twice. An event is compared as a whole,
not X
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from reader.dedupe.shingles import words_of
from reader.model.search_letters import unspaced

LEAST_LIKENESS = 0.21
"""Cosine from which an article belongs to an event. Two papers' headlines about one event have 0.27 and more, two events of one
subject 0.15 and less (tests/dedupe/test_events.py)."""

LEAST_WORDS = 2
"""So many telling words an article shares with an event at least."""

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

    @property
    def length(self) -> float:
        """The length of its sum."""
        return sqrt(sum(weight * weight for weight in self.words.values()))

    def take(self, places: Iterable[int], words: Vector) -> None:
        """Take in articles."""
        self.places += places
        for word, weight in words.items():
            self.words[word] = self.words.get(word, 0.0) + weight


class _Gathering:
    """The events of one language."""

    def __init__(self) -> None:
        self.events: dict[int, _Event] = {}
        self._lengths: dict[int, float] = {}
        self._having: dict[str, set[int]] = defaultdict(set)
        """Word to the numbers of the events that have it."""

    def put(self, number: int | None, places: Iterable[int], words: Vector) -> int:
        """Let an event take in articles, a new one if none is named; return its number."""
        if number is None:
            number = len(self._lengths)
            self.events[number] = _Event()
        event = self.events[number]
        event.take(places, words)
        self._lengths[number] = event.length
        for word in words:
            self._having[word].add(number)
        return number

    def take_out(self, number: int) -> _Event:
        """Take an event away and return it."""
        event = self.events.pop(number)
        for word in event.words:
            self._having[word].discard(number)
        return event

    def most_alike(self, words: Vector, length: float = 1.0) -> int | None:
        """Return the number of the event that is most like something with these words, None if none is like enough."""
        products: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for word, weight in words.items():
            for number in self._having.get(word, ()):
                products[number] += weight * self.events[number].words[word]
                shared[number] += 1
        best, most = None, LEAST_LIKENESS
        for number, product in products.items():
            likeness = product / ((length * self._lengths[number]) or 1.0)
            if likeness > most and shared[number] >= LEAST_WORDS:
                best, most = number, likeness
        return best


def _events_of(items: Sequence[NewsItem], places: Sequence[int]) -> Iterable[tuple[int, ...]]:
    gathering = _Gathering()
    of_story: dict[str, int] = {}
    for item, place, vector in zip(items, places, _vectors(items), strict=True):
        number = of_story.get(item.story) if item.story else None
        number = gathering.put(gathering.most_alike(vector) if number is None else number, (place,), vector)
        if item.story:
            of_story.setdefault(item.story, number)
    # Which article came first must not decide: what two articles had no part in may have grown together since.
    for number in sorted(gathering.events, key=lambda number: len(gathering.events[number].places)):
        event = gathering.take_out(number)
        gathering.put(gathering.most_alike(event.words, event.length), event.places, event.words)
    return (tuple(sorted(event.places)) for event in gathering.events.values())


def _vectors(items: Sequence[NewsItem]) -> Iterable[Vector]:
    """Give the words of each article with their weights, of length 1."""
    counted = []
    uses: Counter[str] = Counter()
    for item in items:
        weights: dict[str, float] = {}
        for word in _stems(item.deck, _DECK_WORDS):
            weights[word] = _IN_DECK
        for word in _stems(item.title, _DECK_WORDS):
            weights[word] = _IN_TITLE
        uses.update(weights.keys())
        counted.append(weights)
    most = max(_COMMON_FEW, _COMMON_SHARE * len(items))
    rarity = {word: log((len(items) + _USUAL_ITEMS) / count) for word, count in uses.items() if count <= most}
    for weights in counted:
        vector = {word: weight * rarity[word] for word, weight in weights.items() if word in rarity}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        yield {word: weight / length for word, weight in vector.items()}


def _stems(text: str, most: int) -> Iterable[str]:
    """Give the beginnings of the telling words of a text."""
    for word in words_of(text)[:most]:
        if len(word) >= _SHORTEST or word.isdecimal() or (len(word) > 1 and not word.islower()):
            yield word[:_STEM_LETTERS]


def _tongue(item: NewsItem) -> str:
    """Return in which language an article is, as far as that matters: scripts without spaces need no tag."""
    if item.language:
        return item.language.partition("-")[0].lower()
    return "unspaced" if unspaced().search(item.title) else ""
