"""Searches with names: they stand in library.toml, in order, and the file stays what its owner made of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.results import SavedSearch
from reader.model.errors import ConfigError, NotFoundError, QueryError, UsageError


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    with Library.open(folders=folders, config=Config()) as opened:
        yield opened


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def names(library: Library) -> list[str]:
    return [search.name for search in library.saved_searches()]


def write_settings(library: Library, text: str) -> None:
    library.folder.mkdir(parents=True, exist_ok=True)
    (library.folder / "library.toml").write_text(text, encoding="utf-8")


def test_searches_are_folders_in_the_readers_order(library: Library, article_id: str) -> None:
    library.save_search("Ferries", "ferry OR harbour")
    library.save_search("Hail", "hail")
    assert library.counts().searches == (("Ferries", 1), ("Hail", 0))
    assert library.listing(View(kind=ViewKind.SAVED, name="Ferries")).ids() == (article_id,)
    assert library.listing(View(kind=ViewKind.SAVED, name="ferries", query="is:starred")).ids() == ()
    library.set_starred(article_id, True)
    assert library.listing(View(kind=ViewKind.SAVED, name="ferries", query="is:starred")).ids() == (article_id,)
    library.save_search("Hail", "captain")
    assert library.counts().searches == (("Ferries", 1), ("Hail", 1))


def test_saving_under_a_known_name_keeps_its_place(library: Library) -> None:
    for name in ("A", "B", "C"):
        library.save_search(name, "x")
    library.save_search("b", "y")
    assert library.saved_searches() == (SavedSearch("A", "x"), SavedSearch("B", "y"), SavedSearch("C", "x"))


def test_renaming_keeps_the_place_and_takes_no_name_that_is_taken(library: Library) -> None:
    for name in ("A", "B"):
        library.save_search(name, "x")
    library.rename_search("A", "Ferry line")
    assert names(library) == ["Ferry line", "B"]
    library.rename_search("B", "b")
    assert names(library) == ["Ferry line", "b"]
    with pytest.raises(UsageError, match="already"):
        library.rename_search("b", "ferry LINE")
    with pytest.raises(NotFoundError):
        library.rename_search("nothing", "C")


def test_changes_can_be_undone(library: Library) -> None:
    for name in ("A", "B", "C"):
        library.save_search(name, name.lower())
    library.remove_search("B")
    assert names(library) == ["A", "C"]
    assert "removal of the search “B”" in library.undo()
    assert names(library) == ["A", "B", "C"]
    library.redo()
    assert names(library) == ["A", "C"]
    library.undo()
    library.rename_search("A", "Z")
    library.undo()
    assert names(library) == ["A", "B", "C"]
    library.save_search("A", "another")
    library.undo()
    assert library.saved_searches()[0] == SavedSearch("A", "a")
    for _ in range(3):
        library.undo()
    assert names(library) == []


def test_undo_leaves_what_another_window_saved_meanwhile(library: Library, folders: Folders) -> None:
    library.save_search("A", "a")
    with Library.open(folders=folders, config=Config()) as other:
        library.remove_search("A")
        write_settings(other, '[searches]\nB = "b"\n')
    library.undo()
    assert sorted(names(library)) == ["A", "B"]


def test_wrong_queries_and_empty_names_are_not_kept(library: Library) -> None:
    with pytest.raises(QueryError) as caught:
        library.save_search("A", "ferry (tag:")
    assert caught.value.position >= 6
    for name, query in (("", "x"), (" \x1b[31m\n", ""), ("A", ""), ("A", " \n")):
        with pytest.raises(UsageError):
            library.save_search(name, query)
    assert not (library.folder / "library.toml").exists()


def test_names_are_cleaned(library: Library) -> None:
    saved = library.save_search("  Two\nlines\x1b]0;x\x07 [b]bold[/b] ", "  a\n b ")
    assert "\x1b" not in saved.name
    assert "\n" not in saved.name + saved.query
    assert library.saved_searches() == (saved,)
    library.remove_search(saved.name)
    assert names(library) == []


def test_a_search_is_renamed_and_goes_by_the_name_that_is_shown_of_it(library: Library) -> None:
    write_settings(
        library, '[searches]\n"fer\\u001b[31mry\\u202e" = "ferry"\n"hail\\u200b" = "hail"\nboats = "boats"\n'
    )
    assert names(library) == ["ferry", "hail", "boats"]
    library.remove_search("ferry")
    library.rename_search("hail", "ice")
    assert names(library) == ["ice", "boats"]
    library.undo()
    library.undo()
    assert names(library) == ["ferry", "hail", "boats"]


def test_a_search_that_was_broken_by_hand_is_listed_with_its_mistake(library: Library, article_id: str) -> None:
    write_settings(library, '[searches]\ngood = "ferry"\nbad = "(("\n"\\u001b" = "x"\n')
    good, bad = library.saved_searches()
    assert good == SavedSearch("good", "ferry")
    assert bad.problem
    assert library.counts().searches == (("good", 1), ("bad", -1))
    with pytest.raises(QueryError):
        library.listing(View(kind=ViewKind.SAVED, name="bad"))
    library.remove_search("bad")
    assert [search.name for search in library.saved_searches()] == ["good"]


def test_a_file_that_cannot_be_read_breaks_no_list(library: Library, article_id: str) -> None:
    library.save_search("A", "ferry")
    assert library.counts().searches == (("A", 1),)
    write_settings(library, "[searches\n")
    assert library.counts().all == 1
    assert library.listing(View(query="ferry")).ids() == (article_id,)
    with pytest.raises(ConfigError):
        library.saved_searches()
    with pytest.raises(ConfigError):
        library.save_search("B", "x")
    assert (library.folder / "library.toml").read_text() == "[searches\n"


def test_a_file_that_never_could_be_read_breaks_no_list_either(library: Library, article_id: str) -> None:
    write_settings(library, "[colours]\nyellow = 3\n")
    with Library.open(library.folder, folders=library.folders, config=Config()) as fresh:
        assert fresh.counts().all == 1
        assert fresh.listing(View(query="ferry")).ids() == (article_id,)


def test_the_words_for_colours_are_understood_at_once(library: Library, article_id: str) -> None:
    library.annotate_quote(article_id, "already sold out")
    with pytest.raises(QueryError):
        library.listing(View(query="color:claim"))
    write_settings(library, '[colours]\nyellow = "Claim"\n')
    assert library.listing(View(query="color:claim")).ids() == (article_id,)
    assert library.listing(View(query="color:yellow")).ids() == (article_id,)
    assert library.listing(View(query="color:green")).ids() == ()


def test_a_search_that_is_not_there_is_not_found(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.listing(View(kind=ViewKind.SAVED, name="nothing"))
    with pytest.raises(NotFoundError):
        library.remove_search("nothing")


def test_what_another_machine_wrote_into_the_file_reaches_no_terminal_as_it_is(library: Library) -> None:
    write_settings(
        library,
        r"""
[searches]
"a\u001b[2J" = "ferry\u001b]0;x\u0007 \nhail"
[colours]
green = "true\u001b[31m"
""",
    )
    (search,) = library.saved_searches()
    shown = (search.name, search.query, search.problem, *library.colour_meanings().values())
    assert all(text.isprintable() for text in shown)
