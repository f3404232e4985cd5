"""The smart folders of the library as a tree, and how their rows look. Pure; `folder_column` places them."""

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from reader.layout.cells import cell_width, shorten
from reader.library.listing import View, ViewCounts, ViewKind
from reader.tui.lines import Run, flush_right
from reader.tui.looks.inks import Inks
from reader.tui.shown_feeds import NO_FEEDS, ShownFeeds
from reader.tui.widgets.folder import BROKEN, FAILING, FEW_FOLDERS, PAUSED, USUAL_FOLDS, Folder, FolderFolds

NAME_X = 3
"""Cell at which a folder's name begins."""

RIGHT_ROOM = 2
"""Cells left free at the right edge."""

TAGS, SEARCHES = "tags", "searches"


def folders(
    counts: ViewCounts, view: View, folds: FolderFolds = USUAL_FOLDS, feeds: ShownFeeds = NO_FEEDS
) -> list[Folder]:
    """Return the folders in order. What is shown is never folded away; the trash is there while it holds anything."""
    rows = [
        Folder(View(kind=ViewKind.INBOX), "Inbox", counts.inbox, counts.unread),
        *_news_folders(counts, view, folds, feeds),
        Folder(View(kind=ViewKind.STARRED), "Starred", counts.starred, counts.new_starred),
        Folder(View(kind=ViewKind.ANNOTATED), "Annotated", counts.annotated),
        *_tag_folders(counts, view, folds),
        *_search_folders(counts, view, folds),
        Folder(View(kind=ViewKind.ARCHIVE), "Archive", counts.archive),
    ]
    if counts.trash or view.kind is ViewKind.TRASH:
        rows.append(Folder(View(kind=ViewKind.TRASH), "Trash", counts.trash))
    if view.kind is ViewKind.FOUND:
        rows.append(Folder(View(kind=ViewKind.FOUND), "Found", 0))
    return rows


def _news_folders(counts: ViewCounts, view: View, folds: FolderFolds, feeds: ShownFeeds) -> list[Folder]:
    if not feeds:
        rows = [Folder(View(kind=ViewKind.NEWS), "News", counts.news, counts.unread_news)]
        if view.kind is ViewKind.FRONT:  # asked for by its key
            rows.append(Folder(View(kind=ViewKind.FRONT), "Front page", 0, level=1))
        return rows
    from reader.tui.widgets.feed_rows import news_folders  # late: most libraries have none

    return news_folders(feeds, counts, view, folds)


def _tag_folders(counts: ViewCounts, view: View, folds: FolderFolds) -> list[Folder]:
    tags = View(kind=ViewKind.TAG)
    if not counts.tags:
        return [Folder(tags, "Tags", 0)]
    numbers = {name: (number, counts.new_tags.get(name, 0)) for name, number in counts.tags}
    names = list(numbers)
    branches = {branch.name: (branch.articles, branch.new) for branch in counts.branches}
    if branches:
        from reader.model.name_order import path_order  # late: few libraries have nested tags

        numbers |= branches
        names = sorted(numbers, key=path_order)
    shown = view.tag if view.kind is ViewKind.TAG else ""
    is_few = sum(name.rpartition("/")[0] not in branches for name in names) <= FEW_FOLDERS
    is_open = bool(shown) or TAGS in folds.opened or (is_few and TAGS not in folds.folded)
    rows = [Folder(tags, "Tags", counts.tagged, counts.new_tagged, node=TAGS, is_open=is_open)]
    hidden = ""  # how the names begin that are folded away: they follow the tag that they are nested in
    for name in names if is_open else ():
        if hidden and name.startswith(hidden):
            continue
        parent = name.rpartition("/")[0]
        last = name.removeprefix(f"{parent}/") if parent in branches else name
        level = 1 + sum("/".join(name.split("/")[:count]) in branches for count in range(1, name.count("/") + 1))
        is_branch = name in branches
        is_branch_open = is_branch and (shown.startswith(f"{name}/") or f"#{name}" in folds.opened)
        hidden = f"{name}/" if is_branch and not is_branch_open else ""
        node = f"#{name}" if is_branch else ""
        rows.append(Folder(tags._replace(tag=name), last, *numbers[name], level, node, is_branch_open))
    return rows


