"""Searches that got a name: smart folders that the reader made. They stand in `library.toml` and travel with the library."""

from collections.abc import Callable, Mapping

from reader.library.history import History, put_searches
from reader.library.results import SavedSearch
from reader.library.stores import Stores
from reader.model.errors import NotFoundError, QueryError, ReaderError, UsageError
from reader.model.text import clean_line
from reader.store.settings import change_searches

MOST_NAME_LETTERS = 60
"""A folder's name; what is longer breaks the list of folders."""

MOST_QUERY_LETTERS = 1_000
"""Longer than anybody writes; the file is read at every start."""


class SavedSearches:
    """The saved searches of one library."""

    def __init__(self, stores: Stores, history: History, check: Callable[[str], object]) -> None:
        """`check` parses a query and raises QueryError where it cannot."""
        self._stores = stores
        self._history = history
        self._check = check

    def all(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches in the reader's order; one that cannot be understood says why. Raises ConfigError."""
        kept = self._stores.settings.load().searches
        return tuple(
            SavedSearch(shown, query, self._problem(query))
            for name, written in kept.items()
            if (shown := clean_line(name, MOST_NAME_LETTERS))
            for query in (clean_line(written),)  # another machine's hand may have written it
        )

    def query_of(self, name: str) -> str:
        """Return the query of a saved search. Raises NotFoundError, ConfigError."""
        searches = self._stores.settings.load().searches
        return clean_line(searches[_kept_name(searches, name)])

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in the place of what has that name, else as the last. Returns it as it is kept.

        Raises QueryError if the query cannot be understood, UsageError if the name is empty.
        """
        name, query = _clean_name(name), clean_line(query, MOST_QUERY_LETTERS)
        if not query:
            raise UsageError(f"the search {name!r} would look for nothing", "write a query: pressmark list --help")
        self._check(query)

        def put(searches: Mapping[str, str]) -> Mapping[str, str]:
            same = next((known for known in searches if known.casefold() == name.casefold()), name)
            return {**searches, same: query}

        self._change(put, f"search “{name}”")
        return SavedSearch(name, query)

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved search another name; it keeps its place. Raises NotFoundError, UsageError if the name is taken."""
        new_name = _clean_name(new_name)

        def put(searches: Mapping[str, str]) -> Mapping[str, str]:
            old = _kept_name(searches, name)
            if any(known.casefold() == new_name.casefold() for known in searches if known != old):
                raise UsageError(
                    f"there is a search {new_name!r} already", "choose another name, or remove that one first"
                )
            return {new_name if known == old else known: query for known, query in searches.items()}

        self._change(put, f"name of the search “{new_name}”")

    def remove(self, name: str) -> None:
        """Forget a saved search; what it finds stays. Raises NotFoundError."""

        def take_out(searches: Mapping[str, str]) -> Mapping[str, str]:
            old = _kept_name(searches, name)
            return {known: query for known, query in searches.items() if known != old}

        self._change(take_out, f"removal of the search “{clean_line(name, 40)}”")

    def _change(self, change: Callable[[Mapping[str, str]], Mapping[str, str]], label: str) -> None:
        before, after = change_searches(self._stores.places, change)
        if list(before.items()) != list(after.items()):
            self._history.record(label, [put_searches(after, before)], [put_searches(before, after)])

    def _problem(self, query: str) -> str:
        try:
            self._check(query)
        except QueryError as error:
            return error.message
        except ReaderError as error:
            return str(error)
        return ""


def _clean_name(name: str) -> str:
    if clean := clean_line(name, MOST_NAME_LETTERS).strip():
        return clean
    raise UsageError("a saved search needs a name", "a word or two: pressmark searches add NAME QUERY")


def _kept_name(searches: Mapping[str, str], name: str) -> str:
    """Return the name as it stands in the file: case does not matter, nor what cleaning took out of it."""
    wanted = clean_line(name, MOST_NAME_LETTERS).strip()
    shown = {known: clean_line(known, MOST_NAME_LETTERS).strip() for known in searches}
    same = [known for known in searches if shown[known] == wanted]
    alike = [known for known in searches if shown[known].casefold() == wanted.casefold()]
    for known in (*same, *alike):
        return known
    raise NotFoundError(f"no saved search is called {wanted!r}", "`pressmark searches` lists them")
