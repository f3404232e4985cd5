"""Links between notes: what may be linked to, what a link means, what refers to an article."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.linking import LinkState
from reader.model.note_links import NoteLink, read_link
from tests.loopback import page_html

TITLES = ("Ferry line to reopen after eleven winters", "Two winters of hail", "The clockmaker of Oster Street")


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> tuple[str, ...]:
    found = []
    for number, title in enumerate(TITLES):
        path = tmp_path / f"page-{number}.html"
        path.write_bytes(page_html(title))
        found.append(library.add(str(path)).article_id)
    return tuple(found)


def link(text: str) -> NoteLink:
    found = read_link(text.removeprefix("[[").removesuffix("]]"))
    assert found is not None
    return found


def state(library: Library, text: str) -> LinkState:
    return library.resolve_links([link(text)])[0].state


def test_targets_are_found_by_the_beginnings_of_words(library: Library, ids: tuple[str, ...]) -> None:
    assert [target.title for target in library.link_targets("win hai")] == [TITLES[1]]
    (target,) = library.link_targets("clockm")
    assert target.text == f"[[{ids[2][:8]}|{TITLES[2]}]]"
    assert library.link_targets("nowhere") == ()


def test_without_words_come_the_articles_opened_last(library: Library, ids: tuple[str, ...]) -> None:
    library.mark_opened(ids[0])
    library.mark_opened(ids[2])
    assert [target.title for target in library.link_targets("", 2)] == [TITLES[2], TITLES[0]]


def test_targets_have_notes_of_the_whole_library(library: Library, ids: tuple[str, ...]) -> None:
    note = library.note_article(ids[1], "compare the *harbour* prices")
    (target,) = library.link_targets("harb")
    assert target.is_annotation
    assert target.text == f"[[{ids[1][:8]}#{note.id}|compare the harbour prices]]"
    assert target.detail == TITLES[1]
    resolved = library.resolve_links([link(target.text)])[0]
    assert (resolved.state, resolved.article_id, resolved.annotation_id) == (LinkState.FOUND, ids[1], note.id)


def test_a_link_by_title_means_the_one_article_of_that_title(library: Library, ids: tuple[str, ...]) -> None:
    assert library.resolve_links([link("two WINTERS of  hail")])[0].article_id == ids[1]
    assert state(library, "Two winters") is LinkState.GONE


def test_what_is_not_here_says_why(library: Library, ids: tuple[str, ...]) -> None:
    note = library.note_article(ids[1], "x")
    library.remove_annotation(ids[1], note.id)
    library.set_trashed(ids[0], True)
    assert state(library, f"[[{ids[0][:8]}|x]]") is LinkState.TRASHED
    assert state(library, f"[[{ids[1][:8]}#{note.id}|x]]") is LinkState.NOTE_GONE
    assert state(library, "[[00000000ff|x]]") is LinkState.GONE
    assert state(library, "[[00000000ff#9999999999999999999|x]]") is LinkState.GONE


def test_an_id_that_became_too_short_is_told_apart_by_its_title(
    library: Library, ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.store.index.library_index import LibraryIndex

    monkeypatch.setattr(LibraryIndex, "ids_that_begin", lambda index, prefix, limit=9: ids)
    assert library.resolve_links([link(f"[[{ids[1][:8]}|Two winters of hail]]")])[0].article_id == ids[1]
    assert state(library, f"[[{ids[1][:8]}|What it was called before]]") is LinkState.AMBIGUOUS
    longer = library.link_targets("hail")[0].text
    assert longer.startswith(f"[[{ids[1]}|")  # as many letters as there are


def test_backlinks_are_the_notes_that_refer_here(library: Library, ids: tuple[str, ...]) -> None:
    here = library.annotate(ids[0], 0, 5, note="the start")
    by_id = library.note_article(ids[1], f"see [[{ids[0][:8]}|Ferry]] and [[{ids[0][:8]}|Ferry]]")
    by_title = library.note_article(ids[2], f"see [[{TITLES[0].upper()}]]")
    to_note = library.note_article(ids[1], f"against [[{ids[0][:10]}#{here.id}|“Ferry”]]")
    library.note_article(ids[1], f"in code `[[{ids[0][:8]}|Ferry]]` it is none")

    def referring(annotation_id: int | None = None) -> list[int]:
        return [one.placed.annotation.id for one in library.backlinks(ids[0], annotation_id)]

    assert referring() == [to_note.id, by_title.id, by_id.id]
    assert referring(here.id) == [to_note.id]
    library.change_annotation(ids[1], to_note.id, note="no more")
    library.remove_annotation(ids[1], by_id.id)
    assert referring() == [by_title.id]
    library.undo()
    assert referring() == [by_title.id, by_id.id]
    library.set_trashed(ids[1], True)
    assert referring() == [by_title.id]


def test_backlinks_are_found_again_by_a_new_index(library: Library, ids: tuple[str, ...]) -> None:
    note = library.note_article(ids[1], f"see [[{ids[0][:8]}|Ferry]]")
    library.close()
    for path in library.paths()["state"].glob("index.sqlite*"):
        path.unlink()
    assert [one.placed.annotation.id for one in library.backlinks(ids[0])] == [note.id]
