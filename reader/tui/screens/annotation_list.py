"""All marks and notes, of the article that is open or of the whole library; answers with the one chosen.

Those of the library come by query: as many as anybody looks through, and how many there are. A filter line asks for others.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reader.library.results import FoundAnnotation
from reader.model.annotation import AnchorState, Colour, PlacedAnnotation
from reader.model.found import Snippet, SnippetSource
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow

Ranges = tuple[tuple[int, int], ...]


class AnnotationPage(NamedTuple):
    """The annotations that a query finds, as many as are shown."""

    found: tuple[FoundAnnotation, ...]
    has_more: bool
    """Whether it finds more."""


class AnnotationList(Sheet[FoundAnnotation]):
    """Quotes with their notes, under the headlines of their articles."""

    hints = (("accept", "go there"), ("filter_choices", "filter"), ("cancel", "leave"))

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        page: AnnotationPage,
        meanings: Mapping[Colour, str],
        ask: Callable[[str], object],
        *,
        here: str = "",
    ) -> None:
        """`ask` is called with a query, and answers by `show`, or by `refuse`; `here` is the article that needs no headline."""
        super().__init__(keymap)
        self._title = title
        self._meanings = meanings
        self._here = here
        self._ask = ask
        self._entries: list[FoundAnnotation | None] = []
        self._page = page
        self._problem = ""

    @property
    def title_text(self) -> str:  # type: ignore[override]  # it says how much of it is shown
        """What is listed, and how much of it where that is not all."""
        if self._page.has_more:
            return f"{self._title} · the first {len(self._page.found):,}"
        return f"{self._title} · {len(self._page.found):,} found" if self.line.text.strip() else self._title

    @property
    def empty_text(self) -> str:  # type: ignore[override]  # it says what is wrong with a query
        """What would be here."""
        if self._problem:
            return self._problem
        if self.line.text.strip():
            return "No mark and no note is found by that."
        return "Marks and notes stand here. H marks the current sentence, a writes beside it."

    def make_rows(self) -> Sequence[SheetRow]:
        """A heading for each article but the one that is open, a row for each annotation."""
        rows: list[SheetRow] = []
        self._entries = []
        shown = self._here
        for entry in self._page.found:
            if entry.record.id != shown:
                shown = entry.record.id
                rows.append(SheetRow(text=entry.record.title, is_heading=True))
                self._entries.append(None)
            rows.append(annotation_row(entry.placed, self._meanings, entry.snippet))
            self._entries.append(entry)
        return rows

    # -- the filter -------------------------------------------------------------------------------------------------
    def do_filter_choices(self, count: int, argument: str) -> None:
        """Open the filter line."""
        self.has_line = True
        self.reload(self.at)

    def do_cancel(self, count: int, argument: str) -> None:
        """Close the filter line and show everything; without one, leave."""
        if not self.has_line:
            self.dismiss(None)
            return
        self.has_line = False
        if self.line.text:
            self.line.replace(0, len(self.line.text), "")
            self._ask("")
        self.reload()

    do_close = do_cancel

    def written(self) -> None:
        """Ask for what is written; what is shown stays until the answer comes."""
        self._ask(self.line.text.strip())

    def show(self, page: AnnotationPage) -> None:
        """Show what a query found."""
        self._page, self._problem = page, ""
        self.reload()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the query."""
        self._page, self._problem = AnnotationPage((), has_more=False), problem
        self.reload()

    def choose(self, index: int) -> None:
        """Answer with the annotation."""
        if index >= 0 and (entry := self._entries[index]) is not None:
            self.dismiss(entry)


def annotation_row(
    placed: PlacedAnnotation, meanings: Mapping[Colour, str], snippet: Snippet | None = None
) -> SheetRow:
    """Return the row of one annotation: the quote on its colour, then the colour's word, the note, the tags and its state.

    A note on the article has no quote: its own words come first. What was looked for is marked where it stands.
    """
    annotation = placed.annotation
    state = placed.anchor.state if placed.anchor is not None else None
    note, note_marks = _shown(annotation.note, snippet, SnippetSource.NOTE)
    quote, quote_marks = _shown(annotation.quote, snippet, SnippetSource.QUOTE)
    before = [
        meanings[annotation.colour] if annotation.is_highlight else "on the article",
        "its passage is gone from the text" if state is AnchorState.ORPHAN else "",
        "its words have changed" if state is AnchorState.CHANGED else "",
        "needs a look" if placed.anchor is not None and placed.anchor.needs_look else "",
    ]
    after = [note if quote else "", " ".join(f"#{tag}" for tag in annotation.tags)]
    lead = " · ".join(part for part in before if part)
    shift = len(lead) + len(" · ")
    return SheetRow(
        text=quote or note or "✎",
        text_marks=quote_marks if quote else note_marks,
        colour=annotation.colour.value if annotation.is_highlight else "",
        note=" · ".join(part for part in (lead, *after) if part),
        note_marks=tuple((start + shift, end + shift) for start, end in note_marks) if quote else (),
    )


def _shown(text: str, snippet: Snippet | None, source: SnippetSource) -> tuple[str, Ranges]:
    """Return a text of an annotation on one line, from nearer to what was looked for on if that stands in it."""
    if snippet is not None and snippet.source is source and snippet.text:
        return snippet.text, snippet.marks
    return " ".join(text.split()), ()
