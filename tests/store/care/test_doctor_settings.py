"""What people write into library.toml by hand: what cannot be is told with its place, what means nothing is not kept quiet."""

import pytest

from reader.store.care.doctor import examine_library
from reader.store.places import LibraryPlaces

FEED = '[feeds.hill]\nurl = "https://hill.example/feed"\n'


def write(places: LibraryPlaces, text: str) -> None:
    places.folder.mkdir(exist_ok=True)
    places.settings_file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (FEED, ()),
        (f'{FEED}keep_days = 3\n[rules.calm]\nquery = "ferry"\ndo = ["hide"]\n[colours]\nyellow = "claim"\n', ()),
        (f"{FEED}keep-days = 3\n", ("the feed 'hill' has 'keep-days', which means nothing here; keep_days does",)),
        (f"{FEED}[feed.lake]\nx = 1\n", ("it has 'feed', which means nothing here; feeds does",)),
        ("feeds = 3\n", ()),  # told among the findings
        (
            f'{FEED}[feeds.again]\nurl = "https://hill.example/feed"\n',
            ("the feed 'again' is the feed 'hill' once more, and is left out",),
        ),
        (
            '[rules.calm]\nquery = "ferry"\ndo = ["hide"]\nof = true\n"\\u0007bell" = 1\n',
            (
                "the rule 'calm' has 'of', which means nothing here; off does",
                "the rule 'calm' has 'bell', which means nothing here",
            ),
        ),
    ],
)
def test_what_means_nothing_is_told(places: LibraryPlaces, text: str, notes: tuple[str, ...]) -> None:
    write(places, text)
    assert examine_library(places).notes == tuple(f"library.toml: {note}" for note in notes)
    assert places.settings_file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{FEED}folder = 3\n", "folder must be a text (in the table at line 1)"),
        ("\n[feeds.hill]\n", "needs an address"),
        ('[feeds.hill]\nurl = "https://ann:pw@hill.example/feed"\n', "a name or a password in its address"),
        ('[feeds.hill]\nurl = "file:///etc/passwd"\n', "needs an address"),
        ("feeds = 3\n", "[feeds] must be a table"),
        ("[feeds.hill\n", "at line 1"),
    ],
)
def test_what_cannot_be_is_a_finding_with_its_place(places: LibraryPlaces, text: str, words: str) -> None:
    write(places, text)
    (finding,) = (found for found in examine_library(places).findings if "cannot be used" in found.what)
    assert words in finding.what
    assert "pw" not in finding.what
    assert "backup" in finding.what
