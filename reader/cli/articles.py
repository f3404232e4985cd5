"""`show`: one article on stdout, as text or in a format."""

import shutil
import sys
from argparse import Namespace

from reader.cli.output import is_plain, print_json
from reader.cli.plain_page import render
from reader.library.examining import article_json
from reader.library.exporting import convert_article
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.article import Article
from reader.model.errors import NotFoundError, UsageError

WIDEST_MEASURE = 72


def show(options: Namespace, library: Library) -> int:
    """Print an article: a kept one, or one that is fetched and not kept."""
    if options.article_version and options.id == "-":
        raise UsageError("what is read from stdin has no versions", "leave out --version, or name a kept article")
    if options.id == "-":
        from reader.cli.standard_input import read_stdin_page

        return _print(library.cleaner.clean(read_stdin_page(), site_rules=library.site_rules()), options)
    try:
        article_id = library.resolve(options.id)
    except NotFoundError:
        from reader.library.examining import is_target, read_page

        if not is_target(options.id) or options.article_version:
            raise
        from reader.cli.output import progress_reporter, say
        from reader.library.site_access import access_notes

        site_rules = library.site_rules()
        library.cleaner.warm()
        page = read_page(options.id, config=library.config, work=Work(progress_reporter()))
        article = library.cleaner.clean(page, site_rules=site_rules)
        for note in access_notes(library.config, page, is_partial=article.is_partial):
            say(f"pressmark: {note}")
        return _print(article, options)
    return show_kept(library, article_id, options)


def show_kept(library: Library, article_id: str, options: Namespace) -> int:
    """Print a kept article in the form that `options` names."""
    version_id = library.version_id_of(article_id, options.article_version)
    return _print(library.open_article(article_id, version_id).kept.article, options, article_id)


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
