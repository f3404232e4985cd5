"""`notes --linking` and `notes --unsaved`: what refers to an article or a note, and notes that were not saved."""

from collections.abc import Sequence

from reader.cli.output import SHOWN_ID_LETTERS, print_json
from reader.library.library import Library
from reader.library.results import FoundAnnotation
from reader.model.errors import NotFoundError, UsageError


def linking_notes(library: Library, target: str) -> Sequence[FoundAnnotation]:
    """Return the notes that refer to `target`: an article as lists show it, or `ARTICLE#ANNOTATION`. Raises ReaderError."""
    article, _, annotation = target.partition("#")
    if annotation and not annotation.isdecimal():
        raise UsageError(f"{annotation!r} is no id of a note", "`pressmark notes --json` prints them")
    return library.backlinks(library.resolve(article), int(annotation) if annotation else None)


def list_unsaved(library: Library, *, has_json: bool) -> int:
    """Print the notes that were left unsaved on this machine, the newest first, whole."""
    left = library.drafts.left()
    if has_json:
        print_json(
            [
                {
                    "article": draft.subject.article_id,
                    "annotation": str(draft.subject.annotation_id) if draft.subject.annotation_id else None,
                    "title": draft.subject.title,
                    "written": draft.written.isoformat(),
                    "note": draft.text,
                }
                for draft in left
            ]
        )
    if not left:
        raise NotFoundError("no note was left unsaved")
    if not has_json:
        for number, draft in enumerate(left):
            head = f"{draft.subject.title}  [{draft.subject.article_id[:SHOWN_ID_LETTERS]}]"
            print(f"{chr(10) if number else ''}{head.strip()}  {draft.written.astimezone():%Y-%m-%d %H:%M}")
            print(draft.text)
    return 0
