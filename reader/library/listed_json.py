"""The JSON that lists are printed in: of articles, of annotations, and of where the words stand in what was found."""

from typing import Any

from reader.exchange.json_form import annotation_object, record_object
from reader.library.results import FoundAnnotation, FoundArticle
from reader.model.annotation import PlacedAnnotation
from reader.model.found import Snippet, SnippetSource
from reader.model.kept import ArticleRecord, ListedArticle


def annotation_json(record: ArticleRecord, placed: PlacedAnnotation, now: str = "") -> dict[str, Any]:
    """Return an annotation as `notes --json` prints it, with the title and address of its article; `now` is what is read at its
    place, if that is something else."""
    return {**annotation_object(placed, now), "title": record.title, "url": record.url or None}


def listed_json(number: int, row: ListedArticle) -> dict[str, Any]:
    """Return a row as `list --json` prints it: `feeds` are the ids of those that brought it or another article of its story, and
    `also` is how many such articles there are."""
    state = row.state
    return {
        "number": number,
        **record_object(row.record),
        "read": state.is_read,
        "starred": state.is_starred,
        "archived": state.is_archived,
        "trashed": state.is_trashed,
        "tags": list(state.tags),
        "news": row.is_news,
        "hidden": state.is_hidden,
        "feeds": list(row.feeds),
        "also": row.also,
        "progress": round(row.progress, 3),
        "highlights": row.counts.highlights,
        "notes": row.counts.notes,
    }


def found_json(number: int, found: FoundArticle) -> dict[str, Any]:
    """Return an article as `search --json` prints it: its row, and where the words stand."""
    return {**listed_json(number, found.row), "snippet": _snippet_object(found.snippet)}


def found_annotation_json(found: FoundAnnotation, now: str = "") -> dict[str, Any]:
    """Return an annotation as `notes QUERY --json` prints it; `now` as in `annotation_json`."""
    return {**annotation_json(found.record, found.placed, now), "snippet": _snippet_object(found.snippet)}


def _snippet_object(snippet: Snippet | None) -> dict[str, Any] | None:
    """Return a snippet: `marks` are ranges of code points in `text`; `offset` is the place of the first in the article's text."""
    if snippet is None:
        return None
    return {
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "source": snippet.source.value,
        "offset": snippet.offset if snippet.source is SnippetSource.TEXT else None,
        "annotation": str(snippet.annotation_id) if snippet.annotation_id else None,
    }
