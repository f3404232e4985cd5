"""The facade: everything one can do with a library, for the screen, the command line and Python programs alike.

Opening costs nothing and writes nothing: folders are made by the first thing that is kept. All methods block; a screen calls
them from workers. Every method is safe to call from any thread: calls that write take turns, and other processes are kept
out by file locks below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.listing import View, ViewCounts
from reader.library.progress import Work
from reader.model.annotation import Annotation, Colour, PlacedAnnotation
from reader.model.article import Article
from reader.model.kept import ArticleRecord, KeptArticle, ListedArticle
from reader.model.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArticle:
    """An article opened for reading, with its annotations placed in the version shown, in text order."""

    kept: KeptArticle
    annotations: tuple[PlacedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding did."""

    article_id: str
    title: str
    is_new: bool
    """False if the library had it: nothing was fetched unless a refresh was asked for."""
    is_new_version: bool = False
    notes: tuple[str, ...] = ()
    """What the reader should know: "only the teaser is on the page", "a limit cut the page"."""


class Library:
    """A library of articles in a folder."""

    folder: Path
    folders: Folders
    config: Config

    @classmethod
    def open(
        cls, folder: Path | None = None, *, config: Config | None = None, folders: Folders | None = None
    ) -> "Library":
        """Open the library in `folder` (else the data folder). Raises ConfigError, StoreError."""
        raise NotImplementedError

    # -- lists ------------------------------------------------------------------------------------------------------
    def list(self, view: View = View()) -> tuple[ListedArticle, ...]:
        """Return the rows of a view, newest first."""
        raise NotImplementedError

    def counts(self) -> ViewCounts:
        """Count the articles of every view and tag."""
        raise NotImplementedError

    def listed(self, article_id: str) -> ListedArticle:
        """Return the row of one article. Raises NotFoundError."""
        raise NotImplementedError

    def resolve(self, reference: str) -> str:
        """Return the id meant by a short prefix, an address, a number of the last list, or `last`. Raises NotFoundError."""
        raise NotImplementedError

    def remember_list(self, article_ids: Sequence[str]) -> None:
        """Keep the ids of a printed list, so that its numbers can be used."""
        raise NotImplementedError

    # -- articles ---------------------------------------------------------------------------------------------------
    def add(self, target: str, *, tags: tuple[str, ...] = (), refresh: bool = False, work: Work = Work()) -> Added:
        """Fetch or read `target` (URL or path), clean and keep it. What is known already is not fetched again unless
        `refresh`. Raises FetchError, ExtractError, StoreError; nothing is kept then."""
        raise NotImplementedError

    def add_page(self, page: Page, *, tags: tuple[str, ...] = (), work: Work = Work()) -> Added:
        """Clean and keep a page that is already here (standard input)."""
        raise NotImplementedError

    def add_paste(self, text: str, *, work: Work = Work()) -> Added:
        """Clean and keep a pasted text."""
        raise NotImplementedError

    def refresh(self, article_id: str, *, offline: bool = False, work: Work = Work()) -> Added:
        """Fetch a kept article again, or clean its stored page again; a changed text makes a new version."""
        raise NotImplementedError

    def examine(self, target: str, *, url: str = "", work: Work = Work()) -> Article:
        """Clean `target` and store nothing."""
        raise NotImplementedError

    def open_article(self, article_id: str, version_id: str = "") -> OpenArticle:
        """Return a kept article with its annotations placed. Reads three small files. Raises NotFoundError, StoreError."""
        raise NotImplementedError

    def image_path(self, article_id: str, src: str) -> Path | None:
        """Return the file of a picture that was fetched, or None."""
        raise NotImplementedError

    def fetch_images(self, article_id: str, *, work: Work = Work()) -> int:
        """Fetch the pictures of an article that are not here yet; return how many came. A picture that fails is skipped."""
        raise NotImplementedError

    # -- the reader's state -----------------------------------------------------------------------------------------
    def set_read(self, article_id: str, is_read: bool) -> None:
        """Mark read or unread; can be undone."""
        raise NotImplementedError

    def set_starred(self, article_id: str, is_starred: bool) -> None:
        """Star or unstar; can be undone."""
        raise NotImplementedError

    def set_archived(self, article_id: str, is_archived: bool) -> None:
        """Archive or bring back; can be undone."""
        raise NotImplementedError

    def set_trashed(self, article_id: str, is_trashed: bool) -> None:
        """Put into the trash or bring back; can be undone. Nothing is deleted."""
        raise NotImplementedError

    def set_tags(self, article_id: str, tags: tuple[str, ...]) -> None:
        """Replace the article's tags; can be undone."""
        raise NotImplementedError

    def set_mark(self, article_id: str, letter: str, offset: int) -> None:
        """Set a named place."""
        raise NotImplementedError

    def save_position(self, article_id: str, position: int, furthest: int) -> None:
        """Remember where the reader is; cheap, called often."""
        raise NotImplementedError

    # -- annotations ------------------------------------------------------------------------------------------------
    def annotations(self, article_id: str) -> tuple[PlacedAnnotation, ...]:
        """Return the article's annotations placed in its current version: notes on the article, then in text order, orphans last."""
        raise NotImplementedError

    def annotate(
        self,
        article_id: str,
        start: int,
        end: int,
        *,
        colour: Colour = Colour.YELLOW,
        note: str = "",
        tags: tuple[str, ...] = (),
    ) -> Annotation:
        """Highlight `[start, end)` of the current version. Durable when it returns. Raises AnchorError, StoreError."""
        raise NotImplementedError

    def annotate_quote(
        self, article_id: str, quote: str, *, colour: Colour = Colour.YELLOW, note: str = "", tags: tuple[str, ...] = ()
    ) -> Annotation:
        """Highlight the passage that reads `quote`. Raises AnchorError if it is missing or stands in several places."""
        raise NotImplementedError

    def note_article(self, article_id: str, note: str, tags: tuple[str, ...] = ()) -> Annotation:
        """Write a note on the article as a whole."""
        raise NotImplementedError

    def change_annotation(
        self,
        article_id: str,
        annotation_id: int,
        *,
        colour: Colour | None = None,
        note: str | None = None,
        tags: tuple[str, ...] | None = None,
        passage: tuple[int, int] | None = None,
    ) -> Annotation:
        """Change what is given; `passage` is a new range in the current version. Raises NotFoundError, StoreError."""
        raise NotImplementedError

    def remove_annotation(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation; can be undone."""
        raise NotImplementedError

    def all_annotations(self) -> tuple[tuple[ArticleRecord, PlacedAnnotation], ...]:
        """Return every annotation of the library with its article, newest first."""
        raise NotImplementedError

    def undo(self) -> str:
        """Take back the last change; return what it was, in words, or "" if there is nothing to undo."""
        raise NotImplementedError

    def redo(self) -> str:
        """Make the change again that was taken back last; return what it was, or ""."""
        raise NotImplementedError

    def colour_meanings(self) -> Mapping[Colour, str]:
        """Return the user's word for each colour; its own name where the user has none."""
        raise NotImplementedError

    # -- out, and care ----------------------------------------------------------------------------------------------
    def export(self, article_id: str, form: str, *, full: bool = False) -> str:
        """Return the article's notes (or, with `full`, its text with the notes in it) in a format of `reader.exchange.registry`."""
        raise NotImplementedError

    def problems(self) -> tuple[str, ...]:
        """Return what the store had to mend since it was opened, a line each; the faces show it once."""
        raise NotImplementedError
