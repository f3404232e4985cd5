"""Articles and notes on their way out: one article in one format, and the JSON that lists are printed in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reader.exchange import registry
from reader.exchange.file_names import safe_file_name
from reader.exchange.json_form import annotation_object, record_object
from reader.exchange.marks import MarkedArticle
from reader.library.examining import examine_page, id_of_page
from reader.library.results import Exported, OpenArticle
from reader.model.annotation import Colour, PlacedAnnotation
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.kept import ArticleRecord, ListedArticle, describe_article
from reader.model.page import Page

if TYPE_CHECKING:
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it


def export_notes(opened: OpenArticle, form: str, meanings: Mapping[Colour, str], *, is_full: bool) -> Exported:
    """Return an article's notes, or with `is_full` its text with the notes in it. Raises ExchangeError."""
    chosen = registry.format_named(form)
    marked = MarkedArticle(
        record=opened.kept.record,
        article=opened.kept.article,
        annotations=opened.annotations,
        meanings=meanings,
        exported_at=utc_now(),
    )
    text = chosen.export_full(marked) if is_full else chosen.export_notes(marked)
    return Exported(text=text, file_name=safe_file_name(opened.kept.record.title, chosen.suffix))


def export_page(
    page: Page, form: str, meanings: Mapping[Colour, str], site_rules: "tuple[SiteRule, ...]" = ()
) -> Exported:
    """Return the whole article on a page that is not kept. Raises ExtractError, ExchangeError."""
    chosen = registry.format_named(form)
    article, now = examine_page(page, site_rules=site_rules), utc_now()
    record = describe_article(article, page, article_id=id_of_page(page, article), added=now)
    text = chosen.export_full(MarkedArticle(record=record, article=article, meanings=meanings, exported_at=now))
    return Exported(text=text, file_name=safe_file_name(record.title, chosen.suffix))


def convert_article(article: Article, form: str) -> str:
    """Return an article alone, as `show` prints it, in a format. Raises ExchangeError."""
    return registry.format_named(form).show(article)


def annotation_json(record: ArticleRecord, placed: PlacedAnnotation) -> dict[str, Any]:
    """Return an annotation as `notes --json` prints it, with the title and address of its article."""
    return {**annotation_object(placed), "title": record.title, "url": record.url or None}


def listed_json(number: int, row: ListedArticle) -> dict[str, Any]:
    """Return a row as `list --json` prints it."""
    state = row.state
    return {
        "number": number,
        **record_object(row.record),
        "read": state.is_read,
        "starred": state.is_starred,
        "archived": state.is_archived,
        "trashed": state.is_trashed,
        "tags": list(state.tags),
        "progress": round(row.progress, 3),
        "highlights": row.counts.highlights,
        "notes": row.counts.notes,
    }
