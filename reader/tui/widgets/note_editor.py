"""Where a note is written: in the margin beside its passage, or in a drawer at the bottom where there is no margin.

Mount it on the screen, `open` it, listen for `NoteSaved` and `NoteLeft`; `NoteTyped` says that something changed, for a draft of
it, and `LinkTyped` that a link is being typed, for `offer`. It comes when a note is written for the first time: its import
costs as much as a screen of text.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from reader.model.annotation import Colour
from reader.model.text import clean_text
from reader.model.values import dataclass
from reader.tui.keys.actions import Mode
from reader.tui.widgets.link_offers import LinkOffers, Offer
from reader.tui.widgets.note_area import NoteArea, OpenLink

DRAWER_ROWS = 8
"""Rows that a drawer takes at first."""

_FEWEST_ROWS = 3
_DRAWER_EDGES = 3
"""Rows of a drawer around its text: two blank ones and the name above it."""

LARGEST_SHARE = 0.6
"""As much of the height of the screen a note may take while it is written."""

PLACEHOLDER = "Markdown works, [[ links an article."


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSubject:
    """What a note is about: an annotation that is there, a passage that will be marked, or the whole article."""

    annotation_id: int = 0
    """0 for a new one."""
    start: int = 0
    end: int = 0
    """The passage of a new highlight, half-open; empty for a note on the article."""
    colour: Colour = Colour.YELLOW


@dataclass
class NoteSaved(Message):
    """A note was written."""

    subject: NoteSubject
    text: str


@dataclass
class NoteLeft(Message):
    """The writer wants to leave; if something is unsaved, ask, then `close` the editor."""

    subject: NoteSubject
    is_changed: bool


@dataclass
class NoteTyped(Message):
    """The text changed."""

    text: str
    """What stands there now, as it was typed."""


@dataclass
class LinkTyped(Message):
    """The words of a link that is being typed are others now; answer with `offer`."""

    words: str


@dataclass
class OffersLeft(Message):
    """What a link may lead to is listed no longer."""


@dataclass
class NoteGrown(Message):
    """The note takes another number of rows."""

    rows: int


@dataclass
class OutsideRequested(Message):
    """The note is to be gone on with in the user's editor; answer with `take_text`."""


