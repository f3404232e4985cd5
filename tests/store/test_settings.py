"""library.toml: people edit it by hand, so what is theirs stays."""

import pytest

from reader.model.annotation import Colour
from reader.model.errors import ConfigError
from reader.store.places import LibraryPlaces
from reader.store.settings import LibrarySettings, load_library_settings, save_library_settings


def test_meanings_are_kept(places: LibraryPlaces) -> None:
    settings = LibrarySettings(colours={Colour.YELLOW: "important", Colour.PINK: "doubtful"})
    save_library_settings(places, settings)
    assert load_library_settings(places) == settings
    save_library_settings(places, LibrarySettings())
    assert load_library_settings(places) == LibrarySettings()


def test_comments_order_and_unknown_keys_stay(places: LibraryPlaces) -> None:
    places.folder.mkdir()
    text = '# mine\n[searches]\nferries = "tag:sea"  # often\n\n[colours]\ngreen = "true"  # oh yes\nblack = "ink"\n'
    places.settings_file.write_text(text)
    assert load_library_settings(places).colours == {Colour.GREEN: "true"}
    save_library_settings(places, LibrarySettings(colours={Colour.GREEN: "true", Colour.BLUE: "sea"}))
    assert places.settings_file.read_text() == text + 'blue = "sea"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [("colours = 3", "must be a table"), ("[colours]\ngreen = 3", "must be a text"), ("x = 1\n[colours\n", "line 2")],
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
        save_library_settings(places, LibrarySettings(colours={Colour.BLUE: "sea"}))
    assert places.settings_file.read_bytes() == b"[colours\n\xff"
