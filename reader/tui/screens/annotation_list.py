"""All marks and notes of the article that is open; answers with the one chosen. A filter line asks for some of them.

Those of the whole library stand on the workbench.
"""

from collections.abc import Callable, Mapping, Sequence

from reader.library.results import FoundAnnotation
from reader.model.annotation import AnchorState, Colour, PlacedAnnotation
from reader.model.found import Snippet, SnippetSource
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.screens.sheet_rows import RowsToMake

Ranges = tuple[tuple[int, int], ...]


class AnnotationList(Sheet[FoundAnnotation]):
    """Quotes with their notes, under the headlines of their articles."""

    hints = (("accept", "go there"), ("filter_choices", "filter"), ("cancel", "leave"))
    has_filter = True

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        found: Sequence[FoundAnnotation],
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
        self._entries: list[FoundAnnotation | str] = []
        """What the rows stand for: annotations, and the headlines above them."""
        self._found = found
        self._problem = ""

    @property
    def title_text(self) -> str:  # type: ignore[override]  # it says how much of it is shown
        """What is listed, and how much of it where that is not all."""
        return f"{self._title} · {len(self._found):,} found" if self.line.text.strip() else self._title

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
        entries: list[FoundAnnotation | str] = []
        headings: list[int] = []
        shown = self._here
        for entry in self._found:
            if entry.record.id != shown:
                shown = entry.record.id
                headings.append(len(entries))
                entries.append(entry.record.title)
            entries.append(entry)
        self._entries = entries
        return RowsToMake(len(entries), lambda at: self._row(entries[at]), headings)

    def _row(self, entry: FoundAnnotation | str) -> SheetRow:
        if isinstance(entry, str):
            return SheetRow(text=entry, is_heading=True)
        return annotation_row(entry.placed, self._meanings, entry.snippet)

    # -- the filter -------------------------------------------------------------------------------------------------
    def unfiltered(self) -> None:
        """Show everything."""
        self._ask("")
        self.reload()

    def written(self) -> None:
        """Ask for what is written; what is shown stays until the answer comes."""
        self._ask(self.line.text.strip())

    def show(self, found: Sequence[FoundAnnotation]) -> None:
        """Show what a query found."""
        self._found, self._problem = found, ""
        self.reload()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the query."""
        self._found, self._problem = (), problem
        self.reload()

    def choose(self, index: int) -> None:
        """Answer with the annotation."""
        if index >= 0 and not isinstance(entry := self._entries[index], str):
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
