"""Locks between threads and processes."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.model.errors import StoreError, StoreLockedError
from reader.store.locks import Locks

HOLDER = """
import sys
from pathlib import Path
from reader.store.locks import Locks
with Locks(Path(sys.argv[1])).hold("undo"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_process_waits_no_longer_than_the_timeout_for_another(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(StoreLockedError, match=r"undo\.lock locked for 0 seconds"):
            Locks(tmp_path, timeout_seconds=0.01).hold("undo").__enter__()
        with Locks(tmp_path).hold("other"):
            pass
        process.communicate("")
    with Locks(tmp_path, timeout_seconds=0.01).hold("undo"):
        pass


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
        with Locks(tmp_path).hold("undo"):
            pass


def test_a_thread_takes_its_own_lock_again_and_another_thread_waits(tmp_path: Path) -> None:
    locks = Locks(tmp_path)
    order: list[str] = []
    is_started = threading.Event()

    def other() -> None:
        is_started.set()
        with locks.hold("undo"):
            order.append("other")

    thread = threading.Thread(target=other)
    with locks.hold("undo"):
        thread.start()
        is_started.wait()
        with locks.hold("undo"):
            order.append("inner")
        order.append("outer")
    thread.join()
    assert order == ["inner", "outer", "other"]


def test_a_failure_inside_lets_go_of_the_lock(tmp_path: Path) -> None:
    def fail() -> None:
        with Locks(tmp_path).hold("undo"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with Locks(tmp_path, timeout_seconds=0.01).hold("undo"):
        pass


def test_a_lock_whose_file_was_cleared_away_meanwhile_is_taken_on_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock, path = fcntl.flock, tmp_path / "undo.lock"
    taken: list[int] = []

    def clear_away_first(descriptor: int, operation: int) -> None:
        if not taken:
            path.unlink()
        taken.append(descriptor)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", clear_away_first)
    with Locks(tmp_path).hold("undo"):
        assert len(taken) == 2
        monkeypatch.undo()
        with pytest.raises(StoreLockedError):
            Locks(tmp_path, timeout_seconds=0.01).hold("undo").__enter__()


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    locks = Locks(tmp_path)
    with locks.hold("undo"):
        first = os.open(tmp_path, os.O_RDONLY)
        os.close(first)
    with locks.hold("undo"):
        second = os.open(tmp_path, os.O_RDONLY)
        os.close(second)
    assert first == second


def test_a_file_system_without_locks_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match=r"undo\.lock cannot be locked: this file system has no locks"):
        Locks(tmp_path).hold("undo").__enter__()
