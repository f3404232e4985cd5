"""Queries read from text: `ferry -is:read (tag:policy OR tag:trade) sort:title` becomes a `Query`.

The grammar, loosest first (what each field takes stands in `grammar`, dates in `dates`):

    either = all (OR all)*
    all    = term (AND? term)*
    term   = (NOT | -)* (word | word* | "phrase" | field:value | field:(either) | (either))

OR, AND and NOT are operators in capitals only: `or` is a word. What holds no letter or digit is left out, so that a headline can
be pasted. Everything is linear in the length of the query, which is bounded, as are its terms and its depth.
"""

from collections.abc import Collection, Iterable
from datetime import date

from reader.model.errors import QueryError
from reader.model.query import All, Condition, Either, Query, SortKey, Unless
from reader.query.fields import Field, FieldKind
from reader.query.scanning import Token, TokenKind, scan, shown
from reader.query.values import ValueReader

MAX_QUERY_LETTERS = 1_000
"""Nobody types more: who pastes a book into the place of a query has made a mistake."""
MAX_TERMS = 100
"""Words, phrases and values: an index answers each on its own."""
MAX_DEPTH = 8
"""Brackets within brackets. The index can answer about eleven."""

_EVERYTHING = All(parts=())
_AS_TEXT = "in quotation marks it is text"


def parse(text: str, *, today: date, is_typing: bool = False, colours: Collection[str] | None = None) -> Query:
    """Return the query that `text` means; nothing but white space asks for everything.

    `today` is the day in the user's time zone. While it is typed (`is_typing`), the word at its very end is only how a word
    begins, and what is merely not finished there (an open quotation mark or bracket, a field without its value, `-`, OR) is
    left out. `colours` are the names that `color:` takes; None: any. Raises QueryError with the place in `text`.
    """
    if len(text) > MAX_QUERY_LETTERS:
        raise QueryError(
            f"the query is longer than {MAX_QUERY_LETTERS:,} letters",
            "ask for fewer words",
            position=MAX_QUERY_LETTERS,
            length=len(text) - MAX_QUERY_LETTERS,
        )
    return _Parser(text, ValueReader(today, is_typing=is_typing, colours=colours)).query()


