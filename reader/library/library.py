"""The facade: everything one can do with a library, for the screen, the command line and Python programs alike.

Opening costs nothing and writes nothing: folders are made by the first thing that is kept. All methods block; a screen calls
them from workers. Every method may be called from any thread: calls that change something take turns, and other processes
are kept out by file locks below.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.library.annotating import Annotating
from reader.library.config import Config, load_config
from reader.library.folders import Folders, default_folders
from reader.library.history import History
from reader.library.listing import Listing, View, ViewCounts, ViewKind
from reader.library.opening import Opening
from reader.library.progress import Work
from reader.library.references import article_named, resolve_reference
from reader.library.results import Added, Exported, FoundAnnotation, FoundArticle, OpenArticle, SavedSearch
from reader.library.saved_searches import SavedSearches
from reader.library.searching import count_views, list_view
from reader.library.stores import Stores, open_stores
from reader.library.tending import Tending
from reader.library.watching import OnChange, Watch
from reader.model.annotation import Annotation, Colour, PlacedAnnotation
from reader.model.kept import ArticleRecord, ListedArticle
from reader.model.page import Page, PageOrigin

if TYPE_CHECKING:  # what only the doctor needs, or who asks why a text is what it is
    from datetime import timedelta

    from reader.library.backing_up import BackedUp, Restored
    from reader.library.explaining import Explaining
    from reader.library.site_rules import SiteRules
    from reader.library.trash import Emptied, Trash, TrashContents, TrashedAnnotation
    from reader.model.cleaning import CleanedPart, Cleaning, RuleReport, SiteRule
    from reader.store.check import Examination

__all__ = ["Added", "Exported", "Library", "OpenArticle"]


class Library:
    """A library of articles in a folder."""

    def __init__(self, stores: Stores, *, folders: Folders, config: Config) -> None:
        self._stores = stores
        self.folders = folders
        self.config = config
        self._history = History(stores, lambda: self._explaining)
        self._opening = Opening(stores, config, self.site_rules)
        self._annotating = Annotating(stores, self._history)
        self._tending = Tending(stores, self._history)
        self._searches = SavedSearches(stores, self._history, lambda query: None)
        self._turn = threading.RLock()

    @classmethod
    def open(
        cls, folder: Path | None = None, *, config: Config | None = None, folders: Folders | None = None
    ) -> "Library":
        """Open the library in `folder` (else the data folder) with the user's config. Raises ConfigError, StoreError."""
        folders = folders or default_folders()
        config = config or load_config(folders.config / "config.toml")
        return cls(open_stores((folder or folders.data).expanduser(), folders), folders=folders, config=config)

    @property
    def folder(self) -> Path:
        """The folder that may be carried between machines."""
        return self._stores.places.folder

    # -- lists -------------------------------------------------------------------------------------------------------
    def list(self, view: View | None = None) -> tuple[ListedArticle, ...]:
        """Return the rows of a view (the inbox if none is given), last added first."""
        return list_view(self._stores, view or View())

    def listing(self, view: View | None = None) -> Listing:
        """Return a view (the inbox if none is given) as a list whose rows are read when they are looked at.

        Last added first, what a search found best first; `sort:` in the query overrides. Raises QueryError, and
        NotFoundError for a saved search that is not there.
        """
        chosen = view or View()
        return Listing(chosen, list_view(self._stores, chosen))

    def search(self, query: str, limit: int = 50) -> tuple[FoundArticle, ...]:
        """Return the articles outside the trash that `query` finds, the best first, with the lines that show why.

        Raises QueryError, which points at the place.
        """
        found = self.listing(View(kind=ViewKind.FOUND, query=query))
        return tuple(map(FoundArticle, found.rows(0, limit), found.snippets(0, limit)))

    def search_annotations(self, query: str, limit: int | None = None) -> tuple[FoundAnnotation, ...]:
        """Return the annotations that `query` finds, the article marked last first. Raises QueryError."""
        found = self._annotating.everywhere(query)[:limit]
        return tuple(FoundAnnotation(record, placed) for record, placed in found)

    def list_all(self) -> tuple[ListedArticle, ...]:
        """Return every article outside the trash, last added first."""
        return self.list(View(kind=ViewKind.ALL))

    def counts(self) -> ViewCounts:
        """Count the articles of every view and tag."""
        articles, states = self._stores.articles, self._stores.states
        # A folder without a record is what an interrupted save leaves.
        return count_views(states.load(article_id) for article_id in articles.ids() if articles.has(article_id))

    def listed(self, article_id: str) -> ListedArticle:
        """Return the row of one article. Raises NotFoundError."""
        return ListedArticle(
            record=self._stores.record(article_id),
            state=self._stores.states.load(article_id),
            counts=self._stores.annotations.counts(article_id),
        )

    def resolve(self, reference: str) -> str:
        """Return the id meant by a short prefix, an address, a file that was added, a number of the last list, or `last`.

        Raises NotFoundError.
        """
        return resolve_reference(self._stores, reference)

    def article_named(self, word: str) -> str:
        """Return the id of the article that `word` means beyond doubt, "" if it may as well be a word that is looked for.

        Beyond doubt are `last`, a number of the last list, an address, a file that was added, and eight letters of an id.
        Raises NotFoundError if `last` or an address leads nowhere.
        """
        return article_named(self._stores, word)

    def remember_list(self, article_ids: Sequence[str]) -> None:
        """Keep the ids of a printed list, so that its numbers can be used."""
        self._stores.recent.remember_list(article_ids)

    # -- saved searches ----------------------------------------------------------------------------------------------
    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that have a name, in the reader's order. Raises ConfigError if library.toml is broken."""
        return self._searches.all()

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in the place of what has that name; can be undone. Raises QueryError, UsageError."""
        with self._turn:
            return self._searches.save(name, query)

    def rename_search(self, name: str, new_name: str) -> None:
        """Give a saved search another name; can be undone. Raises NotFoundError, UsageError if the name is taken."""
        with self._turn:
            self._searches.rename(name, new_name)

    def remove_search(self, name: str) -> None:
        """Forget a saved search; can be undone. Raises NotFoundError."""
        with self._turn:
            self._searches.remove(name)

    # -- articles ----------------------------------------------------------------------------------------------------
    def add(self, target: str, *, tags: tuple[str, ...] = (), refresh: bool = False, work: Work | None = None) -> Added:
        """Fetch or read `target` (URL or path), clean and keep it. What is known is not fetched again unless `refresh`.

        Raises FetchError, ExtractError, StoreError; nothing is kept then.
        """
        return self._opening.add(target, found_on=None, tags=tags, refresh=refresh, work=work or Work())

    def add_link(self, url: str, article_id: str, *, work: Work | None = None) -> Added:
        """Keep what a link in the article leads to. As `add`, but for one thing: what the user types may lead anywhere,
        a link may not lead into private networks, unless its article came from there or the host is confirmed.
        """
        record = self._stores.record(article_id)
        found_on = (
            record.source if record.origin is PageOrigin.URL else ""
        )  # what a page says of its address proves nothing
        return self._opening.add(url, found_on=found_on, tags=(), refresh=False, work=work or Work())

    def add_page(self, page: Page, *, tags: tuple[str, ...] = (), work: Work | None = None) -> Added:
        """Clean and keep a page that is already here (standard input)."""
        return self._opening.add_page(page, source="", tags=tags, work=work or Work())

    def add_paste(self, text: str, *, work: Work | None = None) -> Added:
        """Clean and keep a pasted text."""
        return self._opening.add_paste(text, work=work or Work())

    def refresh(self, article_id: str, *, offline: bool = False, work: Work | None = None) -> Added:
        """Fetch a kept article again, or clean its stored page again; a changed text makes a new version."""
        return self._opening.refresh(article_id, offline=offline, work=work or Work())

    def open_article(self, article_id: str, version_id: str = "") -> OpenArticle:
        """Return a kept article with its annotations placed. Reads four small files. Raises NotFoundError, StoreError."""
        return self._opening.open(article_id, version_id)

    def mark_opened(self, article_id: str) -> None:
        """Note that the reader opened an article: it is `last`, and the list offers to continue with it."""
        with self._turn:
            self._tending.mark_opened(article_id)
            self._stores.recent.remember_article(article_id)

    def image_path(self, article_id: str, src: str) -> Path | None:
        """Return the file of a picture that was fetched, or None."""
        return self._stores.articles.image_path(article_id, src)

    def fetch_images(self, article_id: str, *, work: Work | None = None) -> int:
        """Fetch the pictures of an article that are not here yet; return how many came. One that fails is passed over."""
        return self._opening.fetch_images(article_id, work or Work())

    # -- the reader's state ------------------------------------------------------------------------------------------
    def set_read(self, article_id: str, is_read: bool) -> None:
        """Mark read or unread; can be undone."""
        self._set(article_id, "is_read", is_read, "read" if is_read else "unread")

    def set_starred(self, article_id: str, is_starred: bool) -> None:
        """Star or unstar; can be undone."""
        self._set(article_id, "is_starred", is_starred, "star on" if is_starred else "star off")

    def set_archived(self, article_id: str, is_archived: bool) -> None:
        """Archive or bring back; can be undone."""
        self._set(article_id, "is_archived", is_archived, "archived" if is_archived else "back from the archive:")

    def set_trashed(self, article_id: str, is_trashed: bool) -> None:
        """Put into the trash or bring back; can be undone. Nothing is deleted."""
        self._set(article_id, "is_trashed", is_trashed, "trashed" if is_trashed else "back from the trash:")

    def set_tags(self, article_id: str, tags: tuple[str, ...]) -> None:
        """Replace the article's tags; can be undone."""
        with self._turn:
            self._tending.set_tags(article_id, tags)

    def set_mark(self, article_id: str, letter: str, offset: int) -> None:
        """Set a named place."""
        with self._turn:
            self._tending.set_mark(article_id, letter, offset)

    def save_position(self, article_id: str, position: int, furthest: int) -> None:
        """Remember where the reader is; cheap, called often."""
        self._stores.states.save_position(article_id, position, furthest)

    def _set(self, article_id: str, field: str, value: bool, label: str) -> None:
        with self._turn:
            self._tending.set_field(article_id, field, value, label)

    # -- annotations -------------------------------------------------------------------------------------------------
    def annotations(self, article_id: str) -> tuple[PlacedAnnotation, ...]:
        """Return an article's annotations placed in its current version: notes on the article first, then in text
        order, orphans last."""
        return self._annotating.placed(article_id)

    def all_annotations(self, words: str = "") -> tuple[tuple[ArticleRecord, PlacedAnnotation], ...]:
        """Return all annotations that have each of `words` in quote, note or tags, with their articles; the article that
        was marked last comes first."""
        return self._annotating.everywhere(words)

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
        with self._turn:
            return self._annotating.highlight(article_id, start, end, colour=colour, note=note, tags=tags)

    def annotate_quote(
        self, article_id: str, quote: str, *, colour: Colour = Colour.YELLOW, note: str = "", tags: tuple[str, ...] = ()
    ) -> Annotation:
        """Highlight the passage that reads `quote`. Raises AnchorError if it is missing or stands in several places."""
        with self._turn:
            return self._annotating.highlight_quote(article_id, quote, colour=colour, note=note, tags=tags)

    def note_article(self, article_id: str, note: str, tags: tuple[str, ...] = ()) -> Annotation:
        """Write a note on the article as a whole."""
        with self._turn:
            return self._annotating.note_article(article_id, note, tags)

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
        with self._turn:
            return self._annotating.change(
                article_id, annotation_id, colour=colour, note=note, tags=tags, passage=passage
            )

    def remove_annotation(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation; can be undone."""
        with self._turn:
            self._annotating.remove(article_id, annotation_id)

    def undo(self) -> str:
        """Take back the last change; return what it was, in words, or "" if there is nothing to undo."""
        with self._turn:
            return self._history.undo()

    def redo(self) -> str:
        """Make the change again that was taken back last; return what it was, or ""."""
        with self._turn:
            return self._history.redo()

    @cached_property
    def _meanings(self) -> Mapping[Colour, str]:
        from reader.store.settings import load_library_settings

        kept = load_library_settings(self._stores.places).colours
        return {colour: kept.get(colour, self.config.colours.get(colour.value, colour.value)) for colour in Colour}

    def colour_meanings(self) -> Mapping[Colour, str]:
        """Return the user's word for each colour; its own name where the user has none."""
        return self._meanings

    # -- why the text is what it is ---------------------------------------------------------------------------------
    @cached_property
    def _site_rules(self) -> "SiteRules":
        from reader.library.site_rules import FILE_NAME, SiteRules

        return SiteRules(self.folders.config / FILE_NAME)

    @cached_property
    def _explaining(self) -> "Explaining":
        from reader.library.explaining import Explaining

        return Explaining(self._stores, self._history, self._opening, self._site_rules)

    def cleaning(self, article_id: str, version_id: str = "") -> "Cleaning":
        """Return every part of the page an article was made from, with why it stayed or went, in the places of a version.

        Cleans the stored page; about as slow as adding it, without the network. Raises NotFoundError, StoreError, ConfigError,
        and ReaderError if no page was kept.
        """
        return self._explaining.cleaning(article_id, version_id)

    def raw_text(self, article_id: str, version_id: str = "") -> str:
        """Return all the text of the page an article was made from, as it came: with menus and notices. Raises as `cleaning`."""
        return self._explaining.raw_text(article_id, version_id)

    def keep_here(self, article_id: str, part: "CleanedPart") -> "RuleReport":
        """Write the rule that keeps `part` (one of `cleaning`) and its kind on this site, and clean the article anew.

        Can be undone. Raises UsageError if no rule names the part alone, and as `cleaning`; the rules are then what they were.
        """
        with self._turn:
            return self._explaining.keep(article_id, part)

    def drop_here(self, article_id: str, part: "CleanedPart") -> "RuleReport":
        """Write the rule that drops `part` and its kind on this site, as `keep_here` keeps it."""
        with self._turn:
            return self._explaining.drop(article_id, part)

    def forget_rule(self, article_id: str, rule: "SiteRule") -> "RuleReport":
        """Take back a rule and clean the article anew. Can be undone."""
        with self._turn:
            return self._explaining.forget(article_id, rule)

    def site_rules(self) -> "tuple[SiteRule, ...]":
        """Return the reader's rules for sites. Raises ConfigError naming file and place."""
        return self._site_rules.load()

    # -- keeping up with others --------------------------------------------------------------------------------------
    def watch(self, on_change: OnChange, *, work: Work | None = None) -> Watch:
        """Tell `on_change` of what others change in the library, until the watch is stopped; called from a thread.

        Own changes are not told: they are in every list when the call that makes them returns. From here on lists are not
        brought up to date before they answer: the watch does that, beginning with all that changed since the library was
        open last, which it reports to `work`.
        """
        return Watch(on_change)

    def catch_up(self, work: Work | None = None) -> None:
        """Bring the index up to date with every file, whoever changed it. Looks at the names of all files."""

    def close(self) -> None:
        """Stop watching and let go of the index. The library may be used again, which opens it again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the trash ---------------------------------------------------------------------------------------------------
    @cached_property
    def _trash(self) -> "Trash":
        from reader.library.trash import Trash

        return Trash(self._stores, self._history, lambda: self.list(View(kind=ViewKind.TRASH)))

    def trashed_annotations(self, article_id: str = "") -> "tuple[TrashedAnnotation, ...]":
        """Return the annotations removed from an article, or from all, the newest removal first."""
        return self._trash.annotations(article_id)

    def restore_annotation(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back; can be undone. Raises NotFoundError if nothing is kept of it."""
        with self._turn:
            return self._trash.restore_annotation(article_id, annotation_id)

    def trash(self) -> "TrashContents":
        """Return what is in the trash: articles, and annotations of any article."""
        return self._trash.contents()

    def emptying_trash(self, older_than: "timedelta | None" = None) -> "TrashContents":
        """Return what `empty_trash` would take away for good: all that has been in the trash for longer than that."""
        return self._trash.emptying(older_than)

    def empty_trash(self, contents: "TrashContents", *, work: Work | None = None) -> "Emptied":
        """Take away for good what `emptying_trash` has returned and is still in the trash. Cannot be undone."""
        with self._turn:
            return self._trash.empty(contents, work or Work())

    # -- backups -----------------------------------------------------------------------------------------------------
    def backup(self, target: Path, *, work: Work | None = None) -> "BackedUp":
        """Write all that travels into the zip file `target` (in a folder: named by the day), and read it back.

        Raises UsageError for a place in the library, NotFoundError for an empty library, StoreError, CancelledError.
        """
        from reader.library.backing_up import make_backup

        return make_backup(self._stores, target, work or Work())

    def restore(
        self, source: Path, *, bring_back: bool = False, is_dry_run: bool = False, work: Work | None = None
    ) -> "Restored":
        """Merge a backup into the library; what is here stays, and what was deleted here since unless `bring_back`.

        Raises StoreError, with nothing changed, for what is no whole backup.
        """
        from reader.library.backing_up import take_back

        with self._turn:
            restored = take_back(
                self._stores, source, bring_back=bring_back, is_dry_run=is_dry_run, work=work or Work()
            )
            if restored.files and not is_dry_run:
                self.sweep()  # settings that differ were left beside the library's own
                self.catch_up(work)
            return restored

    # -- out, and care -----------------------------------------------------------------------------------------------
    def export(self, article_id: str, form: str, *, full: bool = False) -> Exported:
        """Return the article's notes (or, with `full`, its text with the notes in it) in a format of the registry."""
        from reader.library.exporting import export_notes

        return export_notes(self.open_article(article_id), form, self.colour_meanings(), is_full=full)

    def paths(self) -> dict[str, Path]:
        """Return where things are kept, by what they are."""
        return {
            "library": self.folder,
            "annotations": self._stores.places.annotations,
            "articles": self._stores.places.articles,
            "config": self.folders.config / "config.toml",
            "rules": self._site_rules.path,
            "themes": self.folders.config / "themes",
            "state": self._stores.places.local,
            "log": self.folders.state / "pressmark.log",
            "cache": self.folders.cache,
        }

    def check(self, *, fix: bool = False) -> "Examination":
        """Look at every file of the library; with `fix`, mend what can be mended."""
        from reader.store.check import check_library

        with self._turn:
            return check_library(self._stores.places, fix=fix)

    def sweep(self) -> int:
        """Merge the conflict copies that synchronising programs left; return how many there were.

        Reads the names of all files: for the background, once after opening. What cannot be merged is told in `problems`.
        """
        with self._turn:
            stores = (self._stores.annotations, self._stores.states, self._stores.articles)
            return sum(store.sweep() for store in stores)

    def problems(self) -> tuple[str, ...]:
        """Return what the store had to mend since it was last asked, a line each; the faces show it."""
        return self._stores.annotations.take_problems()
