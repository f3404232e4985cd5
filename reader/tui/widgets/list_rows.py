"""How rows of the library look: folders and articles as runs of text. Pure; the library pane places them.

Two forms of an article: *short* in a narrow column (headline on up to two lines, site and age), *long* where the list has the
screen to itself (with authors, progress and deck).
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from rich.style import Style

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import fold
from reader.library.listing import View, ViewCounts, ViewKind
from reader.model.dates import PageDate
from reader.model.kept import ListedArticle
from reader.tui.inks import Inks
from reader.tui.lines import Run, age, flush_right, short_day

TEXT_X = 3
"""Cell at which the words of a row begin: after the bar, the dot (or star) and a space."""

RIGHT_ROOM = 2
"""Cells left free at the right edge of a row."""

RECENT = timedelta(days=7)
"""How long an article counts as newly added."""

PEN = "✎"
BAR = "▌"
DOT = "●"
CHOSEN = "✓"
STAR = "★"


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


def folders(counts: ViewCounts, view: View) -> list[Folder]:
    """Return the folders in order: tags unfolded while one of them is shown, the trash while it holds anything."""
    rows = [
        Folder(
            view=View(kind=ViewKind.INBOX), name="Inbox", number=counts.unread or counts.inbox, is_new=counts.unread > 0
        ),
        Folder(view=View(kind=ViewKind.STARRED), name="Starred", number=counts.starred),
    ]
    if counts.tags:
        is_open = view.kind is ViewKind.TAG
        first = View(kind=ViewKind.TAG, tag=counts.tags[0][0])
        rows.append(
            Folder(view=first, name="Tags", number=0 if is_open else len(counts.tags), sign="▾" if is_open else "▸")
        )
        if is_open:
            rows.extend(
                Folder(view=View(kind=ViewKind.TAG, tag=tag), name=tag, number=count, level=1)
                for tag, count in counts.tags
            )
    else:
        rows.append(Folder(view=View(kind=ViewKind.TAG), name="Tags", number=0))
    rows.append(Folder(view=View(kind=ViewKind.ARCHIVE), name="Archive", number=counts.archive))
    if counts.trash or view.kind is ViewKind.TRASH:
        rows.append(Folder(view=View(kind=ViewKind.TRASH), name="Trash", number=counts.trash))
    return rows


def is_shown(folder: Folder, view: View) -> bool:
    """Whether `folder` is the one whose articles are listed."""
    if folder.sign == "▾":
        return False
    return folder.view.kind is view.kind and (view.kind is not ViewKind.TAG or folder.view.tag == view.tag)


def folder_runs(folder: Folder, width: int, inks: Inks, *, is_current: bool) -> list[Run]:
    """Return the row of one folder."""
    runs = [Run(1, folder.sign, inks.muted)] if folder.sign else []
    x = TEXT_X + 2 * folder.level
    count = str(folder.number) if folder.number else ""
    room = width - x - RIGHT_ROOM - cell_width(count) - 1
    runs.append(Run(x, shorten(folder.name, room), inks.strong if is_current else inks.text))
    if count:
        runs += flush_right([(count, inks.accent if folder.is_new else inks.muted)], width - RIGHT_ROOM)
    return runs


class RowLook(NamedTuple):
    """What is to be seen of a row beside its article."""

    is_current: bool = False
    """Whether the cursor stands on it."""
    is_focused: bool = False
    """Whether the pane has the focus."""
    is_chosen: bool = False
    """Whether it was selected, to do the same to several."""
    is_long: bool = False


def row_height(row: ListedArticle, width: int, *, is_long: bool) -> int:
    """Return how many lines an article takes, the blank one after it not counted."""
    room = width - TEXT_X - RIGHT_ROOM
    if is_long:
        return 2 + bool(row.record.deck)
    return 1 + (1 if cell_width(row.record.title) <= room else 2)


def row_lines(row: ListedArticle, width: int, look: RowLook, inks: Inks, now: datetime) -> list[list[Run]]:
    """Return the lines of an article's row, `row_height` of them."""
    record, state = row.record, row.state
    room = width - TEXT_X - RIGHT_ROOM
    ink = inks.strong if look.is_current else inks.muted if state.is_read else inks.text
    title = record.title or record.url or record.source
    right = _right_part(row, inks)
    right_width = sum(cell_width(text) for text, _ in right)
    lines: list[list[Run]] = []
    if look.is_long:
        lines.append(
            [Run(TEXT_X, shorten(title, room - right_width - 2), ink), *flush_right(right, width - RIGHT_ROOM)]
        )
        lines.append([Run(TEXT_X, shorten(_long_meta(row, now), room), inks.muted)])
        if record.deck:
            lines.append([Run(TEXT_X, shorten(record.deck, room), inks.quiet)])
    else:
        lines.extend([Run(TEXT_X, line, ink)] for line in fold(title, room, 2))
        lines.append(
            [
                Run(TEXT_X, _short_meta(row, room - right_width - 1, now), inks.muted),
                *flush_right(right, width - RIGHT_ROOM),
            ]
        )
    if look.is_chosen:
        lines[0].insert(0, Run(1, CHOSEN, inks.key))
    elif state.is_starred or not state.is_read:
        lines[0].insert(0, Run(1, STAR if state.is_starred else DOT, inks.muted if state.is_read else inks.accent))
    if look.is_current:
        bar = inks.accent if look.is_focused else inks.muted
        for line in lines:
            line.insert(0, Run(0, BAR, bar))
    return lines


def _right_part(row: ListedArticle, inks: Inks) -> list[tuple[str, Style]]:
    parts: list[tuple[str, Style]] = []
    if marks := max(row.counts.highlights, row.counts.notes):
        parts.append((f"{PEN}{marks} ", inks.accent))
    parts.append((f"{row.record.minutes}m", inks.muted))
    return parts


def _source(row: ListedArticle) -> str:
    return row.record.site or row.record.origin.value


def _age(row: ListedArticle, now: datetime) -> str:
    """Return how long it has been here, in its first week; after that the day the page was published, if that is known."""
    if now - row.record.added < RECENT or not row.record.published:
        return age(row.record.added, now)
    try:
        return short_day(PageDate.from_iso(row.record.published).day, now.date())
    except ValueError:
        return age(row.record.added, now)


def _short_meta(row: ListedArticle, room: int, now: datetime) -> str:
    """Return site and age; the site is cut before the age is."""
    since = _age(row, now)
    site = shorten(_source(row), room - cell_width(since) - 3)
    return f"{site} · {since}" if site else since


def _long_meta(row: ListedArticle, now: datetime) -> str:
    authors = row.record.authors
    byline = f"{authors[0]} and others" if len(authors) > 2 else " and ".join(authors)
    progress = f"{row.progress:.0%} read" if 0 < row.progress < 1 and row.state.opened else ""
    tags = " ".join(f"#{tag}" for tag in row.state.tags)
    return " · ".join(part for part in (_source(row), byline, _age(row, now), progress, tags) if part)
