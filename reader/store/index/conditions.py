"""What articles and annotations are asked alike, as SQL over `articles AS a`; what is asked of each alone is in `compiling`.

Words are looked up in FTS5 through `IN (SELECT rowid … MATCH ?)`, so that negation is an ordinary NOT, which FTS5 alone does not
have. Alternatives are handed to FTS5
as one expression, and so are words that all must be there, as far as that is exact.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from reader.model.errors import QueryError
from reader.model.query import (
    All,
    Condition,
    DayField,
    Days,
    Either,
    Flag,
    FlagName,
    Label,
    LabelField,
    TextField,
    Unless,
    Words,
)
from reader.model.search_text import fold, query_tokens
from reader.store.index.clauses import COMMON, Clause, Lookup, Match, compared, joined, listed, select, union
from reader.store.index.forms import storable
from reader.store.index.rows import Asked, Shelf, milliseconds
from reader.store.index.schema import ARCHIVED, CAME, HERE, HIDDEN, IN_NEWS, KEPT, NEWS, READ, STARRED, TRASHED

MOST_CONDITIONS = 200
_MOST_DEPTH = 28
"""Of alternatives, conjunctions and negations; the eight brackets of a query make 26, and SQLite's parser gives up at 37."""

_EDGE = 2**60

_ID_LETTERS = "0123456789abcdef"
_LEAST_OF_ID = 4
"""Letters from which on a word may be the beginning of an id: fewer are meant as a word of the title."""

SHELVES = {
    Shelf.INBOX: (HERE | TRASHED | ARCHIVED | NEWS, HERE),
    Shelf.NEWS: (IN_NEWS, HERE | NEWS),
    Shelf.STARRED: (HERE | TRASHED | STARRED, HERE | STARRED),
    Shelf.ARCHIVE: (HERE | TRASHED | ARCHIVED, HERE | ARCHIVED),
    Shelf.KEPT: (HERE | TRASHED | HIDDEN, HERE),
    Shelf.SHOWN_OR_HIDDEN: (HERE | TRASHED, HERE),
    Shelf.TRASH: (HERE | TRASHED, HERE | TRASHED),
    Shelf.EVERYTHING: (HERE, HERE),
}

ARTICLE_COLUMNS = {
    TextField.TITLE: ("article_words", "title"),
    TextField.AUTHOR: ("article_words", "byline"),
    TextField.SITE: ("article_words", "site"),
    TextField.NOTE: ("own_words", "notes"),
    TextField.QUOTE: ("annotation_words", "quote"),
}


def simplified(condition: Condition | None) -> Condition | None:
    """Return the condition without words that have no letters, without brackets that change nothing; None if nothing is left.

    Raises QueryError if there is more of it than can be answered.
    """
    leaves = 0

    def simplify(condition: Condition, depth: int) -> Condition | None:
        nonlocal leaves
        if depth > _MOST_DEPTH:
            raise QueryError("the query has too many brackets in brackets", f"At most {_MOST_DEPTH} are understood.")
        match condition:
            case Words():
                leaves += 1
                return condition if query_tokens(condition).tokens else None
            case Unless(part=Unless(part=inner)):
                return simplify(inner, depth)
            case Unless(part=part):
                kept = simplify(part, depth + 1)
                return Unless(part=kept) if kept else None
            case All(parts=parts) | Either(parts=parts):
                flat: list[Condition] = []
                for part in parts:
                    if (one := simplify(part, depth + 1)) is None:
                        continue
                    flat.extend(one.parts if isinstance(one, type(condition)) else (one,))
                return replace(condition, parts=tuple(flat)) if len(flat) > 1 else flat[0] if flat else None
            case _:
                leaves += 1
                return condition

    simple = simplify(condition, 0) if condition is not None else None
    if leaves > MOST_CONDITIONS:
        raise QueryError(f"the query has {leaves} words and conditions", f"At most {MOST_CONDITIONS} are understood.")
    return simple


