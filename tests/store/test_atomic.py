"""A write is old or new at every moment, whatever fails."""

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reader.model.errors import StoreError
from reader.store.atomic import (
    STALE_SECONDS,
    NewFiles,
    leftovers,
    make_folder,
    remove_leftovers,
    write_durably,
    write_quickly,
)

STEPS = ("open", "write", "fsync", "link", "replace")


class Killed(BaseException):
    """Stands for the end of the process: nobody handles it, so nothing after it is done."""


def break_at(monkeypatch: pytest.MonkeyPatch, step: str, call: int, error: BaseException) -> Callable[[], int]:
    """Let call number `call` (from 1) of `os.<step>` raise `error`; return how to ask how often it was called."""
    real = getattr(os, step)
    count = 0

    def faulty(*arguments: Any, **options: Any) -> Any:
        nonlocal count
        count += 1
        if count == call:
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(os, step, faulty)
    return lambda: count


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("error", [Killed(), OSError(errno.ENOSPC, "No space left on device")], ids=["killed", "full"])
def test_any_step_may_fail_and_the_file_is_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int, error: BaseException
) -> None:
    path, previous = tmp_path / "library" / "a.json", tmp_path / "local" / "a.json"
    write_durably(path, b"one", previous=previous)
    write_durably(path, b"two", previous=previous)
    with monkeypatch.context() as patch:
        break_at(patch, step, call, error)
        try:
            write_durably(path, b"three", previous=previous)
        except (Killed, StoreError):
            is_done = False
        else:
            is_done = True
    assert path.read_bytes() in ((b"three",) if is_done else (b"two", b"three"))
    assert previous.read_bytes() in (b"one", b"two")
    write_durably(path, b"four", previous=previous)
    assert path.read_bytes() == b"four"
    assert previous.read_bytes() in (b"two", b"three")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "No space left"),
        (errno.EDQUOT, "No space left"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EIO, "could not be written"),
    ],
)
def test_an_error_is_one_line_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "a.json"
    break_at(monkeypatch, "write", 1, OSError(code, os.strerror(code)))
    with pytest.raises(StoreError, match=words) as caught:
        write_durably(path, b"x")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_and_the_file_are_on_the_disk_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to see which file a descriptor is")
    monkeypatch.setattr(os, "fsync", fsync)
    path, previous = tmp_path / "a" / "x.json", tmp_path / "b" / "x.json"
    previous.parent.mkdir()
    write_durably(path, b"one", previous=previous)
    assert str(previous.parent) not in synced  # of a new file there is nothing to wait for
    synced.clear()
    write_durably(path, b"two", previous=previous)
    assert synced[0].endswith(".tmp")
    assert str(path.parent) in synced[1:]
    assert str(previous.parent) in synced[1:]
    synced.clear()
    write_quickly(path, b"three")
    assert synced == []


def test_where_links_do_not_work_the_generation_before_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path, previous = tmp_path / "x.json", tmp_path / "previous.json"
    for content in (b"one", b"two", b"three"):
        write_durably(path, content, previous=previous)
    assert previous.read_bytes() == b"two"
    assert previous.stat().st_mode & 0o077 == 0


def test_a_name_left_by_a_killed_writer_is_no_obstacle(tmp_path: Path) -> None:
    path, previous = tmp_path / "x.json", tmp_path / "previous.json"
    write_durably(path, b"one", previous=previous)
    (tmp_path / "previous.json.new").write_bytes(b"left")
    previous.hardlink_to(path)  # killed between keeping and renaming: both names are one file
    write_durably(path, b"two", previous=previous)
    assert previous.read_bytes() == b"one"
    assert path.read_bytes() == b"two"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["previous.json", "x.json"]


def test_leftovers_go_and_what_is_young_or_not_ours_stays(tmp_path: Path) -> None:
    ours = tmp_path / ".syncthing.x.json.4711-0a1b2c.tmp"
    theirs = tmp_path / ".syncthing.x.json.tmp"
    for path in (ours, theirs, tmp_path / "x.json"):
        path.write_bytes(b"x")
    now = ours.stat().st_mtime
    assert leftovers(tmp_path, now=now + STALE_SECONDS - 1) == []
    remove_leftovers(tmp_path, now=now + STALE_SECONDS + 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".syncthing.x.json.tmp", "x.json"]
    assert leftovers(tmp_path / "nowhere") == []


