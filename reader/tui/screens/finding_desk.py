"""Finding: words in the article, or in the headlines of the list; and the door to filters and searches."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.tui.empty_states import key_of
from reader.tui.prompt import Fault, Prompt
from reader.tui.screens.host import Host
from reader.tui.screens.last_row import Found
from reader.tui.shown_list import Spot
from reader.tui.widgets.article_messages import FindMoved
from reader.tui.widgets.finding import fold

if TYPE_CHECKING:  # comes when one of its keys is pressed
    from reader.tui.screens.searching_desk import SearchingDesk


_WORDS = "/"
_PATTERN = "pattern /"


class FindingDesk:
    """The prompt `/`, and what n and N do after."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._words = ""
        """What was looked for in the list."""
        self._history: Sequence[str] = ()
        """What was looked for since the program started, the oldest first."""
        self._prompt: Prompt | None = None
        """The line that is being written for the article."""
        self._searching: SearchingDesk | None = None

    def do_find(self, count: int, argument: str) -> None:
        """Ask for words, or a pattern; they are looked for where the keys go."""
        host = self._host
        if host.is_list_focused or host.opened is None:
            host.ask(Prompt(label=_WORDS, accepted=self._find_in_list, history=self._history))
            return
        article = host.article
        article.finds_patterns = False
        self._prompt = Prompt(
            label=_WORDS,
            changed=article.find_while_typing,
            accepted=self._find_in_article,
            cancelled=self._leave_find,
            check=self._check_pattern,
            toggle=self._toggle_pattern,
            history=self._history,
        )
        host.ask(self._prompt)

    def _toggle_pattern(self) -> None:
        """Read the line as a pattern from now on, or as words again."""
        article, prompt = self._host.article, self._prompt
        if prompt is None:
            return
        article.finds_patterns = not article.finds_patterns
        prompt.label = _PATTERN if article.finds_patterns else _WORDS
        prompt.note = ""
        prompt.edited()

    def _find_in_article(self, query: str) -> None:
        self._prompt = None
        self._remember(query)
        self._host.article.find(query)

    def _leave_find(self) -> None:
        self._prompt = None
        self._host.article.end_find()

    def _check_pattern(self, written: str) -> Fault | None:
        """Say what is wrong with a pattern, and where."""
        if not self._host.article.finds_patterns or not written.strip():
            return None
        from reader.tui.pattern_search import PatternFault, read_pattern

        read = read_pattern(written, fold)
        if not isinstance(read, PatternFault):
            return None
        if self._prompt is not None:
            self._prompt.note = ""  # it says the same
        return Fault(f"No pattern: {read.message}.", min(read.at, len(written) - 1), 1)

    def _remember(self, query: str) -> None:
        """Keep what was looked for, the last one last, each once."""
        if query.strip():
            self._history = [*(one for one in self._history if one != query), query]

    def moved(self, message: FindMoved) -> None:
        """Say what is found: beside the line while it is being written, else in the last row."""
        prompt, host = self._prompt, self._host
        if prompt is not None:
            found = Found(message.index, message.count, message.query)
            prompt.note = message.problem or (found.label if found.total else "not found") if message.query else ""
            host.refresh_prompt()
        elif message.query and message.problem:
            host.tell(f"“{message.query}” was not found: {message.problem}.")
        elif message.query and not message.count:
            host.tell(f"“{message.query}” is not in this article.")

    def _find_in_list(self, words: str) -> None:
        self._words = words
        self._remember(words)
        if words.strip():
            self._go(1)

    def _go(self, step: int) -> None:
        host, words, cursor = self._host, self._words, self._host.library.cursor

        def found(spot: Spot | None) -> None:
            if spot is not None:
                host.library.place_cursor(spot.place)
            else:
                key = key_of(host.keymap, "search_library")
                host.tell(f"No headline here has “{words}”.", f"{key} looks through the texts of the whole library.")

        host.session.lists.ask(lambda shown: shown.find(words, cursor, step), found)

    def do_find_next(self, count: int, argument: str) -> bool:
        """Go to the next article found."""
        return self._step(1)

    def do_find_previous(self, count: int, argument: str) -> bool:
        """Go to the previous article found."""
        return self._step(-1)

    def _step(self, step: int) -> bool:
        host = self._host
        if not host.is_list_focused:
            return False
        if not self._words:
            host.tell("Nothing was looked for yet.", "/ finds.")
        else:
            self._go(step)
        return True

    # -- filters and searches ---------------------------------------------------------------------------------------
    @property
    def searching(self) -> "SearchingDesk":
        """The prompts for queries, and the saved searches."""
        if self._searching is None:
            from reader.tui.screens.searching_desk import SearchingDesk

            self._searching = SearchingDesk(self._host)
        return self._searching

    @property
    def begun_searching(self) -> "SearchingDesk | None":
        """The same, if any of its keys was pressed yet."""
        return self._searching

    @property
    def is_search_listed(self) -> bool:
        """Whether the list shows what a search of the whole library found."""
        return self._searching is not None and self._searching.is_on

    def leave_search(self) -> bool:
        """Go back to where one was before a search of the whole library; return whether there was one."""
        return self._searching is not None and self._searching.leave()

    def do_filter(self, count: int, argument: str) -> None:
        """Ask for a query; the list shows only what it finds, as it is typed."""
        self.searching.filter()

    def do_search_library(self, count: int, argument: str) -> None:
        """Ask for a query; what it finds in the whole library is listed, the best first."""
        self.searching.search_library()

    def do_save_search(self, count: int, argument: str) -> None:
        """Ask for a name for what the list shows now."""
        self.searching.save_search()

    def do_edit_search(self, count: int, argument: str) -> None:
        """Ask for another query for the saved search that is listed."""
        self.searching.edit_search()

    def do_rename_search(self, count: int, argument: str) -> None:
        """Ask for another name for the saved search that is listed."""
        self.searching.rename_search()

    def do_delete_search(self, count: int, argument: str) -> None:
        """Forget the saved search that is listed."""
        self.searching.delete_search()

    def do_query_help(self, count: int, argument: str) -> None:
        """Show what a query can ask."""
        self.searching.query_help()
