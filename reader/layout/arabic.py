"""Arabic letters in their joined forms, as the presentation forms of Unicode have them (blocks FB50 and FE70).

For terminals that get letters in the order in which they are read and draw each of them alone. Lam and alef take one cell, as
they take one place everywhere. Letters that have no such forms, of languages far from the Arab countries, stay as they are.
Called by `bidi`.
"""

import unicodedata
from functools import cache
from typing import NamedTuple


class _Forms(NamedTuple):
    """The shapes of a letter; empty where it has none."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


_NO_FORMS = _Forms()
_TATWEEL, _JOINER = "\u0640", "\u200d"
_JOINERS = frozenset("\u200c\u200d")
_LAM = "\u0644"


@cache
def _arabic_forms() -> dict[str, _Forms]:
    """Return the shapes of the letters, and of lam with an alef, from Unicode's compatibility decompositions."""
    forms: dict[str, _Forms] = {}
    for code_point in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        tag, _, points = unicodedata.decomposition(chr(code_point)).partition(" ")
        base = "".join(chr(int(point, 16)) for point in points.split())
        form = tag.strip("<>")
        is_ligature = len(base) == 2 and base[0] == _LAM and code_point >= 0xFEF5
        if (len(base) == 1 or is_ligature) and form in _Forms._fields:
            forms[base] = forms.get(base, _NO_FORMS)._replace(**{form: chr(code_point)})
    return forms


def joined(line: str) -> list[str]:
    """Return what stands for each code point of `line`: joined forms; nothing for an alef that went into its lam."""
    shapes = list(line)
    forms = _arabic_forms()
    joins_on = False  # whether the letter before reaches out to the next one
    before = -1
    for at, letter in enumerate(line):
        if letter not in forms:
            if unicodedata.bidirectional(letter) != "NSM":
                joins_on, before = letter in (_TATWEEL, _JOINER), -1
            if letter in _JOINERS and at and line[at - 1] in forms:
                shapes[at] = ""  # it has done what it is for
            continue
        form = forms[letter]
        if before >= 0 and line[before] == _LAM and _LAM + letter in forms:
            ligature = forms[_LAM + letter]
            is_final = shapes[before] in (forms[_LAM].medial, forms[_LAM].final)
            shapes[before] = ligature.final if is_final else ligature.isolated
            shapes[at] = ""
            joins_on, before = False, -1
            continue
        takes = joins_on and bool(form.final)
        gives = bool(form.initial) and _takes_after(line, at + 1, forms)
        shapes[at] = (
            (form.medial if gives else form.final) if takes else (form.initial if gives else form.isolated)
        ) or letter
        joins_on, before = gives, at
    return shapes


def _takes_after(line: str, at: int, forms: dict[str, _Forms]) -> bool:
    """Whether the next letter from `at` on, marks passed over, joins the one before it."""
    while at < len(line) and unicodedata.bidirectional(line[at]) == "NSM":
        at += 1
    if at == len(line):
        return False
    return line[at] in (_TATWEEL, _JOINER) or bool(forms.get(line[at], _NO_FORMS).final)
