"""Who is to blame: a server that fails while others answer, and not one that fails with all of them."""

from reader.library.sync.reach import MANY_HOSTS, Reach


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def failing(reach: Reach, blamed: list[str], host: str, began: float) -> None:
    """Let a job of a host fail that began then."""
    if reach.is_doubtful(host, began):
        reach.doubt(host, lambda: blamed.append(host))
    else:
        blamed.append(host)


def test_who_fails_while_others_answer_is_to_blame() -> None:
    clock, blamed = Clock(), list[str]()
    reach = Reach(clock)
    clock.now = 5.0
    reach.reached("good")
    failing(reach, blamed, "bad", 1.0)  # it was asked before the other answered
    assert blamed == ["bad"]


def test_who_fails_when_nobody_has_answered_since_is_judged_later() -> None:
    clock, blamed = Clock(), list[str]()
    reach = Reach(clock)
    reach.reached("good")
    failing(reach, blamed, "bad", 1.0)
    assert blamed == []
    reach.reached("good")
    assert blamed == ["bad"]
    failing(reach, blamed, "bad", 9.0)  # once it has failed by itself, nobody doubts that
    assert blamed == ["bad", "bad"]


def test_when_all_fail_it_is_the_network() -> None:
    reach, blamed = Reach(Clock()), list[str]()
    failing(reach, blamed, "one", 0.0)
    told = [(reach.is_network_gone, reach.is_lost)]  # one alone has failed by itself, as far as anybody can tell
    failing(reach, blamed, "two", 0.0)
    told.append((reach.is_network_gone, reach.is_lost))
    for number in range(MANY_HOSTS):
        failing(reach, blamed, str(number), 0.0)
    told.append((reach.is_network_gone, reach.is_lost))
    assert told == [(False, False), (True, False), (True, True)]
    assert blamed == []


def test_many_failures_of_one_host_are_those_of_one_host() -> None:
    reach, blamed = Reach(Clock()), list[str]()
    for _ in range(2 * MANY_HOSTS):
        failing(reach, blamed, "one", 0.0)
    assert not reach.is_lost
    assert not reach.is_network_gone
    reach.give_up_doubt()
    assert blamed == ["one"] * 2 * MANY_HOSTS
