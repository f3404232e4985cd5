"""Frames that were drawn beforehand: shown whole and only as long as nothing has changed, and gone when they are to be."""

import os
from pathlib import Path

import pytest

from reader.library.first_frames import (
    LIST,
    MOST_FRAMES,
    FirstFrame,
    circumstances,
    drop_all_frames,
    drop_frames,
    find_frame,
    keep_frame,
)

NOW = circumstances((80, 24), {})
FRAME = FirstFrame(b"\x1b[1;1Hwhat it said", "dark")


def frame_files(state: Path) -> list[str]:
    folder = state / "frames"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("cut", [0, 20, -1])
def test_a_frame_that_is_there_in_part_is_none(tmp_path: Path, cut: int) -> None:
    keep_frame(tmp_path, LIST, FRAME, NOW, ())
    assert find_frame(tmp_path, LIST, NOW) == FRAME
    file = tmp_path / "frames" / f"{LIST}.frame"
    file.write_bytes(file.read_bytes()[:cut])
    assert find_frame(tmp_path, LIST, NOW) is None


def test_a_frame_that_can_not_be_kept_is_only_not_there(tmp_path: Path) -> None:
    (tmp_path / "frames").write_text("no folder")
    keep_frame(tmp_path, LIST, FRAME, NOW, ())
    assert find_frame(tmp_path, LIST, NOW) is None
    drop_frames(tmp_path, [LIST])
    drop_all_frames(tmp_path)
    assert (tmp_path / "frames").read_text() == "no folder"


def test_the_latest_frames_are_kept_and_those_of_an_article_go_with_it(tmp_path: Path) -> None:
    for number in range(MOST_FRAMES + 3):
        keep_frame(tmp_path, f"a{number:02}", FRAME, NOW, ())
        os.utime(tmp_path / "frames" / f"a{number:02}.frame", (number, number))
    assert len(frame_files(tmp_path)) == MOST_FRAMES
    drop_frames(tmp_path, [f"a{number:02}" for number in range(1_000) if number != 9])
    assert frame_files(tmp_path) == ["a09.frame"]
    drop_all_frames(tmp_path)
    assert frame_files(tmp_path) == []
