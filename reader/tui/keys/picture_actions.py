"""What works while a picture stands by itself."""

from reader.tui.keys.actions import Action, Group, Mode, action

_HERE = (Mode.PICTURE,)

PICTURE_ACTIONS: tuple[Action, ...] = (
    action(
        "next_picture",
        Group.PICTURE,
        _HERE,
        "n space",
        "Show the next picture of the article",
        "next",
        in_palette=False,
    ),
    action("previous_picture", Group.PICTURE, _HERE, "p b", "Show the previous picture", "previous", in_palette=False),
    action(
        "picture_right",
        Group.PICTURE,
        _HERE,
        "l right",
        "Show the next picture; of an enlarged one, what lies to the right",
        in_palette=False,
    ),
    action(
        "picture_left",
        Group.PICTURE,
        _HERE,
        "h left",
        "Show the previous picture; of an enlarged one, what lies to the left",
        in_palette=False,
    ),
    action("picture_down", Group.PICTURE, _HERE, "j down", "The same, below: of an enlarged picture", in_palette=False),
    action("picture_up", Group.PICTURE, _HERE, "k up", "The same, above", in_palette=False),
    action("enlarge_picture", Group.PICTURE, _HERE, "+", "Enlarge the picture", "larger", in_palette=False),
    action("reduce_picture", Group.PICTURE, _HERE, "-", "Reduce it again", in_palette=False),
    action("whole_picture", Group.PICTURE, _HERE, "=", "Show all of the picture", "whole", in_palette=False),
    action("open_picture", Group.PICTURE, _HERE, "o", "Open its file in another program", "open", in_palette=False),
    action("copy_picture", Group.PICTURE, _HERE, "y", "Copy its address", "address", in_palette=False),
    action("leave_picture", Group.PICTURE, _HERE, "escape q enter", "Go back to the text", "back", in_palette=False),
)
