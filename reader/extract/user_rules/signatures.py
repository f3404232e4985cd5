"""Signatures: how a reader's rule names a kind of block, by its element or by the words of its line.

An element's signature is a small part of CSS: tag, `.class`, `#id` and `[data-testid=name]`, several of them for boxes in boxes
(`.story-body aside.related`); `*` in a name stands for any letters. A line's signature is `text:` and the line, where `*` stands
for any words and `#` for a number; case does not count, and a backslash takes a sign for itself. Knows no tree: an element is
whatever has a tag, attributes and a parent.
"""

import re
from functools import cached_property, lru_cache
from typing import Protocol

from reader.model.patterns import compile_late
from reader.model.text import collapse
from reader.model.values import dataclass

TEXT_MARK = "text:"
MAX_LETTERS = 400
"""Of a signature: far more than a name or a line needs."""
MAX_LINE_LETTERS = 2_000
"""A line is compared so far."""
MAX_CLASSES = 40
MAX_NAME_LETTERS = 120
TEST_IDS = ("data-testid", "data-component")
"""Attributes in which makers of pages name their parts beside class and id."""

_NAME = r"[\w*-]+"
_COMPOUND = compile_late(
    rf"(?P<tag>[a-zA-Z][\w-]*)?(?P<names>(?:[.#]{_NAME}|\[(?:{'|'.join(TEST_IDS)})=[\"']?{_NAME}[\"']?\])*)"
)
_PART = compile_late(rf"(?P<sign>[.#])(?P<name>{_NAME})|\[(?P<attribute>[\w-]+)=[\"']?(?P<value>{_NAME})[\"']?\]")
_GLOB_PIECES = compile_late(r"\\(.)|(\*)|(#)|([^\\*#]+|\\\Z)", re.DOTALL)
_NUMBER = r"\d(?:[\d.,:\u00a0\u202f' ]*\d)?"


class Node(Protocol):
    """An element as a signature sees it."""

    @property
    def tag(self) -> object:
        """Its tag; of what is no element, something that is no text."""

    def get(self, key: str, /) -> str | None:
        """Return an attribute, None if it has none of that name."""

    def getparent(self) -> "Node | None":
        """Return the element around it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A class, id or test id that an element must have."""

    attribute: str
    pattern: re.Pattern[str]

    def is_on(self, element: Node) -> bool:
        value = element.get(self.attribute)
        if not value:
            return False
        names = value.split(None, MAX_CLASSES)[:MAX_CLASSES] if self.attribute == "class" else (value.strip(),)
        return any(len(name) <= MAX_NAME_LETTERS and self.pattern.fullmatch(name) for name in names)


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    names: tuple[_Name, ...]

    def is_on(self, element: Node) -> bool:
        return (not self.tag or element.tag == self.tag) and all(name.is_on(element) for name in self.names)


@dataclass(frozen=True)
class ElementSignature:
    """Names elements; whatever stands in one belongs to it."""

    compounds: tuple[_Compound, ...]
    """From the outermost box to the element itself."""

    @property
    def has_names(self) -> bool:
        """Whether the element itself must have a class, an id or a test id."""
        return bool(self.compounds[-1].names)

    @cached_property
    def weight(self) -> int:
        """How much it says: of two on one element, the one that says more counts."""
        return sum(2 * len(compound.names) + bool(compound.tag) for compound in self.compounds)

    def matches(self, element: Node) -> bool:
        """Whether `element` itself is named. Costs its depth at most."""
        *boxes, own = self.compounds
        if not own.is_on(element):
            return False
        above = element.getparent()
        while boxes and above is not None:
            if boxes[-1].is_on(above):
                boxes.pop()
            above = above.getparent()
        return not boxes


@dataclass(frozen=True)
class LineSignature:
    """Names lines by their words."""

    pieces: tuple[re.Pattern[str], ...]
    """What stands between the stars, in order; without a star one piece."""
    weight: int
    """Letters it settles."""

    def matches(self, line: str) -> bool:
        """Whether a line is named, as `fold_line` returns it. Each piece is looked for once: linear in the line."""
        first, *rest = self.pieces
        found = first.match(line)
        for piece in rest:
            found = piece.search(line, found.end()) if found else None
        return found is not None


Signature = ElementSignature | LineSignature


def fold_line(text: str) -> str:
    """Return `text` as lines are compared: one line, no case, not longer than need be."""
    return collapse(text[: 2 * MAX_LINE_LETTERS])[:MAX_LINE_LETTERS].casefold()


@lru_cache(maxsize=1_000)
def parse_signature(text: str) -> Signature:
    """Return what `text` names. Raises ValueError with a line that says what is wrong with it."""
    if not text.strip():
        raise ValueError("it is empty")
    if len(text) > MAX_LETTERS:
        raise ValueError(f"it is longer than {MAX_LETTERS} letters")
    stripped = text.strip()
    if stripped.casefold().startswith(TEXT_MARK):
        return _parse_line(stripped[len(TEXT_MARK) :].strip())
    return ElementSignature(tuple(_parse_compound(word) for word in stripped.split()))


def _parse_compound(word: str) -> _Compound:
    found = _COMPOUND.fullmatch(word)
    if not found:
        raise ValueError(f"{word!r} is no tag, .class, #id or [data-testid=name]; a line begins with text:")
    names = []
    for part in _PART.finditer(found["names"]):
        attribute = part["attribute"] or ("class" if part["sign"] == "." else "id")
        name = part["name"] or part["value"]
        if not name.strip("*"):
            raise ValueError(f"{word!r} names everything")
        names.append(_Name(attribute, re.compile(".*?".join(map(re.escape, name.split("*"))))))
    return _Compound((found["tag"] or "").lower(), tuple(names))


def _parse_line(line: str) -> LineSignature:
    pieces, weight = [""], 0
    for escaped, star, number, words in _GLOB_PIECES.findall(collapse(line).casefold()):
        if star:
            pieces.append("")
        elif number:
            pieces[-1] += _NUMBER
            weight += 1
        else:
            pieces[-1] += re.escape(escaped or words)
            weight += len(escaped or words)
    if not any(letter.isalnum() for letter in line):
        raise ValueError("text: needs words after it")
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):  # a star stands for nothing too, and then for no blank beside it
        piece = piece.removeprefix(r"\ ") if index else piece
        pieces[index] = piece.removesuffix(r"\ ") if index < last else rf"(?:{piece})\Z"
    return LineSignature(tuple(map(re.compile, pieces)), weight)


def escape_line(text: str) -> str:
    """Return `text` for use in a line's signature: its own stars, numbers' signs and backslashes stand for themselves."""
    return re.sub(r"([\\*#])", r"\\\1", text)
