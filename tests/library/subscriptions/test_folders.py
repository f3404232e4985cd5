"""Folders of feeds as paths."""

import pytest

from reader.library.subscriptions.folders import KnownFolders, in_folder, moved_folder


def test_folder_holds_itself_and_what_is_nested() -> None:
    assert in_folder("News", "News")
    assert in_folder("News/World/Asia", "News")
    assert not in_folder("Newsletters", "News")
    assert not in_folder("", "News")


@pytest.mark.parametrize(
    ("folder", "old", "new", "moved"),
    [
        ("News", "News", "Daily", "Daily"),
        ("News/World", "News", "Daily", "Daily/World"),
        ("News/World/Asia", "News/World", "Asia", "Asia/Asia"),
        ("News/World", "News", "News/Old", "News/Old/World"),
        ("News", "News", "", ""),
        ("News/World", "News", "", "World"),
        ("News/World/Asia", "News/World", "", "News/Asia"),
    ],
)
def test_folder_moves_with_what_is_in_it(folder: str, old: str, new: str, moved: str) -> None:
    assert moved_folder(folder, old, new) == moved


def test_names_are_written_as_they_were_first() -> None:
    known = KnownFolders(["News/Sport", "Morning"])
    assert known.settled("news/SPORT/Rowing") == "News/Sport/Rowing"
    assert known.settled("NEWS/sport/ROWING") == "News/Sport/Rowing"
    assert known.settled("Sport") == "Sport"
    assert known.settled("") == ""
