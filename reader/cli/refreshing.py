"""`refresh`: kept articles come again, one or many. One that fails holds up no others; each is told on a line as it is done."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from reader.cli.adding import FORCE_HINT
from reader.cli.output import SHOWN_ID_LETTERS, SOME_FAILED, complain, end_progress, print_json, progress_reporter, say
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.results import Added, Refreshed
from reader.library.version_words import carried_words
from reader.model.errors import NotFoundError, ReaderError, UnreadableError, UsageError
from reader.model.page import PageOrigin

COMES_AGAIN = (PageOrigin.URL, PageOrigin.FILE)


def refresh(options: Namespace, library: Library) -> int:
    """Refresh articles; exit code 0, that of the only article's error, or 7 if some of several failed."""
    if options.all == bool(options.ids):
        raise UsageError("refresh wants ids, a query, or --all")
    library.site_rules()  # a mistake in them is told once, not for every article
    telling = _Telling(library, is_json=options.json)
    article_ids = _article_ids(options, library, telling)
    cancel = Event()
    try:
        library.refresh_many(
            article_ids,
            offline=options.offline,
            force=options.force,
            work=Work(progress_reporter(), cancel),
            on_refreshed=telling.tell,
        )
    except KeyboardInterrupt:
        cancel.set()  # nobody waits for what is on its way; what has come stays
        raise
    end_progress()
    return telling.end()


def _article_ids(options: Namespace, library: Library, telling: "_Telling") -> Sequence[str]:
    """Return what is to come again: all that can, or what is named, or what a query finds if nothing is called so."""
    if options.all:
        rows = [row for row in library.list_all() if not row.is_news]  # what feeds bring, their syncs look after
        return [row.record.id for row in rows if options.offline or row.record.origin in COMES_AGAIN]
    found: list[str] = []
    missing: list[NotFoundError] = []
    for reference in options.ids:
        try:
            found.append(library.resolve(reference))
        except NotFoundError as error:
            if kept := _from_file(library, reference):
                found.append(kept)
            else:
                missing.append(error)
    if not found:
        return _found(options.ids, library, missing[0])
    for unknown in missing:
        telling.failed(unknown, "")
    return found


def _from_file(library: Library, reference: str) -> str:
    """Return the article that came from a file which says something else by now, so that its content names no article."""
    from reader.library.references import is_file

    if "://" in reference or not is_file(reference):
        return ""
    source = str(Path(reference).expanduser().resolve())
    rows = (row.record for row in library.list_all() if row.record.origin is PageOrigin.FILE)
    return next((record.id for record in rows if str(Path(record.source).resolve()) == source), "")


def _found(words: Sequence[str], library: Library, unknown: NotFoundError) -> Sequence[str]:
    from reader.cli.asking import asking, asking_work, query_text
    from reader.library.listing import View, ViewKind

    query = query_text(words)
    with asking(query):
        listing = library.listing(View(kind=ViewKind.ALL, query=query), work=asking_work())
    end_progress()
    if not len(listing):
        raise unknown
    return [row.record.id for row in listing.rows()]


class _Telling:
    """Tells of every article, and counts."""

    def __init__(self, library: Library, *, is_json: bool) -> None:
        self._library = library
        self._is_json = is_json
        self._objects: list[dict[str, Any]] = []
        self._errors: list[ReaderError] = []
        self._changed = self._told = 0

    def tell(self, refreshed: Refreshed) -> None:
        """Tell of one article: what is new on stdout, what went wrong on stderr."""
        if refreshed.error is not None:
            self.failed(refreshed.error, refreshed.article_id)
            return
        added = refreshed.added
        if added is None:
            return
        self._told += 1
        self._changed += added.is_new_version
        counts = self._word_counts(added)
        if self._is_json:
            self._objects.append(_added_object(added, counts))
        else:
            end_progress()
            print(f"{added.article_id[:SHOWN_ID_LETTERS]}  {added.title}  ({_outcome(added, counts)})", flush=True)
        if added.kept_back:
            error = UnreadableError(f"{added.title}: {added.kept_back}", FORCE_HINT)
            self._errors.append(error)
            complain(error)
        for note in added.notes:
            if added.is_new_version or note not in _SAID:
                say(f"pressmark: {note}")

    def failed(self, error: ReaderError, article_id: str) -> None:
        """Tell of an article that did not come."""
        self._told += 1
        self._errors.append(error)
        if self._is_json:
            self._objects.append({"id": article_id or None, "error": error.message, "hint": error.hint})
        complain(error)

    def end(self) -> int:
        """Tell of all together if they are many; return the exit code."""
        if self._is_json:
            print_json(self._objects)
        elif self._told > 1:
            failed = f", {len(self._errors):,} failed" if self._errors else ""
            same = self._told - self._changed - len(self._errors)
            say(f"{self._changed:,} changed, {same:,} as before{failed}")
        if not self._errors:
            return 0
        return self._errors[0].exit_code if self._told == 1 else SOME_FAILED

    def _word_counts(self, added: Added) -> tuple[int, int]:
        if not added.is_new_version:
            return 0, 0
        try:
            found = self._library.difference(added.article_id, added.former_version, "-1")
        except ReaderError:
            return 0, 0  # it came all the same
        return found.added_words, found.removed_words


_SAID = ("the page has not changed", "the text has not changed")
"""What stands in the line of the article already."""


def _outcome(added: Added, counts: tuple[int, int]) -> str:
    if added.kept_back:
        return "kept as it was"
    if not added.is_new_version:
        return "unchanged"
    carried = carried_words(added.carried)
    return f"a new version: +{counts[0]:,} −{counts[1]:,} words{f'; marks: {carried}' if carried else ''}"


def _added_object(added: Added, counts: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": added.article_id,
        "title": added.title,
        "new": added.is_new,
        "new_version": added.is_new_version,
        "former_version": added.former_version or None,
        "words_added": counts[0],
        "words_removed": counts[1],
        "marks": added.carried._asdict() if added.carried else None,
        "kept_back": added.kept_back or None,
        "notes": list(added.notes),
    }
