"""Numbers of the last list, and `last`."""

from reader.store.places import LibraryPlaces
from reader.store.recent import RecentArticles


def test_the_last_list_and_the_last_article_are_remembered(places: LibraryPlaces) -> None:
    recent = RecentArticles(places)
    assert (recent.last_list(), recent.last_article()) == ((), "")
    recent.remember_list(["a", "b"])
    recent.remember_article("b")
    assert (RecentArticles(places).last_list(), RecentArticles(places).last_article()) == (("a", "b"), "b")
    assert not places.folder.exists()


def test_a_damaged_memory_is_no_memory(places: LibraryPlaces) -> None:
    recent = RecentArticles(places)
    recent.remember_list(["a"])
    places.recent_file.write_bytes(b"\0")
    assert recent.last_list() == ()
    recent.remember_article("b")
    assert recent.last_article() == "b"
