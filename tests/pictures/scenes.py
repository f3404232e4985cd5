"""The screens worth looking at, each by the keys that lead to it in the demo library (or in an empty one)."""

from collections.abc import Sequence
from typing import NamedTuple


class Scene(NamedTuple):
    """A screen, and the way to it."""

    name: str
    keys: Sequence[str] = ()
    """As the pilot presses them. A key `wait` lets half a second pass."""
    opens_article: bool = True
    """Whether it begins in the first sample; else in the list."""
    is_empty: bool = False
    """Whether the library has nothing in it."""
    has_seen_tour: bool = True
    has_changed: bool = False
    """Whether the newsroom has changed the first sample since it came."""
    has_lost_marks: bool = False
    """Whether passages were marked in it before that, which are gone or read otherwise now."""


def typed(text: str) -> tuple[str, ...]:
    """Return the keys that write `text`."""
    return tuple("space" if letter == " " else letter for letter in text)


LONG_NOTE = (
    *typed("# Reading plan"),
    "ctrl+j",
    *typed("See [[white"),
    "wait",
    "tab",
    *typed(" for the *salt*, and **ask** `who`."),
    "ctrl+j",
    "ctrl+j",
    *typed("- [x] dates"),
    "ctrl+j",
    *typed("ask [[00000000|a lost one]]"),
    "ctrl+j",
    "ctrl+j",
    *typed("> the council knew"),
)
"""A note with some of everything."""

RULE = (*typed("gE"), "wait", "i", *typed("Boats"), "down", *typed("ferry OR ship"), "down", "down", *typed("boats"))
"""A rule, written and not yet kept."""

