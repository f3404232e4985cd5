"""Who wrote an entry: names from all the ways in which feeds give them, without addresses and without what templates print.

`dc:creator` and JSON Feed give a name, Atom a person with name and address, RSS 2.0 an address with the name behind it in
brackets (which producers turn round), and all of them several names in one.
"""

import re
from collections.abc import Iterable

from reader.feeds.texts import short_text
from reader.model.patterns import compile_late
from reader.model.text import collapse

MAX_NAMES = 20
MAX_NAME_LETTERS = 120

_MAX_GIVEN_LETTERS = 2_000
_MAIL = compile_late(r"<?(?:mailto:)?[^\s<>()@,;]{1,100}@[^\s<>()@,;]{1,200}>?", re.IGNORECASE)
_ADDRESS = compile_late(r"https?://\S+", re.IGNORECASE)
_BY = compile_late(r"(?:by|por|par)(?::\s{0,3}|\s{1,3})(?=\S)", re.IGNORECASE)
_BETWEEN = compile_late(r"\s{0,3}[;|•·]\s{0,3}|\s{1,3}/\s{1,3}")
_AND = compile_late(r",\s{0,3}(?:(?:and|und)\s{1,3})?|\s{1,3}(?:&|and|und|et|och|og|y|e|en)\s{1,3}", re.IGNORECASE)
_EMPTY_BRACKETS = compile_late(r"\(\s*\)|<\s*>|\[\s*\]")
_NOBODY = frozenset(
    "admin administrator anonymous author default editor editors n/a no-reply none noreply null root undefined unknown unbekannt"
    " user webmaster wordpress".split()
)


def names_of(given: Iterable[str]) -> tuple[str, ...]:
    """Return the names in what a feed gives for the authors of one thing, each once, in its order."""
    names: dict[str, str] = {}
    for text in given:
        for name in _split(_without_addresses(text)):
            if name.casefold() not in _NOBODY and any(letter.isalpha() for letter in name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_NAMES]


def _without_addresses(text: str) -> str:
    """Return `text` without mail and web addresses, and without the brackets that are left of "mail (Name)"."""
    text = short_text(text[:_MAX_GIVEN_LETTERS], _MAX_GIVEN_LETTERS)
    if "@" not in text and "://" not in text:
        return text
    text = collapse(_EMPTY_BRACKETS.sub("", _ADDRESS.sub(" ", _MAIL.sub(" ", text)))).strip(" -–,;")
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text


def _split(text: str) -> list[str]:
    """Return the single names. A comma or "and" parts names only where each side is a whole one: "Lund, Petra" is one person,
    "Fish & Chips" one paper."""
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    names = []
    for part in _BETWEEN.split(text):
        several = [one.strip() for one in _AND.split(part)]
        names += several if all(" " in one for one in several) else [part.strip()]
    return [name for name in (name.strip(" ,") for name in names) if 0 < len(name) <= MAX_NAME_LETTERS]
