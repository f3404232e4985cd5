"""A query cut into tokens with their places: words, phrases, names of fields, brackets, `-`, OR, AND, NOT.

What may look like syntax in a text that was pasted is text: a dash between blanks, brackets within a word, `10:30`, `https://…`,
`Explainer: …`. What stands after the colon of a field is a value, whatever it looks like. Called by the parser and by completion.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from reader.model.errors import QueryError
from reader.model.text import clean_line
from reader.query.fields import FIELDS, Field, field_meant_by, field_named

QUOTES = '"“”„‟«»″〝〞＂'
"""Any of them opens a phrase, and any of them closes it: keyboards and word processors make all sorts of pairs."""

_BLANK_CLASS = r"\s\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff"  # white space, and what no one sees
_BLANKS = re.compile(f"[{_BLANK_CLASS}]+")
_NAME = re.compile(r"([A-Za-z][A-Za-z_]{0,29})[:：](?!//)")
_STOP = re.compile(f"[{_BLANK_CLASS}{QUOTES}()]")
_QUOTE = re.compile(f"[{QUOTES}]")


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    NOT = auto()
    AND = auto()
    OR = auto()


class Token(NamedTuple):
    """A piece of a query: the range [start, end) of its code points."""

    kind: TokenKind
    start: int
    end: int
    text: str = ""
    """WORD, PHRASE: without quotation marks and the star at the end. Else as it was written."""
    is_prefix: bool = False
    """WORD, PHRASE: whether a star stands at its end; without any text, the star is all there is."""
    is_open: bool = False
    """PHRASE: whether its closing quotation mark is missing."""
    field: Field | None = None
    """FIELD: which one."""


_OPERATORS = {"OR": TokenKind.OR, "AND": TokenKind.AND, "NOT": TokenKind.NOT}
_BRACKETS = {"(": TokenKind.OPEN, ")": TokenKind.CLOSE}


def scan(query: str, *, is_lenient: bool = False) -> list[Token]:
    """Return the tokens of `query`.

    Raises QueryError for the name of a field that there is not and for a star out of place; if `is_lenient`, both are text.
    """
    tokens: list[Token] = []
    at = _after_blanks(query, 0)
    while at < len(query):
        is_value = bool(tokens) and tokens[-1].kind is TokenKind.FIELD and tokens[-1].end == at
        tokens.append(_token_at(query, at, is_value=is_value, is_lenient=is_lenient))
        at = _after_blanks(query, tokens[-1].end)
    return tokens


def _after_blanks(query: str, at: int) -> int:
    blanks = _BLANKS.match(query, at)
    return blanks.end() if blanks else at


def _token_at(query: str, at: int, *, is_value: bool, is_lenient: bool) -> Token:
    sign = query[at]
    if sign in _BRACKETS:
        return Token(_BRACKETS[sign], at, at + 1, sign)
    if sign in QUOTES:
        return _phrase(query, at)
    if not is_value:
        if sign == "-" and at + 1 < len(query) and query[at + 1] != "-" and not _BLANKS.match(query, at + 1):
            return Token(TokenKind.MINUS, at, at + 1, sign)
        if token := _field_at(query, at, is_lenient=is_lenient):
            return token
    end = _end_of_word(query, at, is_value=is_value)
    text = query[at:end]
    if text in _OPERATORS and not is_value:
        return Token(_OPERATORS[text], at, end, text)
    bare = text.rstrip("*")
    star = bare.find("*")
    if star >= 0 and any(map(str.isalnum, bare)) and not is_lenient:
        raise QueryError(
            "a star stands only at the end of a word",
            "it stands for how the word goes on: `harb*` finds harbour",
            position=at + star,
            length=1,
        )
    return Token(TokenKind.WORD, at, end, bare, is_prefix=bare != text)


def _field_at(query: str, at: int, *, is_lenient: bool) -> Token | None:
    """Return the name of a field that stands at `at`, None if a word does. Raises QueryError for one that there is not."""
    found = _NAME.match(query, at)
    if not found:
        return None
    name, end = found[1], found.end()
    if field := field_named(name):
        return Token(TokenKind.FIELD, at, end, found[0], field=field)
    value = query[end : end + 1]
    if is_lenient or not value or value in ":/\\)" or _BLANKS.match(value):
        return None
    meant = field_meant_by(name)
    if not meant and (value.isdigit() or not name.islower()):
        return None
    fields = ", ".join(f"{field}:" for field in FIELDS)
    hint = f"try `{meant}:`" if meant else f"in quotation marks it is text; fields are {fields}"
    raise QueryError(f"there is no field `{name}:`", hint, position=at, length=len(name) + 1)


def _phrase(query: str, at: int) -> Token:
    closing = _QUOTE.search(query, at + 1)
    while closing and _is_hebrew_sign(query, closing.start()):
        closing = _QUOTE.search(query, closing.end())
    start, end = at + 1, closing.start() if closing else len(query)
    after = closing.end() if closing else end
    bare = query[start:end].rstrip("*")
    is_prefix = start + len(bare) < end and bool(bare.strip())
    if query[after : after + 1] == "*":
        is_prefix, after = True, after + 1
    return Token(TokenKind.PHRASE, at, after, bare, is_prefix=is_prefix, is_open=closing is None)


def _end_of_word(query: str, at: int, *, is_value: bool) -> int:
    """Return where the word ends that begins at `at`: brackets that close within it are its own."""
    open_brackets = 0
    closed: frozenset[int] | None = None
    stop = _STOP.search(query, at)
    while stop:
        sign, place = stop[0], stop.start()
        if sign == "(":
            closed = _closed_brackets(query, place) if closed is None else closed
            if query[at:place] in _OPERATORS or place not in closed:
                return place
            open_brackets += 1
        elif sign == ")":
            if not open_brackets:
                return place
            open_brackets -= 1
        elif not _is_in_word(query, place, is_value=is_value):
            return place
        stop = _STOP.search(query, stop.end())
    return len(query)


def _closed_brackets(query: str, at: int) -> frozenset[int]:
    """Return where brackets open, from `at` on, that close before the next blank or quotation mark."""
    opened: list[int] = []
    closed = set()
    stop = _STOP.search(query, at)
    while stop and stop[0] in _BRACKETS:
        if stop[0] == "(":
            opened.append(stop.start())
        elif opened:
            closed.add(opened.pop())
        stop = _STOP.search(query, stop.end())
    return frozenset(closed)


def _is_hebrew_sign(query: str, at: int) -> bool:
    """Whether the quotation mark at `at` stands within a Hebrew word, as the sign of an abbreviation."""
    return 0 < at < len(query) - 1 and "א" <= query[at - 1] <= "ת" and "א" <= query[at + 1] <= "ת"


def _is_in_word(query: str, at: int, *, is_value: bool) -> bool:
    """Whether the blank or quotation mark at `at` belongs to the word before it."""
    if query[at] not in QUOTES:
        return False
    return _is_hebrew_sign(query, at) or (not is_value and _is_inch(query, at))


def _is_inch(query: str, at: int) -> bool:
    """Whether the mark at `at` ends a number, and no other is there with which it could be one of a pair."""
    is_end = at + 1 == len(query) or _BLANKS.match(query, at + 1) is not None
    return is_end and query[at - 1].isdigit() and not _QUOTE.search(query, at + 1)


def shown(text: str) -> str:
    """Return a piece of a query for a message: on one line, and short."""
    return clean_line(text, 40)
