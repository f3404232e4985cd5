"""Watching a library: what other windows, other machines and the indexing bring is told as it comes.

Other windows write into the same index, whose log says what they changed: asking costs microseconds. What synchronising
programs bring is seen in the folders, read into the index here, and then stands in the log for everybody. Conflict copies are
merged on sight. Twice a second one thread wakes for all of it.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from reader.library.index_process import IndexProcess, Outcome
from reader.library.indexing import MOST_NAMED, Indexing, change_of
from reader.library.progress import Progress, Work
from reader.library.results import LibraryChange
from reader.model.errors import ReaderError, StoreLockedError
from reader.store.changes import Note, note_of
from reader.store.conflicts import original_name
from reader.store.places import LibraryPlaces

if TYPE_CHECKING:  # comes in the background
    from reader.store.watching import LibraryEyes, Seen

LOOK_SECONDS = 0.5
"""Other windows' changes are on the screen within two seconds; a look that finds nothing takes a tenth of a millisecond."""

TELL_SECONDS = 1.0
"""While thousands of articles come in, the list is drawn anew no more often than this."""

SETTLED_SECONDS = 20.0
"""So long after the last file that came from elsewhere every file is looked at once: what lies deeper than the folders that are
watched (another version of an article, a copy of its record) came with them."""

SCAN_SHARE = 20
"""Where nothing tells which file changed, folders are looked through for at most one part in so many of the time."""

_DONE = Progress(step="", done=1, total=1)

OnChange = Callable[[LibraryChange], None]
"""Takes what changed; called from the watcher's thread."""

Sweep = Callable[[frozenset[Path] | None], tuple[Note, ...]]
"""Merges the conflict copies in folders (None: wherever there may be any); returns what that changed."""

log = logging.getLogger("pressmark")


