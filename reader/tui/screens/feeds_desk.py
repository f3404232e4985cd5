"""The list of feeds and all that is done there; finding and adding feeds, and lists of feeds in and out. Comes with its keys."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from reader.library.listing import View, ViewKind
from reader.library.progress import Progress
from reader.library.results import FoundFeed, ImportedFeeds, Subscribed
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.model.feed import Feed
from reader.tui.empty_states import undo_hint
from reader.tui.feed_form import Field, fields_of, folder_of, settings_of, values_of
from reader.tui.feed_words import Subscriptions, counted_feeds
from reader.tui.line_edit import LineEdit
from reader.tui.lines import told
from reader.tui.prompt import Prompt
from reader.tui.screens.adding_desk import describe
from reader.tui.screens.feed_acts import Target
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.feed_health_sheet import FeedHealthSheet
from reader.tui.screens.host import Host
from reader.tui.screens.subscriptions_sheet import SubscriptionsSheet
from reader.tui.screens.sync_desk import SyncDesk

OPML_NAME = "pressmark-feeds.opml"


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
        sync.when_done = self.look_again

    # -- the list ---------------------------------------------------------------------------------------------------
    def show(self) -> None:
        """Show all feeds."""
        self._host.session.feeds.read(self._open)

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

    def _change(self, feed: Feed, values: Mapping[str, str]) -> None:
        """Change what was written otherwise than it was."""
        before = values_of(feed)
        name, folder, settings = values["name"].strip(), folder_of(values["folder"]), settings_of(values)
        changed = [key for key in values if values[key].strip() != before[key]]
        if not changed:
            return
        if changed == ["name"]:
            done = f"“{feed.shown_name}” is “{name or feed.title or feed.url}” now"
        elif changed == ["folder"]:
            done = _moved_words(feed, folder)
        else:
            done = f"the settings of “{feed.shown_name}” are changed"
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
            done = f"the folder “{folder}” is “{new}” now" if new else f"the feeds of “{folder}” are in no folder now"
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
        what = f"“{target.name}”" if target.feed is not None else f"the {counted_feeds(len(feeds))} of “{target.name}”"
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
            host.tell("How it is doing is told of one feed; go to one of the folder.")
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

    # -- asking a folder --------------------------------------------------------------------------------------------
    def sync_folder(self, folder: str) -> None:
        """Ask the feeds of a folder for news."""

        def sync(known: Subscriptions) -> None:
            self._known = known
            self.sync(Target(folder=folder))

        self._host.session.feeds.read(sync)

    # -- subscribing ------------------------------------------------------------------------------------------------
    def add(self) -> None:
        """Ask for the address of a site or a feed, or the path of a list of feeds."""
        from reader.tui.screens.adding import Adding

        self._host.show_sheet(Adding(self._host.keymap, is_for_feeds=True), lambda addition: self._add(addition.target))

    def _add(self, target: str) -> None:
        from reader.tui.screens.adding import is_list_of_feeds

        if is_list_of_feeds(target):
            self.import_list(target)
        else:
            self.look_for(target)

    def look_for(self, target: str, otherwise: Callable[[], object] | None = None) -> None:
        """Look for feeds at an address, and offer to subscribe; `otherwise` is done if there are none."""
        host = self._host
        host.work("looking for feeds … · esc gives up")

        def found(feeds: tuple[FoundFeed, ...]) -> None:
            host.work("")
            if feeds:
                host.session.feeds.read(partial(self._offer, feeds))
            elif otherwise is not None:
                otherwise()
            else:
                host.tell(
                    "No feed was found there.",
                    "The address of the feed itself, or of another page of the site, may help.",
                )

        def failed(error: ReaderError) -> None:
            if otherwise is not None:
                host.work("")
                otherwise()
            else:
                self._tell(error)

        host.session.feeds.find(target, self._report, found, failed)

    def _report(self, progress: Progress) -> None:
        self._host.work(f"{describe(progress)} · esc gives up")

    def _offer(self, feeds: tuple[FoundFeed, ...], known: Subscriptions) -> None:
        """Let one of several be chosen."""
        from reader.tui.screens.found_feeds_sheet import FoundFeedsSheet

        self._known = known
        if len(feeds) == 1:
            self._describe(feeds[0])
            return
        self._host.show_sheet(FoundFeedsSheet(self._host.keymap, feeds), self._describe)

    def _describe(self, found: FoundFeed) -> None:
        """Ask for name and folder of a feed that is to be subscribed to; of one that is already, for its settings."""
        host, known = self._host, self._known
        there = known.feed(found.feed_id)
        if there is not None:
            host.tell(f"“{there.shown_name}” is subscribed to already.")
            self.edit(Target(there), "name")
            return
        feed = Feed(id=found.feed_id, url=found.url, title=found.title, folder=self._folder_here())
        sheet = FeedFormSheet(
            host.keymap,
            f"Subscribe to {feed.shown_name}",
            fields_of(feed, host.config, known.folders),
            values_of(feed),
            first="folder",
            done="subscribe",
        )
        host.show_sheet(sheet, partial(self._subscribe, found))

    def _folder_here(self) -> str:
        """Return the folder that a new feed is likely meant for: the one that is listed."""
        view = self._host.view
        if view.kind is ViewKind.FEED_FOLDER:
            return view.name
        listed = self._known.feed(view.name) if view.kind is ViewKind.FEED else None
        return listed.folder if listed is not None else ""

    def _subscribe(self, found: FoundFeed, values: Mapping[str, str]) -> None:
        """Subscribe, and ask the feed for its news at once."""
        host = self._host

        def done(subscribed: Subscribed) -> None:
            host.tell(f"Subscribed to “{subscribed.feed.shown_name}”.", undo_hint(host.keymap))
            host.reload_list()
            self.look_again()
            self._sync.start((subscribed.feed.id,), is_forced=True, is_by_itself=True)

        host.session.feeds.subscribe(
            found,
            name=values["name"].strip(),
            folder=folder_of(values["folder"]),
            settings=settings_of(values),
            then=done,
            failed=self._tell,
        )

    def cancel(self) -> bool:
        """Give up on looking for feeds; return whether that was under way."""
        if not self._host.session.feeds.cancel_find():
            return False
        self._host.work("")
        self._host.tell("Given up.")
        return True

    # -- lists of feeds ---------------------------------------------------------------------------------------------
    def ask_import(self) -> None:
        """Ask for the path of a list of feeds."""
        self._host.ask(
            Prompt(label="import feeds from", placeholder="the path of an OPML file", accepted=self._import_named)
        )

    def _import_named(self, path: str) -> None:
        if path.strip():
            self.import_list(path.strip())

    def import_list(self, path: str) -> None:
        """Subscribe to all feeds of an OPML file."""
        host = self._host
        host.work("importing feeds …")
        host.session.feeds.import_opml(Path(path).expanduser(), self._imported, self._tell)

    def _imported(self, imported: ImportedFeeds) -> None:
        host = self._host
        host.work("")
        host.tell(imported_words(imported), undo_hint(host.keymap) if imported.added else "")
        host.reload_list()
        self.look_again()
        if imported.added:
            self._sync.start([feed.id for feed in imported.added], is_by_itself=True)

    def export(self) -> None:
        """Ask for the path that all feeds are written to."""
        host = self._host
        if self._list is not None and self._list.is_current:
            self._list.dismiss(None)
        host.ask(
            Prompt(
                label="export feeds to",
                line=LineEdit.holding(OPML_NAME),
                accepted=lambda path: host.session.feeds.export_opml(
                    Path(path.strip() or OPML_NAME).expanduser(), self._exported, self._tell
                ),
            )
        )

    def _exported(self, path: Path) -> None:
        self._host.tell(f"The feeds are in {path}.")

    def _tell(self, error: ReaderError) -> None:
        self._host.work("")
        self._host.tell(told(error.message, error.hint), is_error=True)
        self.look_again()


def imported_words(imported: ImportedFeeds) -> str:
    """Return what an import came to: how many are new, were here, stood twice, and what was wrong."""
    parts = [f"{counted_feeds(len(imported.added))} imported" if imported.added else "No feed is new"]
    if imported.known:
        parts.append(f"{len(imported.known):,} {'was' if len(imported.known) == 1 else 'were'} here already")
    if imported.doubled:
        parts.append(f"{imported.doubled:,} stood there twice")
    if imported.private:
        parts.append(
            f"{len(imported.private):,} in a private network will not be asked unless their hosts are confirmed"
        )
    wrong = (*imported.refused, *imported.problems)
    if wrong:
        more = f" (and {len(wrong) - 1:,} more like it)" if len(wrong) > 1 else ""
        parts.append(f"{wrong[0].rstrip('.')}{more}")
    return f"{'; '.join(parts)}."


def _moved_words(feed: Feed, folder: str) -> str:
    return f"“{feed.shown_name}” is in {folder} now" if folder else f"“{feed.shown_name}” is in no folder now"
