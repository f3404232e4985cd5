"""Every entrance of outside text, by name: what comes in there is letters in the model, on both outputs, in JSON and in the log.

Looked at elsewhere: pages and feeds themselves (`test_hostile_words`), files that other machines bring
(`tests/store/test_taming`), exports (`tests/exchange/test_hostile_exports`), and all that the screen draws of them
(`tests/tui/test_hostile_text`). A word stands in what is sent, so that an entrance through which nothing comes is no success.
"""

import json
import os
import ssl
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.exchange.file_names import safe_file_name
from reader.fetch.client import fetch_page
from reader.fetch.feed import fetch_feed
from reader.fetch.image import fetch_image
from reader.library.log_file import LOG_NAME
from reader.model.errors import ReaderError
from reader.model.text import is_tame
from reader.store.devices import read_device
from reader.store.places import LocalPlaces
from reader.store.sealed import seal
from reader.store.undo import UndoLog
from tests.cli.calls import Pressmark
from tests.cli.test_hostile_words import assert_letters
from tests.fetch.site import Site
from tests.loopback import page_html

WORD = "gnpword"
SEQUENCES = f"{WORD}\x1b[2J\x1b]0;owned\x07\x9b31m\x9d0;owned\x9c\x08\x7f"
MARKUP = "[@click=app.quit]x[/] [/x]"
WILD = f"{SEQUENCES}\u202e\u2066\u200b\ufeff\u2028\U000e0041{MARKUP}a" + 99 * "\u0301"
IN_NAMES = WILD.replace("/", "").rstrip("\u0301") + "\udc9b"
"""What may stand in the name of a file: a byte that is no UTF-8, too."""
ESCAPED = "".join(f"\\u{ord(letter):04x}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter for letter in WILD)
"""As it stands in TOML and JSON."""
REFERENCED = "".join(f"&#{ord(letter)};" if ord(letter) < 0xA0 and letter not in "\x00" else letter for letter in WILD)
"""As it stands in markup."""


def texts_in(value: object) -> Iterator[str]:
    """Give all texts in a value."""
    match value:
        case str():
            yield value
        case ReaderError():
            yield from (value.message, value.hint, *getattr(value, "__notes__", ()))
        case Mapping():
            for name, inside in value.items():
                yield from texts_in(name)
                yield from texts_in(inside)
        case tuple() | list() | frozenset():
            for inside in value:
                yield from texts_in(inside)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from texts_in(getattr(value, field.name))


# -- servers ----------------------------------------------------------------------------------------------------------
HEADS = {
    "the version": b"%s/1.1 200 OK\r\n",
    "a status": b"HTTP/1.1 %s OK\r\n",
    "the reason of an error": b"HTTP/1.1 500 %s\r\n",
    "the reason of a success": b"HTTP/1.1 200 %s\r\nContent-Type: text/html\r\n",
    "Retry-After": b"HTTP/1.1 503 Busy\r\nRetry-After: %s\r\n",
    "Location": b"HTTP/1.1 302 Found\r\nLocation: /%s\r\n",
    "Location with a scheme": b"HTTP/1.1 302 Found\r\nLocation: %s:opaque\r\n",
    "Location with a host": b"HTTP/1.1 302 Found\r\nLocation: http://%s/\r\n",
    "Location with a login": b"HTTP/1.1 302 Found\r\nLocation: http://%s:x@127.0.0.2/\r\n",
    "Content-Type": b"HTTP/1.1 200 OK\r\nContent-Type: application/%s\r\n",
    "a charset": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=%s\r\n",
    "Content-Encoding": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n",
    "Transfer-Encoding": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: %s\r\n",
    "ETag": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: %s\r\n",
    "Last-Modified": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLast-Modified: %s\r\n",
    "Cache-Control": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nCache-Control: max-age=%s\r\n",
    "Content-Disposition": b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Disposition: x; filename="%s"\r\n',
    "Content-Language": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Language: %s\r\n",
    "Link": b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLink: <%s>; rel="canonical"\r\n',
    "WWW-Authenticate": b"HTTP/1.1 401 No\r\nWWW-Authenticate: %s\r\n",
    "the name of a header": b"HTTP/1.1 200 OK\r\n%s: x\r\n",
}
CARRIED = (
    SEQUENCES.encode("latin-1"),
    SEQUENCES.replace("\x1b", "").replace("\x07", "").replace("\x08", "").replace("\x7f", "").encode("latin-1"),
    WILD.translate(dict.fromkeys(range(0x20))).encode(),
    f"{WORD}\u202e{MARKUP}".encode(),
    f"{WORD}{MARKUP}".encode(),
)
"""The same in the charsets that heads are read in; without what the HTTP library refuses, too."""
DOORS: dict[str, Callable[[str], object]] = {"page": fetch_page, "feed": fetch_feed, "picture": fetch_image}


@pytest.fixture
def raw_site() -> Iterator[Site]:
    """A server whose answers are written byte for byte."""
    server = Site()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def what_comes(door: Callable[[str], object], url: str) -> list[str]:
    """Return all texts of what is fetched, or of the error."""
    try:
        return list(texts_in(door(url)))
    except ReaderError as error:
        return list(texts_in(error))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("head", HEADS)
def test_what_servers_say_is_letters(raw_site: Site, head: str, door: str) -> None:
    for carried in CARRIED:
        answer = HEADS[head].replace(b"%s", carried) + b"Content-Length: 14\r\nConnection: close\r\n\r\n<p>Fourteen</p"
        raw_site.fallback = lambda asked, line, answer=answer: line.raw(answer)
        for text in what_comes(DOORS[door], f"{raw_site.base}/"):
            assert is_tame(text), ascii(text)


@pytest.mark.parametrize("status", [b"407 %s", b"502 %s", b"%s no", b"200 %s"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_proxies_say_is_letters(
    raw_site: Site, monkeypatch: pytest.MonkeyPatch, status: bytes, scheme: str
) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", raw_site.base)
    for carried in CARRIED:
        answer = b"HTTP/1.1 " + status.replace(b"%s", carried) + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        raw_site.fallback = lambda asked, line, answer=answer: line.raw(answer)
        for text in what_comes(fetch_page, f"{scheme}://far-away.example/"):
            assert is_tame(text), ascii(text)


def test_what_is_wrong_with_a_certificate_is_told_in_letters(raw_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def shake(tls: ssl.SSLObject) -> None:
        error = ssl.SSLCertVerificationError(1, "certificate verify failed")
        error.verify_message = f"Hostname mismatch, certificate is not valid for '{WILD}'"
        raise error

    monkeypatch.setattr(ssl.SSLObject, "do_handshake", shake)
    found = what_comes(fetch_page, raw_site.base.replace("http", "https"))
    assert WORD in "".join(found)
    assert all(map(is_tame, found))


# -- this machine -----------------------------------------------------------------------------------------------------
class Trial(NamedTuple):
    """A command line to call, and where its files lie."""

    pressmark: Pressmark
    home: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def config(self) -> Path:
        return self.home / "config" / "pressmark"

    @property
    def data(self) -> Path:
        return self.home / "data" / "pressmark"

    @property
    def state(self) -> Path:
        return self.home / "state" / "pressmark"

    def write(self, path: Path, content: str | bytes) -> Path:
        """Write a file as somebody else may have written it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return path

    def run(self, *words: str | Path, stdin: bytes | None = None) -> str:
        """Call it, hold what it prints to be letters, and return that."""
        _, printed, told = self.pressmark(*words, stdin=stdin)
        assert_letters(printed)
        assert_letters(told)
        assert "Traceback" not in told
        if "--json" in words and printed:
            for text in texts_in([json.loads(line) for line in _values(printed)]):
                assert is_tame(text) or Path(text).is_absolute(), ascii(text)
        return printed + told


def _values(printed: str) -> list[str]:
    """Return the JSON values in what was printed: one, or one on each line."""
    try:
        json.loads(printed)
    except ValueError:
        return printed.splitlines()
    return [printed]


@pytest.fixture
def trial(pressmark: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    return Trial(pressmark, tmp_path / "home", monkeypatch)


Entrance = Callable[[Trial], str]
ENTRANCES: dict[str, Entrance] = {}
SHUT = frozenset(
    (
        "config.toml: a word of several",
        "config.toml: a file of cookies",
        "config.toml: a site of cookies",
        "config.toml: a site of logins",
        "config.toml: a place of logins",
        "library.toml: an address that is none",
        "library.toml: a line that is no TOML",
        "logins of the environment",
        "files of cookies",
        "names of devices",
        "names of files of other machines",
    )
)
"""Entrances of which nothing is shown, or what is wrong with it without it."""


def entrance(name: str) -> Callable[[Entrance], Entrance]:
    """Put what sends hostile text through an entrance, and returns what was printed, into the table."""

    def put(send: Entrance) -> Entrance:
        ENTRANCES[name] = send
        return send

    return put


def _config(line: str, *commands: tuple[str, ...]) -> Entrance:
    def send(trial: Trial) -> str:
        trial.write(trial.config / "config.toml", line + "\n")
        return "".join(trial.run(*words) for words in (*commands, ("config",), ("keys",), ("list",)))

    return send


ENTRANCES |= {
    f"config.toml: {name}": _config(line)
    for name, line in {
        "a value": f'editor = "{ESCAPED}"',
        "a word of several": f'notify = "{ESCAPED}"',
        "a theme": f'theme = "{ESCAPED}"',
        "a name": f'"{ESCAPED}" = 1',
        "a host": f'confirmed_hosts = ["{ESCAPED}"]',
        "a colour": f'[colours]\nyellow = "{ESCAPED}"',
        "a colour that is none": f'[colours]\n"{ESCAPED}" = "x"',
        "a key": f'[keys]\nstar = "{ESCAPED}"',
        "an action": f'[keys]\n"{ESCAPED}" = "x"',
        "a site of cookies": f'[cookies]\n"{ESCAPED}" = "/x"',
        "a file of cookies": f'[cookies]\n"h.example" = "{ESCAPED}"',
        "a site of logins": f'[logins]\n"{ESCAPED}" = "keyring"',
        "a place of logins": f'[logins]\n"h.example" = "{ESCAPED}"',
        "a line that is no TOML": f"{WORD} {WILD}".replace("\u2028", ""),
        "a table twice": f'["{ESCAPED}"]\n["{ESCAPED}"]',
    }.items()
}


def _library(text: str, *commands: tuple[str, ...]) -> Entrance:
    def send(trial: Trial) -> str:
        trial.write(trial.data / "library.toml", text + "\n")
        return "".join(trial.run(*words) for words in (*commands, ("doctor",), ("doctor", "--json")))

    return send


_FEED = '[feeds.x]\nurl = "https://h.example/feed"\n'
_RULES = (("feeds", "rules"), ("feeds", "rules", "--json"))
_FEEDS = (("feeds", "list"), ("feeds", "list", "--json"), ("feeds", "export"))
_SEARCHES = (("searches",), ("searches", "--json"))
ENTRANCES |= {
    f"library.toml: {name}": _library(text, *commands)
    for name, text, commands in (
        ("the name of a search", f'[searches]\n"{ESCAPED}" = "ferry"', _SEARCHES),
        ("the query of a search", f'[searches]\nx = "({ESCAPED}"', _SEARCHES),
        ("a search that is no text", f'[searches]\n"{ESCAPED}" = 1', _SEARCHES),
        ("the word for a colour", f'[colours]\nyellow = "{ESCAPED}"', (("colours",), ("colours", "--json"))),
        ("the name of a rule", f'[rules."{ESCAPED}"]\nquery = "x"\ndo = ["star"]', _RULES),
        ("the query of a rule", f'[rules.x]\nquery = "({ESCAPED}"\ndo = ["star"]', _RULES),
        ("the tag of a rule", f'[rules.x]\nquery = "x"\ndo = ["tag:{ESCAPED}"]', _RULES),
        ("the feed of a rule", f'[rules.x]\nquery = "{WORD}"\nfeeds = ["{ESCAPED}"]\ndo = ["star"]', _RULES),
        ("an action that is none", f'[rules.x]\nquery = "x"\ndo = ["{ESCAPED}"]', _RULES),
        ("the name of a table", f'[rules."{ESCAPED}"]\nquery = 1', _RULES),
        ("the name of a feed", f'{_FEED}name = "{ESCAPED}"', _FEEDS),
        ("the folder of a feed", f'{_FEED}folder = "{ESCAPED}"', _FEEDS),
        ("the address of a feed", f'[feeds.x]\nurl = "https://h.example/{ESCAPED}"', _FEEDS),
        ("an address that is none", f'[feeds.x]\nurl = "{ESCAPED}"', _FEEDS),
        ("the id of a feed", f'[feeds."{ESCAPED}"]\nurl = "https://h.example/{WORD}"', _FEEDS),
        (
            "labels of git",
            f'<<<<<<< {WILD.replace(chr(0x2028), "")}\n[searches]\n{WORD} = "x"\n=======\n>>>>>>> {WORD}',
            _SEARCHES,
        ),
        ("a line that is no TOML", f"{WORD} {WILD}", _SEARCHES),
    )
}


@entrance("rules of the user for sites")
def _site_rules(trial: Trial) -> str:
    page = trial.write(trial.home / "page.html", page_html(f"Ferry {WORD}"))
    shown = ""
    for text in (
        f'["{ESCAPED}"]\ndrop = ["p"]',
        f'["*"]\ndrop = ["{ESCAPED}"]',
        f'["*"]\ndrop = ["text: {ESCAPED}"]\nkeep = [".{WORD}"]',
        f'["*"]\n"{ESCAPED}" = ["p"]',
        f"{WORD} {WILD}",
    ):
        trial.write(trial.config / "site_rules.toml", text)
        shown += trial.run("extract", "--explain", page) + trial.run("extract", "--explain", "--json", page)
    return shown


@entrance("names of files")
def _file_names(trial: Trial) -> str:
    page = trial.write(trial.home / f"{IN_NAMES}.html", page_html("Ferry"))
    lines: tuple[tuple[str | Path, ...], ...] = (
        ("extract", page),
        ("extract", "--json", page),
        ("add", page),
        ("add", page.with_name(f"{WORD}\x9bno")),
        ("list",),
        ("list", "--json"),
        ("show", "last", "--format", "json"),
        ("history",),
        ("doctor", "--json"),
    )
    shown = "".join(trial.run(*words) for words in lines)
    for suffix in (".pdf", ".zip", ".epub"):
        shown += trial.run("add", trial.write(page.with_suffix(suffix), b"%PDF-1.7 \0"))
    return shown


@entrance("names of what is written")
def _written_names(trial: Trial) -> str:
    page = trial.write(trial.home / "page.html", page_html("Ferry"))
    folder = trial.home / IN_NAMES
    folder.mkdir()
    shown = trial.run("export", page, "--to", "md", "-o", folder) + trial.run("add", page)
    return shown + trial.run("backup", folder / f"{IN_NAMES}.zip") + trial.run("export", page, "--to", WILD)


@entrance("ids of a batch")
def _batch(trial: Trial) -> str:
    page = trial.write(trial.home / f"{IN_NAMES}.html", page_html(f"Ferry {WORD}"))
    jobs = [{"id": "1", "html": str(page), "url": ""}, {"id": "2", "html": WILD, "url": WILD}, {"id": "3", "html": 4}]
    lines = "\n".join([*map(json.dumps, jobs), WILD.replace("\u2028", "")])
    _, printed, told = trial.pressmark("extract", "--batch", stdin=lines.encode("utf-8", "surrogatepass"))
    assert_letters(printed)
    assert_letters(told)
    return str(printed + told)


@entrance("the folder of the library")
def _folder(trial: Trial) -> str:
    folder = trial.home / IN_NAMES
    words: tuple[tuple[str, ...], ...] = (("paths",), ("paths", "--json"), ("list",), ("doctor",), ("doctor", "--json"))
    shown = "".join(trial.run("--library", folder, *line) for line in words)
    return shown + trial.run("--library", trial.write(trial.home / f"{IN_NAMES}.x", b""), "list")


@entrance("folders of the environment")
def _environment_folders(trial: Trial) -> str:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        trial.monkeypatch.setenv(f"XDG_{name}_HOME", str(trial.home / f"{name}{IN_NAMES}"))
    trial.write(trial.home / f"CONFIG{IN_NAMES}" / "pressmark" / "config.toml", "x = 1")
    shown = "".join(
        trial.run(*words) for words in (("paths",), ("config",), ("keys",), ("list",), ("doctor", "--json"))
    )
    return shown + trial.run("--theme", WILD, "list")


@entrance("variables of the environment")
def _environment(trial: Trial) -> str:
    shown = ""
    wild = os.fsdecode(os.fsencode(WILD.replace("\u2028", "")))
    for name in (
        "LANG",
        "LC_ALL",
        "TERM",
        "TERM_PROGRAM",
        "COLORTERM",
        "NO_COLOR",
        "COLUMNS",
        "EDITOR",
        "BROWSER",
        "TZ",
    ):
        with trial.monkeypatch.context() as patch:
            patch.setenv(name, wild)
            shown += trial.run("list", WORD) + trial.run("config")
    for scheme in ("http", "https", "all"):
        for proxy in (wild, f"http://{wild}:1", f"{WORD}{wild}://x"):
            with trial.monkeypatch.context() as patch:
                patch.setenv(f"{scheme}_proxy", proxy)
                shown += trial.run("extract", f"{'http' if scheme == 'http' else 'https'}://127.0.0.1:1/{WORD}")
    return shown


@entrance("logins of the environment")
def _logins(trial: Trial) -> str:
    trial.write(trial.config / "config.toml", '[logins]\n"127.0.0.1" = "$HILL_LOGIN"\n')
    trial.monkeypatch.setenv("HILL_LOGIN", WILD)
    return trial.run("extract", f"https://127.0.0.1:1/{WORD}")


@entrance("files of cookies")
def _cookies(trial: Trial) -> str:
    jar = trial.write(
        trial.home / "jar.txt", f"# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\t{WILD}\t{WILD}\n"
    )
    jar.chmod(0o600)
    trial.write(trial.config / "config.toml", f'[cookies]\n"127.0.0.1" = "{jar}"\n')
    return trial.run("extract", "http://127.0.0.1:1/")


@entrance("lists of feeds")
def _opml(trial: Trial) -> str:
    shown = ""
    for text in (
        f'<opml><body><outline text="{REFERENCED}"><outline text="{REFERENCED}" xmlUrl="https://h.example/{WORD}"/></outline></body></opml>',
        f'<opml><body><outline text="x" title="{WORD}\u202e{MARKUP}" category="/{WORD}\u202e/x" xmlUrl="https://h.example/\u202e"/>'
        f'<outline text="{WORD}\u2066" xmlUrl="javascript:\u202e{WORD}"/>'
        f'<outline type="include" url="{WORD}\u202e"/></body></opml>',
        f"<opml><body><outline text='{WILD}'",
        WILD,
    ):
        path = trial.write(trial.home / "feeds.opml", text)
        shown += trial.run("feeds", "import", "--dry-run", path) + trial.run("feeds", "import", path)
    return shown + "".join(trial.run(*words) for words in (*_FEEDS, ("history",), ("undo",)))


@entrance("web archives")
def _archives(trial: Trial) -> str:
    page = page_html(f"Ferry {REFERENCED}").decode()
    head = f"From: <{WILD}>\r\nSnapshot-Content-Location: https://h.example/{WILD}\r\nSubject: {WILD}\r\n".replace(
        "\u2028", ""
    )
    mhtml = (
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={WORD}\x9b\r\nContent-Location: https://h.example/{WORD}\x9b\r\n\r\n{page}\r\n--b--\r\n"
    )
    saved = f"<!-- saved from url=(0022)https://h.example/{WORD}\x9b\u202e -->{page}"
    shown = ""
    for name, text in (("a.mhtml", mhtml), ("a.html", saved), ("a.webarchive", f"bplist00{WILD}"), ("b.mhtml", head)):
        path = trial.write(trial.home / name, text)
        shown += trial.run("extract", "--json", path) + trial.run("add", path)
    return shown


@entrance("what is piped in")
def _piped(trial: Trial) -> str:
    for text in (WILD, f"{WILD}\n\nBy {WILD}\n\n" + 9 * f"The ferry {WILD} will run again from April. "):
        shown = trial.run("extract", "--json", "-", stdin=text.encode()) + trial.run("add", "-", stdin=text.encode())
    shown += trial.run("annotate", "last", "--note", "-", stdin=WILD.encode())
    return shown + trial.run("notes", "--json") + trial.run("notes") + trial.run("history")


@entrance("names and words of a backup")
def _backups(trial: Trial) -> str:
    shown = ""
    head = json.dumps(
        {"pressmark_backup": 99, "schema": 1, "program": WILD, "device": WILD, "made": WILD, "files": []}
    )[:-2]
    for names in ((f"state/{WILD.replace(chr(0), '')}.json",), (f"{WORD}\x1b[2J",), ()):
        path = trial.home / f"{WORD}.zip"
        path.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(path, "w") as made:
            for name in names:
                made.writestr(name, "{}")
            made.writestr("manifest.json", f"{head}\n]}}")
        shown += trial.run("restore", path) + trial.run("restore", "--dry-run", path)
    return shown


@entrance("labels of the undo log")
def _labels(trial: Trial) -> str:
    step = {"label": WILD, "at": WILD, "key": "k", "article": WILD, "undo": [], "redo": [], "both": [{"do": WILD}]}
    UndoLog(LocalPlaces(trial.state).library(trial.data)).push(step)
    words: tuple[tuple[str, ...], ...] = (("history",), ("history", "--json"), ("undo",), ("redo",))
    return "".join(trial.run(*line) for line in words)


@entrance("names of devices")
def _devices(trial: Trial) -> str:
    path = trial.write(trial.home / "device", f"{WILD} {16 * '0'}\n")
    assert read_device(path) == ""
    return trial.run("list")


@entrance("titles of reading times")
def _reading(trial: Trial) -> str:
    row = {"title": WILD, "site": WILD, "words": 9, "from": 0, "to": 90, "hours": {"9": 600, WILD: 1}}
    body = {"days": {"2026-01-02": {"0" * 16: row, WILD: row}, WILD: {}}}
    trial.write(trial.data / "reading" / "0123abcd-2026-01.json", seal(body))
    return trial.run("stats", "--json", "2026") + trial.run("stats", "2026")


@entrance("names of files of other machines")
def _reading_files(trial: Trial) -> str:
    for name in (f"{IN_NAMES}-2026-01.json", f"0123abcd-2026-01.sync-conflict-{IN_NAMES}.json"):
        trial.write(trial.data / "reading" / name, seal({}))
    for folder in ("articles", "annotations", "state", "feeds"):
        trial.write(trial.data / folder / f"{IN_NAMES}.json", WILD)
    return trial.run("stats") + trial.run("list") + trial.run("doctor") + trial.run("doctor", "--json", "--fix")


@pytest.mark.parametrize("name", ENTRANCES)
def test_what_comes_in_is_letters(trial: Trial, name: str) -> None:
    shown = ENTRANCES[name](trial)
    assert (WORD in shown) is (name not in SHUT)
    for log in trial.home.rglob(LOG_NAME):
        assert_letters(log.read_text(encoding="utf-8"))


def test_names_of_exported_files_are_letters() -> None:
    name = safe_file_name(WILD + "\udc9b", ".md")
    assert is_tame(name)
    assert WORD in name


def test_walk_through_a_value_misses_nothing() -> None:
    value: Any = ({"a": ["b", {"c": ReaderError("d", "e")}]},)
    assert sorted(texts_in(value)) == ["a", "b", "c", "d", "e"]
