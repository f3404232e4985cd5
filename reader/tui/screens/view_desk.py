"""Sheets over the text: keys, contents, all annotations."""

from reader.model.annotation import PlacedAnnotation
from reader.model.kept import ArticleRecord
from reader.tui.screens.host import Host


class ViewDesk:
    """What is shown over the text or instead of it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._request = 0

    def do_help(self, count: int, argument: str) -> None:
        """Show all keys."""
        from reader.tui.screens.help import Help

        self._host.show_sheet(Help(self._host.keymap), lambda nothing: None)

    def do_contents(self, count: int, argument: str) -> None:
        """List the headings."""
        from reader.tui.screens.contents import Contents

        opened = self._host.opened
        if opened is not None:
            article = self._host.article
            sheet = Contents(self._host.keymap, opened.kept.article, article.first_offset)
            self._host.show_sheet(sheet, article.jump_to)

    def do_all_annotations(self, count: int, argument: str) -> None:
        """List the annotations of the open article; from the list, those of the whole library."""
        from reader.tui.screens.annotation_list import AnnotationList, ListedAnnotation

        host = self._host
        if host.opened is None or host.is_list_focused:
            self._request = host.session.list_annotations()
            return
        record = host.opened.kept.record
        listed = [
            ListedAnnotation(article_id=record.id, title=record.title, placed=placed)
            for placed in host.opened.annotations
        ]
        sheet = AnnotationList(host.keymap, "Marks and notes", listed, host.meanings, record.id)
        host.show_sheet(sheet, self._go_to)

    def listed(self, request: int, rows: tuple[tuple[ArticleRecord, PlacedAnnotation], ...]) -> None:
        """Show the annotations of the whole library."""
        from reader.tui.screens.annotation_list import AnnotationList, ListedAnnotation

        if request != self._request:
            return
        host = self._host
        listed = [ListedAnnotation(article_id=record.id, title=record.title, placed=placed) for record, placed in rows]
        host.show_sheet(AnnotationList(host.keymap, "All marks and notes", listed, host.meanings), self._go_to)

    def _go_to(self, entry: object) -> None:
        from reader.tui.screens.annotation_list import ListedAnnotation

        assert isinstance(entry, ListedAnnotation)
        opened = self._host.opened
        if opened is not None and opened.kept.record.id == entry.article_id:
            self._host.article.go_to_annotation(entry.placed.annotation.id)
        else:
            self._host.open(entry.article_id, annotation_id=entry.placed.annotation.id)
