"""Folders of feeds: paths of names, `Morning/Science`. A folder is there as long as a feed is in it."""

from collections.abc import Iterable

from reader.model.feed import FOLDER_SEPARATOR
from reader.model.search_text import fold


def in_folder(folder: str, outer: str) -> bool:
    """Whether `folder` is `outer` or one that is nested in it."""
    return folder == outer or folder.startswith(outer + FOLDER_SEPARATOR)


def moved_folder(folder: str, old: str, new: str) -> str:
    """Return the path of `folder`, which is `old` or nested in it, when `old` has become `new` ("": it is dissolved)."""
    if not new:
        new = old.rpartition(FOLDER_SEPARATOR)[0]
    rest = folder[len(old) :].removeprefix(FOLDER_SEPARATOR)
    return FOLDER_SEPARATOR.join(part for part in (new, rest) if part)


class KnownFolders:
    """Folders as they are written: `news/SPORT` is no other folder than `News/Sport`, whichever was there first."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._written: dict[str, str] = {}
        for folder in sorted(set(folders)):
            self.settled(folder)

    def settled(self, folder: str) -> str:
        """Return a folder's path with its names as they are written so far; from then on new names are known as well."""
        found = ""
        for path in paths_to(folder):
            name = path.rpartition(FOLDER_SEPARATOR)[2]
            here = f"{found}{FOLDER_SEPARATOR}{name}" if found else name
            found = self._written.setdefault(fold(here), here)
        return found


def paths_to(folder: str) -> tuple[str, ...]:
    """Return the paths of all folders that `folder` is in, the outermost first, and its own."""
    names = folder.split(FOLDER_SEPARATOR) if folder else []
    return tuple(FOLDER_SEPARATOR.join(names[:count]) for count in range(1, len(names) + 1))
