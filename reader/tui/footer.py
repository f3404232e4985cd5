"""What the last row says in each mode: which keys matter now, by action id. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from reader.model.annotation import Colour
from reader.tui.arrangement import LIBRARY_FROM, MARGIN_FROM
from reader.tui.keys.actions import Mode
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap
from reader.tui.widgets.status_line import Hint

MOST_HINTS = 5

_READING = ("caret", "highlight", "annotate", "find", "help")
_READING_BY_MARGIN = ("focus_margin", "highlight", "annotate", "find", "help")
_READING_NARROW = ("focus_library", "focus_margin", "help")
_READING_NEWS = ("next_news", "keep_article", "highlight", "annotate", "help")
_READING_NEWS_NARROW = ("next_news", "focus_library", "help")
_PLAIN_READING = (_READING, _READING_BY_MARGIN, _READING_NARROW, _READING_NEWS, _READING_NEWS_NARROW)
_AT_WIDE_TABLE = ("table_left", "table_right", "highlight", "annotate", "help")
_AT_WIDE_TABLE_NARROW = ("table_left", "table_right", "help")
_READING_LEFT_OUT = ("next_left_out", "left_out", "help")
_AT_LEFT_OUT = ("next_left_out", "keep_or_drop", "left_out", "help")
_REVIEWING = ("next_reviewed", "previous_reviewed", "annotate", "review", "help")
_OLD_VERSION = ("changes", "back", "versions", "highlight", "help")
_OLD_VERSION_NARROW = ("changes", "back", "help")
_AT_DISAGREEMENT = ("keep_shown", "keep_other", "keep_both", "help")
_MENDING = {"refresh": "again", "open_in_browser": "browser"}
"""What brings the rest of a page that was cut; the keys have other words elsewhere, or none."""
_READING_FOUND = ("find_next", "find_previous", "leave", "help")
_READING_RAW = ("find", "back", "help")
_READING_DIFFERENCE = ("find_next", "read_here", "versions", "back", "help")
_AT_FOLD = ("find_next", "unfold_here", "unfold_all", "back", "help")
_ATTACHING = {
    Mode.READING: (("highlight", "attach"), ("caret", "select"), ("leave", "give up")),
    Mode.CARET: (("highlight", "attach"), ("select", "select"), ("leave", "leave")),
}
"""While a mark waits for a passage; keys have other words then."""
_STATISTICS = {
    "week": ("stats_earlier", "stats_month"),
    "month": ("stats_earlier", "stats_year"),
    "year": ("stats_earlier", "stats_week"),
}
_COMPLETING = ("accept", "complete", "cancel")
_NEWS = ("open_article", "next_news", "mark_all_read", "keep_article", "help")
_NO_NEWS = ("sync_feeds", "add", "help")
_NEWS_ELSEWHERE = ("news", "add", "help")
_NOTHING_HERE = ("add", "help")
_NOTHING_FOUND = ("leave", "search_library", "help")
_AT_EVENT = ("fold", "fold_all", "next_news", "mark_all_read", "help")
_SELECTING = ("star", "tags", "archive", "leave", "help")
_AT_GROUP = ("fold", "fold_all", "select_article", "order", "help")
_BY_MODE: dict[Mode, tuple[str, ...]] = {
    Mode.LIST: ("open_article", "add", "filter", "search_library", "help"),
    Mode.CARET: ("select", "highlight", "annotate", "copy_sentence", "leave"),
    Mode.HINTS: ("leave",),
    Mode.PACED: ("faster", "slower", "stop_auto_scroll"),
    Mode.MARGIN: ("open_note", "edit_note", "delete_annotation", "focus_article", "help"),
    Mode.NOTE: ("save_note", "new_line", "write_outside", "leave_note"),
    Mode.COMPLETING: ("take_offer", "next_offer", "leave_offers"),
    Mode.INPUT: ("accept", "cancel"),
    Mode.CONFIRM: ("yes", "no"),
}


class Here(NamedTuple):
    """What the screen shows where one is, as far as it decides which keys matter."""

    has_found: bool = False
    """Something was looked for in the text, and found."""
    has_left_out: bool = False
    """What was left out of the page is shown."""
    is_at_left_out: bool = False
    """The bar stands at a part of it."""
    is_at_disagreement: bool = False
    """Two machines wrote differently about the mark here."""
    is_at_wide_table: bool = False
    """The bar stands at a table with columns out of sight."""
    mending: str = ""
    """The action that may bring the rest of a page that was cut, where one has come to its end."""
    is_reviewing: bool = False
    """Marks are walked through."""
    is_attaching: bool = False
    """A mark waits for a passage."""
    is_old_version: bool = False
    has_notes: bool = True
    """Something stands in the margin."""
    can_complete: bool = False
    """What is being written in the line can be completed."""
    is_empty: bool = False
    """The list has no articles."""
    is_filtered: bool = False
    is_trash: bool = False
    is_selecting: bool = False
    is_at_group: bool = False
    is_news: bool = False
    """The list is one of news."""
    has_feeds: bool = False
    has_news: bool = False
    """There is news in another list than this one, which is the inbox."""


NOTHING_SPECIAL = Here()


def hints(keymap: KeyMap, mode: Mode, width: int, here: Here = NOTHING_SPECIAL) -> list[Hint]:
    """Return the keys that matter in `mode` on a screen of `width` cells, the most useful first, help last."""
    if mode in _ATTACHING and here.is_attaching:
        return [hint for action_id, word in _ATTACHING[mode] for hint in _hint(keymap, action_id, word)]
    match mode:
        case Mode.READING:
            shown = _reading(width, here)
            if here.mending and shown in _PLAIN_READING:
                mending = _hint(keymap, here.mending, _MENDING[here.mending])
                return [*mending, *_hints(keymap, (*shown[:-1][: MOST_HINTS - 2], "help") if mending else shown)]
            return _hints(keymap, shown)
        case Mode.MARGIN if here.is_at_disagreement and not here.has_found:
            return _hints(keymap, _AT_DISAGREEMENT)
        case Mode.MARGIN if not here.has_notes:
            return _hints(keymap, ("focus_article", "help"))
        case Mode.LIST if here.is_trash and not (here.is_selecting or here.is_at_group or here.is_empty):
            return [
                *_hints(keymap, ("open_article",)),
                *_trash_hint(keymap),
                *_hints(keymap, ("trashed_annotations", "help")),
            ]
        case Mode.LIST:
            return _hints(keymap, _listing(here))
        case Mode.INPUT if here.can_complete:
            return _hints(keymap, _COMPLETING)
        case _:
            return _hints(keymap, _BY_MODE.get(mode, ()))


def _reading(width: int, here: Here) -> tuple[str, ...]:
    is_roomy = width >= LIBRARY_FROM
    if here.has_found:
        return _READING_FOUND
    if here.has_left_out:
        return _AT_LEFT_OUT if here.is_at_left_out else _READING_LEFT_OUT
    if here.is_at_disagreement:
        return _AT_DISAGREEMENT
    if here.is_reviewing:
        return _REVIEWING
    if here.is_old_version:
        return _OLD_VERSION if is_roomy else _OLD_VERSION_NARROW
    if here.is_at_wide_table:
        return _AT_WIDE_TABLE if is_roomy else _AT_WIDE_TABLE_NARROW
    if here.is_news:
        return _READING_NEWS if is_roomy else _READING_NEWS_NARROW
    if width >= MARGIN_FROM:
        return _READING
    return _READING_BY_MARGIN if is_roomy else _READING_NARROW


def _listing(here: Here) -> tuple[str, ...]:
    if here.is_selecting:
        return _SELECTING
    if here.is_at_group:
        return _AT_EVENT if here.is_news else _AT_GROUP
    if not here.is_empty:
        return _NEWS if here.is_news else _BY_MODE[Mode.LIST]
    if here.is_filtered:
        return _NOTHING_FOUND
    if here.is_news:
        return _NO_NEWS if here.has_feeds else _NOTHING_HERE
    return _NEWS_ELSEWHERE if here.has_news else _NOTHING_HERE


def colour_hints(keymap: KeyMap, meanings: Mapping[Colour, str]) -> list[Hint]:
    """Return the keys that change the colour of what was just marked, with the reader's words."""
    keys = keymap.keys("colour")
    return [
        Hint(key=key_label(key), word=meanings[colour], action_id="colour", argument=str(number))
        for number, (key, colour) in enumerate(zip(keys, Colour, strict=False), 1)
    ]


