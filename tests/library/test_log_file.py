"""The log is a file that comes into being with its first line, takes everything, and stops nobody."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.log_file import LOG_LIMIT_BYTES, LOG_NAME, begin_log

NAMES = ("pressmark", "reader")


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """The program's loggers, without what other tests hung on them."""
    logs = [logging.getLogger(name) for name in NAMES]
    before = [log.handlers for log in logs]
    for log in logs:
        log.handlers = []
    yield
    for log, handlers in zip(logs, before, strict=True):
        for handler in log.handlers:
            handler.close()
        log.handlers = handlers


@pytest.mark.parametrize("name", [*NAMES, "reader.store.problems"])
def test_log_comes_into_being_with_its_first_line(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "state" / "pressmark"
    begin_log(folder)
    begin_log(folder)
    assert not folder.exists()
    logging.getLogger(name).warning("something")
    assert (folder / LOG_NAME).read_text(encoding="utf-8").count("something") == 1
    assert capsys.readouterr() == ("", "")


def test_another_library_has_another_log(tmp_path: Path) -> None:
    begin_log(tmp_path / "one")
    begin_log(tmp_path / "two")
    logging.getLogger("reader.x").warning("something")
    assert not (tmp_path / "one").exists()
    assert (tmp_path / "two" / LOG_NAME).exists()


def test_log_that_cannot_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    begin_log(tmp_path / "file")
    logging.getLogger("reader.x").warning("something")
    assert capsys.readouterr() == ("", "")


def test_long_log_begins_anew(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_bytes(b"x" * (LOG_LIMIT_BYTES + 1))
    begin_log(tmp_path)
    logging.getLogger("reader.x").warning("something")
    assert (tmp_path / LOG_NAME).stat().st_size < 1_000


def test_no_secret_of_an_address_is_written(tmp_path: Path) -> None:
    begin_log(tmp_path)
    log = logging.getLogger("reader.fetch")
    log.warning(
        "asked %s and %r",
        "https://ada:hunter2@hill.example:8443/a/feed?token=s3cret#part",
        "http://b.example/?key=s3cret",
    )
    try:
        raise ValueError("'https://c.example/x;jsessionid=1?sig=s3cret' was refused (feed://d.example/?s3cret)")
    except ValueError:
        log.exception("and then")
    written = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert not [secret for secret in ("s3cret", "hunter2", "ada", "part") if secret in written]
    for kept in (
        "https://hill.example:8443/a/feed?…",
        "'http://b.example/?…'",
        "https://c.example/x",
        "Traceback",
        "was refused",
    ):
        assert kept in written


def test_what_errors_quote_is_written_in_letters(tmp_path: Path) -> None:
    begin_log(tmp_path)
    try:
        raise ValueError("\x1b]0;owned\x07\x9b2Jquoted\u202e\udc9b\U000e0041")
    except ValueError:
        logging.getLogger("reader").exception("it is \x1b[2Jsaid that")
    written = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert "it is said that\nTraceback" in written
    assert written.endswith("ValueError: quoted\n")


def test_a_log_of_a_great_many_marks_is_written_in_time_that_grows_with_it(tmp_path: Path) -> None:
    begin_log(tmp_path)
    logging.getLogger("pressmark").warning("%s", "://@" * 50_000 + "http://" * 50_000)
    assert (tmp_path / LOG_NAME).stat().st_size > 100_000
