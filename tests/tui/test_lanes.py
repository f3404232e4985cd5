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


def is_idle(lane: Lane) -> bool:
    """Ask anew: a property that was false is taken to stay so."""
    return lane.is_idle


def fail() -> None:
    raise ZeroDivisionError


def test_a_crash_is_told_and_the_lane_goes_on() -> None:
    crashes: list[BaseException] = []
    done: list[str] = []
    lane = Lane("test", crashes.append)
    lane.put(fail)
    lane.put(lambda: done.append("after"))
    assert lane.drain(5)
    assert isinstance(crashes[0], ZeroDivisionError)
    assert done == ["after"]


def test_idle_means_every_job_is_done() -> None:
    gate, begun = threading.Event(), threading.Event()
    lane = Lane("test", lambda error: None)
    assert is_idle(lane)

    def wait() -> None:
        begun.set()
        gate.wait(5)

    lane.put(wait)
    assert begun.wait(5)
    assert not is_idle(lane)
    gate.set()
    assert lane.drain(5)
    assert is_idle(lane)


def test_draining_gives_up_on_a_job_that_hangs() -> None:
    gate = threading.Event()
    lane = Lane("test", lambda error: None)

    def hang() -> None:
        gate.wait(30)

    lane.put(hang)
    assert not lane.drain(0.01)
    gate.set()


def test_a_lane_that_was_never_used_is_drained_at_once() -> None:
    assert Lane("test", lambda error: None).drain(0)
