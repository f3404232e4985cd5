"""Which feeds a word means that somebody typed on a command line."""

from collections.abc import Sequence

from reader.library.feed_addresses import KnownFeeds
from reader.library.feed_folders import in_folder
from reader.model.errors import NotFoundError, UsageError
from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.search_text import fold
from reader.model.text import clean_line

FEWEST_ID_LETTERS = 4
"""Fewer letters of an id may be a word."""
MOST_CANDIDATES = 4


def feeds_named(feeds: Sequence[Feed], word: str) -> tuple[Feed, ...]:
    """Return the feeds that `word` means: by an address, an id or its beginning, a folder, a name or title, a part of one.

    Raises NotFoundError if it means none, UsageError if a part of a name stands in several.
    """
    wanted = clean_line(word).strip()
    if not wanted:
        raise UsageError("no feed is named", "`pressmark feeds` lists them")
    if "://" in wanted:
        if (found := KnownFeeds(feeds).at(wanted)) is not None:
            return (found,)
        raise NotFoundError(f"no feed at {wanted[:200]} is subscribed to", "`pressmark feeds` lists them")
    folded = fold(wanted.removesuffix(FOLDER_SEPARATOR))
    if len(wanted) >= FEWEST_ID_LETTERS and (ones := [one for one in feeds if one.id.startswith(wanted.casefold())]):
        return _one_of(ones, wanted)
    if inside := tuple(one for one in feeds if one.folder and in_folder(fold(one.folder), folded)):
        return inside
    if named := [one for one in feeds if folded in (fold(one.name), fold(one.title), fold(one.shown_name))]:
        return _one_of(named, wanted)
    if alike := [one for one in feeds if folded in fold(one.shown_name)]:
        return _one_of(alike, wanted)
    raise NotFoundError(f"no feed or folder is called {wanted!r}", "`pressmark feeds` lists them")


def _one_of(found: Sequence[Feed], word: str) -> tuple[Feed, ...]:
    if len(found) == 1:
        return (found[0],)
    shown = ", ".join(f"{one.id[:8]} {one.shown_name[:40]}" for one in found[:MOST_CANDIDATES])
    raise UsageError(f"{word!r} may mean {len(found):,} feeds", f"name one by its id: {shown}")
