"""The one table of all actions: id, where it works, default keys, a sentence of help and a word for the last row.

The resolver, the last row, the palette, the help screen, `pressmark keys` and the README are all made from this table.
An action that is resolved is called as the method `do_<id>(count, argument)` on the focused pane, else on the screen. The
user changes keys by id in `config.toml`. Pure: knows neither textual nor the library.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.model.errors import ConfigError
from reader.tui.key_names import parse_keys


class Mode(StrEnum):
    """What a key is meant for. The focused pane says which mode holds."""

    LIST = "list"
    """The library pane."""
    READING = "reading"
    """The article pane."""
    CARET = "caret"
    """The article pane with a caret or a selection."""
    HINTS = "hints"
    """The article pane while several links wait for one letter."""
    MARGIN = "margin"
    """The margin pane."""
    NOTE = "note"
    """A note is being written; keys that mean nothing here are text."""
    INPUT = "input"
    """A line is being written (find, filter, add, tags, palette); keys that mean nothing here are text."""
    CHOICE = "choice"
    """A list over the screen: contents, annotations, themes, keys."""
    CONFIRM = "confirm"
    """A question with yes and no."""


class Group(StrEnum):
    """The headings of the help screen, in its order."""

    EVERYWHERE = "Everywhere"
    LIST = "In the library"
    MOVING = "Moving in the text"
    MARKING = "Marking and writing"
    LINKS = "Links, copying, places"
    ARTICLE = "The article"
    CARET = "Caret and selection"
    MARGIN = "In the margin"
    INPUT = "While writing, and in lists"


class Argument(StrEnum):
    """What an action is told beside its count."""

    NONE = "none"
    LETTER = "letter"
    """The letter typed after its key: `m` `a`."""
    KEY = "key"
    """The key itself: one of several that all mean this action."""


class Action(NamedTuple):
    """One thing a key can do."""

    id: str
    group: Group
    modes: tuple[Mode, ...]
    keys: tuple[str, ...]
    """Key sequences, as `parse_keys` reads them: `gg`, `]a`, `ctrl+d`, `space`. Empty: reached by the palette only."""
    help: str
    """A full sentence without its full stop, for help and palette."""
    hint: str = ""
    """A word for the last row; empty: never shown there."""
    argument: Argument = Argument.NONE
    after: str = ""
    """The id of the action this one must directly follow; its keys mean something else otherwise."""
    in_palette: bool = True

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"do_{self.id}"


_PANES = (Mode.LIST, Mode.READING, Mode.MARGIN)
_TEXT = (Mode.READING, Mode.CARET)
_NOTES = (Mode.READING, Mode.MARGIN)
_ALL = (Mode.LIST, Mode.READING, Mode.CARET, Mode.MARGIN)
_ARTICLES = (Mode.LIST, Mode.READING)


def _action(
    id: str,
    group: Group,
    modes: tuple[Mode, ...],
    keys: str,
    help: str,
    hint: str = "",
    *,
    argument: Argument = Argument.NONE,
    after: str = "",
    in_palette: bool = True,
) -> Action:
    return Action(
        id=id,
        group=group,
        modes=modes,
        keys=tuple(keys.split()),
        help=help,
        hint=hint,
        argument=argument,
        after=after,
        in_palette=in_palette,
    )


ACTIONS: tuple[Action, ...] = (
    # Everywhere
    _action("next_pane", Group.EVERYWHERE, _PANES, "tab", "Go to the next pane"),
    _action("previous_pane", Group.EVERYWHERE, _PANES, "shift+tab", "Go to the previous pane"),
    _action("focus_library", Group.EVERYWHERE, _PANES, "1", "Go to the library", "library"),
    _action("focus_article", Group.EVERYWHERE, _PANES, "2", "Go to the article", "article"),
    _action("focus_margin", Group.EVERYWHERE, _PANES, "3", "Go to the margin", "margin"),
    _action("find", Group.EVERYWHERE, _PANES, "/", "Find words here", "find"),
    _action("find_next", Group.EVERYWHERE, _PANES, "n", "Go to the next place found", "next"),
    _action("find_previous", Group.EVERYWHERE, _PANES, "N", "Go to the previous place found", "previous"),
    _action("filter", Group.EVERYWHERE, _PANES, "|", "Filter the list of articles while typing", "filter"),
    _action(
        "search_library", Group.EVERYWHERE, _PANES, "g/", "Search the whole library: texts, notes, everything", "search"
    ),
    _action("query_help", Group.EVERYWHERE, _PANES, "g?", "Show what filters and searches can ask"),
    _action("add", Group.EVERYWHERE, _PANES, "i", "Add an article by its address, its file or its text", "add"),
    _action("undo", Group.EVERYWHERE, _PANES, "u", "Undo the last change to articles, marks and notes", "undo"),
    _action("redo", Group.EVERYWHERE, _PANES, "ctrl+r", "Redo what was undone"),
    _action(
        "palette", Group.EVERYWHERE, _ALL, ": ctrl+p", "Choose a command by its name", "commands", in_palette=False
    ),
    _action("help", Group.EVERYWHERE, _ALL, "?", "Show all keys", "keys"),
    _action("choose_theme", Group.EVERYWHERE, _PANES, "", "Choose a theme"),
    _action(
        "leave",
        Group.EVERYWHERE,
        (*_ALL, Mode.HINTS),
        "escape",
        "Leave the mode, the drawer or the followed link",
        "back",
        in_palette=False,
    ),
    _action("back", Group.EVERYWHERE, _ALL, "q", "Go back to the list; from the list, quit", "back"),
    _action("quit", Group.EVERYWHERE, tuple(Mode), "ctrl+q", "Quit Pressmark"),
    _action(
        "interrupt", Group.EVERYWHERE, _ALL, "ctrl+c", "Copy the selection; else say how to quit", in_palette=False
    ),
    _action("suspend", Group.EVERYWHERE, _ALL, "ctrl+z", "Put Pressmark aside and go to the shell"),
    # In the library
    _action("next_article", Group.LIST, (Mode.LIST,), "j down", "Move down the list", in_palette=False),
    _action("previous_article", Group.LIST, (Mode.LIST,), "k up", "Move up the list", in_palette=False),
    _action("first_article", Group.LIST, (Mode.LIST,), "gg home", "Go to the first article", in_palette=False),
    _action("last_article", Group.LIST, (Mode.LIST,), "G end", "Go to the last article", in_palette=False),
    _action(
        "list_page_down", Group.LIST, (Mode.LIST,), "pagedown ctrl+d", "Move down a page of the list", in_palette=False
    ),
    _action("list_page_up", Group.LIST, (Mode.LIST,), "pageup ctrl+u", "Move up a page of the list", in_palette=False),
    _action("next_folder", Group.LIST, (Mode.LIST,), "l right", "Go to the next folder"),
    _action("previous_folder", Group.LIST, (Mode.LIST,), "h left", "Go to the previous folder"),
    _action(
        "select_article", Group.LIST, (Mode.LIST,), "space", "Select the article, to do the same to several", "select"
    ),
    _action("open_article", Group.LIST, (Mode.LIST,), "enter", "Open the article or the folder", "open"),
    _action("save_search", Group.LIST, _ARTICLES, "gs", "Save what the list shows as a search with a name", "save"),
    _action("rename_search", Group.LIST, (Mode.LIST,), "", "Give the saved search another name"),
    _action("edit_search", Group.LIST, (Mode.LIST,), "", "Change what the saved search looks for", "change"),
    _action("delete_search", Group.LIST, (Mode.LIST,), "dd", "Delete the saved search; the articles stay", "delete"),
    _action("star", Group.ARTICLE, _ARTICLES, "s", "Star the article, or take the star away", "star"),
    _action("tags", Group.ARTICLE, _ARTICLES, "t", "Change the article's tags", "tags"),
    _action("archive", Group.ARTICLE, _ARTICLES, "x", "Archive the article, or bring it back to the inbox", "archive"),
    _action("toggle_read", Group.ARTICLE, _ARTICLES, "U", "Mark the article as read or unread"),
    _action("trash", Group.ARTICLE, _ARTICLES, "D", "Put the article in the trash, or take it out"),
    _action("next_unread", Group.ARTICLE, _ARTICLES, "]u", "Go to the next unread article"),
    _action("refresh", Group.ARTICLE, _ARTICLES, "R", "Fetch the article again"),
    _action("all_annotations", Group.ARTICLE, (*_PANES,), "A", "List all marks and notes"),
    _action("contents", Group.ARTICLE, (Mode.READING,), "gt", "List the headings and go to one"),
    _action(
        "left_out",
        Group.ARTICLE,
        (Mode.READING,),
        "gr",
        "Show what was left out of the page, where it stood; again, and it goes",
        "hide",
    ),
    _action("next_left_out", Group.ARTICLE, (Mode.READING,), "]r", "Go to the next part that was left out", "next"),
    _action("previous_left_out", Group.ARTICLE, (Mode.READING,), "[r", "Go to the previous part that was left out"),
    _action(
        "keep_or_drop",
        Group.ARTICLE,
        (Mode.READING,),
        "K",
        "Leave out parts like the one here on this site from now on; keep them if they were left out",
        "keep",
    ),
    _action("raw_text", Group.ARTICLE, (Mode.READING,), "gR", "Show the raw text of the page"),
    _action("wider", Group.ARTICLE, (Mode.READING,), "+", "Make the lines longer"),
    _action("narrower", Group.ARTICLE, (Mode.READING,), "-", "Make the lines shorter"),
    _action("default_measure", Group.ARTICLE, (Mode.READING,), "=", "Give the lines their usual length"),
    _action("text_only", Group.ARTICLE, (Mode.READING,), "z", "Show nothing but the text"),
    # Moving in the text
    _action("line_down", Group.MOVING, (Mode.READING,), "j down", "Scroll down a line", in_palette=False),
    _action("line_up", Group.MOVING, (Mode.READING,), "k up", "Scroll up a line", in_palette=False),
    _action("page_down", Group.MOVING, (Mode.READING,), "space pagedown", "Scroll down a page", in_palette=False),
    _action("page_up", Group.MOVING, (Mode.READING,), "b pageup", "Scroll up a page", in_palette=False),
    _action("half_page_down", Group.MOVING, (Mode.READING,), "ctrl+d", "Scroll down half a page", in_palette=False),
    _action("half_page_up", Group.MOVING, (Mode.READING,), "ctrl+u", "Scroll up half a page", in_palette=False),
    _action("top", Group.MOVING, (Mode.READING,), "gg home", "Go to the top of the article"),
    _action("bottom", Group.MOVING, (Mode.READING,), "G end", "Go to the end of the article"),
    _action("next_sentence", Group.MOVING, (Mode.READING,), ")", "Move the bar to the next sentence", in_palette=False),
    _action(
        "previous_sentence",
        Group.MOVING,
        (Mode.READING,),
        "(",
        "Move the bar to the previous sentence",
        in_palette=False,
    ),
    _action(
        "next_paragraph", Group.MOVING, (Mode.READING,), "}", "Move the bar to the next paragraph", in_palette=False
    ),
    _action(
        "previous_paragraph",
        Group.MOVING,
        (Mode.READING,),
        "{",
        "Move the bar to the previous paragraph",
        in_palette=False,
    ),
    _action("next_heading", Group.MOVING, (Mode.READING,), "]]", "Go to the next heading"),
    _action("previous_heading", Group.MOVING, (Mode.READING,), "[[", "Go to the previous heading"),
    # Marking and writing
    _action(
        "highlight",
        Group.MARKING,
        _TEXT,
        "H",
        "Highlight the current sentence or the selection in the last colour",
        "highlight",
    ),
    _action(
        "colour",
        Group.MARKING,
        _TEXT,
        "1 2 3 4 5",
        "Directly after a highlight: change its colour",
        argument=Argument.KEY,
        after="highlight",
        in_palette=False,
    ),
    _action("annotate", Group.MARKING, _TEXT, "a", "Highlight and write a note", "note"),
    _action("article_note", Group.MARKING, _NOTES, "gn", "Write a note on the whole article"),
    _action("next_annotation", Group.MARKING, (Mode.READING,), "]a", "Go to the next mark or note"),
    _action("previous_annotation", Group.MARKING, (Mode.READING,), "[a", "Go to the previous mark or note"),
    _action("edit_note", Group.MARKING, _NOTES, "e", "Edit the note here", "edit"),
    _action("edit_note_external", Group.MARKING, _NOTES, "E", "Edit the note in your editor"),
    _action("annotation_tags", Group.MARKING, _NOTES, "T", "Change the tags of the mark here"),
    _action("keep_shown", Group.MARKING, _NOTES, "go", "Of what two machines wrote, keep what is shown", "keep this"),
    _action("keep_other", Group.MARKING, _NOTES, "gO", "Of what two machines wrote, keep the other", "the other"),
    _action("keep_both", Group.MARKING, _NOTES, "gb", "Of what two machines wrote, keep both in one", "both"),
    _action("delete_annotation", Group.MARKING, _NOTES, "dd", "Delete the mark and its note", "delete"),
    _action(
        "trashed_annotations", Group.MARKING, _PANES, "gD", "List deleted marks and notes, and bring them back", "marks"
    ),
    _action("grow", Group.MARKING, (Mode.READING,), ">", "Make the mark here longer by a word", in_palette=False),
    _action("shrink", Group.MARKING, (Mode.READING,), "<", "Make the mark here shorter by a word", in_palette=False),
    # Links, copying, places
    _action("activate", Group.LINKS, (Mode.READING,), "enter", "Open the picture, player, card or note under the bar"),
    _action("follow_link", Group.LINKS, (Mode.READING,), "f", "Follow a link in the current sentence", "follow"),
    _action("keep_link", Group.LINKS, (Mode.READING,), "F", "Keep a link in the current sentence for later"),
    _action("open_in_browser", Group.LINKS, _ARTICLES, "o", "Open the article in the browser"),
    _action("copy_sentence", Group.LINKS, _TEXT, "y", "Copy the current sentence or the selection", "copy"),
    _action("copy_citation", Group.LINKS, _TEXT, "Y", "Copy it with its citation"),
    _action(
        "set_mark",
        Group.LINKS,
        (Mode.READING,),
        "m",
        "Name this place by a letter",
        argument=Argument.LETTER,
        in_palette=False,
    ),
    _action(
        "go_to_mark",
        Group.LINKS,
        (Mode.READING,),
        "`",
        "Go to the place named by a letter",
        argument=Argument.LETTER,
        in_palette=False,
    ),
    _action("jump_back", Group.LINKS, (Mode.READING,), "ctrl+o", "Go back to where you jumped from"),
    _action("jump_forward", Group.LINKS, (Mode.READING,), "alt+o", "Go forward again"),
    _action(
        "choose_hint",
        Group.LINKS,
        (Mode.HINTS,),
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "Choose the link with this letter",
        argument=Argument.KEY,
        in_palette=False,
    ),
    # Caret and selection
    _action("caret", Group.CARET, (Mode.READING,), "v", "Put a caret in the text, to select", "select"),
    _action(
        "select", Group.CARET, (Mode.CARET,), "v", "Begin or end a selection at the caret", "select", in_palette=False
    ),
    _action("select_line", Group.CARET, _TEXT, "V", "Select whole lines"),
    _action("caret_left", Group.CARET, (Mode.CARET,), "h left", "Move the caret left", in_palette=False),
    _action("caret_down", Group.CARET, (Mode.CARET,), "j down", "Move the caret down", in_palette=False),
    _action("caret_up", Group.CARET, (Mode.CARET,), "k up", "Move the caret up", in_palette=False),
    _action("caret_right", Group.CARET, (Mode.CARET,), "l right", "Move the caret right", in_palette=False),
    _action("caret_next_word", Group.CARET, (Mode.CARET,), "w", "Move to the next word", in_palette=False),
    _action("caret_previous_word", Group.CARET, (Mode.CARET,), "b", "Move to the previous word", in_palette=False),
    _action("caret_word_end", Group.CARET, (Mode.CARET,), "e", "Move to the end of the word", in_palette=False),
    _action(
        "caret_line_start", Group.CARET, (Mode.CARET,), "0 home", "Move to the start of the line", in_palette=False
    ),
    _action("caret_line_end", Group.CARET, (Mode.CARET,), "$ end", "Move to the end of the line", in_palette=False),
    _action("caret_next_sentence", Group.CARET, (Mode.CARET,), ")", "Move to the next sentence", in_palette=False),
    _action(
        "caret_previous_sentence", Group.CARET, (Mode.CARET,), "(", "Move to the previous sentence", in_palette=False
    ),
    _action("caret_next_paragraph", Group.CARET, (Mode.CARET,), "}", "Move to the next paragraph", in_palette=False),
    _action(
        "caret_previous_paragraph", Group.CARET, (Mode.CARET,), "{", "Move to the previous paragraph", in_palette=False
    ),
    _action("caret_top", Group.CARET, (Mode.CARET,), "gg", "Move to the start of the text", in_palette=False),
    _action("caret_bottom", Group.CARET, (Mode.CARET,), "G", "Move to the end of the text", in_palette=False),
    # In the margin
    _action("next_note", Group.MARGIN, (Mode.MARGIN,), "j down", "Go to the next note", in_palette=False),
    _action("previous_note", Group.MARGIN, (Mode.MARGIN,), "k up", "Go to the previous note", in_palette=False),
    _action("first_note", Group.MARGIN, (Mode.MARGIN,), "gg home", "Go to the first note", in_palette=False),
    _action("last_note", Group.MARGIN, (Mode.MARGIN,), "G end", "Go to the last note", in_palette=False),
    _action(
        "open_note", Group.MARGIN, (Mode.MARGIN,), "enter", "Go to the passage of the note", "passage", in_palette=False
    ),
    # While writing, and in lists
    _action("save_note", Group.INPUT, (Mode.NOTE,), "enter ctrl+s", "Save the note", "save", in_palette=False),
    _action(
        "new_line",
        Group.INPUT,
        (Mode.NOTE,),
        "ctrl+j shift+enter alt+enter",
        "Begin a line",
        "new line",
        in_palette=False,
    ),
    _action(
        "leave_note",
        Group.INPUT,
        (Mode.NOTE,),
        "escape",
        "Leave the note; asks if it is not saved",
        "leave",
        in_palette=False,
    ),
    _action(
        "accept",
        Group.INPUT,
        (Mode.INPUT, Mode.CHOICE),
        "enter",
        "Take what is written or chosen",
        "take",
        in_palette=False,
    ),
    _action(
        "cancel", Group.INPUT, (Mode.INPUT, Mode.CHOICE), "escape", "Leave without a change", "leave", in_palette=False
    ),
    _action("next_choice", Group.INPUT, (Mode.INPUT, Mode.CHOICE), "down ctrl+n", "Next in the list", in_palette=False),
    _action(
        "previous_choice", Group.INPUT, (Mode.INPUT, Mode.CHOICE), "up ctrl+p", "Previous in the list", in_palette=False
    ),
    _action("complete", Group.INPUT, (Mode.INPUT,), "tab", "Complete the word", "complete", in_palette=False),
    _action(
        "filter_choices",
        Group.INPUT,
        (Mode.CHOICE,),
        "| /",
        "Filter the list, where it can be",
        "filter",
        in_palette=False,
    ),
    _action("choice_down", Group.INPUT, (Mode.CHOICE,), "j", "Move down", in_palette=False),
    _action("choice_up", Group.INPUT, (Mode.CHOICE,), "k", "Move up", in_palette=False),
    _action(
        "choice_page_down", Group.INPUT, (Mode.CHOICE,), "space pagedown ctrl+d", "Move down a page", in_palette=False
    ),
    _action("choice_page_up", Group.INPUT, (Mode.CHOICE,), "b pageup ctrl+u", "Move up a page", in_palette=False),
    _action("first_choice", Group.INPUT, (Mode.CHOICE,), "gg home", "Go to the first", in_palette=False),
    _action("last_choice", Group.INPUT, (Mode.CHOICE,), "G end", "Go to the last", in_palette=False),
    _action("close", Group.INPUT, (Mode.CHOICE,), "q", "Close the list", in_palette=False),
    _action("yes", Group.INPUT, (Mode.CONFIRM,), "y enter", "Yes", "yes", in_palette=False),
    _action("no", Group.INPUT, (Mode.CONFIRM,), "n escape q", "No", "no", in_palette=False),
)


class Conflict(NamedTuple):
    """Two actions that want the same keys in the same mode."""

    mode: Mode
    keys: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"keys.{self.second}: {self.keys!r} is taken by {self.first} in {self.mode} mode"


class KeyMap:
    """The table with the user's changes in it."""

    def __init__(self, actions: Sequence[Action] = ACTIONS) -> None:
        self.actions = tuple(actions)
        self.by_id: Mapping[str, Action] = {action.id: action for action in self.actions}
        """Action id to action."""

    @classmethod
    def with_overrides(cls, overrides: Mapping[str, tuple[str, ...]]) -> "KeyMap":
        """Return the table with the user's keys, each list in place of the default one.

        Raises ConfigError naming the action: for an unknown id, a key that does not exist, and keys that two actions want.
        """
        known = {action.id for action in ACTIONS}
        for name, keys in overrides.items():
            if name not in known:
                raise ConfigError(f"keys.{name}: no action is called so", "`pressmark keys` lists all of them")
            for key in keys:
                try:
                    parse_keys(key)
                except ValueError as error:
                    raise ConfigError(f"keys.{name}: {error}", "write ctrl+d, pagedown, gg or ]a") from error
        changed = cls([action._replace(keys=overrides.get(action.id, action.keys)) for action in ACTIONS])
        conflicts = changed.conflicts()
        if conflicts:
            raise ConfigError("; ".join(map(str, conflicts)), "give one of them another key")
        return changed

    def in_mode(self, mode: Mode) -> tuple[Action, ...]:
        """Return the actions that work in `mode`, in the table's order."""
        return tuple(action for action in self.actions if mode in action.modes)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the key sequences of an action; empty if it has none."""
        return self.by_id[action_id].keys

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every pair of actions that can't both be reached: the same keys, or one's keys begin the other's.

        Actions that hold directly after another one come before the rest and so conflict only among themselves.
        """
        found: list[Conflict] = []
        for mode in Mode:
            seen: dict[tuple[str, tuple[str, ...]], str] = {}
            for action in self.in_mode(mode):
                for spec in action.keys:
                    keys = parse_keys(spec)
                    for (after, other), owner in seen.items():
                        length = min(len(keys), len(other))
                        if after == action.after and keys[:length] == other[:length] and owner != action.id:
                            found.append(Conflict(mode=mode, keys=spec, first=owner, second=action.id))
                    seen[action.after, keys] = action.id
        return tuple(found)
