"""Annotations and what they stand in as JSON: the stable form that other programs and scripts read.

Keys are never renamed or removed without a new major version. Ids are strings, since 63 bits do not fit into the numbers of
JavaScript; times are ISO 8601; unknown is null for a single value, an empty list for several. What the store keeps on disk
is a form of its own.
"""

import json
from typing import Any

from reader.exchange.marks import MarkedArticle, tell, wording_now
from reader.model.annotation import Annotation, Colour, OtherVersion, PlacedAnnotation
from reader.model.kept import ArticleRecord, distinct
from reader.model.text import clean_line

JsonObject = dict[str, Any]


def notes_to_json(marked: MarkedArticle) -> str:
    """Return the article's record, its text, and its annotations: notes on the whole, then in text order, orphans last.

    `start` and `end` of an anchor are a half-open range of code points in `text`.
    """
    told = tell(marked.annotations)
    ordered = [
        *(PlacedAnnotation(annotation=annotation) for annotation in told.on_article),
        *told.placed,
        *told.orphaned,
    ]
    return to_json(
        {
            "article": record_object(marked.record),
            "exported": marked.exported_at.isoformat(),
            "colours": {colour.value: marked.meaning(colour) for colour in Colour},
            "annotations": [annotation_object(placed, wording_now(placed, marked.article)) for placed in ordered],
            "text": marked.article.text,
        }
    )


def to_json(value: JsonObject | list[JsonObject]) -> str:
    """Return `value` as indented JSON with a newline at its end; letters of all scripts stay readable."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def record_object(record: ArticleRecord) -> JsonObject:
    """Return what is known of a kept article without opening it."""
    return {
        "id": record.id,
        "title": record.title,
        "site": record.site or None,
        "authors": list(record.authors),
        "deck": record.deck or None,
        "url": record.url or None,
        "source": clean_line(record.source) or None,
        "section": record.section or None,
        "language": record.language or None,
        "published": record.published or None,
        "added": record.added.isoformat(),
        "words": record.words,
        "minutes": record.minutes,
        "kind": record.kind.value,
        "partial": record.is_partial,
        "version": record.version_id or None,
        "versions": record.version_count or len(distinct(record.versions)),
    }


def annotation_object(placed: PlacedAnnotation, now: str = "") -> JsonObject:
    """Return one annotation: what was written, how its passage is described, where it stands now, and `now`, what is read there
    if that is something else."""
    annotation = placed.annotation
    return {
        "id": str(annotation.id),
        "article": annotation.article_id,
        "kind": "highlight" if annotation.is_highlight else "note",
        "quote": annotation.quote or None,
        "now": now or None,
        "marked_as": _former_object(annotation),
        "colour": annotation.colour.value if annotation.is_highlight else None,
        "note": annotation.note,
        "other_notes": list(annotation.other_notes),
        "others": [_other_object(other) for other in annotation.others],
        "tags": list(annotation.tags),
        "created": annotation.created.isoformat(),
        "updated": annotation.updated.isoformat(),
        "version": annotation.version_id or None,
        "selectors": _selectors_object(annotation),
        "anchor": _anchor_object(placed),
    }


def _other_object(other: OtherVersion) -> JsonObject:
    """Return what was written elsewhere at the same time; what does not differ is null."""
    return {
        "written": other.written.isoformat(),
        "note": other.note,
        "colour": other.colour.value if other.colour else None,
        "tags": None if other.tags is None else list(other.tags),
        "quote": other.selectors.shown if other.selectors else None,
        "is_article_note": other.is_article_note,
        "removed": other.is_removal,
    }


def _former_object(annotation: Annotation) -> JsonObject | None:
    """Return what was marked at first, if the mark was put on other words since."""
    former = annotation.marked_as
    return {"quote": former.selectors.shown, "version": former.version_id or None} if former else None


def _selectors_object(annotation: Annotation) -> JsonObject | None:
    selectors = annotation.selectors
    if selectors is None:
        return None
    return {
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
        "start": selectors.start,
        "end": selectors.end,
    }


def _anchor_object(placed: PlacedAnnotation) -> JsonObject | None:
    anchor = placed.anchor
    if anchor is None:
        return None
    place = {"start": anchor.start, "end": anchor.end} if placed.is_placed else {"start": None, "end": None}
    confidence = round(anchor.confidence, 3)
    return {"state": anchor.state.value, **place, "confidence": confidence, "needs_look": anchor.needs_look}
