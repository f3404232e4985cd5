"""What works while a line or a note is being written, and in lists over the screen."""

from reader.tui.keys.actions import LISTS, Action, Group, Mode, action
from reader.tui.keys.note_actions import NOTE_ACTIONS

WRITING_ACTIONS: tuple[Action, ...] = (
    *NOTE_ACTIONS,
    # While writing, and in lists
    action("save_note", Group.INPUT, (Mode.NOTE,), "enter ctrl+s", "Save the note", "save", in_palette=False),
    action(
        "new_line",
        Group.INPUT,
        (Mode.NOTE,),
        "ctrl+j shift+enter alt+enter",
        "Begin a line",
        "new line",
        in_palette=False,
    ),
    action(
        "leave_note",
        Group.INPUT,
        (Mode.NOTE,),
        "escape",
        "Leave the note; asks if it is not saved",
        "leave",
        in_palette=False,
    ),
    action(
        "accept",
        Group.INPUT,
        (Mode.INPUT, *LISTS),
        "enter",
        "Take what is written or chosen",
        "take",
        in_palette=False,
    ),
    action("cancel", Group.INPUT, (Mode.INPUT, *LISTS), "escape", "Leave without a change", "leave", in_palette=False),
    action("next_choice", Group.INPUT, (Mode.INPUT, *LISTS), "down ctrl+n", "Next in the list", in_palette=False),
    action("previous_choice", Group.INPUT, (Mode.INPUT, *LISTS), "up ctrl+p", "Previous in the list", in_palette=False),
    action("complete", Group.INPUT, (Mode.INPUT,), "tab", "Complete the word", "complete", in_palette=False),
    action(
        "filter_choices",
        Group.INPUT,
        (Mode.CHOICE, Mode.SUBSCRIPTIONS),
        "/ |",
        "Filter the list, where it can be",
        "filter",
        in_palette=False,
    ),
    action("choice_down", Group.INPUT, LISTS, "j", "Move down", in_palette=False),
    action("choice_up", Group.INPUT, LISTS, "k", "Move up", in_palette=False),
    action(
        "choice_page_down", Group.INPUT, (Mode.CHOICE,), "space pagedown ctrl+d", "Move down a page", in_palette=False
    ),
    action("choice_page_up", Group.INPUT, (Mode.CHOICE,), "b pageup ctrl+u", "Move up a page", in_palette=False),
    action("first_choice", Group.INPUT, LISTS, "gg home", "Go to the first", in_palette=False),
    action("last_choice", Group.INPUT, LISTS, "G end", "Go to the last", in_palette=False),
    action("close", Group.INPUT, LISTS, "q", "Close the list", in_palette=False),
    action(
        "find_pattern",
        Group.INPUT,
        (Mode.INPUT,),
        "alt+r",
        "While finding: read the line as a regular expression, or as words again",
        "pattern",
        in_palette=False,
    ),
    action(
        "follow_choice", Group.INPUT, (Mode.CHOICE,), "f", "In a list of links: follow it", "follow", in_palette=False
    ),
    action(
        "keep_choice",
        Group.INPUT,
        (Mode.CHOICE,),
        "F",
        "In a list of links: keep it for later",
        "keep",
        in_palette=False,
    ),
    action(
        "browse_choice",
        Group.INPUT,
        (Mode.CHOICE,),
        "o",
        "In a list of links: open it in the browser",
        "browser",
        in_palette=False,
    ),
    action(
        "copy_choice",
        Group.INPUT,
        (Mode.CHOICE,),
        "y",
        "In a list of links: copy the address",
        "copy",
        in_palette=False,
    ),
    action(
        "delete_choice",
        Group.INPUT,
        (Mode.CHOICE,),
        "dd",
        "In a list: take the letter away, or leave the step out",
        "delete",
        in_palette=False,
    ),
    action("yes", Group.INPUT, (Mode.CONFIRM,), "y enter", "Yes", "yes", in_palette=False),
    action("no", Group.INPUT, (Mode.CONFIRM,), "n escape q", "No", "no", in_palette=False),
)
