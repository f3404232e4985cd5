"""The last row: where one is, up to five keys that matter now, and for a moment what has just happened.

A message that needs more than one row grows upwards over the text for as long as it stands; nothing else moves. Prompts and
questions stand here too. Drawn from what it is told; knows no other widget.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reader.layout.cells import cell_width, grapheme_end, index_at, shorten
from reader.layout.wrap import fold, fold_evenly
from reader.model.text import clean_line
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.prompt import Offers, Prompt, Question
from reader.tui.widgets.inked import Inked

MESSAGE_SECONDS = 4.0
"""How long a message stands in full ink: about twelve words."""

ERROR_SECONDS = 10.0
"""The same for an error, which also says what to do."""

FADING_SECONDS = 1.5
"""How long it stands in muted ink after that."""

MAX_MESSAGE_ROWS = 3
ROOMY_FROM = 100
"""Cells of a screen that has room for whole sentences beside the keys."""

LEAST_LINE = 12
"""Cells that are left for what is written, whatever else would stand beside it."""

WRONG = Style(underline=True)
GAP = 3
"""Cells between two hints."""

HINT, LINE = "hint", "line"
"""What a click finds under it: the action of a hint, and its key; the first letter shown of a line, and its cell."""


class Hint(NamedTuple):
    """A key and the word for what it does."""

    key: str
    word: str
    action_id: str = ""
    """What a click on it does; empty for nothing."""
    argument: str = ""
    """The key itself, for one of several keys that all mean this action."""


class HintTaken(Message):
    """A hint was clicked."""

    def __init__(self, action_id: str, argument: str = "") -> None:
        super().__init__()
        self.action_id = action_id
        self.argument = argument


class _Notice(NamedTuple):
    text: str
    is_error: bool
    is_fading: bool = False


class StatusLine(Inked):
    """The last row of the screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "StatusLine { layer: over; dock: bottom; height: 1; background: $ground; }"

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self._detail = ""
        self._hints: tuple[Hint, ...] = ()
        self._pending = ""
        self._working = ""
        self._going_on: dict[str, str] = {}
        """What goes on in the background, by its subject."""
        self._notice: _Notice | None = None
        self._prompt: Prompt | None = None
        self._question: Question | None = None
        self._are_whole = False
        """Whether the keys that stand there mean something all together only."""
        self._hides_detail = False
        """Whether they leave room for one word only."""
        self._left, self._right, self._inset = 3, 2, 0
        self._timer: Timer | None = None

    # -- what is shown ----------------------------------------------------------------------------------------------
    def place(self, place: str, detail: str) -> None:
        """Say where one is: a word in full ink, the rest muted."""
        if (place, detail) != (self._place, self._detail):
            self._place, self._detail = place, detail
            self.refresh()

    def hint(self, hints: Sequence[Hint]) -> None:
        """Show these keys at the right, as many as there is room for; the first and the last are dropped last."""
        self._are_whole = self._hides_detail = False
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.fit()

    def hint_if_room(self, hints: Sequence[Hint]) -> None:
        """Show these keys in the place of the others, if all of them have room beside where one is, in one word if need be."""
        room = self._room - GAP - _hints_width(hints)
        if hints and cell_width(self._place) <= room:
            self.hint(hints)
            self._are_whole = True
            self._hides_detail = cell_width(f"{self._place} {self._detail}") > room
            self.refresh()

    def align(self, left: int, right: int, inset: int) -> None:
        """Begin at cell `left`, end `right` cells before the edge; the first `inset` cells belong to the library's ground."""
        if (left, right, inset) != (self._left, self._right, self._inset):
            self._left, self._right, self._inset = left, right, inset
            self.refresh()

    def pend(self, keys: str) -> None:
        """Show keys that wait for more."""
        if keys != self._pending:
            self._pending = keys
            self.refresh()

    def work(self, text: str) -> None:
        """Show what is being worked at, until told "" ."""
        text = clean_line(text)
        if text != self._working:
            self._working = text
            self.refresh()

    def go_on(self, text: str, short: str = "", subject: str = "") -> None:
        """Say what goes on in the background, quietly, beside where one is; "" when it is done. `short` is for narrow screens.

        What goes on with one subject stands beside what goes on with another.
        """
        shown = text if self.size.width >= ROOMY_FROM else short
        if shown != self._going_on.get(subject, ""):
            self._going_on[subject] = shown
            self.refresh()

    def tell(self, text: str, hint: str = "", *, is_error: bool = False) -> None:
        """Show a message for a while; `hint` says what to do about it."""
        # An error may quote what stands in a file of the user's, or in the environment.
        told = clean_line(" ".join(part for part in (_ended(text, hint), hint) if part))
        self._notice = _Notice(text=told, is_error=is_error)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(ERROR_SECONDS if is_error else MESSAGE_SECONDS, self._fade)
        self.fit()

    def dismiss(self, *, keeps_errors: bool = False) -> bool:
        """Take away the message; return whether there was one that could go."""
        if self._notice is None or (keeps_errors and self._notice.is_error):
            return False
        self._notice = None
        if self._timer is not None:
            self._timer.stop()
        self.fit()
        return True

    def ask(self, question: Prompt | Question | None) -> None:
        """Show a line that is being written, or a question; None ends it."""
        self._prompt = question if isinstance(question, Prompt) else None
        self._question = question._replace(text=clean_line(question.text)) if isinstance(question, Question) else None
        self.fit()

    @property
    def message(self) -> str:
        """The message that stands there, or ""."""
        return self._notice.text if self._notice else ""

    def _fade(self) -> None:
        if self._notice is None:
            return
        self._notice = _Notice(text=self._notice.text, is_error=self._notice.is_error, is_fading=True)
        self._timer = self.set_timer(FADING_SECONDS, self.dismiss)
        self.refresh()

    def on_resize(self) -> None:
        """Fold the message anew."""
        self.fit()

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked hint says; put the caret of a line that is written where it was clicked; take a message away."""
        event.stop()
        meta = event.style.meta
        if HINT in meta:
            self.post_message(HintTaken(*meta[HINT]))
        elif LINE in meta and self._prompt is not None:
            line, (start, x) = self._prompt.line, meta[LINE]
            line.caret = index_at(line.text, start, len(line.text), event.x - x)
            self.refresh()
        elif self._prompt is None and self._question is None:
            self.dismiss()

    # -- drawing ----------------------------------------------------------------------------------------------------
    @property
    def _room(self) -> int:
        return max(1, self.size.width - self._left - self._right)

    def _message_lines(self) -> list[str]:
        if self._question is not None:
            return fold(self._question.text, self._room - _hints_width(self._hints) - GAP, MAX_MESSAGE_ROWS)
        if self._prompt is not None:
            return self._lines_above(self._prompt)
        if self._notice is None:
            return []
        return fold_evenly(self._notice.text, self._room, MAX_MESSAGE_ROWS)

    def _lines_above(self, prompt: Prompt) -> list[str]:
        """Return what stands over the line that is being written: what is wrong with it, or what its word may become."""
        if prompt.fault is not None:
            return fold_evenly(prompt.fault.message, self._room, MAX_MESSAGE_ROWS)
        return [""] if prompt.offers.offers else []

    def fit(self) -> None:
        """Take as many rows as the message needs; laid out anew only when that number changes."""
        rows = max(1, len(self._message_lines()) + (1 if self._prompt is not None else 0))
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the row: what is asked, else the message, else the work, else the place; hints at the right."""
        inks, width = self.inks, self.size.width
        ground = inks.ground + inks.text
        strip = lay_out(self._runs(y), width, ground)
        if not self._inset:
            return strip
        return Strip.join([Strip.blank(self._inset, inks.panel), strip.crop(self._inset, width)])

    def _runs(self, y: int) -> list[Run]:
        inks = self.inks
        lines = self._message_lines()
        if self._prompt is not None:
            if y >= len(lines):
                return self._prompt_runs(self._prompt)
            if self._prompt.fault is not None:
                return [Run(self._left, lines[y], inks.error)]
            return self._offer_runs(self._prompt.offers)
        if self._question is not None:
            runs = [Run(self._left, lines[y], inks.strong)] if y < len(lines) else []
            return self._beside_hints(runs) if y == len(lines) - 1 else runs
        if lines:
            assert self._notice is not None
            ink = inks.muted if self._notice.is_fading else inks.error if self._notice.is_error else inks.text
            runs = [Run(self._left, lines[y], ink)] if y < len(lines) else []
            return self._beside_hints(runs) if len(lines) == 1 and not self._notice.is_error else runs
        if self._working:
            return self._beside_hints([Run(self._left, self._working, inks.muted)])
        runs = [Run(self._left, self._place, inks.text)]
        x = self._left + cell_width(self._place) + (1 if self._place else 0)
        if self._hides_detail:
            return self._beside_hints(runs)
        going_on = [part for part in self._going_on.values() if part]
        detail = " · ".join(part for part in (self._detail, *going_on) if part)
        if self._place and not self._detail and going_on:
            detail = f"· {detail}"
        return self._beside_hints([*runs, Run(x, detail, inks.muted)])

    def _prompt_runs(self, prompt: Prompt) -> list[Run]:
        inks = self.inks
        x = self._left + cell_width(prompt.label) + 1
        right = self._hint_runs(self._room // 2)
        end = right[0].x - GAP if right else self.size.width - self._right
        if prompt.note and end - x - cell_width(prompt.note) - GAP >= LEAST_LINE:
            end -= cell_width(prompt.note)
            right = [Run(end, prompt.note, inks.muted), *right]
            end -= GAP
        line = prompt.line
        start, stop = line.window(max(4, end - x) - 1)
        runs = [Run(self._left, prompt.label, inks.key)]
        if not line.text:
            first = prompt.placeholder[:1]
            rest = shorten(prompt.placeholder[1:], end - x - 1)
            if len(rest) < len(prompt.placeholder) - 1:  # it may have been cut just before an ellipsis of its own
                rest = f"{rest.rstrip('… ')} …"
            return [*runs, Run(x, first or " ", inks.caret), Run(x + 1, rest, inks.muted), *right]
        under = line.text[line.caret : grapheme_end(line.text, line.caret)]
        wrong = range(prompt.fault.start, prompt.fault.start + prompt.fault.length) if prompt.fault else range(0)
        clicked = Style(meta={LINE: (start, x)})
        cuts = sorted({start, stop, line.caret, line.caret + len(under), wrong.start, wrong.stop})
        for at, cut in pairwise(cuts):
            if start <= at < stop:
                ink = inks.caret if at == line.caret and under else inks.error + WRONG if at in wrong else inks.text
                text = line.text[at : min(cut, stop)]
                runs.append(Run(x, text, ink + clicked))
                x += cell_width(text)
        if not under:
            runs.append(Run(x, " ", inks.caret))
        return [*runs, *right]

    def _offer_runs(self, offers: Offers) -> list[Run]:
        """Return what a word may become, on one row: the one that stands in the line is among them."""
        inks = self.inks
        runs: list[Run] = []
        x, edge = self._left, self.size.width - self._right
        shown = offers.offers[max(0, offers.at - 1) :]
        for offer in shown:
            meaning = f" {offer.meaning}" if offer.meaning else ""
            width = cell_width(offer.word + meaning)
            if runs and x + width > edge:
                break
            is_taken = offers.at >= 0 and offer == offers.offers[offers.at]
            runs.append(Run(x, offer.word, inks.strong if is_taken else inks.text))
            runs.append(Run(x + cell_width(offer.word), meaning, inks.muted))
            x += width + GAP
        return runs

    def _beside_hints(self, runs: list[Run]) -> list[Run]:
        """Put the hints beside `runs`, which are cut if even one hint has no room."""
        used = max((run.x + cell_width(run.text) for run in runs), default=self._left) - self._left
        hints = self._hint_runs(self._room - used - GAP)
        if not hints:
            return [Run(run.x, shorten(run.text, self.size.width - self._right - run.x), run.style) for run in runs]
        return [*runs, *hints]

    def _hint_runs(self, room: int) -> list[Run]:
        inks = self.inks
        pending = [(self._pending, inks.key), (" " * GAP, inks.text)] if self._pending else []
        shown = list(self._hints)
        while shown and _hints_width(shown) + sum(cell_width(text) for text, _ in pending) > room:
            if self._are_whole:
                shown = []
            else:
                shown.pop(max(0, len(shown) - 2))
        pairs = list(pending)
        for hint in shown:
            taken = Style(meta={HINT: (hint.action_id, hint.argument)}) if hint.action_id else Style.null()
            pairs += [(hint.key, inks.key + taken), (f" {hint.word}", inks.muted + taken), (" " * GAP, inks.text)]
        return flush_right(pairs[:-1], self.size.width - self._right) if pairs else []


def _hints_width(hints: Sequence[Hint]) -> int:
    return sum(cell_width(hint.key) + 1 + cell_width(hint.word) for hint in hints) + GAP * (len(hints) - 1)


def _ended(text: str, hint: str) -> str:
    """Return `text` ended by a full stop if a hint follows."""
    return f"{text.rstrip('.')}." if hint and text and text[-1] not in ".!?…" else text
