"""`marks`: those that are lost, doubtful or on other words now, and what can be done about them."""

from argparse import Namespace
from collections.abc import Sequence

from reader.cli.notes import TROUBLES, Piece, doubt_lines, now_of, pieces_of, print_pieces
from reader.cli.output import SHOWN_ID_LETTERS, print_json, say
from reader.cli.rows import stdout_paper
from reader.library.library import Library
from reader.library.listed_json import annotation_json
from reader.library.reattaching import TroubledMark
from reader.model.annotation import Annotation

NOTE_INDENT = 2


def marks(options: Namespace, library: Library) -> int:
    """List the marks that want to be looked at, or do something about some of them."""
    match options.action:
        case "attach":
            target = library.annotation_named(options.mark)
            _tell((library.attach_annotation_to_quote(*target, options.quote),), library)
        case "confirm":
            _tell(
                library.confirm_annotations(_targets(options.marks, library)), library, "already made where they stand"
            )
        case "note":
            _tell(library.keep_as_notes(_targets(options.marks, library)), library)
        case "delete":
            removed = library.remove_annotations(_targets(options.marks, library))
            say(f"{removed.changed} deleted; `pressmark trash` shows them")
        case _:
            return _list(options, library)
    return 0


def _list(options: Namespace, library: Library) -> int:
    reference = getattr(options, "id", "")
    found = library.troubled_marks(library.resolve(reference) if reference else "")
    if options.json:
        print_json(
            [{**annotation_json(one.record, one.placed, now_of(one)), "trouble": one.trouble.value} for one in found]
        )
        return 0
    if not found:
        say("no mark is lost or doubtful")
        return 0
    _print(found, library)
    return 0


def _print(found: Sequence[TroubledMark], library: Library) -> None:
    paper, meanings, heading = stdout_paper(), library.colour_meanings(), ""
    for one in found:
        annotation = one.placed.annotation
        if one.record.id != heading:
            print(f"{chr(10) if heading else ''}{one.record.title}  [{one.record.id[:SHOWN_ID_LETTERS]}]")
            heading = one.record.id
        lead = Piece(f"{annotation.id}  {TROUBLES[one.trouble]}: ")
        print_pieces([lead, *pieces_of(annotation, meanings)], (), paper, indent=NOTE_INDENT)
        for line in doubt_lines(one):
            print_pieces([Piece(line)], (), paper, indent=2 * NOTE_INDENT)


def _targets(references: Sequence[str], library: Library) -> list[tuple[str, int]]:
    return [library.annotation_named(reference) for reference in references]


def _tell(changed: Sequence[Annotation], library: Library, unless: str = "") -> None:
    """Print what has become of the marks, a line each; say `unless` if nothing was changed."""
    meanings = library.colour_meanings()
    for one in changed:
        print(f"{one.id}  {''.join(piece.text for piece in pieces_of(one, meanings))}")
    if not changed and unless:
        say(unless)
