"""The same change to many annotations, of one article or of hundreds: one way back for all of it, and one write an article.

In batches of articles, so that others get their turn. Called by the facade.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple

from reader.library.history import History, Operation, change_annotations, remove_annotations
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.library.tagging import clean_tags
from reader.library.tending_many import ChangedMany
from reader.model.annotation import Annotation, Colour
from reader.model.dates import utc_now
from reader.model.errors import StoreError

BATCH = 50
"""Articles whose annotations are changed in one turn, and put into the index together: some tenths of a second."""

Target = tuple[str, int]
"""The id of an article and that of an annotation of it."""

log = logging.getLogger("pressmark")


class _Values(NamedTuple):
    """What of an annotation is changed together with others."""

    colour: Colour
    tags: tuple[str, ...]


class AnnotatingMany:
    """Changes many annotations of one library. `turn` is held for a batch at a time."""

    def __init__(self, stores: Stores, history: History, turn: Callable[[], AbstractContextManager[None]]) -> None:
        self._stores = stores
        self._history = history
        self._turn = turn

    def change(
        self,
        targets: Sequence[Target],
        *,
        colour: Colour | None,
        add_tags: Sequence[str],
        drop_tags: Sequence[str],
        work: Work,
    ) -> ChangedMany:
        """Give all of them a colour and tags, and take tags away; what they are otherwise stays.

        A note on an article has no colour to change.
        """
        added, dropped = clean_tags(tuple(add_tags)), clean_tags(tuple(drop_tags))

        def change(one: Annotation) -> Annotation:
            kept = tuple(tag for tag in one.tags if tag not in dropped)
            tags = (*kept, *(tag for tag in added if tag not in kept))
            return replace(one, colour=colour if colour and one.is_highlight else one.colour, tags=tags)

        has_tags = bool(added or dropped)
        label = "colour and tags" if colour and has_tags else "colour" if colour else "tags"
        return self._do(targets, change, label, work)

    def remove(self, targets: Sequence[Target], work: Work) -> ChangedMany:
        """Remove all of them; they lie in the trash, as those that are removed one by one."""
        return self._do(targets, lambda one: None, "removal", work)

    def _do(
        self, targets: Sequence[Target], change: Callable[[Annotation], Annotation | None], label: str, work: Work
    ) -> ChangedMany:
        """Change article after article; what was done until the user gave up stays, and can be taken back.

        Each is written down as soon as it is changed: whatever stops the program costs the way back of one article at most.
        """
        of_articles: dict[str, dict[int, None]] = {}
        for article_id, annotation_id in targets:
            of_articles.setdefault(article_id, {})[annotation_id] = None
        total = sum(map(len, of_articles.values()))
        add_to_step = self._history.begin_step()
        changed = failed = done = 0
        for batch in _batches(tuple(of_articles)):
            if work.is_cancelled:
                break
            work.report(Progress(label, done, total))
            with self._turn():
                for article_id in batch:
                    wanted, made = of_articles[article_id], _Made()
                    failed += self._change_one(article_id, wanted, change, made)
                    done += len(wanted)
                    changed += made.count
                    if made.count:
                        add_to_step(f"{label} of {_counted(changed)}", made.operations())
        return ChangedMany(changed, failed, done == total)

    def _change_one(
        self,
        article_id: str,
        annotation_ids: Collection[int],
        change: Callable[[Annotation], Annotation | None],
        made: "_Made",
    ) -> int:
        """Change annotations of one article; return how many could not be."""
        pairs: list[tuple[Annotation, Annotation | None]] = []
        missing = 0

        def change_known(known: Mapping[int, Annotation]) -> Mapping[int, Annotation | None]:
            nonlocal missing
            now = utc_now()
            for before in (known[one] for one in annotation_ids if one in known):
                after = change(before)
                if after != before:
                    pairs.append((before, replace(after, updated=now) if after is not None else None))
            missing = sum(1 for one in annotation_ids if one not in known)
            return {before.id: after for before, after in pairs}

        try:
            self._stores.annotations.change_many(article_id, change_known)
        except StoreError as error:
            log.warning("not changed: %s", error)
            return len(annotation_ids)
        if missing:
            log.warning("annotations that are no longer there: %d", missing)
        for before, after in pairs:
            made.add(before, after)
        return missing


class _Made:
    """What was changed, by what was done: few operations, however many annotations there are."""

    def __init__(self) -> None:
        self.count = 0
        self._gone: dict[str, list[int]] = {}
        self._alike: dict[tuple[_Values, _Values], dict[str, list[int]]] = {}

    def add(self, before: Annotation, after: Annotation | None) -> None:
        self.count += 1
        of_articles = self._gone
        if after is not None:
            values = _Values(before.colour, before.tags), _Values(after.colour, after.tags)
            of_articles = self._alike.setdefault(values, {})
        of_articles.setdefault(before.article_id, []).append(before.id)

    def operations(self) -> list[Operation]:
        changes = [
            change_annotations(of_articles, _fields(before, after), _fields(after, before))
            for (before, after), of_articles in self._alike.items()
        ]
        return [*changes, remove_annotations(self._gone)] if self._gone else changes


def _fields(to: _Values, other: _Values) -> dict[str, object]:
    """Return those of the values that differ."""
    fields: dict[str, object] = {}
    if to.colour != other.colour:
        fields["colour"] = to.colour.value
    if to.tags != other.tags:
        fields["tags"] = list(to.tags)
    return fields


def _batches(article_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(article_ids), BATCH):
        yield article_ids[start : start + BATCH]


def _counted(number: int) -> str:
    return "1 annotation" if number == 1 else f"{number:,} annotations"
