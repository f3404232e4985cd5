"""Keeping the index in step with the files: own changes at once, what others did by looking, everything if it has to be.

The index is derived: whatever goes wrong with it never fails a change that is kept, and is made good by the next look at the
files.
"""

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from reader.library.filing import Files, Filing
from reader.library.progress import Progress, Work
from reader.library.results import LibraryChange
from reader.library.stores import Stores
from reader.model.errors import CancelledError, StoreError, StoreLockedError
from reader.model.kept import Part
from reader.store.changes import Note
from reader.store.locks import Locks

if TYPE_CHECKING:  # nothing of the index is loaded before somebody asks it
    from reader.store.index.library_index import LibraryIndex

FEW_ARTICLES = 1_500
"""So many are looked at in some ten milliseconds, and indexed in a few seconds: no process is started for them."""

TRUSTED_SECONDS = 900.0
"""So long the times of a big library's folders are believed when they say that nothing changed. What they do not tell is
another version of an article that was there already."""

BATCH_SECONDS = 0.08
"""So long a batch is gathered before it is written: whoever saves a note meanwhile waits for no more than about twice that."""

MOST_NAMED = 1_000
"""More articles than this are told as everything."""

_LOCK = "indexing"
_WAIT_SECONDS = 0.05
_FOLDERS, _SCANNED = "folders", "scanned"

Answer = TypeVar("Answer")

log = logging.getLogger("pressmark")


