"""`annotate` and `notes`: mark a passage from the command line, and list what was marked and written."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.cli.asking import asking, asking_work, query_text
from reader.cli.output import SHOWN_ID_LETTERS, end_progress, print_json
from reader.cli.rows import TITLE_CELLS, Paper, marked_lines, stdout_paper
from reader.cli.standard_input import read_stdin_text
from reader.layout.cells import shorten
from reader.library.library import Library
from reader.library.listed_json import annotation_json, found_annotation_json
from reader.library.query_language import words_of
from reader.library.reattaching import Trouble, TroubledMark
from reader.library.results import FoundAnnotation
from reader.model.annotation import Annotation, Colour, OtherVersion
from reader.model.errors import NotFoundError, UsageError
from reader.model.query import TextField, Words
from reader.model.search_text import find_words
from reader.model.text import clean_line, clean_text

QUOTE_LETTERS = 200
TROUBLES = {
    Trouble.LOST: "its passage is gone",
    Trouble.UNSURE: "needs a look",
    Trouble.CHANGED: "its words have changed",
}
NOTE_INDENT = 2
ID_CELLS = len("  []") + SHOWN_ID_LETTERS


def annotate(options: Namespace, library: Library) -> int:
    """Highlight the quoted passage, or without --quote write a note on the article."""
    article_id = library.resolve(options.id)
    note = clean_text(read_stdin_text("the note") if options.note == "-" else options.note).strip()
    tags = tuple(options.tags)
    if options.quote:
        colour = library.colour_named(options.colour)
        version_id = library.version_id_of(article_id, options.article_version)
        made = library.annotate_quote(
            article_id, options.quote, colour=colour, note=note, tags=tags, version_id=version_id
        )
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
        described = "".join(piece.text for piece in pieces_of(made, library.colour_meanings()))
        print(f"{article_id[:SHOWN_ID_LETTERS]}  {described}")
    return 0


def list_notes(options: Namespace, library: Library) -> int:
    """List the annotations of one article in text order, or those that a query finds; the article marked last comes first."""
    if options.unsaved:
        from reader.cli.linked_notes import list_unsaved

        return list_unsaved(library, has_json=options.json)
    if options.sort or options.group:
        from reader.cli.gathered_notes import list_gathered

        return list_gathered(options, library)
    found, words = _found(options, library)
    doubts = library.doubts_about(found)
    if options.json:
        print_json([found_annotation_json(one, now_of(doubts.get(one.placed.annotation.id))) for one in found])
    if not found:
        if options.words or options.article or options.linking:
            raise NotFoundError("no note refers to it" if options.linking else "no notes match")
        raise NotFoundError("there are no notes yet", "mark a passage with H in the reader")
    if options.json:
        return 0
    paper, meanings, heading = stdout_paper(), library.colour_meanings(), ""
    for record, placed, _ in found:
        if record.id != heading:
            title = shorten(record.title, max(TITLE_CELLS, paper.width - ID_CELLS)) if paper.width else record.title
            print(f"{chr(10) if heading else ''}{title}  [{record.id[:SHOWN_ID_LETTERS]}]")
            heading = record.id
        pieces = list(pieces_of(placed.annotation, meanings))
        doubt = doubts.get(placed.annotation.id)
        if doubt is not None:
            pieces.append(Piece(f"  ({TROUBLES[doubt.trouble]})"))
        print_pieces(pieces, words, paper, indent=NOTE_INDENT)
        for line in doubt_lines(doubt):
            print_pieces([Piece(line)], (), paper, indent=2 * NOTE_INDENT)
        for other in placed.annotation.others:
            print_pieces(list(_other_pieces(other, meanings)), words, paper, indent=2 * NOTE_INDENT)
    return 0


def now_of(doubt: TroubledMark | None) -> str:
    """Return what stands at a mark's place now, if that is something else than was marked."""
    return doubt.now if doubt is not None and doubt.now != doubt.placed.annotation.quote else ""


