"""Folding the groups of the workbench asks for nothing that is known."""

import pytest

from reader.library.bench import BenchCounts
from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.screens.bench import Bench
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
