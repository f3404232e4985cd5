"""The date of a page that says none where dates are said; it is not worth seconds."""

from datetime import datetime

import pytest

from reader.extract.metadata import last_resort
from reader.extract.metadata.last_resort import MOST_GUESSES, MOST_LANGUAGES, with_last_resort_date
from reader.model.article import Metadata

GUESSED = "<html><body><p>The keeper of the lock writes.</p>{}<p class='date'>3 xyz 2019</p></body></html>"


def page(*lines: str) -> str:
    """A page with lines that might be dates."""
    return GUESSED.format("".join(f"<p class='date'>{line}</p>" for line in lines))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The languages in which dateparser is asked to read a string, each time; it knows no date."""
    languages: list[tuple[str, ...]] = []

    def read_in(some: list[str], _text: str) -> datetime | None:
        languages.append(tuple(some))
        return None

    monkeypatch.setattr(last_resort, "_read_in", read_in)
    return languages


def published(html: str) -> str:
    found = with_last_resort_date(Metadata(), html, "").published
    return found.isoformat() if found is not None else ""


def test_a_page_with_many_lines_that_might_be_dates_is_given_up(asked: list[tuple[str, ...]]) -> None:
    metadata = Metadata(title="The keeper of the lock")
    lines = (f"{n % 28 + 1} tammikuussa 20{n % 25:02} klo{n}" for n in range(400))
    assert with_last_resort_date(metadata, page(*lines), "") == metadata
    assert len(asked) == MOST_GUESSES


def test_each_page_has_as_many_guesses(asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_resort, "MOST_GUESSES", 2)
    for month in ("helmikuussa", "maaliskuussa"):
        published(page(*(f"{n} {month} 2011 klo{n}" for n in range(1, 28))))
    assert len(asked) == 4


def test_a_line_without_a_month_is_read_in_no_language(asked: list[tuple[str, ...]]) -> None:
    assert not published(page(*(f"{n} foo{chr(96 + n)} 20{n:02}" for n in range(1, 25))))
    assert asked == []


def test_a_date_in_words_that_are_ours_is_read_in_no_other_language(asked: list[tuple[str, ...]]) -> None:
    assert published(page("opublikowano: 7 kwietnia 2021")) == "2021-04-07"
    assert published(page("2016年10月14日07:17")) == "2016-10-14"
    assert asked == []


def test_a_month_of_many_languages_is_tried_in_a_few(asked: list[tuple[str, ...]]) -> None:
    published(page("september 3 klo 2017 september"))
    assert all(len(languages) <= MOST_LANGUAGES for languages in asked)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("14 ଜାନୁଆରୀ 2018", "2018-01-14", id="Odia"),
        pytest.param("14 tammikuussa 2018", "2018-01-14", id="Finnish, in a month"),
        pytest.param("14 Tháng một 2018", "2018-01-14", id="Vietnamese, in words"),
    ],
)
def test_a_month_that_is_not_among_our_words_is_found_in_its_language(line: str, day: str) -> None:
    assert published(page(line)) == day
