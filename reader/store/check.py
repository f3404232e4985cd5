"""The doctor: looks at every file of a library, says what is wrong, and mends what can be mended.

Nothing is thrown away on the way: a damaged file's bytes go to the damaged copies of this machine before the file is
written anew. What cannot be mended from what is here (a lost version, a lost page) is told with what would help. Reads
every byte of the library.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.model.errors import NotFoundError, ReaderError, StoreDamagedError, StoreError
from reader.model.identity import content_digest, is_article_id, version_id_of_text
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.atomic import leftovers, write_durably
from reader.store.block_codec import UNREADABLE
from reader.store.codec import article_from_json, record_from_json
from reader.store.conflicts import original_name
from reader.store.places import LibraryPlaces
from reader.store.recovery import keep_damaged, read_recovering, write_sealed
from reader.store.sealed import JsonObject
from reader.store.settings import load_library_settings
from reader.store.snapshots import load_snapshot
from reader.store.state import StateStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with one file."""

    path: Path
    what: str
    is_mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """How many files were looked at, and what was found, in the order of the paths."""

    files: int
    findings: tuple[Finding, ...] = ()


def check_library(places: LibraryPlaces, *, fix: bool = False) -> Examination:
    """Look at every file of the library; with `fix`, mend what can be mended. Raises StoreError only if nothing works."""
    examiner = _Examiner(places, fix=fix)
    for look in (examiner.settings, examiner.annotations, examiner.states, examiner.aliases, examiner.articles):
        look()
    places.problems.take()  # told here, file by file
    return Examination(files=examiner.files, findings=tuple(sorted(examiner.findings, key=lambda found: found.path)))