class Compiler(ABC):
    """What articles and annotations are asked alike. `zone` is where the user's days begin and end."""

    number = "a.docid"
    """The column that names what is asked for."""

    def __init__(self, asked: Asked, lookup: Lookup, zone: tzinfo | None) -> None:
        self._asked = asked
        self._lookup = lookup
        self._zone = zone

    def where(self) -> Clause:
        """Return what holds for all that is found."""
        condition = simplified(self._asked.query.condition)
        mask, value = self._shelf()
        if _asks_for(condition, FlagName.IS_HIDDEN):
            mask &= ~HIDDEN
        clauses = [Clause(f"(a.flags & {mask}) = {value}")]
        if value & NEWS:
            clauses.append(Clause(f"(a.flags & {NEWS}) <> 0"))  # as the index of news says it, so that it is used
        if self._asked.tag is not None:
            clauses.append(_own_tag(self._asked.tag))
        if self._asked.feeds is not None:
            from reader.store.index.feeding import through_feeds  # most libraries have no feeds

            clauses.append(through_feeds(self._asked.feeds))
        if self._asked.among is not None:
            numbers = listed(self._asked.among or (-1,))
            clauses.append(Clause(f"a.docid IN (SELECT column1 FROM (VALUES {numbers}))"))
        if condition is not None:
            clauses.insert(0, self._conjunction(condition.parts if isinstance(condition, All) else (condition,)))
        return joined(clauses, "AND")

    @abstractmethod
    def matches(self, words: Words) -> tuple[Match, ...]:
        """Return where words are looked for: in any of these."""

    def frequency(self, words: Words, most: int = COMMON) -> int:
        """Return in how many rows words are found, up to `most`; of a phrase of words that all are common, `most`.

        To count such a phrase takes as long as to find it.
        """
        tokens, is_prefix = query_tokens(words)
        if len(tokens) > 1:
            singles = [replace(words, text=token, is_prefix=False) for token in tokens[: len(tokens) - is_prefix]]
            if all(self.frequency(single, most) == most for single in singles):
                return most
        return min(most, sum(self._lookup.count(match, most) for match in self.matches(words)))

    def _shelf(self) -> tuple[int, int]:
        return SHELVES[self._asked.shelf]

    @abstractmethod
    def _column(self, table: str) -> str:
        """Return the column that a table's rowid is of."""

    # Trees.

    def _condition(self, condition: Condition) -> Clause:
        match condition:
            case All(parts=parts):
                return self._conjunction(parts)
            case Either(parts=parts):
                return self._alternatives(parts)
            case Unless(part=part):
                sql, values = self._condition(part)
                return Clause(f"NOT {sql}", values)
            case Words():
                return self._words((condition,))
            case Label():
                return self._label(condition)
            case Flag(name=name):
                return Clause(self._flag(name))
            case Days():
                return self._days(condition)

    def _conjunction(self, parts: Sequence[Condition]) -> Clause:
        """Return what holds if every one of `parts` does; SQLite may go by the words among them from row to row."""
        groups: dict[tuple[str, ...], list[Words]] = {}
        others = []
        for part in parts:
            if isinstance(part, Words):
                groups.setdefault(tuple(match.table for match in self.matches(part)), []).append(part)
            else:
                others.append(part)
        clauses: list[Clause] = []
        for tables, words in groups.items():
            if len(tables) == 1:
                expression = " AND ".join(match.expression for one in words for match in self.matches(one))
                clauses.append(self._is_in([select(Match(tables[0], expression))], tables[0], may_lead=not clauses))
            elif len(words) == 1:
                clauses.append(self._words(words, may_lead=not clauses))
            else:
                clauses.append(self._all_words(words, may_lead=not clauses))
        clauses.extend(self._condition(part) for part in others)
        return joined(clauses, "AND")

    def _all_words(self, words: Sequence[Words], *, may_lead: bool) -> Clause:
        """Return that all of `words` are there, each in any of several tables."""
        return joined([self._words((one,), may_lead=may_lead) for one in words], "AND")

    def _alternatives(self, parts: Sequence[Condition]) -> Clause:
        """Return what holds if one of `parts` does; words that are looked for in one place are one expression."""
        groups: dict[tuple[str, ...], list[Words]] = {}
        clauses = []
        for part in parts:
            if isinstance(part, Words):
                groups.setdefault(tuple(match.table for match in self.matches(part)), []).append(part)
            else:
                clauses.append(self._condition(part))
        return joined([self._words(words) for words in groups.values()] + clauses, "OR")

    # Leaves.

    def _words(self, alternatives: Sequence[Words], *, may_lead: bool = False) -> Clause:
        """Return that one of `alternatives`, all looked for in the same tables, is there."""
        selects = self._selects(alternatives)
        table = self.matches(alternatives[0])[0].table
        return self._is_in(selects, table, may_lead=may_lead)

    def _selects(self, alternatives: Sequence[Words]) -> list[Clause]:
        """Return a SELECT for each table, of the rows in which one of `alternatives` is found."""
        groups = zip(*map(self.matches, alternatives), strict=True)
        return [
            select(group[0]._replace(expression=" OR ".join(match.expression for match in group))) for group in groups
        ]

    def _is_in(self, selects: Sequence[Clause], table: str, *, may_lead: bool) -> Clause:
        lead = "" if may_lead else "+"  # SQLite looks up rows by a column without a sign alone
        chosen = union(selects)
        return Clause(f"{lead}{self._column(table)} IN ({chosen.sql})", chosen.values)

    def _label(self, label: Label) -> Clause:
        folded = storable(fold(label.text.strip()))
        match label.field:
            case LabelField.TAG:
                return self._tag(compared("folded", folded, is_prefix=label.is_prefix))
            case LabelField.LANGUAGE:
                if label.is_prefix:
                    return compared("a.language", folded, is_prefix=True) if folded else Clause("a.language <> ''")
                # In ASCII "." is the next after "-": every tag that goes on.
                sql = "(a.language = ? OR (a.language >= ? || '-' AND a.language < ? || '.'))"
                return Clause(sql, (folded, folded, folded)) if folded else Clause("0")
            case LabelField.COLOUR:
                return self._colour(folded, is_prefix=label.is_prefix)
            case LabelField.ARTICLE:
                return self._article(label)
            case LabelField.FEED:
                from reader.store.index.feeding import feeds_named, through_feeds

                if not folded:  # any: a star alone
                    return Clause("a.docid IN (SELECT docid FROM feed_articles)")
                return through_feeds(feeds_named(folded, self._asked.named_feeds, is_prefix=label.is_prefix))

    def _article(self, label: Label) -> Clause:
        """Return that an article's id begins so, or that its title has the words."""
        text = label.text.strip().lower()
        clauses = []
        if len(text) >= _LEAST_OF_ID and all(letter in _ID_LETTERS for letter in text):
            begins = compared("article_id", text, is_prefix=True)
            clauses.append(Clause(f"a.docid IN (SELECT docid FROM names WHERE {begins.sql})", begins.values))
        words = Words(text=label.text, field=TextField.TITLE, is_prefix=label.is_prefix)
        if query_tokens(words).tokens:
            clauses.append(self._words((words,)))
        return joined(clauses, "OR") if clauses else Clause("0")

    @abstractmethod
    def _tag(self, is_meant: Clause) -> Clause:
        """Return that there is a tag that is meant."""

    @abstractmethod
    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        """Return that there is a mark of a colour."""

    def _coloured(self, column: str, folded: str, *, is_prefix: bool) -> Clause:
        """Return that a colour's name, or the user's word for it, is the one meant."""
        if not is_prefix:
            return Clause(f"{column} = ?", (self._asked.colours.get(folded, folded),))
        meant = sorted({name for word, name in self._asked.colours.items() if word.startswith(folded)})
        named = [Clause(f"{column} = ?", (name,)) for name in meant]
        return joined([compared(column, folded, is_prefix=True), *named], "OR")

    def _flag(self, name: FlagName) -> str:
        match name:
            case FlagName.IS_READ:
                return f"(a.flags & {READ}) <> 0"
            case FlagName.IS_UNREAD:
                return f"(a.flags & {READ}) = 0"
            case FlagName.IS_STARRED:
                return f"(a.flags & {STARRED}) <> 0"
            case FlagName.IS_ARCHIVED:
                return f"(a.flags & {ARCHIVED}) <> 0"
            case FlagName.HAS_NOTE:
                return "a.notes > 0"
            case FlagName.HAS_HIGHLIGHT:
                return "a.highlights > 0"
            case FlagName.IS_ORPHAN:
                return "a.orphans > 0"
            case FlagName.IS_CHANGED:
                return "a.changed > 0"
            case FlagName.IS_UNSURE:
                return "a.unsure > 0"
            case FlagName.IS_NEWS:
                return f"(a.flags & {NEWS}) <> 0"
            case FlagName.IS_KEPT:
                return f"(a.flags & {CAME | KEPT}) = {CAME | KEPT}"
            case FlagName.IS_HIDDEN:
                return f"(a.flags & {HIDDEN}) <> 0"

    def _days(self, days: Days) -> Clause:
        start, end = self._instant(days.start, -_EDGE), self._instant(days.end, _EDGE)
        match days.field:
            case DayField.ADDED:
                return self._added(start, end)
            case DayField.READ:
                return Clause("(a.opened IS NOT NULL AND a.opened >= ? AND a.opened < ?)", (start, end))
            case DayField.PUBLISHED:
                floating = (_floating(days.start, -_EDGE), _floating(days.end, _EDGE))
                sql = (
                    f"((a.flags & {HERE}) <> 0 AND CASE WHEN a.is_floating THEN a.published >= ? AND a.published < ?"
                    " ELSE a.published >= ? AND a.published < ? END)"
                )
                return Clause(sql, (*floating, start, end))

    @abstractmethod
    def _added(self, start: int, end: int) -> Clause:
        """Return that it was added at `start` or later, before `end`; in milliseconds."""

    def _instant(self, day: date | None, edge: int) -> int:
        """Return when a day begins where the user is."""
        return edge if day is None else begin_of(day, self._zone)