def raw_hints(keymap: KeyMap, mode: Mode, *, has_found: bool) -> list[Hint]:
    """Return the keys that matter over the raw text of a page."""
    if mode is Mode.READING:
        return _hints(keymap, _READING_FOUND if has_found else _READING_RAW)
    return _hints(keymap, _BY_MODE.get(mode, ()))


def difference_hints(
    keymap: KeyMap, mode: Mode, *, has_found: bool, is_at_fold: bool, are_articles: bool = False
) -> list[Hint]:
    """Return the keys that matter while two versions are shown as one text; `are_articles`: it is two articles of a story."""
    if mode is not Mode.DIFFERENCE:
        return _hints(keymap, _BY_MODE.get(mode, ()))
    if has_found:
        return _hints(keymap, _READING_FOUND)
    shown = _hints(keymap, _AT_FOLD if is_at_fold else _READING_DIFFERENCE)
    return [hint._replace(word="sources") if are_articles and hint.action_id == "versions" else hint for hint in shown]


def statistics_hints(keymap: KeyMap, mode: Mode, span: str, *, has_targets: bool) -> list[Hint]:
    """Return the keys that matter on a page of statistics of a week, a month or a year; `has_targets`: one can open something."""
    if mode is not Mode.STATISTICS:
        return _hints(keymap, _BY_MODE.get(mode, ()))
    return _hints(keymap, (*_STATISTICS[span], *(("stats_open",) if has_targets else ()), "help"))


