"""Sentences that stand where nothing does yet: what would be here, and which key brings it. Pure; keys are the user's own."""

from reader.library.listing import NEWS_KINDS, View, ViewKind
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap


def key_of(keymap: KeyMap, action_id: str) -> str:
    """Return the first key of an action as people read it; its name in the palette if it has none."""
    keys = keymap.keys(action_id)
    return key_label(keys[0]) if keys else f"“{keymap.by_id[action_id].help}”"


def empty_list_text(
    keymap: KeyMap,
    view: View,
    *,
    is_all_empty: bool,
    is_reading: bool = False,
    has_feeds: bool = False,
    feed_problem: str = "",
    has_news: bool = False,
) -> str:
    """Return the sentence for a list without articles; `is_reading` while the library is still being looked through.

    `feed_problem` is why nothing comes through the feed that is listed; `has_news`: other lists have news.
    """
    add, leave = key_of(keymap, "add"), key_of(keymap, "leave")
    if is_reading and is_all_empty:
        return "The library is being read, for the first time on this machine; what is there comes as it is found."
    if is_reading:  # as at every start: what came while nobody watched may be missing
        found = f" by “{view.query}”" if view.query else ""
        return f"Nothing is found{found} so far; the library is still being looked through."
    if view.query:
        if view.kind is ViewKind.FOUND:
            return f"Nothing in the library is found by “{view.query}”. {leave} goes back."
        return f"No article here is found by “{view.query}”. {leave} shows all again."
    if view.kind in NEWS_KINDS:
        return _empty_news_text(keymap, view, has_feeds, feed_problem)
    if is_all_empty:
        return (
            f"Your library is empty. {add} adds an article by its address, file or text, or the feed of a site; "
            f"you can also just paste one. {key_of(keymap, 'tour')} shows the first keys, and lays out samples if you like."
        )
    match view.kind:
        case ViewKind.INBOX if has_news:
            return f"The inbox is empty. {key_of(keymap, 'news')} shows the news; {add} adds an article."
        case ViewKind.INBOX:
            return f"The inbox is empty. {add} adds an article; {key_of(keymap, 'next_folder')} goes on to the next folder."
        case ViewKind.STARRED:
            return f"Articles with a star stand here; {key_of(keymap, 'star')} gives one."
        case ViewKind.ANNOTATED:
            return f"Articles in which you marked or wrote something stand here; {key_of(keymap, 'highlight')} marks a sentence."
        case ViewKind.TAG:
            named = f"the tag #{view.tag}" if view.tag else "a tag"
            return f"Articles with {named} stand here; {key_of(keymap, 'tags')} gives one."
        case ViewKind.SAVED:
            return f"What this saved search finds stands here; {key_of(keymap, 'edit_search')} has it look for something else."
        case ViewKind.FOUND:
            return f"What a search of the library finds stands here; {key_of(keymap, 'search_library')} looks through all of it."
        case ViewKind.ARCHIVE:
            return f"Articles you are done with stand here; {key_of(keymap, 'archive')} puts one away."
        case ViewKind.TRASH:
            return (
                f"Articles in the trash stand here; {key_of(keymap, 'trash')} puts one there, and takes it out again."
            )
        case _:
            return f"There is no article here. {add} adds one."


def _empty_news_text(keymap: KeyMap, view: View, has_feeds: bool, problem: str) -> str:
    if not has_feeds:
        return (
            f"No feeds yet. {key_of(keymap, 'add')}, then the address of a site, brings what it publishes from then on; "
            "the path of an OPML file brings the feeds of another program."
        )
    sync = key_of(keymap, "sync_feeds")
    match view.kind:
        case ViewKind.FRONT:
            return (
                f"Nothing came in the last two days. {sync} asks the feeds; {key_of(keymap, 'news')} shows older news."
            )
        case ViewKind.FEED if problem:
            return f"Nothing came through this feed: {problem.rstrip('.')}. {key_of(keymap, 'subscriptions')} lists the feeds."
        case ViewKind.FEED:
            return f"What comes through this feed stands here; {sync} asks for it."
        case ViewKind.FEED_FOLDER:
            return f"What comes through the feeds in this folder stands here; {sync} asks for it."
        case _:
            return f"News of all feeds stands here, the newest first; {sync} asks for it."


def look_words(keymap: KeyMap) -> str:
    """Return what can be done about a mark that was found again, but not surely; it has two lines of a narrow margin."""
    return f"{key_of(keymap, 'confirm_mark')} if it is right, {key_of(keymap, 'lost_marks')} if not"


def empty_margin_text(keymap: KeyMap) -> str:
    """Return the sentence for a margin without notes."""
    return f"Notes stand here, beside their passages. {key_of(keymap, 'annotate')} writes one."


def undo_hint(keymap: KeyMap) -> str:
    """Return how what was just done is undone; "" if no key does."""
    return f"{key_of(keymap, 'undo')} undoes it." if keymap.keys("undo") else ""
