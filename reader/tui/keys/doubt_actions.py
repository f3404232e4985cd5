"""Marks that are lost, doubtful or on other words now: in the text, and in the list of them."""

from reader.tui.keys.actions import NOTES, PANES, Action, Group, Mode, action

_HERE = (Mode.TRAY,)

DOUBT_ACTIONS: tuple[Action, ...] = (
    action(
        "lost_marks",
        Group.MARKING,
        PANES,
        "gL",
        "List lost marks, and those that need a look, to put them right",
        "lost marks",
        label="Lost marks",
    ),
    action(
        "next_doubt",
        Group.MARKING,
        (Mode.READING,),
        "]l",
        "Go to the next mark that needs a look, or whose words have changed",
        label="Doubtful mark",
    ),
    action(
        "previous_doubt",
        Group.MARKING,
        (Mode.READING,),
        "[l",
        "Go to the mark before that needs a look, or whose words have changed",
        label="Doubtful mark",
    ),
    action(
        "confirm_mark",
        Group.MARKING,
        NOTES,
        "gy",
        "Say that the mark here is in the right place",
        "right",
        label="In the right place",
    ),
    # Among lost marks
    action(
        "tray_attach",
        Group.TRAY,
        _HERE,
        "a",
        "Put the mark on a passage by hand: select it, and mark it",
        "attach",
        in_palette=False,
    ),
    action(
        "tray_old",
        Group.TRAY,
        _HERE,
        "v",
        "Read the version it was made on, at its place",
        "as it was",
        in_palette=False,
    ),
    action(
        "tray_right", Group.TRAY, _HERE, "y", "Say that the place that was found is right", "right", in_palette=False
    ),
    action("tray_note", Group.TRAY, _HERE, "n", "Keep it as a note on the article", "keep", in_palette=False),
    action(
        "tray_delete",
        Group.TRAY,
        _HERE,
        "dd",
        "Delete it, or all that are selected",
        "delete",
        label="Delete",
        in_palette=False,
    ),
    action(
        "tray_select",
        Group.TRAY,
        _HERE,
        "space",
        "Select the mark, to do the same to several",
        "select",
        in_palette=False,
    ),
    action("tray_undo", Group.TRAY, _HERE, "u", "Undo the last change to a mark", "undo", in_palette=False),
    action("tray_redo", Group.TRAY, _HERE, "ctrl+r", "Redo what was undone to a mark", in_palette=False),
    action("tray_page_down", Group.TRAY, _HERE, "pagedown ctrl+d", "Move down a page of lost marks", in_palette=False),
    action("tray_page_up", Group.TRAY, _HERE, "pageup ctrl+u", "Move up a page of lost marks", in_palette=False),
)
