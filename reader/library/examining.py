"""Cleaning without keeping: a target or a page becomes an article, and nothing is stored.

What fetches and what parses is imported when it is called for: a reader who opens a kept article waits for neither.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.library.config import Config
from reader.library.progress import Progress, Work
from reader.library.references import is_file
from reader.library.site_access import access_of
from reader.model.article import Article
from reader.model.identity import article_id_of_bytes, article_id_of_url
from reader.model.page import Page, PageOrigin

if TYPE_CHECKING:
    from reader.model.cleaning import Cleaning, SiteRule  # who only reads does not wait for it


def read_page(target: str, *, found_on: str | None = None, config: Config, work: Work) -> Page:
    """Fetch or read `target`, a URL or a path.

    `found_on` is the page where it stood as a link ("" if that has no sure address), None if the user gave it: what the user
    gives may lead anywhere, a link may not lead into private networks. Raises FetchError and its kin.
    """
    from reader.fetch.client import FetchLimits
    from reader.fetch.source import read_target

    def report(received: int, expected: int | None) -> None:
        work.report(Progress(step=f"fetching {_host(target)}", done=received // 1024, total=(expected or 0) // 1024))

    work.report(Progress(step=f"fetching {_host(target)}"))
    return read_target(
        target,
        limits=FetchLimits(deadline_seconds=config.fetch_deadline_seconds),
        found_on=found_on,
        confirmed_hosts=frozenset(config.confirmed_hosts),
        access=access_of(config),
        cancel=work.cancel,
        progress=report,
    )


def examine_page(page: Page, *, is_lenient: bool = False, site_rules: "tuple[SiteRule, ...]" = ()) -> Article:
    """Return the article on a page that is here, as the reader's `site_rules` have it.

    Raises ExtractError if there is nothing to read on it; `is_lenient` takes whatever there is.
    """
    from reader.extract.pipeline import ExtractOptions, extract

    return extract(page, options=ExtractOptions(is_lenient=is_lenient, site_rules=site_rules))


def explain_page(page: Page, *, site_rules: "tuple[SiteRule, ...]" = ()) -> "tuple[Article, Cleaning]":
    """Return the article on a page, and what cleaning did with every part of the page.

    A page without an article is explained too. Raises ExtractError if there is nothing on it at all.
    """
    from reader.extract.explaining.explain import explain
    from reader.extract.pipeline import ExtractOptions

    explained = explain(page, options=ExtractOptions(site_rules=site_rules))
    return explained.article, explained.cleaning


def site_of_page(page: Page, article: Article) -> str:
    """Return the site that a rule made on `page` is for."""
    from reader.extract.user_rules.user_rules import site_of

    return site_of(page.url or article.metadata.canonical)


def raw_text_of_page(page: Page) -> str:
    """Return all the text of a page as it came. Raises ExtractError if nothing can be parsed."""
    from reader.extract.explaining.raw_text import raw_text

    return raw_text(page)


def id_of_page(page: Page, article: Article) -> str:
    """Return the id that the article on `page` has, kept or not."""
    if page.origin is PageOrigin.URL:
        return article_id_of_url(article.metadata.canonical or page.url)
    return article_id_of_bytes(page.content)


def page_from_stream(stream: BinaryIO) -> Page:
    """Read all of `stream` as a page. Raises UnreadableError if it holds no text."""
    from reader.fetch.source import read_stdin

    return read_stdin(stream)


def page_from_paste(text: str) -> Page:
    """Return a pasted text as a page."""
    from reader.fetch import source

    return source.page_from_paste(text)


def is_target(text: str) -> bool:
    """Whether `text` is an address, of a kind that is read or not, or the path of a file that is there."""
    return "://" in text or is_file(text)


def article_json(article: Article) -> dict[str, Any]:
    """Return the object that `extract --json` prints."""
    from reader.extract.json_form import article_to_object

    return article_to_object(article)


def run_job(job: Mapping[str, Any], site_rules: "tuple[SiteRule, ...]" = ()) -> dict[str, Any]:
    """Clean one page of a batch; errors are in the result, never raised."""
    from reader.extract import batch

    return batch.run_job(dict(job), site_rules)


def _host(target: str) -> str:
    from urllib.parse import urlsplit

    try:
        host = urlsplit(target).hostname
    except ValueError:
        host = None
    return host or ("the page" if "@" in target else target)  # a login may stand before the @
