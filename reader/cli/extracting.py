"""`extract`: clean a page and print it. Stores nothing, fetches nothing but the page."""

import json
import math
import sys
from argparse import Namespace
from dataclasses import replace
from time import monotonic

from reader.cli.output import SOME_FAILED, end_progress, print_json, print_json_line, progress_reporter, say
from reader.library.examining import article_json, read_page
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.references import shown_target
from reader.library.site_access import access_notes
from reader.model.errors import UsageError
from reader.model.page import PageOrigin

CLEANING_SECONDS = 3.5
"""By the clock, what cleaning a page may take beyond the deadline of its fetch: 4 s less what starting and printing take."""


def extract(options: Namespace, library: Library) -> int:
    """Print one cleaned page, or why it is as it is (--explain), or with --batch one a line for each line of stdin."""
    if options.batch:
        if options.target:
            raise UsageError("--batch reads its pages from stdin", "leave out the target")
        if options.explain:
            raise UsageError("--explain is for one page", "leave out --batch and name the page")
        return _batch(library)
    if not options.target:
        raise UsageError("nothing to extract", "give an address, a file or - for stdin")
    site_rules = library.site_rules()
    library.cleaner.warm()
    began = monotonic()
    if options.target == "-":
        from reader.cli.standard_input import read_stdin_page

        page = read_stdin_page()
    else:
        work = Work(progress_reporter())
        page = read_page(options.target, config=library.config, work=work)
        work.report(Progress(step="cleaning the page"))
    most_seconds = math.inf
    if page.origin is PageOrigin.URL:  # who waits for a slow server does not wait as long again
        most_seconds = library.config.fetch_deadline_seconds + CLEANING_SECONDS - (monotonic() - began)
    if options.url:
        page = replace(page, url=shown_target(options.url))
    if options.explain:
        from reader.cli.explaining import print_cleaning

        article, cleaning = library.cleaner.explain(page, site_rules=site_rules, most_seconds=most_seconds)
        end_progress()
        print_cleaning(article, cleaning, as_json=options.json)
        return 0
    article = library.cleaner.clean(page, site_rules=site_rules, most_seconds=most_seconds)
    end_progress()
    for note in access_notes(library.config, page, is_partial=article.is_partial):
        say(f"pressmark: {note}")
    if options.json:
        print_json(article_json(article))
    else:
        from reader.cli.articles import print_article

        print_article(article, Namespace(format="text", width=0, plain=True))
    return 0


def _batch(library: Library) -> int:
    site_rules, cleaner = library.site_rules(), library.cleaner
    failed = 0
    for line in sys.stdin.buffer:  # bytes: a line that is no UTF-8 costs that line and no other
        if not line.strip():
            continue
        try:
            job = json.loads(line, parse_constant=_no_json)
        except (ValueError, RecursionError):
            job = None
        if not isinstance(job, dict):
            result: dict[str, object] = {"error": "not a JSON object with id, html and url"}
        else:
            if isinstance(job.get("url"), str):
                job["url"] = shown_target(job["url"])
            result = cleaner.run_job(job, site_rules)
        failed += "error" in result
        print_json_line(result)
    return SOME_FAILED if failed else 0


def _no_json(constant: str) -> None:
    """Refuse `NaN` and the infinities, which Python reads and JSON has not: an id goes out as it came in."""
    raise ValueError(constant)
