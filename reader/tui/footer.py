"""What the last row says in each mode: which keys matter now, by action id. Pure."""

from collections.abc import Mapping

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
_AT_WIDE_TABLE = ("table_left", "table_right", "highlight", "annotate", "help")
_AT_WIDE_TABLE_NARROW = ("table_left", "table_right", "help")
_READING_LEFT_OUT = ("next_left_out", "left_out", "help")
_AT_LEFT_OUT = ("next_left_out", "keep_or_drop", "left_out", "help")
_REVIEWING = ("next_reviewed", "previous_reviewed", "annotate", "review", "help")
_OLD_VERSION = ("changes", "back", "versions", "highlight", "help")
_OLD_VERSION_NARROW = ("changes", "back", "help")
_AT_DISAGREEMENT = ("keep_shown", "keep_other", "keep_both", "help")
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
    "week": ("stats_earlier", "stats_month", "stats_open", "help"),
    "month": ("stats_earlier", "stats_year", "stats_open", "help"),
    "year": ("stats_earlier", "stats_week", "stats_open", "help"),
}
_COMPLETING = ("accept", "complete", "cancel")
_NEWS = ("open_article", "next_news", "mark_all_read", "keep_article", "help")
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


def hints(
    keymap: KeyMap,
    mode: Mode,
    width: int,
    *,
    has_found: bool = False,
    has_left_out: bool = False,
    is_at_left_out: bool = False,
    is_at_disagreement: bool = False,
    is_at_wide_table: bool = False,
    is_empty: bool = False,
    is_filtered: bool = False,
    can_complete: bool = False,
    is_trash: bool = False,
    is_selecting: bool = False,
    is_at_group: bool = False,
    is_reviewing: bool = False,
    is_attaching: bool = False,
    is_old_version: bool = False,
    has_notes: bool = True,
    is_news: bool = False,
    has_news: bool = False,
) -> list[Hint]:
    """Return the keys that matter in `mode` on a screen of `width` cells, the most useful first, help last.

    `is_at_disagreement`: two machines wrote differently about the mark here. `is_at_wide_table`: the bar stands at a table with
    columns out of sight. `is_reviewing`: marks are walked through.
    `is_attaching`: a mark waits for a passage. `has_notes`: something stands in the margin. `is_news`: the list is one of news.
    `has_news`: there is news in another list.
    """
    ids: tuple[str, ...]
    if mode in _ATTACHING and is_attaching:
        return [hint for action_id, word in _ATTACHING[mode] for hint in _hint(keymap, action_id, word)]
    if mode is Mode.READING and has_left_out and not has_found:
        ids = _AT_LEFT_OUT if is_at_left_out else _READING_LEFT_OUT
    elif mode in (Mode.READING, Mode.MARGIN) and is_at_disagreement and not has_found:
        ids = _AT_DISAGREEMENT
    elif mode is Mode.READING and is_reviewing and not has_found:
        ids = _REVIEWING
    elif mode is Mode.READING and is_old_version and not has_found:
        ids = _OLD_VERSION if width >= LIBRARY_FROM else _OLD_VERSION_NARROW
    elif mode is Mode.READING and is_at_wide_table and not has_found:
        ids = _AT_WIDE_TABLE if width >= LIBRARY_FROM else _AT_WIDE_TABLE_NARROW
    elif mode is Mode.READING and is_news and not has_found:
        ids = _READING_NEWS if width >= LIBRARY_FROM else _READING_NEWS_NARROW
    elif mode is Mode.READING:
        ids = _reading(width, has_found)
    elif mode is Mode.MARGIN and not has_notes:
        ids = ("focus_article", "help")
    elif mode is Mode.LIST and is_selecting:
        ids = _SELECTING
    elif mode is Mode.LIST and is_at_group:
        ids = _AT_EVENT if is_news else _AT_GROUP
    elif mode is Mode.LIST and is_empty:
        ids = ("leave", "search_library", "help") if is_filtered else ("add", "help")
        if is_news and not is_filtered:
            ids = ("sync_feeds", "add", "help")
        elif has_news and not is_filtered:
            ids = ("news", "add", "help")
    elif mode is Mode.LIST and is_news:
        ids = _NEWS
    elif mode is Mode.LIST and is_trash:
        return [
            *_hints(keymap, ("open_article",)),
            *_trash_hint(keymap),
            *_hints(keymap, ("trashed_annotations", "help")),
        ]
    elif mode is Mode.INPUT and can_complete:
        ids = _COMPLETING
    else:
        ids = _BY_MODE.get(mode, ())
    return _hints(keymap, ids)


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


def statistics_hints(keymap: KeyMap, mode: Mode, span: str) -> list[Hint]:
    """Return the keys that matter on a page of statistics of a week, a month or a year."""
    return _hints(keymap, _STATISTICS[span] if mode is Mode.STATISTICS else _BY_MODE.get(mode, ()))


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


def _reading(width: int, has_found: bool) -> tuple[str, ...]:
    if has_found:
        return _READING_FOUND
    if width >= MARGIN_FROM:
        return _READING
    return _READING_BY_MARGIN if width >= LIBRARY_FROM else _READING_NARROW
