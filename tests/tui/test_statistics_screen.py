"""The page of statistics: what stands there, other periods, and the ways from there."""

from datetime import date, datetime, timedelta

import pytest

from reader.layout.cells import cell_width
from reader.library.library import Library
from reader.library.statistics import Period, Span, Statistics, period_of, summed
from reader.model.reading_time import ReadDay, Spell
from reader.tui import timekeeping
from reader.tui.keys.actions import Mode
from reader.tui.screens import statistics_desk
from reader.tui.screens.help import Help
from reader.tui.screens.statistics_screen import StatisticsScreen
from reader.tui.statistics_page import BEFORE, BESIDE_FROM, page_lines
from tests.fixed_clock import stop_clock
from tests.tui.conftest import Run, Running

NOW = datetime(2026, 11, 19, 12, 30)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon on a Thursday wherever it is asked what time it is."""
    stop_clock(monkeypatch, NOW, statistics_desk, timekeeping)


@pytest.fixture
def read(library: Library, article_ids: tuple[str, ...]) -> tuple[str, ...]:
    """What was read in the week before: the ferry to its end, hail, and one that is gone."""
    ferry, hail, _ = article_ids
    monday = period_of(Span.WEEK, NOW.date()).first - timedelta(days=7)
    then = datetime(monday.year, monday.month, monday.day, 9).astimezone()
    for article_id, title, site, minutes, after in (
        (ferry, "Ferry line to reopen after eleven winters", "Harbour Post", 20, 1.0),
        (hail, "Two winters of hail", "Lakeside Review", 9, 0.4),
        ("00000000deadbeef", "A story that is gone", "Harbour Post", 4, 0.2),
    ):
        library.keep_reading_time(Spell(article_id, title, site, 400, then, minutes * 60, 0.0, after))
    return article_ids


def page(running: Running) -> StatisticsScreen:
    screen = running.app.screen
    assert isinstance(screen, StatisticsScreen)
    return screen


async def test_the_week_before_is_one_key_away(run: Run, read: tuple[str, ...]) -> None:
    async with run(size=(120, 50)) as running:
        await running.press("g", "T")
        assert page(running).mode is Mode.STATISTICS
        assert "This week" in running.text
        assert "Nothing was read in Pressmark yet this week." in running.text
        assert "enter open" not in running.text
        await running.press("h")
        assert "enter open" in running.text
        text = running.text
        for words in ("Last week", "33 min", "3 articles · 1 to the end", "Harbour Post", "Read longest", "By hour"):
            assert words in text
        assert "no longer in the library" in text
        assert text.index("By site") < text.index("Read longest") < text.index("Read to the end")
        await running.press("l")
        assert "This week" in running.text
        await running.press("l")
        assert "This week" in running.text
        await running.press("g", "T")
        assert running.app.screen is running.screen


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_page_is_left(run: Run, read: tuple[str, ...], key: str) -> None:
    async with run() as running:
        await running.press("g", "T", key)
        assert running.app.screen is running.screen
        assert not running.message


async def test_months_and_years_have_weeks_and_months(run: Run, read: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "T", "y")
        assert "By month" in running.text
        assert str(NOW.year) in running.text
        await running.press("m")
        assert "By week" in running.text
        await running.press("w")
        assert "By day" in running.text


async def test_before_the_first_day_there_is_nothing(run: Run, read: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("g", "T", "5", "h")
        assert "Last week" in running.text
        await running.press("h")
        assert "Before that nothing was read" in page(running).status.message
        await running.press("escape", ".")
        assert "This week" in running.text


async def test_an_article_is_opened_from_the_page(run: Run, read: tuple[str, ...]) -> None:
    async with run(size=(120, 50)) as running:
        await running.press("g", "T", "h", "j", "j", "j", "enter")
        assert running.app.screen is running.screen
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == read[0]


async def test_what_is_gone_is_not_stopped_at(run: Run, read: tuple[str, ...]) -> None:
    async with run(size=(120, 50)) as running:
        await running.press("g", "T", "h")
        seen = set()
        for _ in range(8):
            await running.press("j")
            target = page(running).view.target
            assert target is not None
            seen.add(target.article_id or target.site)
        assert seen == {"Harbour Post", "Lakeside Review", read[0], read[1]}


async def test_a_site_lists_its_articles(run: Run, read: tuple[str, ...]) -> None:
    async with run(size=(120, 50)) as running:
        await running.press("enter", "g", "T", "h", "enter", "enter")
        assert running.app.screen is running.screen
        assert running.screen.opened is None
        assert running.screen.view.query == 'site:"Harbour Post"'


async def test_what_is_being_read_belongs_to_the_page(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("enter")
        keeper = running.screen._timekeeper
        assert keeper is not None
        keeper._seconds = 125.0
        await running.press("g", "T")
        assert "2 min" in running.text
        assert "Ferry line" in running.text
        await running.press("q")
        assert running.screen.opened is not None


async def test_a_small_screen_scrolls(run: Run, read: tuple[str, ...]) -> None:
    async with run(size=(60, 16)) as running:
        await running.press("g", "T", "h")
        assert "Read to the end" not in running.text
        await running.press("G")
        assert "Read to the end" in running.text
        await running.press("g", "g")
        assert "Last week" in running.text
        for _ in range(40):
            await running.press("j")
        assert "Read to the end" in running.text
        for _ in range(60):
            await running.press("k")
        assert "Last week" in running.text
        await running.press("space", "b", "?")
        assert isinstance(running.app.screen, Help)


async def test_without_statistics_the_page_says_so(run: Run, library: Library, read: tuple[str, ...]) -> None:
    library.config = library.config._replace(stats=False)
    async with run() as running:
        await running.press("g", "T")
        assert "`stats = true`" in page(running).status.message


# -- the lines ----------------------------------------------------------------------------------------------------------
def week(*days: ReadDay) -> Statistics:
    return summed(days, period_of(Span.WEEK, NOW.date()), NOW)


def read_on(day: date, minutes: int = 10, *, title: str = "Title", site: str = "Post") -> ReadDay:
    return ReadDay(day, f"{day}-{title}", title, site, 100, {9: minutes * 60}, 0.0, 1.0)


def text_of(statistics: Statistics, width: int) -> list[str]:
    lines = []
    for line in page_lines(statistics, Span.WEEK, NOW, width, frozenset()):
        row = ""
        for ink in sorted(line.inks):
            assert ink.x >= len(row.encode("utf-16-le")) // 2 or not row, (row, ink)
            row = f"{row:<{ink.x}}{ink.text}"
        lines.append(row)
    return lines


def test_today_alone_has_the_accent_and_days_to_come_say_nothing() -> None:
    lines = page_lines(week(read_on(NOW.date()), read_on(date(2026, 11, 16))), Span.WEEK, NOW, 80, frozenset())
    accents = [ink for line in lines for ink in line.inks if ink.ink == "accent"]
    assert len(accents) == 1
    rows = text_of(week(read_on(NOW.date())), 80)
    assert [row.rstrip() for row in rows if row.startswith(("  Fri 20", "  Sun 22"))] == ["  Fri 20", "  Sun 22"]


def test_the_week_before_goes_on_behind_a_day_that_came_less_far() -> None:
    rows = text_of(week(read_on(NOW.date(), 5), read_on(date(2026, 11, 12), 20), read_on(date(2026, 11, 9), 1)), 80)
    thursday = next(row for row in rows if row.startswith("  Thu 19"))
    assert thursday.count("▄") * 2 < thursday.count(BEFORE)
    assert BEFORE not in next(row for row in rows if row.startswith("  Fri 20"))


@pytest.mark.parametrize("width", [20, 40, BESIDE_FROM - 1, BESIDE_FROM, 96])
def test_no_line_is_longer_than_the_page(width: int) -> None:
    days = [read_on(NOW.date(), n + 1, title=f"{n} {'渡し船 ' * 30}", site=f"{n} {'Zeitung' * 9}") for n in range(12)]
    for line in page_lines(week(*days), Span.WEEK, NOW, width, frozenset({days[0].article_id})):
        at = 0
        for ink in sorted(line.inks):
            assert ink.x >= at
            at = ink.x + cell_width(ink.text)
        assert at <= width


def test_sites_beyond_a_week_of_them_are_told_together() -> None:
    rows = text_of(week(*(read_on(NOW.date(), n, title=str(n), site=f"Site {n}") for n in range(1, 12))), 80)
    assert sum("Site " in row and "▄" in row for row in rows) == 7
    assert any("4 others" in row for row in rows)


def test_a_period_of_days_has_days(library: Library) -> None:
    assert library.reading_statistics(Period(NOW.date(), NOW.date()), NOW.astimezone()).totals.seconds == 0