def begin_of(day: date, zone: tzinfo | None, *, is_floating: bool = False) -> int:
    """Return when a day begins, in milliseconds: in `zone`, by default that of this machine, or for dates that have none."""
    if not is_floating:
        with suppress(OverflowError, ValueError, OSError):  # the first and the last days that Python knows
            begins = datetime.combine(day, time.min)
            return milliseconds(begins.replace(tzinfo=zone) if zone else begins.astimezone())
    return milliseconds(datetime.combine(day, time.min, UTC))


def _own_tag(tag: str) -> Clause:
    """Return that an article has a tag of its own, or one nested in it."""
    if not tag:
        return Clause("a.docid IN (SELECT docid FROM tags WHERE annotation = 0)")
    name, folded = storable(tag), storable(fold(tag))
    # "0" is the next after "/": every tag that goes on behind it.
    sql = (
        "a.docid IN (SELECT docid FROM tags WHERE annotation = 0 AND (folded = ? AND name = ?"
        " OR folded >= ? || '/' AND folded < ? || '0' AND substr(name, 1, length(?) + 1) = ? || '/'))"
    )
    return Clause(sql, (folded, name, folded, folded, name, name))


def _asks_for(condition: Condition | None, name: FlagName) -> bool:
    """Whether a condition says anything about a flag."""
    match condition:
        case Flag(name=found):
            return found is name
        case All(parts=parts) | Either(parts=parts):
            return any(_asks_for(part, name) for part in parts)
        case Unless(part=part):
            return _asks_for(part, name)
        case _:
            return False


def _floating(day: date | None, edge: int) -> int:
    return edge if day is None else begin_of(day, None, is_floating=True)
