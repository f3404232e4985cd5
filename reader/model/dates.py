"""Dates as pages give them: a day, a time without a zone, or a time with one, and the words they stood in.

Our own clocks are aware UTC; a page's date is never made more precise than the page is.
"""

from datetime import UTC, date, datetime

from reader.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDate:
    """When a page says it was published or updated."""

    value: date | datetime
    """A `date` if the page gives only a day; a naive or aware `datetime` if it gives a time."""
    source: str = ""
    """The words or the attribute the date was read from."""

    def isoformat(self) -> str:
        """Return ISO 8601, as precise as the page is, without microseconds."""
        if isinstance(self.value, datetime):
            return self.value.replace(microsecond=0).isoformat()
        return self.value.isoformat()

    @property
    def day(self) -> date:
        """The calendar day as the page wrote it."""
        return self.value.date() if isinstance(self.value, datetime) else self.value

    @property
    def has_time(self) -> bool:
        """Whether the page gave a time of day."""
        return isinstance(self.value, datetime)

    def sort_key(self) -> datetime:
        """Return an aware time for ordering; days count from their midnight, times without a zone as UTC."""
        value = (
            self.value
            if isinstance(self.value, datetime)
            else datetime(self.value.year, self.value.month, self.value.day)
        )
        try:
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        except OverflowError:
            return value.replace(tzinfo=UTC)

    @classmethod
    def from_iso(cls, text: str, source: str = "") -> "PageDate":
        """Read back what `isoformat` wrote. Raises ValueError on anything else."""
        return cls(value=datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text), source=source)


_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799


def utc_now() -> datetime:
    """Return the time now, aware, in UTC, in whole milliseconds (what the stores keep)."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def moment_of(seconds: float) -> datetime:
    """Return the time so many seconds after 1970, aware, in UTC; the year 1 or 9999 where a disk says what no time can be."""
    return datetime.fromtimestamp(max(_FIRST_SECOND, min(seconds, _LAST_SECOND)), UTC)
