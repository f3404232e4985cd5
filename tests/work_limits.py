"""A bound on the work of a block: for what must not take ages, where counting its steps is not possible."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def work_within(seconds: float) -> Iterator[None]:
    """Fail if the block takes more of the processor: set far above what it needs and far below what the old mistake took.

    Time of the processor, not of the clock: it is the same on a machine that is busy. For the main thread.
    """

    def fail(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"this takes more than {seconds:g} s of work")

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
