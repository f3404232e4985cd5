"""The reading screen: what is open, what is listed, and what becomes of all that the session answers and the panes ask.

The stage below it places the panes; the desks beside it do the actions of the key map, each for one subject.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from reader.library.library import Library
from reader.library.results import OpenArticle
from reader.model.annotation import Colour
from reader.tui.arrangement import Drawer
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.terminal_pictures import CellPixels
from reader.tui.looks.themes import ThemeFile, to_textual
from reader.tui.messages import (
    ArticleAdded,
    ArticleOpened,
    HistoryMoved,
    LibraryChanged,
    ListLoaded,
    SamplesProgressed,
    WorkAnswered,
    WorkFailed,
    WorkProgressed,
)
from reader.tui.screens.adding_desk import AddingDesk, describe
from reader.tui.screens.article_desk import ArticleDesk
from reader.tui.screens.feed_keys import FeedKeys
from reader.tui.screens.finding_desk import FindingDesk
from reader.tui.screens.keys_desk import KeysDesk
from reader.tui.screens.last_row import NOTHING_FOUND, Found, update_last_row
from reader.tui.screens.list_desk import ListDesk
from reader.tui.screens.looks_desk import LooksDesk
from reader.tui.screens.news_desk import NewsDesk
from reader.tui.screens.notes_desk import NotesDesk
from reader.tui.screens.pictures_desk import PicturesDesk
from reader.tui.screens.type_ahead import Hold
from reader.tui.screens.versioned_screen import VersionedScreen
from reader.tui.screens.view_desk import ViewDesk
from reader.tui.session import Session
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.library_pane import ArticleChosen, FolderChosen
from reader.tui.window_state import WindowState

ONE_GROUND = "-one-ground"
"""The class of the screen under a theme that has one ground for all: see `Stage`."""

BOOKING_SECONDS = 0.3
"""After the first frame, when an article is open from the start: long enough for keys typed at once to go first."""


class Start(NamedTuple):
    """What the screen begins with."""

    opened: OpenArticle | None = None
    """An article that was read from disk already."""
    target: str = ""
    """An address or a path to add and open."""
    message: str = ""
    """Something to be told at once."""
    is_demo: bool = False
    """Whether the samples have to be laid out yet."""
    offers_tour: bool = False
    """Whether the tour is shown if the library turns out to be empty."""
    cell: CellPixels | None = None
    """The size of a cell, if the terminal holds pictures itself."""
    first_frame_shown: Callable[[], None] = lambda: None
    """Called when the screen has been drawn for the first time."""
    list_shown: Callable[[], None] = lambda: None
    """Called when the first list stands on it as well."""
    is_rehearsal: bool = False
    """Whether nobody sees the run: it only draws, and writes nothing."""


class ReadingScreen(VersionedScreen):
    """The one screen that is always there."""

    def __init__(
        self,
        library: Library,
        keymap: KeyMap,
        *,
        start: Start,
        environ: Mapping[str, str],
        theme: ThemeFile,
        window: WindowState,
    ) -> None:
        super().__init__(keymap)
        self.config = library.config
        self.environ = environ
        self.session = Session(library, self.post_message)
        self.opened: OpenArticle | None = start.opened
        self._start = start
        self._open_request = 0
        self._opening: Hold | None = None
        self._first_list: Hold | None = None
        self._unbooked: OpenArticle | None = None
        self._list_shown: Callable[[], None] | None = start.list_shown
        self._trail: list[str] = []
        """Ids of the articles to come back to, after links were followed."""
        self._comes_from = ""
        self._keeps_jumps = False
        """Whether one can jump back from the article that was asked for."""
        self._when_shown: Callable[[], object] | None = None
        self._found = NOTHING_FOUND
        self.lists = ListDesk(self)
        self.finding = FindingDesk(self)
        self.articles = ArticleDesk(self)
        self.feeds = FeedKeys(self, self.articles.browse)
        self.adding = AddingDesk(self, self.feeds)
        self.news = NewsDesk(self, self.lists, self.articles)
        self.views = ViewDesk(self)
        self.notes = NotesDesk(self)
        self.looks = LooksDesk(self, theme, window)
        self.pictures = PicturesDesk(self, start.cell, window.over(self.config).pictures, self.looks.keep)
        self.commands = KeysDesk(self, self.looks)
        self.set_class(theme.has_one_ground, ONE_GROUND)
        of_articles = (self.feeds, self.news, self.articles, self.lists, self.adding, self.finding)
        self._desks = (*of_articles, self.views, self.pictures, self.looks, self.commands, self.notes)
        chosen = window.over(self.config)
        self.article.set_as(environ, chosen)
        self.lists.take_settings(chosen)
        self.article.when_scrolled = self._follow_text

    # -- life -------------------------------------------------------------------------------------------------------
    def on_mount(self) -> None:
        """Show what was asked for; the list comes after the first frame."""
        self.pictures.begin()
        if self.opened is not None:
            self.show_opened(self.opened)
        elif not self._start.is_rehearsal:
            self._first_list = self.ahead.hold(can_give_up=False)
        self.set_focus(self.article if self.opened else self.library, scroll_visible=False)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._start.first_frame_shown()
        if self._start.is_rehearsal:
            self.lists.reload()
            return
        self.begin_list(is_article_awaited=bool(self._start.target))
        if self.opened is not None:
            self._unbooked = self.opened
            self.set_timer(BOOKING_SECONDS, self._book)
        if self.is_old_version:
            self.set_timer(BOOKING_SECONDS, self.learn_newest)
        if self._start.target:
            self.adding.add(self._start.target)
        if self._start.message:
            self.tell(self._start.message)
        if self._start.is_demo:
            self.session.lay_out_samples()
        self.feeds.begin()
        self.tell_problems()

    def _book(self) -> None:
        """Note that the article of the start was opened: writing needs more than reading does, and nobody waits for it."""
        opened, self._unbooked = self._unbooked, None
        if opened is not None:
            self._was_shown(opened)

    def on_unmount(self) -> None:
        """Save the place, and wait for what is still being written."""
        if not self._start.is_rehearsal:
            self._book()
            self.end_timing()
            self._save_place()
        self.pictures.close()
        self.session.close()

    @property
    def is_booked(self) -> bool:
        """Whether it was noted already that the article of the start was opened."""
        return self._unbooked is None

    # -- for the stage and the desks --------------------------------------------------------------------------------
    @property
    def has_article(self) -> bool:
        """Whether an article is open."""
        return self.opened is not None

    @property
    def meanings(self) -> Mapping[Colour, str]:
        """The user's words for the colours."""
        return self.session.meanings

    @property
    def window(self) -> WindowState:
        """What is remembered from one run to the next."""
        return self.looks.window

    def remember(self, window: WindowState) -> None:
        """Remember this from now on."""
        self.looks.remember(window)

    def performers(self) -> Iterable[object]:
        """The pane with the keys, then the article, then the desks, then the screen."""
        if self.is_asking:
            return (self,)
        focused = self.focused
        if self.mode in (Mode.NOTE, Mode.COMPLETING):
            return (self.editor, self)
        if focused is None or focused is self.library:
            return (self.library, *self._desks, self)
        if focused is self.article:
            return (self.article, *self._desks, self)
        return (focused, self.article, *self._desks, self)

    def wear(self, theme: ThemeFile) -> None:
        """Take a theme."""
        if self.app.get_theme(theme.name) is None:
            self.app.register_theme(to_textual(theme))
        self.app.theme = theme.name
        self.set_class(theme.has_one_ground, ONE_GROUND)

    def pasted(self, text: str) -> None:
        """Add what was pasted."""
        self.adding.take_paste(text)

    # -- the list ---------------------------------------------------------------------------------------------------
    def on_list_loaded(self, message: ListLoaded) -> None:
        """Show rows, if they are those that were asked for last."""
        if self.lists.loaded(message):
            if self._start.offers_tour and not message.loaded.counts.all and not message.loaded.is_reading:
                self._start = self._start._replace(offers_tour=False)
                self.commands.do_tour(1, "")
            if self.finding.begun_searching is not None:
                self.finding.begun_searching.counted(message.loaded)
            self.news.list_came()
            self.settled()
            if self._first_list is not None:
                self.call_after_refresh(self._first_list.end)  # for keys typed before there was anything to choose from
            shown, self._list_shown = self._list_shown, None
            if shown is not None:
                self.call_after_refresh(shown)

    def on_folder_chosen(self, message: FolderChosen) -> None:
        """List a folder."""
        self.library.clear_chosen()
        if self.finding.begun_searching is not None:
            self.finding.begun_searching.forget()
        self.list_view(message.view._replace(query=""))

    def on_article_chosen(self, message: ArticleChosen) -> None:
        """Open an article from the list: what was followed before is forgotten."""
        self._trail.clear()
        self.views.forget_bench()
        self.lists.open(message.row)

    def on_history_moved(self, message: HistoryMoved) -> None:
        """Show what was undone or redone."""
        self.views.history.moved(message)
        if message.entries:
            self.reload_list()
            self.views.forget_cleaning()
            self.views.tell_bench()
            self.bring_up_to_date()

    # -- the article ------------------------------------------------------------------------------------------------
    def open(self, article_id: str, *, comes_from: str = "", then: Callable[[], object] | None = None) -> None:
        """Open a kept article; `comes_from` is the one to come back to, `then` is called when it is shown."""
        self._comes_from = comes_from
        self._keeps_jumps = bool(comes_from)
        self._when_shown = then
        self._opening = self.hold_keys()
        self._open_request = self.session.open_article(article_id)

    def on_article_opened(self, message: ArticleOpened) -> None:
        """Show an article, if it is the one that was asked for last."""
        opening = self._opening
        if message.request != self._open_request or opening is None or opening.is_given_up:
            return
        self.end_timing()
        self._save_place()
        if self._comes_from:
            self._trail.append(self._comes_from)
        self.opened = message.opened
        self.drawer = Drawer.NONE
        self.article.nesting = message.nesting
        self.show_opened(message.opened)
        self.settle()
        if not self.is_asking:
            self.set_focus(self.article, scroll_visible=False)
        self._was_shown(message.opened)
        self.call_after_refresh(self.begin_list)
        self.call_after_refresh(opening.end)  # keys typed ahead need its rows

    def show_opened(self, opened: OpenArticle) -> None:
        """Show an article that was read from disk, or another version of it."""
        kept = opened.kept
        self.session.marks.shown_version = (kept.record.id, kept.version_id) if self.is_old_version else ("", "")
        self._found = NOTHING_FOUND
        self.writing_state = ""
        self.pictures.show(opened)
        self.article.source = self.news.source_of(opened.kept.record)
        self.article.show(kept, opened.annotations, kept.state.position, keeps_jumps=self._keeps_jumps)
        self.margin.set_meanings({colour.value: word for colour, word in self.meanings.items()})
        self.margin.show(opened.annotations)
        if self._when_shown is not None:
            go, self._when_shown = self._when_shown, None
            go()
        if self.article.is_laid_out:
            self.margin.follow(self.article.window())

    def _was_shown(self, opened: OpenArticle) -> None:
        article_id = opened.kept.record.id
        if self.article.is_glancing:  # it is only looked at
            self.pictures.fetch(opened)
            return
        self.session.mark_opened(article_id)
        self.begin_timing(opened)
        if self.opened is opened:
            self.lists.put_bar_at(article_id)
        self.pictures.fetch(opened)
        if opened.kept.record.awaits_page:
            self.news.fetch_page(article_id)
        elif self.config.refresh_days and self.session.library.is_stale(opened.kept.record):
            self.call_after_refresh(self.views.refresh_quietly, opened.kept.record)

    def close_article(self) -> None:
        """Leave the article for the list."""
        self.end_timing()
        self._save_place()
        self.pictures.leave()
        self.opened = None
        self.is_text_only = False
        self.drawer = Drawer.NONE
        self._trail.clear()
        self.views.forget_bench()
        self.settle()
        self.set_focus(self.library, scroll_visible=False)
        self.reload_list()

    # -- long work --------------------------------------------------------------------------------------------------
    def on_library_changed(self, message: LibraryChanged) -> None:
        """Let the workbench and the list of feeds show what others changed; the list of articles does so by itself."""
        self.views.tell_bench()
        self.feeds.changed()

    def on_work_progressed(self, message: WorkProgressed) -> None:
        """Show a step."""
        self.adding.progressed(message)

    def on_article_added(self, message: ArticleAdded) -> None:
        """Take an article in."""
        self.adding.added(message)

    def on_work_failed(self, message: WorkFailed) -> None:
        """Say what went wrong."""
        if not message.request:
            self.say_of_writing("")
        is_opening = self._opening is not None and self.ahead.is_held_by(self._opening)
        if message.request == (self._open_request if is_opening else 0):
            self.ahead.drop()
        self.adding.failed(message)
        self.begin_list()

    def on_work_answered(self, message: WorkAnswered) -> None:
        """Hand an answer to whoever asked."""
        message.deliver()

    def on_samples_progressed(self, message: SamplesProgressed) -> None:
        """Show the samples that are there."""
        self.work(describe(message.progress) if message.progress is not None else "")
        self.reload_list()

    # -- what the article pane tells --------------------------------------------------------------------------------
    def on_window_changed(self, message: asked.WindowChanged) -> None:
        """Let the margin and the last row follow the text."""
        self._follow_text()

    def _follow_text(self) -> None:
        if self.opened is not None and self.article.is_laid_out:
            self.margin.follow(self.article.window())
        self.acted()
        self.settled()

    def on_mode_changed(self, message: asked.ModeChanged) -> None:
        """Show the keys of the mode."""
        self.settled()

    def on_find_moved(self, message: asked.FindMoved) -> None:
        """Say which of the places found is shown."""
        self._found = Found(message.index, message.count, message.query, message.wraps)
        if message.count:
            self.status.dismiss(keeps_errors=True)  # of what was done before: which place this is stands there now
        self.finding.moved(message)
        self.settled()

    def on_noticed(self, message: asked.Noticed) -> None:
        """Say what a pane has to say."""
        self.tell(f"{message.text[:1].upper()}{message.text[1:]}.")

    def on_link_requested(self, message: asked.LinkRequested) -> None:
        """Follow a link inside Pressmark, or keep it for later; what Pressmark can't show goes to the browser."""
        if message.is_outside:
            self.articles.browse(message.target)
        else:
            self.adding.follow(message.target, is_kept=message.is_kept)

    def on_setting_chosen(self, message: asked.SettingChosen) -> None:
        """Remember how the reader likes it."""
        self.looks.keep(message.setting, message.value)

    # -- leaving ----------------------------------------------------------------------------------------------------
    def do_leave(self, count: int, argument: str) -> None:
        """Leave the innermost thing that can be left."""
        self.status.dismiss()
        if self.adding.cancel() or self.articles.cancel() or self.news.cancel():
            return
        if self.article.leave_mode() or self.article.close_notes():
            return
        if self.give_up_attaching() or self.views.leave_cleaning() or self.views.leave_old_version():
            return
        if self.is_list_focused and (self.library.clear_chosen() or self.finding.leave_search()):
            return
        if self.drawer is not Drawer.NONE or (self.opened is not None and self.focused is not self.article):
            self.go_to(self.article if self.opened is not None else self.library)
        elif self.views.leave_review():
            return
        elif self.is_text_only:
            self.do_text_only(1, "")
        elif self._trail:
            self._come_back()
        elif self.views.back_to_bench():
            return
        elif self.finding.is_search_listed:
            self.go_to(self.library)
        elif self.view.query:
            self.list_view(self.view._replace(query=""))

    def do_back(self, count: int, argument: str) -> None:
        """Go back: out of the mode, the drawer, the followed link, the article; from the list, out of the program."""
        if self.opened is not None and (
            self.article.leave_mode()
            or self.give_up_attaching()
            or self.views.leave_cleaning()
            or self.views.leave_old_version()
        ):
            return
        if self.drawer is not Drawer.NONE:
            self.go_to(self.article)
        elif self.views.leave_review():
            return
        elif self._trail:
            self._come_back()
        elif self.views.back_to_bench():
            return
        elif self.opened is not None:
            self.close_article()
        elif self.finding.leave_search():
            return
        elif self.view.query:
            self.list_view(self.view._replace(query=""))
        else:
            self.do_quit(1, "")

    def do_jump_back(self, count: int, argument: str) -> None:
        """Come back from a followed link, when there is nowhere left to jump to in the text."""
        if self._trail:
            self._come_back()
        elif not self.views.back_to_bench():
            self.tell("There is no place to jump back to.")

    def _come_back(self) -> None:
        self.open(self._trail.pop())
        self._keeps_jumps = True

    def on_place_requested(self, message: asked.PlaceRequested) -> None:
        """Jump into another article: back along the links that were followed, or forward again."""
        comes_from = self.opened.kept.record.id if self.opened is not None else ""
        if message.article_id in self._trail:
            del self._trail[self._trail.index(message.article_id) :]
            comes_from = ""
        self.open(
            message.article_id,
            comes_from=comes_from,
            then=lambda: self.article.jump_to(message.offset, is_jump=False),
        )
        self._keeps_jumps = True

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program; asks first if a note is not saved."""
        self.when_saved(self.app.exit)

    @property
    def is_reviewing(self) -> bool:
        """Whether marks are walked through."""
        return bool(self.views.review_label)

    def settled(self) -> None:
        """Let the last row follow."""
        # Before the first layout nothing has its rows; that comes back here.
        if self.is_mounted and (self.opened is None or self.article.is_laid_out):
            update_last_row(self, self._found, self.writing_state, self.views.review_label)
