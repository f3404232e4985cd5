"""The date of a page that says none where dates are said; it is not worth seconds."""

import pytest

from reader.extract.metadata import last_resort
from reader.extract.metadata.last_resort import MOST_GUESSES, with_last_resort_date
from reader.model.article import Metadata

GUESSED = "<html><body><p>The keeper of the lock writes.</p>{}<p class='date'>den 3:e februari 2019</p></body></html>"


def page(lines: int, first: int = 0) -> str:
    """A page with so many lines that might be dates, each another, and none of them is one."""
    words = (f"foo{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(first, first + lines))
    dates = (f"<p class='date'>wednesday {n % 28 + 1} {word} 20{n % 25:02}</p>" for n, word in enumerate(words))
    return GUESSED.format("".join(dates))


@pytest.fixture
def guesses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the slow parser is asked for; it knows no date."""
    from htmldate import extractors

    asked: list[str] = []

    class Parser:
        def get_date_data(self, text: str) -> dict[str, None]:
            asked.append(text)
            return {"date_obj": None}

    monkeypatch.setattr(extractors, "get_external_parser", Parser)
    return asked


def test_a_page_with_many_lines_that_might_be_dates_is_given_up(guesses: list[str]) -> None:
    metadata = Metadata(title="The keeper of the lock")
    assert with_last_resort_date(metadata, page(400), "") == metadata
    assert len(guesses) == MOST_GUESSES


def test_each_page_has_as_many_guesses(guesses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_resort, "MOST_GUESSES", 2)
    with_last_resort_date(Metadata(), page(30, 500), "")
    with_last_resort_date(Metadata(), page(60, 700), "")
    assert len(guesses) == 4
