"""A clock that stands still, in place of the machine's: what was read belongs to a day, and days end while tests run."""

from datetime import datetime, tzinfo
from types import ModuleType

import pytest


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime, *modules: ModuleType) -> None:
    """Let `datetime.now()` be `moment` in modules that say `from datetime import datetime`; a naive one is by the local clock."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            found = moment.astimezone(tz) if tz is not None or moment.tzinfo is not None else moment
            return cls.combine(found.date(), found.timetz())

    for module in modules:
        monkeypatch.setattr(module, "datetime", Stopped)
