"""What takes changes back, and what names the colours."""

from reader.tui.keys.actions import PANES, Action, Group, Mode, action

HISTORY_ACTIONS: tuple[Action, ...] = (
    action(
        "history",
        Group.EVERYWHERE,
        (*PANES, Mode.BENCH),
        "gu",
        "List what can be undone and redone, and undo everything down to a step",
        label="What can be undone",
    ),
    action(
        "go_to_undone",
        Group.EVERYWHERE,
        (*PANES, Mode.BENCH),
        "gU",
        "Go to where the last undone or redone change was",
        label="Where it was undone",
    ),
    action(
        "name_colours",
        Group.MARKING,
        (*PANES, Mode.BENCH),
        "gc",
        "Say what the colours mean to you",
        label="Name the colours",
    ),
    action(
        "undo_step",
        Group.INPUT,
        (Mode.CHOICE,),
        "u",
        "In the list of what can be undone: undo one step",
        "undo one",
        in_palette=False,
    ),
    action(
        "redo_step",
        Group.INPUT,
        (Mode.CHOICE,),
        "ctrl+r",
        "In the list of what can be undone: redo one step",
        "redo one",
        in_palette=False,
    ),
)
