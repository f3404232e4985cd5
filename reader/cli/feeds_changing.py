"""`feeds change`, `rename`, `remove` and `read`: what is done with subscriptions; `pressmark undo` takes each of it back."""

from argparse import Namespace
from collections.abc import Sequence

from reader.cli.feed_settings import settings_given
from reader.cli.output import SHOWN_ID_LETTERS, SOME_FAILED, end_progress, progress_reporter, say
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Work
from reader.library.subscriptions.subscribing import FeedWishes
from reader.library.tending_many import ChangedMany
from reader.model.errors import UsageError
from reader.model.feed import Feed


def change_feeds(options: Namespace, library: Library) -> int:
    """Change what the options name of the feeds that the words mean, in one step."""
    feeds = _named(library, options.feeds)
    wishes = FeedWishes(
        name=options.name,
        folder=options.folder,
        url=options.url,
        is_paused=options.is_paused,
        settings=settings_given(options),
    )
    if wishes == FeedWishes():
        raise UsageError("nothing is to be changed", "say what: pressmark feeds change --help")
    _print(library.change_feeds([feed.id for feed in feeds], wishes))
    return 0


def rename(options: Namespace, library: Library) -> int:
    """Give a feed or a folder another name."""
    named = library.feeds_meant(options.old)
    if named.folder:
        moved = library.rename_folder(named.folder, options.new)
        say(f"{len(moved):,} feeds have moved" if len(moved) > 1 else "1 feed has moved")
        return 0
    _print([library.change_feed(named.feeds[0].id, name=options.new)])
    return 0


def remove_feeds(options: Namespace, library: Library) -> int:
    """Give feeds up."""
    feeds = _named(library, options.feeds)
    gone = library.unsubscribe([feed.id for feed in feeds], work=Work(progress_reporter(quiet_seconds=0.4)))
    end_progress()
    _print(gone)
    say(f"unsubscribed from {len(gone):,} feed{'s' if len(gone) > 1 else ''}; `pressmark undo` takes it back")
    return 0


def mark_read(options: Namespace, library: Library) -> int:
    """Mark the news as read, all of it or what came by the feeds and folders that the words mean."""
    views = [_view(library, word) for word in options.feeds] or [View(kind=ViewKind.NEWS)]
    work = Work(progress_reporter(quiet_seconds=0.4))
    done: ChangedMany = library.mark_read(*views, work=work)
    end_progress()
    if not done.changed and not done.failed:
        say("nothing of it was unread")
    else:
        say(
            f"{done.changed:,} article{'s' if done.changed != 1 else ''} marked as read; `pressmark undo` takes it back"
        )
    if done.failed:
        say(f"{done.failed:,} could not be; the log says why")
    return SOME_FAILED if done.failed else 0


def _view(library: Library, word: str) -> View:
    named = library.feeds_meant(word)
    if named.folder:
        return View(kind=ViewKind.FEED_FOLDER, name=named.folder)
    return View(kind=ViewKind.FEED, name=named.feeds[0].id)


def _named(library: Library, words: Sequence[str]) -> tuple[Feed, ...]:
    """Return the feeds that words mean, each once."""
    return tuple({feed.id: feed for word in words for feed in library.feeds_meant(word).feeds}.values())


def _print(feeds: Sequence[Feed]) -> None:
    for feed in feeds:
        print(f"{feed.id[:SHOWN_ID_LETTERS]}  {feed.shown_name}{f' in {feed.folder}' if feed.folder else ''}")
