"""What goes in comes out; what is the same is not written again; what others wrote is seen."""

import dataclasses
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from reader.model.annotation import Anchor, AnchorState
from reader.model.errors import QueryError
from reader.model.kept import Part, ReadingState
from reader.model.query import All, Condition, DayField, Days, Either, Query, SortKey, TextField, Unless, Words
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, Entry, Shelf, Signatures
from reader.store.places import LibraryPlaces
from reader.store.typed import MOST
from tests.store.index.conftest import MakeArticle, MakePlaced
from tests.store.index.corpus import NOON

OpenIndex = Callable[[], LibraryIndex]


def found(index: LibraryIndex, condition: Condition | None = None, shelf: Shelf = Shelf.KEPT) -> list[int]:
    """Return the numbers of the articles that are found."""
    ids = index.article_ids(index.article_docids(Asked(query=Query(condition=condition), shelf=shelf)))
    return [int(article_id or "", 16) for article_id in ids]


def word(text: str, field: TextField = TextField.ANY) -> Words:
    return Words(text=text, field=field)


def statements(index: LibraryIndex, work: Callable[[], object]) -> list[str]:
    """Return the SQL that changes something while `work` is done."""
    written: list[str] = []
    _trace(index, written.append)
    work()
    _trace(index, None)
    return [line for line in written if line.startswith(("INSERT", "UPDATE", "DELETE"))]


def _trace(index: LibraryIndex, told: Callable[[str], None] | None) -> None:
    with index._database.writing() as connection:
        connection.set_trace_callback(told)


def test_nothing_of_sqlite_is_loaded_before_the_first_question() -> None:
    code = "import sys, reader.store.index.library_index; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_new_index_says_that_it_is_to_be_filled(index: LibraryIndex, make_article: MakeArticle) -> None:
    states = [index.is_complete]
    index.put_article(make_article())
    assert found(index) == [0]
    states.append(index.is_complete)
    index.mark_complete()
    states.append(index.is_complete)
    assert states == [False, False, True]


def test_a_cleared_index_is_a_new_one(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article())
    index.mark_complete()
    index.clear()
    assert not index.is_complete
    assert found(index) == []


def test_text_is_read_only_if_it_is_another_version(index: LibraryIndex, make_article: MakeArticle) -> None:
    article = make_article()
    index.put_article(article)

    def unwanted() -> str:
        raise AssertionError("the text is in already")

    index.put_article(dataclasses.replace(article, text=unwanted))
    assert found(index, word("sails")) == [0]


def test_another_text_takes_the_place_of_the_one_before(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article(text="It sails no more."))
    index.put_annotations("0" * 16, [], 0)
    index.put_state("0" * 16, ReadingState(tags=("harbour",)), Signatures())
    index.put_article(make_article(text="It sails again."))
    assert found(index, word("more")) == []
    assert found(index, word("again")) == found(index, word("harbour")) == found(index, word("ferry")) == [0]
    assert index.size().dead_texts == 1
    assert found(index) == [0]


def test_text_may_come_later_than_the_record(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article(text=None))
    version_id = make_article(text=None).record.version_id
    assert found(index, word("ferry")) == [0]
    assert index.incomplete() == (("0" * 16, version_id),)
    index.put_text("0" * 16, "another version", "It sails.")
    assert found(index, word("sails")) == []
    index.put_text("0" * 16, version_id, "It sails.")
    assert found(index, word("sails")) == found(index, word("ferry")) == [0]
    assert index.incomplete() == ()
    assert index.size().dead_texts == 0


def test_a_new_title_is_found_and_the_old_one_is_not(index: LibraryIndex, make_article: MakeArticle) -> None:
    article = make_article(title="A boat")
    index.put_article(article)
    renamed = dataclasses.replace(article, record=dataclasses.replace(article.record, title="A ship"))
    index.put_article(renamed)
    assert found(index, word("ship")) == found(index, word("sails")) == [0]
    assert found(index, word("boat")) == []


