"""The way to the page of statistics, and from there to an article or a site. Comes with its key."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.statistics import Period, Span, period_of
from reader.tui.screens.host import Host
from reader.tui.screens.statistics_screen import Read, StatisticsScreen
from reader.tui.statistics_page import MOST_FINISHED, MOST_LONGEST, Target


class StatisticsDesk:
    """Shows what was read."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def show(self) -> None:
        """Show the week we are in; what is being read belongs to it."""
        self._host.tell_time()
        this_week = period_of(Span.WEEK, datetime.now().astimezone().date())
        self._ask(this_week, self._host.hold_keys().until(self._open))

    def _ask(self, period: Period, then: Callable[[Read], object]) -> None:
        session = self._host.session
        session.after_writes(lambda: session.lists.read("statistics", partial(_read, period), then, is_aside=True))

    def _open(self, read: Read) -> None:
        host = self._host
        screen = StatisticsScreen(host.keymap, read, self._ask, is_kept=host.config.stats)
        host.put_in_front(screen.status)

        def left(target: Target | None) -> None:
            host.put_in_front(None)
            if target is not None:
                self._go(target)
            host.settled()

        host.app.push_screen(screen, left)

    def _go(self, target: Target) -> None:
        host = self._host
        if target.article_id:
            host.open(target.article_id)
            return
        if host.opened is not None:
            host.close_article()
        host.list_view(View(kind=ViewKind.ALL, query=f'site:"{target.site.replace(chr(34), " ")}"'), "")


def _read(period: Period, library: Library) -> Read:
    now = datetime.now().astimezone()
    statistics = library.reading_statistics(period, now)
    shown = (*statistics.articles[:MOST_LONGEST], *statistics.finished[:MOST_FINISHED])
    kept = library.kept_of(tuple(article.article_id for article in shown))
    return Read(statistics, kept, library.first_day_read(), now)
