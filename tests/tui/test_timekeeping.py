"""How long the reader is at an article: pauses, what is told when, and that a key costs one touch."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import monotonic

import pytest

from reader.library.config import Config
from reader.library.library import Library
from reader.library.statistics import Period
from reader.model.kept import ArticleRecord
from reader.model.reading_time import Spell
from reader.tui.timekeeping import IDLE_SECONDS, LEAST_SECONDS, SPELL_SECONDS, Timekeeper, idle_seconds
from tests.tui.conftest import Run

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
RECORD = ArticleRecord(id="0123456789abcdef", title="The ferry", added=NOON, site="Post", words=400)
EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> list[Spell]:
    """What the timekeeper told."""
    return []


@pytest.fixture
def keeper(clock: Clock, told: list[Spell]) -> Timekeeper:
    return Timekeeper(RECORD, told.append, before=0.25, idle=IDLE_SECONDS, now=clock, clock=lambda: NOON)


def wait(keeper: Timekeeper, clock: Clock, *pauses: float) -> bool:
    """Let pauses pass, with a touch after each; return what the last touch says."""
    is_due = False
    for pause in pauses:
        clock.now += pause
        is_due = keeper.touch()
    return is_due


def test_the_time_between_touches_is_read(keeper: Timekeeper, clock: Clock, told: list[Spell]) -> None:
    wait(keeper, clock, 10, 20, 30)
    clock.now += 5
    keeper.leave(0.5)
    assert told == [Spell(RECORD.id, "The ferry", "Post", 400, NOON, 65, 0.25, 0.5)]


def test_a_pause_counts_as_much_as_a_screen_takes_and_no_more(
    keeper: Timekeeper, clock: Clock, told: list[Spell]
) -> None:
    wait(keeper, clock, 10, 3_600)
    clock.now += 8 * 3_600
    keeper.leave(1.0)
    assert told[0].seconds == 10 + 2 * IDLE_SECONDS


def test_what_is_done_elsewhere_is_not_read(keeper: Timekeeper, clock: Clock, told: list[Spell]) -> None:
    wait(keeper, clock, 10)
    keeper.touch(is_at_it=False)
    wait(keeper, clock, 40, 7)  # the first comes back to the text
    keeper.leave(0.5)
    assert told[0].seconds == 17


def test_who_leaves_at_once_has_read_nothing(keeper: Timekeeper, clock: Clock, told: list[Spell]) -> None:
    wait(keeper, clock, LEAST_SECONDS - 1)
    keeper.leave(1.0)
    assert told == []


def test_a_long_reading_is_told_on_the_way_and_nothing_is_lost_or_told_twice(
    keeper: Timekeeper, clock: Clock, told: list[Spell]
) -> None:
    pauses = [59.6] * 6
    assert wait(keeper, clock, *pauses) is True
    keeper.tell(0.5)
    assert wait(keeper, clock, 2.0) is False
    keeper.leave(0.4)
    assert [(spell.seconds, spell.before, spell.after) for spell in told] == [(357, 0.25, 0.5), (2, 0.5, 0.5)]
    assert sum(pauses) > SPELL_SECONDS


def test_a_high_screen_allows_longer_pauses() -> None:
    assert idle_seconds(24, 66, 238) == IDLE_SECONDS
    assert idle_seconds(60, 66, 238) > 2 * IDLE_SECONDS
    assert idle_seconds(60, 66, 0) > 0


# -- on the screen ------------------------------------------------------------------------------------------------------
@pytest.fixture
def screen_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the screen keeps time."""
    clock = Clock()
    defaults = Timekeeper.__init__.__kwdefaults__
    assert defaults is not None
    assert defaults["now"] is monotonic
    monkeypatch.setitem(defaults, "now", clock)
    return clock


def seconds_of(library: Library) -> dict[str, int]:
    return {article.article_id: article.seconds for article in library.reading_statistics(EVER).articles}


async def test_reading_is_kept_when_the_article_is_left(
    run: Run, library: Library, article_ids: tuple[str, ...], screen_clock: Clock
) -> None:
    ferry, hail, _ = article_ids
    async with run() as running:
        await running.press("enter")
        screen_clock.now += 40
        await running.press("j")
        screen_clock.now += 30
        await running.press("q")
        assert seconds_of(library) == {ferry: 70}
        screen_clock.now += 50  # in the list
        await running.press("j")
        screen_clock.now += 50
        await running.press("enter")
        screen_clock.now += 12
    assert seconds_of(library) == {ferry: 70, hail: 12}
    (ferry_time, _) = library.reading_statistics(EVER).articles
    assert ferry_time.title.startswith("Ferry line")


async def test_the_list_beside_the_text_is_not_read(
    run: Run, library: Library, article_ids: tuple[str, ...], screen_clock: Clock
) -> None:
    async with run() as running:
        await running.press("enter")
        screen_clock.now += 20
        await running.press("1")
        for _ in range(3):
            screen_clock.now += 60
            await running.press("j")
        await running.press("q")
    assert seconds_of(library) == {article_ids[0]: 20}


async def test_the_article_of_the_start_is_timed_too(
    run: Run, library: Library, article_ids: tuple[str, ...], screen_clock: Clock
) -> None:
    async with run(opened=article_ids[1]) as running:
        await running.until(lambda: running.screen.is_booked)
        await running.settle()
        screen_clock.now += 33
    assert seconds_of(library) == {article_ids[1]: 33}


async def test_who_wants_no_statistics_is_not_timed(
    run: Run, library: Library, article_ids: tuple[str, ...], screen_clock: Clock
) -> None:
    library.config = Config(stats=False)
    async with run() as running:
        await running.press("enter")
        screen_clock.now += 60
        await running.press("j", "q")
    assert seconds_of(library) == {}


async def test_a_key_costs_a_touch_and_writes_nothing(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, screen_clock: Clock
) -> None:
    kept: list[Spell] = []
    monkeypatch.setattr(library, "keep_reading_time", kept.append)
    touches = count_calls(monkeypatch, Timekeeper, "touch")
    tells = count_calls(monkeypatch, Timekeeper, "tell")
    async with run() as running:
        await running.press("enter")
        touches.clear()
        await running.press(*"jjjjjj")
        assert 6 <= len(touches) <= 18  # for the key, and for the scrolling that it does
        assert not tells
        assert not kept


def count_calls(monkeypatch: pytest.MonkeyPatch, of: type, name: str) -> list[str]:
    calls: list[str] = []
    original: Callable[..., object] = getattr(of, name)

    def counted(*arguments: object, **named: object) -> object:
        calls.append(name)
        return original(*arguments, **named)

    monkeypatch.setattr(of, name, counted)
    return calls
