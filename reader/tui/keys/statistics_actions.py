"""What works on the page of statistics: what was read, how long, by which site."""

from reader.tui.keys.actions import PANES, Action, Group, Mode, action

_HERE = (Mode.STATISTICS,)

STATISTICS_ACTIONS: tuple[Action, ...] = (
    action(
        "statistics",
        Group.STATISTICS,
        (*PANES, Mode.STATISTICS),
        "gT",
        "Show what you read, how long and by which site; again, and it goes",
        label="What you read",
    ),
    action("stats_down", Group.STATISTICS, _HERE, "j down", "Move down the page", in_palette=False),
    action("stats_up", Group.STATISTICS, _HERE, "k up", "Move up the page", in_palette=False),
    action("stats_first", Group.STATISTICS, _HERE, "gg home", "Go to its top", in_palette=False, label="Top"),
    action("stats_last", Group.STATISTICS, _HERE, "G end", "Go to its end", in_palette=False),
    action(
        "stats_page_down", Group.STATISTICS, _HERE, "space pagedown ctrl+d", "Go down a page of it", in_palette=False
    ),
    action("stats_page_up", Group.STATISTICS, _HERE, "b pageup ctrl+u", "Go up a page of it", in_palette=False),
    action("stats_earlier", Group.STATISTICS, _HERE, "h left [", "Show the week, month or year before", "earlier"),
    action("stats_later", Group.STATISTICS, _HERE, "l right ]", "Show the one after", "later"),
    action("stats_now", Group.STATISTICS, _HERE, "0 .", "Come back to the one we are in", "now"),
    action("stats_week", Group.STATISTICS, _HERE, "w", "Show a week by its days", "week"),
    action("stats_month", Group.STATISTICS, _HERE, "m", "Show a month by its weeks", "month"),
    action("stats_year", Group.STATISTICS, _HERE, "y", "Show a year by its months", "year"),
    action(
        "stats_open",
        Group.STATISTICS,
        _HERE,
        "enter",
        "Open the article under the bar; at a site, list its articles",
        "open",
    ),
)
