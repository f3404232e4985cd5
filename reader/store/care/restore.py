"""Taking a backup back: into an empty library as it is, into one with content as if the archive were another machine.

Annotations come together by their version vectors, states field by field, records by their versions, pictures and pages by
their content. So nothing that is here is lost, and what was removed here in the knowledge of what is in the backup stays
removed, unless it is asked back. Nothing is taken from an archive of which one byte is not what it should be; after that,
every file is put in its place whole, what is referred to before what refers to it. Whatever stops it, restoring again goes on.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field
from datetime import datetime
from itertools import count
from pathlib import Path

from reader.model.errors import ReaderError, StoreDamagedError, StoreError
from reader.model.identity import content_digest
from reader.model.values import dataclass
from reader.store.annotation_files import Stored, mend, read_annotations
from reader.store.atomic import write_quickly
from reader.store.block_codec import UNREADABLE
from reader.store.care.archive import Archive, Manifest, Step
from reader.store.care.purging import purged_mark
from reader.store.care.trash import AnnotationTrash
from reader.store.combining import combine_for, is_kind_of
from reader.store.documents import parse
from reader.store.feeds import LOCK as FEED_LOCK
from reader.store.kinds import FileKind, kind_of, original_of
from reader.store.locks import SETTINGS_LOCK
from reader.store.merge import ANNOTATIONS, Tables, merge_tables
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.reading_log import LOCK as READING_LOCK
from reader.store.recovery import Recovered, keep_damaged, read_or_empty, stamp_before, write_sealed
from reader.store.sealed import JsonObject, unseal
from reader.store.snapshots import load_snapshot
from reader.store.state import StateStore

_ORDER = (
    FileKind.PAGE,
    FileKind.HEADERS,
    FileKind.PICTURE,
    FileKind.PICTURE_MAP,
    FileKind.VERSION,
    FileKind.RECORD,
    FileKind.ANNOTATIONS,
    FileKind.STATE,
    FileKind.POSITION,
    FileKind.ALIAS,
    FileKind.READING,
    FileKind.FEED_LOG,
    FileKind.SETTINGS,
)
"""What is referred to before what refers to it."""
_OF_ARTICLE = frozenset(_ORDER[:6])


@dataclass(slots=True, kw_only=True)
class Restored:
    """What restoring brought, or would bring."""

    manifest: Manifest
    files: int = 0
    """Files written."""
    articles: int = 0
    """Articles that were not here."""
    annotations: int = 0
    """Annotations that were not here."""
    changed: int = 0
    """Annotations that were here and took something over."""
    removed: int = 0
    """Annotations that the other side had removed knowing all that is here."""
    left_deleted_articles: int = 0
    """Articles of the backup that have been put into the trash, or purged, here."""
    left_deleted_annotations: int = 0
    """Annotations of the backup that have been removed here."""
    strangers: int = 0
    """Files of the archive that are none of a library's."""
    failures: list[str] = field(default_factory=list)
    """What could not be taken over, and why, a line each."""


def restore(
    places: LibraryPlaces,
    path: Path,
    *,
    bring_back: bool,
    is_dry_run: bool,
    clock: Callable[[], datetime],
    step_of: Callable[[str], Step],
) -> Restored:
    """Merge the backup at `path` into the library. With `bring_back`, also what was deleted here since.

    Raises StoreError, with nothing changed, if the archive is not what it should be or there is no room for it.
    """
    with Archive(path) as archive:
        archive.verify(step_of("checking the backup"))
        merging = _Merging(places, archive, bring_back=bring_back, is_dry_run=is_dry_run, clock=clock)
        merging.check_room()
        merging.run(step_of("comparing" if is_dry_run else "restoring"))
    if not is_dry_run and merging.restored.files:
        os.sync()  # once for all of them: waiting for each of a hundred thousand files would take hours
    return merging.restored