def _search_folders(counts: ViewCounts, view: View, folds: FolderFolds) -> list[Folder]:
    inside = [
        Folder(View(kind=ViewKind.SAVED, name=name), name, number, counts.new_searches.get(name, 0), level=1)
        for name, number in counts.searches
    ]
    if not inside:
        return []
    is_few = len(inside) <= FEW_FOLDERS
    is_open = view.kind is ViewKind.SAVED or SEARCHES in folds.opened or (is_few and SEARCHES not in folds.folded)
    head = Folder(inside[0].view, "Searches", 0, node=SEARCHES, is_open=is_open, is_stop=not is_open)
    return [head, *inside] if is_open else [head._replace(number=len(inside))]


def is_shown(folder: Folder, view: View) -> bool:
    """Whether `folder` is the one whose articles are listed."""
    return folder.is_stop and folder.view[:3] == view[:3]


class NumberColumns(NamedTuple):
    """How many cells the numbers of the folders take, so that they stand below each other."""

    total: int = 0
    new: int = 0

    @classmethod
    def of(cls, shown: Iterable[Folder]) -> "NumberColumns":
        """Return the columns that fit all of `shown`."""
        rows = list(shown)
        return cls(
            max((len(folder.number_text) for folder in rows), default=0),
            max((len(folder.new_text) for folder in rows), default=0),
        )


def folder_runs(folder: Folder, width: int, inks: Inks, columns: NumberColumns, *, is_current: bool) -> list[Run]:
    """Return the row of one folder: what is new in the accent colour, then how much there is, muted."""
    x = NAME_X + 2 * folder.level
    sign_ink = inks.error if folder.state == FAILING else inks.muted
    runs = [Run(x - 2, folder.sign, sign_ink)] if folder.sign else []
    total_end = width - RIGHT_ROOM
    new_end = total_end - columns.total - (1 if columns.total else 0)
    room = (new_end - len(folder.new_text) if folder.new else total_end - len(folder.number_text)) - x - 1
    name = shorten(folder.name, room - 2 if folder.hides else room)
    ink = inks.strong if is_current else inks.muted if folder.state == PAUSED else inks.text
    runs.append(Run(x, name, ink))
    if folder.hides:
        runs.append(Run(x + cell_width(name) + 1, folder.hides, inks.error))
    if folder.new:
        runs += flush_right([(folder.new_text, inks.accent)], new_end)
    if folder.number_text:
        runs += flush_right([(folder.number_text, inks.error if folder.number == BROKEN else inks.muted)], total_end)
    return runs


def strip_words(folder: Folder) -> tuple[str, str]:
    """Return a folder's name and its number where all folders stand in one line."""
    name = f"#{folder.view.tag}" if folder.view.tag else folder.name
    number = folder.new_text or folder.number_text
    return name, f" {number}" if number else ""


def folder_after(shown: list[Folder], counts: ViewCounts, view: View, step: int) -> View | None:
    """Return the view of the folder so many steps further, back if negative; None at the ends.

    From below, folded searches are entered at the last of them.
    """
    reachable = [folder for folder in shown if folder.is_stop]
    at = next((index for index, folder in enumerate(reachable) if is_shown(folder, view)), None)
    if at is None:  # a search of the whole library stands in no folder
        return reachable[0].view
    target = reachable[max(0, min(at + step, len(reachable) - 1))]
    if is_shown(target, view):
        return None
    if step < 0 and target.node == SEARCHES:
        return target.view._replace(name=counts.searches[-1][0])
    return target.view


def top_folder_after(shown: list[Folder], view: View, step: int) -> View | None:
    """Return the view of the next folder that is in no other, past all that are in this one; None at the ends."""
    at = next((index for index, folder in enumerate(shown) if is_shown(folder, view)), 0)
    ahead = range(at + 1, len(shown)) if step > 0 else range(at - 1, -1, -1)
    found = (shown[index] for index in ahead if not shown[index].level)
    return next((folder.view for folder in found if folder.view[:3] != view[:3]), None)


def node_of(shown: list[Folder], view: View) -> Folder | None:
    """Return the folder that can be opened or folded where one is: the one that is shown, else the one it is in."""
    at = next((index for index, folder in enumerate(shown) if is_shown(folder, view)), None)
    if at is None:
        return None
    level = shown[at].level + 1
    for folder in reversed(shown[: at + 1]):
        if folder.level < level:
            level = folder.level
            if folder.node:
                return folder
    return None


def is_in(shown: list[Folder], view: View, node: Folder) -> bool:
    """Whether the view that is listed stands in a folder's folders."""
    at = shown.index(node)
    inside = takewhile(lambda folder: folder.level > node.level, shown[at + 1 :])
    return any(is_shown(folder, view) for folder in inside)


def width_of(words: tuple[str, str]) -> int:
    """Return the cells of what `strip_words` gave."""
    return cell_width(words[0]) + cell_width(words[1])
