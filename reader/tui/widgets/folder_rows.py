"""The smart folders of the library as a tree, and how their rows look. Pure; `folder_column` places them."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.layout.cells import cell_width, shorten
from reader.library.listing import View, ViewCounts, ViewKind
from reader.tui.lines import Run, flush_right
from reader.tui.looks.inks import Inks

NAME_X = 3
"""Cell at which a folder's name begins."""

RIGHT_ROOM = 2
"""Cells left free at the right edge."""

FEW_FOLDERS = 12
"""So many folders in a folder are shown without having been asked for."""

BROKEN = -1
"""The number of a saved search that cannot be understood."""

TAGS, SEARCHES = "tags", "searches"
_THOUSAND = 10_000
"""From here on numbers are told in thousands: the column is narrow."""


class FolderFolds(NamedTuple):
    """Which folders the reader opened and which they folded; the others are as is usual."""

    opened: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()

    @classmethod
    def from_text(cls, text: str) -> "FolderFolds":
        """Read what `text` wrote."""
        lines = text.splitlines()
        return cls(
            frozenset(line[1:] for line in lines if line[:1] == "+"),
            frozenset(line[1:] for line in lines if line[:1] == "-"),
        )

    @property
    def text(self) -> str:
        """The same as lines: a folder's name with a plus if it is open, with a minus if it is folded."""
        return "\n".join([f"+{name}" for name in sorted(self.opened)] + [f"-{name}" for name in sorted(self.folded)])

    def with_folder(self, node: str, *, is_open: bool) -> "FolderFolds":
        """Return them with one folder opened or folded."""
        opened, folded = self.opened - {node}, self.folded - {node}
        return FolderFolds(opened | {node}, folded) if is_open else FolderFolds(opened, folded | {node})


USUAL_FOLDS = FolderFolds()


class Folder(NamedTuple):
    """A smart folder: a row that stands for a view."""

    view: View
    name: str
    number: int
    new: int = 0
    """How much of that is neither read nor archived."""
    level: int = 0
    node: str = ""
    """The name under which it is opened and folded; "" if no folders are in it."""
    is_open: bool = False
    is_stop: bool = True
    """Whether its row stands for its view; else for the folders in it alone."""

    @property
    def sign(self) -> str:
        """▸ or ▾ for a folder with folders in it."""
        return ("▾" if self.is_open else "▸") if self.node else ""

    @property
    def number_text(self) -> str:
        """How much is in it, in few letters."""
        return "?" if self.number == BROKEN else short_number(self.number)

    @property
    def new_text(self) -> str:
        """How much is new in it, in few letters."""
        return short_number(self.new)


def short_number(number: int) -> str:
    """Return a number in at most five letters, "" for 0."""
    if not number:
        return ""
    return f"{number:,}" if number < _THOUSAND else f"{number // 1000:,}k"


def folders(counts: ViewCounts, view: View, folds: FolderFolds = USUAL_FOLDS) -> list[Folder]:
    """Return the folders in order. What is shown is never folded away; the trash is there while it holds anything."""
    rows = [
        Folder(View(kind=ViewKind.INBOX), "Inbox", counts.inbox, counts.unread),
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


def _tag_folders(counts: ViewCounts, view: View, folds: FolderFolds) -> list[Folder]:
    tags = View(kind=ViewKind.TAG)
    if not counts.tags:
        return [Folder(tags, "Tags", 0)]
    numbers = {name: (number, counts.new_tags.get(name, 0)) for name, number in counts.tags}
    names = list(numbers)
    branches = {branch.name: (branch.articles, branch.new) for branch in counts.branches}
    if branches:
        numbers |= branches
        names = sorted(numbers, key=lambda name: [part.casefold() for part in name.split("/")])
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
    runs = [Run(x - 2, folder.sign, inks.muted)] if folder.sign else []
    total_end = width - RIGHT_ROOM
    new_end = total_end - columns.total - (1 if columns.total else 0)
    room = (new_end - columns.new if folder.new else total_end - len(folder.number_text)) - x - 1
    runs.append(Run(x, shorten(folder.name, room), inks.strong if is_current else inks.text))
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


def is_in(view: View, node: Folder) -> bool:
    """Whether the view that is listed stands in a folder's folders."""
    if node.node == SEARCHES:
        return view.kind is ViewKind.SAVED
    if view.kind is not ViewKind.TAG:
        return False
    return bool(view.tag) if node.node == TAGS else view.tag.startswith(f"{node.view.tag}/")


def width_of(words: tuple[str, str]) -> int:
    """Return the cells of what `strip_words` gave."""
    return cell_width(words[0]) + cell_width(words[1])
