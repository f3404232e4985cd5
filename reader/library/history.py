"""Undo and redo: every change is written down as what takes it back and what makes it again.

The log lies on this machine, beside the library's locks, and outlives the program. A step is a list of operations, each a
small JSON object that names what it changes and the new value, so that carrying one out twice does no harm and what another
machine changed meanwhile stays. How they are carried out: `carrying_out`.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reader.library.carrying_out import CarryingOut, Keepers
from reader.library.operations import Direction, Operation
from reader.library.progress import Progress, Work
from reader.library.step_words import short_title
from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, ReaderError, StoreError
from reader.model.identity import new_annotation_id
from reader.model.text import clean_line
from reader.store.block_codec import UNREADABLE
from reader.store.codec import annotation_to_json
from reader.store.sealed import JsonObject, canonical, checksum
from reader.store.undo import UndoLog

if TYPE_CHECKING:
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it

__all__ = ["History", "HistoryEntry", "Keepers", "Operation"]

log = logging.getLogger("pressmark")


_NEWS_FIELDS = frozenset(("is_kept", "is_hidden"))


# Operations that go one way: what takes a change back, and what makes it again, are two of them.


def put_annotation(annotation: Annotation) -> Operation:
    """Return the operation that writes `annotation` as it is."""
    return {"do": "put", "annotation": annotation_to_json(annotation)}


def drop_annotation(article_id: str, annotation_id: int) -> Operation:
    """Return the operation that removes an annotation."""
    return {"do": "drop", "article": article_id, "id": str(annotation_id)}


def put_state(article_id: str, fields: Mapping[str, Any]) -> Operation:
    """Return the operation that sets fields of an article's reading state."""
    return {"do": "state", "article": article_id, "fields": {name: _plain(value) for name, value in fields.items()}}


def put_rule(article_id: str, rule: "SiteRule", *, is_written: bool) -> Operation:
    """Return the operation that writes (or forgets) a rule for a site and cleans the article it was made on anew."""
    words = {"site": rule.site, "verb": rule.verb.value, "signature": rule.signature}
    return {"do": "rule", "article": article_id, "rule": words, "is_written": is_written}


def put_searches(before: Mapping[str, str], after: Mapping[str, str]) -> Operation:
    """Return the operation that does to the saved searches what made `after` out of `before`.

    Searches that another window or machine saved meanwhile stay.
    """
    changed = {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}
    return {"do": "searches", "changed": changed, "order": list(after)}


# Operations that go both ways: "back" and "forth" are what holds before and after. They know what they take the place of, so
# that what somebody else has written there since is left as it is, and told.


def revise_annotation(before: Annotation, after: Annotation) -> Operation:
    """Return the operation that makes `after` of `before`, in the fields that differ, and `before` of `after`."""
    return {
        "do": "revise",
        "article": before.article_id,
        "id": str(before.id),
        "back": _differing(after, before),
        "forth": _differing(before, after),
    }


def revise_annotations(article_id: str, pairs: Sequence[tuple[Annotation, Annotation]]) -> Operation:
    """Return the operation that does so for many annotations of an article, each before and after, in one write."""
    revisions = [
        {"id": str(before.id), "back": _differing(after, before), "forth": _differing(before, after)}
        for before, after in pairs
    ]
    return {"do": "revisions", "article": article_id, "revisions": revisions}


def change_annotations(
    annotations: Mapping[str, Sequence[int]], back: Mapping[str, Any], forth: Mapping[str, Any]
) -> Operation:
    """Return the operation that gives many annotations, ids by article, the colour or the tags in `forth`, or those before."""
    return {"do": "many", "annotations": _ids(annotations), "back": dict(back), "forth": dict(forth)}


def remove_annotations(annotations: Mapping[str, Sequence[int]]) -> Operation:
    """Return the operation that removes many annotations, or brings them back out of the trash."""
    return {"do": "removal", "annotations": _ids(annotations)}


