"""Finding feeds and subscribing to them, and lists of feeds in and out. Comes with the first of its keys."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from reader.library.listing import ViewKind
from reader.library.progress import Progress
from reader.library.results import FoundFeed, ImportedFeeds, Subscribed
from reader.library.step_words import title_words
from reader.model.errors import ReaderError
from reader.model.feed import Feed
from reader.tui.empty_states import undo_hint
from reader.tui.feed_form import fields_of, folder_of, settings_of, values_of
from reader.tui.feed_words import Subscriptions, counted_feeds
from reader.tui.line_edit import LineEdit
from reader.tui.lines import told
from reader.tui.prompt import Prompt
from reader.tui.screens.adding_desk import describe
from reader.tui.screens.feed_form_sheet import FeedFormSheet
from reader.tui.screens.host import Host
from reader.tui.screens.sync_desk import SyncDesk

OPML_NAME = "pressmark-feeds.opml"


class SubscribingDesk:
    """Asks for addresses and paths, and tells what came of them."""

    def __init__(
        self,
        host: Host,
        sync: SyncDesk,
        *,
        edit: Callable[[Feed, Subscriptions], object],
        changed: Callable[[], object],
    ) -> None:
        """`edit` asks for the settings of a feed that is subscribed to; `changed` is called when feeds have come."""
        self._host = host
        self._sync = sync
        self._edit = edit
        self._changed = changed
        self._known = Subscriptions()

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
            host.tell(f"{title_words(there.shown_name)} is subscribed to already.")
            self._edit(there, known)
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
            host.tell(f"Subscribed to {title_words(subscribed.feed.shown_name)}.", undo_hint(host.keymap))
            host.reload_list()
            self._changed()
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
        self._changed()
        self._tell_more(imported)
        if imported.added:
            self._sync.start([feed.id for feed in imported.added], is_by_itself=True)

    def _tell_more(self, imported: ImportedFeeds) -> None:
        """Show line by line what could not be taken over: the last row has no room for it, and soon tells of the first news."""
        from reader.tui.screens.imported_sheet import ImportedSheet, has_more_to_tell

        if has_more_to_tell(imported):
            self._host.show_sheet(ImportedSheet(self._host.keymap, imported), lambda answer: None)

    def export(self) -> None:
        """Ask for the path that all feeds are written to."""
        self._ask_export(OPML_NAME)

    def _ask_export(self, name: str) -> None:
        self._host.ask(Prompt(label="export feeds to", line=LineEdit.holding(name), accepted=self._export_to))

    def _export_to(self, name: str) -> None:
        """Write them; where that cannot be, ask again, with what was written."""

        def failed(error: ReaderError) -> None:
            self._ask_export(name)
            self._tell(error)

        path = Path(name.strip() or OPML_NAME).expanduser()
        self._host.session.feeds.export_opml(path, self._exported, failed)

    def _exported(self, path: Path) -> None:
        self._host.tell(f"The feeds are in {path}.")

    def _tell(self, error: ReaderError) -> None:
        self._host.work("")
        self._host.tell(told(error.message, error.hint), is_error=True)
        self._changed()


def imported_words(imported: ImportedFeeds) -> str:
    """Return what an import came to: how many are new, were here, stood twice, are not asked, and were left out."""
    parts = [f"{counted_feeds(len(imported.added))} imported" if imported.added else "No feed is new"]
    if imported.known:
        parts.append(f"{len(imported.known):,} {'was' if len(imported.known) == 1 else 'were'} here already")
    if imported.doubled:
        parts.append(f"{imported.doubled:,} stood there twice")
    if imported.private:
        parts.append(f"{len(imported.private):,} in a private network will not be asked")
    if imported.refused:
        parts.append(f"{len(imported.refused):,} left out")
    if imported.problems:
        parts.append("the list has faults")
    return f"{'; '.join(parts)}."
