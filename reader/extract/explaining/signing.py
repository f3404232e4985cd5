"""From a part of a page to the rule that would keep or drop its kind on the site from now on.

A rule is to hold on other articles and to take nothing with it on this one: a rule that drops must name no other part that is
kept, a rule that keeps no part that was left out among kept text. Names of the element come first, then a name around it,
then bare tags in a box; what no element tells apart is named by the words of its line.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice

from reader.extract.markup.tree import Element
from reader.extract.user_rules.signatures import MAX_LETTERS, TEXT_MARK, escape_line, fold_line
from reader.extract.user_rules.stable_names import stable_selectors
from reader.model.patterns import compile_late
from reader.model.text import collapse
from reader.model.values import dataclass

MAX_LEVELS = 8
"""Boxes around a part whose names are tried."""
MAX_NAMES = 4
"""Names of one element that are tried."""
MAX_BOXES = 3
MAX_OTHERS = 12
"""Parts of its own kind that may come in with one that is kept: the lines of a box, not a list of all the site."""
MAX_WHOLE_LETTERS = 120
"""A line up to this length is named as a whole, a longer one by its beginning."""
MAX_LABEL_LETTERS = 40
"""A label before a colon, as in "Read also: …", is at most so long."""
BUCKET_LETTERS = 3
"""Lines that a pattern may name begin with the same letters."""

MAX_ALIKE = 300
"""Lines of one beginning that a pattern is held against; where there are more, it is too likely to name others."""
MAX_LABEL_WORDS = 4
MAX_LABELLED_LETTERS = 160

Words = tuple[tuple[str, ...], ...]
"""A signature in the making: from the outermost box to the element itself, each with its selectors."""

_LABEL = compile_late(rf"([^:：]{{2,{MAX_LABEL_LETTERS}}}(?::(?=\s)|：))\s*[^\s\"“”„«»‘’「『]")
"""What a label is of; a quotation after a colon is the text's own."""
_NUMBER = compile_late(r"\d(?:[\d.,:\u00a0\u202f' ]*\d)?")
_PLAIN_TAGS = frozenset({"div", "span", "html", "body"})
"""Tags that say nothing without a name, or name everything."""


@dataclass(frozen=True, slots=True)
class Signable:
    """A part as far as signing it goes."""

    line: Sequence[Element]
    """Its element and those above it, innermost first; empty if it has none."""
    text: str
    is_kept: bool
    has_lines: bool = True
    """Whether a rule for lines can reach it: what pruning removes is never read line by line."""


