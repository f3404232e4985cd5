"""Articles, records and annotations to JSON objects and back.

Only what differs from its default is written (annotations are written whole, for people who query them with TinyDB). Reading
is tolerant: unknown fields are passed over, missing ones have their defaults, so that forms can grow. No file is touched here.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from reader.model.annotation import Annotation, Colour, FormerPassage, OtherVersion, Selectors
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.dates import PageDate
from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, Version
from reader.model.page import Cut, PageOrigin
from reader.model.text import tame_line, tame_text
from reader.store.block_codec import block_from_json, block_to_json, choice, without_defaults
from reader.store.places import is_name
from reader.store.sealed import JsonObject
from reader.store.typed import MOST, checked, count, text, texts

_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""Within them no sum and no other zone leads out of what a time can be."""

# Articles.


def article_to_json(article: Article) -> JsonObject:
    """Return `article` as a JSON object; `article_from_json` gives back an equal one."""
    return without_defaults(
        {
            "metadata": metadata_to_json(article.metadata),
            "blocks": [block_to_json(block) for block in article.blocks],
            "kind": "" if article.kind is ArticleKind.ARTICLE else article.kind.value,
            "is_partial": article.is_partial,
            "cut": article.cut,
            "next_pages": list(article.next_pages),
            "notes": list(article.notes),
        }
    )


def article_from_json(body: Mapping[str, Any]) -> Article:
    """Return the article that `article_to_json` wrote. Raises one of UNREADABLE on anything else."""
    return Article(
        metadata=metadata_from_json(body.get("metadata", {})),
        blocks=tuple(block_from_json(block) for block in body.get("blocks", ())),
        kind=choice(ArticleKind, body.get("kind"), ArticleKind.ARTICLE),
        is_partial=bool(body.get("is_partial")),
        cut=cut_from_json(body),
        next_pages=texts(body.get("next_pages", ())),
        notes=texts(body.get("notes", ())),
    )


def cut_from_json(body: Mapping[str, Any]) -> Cut | None:
    """Return what cut a page or an article, None if nothing did. Until there were reasons, `is_cut` alone was written."""
    return choice(Cut, body["cut"], Cut.UNKNOWN) if "cut" in body else Cut.UNKNOWN if body.get("is_cut") else None


_METADATA_LINES = (
    "title",
    "kicker",
    "deck",
    "place",
    "site",
    "section",
    "language",
    "url",
    "canonical",
    "licence",
    "lead_image",
)
_METADATA_LISTS = ("authors", "agencies", "tags", "corrections")


def metadata_to_json(metadata: Metadata) -> JsonObject:
    """Return `metadata` as a JSON object without the fields that are empty."""
    body: JsonObject = {name: getattr(metadata, name) for name in _METADATA_LINES}
    body |= {name: list(getattr(metadata, name)) for name in _METADATA_LISTS}
    body |= {name: page_date_to_json(getattr(metadata, name)) for name in ("published", "updated")}
    body["provenance"] = dict(metadata.provenance)
    return without_defaults(body)


def metadata_from_json(body: Mapping[str, Any]) -> Metadata:
    """Return the metadata that `metadata_to_json` wrote."""
    values: JsonObject = {name: tame_line(body[name]) for name in _METADATA_LINES if name in body}
    values |= {name: tuple(map(tame_line, texts(body[name]))) for name in _METADATA_LISTS if name in body}
    values |= {name: page_date_from_json(body[name]) for name in ("published", "updated") if name in body}
    provenance = {text(name): text(source) for name, source in body.get("provenance", {}).items()}
    return Metadata(**values, provenance=provenance)


def page_date_to_json(page_date: PageDate | None) -> JsonObject | None:
    """Return a date of a page as a JSON object, None for none."""
    if page_date is None:
        return None
    return without_defaults({"value": page_date.value.isoformat(), "source": page_date.source})


def page_date_from_json(body: Mapping[str, Any]) -> PageDate:
    """Return the date that `page_date_to_json` wrote."""
    written = text(body["value"])
    value = datetime.fromisoformat(written) if len(written) > 10 else date.fromisoformat(written)
    return PageDate(value=value, source=text(body.get("source", "")))


# Records.

