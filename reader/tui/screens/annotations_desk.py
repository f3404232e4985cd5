"""The lists of annotations: those that stand, with a filter, and those that were deleted. Comes with the first of its keys."""

from reader.library.library import Library
from reader.library.results import FoundAnnotation
from reader.library.trash import TrashedAnnotation
from reader.model.dates import utc_now
from reader.model.errors import QueryError, ReaderError
from reader.tui.bench_filter import BenchFilter, Dimension, Facet
from reader.tui.screens.annotation_list import AnnotationList
from reader.tui.screens.host import Host
from reader.tui.screens.query_line import shown_fault
from reader.tui.screens.removed_list import RemovedList


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
        """List the annotations of the open article."""
        host = self._host
        if host.opened is None:
            return
        record = host.opened.kept.record
        found = tuple(FoundAnnotation(record, placed) for placed in host.opened.annotations)
        sheet = self._sheet = AnnotationList(
            host.keymap,
            "Marks and notes",
            found,
            host.meanings,
            lambda query: self._ask(query, record.id),
            here=record.id,
        )
        host.show_sheet(sheet, self._go_to)

    def _ask(self, query: str, article_id: str) -> None:
        def ask(library: Library) -> tuple[FoundAnnotation, ...]:
            here = BenchFilter(query, (Facet(Dimension.ARTICLE, article_id),))
            rows = library.bench(here.query, order="place").rows()
            return tuple(FoundAnnotation(row.record, row.placed, row.snippet) for row in rows if row is not None)

        self._host.session.lists.read("annotations", ask, self._show, self._refuse)

    def _show(self, found: tuple[FoundAnnotation, ...]) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.show(found)

    def _refuse(self, error: ReaderError) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.refuse(shown_fault(error).message if isinstance(error, QueryError) else str(error))

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

        then = host.hold_keys().until(show)
        host.session.lists.read("removed", lambda library: library.trashed_annotations(article_id), then)

    def _bring_back(self, entry: TrashedAnnotation) -> None:
        self._host.session.marks.restore(entry.annotation.article_id, entry.annotation.id)
