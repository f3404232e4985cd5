"""How long the reader is at an article. Knows neither textual nor the library.

Nothing is counted by a clock that ticks: a touch adds the time since the touch before, which is a subtraction a key. A pause
that is longer than it takes to read what is on the screen counts as much as that, and no more: nobody knows whether somebody
sat there.
"""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from reader.model.kept import ArticleRecord
from reader.model.reading_time import Spell

IDLE_SECONDS = 90.0
"""A pause that counts whole on any screen: 24 rows of 66 cells hold 250 words, which take a minute at 238 words a minute."""

UNHURRIED = 1.5
"""What a screen may take at most, in times of what it takes at the reader's pace: one thinks, or looks something up."""

CELLS_A_WORD = 7
"""A word of English with its blank and its share of what is left free at the ends of lines and between paragraphs."""

SPELL_SECONDS = 300.0
"""What is read for so long is told at once, before the article is left: a crash may take the last five minutes."""

LEAST_SECONDS = 5.0
"""Who leaves an article sooner was in the wrong one."""


def idle_seconds(rows: int, measure: int, words_per_minute: int) -> float:
    """Return the longest pause that counts as reading with so many rows of text on the screen, each `measure` cells wide."""
    words = rows * measure / CELLS_A_WORD
    return max(IDLE_SECONDS, UNHURRIED * 60 * words / max(1, words_per_minute))


class Timekeeper:
    """Keeps the time of one article from when it is shown until it is left."""

    def __init__(
        self,
        record: ArticleRecord,
        keep: Callable[[Spell], object],
        *,
        before: float,
        idle: float,
        now: Callable[[], float] = monotonic,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`keep` gets what was read, from time to time; `before` is how far the reader had come, 0 to 1; a pause counts for
        `idle` seconds at most.
        """
        self._record = record
        self._keep = keep
        self._before = self._furthest = before
        self._idle = idle
        self._now = now
        self._clock = clock
        self._last = now()
        self._is_at_it = True
        self._seconds = 0.0
        self._has_told = False

    def touch(self, *, is_at_it: bool = True) -> bool:
        """Take note that the reader did something; `is_at_it`: whether they are at the article from now on.

        Return whether so much was read that it should be told (`tell`), which costs more than a touch may.
        """
        now = self._now()
        if self._is_at_it:
            pause = now - self._last
            self._seconds += pause if pause < self._idle else self._idle
        self._last = now
        self._is_at_it = is_at_it
        return self._seconds >= SPELL_SECONDS

    def tell(self, after: float) -> None:
        """Hand on what was read since it was told last; `after` is how far the reader has come, 0 to 1."""
        seconds = int(self._seconds)
        if not seconds or (seconds < LEAST_SECONDS and not self._has_told):
            return
        self._seconds -= seconds
        self._has_told = True
        self._furthest = max(self._furthest, after)
        record = self._record
        spell = Spell(
            article_id=record.id,
            title=record.title,
            site=record.site,
            words=record.words,
            ended=self._clock(),
            seconds=seconds,
            before=self._before,
            after=self._furthest,
        )
        self._before = self._furthest
        self._keep(spell)

    def leave(self, after: float) -> None:
        """The article is left: tell the rest."""
        self.touch(is_at_it=False)
        self.tell(after)
