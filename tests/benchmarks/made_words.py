"""Vocabularies for made libraries: words that no language has, as often as words are in one.

A few real function words stand at the head of each vocabulary, since half of every text is made of them; the rest is put
together from syllables of our own. The words follow Zipf's law with Mandelbrot's shift (P(rank) ~ 1/(rank + 2.7)**1.07,
which fits news prose). Scripts without spaces, accents and capitals are there because folding and cutting cost time.
The same seed gives the same words everywhere.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

ZIPF_SHIFT, ZIPF_POWER = 2.7, 1.07
WORDS_IN_A_LANGUAGE = 40_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, the most frequent first."""

    language: str
    """A BCP 47 tag."""
    share: float
    """Of the articles."""
    words: tuple[str, ...]
    weights: tuple[float, ...]
    """Cumulative, for `random.choices`."""
    gap: str = " "
    """What stands between two words."""
    stop: str = ". "
    """What stands between two sentences."""

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Return `count` words as they come in a text."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, words: list[str]) -> str:
        """Return words as a sentence without its full stop."""
        text = self.gap.join(words)
        return text[:1].upper() + text[1:]


_ENGLISH = (
    "the of and to in a is that for it was on are as with his they at be this from have or by one had not but what all were "
    "when we there can an your which their said if do will each about how up out them then she many some so these would other"
)
_GERMAN = (
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach "
    "wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein"
)
_FRENCH = (
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont été avec son ses aux d'un ou "
    "leur même ces elle nous ont cette après être très où déjà était fait deux comme mais"
)
_RUSSIAN = "и в не на я быть он с что а по это она этот к но они мы весь который из у который то за свой от со для ты же все так"

_CONSONANTS = "b c d f g h j k l m n p r s t v w z br ch cl cr dr fl gr pl pr sh sl st th tr".split()
_VOWELS = "a e i o u ai ea ee io ou".split()
_CODAS = ("", "", "", "n", "r", "s", "t", "l", "nd", "st", "ck", "m")
_GERMAN_VOWELS = "a e i o u ä ö ü ei au ie".split()
_FRENCH_VOWELS = "a e i o u é è ê à ô ou eau ai œu".split()
_CYRILLIC_CONSONANTS = "б в г д ж з к л м н п р с т ф х ц ч ш ст пр".split()
_CYRILLIC_CODAS = ("", "", "", "н", "р", "с", "т", "л", "ст", "к", "м", "й")
_CYRILLIC_VOWELS = "а е и о у ы э ю я ё й".split()
_KANA = [chr(code) for code in range(0x3042, 0x3094)]
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 20_000, 8)]


def vocabularies(seed: int = 11) -> tuple[Vocabulary, ...]:
    """Return the languages of a made library. Their shares add up to one."""
    chance = random.Random(seed)
    return (
        _spaced(chance, "en", 0.58, _ENGLISH, _CONSONANTS, _VOWELS),
        _spaced(chance, "de", 0.12, _GERMAN, [*_CONSONANTS, "sch", "tz"], _GERMAN_VOWELS),
        _spaced(chance, "fr", 0.10, _FRENCH, [*_CONSONANTS, "ç", "qu"], _FRENCH_VOWELS),
        _spaced(chance, "ru", 0.06, _RUSSIAN, _CYRILLIC_CONSONANTS, _CYRILLIC_VOWELS, _CYRILLIC_CODAS),
        _spaceless(chance, "zh", 0.08, lambda: "".join(chance.choices(_HAN, k=chance.choice((1, 2, 2, 2, 3))))),
        _spaceless(
            chance,
            "ja",
            0.06,
            lambda: "".join(
                chance.choices(_HAN, k=chance.choice((0, 1, 2))) + chance.choices(_KANA, k=chance.randint(1, 3))
            ),
        ),
    )


def _spaced(
    chance: random.Random,
    language: str,
    share: float,
    common: str,
    consonants: list[str],
    vowels: list[str],
    codas: Sequence[str] = _CODAS,
) -> Vocabulary:
    def make() -> str:
        syllables = chance.choices((1, 2, 3, 4), weights=(1, 5, 5, 2))[0]
        return "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(syllables)) + chance.choice(
            _CODAS
        )

    return _vocabulary(language, share, _distinct(common.split(), make), " ", ". ")


def _spaceless(chance: random.Random, language: str, share: float, make: Callable[[], str]) -> Vocabulary:
    return _vocabulary(language, share, _distinct([], make), "", "。")


def _distinct(common: list[str], make: Callable[[], str]) -> list[str]:
    found = dict.fromkeys(common)
    while len(found) < WORDS_IN_A_LANGUAGE:
        found[make()] = None
    return list(found)


def _vocabulary(language: str, share: float, words: list[str], gap: str, stop: str) -> Vocabulary:
    weights = accumulate(1 / (rank + ZIPF_SHIFT) ** ZIPF_POWER for rank in range(len(words)))
    return Vocabulary(language, share, tuple(words), tuple(weights), gap, stop)
