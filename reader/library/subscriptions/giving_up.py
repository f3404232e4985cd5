"""What becomes of the news of a feed that is given up: what nobody has touched leaves the lists, and comes back with the feed.

It is hidden as a rule would hide it: its files stay until their time is over, a search for `is:hidden` finds it, and taking the
step back brings all of it back. What the reader starred, tagged, marked or is reading stays where it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from reader.library.history import HistoryEntry, LongStep, exchange_states
from reader.library.listing import Listing, View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.library.tending_many import BATCH
from reader.model.dates import utc_now
from reader.model.feed import Feed
from reader.model.kept import ListedArticle
from reader.store.care.expiry import is_touched

_ROWS = 500


class GivingUp:
    """Hides and shows the news of feeds. `turn` is held for a batch at a time."""

    def __init__(
        self,
        stores: Stores,
        listing: Callable[[View, Work], Listing],
        turn: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._stores = stores
        self._listing = listing
        self._turn = turn

    def untouched(self, feed_ids: Sequence[str], work: Work, since: datetime | None = None) -> tuple[str, ...]:
        """Return the news that came by these feeds and by no other that is subscribed to, and that the reader left alone.

        Of `since` then, if that is given.
        """
        others = set(self._stores.settings.load().feeds) - set(feed_ids)
        now = utc_now()
        return tuple(
            {
                row.record.id: None
                for feed_id in feed_ids
                for row in _rows(self._listing(View(kind=ViewKind.FEED, name=feed_id), work))
                if (since is None or row.record.added >= since)
                and others.isdisjoint(ref.feed_id for ref in row.record.feeds)
                and not (is_touched(row.record, row.state, now) or row.counts.highlights or row.counts.notes)
            }
        )

    def give_up(self, feeds: Iterable[Feed]) -> None:
        """Note that feeds were given up here, should they come back by themselves."""
        for feed in feeds:
            self._stores.feeds.give_up(feed.id)

    def welcome_back(self, work: Work) -> None:
        """Bring back what is hidden of feeds that were given up here and are subscribed to: no step of this machine's did that,
        and none takes it back.
        """
        store = self._stores.feeds
        known = self._stores.settings.load().feeds
        back = [feed for feed_id, feed in known.items() if store.load(feed_id).is_given_up]
        if back:
            self.show_again(back, "", lambda label, both: None, work)
            if not work.is_cancelled:
                for feed in back:
                    store.save(feed.id, store.health(feed.id))

    def hide(self, article_ids: Sequence[str], label: str, add_to_step: LongStep, work: Work) -> None:
        """Take articles out of the lists, as part of a step; if `work` is given up the others stay."""
        self._set_hidden(article_ids, True, label, add_to_step, work)

    def follow(self, moved: Iterable[HistoryEntry], add_to: Callable[[HistoryEntry], LongStep], work: Work) -> None:
        """Hide what came by feeds that are given up by an undo or a redo, since the step that is taken back or made again.

        What came before it was there before, and is the business of its own operations. The step learns of it: it comes back
        with the feeds.
        """
        for entry in moved:
            if entry.feeds_gone and entry.when is not None:
                known = self._stores.settings.load().feeds
                gone = [
                    feed_id for feed_id in entry.feeds_gone if feed_id not in known
                ]  # else they stayed, or are back
                left = self.untouched(gone, work, entry.when)
                self._set_hidden(left, True, entry.label, add_to(entry), work, is_way_back=entry.is_undone)

    def show_again(self, feeds: Sequence[Feed], label: str, add_to_step: LongStep, work: Work) -> None:
        """Bring back what is hidden of feeds that are subscribed to once more, as part of the step."""
        hidden = {
            row.record.id: None
            for feed in feeds
            if self._stores.places.feed_log(feed.id).exists()  # else nothing ever came by it
            for row in _rows(self._listing(View(kind=ViewKind.ALL, query=f"feed:{feed.id} is:hidden"), work))
        }
        self._set_hidden(tuple(hidden), False, label, add_to_step, work)

    def _set_hidden(
        self,
        article_ids: Sequence[str],
        is_hidden: bool,
        label: str,
        add_to_step: LongStep,
        work: Work,
        *,
        is_way_back: bool = False,
    ) -> None:
        """Hide or show articles; `is_way_back`: that is what undoing the step does, and redoing it the contrary."""
        states = ({"is_hidden": not is_hidden}, {"is_hidden": is_hidden})
        before, after = reversed(states) if is_way_back else states
        for start in range(0, len(article_ids), BATCH):
            if work.is_cancelled:
                return
            work.report(Progress("clearing the lists" if is_hidden else "filling the lists", start, len(article_ids)))
            with self._turn():
                batch = [one for one in article_ids[start : start + BATCH] if self._stores.articles.has(one)]
                # The way back first: it leaves alone what a crash left as it was.
                add_to_step(label, [exchange_states(batch, before, after)])
                for article_id in batch:
                    self._stores.states.change(article_id, is_hidden=is_hidden)


def _rows(found: Listing) -> Iterator[ListedArticle]:
    for start in range(0, len(found), _ROWS):
        yield from found.rows(start, start + _ROWS)
