"""Settling what two machines wrote at the same time: what is left of an annotation when the reader has chosen."""

from dataclasses import replace

from reader.model.annotation import Annotation, Keep, OtherVersion


def settled(annotation: Annotation, keep: Keep) -> Annotation | None:
    """Return the annotation with nothing beside it; None if what is kept is its removal. One with nothing beside it stays."""
    alone = replace(annotation, others=())
    if keep is Keep.SHOWN or not annotation.others:
        return alone
    if keep is Keep.OTHER:
        latest = annotation.others[0]
        return None if latest.is_removal else _with(alone, latest)
    notes = dict.fromkeys(note for note in (annotation.note, *annotation.other_notes) if note)
    tags = dict.fromkeys((*annotation.tags, *(tag for other in annotation.others for tag in other.tags or ())))
    return replace(alone, note="\n\n".join(notes), tags=tuple(tags))


def _with(annotation: Annotation, other: OtherVersion) -> Annotation:
    """Return the annotation with all that differs there. A passage comes with the version it stands in."""
    if other.selectors is not None or other.is_article_note:
        annotation = replace(
            annotation,
            selectors=other.selectors,
            version_id=other.version_id or annotation.version_id,
            marked_as=other.marked_as,
        )
    return replace(
        annotation,
        note=annotation.note if other.note is None else other.note,
        colour=other.colour or annotation.colour,
        tags=annotation.tags if other.tags is None else other.tags,
    )
