"""The use cases of one library that has more to do than to show an article: made together, when the first of them is wanted."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.library.annotating import Annotating
from reader.library.history import History
from reader.library.indexing import Indexing
from reader.library.saved_searches import SavedSearches
from reader.library.searching import Searching
from reader.library.stores import Stores
from reader.library.tending import Tending
from reader.model.annotation import Colour

if TYPE_CHECKING:  # what only who asks why a text is what it is needs
    from reader.library.explaining import Explaining


class UseCases:
    """What changes the library, what lists it, and what takes changes back."""

    def __init__(
        self, stores: Stores, explaining: "Callable[[], Explaining]", meanings: Callable[[], Mapping[Colour, str]]
    ) -> None:
        self.history = History(stores, explaining)
        self.annotating = Annotating(stores, self.history)
        self.tending = Tending(stores, self.history)
        self.indexing = Indexing(stores)
        self.searches = SavedSearches(stores, self.history, lambda query: self.searching.parse(query))
        self.searching = Searching(stores, self.indexing, self.searches, meanings)
