"""Finding: words in the article, or in the headlines of the list; and the door to filters and searches."""

from typing import TYPE_CHECKING

from reader.tui.empty_states import key_of
from reader.tui.prompt import Prompt
from reader.tui.screens.host import Host
from reader.tui.shown_list import Spot

if TYPE_CHECKING:  # comes when one of its keys is pressed
    from reader.tui.screens.searching_desk import SearchingDesk


class FindingDesk:
    """The prompt `/`, and what n and N do after."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._words = ""
        """What was looked for in the list."""
        self._searching: SearchingDesk | None = None

    def do_find(self, count: int, argument: str) -> None:
        """Ask for words; they are looked for where the keys go."""
        host = self._host
        if host.is_list_focused or host.opened is None:
            host.ask(Prompt(label="/", accepted=self._find_in_list))
            return
        article = host.article
        host.ask(
            Prompt(label="/", changed=article.find_while_typing, accepted=article.find, cancelled=article.end_find)
        )

    def _find_in_list(self, words: str) -> None:
        self._words = words
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
