"""Drafts: kept whole, found again when their window is gone, and never taken from one that is there."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.model.errors import StoreError
from reader.store.drafts import Draft, Drafts, DraftSubject

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SUBJECT = DraftSubject("a" * 16, 1 << 62, "v1", 3, 9, "green", "Ferry line")


def draft(text: str, subject: DraftSubject = SUBJECT, minutes: int = 0) -> Draft:
    return Draft(subject, text, NOON + timedelta(minutes=minutes))


def test_a_draft_is_left_alone_while_its_window_is_there(tmp_path: Path) -> None:
    mine, others = Drafts(tmp_path), Drafts(tmp_path)
    held = mine.begin()
    held.keep(draft("half a thou"))
    assert others.left() == ()
    assert others.take(SUBJECT.article_id) is None
    held.release()
    assert others.left() == (draft("half a thou"),)
    taken = others.take(SUBJECT.article_id)
    assert taken is not None
    assert taken.draft == draft("half a thou")
    assert mine.take(SUBJECT.article_id) is None
    taken.held.keep(draft("half a thought"))
    taken.held.drop()
    assert list(tmp_path.iterdir()) == []


def test_the_newest_draft_of_the_article_is_taken(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for number, subject in enumerate((SUBJECT, SUBJECT, SUBJECT._replace(article_id="b" * 16), SUBJECT)):
        held = drafts.begin()
        held.keep(draft(f"text {number}", subject, minutes=-number))
        held.release()
    taken = drafts.take(SUBJECT.article_id)
    assert taken is not None
    assert taken.draft.text == "text 0"
    assert [one.text for one in drafts.left()] == ["text 1", "text 2", "text 3"]


def test_a_draft_survives_a_kill(tmp_path: Path) -> None:
    program = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from reader.store.drafts import *
held = Drafts(Path(sys.argv[1])).begin()
held.keep(Draft(DraftSubject("a" * 16), "not saved", datetime(2026, 3, 3, tzinfo=UTC)))
print("kept", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"kept\n"
        assert Drafts(tmp_path).left() == ()
        os.kill(process.pid, signal.SIGKILL)
    (left,) = Drafts(tmp_path).left()
    assert left.text == "not saved"


def test_what_an_editor_left_counts(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    held = drafts.begin()
    held.keep(draft("before the editor"))
    held.text_path.write_text("in the editor\x1b[31m\n\n", encoding="utf-8")
    held.release()
    taken = drafts.take(SUBJECT.article_id)
    assert taken is not None
    assert taken.draft.text == "in the editor"
    taken.held.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"form": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_draft_is_passed_over(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path)
    (tmp_path / "12.json").write_bytes(content)
    assert drafts.left() == ()
    assert drafts.take(SUBJECT.article_id) is None
    assert (tmp_path / "12.json").exists()


def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    held = Drafts(tmp_path).begin()
    held.keep(draft("in the margin"))
    os.mkfifo(held.text_path)
    os.mkfifo(tmp_path / "12.json")
    held.release()
    assert [one.text for one in Drafts(tmp_path).left()] == ["in the margin"]


def test_an_empty_draft_is_none(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    held = drafts.begin()
    held.keep(draft(" \n"))
    held.release()
    assert drafts.left() == ()


def test_locks_without_a_draft_are_cleared_away(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.begin().release()
    assert list(tmp_path.iterdir())
    drafts.left()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError):
        Drafts(tmp_path / "file").begin()


def test_only_its_user_reads_a_draft(tmp_path: Path) -> None:
    held = Drafts(tmp_path / "drafts").begin()
    held.keep(draft("private"))
    for path in (tmp_path / "drafts").iterdir():
        assert path.stat().st_mode & 0o077 == 0
