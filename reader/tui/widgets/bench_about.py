"""What stands beside the list of a workbench of an article, and of the group whose heading is under the bar, as lines. Pure."""

from collections.abc import Iterator, Mapping

from rich.style import Style

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import fold
from reader.model.annotation import Colour
from reader.model.kept import ArticleRecord
from reader.model.units import minute_words
from reader.tui.lines import Run, flush_right
from reader.tui.looks.inks import Inks, slip
from reader.tui.shown_bench import GroupAbout
from reader.tui.widgets.bench_rows import heading_name
from reader.tui.widgets.list_rows import PATCH

EDGE = 3
"""Cells left free at both sides."""

MOST_TITLE_ROWS = 4
MOST_DECK_ROWS = 8
MOST_NAMED = 12
"""Tags and articles of a group that are named."""

_WIDEST_TABLE = 36
"""Cells in which a number still stands near to what it counts."""


def folded(text: str, room: int, limit: int, ink: Style) -> Iterator[list[Run]]:
    """Give the lines of a text, `limit` at most."""
    for line in fold(text, room, limit) if text else ():
        yield [Run(EDGE, line, ink)]


def article_lines(record: ArticleRecord, room: int, inks: Inks) -> Iterator[list[Run]]:
    """Give what an article is: its site, title, writers and day."""
    if record.site:
        yield [Run(EDGE, shorten(record.site, room), inks.key)]
        yield []
    yield from folded(record.title or record.url, room, MOST_TITLE_ROWS, inks.strong)
    byline = " · ".join(part for part in (", ".join(record.authors), record.published[:10]) if part)
    yield from folded(byline, room, 2, inks.muted)


def group_lines(about: GroupAbout, room: int, inks: Inks, meanings: Mapping[Colour, str]) -> Iterator[list[Run]]:
    """Give what a group is, and how much of what there is in it."""
    counts, record = about.counts, about.record
    if record is not None:
        yield from article_lines(record, room, inks)
        if record.deck:
            yield []
            yield from folded(record.deck, room, MOST_DECK_ROWS, inks.quiet)
        yield []
        length = f"{record.words:,} words · {minute_words(record.minutes)}"
        versions = f"{record.version_count:,} versions" if record.version_count > 1 else ""
        yield from folded(" · ".join(filter(None, (length, versions))), room, 2, inks.muted)
    else:
        yield from folded(heading_name(about.heading, about.by, meanings), room, MOST_TITLE_ROWS, inks.strong)
    wide = min(room, _WIDEST_TABLE)
    yield []
    for colour, word in meanings.items():
        if number := counts.colours.get(colour, 0):
            yield _counted(word, number, wide, inks, colour)
    about_articles = counts.total - sum(counts.colours.values())
    if about_articles:
        yield _counted("on the article" if record is not None else "on articles", about_articles, wide, inks)
    kinds = (
        ("with a note", counts.with_note),
        ("needs a look", counts.unsure),
        ("words changed", counts.changed),
        ("passage gone", counts.orphans),
    )
    if any(number for _, number in kinds):
        yield []
        yield from (_counted(word, number, wide, inks) for word, number in kinds if number)
    tags = [(f"#{name}", number) for name, number in counts.tags]
    yield from _named("Tags", tags, wide, inks)
    if record is None:
        articles = [(one.title or one.url, number) for one, number in counts.articles]
        yield from _named("Articles", articles, room, inks)


def _named(title: str, rows: list[tuple[str, int]], room: int, inks: Inks) -> Iterator[list[Run]]:
    if not rows:
        return
    yield []
    yield [Run(EDGE, title, inks.strong)]
    yield from (_counted(name, number, room, inks) for name, number in rows[:MOST_NAMED])


def _counted(text: str, number: int, room: int, inks: Inks, colour: Colour | None = None) -> list[Run]:
    right = flush_right([(f"{number:,}", inks.muted)], EDGE + room)
    x = EDGE
    runs: list[Run] = []
    if colour is not None:
        runs.append(Run(x, PATCH, slip(inks.marks[colour.value])))
        x += cell_width(PATCH) + 1
    return [*runs, Run(x, shorten(text, right[0].x - x - 1), inks.text), *right]
