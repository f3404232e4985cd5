"""The list of feeds and all that is done there: names, folders, settings, pauses, the page about one. Comes with its keys."""

from collections.abc import Callable, Mapping
from functools import partial

from reader.library.listing import View, ViewKind
from reader.library.step_words import short_title, title_words
from reader.model.dates import utc_now
from reader.model.feed import Feed
from reader.tui.feed_form import Field, fields_of, folder_of, settings_of, values_of
from reader.tui.feed_words import Subscriptions, counted_feeds
from reader.tui.screens.feed_acts import Target
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.feed_health_sheet import FeedHealthSheet
from reader.tui.screens.host import Host
from reader.tui.screens.subscribing_desk import SubscribingDesk
from reader.tui.screens.subscriptions_sheet import SubscriptionsSheet
from reader.tui.screens.sync_desk import SyncDesk


class FeedsDesk:
    """Does what the sheets about feeds want, and shows in them what came of it."""

    def __init__(self, host: Host, sync: SyncDesk, browse: Callable[[str], object]) -> None:
        """`browse` opens an address in the browser."""
        self._host = host
        self._sync = sync
        self._browse = browse
        self._known = Subscriptions()
        self._list: SubscriptionsSheet | None = None
        self._page: FeedHealthSheet | None = None
        self._is_reading = self._is_outdated = False
        self.subscribing = SubscribingDesk(host, sync, edit=self._edit_known, changed=self.look_again)
        sync.when_done = self.look_again

    # -- the list ---------------------------------------------------------------------------------------------------
    def show(self) -> None:
        """Show all feeds."""
        self._host.session.feeds.read(self._host.hold_keys().until(self._open))

    def _open(self, known: Subscriptions) -> None:
        host = self._host
        self._known = known
        sheet = self._list = SubscriptionsSheet(host.keymap, known, self, utc_now())
        if host.view.kind is ViewKind.FEED:
            sheet.begin_at(host.view.name)
        host.show_sheet(sheet, self._list_articles)

    def _list_articles(self, target: Target) -> None:
        """List what came through a feed, or through all of a folder."""
        host = self._host
        if target.feed is not None:
            view = View(kind=ViewKind.FEED, name=target.feed.id)
        else:
            view = View(kind=ViewKind.FEED_FOLDER, name=target.folder)
        if host.opened is not None:
            host.close_article()
        host.list_view(view, "")
        host.go_to(host.library)

    def _show_again(self, known: Subscriptions) -> None:
        """Show what has become of the feeds in the sheets that stand."""
        self._known = known
        for sheet in self._standing():
            sheet.show(known, utc_now())

    def look_again(self) -> None:
        """Show the feeds as they are now, if a sheet about them stands; while that is being read, once more after it."""
        if not self._standing():
            return
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False

        def came(known: Subscriptions) -> None:
            self._is_reading = False
            self._show_again(known)
            if self._is_outdated:
                self.look_again()

        self._host.session.feeds.read(came)

    def _standing(self) -> list[SubscriptionsSheet | FeedHealthSheet]:
        """Return the sheets that are on the screen, whatever stands over them; one that is left may be mounted for a while."""
        stack = self._host.app.screen_stack
        return [sheet for sheet in (self._list, self._page) if sheet is not None and sheet in stack]

    # -- what the sheets want (`FeedActs`) --------------------------------------------------------------------------
    def edit(self, target: Target, field: str) -> None:
        """Ask for name, folder and settings of a feed; of a folder for its name."""
        host, known = self._host, self._known
        if target.feed is None:
            field_of_folder = Field(id="folder", label="Folder", usual="none: it is dissolved", offers=known.folders)
            values = {"folder": target.folder}
            sheet = FeedFormSheet(host.keymap, f"The folder “{target.name}”", [field_of_folder], values)
            host.show_sheet(sheet, partial(self._rename_folder, target.folder))
            return
        feed = target.feed
        fields = fields_of(feed, host.config, known.folders)
        sheet = FeedFormSheet(host.keymap, feed.shown_name, fields, values_of(feed), first=field)
        host.show_sheet(sheet, partial(self._change, feed))

    def _edit_known(self, feed: Feed, known: Subscriptions) -> None:
        """Ask for the settings of a feed that was to be subscribed to and is already."""
        self._known = known
        self.edit(Target(feed), "name")

    def _change(self, feed: Feed, values: Mapping[str, str]) -> None:
        """Change what was written otherwise than it was."""
        before = values_of(feed)
        name, folder, settings = values["name"].strip(), folder_of(values["folder"]), settings_of(values)
        changed = [key for key in values if values[key].strip() != before[key]]
        if not changed:
            return
        if changed == ["name"]:
            done = f"{title_words(feed.shown_name)} is {title_words(name or feed.title or feed.url)} now"
        elif changed == ["folder"]:
            done = _moved_words(feed, folder)
        else:
            done = f"the settings of {title_words(feed.shown_name)} are changed"
        self._host.session.feeds.change(
            done,
            lambda library: library.change_feed(
                feed.id,
                name=name if "name" in changed else None,
                folder=folder if "folder" in changed else None,
                settings=settings if set(changed) - {"name", "folder"} else None,
            ),
            self._show_again,
        )

    def _rename_folder(self, folder: str, values: Mapping[str, str]) -> None:
        new = folder_of(values["folder"])
        if new != folder:
            old = title_words(folder)
            done = f"the folder {old} is {title_words(new)} now" if new else f"the feeds of {old} are in no folder now"
            self._host.session.feeds.change(
                done, lambda library: library.rename_folder(folder, new), self._renamed(folder, new)
            )

    def _renamed(self, folder: str, new: str) -> Callable[[Subscriptions], None]:
        """Return what shows the feeds again; the list goes on with the folder by its new name."""

        def show(known: Subscriptions) -> None:
            host = self._host
            if host.view.kind is ViewKind.FEED_FOLDER and host.view.name == folder:
                host.list_view(View(kind=ViewKind.FEED_FOLDER, name=new) if new else View(kind=ViewKind.NEWS))
            self._show_again(known)

        return show

    def pause(self, target: Target) -> None:
        """Ask no more, or again; of a folder, all of its feeds alike."""
        feeds = self._feeds(target)
        is_paused = not all(feed.is_paused for feed in feeds)
        self._host.session.feeds.pause(
            [feed for feed in feeds if feed.is_paused is not is_paused], is_paused, self._show_again
        )

    def remove(self, target: Target) -> None:
        """Unsubscribe, in one step that can be undone."""
        feeds = self._feeds(target)
        what = title_words(feeds[0].shown_name)
        if len(feeds) > 1:
            what = f"the {counted_feeds(len(feeds))} of {title_words(target.name)}"
        ids = [feed.id for feed in feeds]

        def show(known: Subscriptions) -> None:
            view = self._host.view
            is_gone = (view.kind is ViewKind.FEED and view.name in ids) or (
                view.kind is ViewKind.FEED_FOLDER and not known.within(view.name)
            )
            if is_gone:
                self._host.list_view(View(kind=ViewKind.NEWS))
            self._show_again(known)

        self._host.session.feeds.change(f"unsubscribed from {what}", lambda library: library.unsubscribe(ids), show)

    def sync(self, target: Target) -> None:
        """Ask for news now."""
        self._sync.start([feed.id for feed in self._feeds(target)], is_forced=True)

    def browse(self, target: Target) -> None:
        """Open the site in the browser."""
        if target.feed is not None:
            self._browse(target.feed.home or target.feed.url)
        else:
            self._host.tell("A folder has no site; go to one of its feeds.")

    def show_health(self, target: Target) -> None:
        """Show how a feed is doing."""
        host = self._host
        if target.feed is None:
            host.tell("A folder has no health of its own; go to one of its feeds.")
            return
        page = self._page = FeedHealthSheet(host.keymap, target.feed, self._known, host.config, self, utc_now())
        host.show_sheet(page, lambda answer: None)

    def step(self, *, is_redo: bool) -> None:
        """Undo the last change, or redo it."""
        host = self._host
        host.perform("redo" if is_redo else "undo")
        host.session.feeds.read(self._show_again)

    def _feeds(self, target: Target) -> tuple[Feed, ...]:
        return (target.feed,) if target.feed is not None else self._known.within(target.folder)

    def add(self) -> None:
        """Subscribe to another one."""
        self.subscribing.add()

    def export(self) -> None:
        """Write all of them into a file; the line that asks for its name stands where the list does."""
        if self._list is not None and self._list.is_current:
            self._list.dismiss(None)
        self.subscribing.export()

    # -- asking a folder --------------------------------------------------------------------------------------------
    def sync_folder(self, folder: str) -> None:
        """Ask the feeds of a folder for news."""

        def sync(known: Subscriptions) -> None:
            self._known = known
            self.sync(Target(folder=folder))

        self._host.session.feeds.read(sync)


def _moved_words(feed: Feed, folder: str) -> str:
    return f"{title_words(feed.shown_name)} is in {short_title(folder) if folder else 'no folder'} now"
