"""Drafts: notes that are being written and not saved yet, one file each on this machine, so that no crash loses them.

A window holds a lock on each draft that it writes, which the system takes away when the window is gone, however it went. So a
draft that nobody holds was left behind, and the next window may go on with it; one that is written elsewhere is left alone. The
library itself knows nothing of drafts: they are not carried to other machines, and not in its backups.

    draft.json      what is written, and what it is about; replaced whole, fsynced
    draft.md        while an editor runs: its file, which counts once it is there
    draft.lock      held by the window that writes
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reader.model.dates import moment_of, utc_now
from reader.model.identity import new_annotation_id
from reader.model.text import clean_text
from reader.store.atomic import make_folder, write_durably, write_error
from reader.store.codec import read_stamp
from reader.store.places import is_name
from reader.store.plain_files import read_plain
from reader.store.typed import count

MOST_LETTERS = 1_000_000
"""What is read of a file that an editor left."""

_FORM = 1


class DraftSubject(NamedTuple):
    """What a draft is a note on."""

    article_id: str
    annotation_id: int = 0
    """0 for a new annotation."""
    version_id: str = ""
    """The version in which the passage of a new one was chosen."""
    start: int = 0
    end: int = 0
    """That passage; empty for a note on the article."""
    colour: str = "yellow"
    title: str = ""
    """The headline of the article, to tell of it without opening it."""


class Draft(NamedTuple):
    """What was being written."""

    subject: DraftSubject
    text: str
    written: datetime
    """When it was kept last."""


class HeldDraft:
    """A draft that this window writes. Not for several threads at once."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @property
    def text_path(self) -> Path:
        """The file that an editor may be given: if it is there after a crash, it is what was written."""
        return self._path.with_suffix(".md")

    def keep(self, draft: Draft) -> None:
        """Write the draft; when this returns, a power cut cannot undo it. Raises StoreError."""
        body = {"form": _FORM, **draft.subject._asdict(), "text": draft.text, "written": draft.written.isoformat()}
        body["annotation_id"] = str(draft.subject.annotation_id)
        write_durably(self._path, json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def drop(self) -> None:
        """Forget the draft: it was saved, or given up on purpose. Never raises OSError."""
        for path in (self._path, self.text_path, self._path.with_suffix(".lock")):
            with suppress(OSError):
                path.unlink()
        self.release()

    def release(self) -> None:
        """Leave the draft to whoever comes next."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class LeftDraft(NamedTuple):
    """A draft that was left behind, now held by this window."""

    draft: Draft
    held: HeldDraft


class Drafts:
    """The drafts of one library on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self) -> HeldDraft:
        """Return a new draft; nothing is written before something is kept. Raises StoreError."""
        make_folder(self._folder)
        while True:
            path = self._folder / f"{new_annotation_id()}.json"
            descriptor = _hold(path)
            if descriptor is not None:  # else somebody took its lock for one that was left without a draft
                return HeldDraft(path, descriptor)

    def left(self) -> tuple[Draft, ...]:
        """Return the drafts that nobody writes any more, the newest first. Reads all drafts there are: mostly none."""
        found = []
        for path in self._paths():
            descriptor = _hold(path)
            if descriptor is not None:
                draft = _read(path)
                if draft is not None:
                    found.append(draft)
                elif not path.exists():
                    HeldDraft(path, descriptor).drop()  # only its lock was left
                    continue
                os.close(descriptor)
        return tuple(sorted(found, key=lambda draft: draft.written, reverse=True))

    def article_ids(self) -> frozenset[str]:
        """Return the ids of the articles that drafts are about, whoever writes them."""
        drafts = map(_read, self._paths())
        return frozenset(draft.subject.article_id for draft in drafts if draft is not None)

    def take(self, article_id: str, annotation_id: int = 0) -> LeftDraft | None:
        """Take the newest draft on an article that was left behind, or on one annotation of it; None if there is none."""
        newest: LeftDraft | None = None
        for path in self._paths():
            descriptor = _hold(path)
            if descriptor is None:
                continue
            draft = _read(path)
            is_newer = newest is None or (draft is not None and draft.written > newest.draft.written)
            is_meant = draft is not None and draft.subject.article_id == article_id
            if draft is not None and annotation_id:
                is_meant = is_meant and draft.subject.annotation_id == annotation_id
            if draft is None or not is_meant or not is_newer:
                os.close(descriptor)
                continue
            if newest is not None:
                newest.held.release()
            newest = LeftDraft(draft, HeldDraft(path, descriptor))
        return newest

    def _paths(self) -> Iterator[Path]:
        try:
            names = os.listdir(self._folder)  # noqa: PTH208  # mostly there is no such folder
        except OSError:
            return
        for stem in sorted({name.partition(".")[0] for name in names}):
            if is_name(stem):
                yield self._folder / f"{stem}.json"


def _hold(path: Path) -> int | None:
    """Return the descriptor that holds a draft; None if another window does. Raises StoreError."""
    lock = path.with_suffix(".lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise write_error(lock, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held it may have dropped the draft with its lock since: then there is nothing to hold.
        if os.path.samestat(os.fstat(descriptor), os.stat(lock)):  # noqa: PTH116
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _read(path: Path) -> Draft | None:
    """Return the draft in a file; None if there is none in it."""
    try:
        body = json.loads(read_plain(path).decode("utf-8", "surrogatepass"))
        subject = DraftSubject(
            article_id=str(body["article_id"]),
            annotation_id=int(body["annotation_id"]),
            version_id=str(body["version_id"]),
            start=count(body["start"]),
            end=count(body["end"]),
            colour=str(body["colour"]),
            title=str(body["title"]),
        )
        draft = Draft(subject, clean_text(str(body["text"])), read_stamp(body["written"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if draft.written.tzinfo is None:
        draft = draft._replace(written=utc_now())
    with suppress(OSError):
        left = path.with_suffix(".md")
        text = read_plain(left)[: 4 * MOST_LETTERS].decode("utf-8", "replace")[:MOST_LETTERS]
        if text.strip():
            written = moment_of(left.stat().st_mtime)
            draft = Draft(draft.subject, clean_text(text).rstrip("\n"), written)
    return draft if draft.text.strip() else None
