"""How an article that is kept comes again: fetched or cleaned anew, compared with what is here, and taken over or not.

What the newsroom changed is told apart from what the cleaner does better: before a changed page becomes a version, the page
that is kept is cleaned again, and if that alone makes another text, that is a version of its own. A page that shows less than
is here (a wall, an error, a teaser) is not taken over unless the reader insists. Called by the facade.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reader.library.carrying import carry_places, tally
from reader.library.config import Config
from reader.library.examining import read_page
from reader.library.joining import Joined, add_page
from reader.library.opening import Opening, warnings_of
from reader.library.placing import place_annotations
from reader.library.progress import Progress, Work
from reader.library.results import Added, Carried
from reader.library.site_access import access_notes, access_of
from reader.library.stores import Stores
from reader.library.trusting import found_on, own_file
from reader.library.worsening import why_kept_back
from reader.model.annotation import PlacedAnnotation
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, FetchError, NotFoundError, ReaderError, ReadFileError, StoreError
from reader.model.identity import version_id_of_text
from reader.model.kept import ArticleRecord, describe_article
from reader.model.page import Page, PageOrigin


class Refreshing:
    """Brings the articles of one library up to date."""

    def __init__(self, stores: Stores, config: Config, opening: Opening) -> None:
        self._stores = stores
        self._config = config
        self._opening = opening

    def refresh(self, article_id: str, *, offline: bool = False, force: bool = False, work: Work) -> Added:
        """Fetch a kept article again, or clean its kept page again; another text makes a new version.

        With `force` the server is not asked whether anything changed, and what comes is taken over whatever it is.
        """
        record = self._stores.record(article_id)
        if offline:
            work.report(Progress(step="cleaning the page"))
            article, pages = self._clean_stored(record)
            return self._keep(record, Joined(article=article, pages=pages), is_recleaned=True, force=force, work=work)
        page = self.fetch(record, force=force, work=work)
        return self.take(record, page, force=force, work=work)

    def fetch(self, record: ArticleRecord, *, force: bool = False, work: Work) -> Page | None:
        """Return the page as it is now, or None if the server says that it has not changed. Reads and writes nothing here."""
        if record.origin in (PageOrigin.STDIN, PageOrigin.PASTE):
            raise FetchError("this article was piped in or pasted", "clean it again with `pressmark refresh --offline`")
        if not (record.source or record.url):
            raise FetchError(
                "this article came by a feed that names no page of it", "what the feed says is all there is"
            )
        if record.origin is PageOrigin.FILE:
            path = own_file(self._stores, record)
            if not path:
                raise ReadFileError(
                    f"The file of “{record.title}” was not added on this machine", "Add the file itself again."
                )
            return read_page(path, config=self._config, work=work)
        from reader.fetch.client import FetchLimits, NotModified, Validators, fetch_page

        work.report(Progress(step="fetching again"))
        self._opening.expect_page()
        # Who has lost the text needs the page, changed or not.
        is_asked = not force and self._stores.places.version_file(record.id, record.version_id).exists()
        answer = fetch_page(
            # Where it was found, not where it says it belongs: a page may call any address its own, one in a private network too.
            record.source or record.url,
            limits=FetchLimits(deadline_seconds=self._config.fetch_deadline_seconds),
            validators=Validators(etag=record.etag, last_modified=record.last_modified) if is_asked else None,
            found_on=found_on(self._stores, record),
            confirmed_hosts=frozenset(self._config.confirmed_hosts),
            access=access_of(self._config),
            cancel=work.cancel,
        )
        return None if isinstance(answer, NotModified) else answer

    def take(self, record: ArticleRecord, page: Page | None, *, force: bool = False, work: Work) -> Added:
        """Take over what `fetch` brought for the article of `record`; None is a page that has not changed."""
        record = self._stores.record(record.id)  # another window may have taken it over while the page was on its way
        if page is None:
            self._stores.articles.note_checked(record.id, utc_now())
            return Added(article_id=record.id, title=record.title, is_new=False, notes=("the page has not changed",))
        work.report(Progress(step="cleaning the page"))
        joined = self._opening.join_further_pages(page, self._opening.clean(page), work)
        return self._keep(record, joined, is_recleaned=False, force=force, work=work)

    def take_article(self, record: ArticleRecord, joined: Joined, *, work: Work) -> Added:
        """Take over an article that was made of newer pages elsewhere, as `take` does."""
        return self._keep(self._stores.record(record.id), joined, is_recleaned=False, force=False, work=work)

    def make_current(self, article_id: str, version_id: str) -> Added:
        """Go back to a version: it is the current one again, and stays so until the site changes its text once more."""
        record = self._stores.record(article_id)
        if version_id == record.version_id:
            return Added(article_id=article_id, title=record.title, is_new=False, notes=("it is the current version",))
        article = self._stores.articles.load(article_id, version_id)
        before = self._placed(record, self._shown(record))
        described = describe_article(article, None, article_id=article_id, added=record.added, source=record.source)
        chosen = replace(
            described,
            origin=record.origin,
            url=record.url,
            source=record.source,
            etag=record.etag,
            last_modified=record.last_modified,
        )
        saved = self._stores.articles.save(chosen, article, is_chosen=True)
        return self._told(record, saved, article, before, notes=())

    # -- steps -------------------------------------------------------------------------------------------------------
    def _keep(self, record: ArticleRecord, joined: Joined, *, is_recleaned: bool, force: bool, work: Work) -> Added:
        """Save what came as the current version, if it is one and worth it."""
        if work.is_cancelled:
            raise CancelledError("Stopped")
        articles, article = self._stores.articles, joined.article
        shown = self._shown(record)
        if not force and shown is not None and article.text != shown.text:
            is_given_up = not is_recleaned and _was_given_up(record, article)
            reason = "" if is_given_up else why_kept_back(shown, article)
            if is_given_up or reason:
                articles.note_checked(record.id, _checked(record, joined.pages))
                notes = ("the page still says what you went back from",) if is_given_up else joined.notes
                return Added(article_id=record.id, title=record.title, is_new=False, kept_back=reason, notes=notes)
        before = self._placed(record, shown)
        recleaned = None
        if not is_recleaned and shown is not None and article.text != shown.text:
            recleaned = self._recleaned(record, shown)
        latest = articles.record(record.id)
        if latest.version_id == version_id_of_text(article.text):
            record = latest  # another window has taken it over while it was cleaned here, and moved the places
        elif recleaned is not None:
            articles.save(*recleaned)
        described = describe_article(
            article, joined.pages[0], article_id=record.id, added=record.added, source=record.source
        )
        fresh = replace(described, origin=record.origin, checked=_checked(record, joined.pages))
        saved = articles.save(fresh, article, joined.pages)
        asked = () if is_recleaned else access_notes(self._config, joined.pages[0], is_partial=article.is_partial)
        notes = (*warnings_of(article), *asked, *joined.notes)
        self._opening.remember_addresses(record.id, joined.pages[0], article)
        return self._told(record, saved, article, before, notes=notes)

    def _told(
        self,
        record: ArticleRecord,
        saved: ArticleRecord,
        article: Article,
        before: tuple[PlacedAnnotation, ...],
        notes: tuple[str, ...],
    ) -> Added:
        """Carry over what stands in the text, and tell what became of it."""
        is_new_version = saved.version_id != record.version_id
        carried: Carried | None = None
        letters = self._stores.states.load(record.id).marks if is_new_version else {}
        if is_new_version:
            carry_places(self._stores, record, saved.version_id)
            if before:
                carried = tally(before, self._placed(saved, article))
        told = () if is_new_version else ("the text has not changed",)
        return Added(
            article_id=record.id,
            title=saved.title,
            is_new=False,
            is_new_version=is_new_version,
            notes=(*told, *notes),
            carried=carried,
            former_version=record.version_id if is_new_version else "",
            former_letters=letters,
        )

    def _shown(self, record: ArticleRecord) -> Article | None:
        """Return the current version, None if it is not here or cannot be read: then whatever comes is better."""
        try:
            return self._stores.articles.load(record.id, record.version_id)
        except (NotFoundError, StoreError):
            return None

    def _placed(self, record: ArticleRecord, article: Article | None) -> tuple[PlacedAnnotation, ...]:
        if article is None:
            return ()
        annotations = self._stores.annotations.load(record.id)
        return place_annotations(self._stores, annotations, article, record.version_id) if annotations else ()

    def _recleaned(
        self, record: ArticleRecord, shown: Article
    ) -> tuple[ArticleRecord, Article, tuple[Page, ...]] | None:
        """Return what the cleaner does otherwise by now with the page that is kept, to be a version before that of the new page;
        None if it does nothing else.

        If the new page has no other text, that is all there is, and the site has changed nothing.
        """
        try:
            article, pages = self._clean_stored(record)
        except ReaderError:
            return None  # no page was kept, or nothing is found on it any more: then the two cannot be told apart
        if article.text == shown.text or why_kept_back(shown, article):
            return None
        described = describe_article(article, pages[0], article_id=record.id, added=record.added, source=record.source)
        return replace(described, origin=record.origin), article, pages

    def _clean_stored(self, record: ArticleRecord) -> tuple[Article, tuple[Page, ...]]:
        """Return the article on the pages that were kept, cleaned anew, and those pages. Asks nobody for others."""
        pages = self._stores.articles.snapshots(record.id, record.version_id)
        if not pages:
            raise ReaderError(f"no page was kept for {record.title!r}", "fetch it again without --offline")
        article = self._opening.clean(pages[0])
        misses_pages = bool(article.next_pages) and record.is_partial
        for page in pages[1:]:
            article = add_page(article, self._opening.clean(page, is_lenient=True))
        return replace(article, is_partial=article.is_partial or misses_pages), pages


def _checked(record: ArticleRecord, pages: Sequence[Page]) -> datetime:
    return max(record.last_asked, pages[0].fetched_at)


def _was_given_up(record: ArticleRecord, article: Article) -> bool:
    """Whether the reader went back from this very text, and the site has not changed it since."""
    if not record.versions or not record.versions[-1].is_chosen:
        return False
    left = next((version for version in reversed(record.versions) if not version.is_chosen), None)
    return left is not None and left.id == version_id_of_text(article.text)
