"""`extract`: clean a page and print it. Stores nothing, fetches nothing but the page."""

import json
import sys
from argparse import Namespace

from reader.cli.output import print_json, print_json_line, progress_reporter
from reader.library.examining import article_json, examine, run_job
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.errors import UsageError

SOME_FAILED = 7


def extract(options: Namespace, library: Library) -> int:
    """Print one cleaned page, or with --batch one a line for each line of stdin."""
    if options.batch:
        if options.target:
            raise UsageError("--batch reads its pages from stdin", "leave out the target")
        return _batch()
    if not options.target:
        raise UsageError("nothing to extract", "give an address, a file or - for stdin")
    if options.target == "-":
        from reader.cli.standard_input import read_stdin_page
        from reader.library.examining import examine_page

        article = examine_page(read_stdin_page(), url=options.url)
    else:
        article = examine(options.target, url=options.url, config=library.config, work=Work(progress_reporter()))
    if options.json:
        print_json(article_json(article))
    else:
        from reader.cli.articles import print_article

        print_article(article, Namespace(format="text", width=0, plain=True))
    return 0


def _batch() -> int:
    failed = 0
    for line in sys.stdin.buffer:  # bytes: a line that is no UTF-8 costs that line and no other
        if not line.strip():
            continue
        try:
            job = json.loads(line)
        except (ValueError, RecursionError):
            job = None
        if not isinstance(job, dict):
            result: dict[str, object] = {"error": "not a JSON object with id, html and url"}
        else:
            result = run_job(job)
        failed += "error" in result
        print_json_line(result)
    return SOME_FAILED if failed else 0
