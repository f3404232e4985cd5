"""What works on the versions of an article, and where two of them are shown as one text."""

from reader.tui.keys.actions import MOVES, PANES, Action, Group, Mode, action

_HERE = (Mode.DIFFERENCE,)

VERSION_ACTIONS: tuple[Action, ...] = (
    action(
        "changes",
        Group.VERSIONS,
        (*PANES, Mode.DIFFERENCE),
        "gd",
        "Show what changed since the version before; again, and it goes",
        "changes",
        label="What changed",
    ),
    action(
        "versions",
        Group.VERSIONS,
        (*PANES, Mode.DIFFERENCE),
        "gv",
        "List the versions of the article, to read or compare them",
        "versions",
        label="Versions",
    ),
    action(
        "next_change",
        Group.VERSIONS,
        MOVES,
        "]d",
        "Go to the next place that changed between two versions",
        "next",
        label="Next change",
    ),
    action(
        "previous_change",
        Group.VERSIONS,
        MOVES,
        "[d",
        "Go to the previous place that changed",
        "previous",
        label="Previous change",
    ),
    action("read_here", Group.VERSIONS, _HERE, "enter", "Go on reading here; open what is folded", "read here"),
    action(
        "unfold_here",
        Group.VERSIONS,
        _HERE,
        "za",
        "Open what is folded here, or fold it again",
        "open",
        label="Open or fold here",
        in_palette=False,
    ),
    action(
        "unfold_all",
        Group.VERSIONS,
        _HERE,
        "zA",
        "Open all that is folded, or fold it again",
        "open all",
        label="Open or fold all",
        in_palette=False,
    ),
    action(
        "older_pair", Group.VERSIONS, _HERE, "< [v", "Compare the two versions before", "older", label="Older versions"
    ),
    action(
        "newer_pair", Group.VERSIONS, _HERE, "> ]v", "Compare the two versions after", "newer", label="Newer versions"
    ),
    action(
        "compare_with_previous",
        Group.VERSIONS,
        (Mode.CHOICE,),
        "gd",
        "In the list of versions: show what changed in it",
        "what in it",
        in_palette=False,
        label="What changed in it",
    ),
    action(
        "compare_with_current",
        Group.VERSIONS,
        (Mode.CHOICE,),
        "gD",
        "In the list of versions: show what changed since",
        "since then",
        in_palette=False,
        label="What changed since",
    ),
    action(
        "use_version",
        Group.VERSIONS,
        (Mode.CHOICE,),
        "U",
        "In the list of versions: make it the one that is shown from now on",
        "use it",
        in_palette=False,
    ),
)
