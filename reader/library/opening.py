"""How an article comes into the library and out of it again: add, refresh, open, and its pictures.

A page is fetched, cleaned and joined with its further pages before anything is written; whatever fails before that leaves
the library as it was.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.library.config import Config
from reader.library.examining import examine_page, id_of_page, page_from_paste, read_page
from reader.library.placing import place_annotations
from reader.library.progress import Progress, Work
from reader.library.references import known_address
from reader.library.results import Added, OpenArticle
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, FetchError, ReaderError
from reader.model.identity import article_id_of_url
from reader.model.kept import ArticleRecord, KeptArticle, describe_article
from reader.model.page import Page, PageOrigin

if TYPE_CHECKING:
    from reader.library.joining import Joined
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it

MOST_IMAGES = 60
MOST_IMAGE_BYTES = 60_000_000
"""Budget for the pictures of one article."""


class Opening:
    """Adds and opens the articles of one library."""

    def __init__(
        self, stores: Stores, config: Config, site_rules: "Callable[[], tuple[SiteRule, ...]] | None" = None
    ) -> None:
        self._stores = stores
        self._config = config
        self._site_rules = site_rules

    def open(self, article_id: str, version_id: str = "") -> OpenArticle:
        """Return an article with its annotations placed; the version shown is the newest unless one is named."""
        record = self._stores.record(article_id)
        shown = version_id or record.version_id
        article = self._stores.articles.load(article_id, shown)
        state = self._stores.states.load(article_id)
        annotations = self._stores.annotations.load(article_id)
        return OpenArticle(
            kept=KeptArticle(record=record, version_id=shown, article=article, state=state),
            annotations=place_annotations(self._stores, annotations, article, shown),
        )

    def add(self, target: str, *, found_on: str | None, tags: tuple[str, ...], refresh: bool, work: Work) -> Added:
        """Keep the article at `target`. What is known is said to be known and not fetched again, unless `refresh`."""
        known = known_address(self._stores, target) if "://" in target else ""
        if known and not refresh:
            return self._known(known, tags)
        if known:
            return self.refresh(known, offline=False, work=work)
        page = read_page(target, found_on=found_on, config=self._config, work=work)
        return self.add_page(page, source=target, tags=tags, work=work)

    def add_paste(self, text: str, *, work: Work) -> Added:
        """Keep a pasted text."""
        return self.add_page(page_from_paste(text), source="", tags=(), work=work)

    def add_page(self, page: Page, *, source: str, tags: tuple[str, ...], work: Work) -> Added:
        """Keep the article on a page that is here."""
        work.report(Progress(step="cleaning the page"))
        article = self._clean(page)
        article_id = id_of_page(page, article)
        if self._stores.articles.has(article_id):
            self._remember_addresses(article_id, page, article)
            return self._known(article_id, tags)
        joined = self._join_further_pages(page, article, work)
        if work.is_cancelled:
            raise CancelledError("Stopped")
        article = joined.article
        record = describe_article(article, page, article_id=article_id, added=utc_now(), source=source)
        self._stores.articles.save(record, article, joined.pages)
        self._remember_addresses(article_id, page, article)
        # Something of it may still be known: it was in the trash when its content was taken away for good, here or elsewhere.
        self._stores.states.change(article_id, is_trashed=False, purged=None, add_tags=clean_tags(tags))
        self._stores.recent.remember_article(article_id)
        return Added(article_id=article_id, title=record.title, is_new=True, notes=(*_warnings(article), *joined.notes))

    def refresh(self, article_id: str, *, offline: bool, work: Work) -> Added:
        """Fetch a kept article again (or clean what was fetched again); another text makes a new version."""
        record = self._stores.record(article_id)
        notes: tuple[str, ...] = ()
        if offline:
            work.report(Progress(step="cleaning the page"))
            article, pages = self._clean_stored(record)
        else:
            page = self._fetch_again(record, work)
            if page is None:
                unchanged = ("the page has not changed",)
                return Added(article_id=article_id, title=record.title, is_new=False, notes=unchanged)
            work.report(Progress(step="cleaning the page"))
            joined = self._join_further_pages(page, self._clean(page), work)
            article, pages, notes = joined.article, joined.pages, joined.notes
        if work.is_cancelled:
            raise CancelledError("Stopped")
        described = describe_article(article, pages[0], article_id=article_id, added=record.added, source=record.source)
        fresh = replace(described, origin=record.origin, versions=record.versions)
        saved = self._stores.articles.save(fresh, article, pages)
        self._remember_addresses(article_id, pages[0], article)
        is_new_version = len(saved.versions) > len(record.versions)
        told = () if is_new_version else ("the text has not changed",)
        return Added(
            article_id=article_id,
            title=saved.title,
            is_new=False,
            is_new_version=is_new_version,
            notes=(*told, *_warnings(article), *notes),
        )

    def fetch_images(self, article_id: str, work: Work) -> int:
        """Fetch the pictures that are not here yet, within the budget; one that fails is passed over."""
        from reader.fetch.image import fetch_image

        record = self._stores.record(article_id)
        article = self._stores.articles.load(article_id, record.version_id)
        wanted = [
            image.src
            for image in article.images[:MOST_IMAGES]
            if not self._stores.articles.image_path(article_id, image.src)
        ]
        came = size_bytes = 0
        for number, src in enumerate(wanted, 1):
            if work.is_cancelled or size_bytes > MOST_IMAGE_BYTES:
                break
            work.report(Progress(step="fetching pictures", done=number, total=len(wanted)))
            try:
                image = fetch_image(
                    src,
                    page_url=_trusted_address(record),
                    page_path=record.source if record.origin is PageOrigin.FILE else "",
                    confirmed_hosts=frozenset(self._config.confirmed_hosts),
                    cancel=work.cancel,
                )
            except FetchError:
                continue
            self._stores.articles.save_image(article_id, src, image.content, image.content_type)
            came += 1
            size_bytes += len(image.content)
        return came

    # -- steps -------------------------------------------------------------------------------------------------------
    def _known(self, article_id: str, tags: tuple[str, ...]) -> Added:
        """Bring an article that is here back into the inbox, with the tags beside those it has."""
        record = self._stores.record(article_id)
        self._stores.states.change(article_id, is_trashed=False, is_archived=False, add_tags=clean_tags(tags))
        self._stores.recent.remember_article(article_id)
        return Added(article_id=article_id, title=record.title, is_new=False)

    def _join_further_pages(self, page: Page, article: Article, work: Work) -> "Joined":
        """Fetch the article's further pages, through the same door and from the same site, and join their blocks."""
        from reader.library.joining import join_further_pages

        return join_further_pages(
            page,
            article,
            get_page=lambda address: self._further_page(page, address, work),
            # The last page of several may hold a single paragraph, too little for an article of its own.
            clean=lambda further: self._clean(further, is_lenient=True),
            work=work,
        )

    def _further_page(self, first: Page, address: str, work: Work) -> Page:
        if first.origin is PageOrigin.FILE:
            beside = Path(first.path).with_name(Path(unquote(urlsplit(address).path)).name)
            if beside.is_file():
                return read_page(str(beside), config=self._config, work=work)
            raise FetchError(f"{beside.name} does not lie beside the file")
        if first.origin is not PageOrigin.URL or urlsplit(address).hostname != urlsplit(first.url).hostname:
            raise FetchError("it is on another site")
        return read_page(address, found_on=first.url, config=self._config, work=work)

    def _fetch_again(self, record: ArticleRecord, work: Work) -> Page | None:
        """Return the page as it is now, or None if the server says that it has not changed."""
        if record.origin in (PageOrigin.STDIN, PageOrigin.PASTE):
            raise FetchError("this article was piped in or pasted", "clean it again with `pressmark refresh --offline`")
        if record.origin is PageOrigin.FILE:
            return read_page(record.source, config=self._config, work=work)
        from reader.fetch.client import FetchLimits, NotModified, Validators, fetch_page

        work.report(Progress(step="fetching again"))
        answer = fetch_page(
            # Where it was found, not where it says it belongs: a page may call any address its own, one in a private network too.
            record.source or record.url,
            limits=FetchLimits(deadline_seconds=self._config.fetch_deadline_seconds),
            validators=Validators(etag=record.etag, last_modified=record.last_modified),
            confirmed_hosts=frozenset(self._config.confirmed_hosts),
            cancel=work.cancel,
        )
        return None if isinstance(answer, NotModified) else answer

    def _clean(self, page: Page, *, is_lenient: bool = False) -> Article:
        rules = self._site_rules() if self._site_rules else ()
        return examine_page(page, is_lenient=is_lenient, site_rules=rules)

    def _clean_stored(self, record: ArticleRecord) -> tuple[Article, tuple[Page, ...]]:
        """Return the article on the pages that were kept, cleaned anew, and those pages. Asks nobody for others."""
        from reader.library.joining import add_page

        pages = self._stored_pages(record)
        article = self._clean(pages[0])
        misses_pages = bool(article.next_pages) and record.is_partial
        for page in pages[1:]:
            article = add_page(article, self._clean(page, is_lenient=True))
        return replace(article, is_partial=article.is_partial or misses_pages), pages

    def _stored_pages(self, record: ArticleRecord) -> tuple[Page, ...]:
        pages = self._stores.articles.snapshots(record.id, record.version_id)
        if not pages:
            raise ReaderError(f"no page was kept for {record.title!r}", "fetch it again without --offline")
        return pages

    def _remember_addresses(self, article_id: str, page: Page, article: Article) -> None:
        """Let every address that led here find the article again."""
        for url in dict.fromkeys((page.requested_url, page.url, article.metadata.canonical)):
            if url and page.origin is PageOrigin.URL and article_id_of_url(url) != article_id:
                self._stores.articles.add_alias(url, article_id)


def _trusted_address(record: ArticleRecord) -> str:
    """Return the address whose host may serve the pictures even if it is private: what a page says of itself is no reason.

    A file's own address is not trusted by the fetching door either; it only completes addresses of pictures.
    """
    match record.origin:
        case PageOrigin.URL:
            return record.source or record.url
        case PageOrigin.FILE:
            return record.url
        case _:
            return ""


def _warnings(article: Article) -> tuple[str, ...]:
    warnings = []
    if article.is_partial:
        warnings.append("only a part of the article is on the page")
    if article.is_cut:
        warnings.append("the page was cut: not all of it came")
    return tuple(warnings)
