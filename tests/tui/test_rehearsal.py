"""The run that nobody sees: it draws what the next start will show, writes nothing, and keeps nobody waiting."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.facade.asking import Asking
from reader.library.library import Library
from reader.model.errors import StoreError
from reader.tui import app, rehearsal
from reader.tui.looks.terminal_colours import Answers
from reader.tui.run import ReaderOptions, build_app
from tests.tui.conftest import TITLES

ENVIRON = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
PATIENCE_SECONDS = 60


def rehearsed(library: Library, article_id: str = "") -> str:
    options = ReaderOptions(library, article_id=article_id, theme="paper", environ=ENVIRON)
    return rehearsal.draw(build_app(options, answers=Answers(), rehearsed_size=(100, 30)))


def files(folder: Path) -> Iterator[tuple[str, int, int, bytes]]:
    """Give every file with its inode, its time and what is in it, but for the index, which is derived, and locks."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("index.sqlite") and path.suffix != ".lock":
            known = path.stat()
            yield str(path.relative_to(folder)), known.st_ino, known.st_mtime_ns, path.read_bytes()


@pytest.mark.parametrize("is_article", [True, False])
def test_a_rehearsal_draws_and_writes_nothing(
    library: Library, article_ids: tuple[str, ...], tmp_path: Path, is_article: bool
) -> None:
    library.mark_opened(article_ids[0])
    library.close()
    before = list(files(tmp_path))
    assert any(f"{article_ids[0]}.json" in name for name, *_ in before)
    drawn = rehearsed(library, article_ids[0] if is_article else "")
    library.close()
    assert TITLES[0][:20] in drawn
    assert list(files(tmp_path)) == before


def test_a_list_that_never_comes_ends_the_rehearsal(
    library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object) -> None:
        raise StoreError("the index can't be read")

    monkeypatch.setattr(Asking, "counts", fail)
    monkeypatch.setattr(app, "REHEARSAL_SECONDS", 0.05)
    drawn: list[str] = []
    thread = threading.Thread(target=lambda: drawn.append(rehearsed(library)), daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS)
    assert drawn == [""]


def test_no_frame_is_kept_for_a_terminal_that_is_gone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(descriptor: int) -> None:
        raise OSError("inappropriate ioctl for device")

    monkeypatch.setattr(os, "get_terminal_size", gone)
    options = ReaderOptions(library, theme="paper", environ=ENVIRON)
    rehearsal.keep_next_frames(options, build_app(options, answers=Answers()))
    assert not (library.folders.state / "frames").exists()
