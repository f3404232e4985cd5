from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from reader.library.examining import is_target
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.model.errors import NotFoundError, QueryError
from reader.model.found import SnippetSource
from reader.model.kept import ListedArticle
from reader.store.articles import ArticleStore
from reader.store.index.library_index import LibraryIndex
from tests.loopback import PARAGRAPHS, page_html


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


def test_the_folder_of_the_tags_is_empty_while_there_is_none(library: Library, ids: dict[str, str]) -> None:
    assert titles(library, View(kind=ViewKind.TAG)) == []
    assert library.listing(View(kind=ViewKind.TAG)).place_of(ids["Café on the pier"]) is None


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


def test_a_number_that_the_last_list_lacks_is_no_beginning_of_an_id(
    library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = ids["Café on the pier"]
    library.remember_list([article_id])
    monkeypatch.setattr(ArticleStore, "resolve_prefix", lambda store, prefix: (article_id,))
    with pytest.raises(NotFoundError, match="the last list has no number 8"):
        library.resolve("8")
    assert library.resolve("8107") == article_id


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


# -- listings ------------------------------------------------------------------------------------------------------------


def test_listing_answers_by_places(library: Library, ids: dict[str, str]) -> None:
    hail, cafe, reeds = ids["Two winters of hail"], ids["Café on the pier"], ids["The reeds came back"]
    listing = library.listing()
    assert len(listing) == 3
    assert listing.ids() == (hail, cafe, reeds)
    assert listing.ids(1, 2) == (cafe,)
    assert [row.record.id for row in listing.rows(1)] == [cafe, reeds]
    assert [listing.place_of(article_id) for article_id in (hail, reeds, "0" * 16)] == [0, 2, None]
    assert listing.snippets(0, 2) == (None, None)
    library.set_read(cafe, True)
    assert [listing.next_unread(after) for after in (-1, 0, 1, 2)] == [0, 2, 2, 0]
    library.set_read(hail, True)
    assert listing.next_unread(2) is None
    library.set_read(reeds, True)
    assert listing.next_unread() is None


def test_listing_finds_the_next_headline_either_way(library: Library, ids: dict[str, str]) -> None:
    listing = library.listing()
    assert [listing.find("the", start) for start in (0, 1, 2)] == [1, 2, 1]
    assert [listing.find("the", start, -1) for start in (0, 1, 2)] == [2, 2, 1]
    assert listing.find("CAFE pi", 0) == 1
    assert listing.find("cafe pi", 1) == 1
    assert listing.find("cafe hail", 0) is None
    assert listing.find(" … ", 0) is None
    assert library.listing(View(query="nothing")).find("the", 0) is None


def test_a_listing_goes_on_when_the_library_changes_under_it(library: Library, ids: dict[str, str]) -> None:
    listing = library.listing()
    library.set_starred(ids["Café on the pier"], True)
    assert listing.rows()[1].state.is_starred
    library.set_trashed(ids["Café on the pier"], True)
    assert len(listing) == len(listing.ids()) == 3
    assert len(library.listing()) == 2


def test_only_the_rows_that_are_looked_at_are_read(
    library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    rows = LibraryIndex.rows

    def count(index: LibraryIndex, docids: Sequence[int]) -> tuple[ListedArticle | None, ...]:
        read.extend(docids)
        return rows(index, docids)

    monkeypatch.setattr(LibraryIndex, "rows", count)
    listing = library.listing()
    listing.place_of(ids["The reeds came back"])
    listing.next_unread()
    listing.find("the", 0)
    assert not read
    listing.rows(1, 2)
    assert len(read) == 1


def test_searching_puts_the_best_first_and_lists_the_newest(library: Library, tmp_path: Path) -> None:
    often = ("Hail, hail, hail and more hail fell on the lake, and hail again in the night, said who counts the hail.",)
    ids = []
    for title, paragraphs in (("Ice", often * 3), ("Weather", (*PARAGRAPHS, "There was hail once, long ago."))):
        path = tmp_path / f"{title}.html"
        path.write_bytes(page_html(title, paragraphs))
        ids.append(library.add(str(path)).article_id)
    assert library.listing(View(query="hail")).ids() == (ids[1], ids[0])
    assert [found.row.record.id for found in library.search("hail")] == ids
    assert [found.row.record.id for found in library.search("hail sort:added")] == [ids[1], ids[0]]
    assert library.listing(View(query="hail sort:title")).ids() == (ids[0], ids[1])
    assert len(library.search("hail", limit=1)) == 1


def test_snippets_show_the_words_where_they_stand(library: Library, ids: dict[str, str]) -> None:
    article_id = ids["Café on the pier"]
    text = library.open_article(article_id).kept.article.text
    found = library.search("captain title:cafe")
    assert [one.row.record.id for one in found] == [article_id]
    snippet = found[0].snippet
    assert snippet is not None
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["captain"]
    assert text[snippet.offset :].startswith("captain")


def test_snippets_come_from_notes_and_quotes_too(library: Library, ids: dict[str, str]) -> None:
    article_id = ids["Café on the pier"]
    marked = library.annotate_quote(article_id, "already sold out", note="Ask the harbour master.")
    (found,) = library.search("harbour")
    assert found.snippet is not None
    assert (found.snippet.source, found.snippet.annotation_id) == (SnippetSource.NOTE, marked.id)
    (found,) = library.search('quote:"sold out"')
    assert found.snippet is not None
    assert found.snippet.source is SnippetSource.QUOTE
    (annotation,) = library.search_annotations("harbour")
    assert (annotation.record.id, annotation.placed.annotation.id) == (article_id, marked.id)
    assert annotation.snippet is not None
    assert annotation.snippet.marks
    (bare,) = library.search_annotations("has:note")
    assert bare.snippet is None


def test_annotations_are_listed_by_article_in_reading_order(library: Library, ids: dict[str, str]) -> None:
    cafe, reeds = ids["Café on the pier"], ids["The reeds came back"]
    for article_id, quote in ((reeds, "sworn never"), (cafe, "sold out"), (reeds, "will run again"), (cafe, "bridge")):
        library.annotate_quote(article_id, quote)
    library.note_article(reeds, "whole")
    listed = [(found.record.id, found.placed.annotation.quote) for found in library.search_annotations("")]
    assert [one[0] for one in listed] == [reeds, reeds, reeds, cafe, cafe]
    assert [one[1] for one in listed[:3]] == ["", "will run again", "sworn never"]
    assert [found.placed.annotation.quote for found in library.search_annotations("sort:added")][-1] == "sworn never"
    assert len(library.search_annotations("", limit=2)) == 2
    library.set_trashed(reeds, True)
    assert {found.record.id for found in library.search_annotations("")} == {cafe}


def test_a_wrong_query_says_where_it_is_wrong(library: Library, ids: dict[str, str]) -> None:
    for ask in (library.search, library.search_annotations, lambda query: library.listing(View(query=query))):
        with pytest.raises(QueryError) as caught:
            ask("cafe AND (tag:food")
        assert caught.value.position == 9


def test_what_is_being_typed_is_no_mistake(library: Library, ids: dict[str, str]) -> None:
    for typed in ("caf", "cafe (", 'cafe "', "cafe -", "cafe OR", "cafe tag:"):
        assert library.listing(View(query=typed, is_typing=True)).place_of(ids["Café on the pier"]) is not None
    assert library.listing(View(query="caf")).ids() == ()


@pytest.mark.parametrize(
    "query", ['"', "((((", "tag:\x00", "a" * 5_000, "-" * 50, "NOT", "\ud800", "*", "NEAR(a b)", "title:*"]
)
def test_no_query_is_more_than_a_mistake(library: Library, ids: dict[str, str], query: str) -> None:
    for is_typing in (False, True):
        with suppress(QueryError):
            library.listing(View(query=query, is_typing=is_typing)).rows()


def test_words_that_are_common_everywhere_are_answered(library: Library, ids: dict[str, str]) -> None:
    assert len(library.search("the")) == 3


def test_scripts_without_spaces_are_searched(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ja.html"
    path.write_bytes(
        page_html(
            "湖の渡し船が戻る", ("渡し船は十一年ぶりに四月から再び運航されると、町議会が月曜日に発表した。" * 4,) * 3
        )
    )
    article_id = library.add(str(path)).article_id
    for query in ("渡し船", "議会", "渡"):
        assert library.listing(View(query=query)).ids() == (article_id,)
    assert library.listing(View(query="渡議")).ids() == ()
