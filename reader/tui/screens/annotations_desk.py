"""The lists of annotations: those that stand, with a filter, and those that were deleted. Comes with the first of its keys."""

from collections.abc import Callable

from reader.library.library import Library
from reader.library.results import FoundAnnotation
from reader.library.trash import TrashedAnnotation
from reader.model.dates import utc_now
from reader.model.errors import QueryError, ReaderError
from reader.tui.screens.annotation_list import AnnotationList, AnnotationPage
from reader.tui.screens.host import Host
from reader.tui.screens.query_line import shown_fault
from reader.tui.screens.removed_list import RemovedList

MOST_LISTED = 500
"""Annotations in one list: more than anybody looks through; the filter finds the others."""


class AnnotationsDesk:
    """Asks for annotations and shows them over the screen."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._sheet: AnnotationList | None = None

    def _article_id(self) -> str:
        """Return the article whose annotations are meant; "" for the whole library."""
        host = self._host
        return "" if host.opened is None or host.is_list_focused else host.opened.kept.record.id

    # -- those that stand -------------------------------------------------------------------------------------------
    def show_all(self) -> None:
        """List the annotations of the open article; from the list, those of the whole library."""
        host, article_id = self._host, self._article_id()
        if article_id and host.opened is not None:
            record = host.opened.kept.record
            found = tuple(FoundAnnotation(record, placed) for placed in host.opened.annotations)
            self._open("Marks and notes", AnnotationPage(found, has_more=False), article_id)
        else:
            self._ask("", "", lambda page: self._open("All marks and notes", page, ""))

    def _open(self, title: str, page: AnnotationPage, article_id: str) -> None:
        host = self._host
        sheet = self._sheet = AnnotationList(
            host.keymap, title, page, host.meanings, lambda query: self._filter(query, article_id), here=article_id
        )
        host.show_sheet(sheet, self._go_to)

    def _filter(self, query: str, article_id: str) -> None:
        self._ask(query, article_id, self._show)

    def _show(self, page: AnnotationPage) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.show(page)

    def _refuse(self, error: ReaderError) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.refuse(shown_fault(error).message if isinstance(error, QueryError) else str(error))

    def _ask(self, query: str, article_id: str, then: Callable[[AnnotationPage], object]) -> None:
        def ask(library: Library) -> AnnotationPage:
            if article_id:
                here = [found for found in library.search_annotations(query) if found.record.id == article_id]
                return AnnotationPage(tuple(here), has_more=False)
            found = library.search_annotations(query, limit=MOST_LISTED + 1)
            return AnnotationPage(found[:MOST_LISTED], has_more=len(found) > MOST_LISTED)

        self._host.session.lists.read("annotations", ask, then, self._refuse)

    def _go_to(self, entry: FoundAnnotation) -> None:
        host, annotation_id = self._host, entry.placed.annotation.id
        if host.opened is not None and host.opened.kept.record.id == entry.record.id:
            host.article.go_to_annotation(annotation_id)
        else:
            host.open(entry.record.id, then=lambda: host.article.go_to_annotation(annotation_id))

    # -- those that were deleted ------------------------------------------------------------------------------------
    def show_removed(self) -> None:
        """List what was deleted of the open article; from the list, of the whole library."""
        host, article_id = self._host, self._article_id()

        def show(removed: tuple[TrashedAnnotation, ...]) -> None:
            title = "Deleted marks and notes" if article_id else "All deleted marks and notes"
            sheet = RemovedList(host.keymap, title, removed, host.meanings, utc_now(), here=article_id)
            host.show_sheet(sheet, self._bring_back)

        host.session.lists.read("removed", lambda library: library.trashed_annotations(article_id), show)

    def _bring_back(self, entry: TrashedAnnotation) -> None:
        self._host.session.marks.restore(entry.annotation.article_id, entry.annotation.id)
