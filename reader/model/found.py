"""What a search shows of each thing it found."""

from enum import StrEnum

from reader.model.values import dataclass


class SnippetSource(StrEnum):
    """Where the words of a snippet stand."""

    TEXT = "text"
    """In `Article.text`: the snippet has a place there."""
    NOTE = "note"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A line of text around the words that were looked for."""

    text: str
    """One line; begins and ends with an ellipsis where more stands before or after."""
    marks: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of code points of `text` that were looked for, in order, none touching another."""
    source: SnippetSource = SnippetSource.TEXT
    offset: int = 0
    """Of the first marked word in `Article.text`, where `source` is TEXT."""
    annotation_id: int = 0
    """The annotation whose note or quote it is from."""
