"""Folding the groups of the workbench asks for nothing that is known."""

from queue import Queue
from threading import Event
from typing import Any

import pytest
from textual.message import Message

from reader.library.bench import BenchCounts, BenchListing
from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.bench_filter import BenchFilter
from reader.tui.bench_session import BenchSession
from reader.tui.list_places import NO_FOLDS
from reader.tui.messages import WorkAnswered
from reader.tui.screens.bench import Bench
from reader.tui.shown_bench import BenchAsk, LoadedBench
from reader.tui.shown_list import HeldRows
from tests.tui.conftest import Run, Running


def bench_of(running: Running) -> Bench:
    """Return the workbench."""
    return next(screen for screen in reversed(running.app.screen_stack) if isinstance(screen, Bench))


async def test_folding_counts_nothing_anew(
    run: Run, article_ids: tuple[str, ...], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for article_id in article_ids:
        library.annotate(article_id, 0, 4, colour=Colour.GREEN)
    counted: list[str] = []
    counts = Library.bench_counts

    def counting(library: Library, query: str = "") -> BenchCounts:
        counted.append(query)
        return counts(library, query)

    monkeypatch.setattr(Library, "bench_counts", counting)
    async with run(size=(160, 50)) as running:
        await running.press("g", "A")
        await running.until(lambda: bench_of(running).counted.total == len(article_ids))
        counted.clear()
        before = bench_of(running).list.list.places.total
        await running.press("z", "A")
        await running.until(lambda: bench_of(running).list.list.places.total < before)
        await running.settle()
        assert counted == []


def test_folding_that_overtakes_a_filter_brings_the_filtered_list(
    article_ids: tuple[str, ...], library: Library
) -> None:
    for article_id, colour in zip(article_ids, (Colour.GREEN, Colour.BLUE), strict=False):
        library.annotate(article_id, 0, 4, colour=colour)
    posted: Queue[Message] = Queue()
    held_up = Event()

    class Slow(Library):
        """The index answers when it is let."""

        def bench(self, *args: Any, **kwargs: Any) -> BenchListing:
            held_up.wait(10)
            return super().bench(*args, **kwargs)

    slow = Slow.open(library.folder, config=library.config, folders=library.folders)
    session = BenchSession(slow, lambda job: job(), posted.put, lambda error: posted.put(Message()))
    came: list[LoadedBench] = []
    blue = BenchAsk(BenchFilter("color:blue"))
    session.load(BenchAsk(), HeldRows(), NO_FOLDS, lambda request, loaded: came.append(loaded))
    session.load(blue, HeldRows(), NO_FOLDS, lambda request, loaded: came.append(loaded))
    session.fold(HeldRows(), NO_FOLDS, lambda request, loaded: came.append(loaded))
    held_up.set()
    while not came:
        answer = posted.get(timeout=10)
        assert isinstance(answer, WorkAnswered)
        answer.deliver()
    assert [loaded.ask for loaded in came] == [blue]
    assert came[0].error is None
    slow.close()
