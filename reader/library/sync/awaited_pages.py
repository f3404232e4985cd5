"""The page of an article of which only the words of its feed are here, fetched when it is opened. Called by the facade."""

from dataclasses import replace

from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.refreshing_many import Turn
from reader.library.results import Added
from reader.library.stores import Stores
from reader.library.sync.entry_articles import is_title_with_site
from reader.model.kept import ArticleRecord


def fetch_awaited(stores: Stores, refreshing: Refreshing, turn: Turn, article_id: str, work: Work) -> Added:
    """Fetch the page and keep it if it is more than what is here, as `Library.fetch_awaited` says."""
    record = stores.record(article_id)
    if not record.awaits_page:
        return Added(article_id=article_id, title=record.title, is_new=False)
    page = refreshing.fetch(record, work=work)
    with turn():
        added = refreshing.take(record, page, work=work)
        after = stores.record(article_id)
        # A page that shows less than its feed has been asked for, and is awaited no more.
        stores.articles.update_record(replace(with_what_the_feed_knew(after, record), awaits_page=False))
    return added


def with_what_the_feed_knew(record: ArticleRecord, before: ArticleRecord) -> ArticleRecord:
    """Return a record with what stood in the one before and its page does not say."""
    has_own_title = record.title and not is_title_with_site(record.title, before.title)
    return replace(
        record,
        title=record.title if has_own_title else before.title,
        authors=record.authors or before.authors,
        published=record.published or before.published,
        language=record.language or before.language,
        site=before.site or record.site,
    )
