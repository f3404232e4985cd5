"""Who is asked when: few connections to a host, a pause between two, and hosts side by side."""

from reader.library.sync.turns import Politeness, Turns, host_of

POLITE = Politeness(at_once=2, pause_seconds=1.0, hosts_at_once=4)


def turns(*jobs: str) -> Turns[str]:
    """Return turns with jobs named by host and number: `a1`."""
    made: Turns[str] = Turns(POLITE)
    for job in jobs:
        made.add(job[0], job)
    return made


def taken(made: Turns[str], now: float) -> list[str]:
    found = []
    while (one := made.take(now)) is not None:
        found.append(one[1])
    return found


def test_a_host_has_two_connections_and_all_hosts_together_a_few() -> None:
    made = turns("a1", "a2", "a3", "b1", "c1", "d1")
    assert taken(made, 0.0) == ["a1", "a2", "b1", "c1"]  # who has the longest queue begins first
    assert (made.running, made.waiting) == (4, 2)
    made.done("c", 0.0)
    assert taken(made, 0.0) == ["d1"]
    made.done("d", 0.0)
    assert taken(made, 0.0) == []  # there are two connections to it


def test_a_host_is_left_alone_for_a_while_when_it_has_answered() -> None:
    made = turns("a1", "a2", "a3")
    assert taken(made, 0.0) == ["a1", "a2"]
    made.done("a", 5.0)
    assert taken(made, 5.5) == []
    assert made.wait_seconds(5.5) == 0.5
    assert taken(made, 6.0) == ["a3"]
    assert made.wait_seconds(6.0) is None


def test_the_pause_begins_anew_with_each_answer() -> None:
    made = turns("a1", "a2", "a3", "a4")
    taken(made, 0.0)
    made.done("a", 5.0)
    made.done("a", 5.9)
    assert taken(made, 6.0) == []
    assert taken(made, 6.9) == ["a3", "a4"]


def test_hosts_take_turns_whatever_they_have_waiting() -> None:
    made: Turns[str] = Turns(Politeness(at_once=2, pause_seconds=0, hosts_at_once=2))
    for job in ("a1", "a2", "a3", "a4", "b1", "b2"):
        made.add(job[0], job)
    order = []
    while made.waiting or made.running:
        for job in taken(made, 0.0):
            order.append(job)
            made.done(job[0], 0.0)
    assert sorted(order) == ["a1", "a2", "a3", "a4", "b1", "b2"]
    assert order.index("b1") < order.index("a4")


def test_what_waits_for_a_host_can_be_taken_back() -> None:
    made = turns("a1", "a2", "a3", "b1")
    assert made.take(0.0) == ("a", "a1")
    assert tuple(made.leave("a")) == ("a2", "a3")
    assert tuple(made.leave("z")) == ()
    assert taken(made, 0.0) == ["b1"]
    assert made.waiting == 0
    made.add("a", "a4")
    assert taken(made, 0.0) == ["a4"]


def test_a_job_that_comes_again_goes_first() -> None:
    made: Turns[str] = Turns(Politeness(at_once=1, pause_seconds=0))
    made.add("a", "a1")
    made.add("a", "a2")
    assert made.take(0.0) == ("a", "a1")
    made.add("a", "a1 again", is_next=True)
    made.done("a", 0.0)
    assert made.take(0.0) == ("a", "a1 again")


def test_a_host_that_only_sends_on_shares_the_queue_of_the_other() -> None:
    made = turns("p1", "p2", "p3", "p4", "a1", "a2", "a3")
    assert made.take(0.0) == ("p", "p1")
    made.learn("p", "a")
    made.done("p", 0.0)
    assert taken(made, 0.0) == ["a1", "a2"]  # two connections to it, by whatever name
    assert made.waiting == 4
    for now in (2.0, 4.0, 6.0):
        made.done("a", now)
    made.add("p", "p5")
    assert made.waiting == 5
    rest = []
    for now in range(10, 40, 2):
        for job in taken(made, float(now)):
            rest.append(job)
            made.done("a", float(now))
    assert sorted(rest) == ["a3", "p2", "p3", "p4", "p5"]


def test_two_hosts_that_send_on_to_each_other_stay_apart() -> None:
    made = turns("a1", "b1")
    made.learn("a", "b")
    made.learn("b", "a")
    made.learn("a", "a")
    assert sorted(taken(made, 0.0)) == ["a1", "b1"]
    assert made.waiting == 0


def test_a_host_is_one_by_either_of_its_names() -> None:
    assert host_of("https://www.hill.example:8080/a") == host_of("http://hill.example/b") == "hill.example"
    assert host_of("http://[::1") == ""