class NoteEditor(Widget):
    """A few lines to write in. Hidden until it is opened."""

    DEFAULT_CSS = """
    NoteEditor {
        display: none; position: absolute; layer: over; background: $panel; border-left: wide $accent; height: auto;
    }
    NoteEditor.-drawer { position: relative; dock: bottom; margin-bottom: 1; width: 100%; border-left: none; }
    NoteEditor Static { color: $accent; height: 1; width: 100%; }
    NoteEditor TextArea {
        height: auto; width: 100%; border: none; padding: 0; background: $panel; color: $text;
        scrollbar-size: 0 0;
        &:focus { border: none; }
        &:focus .text-area--cursor { color: $ground; background: $caret; text-style: $caret-style; }
        & .text-area--cursor-line { background: $panel; }
        & .text-area--selection { background: $select; }
        & .text-area--placeholder { color: $muted; }
    }
    """

    def __init__(self, offers: LinkOffers | None = None, *, id: str | None = None) -> None:
        """`offers` is the list of what a link may lead to, mounted on the screen beside this; without one, none is shown."""
        super().__init__(id=id)
        self.subject = NoteSubject()
        self._before = ""
        self._offers = offers
        self._link: OpenLink | None = None
        """The link that is being typed."""
        self._refused: tuple[int, int] | None = None
        """Where a link begins for which nothing more is to be offered."""
        self._place: Region | None = None

    def compose(self) -> ComposeResult:
        """What the note is about, and its text."""
        yield Static(markup=False)
        yield NoteArea(
            soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True, placeholder=PLACEHOLDER
        )

    @property
    def mode(self) -> Mode:
        """What keys mean in it."""
        return Mode.COMPLETING if self._offers is not None and self._offers.is_shown else Mode.NOTE

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return bool(self.display)

    @property
    def text(self) -> str:
        """The note as it is written now, cleaned, no white space at its ends."""
        return clean_text(self._area.text).strip()

    @property
    def is_changed(self) -> bool:
        """Whether there is something to lose."""
        return self.is_open and self.text != self._before

    def open(
        self,
        subject: NoteSubject,
        text: str,
        place: Region | None,
        *,
        name: str = "",
        inset: int = 2,
        draft: str | None = None,
    ) -> None:
        """Write a note, or go on with one.

        `place` is where, in cells of the screen, its height the most it may take; None opens a drawer at the bottom, whose text
        begins at cell `inset`. `name` stands over the text: the user's word for the colour. `draft` is what was written before
        and not saved, to be gone on with.
        """
        self.subject, self._before = subject, text
        area = self._area
        self._link = self._refused = None
        title = self.query_one(Static)
        title.update(name)
        title.display = bool(name)
        self._place = place
        self.set_class(place is None, "-drawer")
        if place is None:
            self.styles.offset = (0, 0)
            self.styles.width = "100%"
            self.styles.padding = (1, inset, 1, inset)
        else:
            self.styles.offset = place.offset
            self.styles.width = place.width
            self.styles.padding = (0, 1, 0, 1)
        area.styles.min_height = _FEWEST_ROWS
        area.load_text(text if draft is None else draft)
        area.move_cursor(area.document.end)
        self.display = True
        self._fit()
        area.focus(scroll_visible=False)

    def take_text(self, text: str) -> None:
        """Go on with another text, from the user's editor; ctrl+z brings the one before back."""
        self._area.set_text(text)

    def _fit(self) -> None:
        """Be as high as the text, up to a share of the screen; what has no room below grows upwards."""
        height = self.screen.size.height
        most = max(_FEWEST_ROWS, int(height * LARGEST_SHARE))
        if self._place is None:
            self._area.styles.max_height = max(DRAWER_ROWS - _DRAWER_EDGES, most - _DRAWER_EDGES)
            return
        title_rows = int(self.query_one(Static).display)
        bottom = self._place.bottom
        most = min(most, bottom) - title_rows
        self._area.styles.max_height = most
        rows = title_rows + max(_FEWEST_ROWS, min(most, self._area.rows_wanted))
        y = max(0, min(self._place.y, bottom - rows))
        if self.styles.offset.y.value != y:
            self.styles.offset = (self._place.x, y)
        self.post_message(NoteGrown(rows))

    def stop_blinking(self) -> None:
        """Let the cursor stand still, for pictures."""
        self._area.cursor_blink = False

    def close(self) -> None:
        """Leave the note as it was before."""
        self._hide_offers()
        self.display = False

    def do_save_note(self, count: int, argument: str) -> None:
        """Save the note. An unchanged one is just left."""
        if not self.is_changed:
            self.post_message(NoteLeft(self.subject, is_changed=False))
        else:
            self._before = self.text
            self.post_message(NoteSaved(self.subject, self.text))

    def do_leave_note(self, count: int, argument: str) -> None:
        """Leave the note."""
        self.post_message(NoteLeft(self.subject, self.is_changed))

    def do_new_line(self, count: int, argument: str) -> None:
        """Begin a line where the cursor is; a list goes on."""
        self._area.begin_line()

    def do_write_outside(self, count: int, argument: str) -> None:
        """Go on in the user's editor."""
        self._hide_offers()
        self.post_message(OutsideRequested())

    # -- links ------------------------------------------------------------------------------------------------------
    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell that something changed, and be as high as the text."""
        event.stop()
        if self.is_open:
            self._fit()
            self.post_message(NoteTyped(self._area.text))

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Ask what a link that is being typed may lead to."""
        event.stop()
        link = self._area.open_link() if self.is_open and self._offers is not None else None
        if link is None or (link.row, link.column) == self._refused:
            self._link = None
            self._hide_offers()
            if link is None:
                self._refused = None
        elif link != self._link:
            self._link = link
            self.post_message(LinkTyped(link.words))

    def offer(self, words: str, offers: Sequence[Offer]) -> None:
        """Show what a link may lead to, if these are still its words."""
        if self._offers is None or self._link is None or self._link.words != words or not self.is_open:
            return
        if offers:
            self._offers.show(offers, self._area.place_of(self._link), self.screen.size)
        else:
            self._hide_offers()

    def take_offer(self, index: int) -> None:
        """Write a link into the note."""
        if self._offers is not None and self._link is not None and index < len(self._offers.offers):
            link, text = self._link, self._offers.offers[index].text
            self._link = None
            self._hide_offers()
            self._area.close_link(link, text)

    def do_take_offer(self, count: int, argument: str) -> None:
        """Write the link under the bar into the note."""
        if self._offers is not None:
            self.take_offer(self._offers.at)

    def do_next_offer(self, count: int, argument: str) -> None:
        """Move the bar down."""
        if self._offers is not None:
            self._offers.move(1)

    def do_previous_offer(self, count: int, argument: str) -> None:
        """Move the bar up."""
        if self._offers is not None:
            self._offers.move(-1)

    def do_leave_offers(self, count: int, argument: str) -> None:
        """Take the list away; nothing more is offered for this link."""
        if self._link is not None:
            self._refused = (self._link.row, self._link.column)
            self._link = None
        self._hide_offers()

    def _hide_offers(self) -> None:
        if self._offers is not None and self._offers.is_shown:
            self._offers.hide()
            self.post_message(OffersLeft())

    @property
    def _area(self) -> NoteArea:
        return self.query_one(NoteArea)
