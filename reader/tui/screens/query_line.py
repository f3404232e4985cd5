"""The line in which a query is written: what is wrong with it, and what the word under the caret may become.

The filter of the list, the search of the library and the workbench write in it.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from reader.library.query_language import Known, complete, fault_of
from reader.model.errors import QueryError
from reader.tui.line_edit import LineEdit
from reader.tui.lines import told
from reader.tui.prompt import Fault, Offer, Offers

MOST_OFFERED = 8
"""What a word may become, at once."""

PLACEHOLDER = "words, “a phrase”, tag:, -not … ? shows all"
"""Stands in an empty line."""


class _Offered(NamedTuple):
    """What a word may become, and what of it stands in the line."""

    start: int
    """Where the word begins."""
    replaced: str
    """The word as it stands in the line."""
    offers: Offers
    word: str = ""
    """What is to stand there."""
    line: str = ""
    """The line after that: while nobody has written on, the next one comes in its place."""

    def is_for(self, line: LineEdit) -> bool:
        """Whether this is what the word under the caret of a line may become."""
        return bool(self.offers.offers) and self.line == line.text and line.caret == self.start + len(self.replaced)

    def begin(self) -> "_Offered":
        """Return it with what all of it has in common, or with the only one."""
        words = [offer.word for offer in self.offers.offers]
        common = _common_start(words) if words else self.replaced
        return self._replace(word=common if len(common) > len(self.replaced) else self.replaced)

    def step(self) -> "_Offered":
        """Return it with the next one."""
        at = (self.offers.at + 1) % len(self.offers.offers)
        return self._replace(offers=self.offers._replace(at=at), word=self.offers.offers[at].word)


class QueryCompleter:
    """Completes words of one line after the other: what several have in common first, then one after the other."""

    def __init__(self, known: Callable[[], Known]) -> None:
        """`known` gives what the library holds."""
        self._known = known
        self._offered: _Offered | None = None

    def complete(self, line: LineEdit) -> Offers:
        """Complete the word under the caret; return what it may become, if that is several things."""
        if self._offered is not None and self._offered.is_for(line):
            step = self._offered.step()
        else:
            found = complete(line.text, line.caret, self._known())
            words = tuple(Offer(*offer) for offer in found.offers[:MOST_OFFERED])
            step = _Offered(found.start, line.text[found.start : found.end], Offers(words)).begin()
        if step.word != step.replaced:
            line.replace(step.start, step.start + len(step.replaced), step.word)
        self._offered = step._replace(replaced=step.word, line=line.text)
        return step.offers if len(step.offers.offers) > 1 else Offers()


def fault_in(query: str, colours: Collection[str] | None = None) -> Fault | None:
    """Return what is wrong with a query, None if nothing is; `colours` are the names that it may use."""
    error = fault_of(query, colours)
    return shown_fault(error) if error is not None else None


def shown_fault(error: QueryError) -> Fault:
    """Return what is wrong with a query as the last row shows it."""
    message = f"{error.message[:1].upper()}{error.message[1:]}"  # never begins with what was written
    return Fault(told(message, error.hint), error.position, error.length)


def _common_start(words: list[str]) -> str:
    first, last = min(words), max(words)
    length = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:length]


class TakenQuery:
    """What becomes of a query when its line is taken: its last word was taken for a beginning while it was typed, and still is if
    the whole words find nothing and beginnings do.
    """

    def __init__(self) -> None:
        self._counted = ("", False)
        """What was asked last while it was typed, and whether that found anything."""
        self._taken = self._lengthened = ""

    def typed(self, query: str, *, is_found: bool) -> None:
        """Take note of what a query finds that is still being typed."""
        self._counted = query, is_found

    def take(self, query: str) -> None:
        """The query was taken: it is asked for whole words now."""
        self._taken, self._lengthened = query, ""

    def instead(self, query: str, *, is_found: bool) -> str:
        """Return what is to be asked in the place of a query that was answered, "" for nothing.

        Who types fast has taken it before it was known whether beginnings find anything. Then they are asked now, and if they
        find nothing either, the words stay as they were typed.
        """
        if query and query == self._taken:
            self._taken = ""
            if not is_found and self._counted != (query, False) and fault_of(f"{query}*") is None:
                self._lengthened = query
                return f"{query}*"
        elif self._lengthened and query == f"{self._lengthened}*":
            words, self._lengthened = self._lengthened, ""
            return "" if is_found else words
        return ""