class _Examiner:
    """One walk through a library."""

    def __init__(self, places: LibraryPlaces, *, fix: bool) -> None:
        self._places = places
        self._fix = fix
        self._annotations = AnnotationStore(places)
        self._articles = ArticleStore(places)
        self._states = StateStore(places)
        self.files = 0
        self.findings: list[Finding] = []

    def settings(self) -> None:
        """library.toml."""
        if self._places.settings_file.exists():
            self.files += 1
            try:
                load_library_settings(self._places)
            except ReaderError as error:
                self._tell(self._places.settings_file, f"cannot be used: {error.message}")

    def annotations(self) -> None:
        """Annotation files, and those that were here and are gone."""
        self._sweep(self._places.annotations, self._annotations.sweep)
        for path in self._files(self._places.annotations):
            article_id = path.name.partition(".")[0]
            if path.suffix != ".json" or not is_article_id(article_id):
                continue  # not ours
            try:
                stored = read_annotations(self._places, article_id)
                self._annotations.load(article_id)
            except StoreError as error:
                self._tell(path, error.message)
                continue
            if stored.is_damaged:
                self._mend(path, self._last_problem("is damaged"), partial(self._annotations.mend, article_id))
            elif stored.is_foreign:
                what = "was written by another program"
                self._mend(path, what, partial(self._annotations.mend, article_id))
        for before in self._files(self._places.previous / "annotations", counted=False):
            path = self._places.annotations / before.name
            if not path.exists():
                self._mend(path, "was here and is gone", partial(write_durably, path, before.read_bytes()))

    def states(self) -> None:
        """Reading states and positions."""
        self._sweep(self._places.states, self._states.sweep)
        for path in self._files(self._places.states):
            article_id = path.name.partition(".")[0]
            if path.suffix != ".json" or not is_article_id(article_id):
                continue  # not ours
            if self._is_damaged(path):
                self._mend(path, self._last_problem("is damaged"), partial(self._states.mend, article_id))

    def aliases(self) -> None:
        """Further addresses: one that is lost comes back when its page is fetched again."""
        for path in self._files(self._places.aliases):
            self._sealed(path, expendable=True)

    def articles(self) -> None:
        """Records, versions, raw pages, pictures."""
        for article_id in sorted(self._articles.ids()):
            folder = self._places.article_folder(article_id)
            for part in (folder, folder / "versions", folder / "raw", folder / "images"):
                self._sweep(part, self._articles.sweep)
            self._versions(article_id)
            self._record(article_id)
            self._raw(article_id)
            self._pictures(article_id)

    def _record(self, article_id: str) -> None:
        path = self._places.record_file(article_id)
        self.files += 1
        try:
            record = self._articles.record(article_id)
        except NotFoundError:
            if any(self._files(self._places.version_file(article_id, "x").parent, counted=False)):
                self._mend(path, "is missing beside its versions", partial(self._articles.mend, article_id))
            return
        except StoreError as error:
            self._tell(path, error.message)
            return
        if self._is_damaged(path):
            self._mend(path, self._last_problem("is damaged"), partial(self._articles.mend, article_id))
        for version in record.versions:
            missing = self._places.version_file(article_id, version.id)
            if not missing.exists():
                self._tell(missing, "is missing; `pressmark refresh` makes it again if the page still says the same")

    def _versions(self, article_id: str) -> None:
        for path in self._files(self._places.version_file(article_id, "x").parent):
            body = self._sealed(path, expendable=False)
            if body is None:
                continue
            try:
                text = article_from_json(body["article"]).text
            except UNREADABLE:
                self._tell(path, "holds no article; `pressmark refresh --offline` cleans the kept page again")
                continue
            if version_id_of_text(text) != path.stem:
                self._tell(path, "holds another text than its name says")

    def _raw(self, article_id: str) -> None:
        folder = self._places.raw_folder(article_id)
        for path in self._files(folder):
            if path.suffix == ".json":
                self._sealed(path, expendable=True)
                continue
            try:
                load_snapshot(folder, path.name.partition(".")[0])
            except StoreDamagedError as error:
                what = f"is damaged; the next `pressmark refresh` keeps a new page ({error.message})"
                self._mend(path, what, partial(self._put_aside, path))
            except StoreError as error:
                self._tell(path, error.message)

    def _pictures(self, article_id: str) -> None:
        for path in self._files(self._places.images_folder(article_id)):
            if path.name == "images.json":
                self._sealed(path, expendable=True)
                continue
            try:
                is_whole = content_digest(path.read_bytes()) == path.stem
            except OSError as error:
                self._tell(path, f"cannot be read: {error.strerror or error}")
                continue
            if not is_whole:
                self._mend(path, "is a damaged picture; it can be fetched again", partial(self._put_aside, path))

    def _sealed(self, path: Path, *, expendable: bool) -> JsonObject | None:
        """Look at a sealed file; return its body if there is one. What is `expendable` is put aside if nothing is left of it."""
        try:
            stored = read_recovering(self._places, path)
        except StoreDamagedError:
            what = "is damaged and nothing of it can be read"
            if expendable:
                self._mend(path, what, partial(self._put_aside, path))
            else:
                self._tell(path, f"{what}; `pressmark refresh --offline` may make it again")
            return None
        except StoreError as error:
            self._tell(path, error.message)
            return None
        if stored is None:
            return None
        if stored.is_damaged:
            what = self._last_problem("is damaged")
            self._mend(path, what, partial(write_sealed, self._places, path, stored.body, replaces_damaged=True))
        return stored.body

    def _sweep(self, folder: Path, sweep: Callable[[], object]) -> None:
        """Tell of conflict copies and leftovers in `folder`; `sweep` merges and removes them."""
        found = dict.fromkeys(leftovers(folder), "is left from a program that was killed")
        copies = [path for path in self._entries(folder) if original_name(path.name)]
        found |= dict.fromkeys(copies, "is a copy that a synchronising program left")
        if self._fix and found:
            sweep()
        for path, what in found.items():
            self.files += 1
            self.findings.append(Finding(path=path, what=what, is_mended=self._fix and not path.exists()))

    def _is_damaged(self, path: Path) -> bool:
        try:
            stored = read_recovering(self._places, path)
            if stored is not None and path.name == "record.json":
                record_from_json(stored.body)
            return stored is not None and stored.is_damaged
        except (StoreDamagedError, *UNREADABLE):
            return True
        except StoreError as error:
            self._tell(path, error.message)
            return False

    def _mend(self, path: Path, what: str, mend: Callable[[], object]) -> None:
        if not self._fix:
            self._tell(path, what)
            return
        try:
            mend()
        except (StoreError, OSError) as error:
            self._tell(path, f"{what}; it could not be mended: {error}")
        else:
            self.findings.append(Finding(path=path, what=what, is_mended=True))

    def _tell(self, path: Path, what: str) -> None:
        self.findings.append(Finding(path=path, what=what))

    def _last_problem(self, default: str) -> str:
        """Return what the store has just told about a file, without the file's name."""
        lines = self._places.problems.take()
        return lines[-1].partition(" ")[2] if lines else default

    def _put_aside(self, path: Path) -> None:
        keep_damaged(self._places, path)
        path.unlink(missing_ok=True)

    def _files(self, folder: Path, *, counted: bool = True) -> Iterator[Path]:
        """Give the files of `folder` that are not copies or leftovers, in order."""
        for path in self._entries(folder):
            if not original_name(path.name) and not path.name.startswith("."):
                self.files += counted
                yield path

    def _entries(self, folder: Path) -> list[Path]:
        with suppress(FileNotFoundError, NotADirectoryError):
            return sorted(path for path in folder.iterdir() if path.is_file())
        return []
