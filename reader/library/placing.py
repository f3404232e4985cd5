"""Where annotations stand in the version shown: the joint between the store and the anchors."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reader.anchor.resolve import resolve_many
from reader.library.stores import Stores
from reader.model.annotation import Anchor, AnchorState, Annotation, PlacedAnnotation, Selectors
from reader.model.article import Article
from reader.model.errors import NotFoundError, ReaderError, StoreError
from reader.model.kept import ArticleRecord


def place_annotations(
    stores: Stores, annotations: Iterable[Annotation], article: Article, version_id: str
) -> tuple[PlacedAnnotation, ...]:
    """Return the annotations placed in `article`: notes on the article first, then in text order, orphans last.

    Each is placed from the version it was made on, so that errors do not add up over versions.
    """
    placed: list[PlacedAnnotation] = []
    by_version: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        if annotation.selectors is None:
            placed.append(PlacedAnnotation(annotation=annotation))
        else:
            by_version[annotation.version_id].append(annotation)
    for made_on, group in by_version.items():
        old_text = article.text if made_on == version_id else _text_of(stores, group[0].article_id, made_on)
        selectors = [annotation.selectors for annotation in group if annotation.selectors is not None]
        anchors = resolve_many(selectors, article.text, old_text=old_text)
        placed.extend(
            PlacedAnnotation(annotation=annotation, anchor=anchor)
            for annotation, anchor in zip(group, anchors, strict=True)
        )
    placed.sort(key=_reading_order)
    return tuple(placed)


def place_known(
    stores: Stores,
    annotations: Iterable[Annotation],
    record: ArticleRecord | None,
    known: Iterable[PlacedAnnotation],
) -> tuple[PlacedAnnotation, ...]:
    """Return the annotations placed in the current version of their article, as the index keeps them.

    What was marked on the current version stands where it was marked, and `known` says where those stand that were placed in
    it before: only for the others texts are read. Where a text is not here, every passage counts as found.
    """
    found = {placed.annotation.id: placed for placed in known}
    placed: list[PlacedAnnotation] = []
    unknown: list[Annotation] = []
    for annotation in annotations:
        before = found.get(annotation.id)
        if annotation.selectors is None:
            placed.append(PlacedAnnotation(annotation=annotation))
        elif record is None or annotation.version_id == record.version_id:
            placed.append(_as_marked(annotation, annotation.selectors))
        elif before is not None and _is_same_mark(before.annotation, annotation):
            placed.append(replace(before, annotation=annotation))
        else:
            unknown.append(annotation)
    if unknown and record is not None:
        try:
            article = stores.articles.load(record.id, record.version_id)
        except ReaderError:  # it may come with a sync
            placed += [_as_marked(one, one.selectors) for one in unknown if one.selectors is not None]
        else:
            placed += place_annotations(stores, unknown, article, record.version_id)
    placed.sort(key=_reading_order)
    return tuple(placed)


def _as_marked(annotation: Annotation, selectors: Selectors) -> PlacedAnnotation:
    anchor = Anchor(state=AnchorState.ANCHORED, start=selectors.start, end=selectors.end)
    return PlacedAnnotation(annotation=annotation, anchor=anchor)


def _is_same_mark(one: Annotation, other: Annotation) -> bool:
    return one.selectors == other.selectors and one.version_id == other.version_id


def _reading_order(placed: PlacedAnnotation) -> tuple[int, int, int, int]:
    if placed.anchor is None:
        return (0, 0, 0, placed.annotation.id)
    if not placed.is_placed:
        return (2, 0, 0, placed.annotation.id)
    return (1, placed.anchor.start, placed.anchor.end, placed.annotation.id)


def _text_of(stores: Stores, article_id: str, version_id: str) -> str | None:
    """Return the text a mark was made on, or None if that version is not here (yet: it may come with a sync)."""
    try:
        return stores.articles.load(article_id, version_id).text
    except (NotFoundError, StoreError):
        return None