def test_a_note_is_saved_without_touching_the_text(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    index.put_article(make_article())
    placed = [make_placed(number, note=f"remark {number}") for number in range(1, 9)]
    index.put_annotations("0" * 16, placed, 1)
    index.mark_complete()
    changed = [*placed[:-1], make_placed(8, note="an afterthought")]
    written = statements(index, lambda: index.put_annotations("0" * 16, changed, 2))
    assert not any("article_text" in line for line in written)
    assert sum("INTO documents" in line or "UPDATE documents" in line for line in written) == 1
    assert found(index, word("afterthought")) == [0]
    assert statements(index, lambda: index.put_annotations("0" * 16, changed, 2)) != written


def test_what_is_the_same_costs_its_signature_alone(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    index.put_article(make_article())
    placed = [make_placed(number, note="same") for number in range(1, 9)]
    index.put_annotations("0" * 16, placed, 1)
    written = statements(index, lambda: index.put_annotations("0" * 16, placed, 2))
    assert len(written) == 2  # the counts and the signature
    assert index.signatures_of("0" * 16).annotations == 2


def test_annotations_come_before_their_article_and_stay_when_it_goes(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    index.put_annotations("0" * 16, [make_placed(note="a remark")], 1)
    asked = Asked(query=Query(condition=word("remark")))
    assert len(index.annotation_keys(asked)) == 1
    assert found(index) == []
    index.put_article(make_article())
    assert found(index, word("remark")) == [0]
    index.drop_record("0" * 16)
    assert found(index) == found(index, word("ferry")) == []
    assert len(index.annotation_keys(asked)) == 1
    index.put_article(make_article())
    assert found(index, word("sails")) == found(index, word("ferry")) == [0]
    index.remove("0" * 16)
    assert found(index) == []
    assert len(index.annotation_keys(asked)) == 0
    assert index.signatures_of("0" * 16) == Signatures()
    assert index.size().articles == index.size().annotations == 0


def test_two_quotes_need_not_stand_in_one_annotation(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    index.put_article(make_article())
    index.put_annotations("0" * 16, [make_placed(1, quote="sails"), make_placed(2, quote="more")], 1)
    both = All(parts=(word("sails", TextField.QUOTE), word("more", TextField.QUOTE)))
    assert found(index, both) == [0]
    assert len(index.annotation_keys(Asked(query=Query(condition=both)))) == 0


def test_no_phrase_goes_from_one_note_to_the_next(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    index.put_article(make_article())
    index.put_annotations("0" * 16, [make_placed(1, note="green tea"), make_placed(2, note="black ink")], 1)
    index.put_state("0" * 16, ReadingState(tags=("red", "wine")), Signatures())
    assert found(index, word("green tea")) == found(index, word("black ink")) == [0]
    assert found(index, word("tea black")) == found(index, word("red wine")) == []


def test_what_was_added_earlier_stands_where_it_belongs(index: LibraryIndex, make_article: MakeArticle) -> None:
    for number in (3, 1, 2):
        index.put_article(make_article(number))
    assert found(index) == [3, 2, 1]
    article = make_article(3)
    older = dataclasses.replace(article.record, added=NOON - timedelta(days=9))  # merged with another machine's
    index.put_article(dataclasses.replace(article, record=older))
    assert found(index) == [2, 1, 3]


def test_articles_of_one_millisecond_are_all_there(index: LibraryIndex, make_article: MakeArticle) -> None:
    with index.writing():
        for number in range(600):
            article = make_article(number)
            index.put_article(dataclasses.replace(article, record=dataclasses.replace(article.record, added=NOON)))
    assert sorted(found(index)) == list(range(600))
    assert found(index) == found(index)


def test_best_matches_come_first(index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced) -> None:
    filler = " ".join(f"word{number}" for number in range(40))
    index.put_article(make_article(0, f"{filler} lighthouse {filler}", title="Of the sea"))
    index.put_article(make_article(1, f"{filler} {filler}", title="The lighthouse"))
    for number in range(2, 9):
        index.put_article(make_article(number, filler, title="Other"))
    index.put_article(make_article(9, f"{filler} lighthouse {filler}", title="Of the wind"))
    asked = Asked(query=Query(condition=word("lighthouse"), sort=SortKey.BEST))
    ids = index.article_ids(index.article_docids(asked))
    assert [int(one or "", 16) for one in ids] == [1, 9, 0]
    index.put_annotations(
        f"{2:016x}", [make_placed(1, quote="a b c d e f g h i lamp"), make_placed(2, quote="lamp")], 1
    )
    best = Asked(query=Query(condition=word("lamp"), sort=SortKey.BEST))
    rows = index.annotations(index.annotation_keys(best, 1))
    assert [row.placed.annotation.id for row in rows if row] == [2]


def test_words_without_letters_ask_for_nothing(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article())
    assert found(index, word("—")) == found(index, Unless(part=word("…"))) == [0]
    assert found(index, All(parts=(word("«»"), word("sails")))) == [0]
    assert found(index, Either(parts=(word("!"), word("nowhere")))) == []


@pytest.mark.parametrize(
    "text", ['"', '" OR title : "x', "NEAR(a b)", "a* OR b", "{title} : x", "^a", "a AND NOT b", "-", "'; --"]
)
def test_what_is_searched_is_never_syntax(index: LibraryIndex, make_article: MakeArticle, text: str) -> None:
    index.put_article(make_article(text=f"before {text} after"))
    index.put_article(make_article(1, text="near or title not"))
    assert 0 in found(index, word(text))
    for field in TextField:
        found(index, word(text, field))


def test_a_query_beyond_measure_is_refused(index: LibraryIndex) -> None:
    with pytest.raises(QueryError, match="words and conditions"):
        found(index, Either(parts=tuple(word(f"w{number}") for number in range(500))))
    nested: Condition = word("a")
    for _ in range(100):
        nested = Unless(part=All(parts=(nested, word("b"))))
    with pytest.raises(QueryError, match="brackets"):
        found(index, nested)


def test_the_deepest_and_widest_query_is_answered(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article())
    nested: Condition = word("ferry")
    for depth in range(12):
        make = Either if depth % 2 else All
        nested = Unless(part=make(parts=(nested, word(f"no{depth}"), Unless(part=word("more")))))
    found(index, nested)
    found(index, Either(parts=tuple(word(f"w{number}") for number in range(190))))
    found(index, All(parts=tuple(word(f"w{number}") for number in range(190))))
    found(index, All(parts=tuple(Unless(part=word(f"w{number}")) for number in range(190))))


def test_the_ends_of_time_are_days(index: LibraryIndex, make_article: MakeArticle) -> None:
    article = make_article()
    index.put_article(dataclasses.replace(article, record=dataclasses.replace(article.record, published="0001-01-01")))
    first, last = datetime.min.date(), datetime.max.date()
    for field in DayField:
        found(index, Days(field=field, start=first, end=last))
    assert found(index, Days(field=DayField.PUBLISHED, start=first, end=last)) == [0]


def test_numbers_and_letters_that_sqlite_has_no_form_for(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    article = make_article(text="a\ud800b ferry")
    record = dataclasses.replace(article.record, title="broken \udfff title", words=MOST, language="\ud801")
    index.put_article(dataclasses.replace(article, record=record))
    index.put_state("0" * 16, ReadingState(tags=("\ud800",), position=10**30), Signatures())
    index.put_annotations("0" * 16, [make_placed(10**19, note="nul \x00 and \ud800")], 1)
    rows = index.rows(index.article_docids(Asked()))
    assert rows[0] is not None
    assert rows[0].record.words == MOST
    assert rows[0].state.tags == ("\ud800",)
    annotations = index.annotations(index.annotation_keys(Asked()))
    assert annotations[0] is not None
    assert annotations[0].placed.annotation.id == 10**19
    assert found(index, word("broken")) == found(index, word("nul")) == [0]


def test_rows_of_what_is_gone_are_none(index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced) -> None:
    for number in range(3):
        index.put_article(make_article(number))
        index.put_annotations(f"{number:016x}", [make_placed(number + 1, number=number)], 1)
    docids, keys = index.article_docids(Asked()), index.annotation_keys(Asked())
    index.remove(f"{1:016x}")
    assert [row and row.record.id[-1] for row in index.rows(docids)] == ["2", None, "0"]
    assert [row and row.placed.annotation.id for row in index.annotations(keys)] == [3, None, 1]
    assert [one and one[-1] for one in index.article_ids(docids)] == ["2", None, "0"]
    assert index.docid_of(f"{2:016x}") == docids[0]
    assert index.docid_of(f"{1:016x}") is None
    assert not index.rows([])
    assert not index.annotations([])


def test_next_unread_is_found_from_place_to_place(index: LibraryIndex, make_article: MakeArticle) -> None:
    for number in range(6):
        index.put_article(make_article(number))
        index.put_state(f"{number:016x}", ReadingState(is_read=number not in (1, 4)), Signatures())
    docids = index.article_docids(Asked())  # 5 4 3 2 1 0
    assert index.first_unread(docids, range(6)) == 1
    assert index.first_unread(docids, range(2, 6)) == 4
    assert index.first_unread(docids, [5, 0]) is None


def test_placed_annotations_of_a_version(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    article = make_article()
    index.put_article(article)
    moved = dataclasses.replace(make_placed(), anchor=Anchor(state=AnchorState.MOVED, start=4, end=9, confidence=0.75))
    index.put_annotations("0" * 16, [moved], 1)
    assert index.placed("0" * 16, article.record.version_id) == (moved,)
    assert index.placed("0" * 16, "another") == ()


# Several windows.


def test_each_window_sees_what_others_wrote(
    open_index: OpenIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    one, other = open_index(), open_index()
    one.mark_complete()
    seq, version = other.changes_since(0).seq, other.version()
    assert other.version() == version
    one.put_article(make_article())
    one.put_annotations("0" * 16, [make_placed()], 1)
    one.put_state("0" * 16, ReadingState(is_read=True), Signatures())
    one.put_state("0" * 16, ReadingState(is_read=True, position=5), Signatures())
    assert other.version() != version
    changes = other.changes_since(seq)
    parts = (Part.ARTICLE, Part.ANNOTATIONS, Part.STATE, Part.POSITION)
    assert changes.entries == tuple(Entry("0" * 16, part) for part in parts)
    assert changes.is_whole
    assert one.changes_since(seq).entries == ()
    assert other.changes_since(changes.seq).entries == ()
    assert found(other) == [0]


def test_who_missed_too_much_is_told_so(open_index: OpenIndex, make_article: MakeArticle) -> None:
    one, other = open_index(), open_index()
    one.mark_complete()
    seq = other.changes_since(0).seq
    with one.writing():
        for number in range(7_000):
            one.put_state("0" * 16, ReadingState(position=number), Signatures())
    assert not other.changes_since(seq).is_whole
    with one._database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM log").fetchone()[0] < 6_000


def test_a_process_that_fills_and_a_window_that_looks(
    places: LibraryPlaces, index: LibraryIndex, make_article: MakeArticle
) -> None:
    filling = LibraryIndex(places, is_bulk=True)
    for number in range(3):
        with filling.writing():
            filling.put_article(make_article(number))
        assert len(found(index)) == number + 1
    filling.mark_complete()
    filling.close()
    assert index.is_complete


def test_filling_is_told_once_it_is_done(open_index: OpenIndex, make_article: MakeArticle) -> None:
    one, other = open_index(), open_index()
    seq = other.changes_since(0).seq
    one.put_article(make_article())
    assert other.changes_since(seq).entries == ()
    one.mark_complete()
    assert not other.changes_since(seq).is_whole


def test_a_batch_is_all_or_nothing(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article(1))

    def fail() -> None:
        with index.writing():
            index.put_article(make_article(2))
            index.put_state(f"{2:016x}", ReadingState(tags=("lost",)), Signatures())
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        fail()
    assert found(index) == [1]
    index.put_article(make_article(3, title="after"))
    assert found(index) == [3, 1]
    assert found(index, word("lost")) == []


def test_lists_are_answered_while_another_thread_writes(index: LibraryIndex, make_article: MakeArticle) -> None:
    index.put_article(make_article(1))
    answered: list[list[int]] = []
    with index.writing():
        index.put_article(make_article(2))
        asking = threading.Thread(target=lambda: answered.append(found(index)))
        asking.start()
        asking.join(timeout=30)
    assert answered == [[1]]
    assert found(index) == [2, 1]


def test_many_threads_and_windows_lose_nothing(open_index: OpenIndex, make_article: MakeArticle) -> None:
    windows = [open_index() for _ in range(3)]
    failed: list[Exception] = []

    def write(window: LibraryIndex, first: int) -> None:
        try:
            for number in range(first, first + 12):
                window.put_article(make_article(number))
                found(window, word("sails"))
        except Exception as error:  # noqa: BLE001  # told below, in the test's own thread
            failed.append(error)

    threads = [
        threading.Thread(target=write, args=(window, 100 * place)) for place, window in enumerate([*windows, *windows])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(found(windows[0])) == 72


def test_sqlite_agrees_that_the_file_is_whole(
    index: LibraryIndex, make_article: MakeArticle, make_placed: MakePlaced
) -> None:
    for number in range(30):
        index.put_article(make_article(number % 10, text=f"text {number}"))
        index.put_annotations(
            f"{number % 10:016x}", [make_placed(number, number=number % 10, note=f"n{number}")], number
        )
    index.remove(f"{3:016x}")
    index.close()
    connection = sqlite3.connect(index.path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in ("article_text", "article_words", "own_words", "annotation_words"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    finally:
        connection.close()


def test_days_begin_where_the_reader_is(index: LibraryIndex, make_article: MakeArticle) -> None:
    article = make_article()
    late = datetime(2026, 3, 1, 20, tzinfo=UTC)  # in the zone of the tests the second of March, five in the morning
    index.put_article(dataclasses.replace(article, record=dataclasses.replace(article.record, added=late)))
    second = datetime(2026, 3, 2, tzinfo=UTC).date()
    assert found(index, Days(field=DayField.ADDED, start=second, end=second + timedelta(days=1))) == [0]
    assert found(index, Days(field=DayField.ADDED, end=second)) == []
