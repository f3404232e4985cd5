"""`list` and `show`: what is in the library, and one article as text on stdout."""

import shutil
import sys
from argparse import Namespace

from reader.cli.output import SHOWN_ID_LETTERS, complain, is_plain, print_json
from reader.cli.plain_page import render
from reader.layout.cells import cell_width, shorten
from reader.library.examining import article_json
from reader.library.exporting import convert_article, listed_json
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Work
from reader.model.article import Article
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ListedArticle
from reader.model.text import clean_line

WIDEST_MEASURE = 72
LONGEST_SOURCE = 60


def list_articles(options: Namespace, library: Library) -> int:
    """List a view; its numbers can be used as ids until the next list. Exit code 3 if a search finds nothing."""
    kind = ViewKind.TAG if options.tag else ViewKind(options.view)
    rows = library.list(View(kind=kind, tag=options.tag, query=" ".join(options.words)))
    try:
        library.remember_list([row.record.id for row in rows])
    except StoreError as error:
        complain(error)  # the list is shown all the same; its numbers cannot be used
    if options.json:
        print_json([listed_json(number, row) for number, row in enumerate(rows, 1)])
        return 0
    if not rows:
        if options.words or options.tag:
            raise NotFoundError("nothing in the library matches")
        print("nothing here yet: `pressmark add URL` keeps an article, `pressmark --demo` shows some", file=sys.stderr)
        return 0
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for number, row in enumerate(rows, 1):
        print(_row(number, row, width))
    return 0


def _row(number: int, row: ListedArticle, width: int) -> str:
    record, state = row.record, row.state
    left = f"{number:>3}  {record.id[:SHOWN_ID_LETTERS]} {' ' if state.is_read else '●'}{'★' if state.is_starred else ' '} "
    marks = max(row.counts.highlights, row.counts.notes)
    pen = f"✎{marks} " if marks else ""
    # A file's name may hold anything; it is kept as it is, so that the file can be read again.
    right = f"  {record.site or clean_line(record.source, LONGEST_SOURCE)}  {_day(row)}  {pen}{record.minutes}m"
    if not width:
        return f"{left}{record.title}{right}"
    room = max(10, width - cell_width(left) - cell_width(right))
    title = shorten(record.title, room)
    return f"{left}{title}{' ' * max(0, room - cell_width(title))}{right}"


def _day(row: ListedArticle) -> str:
    return (row.record.published or row.record.added.astimezone().date().isoformat())[:10]


def show(options: Namespace, library: Library) -> int:
    """Print an article: a kept one, or one that is fetched and not kept."""
    if options.id == "-":
        from reader.cli.standard_input import read_stdin_page
        from reader.library.examining import examine_page

        return _print(examine_page(read_stdin_page(), site_rules=library.site_rules()), options)
    try:
        article_id = library.resolve(options.id)
    except NotFoundError:
        from reader.library.examining import examine, is_target

        if not is_target(options.id):
            raise
        from reader.cli.output import progress_reporter

        work, site_rules = Work(progress_reporter()), library.site_rules()
        return _print(examine(options.id, config=library.config, site_rules=site_rules, work=work), options)
    return show_kept(library, article_id, options)


def show_kept(library: Library, article_id: str, options: Namespace) -> int:
    """Print a kept article in the form that `options` names."""
    return _print(library.open_article(article_id).kept.article, options, article_id)


def _print(article: Article, options: Namespace, article_id: str = "") -> int:
    if options.json or options.format == "json":
        print_json(({"id": article_id} if article_id else {}) | article_json(article))
    elif options.format == "text":
        print_article(article, options)
    else:
        sys.stdout.write(convert_article(article, options.format))
    return 0


def print_article(article: Article, options: Namespace) -> None:
    """Print an article as text in the width that fits, bold and italic on a terminal that wants them."""
    width = options.width or min(WIDEST_MEASURE, shutil.get_terminal_size().columns)
    is_bare = options.plain or is_plain(sys.stdout)
    sys.stdout.write(render(article, width, is_plain=is_bare))
