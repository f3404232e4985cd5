"""Who cleans the pages of a library: a process that may be ended, or, where nothing comes from strangers, this one."""

import math
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from reader.library.examining import examine_page, explain_page, raw_text_of_page, run_job
from reader.model.article import Article
from reader.model.page import Page

if TYPE_CHECKING:
    from reader.extract.cleaning_process import PageCleaner
    from reader.model.cleaning import Cleaning, SiteRule  # who only reads does not wait for it


class Cleaner(Protocol):
    """What cleans pages. For any thread."""

    def warm(self) -> None:
        """Get ready for a page that is on its way. Never waits, never fails."""
        ...

    def clean(
        self,
        page: Page,
        *,
        is_lenient: bool = False,
        site_rules: "tuple[SiteRule, ...]" = (),
        most_seconds: float = math.inf,
    ) -> Article:
        """Return the article on a page, as `examining.examine_page` does, after `most_seconds` at most where it is bounded."""
        ...

    def explain(
        self, page: Page, *, site_rules: "tuple[SiteRule, ...]" = (), most_seconds: float = math.inf
    ) -> "tuple[Article, Cleaning]":
        """Return the article and why it is as it is, as `examining.explain_page` does, in the same time."""
        ...

    def raw_text(self, page: Page) -> str:
        """Return all the text of a page, as `examining.raw_text_of_page` does."""
        ...

    def run_job(self, job: Mapping[str, Any], site_rules: "tuple[SiteRule, ...]" = ()) -> dict[str, Any]:
        """Clean one page of a batch, as `examining.run_job` does."""
        ...

    def close(self) -> None:
        """Let go of what it took; the next page takes it anew. May be called again."""
        ...


class CleaningHere:
    """Cleans in this process: for pages of our own, and for programs that bound themselves."""

    def warm(self) -> None:
        """Nothing to be ready for."""

    def clean(
        self,
        page: Page,
        *,
        is_lenient: bool = False,
        site_rules: "tuple[SiteRule, ...]" = (),
        most_seconds: float = math.inf,
    ) -> Article:
        """Return the article on a page."""
        return examine_page(page, is_lenient=is_lenient, site_rules=site_rules)

    def explain(
        self, page: Page, *, site_rules: "tuple[SiteRule, ...]" = (), most_seconds: float = math.inf
    ) -> "tuple[Article, Cleaning]":
        """Return the article and why it is as it is."""
        return explain_page(page, site_rules=site_rules)

    def raw_text(self, page: Page) -> str:
        """Return all the text of a page."""
        return raw_text_of_page(page)

    def run_job(self, job: Mapping[str, Any], site_rules: "tuple[SiteRule, ...]" = ()) -> dict[str, Any]:
        """Clean one page of a batch."""
        return run_job(job, site_rules)

    def close(self) -> None:
        """Nothing was taken."""


class BoundedCleaning:
    """Cleans in a process that is ended when a page takes too much time or memory (`extract.cleaning_process`).

    What that takes is imported with the first page: who only reads waits for nothing.
    """

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._made: PageCleaner | None = None

    def warm(self) -> None:
        """Start the process now."""
        self._cleaner.warm()

    def clean(
        self,
        page: Page,
        *,
        is_lenient: bool = False,
        site_rules: "tuple[SiteRule, ...]" = (),
        most_seconds: float = math.inf,
    ) -> Article:
        """Return the article on a page, or on as much of it as could be cleaned within the limits."""
        return self._cleaner.clean(page, is_lenient=is_lenient, site_rules=site_rules, most_seconds=most_seconds)

    def explain(
        self, page: Page, *, site_rules: "tuple[SiteRule, ...]" = (), most_seconds: float = math.inf
    ) -> "tuple[Article, Cleaning]":
        """Return the article and why it is as it is."""
        return self._cleaner.explain(page, site_rules=site_rules, most_seconds=most_seconds)

    def raw_text(self, page: Page) -> str:
        """Return all the text of a page."""
        return self._cleaner.raw_text(page)

    def run_job(self, job: Mapping[str, Any], site_rules: "tuple[SiteRule, ...]" = ()) -> dict[str, Any]:
        """Clean one page of a batch."""
        return self._cleaner.run_job(job, site_rules)

    def close(self) -> None:
        """End the process."""
        with self._making:
            made, self._made = self._made, None
        if made is not None:
            made.close()

    @property
    def _cleaner(self) -> "PageCleaner":
        from reader.extract.cleaning_process import PageCleaner

        with self._making:
            if self._made is None:
                self._made = PageCleaner()
            return self._made
