"""`annotate` and `notes`: mark a passage from the command line, and list what was marked and written."""

from argparse import Namespace

from reader.cli.output import SHOWN_ID_LETTERS, print_json
from reader.cli.standard_input import read_stdin_text
from reader.library.exporting import annotation_json
from reader.library.library import Library
from reader.model.annotation import AnchorState, Annotation, Colour, PlacedAnnotation
from reader.model.errors import NotFoundError, UsageError
from reader.model.kept import ArticleRecord
from reader.model.text import clean_line, clean_text

QUOTE_LETTERS = 200


def annotate(options: Namespace, library: Library) -> int:
    """Highlight the quoted passage, or without --quote write a note on the article."""
    article_id = library.resolve(options.id)
    note = clean_text(read_stdin_text("the note") if options.note == "-" else options.note).strip()
    tags = tuple(options.tags)
    if options.quote:
        made = library.annotate_quote(article_id, options.quote, colour=Colour(options.colour), note=note, tags=tags)
    elif note:
        made = library.note_article(article_id, note, tags)
    else:
        raise UsageError(
            "nothing to annotate", "give --quote with the passage, --note with a note on the article, or both"
        )
    record = library.listed(article_id).record
    if options.json:
        (placed,) = (placed for placed in library.annotations(article_id) if placed.annotation.id == made.id)
        print_json(annotation_json(record, placed))
    else:
        print(f"{article_id[:SHOWN_ID_LETTERS]}  {_described(made, library)}")
    return 0


def list_notes(options: Namespace, library: Library) -> int:
    """List the annotations of one article, or all that have the words; newest article first, in text order."""
    found = _found(options.words, library)
    if options.json:
        print_json([annotation_json(record, placed) for record, placed in found])
        return 0
    if not found:
        raise NotFoundError(
            "no notes match" if options.words else "there are no notes yet", "mark a passage with H in the reader"
        )
    heading = ""
    for record, placed in found:
        if record.id != heading:
            print(f"{'' if not heading else chr(10)}{record.title}  [{record.id[:SHOWN_ID_LETTERS]}]")
            heading = record.id
        lost = "  (its passage is gone)" if placed.anchor and placed.anchor.state is AnchorState.ORPHAN else ""
        print(f"  {_described(placed.annotation, library)}{lost}")
    return 0


def _found(words: list[str], library: Library) -> tuple[tuple[ArticleRecord, PlacedAnnotation], ...]:
    if len(words) == 1:
        try:
            article_id = library.resolve(words[0])
        except NotFoundError:
            pass
        else:
            record = library.listed(article_id).record
            return tuple((record, placed) for placed in library.annotations(article_id))
    return library.all_annotations(" ".join(words))


def _described(annotation: Annotation, library: Library) -> str:
    parts = []
    if annotation.is_highlight:
        parts.append(
            f"[{library.colour_meanings()[annotation.colour]}] “{clean_line(annotation.quote, QUOTE_LETTERS)}”"
        )
    if annotation.note:
        parts.append(f"{'— ' if annotation.is_highlight else 'note: '}{clean_line(annotation.note)}")
    parts.extend(f"#{tag}" for tag in annotation.tags)
    return " ".join(parts)
