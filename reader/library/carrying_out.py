"""Taking a change back, or making it again: what each operation of the undo log does. Called by `history`, which makes them.

An operation goes one way, or says under "back" and "forth" what holds before and after. In every case what is there is looked
at first: what is gone cannot be taken back, and what was written elsewhere since is not written over.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reader.library.operations import CHANGED_SINCE, GONE, NEWER, NO_ARTICLE, NONSENSE, PURGED, Direction, Operation
from reader.library.revising import Revisions, revised, with_fields
from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.model.errors import NotFoundError
from reader.model.kept import ReadingState
from reader.store.block_codec import UNREADABLE
from reader.store.care.purging import purged_mark
from reader.store.care.trash import AnnotationTrash
from reader.store.codec import annotation_from_json
from reader.store.settings import change_colours, change_searches

if TYPE_CHECKING:
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it


log = logging.getLogger(__name__)

_TOLD_EVERY = 100
"""Articles: a few tenths of a second."""


class RuleKeeper(Protocol):
    """Who writes and forgets rules."""

    def carry_out(self, article_id: str, rule: "SiteRule", *, is_written: bool) -> None:
        """Write or forget `rule`, and clean the article anew."""


class VersionKeeper(Protocol):
    """Who makes versions current."""

    def make_current(self, article_id: str, version_id: str) -> object:
        """Make a version of an article that is kept the current one."""


class Keepers(NamedTuple):
    """Who carries out what is more than a change of a file; asked for when it is needed."""

    rules: Callable[[], RuleKeeper]
    versions: Callable[[], VersionKeeper]


class CarryingOut:
    """Carries out the operations of steps on one library."""

    def __init__(self, stores: Stores, keepers: Keepers) -> None:
        self._stores = stores
        self._keepers = keepers

    def carry_out(
        self,
        step: Mapping[str, Any],
        direction: Direction,
        report: Callable[[int, int], object] = lambda done, total: None,
    ) -> tuple[str, ...]:
        """Take a step back or make it again; return what of it could not be, in words. `report` hears how far a long one is.

        Raises NotFoundError if nothing of it could be, for good, and StoreError if it may be possible later.
        """
        is_back = direction is Direction.BACK
        both = step.get("both", ())
        operations = [*step.get("undo" if is_back else "redo", ()), *(reversed(both) if is_back else both)]
        problems: dict[str, None] = {}
        many = [operation for operation in operations if operation.get("do") == "many"]
        tally = _Tally(report)
        for operation in operations:
            try:
                if operation.get("do") != "many":
                    told = self._apply(operation, direction, tally)
                else:
                    told = ""
                    if operation is many[0]:  # all of them: each article is written once
                        self._change_many(many, direction, tally)
            except NotFoundError as error:
                told = error.message
            except UNREADABLE:
                log.warning("an operation of the undo log makes no sense", exc_info=True)
                told = NONSENSE
            if told:
                problems[told] = None
        if not tally.found and not tally.done and (problems or tally.asked):
            raise NotFoundError("; ".join(problems or [tally.why]))
        return (*problems, *tally.told)

    def _apply(self, operation: Operation, direction: Direction, tally: "_Tally") -> str:
        """Carry out one operation; return what of it could not be. Raises NotFoundError if nothing could, for good.

        Of what is done to many, `tally` counts what was there.
        """
        match operation:
            case {"do": "removal", "annotations": dict(annotations)}:
                (self._bring_back if direction is Direction.BACK else self._remove)(annotations, tally)
            case {"do": "revisions", "article": str(article_id), "revisions": list(revisions)}:
                made = Revisions(revisions, direction, direction.other)
                return self._revise_many(article_id, made, tally)
            case {"do": "states", "articles": list(article_ids), "fields": dict(fields)}:
                values = {name: _tupled(value) for name, value in fields.items()}
                self._of_articles(article_ids, lambda one: self._stores.states.change(one, **values), tally)
            case {"do": "exchange" | "news", "articles": list(article_ids)}:
                wanted, other = operation[direction], operation[direction.other]
                self._of_articles(article_ids, lambda one: self._exchange(one, wanted, other), tally)
            case _:
                told = self._apply_to_one(operation, direction)
                tally.done += 1
                return told
        return ""

    def _apply_to_one(self, operation: Operation, direction: Direction) -> str:
        match operation:
            case {"do": "put", "annotation": dict(body)}:
                self._put(annotation_from_json(body))
            case {"do": "change", "article": str(article_id), "id": str(annotation_id), "fields": dict(fields)}:
                self._change(article_id, int(annotation_id), fields)
            case {"do": "revise", "article": str(article_id), "id": str(annotation_id)}:
                return self._revise(article_id, int(annotation_id), operation[direction], operation[direction.other])
            case {"do": "drop", "article": str(article_id), "id": str(annotation_id)}:
                if int(annotation_id) not in self._living(article_id):
                    raise NotFoundError(GONE)
                self._stores.annotations.remove(article_id, int(annotation_id))
            case {"do": "state", "article": str(article_id), "fields": dict(fields)}:
                self._need_article(article_id)
                self._stores.states.change(article_id, **{name: _tupled(value) for name, value in fields.items()})
            case {"do": "marks", "article": str(article_id)}:
                self._need_article(article_id)
                self._set_letters(article_id, operation[direction])
            case {"do": "version", "article": str(article_id)}:
                self._go_to_version(article_id, operation[direction], operation[direction.other])
                self._set_letters(article_id, operation.get("letters", {}).get(direction, {}))
            case {"do": "rule", "article": str(article_id), "rule": dict(words), "is_written": bool(is_written)}:
                self._keep_rule(article_id, words, is_written=is_written)
            case {"do": "searches", "changed": dict(changed), "order": list(order)}:
                change_searches(self._stores.places, lambda searches: _rearranged(searches, changed, order))
            case {"do": "colours"}:
                return self._name_colours(operation[direction], operation[direction.other])
            case {"do": "rules", "changed": dict(changed), "order": list(order)}:
                from reader.library.news.rules import carry_out_rules  # most libraries have no feeds

                return carry_out_rules(self._stores.places, changed, order)
            case {"do": "feeds"}:
                from reader.library.subscriptions.steps import carry_out_feeds  # most libraries have no feeds

                return carry_out_feeds(self._stores.places, operation, direction)
            case _:
                raise NotFoundError(NEWER)
        return ""

    # -- annotations -------------------------------------------------------------------------------------------------
    def _put(self, annotation: Annotation) -> None:
        """Write an annotation that was removed; one that is there again, by somebody else's hand, stays as it is."""
        if self._is_purged(annotation.article_id, annotation.id):
            raise NotFoundError(PURGED)
        if annotation.id not in self._living(annotation.article_id):
            self._stores.annotations.save(annotation)

    def _is_purged(self, article_id: str, annotation_id: int) -> bool:
        if not self._stores.articles.has(article_id) and purged_mark(self._stores.places, article_id) is not None:
            return True
        return AnnotationTrash(self._stores.places).is_purged(article_id, annotation_id)

    def _change(self, article_id: str, annotation_id: int, fields: Mapping[str, Any]) -> None:
        change = partial(with_fields, fields=fields)
        if self._stores.annotations.change(article_id, annotation_id, change) is None:
            raise NotFoundError(GONE)

    def _revise(self, article_id: str, annotation_id: int, wanted: Mapping[str, Any], other: Mapping[str, Any]) -> str:
        """Give an annotation the values of the fields in `wanted` where those in `other` still stand."""
        is_whole = True

        def revise(annotation: Annotation) -> Annotation:
            nonlocal is_whole
            after, is_whole = revised(annotation, wanted, other)
            if after is None:
                raise NotFoundError(CHANGED_SINCE)
            return after

        if self._stores.annotations.change(article_id, annotation_id, revise) is None:
            raise NotFoundError(GONE)
        return "" if is_whole else CHANGED_SINCE

    def _revise_many(self, article_id: str, revisions: Revisions, tally: "_Tally") -> str:
        """The same for many annotations of an article, in one write."""
        if self._stores.places.annotations_file(article_id).exists():
            self._stores.annotations.change_many(article_id, revisions)
        tally.add(revisions.found, revisions.asked)
        return "" if revisions.is_whole else CHANGED_SINCE

    def _change_many(self, operations: Sequence[Operation], direction: Direction, tally: "_Tally") -> None:
        """Give annotations the values of their operations."""
        of_articles: dict[str, dict[int, Operation]] = {}
        for operation in operations:
            for article_id, ids in operation["annotations"].items():
                of_articles.setdefault(article_id, {}).update(dict.fromkeys(map(int, ids), operation))
        for article_id, wanted in of_articles.items():
            change = _Change(wanted, direction)
            if self._stores.places.annotations_file(article_id).exists():
                self._stores.annotations.change_many(article_id, change)
            tally.add(change.found, len(wanted))

    def _remove(self, annotations: Mapping[str, Sequence[str]], tally: "_Tally") -> None:
        for article_id, ids in annotations.items():
            wanted = set(map(int, ids)) & self._living(article_id).keys()
            if wanted:
                self._stores.annotations.change_many(article_id, lambda known: dict.fromkeys(wanted & known.keys()))  # noqa: B023
            tally.add(len(wanted), len(ids))

    def _bring_back(self, annotations: Mapping[str, Sequence[str]], tally: "_Tally") -> None:
        trash = AnnotationTrash(self._stores.places)
        for article_id, ids in annotations.items():
            tally.add(trash.restore_many(article_id, frozenset(map(int, ids))), len(ids), PURGED)

    def _living(self, article_id: str) -> dict[int, Annotation]:
        return {annotation.id: annotation for annotation in self._stores.annotations.load(article_id)}

    # -- articles ----------------------------------------------------------------------------------------------------
    def _need_article(self, article_id: str) -> None:
        if not self._stores.articles.has(article_id):
            raise NotFoundError(NO_ARTICLE)

    def _of_articles(self, article_ids: Sequence[str], change: Callable[[str], object], tally: "_Tally") -> None:
        here = [article_id for article_id in article_ids if self._stores.articles.has(article_id)]
        for done, article_id in enumerate(here):
            if done and done % _TOLD_EVERY == 0:
                tally.report(done, len(here))
            change(article_id)
        tally.add(len(here), len(article_ids), NO_ARTICLE)

    def _exchange(self, article_id: str, wanted: Mapping[str, Any], other: Mapping[str, Any]) -> None:
        fields = dict(wanted)
        if not all(hasattr(ReadingState, name) for name in fields):
            raise NotFoundError(NEWER)
        if "tags" in fields:
            tags = self._stores.states.load(article_id).tags
            fields["tags"] = _exchanged(tags, tuple(wanted["tags"]), tuple(other.get("tags", ())))
        self._stores.states.change(article_id, **fields)

    def _set_letters(self, article_id: str, letters: Mapping[str, int | None]) -> None:
        self._stores.states.change(
            article_id,
            drop_marks=tuple(letter for letter, offset in letters.items() if offset is None),
            add_marks={letter: offset for letter, offset in letters.items() if offset is not None},
        )

    def _go_to_version(self, article_id: str, wanted: str, other: str) -> None:
        """Make a version current, if it would take the place of the other one."""
        self._need_article(article_id)
        now = self._stores.record(article_id).version_id
        if now not in (wanted, other):
            raise NotFoundError("a newer version has come since")
        if now != wanted:
            self._keepers.versions().make_current(article_id, wanted)

    def _keep_rule(self, article_id: str, words: Mapping[str, str], *, is_written: bool) -> None:
        from reader.model.cleaning import RuleVerb, SiteRule  # late, as rules are rare

        rule = SiteRule(site=words["site"], verb=RuleVerb(words["verb"]), signature=words["signature"])
        self._keepers.rules().carry_out(article_id, rule, is_written=is_written)

    # -- settings ----------------------------------------------------------------------------------------------------
    def _name_colours(self, wanted: Mapping[str, str | None], other: Mapping[str, str | None]) -> str:
        """Give colours their words, where nobody has given them another since."""
        foreign: set[str] = set()

        def change(words: Mapping[str, str]) -> Mapping[str, str | None]:
            foreign.update(one for one in wanted if words.get(one) not in (other.get(one), wanted[one]))
            return {one: word for one, word in wanted.items() if one not in foreign}

        change_colours(self._stores.places, change)
        if foreign and foreign == set(wanted):
            raise NotFoundError(CHANGED_SINCE)
        return CHANGED_SINCE if foreign else ""


