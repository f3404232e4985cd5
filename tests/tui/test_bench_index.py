"""The workbench while the index under it is made anew: no key may come to mean another annotation."""

import pytest

from reader.library.library import Library
from reader.tui.shown_bench import LoadedBench
from reader.tui.widgets.bench_list import BenchList
from tests.tui.conftest import Run
from tests.tui.test_bench import bench_of


async def test_what_was_selected_in_an_index_that_was_made_anew_is_selected_no_more(
    run: Run, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for article_id in article_ids:
        library.note_article(article_id, "a note")
    shown: list[LoadedBench] = []
    show = BenchList.show

    def keep(self: BenchList, loaded: LoadedBench) -> None:
        shown.append(loaded)
        show(self, loaded)

    monkeypatch.setattr(BenchList, "show", keep)
    async with run() as running:
        await running.press("g", "A", "space")
        rows = bench_of(running).list
        assert len(rows.list.selection) == 1
        bench_of(running).reload()
        await running.settle()
        assert len(shown) == 2
        assert shown[0].identity == shown[1].identity != ""
        assert len(rows.list.selection) == 1
        rows.show(shown[1]._replace(identity="another"))
        assert not rows.list.selection


async def test_what_is_done_to_many_is_done_to_those_of_the_list_that_was_shown(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    for article_id in article_ids:
        library.note_article(article_id, "a note")
    async with run() as running:
        await running.press("g", "A")
        bench = bench_of(running)
        keys = tuple(bench.list.list.places.docids)
        told: list[object] = []
        bench.session.targets(keys, told.append)
        bench.session._shown = None  # as while another list is being asked for
        await running.until(lambda: bool(told))
        assert len(told[0]) == len(article_ids)  # type: ignore[arg-type]
