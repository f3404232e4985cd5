"""Marks that a new version of their article has put in doubt: lost, found again but not surely, or on other words now.

Nothing here decides where a mark stands, the anchors do; here is what the reader can do about it: put a mark on a passage by
hand, say that a place is right, or keep what was marked as a note on the article. Each is one step to undo, however many marks
it is about. Called by the facade.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from reader.anchor.describe import describe_in
from reader.library.annotating import checked_range, named, put_on, revise
from reader.library.history import History, revise_annotation, revise_annotations
from reader.library.placing import place_annotations
from reader.library.stores import Stores
from reader.model.annotation import CONTEXT_LETTERS, Anchor, AnchorState, Annotation, FormerPassage, PlacedAnnotation
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.difference import Stretch
from reader.model.errors import AnchorError, NotFoundError, ReaderError
from reader.model.kept import ArticleRecord

Target = tuple[str, int]
"""The id of an article and that of an annotation of it."""


class Trouble(StrEnum):
    """Why a mark wants to be looked at. In the order in which they are told."""

    LOST = "lost"
    """Its passage is gone."""
    UNSURE = "unsure"
    """It was found again, but not so surely that it can be believed."""
    CHANGED = "changed"
    """Its words have changed."""


class TroubledMark(NamedTuple):
    """A mark that wants to be looked at, and what there is to see."""

    record: ArticleRecord
    placed: PlacedAnnotation
    """In the version that was asked for."""
    trouble: Trouble
    now: str = ""
    """What stands at its place now; "" if it is lost, or the text is not here."""
    wording: tuple[Stretch, ...] = ()
    """What was marked and what stands there now as one running text; nothing if it is lost."""
    before: str = ""
    """Some letters before its place now; before what was marked, if it is lost."""
    after: str = ""


def trouble_of(placed: PlacedAnnotation) -> Trouble | None:
    """Return why a mark wants to be looked at, None if it does not. A doubtful place comes before other words."""
    anchor = placed.anchor
    if anchor is None:
        return None
    if anchor.state is AnchorState.ORPHAN:
        return Trouble.LOST
    if anchor.needs_look:
        return Trouble.UNSURE
    return Trouble.CHANGED if anchor.state is AnchorState.CHANGED else None


class Reattaching:
    """Reads and mends the troubled marks of one library."""

    def __init__(self, stores: Stores, history: History) -> None:
        self._stores = stores
        self._history = history

    # -- what there is to see ----------------------------------------------------------------------------------------
    def troubled(
        self, pairs: Sequence[tuple[ArticleRecord, PlacedAnnotation]], version_id: str = ""
    ) -> tuple[TroubledMark, ...]:
        """Return those of the marks that want to be looked at, in the order in which they come, with their wording of now.

        Each is placed in `version_id` of its article, the current one if none is named. Reads each article once.
        """
        texts: dict[str, str] = {}
        found = []
        for record, placed in pairs:
            trouble = trouble_of(placed)
            if trouble is None:
                continue
            selectors = placed.annotation.selectors
            if trouble is Trouble.LOST or placed.anchor is None:
                before, after = (selectors.prefix, selectors.suffix) if selectors is not None else ("", "")
                found.append(TroubledMark(record, placed, trouble, before=before, after=after))
                continue
            if record.id not in texts:
                texts[record.id] = self._text(record.id, version_id or record.version_id)
            found.append(_with_wording(record, placed, placed.anchor, trouble, texts[record.id]))
        return tuple(found)

    def place_near(self, article_id: str, annotation_id: int, version_id: str = "") -> int:
        """Return the offset, in the version named or the current one, at which a mark stands, or what stood around it if it is
        gone; 0 if nothing of that is there either. Raises NotFoundError, StoreError."""
        from reader.anchor.neighbours import nearest_place

        annotation = self._find(article_id, annotation_id)
        if annotation.selectors is None:
            return 0
        _, version_id, article = self._version(article_id, version_id)
        (placed,) = place_annotations(self._stores, (annotation,), article, version_id)
        if placed.is_placed and placed.anchor is not None:
            return placed.anchor.start
        old_text = self._text(article_id, annotation.version_id) or None
        return nearest_place(annotation.selectors, article.text, old_text=old_text)

    # -- what can be done --------------------------------------------------------------------------------------------
    def attach(self, article_id: str, annotation_id: int, start: int, end: int, version_id: str = "") -> Annotation:
        """Put a mark on `[start, end)` of a version, the current one if none is named. What was marked stays in `marked_as`.

        Raises AnchorError for what is no passage, and for a note on the article; NotFoundError, StoreError.
        """
        _, version_id, article = self._version(article_id, version_id)
        selectors = describe_in(article, *checked_range(article, start, end))

        def attached(before: Annotation) -> Annotation:
            if before.selectors is None:
                raise AnchorError("a note on the article has no passage", "mark one, and write the note on it")
            return put_on(before, selectors, version_id)

        before, after = revise(self._stores, article_id, annotation_id, attached)
        if after != before:
            self._history.record(f"attachment of {named(before)}", both=[revise_annotation(before, after)])
        return after

    def attach_quote(self, article_id: str, annotation_id: int, quote: str) -> Annotation:
        """Put a mark on the one passage of the current version that reads `quote`. Raises AnchorError if there is none, or more
        than one."""
        from reader.anchor.quote import find_quote  # its patterns take time to compile

        _, version_id, article = self._version(article_id, "")
        return self.attach(article_id, annotation_id, *find_quote(article.text, quote), version_id)

    def confirm(self, targets: Sequence[Target], version_id: str = "") -> tuple[Annotation, ...]:
        """Say of marks that they stand right where they were found in a version, the current one if none is named: they are
        made on that version from now on, in one step.

        Raises AnchorError for one that has no place, before anything is changed; NotFoundError, StoreError.
        """

        def confirmed(article_id: str, annotations: Sequence[Annotation]) -> list[Annotation]:
            _, version, article = self._version(article_id, version_id)
            for one in annotations:
                if one.selectors is None:
                    raise AnchorError("a note on the article has no place to be right or wrong", "choose a mark")
            placed = place_annotations(self._stores, annotations, article, version)
            by_id = {one.annotation.id: one.anchor for one in placed}
            return [_confirmed(one, by_id[one.id], article, version) for one in annotations]

        return self._revise(targets, confirmed, "confirmed place of", "confirmed places of")

    def keep_as_notes(self, targets: Sequence[Target]) -> tuple[Annotation, ...]:
        """Make notes on the whole article of marks: each begins with what was marked, as a block quote of Markdown. One step.

        What was marked stays in `marked_as` as well. Raises AnchorError for one that is a note already; NotFoundError,
        StoreError.
        """

        def noted(article_id: str, annotations: Sequence[Annotation]) -> list[Annotation]:
            version_id = self._stores.record(article_id).version_id
            return [_as_note(one, version_id) for one in annotations]

        return self._revise(targets, noted, "keeping as a note of", "keeping as notes of")

    # -- steps -------------------------------------------------------------------------------------------------------
    def _revise(
        self,
        targets: Sequence[Target],
        change: Callable[[str, Sequence[Annotation]], list[Annotation]],
        label: str,
        label_of_many: str,
    ) -> tuple[Annotation, ...]:
        """Change the marks, one write an article; what was changed before a write failed, or the program was killed, can be
        taken back as well."""
        of_articles: dict[str, dict[int, None]] = {}
        for article_id, annotation_id in targets:
            of_articles.setdefault(article_id, {})[annotation_id] = None
        changed = {}
        for article_id, ids in of_articles.items():
            known = {one.id: one for one in self._stores.annotations.load(article_id)}
            befores = [self._of(known, one) for one in ids]
            now = utc_now()
            afters = change(article_id, befores)
            changed[article_id] = {
                before.id: (before, replace(after, updated=now))
                for before, after in zip(befores, afters, strict=True)
                if after != before
            }
        is_one = sum(map(len, changed.values())) == 1
        written: list[tuple[Annotation, Annotation]] = []
        add_to_step = self._history.begin_step()
        for article_id, pairs in changed.items():
            if pairs:
                self._write(article_id, pairs)
                written.extend(pairs.values())
                number = len(written)
                told = f"{label} {named(written[0][0])}" if number == 1 else f"{label_of_many} {number:,} marks"
                made = tuple(pairs.values())
                add_to_step(told, [revise_annotation(*made[0]) if is_one else revise_annotations(article_id, made)])
        return tuple(after for _, after in written)

    def _write(self, article_id: str, pairs: Mapping[int, tuple[Annotation, Annotation]]) -> None:
        def write(known: Mapping[int, Annotation]) -> Mapping[int, Annotation | None]:
            for annotation_id, (before, _) in pairs.items():
                if known.get(annotation_id) != before:
                    raise NotFoundError("this mark was changed in another window", "look again")
            return {annotation_id: after for annotation_id, (_, after) in pairs.items()}

        self._stores.annotations.change_many(article_id, write)

    def _find(self, article_id: str, annotation_id: int) -> Annotation:
        return self._of({one.id: one for one in self._stores.annotations.load(article_id)}, annotation_id)

    def _of(self, known: Mapping[int, Annotation], annotation_id: int) -> Annotation:
        if annotation_id not in known:
            raise NotFoundError("this annotation is no longer there", "it may have been removed in another window")
        return known[annotation_id]

    def _version(self, article_id: str, version_id: str) -> tuple[ArticleRecord, str, Article]:
        record = self._stores.record(article_id)
        version_id = version_id or record.version_id
        return record, version_id, self._stores.articles.load(article_id, version_id)

    def _text(self, article_id: str, version_id: str) -> str:
        """Return a version's text, "" if it is not here (yet: it may come with a sync)."""
        try:
            return self._stores.articles.load(article_id, version_id).text
        except ReaderError:
            return ""


