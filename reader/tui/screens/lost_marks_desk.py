"""Lost and doubtful marks on the screen: the tray, and what becomes of what is wanted of a mark there. Comes with its key."""

from collections.abc import Callable, Sequence
from functools import partial

from reader.library.reattaching import TroubledMark
from reader.model.dates import utc_now
from reader.tui.screens.host import Host
from reader.tui.screens.lost_marks_sheet import Change, LostMarksSheet, Use, Wanted


class LostMarksDesk:
    """Shows the tray."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._sheet: LostMarksSheet | None = None

    def show(self) -> None:
        """Show the marks in doubt of the open article; from the list, of the whole library."""
        host = self._host
        opened = None if host.opened is None or host.is_list_focused else host.opened
        article_id = opened.kept.record.id if opened is not None else ""
        version_id = opened.kept.version_id if opened is not None and host.is_old_version else ""
        self._look(article_id, version_id, host.hold_keys().until(partial(self._open, article_id, version_id)))

    def _look(self, article_id: str, version_id: str, then: Callable[[tuple[TroubledMark, ...]], object]) -> None:
        self._host.session.mending.look(article_id, version_id, then)

    def _open(self, article_id: str, version_id: str, marks: tuple[TroubledMark, ...]) -> None:
        host = self._host
        change = partial(self._change, article_id, version_id)
        self._sheet = LostMarksSheet(host.keymap, marks, host.meanings, utc_now(), change, here=article_id)
        host.show_sheet(self._sheet, self._take)

    def _change(self, article_id: str, version_id: str, change: Change, marks: Sequence[TroubledMark]) -> None:
        """Do something to marks, and show what is left."""
        session = self._host.session
        targets = [(mark.record.id, mark.placed.annotation.id) for mark in marks]
        match change:
            case Change.RIGHT:
                session.mending.confirm(targets, version_id)
            case Change.NOTE:
                session.mending.keep_as_notes(targets)
            case Change.DELETE:
                session.mending.remove(targets)
            case Change.UNDO:
                self._host.perform("undo")
            case Change.REDO:
                self._host.perform("redo")
        self._look(article_id, version_id, self._show_again)

    def _show_again(self, marks: tuple[TroubledMark, ...]) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.show(marks)

    # -- what leaves the tray ---------------------------------------------------------------------------------------
    def _take(self, wanted: Wanted) -> None:
        host, article_id = self._host, wanted.mark.record.id
        if host.opened is not None and host.opened.kept.record.id == article_id:
            self._use(wanted)
        else:
            host.open(article_id, then=partial(self._use, wanted))

    def _use(self, wanted: Wanted) -> None:
        host, annotation = self._host, wanted.mark.placed.annotation
        article_id = annotation.article_id
        host.go_to(host.article)
        match wanted.use:
            case Use.GO_THERE:
                host.article.go_to_annotation(annotation.id)
            case Use.OLD_VERSION:
                start = annotation.selectors.start if annotation.selectors is not None else 0
                host.read_version_at(article_id, annotation.version_id, start)
            case Use.ATTACH:
                host.begin_attaching(article_id, annotation.id, annotation.quote)
                opened = host.opened
                version_id = opened.kept.version_id if opened is not None else ""
                near = partial(self._go_near, article_id)
                host.session.mending.place_near((article_id, annotation.id), version_id, near)

    def _go_near(self, article_id: str, offset: int) -> None:
        """Begin where the lost passage would stand."""
        host = self._host
        if host.opened is not None and host.opened.kept.record.id == article_id:
            host.article.jump_to(offset)
