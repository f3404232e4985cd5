"""What the reader can do about marks that a new version has put in doubt, over a real library and a real site."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.reattaching import Trouble
from reader.model.annotation import AnchorState, Annotation, Colour, PlacedAnnotation
from reader.model.difference import Edit
from reader.model.errors import AnchorError, NotFoundError
from reader.store.annotations import AnnotationStore
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
LOST = "Its captain had sworn never to touch a wheel again."
EDITED = "The road lobby had counted on the bridge, for which a first budget was drawn up in the autumn."
NOW = "The road lobby had counted on the tunnel, for which a second budget was drawn up in the autumn."


@pytest.fixture
def article_id(library: Library, site: Site) -> str:
    return library.add(site.put("/ferry", page_html(TITLE))).article_id


def change_page(library: Library, article_id: str, site: Site) -> None:
    """Take a paragraph out, and change two words of another one."""
    changed = PARAGRAPHS[3].replace("bridge", "tunnel").replace("first", "second")
    site.put("/ferry", page_html(TITLE, (PARAGRAPHS[0], PARAGRAPHS[2], changed)))
    assert library.refresh(article_id).is_new_version


@pytest.fixture
def lost(library: Library, article_id: str, site: Site) -> Annotation:
    """A mark with note and tag whose passage is gone."""
    made = library.annotate_quote(article_id, LOST, colour=Colour.BLUE, note="Who is she?", tags=("captain",))
    change_page(library, article_id, site)
    return made


def placed(library: Library, article_id: str, annotation_id: int) -> PlacedAnnotation:
    return next(one for one in library.annotations(article_id) if one.annotation.id == annotation_id)


def span(library: Library, article_id: str, words: str) -> tuple[int, int]:
    start = library.open_article(article_id).kept.article.text.index(words)
    return start, start + len(words)


def test_a_lost_mark_is_put_on_another_passage_and_keeps_what_was_marked(
    library: Library, article_id: str, lost: Annotation, folders: Folders
) -> None:
    library.attach_annotation(article_id, lost.id, *span(library, article_id, "Not everyone is glad."))
    again = placed(Library.open(folders=folders), article_id, lost.id)
    assert again.anchor is not None
    assert again.anchor.state is AnchorState.ANCHORED
    assert again.annotation.quote == "Not everyone is glad."
    assert (again.annotation.note, again.annotation.tags, again.annotation.colour) == (
        lost.note,
        lost.tags,
        Colour.BLUE,
    )
    assert again.annotation.marked_as is not None
    assert again.annotation.marked_as.selectors == lost.selectors
    assert again.annotation.marked_as.version_id == lost.version_id


def test_attaching_is_one_step_to_undo_and_leaves_the_document_as_it_was(
    library: Library, article_id: str, lost: Annotation
) -> None:
    library.attach_annotation(article_id, lost.id, *span(library, article_id, "Not everyone is glad."))
    assert LOST[:20] in library.undo()
    back = placed(library, article_id, lost.id)
    assert (back.annotation.selectors, back.annotation.version_id, back.annotation.marked_as) == (
        lost.selectors,
        lost.version_id,
        None,
    )
    assert back.anchor is not None
    assert back.anchor.state is AnchorState.ORPHAN
    library.redo()
    assert placed(library, article_id, lost.id).annotation.quote == "Not everyone is glad."


def test_what_was_marked_first_is_kept_however_often_a_mark_is_attached(
    library: Library, article_id: str, lost: Annotation
) -> None:
    library.attach_annotation(article_id, lost.id, *span(library, article_id, "Not everyone is glad."))
    twice = library.attach_annotation(article_id, lost.id, *span(library, article_id, "Tickets will cost"))
    assert twice.marked_as is not None
    assert twice.marked_as.selectors.exact == LOST


def test_attaching_to_a_quote_of_the_current_version(library: Library, article_id: str, lost: Annotation) -> None:
    assert library.attach_annotation_to_quote(article_id, lost.id, "Tickets will cost").quote == "Tickets will cost"
    with pytest.raises(AnchorError):
        library.attach_annotation_to_quote(article_id, lost.id, LOST)


def test_attaching_to_an_old_version_stands_on_that_version(
    library: Library, article_id: str, lost: Annotation
) -> None:
    old = library.open_article(article_id, lost.version_id).kept.article.text
    start = old.index("She changed her mind")
    made = library.attach_annotation(article_id, lost.id, start, start + 20, lost.version_id)
    assert (made.version_id, made.quote, made.marked_as) == (lost.version_id, "She changed her mind", None)


@pytest.mark.parametrize("passage", [(5, 5), (-1, 4), (0, 10**9), (9, 3)])
def test_what_is_no_passage_is_refused(
    library: Library, article_id: str, lost: Annotation, passage: tuple[int, int]
) -> None:
    with pytest.raises(AnchorError):
        library.attach_annotation(article_id, lost.id, *passage)
    assert placed(library, article_id, lost.id).annotation.selectors == lost.selectors


def test_a_changed_mark_that_is_right_stands_on_its_new_words_from_then_on(
    library: Library, article_id: str, site: Site
) -> None:
    made = library.annotate_quote(article_id, EDITED)
    change_page(library, article_id, site)
    (told,) = library.troubled_marks(article_id)
    assert (told.trouble, told.now) == (Trouble.CHANGED, NOW)
    right = library.confirm_annotation(article_id, made.id)
    assert right.quote == NOW
    assert right.marked_as is not None
    assert right.marked_as.selectors.exact == EDITED
    assert library.troubled_marks(article_id) == ()
    assert library.undo() != ""
    assert [one.trouble for one in library.troubled_marks(article_id)] == [Trouble.CHANGED]


def test_a_lost_mark_cannot_be_right(library: Library, article_id: str, lost: Annotation) -> None:
    with pytest.raises(AnchorError, match="gone"):
        library.confirm_annotation(article_id, lost.id)
    note = library.note_article(article_id, "On all of it")
    with pytest.raises(AnchorError):
        library.confirm_annotation(article_id, note.id)


def test_several_are_confirmed_in_one_step_or_none_is(library: Library, article_id: str, site: Site) -> None:
    ids = [library.annotate_quote(article_id, words).id for words in (EDITED, "counted on the bridge")]
    gone = library.annotate_quote(article_id, LOST).id
    change_page(library, article_id, site)
    with pytest.raises(AnchorError):
        library.confirm_annotations([(article_id, one) for one in (*ids, gone)])
    assert len(library.troubled_marks(article_id)) == 3
    assert len(library.confirm_annotations([(article_id, one) for one in ids])) == 2
    assert [one.trouble for one in library.troubled_marks(article_id)] == [Trouble.LOST]
    assert "2 marks" in library.undo()
    assert len(library.troubled_marks(article_id)) == 3


def test_a_lost_mark_becomes_a_note_that_begins_with_what_was_marked(
    library: Library, article_id: str, lost: Annotation
) -> None:
    note = library.keep_as_note(article_id, lost.id)
    assert note.note == f"> {LOST}\n\nWho is she?"
    assert not note.is_highlight
    assert (note.id, note.tags) == (lost.id, ("captain",))
    assert note.marked_as is not None
    assert library.troubled_marks(article_id) == ()
    with pytest.raises(AnchorError):
        library.keep_as_note(article_id, lost.id)
    library.undo()
    back = placed(library, article_id, lost.id).annotation
    assert (back.quote, back.note, back.marked_as) == (LOST, "Who is she?", None)


def test_a_quote_of_several_paragraphs_stays_one_block_quote(library: Library, article_id: str) -> None:
    text = library.open_article(article_id).kept.article.text
    made = library.annotate(article_id, text.index("Its captain"), text.index("Tickets") + 7)
    assert library.keep_as_note(article_id, made.id).note.split("\n")[1:] == [">", "> Tickets"]


def test_marks_of_the_whole_library_in_doubt(library: Library, article_id: str, lost: Annotation, site: Site) -> None:
    other = library.add(site.put("/hail", page_html("Two winters of hail"))).article_id
    library.annotate_quote(other, "Tickets will cost")
    assert [(one.record.id, one.placed.annotation.id) for one in library.troubled_marks()] == [(article_id, lost.id)]
    assert [len(library.all_annotations(query)) for query in ("is:orphan", "is:changed", "is:unsure")] == [1, 0, 0]


def test_changed_marks_are_found_by_their_flag(library: Library, article_id: str, site: Site) -> None:
    made = library.annotate_quote(article_id, EDITED)
    change_page(library, article_id, site)
    assert [one.annotation.id for _, one in library.all_annotations("is:changed")] == [made.id]
    assert [row.record.id for row in library.list(View(kind=ViewKind.ALL, query="is:changed"))] == [article_id]
    library.confirm_annotation(article_id, made.id)
    assert library.all_annotations("is:changed") == ()


def test_old_and_new_wording_are_told_word_by_word(library: Library, article_id: str, site: Site) -> None:
    library.annotate_quote(article_id, EDITED)
    change_page(library, article_id, site)
    (told,) = library.troubled_marks(article_id)
    assert [one.text.strip() for one in told.wording if one.edit is Edit.REMOVED] == ["bridge", "first"]
    assert [one.text.strip() for one in told.wording if one.edit is Edit.ADDED] == ["tunnel", "second"]


def test_a_lost_mark_is_looked_for_where_its_neighbours_are(
    library: Library, article_id: str, lost: Annotation
) -> None:
    text = library.open_article(article_id).kept.article.text
    assert text[library.place_near(article_id, lost.id) :].startswith("Tickets will cost")
    note = library.note_article(article_id, "On all of it")
    assert library.place_near(article_id, note.id) == 0


def test_a_mark_that_was_removed_elsewhere_is_told(library: Library, article_id: str, lost: Annotation) -> None:
    library.remove_annotation(article_id, lost.id)
    with pytest.raises(NotFoundError):
        library.attach_annotation(article_id, lost.id, 0, 5)
    with pytest.raises(NotFoundError):
        library.keep_as_note(article_id, lost.id)


def test_a_mark_that_is_grown_on_changed_words_keeps_what_was_marked(
    library: Library, article_id: str, site: Site
) -> None:
    made = library.annotate_quote(article_id, EDITED)
    change_page(library, article_id, site)
    start, end = span(library, article_id, NOW)
    assert library.change_annotation(article_id, made.id, passage=(start, end - 7)).marked_as is not None


def test_a_mark_whose_words_still_stand_has_nothing_to_remember(
    library: Library, article_id: str, site: Site, folders: Folders
) -> None:
    made = library.annotate_quote(article_id, "the council said")
    change_page(library, article_id, site)
    start, _ = span(library, article_id, "the council said")
    library.change_annotation(article_id, made.id, passage=(start, start + len("the council said on Monday")))
    (stored,) = json.loads(stored_file(library, article_id).read_text())["annotations"].values()
    assert "marked_as" not in stored


def stored_file(library: Library, article_id: str) -> Path:
    return library.folder / "annotations" / f"{article_id}.json"


def test_undoing_what_was_done_to_many_writes_each_file_once(
    library: Library, article_id: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("counted on the bridge", "a first budget", "The road lobby had counted", "drawn up in the autumn")
    for quote in words:
        library.annotate_quote(article_id, quote)
    change_page(library, article_id, site)
    targets = [(article_id, one.annotation.id) for one in library.annotations(article_id)]
    library.keep_as_notes(targets)
    writes: list[str] = []
    change_many = AnnotationStore.change_many

    def counted(store: AnnotationStore, *arguments: Any) -> None:
        writes.append("many")
        change_many(store, *arguments)

    monkeypatch.setattr(AnnotationStore, "change_many", counted)
    monkeypatch.setattr(AnnotationStore, "save", lambda *_: writes.append("one"))
    library.undo()
    assert writes == ["many"]
    assert {one.annotation.quote for one in library.annotations(article_id)} == set(words)
    library.redo()
    assert writes == ["many", "many"]
    assert all(not one.annotation.is_highlight for one in library.annotations(article_id))


def test_undoing_many_leaves_what_was_written_since(library: Library, article_id: str, site: Site) -> None:
    ids = [library.annotate_quote(article_id, quote).id for quote in ("counted on the bridge", "a first budget")]
    change_page(library, article_id, site)
    library.confirm_annotations([(article_id, one) for one in ids])
    other = Library.open(library.folder, folders=library.folders)
    stored = other._stores.annotations  # as another machine writes: nothing of it stands in the log of this one
    (first,) = (one for one in stored.load(article_id) if one.id == ids[0])
    stored.save(replace(first, note="Written on another machine"))
    library.undo()
    back = placed(library, article_id, ids[0]).annotation
    assert (back.quote, back.note) == ("counted on the bridge", "Written on another machine")
    assert len(library.troubled_marks(article_id)) == 2


def test_each_article_is_written_down_before_the_next_is_changed(
    library: Library, article_id: str, lost: Annotation, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = library.add(site.put("/second", page_html("A second story"))).article_id
    other = library.annotate_quote(second, "Not everyone is glad.")
    known: list[str] = []
    change_many = AnnotationStore.change_many

    def change(store: AnnotationStore, *arguments: Any) -> None:
        known.append(library.undoable()[0].label)  # what can be taken back if the program is killed now
        change_many(store, *arguments)

    monkeypatch.setattr(AnnotationStore, "change_many", change)
    library.keep_as_notes([(article_id, lost.id), (second, other.id)])
    assert known[1].startswith(f"keeping as a note of highlight “{LOST[:20]}")
    assert library.undo() == "keeping as notes of 2 marks"
    for before in (lost, other):
        assert placed(library, before.article_id, before.id).annotation.selectors == before.selectors