class _Change:
    """What is done to the annotations of one article: each gets the values of its operation."""

    def __init__(self, wanted: Mapping[int, Operation], direction: Direction) -> None:
        self._wanted = wanted
        self._direction = direction
        self.found = 0
        """How many of them are there."""

    def __call__(self, known: Mapping[int, Annotation]) -> Mapping[int, Annotation | None]:
        here = {one: operation for one, operation in self._wanted.items() if one in known}
        self.found = len(here)
        return {
            one: _with_values(known[one], operation[self._direction], operation[self._direction.other])
            for one, operation in here.items()
        }


class _Tally:
    """What of many was there when it was to be changed."""

    def __init__(self, report: Callable[[int, int], object]) -> None:
        self.report = report
        self.found = self.asked = 0
        self.done = 0
        """Operations on one thing alone that were carried out."""
        self.why = GONE
        """Why what was not there was not."""

    def add(self, found: int, asked: int, why: str = GONE) -> None:
        """Count what was found of what was asked for."""
        self.found += found
        self.asked += asked
        self.why = why

    @property
    def told(self) -> tuple[str, ...]:
        """What is to be said of those that were not there."""
        gone = self.asked - self.found
        return (f"{gone:,} of {self.asked:,} are gone",) if gone > 0 else ()


def _with_values(annotation: Annotation, wanted: Mapping[str, Any], other: Mapping[str, Any]) -> Annotation:
    """Return an annotation with the colour and tags that are wanted, if it has the other ones."""
    fields = dict(wanted)
    if annotation.colour.value != other.get("colour"):
        fields.pop("colour", None)
    if "tags" in fields:
        fields["tags"] = list(_exchanged(annotation.tags, tuple(fields["tags"]), tuple(other.get("tags", ()))))
    return with_fields(annotation, fields)


def _exchanged(tags: tuple[str, ...], wanted: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags with those that are wanted in the place of the others; tags that somebody gave since stay."""
    if tags == other:
        return wanted
    kept = tuple(tag for tag in tags if tag in wanted or tag not in other)
    return (*kept, *(tag for tag in wanted if tag not in other and tag not in kept))


def _rearranged(
    searches: Mapping[str, str], changed: Mapping[str, str | None], order: Sequence[str]
) -> Mapping[str, str]:
    """Return the searches with what `changed` says in them, those that `order` names in that order, the others behind."""
    wanted = {**searches, **changed}
    names = (*(name for name in order if name in wanted), *(name for name in wanted if name not in order))
    return {name: query for name in names if (query := wanted[name]) is not None}


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
