"""The doctor: looks at every file of a library, says what is wrong and what mending would do, and mends what can be mended.

Nothing is thrown away on the way: a damaged file's bytes go to the damaged copies of this machine before the file is
written anew. What cannot be mended from what is here (a lost version, a lost page) is told with what would help. Reads
every byte of the library, one file at a time, and tells each finding when it is made.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.model.dates import utc_now
from reader.model.errors import StoreDamagedError, StoreError
from reader.model.identity import is_article_id
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.atomic import leftovers, write_durably
from reader.store.care.archive import Step
from reader.store.care.doctor_articles import examine_article
from reader.store.care.doctor_machine import examine_machine, kept_aside
from reader.store.care.doctor_privacy import examine_privacy
from reader.store.care.doctor_settings import examine_settings, unused_settings
from reader.store.care.findings import MENDS, PUT_ASIDE, WRITE_ANEW, Finding, Round, Tell, entries, write_again
from reader.store.care.purging import purged_mark
from reader.store.conflicts import original_name
from reader.store.feeds import FeedStore
from reader.store.places import LibraryPlaces, names_in
from reader.store.reading_log import ReadingLog, is_reading_file
from reader.store.recovery import read_recovering
from reader.store.state import StateStore

if TYPE_CHECKING:
    from reader.store.care.expiry import Expiry

_BACK = "puts its generation before in its place"


class Examination(NamedTuple):
    """What a walk through a library came to."""

    files: int
    """How many files were looked at."""
    findings: tuple[Finding, ...]
    """In the order in which they were made."""
    notes: tuple[str, ...] = ()
    """What is no damage and worth knowing: damaged copies that are kept for somebody to look at, settings that mean nothing."""


def examine_library(
    places: LibraryPlaces,
    *,
    fix: bool = False,
    private: Sequence[Path] = (),
    sweep: Callable[[], object] | None = None,
    reindex: Callable[[bool], object] | None = None,
    tell: Tell = lambda finding: None,
    step: Step = lambda done, total: None,
) -> Examination:
    """Look at every file of the library; with `fix`, mend what can be mended. Each finding is also told as it is made.

    `private` are folders beside those of the library that are the owner's alone as well. `sweep` merges the copies that
    synchronising programs left and clears what killed writers left, in all stores. `reindex` brings the index up to date with
    the files, with True from nothing; without it the index is not looked at. Raises CancelledError from `step`, StoreError only
    if nothing works.
    """
    findings: list[Finding] = []

    def tell_and_keep(finding: Finding) -> None:
        findings.append(finding)
        tell(finding)

    looking = Round(places, fix=fix, tell=tell_and_keep, step=step)
    article_ids = sorted(filter(is_article_id, names_in(places.articles)))
    lists = (places.annotations, places.states, places.reading, places.feeds, places.aliases)
    looking.expect(len(article_ids) * 2 + sum(len(names_in(folder)) for folder in lists))
    _copies(looking, article_ids, tell_and_keep, sweep or partial(_sweep_stores, places))
    examine_settings(looking)
    _annotations(looking)
    _states(looking)
    _readings(looking)
    _feed_logs(looking)
    _aliases(looking)
    _going(looking)
    for article_id in article_ids:
        looking.next()
        examine_article(looking, article_id)
    examine_machine(looking)
    private_notes = examine_privacy(looking, (places.folder, places.local, *private))
    notes = (*kept_aside(places), *private_notes, *unused_settings(places))
    if reindex is not None:
        from reader.store.care.doctor_index import examine_index  # brings SQLite with it

        notes = (*notes, *examine_index(looking, reindex))
    places.problems.take()  # told here, file by file
    return Examination(looking.files, tuple(findings), notes)


def _sweep_stores(places: LibraryPlaces) -> None:
    for store in (
        AnnotationStore(places),
        StateStore(places),
        ReadingLog(places),
        FeedStore(places),
        ArticleStore(places),
    ):
        store.sweep()


def _going(looking: Round) -> None:
    """News whose removal was stopped in the middle: the next sync would finish it as well."""
    from reader.store.care.expiry import Expiry, going  # most libraries have none

    expiry = Expiry(looking.places, utc_now())
    for article_id in going(looking.places):
        path = expiry.hidden_folder(article_id)
        looking.mend(path, "is left of old news that was being cleared away", "removes it", partial(_finish, expiry))


def _finish(expiry: "Expiry") -> None:
    if failures := expiry.finish().failures:
        raise StoreError("; ".join(failures))


def _copies(looking: Round, article_ids: list[str], tell: Tell, sweep: Callable[[], object]) -> None:
    """Copies that synchronising programs left, and parts of files that killed writers left, wherever they are."""
    places = looking.places
    found: dict[Path, tuple[str, str]] = {}

    def look(folder: Path) -> None:
        left = "is left from a program that was killed", "removes it"
        copy = "is a copy that a synchronising program left", "merges it into its original and removes it"
        found.update(dict.fromkeys(leftovers(folder), left))
        found.update({path: copy for path in entries(folder) if original_name(path.name)})

    for folder in (places.folder, places.annotations, places.states, places.reading, places.feeds, places.aliases):
        look(folder)
    for article_id in article_ids:
        looking.next()
        folder = places.article_folder(article_id)
        for part in (folder, folder / "versions", folder / "raw", folder / "images"):
            look(part)
    if looking.fix and found:
        sweep()
    told = {line.partition(" ")[0]: line for line in places.problems.take()}
    for path, (what, remedy) in sorted(found.items()):
        looking.files += 1
        is_mended = looking.fix and not path.exists()
        if looking.fix and not is_mended:
            line = told.get(places.name_of(path), "").partition(" ")[2]
            tell(Finding(path=path, what=f"{what} and {line or 'could not be merged'}"))
        else:
            tell(Finding(path=path, what=what, remedy=remedy, is_mended=is_mended))


def _annotations(looking: Round) -> None:
    places, store = looking.places, AnnotationStore(looking.places)
    for path in looking.files_in(places.annotations):
        looking.next()
        article_id = path.name.partition(".")[0]
        if path.suffix != ".json" or not is_article_id(article_id):
            continue  # not ours
        try:
            stored = read_annotations(places, article_id)
            store.load(article_id)
        except StoreError as error:
            looking.wrong(path, _said(error, path))
            continue
        lines = [line.partition(" ")[2].removesuffix(MENDS) for line in places.problems.take()]
        strange = [line for line in lines if line.startswith("holds documents")]
        told = next((line for line in lines if line not in strange), "")
        if stored.is_damaged:
            looking.mend(path, told or "is damaged", WRITE_ANEW, partial(store.mend, article_id))
        elif stored.is_foreign:
            what = told or "was written by another program"
            looking.mend(path, what, "writes it anew, with checksums", partial(store.mend, article_id))
        for line in strange:
            looking.wrong(path, line)
    _gone(looking, places.annotations)


def _states(looking: Round) -> None:
    places, store = looking.places, StateStore(looking.places)
    for path in looking.files_in(places.states):
        looking.next()
        article_id = path.name.partition(".")[0]
        if path.suffix != ".json" or not is_article_id(article_id):
            continue  # not ours
        if _is_due(looking, path):
            looking.mend(path, looking.last_problem(), WRITE_ANEW, partial(store.mend, article_id))
        if path.name == f"{article_id}.json":
            _purged(looking, path, article_id)
    _gone(looking, places.states)


def _purged(looking: Round, path: Path, article_id: str) -> None:
    """An article that was brought back from the trash on one machine while it was purged on another has lost its content."""
    mark = purged_mark(looking.places, article_id)
    if mark is None or looking.places.record_file(article_id).exists():
        return
    if not StateStore(looking.places).load(article_id).is_trashed:
        way = f"`pressmark add {mark.url}`" if mark.url else "adding it again"
        what = f"tells of “{mark.title}”, taken away for good while it was brought back elsewhere; {way} gets it"
        looking.wrong(path, what)


def _gone(looking: Round, folder: Path) -> None:
    """Files that were here and are not: nobody deletes them, they only ever grow a tombstone or a mark."""
    places = looking.places
    for before in entries(places.previous / folder.name):
        path = folder / before.name
        if before.suffix == ".json" and not path.exists():
            data = before.read_bytes()
            looking.mend(path, "was here and is gone", _BACK, partial(write_durably, path, data))


def _readings(looking: Round) -> None:
    """How long was read: what is lost of it is worth no more than a word."""
    store = ReadingLog(looking.places)
    for path in looking.files_in(looking.places.reading):
        looking.next()
        if is_reading_file(path.name) and _is_due(looking, path):
            looking.mend(path, looking.last_problem(), WRITE_ANEW, partial(store.mend, path))


def _feed_logs(looking: Round) -> None:
    """Which entries of feeds were seen: of a log that is lost, what is still in the feed and has expired here comes again."""
    store = FeedStore(looking.places)
    for path in looking.files_in(looking.places.feeds):
        looking.next()
        feed_id = path.name.partition(".")[0]
        if path.suffix == ".json" and is_article_id(feed_id) and _is_due(looking, path):
            looking.mend(path, looking.last_problem(), WRITE_ANEW, partial(store.mend, feed_id))


def _aliases(looking: Round) -> None:
    """Further addresses: one that is lost comes back when its page is fetched again."""
    for path in looking.files_in(looking.places.aliases):
        looking.next()
        try:
            stored = read_recovering(looking.places, path)
        except StoreDamagedError:
            what = "is damaged and nothing of it can be read; it comes again with the next fetch"
            looking.mend(path, what, PUT_ASIDE, partial(looking.put_aside, path))
        except StoreError as error:
            looking.wrong(path, _said(error, path))
        else:
            if stored and stored.is_due:
                write = partial(write_again, looking, path, stored)
                looking.mend(path, looking.last_problem(), WRITE_ANEW, write)


def _is_due(looking: Round, path: Path) -> bool:
    """Whether a sealed file has to be written anew; that of a newer program is told and left."""
    try:
        stored = read_recovering(looking.places, path)
        return stored is not None and stored.is_due
    except StoreDamagedError:
        return True
    except StoreError as error:
        looking.wrong(path, _said(error, path))
        return False


def _said(error: StoreError, path: Path) -> str:
    """Return what an error says, without the path, which stands before it."""
    return error.message.removeprefix(f"{path} ")