class Indexing:
    """The index of one library, and its upkeep. Every method may be called from any thread."""

    def __init__(self, stores: Stores, *, is_bulk: bool = False) -> None:
        """`is_bulk` is for a process that does nothing else."""
        self._stores = stores
        self._places = stores.places
        self._is_bulk = is_bulk
        self._lock = threading.RLock()
        """Held from reading files to having written what they say: of two threads none puts in what is old already."""
        self._filing = Filing(stores, lambda: self.index)
        self._index: LibraryIndex | None = None
        self._nothing: LibraryIndex | None = None
        """The index of a library that is not there yet."""
        self._seq = 0
        self._version: tuple[int, int, int] | None = None
        self._settings_stamp: tuple[int, int] | None = None
        self.is_watched = False
        """Whether somebody keeps it in step in the background: then nobody looks at the files before an answer."""
        self.needs_filling = False
        """Whether it was lost, or a change did not get into it."""
        self._believed = ""
        self.generation = 0
        """Goes up with every change that lists may show, as far as this process knows."""

    @property
    def index(self) -> "LibraryIndex":
        """The index as it is. What is asked through `answer` is fresh.

        Where there is no library there is nothing in it, and asking makes no file; the disk it is on may come back.
        """
        if self._index is not None and self._places.folder.exists():
            return self._index
        from reader.store.index.library_index import LibraryIndex

        with self._lock:
            if not self._places.folder.exists():
                self._nothing = self._nothing or LibraryIndex(self._places, in_memory=True)
                return self._nothing
            if self._index is None:
                self._index = LibraryIndex(self._places, is_bulk=self._is_bulk)
            return self._index

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            for index in (self._index, self._nothing):
                if index is not None:
                    index.close()
            self._nothing = None

    # -- asking ------------------------------------------------------------------------------------------------------
    def answer(self, ask: "Callable[[LibraryIndex], Answer]", work: Work | None = None) -> Answer:
        """Return what the index says, brought up to date first; one that is found broken is made anew, and asked again."""
        from reader.store.index.rows import IndexLostError

        try:
            self.freshen(work)
            return ask(self.index)
        except IndexLostError as error:
            log.warning("%s", error)
            self.needs_filling = True
        self.freshen(work)
        return ask(self.index)

    def glance(self, ask: "Callable[[LibraryIndex], Answer]", otherwise: Answer) -> Answer:
        """Return what the index says as it is: for the rest of an answer that was fresh. `otherwise` if it was lost meanwhile."""
        from reader.store.index.rows import IndexLostError

        try:
            return ask(self.index)
        except IndexLostError as error:
            log.warning("%s", error)
            self.needs_filling = True
            return otherwise

    def freshen(self, work: Work | None = None) -> None:
        """Make sure that the next answer is right: look at the files, unless somebody watches them or nothing can have changed.

        A small library is always looked at. Of a big one the times of the folders are asked, and believed for a while.
        """
        if not self._places.changes.is_empty:  # whoever asks does not wait for what others are putting in just now
            self.flush()
        if self.is_watched:
            return
        if self.needs_filling or not self.index.is_complete or not self.is_big() or not self._is_trusted():
            self._catch_up_if_possible(work)

    def _catch_up_if_possible(self, work: Work | None) -> None:
        """Look at every file; where that cannot be kept (a full disk), what was known before is better than no answer."""
        from reader.store.index.rows import IndexLostError

        try:
            self.catch_up(work)
        except IndexLostError:
            raise
        except StoreError as error:
            if not self.index.is_complete:
                raise
            self._places.problems.tell(f"lists may lack what is new: {error.message}")

    def is_big(self) -> bool:
        """Whether looking at every file takes longer than anybody should wait for."""
        if self._index is not None and self.index.is_complete:
            return self.index.size().articles > FEW_ARTICLES
        return sum(1 for _ in self._stores.articles.ids()) > FEW_ARTICLES

    def _is_trusted(self) -> bool:
        if self.index.recall(_FOLDERS) != self.folder_times():
            return False
        with suppress(ValueError):
            return 0 <= time.time() - float(self.index.recall(_SCANNED)) < TRUSTED_SECONDS
        return False

    def folder_times(self) -> str:
        """Return the times of the folders into which files are put, as a line."""
        times = []
        for folder in (self._places.annotations, self._places.states, self._places.articles):
            try:
                found = os.stat(folder)  # noqa: PTH116  # before every change: a Path's costs twice as much
                times.append([found.st_ino, found.st_mtime_ns])
            except OSError:
                times.append([0, 0])
        return json.dumps(times)

    # -- own changes -------------------------------------------------------------------------------------------------
    @contextmanager
    def following(self, *, is_lazy: bool = False) -> Iterator[None]:
        """Have everything that is written in the block in the index when the block ends, however it ends.

        With `is_lazy` only if the index was used before; else it is left to the first who uses it, for it takes a while to load.
        """
        before = self.folder_times()
        try:
            yield
        finally:
            if self._index is not None or not is_lazy:
                self.flush(before)

    def flush(self, folders_before: str = "") -> tuple[Note, ...]:
        """Bring into the index what this process wrote since the last time; return what. Never raises.

        `folders_before` are the folders' times before the first of these writes: if the index was in step with them then, it
        is now, and the next process need not look at every file.
        """
        with self._lock:
            notes = self._places.changes.take()
            if not notes:
                return ()
            if any(note.part is Part.SETTINGS for note in notes):
                self._settings_stamp = self._stamp_of_settings()
            try:
                was_in_step = bool(folders_before) and self.index.recall(_FOLDERS) == folders_before
                self._filing.put(notes, self._remember_folders if was_in_step else None)
                self._count_change(notes)
            except StoreError as error:
                log.warning("a change is not in the index: %s", error)
                self.needs_filling = True
            except Exception:  # the files are durable: a mistake in the index is no failed save
                log.exception("a change is not in the index")
                self.needs_filling = True
            return notes

    def _remember_folders(self) -> None:
        self.index.remember(_FOLDERS, self.folder_times())

    def believe(self, folder_times: str) -> None:
        """Remember that the index is in step with the files as they were when the folders had these times."""
        with self._lock:
            if folder_times != self._believed and not self.needs_filling and self.index is not self._nothing:
                self.index.remember(_FOLDERS, folder_times)
                self.index.remember(_SCANNED, str(time.time()))
                self._believed = folder_times

    # -- others' changes ---------------------------------------------------------------------------------------------
    def changes_of_others(self) -> LibraryChange:
        """Return what other processes wrote into the index since this was asked last; the first time nothing.

        Takes microseconds if nobody wrote. Where somebody is reading is told nobody.
        """
        version = self.index.version()
        if version == self._version:
            return LibraryChange()
        is_first, self._version = self._version is None, version
        changes = self.index.changes_since(self._seq)
        self._seq = changes.seq
        if is_first:
            return LibraryChange()
        if not changes.is_whole or not self.index.is_complete:
            change = LibraryChange(is_everything=True)
        else:
            change = change_of(Note(entry.article_id, entry.part) for entry in changes.entries)
        if change != LibraryChange():
            self.generation += 1
        return change

    def absorb(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """Read into the index what `notes` name, as far as the files are others than it knows; return those."""
        with self._lock:
            self.flush()
            differing = tuple(note for note in notes if self._differs(note))
            if differing:
                self._filing.put(differing)
                self._count_change(differing)
            return differing

    def _count_change(self, notes: Iterable[Note]) -> None:
        if any(note.part is not Part.POSITION for note in notes):
            self.generation += 1

    def _differs(self, note: Note) -> bool:
        from reader.store.index.scanning import signatures

        if not note.article_id:
            return False
        name = note.part.value
        now = getattr(signatures(self._places, note.article_id), name)
        if now != getattr(self.index.signatures_of(note.article_id), name):
            return True
        return note.part is Part.ARTICLE and self.index.lacks_text(note.article_id)

    def knows_settings(self) -> bool:
        """Whether library.toml is as we wrote it last."""
        return self._settings_stamp is not None and self._settings_stamp == self._stamp_of_settings()

    def _stamp_of_settings(self) -> tuple[int, int] | None:
        with suppress(OSError):
            found = self._places.settings_file.stat()
            return found.st_ino, found.st_mtime_ns
        return None

    # -- looking at every file ---------------------------------------------------------------------------------------
    def catch_up(self, work: Work | None = None) -> None:
        """Look at every file and read what differs; waits for another process that is at it.

        Raises CancelledError, StoreError.
        """
        work = work or Work()
        while True:
            try:
                self.catch_up_here(work)
                return
            except StoreLockedError:
                work.report(Progress("waiting for another window that brings the index up to date"))
            if work.cancel is not None:
                work.cancel.wait(_WAIT_SECONDS)
                _check(work)
            else:
                time.sleep(_WAIT_SECONDS)

    def catch_up_here(self, work: Work) -> tuple[Note, ...]:
        """Look at every file and read what differs: records, states and annotations first, so that lists are soon complete,
        then the texts. Returns what differed. Raises StoreLockedError if another process is at it, CancelledError, StoreError.
        """
        if self.index is self._nothing:
            return ()
        with self._alone():
            folders, begun = self.folder_times(), time.time()
            if self._is_bulk and self.index.is_worn:
                self.index.clear()
            if self._is_bulk and not self.index.is_complete:
                self.index.begin_filling()
            stale = self.index.stale(lambda files: _look_up(work, files))
            noted = [(one.article_id, one.parts) for one in stale]
            self._put_batches(noted, "reading what is new", work)
            had_texts = self._put_texts(work)
            if not self.index.is_complete:  # whoever began to fill it
                self._settle(work)
            with self._lock:
                if not self.index.is_complete:
                    self.index.mark_complete()
                self.index.remember(_FOLDERS, folders)
                self.index.remember(_SCANNED, str(begun))
                self.needs_filling = False
        notes = tuple(Note(article_id, part) for article_id, parts in noted for part in parts)
        if notes or had_texts:
            self.generation += 1
        return notes

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep out other processes that look at every file. Raises StoreLockedError if one is at it."""
        with ExitStack() as stack:
            try:
                stack.enter_context(Locks(self._places.local / "locks", timeout_seconds=0).hold(_LOCK))
            except StoreLockedError:
                raise
            except (
                StoreError
            ) as error:  # this machine's folder cannot be written; the index is in memory then, ours alone
                log.info("indexing without a lock: %s", error)
            yield

    def _put_batches(self, noted: Sequence[tuple[str, frozenset[Part]]], step: str, work: Work) -> None:
        done = 0
        while done < len(noted):
            _check(work)
            with self._lock:
                end = time.monotonic() + BATCH_SECONDS
                files: list[Files] = []
                while done < len(noted) and (not files or time.monotonic() < end):
                    files += self._filing.read_quietly(*noted[done], with_text=False)
                    done += 1
                self._filing.write(files)
            work.report(Progress(step, done, len(noted)))

    def _settle(self, work: Work) -> None:
        """Do what was put off while the index was filled; others may write between the steps."""
        steps = 0
        while self.index.settle_some():
            steps += 1
            work.report(Progress("putting the words in order", steps))
            _check(work)

    def _put_texts(self, work: Work) -> bool:
        """Put in the texts that are here and not in yet; records and annotations are in already. Returns whether any came."""
        waiting, done, had_any = self.index.incomplete(), 0, False
        while done < len(waiting):
            _check(work)
            with self._lock:
                end = time.monotonic() + BATCH_SECONDS
                texts: list[tuple[str, str, str]] = []
                while done < len(waiting) and (not texts or time.monotonic() < end):
                    article_id, version_id = waiting[done]
                    done += 1
                    if self._places.version_file(article_id, version_id).exists():
                        text = self._filing.text(article_id, version_id)
                        texts += [(article_id, version_id, text)] if text is not None else []
                with self.index.writing():
                    for one in texts:
                        self.index.put_text(*one)
                had_any |= bool(texts)
            work.report(Progress("indexing texts", done, len(waiting)))
        return had_any


def change_of(notes: Iterable[Note]) -> LibraryChange:
    """Return what is told of these notes: not where somebody is reading, which changes all the time."""
    notes = list(notes)
    is_settings = any(note.part is Part.SETTINGS for note in notes)
    told = [note for note in notes if note.part not in (Part.SETTINGS, Part.POSITION)]
    article_ids = frozenset(note.article_id for note in told)
    if len(article_ids) > MOST_NAMED or "" in article_ids:
        return LibraryChange(is_everything=True, is_settings=is_settings)
    parts = frozenset(note.part for note in told)
    return LibraryChange(article_ids=article_ids, parts=parts, is_settings=is_settings)


def _check(work: Work) -> None:
    if work.is_cancelled:
        raise CancelledError("Stopped")


def _look_up(work: Work, files: int) -> None:
    _check(work)
    work.report(Progress("looking for what is new", files))
