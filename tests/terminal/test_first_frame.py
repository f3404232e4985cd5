"""The first frame that is drawn beforehand: on the terminal before the program, and then nothing but the program itself."""

import os
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from tests.terminal.screen import Terminal

READER = [sys.executable, "-m", "reader"]
STARTED = b"\x1b[?1000h"
"""The first that textual writes after it has entered the second screen."""
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"

GATE = """
import os, sys
class Gate:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.meta_path.remove(self)
            with open(os.environ["GATE"]) as gate:
                gate.read()
sys.meta_path.insert(0, Gate())
"""
"""As `sitecustomize`: the program stops before it loads textual until somebody opens the gate."""


class Homes:
    """The home of a reader, as it was left at several times: made once, because that takes a start of the program each.

    It always stands in one place, with files as old as they were, because first frames know where and of when they are.
    """

    def __init__(self, folder: Path) -> None:
        self.now = folder / "now"
        self._kept = folder / "kept"

    def go_to(self, name: str, make: Callable[[], object]) -> None:
        """Let the home be as it was after `make`."""
        kept = self._kept / name
        if not kept.exists():
            make()
            shutil.copytree(self.now, kept)
        else:
            shutil.rmtree(self.now)
            shutil.copytree(kept, self.now)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """One home for all tests, which are never in it at once."""
    return Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture
