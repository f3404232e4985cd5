"""All is looked through for garbage while nobody presses a key, and not before there may be some."""

import gc
from collections.abc import Iterator

import pytest

from reader.library.library import Library
from reader.tui.resting import REST_SECONDS, Rest, put_off_whole_looks
from reader.tui.run import ReaderOptions, build_app
from tests.tui.stillness import wait_until_still


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often what was made last has been looked through since all was."""
    count = [0]
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, count[0]))
    return count


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_one_who_reads_is_not_held_up_by_what_is_done_then(made: list[int]) -> None:
    now, looks = [100.0], [0]

    def collect() -> None:
        looks[0] += 1

    is_idle = [True]
    rest = Rest(lambda: is_idle[0], collect, lambda: now[0])
    made[0] = 50
    rest.look()
    assert looks == [0]
    now[0] += REST_SECONDS
    rest.look()
    assert looks == [1]
    rest.touched()
    rest.look()
    assert looks == [1]
    now[0] += REST_SECONDS
    is_idle[0] = False
    rest.look()
    is_idle[0] = True
    rest.look()
    assert looks == [1]  # one who waits for something does not rest
    made[0], now[0] = 0, now[0] + REST_SECONDS
    rest.look()
    assert looks == [1]


def test_python_itself_looks_through_all_only_after_very_much() -> None:
    young, middle, _ = gc.get_threshold()
    put_off_whole_looks()
    assert gc.get_threshold() == (young, middle, 2_000)


async def test_keys_are_heard_of(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(Rest, "touched", lambda _: heard.append(1))
    app = build_app(ReaderOptions(library=library, theme="paper", environ={}))
    async with app.run_test() as pilot:
        while app._rest is None:
            await wait_until_still()
        await pilot.press("j")
        assert heard
