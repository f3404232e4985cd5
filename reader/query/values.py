"""What stands in a field, or as a word of its own, read as a leaf of the condition; and what is wrong with it, in words."""

import re
from collections.abc import Collection
from datetime import date

from reader.model.errors import QueryError
from reader.model.query import Condition, Days, Flag, FlagName, Label, LabelField, SortKey, TextField, Words
from reader.model.search_text import fold, query_tokens
from reader.model.text import clean_line
from reader.query.dates import DateError, Period, may_become_date, read_date, read_period
from reader.query.fields import (
    SORT_KEYS,
    Field,
    FieldKind,
    Span,
    flag_named,
    flag_names,
    is_any_tag,
    nearest,
    sort_key_named,
)
from reader.query.scanning import Token, TokenKind, shown

_ADDRESS = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#]+\.[^\s/?#.]{2,}[/?#]")
_WWW = re.compile(r"www\.", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_LANGUAGE_CODES = dict(
    name.split("=")
    for name in (
        "arabic=ar bengali=bn chinese=zh czech=cs danish=da dutch=nl english=en finnish=fi french=fr german=de greek=el "
        "hebrew=he hindi=hi italian=it japanese=ja korean=ko norwegian=no persian=fa polish=pl portuguese=pt russian=ru "
        "spanish=es swedish=sv thai=th turkish=tr ukrainian=uk deutsch=de francais=fr espanol=es italiano=it "
        "portugues=pt svenska=sv"
    ).split()
)
"""For the hint: whoever writes a name is told its code."""

_ANY_OF_TEXT = {TextField.NOTE: FlagName.HAS_NOTE, TextField.QUOTE: FlagName.HAS_HIGHLIGHT}


class ValueReader:
    """Reads values for one query."""

    def __init__(self, today: date, *, is_typing: bool, colours: Collection[str] | None) -> None:
        self.is_typing = is_typing
        self._today = today
        self._colours = colours

    def condition(self, field: Field | None, token: Token, *, is_last: bool) -> Condition | None:
        """Return what a word or phrase in `field` (None: anywhere) asks for, None if nothing can be looked for in it.

        `is_last`: nothing stands behind it, not even a blank; while the query is typed it may then go on. Raises QueryError.
        """
        goes_on = self.is_typing and is_last
        if token.is_open and not self.is_typing:
            raise QueryError(
                "this quotation mark is never closed", 'write " where the phrase ends', position=token.start, length=1
            )
        is_prefix = token.is_prefix or (goes_on and (token.kind is TokenKind.WORD or token.is_open))
        if field is None:
            return _words(_without_scheme(token.text), TextField.ANY, is_prefix=is_prefix)
        if goes_on and not token.text.strip() and not token.is_prefix:
            return None
        match field.kind:
            case FieldKind.TEXT:
                return self._text(field, token, is_prefix=is_prefix, goes_on=goes_on)
            case FieldKind.LABEL:
                return self._label(field, token, is_prefix=is_prefix, goes_on=goes_on)
            case FieldKind.FLAG:
                return self._flag(field, token, goes_on=goes_on)
            case _:
                return self._days(field, token, goes_on=goes_on)

    def order(self, token: Token, *, is_last: bool) -> tuple[SortKey, bool] | None:
        """Return the order that a value of `sort:` names, and whether it is turned round; None if it is not finished."""
        name = token.text.removeprefix("-")
        if key := sort_key_named(name):
            return key, name != token.text
        if self.is_typing and is_last and any(known.startswith(name.lower()) for known in SORT_KEYS):
            return None
        raise _wrong_value("sort", token, f"there is no order `{shown(name)}`", tuple(SORT_KEYS))

    def _text(self, field: Field, token: Token, *, is_prefix: bool, goes_on: bool) -> Condition | None:
        if not token.text.strip() and token.is_prefix and field.text in _ANY_OF_TEXT:
            return Flag(name=_ANY_OF_TEXT[field.text])
        text = _host(token.text) if field.text is TextField.SITE else _without_scheme(token.text)
        words = _words(text, field.text, is_prefix=is_prefix)
        if words is None and not goes_on:
            raise _error(token, f"`{field.name}:` needs a word to look for", f"as in `{field.name}:ferry`")
        return words

    def _label(self, field: Field, token: Token, *, is_prefix: bool, goes_on: bool) -> Condition | None:
        text = clean_line(token.text)
        if field.label is LabelField.TAG:
            text = text.lstrip("#").strip()
        if not text and not token.is_prefix:
            if goes_on:
                return None
            raise _error(token, f"`{field.name}:` needs a value", f"`{field.name}:*` finds any")
        if text and not goes_on:
            if field.label is LabelField.LANGUAGE:
                _check_language(text, token)
            elif field.label is LabelField.COLOUR:
                self._check_colour(text, token)
        if field.label is LabelField.LANGUAGE:
            text = text.replace("_", "-")
        return Label(field=field.label, text=text, is_prefix=is_prefix)

    def _check_colour(self, text: str, token: Token) -> None:
        if self._colours is None:
            return
        folded = fold(text)
        names = [fold(name) for name in self._colours]
        if folded in names or (token.is_prefix and any(name.startswith(folded) for name in names)):
            return
        raise _wrong_value("color", token, f"there is no colour `{shown(text)}`", tuple(self._colours))

    def _flag(self, field: Field, token: Token, *, goes_on: bool) -> Condition | None:
        text = _whole(token)
        if is_any_tag(field.name, text):
            return Label(field=LabelField.TAG, text="", is_prefix=True)
        if flag := flag_named(field.name, text):
            return Flag(name=flag)
        names = flag_names(field.name)
        if goes_on and any(name.startswith(text.lower()) for name in names):
            return None
        other = "is" if field.name == "has" else "has"
        if flag_named(other, text):
            raise _error(token, f"there is no `{field.name}:{shown(text)}`", f"try `{other}:{shown(text)}`")
        raise _wrong_value(field.name, token, f"there is no `{field.name}:{shown(text)}`", names)

    def _days(self, field: Field, token: Token, *, goes_on: bool) -> Condition | None:
        text = _whole(token)
        try:
            period = self._period(field, text)
        except DateError as error:
            if goes_on and may_become_date(text):
                return None
            raise _error(token, f"`{field.name}:{shown(text)}`: {error}", error.hint) from None
        return Days(field=field.days, start=period.start, end=period.end)

    def _period(self, field: Field, text: str) -> Period:
        if field.span is Span.IN:
            if field.name == "read" and text.lower() in ("yes", "true", "no", "false"):
                raise DateError("the day it was last opened is wanted", "`is:read` and `is:unread` ask whether it was")
            return read_period(text, self._today)
        start = read_date(text, self._today).start
        return Period(start, None) if field.span is Span.SINCE else Period(None, start)


def _words(text: str, field: TextField, *, is_prefix: bool) -> Words | None:
    words = Words(text=clean_line(text), field=field, is_prefix=is_prefix)
    return words if query_tokens(words).tokens else None


def _without_scheme(text: str) -> str:
    """Return an address as it is written in texts: without its scheme and what servers are told behind `?` and `#`."""
    found = _ADDRESS.match(text)
    if not found or found.end() == len(text):
        return text
    return re.split("[?#]", text[found.end() :], maxsplit=1)[0]


def _host(text: str) -> str:
    """Return the name of the server in an address; anything else as it is."""
    found = _ADDRESS.match(text)
    if found or _HOST.match(text):
        text = re.split("[/?#]", text[found.end() if found else 0 :], maxsplit=1)[0].rpartition("@")[2]
    return _WWW.sub("", text, count=1) if _WWW.match(text) else text


def _whole(token: Token) -> str:
    """Return a value with its star, where none has a place."""
    return clean_line(token.text + "*" * token.is_prefix)


def _check_language(text: str, token: Token) -> None:
    if token.is_prefix and text.replace("-", "").isalnum():
        return
    if _LANGUAGE.fullmatch(text.replace("_", "-")):
        return
    code = _LANGUAGE_CODES.get(fold(text))
    hint = f"write `lang:{code}`" if code else "a code such as en, de or pt-BR is wanted"
    raise _error(token, f"`{shown(text)}` is no code of a language", hint)


def _wrong_value(field: str, token: Token, message: str, names: tuple[str, ...]) -> QueryError:
    meant = nearest(token.text, names)
    hint = f"try `{field}:{meant}`" if meant else f"`{field}:` takes {', '.join(names)}"
    return _error(token, message, hint)


def _error(token: Token, message: str, hint: str) -> QueryError:
    return QueryError(message, hint, position=token.start, length=token.end - token.start)
