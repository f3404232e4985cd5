"""Annotations of any articles on their way out: those that a query found, or those that were selected."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.exchange.collection import (
    COLLECTION_FORMATS,
    Collection,
    Gathered,
    citation_of,
    collection_format,
)
from reader.exchange.file_names import safe_file_name
from reader.library.bench import BenchRow
from reader.library.results import Exported
from reader.model.annotation import Annotation, Colour, PlacedAnnotation
from reader.model.dates import utc_now
from reader.model.kept import ArticleRecord


class NoteFormat(NamedTuple):
    """A format that annotations of several articles can leave in."""

    name: str
    title: str
    suffix: str


def note_formats() -> tuple[NoteFormat, ...]:
    """Return the formats, the most useful first."""
    return tuple(NoteFormat(known.name, known.title, known.suffix) for known in COLLECTION_FORMATS)


def export_rows(rows: Iterable[BenchRow], form: str, title: str, meanings: Mapping[Colour, str]) -> Exported:
    """Return rows of a workbench in a format, gathered by article in the order in which they come. Raises ExchangeError."""
    chosen = collection_format(form)
    gathered: dict[str, tuple[ArticleRecord, list[PlacedAnnotation]]] = {}
    for row in rows:
        gathered.setdefault(row.record.id, (row.record, []))[1].append(row.placed)
    collection = Collection(
        title=title,
        articles=tuple(
            Gathered(record=record, annotations=tuple(annotations)) for record, annotations in gathered.values()
        ),
        exported_at=utc_now(),
        meanings=meanings,
    )
    text = chosen.write(collection)
    return Exported(
        text=text,
        file_name=safe_file_name(title, chosen.suffix),
        encoding="utf-8-sig" if chosen.name == "csv" else "utf-8",  # else Excel takes it for what the system writes
        mark=_head(text, chosen.name),
    )


def _head(text: str, form: str) -> str:
    """Return how a collection of that title begins, whatever is in it."""
    if form == "html":
        return text[: text.index("</title>")].rpartition("\n")[2]
    return "\n".join(text.split("\n", 2)[: 2 if form == "json" else 1])


def quoted(rows: Sequence[BenchRow], *, has_citation: bool) -> str:
    """Return annotations as they are pasted elsewhere: each quote, or note, with who said so if that is wanted."""
    return "\n\n".join(_pasted(row.record, row.placed.annotation, has_citation) for row in rows)


def _pasted(record: ArticleRecord, annotation: Annotation, has_citation: bool) -> str:
    text = annotation.quote or annotation.note
    if not has_citation:
        return text
    lines = [f"“{annotation.quote}”" if annotation.quote else annotation.note, f"— {citation_of(record)}", record.url]
    if annotation.quote and annotation.note:
        lines.append(annotation.note)
    return "\n".join(line for line in lines if line)
