"""What the article pane asks for and tells. Offsets are code points of `Article.text`; ranges are half-open.

Handled by the screen that mounts the pane; the pane itself changes nothing that is stored.
"""

from textual.message import Message

from reader.model.annotation import Colour, Keep
from reader.model.blocks import Figure
from reader.model.values import dataclass
from reader.tui.keys.actions import Mode
from reader.tui.window_state import Value


@dataclass(eq=False, repr=False)
class HighlightRequested(Message):
    """A passage is to be marked. It is drawn already, as saving: answer with `highlight_saved` or `highlight_failed`."""

    token: int
    start: int
    end: int
    colour: Colour
    tags: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class NoteRequested(Message):
    """A passage is to be marked and a note written on it; nothing is drawn or saved before the note is."""

    start: int
    end: int
    colour: Colour


@dataclass(eq=False, repr=False)
class EditRequested(Message):
    """The note of an annotation is to be written or changed."""

    annotation_id: int
    is_external: bool
    """In $EDITOR instead of the margin."""


class MarkAwaited(Message):
    """Something is to be done with a mark as soon as it is saved: the keys behind are for what comes of it."""


@dataclass(eq=False, repr=False)
class MarkCame(Message):
    """What was to be done with a mark that was being saved has been asked for, or will not be."""

    is_saved: bool


@dataclass(eq=False, repr=False)
class TagsRequested(Message):
    """The tags of an annotation are to be changed."""

    annotation_id: int


@dataclass(eq=False, repr=False)
class ColourRequested(Message):
    """An annotation is to have another colour."""

    annotation_id: int
    colour: Colour


@dataclass(eq=False, repr=False)
class DeleteRequested(Message):
    """An annotation is to be removed."""

    annotation_id: int


@dataclass(eq=False, repr=False)
class SettleRequested(Message):
    """Of what two machines wrote at the same time, this is to be kept."""

    annotation_id: int
    keep: Keep


@dataclass(eq=False, repr=False)
class RangeChangeRequested(Message):
    """A highlight is to begin or end elsewhere."""

    annotation_id: int
    start: int
    end: int


@dataclass(eq=False, repr=False)
class AnnotationFocused(Message):
    """The current sentence or the caret came to stand on an annotation, or left the last one (id 0)."""

    annotation_id: int
    is_chosen: bool = False
    """Whether somebody went to it: its note is to be seen."""


@dataclass(eq=False, repr=False)
class AnnotationOpened(Message):
    """The note under the bar, or the one clicked on, is to be shown, however narrow the screen."""

    annotation_id: int


@dataclass(eq=False, repr=False)
class PictureRequested(Message):
    """The figure under the bar is to be shown by itself."""

    figure: Figure


@dataclass(eq=False, repr=False)
class LinkRequested(Message):
    """A link is to be followed, or kept for later. `#name` targets never come: the pane goes there itself."""

    target: str
    is_kept: bool
    is_outside: bool = False
    """Whether it leads to what is no article: something to be played, a post, a map. The browser shows it."""


@dataclass(eq=False, repr=False)
class CopyRequested(Message):
    """A passage is to go to the clipboard."""

    text: str
    has_citation: bool


@dataclass(eq=False, repr=False)
class MarkSet(Message):
    """A place has got a letter."""

    letter: str
    offset: int


@dataclass(eq=False, repr=False)
class MarkRemoved(Message):
    """A place has lost its letter."""

    letter: str


@dataclass(eq=False, repr=False)
class PlaceRequested(Message):
    """A place of another article is to be gone back to. The pane goes to those of its own article itself."""

    article_id: str
    offset: int


@dataclass(eq=False, repr=False)
class SettingChosen(Message):
    """The user chose how the text is set; the pane has taken it."""

    setting: str
    """The name of a field of `Config`."""
    value: Value


@dataclass(eq=False, repr=False)
class PositionChanged(Message):
    """The reader came to another place. Posted when the text has stood still for a moment, not at every step."""

    offset: int
    """Of the first text on the screen."""
    furthest: int


@dataclass(eq=False, repr=False)
class WindowChanged(Message):
    """Other rows are on the screen, or other notes beside them: the margin and the last row have to follow."""


@dataclass(eq=False, repr=False)
class ModeChanged(Message):
    """Keys mean something else now, or work on something else: the selection changed."""

    mode: Mode


@dataclass(eq=False, repr=False)
class FindMoved(Message):
    """Another place found is the current one."""

    index: int
    """From 1; 0 when nothing was found."""
    count: int
    query: str
    wraps: int = 0
    """1 if one came round from the last place to the first, -1 the other way."""
    problem: str = ""
    """Why nothing could be looked for: what is wrong with a pattern."""


@dataclass(eq=False, repr=False)
class VersionsRequested(Message):
    """The line that says how often the article changed was chosen."""


@dataclass(eq=False, repr=False)
class Noticed(Message):
    """Something worth a few words in the last row: `no more marks below`."""

    text: str
