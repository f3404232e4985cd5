"""Which articles came from a file of this machine."""

from reader.store.own_files import OwnFiles
from reader.store.places import LibraryPlaces

ARTICLE = "0123456789abcdef"


def test_the_file_of_an_article_is_remembered_on_this_machine_alone(places: LibraryPlaces) -> None:
    files = OwnFiles(places)
    assert files.path_of(ARTICLE) == ""
    files.remember(ARTICLE, "/home/me/a\udcff.html")
    files.remember("fedcba9876543210", "/home/me/b.html")
    assert OwnFiles(places).path_of(ARTICLE) == "/home/me/a\udcff.html"
    assert not places.folder.exists()
    files.remember(ARTICLE, "/home/me/moved.html")
    assert files.path_of(ARTICLE) == "/home/me/moved.html"


def test_what_cannot_be_read_names_no_file(places: LibraryPlaces) -> None:
    files = OwnFiles(places)
    files.remember(ARTICLE, "/home/me/a.html")
    whole = places.own_file(ARTICLE).read_bytes()
    for damaged in (b"", b"\0", whole.replace(b"a.html", b"b.html")):
        places.own_file(ARTICLE).write_bytes(damaged)
        assert files.path_of(ARTICLE) == ""
    files.remember(ARTICLE, "/home/me/a.html")
    assert places.own_file(ARTICLE).read_bytes() == whole
