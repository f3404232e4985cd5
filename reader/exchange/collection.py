"""Annotations from several articles in one file: gathered by article, each with its citation and a link, orphans marked.

For what a query or a selection found. The texts of the articles are not needed, so that a hundred thousand annotations are
written from the index alone; what a passage reads now stands in the exports of one article.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reader.exchange.html_inline import html_text
from reader.exchange.html_page import html_document, html_doubts, html_link, html_written
from reader.exchange.json_form import annotation_object, record_object, to_json
from reader.exchange.markdown import block_quote, document, doubts, note_items, one_line
from reader.exchange.markdown_inline import link_target
from reader.exchange.marks import is_changed, needs_look
from reader.exchange.plain_text import text_written
from reader.model.annotation import AnchorState, Annotation, Colour, PlacedAnnotation
from reader.model.blocks import OBJECT
from reader.model.errors import ExchangeError
from reader.model.kept import ArticleRecord

GONE = "Its passage is no longer in the text."
CHANGED = "Its words have changed since."

_FORMULA = re.compile(r"\A(?=[=+\-@\t\r\n＝＋－＠])")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

_LATER_FORMULA = re.compile(r"(?<=[;\t\r\n])(?=\"*[=+\-@\t\r＝＋－＠])")
"""The same behind what parts cells and rows for programs that expect semicolons or tabs: they do not heed our quotes, and take
those of the text for their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Annotations of one article, in the order in which they are to stand."""

    record: ArticleRecord
    annotations: tuple[PlacedAnnotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Annotations of several articles, ready for export."""

    title: str
    """What was found, or by what."""
    articles: tuple[Gathered, ...]
    exported_at: datetime
    meanings: Mapping[Colour, str] = field(default_factory=dict)
    """What the reader's colours stand for; a colour without a meaning goes by its own name."""

    def meaning(self, annotation: Annotation) -> str:
        """What an annotation is: what its colour says, or that it is about the whole article."""
        if not annotation.is_highlight:
            return "on the article"
        return self.meanings.get(annotation.colour) or annotation.colour.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFormat:
    """A format and what writes it."""

    name: str
    suffix: str
    title: str
    """As people call it."""
    write: Callable[[Collection], str]


def citation_of(record: ArticleRecord) -> str:
    """Return who wrote an article, what it is called, where and when it stood: what is not known is left out."""
    parts = [", ".join(record.authors), f"“{record.title or 'Untitled'}”", record.site, record.published[:10]]
    return ", ".join(part for part in parts if part)


def state_of(placed: PlacedAnnotation) -> str:
    """Return what a reader has to know of where it stands, in a sentence; "" if it stands where it was made."""
    if placed.anchor is not None and placed.anchor.state is AnchorState.ORPHAN:
        return GONE
    return CHANGED if is_changed(placed) else ""


def to_markdown(collection: Collection) -> str:
    """Return a heading for each article, then each quote with what it is, what was written about it and its tags."""
    parts = [f"# {one_line(collection.title)}", _told(collection)]
    for gathered in collection.articles:
        record = gathered.record
        parts.append(f"## {one_line(record.title or 'Untitled')}")
        target, citation = link_target(record.url), one_line(citation_of(record))
        parts.append(f"[{citation}]({target})" if target else citation)
        for placed in gathered.annotations:
            annotation = placed.annotation
            parts.append(f"### {one_line(collection.meaning(annotation))} · {annotation.created.date().isoformat()}")
            if annotation.is_highlight:
                parts.append(block_quote(annotation.quote))
            if state := state_of(placed):
                parts.append(f"*{state}*")
            parts += doubts(placed)
            parts.append("\n".join(note_items(annotation)))
    return document(parts)


def to_html(collection: Collection) -> str:
    """Return a page with a section for each article."""
    return html_document(collection.title, list(_html_body(collection)))


def _html_body(collection: Collection) -> Iterator[str]:
    yield f"<h1>{html_text(collection.title)}</h1>"
    yield f'<p class="place">{html_text(_told(collection))}</p>'
    for gathered in collection.articles:
        record = gathered.record
        yield f"<section><h2>{html_text(record.title or 'Untitled')}</h2>"
        yield f'<p class="place">{html_link(citation_of(record), record.url)}</p>\n<ul class="notes">'
        for placed in gathered.annotations:
            annotation = placed.annotation
            quote = html_text(annotation.quote).replace("\n", "<br>\n").replace(OBJECT, "(figure)")
            yield f'<li><p><mark class="{annotation.colour.value}">{quote}</mark></p>' if quote else "<li>"
            what = f"{collection.meaning(annotation)} · {annotation.created.date().isoformat()}"
            yield f'<p class="place">{html_text(what)}</p>'
            if state := state_of(placed):
                yield f'<p class="place">{html_text(state)}</p>'
            yield from html_doubts(placed)
            yield from html_written(annotation)
            yield "</li>"
        yield "</ul></section>"
    yield f"<footer>Exported {html_text(collection.exported_at.isoformat(timespec='seconds'))}</footer>"