SCENES = (
    # The text
    Scene("article"),
    Scene("article-middle", ("space", "space", "}")),
    Scene("article-end", ("G",)),
    Scene("caret", typed("}}v") + typed("www")),
    Scene("selection", typed("}}vwv") + typed("wwww")),
    Scene("highlighted", (*typed("}}"), "H", "3")),
    Scene("marked-figure", (*typed(")))"), "P", "2")),
    Scene(
        "marks-over-each-other",
        (*typed("}}}P"), *typed("vwwwvwwww"), "H", "3", *typed("vwwwwwvwww"), "H", "4", *typed("[a")),
    ),
    Scene("mark-grown", (*typed("}}}H"), *(">",) * 5, *typed("g<g<"))),
    Scene("find-typing", ("/", *typed("the"))),
    Scene("find", ("/", *typed("the"), "enter", "n")),
    Scene("find-nothing", ("/", *typed("zebra"), "enter")),
    Scene("keys-pending", ("g", "wait", "wait")),
    Scene("note-editor", (*typed("}}a"), *typed("Why only now? Ask the council."))),
    Scene("article-note", ("g", "n", *typed("For the chapter on lakes"))),
    Scene("note-long", ("g", "n", *LONG_NOTE)),
    Scene("note-link-offered", (*typed("}}a"), *typed("Against [[the"), "wait")),
    Scene("note-markdown", ("g", "n", *LONG_NOTE, "enter", "wait", "3", "wait")),
    Scene("note-links", ("g", "n", *LONG_NOTE, "enter", "wait", "3", "wait", "f")),
    Scene("backlinks", (*typed("gn"), *typed("On [[ferry"), "wait", "tab", "enter", "wait", *typed("gB"))),
    Scene("margin", ("3", "j")),
    Scene("library-drawer", ("1",)),
    Scene("left-out", typed("]r]r")),
    Scene("raw-text", typed("gR")),
    Scene("text-only", ("z",)),
    Scene("focus", ("space", *typed("gz"))),
    Scene("ruler", ("space", *typed("g_"))),
    Scene("by-itself", ("space", *typed("ga"))),
    Scene("no-pictures", typed("gp")),
    Scene("justified", ("=", *typed("gh"), "space")),
    Scene("indents", (*typed("gi"), "space")),
    # Its versions
    Scene("changed", has_changed=True),
    Scene("what-changed", typed("gd"), has_changed=True),
    Scene("what-changed-below", (*typed("gd"), *typed("nnn")), has_changed=True),
    Scene("what-changed-folded", (*typed("gd"), *typed("GNN"), *typed("}}")), has_changed=True),
    Scene("versions", typed("gv"), has_changed=True),
    Scene("old-version", (*typed("gvj"), "enter"), has_changed=True),
    Scene("lost-marks", typed("gL"), has_changed=True, has_lost_marks=True),
    Scene("lost-marks-selected", typed("gL  k"), has_changed=True, has_lost_marks=True),
    Scene("no-lost-marks", typed("gL")),
    Scene("attaching", (*typed("gL"), "enter", "wait"), has_changed=True, has_lost_marks=True),
    Scene("changed-mark", (*typed("]l"), "wait"), has_changed=True, has_lost_marks=True),
    # Over it
    Scene("links", typed("gl")),
    Scene("marks", (*typed("ma"), *typed("gm"))),
    Scene("jumps", ("G", *typed("gg"), *typed("gj"))),
    Scene("history", (*typed("}}H"), "2", *typed("}}H"), *typed("ma"), "u", *typed("gu"))),
    Scene("history-question", (*typed("}}H"), "2", *typed("}}H"), *typed("gujj"), "enter")),
    Scene("undone-elsewhere", (*typed("}}Hq"), "j", "j", "enter", "wait", "u")),
    Scene("colours", (*typed("gc"), "down", *typed("!"))),
    Scene("contents", ("]", "]", *typed("gt"))),
    Scene("palette", (":",)),
    Scene("palette-typed", (":", *typed("note"))),
    Scene("help", ("?",)),
    Scene("help-filtered", ("?", "/", *typed("note"))),
    Scene("tour", typed("gk")),
    Scene("statistics", typed("gT")),
    Scene("no-rules", typed("gE")),
    Scene("statistics-month", (*typed("gT"), "wait", "m", "wait")),
    Scene("statistics-year", (*typed("gT"), "wait", "y", "wait")),
    Scene("rules", (*RULE, "enter", "wait")),
    Scene("rule-trial", (*RULE, "enter", "wait", "space", "wait")),
    Scene("rule-form", (*typed("gE"), "wait", "i", *typed("Boats"), "down", *typed("ferry OR ship"), "down")),
    Scene("annotations", ("A",)),
    Scene("trashed-marks", (*typed("]add"), *typed("gD"))),
    Scene("mark-tags", (*typed("]aT"), *typed("so"))),
    Scene("picture", (*typed("gg"), *typed(")))"), "enter")),
    Scene("query-help", typed("g?")),
    Scene("review-choice", typed("gw")),
    Scene("review-choice-written", (*typed("gw"), *typed("fer"))),
    Scene("review", (*typed("gw"), "enter", "wait", *typed("]w"), "wait")),
    # The list
    Scene("list", opens_article=False),
    Scene("list-below", ("j", "j", "j", "j"), opens_article=False),
    Scene("list-selected", ("j", "space", "j", "space", "j"), opens_article=False),
    Scene("preview", ("p", "wait"), opens_article=False),
    Scene("order", (",",), opens_article=False),
    Scene("range", (*typed("vjj"),), opens_article=False),
    Scene("folders", ("l", "l"), opens_article=False),
    Scene("search", (*typed("g/"), *typed("lake"), "enter", "j"), opens_article=False),
    Scene("search-typing", (*typed("g/"), *typed("ferry ti"), "tab"), opens_article=False),
    Scene("search-wrong", ("|", *typed("ferry no:x"), "enter"), opens_article=False),
    Scene("search-nothing", (*typed("g/"), *typed("zebra"), "enter"), opens_article=False),
    Scene("news", (*typed("gN"), "wait"), opens_article=False),
    Scene("news-preview", (*typed("gN"), "wait", "p", "wait"), opens_article=False),
    Scene("news-article", (*typed("gN"), "wait", "J", "wait"), opens_article=False),
    Scene("news-kept", (*typed("gN"), "wait", "I", "wait"), opens_article=False),
    Scene("front-page", (*typed("gP"), "wait"), opens_article=False),
    Scene("front-page-folded", (*typed("gP"), "wait", *typed("zA"), "wait"), opens_article=False),
    Scene("feed", (*typed("gf"), "wait", "!", "enter", "wait"), opens_article=False),
    Scene("no-news", (*typed("gN"), "wait"), opens_article=False, is_empty=True),
    Scene("feeds", (*typed("gf"), "wait"), opens_article=False),
    Scene("feeds-filter", (*typed("gf"), "wait", "/", *typed("lake")), opens_article=False),
    Scene("feeds-paused", (*typed("gf"), "wait", *typed("Gp"), "wait"), opens_article=False),
    Scene("no-feeds", (*typed("gf"), "wait"), opens_article=False, is_empty=True),
    Scene("feed-health", (*typed("gf"), "wait", "G", "space", "wait"), opens_article=False),
    Scene("feed-failing", (*typed("gf"), "wait", "!", "space", "wait"), opens_article=False),
    Scene("feed-settings", (*typed("gf"), "wait", *typed("Gs"), "right", "right"), opens_article=False),
    Scene("feed-move", (*typed("gf"), "wait", *typed("Gm"), "ctrl+u", *typed("f"), "tab"), opens_article=False),
    Scene(
        "feed-wrong", (*typed("gf"), "wait", *typed("Gs"), "down", "down", *typed("x"), "enter"), opens_article=False
    ),
    Scene("subscribe", (*typed("gf"), "wait", "i"), opens_article=False),
    Scene("bench", (*typed("gA"), "wait", "j"), opens_article=False),
    Scene("bench-filter", (*typed("gA"), "wait", "|", *typed("lake"), "enter", "wait"), opens_article=False),
    Scene("bench-typing", (*typed("gA"), "wait", "|", *typed("col"), "tab"), opens_article=False),
    Scene("bench-wrong", (*typed("gA"), "wait", "|", *typed("colour:x"), "enter"), opens_article=False),
    Scene("bench-facets", (*typed("gA"), "wait", "tab", "j", "space", "wait"), opens_article=False),
    Scene("bench-selected", (*typed("gA"), "wait", *typed("vj")), opens_article=False),
    Scene("bench-order", (*typed("gA"), "wait", *typed(",jj")), opens_article=False),
    Scene("bench-folded", (*typed("gA"), "wait", *typed("zA")), opens_article=False),
    Scene("bench-note", (*typed("gA"), "wait", *typed("je")), opens_article=False),
    Scene("bench-tags", (*typed("gA"), "wait", *typed("*t")), opens_article=False),
    Scene("bench-export", (*typed("gA"), "wait", "x"), opens_article=False),
    Scene("tags", ("t", *typed("la")), opens_article=False),
    Scene("tags-none", ("t", *typed("zzz")), opens_article=False),
    Scene("add", ("i", *typed("https://")), opens_article=False),
    Scene("add-failed", ("i", *typed("./there-is-no-such-file.html"), "enter", "wait"), opens_article=False),
    Scene("themes", (":", *typed("choose a theme"), "enter", "j"), opens_article=False),
    Scene("message", ("s",), opens_article=False),
    # Where nothing is yet
    Scene("empty-library", opens_article=False, is_empty=True),
    Scene("first-start", opens_article=False, is_empty=True, has_seen_tour=False),
    Scene("empty-bench", (*typed("gA"), "wait"), opens_article=False, is_empty=True),
    Scene("empty-starred", ("l",), opens_article=False, is_empty=True),
    Scene("empty-palette", (":", *typed("qqqq")), opens_article=False, is_empty=True),
    # Questions
    Scene("question", (*typed("}}a"), *typed("Unsaved"), "escape")),
)
"""Every screen, in the order of the sheets."""
