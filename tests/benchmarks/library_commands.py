"""Commands as whole processes, for information: Python and its imports take most of the time."""

import sys
from collections.abc import Mapping

from tests.benchmarks.library_opening import spend_child
from tests.benchmarks.library_report import Report, Times
from tests.benchmarks.made_library import MadeLibrary, id_of
from tests.benchmarks.made_words import vocabularies

NOTHING_FOUND = 3


def measure_commands(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Run each command in each library in turns."""
    from reader.library.library import Library

    for made in libraries.values():
        with Library.open(folders=made.folders) as library:
            library.catch_up()
    english = vocabularies()[0].words
    commands = {
        "--version": ["--version"],
        "list": ["list"],
        "list WORD": ["list", english[2_000]],
        "search WORD": ["search", english[2_000]],
        "search the": ["search", "the"],
        "notes WORD": ["notes", english[700]],
        "notes the": ["notes", "the"],
        "show ID": ["show", id_of(0)],
    }
    times = Times()
    for _ in range(runs):
        for size, made in libraries.items():
            for name, arguments in commands.items():
                command = [sys.executable, "-m", "reader", *arguments]
                times.add(name, size, spend_child(command, made, expected=(0, NOTHING_FOUND)))
    for name in commands:
        for size in libraries:
            report.put_both(f"pressmark {name}", size, times.median(name, size))
