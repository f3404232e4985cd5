"""A view as it is shown: the article to continue first, then the rest, by places."""

from datetime import UTC, datetime

import pytest

from reader.library.listing import Listing, View
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.tui.shown_list import ShownList


def row(name: str, *, is_read: bool = False) -> ListedArticle:
    record = ArticleRecord(id=name, title=f"Story {name}", added=datetime(2026, 3, 1, tzinfo=UTC))
    return ListedArticle(record=record, state=ReadingState(is_read=is_read))


LISTING = Listing(View(), [row(name, is_read=name in "ace") for name in "abcdef"])


def ids(shown: ShownList, start: int = 0, stop: int = 99) -> str:
    return "".join(found.id if found is not None else "-" for found in shown.rows(start, stop))


@pytest.mark.parametrize(
    ("continued", "order"), [("", "abcdef"), ("d", "dabcef"), ("a", "abcdef"), ("f", "fabcde"), ("gone", "abcdef")]
)
def test_the_article_to_continue_comes_first(continued: str, order: str) -> None:
    shown = ShownList(LISTING, continued)
    assert ids(shown) == order
    assert [shown.place_of(name) for name in order] == list(range(6))
    assert [shown.id_at(place) for place in range(6)] == list(order)
    for start in range(6):
        for stop in range(start, 8):
            assert ids(shown, start, stop) == order[start:stop]
    assert shown.continued_id == (continued if continued in order else "")


def test_the_next_unread_one_is_found_from_the_top_again_after_the_last() -> None:
    shown = ShownList(LISTING)
    assert [shown.next_unread(place) for place in range(6)] == [1, 3, 3, 5, 5, 1]


def test_the_next_unread_one_is_found_behind_the_article_that_is_continued() -> None:
    shown = ShownList(LISTING, "d")  # dabcef: d, b and f are unread
    assert shown.next_unread(0) == 2
    assert shown.next_unread(2) == 5
    assert shown.next_unread(5) == 2


def test_words_are_found_in_headlines_from_the_bar_on() -> None:
    shown = ShownList(LISTING, "d")
    assert shown.find("story", 0, 1) is not None
    assert shown.find("story e", 2, 1) == 4
    assert shown.find("story d", 4, -1) == 0
    assert shown.find("zeppelin", 0, 1) is None


def test_a_row_that_is_gone_leaves_its_place_empty() -> None:
    class Gone(Listing):
        def rows(self, start: int = 0, stop: int | None = None) -> tuple[ListedArticle, ...]:
            return tuple(found for found in super().rows(start, stop) if found.record.id != "c")

    shown = ShownList(Gone(View(), [row(name) for name in "abcd"]))
    assert ids(shown) == "ab-d"
