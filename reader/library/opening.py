"""How an article comes into the library and out of it again: add, open, and its pictures. What comes again: `refreshing`.

A page is fetched, cleaned and joined with its further pages before anything is written; whatever fails before that leaves
the library as it was.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.library.cleaners import Cleaner
from reader.library.config import Config
from reader.library.examining import id_of_page, page_from_paste, read_page
from reader.library.placing import place_annotations
from reader.library.progress import Progress, Work
from reader.library.references import known_address
from reader.library.results import Added, OpenArticle
from reader.library.site_access import access_notes, access_of
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.library.trusting import own_file, trusted_address
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, FetchError
from reader.model.identity import article_id_of_url
from reader.model.kept import KeptArticle, ReadingState, describe_article
from reader.model.page import Page, PageForm, PageOrigin

if TYPE_CHECKING:
    from reader.library.adding_steps import Addition
    from reader.library.joining import Joined
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it

MOST_IMAGES = 60
MOST_IMAGE_BYTES = 60_000_000
"""Budget for the pictures of one article."""
MOST_IMAGE_SECONDS = 60.0
"""So long they may take together; what has not come by then comes when the article is opened again."""


class Opening:
    """Adds and opens the articles of one library."""

    def __init__(
        self,
        stores: Stores,
        config: Config,
        cleaner: Cleaner,
        site_rules: "Callable[[], tuple[SiteRule, ...]] | None" = None,
        on_added: "Callable[[Addition], None]" = lambda addition: None,
    ) -> None:
        """`on_added` is told of what was added, so that it can be undone."""
        self._stores = stores
        self._config = config
        self._cleaner = cleaner
        self._site_rules = site_rules
        self._on_added = on_added

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

    def add(
        self,
        target: str,
        *,
        found_on: str | None,
        tags: tuple[str, ...],
        work: Work,
        refresh: Callable[[str], Added] | None = None,
    ) -> Added:
        """Keep the article at `target`. What is known is said to be known, or handed to `refresh` by its id."""
        from reader.fetch.wrapped_addresses import unwrapped_address

        target = unwrapped_address(target)
        known = known_address(self._stores, target) if "://" in target else ""
        if known:
            return refresh(known) if refresh else self._known(known, tags)
        self.expect_page()
        page = read_page(target, found_on=found_on, config=self._config, work=work)
        return self.add_page(page, source=target, found_on=found_on, tags=tags, work=work)

    def add_paste(self, text: str, *, work: Work) -> Added:
        """Keep a pasted text."""
        return self.add_page(page_from_paste(text), source="", tags=(), work=work)

    def add_page(
        self, page: Page, *, source: str, found_on: str | None = None, tags: tuple[str, ...], work: Work
    ) -> Added:
        """Keep the article on a page that is here; `found_on` as in `add`: it is trusted no further when it comes again."""
        work.report(Progress(step="cleaning the page"))
        article = self.clean(page)
        article_id = id_of_page(page, article)
        if self._stores.articles.has(article_id):
            self.remember_addresses(article_id, page, article)
            self._remember_file(article_id, page)
            return self._known(article_id, tags)
        joined = self.join_further_pages(page, article, work)
        if work.is_cancelled:
            raise CancelledError("Stopped")
        article = joined.article
        described = describe_article(article, page, article_id=article_id, added=utc_now(), source=source)
        record = replace(described, found_on=found_on)
        self._stores.articles.save(record, article, joined.pages)
        self.remember_addresses(article_id, page, article)
        self._remember_file(article_id, page)
        # Something of it may still be known: it was in the trash when its content was taken away for good, here or elsewhere.
        state = self._stores.states.change(article_id, is_trashed=False, purged=None, add_tags=clean_tags(tags))
        self._stores.recent.remember_article(article_id)
        self._tell_added(article_id, record.title, None, state)
        return Added(
            article_id=article_id,
            title=record.title,
            is_new=True,
            notes=(
                *warnings_of(article),
                *access_notes(self._config, page, is_partial=article.is_partial),
                *joined.notes,
            ),
        )

    def fetch_images(self, article_id: str, work: Work) -> int:
        """Fetch the pictures that are not here yet, within the budget; one that fails is passed over."""
        from reader.fetch.image import fetch_image, image_limits

        record = self._stores.record(article_id)
        article = self._stores.articles.load(article_id, record.version_id)
        wanted = [
            image.src
            for image in article.images[:MOST_IMAGES]
            if not self._stores.articles.image_path(article_id, image.src)
        ]
        path = own_file(self._stores, record)
        came = size_bytes = 0
        until = monotonic() + MOST_IMAGE_SECONDS
        for number, src in enumerate(wanted, 1):
            left_seconds = until - monotonic()
            if work.is_cancelled or size_bytes > MOST_IMAGE_BYTES or left_seconds <= 0:
                break
            work.report(Progress(step="fetching pictures", done=number, total=len(wanted)))
            try:
                image = fetch_image(
                    src,
                    # A file's own address is not trusted by the fetching door; it only completes addresses of pictures.
                    page_url=record.url if path else trusted_address(self._stores, record),
                    page_path=path,
                    limits=image_limits(min(self._config.fetch_deadline_seconds, left_seconds)),
                    confirmed_hosts=frozenset(self._config.confirmed_hosts),
                    access=access_of(self._config),
                    cancel=work.cancel,
                )
            except FetchError:
                continue
            self._stores.articles.save_image(article_id, src, image.content, image.content_type)
            came += 1
            size_bytes += len(image.content)
        return came

    def expect_page(self) -> None:
        """Get ready to clean a page that is on its way."""
        self._cleaner.warm()

    def clean(self, page: Page, *, is_lenient: bool = False) -> Article:
        """Return the article on a page, by the rules of the program and the reader's own. Raises ExtractError."""
        rules = self._site_rules() if self._site_rules else ()
        return self._cleaner.clean(page, is_lenient=is_lenient, site_rules=rules)

    def join_further_pages(self, page: Page, article: Article, work: Work) -> "Joined":
        """Fetch the article's further pages, through the same door and from the same site, and join their blocks."""
        from reader.library.joining import join_further_pages

        return join_further_pages(
            page,
            article,
            get_page=lambda address: self._further_page(page, address, work),
            # The last page of several may hold a single paragraph, too little for an article of its own.
            clean=lambda further: self.clean(further, is_lenient=True),
            work=work,
        )

    def remember_addresses(self, article_id: str, page: Page, article: Article) -> None:
        """Let every address that led here find the article again. What a feed says of an entry leads nowhere else."""
        if page.origin is not PageOrigin.URL or page.form is PageForm.ENTRY:
            return
        for url in dict.fromkeys((page.requested_url, page.url, article.metadata.canonical)):
            if url and article_id_of_url(url) != article_id:
                self._stores.articles.add_alias(url, article_id)

    # -- steps -------------------------------------------------------------------------------------------------------
    def _remember_file(self, article_id: str, page: Page) -> None:
        if page.origin is PageOrigin.FILE:
            self._stores.own_files.remember(article_id, page.path)

    def _known(self, article_id: str, tags: tuple[str, ...]) -> Added:
        """Bring an article that is here back into the inbox, out of the news too, with the tags beside those it has."""
        record = self._stores.record(article_id)
        before = self._stores.states.load(article_id)
        out_of_news = {"is_kept": True, "is_hidden": False} if record.came_by_feed else {}
        after = self._stores.states.change(
            article_id, is_trashed=False, is_archived=False, add_tags=clean_tags(tags), **out_of_news
        )
        self._stores.recent.remember_article(article_id)
        self._tell_added(article_id, record.title, before, after)
        return Added(article_id=article_id, title=record.title, is_new=False)

    def _tell_added(self, article_id: str, title: str, before: ReadingState | None, after: ReadingState) -> None:
        from reader.library.adding_steps import Addition  # which who only reads does not need

        self._on_added(Addition(article_id, title, before, after))

    def _further_page(self, first: Page, address: str, work: Work) -> Page:
        if first.origin is PageOrigin.FILE:
            beside = Path(first.path).with_name(Path(unquote(urlsplit(address).path)).name)
            if beside.is_file():
                return read_page(str(beside), config=self._config, work=work)
            raise FetchError(f"{beside.name} does not lie beside the file")
        if first.origin is not PageOrigin.URL or urlsplit(address).hostname != urlsplit(first.url).hostname:
            raise FetchError("it is on another site")
        return read_page(address, found_on=first.url, config=self._config, work=work)


def warnings_of(article: Article) -> tuple[str, ...]:
    """Return what the reader should know of what came."""
    warnings = []
    if article.is_partial:
        warnings.append("only a part of the article is on the page")
    if (cut := article.cut) is not None:
        why = f"the page was cut: {cut.reason}" if cut.reason else "the page was cut"
        warnings.append(f"{why}; fetching it again may bring the rest" if cut.may_mend else why)
    return tuple(warnings)
