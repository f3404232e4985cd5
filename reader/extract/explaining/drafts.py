"""Parts in the making: what explaining a page and explaining a text have in common."""

from collections.abc import Sequence
from itertools import islice

from reader.extract.explaining.signing import Signable, Signer
from reader.extract.markup.tree import Element
from reader.extract.user_rules.stable_names import stable_selectors
from reader.model.cleaning import CleanedPart, PartKind, SiteRule
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_PLACE_LEVELS = 4
MAX_PLACE_LETTERS = 40


@dataclass(slots=True, kw_only=True)
class Draft:
    """A part in the making."""

    text: str
    kind: PartKind
    is_kept: bool
    reason: str = ""
    line: Sequence[Element] = ()
    """Its element and those above it, innermost first; empty for a line of text."""
    place: str = ""
    """Where it stands, if no element says so."""
    chance: float | None = None
    block: int = -1
    """KEPT: the index of its block."""
    ruled_by: SiteRule | None = None
    words: str | None = None
    """What a rule for lines is held against, where that is not its text."""
    is_settled: bool = False
    """Whether no rule can change how it fares: the headline, a picture that stands in the article already."""

    def name_rule(self) -> None:
        """Give the rule that decided about it as its reason."""
        if self.ruled_by is not None:
            self.reason = f"your rule: {self.ruled_by.verb.value} {self.ruled_by.signature}"


def finish(drafts: Sequence[Draft]) -> tuple[CleanedPart, ...]:
    """Return the parts, each with the block it became or stands behind, and with the rule that would name it."""
    signer = Signer([_signable(draft) for draft in drafts])
    parts: list[CleanedPart] = []
    before = -1
    for index, draft in enumerate(drafts):
        before = max(before, draft.block) if draft.is_kept else before
        parts.append(
            CleanedPart(
                text=draft.text,
                kind=draft.kind,
                is_kept=draft.is_kept,
                reason=draft.reason,
                chance=draft.chance,
                block=draft.block if draft.is_kept and draft.block >= 0 else before,
                place=draft.place or place_of(draft.line),
                rule=None if draft.is_settled or draft.kind is PartKind.HEADLINE else signer.sign(index),
                ruled_by=draft.ruled_by,
            )
        )
    return tuple(parts)


def _signable(draft: Draft) -> Signable:
    words = draft.text if draft.words is None else draft.words
    return Signable(draft.line, words, draft.is_kept, has_lines=draft.kind is not PartKind.BOX)


def place_of(line: Sequence[Element]) -> str:
    """Return where a part stands, for people: its element and the boxes around it up to the first one with a name."""
    steps: list[str] = []
    for element in islice(line, MAX_PLACE_LEVELS):
        if element.tag in ("body", "html"):
            break
        name = next(stable_selectors(element), "")
        steps.append(clean_line(f"{element.tag}{name}", MAX_PLACE_LETTERS))
        if name and len(steps) > 1:
            break
    return " > ".join(reversed(steps)) or ("body" if line else "")