class Watch:
    """A library that is being watched, until `stop`."""

    def __init__(
        self,
        places: LibraryPlaces,
        indexing: Indexing,
        *,
        sweep: Sweep,
        start_process: Callable[[bool], IndexProcess],
        on_change: OnChange,
        work: Work,
    ) -> None:
        """`start_process` starts one that looks at every file, and first merges conflict copies if it is told so."""
        self._places = places
        self._indexing = indexing
        self._sweep = sweep
        self._start_process = start_process
        self._on_change = on_change
        self._work = work
        self._stopping = threading.Event()
        self.is_answerable = threading.Event()
        """Set when lists are as right as they can be at once: every file was looked at, or there are too many for that."""
        self.caught_up = threading.Event()
        """Set when every file was looked at for the first time: until then lists may lack what came while nobody watched."""
        self._catching_up: IndexProcess | None = None
        self._scan_at: float | None = None
        """When to look at every file next; None if nothing asks for it."""
        self._unswept: frozenset[Path] | None = None
        """In which folders there may be conflict copies when every file is looked at next; None: anywhere."""
        self._rested_at = 0.0
        """From when on a look at every file takes no more than its share of the time."""
        self._noticed: set[Note] = set()
        """What was written by the look before."""
        self._times = ""
        """Those of the folders before the last look."""
        self._told_at = 0.0
        self._untold = LibraryChange()
        self._thread = threading.Thread(target=self._run, name="pressmark-watching", daemon=True)

    def start(self) -> None:
        """Begin: from here on lists answer from the index as it is."""
        self._indexing.is_watched = True
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; no change is told when this has returned. May be called again, and from `on_change`."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._indexing.is_watched = False  # only once: another watch may have begun since
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    # -- the thread --------------------------------------------------------------------------------------------------
    def _run(self) -> None:
        from reader.store.watching import LibraryEyes  # here, in the background: its imports take a while

        eyes = LibraryEyes(self._places)
        try:
            self._guarded(eyes.look)  # before the files are looked at: what is written meanwhile is seen next time
            self._guarded(self._indexing.changes_of_others)
            self._guarded(self._catch_up)
            self.is_answerable.set()
            while not self._stopping.wait(LOOK_SECONDS):
                self._guarded(lambda: self._look(eyes))
        finally:
            eyes.close()
            if self._catching_up is not None:
                self._catching_up.stop()

    def _guarded(self, do: Callable[[], object]) -> None:
        """A watch goes on whatever happens: what it misses is found when the library is opened next."""
        try:
            do()
        except ReaderError as error:
            log.info("while watching: %s", error)
        except Exception:  # nobody waits for this thread: one look that failed must not end all later ones
            log.exception("while watching")

    def _look(self, eyes: "LibraryEyes") -> None:
        times = self._indexing.folder_times()
        self._take_in(eyes.look())
        if self._indexing.needs_filling:
            self._scan_soon()
        self._tell(self._indexing.changes_of_others())
        self._attend_to_child()
        if self._scan_at is not None and monotonic() >= max(self._scan_at, self._rested_at):
            self._catch_up()
        elif self._scan_at is None and self._catching_up is None and self.caught_up.is_set() and self._times:
            self._indexing.believe(self._times)  # all that was noticed by then is in the index now
        self._times = times
        self._tell_what_waits()

    def _take_in(self, seen: "Seen") -> None:
        """Read into the index what changed in the folders, unless it stands there already because we wrote it."""
        if seen.is_settings and not self._indexing.knows_settings():
            self._tell(LibraryChange(is_settings=True))
        # What a window of ours has just written is in the index a moment later: only what still is not there came from elsewhere.
        changed = set(self._indexing.absorb(self._noticed)) if self._noticed else set()
        self._noticed = {
            note for path in seen.paths if (note := note_of(_names(path, self._places.folder))) is not None
        }
        if folders := frozenset(path.parent for path in seen.paths if original_name(path.name)):
            changed |= set(self._sweep(folders))
        if changed:
            self._tell(change_of(changed))
            self._unswept, self._scan_at = None, monotonic() + SETTLED_SECONDS
        if seen.folders:
            self._unswept = None if self._unswept is None else self._unswept | seen.folders
            self._scan_soon()

    # -- looking at every file ---------------------------------------------------------------------------------------
    def _scan_soon(self) -> None:
        self._scan_at = min(self._scan_at or monotonic(), monotonic())

    def _catch_up(self) -> None:
        """Look at every file: here if they are few, else in a process of its own."""
        if self._catching_up is not None:
            return
        self._scan_at = None
        unswept, self._unswept = self._unswept, frozenset()
        if self._indexing.is_big():
            self._catching_up = self._start_process(unswept is None)
            return
        begun = monotonic()
        try:
            self._tell(change_of(self._indexing.catch_up_here(Work(self._report, self._stopping))))
            self.caught_up.set()
            self._report(_DONE)
            self.is_answerable.set()
            if unswept is None or unswept:
                self._tell(change_of(self._sweep(unswept)))
        except StoreLockedError:
            # Another window is at it; after it there is little to do.
            self._unswept, self._scan_at = unswept, monotonic()
            return
        except ReaderError:
            self._unswept, self._scan_at = unswept, monotonic() + SETTLED_SECONDS
            raise
        self._rest(begun)

    def _attend_to_child(self) -> None:
        child = self._catching_up
        if child is None:
            return
        if (progress := child.poll()) is not None:
            self._report(progress)
        if self._work.is_cancelled:
            child.stop()
        if child.outcome is not None:
            self._catching_up = None
            self._rest(child.begun)
            if child.outcome is Outcome.BUSY:
                self._scan_at = monotonic() + SETTLED_SECONDS
            elif child.outcome is Outcome.FAILED:
                log.warning("the index was not brought up to date: %s", child.message)
                self._unswept, self._scan_at = None, monotonic() + SETTLED_SECONDS
            elif child.outcome is Outcome.DONE:
                self.caught_up.set()
            self._report(_DONE)

    def _rest(self, begun: float) -> None:
        now = monotonic()
        self._rested_at = now + SCAN_SHARE * (now - begun)

    def _report(self, progress: Progress) -> None:
        if not self._stopping.is_set():
            self._work.report(progress)

    # -- telling -----------------------------------------------------------------------------------------------------
    def _tell(self, change: LibraryChange) -> None:
        """Keep a change until it is time to tell it: at once, but not more often than a list can be drawn."""
        self._untold = joined(self._untold, change)

    def _tell_what_waits(self) -> None:
        change, now = self._untold, monotonic()
        pause = TELL_SECONDS if change.is_everything else 0.0
        if change == LibraryChange() or now < self._told_at + pause or self._stopping.is_set():
            return
        self._untold, self._told_at = LibraryChange(), now
        self._on_change(change)


def joined(one: LibraryChange, other: LibraryChange) -> LibraryChange:
    """Return two changes as one."""
    article_ids = one.article_ids | other.article_ids
    is_everything = one.is_everything or other.is_everything or len(article_ids) > MOST_NAMED
    return LibraryChange(
        article_ids=frozenset() if is_everything else article_ids,
        parts=frozenset() if is_everything else one.parts | other.parts,
        is_everything=is_everything,
        is_settings=one.is_settings or other.is_settings,
    )


def _names(path: Path, folder: Path) -> tuple[str, ...]:
    try:
        return path.relative_to(folder).parts
    except ValueError:
        return ()
