"""Which feeds a word means: ids, names, folders, addresses, in this order, and never one of several by chance."""

import pytest

from reader.library.subscriptions.meant import feeds_meant
from reader.model.errors import NotFoundError, UsageError
from reader.model.feed import Feed

HILL = Feed(id="aaaa111122223333", url="https://hill.example/feed", title="Hill Gazette", folder="Morning/Papers")
LAKE = Feed(id="aaaa999922223333", url="https://lake.example/feed", title="Lake Post", name="Seepost", folder="Morning")
NEWS = Feed(id="bbbb111122223333", url="https://news.example/feed", title="Papers", folder="")
ECOLE = Feed(id="cccc111122223333", url="https://ecole.example/feed", title="École du soir", folder="")
FEEDS = (HILL, LAKE, NEWS, ECOLE)


@pytest.mark.parametrize(
    ("word", "meant", "folder"),
    [
        ("aaaa1", (HILL,), ""),
        ("AAAA9999", (LAKE,), ""),
        ("hill gazette", (HILL,), ""),
        ("gazette", (HILL,), ""),
        ("Lake Post", (LAKE,), ""),
        ("seepost", (LAKE,), ""),
        ("ecole", (ECOLE,), ""),
        ("http://lake.example/feed/", (LAKE,), ""),
        ("papers", (NEWS,), ""),
        ("morning", (HILL, LAKE), "Morning"),
        ("MORNING/", (HILL, LAKE), "Morning"),
        ("morning/papers", (HILL,), "Morning/Papers"),
        ("papers/", (HILL,), "Morning/Papers"),
    ],
)
def test_word_means(word: str, meant: tuple[Feed, ...], folder: str) -> None:
    assert feeds_meant(FEEDS, word) == (meant, folder)


@pytest.mark.parametrize("word", ["nothing", "pers/", "https://other.example/feed", "aaa", "Paper/"])
def test_word_that_means_nothing(word: str) -> None:
    with pytest.raises(NotFoundError, match="pressmark feeds"):
        feeds_meant(FEEDS, word)


@pytest.mark.parametrize("word", ["aaaa", "e"])
def test_word_that_may_mean_several(word: str) -> None:
    with pytest.raises(UsageError, match="name one by its id"):
        feeds_meant(FEEDS, word)


def test_the_end_of_a_path_that_two_folders_have_names_neither() -> None:
    other = Feed(id="dddd111122223333", url="https://d.example/feed", title="D", folder="Evening/papers/old")
    with pytest.raises(UsageError, match="name one by its path: Morning/Papers/, Evening/papers/"):
        feeds_meant((*FEEDS, other), "papers/")
    assert feeds_meant((*FEEDS, other), "evening/papers").folder == "Evening/papers"


def test_empty_word_is_no_name() -> None:
    with pytest.raises(UsageError):
        feeds_meant(FEEDS, " \x07 ")
