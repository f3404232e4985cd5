"""Which feeds a word means that somebody typed on a command line."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.library.references import shown_target
from reader.library.subscriptions.addresses import KnownFeeds
from reader.library.subscriptions.folders import in_folder, paths_to
from reader.model.errors import NotFoundError, UsageError
from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.search_text import fold
from reader.model.text import clean_line

FEWEST_ID_LETTERS = 4
"""Fewer letters of an id may be a word."""
MOST_CANDIDATES = 4


class MeantFeeds(NamedTuple):
    """What a word means."""

    feeds: tuple[Feed, ...]
    folder: str = ""
    """The folder that it names; "" if it names a feed."""


def feeds_meant(feeds: Sequence[Feed], word: str) -> MeantFeeds:
    """Return the feeds that `word` means: by an address, an id or its beginning, a name or title, a folder, a part of a name.

    With a `/` at its end it is a folder; of the path of one its end is enough. Raises NotFoundError if it means nothing,
    UsageError if it may mean several.
    """
    wanted = clean_line(word).strip()
    if not wanted:
        raise UsageError("no feed is named", "`pressmark feeds` lists them")
    if "://" in wanted:
        if (found := KnownFeeds(feeds).at(wanted)) is not None:
            return MeantFeeds((found,))
        raise NotFoundError(f"no feed at {shown_target(wanted)[:200]} is subscribed to", "`pressmark feeds` lists them")
    if not wanted.endswith(FOLDER_SEPARATOR):
        if len(wanted) >= FEWEST_ID_LETTERS and (
            ones := [one for one in feeds if one.id.startswith(wanted.casefold())]
        ):
            return _one_of(ones, wanted)
        folded = fold(wanted)
        if ones := [one for one in feeds if folded in (fold(one.name), fold(one.title))]:
            return _one_of(ones, wanted)
    if (inside := _in_folder(feeds, wanted)) is not None:
        return inside
    if ones := [one for one in feeds if fold(wanted) in fold(one.shown_name)]:
        return _one_of(ones, wanted)
    raise NotFoundError(f"no feed or folder is called {wanted!r}", "`pressmark feeds` lists them")


def _in_folder(feeds: Sequence[Feed], word: str) -> MeantFeeds | None:
    wanted = fold(word.strip(FOLDER_SEPARATOR))
    paths = {fold(path): path for feed in feeds for path in paths_to(feed.folder)}
    meant = [wanted] if wanted in paths else [path for path in paths if path.endswith(FOLDER_SEPARATOR + wanted)]
    if not meant:
        return None
    if len(meant) > 1:
        shown = ", ".join(f"{paths[path]}{FOLDER_SEPARATOR}" for path in meant[:MOST_CANDIDATES])
        raise UsageError(f"{word!r} may mean {len(meant):,} folders", f"name one by its path: {shown}")
    return MeantFeeds(tuple(one for one in feeds if in_folder(fold(one.folder), meant[0])), paths[meant[0]])


def _one_of(found: Sequence[Feed], word: str) -> MeantFeeds:
    if len(found) == 1:
        return MeantFeeds((found[0],))
    shown = ", ".join(f"{one.id[:8]} {one.shown_name[:40]}" for one in found[:MOST_CANDIDATES])
    raise UsageError(f"{word!r} may mean {len(found):,} feeds", f"name one by its id: {shown}")
