"""The word lists and patterns of the HTML steps, read once from `site_rules.toml`.

Rules are data: what can be said as "a class name like this" or "a line that begins so" stands in the file, not in code.
What a reader adds for one site is told in `user_rules`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from reader.model.patterns import compile_late
from reader.model.values import dataclass

_ESCAPED_OR_PLAIN = compile_late(r"\\.|[^\\]+", re.DOTALL)
_PIECE = compile_late(r"[a-z]+")
NO_GROUPS: frozenset[str] = frozenset()


class AnyCase:
    """A pattern searched in lower case: on long lists of words that costs a fifth of what `re.IGNORECASE` does.

    What that takes for one letter is one letter here: `I`, `İ` and `ı`, both small sigmas. Letters keep their places.
    """

    __slots__ = ("_pattern",)

    def __init__(self, pattern: str) -> None:
        self._pattern = compile_late(_ESCAPED_OR_PLAIN.sub(_in_lower_case, pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match anywhere; places in it are those in `text`."""
        return self._pattern.search(_lower(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of `text`."""
        return self._pattern.match(_lower(text))

    def findall(self, text: str) -> list[str]:
        """Return all matches, in lower case."""
        return self._pattern.findall(_lower(text))


def _in_lower_case(part: re.Match[str]) -> str:
    return part[0] if part[0][0] == "\\" else _lower(part[0])  # `\\W` is not `\\w`


def _lower(text: str) -> str:
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return lowered.replace("i\u0307", "i").replace("ı", "i").replace("ς", "σ")


class NameGroups(Mapping[str, re.Pattern[str]]):
    """What class names hint at: the pattern of each group, and all of them asked at once.

    Nearly all names are small ASCII letters. Their pieces are looked up, which costs a tenth of searching with each pattern.
    """

    def __init__(self, words_of: Mapping[str, str]) -> None:
        self._patterns = {group: _parts(words) for group, words in words_of.items()}
        pieces: dict[str, set[str]] = {}
        compounds: set[str] = set()
        for group, words in words_of.items():
            for word in words.split():
                if not _PIECE.fullmatch(word):
                    compounds.add(word)
                    continue
                for form in (word, f"{word}s", f"{word}ed"):  # as the patterns have it
                    pieces.setdefault(form, set()).add(group)
        self._pieces = {piece: frozenset(groups) for piece, groups in pieces.items()}
        self._compound = re.compile("|".join(map(re.escape, sorted(compounds))) or r"(?!)")

    def __getitem__(self, group: str) -> re.Pattern[str]:
        return self._patterns[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def of(self, names: str) -> frozenset[str]:
        """Return the groups that `names`, any number between blanks, hint at."""
        if not names.isascii() or names != names.lower() or self._compound.search(names):
            if " " in names:
                return NO_GROUPS.union(*map(self.of, names.split()))
            return frozenset(group for group, pattern in self._patterns.items() if pattern.search(names))
        return NO_GROUPS.union(*(self._pieces[piece] for piece in _PIECE.findall(names) if piece in self._pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The compiled lists; every pattern is searched, case ignored."""

    roles: frozenset[str]
    """ARIA roles of what is never article."""
    tags: frozenset[str]
    """Elements removed with all they hold."""
    captions: AnyCase
    """Class names of caption-like elements."""
    credits: AnyCase
    """Class names of credit-like elements."""
    decks: AnyCase
    """Class names of standfirsts."""
    groups: NameGroups
    """Class names by what they hint at; evidence for `features`, never a verdict."""
    bylines: AnyCase
    """Class names of bylines."""
    lines: AnyCase
    """How a line begins that leads away from the article, matched at its start."""
    lines_anywhere: AnyCase
    """What gives a line away wherever it stands in it."""
    channels: AnyCase
    """Names of where else a paper is to be read or followed, and words for paying for it."""
    contributors: AnyCase
    """How a line says who else worked on the report."""
    headings: AnyCase
    """A heading over related links, comments, promotion."""
    no_captions: re.Pattern[str]
    """What is no caption although it stands in its place, matched at its start."""


@cache
def load_rules() -> Rules:
    """Return the rules that come with the program. Reads one file, once a process."""
    data = tomllib.loads((files("reader.extract.markup") / "site_rules.toml").read_text(encoding="utf-8"))
    return Rules(
        roles=frozenset(data["remove"]["roles"]),
        tags=frozenset(data["remove"]["tags"]),
        captions=_names(data["class"]["captions"]),
        credits=_names(data["class"]["credits"]),
        decks=_names(data["class"]["decks"]),
        groups=NameGroups(data["group"]),
        bylines=_names(data["class"]["bylines"]),
        lines=AnyCase(_starts(data["line"]["starts"])),
        lines_anywhere=_names(data["line"]["anywhere"]),
        channels=_parts_of_words(data["line"]["channels"]),
        contributors=_names(data["line"]["contributors"]),
        headings=AnyCase(_starts(data["line"]["headings"])),
        no_captions=compile_late(
            rf"\W{{0,4}}(?:{'|'.join(data['line']['labels'])})\W{{0,4}}\Z|{_starts(data['line']['captions'])}",
            re.IGNORECASE,
        ),
    )


def _names(parts: list[str]) -> AnyCase:
    return AnyCase("|".join(parts))


def _parts_of_words(parts: list[str]) -> AnyCase:
    """Match each part at the start of a word."""
    return AnyCase(r"(?<!\w)(?:" + "|".join(parts) + ")")


def _parts(words: str) -> re.Pattern[str]:
    """Match each word as a part of a class name: between blanks, hyphens, underscores, or at a change to capitals."""
    joined = "|".join(words.split())
    return compile_late(rf"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?i:{joined})(?:s|ed)?(?![a-z])")


def _starts(parts: list[str]) -> str:
    return r"\W{0,4}(?:" + "|".join(parts) + r")(?!\w)"
