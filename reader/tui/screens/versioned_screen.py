"""Versions of the open article on the screen: another one in place of the one that is read, and an old one as it was.

What stands in the state of an article, where the reader is and the places with a letter, are offsets of its current version.
While an old one is shown they are carried over into it for the eye, and nothing of where the reader is there is kept.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.results import Added, OpenArticle
from reader.model.article import Article
from reader.model.kept import KeptArticle
from reader.tui.keys.actions import Mode
from reader.tui.screens.listing_screen import ListingScreen
from reader.tui.widgets import article_messages as asked

if TYPE_CHECKING:  # a desk that is made by the screen built on this one; and what waits for an article that is read
    from reader.tui.screens.view_desk import ViewDesk
    from reader.tui.timekeeping import Timekeeper


class VersionedScreen(ListingScreen):
    """A screen with an article of which there are versions; `ReadingScreen` builds on it."""

    views: "ViewDesk"
    _newest: Article | None = None
    """The current version of the article of which an old one is shown."""
    _timekeeper: "Timekeeper | None" = None
    """How long the open article is read; None if nobody wants to know, or it is only looked at."""

    @abstractmethod
    def show_opened(self, opened: OpenArticle) -> None:
        """Show an article that was read from disk, or another version of it."""

    @property
    def is_old_version(self) -> bool:
        """Whether what is shown is not the current version of its article."""
        return self.opened is not None and _is_old(self.opened)

    # -- another version --------------------------------------------------------------------------------------------
    def show_version(self, opened: OpenArticle) -> None:
        """Show another version of the open article, with what is being read where it stood on the screen."""
        from reader.tui.reading_place import carried

        before = self.opened
        if before is None or before.kept.record.id != opened.kept.record.id:
            return
        article = self.article
        if not _is_old(opened):
            self._newest = None
        else:
            if not _is_old(before):
                self._save_place()
                self._newest = before.kept.article
            opened = opened._replace(kept=self._with_places(opened.kept))
        here = carried(before.kept.article, opened.kept.article, article.here.start)
        line = article.here_rows().start - article.top
        self.opened = opened
        self.show_opened(opened)
        article.hold(here, line)
        self.pictures.fetch(opened)
        self.settled()

    def _with_places(self, kept: KeptArticle) -> KeptArticle:
        """Return an old version with the named places of the current one where they stand in it."""
        from reader.tui.reading_place import carried

        newest = self._newest
        if newest is None:
            return kept
        marks = {letter: carried(newest, kept.article, offset) for letter, offset in kept.state.marks.items()}
        return replace(kept, state=replace(kept.state, marks=marks, furthest=0))

    def learn_newest(self) -> None:
        """Read the current version of an article of which an old one was opened at the start, for the places it tells of."""
        opened = self.opened
        if opened is None or not self.is_old_version or self._newest is not None:
            return

        def take(newest: OpenArticle) -> None:
            if self.opened is not None and self.opened.kept.record.id == newest.kept.record.id and self.is_old_version:
                self._newest = newest.kept.article
                self.opened = self.opened._replace(kept=self._with_places(self.opened.kept))
                self.article.marks = dict(self.opened.kept.state.marks)

        self.session.lists.read("newest", lambda library: library.open_article(opened.kept.record.id), take)

    def show_newer_version(self, opened: OpenArticle) -> None:
        """Show the version of the open article that somebody else made the current one."""
        if self.take_version(opened):
            done = "This article was brought up to date in another window or on another machine."
            self.tell(done, f"{self._key('changes')} what changed.")
        elif self.is_old_version:
            self.tell(
                "A newer version came, in another window or on another machine.", f"{self._key('versions')} lists them."
            )

    def take_version(self, opened: OpenArticle) -> bool:
        """Show the version that has become the current one, and what was left out of it if that was to be seen.

        While an old one is read it stays, and so does one in which something is being selected or written, as the older one it is
        now. Return whether the new one is shown.
        """
        shown = self.opened
        if shown is None or shown.kept.record.id != opened.kept.record.id:
            return False
        is_another = shown.kept.version_id != opened.kept.version_id
        if is_another and (_is_old(shown) or self._is_busy):
            self._newest = opened.kept.article
            self.session.marks.shown_version = (shown.kept.record.id, shown.kept.version_id)
            self.opened = shown._replace(kept=replace(shown.kept, record=opened.kept.record))
            self.article.tell_versions(self.opened.kept)
            self.settled()
            return False
        has_left_out = bool(self.article.left_out)
        self.show_version(opened)
        if has_left_out:
            self.views.cleaning.show_again()
        return True

    def read_version_at(self, article_id: str, version_id: str, offset: int) -> None:
        """Show a version of an article, at an offset of it."""
        self.views.versions.read_at(article_id, version_id, offset)

    @property
    def _is_busy(self) -> bool:
        """Whether the reader is in the midst of something that another text would take from them."""
        return self.is_writing or self.mode not in (Mode.READING, Mode.LIST, Mode.MARGIN)

    def bring_up_to_date(self) -> None:
        """Show the current version of the open article, if it has become another one."""
        if self.opened is not None:
            record = self.opened.kept.record
            self.session.catch_up(record.id, record.version_id, self.take_version)

    def refreshed(self, added: Added) -> None:
        """Say what fetching an article again brought, and show it if the article is open."""
        self.views.versions.refreshed(added)

    def refresh_selected(self, selected: Sequence[int]) -> None:
        """Fetch several articles again, given by their numbers in the index."""
        self.views.versions.refresh_selected(selected)

    def _key(self, action_id: str) -> str:
        from reader.tui.empty_states import key_of

        return key_of(self.keymap, action_id)

    # -- where the reader is ----------------------------------------------------------------------------------------
    def on_position_changed(self, message: asked.PositionChanged) -> None:
        """Remember where the reader is in the current version."""
        if self.opened is not None and not self.is_old_version:
            self.session.save_position(self.opened.kept.record.id, message.offset, message.furthest)

    def _save_place(self) -> None:
        if self.opened is not None:
            self.save_ranges()
            self.article.end_looks()
            if not self.is_old_version:
                article_id = self.opened.kept.record.id
                self.session.save_position(article_id, self.article.position, self.article.furthest)

    # -- how long the reader is at it -------------------------------------------------------------------------------
    def begin_timing(self, opened: OpenArticle) -> None:
        """Keep the time of the article that is shown, if the reader wants statistics."""
        if not self.config.stats:
            return
        from reader.tui.timekeeping import Timekeeper, idle_seconds

        kept = opened.kept
        idle = idle_seconds(self.article.size.height, self.article.measure, self.config.words_per_minute)
        before = kept.state.furthest / max(1, len(kept.article.text))
        self._timekeeper = Timekeeper(kept.record, self.session.keep_time, before=before, idle=idle)

    def acted(self) -> None:
        """The reader did something: with the text, or elsewhere."""
        keeper = self._timekeeper
        if keeper is not None:
            is_at_it = self.focused is not self.library and not self.article.is_glancing
            if keeper.touch(is_at_it=is_at_it):
                keeper.tell(self._share_read)

    def tell_time(self) -> None:
        """Count what was read of the open article so far: somebody wants to see it."""
        if self._timekeeper is not None:
            self._timekeeper.touch()
            self._timekeeper.tell(self._share_read)

    def end_timing(self) -> None:
        """The article is left."""
        keeper, self._timekeeper = self._timekeeper, None
        if keeper is not None:
            keeper.leave(self._share_read)

    @property
    def _share_read(self) -> float:
        """How far the reader has come, 0 to 1; 0 in an old version, where that says nothing of the current one."""
        if self.opened is None or self.is_old_version:
            return 0.0
        return self.article.furthest / max(1, len(self.opened.kept.article.text))

    def current_offset(self, offset: int) -> int:
        """Return where an offset of the version that is shown stands in the current one."""
        from reader.tui.reading_place import carried

        if self._newest is None or self.opened is None:
            return offset
        return carried(self.opened.kept.article, self._newest, offset)

    def on_versions_requested(self, message: asked.VersionsRequested) -> None:
        """List the versions: the line that tells of them was chosen."""
        self.perform("versions")


def _is_old(opened: OpenArticle) -> bool:
    record = opened.kept.record
    return bool(record.versions) and opened.kept.version_id != record.version_id
