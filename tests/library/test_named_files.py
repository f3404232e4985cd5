"""Lists in files that the user names."""

import os
import re
from pathlib import Path

import pytest

from reader.library import named_files
from reader.library.named_files import check_list, read_list
from reader.model.errors import UsageError


def test_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_bytes(b"\xef\xbb\xbf<opml/>")
    assert read_list(path, "") == b"\xef\xbb\xbf<opml/>"


def test_pipe_into_which_nobody_writes_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.fetch.source.SILENCE_SECONDS", 0.0)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(UsageError, match="Nothing comes out of it") as caught:
        read_list(path, "name a list")
    assert caught.value.hint == "name a list"


@pytest.mark.parametrize("name", ["", "nothing-here", "nul\0", "x" * 5000])
def test_what_is_no_file_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_list(tmp_path / name, "name a list")
    assert "\n" not in str(caught.value)
    assert len(caught.value.message) < 300


def test_list_that_is_too_long_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_files, "MOST_LIST_BYTES", 4)
    path = tmp_path / "list"
    path.write_bytes(b"12345")
    with pytest.raises(UsageError, match=re.escape("larger than 0 MB")):
        read_list(path, "")
    check_list(b"1234", "standard input")
