"""Lists, searches and references."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.listing import Listing, ListOrder, View, ViewCounts, ViewKind
from reader.library.progress import Work
from reader.library.references import article_named, resolve_reference
from reader.library.results import FoundAnnotation, FoundArticle, SavedSearch
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # comes with the first workbench
    from reader.library.bench import BenchCounts, BenchListing
    from reader.library.results import Exported
from reader.library.facade.foundation import Foundation


class Asking(Foundation):
    """What one asks a library."""

    def list(self, view: View | None = None) -> tuple[ListedArticle, ...]:
        """Return the rows of a view (the inbox if none is given), last added first."""
        return self.listing(view).rows()

    def listing(self, view: View | None = None, *, order: ListOrder | None = None, work: Work | None = None) -> Listing:
        """Return a view (the inbox if none is given) as a list whose rows are read when they are looked at.

        In `order`, by default last added first, what a search found best first; `sort:` in the query overrides. Raises
        QueryError, and NotFoundError for a saved search that is not there. `work` is told of what has to be read first, which
        in a library that is new to this machine may take a while.
        """
        return self._searching.listing(view or View(), work, order)

    def view_for(self, query: str) -> View:
        """Return the view that a query alone means: the inbox, or everything if it asks for news, what came by a feed, what is
        archived or hidden. Raises QueryError."""
        return self._searching.view_for(query)

    def ids_of(self, docids: Sequence[int]) -> Sequence[str | None]:
        """Return the ids of articles by the numbers of a listing (`Listing.docids`), None for one that is gone."""
        return self._searching.ids(docids)

    def rows_of(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        """Return the rows of articles by the numbers of a listing, None for one that is gone."""
        return self._searching.rows(docids)

    def search(self, query: str, limit: int = 50, *, work: Work | None = None) -> tuple[FoundArticle, ...]:
        """Return the articles outside the trash that `query` finds, the best first, with the lines that show why.

        Raises QueryError, which points at the place.
        """
        found = self.listing(View(kind=ViewKind.FOUND, query=query), work=work)
        return tuple(map(FoundArticle, found.rows(0, limit), found.snippets(0, limit)))

    def search_annotations(
        self, query: str, limit: int | None = None, *, work: Work | None = None
    ) -> tuple[FoundAnnotation, ...]:
        """Return the annotations outside the trash that `query` finds: by article, the one marked last first, within it in
        reading order; in the order of a `sort:` if the query has one. Raises QueryError.
        """
        return self._searching.annotations(query, limit, work)

    def bench(
        self,
        query: str = "",
        *,
        order: str = "newest",
        group: str = "none",
        is_typing: bool = False,
        work: Work | None = None,
    ) -> "BenchListing":
        """Return the annotations outside the trash that `query` finds as a list whose rows are read when they are looked at.

        `order` is one of `listing.BENCH_ORDERS` or `best`, `group` one of `listing.BENCH_GROUPS`; `sort:` in the query overrides
        the order. With `is_typing` the query's last word may go on. Raises QueryError.
        """
        from reader.library.bench import BenchOrder

        return self._searching.bench.listing(query, BenchOrder(order, group), work, is_typing=is_typing)

    def bench_counts(self, query: str = "") -> "BenchCounts":
        """Count the annotations that `query` finds by colour, tag, article and time. Raises QueryError."""
        return self._searching.bench.counts(query)

    def common_annotation_tags(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the tags that all annotations with these keys (`BenchListing.keys`) have, in alphabetical order."""
        return self._searching.bench.common_tags(keys)

    def export_annotations(
        self,
        listing: "BenchListing",
        form: str,
        *,
        keys: Sequence[int] | None = None,
        title: str,
        work: Work | None = None,
    ) -> "Exported":
        """Return the annotations of a workbench, or those of them with the given keys, as one file: gathered by article, with
        citations, links and the meanings of the colours.

        `form` is one of `exporting_notes.note_formats`. Raises ExchangeError, and CancelledError if `work` is given up.
        """
        from reader.library.exporting_notes import export_rows

        return export_rows(listing.all_rows(keys, work), form, title, self.colour_meanings())

    def tags_in_use(self) -> tuple[tuple[str, int], ...]:
        """Return every tag of articles and annotations outside the trash with how often it is used, in alphabetical order."""
        return self._searching.tags_in_use()

    def list_all(self) -> tuple[ListedArticle, ...]:
        """Return every article outside the trash, last added first."""
        return self.list(View(kind=ViewKind.ALL))

    def counts(self) -> ViewCounts:
        """Count the articles of every view, tag and saved search."""
        return self._searching.counts()

    def listed(self, article_id: str) -> ListedArticle:
        """Return the row of one article. Raises NotFoundError."""
        return ListedArticle(
            record=self._stores.record(article_id),
            state=self._stores.states.load(article_id),
            counts=self._stores.annotations.counts(article_id),
        )

    def resolve(self, reference: str) -> str:
        """Return the id meant by a short prefix, an address, a file that was added, a number of the last list, or `last`.

        Raises NotFoundError.
        """
        return resolve_reference(self._stores, reference)

    def article_named(self, word: str) -> str:
        """Return the id of the article that `word` means beyond doubt, "" if it may as well be a word that is looked for.

        Beyond doubt are `last`, a number of the last list, an address, a file that was added, and eight letters of an id.
        Raises NotFoundError if `last` or an address leads nowhere.
        """
        return article_named(self._stores, word)

    def remember_list(self, article_ids: Sequence[str]) -> None:
        """Keep the ids of a printed list, so that its numbers can be used."""
        self._stores.recent.remember_list(article_ids)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that have a name, in the reader's order. Raises ConfigError if library.toml is broken."""
        return self._searches.all()

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in the place of what has that name; can be undone. Raises QueryError, UsageError."""
        with self._changing():
            return self._searches.save(name, query)

    def rename_search(self, name: str, new_name: str) -> None:
        """Give a saved search another name; can be undone. Raises NotFoundError, UsageError if the name is taken."""
        with self._changing():
            self._searches.rename(name, new_name)

    def remove_search(self, name: str) -> None:
        """Forget a saved search; can be undone. Raises NotFoundError."""
        with self._changing():
            self._searches.remove(name)
