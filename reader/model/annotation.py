"""What a reader marks and writes: highlights and notes, and where they stand in a version of the text.

An annotation never knows cells or blocks, only offsets into `Article.text` and the quote with its context, so it can be found
again in a text that has changed.
"""

from datetime import datetime
from enum import StrEnum

from reader.model.blocks import OBJECT
from reader.model.objects import with_objects
from reader.model.values import dataclass

CONTEXT_LETTERS = 32
"""Length of prefix and suffix: what Hypothesis and the Web Annotation practice use."""

BELIEVED = 0.95
"""The confidence from which on a place is believed; below it the reader is asked for a look.

Confidences are probabilities (`anchor.confidence`). With the old text at hand, of what is believed 0.17 % is misplaced and 3 % of
what is right is asked about; by the selectors alone 0.4 % and 5 %.
"""


def context_words(context: str, *, is_before: bool) -> str:
    """Return what stood around a passage on one line: of a context that was cut, without the piece of a word at its far end."""
    text = " ".join(context.split())
    if len(context) < CONTEXT_LETTERS or " " not in text:
        return text
    return text.split(" ", 1)[1] if is_before else text.rsplit(" ", 1)[0]


class Colour(StrEnum):
    """The five inks. Their order is that of the digit keys; what they mean is the user's word."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """How a passage is found again: its words, what stands around them, and where it stood.

    `start` and `end` are a half-open range of code points in `Article.text` of the version the mark was made on; `exact` is
    that text; `prefix` and `suffix` are up to 32 code points before and after. The form follows the W3C Web Annotation Data
    Model, sections 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    objects: tuple[str, ...] = ()
    """In words, in order, what stands in `exact` and has no letters: `picture: the pier`. See `objects`."""

    @property
    def shown(self) -> str:
        """The quote for people: `[picture: the pier]` where a picture stands, nothing where a break does."""
        return with_objects(self.exact, self.objects) if OBJECT in self.exact else self.exact

    @property
    def surroundings(self) -> str:
        """Where the passage stood, in words: "between “…the council said.” and “Tickets will…”"; "" if it was the whole text."""
        before, after = context_words(self.prefix, is_before=True), context_words(self.suffix, is_before=False)
        if before and after:
            return f"between “…{before}” and “{after}…”"
        return f"after “…{before}”" if before else f"before “{after}…”" if after else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPassage:
    """A passage as it was marked, where the reader has put the mark on other words since: by hand, or by saying that it is
    right where it was found. What was read then is not lost with it."""

    selectors: Selectors
    version_id: str
    """The version in which it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """What somebody wrote elsewhere at the same time, as far as it differs from what is shown: what does not is None."""

    written: datetime
    note: str | None = None
    colour: Colour | None = None
    tags: tuple[str, ...] | None = None
    selectors: Selectors | None = None
    """Another passage; the passage that is shown stands in the annotation."""
    is_article_note: bool = False
    """The mark was kept there as a note on the article: its passage was taken away."""
    version_id: str = ""
    """The version in which that other passage stands, or the note on the article was made; "" if neither is there."""
    marked_as: FormerPassage | None = None
    """What was marked at first, if that other passage took its place."""
    is_removal: bool = False
    """The annotation was removed there, by somebody who had not seen what was written here."""

    def told(self) -> str:
        """Return what is written there beside the note, in words: colour, tags, passage, removal; "" if there is nothing."""
        parts = [self.colour.value] if self.colour else []
        if self.tags is not None:
            parts.append(" ".join(f"#{tag}" for tag in self.tags) or "no tags")
        if self.selectors is not None:
            parts.append(f"“{self.selectors.shown}”")
        if self.is_article_note:
            parts.append("kept as a note on the article")
        if self.note == "":
            parts.append("no note")
        if self.is_removal:
            parts.append("deleted")
        return ", ".join(parts)


class Keep(StrEnum):
    """What a reader keeps of what two machines wrote at the same time."""

    SHOWN = "shown"
    """What is shown; what stands beside it goes."""
    OTHER = "other"
    """What stands beside it, the latest if that is several; if that is a removal, the annotation goes."""
    BOTH = "both"
    """The notes one below the other, the tags together; a removal has no say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A highlight (with `selectors`) or a note on the article as a whole (without)."""

    id: int
    """63 bits, time-ordered and random; a string in JSON."""
    article_id: str
    created: datetime
    updated: datetime
    version_id: str = ""
    """The version on which the mark was made."""
    selectors: Selectors | None = None
    colour: Colour = Colour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()
    others: tuple[OtherVersion, ...] = ()
    """What was written elsewhere at the same time, the latest first; kept and shown until the reader has chosen."""
    marked_as: FormerPassage | None = None
    """What was marked at first, if the mark was put on other words since."""

    @property
    def is_highlight(self) -> bool:
        """Whether it marks a passage; otherwise it is a note on the whole article."""
        return self.selectors is not None

    @property
    def quote(self) -> str:
        """The marked words as they were when marked, pictures in words; empty for a note on the article."""
        return self.selectors.shown if self.selectors else ""

    @property
    def other_notes(self) -> tuple[str, ...]:
        """The notes written elsewhere at the same time as `note`."""
        return tuple(other.note for other in self.others if other.note)


class AnchorState(StrEnum):
    """How sure we are of the place."""

    ANCHORED = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a highlight stands in the version shown; `start == end == 0` for an orphan."""

    state: AnchorState
    start: int = 0
    end: int = 0
    confidence: float = 1.0
    """0 to 1."""

    @property
    def needs_look(self) -> bool:
        """Whether the place was found, but not so surely that it can be believed: the reader decides."""
        return self.state is not AnchorState.ORPHAN and self.confidence < BELIEVED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAnnotation:
    """An annotation and its place in the version shown. Notes on the article have no anchor."""

    annotation: Annotation
    anchor: Anchor | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it has a passage on the screen."""
        return self.anchor is not None and self.anchor.state is not AnchorState.ORPHAN
