"""What works on news and on the feeds it comes through."""

from reader.tui.keys.actions import ARTICLES, PANES, Action, Group, Mode, action

FEED_ACTIONS: tuple[Action, ...] = (
    action("news", Group.FEEDS, PANES, "gN", "Show all news, the newest first", "news", label="All news"),
    action(
        "front_page",
        Group.FEEDS,
        PANES,
        "gP",
        "Show the front page: the news of two days, what many feeds tell of first",
        label="Front page",
    ),
    action(
        "next_news",
        Group.FEEDS,
        ARTICLES,
        "J",
        "Open the next unread article; after the last one of a feed, that of the next feed",
        "next",
    ),
    action(
        "mark_all_read",
        Group.FEEDS,
        (Mode.LIST,),
        "M",
        "Mark everything in the list as read",
        "all read",
    ),
    action(
        "keep_article",
        Group.FEEDS,
        ARTICLES,
        "I",
        "Keep the news in the inbox, or give it back to the news",
        "keep",
    ),
    action(
        "also_in",
        Group.FEEDS,
        ARTICLES,
        "g&",
        "List who else tells the same story, to read or compare it",
        label="Also in",
    ),
    action(
        "show_feed",
        Group.FEEDS,
        ARTICLES,
        "g.",
        "Show all that came through the article's feed",
        label="The article's feed",
    ),
    action(
        "compare_story",
        Group.FEEDS,
        (Mode.CHOICE,),
        "=",
        "In the list of who tells a story: show what parts two of them",
        "compare",
        in_palette=False,
    ),
)
