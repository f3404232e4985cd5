"""Tending the feeds: asking them, adding them, and the list of those that are subscribed to."""

from reader.tui.keys.actions import PANES, Action, Group, Mode, action

_HERE = (Mode.SUBSCRIPTIONS,)

SUBSCRIPTION_ACTIONS: tuple[Action, ...] = (
    action("sync_feeds", Group.FEEDS, PANES, "gS", "Ask all feeds for news", "sync", label="Ask all feeds"),
    action(
        "subscriptions",
        Group.FEEDS,
        PANES,
        "gf",
        "List the feeds: folders, names, settings, and how each is doing",
        "feeds",
        label="All feeds",
    ),
    action("subscribe", Group.FEEDS, PANES, "", "Subscribe to the feed of a site"),
    action("import_feeds", Group.FEEDS, PANES, "", "Import feeds from an OPML file"),
    action("export_feeds", Group.FEEDS, PANES, "", "Export all feeds as an OPML file"),
    # In the list of feeds
    action(
        "feed_rename", Group.SUBSCRIPTIONS, _HERE, "r", "Give the feed or the folder a name", "rename", in_palette=False
    ),
    action("feed_move", Group.SUBSCRIPTIONS, _HERE, "m", "Put the feed into another folder", "move", in_palette=False),
    action("feed_pause", Group.SUBSCRIPTIONS, _HERE, "p", "Ask it no more, or ask it again", "pause", in_palette=False),
    action(
        "feed_settings",
        Group.SUBSCRIPTIONS,
        _HERE,
        "s",
        "Set what is fetched and kept of it, and how often it is asked",
        "settings",
        in_palette=False,
    ),
    action(
        "feed_health",
        Group.SUBSCRIPTIONS,
        _HERE,
        "space h",
        "Show how it is doing: errors, when it is asked next, its log",
        "health",
        in_palette=False,
    ),
    action("feed_sync", Group.SUBSCRIPTIONS, _HERE, "R", "Ask it for news now", "ask now", in_palette=False),
    action(
        "feed_remove",
        Group.SUBSCRIPTIONS,
        _HERE,
        "dd",
        "Unsubscribe from it; what you kept stays",
        "remove",
        label="Remove",
        in_palette=False,
    ),
    action("feed_add", Group.SUBSCRIPTIONS, _HERE, "i", "Subscribe to another one", "add", in_palette=False),
    action("feed_browse", Group.SUBSCRIPTIONS, _HERE, "o", "Open its site in the browser", "site", in_palette=False),
    action("feed_export", Group.SUBSCRIPTIONS, _HERE, "e", "Export all as an OPML file", "export", in_palette=False),
    action("feed_failing", Group.SUBSCRIPTIONS, _HERE, "!", "Go to the next that is failing", in_palette=False),
    action("feed_undo", Group.SUBSCRIPTIONS, _HERE, "u", "Undo the last change to them", "undo", in_palette=False),
    action("feed_redo", Group.SUBSCRIPTIONS, _HERE, "ctrl+r", "Redo what was undone to them", in_palette=False),
    action("feed_page_down", Group.SUBSCRIPTIONS, _HERE, "pagedown ctrl+d", "Move down a page", in_palette=False),
    action("feed_page_up", Group.SUBSCRIPTIONS, _HERE, "pageup ctrl+u", "Move up a page", in_palette=False),
)
