"""The page of an article of which only the words of its feed are here, fetched when it is opened. Called by the facade."""

from dataclasses import replace

from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.results import Added
from reader.library.stores import Stores
from reader.library.syncing_round import Turn


def fetch_awaited(stores: Stores, refreshing: Refreshing, turn: Turn, article_id: str, work: Work) -> Added:
    """Fetch the page and keep it if it is more than what is here, as `Library.fetch_awaited` says."""
    record = stores.record(article_id)
    if not record.awaits_page:
        return Added(article_id=article_id, title=record.title, is_new=False)
    page = refreshing.fetch(record, work=work)
    with turn():
        added = refreshing.take(record, page, work=work)
        after = stores.record(article_id)
        if after.awaits_page:  # the page shows less than the feed says: it has been asked, and is awaited no more
            stores.articles.update_record(replace(after, awaits_page=False))
    return added
