"""Finding: words in the article or in the list, and the filter that makes the list shorter while one types."""

from reader.tui.prompt import Prompt
from reader.tui.screens.host import Host


class FindingDesk:
    """The prompts `/` and `|`, and what n and N do after."""

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
        if words.strip() and not self._host.library.find(words, 1):
            self._host.tell(f"No headline here has “{words}”.", "| looks through the whole list.")

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
            host.library.find(self._words, step)
        return True

    def do_filter(self, count: int, argument: str) -> None:
        """Ask for words; the list shows only what has them, as they are typed."""
        host = self._host
        view = host.library.view
        prompt = Prompt(
            label="|",
            changed=lambda words: host.list_view(view._replace(query=words.strip())),
            accepted=lambda words: host.list_view(view._replace(query=words.strip())),
            cancelled=lambda: host.list_view(view._replace(query="")),
        )
        prompt.line.insert(view.query)
        host.ask(prompt)
