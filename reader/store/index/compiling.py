"""Questions as SQL: a query's tree becomes one WHERE over `articles AS a`, or over `annotations AS n` with their articles.

The trees are walked in `conditions`; here stands what articles are asked, and what annotations are.
"""

from collections.abc import Sequence

from reader.model.query import Condition, Either, FlagName, TextField, Words
from reader.model.search_text import query_tokens
from reader.store.index.clauses import Clause, Match, expression_of, has, joined, listed, select, union
from reader.store.index.conditions import ARTICLE_COLUMNS, SHELVES, Compiler, simplified
from reader.store.index.schema import HERE, HIDDEN

_MANY = 20_000
"""A word in more rows than this is of no help in finding the rest."""

_FEW = 200
"""So many articles can be asked one by one whether a word is in them (35 µs each) for less than it takes to go through a list."""

_MOST_CHOSEN = 5_000
"""As many articles as may be named in a piece of SQL."""

_OWN_FIELDS = (TextField.ANY, TextField.NOTE, TextField.QUOTE)
"""Where words of an annotation stand."""


class ArticleCompiler(Compiler):
    """Questions to articles."""

    def matches(self, words: Words) -> tuple[Match, ...]:
        expression = expression_of(words)
        if words.field is TextField.ANY:
            anywhere = (Match("article_text", expression), Match("own_words", expression))
            if self._lookup.has_textless:
                return (*anywhere, Match("article_words", expression, is_textless=True))
            return anywhere
        table, column = ARTICLE_COLUMNS[words.field]
        return (Match(table, f"{column} : {expression}"),)

    def _column(self, table: str) -> str:
        return "a.docid"

    def _is_in(self, selects: Sequence[Clause], table: str, *, may_lead: bool) -> Clause:
        if table == "annotation_words":  # of quotes: the rows are those of annotations
            selects = [
                Clause(f"SELECT docid FROM annotations WHERE key IN ({chosen.sql})", chosen.values)
                for chosen in (union(selects),)
            ]
        return super()._is_in(selects, table, may_lead=may_lead)

    def _conjunction(self, parts: Sequence[Condition]) -> Clause:
        # Two quotes need not stand in one annotation.
        quotes = [part for part in parts if isinstance(part, Words) and part.field is TextField.QUOTE]
        if len(quotes) < 2:
            return super()._conjunction(parts)
        rest = [part for part in parts if part not in quotes]
        clauses = [self._words((quote,)) for quote in quotes]
        return joined(clauses + ([super()._conjunction(rest)] if rest else []), "AND")

    def _all_words(self, words: Sequence[Words], *, may_lead: bool) -> Clause:
        """Return that all of `words` are in an article, each in its text or among the reader's own words.

        Nearly always the text has them all, which is one expression. The few articles where the reader's words are needed as
        well are found one by one; only if they are many are all words listed.
        """
        first, *others = zip(*map(self.matches, words), strict=True)
        in_text = Match(first[0].table, " AND ".join(match.expression for match in first))
        rarest = min(words, key=lambda one: self.frequency(one, _MANY))
        chosen = []
        for group in others:
            some = select(group[0]._replace(expression=" OR ".join(match.expression for match in group)))
            text = select(in_text)
            if self.frequency(rarest, _MANY) < _MANY:
                leading = union(self._selects((rarest,)))
                some = Clause(f"{some.sql} AND +rowid IN ({leading.sql})", (*some.values, *leading.values))
            # Faster than NOT IN: what is taken off need not be listed.
            rest = Clause(f"{some.sql} EXCEPT {text.sql} LIMIT {_MOST_CHOSEN + 1}", (*some.values, *text.values))
            chosen += self._lookup.numbers(rest)
        if len(chosen) > _MOST_CHOSEN:
            return joined([self._words((one,), may_lead=may_lead and one is rarest) for one in words], "AND")
        found = self._with_all(chosen, words)
        selects = [select(in_text)] + ([Clause(f"SELECT column1 FROM (VALUES {listed(found)})")] if found else [])
        return self._is_in(selects, in_text.table, may_lead=may_lead)

    def _with_all(self, docids: Sequence[int], words: Sequence[Words]) -> Sequence[int]:
        """Return those of `docids` that have all of `words`: few are asked for one by one, many looked for in lists."""
        for one in words:
            if not docids:
                break
            some = f"SELECT column1 FROM (VALUES {listed(docids)})"
            if len(docids) <= _FEW:
                found = joined([has(match, "column1") for match in self.matches(one)], "OR")
                found = Clause(f"{some} WHERE {found.sql}", found.values)
            else:
                rows = union(self._selects((one,)))
                found = Clause(f"SELECT DISTINCT rowid FROM ({rows.sql}) WHERE rowid IN ({some})", rows.values)
            docids = self._lookup.numbers(found)
        return docids

    def _tag(self, is_meant: Clause) -> Clause:
        return Clause(f"a.docid IN (SELECT docid FROM tags WHERE {is_meant.sql})", is_meant.values)

    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        is_meant = self._coloured("colour", folded, is_prefix=is_prefix)
        return Clause(
            f"a.docid IN (SELECT docid FROM annotations WHERE is_highlight AND {is_meant.sql})", is_meant.values
        )

    def _added(self, start: int, end: int) -> Clause:
        return Clause(f"((a.flags & {HERE}) <> 0 AND a.added >= ? AND a.added < ?)", (start, end))


