"""Subscriptions: finding feeds, subscribing to them, and keeping them in order."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.library.listing import View
from reader.library.progress import Work
from reader.library.results import FoundFeed, ImportedFeeds, Subscribed

if TYPE_CHECKING:  # most libraries have no feeds
    from reader.library.subscriptions.meant import MeantFeeds
    from reader.library.subscriptions.subscribing import FeedWishes, Subscribing
    from reader.library.tending_many import ChangedMany
    from reader.model.feed import Feed, FeedSettings


class SubscribingToFeeds(Foundation):
    """What one does with feeds, apart from reading what they bring."""

    def feeds(self) -> "tuple[Feed, ...]":
        """Return every subscription, in the order of folders and names. Raises ConfigError naming file and feed, StoreError.

        Costs a look at one file's time, as long as that stays as it is.
        """
        return self._subscribing.all()

    def feed(self, feed_id: str) -> "Feed":
        """Return one subscription. Raises NotFoundError."""
        return self._subscribing.feed(feed_id)

    def feeds_meant(self, word: str) -> "MeantFeeds":
        """Return the feeds that a word means: an address, an id or its beginning, a name, a folder (sure with `/` behind it), a
        part of a name. Raises NotFoundError if it means none, UsageError if it may mean several.
        """
        from reader.library.subscriptions.meant import feeds_meant

        return feeds_meant(self.feeds(), word)

    def find_feeds(self, target: str, work: Work | None = None) -> tuple[FoundFeed, ...]:
        """Return the feed at an address, or the feeds of the site there, each fetched and read once; the likeliest first.

        Where no scheme is written https is tried, then http. Raises FeedError if there is none, FetchError if the address cannot
        be had, UsageError for one with a login in it and for a file, CancelledError.
        """
        from reader.feeds.reading_process import FeedReader
        from reader.library.subscriptions.discovering import FeedFinder

        with FeedReader() as reader:
            reader.warm()  # it gets ready while the page is fetched
            return FeedFinder(self.config, reader.read, self._subscribing.known(), work or Work()).find(target)

    def subscribe(
        self,
        target: str | FoundFeed,
        *,
        folder: str = "",
        name: str = "",
        settings: "FeedSettings | None" = None,
        work: Work | None = None,
    ) -> Subscribed:
        """Subscribe to a feed; can be undone. What is subscribed to already stays as it is and is said to be known.

        `target` is one of what `find_feeds` has found, which is not fetched again, or an address as that takes it. Raises what
        `find_feeds` does, and UsageError if a site has several feeds: the caller has to choose.
        """
        from reader.library.subscriptions.subscribing import one_of

        found = target if isinstance(target, FoundFeed) else one_of(self.find_feeds(target, work), target)
        return self.subscribe_all((found,), folder=folder, name=name, settings=settings)[0]

    def subscribe_all(
        self,
        found: Sequence[FoundFeed],
        *,
        folder: str = "",
        name: str = "",
        settings: "FeedSettings | None" = None,
    ) -> tuple[Subscribed, ...]:
        """Subscribe to several of what `find_feeds` has found, in one step that can be undone; a name is for one alone."""
        from reader.library.subscriptions.subscribing import NewFeed, addition_label
        from reader.model.feed import FeedSettings

        settings = settings or FeedSettings()
        new = [NewFeed(found=one, name=name, folder=folder, settings=settings) for one in found]
        step = self._history.begin_step()
        with self._changing():
            made = self._subscribing.add(new, step=step)
        if fresh := [one.feed for one in made if one.is_new]:
            self._giving_up.show_again(fresh, addition_label(fresh), step, Work())
        return made

    def change_feed(
        self,
        feed_id: str,
        *,
        name: str | None = None,
        folder: str | None = None,
        is_paused: bool | None = None,
        settings: "FeedSettings | None" = None,
        url: str | None = None,
    ) -> "Feed":
        """Change what is given of a subscription (of `settings` all of them); can be undone.

        "" for a name gives it back its own title, for a folder takes it out of the one it is in. With another address it is asked
        there from now on, and keeps its id.

        Raises NotFoundError, and UsageError for an address that another feed has.
        """
        from dataclasses import asdict

        from reader.library.subscriptions.subscribing import FeedWishes

        wanted = asdict(settings) if settings is not None else {}
        wishes = FeedWishes(name=name, folder=folder, is_paused=is_paused, settings=wanted, url=url)
        return self.change_feeds((feed_id,), wishes)[0]

    def change_feeds(self, feed_ids: Sequence[str], wishes: "FeedWishes") -> "tuple[Feed, ...]":
        """Change several subscriptions alike, in one step that can be undone. Raises as `change_feed` does, nothing changed."""
        with self._changing():
            return self._subscribing.change(feed_ids, wishes)

    def pause_feeds(self, feed_ids: Sequence[str], is_paused: bool) -> "tuple[Feed, ...]":
        """Ask feeds no more, or again from now on; can be undone in one step. Raises NotFoundError."""
        from reader.library.subscriptions.subscribing import FeedWishes

        return self.change_feeds(feed_ids, FeedWishes(is_paused=is_paused))

    def rename_folder(self, old: str, new: str) -> "tuple[Feed, ...]":
        """Give a folder another name or place, with all that is in it; can be undone. Returns the feeds that have moved.

        One that is there takes them in; "" dissolves the folder into the one that it is in. Raises NotFoundError.
        """
        with self._changing():
            return self._subscribing.rename_folder(old, new)

    def unsubscribe(self, feed_ids: Sequence[str], *, work: Work | None = None) -> "tuple[Feed, ...]":
        """Give feeds up, in one step that can be undone; return them. Raises NotFoundError, CancelledError, nothing changed.

        The news that came by them alone leaves the lists, unless the reader has touched it: some 3 ms an article. If `work` is
        given up, what is left of it stays in them.
        """
        from reader.library.subscriptions.subscribing import removal_label

        work = work or Work()
        feed_ids = tuple(dict.fromkeys(feed_ids))
        for feed_id in feed_ids:
            self._subscribing.feed(feed_id)
        left = self._giving_up.untouched(feed_ids, work)
        step = self._history.begin_step()
        with self._changing():
            gone = self._subscribing.remove(feed_ids, step=step)
            self._giving_up.give_up(gone)
        self._giving_up.hide(left, removal_label(gone), step, work)
        return gone

    def import_feeds(self, opml: bytes, *, folder: str = "", is_dry_run: bool = False) -> ImportedFeeds:
        """Subscribe to the feeds of an OPML file, in its folders (all of them in `folder`, if one is given); undone in one step.

        Nothing is fetched. What cannot be subscribed to is told, and holds up nothing else. Nobody has typed these addresses:
        those on a private network are not asked unless their hosts are confirmed. Raises FeedError for what is no list of feeds.
        """
        from reader.library.subscriptions.importing import import_feeds, import_label

        step = None if is_dry_run else self._history.begin_step()
        with self._changing():
            imported = import_feeds(self._subscribing, opml, folder=folder, config=self.config, step=step)
        if step is not None and imported.added:
            self._giving_up.show_again(imported.added, import_label(len(imported.added)), step, Work())
        return imported

    def export_feeds(self, feed_ids: Sequence[str] | None = None) -> str:
        """Return the subscriptions, or those with these ids, with their folders as an OPML document, for other readers."""
        from reader.library.subscriptions.importing import export_feeds

        feeds = self.feeds()
        return export_feeds(feeds if feed_ids is None else [feed for feed in feeds if feed.id in feed_ids])

    def mark_read(self, *views: View, work: Work | None = None) -> "ChangedMany":
        """Mark all that views hold as read, in one step that can be undone. Some 3 ms an article that is unread."""
        from reader.library.news.reading_through import mark_read, where_of

        names = {feed_id: feed.shown_name for feed_id, feed in self._stores.settings.load_or_last().feeds.items()}
        found = [self._searching.listing(view, work) for view in views]
        return mark_read(found, self._tending_many, where_of(views, names), work or Work())

    @cached_property
    def _subscribing(self) -> "Subscribing":
        from reader.library.subscriptions.subscribing import Subscribing

        return Subscribing(self._stores, self._history)