def bench_hints(
    keymap: KeyMap,
    mode: Mode,
    *,
    is_selecting: bool,
    is_at_group: bool,
    is_narrowing: bool,
    is_empty: bool,
    can_complete: bool,
) -> list[Hint]:
    """Return the keys that matter in the workbench; `is_narrowing`: one is among the facets."""
    if mode is Mode.INPUT and can_complete:
        return _hints(keymap, _COMPLETING)
    if mode is not Mode.BENCH:
        return _hints(keymap, _BY_MODE.get(mode, ()))
    if is_narrowing:
        return _hints(keymap, ("bench_select", "bench_list", "bench_filter", "help"))
    if is_selecting:
        return _hints(keymap, ("bench_tags", "bench_export", "bench_delete", "leave", "help"))
    if is_empty:
        return _hints(keymap, ("leave", "bench_filter", "help"))
    if is_at_group:
        return _hints(keymap, ("bench_fold", "bench_fold_all", "bench_select", "bench_order", "help"))
    return _hints(keymap, ("bench_open", "bench_filter", "bench_facets", "bench_edit", "help"))


def _hints(keymap: KeyMap, ids: tuple[str, ...]) -> list[Hint]:
    shown = []
    for action_id in ids[:MOST_HINTS]:
        action = keymap.by_id[action_id]
        if action.keys:
            shown.append(Hint(key=key_label(action.keys[0]), word=action.hint, action_id=action_id))
    return shown


def _trash_hint(keymap: KeyMap) -> list[Hint]:
    """Return the key that brings an article back: elsewhere it puts one in the trash, and has no word of its own."""
    return _hint(keymap, "trash", "bring back")


def _hint(keymap: KeyMap, action_id: str, word: str) -> list[Hint]:
    """Return a key with another word than its own; none if it has no key."""
    keys = keymap.keys(action_id)
    return [Hint(key=key_label(keys[0]), word=word, action_id=action_id)] if keys else []
