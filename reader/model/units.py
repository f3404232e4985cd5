"""Words, sentences and paragraphs: where they begin and end in a text, and how many there are.

Pure functions over one block's text (or any text); ranges are half-open in code points. Sentence ends follow a small set of
rules that errs towards longer sentences: an abbreviation, an initial or a number before the stop does not end one. Called by
the caret, the current sentence, the anchors and the word counts.
"""

import re
from functools import lru_cache
from typing import NamedTuple


class TextRange(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. (Hangul has spaces.)
_UNSPACED_CLASS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f"
)
_UNSPACED = re.compile(f"[{_UNSPACED_CLASS}]")
_WORD = re.compile(
    "[\u3040-\u309f]+|[\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9d]+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]{1,2}"
    r"|(?:(?![" + _UNSPACED_CLASS + r"])\w)(?:(?:[\u200c\u200d'’·.,:/@-](?=\w))?"
    r"(?:(?![" + _UNSPACED_CLASS + r"])[\w\u0300-\u036f\u0900-\u0dff\u200c\u200d]))*"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)

_ENDER = re.compile(r"(?P<stop>[.!?…؟۔।]+|[。！？｡．]+)(?P<close>[\"'”’»›)\]」』）】〉》]*)")
_WIDE_STOP = frozenset("。！？｡．")
_ABBREVIATIONS = frozenset(
    # English, German, French, Spanish, Italian, Portuguese, Dutch, Russian; lower-case, without the last stop.
    "mr mrs ms dr prof sr jr st rev gen col lt capt sgt gov sen rep pres hon messrs mt ft vs etc inc ltd corp co no nos"
    " vol pp fig al ca cf ed eds jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx dept est"
    " bzw usw vgl evtl ggf inkl bspw sog hl nr str tel abs art bd hrsg jh mio mrd dipl ing geb gest verh"
    " mme mlle mm me av bd env éd p.ex sra srta ud uds dña gral pág núm avda"
    " sig sigg dott ing avv prof.ssa pag dr.ssa exmo exma bros dhr mevr drs ir"
    " г гг ул д стр тыс млн млрд руб коп им проф акад т.е т.д т.п др см".split()
)
_OPENERS = "\"'“‘„«‹([¿¡「『（【〈《—–-"


def words(text: str) -> tuple[TextRange, ...]:
    """Return the words of `text` in order; in Han text, pairs of characters stand for words."""
    return _words(text)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[TextRange, ...]:
    return tuple(TextRange(found.start(), found.end()) for found in _WORD.finditer(text))


def sentences(text: str) -> tuple[TextRange, ...]:
    """Return the sentences of one block's text, white space between them left out; together they hold all its words.

    Line breaks (captions and credits, code, table rows) always end a sentence.
    """
    return _sentences(text)


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[TextRange, ...]:
    found: list[TextRange] = []
    at = 0
    for line in text.split("\n"):
        cuts = [at + cut for cut in _sentence_ends(line)]
        start = at
        for end in (*cuts, at + len(line)):
            left = start
            while left < end and text[left].isspace():
                left += 1
            right = end
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                found.append(TextRange(left, right))
            start = end
        at += len(line) + 1
    return tuple(found)


def _sentence_ends(line: str) -> list[int]:
    ends = []
    for match in _ENDER.finditer(line):
        end = match.end()
        if end >= len(line):
            break
        stop = match["stop"]
        if stop[-1] in _WIDE_STOP:
            ends.append(end)
            continue
        if not line[end].isspace():
            continue
        following = line[end:].lstrip()
        if not following:
            break
        bare = following.lstrip(_OPENERS).lstrip()
        first = bare[:1] or following[0]
        if first.islower():
            continue
        if stop == "." and not match["close"] and _is_abbreviation(line, match.start(), first):
            continue
        ends.append(end)
    return ends


def _is_abbreviation(line: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and not to the sentence."""
    start = stop
    while start and not line[start - 1].isspace() and line[start - 1] not in "([\"'“‘„«–—":
        start -= 1
    word = line[start:stop]
    if not word:
        return False
    if word.casefold() in _ABBREVIATIONS:
        return True
    if len(word) == 1 and word.isalpha() and word.isupper() and not _UNSPACED.match(word):
        return following.isalpha()  # an initial: J. Brandt
    if "." in word and len(word) <= 6 and all(len(part) <= 2 for part in word.split(".")):
        return following.isalpha() and not word[-1].islower()  # U.S. Senate
    return word.isdigit() and len(word) <= 2 and following.isalpha() and following.isupper() and start > 0  # am 3. März


def count_words(text: str) -> int:
    """Return how many words `text` has; Han, Kana and Thai count as two characters a word."""
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() else 0
    if not unspaced:
        return len(text.split())
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction: 238 (Brysbaert 2019, a review of 190 studies), rounded down for figures."""

UNSPACED_PER_MINUTE = 500
"""Characters a minute in scripts without spaces: between what the same review gives for Chinese and for Japanese."""


def reading_minutes(text: str) -> int:
    """Return the minutes to read `text`, rounded, at least 1."""
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() else 0
    spaced = len(_UNSPACED.sub(" ", text).split()) if unspaced else len(text.split())
    return max(1, round(spaced / WORDS_PER_MINUTE + unspaced / UNSPACED_PER_MINUTE))
