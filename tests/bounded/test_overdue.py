"""What is not done in time is told, by one thread for all."""

import threading
from threading import Event, Thread

from reader.bounded.overdue import Watch


def overdue_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "overdue"]


def test_what_takes_too_long_is_told_once_and_what_does_not_is_not() -> None:
    watch, told = Watch(), []
    late = Event()

    def be_late() -> None:
        told.append("late")
        late.set()

    with watch.over(60, lambda: told.append("not late")), watch.over(0.01, be_late):
        assert late.wait(10)
    with watch.over(0, Event().set):
        pass
    assert told == ["late"]


def test_one_thread_looks_after_many_and_goes_when_it_is_let() -> None:
    before = overdue_threads()  # of other tests, which may go meanwhile
    watch = Watch()
    seen: set[Thread] = set()
    with watch.over(60, Event().set):  # it goes when there is nothing to wait for, and may have done so between two
        for _ in range(50):
            with watch.over(60, Event().set):
                seen.update(set(overdue_threads()) - set(before))
    (thread,) = seen
    watch.close()
    thread.join(10)
    assert not thread.is_alive()
    late = Event()
    with watch.over(0.01, late.set):  # there is another when it is needed again
        assert late.wait(10)


def test_who_is_due_sooner_than_all_before_is_not_forgotten() -> None:
    watch, late = Watch(), Event()
    with watch.over(60, Event().set), watch.over(0.01, late.set):
        assert late.wait(10)
    watch.close()
