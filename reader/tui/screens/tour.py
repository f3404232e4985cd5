"""The tour: one screen that says what Pressmark is and the first keys. Any key leaves it; two of them begin something.

Shown once, on the first start with an empty library, and whenever it is asked for. Answers with the id of an action.
"""

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.cells import cell_width
from reader.layout.wrap import fold
from reader.tui.keys.key_names import key_label, key_of_event, parse_keys
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import Run, lay_out
from reader.tui.looks.inks import Inks
from reader.tui.screens.leaving_screen import LeavingScreen
from reader.tui.screens.type_ahead import pass_on

WIDTH = 66
EDGE = 3
KEY_GAP = 3
SAMPLES_KEY = "s"

_FIRST_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("add",), "adds an article by its address, file or text, or the feed of a site"),
    (("page_down", "next_sentence"), "reads on, by pages and by sentences"),
    (("highlight", "annotate"), "marks the sentence at the bar; writes a note beside it"),
    (("find", "search_library"), "finds words here, and in the whole library"),
    (("open_article", "back"), "opens what is under the bar; goes back to the list"),
    (("undo",), "takes back whatever you did last"),
    (("help", "palette"), "shows all keys; all commands by their names"),
)
"""The actions that are enough for a first hour, and what they do in one breath."""

WHAT = "A news reader in whose margin you write."
WHERE = "What you keep, mark and write stays on this machine, in plain files, and can be read without a network."


class _Offer(NamedTuple):
    """Something to begin with."""

    key: str
    words: str
    answer: str


class Tour(LeavingScreen[str]):
    """What one sees at the very first."""

    DEFAULT_CSS = "Tour { background: $ground; }"

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__()
        add = keymap.keys("add")
        self._answers = {parse_keys(key)[0]: "add" for key in (*add, "enter")}
        self._answers[SAMPLES_KEY] = "lay_out_samples"
        self._answers |= {parse_keys(key)[0]: "quit" for key in keymap.keys("quit")}
        offers = (
            _Offer(key_label(add[0]) if add else "enter", "add an article", "add"),
            _Offer(SAMPLES_KEY, "lay out the samples", "lay_out_samples"),
            _Offer("any other key", "begin", ""),
        )
        self._body = _TourBody(keymap, offers)

    def compose(self) -> ComposeResult:
        """One widget draws it all."""
        yield self._body

    def on_key(self, event: events.Key) -> None:
        """Leave, with what the key begins."""
        if pass_on(self, event):
            return
        event.stop()
        event.prevent_default()
        self.leave(self._answers.get(key_of_event(event.key, event.character), ""))

    def on_paste(self, event: events.Paste) -> None:
        """Leave, and hand on what was pasted: it is the first thing to add."""
        if pass_on(self, event):
            return
        event.stop()
        self.leave("")
        self.app.screen_stack[0].post_message(events.Paste(event.text))

    def leave(self, answer: str) -> None:
        """Answer with an action, "" for none."""
        self.dismiss(answer or None)


class _TourBody(Widget):
    """Draws the tour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "_TourBody { width: 1fr; height: 1fr; }"

    def __init__(self, keymap: KeyMap, offers: tuple[_Offer, ...]) -> None:
        super().__init__()
        self._keymap = keymap
        self._offers = offers
        self._lines: list[list[Run]] = []
        self._offer_line = 0
        self._offer_places: list[tuple[int, range, str]] = []
        """Line, cells and answer of each."""
        self._top = 0

    def on_resize(self, event: events.Resize) -> None:
        """Lay it out for the width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        super().notify_style_update()
        self._lay_out()

    def _lay_out(self) -> None:
        """Make the lines: name, what it is, the keys, where it stays, what to begin with."""
        inks = self._inks = Inks.from_variables(self.app.theme_variables)
        width = min(WIDTH, self.size.width - 2 * EDGE)
        if width <= 0:
            return
        left = (self.size.width - width) // 2
        lines: list[list[Run]] = [[Run(left, "Pressmark", inks.key)]]
        lines += [[Run(left, line, inks.quiet)] for line in fold(WHAT, width, 3)]
        lines.append([])
        rows = [(self._keys_of(actions), words) for actions, words in _FIRST_KEYS]
        key_width = max(cell_width(keys) for keys, _ in rows) + KEY_GAP
        for keys, words in rows:
            for number, line in enumerate(fold(words, width - key_width, 2)):
                runs = [Run(left, keys, inks.key)] if number == 0 else []
                lines.append([*runs, Run(left + key_width, line, inks.text)])
        lines.append([])
        lines += [[Run(left, line, inks.muted)] for line in fold(WHERE, width, 4)]
        lines.append([])
        self._offer_line = len(lines)
        lines += self._offer_lines(left, width, inks)
        self._lines = lines
        self._top = max(0, (self.size.height - len(lines)) // 2)
        self.refresh()

    def _keys_of(self, actions: tuple[str, ...]) -> str:
        firsts = [keys[0] for keys in map(self._keymap.keys, actions) if keys]
        return "  ".join(map(key_label, firsts))

    def _offer_lines(self, left: int, width: int, inks: Inks) -> list[list[Run]]:
        """Return what one can begin with side by side, and below each other where that is too wide."""
        self._offer_places = []
        lines: list[list[Run]] = [[]]
        x = left
        for offer in self._offers:
            end = x + cell_width(offer.key) + 1 + cell_width(offer.words)
            if end > left + width and lines[-1]:
                lines.append([])
                x, end = left, left + end - x
            lines[-1] += [Run(x, offer.key, inks.key), Run(x + cell_width(offer.key) + 1, offer.words, inks.muted)]
            self._offer_places.append((self._offer_line + len(lines) - 1, range(x, end), offer.answer))
            x = end + KEY_GAP
        return lines

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        line = y - self._top
        runs = self._lines[line] if 0 <= line < len(self._lines) else []
        return lay_out(runs, self.size.width, self._inks.ground + self._inks.text)

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked of what one can begin with; a click elsewhere leaves as a key does."""
        event.stop()
        line = event.y - self._top
        answer = next((answer for at, cells, answer in self._offer_places if at == line and event.x in cells), "")
        assert isinstance(self.screen, Tour)
        self.screen.leave(answer)
