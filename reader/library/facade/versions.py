"""What became of articles since they came: their versions, what parts them, and asking the sites anew."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.library.progress import Work
from reader.library.results import Added, Refreshed, RefreshedMany, VersionEntry
from reader.model.kept import ArticleRecord, Version

if TYPE_CHECKING:  # what an article that is opened does not wait for
    from reader.library.versions import Versions
    from reader.model.difference import Difference


class Versioning(Foundation):
    """How articles change."""

    pause_seconds = 1.0
    """How long a site is left alone between two of its pages: what crawlers leave who are welcome. Tests leave it no time."""

    def refresh(
        self, article_id: str, *, offline: bool = False, force: bool = False, work: Work | None = None
    ) -> Added:
        """Fetch a kept article again, or clean its stored page again; a changed text makes a new version.

        What shows less than is here (a log-in, an error, a teaser) is not taken over: `Added.kept_back` says why. With `force`
        it is, and the server is not asked whether anything has changed. How the highlights came through is told in
        `Added.carried`. Raises FetchError, ExtractError, StoreError, CancelledError; the article is as it was then.
        """
        with self._indexing.following():
            added = self._refreshing.refresh(article_id, offline=offline, force=force, work=work or Work())
            self._record([added])
            return added

    def refresh_many(
        self,
        article_ids: Sequence[str],
        *,
        offline: bool = False,
        force: bool = False,
        work: Work | None = None,
        on_refreshed: Callable[[Refreshed], None] = lambda refreshed: None,
    ) -> RefreshedMany:
        """Refresh many articles; one that fails holds up no others, and what was done until the user gives up stays.

        A site is asked for one page at a time, with a pause between two. `on_refreshed` is told of each as it is done, in the
        calling thread; `work` of how many are. Never raises for a single article: its error stands in its result.
        """
        from reader.library.refreshing_many import How, RefreshingMany

        many = RefreshingMany(self._refreshing, self._stores.record, self._indexing.following)
        how = How(offline=offline, force=force, pause_seconds=self.pause_seconds)
        changes: list[Added] = []

        def keep(refreshed: Refreshed) -> None:
            if refreshed.added is not None:
                changes.append(refreshed.added)
            on_refreshed(refreshed)

        try:
            return many.refresh(article_ids, how, work or Work(), keep)
        finally:  # what has come can be undone, whatever ended it
            self._record(changes)

    def is_stale(self, record: ArticleRecord) -> bool:
        """Whether the user wants an article to be asked for again when it is opened (`refresh_days`). Reads nothing."""
        from datetime import timedelta

        from reader.model.dates import utc_now
        from reader.model.page import PageOrigin

        days = self.config.refresh_days
        return bool(days) and record.origin is PageOrigin.URL and utc_now() - record.last_asked >= timedelta(days=days)

    def versions(self, article_id: str) -> tuple[VersionEntry, ...]:
        """Return the versions of an article, oldest first, each with what parts it from the one before.

        Reads every version. Raises NotFoundError, StoreError.
        """
        return self._versions.entries(article_id)

    def version_named(self, article_id: str, name: str) -> Version:
        """Return the version that a person names: by its number (from 1, or from -1 backwards), by the beginning of its id,
        or by a day (`2026-03-14`), at whose end it was current. Raises NotFoundError that names those there are.
        """
        return self._versions.named(article_id, name)

    def version_id_of(self, article_id: str, name: str) -> str:
        """Return the id of the version that a person names, "" (the current one) for no name. Raises NotFoundError."""
        return self.version_named(article_id, name).id if name else ""

    def difference(self, article_id: str, old_version: str = "", new_version: str = "") -> "Difference":
        """Return what parts two versions, named as in `version_named`: the current one and the one before it by default.

        Raises NotFoundError if there is only one, StoreError if a text cannot be read. Cost: linear, some 10 µs a word.
        """
        return self._versions.difference(article_id, old_version, new_version)

    def difference_between(self, article_id: str, other_id: str) -> "Difference":
        """Return what parts two articles, of one story for instance, as if the other were a later version of the one.

        Raises NotFoundError, StoreError if a text cannot be read. Costs what `difference` does.
        """
        return self._versions.between(article_id, other_id)

    def make_current(self, article_id: str, version_id: str) -> Added:
        """Go back to a version, or forth; can be undone. Nothing is lost, and annotations are placed in it.

        It stays until the site changes its text again: the text that was left is not taken over once more by refreshing.
        Raises NotFoundError, StoreError.
        """
        with self._changing():
            added = self._refreshing.make_current(article_id, version_id)
            self._record([added], is_chosen=True)
            return added

    def _record(self, changes: Sequence[Added], *, is_chosen: bool = False) -> None:
        from reader.library.version_steps import record_versions

        record_versions(self._history, self._stores, changes, is_chosen=is_chosen)

    @cached_property
    def _versions(self) -> "Versions":
        from reader.library.versions import Versions

        return Versions(self._stores)
