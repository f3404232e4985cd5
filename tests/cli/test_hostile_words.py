"""What commands print is letters, whoever wrote them: no command of a terminal comes out, whatever way it came in."""

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from tests.cli.calls import Pressmark
from tests.loopback import serve
from tests.tui.hostile_library import HOSTILE, make_hostile_library

OWN_STYLES = re.compile(r"\x1b\[[0-9;]*m")
TYPED = "\x1b]0;owned\x07\x1b[31m[/x]\u202eesrever\x9b31m\x00".replace("\x00", "")
"""What somebody was talked into pasting behind a command."""

ON_AN_ARTICLE = (
    *(("show", "{id}", "--format", form) for form in ("text", "md", "html", "json")),
    ("show", "{id}", "--plain"),
    ("versions", "{id}"),
    ("versions", "{id}", "--json"),
    ("diff", "{id}"),
    ("diff", "{id}", "--json"),
    ("notes",),
    ("notes", "--json"),
    ("marks",),
    ("marks", "--json"),
    *(("export", "{id}", "--to", form) for form in ("md", "html", "json")),
    ("annotate", "{id}", "--quote", TYPED),
    ("annotate", "{id}", "--quote", "Tickets will cost", "--note", TYPED, "--tag", TYPED),
    ("refresh", "{id}"),
    ("refresh", "--all"),
)
ON_THE_LIBRARY = (
    ("list",),
    ("list", "--json"),
    ("list", "is:news"),
    ("search", "ferry"),
    ("search", "ferry", "--json"),
    ("searches",),
    ("searches", "--json"),
    ("colours",),
    ("colours", "--json"),
    ("history",),
    ("history", "--json"),
    ("undo",),
    ("redo",),
    ("feeds", "list"),
    ("feeds", "list", "--json"),
    ("feeds", "export"),
    ("feeds", "rules"),
    ("feeds", "rules", "--json"),
    ("feeds", "sync"),
    ("stats",),
    ("stats", "--json"),
    ("trash",),
    ("trash", "--json"),
    ("doctor",),
    ("doctor", "--json"),
    ("paths",),
    ("keys",),
    ("config",),
    ("completion", "bash"),
)
WITH_WHAT_WAS_TYPED = (
    (TYPED,),
    ("open", TYPED),
    ("show", TYPED),
    ("add", TYPED),
    ("add", f"https://{TYPED}/"),
    ("add", f"./{TYPED}"),
    ("list", TYPED),
    ("list", f"tga:{TYPED}"),
    ("list", f"({TYPED}"),
    ("search", TYPED),
    ("notes", f"({TYPED}"),
    ("extract", TYPED),
    ("extract", f"file:///{TYPED}"),
    ("feeds", "add", TYPED),
    ("feeds", "preview", TYPED),
    ("feeds", "import", TYPED),
    ("feeds", TYPED),
    ("export", "last", "--to", TYPED),
    ("export", "last", "--to", "md", "-o", f"/proc/{TYPED}/x"),
    ("searches", "add", TYPED, f"({TYPED}"),
    ("searches", "remove", TYPED),
    ("help", TYPED),
    ("restore", TYPED),
    ("backup", f"/proc/{TYPED}"),
    (f"--{TYPED}",),
    ("list", f"--{TYPED}"),
    ("--theme", TYPED, "list"),
    ("--timeout", TYPED, "list"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The folder of a hostile library, and the id of an article in it."""
    root = tmp_path_factory.mktemp("hostile")
    config = Config(confirmed_hosts=("127.0.0.1",))
    with serve() as site, Library.open(folders=Folders.below(root / "home"), config=config) as library:
        article_id = make_hostile_library(root, library, site)
        library.close()
        yield root / "home" / "data", article_id


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the library, in a folder with a name that is no good either."""
    return Path(shutil.copytree(made[0], tmp_path / "library \x1b[2J\u202e"))


def assert_letters(text: str) -> None:
    """Assert that nothing in a text is a command, hidden, or no letter at all."""
    found = {letter for letter in OWN_STYLES.sub("", text) if letter not in "\n\t"}
    wild = {
        letter
        for letter in found
        if unicodedata.category(letter) in ("Cc", "Cs")
        or letter in "\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    }
    assert not wild, ascii(next(line for line in text.split("\n") if wild & set(line)))


@pytest.mark.parametrize(
    "words", [*ON_AN_ARTICLE, *ON_THE_LIBRARY, *WITH_WHAT_WAS_TYPED], ids=lambda words: ascii(" ".join(words))[1:40]
)
def test_what_is_printed_is_letters(
    pressmark: Pressmark, made: tuple[Path, str], folder: Path, words: tuple[str, ...]
) -> None:
    code, printed, told = pressmark("--library", folder, *(word.replace("{id}", made[1]) for word in words))
    assert_letters(printed)
    assert_letters(told)
    assert "Traceback" not in told
    if "--json" in words and code == 0:
        json.loads(printed)


def test_pages_feeds_and_lists_of_feeds_are_printed_as_letters(pressmark: Pressmark, tmp_path: Path) -> None:
    from tests.tui.hostile_library import hostile_page

    page = tmp_path / "page\x1b[2J.html"
    page.write_bytes(hostile_page("Ferry"))
    for words in (("extract",), ("extract", "--json"), ("extract", "--explain"), ("add",)):
        code, printed, told = pressmark(*words, page)
        assert code == 0, told
        assert_letters(printed)
        assert_letters(told)
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml><body><outline text="{HOSTILE!r}&#x9b;31m" xmlUrl="https://h.example/&#x202e;x"/>'
        '<outline text="&#x9b;x" xmlUrl="javascript:&#x9d;owned"/></body></opml>',
        encoding="utf-8",
    )
    for line in (("feeds", "import", "--dry-run", opml), ("feeds", "import", opml), ("feeds", "list")):
        _, printed, told = pressmark(*line)
        assert_letters(printed.replace(ascii(HOSTILE)[1:-1], ""))
        assert_letters(told)


def test_wrong_settings_are_told_in_letters(pressmark: Pressmark, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    for line in (
        f'theme = "{TYPED!r}\\u001b]0;owned\\u0007"',
        '"a\\u001b[31m" = 1',
        'notify = "\\u009b31m"',
        "x = \x1b[31m",
    ):
        config.write_text(line + "\n", encoding="utf-8")
        for words in (("config",), ("list",), ("keys",)):
            _, printed, told = pressmark(*words)
            assert_letters(printed.replace(repr(TYPED), ""))
            assert_letters(told.replace(repr(TYPED), ""))
