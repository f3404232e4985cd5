"""`feeds preview`: what a feed says, without subscribing to it. Stores nothing, fetches nothing but the feed."""

import sys
from argparse import Namespace

from reader.cli.output import end_progress, print_json, progress_reporter, say
from reader.cli.rows import Paper, stdout_paper
from reader.layout.cells import shorten
from reader.layout.wrap import wrap
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.subscriptions.previewing import FeedPreview, preview_feed, preview_json, shown_title, summary_of
from reader.model.errors import UsageError
from reader.model.feed import FeedEntry, FeedForm, ParsedFeed
from reader.model.text import first_words

_BOLD, _NOT_BOLD = "\x1b[1m", "\x1b[22m"
_DIM, _NOT_DIM = "\x1b[2m", "\x1b[22m"
_INDENT = "            "
"""As wide as a date and the space after it."""
_SUMMARY_LETTERS = 160
_FORMS = {
    FeedForm.RSS: "RSS",
    FeedForm.RDF: "RSS 1.0 (RDF)",
    FeedForm.ATOM: "Atom",
    FeedForm.JSON: "JSON Feed",
    FeedForm.SITEMAP: "sitemap",
}


def preview(options: Namespace, library: Library) -> int:
    """Print a feed and its entries, the first ones with --limit."""
    stream = None
    if options.target == "-":
        if sys.stdin.isatty():
            raise UsageError("nothing was piped in", "pipe a feed into it: curl … | pressmark feeds preview -")
        stream = sys.stdin.buffer
    shown = preview_feed(options.target, stream=stream, config=library.config, work=Work(progress_reporter()))
    end_progress()
    if options.json:
        print_json(preview_json(shown, options.limit))
    else:
        _print(shown, options.limit, stdout_paper())
    return 0


def _print(shown: FeedPreview, limit: int | None, paper: Paper) -> None:
    feed = shown.feed
    print(_style(feed.title or "(a feed without a title)", _BOLD, _NOT_BOLD, paper))
    for line in filter(None, (feed.description, _about(feed), feed.home)):
        print(shorten(line, paper.width) if paper.width else line)
    for sitemap in feed.sitemaps:
        print(f"  {sitemap}")
    for entry in feed.entries[:limit]:
        print()
        _print_entry(entry, paper)
    hidden = len(feed.entries) - (limit or len(feed.entries))
    if hidden > 0:
        say(f"{hidden:,} more: --limit all shows all")
    for note in feed.notes:
        say(f"pressmark: {note}")
    if feed.is_cut and not feed.notes:
        say("pressmark: it is long, and only a part of it was read")
    if feed.moved_to:
        say(f"pressmark: it says that it has moved to {feed.moved_to}")


def _about(feed: ParsedFeed) -> str:
    count = len(feed.entries)
    parts = [_FORMS[feed.form], f"{count:,} entr{'y' if count == 1 else 'ies'}"]
    whole = sum(bool(entry.content) for entry in feed.entries)
    if whole:
        parts.append("with whole texts" if whole == count else f"{whole:,} with whole texts")
    if feed.language:
        parts.append(feed.language)
    if feed.ttl_minutes:
        parts.append(f"every {feed.ttl_minutes:,} minutes at most")
    return " · ".join(parts)


def _print_entry(entry: FeedEntry, paper: Paper) -> None:
    when = entry.published or entry.updated
    day = when.day.isoformat() if when is not None else "undated   "
    title = shown_title(entry)
    lines = _wrapped(title, paper)
    print(f"{day}  {_style(lines[0], _BOLD, _NOT_BOLD, paper)}")
    for line in lines[1:]:
        print(f"{_INDENT}{_style(line, _BOLD, _NOT_BOLD, paper)}")
    about = " · ".join(filter(None, (", ".join(entry.authors), ", ".join(entry.tags[:6]), _files(entry))))
    summary = first_words(summary_of(entry), _SUMMARY_LETTERS)
    for text in (about, summary if summary != title else ""):
        for line in _wrapped(text, paper) if text else ():
            print(f"{_INDENT}{line}")
    if entry.url:
        print(f"{_INDENT}{_style(entry.url, _DIM, _NOT_DIM, paper)}")


def _files(entry: FeedEntry) -> str:
    pictures, others = len(entry.images), len(entry.enclosures)
    told = [f"{pictures} picture{'s' * (pictures > 1)}"] if pictures else []
    return ", ".join([*told, *([f"{others} to hear or see"] if others else [])])


def _wrapped(text: str, paper: Paper) -> list[str]:
    if not paper.width:
        return [text]
    starts = wrap(text, max(20, paper.width - len(_INDENT)))
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)] or [text]


def _style(text: str, begin: str, end: str, paper: Paper) -> str:
    return text if paper.is_bare else f"{begin}{text}{end}"
