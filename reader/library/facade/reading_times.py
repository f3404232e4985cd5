"""How long was read, and what that comes to."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation

if TYPE_CHECKING:  # come with the first article that is left, or the first page of statistics
    from reader.library.statistics import Period, ReadingTimes, Statistics
    from reader.model.reading_time import Spell


class TimingReading(Foundation):
    """The reader's own statistics. They stay in the library folder; nothing is sent anywhere."""

    def keep_reading_time(self, spell: "Spell") -> None:
        """Count a while in which an article was read, unless `stats = false` is set; cheap. Raises StoreError."""
        self._reading_times.keep(spell)

    def reading_statistics(self, period: "Period", now: datetime | None = None) -> "Statistics":
        """Return what was read in a period, by site, day and article, with the period before. Raises StoreError.

        `now` is the time by the reader's clock; that of the machine if it is not given.
        """
        return self._reading_times.of(period, now or datetime.now().astimezone())

    def first_day_read(self) -> date | None:
        """Return the first day on which something was read, None if nothing ever was. Raises StoreError."""
        return self._reading_times.first_day()

    def forget_reading_times(self) -> int:
        """Forget how long was read, on all machines and for good; return how many files of it there were. Raises StoreError."""
        return self._reading_times.clear()

    def kept_of(self, article_ids: Sequence[str]) -> frozenset[str]:
        """Return those of the ids whose articles are still here. Looks at one name on disk for each."""
        return frozenset(article_id for article_id in article_ids if self._stores.articles.has(article_id))

    @cached_property
    def _reading_times(self) -> "ReadingTimes":
        from reader.library.statistics import ReadingTimes

        config = self.config
        return ReadingTimes(self._stores.places, is_kept=config.stats, pace=config.words_per_minute)
