"""Giving annotations back what they were, or again what was made of them: of one, or of many of an article in one write.

What somebody else has written into a field since is left as it is. Called by `carrying_out`. No file is touched here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.store.codec import annotation_from_json, annotation_to_json

_TOGETHER = frozenset(("version", "selectors", "marked_as"))
"""Where a passage stands means nothing without the version of the text it stands in, nor what was marked before it without it."""


class Revised(NamedTuple):
    """What has become of an annotation."""

    annotation: Annotation | None
    """None if nothing of it could be changed: all was written anew elsewhere."""
    is_whole: bool
    """Whether all of it could be."""


def revised(annotation: Annotation, wanted: Mapping[str, Any], other: Mapping[str, Any]) -> Revised:
    """Return an annotation with the values of the fields in `wanted` where those in `other` still stand."""
    now = annotation_to_json(annotation)
    names = {*wanted, *other}
    foreign = {name for name in names if now.get(name) not in (other.get(name), wanted.get(name))} - {"others"}
    if foreign & _TOGETHER:
        foreign |= _TOGETHER & names
    fields = {name: wanted.get(name) for name in names - foreign}
    return Revised(with_fields(annotation, fields) if fields else None, not foreign)


def with_fields(annotation: Annotation, fields: Mapping[str, Any]) -> Annotation:
    """Return an annotation with other values of some fields, in their JSON form; None takes a field away."""
    body = {**annotation_to_json(replace(annotation, updated=utc_now())), **fields}
    return annotation_from_json({name: value for name, value in body.items() if value is not None})


class Revisions:
    """Many annotations of an article, each with what it was and what was made of it."""

    def __init__(self, revisions: Sequence[Mapping[str, Any]], wanted: str, other: str) -> None:
        """`wanted` and `other` are the keys of the values that are wanted, and of those that they take the place of."""
        self._revisions = {int(one["id"]): one for one in revisions}
        self._wanted = wanted
        self._other = other
        self.asked = len(self._revisions)
        self.found = 0
        """How many of them are there."""
        self.is_whole = True
        """Whether all of those that are there could be changed, in every field."""

    def __call__(self, known: Mapping[int, Annotation]) -> Mapping[int, Annotation | None]:
        """Return those that are to be otherwise."""
        made: dict[int, Annotation | None] = {}
        self.found, self.is_whole = 0, True
        for annotation_id, one in self._revisions.items():
            if annotation_id not in known:
                continue
            self.found += 1
            outcome = revised(known[annotation_id], one[self._wanted], one[self._other])
            self.is_whole = self.is_whole and outcome.is_whole
            if outcome.annotation is not None:
                made[annotation_id] = outcome.annotation
        return made
