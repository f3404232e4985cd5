"""Which articles tell of the same event, by what their headlines and decks say: for a front page.

Single-pass clustering with average linkage, as in topic detection (Allan et al., "On-line new event detection and tracking",
SIGIR 1998; averages instead of centroids, which in the end are like everything): each article joins the event whose articles
are most like it on the average, if they are like enough. Words that few articles of these days have count most, so names do
without anybody knowing names; in a headline twice. Chains of articles of which each resembles the next do not grow together so.
At the end events that have become alike are put together. Papers in different languages tell of different events: nothing is
translated.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain, count
from math import log, sqrt
from typing import NamedTuple

from reader.dedupe.shingles import words_of
from reader.model.search_letters import unspaced

LEAST_LIKENESS = 0.22
"""Mean cosine from which an article belongs to an event. Two papers' headlines about one event mostly have 0.27 and more, two
events of one subject 0.15 and less (tests/dedupe/test_events.py)."""

LEAST_WORDS = 2
"""So many telling words an article shares with an event at least."""

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

    def take(self, places: Iterable[int], words: Vector) -> None:
        """Take in articles."""
        self.places += places
        for word, weight in words.items():
            self.words[word] = self.words.get(word, 0.0) + weight


class _Gathering:
    """The events of one language."""

    def __init__(self) -> None:
        self.events: dict[int, _Event] = {}
        self._numbers = count()
        self._having: dict[str, set[int]] = defaultdict(set)
        """Word to the numbers of the events that have it."""

    def put(self, number: int | None, places: Iterable[int], words: Vector) -> int:
        """Let an event take in articles, a new one if none is named; return its number."""
        if number is None:
            number = next(self._numbers)
            self.events[number] = _Event()
        event = self.events[number]
        event.take(places, words)
        for word in words:
            self._having[word].add(number)
        return number

    def take_out(self, number: int) -> _Event:
        """Take an event away and return it."""
        event = self.events.pop(number)
        for word in event.words:
            self._having[word].discard(number)
        return event

    def most_alike(self, words: Vector, size: int = 1) -> int | None:
        """Return the number of the event that is most like so many articles with these words, None if none is like enough."""
        votes: Counter[int] = Counter()
        for word in nlargest(_TELLING_WORDS, words, key=words.__getitem__):
            votes.update(self._having.get(word, ()))
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
    for item, place, vector in zip(items, places, _vectors(items), strict=True):
        number = of_story.get(item.story) if item.story else None
        number = gathering.put(gathering.most_alike(vector) if number is None else number, (place,), vector)
        if item.story:
            of_story.setdefault(item.story, number)
    # Which article came first must not decide: what two articles had no part in may have grown together since.
    for number in sorted(gathering.events, key=lambda number: len(gathering.events[number].places)):
        event = gathering.take_out(number)
        gathering.put(gathering.most_alike(event.words, len(event.places)), event.places, event.words)
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
    rarity = {word: log((len(items) + _USUAL_ITEMS) / number) for word, number in uses.items() if number <= most}
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
