"""The use cases of one library that has more to do than to show an article: made together, when the first of them is wanted."""

from collections.abc import Callable, Mapping

from reader.library.annotating import Annotating
from reader.library.history import History, Keepers
from reader.library.indexing import Indexing
from reader.library.saved_searches import SavedSearches
from reader.library.searching import Searching
from reader.library.stores import Stores
from reader.library.tending import Tending
from reader.model.annotation import Colour


class UseCases:
    """What changes the library, what lists it, and what takes changes back."""

    def __init__(self, stores: Stores, keepers: Keepers, meanings: Callable[[], Mapping[Colour, str]]) -> None:
        self.history = History(stores, keepers)
        self.annotating = Annotating(stores, self.history)
        self.tending = Tending(stores, self.history, lambda article_ids: self.searching.told_alike(article_ids))
        self.indexing = Indexing(stores)
        self.searches = SavedSearches(stores, self.history, lambda query: self.searching.parse(query))
        self.searching = Searching(stores, self.indexing, self.searches, meanings)
