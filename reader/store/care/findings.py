"""What a check of a library finds, and how it is told: at once, each with what mending would do."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from reader.model.errors import StoreError
from reader.model.values import dataclass
from reader.store.care.archive import Step
from reader.store.conflicts import original_name
from reader.store.places import LibraryPlaces
from reader.store.recovery import Recovered, keep_damaged, stamp_before, write_sealed

MENDS = "; `pressmark doctor --fix` mends it"
"""What the stores say behind the damage they tell of."""
PUT_ASIDE = "puts it aside"
WRITE_ANEW = "writes it anew from what can be read, and keeps the damaged bytes aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with one file."""

    path: Path
    what: str
    remedy: str = ""
    """What `doctor --fix` does about it, as "puts it aside"; "" if it can do nothing."""
    is_mended: bool = False


Tell = Callable[[Finding], None]
"""Takes a finding as soon as it is made."""


class Round:
    """One walk through a library: what was looked at, what was found, and whether it is to be mended."""

    def __init__(self, places: LibraryPlaces, *, fix: bool, tell: Tell, step: Step) -> None:
        self.places = places
        self.fix = fix
        self.files = 0
        """How many files were looked at."""
        self._tell = tell
        self._step = step
        self._done = self._total = 0

    def expect(self, total: int) -> None:
        """Say how many subjects (files, articles) there will be."""
        self._total = total

    def next(self) -> None:
        """Go on to the next subject. Raises CancelledError if the user has given up."""
        self._step(min(self._done, self._total), self._total)
        self._done += 1

    def wrong(self, path: Path, what: str) -> None:
        """Tell of something that cannot be mended from what is here; `what` says what would help."""
        self._tell(Finding(path=path, what=what))

    def mend(self, path: Path, what: str, remedy: str, act: Callable[[], object]) -> None:
        """Tell of something that can be mended, and with `fix` mend it."""
        if not self.fix:
            self._tell(Finding(path=path, what=what, remedy=remedy))
            return
        try:
            act()
        except (StoreError, OSError) as error:
            self._tell(Finding(path=path, what=f"{what}; it could not be mended: {error}"))
        else:
            self._tell(Finding(path=path, what=what, remedy=remedy, is_mended=True))
        self.places.problems.take()  # what the stores say of it while they mend it

    def put_aside(self, path: Path) -> None:
        """Take a damaged file away; its bytes are kept among the damaged copies."""
        keep_damaged(self.places, path)
        path.unlink(missing_ok=True)

    def last_problem(self, default: str = "is damaged") -> str:
        """Return what a store has just told about a file, without the file's name."""
        lines = self.places.problems.take()
        return lines[-1].partition(" ")[2].removesuffix(MENDS) if lines else default

    def files_in(self, folder: Path) -> Iterator[Path]:
        """Give the files of `folder` that are no copies and no leftovers, in order, and count them as looked at."""
        for path in entries(folder):
            if not original_name(path.name) and not path.name.startswith("."):
                self.files += 1
                yield path


def entries(folder: Path) -> list[Path]:
    """Return the files in `folder`, in order; none if it is not there."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return sorted(path for path in folder.iterdir() if path.is_file())
    return []


def write_again(looking: Round, path: Path, stored: Recovered) -> None:
    """Write a sealed file anew with what could be read of it."""
    expected = stamp_before(stored)
    write_sealed(looking.places, path, stored.body, replaces_damaged=stored.is_damaged, expected=expected)
