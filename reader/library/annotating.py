"""Marking and writing: from a passage to a stored annotation, and every change to one, each with its way back."""

from collections.abc import Callable
from dataclasses import replace

from reader.anchor.describe import describe_in
from reader.library.history import Recorder, drop_annotation, put_annotation, revise_annotation
from reader.library.placing import place_annotations
from reader.library.settling import settled
from reader.library.step_words import quote_words, title_words
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.model.annotation import Annotation, Colour, FormerPassage, Keep, PlacedAnnotation, Selectors
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.errors import AnchorError, NotFoundError
from reader.model.identity import new_annotation_id
from reader.model.kept import ArticleRecord
from reader.model.text import clean_text


class Annotating:
    """Reads and changes the annotations of one library."""

    def __init__(self, stores: Stores, history: Recorder) -> None:
        self._stores = stores
        self._history = history

    def placed(self, article_id: str, version_id: str = "") -> tuple[PlacedAnnotation, ...]:
        """Return an article's annotations placed in a version of it, the current one if none is named."""
        annotations = self._stores.annotations.load(article_id)
        if not annotations:
            return ()
        _, version_id, article = self._version(article_id, version_id)
        return place_annotations(self._stores, annotations, article, version_id)

    def highlight(
        self,
        article_id: str,
        start: int,
        end: int,
        *,
        colour: Colour,
        note: str,
        tags: tuple[str, ...],
        version_id: str = "",
    ) -> Annotation:
        """Mark `[start, end)` of a version, the current one if none is named.

        Raises AnchorError for an empty range or one outside the text, NotFoundError or StoreError if the version is not here.
        """
        record, version_id, article = self._version(article_id, version_id)
        return self._mark(record, version_id, article, start, end, colour=colour, note=note, tags=tags)

    def highlight_quote(
        self, article_id: str, quote: str, *, colour: Colour, note: str, tags: tuple[str, ...], version_id: str = ""
    ) -> Annotation:
        """Mark the one passage that reads `quote`. Raises AnchorError if there is none, or more than one."""
        from reader.anchor.quote import find_quote  # its patterns take time to compile, and marking by hand needs none

        record, version_id, article = self._version(article_id, version_id)
        start, end = find_quote(article.text, quote)
        return self._mark(record, version_id, article, start, end, colour=colour, note=note, tags=tags)

    def note_article(self, article_id: str, note: str, tags: tuple[str, ...]) -> Annotation:
        """Write a note on the article as a whole."""
        record = self._stores.record(article_id)
        now = utc_now()
        annotation = Annotation(
            id=new_annotation_id(),
            article_id=article_id,
            created=now,
            updated=now,
            version_id=record.version_id,
            note=clean_text(note),
            tags=clean_tags(tags),
        )
        return self._add(annotation, f"note on {title_words(record.title)}")

    def change(
        self,
        article_id: str,
        annotation_id: int,
        *,
        colour: Colour | None,
        note: str | None,
        tags: tuple[str, ...] | None,
        passage: tuple[int, int] | None,
        version_id: str = "",
    ) -> Annotation:
        """Change what is given and leave the rest. A note that is rewritten settles the notes written beside it.

        `passage` is a range of the version named, of the current one if none is.
        """
        article: Article | None = None
        if passage is not None:
            _, version_id, article = self._version(article_id, version_id)
            passage = checked_range(article, *passage)

        def changed(before: Annotation) -> Annotation:
            after = before
            if colour is not None:
                after = replace(after, colour=colour)
            if note is not None:
                after = replace(after, note=clean_text(note), others=())
            if tags is not None:
                after = replace(after, tags=clean_tags(tags))
            if passage is not None and article is not None:
                # A mark that is made longer where it stands says what it said; one whose words have changed would not.
                is_lost = before.selectors is not None and before.selectors.exact not in article.text
                after = put_on(after, describe_in(article, *passage), version_id, keeps_former=is_lost)
            return after

        before, after = revise(self._stores, article_id, annotation_id, changed)
        if after != before:
            self._history.record(f"{_changed(before, after)} {named(before)}", both=[revise_annotation(before, after)])
        return after

    def settle(self, article_id: str, annotation_id: int, keep: Keep) -> Annotation | None:
        """Keep one of what two machines wrote at the same time, or both; return what is left, None for a removal kept.

        Raises NotFoundError if nothing stands beside the annotation.
        """
        is_removal = False

        def chosen(before: Annotation) -> Annotation:
            nonlocal is_removal
            if not before.others:
                raise NotFoundError("nothing was written elsewhere at the same time", "there is nothing to choose")
            after = settled(before, keep)
            is_removal = after is None
            return after or before

        before, after = revise(self._stores, article_id, annotation_id, chosen)
        if is_removal:
            self.remove(article_id, annotation_id)
            return None
        self._history.record(f"choice for {named(before)}", both=[revise_annotation(before, after)])
        return after

    def remove(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation."""
        before = self._find(article_id, annotation_id)
        self._stores.annotations.remove(article_id, annotation_id)
        self._history.record(
            f"removal of {named(before)}", [put_annotation(before)], [drop_annotation(article_id, annotation_id)]
        )

    # -- steps -------------------------------------------------------------------------------------------------------
    def _mark(
        self,
        record: ArticleRecord,
        version_id: str,
        article: Article,
        start: int,
        end: int,
        *,
        colour: Colour,
        note: str,
        tags: tuple[str, ...],
    ) -> Annotation:
        start, end = checked_range(article, start, end)
        now = utc_now()
        annotation = Annotation(
            id=new_annotation_id(),
            article_id=record.id,
            created=now,
            updated=now,
            version_id=version_id,
            selectors=describe_in(article, start, end),
            colour=colour,
            note=clean_text(note),
            tags=clean_tags(tags),
        )
        return self._add(annotation, named(annotation))

    def _add(self, annotation: Annotation, label: str) -> Annotation:
        self._stores.annotations.save(annotation)
        self._history.record(
            label, [drop_annotation(annotation.article_id, annotation.id)], [put_annotation(annotation)]
        )
        return annotation

    def _find(self, article_id: str, annotation_id: int) -> Annotation:
        for annotation in self._stores.annotations.load(article_id):
            if annotation.id == annotation_id:
                return annotation
        raise _gone()

    def _version(self, article_id: str, version_id: str = "") -> tuple[ArticleRecord, str, Article]:
        record = self._stores.record(article_id)
        version_id = version_id or record.version_id
        return record, version_id, self._stores.articles.load(article_id, version_id)


def revise(
    stores: Stores, article_id: str, annotation_id: int, change: Callable[[Annotation], Annotation]
) -> tuple[Annotation, Annotation]:
    """Put what `change` makes of an annotation in its place; return it before and after, the same one if nothing changed.

    Whatever another window has written into it by then is in what `change` is given. Raises NotFoundError.
    """

    def changed(before: Annotation) -> Annotation:
        after = change(before)
        return replace(after, updated=utc_now()) if after != before else before

    found = stores.annotations.change(article_id, annotation_id, changed)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFoundError:
    return NotFoundError("this annotation is no longer there", "it may have been removed in another window")


def put_on(annotation: Annotation, selectors: Selectors, version_id: str, *, keeps_former: bool = True) -> Annotation:
    """Return a highlight on another passage, with what was marked at first kept beside it if that was in another version and
    reads otherwise."""
    former, before = annotation.marked_as, annotation.selectors
    if former is None and keeps_former and before is not None and annotation.version_id != version_id:
        former = FormerPassage(selectors=before, version_id=annotation.version_id)
    if former is not None and former.selectors.exact == selectors.exact:
        former = None
    return replace(annotation, selectors=selectors, version_id=version_id, marked_as=former)


def checked_range(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its ends. Raises AnchorError if nothing is left, or it is no range."""
    text = article.text
    if not 0 <= start < end <= len(text):
        raise AnchorError(f"{start} to {end} is no range in a text of {len(text)} letters")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise AnchorError("there is nothing but white space to mark")
    return start, end


def _changed(before: Annotation, after: Annotation) -> str:
    """Return what of an annotation was changed, as the history tells it."""
    changed = [
        words
        for words, is_so in (
            ("colour of", after.colour is not before.colour),
            ("note on" if before.is_highlight else "change to", after.note != before.note),
            ("tags of", after.tags != before.tags),
            ("range of", after.selectors != before.selectors),
        )
        if is_so
    ]
    return changed[0] if len(changed) == 1 else "change to"


def named(annotation: Annotation) -> str:
    """Return what an annotation is called in the history."""
    if annotation.is_highlight:
        return f"highlight {quote_words(annotation.quote)}"
    return f"note {quote_words(annotation.note)}"
