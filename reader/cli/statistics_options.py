"""What may stand behind `stats`."""

from reader.cli.action_options import add_json
from reader.cli.parsing import CommandParser


def add_stats(sub: CommandParser) -> None:
    """Add what `stats` takes: a period, or a day from which on."""
    sub.add_argument(
        "when",
        metavar="WHEN",
        nargs="?",
        default="",
        help="week (default), month, year, last-week, 2026-03, 30d, 2026-01..2026-03",
    )
    sub.add_argument("--since", metavar="DAY", default="", help="from this day until today: 2026-03-14, 30d, monday")
    sub.add_argument("--clear", action="store_true", help="forget how long was read, on all your machines, for good")
    add_json(sub)
