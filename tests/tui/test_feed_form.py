"""The fields of a subscription."""

import pytest

from reader.library.config import Config
from reader.model.feed import Feed, FeedSettings, FetchPages
from reader.tui.feed_form import Field, fields_of, folder_of, number_words, settings_of, values_of, whole_number

FEED = Feed(id="0" * 32, url="https://hill.example/feed", title="Hill Gazette", folder="The lake")


def fields() -> dict[str, Field]:
    return {one.id: one for one in fields_of(FEED, Config(feed_keep_days=30), ("The lake",))}


def test_what_is_not_set_is_empty_and_says_what_is_usual() -> None:
    values = values_of(FEED)
    assert values == {
        "name": "",
        "folder": "The lake",
        "pages": "",
        "pictures": "",
        "keep_days": "",
        "keep_most": "",
        "every_minutes": "",
    }
    assert fields()["name"].usual == "Hill Gazette"
    assert fields()["keep_days"].usual == "for 30 days"
    assert fields()["pages"].usual == "fetched at once"
    assert set(values) == set(fields())


@pytest.mark.parametrize(
    "settings",
    [
        FeedSettings(),
        FeedSettings(pages=FetchPages.OPEN, with_pictures=False, keep_days=0, keep_most=50, every_minutes=90),
        FeedSettings(with_pictures=True, keep_days=7),
    ],
)
def test_settings_are_read_back_as_they_were_written(settings: FeedSettings) -> None:
    feed = Feed(id="0" * 32, url="https://hill.example/feed", settings=settings)
    assert settings_of(values_of(feed)) == settings


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "٣", "99999999999999999999", "36501"])
def test_a_number_that_cannot_be_says_what_would_be_right(text: str) -> None:
    assert fields()["keep_days"].fault(text) == "A whole number of days up to 36,500; empty for what is usual."


@pytest.mark.parametrize("text", ["", "  ", "0", " 30 ", "36500"])
def test_a_number_that_can_be_is_taken(text: str) -> None:
    assert fields()["keep_days"].fault(text) == ""
    assert whole_number(text) == (int(text) if text.strip() else None)


def test_numbers_are_shown_by_what_they_mean() -> None:
    assert [number_words("keep_days", days) for days in (0, 1, 30)] == ["for ever", "for a day", "for 30 days"]
    assert [number_words("keep_most", most) for most in (0, 1, 2000)] == ["all of them", "1 article", "2,000 articles"]
    shown = [number_words("every_minutes", minutes) for minutes in (0, 45, 60, 120)]
    assert shown == ["as often as it asks for", "every 45 minutes", "every hour", "every 2 hours"]
    assert fields()["every_minutes"].shown("x") == "x"


def test_a_folder_is_cleaned() -> None:
    assert folder_of("  Morning / Sci\x07ence//\u202e ") == "Morning/Science"
    assert folder_of(" / ") == ""
