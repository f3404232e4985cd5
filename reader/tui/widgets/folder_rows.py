"""The smart folders of the library and how their rows look. Pure; the library pane places them."""

from typing import NamedTuple

from reader.layout.cells import cell_width, shorten
from reader.library.listing import View, ViewCounts, ViewKind
from reader.tui.lines import Run, flush_right
from reader.tui.looks.inks import Inks

NAME_X = 3
"""Cell at which a folder's name begins."""

RIGHT_ROOM = 2
"""Cells left free at the right edge."""

BROKEN = -1
"""The number of a saved search that cannot be understood."""


class Folder(NamedTuple):
    """A smart folder: a row that stands for a view."""

    view: View
    name: str
    number: int
    is_new: bool = False
    """Whether `number` is of what has not been read."""
    level: int = 0
    sign: str = ""
    """▸ or ▾ for a folder with folders in it."""

    @property
    def number_text(self) -> str:
        """What stands at its right."""
        return "?" if self.number == BROKEN else f"{self.number:,}" if self.number else ""


def folders(counts: ViewCounts, view: View) -> list[Folder]:
    """Return the folders in order: groups unfolded while something in them is shown, the trash while it holds anything."""
    rows = [
        Folder(
            view=View(kind=ViewKind.INBOX), name="Inbox", number=counts.unread or counts.inbox, is_new=counts.unread > 0
        ),
        Folder(view=View(kind=ViewKind.STARRED), name="Starred", number=counts.starred),
    ]
    tags = [Folder(View(kind=ViewKind.TAG, tag=tag), tag, number, level=1) for tag, number in counts.tags]
    rows += _group("Tags", ViewKind.TAG, tags, view) or [Folder(View(kind=ViewKind.TAG), "Tags", 0)]
    searches = [Folder(View(kind=ViewKind.SAVED, name=name), name, number, level=1) for name, number in counts.searches]
    rows += _group("Searches", ViewKind.SAVED, searches, view)
    rows.append(Folder(view=View(kind=ViewKind.ARCHIVE), name="Archive", number=counts.archive))
    if counts.trash or view.kind is ViewKind.TRASH:
        rows.append(Folder(view=View(kind=ViewKind.TRASH), name="Trash", number=counts.trash))
    if view.kind is ViewKind.FOUND:
        rows.append(Folder(view=View(kind=ViewKind.FOUND), name="Found", number=0))
    return rows


def _group(name: str, kind: ViewKind, inside: list[Folder], view: View) -> list[Folder]:
    """Return the row of a group of folders, with those in it below if one of them is shown; nothing if there are none."""
    if not inside:
        return []
    if view.kind is not kind:
        return [Folder(inside[0].view, name, len(inside), sign="▸")]
    return [Folder(inside[0].view, name, 0, sign="▾"), *inside]


def is_shown(folder: Folder, view: View) -> bool:
    """Whether `folder` is the one whose articles are listed."""
    if folder.sign == "▾":
        return False
    return folder.view[:3] == view[:3]


def folder_runs(folder: Folder, width: int, inks: Inks, *, is_current: bool) -> list[Run]:
    """Return the row of one folder."""
    runs = [Run(1, folder.sign, inks.muted)] if folder.sign else []
    x = NAME_X + 2 * folder.level
    room = width - x - RIGHT_ROOM - cell_width(folder.number_text) - 1
    runs.append(Run(x, shorten(folder.name, room), inks.strong if is_current else inks.text))
    if folder.number_text:
        ink = inks.accent if folder.is_new else inks.error if folder.number == BROKEN else inks.muted
        runs += flush_right([(folder.number_text, ink)], width - RIGHT_ROOM)
    return runs


def folder_after(shown: list[Folder], counts: ViewCounts, view: View, step: int) -> View | None:
    """Return the view of the folder `step` (1 or -1) further; None at the ends.

    From below, a folded group is entered at its last folder.
    """
    reachable = [folder for folder in shown if folder.sign != "▾"]
    at = next((index for index, folder in enumerate(reachable) if is_shown(folder, view)), None)
    if at is None:  # a search of the whole library stands in no folder
        return reachable[0].view
    target = reachable[max(0, min(at + step, len(reachable) - 1))]
    if is_shown(target, view):
        return None
    if step < 0 and target.sign == "▸":
        if target.view.kind is ViewKind.TAG:
            return target.view._replace(tag=counts.tags[-1][0])
        return target.view._replace(name=counts.searches[-1][0])
    return target.view
