"""`list`, `search` and `searches`: which articles there are, which have these words, and questions that got a name."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import count, pairwise

from reader.cli.asking import asking, asking_work, pointed, query_text
from reader.cli.output import complain, end_progress, print_json, say
from reader.cli.rows import Paper, article_row, snippet_lines, stdout_paper
from reader.layout.cells import cell_width
from reader.library.library import Library
from reader.library.listing import NEWS_KINDS, Listing, View, ViewKind
from reader.library.results import FoundArticle
from reader.model.errors import NotFoundError, StoreError, UsageError
from reader.model.text import clean_line

ROWS_AT_ONCE = 500
"""Rows are read and printed so many at a time: the first ones of a long list do not wait for the last."""


def list_articles(options: Namespace, library: Library) -> int:
    """List a view, the last added first; its numbers can be used as ids until the next list."""
    query = query_text(options.words)
    if options.tag:
        view = View(kind=ViewKind.TAG, tag=options.tag, query=query)
    elif options.saved:
        view = View(kind=ViewKind.SAVED, name=options.saved, query=query)
    elif options.feed:
        meant = library.feeds_meant(options.feed)
        kind, name = (ViewKind.FEED_FOLDER, meant.folder) if meant.folder else (ViewKind.FEED, meant.feeds[0].id)
        view = View(kind=kind, name=name, query=query)
    elif options.view:
        view = View(kind=ViewKind(options.view), query=query)
    else:
        with asking(query):
            view = library.view_for(query)
    found = _ask(library, view)
    _remember(library, found, options.limit)
    if options.json:
        from reader.library.listed_json import listed_json

        rows = [row for stretch in _stretches(found, options.limit) for row in stretch]
        print_json([listed_json(number, one.row) for number, one in enumerate(rows, 1)])
    if len(found):
        if not options.json:
            _print(found, options.limit, stdout_paper(), has_snippets=False)
        return 0
    is_of_news = view.kind in NEWS_KINDS
    if query or options.tag or options.saved:
        in_inbox = view.kind is ViewKind.INBOX
        raise NotFoundError(
            f"nothing in the {'inbox' if in_inbox else 'news' if is_of_news else 'library'} matches",
            "--view all looks at what is archived and at news, too" if in_inbox else "",
        )
    if not options.json and is_of_news:
        say("no news here: `pressmark feeds sync` asks the feeds, `pressmark feeds add URL` subscribes to one")
    elif not options.json and view.kind is ViewKind.INBOX and library.counts().news:
        say(
            "the inbox is empty: `pressmark list --view news` shows what feeds have brought, `pressmark add URL` keeps an article"
        )
    elif not options.json:
        say("nothing here yet: `pressmark add URL` keeps an article, `pressmark --demo` shows some")
    return 0


def search(options: Namespace, library: Library) -> int:
    """Find articles anywhere but in the trash, the best first, each with the line that shows why."""
    query = query_text(options.words)
    if not query:
        raise UsageError("nothing to search for", "write a query: pressmark search WORDS")
    found = _ask(library, View(kind=ViewKind.FOUND, query=query))
    _remember(library, found, options.limit)
    if options.json:
        from reader.library.listed_json import found_json

        ones = [one for stretch in _stretches(found, options.limit, has_snippets=True) for one in stretch]
        print_json([found_json(number, one) for number, one in enumerate(ones, 1)])
    elif len(found):
        _print(found, options.limit, stdout_paper(), has_snippets=True)
    if not len(found):
        raise NotFoundError("nothing in the library matches")
    if options.limit is not None and len(found) > options.limit:
        say(f"the best {options.limit:,} of {len(found):,}; --limit all shows every one")
    return 0


def _ask(library: Library, view: View) -> Listing:
    """Return what a view holds. What is new to the index is read first, which a terminal is told of."""
    if view.kind is ViewKind.SAVED:
        _check_saved(library, view.name)
    with asking(view.query):
        found = library.listing(view, work=asking_work())
    end_progress()
    return found


def _check_saved(library: Library, name: str) -> None:
    """Raise UsageError if the query of a saved search is wrong, with its place there: it is not what was typed here."""
    for saved in library.saved_searches():
        if saved.problem and saved.name.casefold() == name.strip().casefold():
            from reader.library.query_language import fault_of

            error = UsageError(
                f"the search “{saved.name}” cannot be understood: {saved.problem}",
                "give it another query in library.toml",
            )
            if (fault := fault_of(query := clean_line(saved.query))) is not None:
                error.add_note(pointed(query, fault.position, fault.length))
            raise error


def _remember(library: Library, found: Listing, limit: int | None) -> None:
    try:
        library.remember_list(found.ids(0, limit))
    except StoreError as error:
        complain(error)  # the list is shown all the same; its numbers cannot be used


def _stretches(found: Listing, limit: int | None, *, has_snippets: bool = False) -> Iterator[list[FoundArticle]]:
    """Yield the first `limit` rows, with snippets if they are wanted, as many at a time as are printed at once."""
    length = len(found) if limit is None else min(limit, len(found))
    for start, stop in pairwise((*range(0, length, ROWS_AT_ONCE), length)):
        rows = found.rows(start, stop)
        snippets = found.snippets(start, stop) if has_snippets else (None,) * len(rows)
        yield [FoundArticle(row, snippet) for row, snippet in zip(rows, snippets, strict=True)]


def _print(found: Listing, limit: int | None, paper: Paper, *, has_snippets: bool) -> None:
    number_cells = len(str(len(found) if limit is None else min(limit, len(found))))
    numbers = count(1)
    for stretch in _stretches(found, limit, has_snippets=has_snippets):
        lines: list[str] = []
        for one in stretch:
            lines.append(article_row(next(numbers), one.row, paper, number_cells=number_cells))
            if one.snippet is not None:
                lines.extend(snippet_lines(one.snippet, paper))
        sys.stdout.write("\n".join(lines) + "\n")


def searches(options: Namespace, library: Library) -> int:
    """List the saved searches with how much they find, or add, rename or remove one."""
    match options.action:
        case "add":
            query = query_text(options.words)
            if any(known.name.casefold() == options.name.strip().casefold() for known in library.saved_searches()):
                raise UsageError(
                    f"there is a search {options.name!r} already", f"take it away first: searches remove {options.name}"
                )
            with asking(query):
                saved = library.save_search(options.name, query)
            say(f"saved: `pressmark list --saved {_word(saved.name)}` shows what it finds")
        case "remove":
            library.remove_search(options.name)
        case "rename":
            library.rename_search(options.name, options.new_name)
        case _:
            _list_searches(library, as_json=options.json)
    return 0


def _list_searches(library: Library, *, as_json: bool) -> None:
    saved = library.saved_searches()
    counts: dict[str, int] = {}
    if saved:
        _ask(library, View(kind=ViewKind.ALL))  # what is new is read now, and told; counting would do it in silence
        counts = dict(library.counts().searches)
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "query": one.query,
                    "found": None if one.problem else counts.get(one.name, 0),
                    "problem": one.problem or None,
                }
                for one in saved
            ]
        )
        return
    if not saved:
        say("no search is saved yet: `pressmark searches add NAME QUERY` keeps one")
        return
    name_cells = max(cell_width(one.name) for one in saved)
    for one in saved:
        found = "!" if one.problem else f"{counts.get(one.name, 0):,}"
        print(f"{one.name}{' ' * (name_cells - cell_width(one.name))}  {found:>7}  {one.query}")
    for one in saved:
        if one.problem:
            say(f"pressmark: the search “{one.name}” cannot be understood: {one.problem}")


def _word(name: str) -> str:
    """Return a name as one types it in a shell."""
    import shlex

    return shlex.quote(name)
