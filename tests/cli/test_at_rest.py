"""All that is kept is its owner's alone, whatever the umask is: what commands write, and what lies beside the library."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from reader.library.first_frames import LIST, FirstFrame, circumstances, find_frame, keep_frame
from reader.library.log_file import LOG_NAME, begin_log
from reader.tui.window_state import FILE_NAME, WindowState, save_window_state
from tests.cli.calls import Pressmark
from tests.feed_pages import rss
from tests.loopback import Site, page_html

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    """The most careless shell there is."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """The program's log, without what other tests hung on it."""
    log = logging.getLogger("pressmark")
    before, log.handlers = log.handlers, []
    yield
    for handler in log.handlers:
        handler.close()
    log.handlers = before


def open_to_others(root: Path) -> list[str]:
    """Return what others than its owner may look into, each with its mode."""
    return [
        f"{path.lstat().st_mode & 0o777:o} {path.relative_to(root)}"
        for path in sorted(root.rglob("*"))
        if path.lstat().st_mode & 0o077
    ]


def test_what_commands_write_is_the_owners_alone(pressmark: Pressmark, site: Site, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(0o700)
    picture = site.put("/wharf.png", PIXEL, Content_Type="image/png")
    figure = f'<figure><img src="{picture}" width=640 height=480><figcaption>The wharf</figcaption></figure>'
    page = site.put("/ferry", page_html("Ferry line to reopen", foot=figure))
    feed = site.put("/feed.xml", rss("Hill Gazette", ("ferry",), f"{site.origin}/"), Content_Type="application/rss+xml")
    for arguments in (
        ("add", page),
        ("list",),
        ("annotate", "1", "--quote", "Its captain had sworn", "--note", "who?", "--tag", "ferry"),
        ("annotate", "1", "--note", "on all of it"),
        ("undo",),
        ("redo",),
        ("search", "captain"),
        ("feeds", "add", feed),
        ("feeds", "sync"),
        ("refresh", "1", "--offline"),
        ("backup", home / "library.zip"),
        ("doctor",),
    ):
        code, _, err = pressmark(*arguments)
        assert code == 0, (arguments, err)
    assert list(home.rglob("*.sqlite")), "the index was made"
    assert list(home.rglob("*.zst")), "the page was kept"
    assert open_to_others(tmp_path) == []
    for name in ("data", "state"):
        (home / name).rename(home / f"old-{name}")
    code, _, err = pressmark("restore", home / "library.zip")
    assert code == 0, err
    assert pressmark("show", "last")[0] in (0, 3)
    assert open_to_others(tmp_path) == []


def test_what_lies_beside_the_library_is_the_owners_alone(tmp_path: Path) -> None:
    state = tmp_path / "home" / "state" / "pressmark"
    begin_log(state)
    logging.getLogger("pressmark").warning("something")
    save_window_state(state, WindowState())
    now = circumstances((80, 24), {"TERM": "xterm"})
    keep_frame(state, LIST, FirstFrame(b"frame", ""), now, ())
    assert find_frame(state, LIST, now) is not None
    assert {LOG_NAME, FILE_NAME, "frames"} <= {path.name for path in state.iterdir()}
    assert open_to_others(tmp_path) == []


def test_folder_that_is_open_is_told_and_closed(pressmark: Pressmark, tmp_path: Path) -> None:
    pressmark("add", "-", stdin=page_html("Ferry line to reopen"))
    data = next((tmp_path / "home" / "data").iterdir())
    data.chmod(0o755)
    code, out, err = pressmark("doctor")
    assert (code, f"wrong   {data}: is open to others on this machine (755)" in out, "--fix" in err) == (6, True, True)
    assert pressmark("doctor", "--fix")[0] == 0
    assert data.stat().st_mode & 0o777 == 0o700
    assert pressmark("doctor")[0] == 0


def test_no_secret_is_kept_or_shown(pressmark: Pressmark, site: Site, tmp_path: Path) -> None:
    login, typed = "ada:s3cret", "Basic YWRhOnMzY3JldA=="
    for path, body, kind in (
        ("/ferry", page_html("Ferry line to reopen"), "text/html"),
        ("/feed.xml", rss("Hill Gazette", ("ferry",), f"{site.origin}/"), "application/rss+xml"),
    ):
        site.put(
            path,
            body,
            Content_Type=kind,
            Set_Cookie="session=c00kie; Path=/",
            WWW_Authenticate="Basic realm=r3alm",
            X_Token="t0ken",
        )
    begin_log(tmp_path / "home" / "state" / "pressmark")
    told = ""
    for arguments in (
        ("add", site.origin.replace("://", f"://{login}@") + "/ferry"),
        ("list", "--json"),
        ("show", "1", "--format", "json"),
        ("extract", "--json", site.origin.replace("://", f"://{login}@") + "/ferry"),
        ("export", "1", "--to", "json"),
        ("refresh", "1"),
        ("feeds", "add", site.origin.replace("://", f"://{login}@") + "/feed.xml"),
        ("feeds", "sync", "--json"),
        ("feeds", "list", "--json"),
        ("feeds", "export"),
        ("history", "--json"),
        ("add", site.origin.replace("://", f"://{login}@") + "/not-there"),
        ("config",),
    ):
        told += "".join(map(str, pressmark(*arguments)))
    assert "Ferry line" in told
    sent = [headers.get("Authorization") for path, headers in site.requests if path == "/ferry"]
    assert sent[0] == typed, "it was sent where it was meant to go"
    kept = b"".join(_content(path) for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert b"Ferry line" in kept
    for secret in ("s3cret", "YWRhOnMzY3JldA", "c00kie", "r3alm", "t0ken"):
        assert secret not in told
        assert secret.encode() not in kept


def _content(path: Path) -> bytes:
    data = path.read_bytes()
    return zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 20) if path.suffix == ".zst" else data
