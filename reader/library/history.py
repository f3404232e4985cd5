"""Undo and redo: every change is written down as what takes it back and what makes it again.

The log lies on this machine, beside the library's locks, and outlives the program. A step is a list of operations, each a
small JSON object that names what it changes and the new value, so that carrying one out twice does no harm and what another
machine changed meanwhile stays.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.errors import StoreError
from reader.store.codec import annotation_from_json, annotation_to_json
from reader.store.settings import change_searches
from reader.store.undo import UndoLog

if TYPE_CHECKING:
    from reader.model.cleaning import SiteRule  # who only reads does not wait for it

log = logging.getLogger("pressmark")

Operation = dict[str, Any]


def put_annotation(annotation: Annotation) -> Operation:
    """Return the operation that writes `annotation` as it is."""
    return {"do": "put", "annotation": annotation_to_json(annotation)}


def change_annotation(before: Annotation, after: Annotation) -> Operation:
    """Return the operation that gives the fields of `after` that differ from `before` to the annotation as it is then.

    What another machine wrote into the other fields meanwhile stays.
    """
    old, new = annotation_to_json(before), annotation_to_json(after)
    fields = {name: new.get(name) for name in {**old, **new} if name != "updated" and old.get(name) != new.get(name)}
    return {"do": "change", "article": before.article_id, "id": str(before.id), "fields": fields}


def drop_annotation(article_id: str, annotation_id: int) -> Operation:
    """Return the operation that removes an annotation."""
    return {"do": "drop", "article": article_id, "id": str(annotation_id)}


def put_state(article_id: str, fields: Mapping[str, Any]) -> Operation:
    """Return the operation that sets fields of an article's reading state."""
    return {"do": "state", "article": article_id, "fields": {name: _plain(value) for name, value in fields.items()}}


def put_states(article_ids: Sequence[str], fields: Mapping[str, Any]) -> Operation:
    """Return the operation that sets fields of the reading states of many articles."""
    return {**put_state("", fields), "do": "states", "articles": list(article_ids)}


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


class RuleKeeper(Protocol):
    """Who writes and forgets rules."""

    def carry_out(self, article_id: str, rule: "SiteRule", *, is_written: bool) -> None:
        """Write or forget `rule`, and clean the article anew."""


class History:
    """What was done to a library on this machine."""

    def __init__(self, stores: Stores, rule_keeper: Callable[[], RuleKeeper] | None = None) -> None:
        self._stores = stores
        self._log = UndoLog(stores.places)
        self._rule_keeper = rule_keeper

    def record(self, label: str, undo: Sequence[Operation], redo: Sequence[Operation]) -> None:
        """Write down a change that has been made. `label` says what it was: "highlight in “Ferry line …”".

        The change is kept already: if it cannot be written down it cannot be taken back, and that is all.
        """
        try:
            self._log.push({"label": label, "undo": list(undo), "redo": list(redo)})
        except StoreError:
            log.warning("a change could not be written down for undo", exc_info=True)

    def undo(self) -> str:
        """Take back the last change; return its label, or "" if there is none. One that fails stays the last."""
        return _label(self._log.undo(lambda step: self._carry_out(step["undo"])))

    def redo(self) -> str:
        """Make again what was taken back last; return its label, or "" if there is nothing."""
        return _label(self._log.redo(lambda step: self._carry_out(step["redo"])))

    def _carry_out(self, operations: Sequence[Operation]) -> None:
        for operation in operations:
            self._apply(operation)

    def _apply(self, operation: Operation) -> None:
        match operation:
            case {"do": "put", "annotation": body}:
                self._stores.annotations.save(annotation_from_json(body))
            case {"do": "change", "article": str(article_id), "id": str(annotation_id), "fields": dict(fields)}:
                self._change(article_id, int(annotation_id), fields)
            case {"do": "drop", "article": str(article_id), "id": str(annotation_id)}:
                self._stores.annotations.remove(article_id, int(annotation_id))
            case {"do": "state", "article": str(article_id), "fields": dict(fields)}:
                self._stores.states.change(article_id, **{name: _tupled(value) for name, value in fields.items()})
            case {"do": "states", "articles": list(article_ids), "fields": dict(fields)}:
                values = {name: _tupled(value) for name, value in fields.items()}
                for article_id in article_ids:
                    self._stores.states.change(article_id, **values)
            case {"do": "rule", "article": str(article_id), "rule": dict(words), "is_written": bool(is_written)}:
                if self._rule_keeper is not None:
                    from reader.model.cleaning import RuleVerb, SiteRule  # late, as rules are rare

                    rule = SiteRule(site=words["site"], verb=RuleVerb(words["verb"]), signature=words["signature"])
                    self._rule_keeper().carry_out(article_id, rule, is_written=is_written)
            case {"do": "searches", "changed": dict(changed), "order": list(order)}:
                change_searches(self._stores.places, lambda searches: _rearranged(searches, changed, order))
            case _:
                pass  # written by a newer Pressmark: passed over

    def _change(self, article_id: str, annotation_id: int, fields: Mapping[str, Any]) -> None:
        for annotation in self._stores.annotations.load(article_id):
            if annotation.id == annotation_id:  # else it was removed elsewhere, and stays so
                body = {**annotation_to_json(replace(annotation, updated=utc_now())), **fields}
                self._stores.annotations.save(annotation_from_json({k: v for k, v in body.items() if v is not None}))


def _label(step: Mapping[str, Any] | None) -> str:
    return str(step["label"]) if step else ""


def _rearranged(
    searches: Mapping[str, str], changed: Mapping[str, str | None], order: Sequence[str]
) -> Mapping[str, str]:
    """Return the searches with what `changed` says in them, those that `order` names in that order, the others behind."""
    wanted = {**searches, **changed}
    names = (*(name for name in order if name in wanted), *(name for name in wanted if name not in order))
    return {name: query for name in names if (query := wanted[name]) is not None}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
