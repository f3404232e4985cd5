"""Keeping up with others, keeping safe, and handing out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.library.progress import Work
from reader.library.results import Exported
from reader.store.changes import Note

if TYPE_CHECKING:  # what only a watch needs, or the doctor
    from reader.library.backing_up import BackedUp, Restored
    from reader.library.doctoring import Examination, Finding
    from reader.library.watching import OnChange, Watch


class Keeping(Foundation):
    """What keeps a library whole."""

    def watch(self, on_change: "OnChange", *, work: Work | None = None) -> "Watch":
        """Tell `on_change` of what others change in the library, until the watch is stopped; called from a thread.

        Own changes are not told: they are in every list when the call that makes them returns. From here on lists are not
        brought up to date before they answer: the watch does that, beginning with all that changed since the library was
        open last, which it reports to `work`.
        """
        from reader.library.index_process import IndexProcess
        from reader.library.watching import Watch

        if self._watch is not None:
            self._watch.stop()
        self._watch = Watch(
            self._stores.places,
            self._indexing,
            sweep=self._sweep_folders,
            start_process=lambda with_sweep: IndexProcess(self.folder, self.folders.state, with_sweep=with_sweep),
            on_change=on_change,
            work=work or Work(),
        )
        self._watch.start()
        return self._watch

    def catch_up(self, work: Work | None = None) -> None:
        """Bring the index up to date with every file, whoever changed it. Looks at the names of all files.

        Raises CancelledError, StoreError.
        """
        self._indexing.catch_up(work)

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

        with self._changing():
            restored = take_back(
                self._stores, source, bring_back=bring_back, is_dry_run=is_dry_run, work=work or Work()
            )
            if restored.files and not is_dry_run:
                self.sweep()  # settings that differ were left beside the library's own
                self.catch_up(work)
            return restored

    def export(self, article_id: str, form: str, *, full: bool = False, version_id: str = "") -> Exported:
        """Return the article's notes (or, with `full`, its text with the notes in it) in a format of the registry.

        They are placed in the version named, in the current one if none is.
        """
        from reader.library.exporting import export_notes

        return export_notes(self._opening.open(article_id, version_id), form, self.colour_meanings(), is_full=full)

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

    def check(
        self,
        *,
        fix: bool = False,
        on_finding: "Callable[[Finding], None]" = lambda finding: None,
        work: Work | None = None,
    ) -> "Examination":
        """Look at every file of the library; with `fix`, mend what can be mended. Findings are told as they are made too.

        Raises CancelledError.
        """
        from reader.library.doctoring import examine

        with self._changing():
            return examine(
                self._stores,
                self._indexing,
                self.folders,
                fix=fix,
                sweep=self.sweep,
                parse=self._searching.parse,
                on_finding=on_finding,
                work=work or Work(),
            )

    def sweep(self) -> int:
        """Merge the conflict copies that synchronising programs left; return how many there were.

        Reads the names of all files: for the background, once after opening. What cannot be merged is told in `problems`.
        """
        with self._changing():
            return self._stores.sweep()

    def _sweep_folders(self, folders: frozenset[Path] | None) -> tuple[Note, ...]:
        """Merge the copies in those of `folders` that hold many articles' files, or everywhere; return what that changed."""
        with self._turn:
            self._stores.sweep(folders)
            return self._indexing.flush()

    def problems(self) -> tuple[str, ...]:
        """Return what the store had to mend since it was last asked, a line each; the faces show it."""
        return self._stores.annotations.take_problems()
