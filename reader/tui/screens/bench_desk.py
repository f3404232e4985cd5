"""The way into the workbench, from there to a passage in its article, and back to where one was. Comes with its key."""

from collections.abc import Callable
from typing import NamedTuple

from reader.library.bench import BenchOrder, Target
from reader.tui.screens.bench import Bench
from reader.tui.screens.host import Host
from reader.tui.screens.review_desk import ReviewDesk
from reader.tui.widgets.article_messages import SettingChosen

_SCREEN = "workbench"


class _Origin(NamedTuple):
    """Where one was before."""

    article_id: str
    """The article that was open, "" if none was."""


class BenchDesk:
    """Opens the workbench and comes back to it."""

    def __init__(self, host: Host, review: ReviewDesk, last_undone: Callable[[], Target | None]) -> None:
        """`last_undone` says where the last undone or redone change was, or tells why not."""
        self._host = host
        self._review = review
        self._last_undone = last_undone
        self._bench: Bench | None = None
        self._origin = _Origin("")
        self._left_for = ""
        """The article to which one went from the workbench, "" if it was left for good."""

    @property
    def is_shown(self) -> bool:
        """Whether the workbench is on the screen, whatever sheet stands over it."""
        return self._bench is not None and self._bench in self._host.app.screen_stack

    def open(self) -> None:
        """Show the workbench."""
        self._origin = _Origin(self._opened_id)
        self._show()

    def _show(self) -> None:
        host = self._host
        if self._bench is None:
            chosen = host.window.over(host.config)
            order = BenchOrder(chosen.bench_sort, chosen.bench_group)
            self._bench = Bench(host, self, order, has_preview=chosen.bench_preview)
            host.app.install_screen(self._bench, _SCREEN)
        self._left_for = ""
        host.put_in_front(self._bench.status)
        host.app.push_screen(_SCREEN)

    @property
    def _opened_id(self) -> str:
        return self._host.opened.kept.record.id if self._host.opened is not None else ""

    def _hide(self) -> None:
        if self.is_shown:
            self._host.app.pop_screen()
        self._host.put_in_front(None)

    # -- from there -------------------------------------------------------------------------------------------------
    def jump(self, target: Target) -> None:
        """Go to an annotation in its article; the workbench stays until that is there."""
        host, (article_id, annotation_id) = self._host, target

        def arrive() -> None:
            self._hide()
            self._left_for = article_id
            host.go_to(host.article)
            if annotation_id and not host.article.go_to_annotation(annotation_id):
                host.margin.focus_note(annotation_id)

        if self._opened_id == article_id:
            arrive()
        else:
            host.open(article_id, then=arrive)

    def go_to_undone(self) -> None:
        """Go to where the last undone or redone change was."""
        if (target := self._last_undone()) is not None:
            self.jump(target)

    def come_back(self) -> bool:
        """Go back to the workbench, if one came from there to the article that is open; return whether one did."""
        if not self._left_for or self._left_for != self._opened_id:
            return False
        self._return()
        return True

    def _return(self) -> None:
        """Show the workbench as it was, with what was changed meanwhile."""
        self.changed()
        self._show()

    def forget(self) -> None:
        """Something else was opened: there is no way back but the workbench's own key."""
        self._left_for = ""

    def close(self) -> None:
        """Leave for where one was before."""
        host, before = self._host, self._origin.article_id
        self._hide()
        self._left_for = ""
        if before and before != self._opened_id:
            host.open(before)
        elif not before and self._opened_id:
            host.close_article()

    def review(self, targets: tuple[Target, ...]) -> None:
        """Walk through annotations, each in its article; at its end one is here again."""
        bench = self._bench
        if bench is not None:
            self._hide()
            self._review.review_these(targets, bench.title_text, query=bench.filter.query, then=self._return)

    def keep(self, order: BenchOrder, has_preview: bool) -> None:
        """Remember how the reader likes it."""
        for setting, value in (
            ("bench_sort", order.sort if order.sort != "best" else "newest"),
            ("bench_group", order.group),
            ("bench_preview", has_preview),
        ):
            self._host.article.post_message(SettingChosen(setting, value))

    # -- what changes -----------------------------------------------------------------------------------------------
    def annotations_changed(self) -> None:
        """Show in the article below what was changed here."""
        self._host.bring_up_to_date()

    def changed(self) -> None:
        """Take note that annotations may have changed."""
        if self._bench is not None and self._bench.is_mounted:
            self._bench.changed()