def doubt_lines(doubt: TroubledMark | None) -> Iterator[str]:
    """Give what there is to say of a mark that wants to be looked at: where it stood, what is read at its place now."""
    if doubt is None:
        return
    selectors = doubt.placed.annotation.selectors
    if doubt.trouble is Trouble.LOST and selectors is not None and selectors.surroundings:
        yield f"it stood {selectors.surroundings}"
    if now := now_of(doubt):
        yield f"now: “{clean_line(now, QUOTE_LETTERS)}”"


def print_pieces(pieces: Sequence["Piece"], words: Sequence[Words], paper: Paper, *, indent: int) -> None:
    """Print what makes up an annotation as one text, with the words in it marked that were looked for."""
    text = "".join(piece.text for piece in pieces)
    for line in marked_lines(text, _places(pieces, words), paper, indent=indent):
        print(line)


def _found(options: Namespace, library: Library) -> tuple[Sequence[FoundAnnotation], Sequence[Words]]:
    """Return the annotations that are asked for, and the words to mark in them."""
    words = list(options.words)
    if options.linking:
        from reader.cli.linked_notes import linking_notes

        if words or options.article:
            raise UsageError("--linking goes alone", "`pressmark notes --linking ID` lists what refers to it")
        return linking_notes(library, options.linking)[: options.limit], ()
    article_id = library.resolve(options.article) if options.article else ""
    if not article_id and len(words) == 1 and (article_id := library.article_named(words[0])):
        words = []
    query = query_text(words)
    if article_id and not query:
        record = library.listed(article_id).record
        placed_here = tuple(FoundAnnotation(record, placed) for placed in library.annotations(article_id))
        return placed_here[: options.limit], ()
    with asking(query):
        asked = words_of(query)
        limit = None if article_id else options.limit
        found = library.search_annotations(query, limit, work=asking_work())
    end_progress()
    if article_id:
        found = tuple(one for one in found if one.record.id == article_id)[: options.limit]
    return found, asked


class Piece(NamedTuple):
    """A part of what is printed of an annotation."""

    text: str
    is_searched: bool = False
    field: TextField = TextField.ANY
    """Words that are looked for in this field stand in it, beside those that may stand anywhere."""


def pieces_of(annotation: Annotation, meanings: Mapping[Colour, str]) -> Iterator[Piece]:
    """Give what an annotation consists of: the word for its colour, quote, note, tags."""
    if annotation.is_highlight:
        yield Piece(f"[{meanings[annotation.colour]}] “")
        yield Piece(clean_line(annotation.quote, QUOTE_LETTERS), True, TextField.QUOTE)
        yield Piece("”")
    if annotation.note:
        yield Piece(" — " if annotation.is_highlight else "note: ")
        yield Piece(clean_line(annotation.note), True, TextField.NOTE)
    for tag in annotation.tags:
        yield Piece(" #")
        yield Piece(tag, True)


def _other_pieces(other: OtherVersion, meanings: Mapping[Colour, str]) -> Iterator[Piece]:
    """Give what somebody wrote elsewhere at the same time, as far as it differs."""
    yield Piece("elsewhere at the same time:")
    if other.is_removal:
        yield Piece(" deleted")
    if other.colour is not None:
        yield Piece(f" [{meanings[other.colour]}]")
    if other.selectors is not None:
        yield Piece(" “")
        yield Piece(clean_line(other.selectors.shown, QUOTE_LETTERS), True, TextField.QUOTE)
        yield Piece("”")
    if other.is_article_note:
        yield Piece(" kept as a note on the article")
    if other.note is not None:
        yield Piece(" — ")
        yield Piece(clean_line(other.note) or "(no note)", bool(other.note), TextField.NOTE)
    if other.tags is not None:
        yield Piece("".join(f" #{tag}" for tag in other.tags) or " (no tags)")


def _places(pieces: Iterable[Piece], words: Sequence[Words]) -> list[tuple[int, int]]:
    """Return where the words stand in the joined text of the pieces."""
    places: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        if piece.is_searched and (wanted := [one for one in words if one.field in (TextField.ANY, piece.field)]):
            places.extend((at + start, at + end) for start, end in find_words(piece.text, wanted))
        at += len(piece.text)
    return places
