"""`notes --sort --group` and `export --notes`: annotations that a query finds, ordered and gathered as in the workbench."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from reader.cli.asking import asking, asking_work, query_text
from reader.cli.notes import NOTE_INDENT, Piece, pieces_of, print_pieces
from reader.cli.output import SHOWN_ID_LETTERS, end_progress, print_json
from reader.cli.rows import stdout_paper
from reader.layout.cells import shorten
from reader.library.bench import BenchGroup, BenchListing, BenchRow
from reader.library.library import Exported, Library
from reader.library.listed_json import found_annotation_json
from reader.library.query_language import narrowed
from reader.library.results import FoundAnnotation
from reader.model.annotation import AnchorState
from reader.model.errors import NotFoundError, UsageError

ALL = "All marks and notes"
_NO_GROUP = {"color": "notes on articles", "tag": "no tag", "site": "no site"}


def list_gathered(options: Namespace, library: Library) -> int:
    """List annotations in an order and in groups; one of an article is listed by that article."""
    if options.linking:
        raise UsageError("--linking goes alone", "leave --sort and --group out")
    listing = _listing(options, library, options.words, options.article)
    rows = [row for row in listing.rows(0, options.limit) if row is not None]
    if options.json:
        print_json(_objects(listing, rows))
    if not rows:
        raise NotFoundError("no notes match" if options.words or options.article else "there are no notes yet")
    if options.json:
        return 0
    paper, meanings = stdout_paper(), library.colour_meanings()
    starts = {group.start: group for group in listing.groups}
    for place, row in enumerate(rows):
        if (group := starts.get(place)) is not None:
            name = _name(listing, group, library)
            print(
                f"{chr(10) if place else ''}{shorten(name, paper.width - 8) if paper.width else name}  {group.size:,}"
            )
        pieces = list(pieces_of(row.placed.annotation, meanings))
        if row.placed.anchor is not None and row.placed.anchor.state is AnchorState.ORPHAN:
            pieces.append(Piece("  (its passage is gone)"))
        if listing.order.group != "article":
            pieces.append(Piece(f"  {row.record.title} [{row.record.id[:SHOWN_ID_LETTERS]}]"))
        print_pieces(pieces, listing.words, paper, indent=NOTE_INDENT if listing.groups else 0)
    return 0


def export_found(options: Namespace, library: Library) -> Exported:
    """Return the annotations that a query finds as one file. Raises NotFoundError, QueryError, ExchangeError."""
    listing = _listing(options, library, options.targets, "")
    if not len(listing):
        raise NotFoundError("no notes match" if options.targets else "there are no notes yet")
    title = query_text(options.targets) or ALL
    exported = library.export_annotations(listing, options.form, title=title, work=asking_work())
    end_progress()
    return exported


def _listing(options: Namespace, library: Library, words: Sequence[str], article: str) -> BenchListing:
    article_id = library.resolve(article) if article else ""
    if not article_id and len(words) == 1 and (article_id := library.article_named(words[0])):
        words = ()
    query = query_text(list(words))
    meant = narrowed(f"article:{article_id}", query) if article_id else query
    with asking(query):
        listing = library.bench(
            meant, order=options.sort or "newest", group=options.group or "none", work=asking_work()
        )
    end_progress()
    return listing


def _objects(listing: BenchListing, rows: Sequence[BenchRow]) -> list[dict[str, Any]]:
    """Return the annotations with the key of the group that each stands in, null where nothing is gathered."""
    objects, groups, at = [], listing.groups, -1
    for place, row in enumerate(rows):
        if at + 1 < len(groups) and groups[at + 1].start == place:
            at += 1
        found = FoundAnnotation(row.record, row.placed, row.snippet)
        group = None
        if groups:
            group = row.record.id if listing.order.group == "article" else groups[at].key
        objects.append({**found_annotation_json(found), "group": group})
    return objects


def _name(listing: BenchListing, group: BenchGroup, library: Library) -> str:
    name = listing.group_name(group)
    if not group.key:
        return _NO_GROUP.get(listing.order.group, "others")
    match listing.order.group:
        case "color":
            return next((word for colour, word in library.colour_meanings().items() if colour.value == name), name)
        case "tag":
            return f"#{name}"
        case "week":
            return f"week of {name}"
        case _:
            return name
