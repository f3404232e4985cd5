"""How the rows of articles look, as runs of text. Pure; the library pane places them.

Three forms: *short* in a narrow column (headline on up to two lines, site and age), *deck* on a narrow screen (the same with
the deck), *long* where the list has a wide screen to itself (with authors, progress and deck). What was looked for is marked in
the headline, and shown where it stands in the text.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from rich.style import Style

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import beginning
from reader.model.dates import PageDate
from reader.model.found import SnippetSource
from reader.model.kept import ListedArticle
from reader.model.units import WORDS_PER_MINUTE, own_minutes, short_minutes
from reader.tui.lines import Run, age, flush_right, in_place, short_day
from reader.tui.looks.inks import Inks, slip
from reader.tui.shown_feeds import NO_FEEDS, ShownFeeds
from reader.tui.shown_list import READ_SHARE, ShownRow
from reader.tui.widgets.marked_text import MarkedText

TEXT_X = 3
"""Cell at which the words of a row begin: after the bar, the dot (or star) and a space."""

RIGHT_ROOM = 2
"""Cells left free at the right edge of a row."""

RECENT = timedelta(days=7)
"""How long an article counts as newly added."""

SNIPPET_LINES = 2
TITLE_LINES = 2
"""The most lines that the place takes where words were found."""

WAITING = "…"
"""Stands for a row that is not here yet."""

PEN = "✎"
BAR = "▌"
DOT = "●"
CHOSEN = "✓"
STAR = "★"
PATCH = "■"
"""In a mark's colour: that something is marked in it."""

PROGRESS = "◔◑◕"

_DOT = " · "

BRIEF_HEADLINE, BRIEF_SOURCE, BRIEF_LEAST = 32, 24, 12
"""Cells that the headline of a row of one line has at least; those that its source may take, and those in which one that is cut
still says something."""

_LEAST_NAME = 8
"""Cells in which a writer's name still says something."""

_PLAIN = Style()
_PEN_CELLS, _MINUTE_CELLS = 4, 4
"""Room for a pen with two digits; for minutes with two and a blank before them, with three in a long row."""


class RowForm(Enum):
    """How much of an article a row shows."""

    SHORT = auto()
    """In a narrow column."""
    DECK = auto()
    """On a narrow screen: the same with the deck."""
    LONG = auto()
    """Where there is room."""
    BRIEF = auto()
    """One line, below the first of those that tell of the same."""


class RowLook(NamedTuple):
    """What is to be seen of a row beside its article."""

    is_current: bool = False
    """Whether the cursor stands on it."""
    is_focused: bool = False
    """Whether the pane has the focus."""
    is_chosen: bool = False
    """Whether it was selected, to do the same to several."""
    form: RowForm = RowForm.SHORT
    words_per_minute: int = WORDS_PER_MINUTE
    """How fast the reader reads."""
    feeds: ShownFeeds = NO_FEEDS
    """What the feeds are called."""
    listed_feed: str = ""
    """The id of the feed of which alone news is listed."""


def row_height(row: ShownRow | None, width: int, form: RowForm) -> int:
    """Return how many lines a row takes, the blank one after it not counted; None stands for one that is not here yet."""
    if form is RowForm.BRIEF:
        return 1
    if row is None:
        return 2
    room = width - TEXT_X - RIGHT_ROOM
    snippet = _snippet(row, room)
    below = len(snippet.lines(0, room, SNIPPET_LINES, _PLAIN, _PLAIN)) if snippet is not None else 0
    if form is RowForm.LONG:
        return 2 + (below or bool(row.article.record.deck))
    if form is RowForm.DECK and not below:
        below = bool(row.article.record.deck)
    title = beginning(_title(row.article), room, TITLE_LINES)
    return 1 + (1 if cell_width(title) <= room else TITLE_LINES) + below


