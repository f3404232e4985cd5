"""`feeds import` and `feeds export`: lists of feeds for and from other readers (OPML)."""

import sys
from argparse import Namespace
from pathlib import Path

from reader.cli.exporting import write_exported
from reader.cli.output import SOME_FAILED, print_json, say
from reader.library.library import Library
from reader.library.named_files import MOST_LIST_BYTES, check_list, read_list
from reader.library.results import Exported, ImportedFeeds
from reader.library.subscriptions.feed_json import feed_json
from reader.model.errors import NotFoundError, UsageError

MOST_TOLD = 20
"""Lines about feeds of one kind that are printed; a list of thousands may have thousands that are wrong."""
OPML_NAME, OPML_MARK = "feeds.opml", "<title>Feeds of Pressmark</title>"


def import_feeds(options: Namespace, library: Library) -> int:
    """Subscribe to the feeds of a list, in one step; exit code 7 if some of them could not be."""
    imported = library.import_feeds(_content(options.file), folder=options.folder, is_dry_run=options.dry_run)
    if options.json:
        print_json(
            {
                "added": [feed_json(feed) for feed in imported.added],
                "known": [feed.id for feed in imported.known],
                "repeats": list(imported.repeats),
                "refused": list(imported.refused),
                "private": [feed.id for feed in imported.private],
                "problems": list(imported.problems),
            }
        )
    else:
        _tell(imported, is_dry_run=options.dry_run)
    return SOME_FAILED if imported.refused else 0


def _tell(imported: ImportedFeeds, *, is_dry_run: bool) -> None:
    private = [
        f"{feed.shown_name} is on a private network: confirm its host in config.toml (confirmed_hosts)"
        for feed in imported.private
    ]
    for lines in (imported.refused, imported.problems, imported.repeats, private):
        for line in lines[:MOST_TOLD]:
            say(f"pressmark: {line}")
        if len(lines) > MOST_TOLD:
            say(f"pressmark: … and {len(lines) - MOST_TOLD:,} more like this (--json names all)")
    parts = [f"{counted(len(imported.added))} {'would be added' if is_dry_run else 'added'}"]
    if imported.known:
        parts.append(f"{len(imported.known):,} subscribed to already")
    if imported.doubled:
        parts.append(f"{imported.doubled:,} stood there twice")
    if imported.refused:
        parts.append(f"{len(imported.refused):,} left out")
    print(", ".join(parts))
    if imported.added and not is_dry_run:
        say("`pressmark feeds sync` brings what they have; `pressmark undo` takes the import back")


def counted(count: int) -> str:
    """Return a number of feeds in words."""
    return f"{count:,} feed{'' if count == 1 else 's'}"


def export_feeds(options: Namespace, library: Library) -> int:
    """Write the feeds, or those that are named, as a list."""
    feeds = library.feeds()
    if not feeds:
        raise NotFoundError("there are no feeds to export", "`pressmark feeds add URL` subscribes to those of a site")
    ids = {feed.id for word in options.feeds for feed in library.feeds_meant(word).feeds} if options.feeds else None
    text = library.export_feeds(None if ids is None else [feed.id for feed in feeds if feed.id in ids])
    return write_exported(Exported(text=text, file_name=OPML_NAME, mark=OPML_MARK), options.output)


def _content(name: str) -> bytes:
    """Return the bytes of a list. Raises UsageError if they cannot be read."""
    hint = "name a file that another reader wrote (OPML)"
    if name != "-":
        return read_list(Path(name), hint)
    try:
        content = sys.stdin.buffer.read(MOST_LIST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"standard input: {error.strerror or error}", hint) from error
    check_list(content, "standard input")
    return content
