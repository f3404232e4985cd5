"""Versions and what parts them, as JSON objects: `versions --json` and `diff --json`."""

from typing import Any

from reader.model.difference import Difference, DifferentPart, Edit, PartKind, Stretch
from reader.model.kept import Version
from reader.model.units import TextRange

JsonObject = dict[str, Any]


def version_object(version: Version) -> JsonObject:
    """Return what is known of a version without reading it."""
    return {
        "version": version.id,
        "fetched": version.fetched.isoformat(),
        "made": version.made.isoformat(),
        "words": version.words,
        "chosen": version.is_chosen,
    }


def difference_object(difference: Difference) -> JsonObject:
    """Return a difference: every block of both versions, with what became of its words. Places are code points of `text`."""
    return {
        "old": {
            "number": difference.old_number,
            "version": difference.old_version,
            "fetched": difference.old_fetched.isoformat(),
        },
        "new": {
            "number": difference.new_number,
            "version": difference.new_version,
            "fetched": difference.new_fetched.isoformat(),
        },
        "recleaned": difference.is_recleaned,
        "same": difference.is_empty,
        "words_added": difference.added_words,
        "words_removed": difference.removed_words,
        "parts": [_part_object(part) for part in difference.parts if part.kind is not PartKind.LEFT],
    }


def _part_object(part: DifferentPart) -> JsonObject:
    return {
        "kind": "byline" if part.kind is PartKind.BYLINE else type(part.block).__name__.lower(),
        "change": _change(part),
        "moved": part.is_moved,
        "split": part.is_split,
        "old_block": part.old_block if part.old_block >= 0 else None,
        "new_block": part.new_block if part.new_block >= 0 else None,
        "stretches": [_stretch_object(stretch) for stretch in part.stretches],
    }


def _change(part: DifferentPart) -> str:
    """Return one word for what happened to a part: kept, edited, added, removed."""
    edits = {stretch.edit for stretch in part.stretches}
    if len(edits) == 1:
        return edits.pop().value
    return "edited" if edits else Edit.KEPT.value


def _stretch_object(stretch: Stretch) -> JsonObject:
    return {
        "edit": stretch.edit.value,
        "text": stretch.text,
        "old": _range(stretch.old),
        "new": _range(stretch.new),
    }


def _range(place: TextRange | None) -> list[int] | None:
    return None if place is None else [place.start, place.end]