def row_lines(row: ShownRow, width: int, look: RowLook, inks: Inks, now: datetime) -> list[list[Run]]:
    """Return the lines of a row, `row_height` of them."""
    article, state = row.article, row.article.state
    if look.form is RowForm.BRIEF:
        return [_brief_line(row, width, look, inks, now)]
    room = width - TEXT_X - RIGHT_ROOM
    ink = inks.strong if look.is_current else inks.muted if state.is_read else inks.text
    title = MarkedText(_title(article), row.title_marks)
    is_long = look.form is RowForm.LONG
    right = _right_part(article, look, inks)
    right_width = sum(cell_width(text) for text, _ in right)
    snippet = _snippet(row, room)
    below = snippet.lines(TEXT_X, room, SNIPPET_LINES, inks.muted, inks.lit) if snippet is not None else []
    if not below and article.record.deck and look.form is not RowForm.SHORT:
        below = [[Run(TEXT_X, shorten(article.record.deck, room), inks.quiet)]]
    lines: list[list[Run]] = []
    if is_long:
        headline = title.lines(TEXT_X, room - right_width - 2, 1, ink, ink + inks.lit)[0]
        lines.append([*headline, *flush_right(right, width - RIGHT_ROOM)])
        lines.append([Run(TEXT_X, _long_meta(article, room, look, now), inks.muted)])
        lines += below
    else:
        lines += title.lines(TEXT_X, room, TITLE_LINES, ink, ink + inks.lit)
        lines += below
        meta = Run(TEXT_X, _short_meta(article, room - right_width - 1, look, now), inks.muted)
        lines.append([meta, *flush_right(right, width - RIGHT_ROOM)])
    lines[0][:0] = _sign(article, look, inks)
    return [barred(line, look, inks) for line in lines]


def _sign(row: ListedArticle, look: RowLook, inks: Inks) -> list[Run]:
    """Return what stands before a headline: that it was selected, its star, or that it is unread."""
    state = row.state
    if look.is_chosen:
        return [Run(1, CHOSEN, inks.key)]
    if state.is_starred or not state.is_read:
        return [Run(1, STAR if state.is_starred else DOT, inks.muted if state.is_read else inks.accent)]
    return []


def _brief_line(row: ShownRow, width: int, look: RowLook, inks: Inks, now: datetime) -> list[Run]:
    """Return a row of one line: the headline, then whose it is and how old, where that leaves the headline enough room."""
    article = row.article
    room = width - TEXT_X - RIGHT_ROOM
    ink = inks.strong if look.is_current else inks.muted if article.state.is_read else inks.text
    since = _age(article, now)
    source = _source(article, look)
    shown = shorten(source, min(BRIEF_SOURCE, room - BRIEF_HEADLINE - cell_width(since) - len(_DOT)))
    right = f"{in_place(shown)}{_DOT}{since}" if shown == source != "" or cell_width(shown) >= BRIEF_LEAST else since
    title = MarkedText(_title(article), row.title_marks)
    headline = title.lines(TEXT_X, room - cell_width(right) - 2, 1, ink, ink + inks.lit)[0]
    line = [*_sign(article, look, inks), *headline, *flush_right([(right, inks.muted)], width - RIGHT_ROOM)]
    return barred(line, look, inks)


def waiting_lines(look: RowLook, inks: Inks) -> list[list[Run]]:
    """Return the lines of a row that is not here yet."""
    return [barred([Run(TEXT_X, WAITING, inks.faint)], look, inks), barred([], look, inks)]


def barred(line: list[Run], look: RowLook, inks: Inks) -> list[Run]:
    """Return a line with the bar before it, if the cursor stands on its row."""
    return [Run(0, BAR, inks.accent if look.is_focused else inks.muted), *line] if look.is_current else line


def _title(row: ListedArticle) -> str:
    return row.record.title or row.record.came_from