_RECORD_LINES = ("title", "url", "source", "site", "section", "deck", "language", "published", "etag", "last_modified")
_RECORD_FEED_FIELDS = ("came_by_feed", "awaits_page", "story")
_RECORD_FIELDS = (
    *_RECORD_LINES,
    *("words", "minutes", "is_partial", "text_letters", "version_count"),
    *_RECORD_FEED_FIELDS,
)
RECORD_KEYS = frozenset(
    (*_RECORD_FIELDS, "id", "added", "origin", "authors", "kind", "versions", "checked", "feeds", "found_on")
)
"""The keys of a record that this program knows; others are kept when it is written again."""
_RECORD_VALUES = frozenset(_RECORD_FIELDS) - {"title"}
"""Those that stand in a record as they stand in its object."""
_RECORD_TEXTS = frozenset((*_RECORD_LINES, "story")) - {"source"}
_RECORD_KINDS: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(_RECORD_TEXTS, tame_line),
    "source": text,
    **dict.fromkeys(("words", "minutes", "text_letters", "version_count"), count),
    **dict.fromkeys(("is_partial", "came_by_feed", "awaits_page"), lambda value: checked(value, bool)),
}
"""What reads each value, and raises one of UNREADABLE on another kind."""


def record_to_json(record: ArticleRecord) -> JsonObject:
    """Return `record` as a JSON object."""
    body: JsonObject = {name: getattr(record, name) for name in _RECORD_FIELDS}
    body |= {
        "id": record.id,
        "added": stamp(record.added),
        "origin": record.origin.value,
        "authors": list(record.authors),
        "kind": "" if record.kind is ArticleKind.ARTICLE else record.kind.value,
        "versions": [version_to_json(version) for version in record.versions],
        "checked": stamp(record.checked) if record.checked else None,
        "feeds": [[ref.feed_id, ref.key] for ref in record.feeds],
    }
    # "" says that it was found, and on nobody's word: as good as typed if it were left out.
    found = {} if record.found_on is None else {"found_on": record.found_on}
    return without_defaults(body) | found


def record_from_json(body: Mapping[str, Any]) -> ArticleRecord:
    """Return the record that `record_to_json` wrote. Raises one of UNREADABLE on anything else."""
    values: JsonObject = {name: _RECORD_KINDS[name](value) for name, value in body.items() if name in _RECORD_VALUES}
    return ArticleRecord(
        id=text(body["id"]),
        title=tame_line(body.get("title", "")),
        added=read_stamp(body["added"]),
        origin=choice(PageOrigin, body.get("origin"), PageOrigin.URL),
        authors=tuple(map(tame_line, texts(body.get("authors", ())))),
        kind=choice(ArticleKind, body.get("kind"), ArticleKind.ARTICLE),
        versions=tuple(version_from_json(version) for version in body.get("versions", ())),
        checked=read_stamp(body["checked"]) if "checked" in body else None,
        feeds=tuple(map(_feed_ref, body["feeds"])) if "feeds" in body else (),
        found_on=tame_line(body["found_on"]) if "found_on" in body else None,
        **values,
    )


def _feed_ref(body: Sequence[Any]) -> FeedRef:
    feed_id, key = body
    return FeedRef(feed_id=text(feed_id), key=text(key))


VERSION_KEYS = frozenset(("id", "made", "fetched", "snapshots", "words", "chosen"))
"""The keys of a version that this program knows, as `RECORD_KEYS`."""


def version_to_json(version: Version) -> JsonObject:
    """Return `version` as a JSON object."""
    return without_defaults(
        {
            "id": version.id,
            "made": stamp(version.made),
            "fetched": stamp(version.fetched),
            "snapshots": list(version.snapshots),
            "words": version.words,
            "chosen": version.is_chosen,
            "of_feed": version.is_of_feed,
        }
    )


def version_from_json(body: Mapping[str, Any]) -> Version:
    """Return the version that `version_to_json` wrote. Raises one of UNREADABLE on anything else."""
    if not is_name(version_id := body["id"]):
        raise ValueError("no version has such an id")
    if not all(map(is_name, snapshots := texts(body.get("snapshots", ())))):
        raise ValueError("no page has such a digest")
    return Version(
        id=version_id,
        made=read_stamp(body["made"]),
        fetched=read_stamp(body["fetched"]),
        snapshots=snapshots,
        words=count(body.get("words", 0)),
        is_chosen=bool(body.get("chosen")),
        is_of_feed=bool(body.get("of_feed")),
    )


# Annotations. A document is what stands in TinyDB under the annotation's id, in the file of its article.


def annotation_to_document(annotation: Annotation) -> JsonObject:
    """Return `annotation` as a TinyDB document: all fields, always, but id and article, which are its key and its file.

    What it was marked as stands there only if that is another passage: hardly any mark is ever put elsewhere.
    """
    document = {
        "created": stamp(annotation.created),
        "updated": stamp(annotation.updated),
        "version": annotation.version_id,
        "selectors": _selectors_to_json(annotation.selectors),
        "colour": annotation.colour.value,
        "note": annotation.note,
        "tags": list(annotation.tags),
    }
    if annotation.marked_as is not None:
        document["marked_as"] = _former_to_json(annotation.marked_as)
    return document


