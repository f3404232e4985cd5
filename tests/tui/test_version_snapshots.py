"""The screens of versions, as they were when somebody last looked at them; written as `test_snapshots` says."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.tui import version_words
from reader.tui.screens import versions_sheet
from tests.tui.changed_article import add_changed_article
from tests.tui.conftest import Run
from tests.tui.dump import assert_as_it_was, dump

FOLDER = Path(__file__).parent / "__version_snapshots__"

WIDE, NARROW, NARROWEST = (120, 40), (80, 24), (60, 24)

STATES = {
    "changed": (NARROW, ()),
    "difference": (WIDE, ("g", "d", "n")),
    "difference-narrow": (NARROW, ("g", "d")),
    "difference-narrowest": (NARROWEST, ("g", "d", "n", "n", "n")),
    "versions-narrow": (NARROW, ("g", "v", "j")),
    "old-version": (WIDE, ("g", "v", "G", "enter")),
    "old-version-narrowest": (NARROWEST, ("g", "v", "G", "enter")),
}


@pytest.fixture
def article_id(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An article whose versions are all of the fourteenth of March."""
    for module in (version_words, versions_sheet):
        monkeypatch.setattr(module, "day_and_time", lambda moment, now: "14 Mar 18:20")
    monkeypatch.setattr(version_words, "day_words", lambda moment: "14 Mar 2026")
    monkeypatch.setattr(version_words, "history_words", lambda versions: "changed 2 times, last on 14 Mar 2026")
    return add_changed_article(library, tmp_path)


@pytest.mark.parametrize("name", STATES)
async def test_screen_looks_as_it_did(run: Run, article_id: str, name: str) -> None:
    size, keys = STATES[name]
    async with run(size=size, opened=article_id) as running:
        await running.until(lambda: running.screen.is_booked)
        await running.press(*keys)
        shown = dump(running.app.screen._compositor.render_strips())
    assert_as_it_was(FOLDER / f"{name}.txt", shown)


def test_no_snapshot_is_left_of_a_state_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(STATES)
