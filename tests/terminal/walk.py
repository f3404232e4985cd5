"""A walk through the installed program in a real pseudo-terminal: open, mark, write, quit, come back.

    python walk.py --demo           the samples: opens, reads, quits
    python walk.py --pipe FILE      a page through a pipe: opens, keys work, quits
    python walk.py FILE             a page: marks its first sentence, writes a note, quits, finds both again
    python walk.py --end KILL FILE  a page: the program is ended by that signal in the middle of a note, which comes back

Used by the tests and by the smoke run of the installed wheel. Keeps nothing: whoever calls sets the home folder.
"""

import argparse
import os
import shlex
import shutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from screen import Terminal  # type: ignore[import-not-found]  # beside this file, wherever it is run from


def program() -> list[str]:
    """Return the installed command, or the package where there is none."""
    installed = shutil.which("pressmark", path=str(Path(sys.executable).parent))
    return [installed] if installed else [sys.executable, "-m", "reader"]


def walk_demo() -> None:
    """Open the samples, read the ferry story, go back, quit."""
    with Terminal([*program(), "--demo"]) as terminal:
        terminal.wait_for("Ferry line to reopen", seconds=90)
        terminal.send("\r")
        terminal.wait_for("The ferry that once tied")
        terminal.send("?")
        terminal.wait_for("Moving in the text")
        terminal.send("\x1b")
        terminal.wait_until_gone("Moving in the text")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0


def walk_page(page: Path, first_words: str) -> None:
    """Mark the first sentence of `page`, write a note, quit; come back and find both."""
    with Terminal([*program(), str(page)]) as terminal:
        terminal.wait_for(first_words, seconds=60)
        terminal.send("a")
        terminal.wait_for("save")
        terminal.send("Written in the margin")
        terminal.wait_for("Written in the margin")
        terminal.send("\x13")
        terminal.wait_for("saved")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    with Terminal([*program(), "open", "last"]) as terminal:
        terminal.wait_for(first_words, seconds=60)
        terminal.wait_for("Written in the margin")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0


def walk_ended(page: Path, first_words: str, name: str) -> None:
    """Begin a note on `page`; end the program by a signal; come back to the note, save it, and find it a third time."""
    with Terminal([*program(), str(page)]) as terminal:
        terminal.wait_for(first_words, seconds=60)
        terminal.send("a")
        terminal.wait_for("save")
        terminal.send("Half a thought")
        terminal.wait_for("Half a thought")
        if name == "KILL":  # nothing can be done any more then: what counts is what was kept while it was typed
            wait_for_draft("Half a thought")
        terminal.kill(signal.Signals[f"SIG{name}"])
        assert terminal.wait_for_end() != 0
    with Terminal([*program(), "open", "last"]) as terminal:
        terminal.wait_for("Unsaved note from", seconds=60)
        terminal.wait_for("Half a thought")
        terminal.send(" more")
        terminal.wait_for("Half a thought more")
        terminal.send("\r")
        terminal.wait_until_gone("Unsaved note from")
        wait_for_no_draft()
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    assert not drafts()
    with Terminal([*program(), "open", "last"]) as terminal:
        terminal.wait_for(first_words, seconds=60)
        terminal.wait_for("Half a thought")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0


def drafts() -> list[Path]:
    """Return the drafts of the user's libraries."""
    return list(Path(os.environ["XDG_STATE_HOME"]).glob("pressmark/libraries/*/drafts/*.json"))


def wait_for_draft(text: str) -> None:
    """Wait until `text` is in a draft on disk."""
    end = time.monotonic() + 30
    while not any(text in path.read_text(encoding="utf-8") for path in drafts()):
        assert time.monotonic() < end, "no draft was kept"
        time.sleep(0.02)


def wait_for_no_draft() -> None:
    """Wait until what was written is saved, and its draft gone."""
    end = time.monotonic() + 30
    while drafts():
        assert time.monotonic() < end, "the draft of a saved note was kept"
        time.sleep(0.02)


def walk_pipe(page: Path, first_words: str) -> None:
    """Pipe `page` in: the keys come from the terminal all the same."""
    shell = f"{shlex.join(program())} - < {shlex.quote(str(page))}"
    with Terminal(["sh", "-c", shell]) as terminal:
        terminal.wait_for(first_words, seconds=60)
        terminal.send("?")
        terminal.wait_for("Moving in the text")
        terminal.send("\x1b")
        terminal.wait_until_gone("Moving in the text")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0


def main() -> None:
    """Take the walk that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, nargs="?")
    parser.add_argument("--first-words", default="The ferry")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--pipe", action="store_true")
    parser.add_argument("--end", choices=("KILL", "TERM", "HUP"))
    options = parser.parse_args()
    if options.demo:
        walk_demo()
    elif options.pipe:
        walk_pipe(options.page, options.first_words)
    elif options.end:
        walk_ended(options.page, options.first_words, options.end)
    else:
        walk_page(options.page, options.first_words)
    print("walked")


if __name__ == "__main__":
    main()