class Signer:
    """Makes the rules of one page. What elements are called is gathered once: linear in the parts and their depth."""

    def __init__(self, parts: Sequence[Signable]) -> None:
        self._parts = parts
        self._kept = _mask(index for index, part in enumerate(parts) if part.is_kept)
        self._names: dict[Element, tuple[str, ...]] = {}
        below: dict[str, list[int]] = defaultdict(list)
        self._lines: dict[str, list[int]] = defaultdict(list)
        self._texts: dict[int, str] = {}
        for index, part in enumerate(parts):
            for selector in {name for element in part.line for name in (*self._named(element), str(element.tag))}:
                below[selector].append(index)
            if part.has_lines:
                self._lines[_bucket(part.text)].append(index)
        self._below = {selector: _mask(indexes) for selector, indexes in below.items()}

    def _named(self, element: Element) -> tuple[str, ...]:
        names = self._names.get(element)
        if names is None:
            names = self._names[element] = tuple(islice(dict.fromkeys(stable_selectors(element)), MAX_NAMES))
        return names

    def sign(self, index: int) -> str | None:
        """Return the signature of the rule that would drop the kept part at `index`, or keep the one that was left out.

        None if nothing names it without naming others as well.
        """
        part = self._parts[index]
        for tier in self._tiers(part.line):
            fitting = [words for words in tier if self._fits(index, words)]
            if fitting:
                return min((" ".join(map("".join, words)) for words in fitting), key=lambda found: -len(found))
        if not part.has_lines:
            return None
        return next((found.signature for found in line_patterns(part.text) if self._fits_line(index, found)), None)

    def _tiers(self, line: Sequence[Element]) -> Iterator[list[Words]]:
        """Yield candidates of equal worth, the best first."""
        if not line:
            return
        own, tag = self._named(line[0]), str(line[0].tag)
        boxes = [names for element in line[1:MAX_LEVELS] if (names := self._named(element))][:MAX_BOXES]
        yield [((name,),) for name in own]
        yield [(pair,) for pair in combinations((name for name in own if name.startswith(".")), 2)]
        for names in boxes:
            yield [((box,), (name,)) for box in names for name in own]
            yield [((box,), (tag,)) for box in names]
        if tag not in _PLAIN_TAGS:
            yield [((tag,),)]
            yield [((box,), (tag,)) for element in line[1:MAX_LEVELS] if (box := str(element.tag)) not in _PLAIN_TAGS]

    def _reach(self, selectors: Iterable[str]) -> int:
        """The parts that stand in elements of each of these names: at least those that a rule of them names."""
        mask = -1
        for selector in selectors:
            mask &= self._below.get(selector, 0)
        return mask

    def _fits(self, index: int, words: Words) -> bool:
        mask, own = self._reach(chain.from_iterable(words)), 1 << index
        if self._parts[index].is_kept:
            return mask & self._kept == own
        others = mask & ~self._kept & ~own
        if not others or others.bit_count() > MAX_OTHERS:
            return not others
        names = [selector for selector in chain.from_iterable(words) if selector[0] in ".#["]
        return bool(names) and not self._reach(names) & self._kept  # a kind of its own, and all of it was left out

    def _fits_line(self, index: int, pattern: "LinePattern") -> bool:
        part = self._parts[index]
        alike = self._lines[_bucket(part.text)]
        return len(alike) <= MAX_ALIKE and not any(
            pattern.names(self._folded(at))
            for at in alike
            if at != index
            and self._parts[at].is_kept is part.is_kept
            and (part.is_kept or self._parts[at].text != part.text)
        )

    def _folded(self, index: int) -> str:
        folded = self._texts.get(index)
        if folded is None:
            folded = self._texts[index] = fold_line(self._parts[index].text)
        return folded


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A signature for lines, and what it names, told without compiling it."""

    signature: str
    beginning: str
    """Folded; numbers as `#` if `is_numbered`."""
    is_whole: bool
    is_numbered: bool

    def names(self, folded: str) -> bool:
        """Whether the signature names a line, given as `fold_line` returns it; in doubt it does."""
        line = _NUMBER.sub("#", folded) if self.is_numbered else folded
        return line == self.beginning if self.is_whole else line.startswith(self.beginning)


def line_patterns(text: str) -> Iterator[LinePattern]:
    """Yield signatures of the line `text`, the most general first; none for a line without words."""
    line = collapse(text[: 4 * MAX_LETTERS])
    label = _LABEL.match(line) if len(text) <= MAX_LABELLED_LETTERS else None
    if label and len(label[1].split()) <= MAX_LABEL_WORDS and _has_letters(label[1]):
        yield LinePattern(f"{TEXT_MARK} {_numbered(label[1])} *", _NUMBER.sub("#", fold_line(label[1])), False, True)
    if len(line) > MAX_WHOLE_LETTERS:
        beginning = line[:MAX_WHOLE_LETTERS]
        if " " in beginning[MAX_WHOLE_LETTERS // 2 :]:
            beginning = beginning.rpartition(" ")[0]
        if _has_letters(beginning):
            yield LinePattern(f"{TEXT_MARK} {escape_line(beginning)}*", fold_line(beginning), False, False)
    elif _has_letters(line):
        yield LinePattern(f"{TEXT_MARK} {_numbered(line)}", _NUMBER.sub("#", fold_line(line)), True, True)
        yield LinePattern(f"{TEXT_MARK} {escape_line(line)}", fold_line(line), True, False)


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _numbered(text: str) -> str:
    """Return `text` for a signature, each number in it as `#`."""
    return "#".join(map(escape_line, _NUMBER.split(text)))


def _mask(indexes: Iterable[int]) -> int:
    """Return a number with the bits at `indexes` set."""
    wanted = list(indexes)
    bits = bytearray(max(wanted, default=0) // 8 + 1)
    for index in wanted:
        bits[index // 8] |= 1 << index % 8
    return int.from_bytes(bits, "little")


def _bucket(text: str) -> str:
    return _NUMBER.sub("#", collapse(text[:200]))[:BUCKET_LETTERS].casefold()