def _with_wording(
    record: ArticleRecord, placed: PlacedAnnotation, anchor: Anchor, trouble: Trouble, text: str
) -> TroubledMark:
    from reader.anchor.rewording import reworded

    now = text[anchor.start : anchor.end]
    before = text[max(0, anchor.start - CONTEXT_LETTERS) : anchor.start]
    after = text[anchor.end : anchor.end + CONTEXT_LETTERS]
    wording = reworded(placed.annotation.quote, now) if now else ()
    return TroubledMark(record, placed, trouble, now, wording, before, after)


def _confirmed(annotation: Annotation, anchor: Anchor | None, article: Article, version_id: str) -> Annotation:
    if anchor is None or anchor.state is AnchorState.ORPHAN:
        raise AnchorError(f"the passage of {named(annotation)} is gone", "attach it to another one by hand")
    return put_on(annotation, describe_in(article, anchor.start, anchor.end), version_id)


def _as_note(annotation: Annotation, version_id: str) -> Annotation:
    if annotation.selectors is None:
        raise AnchorError("this is a note on the article already", "there is nothing to do")
    quote = "\n".join(f"> {line}".rstrip() for line in annotation.quote.split("\n"))
    former = annotation.marked_as or FormerPassage(selectors=annotation.selectors, version_id=annotation.version_id)
    return replace(
        annotation,
        selectors=None,
        version_id=version_id,
        note=f"{quote}\n\n{annotation.note}".strip(),
        marked_as=former,
    )
