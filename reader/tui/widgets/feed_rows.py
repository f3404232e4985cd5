"""The feeds as a tree of folders: below the river and the front page, each in its folder. Pure; comes with the first feed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.library.listing import View, ViewCounts, ViewKind
from reader.model.feed import FOLDER_SEPARATOR, FeedCounts
from reader.model.name_order import name_order
from reader.tui.shown_feeds import ShownFeed, ShownFeeds
from reader.tui.widgets.folder import FAILING, FEW_FOLDERS, NEWS, PAUSED, Folder, FolderFolds, is_in_news

_NONE = FeedCounts()


class _Branch(NamedTuple):
    """A folder of feeds."""

    path: str
    branches: "dict[str, _Branch]"
    """The folders in it, by their names."""
    feeds: list[ShownFeed]

    def within(self) -> Iterable[ShownFeed]:
        """Give the feeds in it and in the folders in it."""
        yield from self.feeds
        for branch in self.branches.values():
            yield from branch.within()


def news_folders(feeds: ShownFeeds, counts: ViewCounts, view: View, folds: FolderFolds) -> list[Folder]:
    """Return the rows of all that has to do with news: the river, and in it the front page, the folders and the feeds.

    Few feeds are shown without having been asked for, many are folded in their
    folders; what is listed is never folded away.
    """
    is_open = is_in_news(view) or NEWS not in folds.folded
    is_any_failing = any(feed.is_failing for feed in feeds.all)
    river = Folder(View(kind=ViewKind.NEWS), "News", counts.news, counts.unread_news, node=NEWS, is_open=is_open)
    if not is_open:
        return [river._replace(hides=FAILING if is_any_failing else "")]
    rows = [river, Folder(View(kind=ViewKind.FRONT), "Front page", 0, level=1)]
    _lay_out(_tree(feeds.all), rows, counts, _Open.of(feeds, view, folds), level=1)
    return rows


class _Open(NamedTuple):
    """Which folders are open."""

    folds: FolderFolds
    is_few: bool
    shown: str
    """The folder in which what is listed stands."""

    @classmethod
    def of(cls, feeds: ShownFeeds, view: View, folds: FolderFolds) -> "_Open":
        shown = ""
        if view.kind is ViewKind.FEED and (feed := feeds.get(view.name)) is not None:
            shown = feed.folder + FOLDER_SEPARATOR
        elif view.kind is ViewKind.FEED_FOLDER:
            shown = view.name
        return cls(folds, len(feeds.all) <= FEW_FOLDERS, shown)

    def has(self, path: str) -> bool:
        """Whether a folder is open."""
        node = node_of_folder(path)
        if self.shown.startswith(path + FOLDER_SEPARATOR) or node in self.folds.opened:
            return True
        return self.is_few and node not in self.folds.folded


def node_of_folder(path: str) -> str:
    """Return the name under which a folder of feeds is opened and folded."""
    return FOLDER_SEPARATOR + path


def _tree(feeds: Sequence[ShownFeed]) -> _Branch:
    root = _Branch("", {}, [])
    for feed in feeds:
        branch = root
        for name in feed.folder.split(FOLDER_SEPARATOR) if feed.folder else ():
            path = f"{branch.path}{FOLDER_SEPARATOR}{name}" if branch.path else name
            branch = branch.branches.setdefault(name, _Branch(path, {}, []))
        branch.feeds.append(feed)
    return root


def _lay_out(branch: _Branch, rows: list[Folder], counts: ViewCounts, opened: _Open, *, level: int) -> None:
    """Add the rows of what is in a folder: folders first, both in the order of their names."""
    for name, inner in _by_name(branch):
        is_open = opened.has(inner.path)
        has_failing = not is_open and any(feed.is_failing for feed in inner.within())
        held = counts.feed_folders.get(inner.path, _NONE)
        rows.append(
            Folder(
                View(kind=ViewKind.FEED_FOLDER, name=inner.path),
                name,
                held.articles,
                held.unread,
                level,
                node_of_folder(inner.path),
                is_open,
                hides=FAILING if has_failing else "",
            )
        )
        if is_open:
            _lay_out(inner, rows, counts, opened, level=level + 1)
    for feed in branch.feeds:
        held = counts.feeds.get(feed.id, _NONE)
        state = PAUSED if feed.is_paused else FAILING if feed.is_failing else ""
        view = View(kind=ViewKind.FEED, name=feed.id)
        rows.append(Folder(view, feed.name, held.articles, held.unread, level, state=state))


def feeds_in_order(feeds: ShownFeeds) -> list[ShownFeed]:
    """Return the feeds in the order in which they stand in the tree."""
    return list(_ordered(_tree(feeds.all)))


def _ordered(branch: _Branch) -> Iterable[ShownFeed]:
    for _, inner in _by_name(branch):
        yield from _ordered(inner)
    yield from branch.feeds


def _by_name(branch: _Branch) -> "list[tuple[str, _Branch]]":
    return sorted(branch.branches.items(), key=lambda item: name_order(item[0]))
