"""What an action is, where it can work, and under which heading the help shows it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


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
    PACED = "paced"
    """The article pane while the text moves by itself."""
    MARGIN = "margin"
    """The margin pane."""
    NOTE = "note"
    """A note is being written; keys that mean nothing here are text."""
    COMPLETING = "completing"
    """A note is being written, and what a link in it may lead to is listed; keys that mean nothing here are text."""
    INPUT = "input"
    """A line is being written (find, filter, add, tags, palette); keys that mean nothing here are text."""
    CHOICE = "choice"
    """A list over the screen: contents, annotations, themes, keys."""
    TRAY = "tray"
    """The list of lost and doubtful marks, in which they are put right."""
    SUBSCRIPTIONS = "subscriptions"
    """The list of the feeds that are subscribed to, and what is known of one of them."""
    RULES = "rules"
    """The list of rules for new articles."""
    BENCH = "bench"
    """The workbench: all marks and notes."""
    STATISTICS = "statistics"
    """What was read, how long, by which site."""
    PICTURE = "picture"
    """A picture by itself."""
    DIFFERENCE = "difference"
    """What changed between two versions."""
    CONFIRM = "confirm"
    """A question with yes and no."""


PLACES: Mapping[Mode, str] = {
    Mode.LIST: "the list",
    Mode.READING: "the text",
    Mode.CARET: "the selection",
    Mode.HINTS: "the link letters",
    Mode.PACED: "a text that moves by itself",
    Mode.MARGIN: "the margin",
    Mode.NOTE: "a note",
    Mode.COMPLETING: "links offered in a note",
    Mode.INPUT: "a line that is written",
    Mode.CHOICE: "lists over the screen",
    Mode.TRAY: "lost marks",
    Mode.SUBSCRIPTIONS: "the list of feeds",
    Mode.RULES: "the list of rules",
    Mode.BENCH: "the workbench",
    Mode.STATISTICS: "statistics",
    Mode.PICTURE: "a picture by itself",
    Mode.DIFFERENCE: "what changed",
    Mode.CONFIRM: "questions",
}
"""Where a mode holds, in words."""


class Group(StrEnum):
    """The headings of the help screen, in its order."""

    EVERYWHERE = "Everywhere"
    LIST = "In the library"
    MOVING = "Moving in the text"
    MARKING = "Marking and writing"
    LINKS = "Links, copying, places"
    ARTICLE = "The article"
    VERSIONS = "Versions, and what changed"
    FEEDS = "Feeds and news"
    SUBSCRIPTIONS = "In the list of feeds"
    RULES = "In the list of rules"
    BENCH = "In the workbench"
    STATISTICS = "What you read"
    PICTURE = "A picture by itself"
    TRAY = "Among lost marks"
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
    label: str = ""
    """A few words for the panel of keys that may follow, where many stand beside each other; empty: the help stands there."""
    argument: Argument = Argument.NONE
    after: str = ""
    """The ids of the actions one of which this one must directly follow; its keys mean something else otherwise."""
    in_palette: bool = True

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"do_{self.id}"


PANES = (Mode.LIST, Mode.READING, Mode.MARGIN)
TEXT = (Mode.READING, Mode.CARET)
NOTES = (Mode.READING, Mode.MARGIN)
ALL = (Mode.LIST, Mode.READING, Mode.CARET, Mode.MARGIN)
ARTICLES = (Mode.LIST, Mode.READING)
LISTS = (Mode.CHOICE, Mode.TRAY, Mode.SUBSCRIPTIONS, Mode.RULES)
SHEETS = (Mode.TRAY, Mode.SUBSCRIPTIONS, Mode.RULES)
"""Lists over the screen that have keys of their own."""
MOVES = (Mode.READING, Mode.DIFFERENCE)
"""Where a text is moved through, whatever may be done with it."""


def action(
    id: str,
    group: Group,
    modes: tuple[Mode, ...],
    keys: str,
    help: str,
    hint: str = "",
    *,
    label: str = "",
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
        label=label,
        argument=argument,
        after=after,
        in_palette=in_palette,
    )
