"""Finding: words in the article, or in the headlines of the list."""

from reader.tui.empty_states import key_of
from reader.tui.prompt import Prompt
from reader.tui.screens.host import Host


class FindingDesk:
    """The prompt `/`, and what n and N do after."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._words = ""
        """What was looked for in the list."""

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

        def found(answer: tuple[int, str] | None) -> None:
            if answer is not None:
                host.library.place_cursor(answer[0])
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