def test_temporary_files_have_names_that_syncthing_leaves_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        seen.append(Path(source).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    write_durably(tmp_path / "x.json", b"x")
    write_durably(tmp_path / "x.json", b"y")
    assert all(name.startswith(".syncthing.x.json.") and name.endswith(".tmp") for name in seen)
    assert len(set(seen)) == 2


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(StoreError, match="in the way"):
        make_folder(tmp_path / "x")
    with pytest.raises(StoreError):
        write_durably(tmp_path / "x" / "y.json", b"")


def write_new(contents: Mapping[Path, bytes]) -> None:
    with NewFiles() as files:
        for path, content in contents.items():
            files.write(path, content)


class TestNewFiles:
    """Files that come to be together."""

    @pytest.fixture
    def synced(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What was waited for, in order: temporary files by what they hold, folders by their names."""
        if not Path("/proc/self/fd").exists():
            pytest.skip("needs /proc to see which file a descriptor is")
        said: list[str] = []
        real = os.fsync

        def fsync(descriptor: int) -> None:
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            said.append(path.read_text() if path.is_file() else path.name)
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        return said

    def test_each_folder_is_waited_for_once_behind_all_files(self, tmp_path: Path, synced: list[str]) -> None:
        with NewFiles() as files:
            files.write(tmp_path / "a" / "b" / "1", b"one")
            files.write(tmp_path / "a" / "b" / "2", b"two")
            files.write(tmp_path / "a" / "c" / "3", b"three")
            assert synced == []
            assert not list(tmp_path.glob("a/*/[0-9]"))
        assert synced[:3] == ["one", "two", "three"]
        assert sorted(synced[3:]) == sorted((tmp_path.name, "a", "b", "c"))
        assert [path.read_bytes() for path in sorted(tmp_path.glob("a/*/*"))] == [b"one", b"two", b"three"]
        assert (tmp_path / "a").stat().st_mode & 0o077 == 0
        assert (tmp_path / "a" / "b" / "1").stat().st_mode & 0o077 == 0

    def test_the_name_of_a_file_that_is_there_is_waited_for_too(self, tmp_path: Path, synced: list[str]) -> None:
        """Who was killed behind the renaming has not waited for it."""
        (tmp_path / "1").write_bytes(b"one")
        with NewFiles() as files:
            assert files.has(tmp_path / "1")
            assert not files.has(tmp_path / "2")
            files.write(tmp_path / "2", b"two")
            assert files.has(tmp_path / "2")
        assert synced == ["two", tmp_path.name]

    def test_what_another_program_has_put_there_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "1"
        with NewFiles() as files:
            files.write(path, b"ours")
            files.write(tmp_path / "2", b"two")
            path.write_bytes(b"theirs")
        assert files.found == [path]
        assert path.read_bytes() == b"theirs"
        assert sorted(found.name for found in tmp_path.iterdir()) == ["1", "2"]

    @pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
    @pytest.mark.parametrize("call", [1, 2])
    def test_a_failure_leaves_whole_files_or_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
    ) -> None:
        descriptors = len(os.listdir("/dev/fd"))  # noqa: PTH208
        with monkeypatch.context() as patch:
            break_at(patch, step, call, OSError(errno.ENOSPC, "No space left on device"))
            with pytest.raises(StoreError, match="No space left"):
                write_new({tmp_path / "1": b"one", tmp_path / "2": b"two"})
        kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert kept in ({}, {"1": b"one"})
        assert len(os.listdir("/dev/fd")) == descriptors  # noqa: PTH208

    def test_what_is_raised_in_between_writes_nothing(self, tmp_path: Path) -> None:
        with suppress(RuntimeError), NewFiles() as files:
            files.write(tmp_path / "1", b"one")
            raise RuntimeError
        assert list(tmp_path.iterdir()) == []
