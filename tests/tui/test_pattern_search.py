"""Regular expressions in a text: what is wrong with one, what it finds, and that none hangs."""

import json
import os
import signal
import struct
import subprocess
import sys
from threading import Event

import pytest

from reader.tui import pattern_child
from reader.tui.pattern_search import Pattern, PatternFault, PatternFound, PatternSearch, read_pattern
from reader.tui.widgets.finding import fold

TEXT = "Ferry lines.\n\nThe café and the FERRY, féerie, 2015–2026.\n\n" + "a" * 40
FOREVER = "(a+)+$b"


def ask(search: PatternSearch, written: str) -> PatternFound:
    pattern = read_pattern(written, fold)
    assert isinstance(pattern, Pattern)
    answered = Event()
    answers: list[PatternFound] = []

    def take(found: PatternFound) -> None:
        answers.append(found)
        answered.set()

    search.ask(pattern, take)
    assert answered.wait(60)
    return answers[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("fer+y", ["Ferry", "FERRY"]),
        ("f[eé]+rie", ["féerie"]),
        ("café", ["café"]),
        ("CAFE", []),
        ("FERRY", ["FERRY"]),
        ("(?-i)cafe", []),
        ("(?-i)café", ["café"]),
        (r"\d+-\d+", ["2015–2026"]),
        (r"\.$", [".", "."]),
        ("^the", ["The"]),
        ("x*", []),
        (r"(?P<Word>ferry) lines", ["Ferry lines"]),
    ],
)
def test_case_accents_and_dashes_are_folded_unless_the_pattern_has_a_capital(written: str, expected: list[str]) -> None:
    search = PatternSearch(TEXT, fold, 100)
    try:
        assert [TEXT[slice(*hit)] for hit in ask(search, written).hits] == expected
    finally:
        search.close()


@pytest.mark.parametrize(
    ("written", "at"),
    [("(x", 0), ("a**", 2), ("[z-a]", 1), ("(?-i)a**", 7), ("a" * 1001, 1000), ("(" * 500 + ")" * 500, 0)],
)
def test_what_is_wrong_with_a_pattern_is_said_with_its_place(written: str, at: int) -> None:
    found = read_pattern(written, fold)
    if written.startswith("(("):
        assert isinstance(found, Pattern | PatternFault)  # how deep is too deep is Python's to say
    else:
        assert isinstance(found, PatternFault)
        assert found.at == at
        assert found.message


def test_a_pattern_that_never_ends_is_given_up_and_the_next_one_is_answered() -> None:
    search = PatternSearch("a" * 40 + " ferry", fold, 100, seconds=0.3)
    try:
        assert ask(search, FOREVER).is_too_slow
        patient = PatternSearch("a" * 40 + " ferry", fold, 100, seconds=60)
        assert len(ask(patient, "ferry").hits) == 1
        patient.close()
        assert search._child is None
    finally:
        search.close()


def test_so_many_places_are_enough() -> None:
    search = PatternSearch("ab " * 500, fold, 7)
    try:
        assert len(ask(search, r"\w+").hits) == 7
    finally:
        search.close()


def test_closing_ends_the_child_and_gives_up_what_it_looks_for() -> None:
    search = PatternSearch("a" * 40, fold, 10, seconds=60)
    assert ask(search, "a+").hits
    child = search._child
    assert child is not None
    pattern = read_pattern(FOREVER, fold)
    assert isinstance(pattern, Pattern)
    search.ask(pattern, lambda found: None)
    search.close()
    assert child.returncode == -signal.SIGKILL
    thread = search._thread
    if thread is not None:
        thread.join(60)
    assert search._child is None
    search.ask(pattern, lambda found: pytest.fail("it is closed"))
    assert search._thread is None


def test_a_child_that_nobody_can_end_any_more_ends_by_itself() -> None:
    child = subprocess.Popen([sys.executable, "-I", "-S", pattern_child.__file__], stdin=subprocess.PIPE)
    assert child.stdin is not None
    with child, child.stdin:
        for frame in (
            {"name": "exact", "text": "a" * 40},
            {"name": "exact", "pattern": FOREVER, "most": 1, "seconds": 0.1},
        ):
            body = json.dumps(frame).encode()
            child.stdin.write(struct.pack(">I", len(body)) + body)
        child.stdin.flush()
        assert child.wait(60) == -signal.SIGALRM


def test_what_goes_wrong_in_the_thread_is_no_more_than_no_answer() -> None:
    search = PatternSearch("ferry", fold, 10, seconds=60)
    assert ask(search, "f").hits
    child = search._child
    assert child is not None
    assert child.stdin is not None
    os.kill(
        child.pid, signal.SIGSTOP
    )  # else it may see its end, and make way for another, before the question is asked
    child.stdin.close()  # as `close` does while a question is on its way
    assert ask(search, "f").is_too_slow
    assert ask(search, "f").hits
    search.close()
