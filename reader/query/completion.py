"""What the word under the cursor of a query may become: names of fields, and what each takes.

Looks at letters alone and never fails: a query that is being written is rarely right. What the library knows (tags, names) is
handed in. Pure, linear in the length of the query.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reader.model.query import LabelField, TextField
from reader.model.search_text import fold
from reader.model.values import dataclass
from reader.query.fields import ANY_TAG, FLAGS, Field, FieldKind
from reader.query.grammar import DATE_MEANINGS, FIELD_MEANINGS, FLAG_MEANINGS, ORDER_MEANINGS
from reader.query.scanning import QUOTES, Token, TokenKind, scan

MOST_OFFERS = 50
LEAST_OF_FLAG = 2
"""Letters after which a word may be meant as `is:…`: one letter begins too many words."""

_BARE = re.compile(f"[^-\\s()*{QUOTES}][^\\s()*{QUOTES}]*")


class Offer(NamedTuple):
    """What may stand there."""

    text: str
    """As it is written in the query, with quotation marks if it needs them."""
    meaning: str = ""


class Completion(NamedTuple):
    """What may stand in the half-open range [start, end) of code points at the cursor."""

    start: int
    end: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library holds, each in the order in which it is offered."""

    tags: Sequence[tuple[str, int]] = ()
    """With how many articles have each; those with the most are offered first."""
    colours: Sequence[str] = ()
    """Names and the user's words for them."""
    languages: Sequence[str] = ()
    sites: Sequence[str] = ()
    authors: Sequence[str] = ()
    articles: Sequence[str] = ()
    """Titles."""
    feeds: Sequence[str] = ()
    """Names of feeds, and their folders."""


class _Place(NamedTuple):
    """What is being written."""

    start: int
    end: int
    written: str
    """Up to the cursor, folded, without quotation marks."""
    field: Field | None
    """The one whose value it is."""
    is_phrase: bool = False


def complete(text: str, cursor: int, known: Known | None = None) -> Completion:
    """Return what the word or value before `cursor` may become, without case and accents; nothing after a closed phrase."""
    cursor = min(max(cursor, 0), len(text))
    place = _place(text, cursor)
    if place is None:
        return Completion(cursor, cursor)
    if place.field is not None:
        offers = _values(place.field, place.written, known or Known())
    else:
        offers = iter(()) if place.is_phrase else _terms(place.written)
    return Completion(place.start, place.end, tuple(islice(offers, MOST_OFFERS)))


def _place(text: str, cursor: int) -> _Place | None:
    fields: list[Field | None] = [None]  # of the brackets that are open
    before: Token | None = None
    token: Token | None = None
    for following in scan(text, is_lenient=True):
        if following.start >= cursor:
            break
        before, token = token, following
        if token.kind is TokenKind.OPEN:
            fields.append(_field_before(before, token.start) or fields[-1])
        elif token.kind is TokenKind.CLOSE and len(fields) > 1:
            fields.pop()
    if token is None or token.end < cursor or token.kind in (TokenKind.OPEN, TokenKind.CLOSE, TokenKind.MINUS):
        return _Place(cursor, cursor, "", fields[-1])
    if token.kind is TokenKind.FIELD and token.end == cursor:
        return _Place(cursor, cursor, "", token.field)
    is_phrase = token.kind is TokenKind.PHRASE
    if is_phrase and not token.is_open and token.end == cursor:
        return None
    field = None if token.kind is TokenKind.FIELD else _field_before(before, token.start) or fields[-1]
    written = fold(text[token.start : cursor].lstrip(QUOTES))
    return _Place(token.start, cursor if token.is_open else token.end, written, field, is_phrase)


def _field_before(token: Token | None, at: int) -> Field | None:
    """Return the field whose value begins at `at`."""
    return token.field if token is not None and token.end == at else None


def _terms(written: str) -> Iterator[Offer]:
    """Yield names of fields, and the flags that are meant without the name of theirs."""
    for name, meaning in FIELD_MEANINGS.items():
        if name.startswith(written):
            yield Offer(f"{name}:", meaning)
    if len(written) >= LEAST_OF_FLAG:
        for flag, meaning in FLAG_MEANINGS.items():
            if flag.value.partition(":")[2].startswith(written):
                yield Offer(flag.value, meaning)


def _values(field: Field, written: str, known: Known) -> Iterator[Offer]:
    match field.kind:
        case FieldKind.FLAG:
            flags = ((name, FLAG_MEANINGS[flag]) for name, flag in FLAGS[field.name].items())
            yield from _beginning_with(written, (*flags, (ANY_TAG, "with a tag")) if field.name == "has" else flags)
        case FieldKind.DAYS:
            yield from _beginning_with(written, DATE_MEANINGS.items())
        case FieldKind.SORT:
            orders = ((key.value, meaning) for key, meaning in ORDER_MEANINGS.items())
            yield from _beginning_with(written.removeprefix("-"), orders)
        case FieldKind.LABEL if field.label is LabelField.TAG:
            by_use = sorted(known.tags, key=lambda tag: -tag[1])
            yield from _beginning_with(written.removeprefix("#"), ((name, f"{count:,}") for name, count in by_use))
        case FieldKind.LABEL:
            names = {
                LabelField.COLOUR: known.colours,
                LabelField.ARTICLE: known.articles,
                LabelField.FEED: known.feeds,
            }.get(field.label, known.languages)
            yield from _beginning_with(written, ((name, "") for name in names))
        case FieldKind.TEXT if field.text in (TextField.SITE, TextField.AUTHOR):
            names = known.sites if field.text is TextField.SITE else known.authors
            yield from _beginning_with(written, ((name, "") for name in names))
        case _:
            return


def _beginning_with(written: str, values: Iterable[tuple[str, str]]) -> Iterator[Offer]:
    """Yield the values that begin so, written as a query needs them."""
    for value, meaning in values:
        if fold(value).startswith(written):
            yield Offer(_quoted(value), meaning)


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    bare = "".join(" " if sign in QUOTES else sign for sign in value)
    return f'"{bare}"'