def to_text(collection: Collection) -> str:
    """Return plain text: letters and nothing else."""
    parts = [f"{collection.title}\n{_told(collection)}"]
    for gathered in collection.articles:
        parts.append("\n".join(part for part in (citation_of(gathered.record), gathered.record.url) if part))
        for placed in gathered.annotations:
            annotation = placed.annotation
            head = f"[{collection.meaning(annotation)}]"
            quote = [f"{head} “{annotation.quote}”" if annotation.is_highlight else head]
            remarks = [state_of(placed), *(["Found again, but not surely: it needs a look."] * needs_look(placed))]
            parts.append("\n".join(part for part in (*quote, *remarks, *text_written(annotation)) if part))
    return "\n\n".join(parts).replace(OBJECT, "(figure)") + "\n"


def to_json_text(collection: Collection) -> str:
    """Return an object with `title`, `exported`, `colours` and `articles`, each with its record and its annotations.

    `now`, what a passage reads in the current text, is null here: no text is looked at.
    """
    return to_json(
        {
            "title": collection.title,
            "exported": collection.exported_at.isoformat(),
            "colours": {colour.value: collection.meanings.get(colour) or colour.value for colour in Colour},
            "articles": [
                {
                    "article": record_object(gathered.record),
                    "annotations": [annotation_object(placed) for placed in gathered.annotations],
                }
                for gathered in collection.articles
            ],
        }
    )


_COLUMNS = (
    "id quote note tags colour meaning state look created updated article title authors site published url other_notes"
).split()


def to_csv(collection: Collection) -> str:
    """Return a table (RFC 4180) with a row an annotation; what a spreadsheet would take for a formula gets an apostrophe, or,
    within a cell, a blank before it. Ids stand as `ARTICLE#NUMBER`: of numbers, spreadsheets keep fifteen digits.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(_COLUMNS)
    for gathered in collection.articles:
        record = gathered.record
        about = [record.id, record.title, "; ".join(record.authors), record.site, record.published, record.url]
        for placed in gathered.annotations:
            annotation = placed.annotation
            row = [
                f"{record.id}#{annotation.id}",
                annotation.quote.replace(OBJECT, "(figure)"),
                annotation.note,
                "; ".join(annotation.tags),
                annotation.colour.value if annotation.is_highlight else "",
                collection.meaning(annotation),
                placed.anchor.state.value if placed.anchor is not None else "",
                "needed" if needs_look(placed) else "",
                annotation.created.isoformat(timespec="seconds"),
                annotation.updated.isoformat(timespec="seconds"),
                *about,
                "\n\n".join(annotation.other_notes),
            ]
            writer.writerow([_LATER_FORMULA.sub(" ", _FORMULA.sub("'", cell)) for cell in row])
    return lines.getvalue()


def _told(collection: Collection) -> str:
    number = sum(len(gathered.annotations) for gathered in collection.articles)
    articles = len(collection.articles)
    marks = "1 mark or note" if number == 1 else f"{number:,} marks and notes"
    return f"{marks} in {'1 article' if articles == 1 else f'{articles:,} articles'}"


COLLECTION_FORMATS: Sequence[CollectionFormat] = (
    CollectionFormat(name="md", suffix=".md", title="Markdown", write=to_markdown),
    CollectionFormat(name="html", suffix=".html", title="Web page", write=to_html),
    CollectionFormat(name="json", suffix=".json", title="JSON", write=to_json_text),
    CollectionFormat(name="text", suffix=".txt", title="Plain text", write=to_text),
    CollectionFormat(name="csv", suffix=".csv", title="Table (CSV)", write=to_csv),
)

_ALIASES = {"markdown": "md", "txt": "text"}


def collection_format(name: str) -> CollectionFormat:
    """Return the format called `name`, letter case aside. Raises ExchangeError that names those there are."""
    wanted = name.strip().casefold()
    for known in COLLECTION_FORMATS:
        if known.name == _ALIASES.get(wanted, wanted):
            return known
    names = ", ".join(known.name for known in COLLECTION_FORMATS)
    raise ExchangeError(f"there is no format “{name}” for notes of several articles", f"choose one of {names}")
