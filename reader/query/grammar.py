"""The query language told to people: from this table the help of the command line, the screen's help and the README's are made.

What each field takes is decided in `fields`, `values` and `dates`; a test holds the table to them.
"""

from typing import NamedTuple

from reader.model.query import FlagName, SortKey


class QueryTerm(NamedTuple):
    """Something a query can ask, or with an empty form the heading of those that follow."""

    form: str
    """Examples, which stand for themselves; where there are several, two blanks part them."""
    meaning: str


TERMS = (
    QueryTerm("", "Words"),
    QueryTerm(
        "ferry line", "both words, anywhere: in title, text, names, tags and notes; case and accents do not count"
    ),
    QueryTerm('"ferry line"  well-known', "one directly after the other"),
    QueryTerm("ferr*", "words that begin so"),
    QueryTerm("-ferry  NOT ferry", "without it; before a field or a bracket as well"),
    QueryTerm("ferry OR (bridge boat)", "one or the other; words side by side hold closer than OR, brackets closest"),
    QueryTerm("", "Where they stand"),
    QueryTerm("title:ferry  author:osei  site:gazette", "in the title, a writer's name, the site's name or address"),
    QueryTerm("note:why  quote:ferry", "in what you wrote, in what you marked"),
    QueryTerm(
        'article:3fa94c  article:"ferry line"', "the article whose id begins so, or with these words in its title"
    ),
    QueryTerm('title:(ferry OR "old bridge")', "each of them in the title; every field takes phrases and brackets"),
    QueryTerm("", "What it is"),
    QueryTerm(
        'tag:policy  tag:"long read"  tag:pol*', "with this tag, or one that begins so, on the article or on a mark"
    ),
    QueryTerm("color:blue  colour:question", "marked in this colour, or in what the colour means to you"),
    QueryTerm("has:note  has:highlight  has:tag", "written, marked or tagged"),
    QueryTerm("is:unread  is:read  is:starred  is:archived", "what you did with it"),
    QueryTerm("is:orphan  is:changed", "with a mark whose passage is gone from the text, or reads otherwise now"),
    QueryTerm("is:unsure", "with a mark that was found again, but needs a look"),
    QueryTerm("lang:en  lang:pt-BR", "in this language"),
    QueryTerm(
        'feed:gazette  feed:"morning/the sea"', "that came by a feed with these words in its name, or in this folder"
    ),
    QueryTerm("is:news  is:kept  is:hidden", "what feeds brought, what you kept of that, what a rule hides"),
    QueryTerm("", "When"),
    QueryTerm(
        "after:2026-03  before:2026", "published from its first day on, or earlier; undated pages count as added"
    ),
    QueryTerm("published:2026  added:2026-03  read:2026-03-14", "published, added or last opened in that time"),
    QueryTerm("added:today  added:week  read:last-month", "today, this week since Monday, the whole month before"),
    QueryTerm("made:week", "the same as added: of marks and notes it asks when you made them"),
    QueryTerm("read:yesterday  added:monday", "on the day before, on the last Monday"),
    QueryTerm(
        "added:7d  read:3w  after:2m  before:1y", "since so many days, weeks, months or years ago, or before that"
    ),
    QueryTerm("added:2026-01..2026-03  added:..2025", "from one to the end of the other; either may be left out"),
    QueryTerm("added:>2026-01  added:<=7d", "after its end; up to its end; >= and < begin at its beginning"),
    QueryTerm("", "In which order"),
    QueryTerm(
        "sort:published  -sort:title",
        "by published, added, read, title, site, author, words, annotated, unread or best; a minus turns it round",
    ),
)
"""In the order in which they are told."""

FIELD_MEANINGS = {
    "title": "words of the title",
    "author": "a writer's name",
    "site": "the site's name or address",
    "article": "an article's id or title",
    "tag": "a tag of the article or of a mark",
    "lang": "a language, as in en or pt-BR",
    "feed": "the name of a feed, or its folder",
    "note": "words you wrote",
    "quote": "words you marked",
    "color": "a colour, or what it means to you",
    "has": "note, highlight or tag",
    "is": "unread, read, starred, archived, orphan, changed, unsure, news, kept or hidden",
    "before": "published before a date",
    "after": "published since a date",
    "published": "published in a time",
    "added": "added in a time; of marks, made in it",
    "read": "last opened in a time",
    "sort": "the order",
}
"""What each field looks at, in a few words."""

FLAG_MEANINGS = {
    FlagName.HAS_NOTE: "with a note",
    FlagName.HAS_HIGHLIGHT: "with a highlight",
    FlagName.IS_UNREAD: "not read yet",
    FlagName.IS_READ: "read",
    FlagName.IS_STARRED: "starred",
    FlagName.IS_ARCHIVED: "archived",
    FlagName.IS_ORPHAN: "with a mark whose passage is gone",
    FlagName.IS_CHANGED: "with a mark whose words have changed",
    FlagName.IS_UNSURE: "with a mark that needs a look",
    FlagName.IS_NEWS: "brought by a feed, and not kept",
    FlagName.IS_KEPT: "brought by a feed, and kept",
    FlagName.IS_HIDDEN: "hidden by a rule",
}

ORDER_MEANINGS = {
    SortKey.BEST: "the best match first",
    SortKey.ADDED: "the last added first",
    SortKey.PUBLISHED: "the newest first",
    SortKey.READ: "the last opened first",
    SortKey.TITLE: "by title",
    SortKey.SITE: "by site",
    SortKey.AUTHOR: "by author",
    SortKey.WORDS: "the longest first",
    SortKey.ANNOTATED: "the most annotated first",
    SortKey.UNREAD: "what is unread first",
}

DATE_MEANINGS = {
    "today": "",
    "yesterday": "",
    "week": "since Monday",
    "month": "this month",
    "year": "this year",
    "last-week": "from Monday to Sunday",
    "last-month": "the whole month before",
    "last-year": "the whole year before",
    "7d": "since seven days ago",
    "3w": "since three weeks ago",
    "2m": "since two months ago",
}
