from pathlib import Path

import pytest

from reader.library.demo import demo_library, fill_demo, first_demo_article
from reader.library.progress import Progress, Work
from reader.library.samples import demo_plan
from reader.model.annotation import Colour


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_demo_begins_with_the_ferry_story_and_its_marks() -> None:
    with demo_library() as library:
        first = first_demo_article(library)
        opened = library.open_article(first)
        assert opened.kept.article.metadata.title == "Ferry line to reopen after eleven winters"
        assert len(opened.annotations) == 3
        assert all(placed.is_placed for placed in opened.annotations[1:])
        assert library.colour_meanings()[Colour.YELLOW] == "claim"
        assert library.undo() == ""


def test_whole_plan_stands_with_every_mark_in_its_place_and_nothing_of_the_user_is_touched(home: Path) -> None:
    told: list[Progress] = []
    with demo_library() as library:
        fill_demo(library, Work(report=told.append))
        folder = library.folder
        assert library.counts().all == len(demo_plan().articles)
        placed = [annotation for _, annotation in library.all_annotations()]
        assert len(placed) == sum(len(planned.marks) + bool(planned.note) for planned in demo_plan().articles)
        assert all(one.is_placed for one in placed if one.annotation.is_highlight)
        assert told[-1].done == told[-1].total
    assert not folder.exists()
    assert list(home.iterdir()) == []
