"""Two versions of one article as one running text: what stayed, what was put in, what was taken out, word by word.

Made by `reader.anchor.difference`, drawn by the screen, printed and exported by the faces. Nothing of it is stored: versions
are, and a difference is made of two of them whenever somebody asks.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reader.model.blocks import Block
from reader.model.units import TextRange
from reader.model.values import dataclass


class Edit(StrEnum):
    """What happened to a stretch of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


class Stretch(NamedTuple):
    """Neighbouring letters that share a fate."""

    edit: Edit
    text: str
    """As it stands in the text. Where two blocks were joined, two line feeds are removed: the blank line between them."""
    old: TextRange | None = None
    """Where it stands in `Article.text` of the old version; None if it was added, and in parts that are not in the text."""
    new: TextRange | None = None
    """Where it stands in the new version; None if it was removed, and in parts that are not in the text."""


class PartKind(StrEnum):
    """What is compared as a whole."""

    BLOCK = "block"
    BYLINE = "byline"
    """Authors, agencies and place, on one line; not in the text of an article, but shown under its headline."""
    LEFT = "left"
    """Where a block stood that stands elsewhere now (`new_block`): nothing is in it, a line may tell of it or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentPart:
    """One block of the running text, or the byline."""

    kind: PartKind = PartKind.BLOCK
    stretches: tuple[Stretch, ...]
    """In reading order; joined without the removed they are the new text of the part, without the added the old one.

    All stretches with a place in a version, by place, are its whole text but for the blank lines between blocks.
    """
    old_block: int = -1
    """Index of the block in the old version, the first if several were joined; -1 if it was not there."""
    new_block: int = -1
    """Index of the block in the new version; -1 if it is gone."""
    block: Block | None = None
    """The block that gives it its look: that of the new version, else that of the old one; None for a byline."""
    is_moved: bool = False
    """Whether it stood elsewhere in the old version, in another order."""
    is_split: bool = False
    """Whether it was one block with the part before it in the old version."""

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return self.is_moved or self.is_split or any(stretch.edit is not Edit.KEPT for stretch in self.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What parts two versions of an article."""

    old_version: str
    new_version: str
    old_fetched: datetime
    new_fetched: datetime
    parts: tuple[DifferentPart, ...]
    """All of both texts, in the order of the new one; what is gone stands where it stood."""
    added_words: int = 0
    removed_words: int = 0
    old_number: int = 0
    """Which of the article's versions it is, from 1; 0 if nobody asked."""
    new_number: int = 0
    is_recleaned: bool = False
    """Whether both were made from the same page: then the cleaner changed, and not the newsroom."""

    @property
    def is_empty(self) -> bool:
        """Whether they read the same."""
        return not any(part.is_changed for part in self.parts)
