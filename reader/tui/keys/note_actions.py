"""What works in the notes of the margin and while one is written: links above all."""

from reader.tui.keys.actions import PANES, Action, Group, Mode, action

_OFFERS = (Mode.COMPLETING,)

NOTE_ACTIONS: tuple[Action, ...] = (
    # In the margin
    action("follow_note_link", Group.MARGIN, (Mode.MARGIN,), "f", "Follow a link of the note", "follow"),
    action("copy_note", Group.MARGIN, (Mode.MARGIN,), "y", "Copy the note as it was written", "copy"),
    action(
        "backlinks",
        Group.LINKS,
        PANES,
        "gB",
        "List the notes that refer to this article, in the margin to this note",
        label="What refers here",
    ),
    action("unsaved_note", Group.MARKING, PANES, "", "Go on with a note that was not saved"),
    # While a note is written
    action(
        "write_outside",
        Group.INPUT,
        (Mode.NOTE,),
        "ctrl+e",
        "Go on with the note in your editor, and come back with it",
        "editor",
        in_palette=False,
    ),
    action("take_offer", Group.INPUT, _OFFERS, "enter tab", "Write this link into the note", "take", in_palette=False),
    action("next_offer", Group.INPUT, _OFFERS, "down ctrl+n", "Next in the list of links", "next", in_palette=False),
    action("previous_offer", Group.INPUT, _OFFERS, "up ctrl+p", "Previous in the list of links", in_palette=False),
    action(
        "leave_offers", Group.INPUT, _OFFERS, "escape", "Write on without the list of links", "leave", in_palette=False
    ),
)
