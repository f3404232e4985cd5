"""What the margin asks for and tells, beside what it shares with the article pane. Handled by the screen that mounts it."""

from textual.message import Message

from reader.model.values import dataclass


@dataclass
class NoteChosen(Message):
    """The cursor of the margin moved to a note: the text should show its passage."""

    annotation_id: int


@dataclass
class PassageRequested(Message):
    """The reader wants to go on reading at the passage of a note."""

    annotation_id: int


@dataclass
class TrackChosen(Message):
    """A line of the track beside the margin was pressed, or the pointer was dragged to it."""

    line: int
    is_first: bool


@dataclass
class ScrollRequested(Message):
    """The wheel was turned over the margin: the text should move by so many rows."""

    rows: int