class _Parser:
    """Goes through the tokens of one query once."""

    def __init__(self, text: str, values: ValueReader) -> None:
        self._tokens = scan(text)
        self._values = values
        self._length = len(text)
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._order: tuple[SortKey, bool] | None = None
        self._idle_word: Token | None = None
        """The first one that holds nothing that could be looked for."""

    def query(self) -> Query:
        """Return what all tokens mean together."""
        condition = self._either(None)
        if token := self._next():
            raise _error("this bracket closes none", f"take it away; {_AS_TEXT}", token)
        if condition is None and self._order is None and self._idle_word and not self._values.is_typing:
            raise _error("there is no letter and no digit in this", "write a word to look for", self._idle_word)
        key, is_reversed = self._order or (None, False)
        return Query(condition=None if condition == _EVERYTHING else condition, sort=key, is_reversed=is_reversed)

    def _either(self, field: Field | None) -> Condition | None:
        """Read up to the bracket that closes, or to the end."""
        parts = [self._all(field, None)]
        while (token := self._next()) and token.kind is TokenKind.OR:
            self._at += 1
            parts.append(self._all(field, token))
        return _either(part for part in parts if part is not None)

    def _all(self, field: Field | None, joint: Token | None) -> Condition | None:
        """Read terms up to OR, a bracket that closes, or the end; `joint` is the OR before them."""
        parts: list[Condition] = []
        has_term = False
        while (token := self._next()) and token.kind not in (TokenKind.OR, TokenKind.CLOSE):
            if token.kind is TokenKind.AND:
                if not has_term:
                    raise _error("AND needs something before it", f"take it away; {_AS_TEXT}", token)
                joint = token
                self._at += 1
                has_term = False
                continue
            before = self._order
            part = self._term(field)
            has_term = has_term or self._order is before
            if part is not None:
                parts.append(part)
        if not has_term:
            if joint and not self._is_unfinished():
                raise _error(f"{joint.text} needs something behind it", f"take it away; {_AS_TEXT}", joint)
            if token and token.kind is TokenKind.OR:
                raise _error("OR needs something before it", f"take it away; {_AS_TEXT}", token)
        return _all(parts)

    def _term(self, field: Field | None) -> Condition | None:
        """Read one term with the negations before it. None: it was an order, or nothing that can be looked for."""
        is_negated = False
        sign = token = self._tokens[self._at]
        while token.kind in (TokenKind.NOT, TokenKind.MINUS):
            is_negated = not is_negated
            sign = token
            self._at += 1
            following = self._next()
            if following is None and self._values.is_typing:
                return None
            if following is None or following.kind in (TokenKind.OR, TokenKind.AND, TokenKind.CLOSE):
                raise _error(f"{sign.text} needs something behind it", f"take it away; {_AS_TEXT}", sign)
            token = following
        self._at += 1
        if token.kind is TokenKind.OPEN:
            part = self._group(token, field)
        elif token.kind is TokenKind.FIELD and token.field:
            if field:
                raise _error(
                    f"`{token.text}` cannot stand in the brackets of `{field.name}:`",
                    f"close them before it: `{field.name}:(…) {token.text}…`",
                    token,
                )
            if token.field.kind is FieldKind.SORT:
                self._read_order(token, is_reversed=is_negated)
                return None
            part = self._value(token, token.field)
        else:
            part = self._leaf(field, token)
        if part is None or not is_negated:
            return part
        if part == _EVERYTHING:
            raise _error("nothing is left without everything", "take the minus away", token)
        return part.part if isinstance(part, Unless) else Unless(part=part)

    def _group(self, opening: Token, field: Field | None) -> Condition | None:
        """Read what stands in brackets, behind the one that opens."""
        if self._depth == MAX_DEPTH:
            raise _error(f"more than {MAX_DEPTH} brackets within brackets", "ask in a simpler way", opening)
        self._depth += 1
        first = self._at
        condition = self._either(field)
        self._depth -= 1
        closing = self._next()
        if closing is None:
            if not self._values.is_typing:
                raise _error("this bracket is never closed", "write `)` where it ends", opening)
        else:
            if self._at == first and not self._values.is_typing:
                raise _error("nothing stands in these brackets", f"take them away; {_AS_TEXT}", opening, closing)
            self._at += 1
        return condition

    def _value(self, name: Token, field: Field) -> Condition | None:
        """Read what stands behind the name of a field."""
        token = self._value_token(name)
        if token is None:
            return None
        if token.kind is TokenKind.OPEN:
            return self._group(token, field)
        if token.kind is TokenKind.WORD and token.text.startswith("-"):
            raise _error(
                "the minus stands before the name of the field",
                f"write `-{name.text}{shown(token.text.lstrip('-'))}`",
                token,
            )
        return self._leaf(field, token)

    def _read_order(self, name: Token, *, is_reversed: bool) -> None:
        token = self._value_token(name)
        if self._depth:
            raise _error("`sort:` cannot stand in brackets", "write it at the end of the query", name)
        if token is None:
            return
        if token.kind is TokenKind.OPEN:
            raise _error("`sort:` takes one order", "as in `sort:title`", name)
        if self._order:
            raise _error("there is a second order", "only one is possible", name, token)
        if order := self._values.order(token, is_last=self._is_last(token)):
            self._order = order[0], order[1] != is_reversed

    def _value_token(self, name: Token) -> Token | None:
        """Take the token of a field's value; None if it is yet to be typed."""
        token = self._next()
        if token and token.start == name.end and token.kind is not TokenKind.CLOSE:
            self._at += 1
            return token
        if token is None and self._values.is_typing:
            return None
        raise _error(f"`{name.text}` needs a value", f"write it right behind the colon; {_AS_TEXT}", name)

    def _leaf(self, field: Field | None, token: Token) -> Condition | None:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise _error(f"the query has more than {MAX_TERMS} terms", "ask for fewer words", token)
        if field is None and token.kind is TokenKind.WORD and not token.text and token.is_prefix:
            return _EVERYTHING
        condition = self._values.condition(field, token, is_last=self._is_last(token))
        if condition is None:
            self._idle_word = self._idle_word or token
        return condition

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is_last(self, token: Token) -> bool:
        return token.end == self._length

    def _is_unfinished(self) -> bool:
        return self._values.is_typing and self._at == len(self._tokens)


def _all(parts: Collection[Condition]) -> Condition | None:
    flat = dict.fromkeys(one for part in parts for one in (part.parts if isinstance(part, All) else (part,)))
    if parts and not flat:
        return _EVERYTHING
    return next(iter(flat), None) if len(flat) < 2 else All(parts=tuple(flat))


def _either(parts: Iterable[Condition]) -> Condition | None:
    flat = dict.fromkeys(one for part in parts for one in (part.parts if isinstance(part, Either) else (part,)))
    if _EVERYTHING in flat:
        return _EVERYTHING
    return next(iter(flat), None) if len(flat) < 2 else Either(parts=tuple(flat))


def _error(message: str, hint: str, first: Token, last: Token | None = None) -> QueryError:
    return QueryError(message, hint, position=first.start, length=(last or first).end - first.start)
