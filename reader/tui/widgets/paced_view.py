"""The text moves by itself, a row at a time, as fast as the reader reads; a picture is given time to be looked at.

The row that sets the time is the one a third down the screen, where one reads. One timer runs while the text moves, none else.
"""

from collections.abc import Callable, Mapping
from time import monotonic

from textual import events
from textual.timer import Timer

from reader.library.config import Config
from reader.model.units import WORDS_PER_MINUTE, exact_minutes, own_minutes
from reader.tui.keys.actions import Mode
from reader.tui.pacing import Pacer, changed_speed
from reader.tui.widgets.article_messages import ModeChanged, Noticed, SettingChosen
from reader.tui.widgets.focusing_view import FocusingView

PICTURE_SECONDS = 5.0
"""For a picture, when its first row comes to where one reads."""

BLANK_SECONDS = 0.25
"""For a row without words: room between paragraphs, the rows of a picture that was looked at."""

LONGEST_SECONDS = 20.0
"""The most one row takes, whatever stands on it."""

RESTART_SECONDS = 1.5
"""The key that starts it stops it as well: its first letter has, as every key does, and the rest comes so soon."""


class PacedView(FocusingView, is_side=True):
    """Adds `do_auto_scroll`, `do_faster`, `do_slower` and `do_stop_auto_scroll`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words_per_minute = WORDS_PER_MINUTE
        """How fast the reader reads, in words of English; other languages are as fast by their content."""
        self.clock: Callable[[], float] = monotonic
        """Seconds that only grow."""
        self._pacer: Pacer | None = None
        self._pace_timer: Timer | None = None
        self._stopped_at = -RESTART_SECONDS
        self._usual_minutes = 1
        self._timed_at = self.words_per_minute
        """The speed that the minutes of the article were counted at."""

    def set_as(self, environ: Mapping[str, str], config: Config) -> None:
        """Set the text, and the reader's speed, as the settings say."""
        super().set_as(environ, config)
        self.words_per_minute = config.words_per_minute

    def own_minutes(self, minutes: int) -> int:
        """Return the minutes that this reader takes for an article that takes others `minutes`, and count by them from now on."""
        self._usual_minutes, self._timed_at = minutes, self.words_per_minute
        return own_minutes(minutes, self.words_per_minute)

    @property
    def is_paced(self) -> bool:
        """Whether the text moves by itself."""
        return self._pacer is not None

    @property
    def mode(self) -> Mode:
        """What keys mean in the pane now."""
        return Mode.PACED if self._pacer is not None else super().mode

    def leave_mode(self) -> bool:
        """Stop, else leave caret and selection, else what was found; return whether there was anything to leave."""
        return self.stop_pace() or super().leave_mode()

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_auto_scroll(self, count: int, argument: str) -> None:
        """Let the text move by itself; if its own key has just stopped it, let it stand."""
        if not self.article.blocks or self.clock() - self._stopped_at < RESTART_SECONDS:
            return
        super().leave_mode()
        if self._is_at_end:
            self.post_message(Noticed("this is the end already"))
            return
        self._pacer = Pacer(self.clock)
        self._wait()
        self.post_message(ModeChanged(self.mode))
        self._say_speed()

    def do_faster(self, count: int, argument: str) -> None:
        """Read on faster."""
        self._change_speed(max(1, count))

    def do_slower(self, count: int, argument: str) -> None:
        """Read on slower."""
        self._change_speed(-max(1, count))

    def do_stop_auto_scroll(self, count: int, argument: str) -> None:
        """Let the text stand."""
        self.stop_pace()

    def stop_pace(self) -> bool:
        """Let the text stand; return whether it moved."""
        if self._pacer is None:
            return False
        self._pacer = None
        if self._pace_timer is not None:
            self._pace_timer.stop()
            self._pace_timer = None
        self._stopped_at = self.clock()
        if self._timed_at != self.words_per_minute:
            self._minutes = self.own_minutes(self._usual_minutes)
            self._lay_out_again()  # the line under the headline says them
        self.post_message(ModeChanged(self.mode))
        return True

    def _change_speed(self, steps: int) -> None:
        speed = changed_speed(self.words_per_minute, steps)
        if speed == self.words_per_minute:
            self.post_message(
                Noticed("faster than this is no reading" if steps > 0 else "slower than this it can't go")
            )
            return
        self.words_per_minute = speed
        self.post_message(SettingChosen("words_per_minute", speed))
        self._say_speed()

    def _say_speed(self) -> None:
        self.post_message(Noticed(f"{self.words_per_minute} words a minute"))

    # -- moving -----------------------------------------------------------------------------------------------------
    @property
    def _is_at_end(self) -> bool:
        return self.top >= self.text_layout.row_count - self.size.height

    def _wait(self) -> None:
        if self._pacer is not None:
            row = self.top + self.size.height // 3
            self._pace_timer = self.set_timer(self._pacer.wait(self.row_seconds(row)), self.pace)

    def pace(self) -> None:
        """Move on by a row, and wait for the next; at the end let the text stand."""
        if self._pacer is None:
            return
        self.scroll_rows(1)
        if self._is_at_end:
            self.stop_pace()
            self.post_message(Noticed("this is the end"))
        else:
            self._wait()

    def row_seconds(self, row: int) -> float:
        """Return how long a row takes this reader."""
        layout = self.text_layout
        if any(picture.line == 0 for picture in layout.row(row).pictures):
            return PICTURE_SECONDS
        text = layout.row_text(row)
        if text is None:
            return BLANK_SECONDS
        minutes = exact_minutes(self.article.text[text.start : text.end], self.article.metadata.language)
        return max(BLANK_SECONDS, min(LONGEST_SECONDS, 60 * minutes * WORDS_PER_MINUTE / self.words_per_minute))

    # -- what stops it ----------------------------------------------------------------------------------------------
    def forget_text(self) -> None:
        """Let the text stand, and find nothing any more; another article is shown."""
        self.stop_pace()
        self._stopped_at = -RESTART_SECONDS
        super().forget_text()

    def on_blur(self, event: events.Blur) -> None:
        """Let the text stand while the keys go elsewhere."""
        self.stop_pace()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let the text stand where it is touched."""
        self.stop_pace()
