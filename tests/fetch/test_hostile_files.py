"""Pipes and devices named as files: nobody waits for what may never come, and nothing that comes is lost."""

import io
import os
import threading
from pathlib import Path

import pytest

from reader.fetch import source
from reader.fetch.gate import name_of_binary
from reader.fetch.source import read_file, read_stdin
from reader.model.errors import ReadFileError, UnreadableError
from tests.fetch.fetching import fetch
from tests.fetch.site import PAGE, Asked, Line, Site


def test_pipe_that_nobody_writes_into_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SILENCE_SECONDS", 0.0)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadFileError, match="Nothing comes out of it"):
        read_file(tmp_path / "pipe")


def test_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(PAGE,))
    writer.start()
    try:
        assert read_file(pipe).content == PAGE
    finally:
        writer.join()


def test_pipe_whose_writer_says_nothing_is_empty(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"",))
    writer.start()
    try:
        with pytest.raises(UnreadableError, match="empty"):
            read_file(pipe)
    finally:
        writer.join()


def test_input_that_does_not_wait_is_waited_for() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with open(writing, "wb") as pipe:  # noqa: PTH123
        first = [True]

        class Patient(io.BufferedReader):
            def read(self, size: int | None = -1, /) -> bytes:
                came = super().read(size)
                if first:
                    first.clear()
                    pipe.write(PAGE)
                    pipe.close()
                return came

        with Patient(io.FileIO(reading)) as patient:
            assert read_stdin(patient).content == PAGE


@pytest.mark.parametrize("words", [b"ID3 tags", b"RIFF and raff", b"GIF8 is none", b"BZh is a name", b"The ftyp box"])
def test_words_that_begin_as_other_files_do_are_words(words: bytes) -> None:
    assert name_of_binary(words + b" are what this text is about.\n") == ""


@pytest.mark.parametrize(
    "cookie",
    ["a=b; expires=01 Jan " + "9" * 6000 + " 00:00:00 GMT", "a=\xe9", "a=b; Domain=" + "." * 3000, "a" * 9000 + "=b"],
)
def test_cookie_of_nonsense_does_not_keep_its_page_away(
    site: Site, cookie: str, recwarn: pytest.WarningsRecorder
) -> None:
    def answer(_: Asked, line: Line) -> None:
        line.redirect("/next", headers=(("Set-Cookie", cookie), ("Set-Cookie", "good=1")))

    site.url("/next")
    assert fetch(site.url("/", answer)).content == PAGE
    assert site.asked[-1].headers["cookie"] == "good=1"
    assert not recwarn
