"""`library.toml`: what belongs to a library and travels with it, in a file that people edit by hand.

So far the words for the five colours. Keys that this program does not know, comments and order are kept when it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.model.annotation import Colour
from reader.model.errors import ConfigError, StoreError
from reader.store.atomic import write_durably
from reader.store.places import LibraryPlaces

_TABLE = "colours"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySettings:
    """The settings of one library."""

    colours: Mapping[Colour, str] = field(default_factory=dict)
    """What the reader means by each colour; a colour without a word is not here."""


def load_library_settings(places: LibraryPlaces) -> LibrarySettings:
    """Return the library's settings, the defaults if it has none. Raises ConfigError naming file and line, StoreError."""
    text = _read(places)
    if not text:
        return LibrarySettings()
    import tomllib  # most libraries have no such file, and reading one must not cost them

    path = places.settings_file
    try:
        table = tomllib.loads(text).get(_TABLE, {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [{_TABLE}] must be a table of colours and words")
    meanings: dict[Colour, str] = {}
    for name, meaning in table.items():
        if not isinstance(meaning, str):
            raise ConfigError(f"{path}: the meaning of {_TABLE}.{name} must be a text")
        if name in set(Colour):
            meanings[Colour(name)] = meaning
    return LibrarySettings(colours=meanings)


def save_library_settings(places: LibraryPlaces, settings: LibrarySettings) -> None:
    """Write the settings into `library.toml`; everything else in it stays. Raises ConfigError, StoreError."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with places.locks.hold("settings"):
        try:
            document = tomlkit.parse(_read(places))
        except TOMLKitError as error:
            raise ConfigError(f"{places.settings_file}: {error}") from error
        table = document.setdefault(_TABLE, tomlkit.table())
        for colour in Colour:
            if colour in settings.colours:
                table[colour.value] = settings.colours[colour]
            else:
                table.pop(colour.value, None)
        data = tomlkit.dumps(document).encode("utf-8")
        write_durably(places.settings_file, data, previous=places.previous_file(places.settings_file))


def _read(places: LibraryPlaces) -> str:
    try:
        return places.settings_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{places.settings_file} is not UTF-8") from error
    except OSError as error:
        raise StoreError(f"{places.settings_file} cannot be read: {error.strerror or error}") from error
