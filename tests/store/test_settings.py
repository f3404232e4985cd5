"""library.toml: people edit it by hand, so what is theirs stays."""

from collections.abc import Mapping

import pytest

from reader.model.annotation import Colour
from reader.model.errors import ConfigError, StoreError
from reader.store.places import LibraryPlaces
from reader.store.settings import LibrarySettings, change_searches, load_library_settings, save_colours


def test_meanings_are_kept(places: LibraryPlaces) -> None:
    meanings = {Colour.YELLOW: "important", Colour.PINK: "doubtful"}
    save_colours(places, meanings)
    assert load_library_settings(places) == LibrarySettings(colours=meanings)
    save_colours(places, {})
    assert load_library_settings(places) == LibrarySettings()


def test_comments_order_and_unknown_keys_stay(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    text = '# mine\n[searches]\nferries = "tag:sea"  # often\n\n[colours]\ngreen = "true"  # oh yes\nblack = "ink"\n'
    places.settings_file.write_text(text)
    assert load_library_settings(places).colours == {Colour.GREEN: "true"}
    save_colours(places, {Colour.GREEN: "true", Colour.BLUE: "sea"})
    assert places.settings_file.read_text() == text + 'blue = "sea"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colours = 3", "must be a table"),
        ("searches = 3", "must be a table"),
        ("[searches]\nferries = 3", "the search 'ferries' must be a text"),
        ("[colours]\ngreen = 3", "must be a text"),
        ("x = 1\n[colours\n", "line 2"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_file(places: LibraryPlaces, text: str, words: str) -> None:
    places.folder.mkdir()
    places.settings_file.write_text(text)
    with pytest.raises(ConfigError, match=words) as caught:
        load_library_settings(places)
    assert str(places.settings_file) in str(caught.value)


def test_a_file_that_cannot_be_read_is_never_written_over(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    places.settings_file.write_bytes(b"[colours\n\xff")
    with pytest.raises(ConfigError):
        save_colours(places, {Colour.BLUE: "sea"})
    assert places.settings_file.read_bytes() == b"[colours\n\xff"


def test_searches_keep_their_order_and_their_comments(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    text = '# mine\n[searches]\nferries = "tag:sea"  # often\n"two words" = "is:unread"\n\n[colours]\ngreen = "true"\n'
    places.settings_file.write_text(text)
    before, after = change_searches(places, lambda searches: {**searches, "new": 'title:"a b"'})
    assert list(before) == ["ferries", "two words"]
    assert list(after) == list(load_library_settings(places).searches) == ["ferries", "two words", "new"]
    kept = places.settings_file.read_text()
    assert 'ferries = "tag:sea"  # often\n"two words" = "is:unread"\n' in kept
    assert kept.endswith('[colours]\ngreen = "true"\n')
    change_searches(places, lambda searches: {"new": "x", "ferries": searches["ferries"]})
    assert list(load_library_settings(places).searches.items()) == [("new", "x"), ("ferries", "tag:sea")]
    assert 'ferries = "tag:sea"  # often\n' in places.settings_file.read_text()


def test_a_change_that_changes_nothing_writes_nothing(places: LibraryPlaces) -> None:
    change_searches(places, lambda searches: searches)
    assert not places.settings_file.exists()


@pytest.mark.parametrize("name", ["a.b", "ß", "渡し船", 'with "quotes"', "=", "#", "[x]"])
def test_a_search_may_have_any_name(places: LibraryPlaces, name: str) -> None:
    change_searches(places, lambda searches: {**searches, name: r'-"a\b" #'})
    change_searches(places, lambda searches: {**searches, "other": "x"})
    assert load_library_settings(places).searches == {name: r'-"a\b" #', "other": "x"}


def test_what_a_synchronising_program_puts_there_meanwhile_is_not_written_over(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    theirs = '[searches]\nferries = "tag:sea"\n'

    def while_asking(searches: Mapping[str, str]) -> Mapping[str, str]:
        places.settings_file.write_text(theirs)
        return {**searches, "new": "x"}

    with pytest.raises(StoreError, match="written by another program"):
        change_searches(places, while_asking)
    assert places.settings_file.read_text() == theirs
