import pytest

from reader.model import errors
from reader.model.errors import ReaderError

ALL = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, ReaderError)]


@pytest.mark.parametrize("error", ALL)
def test_every_error_is_one_line_with_its_hint(error: type[ReaderError]) -> None:
    raised = error("a.html: not a page", "Save it in the browser.")
    assert str(raised) == "a.html: not a page (Save it in the browser.)"
    assert str(error("a.html: not a page")) == "a.html: not a page"
    assert (raised.message, raised.hint) == ("a.html: not a page", "Save it in the browser.")


@pytest.mark.parametrize("error", ALL)
def test_exit_codes_are_those_of_the_command_line(error: type[ReaderError]) -> None:
    assert error.exit_code in {1, 2, 3, 4, 5, 6, 7, 130}
    assert error.__doc__


def test_each_kind_of_failure_has_its_code() -> None:
    codes = {error.__name__: error.exit_code for error in ALL}
    assert codes["UsageError"] == 2
    assert codes["NotFoundError"] == codes["AnchorError"] == 3
    assert codes["FetchError"] == 4
    assert codes["UnreadableError"] == codes["ExtractError"] == 5
    assert codes["StoreError"] == codes["StoreLockedError"] == 6
    assert codes["ReadFileError"] == codes["ExchangeError"] == 1
    assert codes["ConfigError"] == 2  # what the user wrote is to be mended, as on a command line
