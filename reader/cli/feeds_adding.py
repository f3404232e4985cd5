"""`feeds add`: from addresses to subscriptions. One that leads nowhere never stops the others."""

from argparse import Namespace

from reader.cli.feed_settings import settings_given
from reader.cli.output import SHOWN_ID_LETTERS, SOME_FAILED, complain, end_progress, print_json, progress_reporter, say
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.results import FoundFeed, Subscribed
from reader.library.subscriptions.feed_json import feed_json
from reader.library.subscriptions.subscribing import SeveralFeedsError, one_of
from reader.model.errors import CancelledError, ReaderError, UsageError
from reader.model.feed import FeedSettings
from reader.model.text import clean_line

MAX_SHOWN_LETTERS = 200
"""Of an address that was given."""


def add_feeds(options: Namespace, library: Library) -> int:
    """Subscribe to the feed, or feeds, at every address; exit code 0, that of the only error, or 7 if some of several failed."""
    if options.name and len(options.targets) > 1:
        raise UsageError(
            f"{len(options.targets)} feeds cannot have one name", "add them one by one, or leave out --name"
        )
    settings = FeedSettings(**settings_given(options))
    work = Work(progress_reporter())
    results: list[dict[str, object]] = []
    errors: list[ReaderError] = []
    is_new = False
    for target in options.targets:
        try:
            found = _chosen(library.find_feeds(target, work), target, options)
            end_progress()
            came = library.subscribe_all(found, folder=options.folder, name=options.name, settings=settings)
        except ReaderError as error:
            if isinstance(error, CancelledError):
                raise
            errors.append(error)
            if options.json:
                results.append({"target": target, "error": error.message, "hint": error.hint})
            _name_target(error, target, is_alone=len(options.targets) == 1)
            complain(error)
            continue
        for one in came:
            is_new |= one.is_new
            if options.json:
                results.append({"target": target, "new": one.is_new, "notes": list(one.notes)} | feed_json(one.feed))
            else:
                _tell(one)
    if options.json:
        print_json(results)
    elif is_new:
        say("`pressmark feeds sync` brings what they have")
    if not errors:
        return 0
    return errors[0].exit_code if len(options.targets) == 1 else SOME_FAILED


def _name_target(error: ReaderError, target: str, *, is_alone: bool) -> None:
    """Put the address before what went wrong with it where it is one of several; not one that may hold a password."""
    if not is_alone and target not in error.message and "@" not in target:
        error.message = f"{clean_line(target, MAX_SHOWN_LETTERS)}: {error.message}"


def _chosen(found: tuple[FoundFeed, ...], target: str, options: Namespace) -> tuple[FoundFeed, ...]:
    """Return what of the feeds of a site is to be subscribed to. Raises SeveralFeedsError, with all of them below it."""
    if options.all:
        if len(found) > 1 and options.name:
            raise UsageError(f"there are {len(found)} feeds at {target}, and one name", "leave out --name")
        return found
    try:
        one = one_of(found, target)
    except SeveralFeedsError as error:
        error.hint = "give the address of one, or --all"
        for each in found:
            error.add_note(f"  {each.url}  {each.title}{'  (subscribed to)' if each.feed_id else ''}")
        raise
    for other in found:
        if other is not one:
            say(f"pressmark: there is a feed of comments as well: {other.url}")
    return (one,)


def _tell(one: Subscribed) -> None:
    feed = one.feed
    where = f" in {feed.folder}" if feed.folder else ""
    known = "" if one.is_new else "  (subscribed to already)"
    print(f"{feed.id[:SHOWN_ID_LETTERS]}  {feed.shown_name}{where}{known}")
    for note in one.notes:
        say(f"pressmark: {note}")
