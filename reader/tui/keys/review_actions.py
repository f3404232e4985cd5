"""What walks through marks, one after the other."""

from reader.tui.keys.actions import NOTES, PANES, Action, Group, Mode, action

REVIEW_ACTIONS: tuple[Action, ...] = (
    action(
        "review",
        Group.MARKING,
        (*PANES, Mode.BENCH),
        "gw",
        "Review marks one after the other: of a tag, a week, a colour, a query; again, and it ends",
        "end",
        label="Review marks",
    ),
    action(
        "next_reviewed", Group.MARKING, NOTES, "]w", "In a review: go to the next mark", "next", label="Next in review"
    ),
    action(
        "previous_reviewed",
        Group.MARKING,
        NOTES,
        "[w",
        "In a review: go to the mark before",
        "before",
        label="Review: back",
    ),
)
