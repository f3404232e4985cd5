"""A folder of the library as a row, and which of the folders in folders the reader opened. Pure."""

from typing import NamedTuple

from reader.library.listing import NEWS_KINDS, View, ViewKind

FEW_FOLDERS = 12
"""So many folders in a folder are shown without having been asked for."""

NEWS = "news"
"""The name under which all that has to do with news is opened and folded."""

FAILING, PAUSED = "!", "‖"
"""The signs of a feed that should come and does not, and of one that is asked no more."""

BROKEN = -1
"""The number of a saved search that cannot be understood."""

_THOUSAND = 10_000
"""From here on numbers are told in thousands: the column is narrow."""


class FolderFolds(NamedTuple):
    """Which folders the reader opened and which they folded; the others are as is usual."""

    opened: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()

    @classmethod
    def from_text(cls, text: str) -> "FolderFolds":
        """Read what `text` wrote."""
        lines = text.splitlines()
        return cls(
            frozenset(line[1:] for line in lines if line[:1] == "+"),
            frozenset(line[1:] for line in lines if line[:1] == "-"),
        )

    @property
    def text(self) -> str:
        """The same as lines: a folder's name with a plus if it is open, with a minus if it is folded."""
        return "\n".join([f"+{name}" for name in sorted(self.opened)] + [f"-{name}" for name in sorted(self.folded)])

    def with_folder(self, node: str, *, is_open: bool) -> "FolderFolds":
        """Return them with one folder opened or folded."""
        opened, folded = self.opened - {node}, self.folded - {node}
        return FolderFolds(opened | {node}, folded) if is_open else FolderFolds(opened, folded | {node})


USUAL_FOLDS = FolderFolds()


class Folder(NamedTuple):
    """A smart folder: a row that stands for a view."""

    view: View
    name: str
    number: int
    new: int = 0
    """How much of that is neither read nor archived."""
    level: int = 0
    node: str = ""
    """The name under which it is opened and folded; "" if no folders are in it."""
    is_open: bool = False
    is_stop: bool = True
    """Whether its row stands for its view; else for the folders in it alone."""
    state: str = ""
    """Of a feed that does not come: `FAILING` or `PAUSED`."""
    hides: str = ""
    """Of a folder that is folded: the state of a feed in it that should be known all the same."""

    @property
    def sign(self) -> str:
        """▸ or ▾ for a folder with folders in it; the state of a feed."""
        return ("▾" if self.is_open else "▸") if self.node else self.state

    @property
    def number_text(self) -> str:
        """How much is in it, in few letters."""
        return "?" if self.number == BROKEN else short_number(self.number)

    @property
    def new_text(self) -> str:
        """How much is new in it, in few letters."""
        return short_number(self.new)


def short_number(number: int) -> str:
    """Return a number in at most five letters, "" for 0."""
    if not number:
        return ""
    return f"{number:,}" if number < _THOUSAND else f"{number // 1000:,}k"


def is_in_news(view: View) -> bool:
    """Whether a view stands below the river: the front page, a feed, a folder of feeds."""
    return view.kind in NEWS_KINDS and view.kind is not ViewKind.NEWS


def is_within(folder: str, path: str) -> bool:
    """Whether a folder of feeds is the one of that path, or in it."""
    return folder == path or folder.startswith(f"{path}/")
