"""Whether two articles are one text: an agency's report in two papers, rewritten, cut, under another headline.

Sentence by sentence: how much of the shorter text stands in the longer one, in whatever order, and how many of its sentences
stand there with *other facts*, other numbers or names. The second is what tells a text that was printed twice from two that
were made from one template (the weather of two towns, the lottery of two weeks), which share as many words. A report of the
next day shares its background with that of the day before, which is less than half of it.

Not handled: translations; a text that was told anew in other words throughout; live tickers, which the caller leaves out.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from rapidfuzz import fuzz

from reader.dedupe.shingles import words_of

LEAST_SHARE = 0.55
"""So much of the shorter text has to stand in the longer one. Papers that rewrite leave 0.65 and more of an agency's text, the
next day's report mostly has 0.45 and less (measured in tests/dedupe on texts in nine languages)."""

MOST_NEW_BEGINNINGS = 0.54
"""So much of both texts together may stand before the first sentence that both have: papers write a first paragraph of their
own, the next day's report has its news there and the background behind."""

MOST_CONFLICT = 0.16
"""So much of the shorter text may stand in the longer one with other facts: an agency that corrects a number touches a sentence
or two, a template has its facts everywhere."""

MOST_CONFLICT_RATIO = 0.34
"""And so much in proportion to what is the same."""

LEAST_LENGTH_RATIO = 0.14
"""A text that is so much shorter than another is not that text, even if all of it stands there: a morning's overview holds ten
reports in short."""

FEW_WORDS = 40
"""A text of fewer words says too little to be told from another one: nearly all of it has to agree, and its headline."""

FEW_SENTENCES_WORDS = 120
LEAST_HEADLINE = 0.2
"""Two texts of fewer words are one only if so much of a headline stands in the other's text: else a notice that stands in place
of the text ("You have read your five articles") would make all articles of a site one."""

MOST_LETTERS = 60_000
MOST_SENTENCES = 800
"""As much of a text is compared; a book is the same from its beginning."""

_SAME_SENTENCE = 0.8
"""Of the shorter of two sentences so much has to stand in the longer one for them to be one."""
_EDITED_SENTENCE = 0.5
"""And so much for one to be made from the other, or both from one template."""
_SAME_TITLE = 88
"""`token_set_ratio` of two headlines that are one."""
_SHORT_SHARE = 0.85
_NOUNS_ARE_CAPITALS = 0.22
"""Of so many capitals among the words inside of sentences, capitals say nothing about names: German."""

_COMMON_PAIR = 40
"""Two words that stand in more sentences of a text than this tell none of them from the others."""

