"""What the stores wrote, so that the index can follow: which article, and which part of it.

Every writer of a file of the library notes it here after it was written; the library takes the notes after each change and
brings the index up to date with them. Costs a set entry; whoever never asks pays no more.
"""

from pathlib import Path
from threading import Lock
from typing import NamedTuple

from reader.model.identity import is_article_id
from reader.model.kept import Part


class Note(NamedTuple):
    """A part of an article that was written; `article_id` is "" for what belongs to none."""

    article_id: str
    part: Part


class Changes:
    """The notes of one library in one process; every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._notes: dict[Note, None] = {}

    def note(self, article_id: str, part: Part) -> None:
        """Remember that a part of an article was written (or is gone)."""
        with self._lock:
            self._notes[Note(article_id, part)] = None

    def note_path(self, path: Path) -> None:
        """Remember that the file at `path` was written; what no index holds is passed over."""
        try:
            names = path.relative_to(self._folder).parts
        except ValueError:
            return
        if (note := note_of(names)) is not None:
            self.note(*note)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted since it was taken last."""
        return not self._notes

    def take(self) -> tuple[Note, ...]:
        """Return what was noted since the last time, in order, each once, and forget it."""
        with self._lock:
            notes = tuple(self._notes)
            self._notes.clear()
            return notes


def note_of(names: tuple[str, ...]) -> Note | None:
    """Return what the file of that path below the library folder is a part of, None for what no index holds.

    A folder or a file of the article itself counts as the article; copies and parts of files that are being written do not.
    """
    match names:
        case ("library.toml",):
            return Note("", Part.SETTINGS)
        case ("annotations", name):
            return _of(name.removesuffix(".json"), Part.ANNOTATIONS)
        case ("state", name):
            if name.endswith(".position.json"):
                return _of(name.removesuffix(".position.json"), Part.POSITION)
            return _of(name.removesuffix(".json"), Part.STATE)
        case (
            ("articles", article_id)
            | ("articles", article_id, "record.json" | "versions")
            | (
                "articles",
                article_id,
                "versions",
                _,
            )
        ):
            return _of(article_id, Part.ARTICLE)
        case _:
            return None


def _of(article_id: str, part: Part) -> Note | None:
    return Note(article_id, part) if is_article_id(article_id) else None