def home(homes: Homes) -> dict[str, str]:
    """The environment of a user with a theme of their choice: nothing has to be asked of the terminal."""
    settings = homes.now / "config" / "pressmark" / "config.toml"

    def make() -> None:
        settings.parent.mkdir(parents=True)
        settings.write_text('theme = "paper"\n', encoding="utf-8")

    homes.go_to("new", make)
    named = {f"XDG_{name}_HOME": str(homes.now / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {**os.environ, "HOME": str(homes.now), "TEXTUAL_ANIMATIONS": "none", **named}


@pytest.fixture
def article_id(homes: Homes, home: dict[str, str]) -> str:
    """An article of ninety paragraphs, in the library and not read."""

    def make() -> None:
        page = homes.now / "ferry.html"
        paragraphs = "".join(
            f"<p>In its year {year} the ferry crossed the lake, and the reeds stood.</p>" for year in range(90)
        )
        page.write_text(f"<title>The ferry</title><article><h1>The ferry</h1>{paragraphs}</article>", encoding="utf-8")
        code = "import sys; from reader.library.library import Library; Library.open().add(sys.argv[1])"
        subprocess.run([sys.executable, "-c", code, str(page)], env=home, check=True)

    homes.go_to("unread", make)
    [article] = (homes.now / "data" / "pressmark" / "articles").iterdir()
    return article.name


@pytest.fixture
def opened(homes: Homes, home: dict[str, str], article_id: str) -> str:
    """The article, which was open and has left its first frame."""
    homes.go_to("opened", lambda: run(home, "open", article_id, words="In its year 3"))
    return article_id


@pytest.fixture
def gated(home: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a program that waits before textual."""
    folder = tmp_path / "gate"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GATE, encoding="utf-8")
    os.mkfifo(folder / "fifo")
    return {**home, "PYTHONPATH": str(folder), "GATE": str(folder / "fifo")}


def open_gate(gated: dict[str, str]) -> None:
    Path(gated["GATE"]).write_text("go")


def run(home: dict[str, str], *arguments: str, words: str, columns: int = 120, rows: int = 40) -> bytes:
    """Open the screen, wait for `words`, and quit; return what was written."""
    with Terminal([*READER, *arguments], env=home, columns=columns, rows=rows) as terminal:
        terminal.wait_for(words)
        terminal.wait_for("The ferry")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
        return bytes(terminal.written)


def cells(written: bytes, columns: int = 120, rows: int = 40) -> Iterator[tuple[int, int, object]]:
    """Give every cell of a screen on which `written` was written."""
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(written)
    for row in range(rows):
        for column in range(columns):
            yield row, column, screen.buffer[row][column]


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
@pytest.mark.parametrize("is_article", [True, False])
def test_kept_frame_is_what_the_program_draws(
    home: dict[str, str], article_id: str, is_article: bool, columns: int, rows: int
) -> None:
    arguments = ("open", article_id) if is_article else ()
    words = "In its year 3" if is_article else "The ferry"
    first = run(home, *arguments, words=words, columns=columns, rows=rows)
    assert first.startswith(ENTER + STARTED), "there is nothing to be shown before the first run"
    with Terminal([*READER, *arguments], env=home, columns=columns, rows=rows) as terminal:
        terminal.wait_for(words)
        terminal.wait_until_written(b"\x1b[1;1H", times=2)
        whole = bytes(terminal.written)
    kept, started, _ = whole.partition(STARTED)
    assert started
    assert kept.startswith(ENTER)
    after = whole[len(kept) :]
    assert ENTER not in after
    assert b"\x1b[2J" not in after
    assert words in "".join(getattr(cell, "data", "") for _, _, cell in cells(kept, columns, rows))
    assert list(cells(kept, columns, rows)) == list(cells(whole, columns, rows))


def test_keys_typed_before_the_program_is_there_are_obeyed(
    home: dict[str, str], gated: dict[str, str], opened: str
) -> None:
    with Terminal([*READER, "open", opened], env=gated) as terminal:
        terminal.wait_for("In its year 3")
        terminal.send("G")
        open_gate(gated)
        terminal.wait_for("In its year 89")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    assert b"G" not in bytes(terminal.written).partition(STARTED)[0][-40:]


@pytest.mark.parametrize(("ending", "code"), [("\x03", 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_terminal_is_given_back_when_the_start_is_broken_off(
    home: dict[str, str], gated: dict[str, str], opened: str, ending: str | signal.Signals, code: int
) -> None:
    with Terminal([*READER, "open", opened], env=gated) as terminal:
        terminal.wait_for("In its year 3")
        assert not terminal.modes()[3] & termios.ECHO
        if isinstance(ending, str):
            terminal.send(ending)
        else:
            terminal.kill(ending)
        assert terminal.wait_for_end() == code
        assert terminal.modes()[3] & termios.ECHO
    assert bytes(terminal.written).count(LEAVE) == 1


ENDED = """
import os, signal, sys
from reader.library.first_frames import FirstFrame
from reader.tui.curtain import Curtain
curtain, ending = Curtain(FirstFrame(b"the frame", ""), None, (80, 24)), int(sys.argv[1])
if "shown" in sys.argv:
    curtain.show()
else:
    signal.signal(ending, curtain._end)  # as it is a moment before
os.kill(os.getpid(), ending)
"""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_terminal_is_given_back_whatever_the_program_is_at(home: dict[str, str], ending: signal.Signals) -> None:
    with Terminal([sys.executable, "-c", ENDED, str(int(ending)), "shown"], env=home) as terminal:
        assert terminal.wait_for_end() == -ending
        assert terminal.modes()[3] & termios.ECHO
    assert b"the frame" in bytes(terminal.written).partition(LEAVE)[0]
    assert bytes(terminal.written).count(LEAVE) == 1


def test_an_end_before_anything_is_shown_is_the_end(home: dict[str, str]) -> None:
    with Terminal([sys.executable, "-c", ENDED, str(int(signal.SIGTERM))], env=home) as terminal:
        assert terminal.wait_for_end() == -signal.SIGTERM
    assert LEAVE not in bytes(terminal.written)


def test_failure_is_told_on_the_terminal_as_it_was(home: dict[str, str], opened: str, homes: Homes) -> None:
    for version in (homes.now / "data" / "pressmark" / "articles" / opened / "versions").iterdir():
        version.write_bytes(b"{")
    with Terminal([*READER, "open", opened], env=home) as terminal:
        assert terminal.wait_for_end() > 0
        written = bytes(terminal.written)
        assert terminal.modes()[3] & termios.ECHO
    assert b"In its year 3" in written.partition(LEAVE)[0]
    assert b"pressmark: " in written.partition(LEAVE)[2]
    assert STARTED not in written


def test_resize_before_the_program_is_there_is_followed(
    home: dict[str, str], gated: dict[str, str], opened: str
) -> None:
    with Terminal([*READER, "open", opened], env=gated) as terminal:
        terminal.wait_for("In its year 3")
        terminal.resize(80, 24)
        open_gate(gated)
        terminal.wait_until_written(b"\x1b[24;1H")
        assert b"\x1b[40;1H" not in bytes(terminal.written).partition(STARTED)[2]


def frames(home: Path) -> list[str]:
    folder = home / "state" / "pressmark" / "frames"
    assert not folder.exists() or folder.stat().st_mode & 0o077 == 0
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("change", ["settings", "position", "notes", "theme", "size", "colours"])
def test_frame_of_another_time_is_not_shown(home: dict[str, str], opened: str, homes: Homes, change: str) -> None:
    assert frames(homes.now) == [f"{opened}.frame", "list.frame"]
    columns = 120
    match change:
        case "settings":
            with (homes.now / "config" / "pressmark" / "config.toml").open("a") as file:
                file.write("measure = 60\n")
        case "position":
            (homes.now / "data" / "pressmark" / "state" / f"{opened}.position.json").unlink()
        case "notes":
            subprocess.run([*READER, "annotate", opened, "--quote", "In its year 4 the ferry"], env=home, check=True)
        case "theme":
            (homes.now / "state" / "pressmark" / "window.json").write_text("{}")
        case "size":
            columns = 100
        case "colours":
            home = {**home, "COLORTERM": ""}
    with Terminal([*READER, "open", opened], env=home, columns=columns) as terminal:
        terminal.wait_for("In its year 3")
        assert bytes(terminal.written).startswith(ENTER + STARTED)


def test_frames_go_with_the_setting_and_with_the_article(home: dict[str, str], opened: str, homes: Homes) -> None:
    code = "import sys; from reader.library.library import Library; Library.open().set_trashed(sys.argv[1], True)"
    subprocess.run([sys.executable, "-c", code, opened], env=home, check=True)
    assert frames(homes.now) == []
    subprocess.run([sys.executable, "-c", code.replace("True", "False"), opened], env=home, check=True)
    run(home, "open", opened, words="In its year 3")
    assert frames(homes.now) == [f"{opened}.frame", "list.frame"]
    settings = homes.now / "config" / "pressmark" / "config.toml"
    settings.write_text('theme = "paper"\nfirst_frame = false\n', encoding="utf-8")
    run(home, "open", opened, words="In its year 3")
    assert frames(homes.now) == []


def test_terminal_whose_ground_has_changed_is_not_shown_the_other_theme(
    home: dict[str, str], article_id: str, homes: Homes
) -> None:
    (homes.now / "config" / "pressmark" / "config.toml").unlink()
    told = {**home, "COLORFGBG": "15;0"}
    run(told, "open", article_id, words="In its year 3")
    assert f"{article_id}.frame" in frames(homes.now)
    with Terminal([*READER, "open", article_id], env=told) as terminal:
        terminal.wait_until_written(b"\x1b[c")
        terminal.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c")
        terminal.wait_for("In its year 3")
        written = bytes(terminal.written)
    assert ENTER + STARTED in written, "it is light now: the program draws for itself"


def test_nothing_is_kept_without_colour(home: dict[str, str], article_id: str, homes: Homes) -> None:
    with Terminal([*READER, "open", article_id], env={**home, "NO_COLOR": "1"}, is_colourless=True) as terminal:
        terminal.wait_for("In its year 3")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    assert frames(homes.now) == []


def test_list_stands_while_a_new_page_is_read(
    home: dict[str, str], gated: dict[str, str], opened: str, homes: Homes
) -> None:
    page = homes.now / "pier.html"
    page.write_text(
        "<title>The pier</title><article><h1>The pier</h1>" + "<p>Its boards are new.</p>" * 30 + "</article>"
    )
    with Terminal([*READER, str(page)], env=gated) as terminal:
        terminal.wait_for("The ferry")
        assert STARTED not in terminal.written
        open_gate(gated)
        terminal.wait_for("Its boards are new")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0


def test_commands_show_no_frame(home: dict[str, str], opened: str) -> None:
    for arguments in (["list"], ["show", opened], ["--version"]):
        with Terminal([*READER, *arguments], env=home) as terminal:
            terminal.wait_for_end()
            assert ENTER not in terminal.written


def test_frame_of_the_last_article_outlives_a_look_at_the_list(home: dict[str, str], opened: str) -> None:
    run(home, words="The ferry")
    with Terminal([*READER, "open", opened], env=home) as terminal:
        terminal.wait_for("In its year 3")
        assert not bytes(terminal.written).startswith(ENTER + STARTED)