class _Merging:
    """One archive on its way into one library."""

    def __init__(
        self,
        places: LibraryPlaces,
        archive: Archive,
        *,
        bring_back: bool,
        is_dry_run: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self._places = places
        self._archive = archive
        self._bring_back = bring_back
        self._is_dry_run = is_dry_run
        self._states = StateStore(places, clock)
        self._trash = AnnotationTrash(places, clock)
        self._clock = clock
        self.restored = Restored(manifest=archive.manifest)

    def check_room(self) -> None:
        """Raise StoreError if what is not here yet would not fit on the disk."""
        folder = self._places.folder
        needed = sum(self._archive.size_bytes(name) for name in self._archive.names() if not (folder / name).exists())
        while not folder.exists():
            folder = folder.parent
        total, _, free = shutil.disk_usage(folder)
        if needed > free and total:  # some file systems cannot tell
            raise StoreError(
                f"The backup needs {needed:,} bytes and {folder} has {free:,} free; nothing was changed",
                "Free some space and try again.",
            )

    def run(self, step: Step) -> None:
        """Take over every file of the archive."""
        files = sorted(self._files(), key=lambda file: _rank(*file))
        purged: dict[str, bool] = {}
        for done, (name, kind) in enumerate(files):
            step(done, len(files))
            article_id = _article_of(name)
            if kind in _OF_ARTICLE and self._is_purged(article_id, purged):
                continue
            try:
                self._take(name, kind)
            except (ReaderError, OSError, *UNREADABLE) as error:
                self.restored.failures.append(f"{name}: {error}")
        self._deleted_articles(purged)

    def _files(self) -> Iterator[tuple[str, FileKind]]:
        for name in self._archive.names():
            kind = kind_of(original_of(name))
            if kind is None:
                self.restored.strangers += 1
            else:
                yield name, kind

    def _is_purged(self, article_id: str, purged: dict[str, bool]) -> bool:
        """Whether the files of an article stay away, because what they hold was deleted here for good."""
        if article_id not in purged:
            is_here = self._places.record_file(article_id).exists()
            purged[article_id] = not is_here and purged_mark(self._places, article_id) is not None
        return purged[article_id] and not self._bring_back

    def _take(self, name: str, kind: FileKind) -> None:
        path = self._places.folder / original_of(name)
        if self._places.is_behind_link(path.parent):
            raise StoreError("the library has a link in its way; nothing is written where that leads")
        data = self._archive.read(name)
        match kind:
            case FileKind.ANNOTATIONS:
                self._take_annotations(path, data)
            case FileKind.PAGE | FileKind.PICTURE:
                self._take_content(path, kind, data)
            case FileKind.SETTINGS:
                self._take_settings(path, data)
            case _:
                self._take_sealed(path, kind, data)

    def _take_content(self, path: Path, kind: FileKind, data: bytes) -> None:
        """A page or a picture is what its name says: one that is here and whole stays."""
        if path.exists():
            if read_plain(path) == data or self._is_whole(path, kind):
                return
            if not self._is_dry_run:
                keep_damaged(self._places, path)
        self._put(path, data)

    def _is_whole(self, path: Path, kind: FileKind) -> bool:
        if kind is FileKind.PICTURE:
            return content_digest(read_plain(path)) == path.stem
        try:
            return load_snapshot(path.parent, path.name.partition(".")[0]) is not None
        except StoreDamagedError:
            return False

    def _take_sealed(self, path: Path, kind: FileKind, data: bytes) -> None:
        theirs = unseal(data, path)
        with self._turn(self._lock(path, kind)):
            if not path.exists():
                self.restored.articles += kind is FileKind.RECORD
                self._put(path, data)  # damaged too: the doctor says what is left of it
                return
            if read_plain(path) == data or not theirs.is_intact or not is_kind_of(path, theirs.body):
                return
            mine = read_or_empty(self._places, path)
            merged = combine_for(path)(mine.body, theirs.body) if mine and mine.body else theirs.body
            if mine is None or mine.is_due or merged != mine.body:
                self._put_sealed(path, merged, mine)

    def _take_annotations(self, path: Path, data: bytes) -> None:
        from reader.store.storage import AnnotationDatabase

        article_id = path.stem
        parsed = parse(data, path)
        theirs = mend(parsed, {}) if parsed.is_damaged else parsed.tables
        storage = AnnotationDatabase(self._places, article_id, self._clock).files
        with nullcontext() if self._is_dry_run else storage.turn():
            mine = read_annotations(self._places, article_id)
            merged = merge_tables(mine.tables, theirs) if mine.exists else theirs
            deleted = self._count(mine, theirs, merged)
            if not mine.exists:
                self._put(path, data)
            elif not self._is_dry_run and merged != mine.tables:
                storage.replace(mine, merged)
                self.restored.files += 1
        for key in deleted if self._bring_back and not self._is_dry_run else ():
            self._trash.restore(article_id, int(key), else_document=theirs[ANNOTATIONS][key])

    def _count(self, mine: Stored, theirs: Tables, merged: Tables) -> list[str]:
        """Count what merging does to annotations; return the keys of those of the backup that stay deleted."""
        before, after = mine.tables.get(ANNOTATIONS, {}), merged.get(ANNOTATIONS, {})
        self.restored.annotations += len(after.keys() - before.keys())
        self.restored.removed += len(before.keys() - after.keys())
        self.restored.changed += sum(after[key] != before[key] for key in after.keys() & before.keys())
        deleted = sorted(theirs.get(ANNOTATIONS, {}).keys() - after.keys() - before.keys())
        self.restored.left_deleted_annotations += len(deleted)
        return deleted

    def _deleted_articles(self, purged: dict[str, bool]) -> None:
        """Count the articles of the backup that are deleted here, and bring them back if that is wanted."""
        for article_id, is_purged in purged.items():
            if not is_purged and not self._states.load(article_id).is_trashed:
                continue
            if self._was_trashed(article_id):
                continue
            self.restored.left_deleted_articles += 1
            if self._bring_back and not self._is_dry_run:
                self._states.change(article_id, is_trashed=False, purged=None)

    def _was_trashed(self, article_id: str) -> bool:
        name = self._places.name_of(self._places.state_file(article_id))
        try:
            fields = unseal(self._archive.read(name), Path(name)).body["fields"]
            return bool(fields["is_trashed"]["value"])
        except (ReaderError, *UNREADABLE):
            return False

    def _take_settings(self, path: Path, data: bytes) -> None:
        """A file that people write: it is left beside the library's own, and merged as what another machine has left there."""
        with self._turn(SETTINGS_LOCK):
            names = (f"library.sync-conflict-{self._clock():%Y%m%d-%H%M%S}-REST{number:03}.toml" for number in count())
            while path.exists():
                if read_plain(path) == data:
                    return
                path = path.with_name(next(names))
            self._put(path, data)

    def _turn(self, lock: str) -> AbstractContextManager[None]:
        """Keep other windows from writing where nothing was a moment ago; who only looks holds up nobody."""
        return nullcontext() if self._is_dry_run else self._places.locks.hold(lock)

    def _lock(self, path: Path, kind: FileKind) -> str:
        locks = self._places.locks
        if kind is FileKind.ALIAS:
            return "aliases"
        if kind is FileKind.READING:
            return READING_LOCK
        if kind is FileKind.FEED_LOG:
            return FEED_LOCK
        return locks.of_article("articles" if kind in _OF_ARTICLE else "state", _article_of(self._places.name_of(path)))

    def _put(self, path: Path, data: bytes) -> None:
        self.restored.files += 1
        if not self._is_dry_run:
            write_quickly(path, data)
            self._places.changes.note_path(path)

    def _put_sealed(self, path: Path, body: JsonObject, mine: Recovered | None) -> None:
        self.restored.files += 1
        if not self._is_dry_run:
            is_damaged = mine.is_damaged if mine else False
            write_sealed(self._places, path, body, replaces_damaged=is_damaged, expected=stamp_before(mine))


def _rank(name: str, kind: FileKind) -> tuple[bool, str, int, str]:
    """Order files: article by article, then by kind; what is referred to before what refers to it."""
    is_of_article = kind in _OF_ARTICLE
    return not is_of_article, _article_of(name) if is_of_article else "", _ORDER.index(kind), name


def _article_of(name: str) -> str:
    """Return the id in the path of a file: `articles/ID/…`, `state/ID.json`."""
    return name.partition("/")[2].partition("/")[0].partition(".")[0]
