"""Lanes: order, crashes, the end."""

import threading

from reader.tui.lanes import Lane


def test_jobs_are_done_in_their_order() -> None:
    done: list[int] = []
    lane = Lane("test", lambda error: None)
    for number in range(200):
        lane.put(lambda number=number: done.append(number))  # type: ignore[misc]
    assert lane.drain(5)
    assert done == list(range(200))


def test_a_crash_is_told_and_the_lane_goes_on() -> None:
    crashes: list[BaseException] = []
    done: list[str] = []
    lane = Lane("test", crashes.append)
    lane.put(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    lane.put(lambda: done.append("after"))
    assert lane.drain(5)
    assert isinstance(crashes[0], ZeroDivisionError)
    assert done == ["after"]


def test_idle_means_every_job_is_done() -> None:
    gate, begun = threading.Event(), threading.Event()
    lane = Lane("test", lambda error: None)
    assert lane.is_idle
    lane.put(lambda: (begun.set(), gate.wait(5))[0])
    assert begun.wait(5)
    assert not lane.is_idle
    gate.set()
    assert lane.drain(5)
    assert lane.is_idle


def test_draining_gives_up_on_a_job_that_hangs() -> None:
    gate = threading.Event()
    lane = Lane("test", lambda error: None)
    lane.put(lambda: gate.wait(30) and None)
    assert not lane.drain(0.01)
    gate.set()


def test_a_lane_that_was_never_used_is_drained_at_once() -> None:
    assert Lane("test", lambda error: None).drain(0)
