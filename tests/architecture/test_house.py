"""The house: no file past 500 lines, `__init__` files without logic, the core without the screen, a light start."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "reader"
LONGEST_FILE = 500


def python(code: str, *arguments: str) -> str:
    """Run `code` in a fresh interpreter and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_file_is_longer_than_500_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_init_files_have_no_logic() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            is_version = isinstance(statement, ast.Assign) and path.parent == PACKAGE
            assert is_docstring or is_version or isinstance(statement, ast.ImportFrom), path


def test_the_library_loads_no_screen() -> None:
    loaded = set(python("import sys, reader.library.library; print(*sys.modules)").split())
    assert not loaded & {"textual", "PIL", "httpx", "lxml", "readability", "tinydb", "filelock", "sqlite3", "zstandard"}


@pytest.mark.parametrize("module", ["reader.cli.main", "reader.cli.articles", "reader.cli.notes"])
def test_commands_that_only_read_load_neither_network_nor_parsers(module: str) -> None:
    loaded = set(python(f"import sys, {module}; print(*sys.modules)").split())
    assert not loaded & {"textual", "httpx", "lxml", "readability", "tinydb", "filelock", "sqlite3"}


START = """
import asyncio, sys
from pathlib import Path
from reader.library.folders import Folders
from reader.library.library import Library
from reader.tui.run import ReaderOptions, build_app

async def start():
    library = Library.open(folders=Folders.below(Path(sys.argv[1])))
    app = build_app(ReaderOptions(library=library, article_id=library.resolve("last")))
    loaded = []
    app.setup = app.setup._replace(
        start=app.setup.start._replace(first_frame_shown=lambda: loaded.extend(sys.modules))
    )
    async with app.run_test(size=(120, 40)) as pilot:
        while not loaded:
            await pilot.pause()
    print(*loaded)

asyncio.run(start())
"""

ADD = """
import sys
from pathlib import Path
from reader.library.folders import Folders
from reader.library.library import Library
Library.open(folders=Folders.below(Path(sys.argv[1]))).add(sys.argv[2])
"""


def test_the_first_frame_of_a_kept_article_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<title>Reeds</title><article><h1>Reeds</h1>"
        + "".join(
            f"<p>In its year number {year} the lake had a ferry, a council that met on Mondays, and reeds.</p>"
            for year in range(20)
        )
    )
    python(ADD, str(tmp_path), str(page))
    loaded = set(python(START, str(tmp_path)).split())
    assert "reader.tui.app" in loaded
    # Textual's app brings its command palette, and with it an input and a list, whoever uses it: not ours to leave out.
    unavoidable = set(python("import sys, textual.app; print(*sys.modules)").split())
    late = {
        "PIL",
        "argparse",
        "httpx",
        "readability",
        "lxml",
        "trafilatura",
        "feedparser",
        "filelock",
        "sqlite3",
        "tinydb",
        "zstandard",
        "textual.widgets._text_area",
        "textual.widgets._input",
        "textual.widgets._option_list",
        "textual.widgets._markdown",
        "reader.library.config_problems",
        "reader.tui.keys.overrides",
        "reader.tui.screens.sheet",
        "reader.tui.screens.tour",
        "reader.tui.widgets.next_keys",
    }
    assert not (loaded - unavoidable) & late


def test_looking_for_drafts_does_not_load_the_editor() -> None:
    loaded = set(python("import sys, reader.tui.screens.drafting; print(*sys.modules)").split())
    assert not loaded & {"reader.tui.widgets.note_editor", "textual.widgets._text_area"}