_BORDER = re.compile(r"(?<=[.!?…؟।])[\"'”’»)\]]*\s+|(?<=[。！？．])[」』”）]*|\n+|؛")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_HAN_NUMBER = re.compile(r"[〇一二三四五六七八九十百千万億亿兆\d]+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Sentence(NamedTuple):
    """A sentence, as it is compared."""

    words: tuple[str, ...]
    raw: str

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in it, in any script's digits."""
        found = {word for word in self.words if word[0].isdigit()}
        if _HAN.search(self.raw):
            found |= {number for number in _HAN_NUMBER.findall(self.raw) if len(number) > 1 or number.isdigit()}
        return frozenset(found)


class Text:
    """An article, made ready to be compared."""

    def __init__(self, title: str, body: str, language: str = "") -> None:
        """`language` is a BCP 47 tag, "" if nobody knows: texts in two languages are never one."""
        self.title = title
        self.language = language.partition("-")[0].lower()
        self.body = body[:MOST_LETTERS]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body that have words, in order."""
        pieces = (piece.strip() for piece in _BORDER.split(self.body))
        found = (Sentence(words, piece) for piece in pieces if piece and (words := tuple(words_of(piece))))
        return tuple(islice(found, MOST_SENTENCES))

    @cached_property
    def size(self) -> int:
        """How many words it has."""
        return sum(len(sentence.words) for sentence in self.sentences)

    @cached_property
    def in_sentences(self) -> frozenset[str]:
        """Every word of its sentences."""
        return frozenset().union(*(sentence.words for sentence in self.sentences))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of it, and of its headline."""
        return self.in_sentences.union(
            words_of(self.title), _KATAKANA.findall(self.title), _KATAKANA.findall(self.body)
        )

    @cached_property
    def has_names(self) -> bool:
        """Whether a capital inside of a sentence says that a word is a name."""
        inside: list[str] = [word for sentence in self.sentences for word in _WORD.findall(sentence.raw)[1:]]
        capitals = sum(word[0].isupper() for word in inside)
        return 0 < capitals < _NOUNS_ARE_CAPITALS * len(inside)


class Sameness(NamedTuple):
    """How far two texts are one; parts of the shorter one's words."""

    share: float
    """What stands in the longer text too."""
    conflict: float
    """What stands there with other facts."""
    is_same: bool


def compare(one: Text, other: Text, *, is_one_source: bool = False) -> Sameness:
    """Return how far two texts are one. Costs about a millisecond for two of 500 words.

    What one site prints twice is mostly not one text: a series has the same headline and the same notice every day. So with
    `is_one_source` nearly all has to agree, the beginning and the headline too.
    """
    shorter, longer = (one, other) if one.size <= other.size else (other, one)
    if not shorter.size or (one.language and other.language and one.language != other.language):
        return Sameness(0.0, 0.0, is_same=False)
    has_names = shorter.has_names and longer.has_names
    same = conflicting = 0
    shared: set[Sentence] = set()
    for sentence, partner in _pairs(shorter.sentences, longer.sentences):
        common = _common(sentence.words, partner.words)
        least, most = sorted((len(sentence.words), len(partner.words)))
        if sentence.words != partner.words and _conflict(sentence, partner, shorter, longer, has_names=has_names):
            conflicting += common
        elif common >= _SAME_SENTENCE * least:
            same += common
            shared |= {sentence, partner}
        elif common >= _EDITED_SENTENCE * most:
            same += common // 2
    share, conflict = same / shorter.size, conflicting / shorter.size
    is_new = sum(_beginning(text, shared) / text.size for text in (shorter, longer)) > MOST_NEW_BEGINNINGS
    is_same = _decide(share, conflict, shorter, longer, is_new=is_new)
    if is_one_source:
        is_whole = share >= _SHORT_SHARE and shorter.size >= FEW_WORDS
        is_same = is_same and is_whole and not is_new and _has_same_title(shorter, longer)
    return Sameness(share, conflict, is_same=is_same)


def _beginning(text: Text, shared: Container[Sentence]) -> int:
    """Return how many words stand before the first sentence that is in both texts."""
    own = takewhile(lambda sentence: sentence not in shared, text.sentences)
    return sum(len(sentence.words) for sentence in own)


def _decide(share: float, conflict: float, shorter: Text, longer: Text, *, is_new: bool) -> bool:
    if conflict > MOST_CONFLICT or conflict > MOST_CONFLICT_RATIO * share:
        return False
    has_same_title = _has_same_title(shorter, longer)
    if shorter.size < FEW_WORDS:
        return has_same_title and share >= _SHORT_SHARE and not conflict
    if not has_same_title and shorter.size < FEW_SENTENCES_WORDS and not _has_headline(shorter, longer):
        return False
    is_cut = shorter.size < LEAST_LENGTH_RATIO * longer.size
    return share >= LEAST_SHARE and (has_same_title or not (is_cut or is_new))


def _has_same_title(one: Text, other: Text) -> bool:
    titles = (" ".join(words_of(text.title)) for text in (one, other))
    return fuzz.token_set_ratio(*titles) >= _SAME_TITLE


def _has_headline(one: Text, other: Text) -> bool:
    """Whether the headline of any of two texts says what the other one tells."""
    for text, told in ((one, other), (other, one)):
        heading = set(words_of(text.title))
        if len(heading & told.in_sentences) >= LEAST_HEADLINE * max(1, len(heading)):
            return True
    return False


def _pairs(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Give each of `sentences` with the one of `others` it has most in common with, if it has anything."""
    exact = {other.words: other for other in others}
    places: dict[str, list[int]] = {}
    for place, other in enumerate(others):
        for pair in set(_neighbours(other.words)):
            places.setdefault(pair, []).append(place)
    for sentence in sentences:
        if (twin := exact.get(sentence.words)) is not None:
            yield sentence, twin
            continue
        votes: Counter[int] = Counter()
        for pair in set(_neighbours(sentence.words)):
            if len(having := places.get(pair, ())) <= _COMMON_PAIR:
                votes.update(having)
        if votes:
            yield sentence, others[max(votes.items(), key=lambda vote: (vote[1], -vote[0]))[0]]


def _neighbours(words: Sequence[str]) -> Iterable[str]:
    return map(" ".join, pairwise(words)) if len(words) > 1 else words


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    return (Counter(words) & Counter(others)).total()


def _conflict(one: Sentence, other: Sentence, in_one: Text, in_other: Text, *, has_names: bool) -> bool:
    """Whether two sentences that are much alike say it of other things: each has a number, or a name, that the other lacks."""
    if _common(one.words, other.words) < _EDITED_SENTENCE * max(len(one.words), len(other.words)):
        return False
    if (one.numbers - other.numbers) and (other.numbers - one.numbers):
        return True
    mine, theirs = (_names(sentence, has_names=has_names) for sentence in (one, other))
    return bool(mine - in_other.vocabulary) and bool(theirs - in_one.vocabulary)


def _names(sentence: Sentence, *, has_names: bool) -> frozenset[str]:
    names = frozenset(_KATAKANA.findall(sentence.raw))
    if has_names:
        capitals = (word for word in _WORD.findall(sentence.raw)[1:] if word[0].isupper())
        names |= frozenset(part for word in capitals for part in words_of(word))
    return names