class AnnotationCompiler(Compiler):
    """Questions to annotations: what they have of their own is asked of them, the rest of their articles."""

    number = "n.key"

    def matches(self, words: Words) -> tuple[Match, ...]:
        expression = expression_of(words)
        match words.field:
            case TextField.ANY:
                return (Match("annotation_words", expression),)
            case TextField.NOTE | TextField.QUOTE:
                return (Match("annotation_words", f"{words.field.value} : {expression}"),)
            case _:
                table, column = ARTICLE_COLUMNS[words.field]
                return (Match(table, f"{column} : {expression}"),)

    def _shelf(self) -> tuple[int, int]:
        mask, value = SHELVES[self._asked.shelf]
        # What is written about an article that is not here yet is found, and so is what is written about one that a rule hides.
        return mask & ~(HERE | HIDDEN), value & ~HERE

    def _column(self, table: str) -> str:
        return "n.key" if table == "annotation_words" else "n.docid"

    def everywhere(self) -> Clause | None:
        """Return `where` so that each annotation is asked by itself, if so many have what is asked for that going through them
        by date soon finds enough; None for any other question."""
        condition = simplified(self._asked.query.condition)
        words = [
            part
            for part in (condition.parts if isinstance(condition, Either) else (condition,))
            if isinstance(part, Words) and len(query_tokens(part).tokens) == 1 and part.field in _OWN_FIELDS
        ]
        if len(words) != (len(condition.parts) if isinstance(condition, Either) else 1):
            return None
        if all(self.frequency(one, _MANY) < _MANY for one in words):
            return None
        mask, value = self._shelf()
        some = [has(match, "n.key") for one in words for match in self.matches(one)]
        return joined([Clause(f"(a.flags & {mask}) = {value}"), joined(some, "OR")], "AND")

    def _tag(self, is_meant: Clause) -> Clause:
        sql = (
            f"(n.key IN (SELECT annotation FROM tags WHERE {is_meant.sql})"
            f" OR n.docid IN (SELECT docid FROM tags WHERE {is_meant.sql} AND annotation = 0))"
        )
        return Clause(sql, is_meant.values * 2)

    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        is_meant = self._coloured("n.colour", folded, is_prefix=is_prefix)
        return Clause(f"(n.is_highlight AND {is_meant.sql})", is_meant.values)  # a note on an article has no colour

    def _flag(self, name: FlagName) -> str:
        match name:
            case FlagName.HAS_NOTE:
                return "n.has_note"
            case FlagName.HAS_HIGHLIGHT:
                return "n.is_highlight"
            case FlagName.IS_ORPHAN:
                return "n.is_orphan"
            case FlagName.IS_CHANGED:
                return "n.is_changed"
            case FlagName.IS_UNSURE:
                return "n.is_unsure"
            case _:
                return super()._flag(name)

    def _added(self, start: int, end: int) -> Clause:
        return Clause("(n.created >= ? AND n.created < ?)", (start, end))
