"""Versions and differences on their way out: as JSON, and as a web page."""

from typing import Any

from reader.exchange.difference_form import difference_object, version_object
from reader.exchange.difference_page import Compared, counts_words, difference_to_html, wordless
from reader.exchange.file_names import safe_file_name
from reader.exchange.html_page import html_mark
from reader.library.results import Exported, VersionEntry
from reader.model.difference import Difference
from reader.model.kept import ArticleRecord

__all__ = ["counts_words", "difference_html", "difference_json", "version_json", "wordless"]


def version_json(entry: VersionEntry) -> dict[str, Any]:
    """Return a version as `versions --json` prints it."""
    return {
        "number": entry.number,
        **version_object(entry.version),
        "words_added": entry.added_words,
        "words_removed": entry.removed_words,
        "recleaned": entry.is_recleaned,
        "current": entry.is_current,
        "here": entry.is_here,
    }


def difference_json(difference: Difference) -> dict[str, Any]:
    """Return a difference as `diff --json` prints it."""
    return difference_object(difference)


def difference_html(difference: Difference, record: ArticleRecord) -> Exported:
    """Return a difference as a web page, and the name of a file for it."""
    page = difference_to_html(Compared(record, difference))
    name = f"{record.title} {difference.old_number} to {difference.new_number}"
    return Exported(text=page, file_name=safe_file_name(name, ".html"), mark=html_mark(record.id))
