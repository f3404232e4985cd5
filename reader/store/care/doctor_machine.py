"""The doctor's look at what stays on this machine: undo, the last list, generations before, what was put aside."""

from functools import partial
from pathlib import Path

from reader.model.errors import StoreError
from reader.store.atomic import leftovers, write_durably
from reader.store.care.findings import Round, entries
from reader.store.documents import parse
from reader.store.migrations import is_old_form
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.sealed import read_sealed
from reader.store.undo import UndoLog


def examine_machine(looking: Round) -> None:
    """Look at the files beside the library that matter to it."""
    _undo(looking)
    _recent(looking)
    _feed_states(looking)
    for folder in _folders(looking.places.previous):
        _previous(looking, folder)


def kept_aside(places: LibraryPlaces) -> tuple[str, ...]:
    """Return what is to be said of damaged copies that wait for somebody to look at them."""
    number = len(entries(places.damaged))
    if not number:
        return ()
    what = "1 damaged file is" if number == 1 else f"{number:,} damaged files are"
    return (f"{what} kept as found in {places.damaged}; delete them when you miss nothing",)


def _undo(looking: Round) -> None:
    path = looking.places.undo_file
    log = UndoLog(looking.places)
    try:
        unreadable = log.count_unreadable()
    except StoreError as error:
        looking.wrong(path, error.message.removeprefix(f"{path} "))
        return
    looking.files += path.exists()
    if unreadable:
        lines = "1 line" if unreadable == 1 else f"{unreadable} lines"
        looking.mend(path, f"has {lines} that cannot be read", "leaves them out; the other steps stay", log.tidy)


def _feed_states(looking: Round) -> None:
    """How feeds are doing: one that is damaged is asked as if it were new, and nothing of it comes twice."""
    for path in looking.files_in(looking.places.feed_states):
        try:
            stored = read_sealed(path)
            is_whole = stored is not None and stored.is_intact
        except ValueError:
            is_whole = False
        except StoreError as error:
            looking.wrong(path, error.message.removeprefix(f"{path} "))
            continue
        if not is_whole:
            looking.mend(path, "is damaged; the next sync makes it anew", "removes it", path.unlink)


def _recent(looking: Round) -> None:
    path = looking.places.recent_file
    looking.files += path.exists()
    try:
        stored = read_sealed(path)
        is_whole = stored is None or stored.is_intact
    except ValueError:
        is_whole = False
    except StoreError as error:
        looking.wrong(path, error.message.removeprefix(f"{path} "))
        return
    if not is_whole:
        looking.mend(path, "is damaged; the next `pressmark list` makes it anew", "removes it", path.unlink)


def _folders(root: Path) -> list[Path]:
    """Return `root` and all folders below it, in order."""
    found = [root] if root.is_dir() else []
    for folder in found:
        found.extend(sorted(path for path in folder.iterdir() if path.is_dir()))
    return found


def _previous(looking: Round, folder: Path) -> None:
    """Generations before: one that is damaged would be no help, so the file of today takes its place."""
    places = looking.places
    for path in (*leftovers(folder), *(path for path in entries(folder) if path.suffix == ".new")):
        looking.files += 1
        looking.mend(path, "is left from a program that was killed", "removes it", path.unlink)
    for path in looking.files_in(folder):
        if is_old_form(path):
            _old_form(looking, path)
            continue
        if path.suffix != ".json" or _is_whole(path, is_annotations=folder == places.previous / "annotations"):
            continue
        today = places.folder / path.relative_to(places.previous)
        what = "is a damaged generation before"
        if today.exists():
            looking.mend(path, what, "keeps the file of today twice instead", partial(_renew, path, today))
        else:
            looking.mend(path, what, "removes it", path.unlink)


def _old_form(looking: Round, path: Path) -> None:
    """A file of an older form is kept until its successor is read back: whatever stopped that, the successor is looked at now."""
    today = looking.places.folder / path.relative_to(looking.places.previous).with_suffix("")
    is_annotations = path.parent == looking.places.previous / "annotations"
    if today.exists() and _is_whole(today, is_annotations=is_annotations):
        looking.mend(path, "is the old form of a file that is whole in the new one", "removes it", path.unlink)


def _is_whole(path: Path, *, is_annotations: bool) -> bool:
    try:
        if is_annotations:
            return not parse(read_plain(path), path).is_damaged
        stored = read_sealed(path)
    except (ValueError, OSError):
        return False
    except StoreError:
        return True  # of a newer program
    return stored is None or stored.is_intact


def _renew(path: Path, today: Path) -> None:
    write_durably(path, today.read_bytes())