def _snippet(row: ShownRow, room: int) -> MarkedText | None:
    """Return the snippet with its first mark on the lines there is room for; words of the reader's own have a pen before them."""
    snippet = row.snippet
    if snippet is None or not snippet.text:
        return None
    shown = MarkedText(snippet.text, snippet.marks)
    if snippet.source is SnippetSource.NOTE:
        lead = f"{PEN} "
        shown = MarkedText(lead + shown.text, [(start + len(lead), end + len(lead)) for start, end in shown.marks])
    return shown.around_first_mark(room * SNIPPET_LINES - room // 4)


def _right_part(row: ListedArticle, look: RowLook, inks: Inks) -> list[tuple[str, Style]]:
    """Return what stands at the right of a row, minutes below minutes and pens below pens: which colours it is marked in (where
    there is room), how much is marked and written, how far it was read (where no words say so), how long it takes.
    """
    is_long = look.form is RowForm.LONG
    parts: list[tuple[str, Style]] = []
    marks = max(row.counts.highlights, row.counts.notes)
    if is_long and inks.has_mark_grounds:
        for colour in row.counts.colours:
            if colour in inks.marks:
                parts += [(PATCH, slip(inks.marks[colour])), (" ", _PLAIN)]
    if marks:
        parts.append((f"{PEN}{marks}".rjust(_PEN_CELLS if is_long else 0), inks.accent))
    sign = "" if is_long else _progress_sign(row)
    if sign:
        parts.append((f" {sign}" if marks else sign, inks.muted))
    if row.record.awaits_page:  # how long its page is, nobody knows yet
        parts.append((WAITING.rjust(_MINUTE_CELLS + is_long), inks.muted))
    else:
        minutes = own_minutes(row.record.minutes, look.words_per_minute)
        parts.append((short_minutes(minutes).rjust(_MINUTE_CELLS + is_long), inks.muted))
    return parts


def _progress_sign(row: ListedArticle) -> str:
    """Return how far an article was read as a circle that fills; "" for one that was not begun, or is read to its end."""
    if not 0 < row.progress < READ_SHARE or row.state.opened is None:
        return ""
    return PROGRESS[min(len(PROGRESS) - 1, int(row.progress * len(PROGRESS)))]


def _source(row: ListedArticle, look: RowLook) -> str:
    if not row.feeds:
        return row.record.site or row.record.origin.value
    from reader.tui.widgets.news_words import source_words  # late: most libraries have no feeds

    return source_words(row, look.feeds, look.listed_feed, is_long=look.form is RowForm.LONG)


def _also(row: ListedArticle, look: RowLook, room: int) -> tuple[str, str]:
    """Return who else has an article that came through a feed, in the room there is; and how many they are, in two letters."""
    if len(row.feeds) < 2 and not row.also:
        return "", ""
    from reader.tui.widgets.news_words import also_words, count_others, others

    names = others(row, look.feeds)
    number = count_others(names, row.also)
    return also_words(names, row.also, room), f"+{number}" if number else ""


def _age(row: ListedArticle, now: datetime) -> str:
    """Return how long it has been here, in its first week; after that the day the page was published, if that is known. News is
    as old as it says itself."""
    if row.is_news and now - row.record.added < RECENT:
        from reader.tui.widgets.news_words import news_age

        if since := news_age(row, now):
            return since
    if now - row.record.added < RECENT or not row.record.published:
        return age(row.record.added, now)
    try:
        return short_day(PageDate.from_iso(row.record.published).day, now.date())
    except ValueError:
        return age(row.record.added, now)


def _short_meta(row: ListedArticle, room: int, look: RowLook, now: datetime) -> str:
    """Return site and age, and who else has it, as far as there is room; the site is cut before the age is."""
    since = _age(row, now)
    source = _source(row, look)
    left = room - cell_width(since) - len(_DOT)
    also, number = _also(row, look, left - cell_width(source) - len(_DOT))
    if also:
        since, number = f"{since}{_DOT}{also}", ""
    counted = f" {number}" if number else ""
    site = in_place(shorten(source, room - cell_width(since) - len(_DOT) - len(counted)))
    return f"{site}{counted}{_DOT}{since}".lstrip() if site or counted else since


def _long_meta(row: ListedArticle, room: int, look: RowLook, now: datetime) -> str:
    """Return site, authors, age, how far it was read, who else has it, and as many tags as there is room for; names give way
    before the age."""
    authors = row.record.authors
    byline = f"{authors[0]} and others" if len(authors) > 2 else " and ".join(authors)
    progress = f"{row.progress:.0%} read" if _progress_sign(row) else ""
    since = _DOT.join(part for part in (_age(row, now), progress) if part)
    left = room - cell_width(since) - len(_DOT)
    source = _source(row, look)
    names = _DOT.join(in_place(part) for part in (source, byline) if part)
    if cell_width(names) > left and byline:
        byline_room = left - cell_width(source) - len(_DOT)
        names = f"{in_place(source)}{_DOT}{shorten(byline, byline_room)}" if byline_room >= _LEAST_NAME else source
    meta = f"{in_place(shorten(names, left))}{_DOT}{since}" if names else since
    also, number = _also(row, look, room - cell_width(meta) - len(_DOT))
    meta = _DOT.join(part for part in (meta, also or number) if part)
    return meta + _tags_within(row.state.tags, room - cell_width(meta) - len(_DOT))


def _tags_within(tags: Sequence[str], room: int) -> str:
    """Return as many tags as fit, each whole; an ellipsis stands for the others."""
    shown = ""
    for number, tag in enumerate(tags):
        longer = f"{shown} #{tag}".lstrip()
        is_last = number == len(tags) - 1
        if cell_width(longer) + (0 if is_last else 2) > room:
            return f"{_DOT}{shown} …" if shown else ""
        shown = longer
    return f"{_DOT}{shown}" if shown else ""