def annotation_from_document(
    body: Mapping[str, Any], annotation_id: int, article_id: str, others: tuple[OtherVersion, ...] = ()
) -> Annotation:
    """Return the annotation a document stands for. Raises one of UNREADABLE if it stands for none."""
    created = read_stamp(body["created"])
    return Annotation(
        id=annotation_id,
        article_id=article_id,
        created=created,
        updated=read_stamp(body["updated"]) if "updated" in body else created,
        version_id=text(body.get("version", "")),
        selectors=_selectors_from_json(body.get("selectors")),
        colour=choice(Colour, body.get("colour"), Colour.YELLOW),
        note=tame_text(body.get("note", "")),
        tags=tuple(map(tame_line, body.get("tags", ()))),
        others=others,
        marked_as=_former_from_json(body.get("marked_as")),
    )


def other_version_to_document(other: OtherVersion, document: Mapping[str, Any]) -> JsonObject:
    """Return as a document of its own what stands beside `document`."""
    written = stamp(other.written)
    if other.is_removal:
        return {"removed": written, "updated": written}
    return {**document, **_other_fields(other), "updated": written}


def other_version_from_document(version: Mapping[str, Any], fields: Mapping[str, Any]) -> OtherVersion:
    """Return what is told of a version of which only `fields` differ from what is shown. Raises one of UNREADABLE."""
    return OtherVersion(
        written=read_stamp(version["updated"]),
        note=tame_text(fields["note"]) if fields.get("note") is not None else None,
        colour=choice(Colour, fields["colour"], Colour.YELLOW) if "colour" in fields else None,
        tags=tuple(map(tame_line, fields["tags"])) if "tags" in fields else None,
        selectors=_selectors_from_json(fields.get("selectors")),
        is_article_note="selectors" in fields and not fields["selectors"],
        version_id=text(fields.get("version", "")) if "selectors" in fields else "",
        marked_as=_former_from_json(fields.get("marked_as")),
        is_removal="removed" in version,
    )


def annotation_to_json(annotation: Annotation) -> JsonObject:
    """Return `annotation` as a JSON object that stands for itself, with its id (a string: 63 bits) and its article."""
    body = {"id": str(annotation.id), "article": annotation.article_id, **annotation_to_document(annotation)}
    others = [
        {**_other_fields(other), "updated": stamp(other.written), **({"removed": True} if other.is_removal else {})}
        for other in annotation.others
    ]
    return {**body, "others": others} if others else body


def annotation_from_json(body: Mapping[str, Any]) -> Annotation:
    """Return the annotation that `annotation_to_json` wrote."""
    others = tuple(other_version_from_document(other, other) for other in body.get("others", ()))
    return annotation_from_document(body, int(body["id"]), body["article"], others)


def _other_fields(other: OtherVersion) -> JsonObject:
    fields: JsonObject = {"note": other.note, "colour": other.colour and other.colour.value}
    fields["tags"] = None if other.tags is None else list(other.tags)
    fields = {name: value for name, value in fields.items() if value is not None}
    if other.selectors is not None or other.is_article_note:
        fields["selectors"] = _selectors_to_json(other.selectors)
        fields["marked_as"] = _former_to_json(other.marked_as) if other.marked_as is not None else None
        if other.version_id:
            fields["version"] = other.version_id
    return fields


def _selectors_to_json(selectors: Selectors | None) -> JsonObject | None:
    if selectors is None:
        return None
    body: JsonObject = {
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
        "start": selectors.start,
        "end": selectors.end,
    }
    return {**body, "objects": list(selectors.objects)} if selectors.objects else body


def _selectors_from_json(body: Mapping[str, Any] | None) -> Selectors | None:
    if not body:
        return None
    start, end = body["start"], body["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= MOST:
        raise ValueError("no passage")
    return Selectors(
        exact=tame_text(body["exact"]),
        prefix=tame_text(body.get("prefix", "")),
        suffix=tame_text(body.get("suffix", "")),
        start=start,
        end=end,
        objects=tuple(map(tame_line, body.get("objects", ()))),
    )


def _former_to_json(former: FormerPassage) -> JsonObject:
    return {"version": former.version_id, "selectors": _selectors_to_json(former.selectors)}


def _former_from_json(body: Mapping[str, Any] | None) -> FormerPassage | None:
    selectors = _selectors_from_json(body.get("selectors")) if body else None
    if body is None or selectors is None:
        return None
    return FormerPassage(selectors=selectors, version_id=text(body.get("version", "")))


def stamp(moment: datetime) -> str:
    """Return one of our own clock's times as text that sorts: UTC, to the microsecond if it has any, else milliseconds."""
    if moment.tzinfo is not UTC:  # as hardly any is
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds" if moment.microsecond % 1000 else "milliseconds")


def read_stamp(text: str) -> datetime:
    """Return the time that `stamp` wrote. Raises ValueError for one without a zone or past all bounds, TypeError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"no time of a clock: {text[:40]}")
    return moment
