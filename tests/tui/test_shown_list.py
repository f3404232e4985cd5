"""A view as it is shown: the article to continue first, then the rest, by places."""

from collections.abc import Container, Iterable, Sequence
from datetime import UTC, datetime

import pytest

from reader.library.listing import Listing, View
from reader.model.found import Snippet
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.model.query import Words
from reader.tui.shown_list import ShownList, ShownRow, Spot

NAMES = "abcdef"
READ = "ace"


class Shelf:
    """Where a listing reads its rows: a letter an article, its number the place in the alphabet."""

    def __init__(self, gone: str = "") -> None:
        self.gone = gone

    def ids(self, docids: Sequence[int]) -> Sequence[str | None]:
        return [NAMES[number] for number in docids]

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        return [None if NAMES[number] in self.gone else row(NAMES[number]) for number in docids]

    def snippet(self, found: ListedArticle, words: tuple[Words, ...]) -> Snippet | None:
        return Snippet(text=f"about {found.record.id}") if found.record.id != "b" else None

    def docid_of(self, article_id: str) -> int | None:
        return NAMES.index(article_id) if article_id in NAMES else None

    def first_unread(self, docids: Sequence[int], places: Iterable[int]) -> int | None:
        return next((place for place in places if NAMES[docids[place]] not in READ), None)

    def headed(self, words: str) -> Container[int]:
        return {number for number, name in enumerate(NAMES) if set(words.split()) <= {"story", name}}


def row(name: str) -> ListedArticle:
    record = ArticleRecord(id=name, title=f"Story {name}", added=datetime(2026, 3, 1, tzinfo=UTC))
    return ListedArticle(record=record, state=ReadingState(is_read=name in READ))


LISTING = Listing(View(), range(6), (), Shelf())


def ids(shown: ShownList, start: int = 0, stop: int = 99) -> str:
    return "".join(found.id if found is not None else "-" for found in shown.rows(start, stop))


@pytest.mark.parametrize(
    ("continued", "order"), [("", "abcdef"), ("d", "dabcef"), ("a", "abcdef"), ("f", "fabcde"), ("gone", "abcdef")]
)
def test_the_article_to_continue_comes_first(continued: str, order: str) -> None:
    shown = ShownList(LISTING, continued)
    assert ids(shown) == order
    assert [shown.place_of(name) for name in order] == list(range(6))
    assert [shown.spot_of(name) for name in order] == [Spot(place, name) for place, name in enumerate(order)]
    for start in range(6):
        for stop in range(start, 8):
            assert ids(shown, start, stop) == order[start:stop]
    assert shown.continued_id == (continued if continued in order else "")


def test_the_next_unread_one_is_found_from_the_top_again_after_the_last() -> None:
    shown = ShownList(LISTING)
    spots = [shown.next_unread(place) for place in range(6)]
    assert [spot and spot.place for spot in spots] == [1, 3, 3, 5, 5, 1]


def test_the_next_unread_one_is_found_behind_the_article_that_is_continued() -> None:
    shown = ShownList(LISTING, "d")  # dabcef: d, b and f are unread
    assert shown.next_unread(0) == Spot(2, "b")
    assert shown.next_unread(2) == Spot(5, "f")
    assert shown.next_unread(5) == Spot(2, "b")


def test_words_are_found_in_headlines_from_the_bar_on() -> None:
    shown = ShownList(LISTING, "d")
    assert shown.find("story", 0, 1) is not None
    assert shown.find("story e", 2, 1) == Spot(4, "e")
    assert shown.find("story d", 4, -1) == Spot(0, "d")
    assert shown.find("zeppelin", 0, 1) is None


def test_a_row_that_is_gone_leaves_its_place_empty() -> None:
    assert ids(ShownList(Listing(View(), range(4), (), Shelf(gone="c")))) == "ab-d"


def test_what_was_looked_for_comes_with_its_place_in_text_and_headline() -> None:
    shown = ShownList(Listing(View(), range(3), (Words(text="story"),), Shelf()))
    rows = [found for found in shown.rows(0, 3) if isinstance(found, ShownRow)]
    assert [found.snippet and found.snippet.text for found in rows] == ["about a", None, "about c"]
    assert rows[0].title_marks == ((0, 5),)
