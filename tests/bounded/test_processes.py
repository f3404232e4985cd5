"""What strangers sent is worked on in processes of their own, which it may cost, and nothing else."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.bounded.processes import Broke, BrokenOffError, Limits, Processes
from reader.bounded.serving import Reply
from reader.model.errors import CancelledError

STUCK = "tests.bounded.stuck"
LIMITS = Limits(cpu_seconds=5.0, wall_seconds=60.0, max_held_mb=200)
SHORT = LIMITS._replace(cpu_seconds=0.2)


@pytest.fixture
def processes() -> Iterator[Processes]:
    made = Processes(STUCK)
    yield made
    made.close()


def ask(processes: Processes, content: bytes = b"", limits: Limits = LIMITS) -> Reply:
    return processes.ask({"name": "ñ"}, content, limits, read=lambda reply: reply)


def why_not(processes: Processes, content: bytes, limits: Limits = LIMITS) -> Broke:
    with pytest.raises(BrokenOffError) as caught:
        ask(processes, content, limits)
    return caught.value.why


def test_bytes_go_there_and_back(processes: Processes) -> None:
    content = bytes(range(256)) * 4_000
    assert ask(processes, content) == Reply({"name": "ñ"}, content)
    (pid,) = processes.pids
    assert ask(processes, b"again") == Reply({"name": "ñ"}, b"again")
    assert processes.pids == (pid,)


@pytest.mark.parametrize(
    ("content", "why", "is_replaced"),
    [
        (b"hang", Broke.TIME, True),
        (b"grow", Broke.MEMORY, True),
        (b"die", Broke.DEATH, True),
        (b"break", Broke.ERROR, False),
    ],
)
def test_what_breaks_one_request_breaks_no_other(
    processes: Processes, content: bytes, why: Broke, is_replaced: bool
) -> None:
    ask(processes)
    before = processes.pids
    if why is Broke.MEMORY and sys.platform == "darwin":
        pytest.skip("the system knows no limit on memory")
    assert why_not(processes, content, SHORT) is why
    assert ask(processes, b"next").body == b"next"
    assert (processes.pids != before) is is_replaced


def test_the_time_of_earlier_requests_does_not_count(processes: Processes) -> None:
    for _ in range(3):
        assert ask(processes, b"x" * 100_000, SHORT).body
    assert why_not(processes, b"hang", SHORT) is Broke.TIME


def test_the_clock_on_the_wall_ends_one_that_only_waits(processes: Processes) -> None:
    ask(processes)
    assert why_not(processes, b"sleep", LIMITS._replace(wall_seconds=0.05)) is Broke.TIME


def test_the_clock_on_the_wall_ends_one_that_does_not_even_listen(processes: Processes) -> None:
    ask(processes)
    os.kill(processes.pids[0], signal.SIGSTOP)
    assert why_not(processes, bytes(10_000_000), LIMITS._replace(wall_seconds=0.05)) is Broke.TIME


def test_what_a_library_prints_is_no_reply(processes: Processes) -> None:
    assert ask(processes, b"print").body == b"print"


def test_one_whose_replies_make_no_sense_is_replaced(processes: Processes) -> None:
    def read(reply: Reply) -> Reply:
        raise ValueError("nonsense")

    ask(processes)
    before = processes.pids
    with pytest.raises(BrokenOffError) as caught:
        processes.ask({}, b"", LIMITS, read=read)
    assert caught.value.why is Broke.ERROR
    ask(processes)
    assert processes.pids != before


def test_one_that_has_grown_large_goes(processes: Processes) -> None:
    ask(processes, b"", LIMITS._replace(max_held_mb=1))
    assert not processes.pids
    assert ask(processes, b"next").body == b"next"


def test_many_threads_share_two() -> None:
    processes = Processes(STUCK, 2)
    with ThreadPoolExecutor(8) as threads:
        wanted = [str(number).encode() for number in range(40)]
        assert [reply.body for reply in threads.map(lambda one: ask(processes, one), wanted)] == wanted
    assert 1 <= len(processes.pids) <= 2
    processes.close()


def test_one_that_somebody_ended_is_replaced(processes: Processes) -> None:
    ask(processes)
    (pid,) = processes.pids
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert ask(processes, b"next").body == b"next"


def test_one_that_left_while_it_was_asked_is_replaced(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUCK_IDLE_SECONDS", "0")
    processes.warm()
    (pid,) = processes.pids
    monkeypatch.setenv("STUCK_IDLE_SECONDS", "60")
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # it is gone, and nobody has noticed
    with monkeypatch.context() as patch:
        patch.setattr("reader.bounded.processes._Process.is_alive", True)
        assert ask(processes, b"next").body == b"next"


def test_warming_never_waits_for_one_that_is_busy(processes: Processes) -> None:
    ask(processes)
    held = processes._idle.get()
    processes.warm()
    processes._idle.put(held)
    assert len(processes.pids) == 1


def test_closing_breaks_off_what_is_at_work(processes: Processes) -> None:
    ask(processes)
    (pid,) = processes.pids
    caught: list[BaseException] = []

    def run() -> None:
        try:
            ask(processes, b"hang")
        except CancelledError as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not processes._idle.empty():
        thread.join(0.001)
    processes.close()
    thread.join()
    assert len(caught) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(CancelledError):
        ask(processes)


def test_they_end_with_their_owner() -> None:
    code = (
        "import os, sys\nfrom reader.bounded.processes import Processes\n"
        f"processes = Processes({STUCK!r}); processes.warm()\n"
        "print(processes.pids[0], flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False)
    pid = int(done.stdout)
    for _ in range(2_000):  # it is nobody's child now: that it is gone can only be asked
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        subprocess.run([sys.executable, "-S", "-c", ""], check=True)
    pytest.fail("the process is still there")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say what a process holds")
def test_a_big_owner_does_not_make_them_look_big() -> None:
    code = f"""
from reader.bounded.processes import Limits, Processes
held = bytes(2) * (64 << 20)
processes = Processes({STUCK!r})
pids = set()
for number in range(2):
    processes.ask({{}}, b"", Limits(1, 60, 64), read=lambda reply: reply)
    pids |= set(processes.pids)
print(len(processes.pids), len(pids))
processes.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]
