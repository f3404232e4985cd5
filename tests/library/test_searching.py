from pathlib import Path

import pytest

from reader.library.examining import is_target
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.model.errors import NotFoundError
from tests.loopback import page_html


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> dict[str, str]:
    kept: dict[str, str] = {}
    for title in ("The reeds came back", "Café on the pier", "Two winters of hail"):
        path = tmp_path / f"{len(kept)}.html"
        path.write_bytes(page_html(title))
        kept[title] = library.add(str(path)).article_id
    return kept


def titles(library: Library, view: View) -> list[str]:
    return [row.record.title for row in library.list(view)]


def test_lists_begin_with_what_was_added_last(library: Library, ids: dict[str, str]) -> None:
    assert titles(library, View()) == ["Two winters of hail", "Café on the pier", "The reeds came back"]


def test_words_are_found_with_case_and_accents_folded(library: Library, ids: dict[str, str]) -> None:
    assert titles(library, View(query="CAFE pier")) == ["Café on the pier"]
    assert titles(library, View(query="cafe hail")) == []


def test_views_hold_what_their_names_say(library: Library, ids: dict[str, str]) -> None:
    library.set_archived(ids["The reeds came back"], True)
    library.set_trashed(ids["Two winters of hail"], True)
    library.set_tags(ids["Café on the pier"], ("food",))
    library.set_starred(ids["Café on the pier"], True)
    assert titles(library, View()) == ["Café on the pier"]
    assert titles(library, View(kind=ViewKind.ARCHIVE)) == ["The reeds came back"]
    assert titles(library, View(kind=ViewKind.TRASH)) == ["Two winters of hail"]
    assert titles(library, View(kind=ViewKind.TAG, tag="food")) == ["Café on the pier"]
    assert titles(library, View(kind=ViewKind.STARRED)) == ["Café on the pier"]
    counts = library.counts()
    assert (counts.inbox, counts.unread, counts.starred, counts.archive, counts.all, counts.trash) == (1, 1, 1, 1, 2, 1)
    assert counts.tags == (("food", 1),)


def test_reference_may_be_prefix_number_or_last(library: Library, ids: dict[str, str]) -> None:
    article_id = ids["Café on the pier"]
    library.remember_list([row.record.id for row in library.list()])
    assert library.resolve(article_id[:10]) == article_id
    assert library.resolve("2") == article_id
    assert library.resolve("last") == ids["Two winters of hail"]
    library.mark_opened(article_id)
    assert library.resolve("last") == article_id


@pytest.mark.parametrize("reference", ["nothing", "999", "https://hill.example/x", "../x", "\x1b[31m", ""])
def test_reference_to_nothing_is_not_found(library: Library, ids: dict[str, str], reference: str) -> None:
    with pytest.raises(NotFoundError):
        library.resolve(reference)


def test_archive_is_found_by_its_path(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "saved.mhtml"
    page = page_html("Reeds in an archive").decode().replace("=", "=3D")
    path.write_bytes(
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type=text/html\r\n\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page.encode()
        + b"\r\n--b--\r\n"
    )
    added = library.add(str(path))
    assert library.resolve(str(path)) == added.article_id


@pytest.mark.parametrize("reference", ["x" * 300, "/".join(["x" * 200] * 40), "a\0b", "~nobody-of-this-name/x"])
def test_what_can_be_no_path_is_not_found(library: Library, reference: str) -> None:
    assert not is_target(reference)
    with pytest.raises(NotFoundError):
        library.resolve(reference)
