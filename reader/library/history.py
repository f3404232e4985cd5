"""Undo and redo: every change is written down as what takes it back and what makes it again.

The log lies on this machine, beside the library's locks, and outlives the program. A step is a list of operations, each a
small JSON object that names the whole new value, so that carrying one out twice does no harm.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.store.codec import annotation_from_json, annotation_to_json
from reader.store.undo import UndoLog

Operation = dict[str, Any]


def put_annotation(annotation: Annotation) -> Operation:
    """Return the operation that writes `annotation` as it is."""
    return {"do": "put", "annotation": annotation_to_json(annotation)}


def drop_annotation(article_id: str, annotation_id: int) -> Operation:
    """Return the operation that removes an annotation."""
    return {"do": "drop", "article": article_id, "id": str(annotation_id)}


def put_state(article_id: str, fields: Mapping[str, Any]) -> Operation:
    """Return the operation that sets fields of an article's reading state."""
    return {"do": "state", "article": article_id, "fields": {name: _plain(value) for name, value in fields.items()}}


class History:
    """What was done to a library on this machine."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._log = UndoLog(stores.places)

    def record(self, label: str, undo: Sequence[Operation], redo: Sequence[Operation]) -> None:
        """Write down a change that has been made. `label` says what it was: "highlight in “Ferry line …”"."""
        self._log.push({"label": label, "undo": list(undo), "redo": list(redo)})

    def undo(self) -> str:
        """Take back the last change; return its label, or "" if there is none."""
        return self._carry_out(self._log.pop_undo(), "undo")

    def redo(self) -> str:
        """Make again what was taken back last; return its label, or "" if there is nothing."""
        return self._carry_out(self._log.pop_redo(), "redo")

    def _carry_out(self, step: Mapping[str, Any] | None, direction: str) -> str:
        if step is None:
            return ""
        for operation in step[direction]:
            self._apply(operation)
        return str(step["label"])

    def _apply(self, operation: Operation) -> None:
        match operation:
            case {"do": "put", "annotation": body}:
                self._stores.annotations.save(annotation_from_json(body))
            case {"do": "drop", "article": str(article_id), "id": str(annotation_id)}:
                self._stores.annotations.remove(article_id, int(annotation_id))
            case {"do": "state", "article": str(article_id), "fields": dict(fields)}:
                self._stores.states.change(article_id, **{name: _tupled(value) for name, value in fields.items()})
            case _:
                pass  # written by a newer Pressmark: passed over


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
