"""What cleaning did with a page: every part of it with why it stayed or went, and the rules a reader makes of that.

Made by the cleaner when somebody asks why (`extract --explain`, "what was left out" in the reader), never on the ordinary way.
All texts in here have passed the boundary for outside text.
"""

from enum import StrEnum

from reader.model.values import dataclass

NO_ADDRESS = "no-address"
"""Stands for the site of a page that has no address: pasted text, a file that does not say where it is from."""
EVERY_SITE = "*"


class PartKind(StrEnum):
    """What a part of a page is, kept or not."""

    HEADLINE = "headline"
    DECK = "deck"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    CAPTION = "caption"
    RULE = "rule"
    EMBED = "embed"
    BOX = "box"
    """An element that was taken out whole before its text was looked at: menus, footers, hidden parts."""
    LINE = "line"
    """A line of a copied page that is no block of the article."""


class RuleVerb(StrEnum):
    """What a reader's rule says of the blocks it names."""

    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """A reader's rule for one site: one line of `site_rules.toml` in the config folder."""

    site: str
    """The host it is for, with all hosts below it; `NO_ADDRESS`; `EVERY_SITE`."""
    verb: RuleVerb
    signature: str
    """What names the kind of block: `aside.related`, `.story-body p.promo`, or `text: Read also: *`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPart:
    """One part of a page, in page order."""

    text: str
    """Its plain text, cleaned; of a figure without caption and credit its alt text; of a `BOX` shortened to one line."""
    kind: PartKind
    is_kept: bool
    """Whether it stands in the article, be it as a block, as the deck, or as the caption of a figure."""
    reason: str
    """One line for people: why it stayed or went."""
    chance: float | None = None
    """How likely it is the article, 0 to 1, as far as it was weighed at all."""
    block: int = -1
    """Index of the block of the article that it became, or if it was left out of the last kept block before it;
    -1 before the first."""
    place: str = ""
    """Where on the page it stands, as a short path: `aside.related > ul > li`; of copied text `line 12`."""
    rule: str | None = None
    """The signature of the rule that would drop this kept part (keep this left-out part) on its site from now on;
    None if nothing names it without taking other parts with it."""
    ruled_by: SiteRule | None = None
    """The reader's rule that decided about it, if one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """A metadata field and where its value came from."""

    name: str
    """As in `Metadata`: `title`, `published`."""
    value: str
    """On one line."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """A page as the cleaner saw it."""

    parts: tuple[CleanedPart, ...]
    """In page order; pages of an article over several pages one after the other."""
    fields: tuple[FieldSource, ...] = ()
    notes: tuple[str, ...] = ()
    """What went wrong on the way, and what the reader should know: "made with an older cleaner"."""
    url: str = ""
    site: str = ""
    """The host that a rule made here is for."""

    @property
    def left_out(self) -> tuple[CleanedPart, ...]:
        """The parts that do not stand in the article."""
        return tuple(part for part in self.parts if not part.is_kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTally:
    """How the highlights of an article fared as its text changed."""

    in_place: int = 0
    moved: int = 0
    changed: int = 0
    """Found, but their words are not quite the same."""
    orphaned: int = 0
    """Their passage is gone; they are kept."""

    @property
    def in_words(self) -> str:
        """As in "41 in place, 2 moved"; empty if there are no highlights."""
        counts = (
            (self.in_place, "in place"),
            (self.moved, "moved"),
            (self.changed, "changed"),
            (self.orphaned, "without their passage"),
        )
        return ", ".join(f"{count} {words}" for count, words in counts if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReport:
    """What writing or forgetting a rule did to the article on which it was done."""

    rule: SiteRule
    version_id: str
    """The current version after it."""
    is_changed: bool
    """Whether the article's text is another one now."""
    blocks_added: int = 0
    blocks_removed: int = 0
    marks: MarkTally = MarkTally()
    notes: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """One line: "1 block more; marks: 41 in place, 2 moved"."""
        if not self.is_changed:
            return "the text of this article stays as it was"
        changes = [
            f"{count} block{'s' * (count != 1)} {word}"
            for count, word in ((self.blocks_added, "more"), (self.blocks_removed, "fewer"))
            if count
        ]
        words = ", ".join(changes) or "its text changed"
        return f"{words}; marks: {self.marks.in_words}" if self.marks.in_words else words