def make_current(
    article_id: str,
    before: str,
    after: str,
    letters_before: Mapping[str, int] | None = None,
    letters_after: Mapping[str, int] | None = None,
) -> Operation:
    """Return the operation that makes one version of an article the current one, or the one before.

    The letters are the places named by them in each of the two: what is carried over from one to the other and back may come
    to stand beside where it stood, if its words are not in both.
    """
    letters = put_marks(article_id, letters_before or {}, letters_after or {})
    places = {"back": letters["back"], "forth": letters["forth"]}
    return {"do": "version", "article": article_id, "back": before, "forth": after, "letters": places}


def put_marks(article_id: str, before: Mapping[str, int], wanted: Mapping[str, int | None]) -> Operation:
    """Return the operation that lets the letters in `wanted` name these places of an article, None for none any more."""
    back = {letter: before.get(letter) for letter in wanted}
    return {"do": "marks", "article": article_id, "back": back, "forth": dict(wanted)}


def exchange_states(article_ids: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Operation:
    """Return the operation that sets fields of the reading states of articles to those in `after`, or to those in `before`.

    Of `tags` those change that differ between the two: tags that were given elsewhere since stay.
    """
    back, forth = ({name: _plain(value) for name, value in fields.items()} for fields in (before, after))
    # By another name where it is about news: a Pressmark from before feeds says that it cannot, and does not stumble over it.
    does = "news" if _NEWS_FIELDS & {*back, *forth} else "exchange"
    return {"do": does, "articles": list(article_ids), "back": back, "forth": forth}


def name_colours(before: Mapping[str, str], after: Mapping[str, str]) -> Operation:
    """Return the operation that gives colours the reader's words; a colour without one has none of its own."""
    colours = [colour for colour in {**before, **after} if before.get(colour) != after.get(colour)]
    back, forth = ({colour: words.get(colour) for colour in colours} for words in (before, after))
    return {"do": "colours", "back": back, "forth": forth}


class HistoryEntry(NamedTuple):
    """A step that can be undone or redone, or one that just was."""

    label: str
    """What was done, in words: "highlight “…”"."""
    when: datetime | None
    """When that was; None if an older Pressmark wrote it down."""
    article_id: str
    """The article it was done in, "" if in several or in none."""
    is_undone: bool
    """Whether it is undone, and can be redone."""
    key: str = ""
    """Names the step in the log."""
    problem: str = ""
    """What could not be taken back or made again, because it is gone or was changed elsewhere; "" if all was."""
    is_lost: bool = False
    """Whether nothing of it could be: the step is no longer in the log then."""
    annotation_id: int = 0
    """The mark or note it was about; 0 if there were several or none."""
    title: str = ""
    """That of the article, cut to a few words; "" if there is none."""
    feeds_gone: tuple[str, ...] = ()
    """The feeds that are not subscribed to any more since it was just undone, or redone."""

    @property
    def in_words(self) -> str:
        """What was done, and in which article, where the label does not name that."""
        return f"{self.label} in “{self.title}”" if self.title and f"“{self.title}”" not in self.label else self.label


LongStep = Callable[[str, Sequence[Operation]], None]
"""Adds what has been changed since the last time, as operations that go both ways, and what the step is called by now."""


class Recorder(Protocol):
    """Who writes changes down."""

    def record(
        self,
        label: str,
        undo: Sequence[Operation] = (),
        redo: Sequence[Operation] = (),
        *,
        both: Sequence[Operation] = (),
        article_id: str = "",
    ) -> None:
        """Write down a change that has been made."""


class History:
    """What was done to a library on this machine."""

    def __init__(self, stores: Stores, keepers: Keepers) -> None:
        self._stores = stores
        self._log = UndoLog(stores.places)
        self._carrying_out = CarryingOut(stores, keepers)

    def record(
        self,
        label: str,
        undo: Sequence[Operation] = (),
        redo: Sequence[Operation] = (),
        *,
        both: Sequence[Operation] = (),
        article_id: str = "",
    ) -> None:
        """Write down a change that has been made. `label` says what it was: "highlight in “Ferry line …”".

        `undo` and `redo` are operations that go one way, `both` are those that go both ways. `article_id` is the article it
        was made in, where the operations do not say.

        The change is kept already: if it cannot be written down it cannot be taken back, and that is all.
        """
        entry: JsonObject = {
            "label": label,
            "at": utc_now().isoformat(timespec="milliseconds"),
            "key": str(new_annotation_id()),
            "article": article_id or _article_of([*undo, *redo, *both]),
            "undo": list(undo),
            "redo": list(redo),
        }
        if both:
            entry["both"] = list(both)
        self._write_down(self._log.push, entry)

    def begin_step(self) -> "LongStep":
        """Return a step to which what is changed is added as it is made."""
        key = str(new_annotation_id())

        def add(label: str, both: Sequence[Operation]) -> None:
            at = utc_now().isoformat(timespec="milliseconds")
            entry = {"label": label, "at": at, "key": key, "undo": [], "redo": [], "both": list(both)}
            self._write_down(self._log.push_part, entry)

        return add

    def more_of(self, entry: "HistoryEntry") -> "LongStep":
        """Return a step that adds to one that was undone or redone what followed from that, without another label."""
        return lambda label, both: self._write_down(
            lambda made: self._log.add_to(entry.key, made["both"]), {"both": list(both)}
        )

    def _write_down(self, push: Callable[[JsonObject], None], entry: JsonObject) -> None:
        try:
            push(entry)
        except StoreError:
            log.warning("a change could not be written down for undo", exc_info=True)

    def entries(self) -> tuple[HistoryEntry, ...]:
        """Return what can be redone and what can be undone, newest first: the next to redo stands above the next to undo."""
        done, undone = self._log.entries()
        told = [
            *(_told(step, is_undone=True) for step in undone),
            *(_told(step, is_undone=False) for step in reversed(done)),
        ]
        titles = {article_id: self._title(article_id) for article_id in {entry.article_id for entry in told}}
        return tuple(entry._replace(title=titles[entry.article_id]) for entry in told)

    def undo(self, steps: int = 1, work: Work | None = None) -> tuple[HistoryEntry, ...]:
        """Take back the last changes; return them, the last one first: fewer than `steps` if there are no more, or if `work`
        was given up.

        One whose subject is gone says so and goes out of the log. One that fails stays the last; it is raised if it is the
        first, else it ends what is returned, with its problem and as not undone.
        """
        return self._moved(Direction.BACK, (None,) * steps, work)

    def redo(self, steps: int = 1, work: Work | None = None) -> tuple[HistoryEntry, ...]:
        """Make again what was taken back last, as `undo` takes it back."""
        return self._moved(Direction.FORTH, (None,) * steps, work)

    def move_to(self, entry: HistoryEntry, work: Work | None = None) -> tuple[HistoryEntry, ...]:
        """Undo everything down to a step, that one too; of one that is undone, redo everything up to it.

        Stops where another window has done something meanwhile. Raises NotFoundError if the step is no longer in the log.
        """
        entries = [one for one in self.entries() if one.is_undone == entry.is_undone]
        keys = [one.key for one in (reversed(entries) if entry.is_undone else entries)]
        if entry.key not in keys:
            raise NotFoundError(f"“{entry.label}” is no longer in the list", "another window was there first")
        direction = Direction.FORTH if entry.is_undone else Direction.BACK
        return self._moved(direction, keys[: keys.index(entry.key) + 1], work)

    def forget(self, entry: HistoryEntry) -> None:
        """Take a step out of the log; what was done stays."""
        self._log.forget(lambda step: None if key_of(step) == entry.key else step)

    def _moved(self, direction: Direction, keys: Sequence[str | None], work: Work | None) -> tuple[HistoryEntry, ...]:
        moved = self._move(direction, keys, work or Work())
        return tuple(entry._replace(title=self._title(entry.article_id)) for entry in moved)

    def _title(self, article_id: str) -> str:
        """Return the title of an article, as labels cut it; "" if it is not here or cannot be read."""
        try:
            return short_title(self._stores.record(article_id).title) if article_id else ""
        except ReaderError:
            return ""

    def _move(self, direction: Direction, keys: Sequence[str | None], work: Work) -> Iterator[HistoryEntry]:
        move = self._log.undo if direction is Direction.BACK else self._log.redo
        is_undone = direction is Direction.BACK
        verb = "undoing" if is_undone else "redoing"

        def tell(number: int, total: int) -> None:
            """Tell how far a step alone is; of several it is told how many are done."""
            if len(keys) == 1:
                work.report(Progress(verb, number, total))

        for done, key in enumerate(keys):
            if work.is_cancelled:
                return
            if len(keys) > 1:
                work.report(Progress(verb, done, len(keys)))
            step: JsonObject = {}
            problems: tuple[str, ...] = ()

            def carry_out(found: JsonObject) -> None:
                nonlocal step, problems
                step = found
                problems = self._carrying_out.carry_out(found, direction, tell)

            try:
                moved = move(carry_out, lambda found, key=key: key in (None, key_of(found)))  # type: ignore[misc]
            except NotFoundError as error:
                yield _told(step, is_undone=is_undone)._replace(problem=error.message, is_lost=True)
                continue
            except ReaderError as error:
                if not done:
                    raise
                yield _told(step, is_undone=not is_undone)._replace(problem=error.message)
                return
            if moved is None:
                return
            told = _told(moved, is_undone=is_undone)
            yield told._replace(problem="; ".join(problems), feeds_gone=_feeds_gone(moved, direction))


def key_of(step: Mapping[str, Any]) -> str:
    """Return the name of a step in the log; one that an older Pressmark wrote down is named by what stands in it."""
    return str(step.get("key") or checksum(canonical(step)))


def _told(step: Mapping[str, Any], *, is_undone: bool) -> HistoryEntry:
    try:
        when = datetime.fromisoformat(step["at"])
    except (KeyError, TypeError, ValueError):
        when = None
    operations = [one for name in ("undo", "redo", "both") for one in step.get(name, ())]
    article_id, annotation_id = str(step.get("article", "")), 0
    with suppress(*UNREADABLE):  # one that makes no sense says so when it is carried out
        article_id = article_id or _article_of(operations)
        annotation_id = _annotation_of(operations)
    return HistoryEntry(
        label=clean_line(str(step.get("label", ""))),
        when=when,
        article_id=clean_line(article_id),
        is_undone=is_undone,
        key=key_of(step),
        annotation_id=annotation_id,
    )


def _feeds_gone(step: Mapping[str, Any], direction: Direction) -> tuple[str, ...]:
    """Return the feeds that a step, carried out in this direction, leaves without a subscription."""
    operations = (one for one in step.get("both", ()) if one.get("do") == "feeds")
    gone: tuple[str, ...] = ()
    with suppress(*UNREADABLE):  # of one that makes no sense nothing was carried out
        gone = tuple(feed_id for one in operations for feed_id, table in one[direction].items() if table is None)
    return gone


def _article_of(operations: Sequence[Operation]) -> str:
    """Return the one article that operations are about, "" if there are several or none."""
    found = {article_id for operation in operations for article_id in articles_of(operation) if article_id}
    return found.pop() if len(found) == 1 else ""


def _annotation_of(operations: Sequence[Operation]) -> int:
    found = {
        str(subject["id"])
        for operation in operations
        for subject in (operation.get("annotation", operation),)
        if isinstance(subject, dict) and "id" in subject
    }
    found |= {one for operation in operations for ids in operation.get("annotations", {}).values() for one in ids}
    return int(found.pop()) if len(found) == 1 else 0


def articles_of(operation: Operation) -> Iterator[str]:
    """Give the ids of the articles that an operation changes something in."""
    match operation:
        case {"do": "put", "annotation": {"article": str(article_id)}} | {"article": str(article_id)}:
            yield article_id
    yield from operation.get("articles", ())
    yield from operation.get("annotations", ())


def _differing(before: Annotation, after: Annotation) -> dict[str, Any]:
    old, new = annotation_to_json(before), annotation_to_json(after)
    return {name: new.get(name) for name in {**old, **new} if name != "updated" and old.get(name) != new.get(name)}


def _ids(annotations: Mapping[str, Sequence[int]]) -> dict[str, list[str]]:
    return {article_id: [str(one) for one in ids] for article_id, ids in annotations.items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
