"""The versions of an article: which there are, how they are named, what parts them, and going back."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reader.library.library import Library
from reader.library.results import Carried
from reader.library.version_words import carried_words, distinct, history_words, site_changes
from reader.model.difference import Edit
from reader.model.errors import NotFoundError
from reader.model.kept import Version
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
MAY = "The council meets again in May to hear about the bridge."
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def edit(library: Library, site: Site) -> Callable[..., str]:
    """Put a page up and bring the article up to date with it; return its id."""

    def put(*paragraphs: str, title: str = TITLE) -> str:
        url = site.put("/ferry", page_html(title, paragraphs))
        return library.add(url, refresh=True).article_id

    return put


Edited = Callable[..., str]


def text_of(library: Library, article_id: str) -> str:
    """Return the text of the current version."""
    return library.open_article(article_id).kept.article.text


def test_versions_are_numbered_and_compared_with_the_one_before(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS[1:], MAY)
    entries = library.versions(article_id)
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [(entry.added_words, entry.removed_words) for entry in entries] == [(0, 0), (11, 0), (0, 21)]
    assert [entry.is_current for entry in entries] == [False, False, True]
    assert not any(entry.is_recleaned for entry in entries)
    assert entries[0].words == sum(len(paragraph.split()) for paragraph in PARAGRAPHS)


def test_a_text_that_comes_back_is_entered_again(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS)
    entries = library.versions(article_id)
    assert [entry.version.id for entry in entries] == [
        entries[0].version.id,
        entries[1].version.id,
        entries[0].version.id,
    ]
    assert entries[2].removed_words == 11
    assert "changed 2 times" in history_words(library.listed(article_id).record.versions)
    assert library.difference(article_id, "1", "3").is_empty
    assert (library.difference(article_id).old_number, library.difference(article_id).new_number) == (2, 3)


def test_a_version_is_named_by_number_id_or_day(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    first, second = (entry.version for entry in library.versions(article_id))
    assert library.version_named(article_id, "1").id == first.id
    assert library.version_named(article_id, "-1").id == second.id
    assert library.version_named(article_id, " -2 ").id == first.id
    assert library.version_named(article_id, second.id[:9].upper()).id == second.id
    assert library.version_named(article_id, first.id).id == first.id
    today = datetime.now(UTC).astimezone().date()
    assert library.version_named(article_id, today.isoformat()).id == second.id


@pytest.mark.parametrize("name", ["0", "3", "-3", "zzzz", "1999-01-01", "abc", "", "²", "1e1"])
def test_a_name_of_no_version_says_which_there_are(library: Library, edit: Edited, name: str) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    with pytest.raises(NotFoundError, match=r"there are 1 of .*, 2 of "):
        library.version_named(article_id, name)


def test_one_version_has_nothing_to_be_compared_with(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    with pytest.raises(NotFoundError, match=r"only one version .it has not changed since"):
        library.difference(article_id)


def test_nothing_came_before_the_first(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    with pytest.raises(NotFoundError, match="nothing came before"):
        library.difference(article_id, "", "1")


def test_any_two_versions_are_compared(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    edit(*PARAGRAPHS, MAY.replace("May", "June"))
    found = library.difference(article_id, "1", "-1")
    assert [stretch.text for part in found.parts for stretch in part.stretches if stretch.edit is Edit.ADDED] == [
        MAY.replace("May", "June")
    ]
    back = library.difference(article_id, "3", "1")
    assert (back.added_words, back.removed_words) == (0, found.added_words)


def test_a_version_beside_itself_was_not_cleaned_anew(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    found = library.difference(article_id, "2", "2")
    assert not found.is_recleaned
    assert (found.added_words, found.removed_words) == (0, 0)


def test_a_version_that_is_not_here_is_told_and_hides_no_other(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    first = library.versions(article_id)[0].version.id
    (library.folder / "articles" / article_id / "versions" / f"{first}.json").unlink()
    with Library.open(library.folder, folders=library.folders) as other:
        entries = other.versions(article_id)
        assert [entry.is_here for entry in entries] == [False, True]
        assert (entries[1].added_words, entries[1].removed_words) == (0, 0)


def test_going_back_keeps_all_and_can_be_undone(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    library.annotate_quote(article_id, "already sold out")
    edit(*PARAGRAPHS[:2], MAY)
    first, second = (entry.version.id for entry in library.versions(article_id))
    went = library.make_current(article_id, first)
    assert went.is_new_version
    assert went.carried == Carried(found=1)
    assert MAY not in text_of(library, article_id)
    assert library.listed(article_id).record.text_letters == len(text_of(library, article_id))
    assert history_words(library.listed(article_id).record.versions).startswith("changed once")
    library.undo()
    assert MAY in text_of(library, article_id)
    assert [entry.version.id for entry in library.versions(article_id)] == [first, second], "there and back is nothing"
    library.redo()
    assert MAY not in text_of(library, article_id)
    assert not library.make_current(article_id, first).former_version


def test_a_refresh_can_be_undone_and_redone_after_a_restart(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    with Library.open(library.folder, folders=library.folders, config=library.config) as again:
        again.undo()
        assert MAY not in text_of(again, article_id)
        again.redo()
        assert MAY in text_of(again, article_id)


def test_what_was_gone_back_from_comes_no_second_time(library: Library, site: Site, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    edit(*PARAGRAPHS, MAY)
    library.undo()
    again = library.refresh(article_id)
    assert not again.is_new_version
    assert again.notes == ("the page still says what you went back from",)
    assert library.refresh(article_id, force=True).is_new_version
    assert MAY in text_of(library, article_id)
    library.undo()
    site.put("/ferry", page_html(TITLE, (*PARAGRAPHS, "Something else was put in, and that is news again.")))
    assert library.refresh(article_id).is_new_version


def test_an_old_version_is_annotated_as_it_was(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    first = library.versions(article_id)[0].version.id
    edit(*PARAGRAPHS[:2], MAY)
    made = library.annotate_quote(article_id, "already sold out", version_id=first)
    assert made.version_id == first
    (there,) = library.annotations(article_id, first)
    assert there.is_placed
    (here,) = library.annotations(article_id)
    assert not here.is_placed
    assert [found.placed.is_placed for found in library.search_annotations("sold")] == [False], "as the index has it"
    library.make_current(article_id, first)
    assert [found.placed.is_placed for found in library.search_annotations("sold")] == [True]


def test_a_mark_on_an_old_version_stands_in_the_current_one_too(library: Library, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    first = library.versions(article_id)[0].version.id
    edit("A new first paragraph tells of the weather on the lake.", *PARAGRAPHS)
    library.annotate_quote(article_id, "already sold out", version_id=first)
    (here,) = library.annotations(article_id)
    assert here.anchor is not None
    assert text_of(library, article_id)[here.anchor.start : here.anchor.end] == "already sold out"
    exported = library.export(article_id, "json", version_id=first)
    start = json.loads(exported.text)["annotations"][0]["anchor"]["start"]
    assert start < here.anchor.start


def version(letter: str, day: int, *, page: str = "", is_chosen: bool = False) -> Version:
    """Return a version of the log, by a letter for its text."""
    moment = NOON + timedelta(days=day)
    return Version(id=letter * 16, made=moment, fetched=moment, snapshots=(page or f"page {day}",), is_chosen=is_chosen)


def test_the_history_counts_what_the_site_did() -> None:
    log: tuple[Version, ...] = (version("a", 0), version("b", 1), version("b", 2), version("c", 3, page="page 1"))
    log = (*log, version("a", 4), version("c", 5, is_chosen=True), version("d", 9))
    assert [one.id[0] for one in distinct(log)] == ["a", "b", "c", "a", "c", "d"]
    assert [one.id[0] for one in site_changes(log)] == ["b", "a", "d"]
    assert history_words(log) == "changed 3 times, last on 12 Mar 2026"
    assert history_words(log[:2]) == "changed once, on 4 Mar 2026"
    assert history_words(log[:1]) == ""
    assert history_words(()) == ""


def test_going_back_and_forth_is_told_by_where_it_ended() -> None:
    log = (version("a", 0), version("b", 1), version("a", 2, is_chosen=True), version("b", 3, is_chosen=True))
    assert distinct(log) == log[:2]
    assert [one.id[0] for one in distinct((*log, version("a", 4, is_chosen=True)))] == ["a", "b", "a"]


def test_the_report_of_marks_has_right_plurals() -> None:
    assert carried_words(Carried(41, 2, 1, 1)) == "41 in place, 2 moved, 1 changed, 1 lost"
    assert carried_words(Carried(in_place=1_200, unsure=1)) == "1,200 in place, 1 needs a look"
    assert carried_words(Carried(found=2, unsure=2)) == "2 found again, 2 need a look"
    assert carried_words(Carried()) == ""
    assert carried_words(None) == ""


def test_articles_are_stale_after_the_days_that_were_set(library: Library, site: Site, edit: Edited) -> None:
    article_id = edit(*PARAGRAPHS)
    record = library.listed(article_id).record
    assert not library.is_stale(record), "the setting is 0"
    config = library.config._replace(refresh_days=7)
    with Library.open(library.folder, folders=library.folders, config=config) as weekly:
        assert not weekly.is_stale(record)
        old = replace(record, versions=tuple(replace(one, fetched=NOON) for one in record.versions))
        assert weekly.is_stale(old)
        assert not weekly.is_stale(replace(old, checked=datetime.now(UTC)))
        (row,) = weekly.list()
        assert row.record.last_asked == record.last_asked, "rows of lists know it, too"
