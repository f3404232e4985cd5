"""What marks by one key, and what makes a mark longer and shorter."""

from reader.tui.keys.actions import TEXT, Action, Group, Mode, action

MARKING_ACTIONS: tuple[Action, ...] = (
    action(
        "mark_paragraph",
        Group.MARKING,
        TEXT,
        "P",
        "Highlight the whole paragraph, figure or table; after a number, so many paragraphs",
        "paragraph",
    ),
    action(
        "repeat_mark",
        Group.MARKING,
        TEXT,
        ".",
        "Highlight here as the last time: as much, in its colour, with its tags",
    ),
    action(
        "grow", Group.MARKING, (Mode.READING,), ">", "Make the mark here longer by a word at its end", in_palette=False
    ),
    action(
        "shrink",
        Group.MARKING,
        (Mode.READING,),
        "<",
        "Make the mark here shorter by a word at its end",
        in_palette=False,
    ),
    action(
        "grow_start",
        Group.MARKING,
        (Mode.READING,),
        "g>",
        "Make the mark here longer by a word at its start",
        label="Longer at start",
        in_palette=False,
    ),
    action(
        "shrink_start",
        Group.MARKING,
        (Mode.READING,),
        "g<",
        "Make the mark here shorter by a word at its start",
        label="Shorter at start",
        in_palette=False,
    ),
    action("reshape", Group.MARKING, (Mode.CARET,), "=", "Give the mark the selection"),
)
