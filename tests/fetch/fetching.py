"""What the tests of fetching share: a fetch that must succeed, one that must fail as promised, common answers."""

import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import ReaderError
from reader.model.page import Page
from reader.model.text import is_clean
from tests.fetch.site import Answer

LOOPBACK = frozenset(("127.0.0.1", "localhost"))
BRIEF = FetchLimits(deadline_seconds=0.5)


def fetch(url: str, **options: object) -> Page:
    page = fetch_page(url, **options)  # type: ignore[arg-type]  # options are passed on as they are
    assert isinstance(page, Page)
    return page


def failure(url: str, **options: object) -> ReaderError:
    """Return the error of a fetch that must fail, held to what every error line promises."""
    with pytest.raises(ReaderError) as caught:
        fetch(url, **options)
    line = str(caught.value)
    assert is_clean(line)
    assert "\n" not in line
    assert len(line) <= 400
    return caught.value


def redirect_to(location: str, status: str = "302 Found") -> Answer:
    return lambda _asked, line: line.redirect(location, status)
