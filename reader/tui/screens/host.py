"""What the desks of the reading screen may use of it. The desks do the actions of the key map, each for one subject; the screen
holds the state, the panes and the order in which they are asked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from reader.library.config import Config
from reader.library.listing import View
from reader.library.results import Added, OpenArticle
from reader.model.annotation import Colour
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import ThemeFile
from reader.tui.prompt import Prompt, Question
from reader.tui.screens.type_ahead import Hold, TypeAhead
from reader.tui.session import Session
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.library_pane import LibraryPane
from reader.tui.widgets.margin_pane import MarginPane
from reader.tui.widgets.status_line import StatusLine
from reader.tui.window_state import WindowState


class Host(Protocol):
    """The reading screen as its desks see it."""

    session: Session
    keymap: KeyMap
    config: Config
    environ: Mapping[str, str]
    library: LibraryPane
    article: ArticlePane
    margin: MarginPane
    status: StatusLine
    ahead: TypeAhead

    @property
    def app(self) -> App[object]:
        """The app, for what it alone knows of the terminal."""

    @property
    def opened(self) -> OpenArticle | None:
        """The article that is open."""

    @property
    def meanings(self) -> Mapping[Colour, str]:
        """The user's words for the colours."""

    @property
    def window(self) -> WindowState:
        """What is remembered from one run to the next."""

    def remember(self, window: WindowState) -> None:
        """Remember this from now on."""

    @property
    def is_list_focused(self) -> bool:
        """Whether keys go to the library pane."""

    @property
    def is_old_version(self) -> bool:
        """Whether what is shown is not the current version of its article."""

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written that is not saved."""

    def put_in_front(self, row: StatusLine | None) -> None:
        """Let messages stand in the last row of a screen that covers this one; None: in its own again."""

    def tell(self, text: str, hint: str = "", *, is_error: bool = False) -> None:
        """Show a message in the last row."""

    def work(self, text: str) -> None:
        """Show what is being worked at."""

    def ask(self, question: Prompt | Question | None) -> None:
        """Ask in the last row; None ends it."""

    def show_sheet(self, sheet: Screen[Any], then: Callable[[Any], None]) -> None:
        """Show a sheet; `then` gets its answer if there was one."""

    def step_aside(self, do: Callable[[], None]) -> None:
        """Give the terminal to another program while `do` runs."""

    def perform(self, action_id: str) -> None:
        """Do an action by its id, as its key would."""

    def can(self, action_id: str) -> bool:
        """Whether an action means anything where the keys go now, and somebody would do it."""

    def wear(self, theme: ThemeFile) -> None:
        """Take a theme."""

    def list_view(self, view: View, bar_at: str | None = None, line: int | None = None) -> None:
        """List another view, with the bar at an article (at the top: ""), on a line of the screen; else where it is."""

    @property
    def view(self) -> View:
        """The view that was asked for last."""

    @property
    def mode(self) -> Mode:
        """What keys mean now."""

    def saved_query(self, name: str) -> str:
        """Return the query of a saved search, "" if there is none of that name."""

    def refresh_prompt(self) -> None:
        """Draw the line that is being written anew."""

    def reload_list(self) -> None:
        """Ask for the rows of the view anew."""

    def hold_keys(self) -> Hold:
        """Let keys wait for what a thread brings to the screen: they are meant for it."""

    def go_to(self, pane: Widget) -> None:
        """Give a pane the keys."""

    def close_article(self) -> None:
        """Leave the article for the list."""

    def settled(self) -> None:
        """Let the last row follow."""

    def save_ranges(self) -> None:
        """Save at once where marks are to begin and end that were made longer or shorter just now."""

    def say_of_writing(self, state: str) -> None:
        """Say something quietly in the last row, beside where one is."""

    def refreshed(self, added: Added) -> None:
        """Say what fetching an article again brought, and show it if the article is open."""

    def refresh_selected(self, selected: Sequence[int]) -> None:
        """Fetch several articles again, given by their numbers in the index."""

    def tell_time(self) -> None:
        """Count what was read of the open article so far: somebody wants to see it."""

    def bring_up_to_date(self) -> None:
        """Show the current version of the open article, if it has become another one."""

    def show_version(self, opened: OpenArticle) -> None:
        """Show another version of the open article, with what is being read where it stood on the screen."""

    def begin_attaching(self, article_id: str, annotation_id: int, quote: str) -> None:
        """Let the next passage that is marked in the open article be that of a mark."""

    def read_version_at(self, article_id: str, version_id: str, offset: int) -> None:
        """Show a version of an article, at an offset of it."""

    def show_newer_version(self, opened: OpenArticle) -> None:
        """Show the version of the open article that somebody else made the current one."""

    def open(self, article_id: str, *, comes_from: str = "", then: Callable[[], object] | None = None) -> None:
        """Open a kept article; `comes_from` is the one to come back to, `then` is called when it is shown."""
