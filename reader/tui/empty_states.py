"""Sentences that stand where nothing does yet: what would be here, and which key brings it. Pure; keys are the user's own."""

from reader.library.listing import View, ViewKind
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap


def key_of(keymap: KeyMap, action_id: str) -> str:
    """Return the first key of an action as people read it; its name in the palette if it has none."""
    keys = keymap.keys(action_id)
    return key_label(keys[0]) if keys else f"“{keymap.by_id[action_id].help}”"


def empty_list_text(keymap: KeyMap, view: View, *, is_all_empty: bool, is_reading: bool = False) -> str:
    """Return the sentence for a list without articles; `is_reading` while the library is still being looked through."""
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
    if is_all_empty:
        return (
            f"Your library is empty. {add} adds an article by its address, its file or its text; you can also just paste one. "
            f"{key_of(keymap, 'tour')} shows the first keys, and lays out samples if you like."
        )
    match view.kind:
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
        case ViewKind.ALL:
            return f"There is no article here. {add} adds one."


def look_words(keymap: KeyMap) -> str:
    """Return what can be done about a mark that was found again, but not surely; it has two lines of a narrow margin."""
    return f"{key_of(keymap, 'confirm_mark')} if it is right, {key_of(keymap, 'lost_marks')} if not"


def empty_margin_text(keymap: KeyMap) -> str:
    """Return the sentence for a margin without notes."""
    return f"Notes stand here, beside their passages. {key_of(keymap, 'annotate')} writes one."


def undo_hint(keymap: KeyMap) -> str:
    """Return how what was just done is undone; "" if no key does."""
    return f"{key_of(keymap, 'undo')} undoes it." if keymap.keys("undo") else ""
