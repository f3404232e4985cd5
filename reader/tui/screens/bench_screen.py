"""The workbench as it is seen: facets, the list, and the annotation under the bar in full; what is asked for and what came.

What is done to annotations is in `bench_acts`, editing their notes in `bench_notes`; `bench` puts these together, and
`bench_desk` knows how one comes and goes.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from reader.library.bench import BenchOrder, BenchRow, Target
from reader.library.results import OpenArticle
from reader.model.annotation import Colour
from reader.tui.arrangement import LIBRARY_FROM, MARGIN_FROM
from reader.tui.bench_filter import BenchFilter, Counted
from reader.tui.bench_session import BenchSession, counted
from reader.tui.empty_states import key_of
from reader.tui.footer import bench_hints
from reader.tui.keys.actions import Mode
from reader.tui.list_places import NO_FOLDS, Folds
from reader.tui.screens.asking_screen import AskingScreen
from reader.tui.screens.bench_order_sheet import ORDER_NAMES
from reader.tui.screens.host import Host
from reader.tui.screens.query_line import shown_fault
from reader.tui.shown_bench import BenchAsk, BenchHeading, GroupAbout, LoadedBench, Shown
from reader.tui.widgets.bench_facets import WIDTH, BenchFacets, FacetChosen
from reader.tui.widgets.bench_list import INDENT, BenchList, BenchMoved, BenchRowsWanted
from reader.tui.widgets.bench_preview import BenchPreview
from reader.tui.widgets.facet_rows import facet_words
from reader.tui.widgets.list_rows import TEXT_X

PREVIEW_CELLS = (38, 72)
"""The fewest and the most cells of the column at the right."""

LIST_CELLS = 50
"""Cells that the list keeps beside it."""


class BenchWays(Protocol):
    """Where one goes from the workbench."""

    def jump(self, target: Target) -> None:
        """Go to an annotation in its article; from there one comes back."""

    def go_to_undone(self) -> None:
        """Go to where the last undone or redone change was; from there one comes back."""

    def close(self) -> None:
        """Go back to where one was before."""

    def review(self, targets: tuple[Target, ...]) -> None:
        """Walk through annotations, each in its article."""

    def keep(self, order: BenchOrder, has_preview: bool) -> None:
        """Remember how the reader likes it."""

    def annotations_changed(self) -> None:
        """Annotations were changed here: the article that is open below may have some of them."""


class BenchScreen(AskingScreen, inherit_bindings=False):
    """The columns, and what they show."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    BenchScreen { layout: horizontal; layers: base over top; overflow: hidden; background: $ground; color: $text; }
    BenchFacets, BenchList, BenchPreview { margin-bottom: 1; }
    BenchScreen.-one-ground BenchFacets.-drawer { border-right: solid $muted; }
    BenchScreen.-one-ground NoteEditor.-drawer { border-top: solid $muted; }
    """

    def __init__(self, host: Host, ways: BenchWays, order: BenchOrder, *, has_preview: bool) -> None:
        super().__init__(host.keymap)
        self.host = host
        self.ways = ways
        self.filter = BenchFilter()
        self.order = order
        self.has_preview = has_preview
        self.counted = Counted(BenchFilter())
        self.facets = BenchFacets()
        self.list = BenchList()
        self.preview = BenchPreview()
        self._folds = NO_FOLDS
        self._request = 0
        self._is_stale = True

    def compose(self) -> ComposeResult:
        """The columns from left to right, and the last row."""
        self._stand()
        yield self.facets
        yield self.list
        yield self.preview
        yield self.status

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_focus(self.list, scroll_visible=False)

    def on_screen_resume(self) -> None:
        """Show what changed while one was elsewhere."""
        self.list.meanings = self.meanings
        self._stand()
        if self._is_stale:
            self.reload()
        self.settled()

    @property
    def session(self) -> BenchSession:
        """The questions to the library."""
        return self.host.session.bench

    @property
    def meanings(self) -> Mapping[Colour, str]:
        """The user's words for the colours."""
        return self.host.meanings

    # -- for the screen built on it ---------------------------------------------------------------------------------
    @property
    @abstractmethod
    def note_mode(self) -> Mode:
        """What keys mean while a note is edited."""

    def query_counted(self, words: str, ask: BenchAsk, total: int) -> None:
        """Say beside the line that is being written how much it finds, and go on with one that was taken."""

    def edit_note(self, row: BenchRow, *, is_external: bool) -> None:
        """Edit the note of an annotation, here or in the user's editor."""

    # -- where the columns stand ------------------------------------------------------------------------------------
    @property
    def has_column(self) -> bool:
        """Whether the facets stand beside the list."""
        return self.app.size.width >= LIBRARY_FROM

    @property
    def is_previewing(self) -> bool:
        """Whether the annotation under the bar stands beside the list."""
        return self.has_preview and self.app.size.width >= MARGIN_FROM

    def _stand(self) -> None:
        width = self.app.size.width
        is_drawer = not self.has_column
        self.facets.set_class(is_drawer, "-drawer")
        self.facets.display = not is_drawer or self.focused is self.facets
        self.list.indent = 0 if is_drawer else INDENT
        rest = width - WIDTH
        least, most = PREVIEW_CELLS
        self.preview.styles.width = max(least, min(most, rest * 9 // 20, rest - LIST_CELLS))
        self.preview.display = self.is_previewing

    def on_resize(self, event: events.Resize) -> None:
        """Put the columns where there is room."""
        self.stand_anew()

    def stand_anew(self) -> None:
        """Put the columns where they belong now."""
        self._stand()
        self._look()
        self.settled()

    @property
    def mode(self) -> Mode:
        """What keys mean now."""
        return self.asking_mode or self.mode_of(self.focused)

    def mode_of(self, focused: Widget | None) -> Mode:
        """Return what keys mean with the focus on a widget: what is no column is the editor of a note."""
        if focused is None or focused in (self.list, self.facets):
            return Mode.BENCH
        return self.note_mode

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a click into another column."""
        self._stand()
        self.list.refresh()
        self.facets.refresh()
        self.settled()

    # -- what is listed ---------------------------------------------------------------------------------------------
    def ask_for(self, filter: BenchFilter, *, is_typing: bool = False) -> None:
        """List what a filter finds."""
        self.filter = filter
        self.reload(is_typing=is_typing)

    def reload(self, *, is_typing: bool = False) -> None:
        """Ask for the list anew; what is on the screen stays where it is."""
        self._is_stale = False
        ask = BenchAsk(self.filter, self.order, is_typing)
        self.session.load(ask, self.list.held(ask), self._folds, self._loaded)

    def changed(self) -> None:
        """Take note that annotations may have changed: shown at once, or when one comes back."""
        self.session.forget_articles()
        if self.is_current:
            self.reload()
        else:
            self._is_stale = True

    def _loaded(self, request: int, loaded: LoadedBench) -> None:
        self._take_list(request, loaded)
        if not loaded.ask.is_typing and loaded.error is None:
            self.session.count(loaded.ask.filter, self._take_counts)

    def _folded(self, request: int, loaded: LoadedBench) -> None:
        self._take_list(request, loaded)
        if self.counted.filter != loaded.ask.filter:  # else it counts what it counted: a third of a second of 100,000
            self.session.count(loaded.ask.filter, self._take_counts)

    def _take_list(self, request: int, loaded: LoadedBench) -> None:
        error = loaded.error
        if error is not None and loaded.ask.is_typing:  # what was found before stays
            self.query_counted("not understood", loaded.ask, 0)
            return
        self._request = request
        self.list.empty_text = self._empty_text() if error is None else shown_fault(error).message
        self.list.show(loaded)
        words = f"{loaded.total:,} found" if loaded.ask.filter.text.strip() else ""
        self.query_counted(words, loaded.ask, loaded.total)
        self._look()
        self.settled()

    def _take_counts(self, counted: Counted) -> None:
        self.counted = counted
        self.facets.show(counted, self.meanings)
        self.settled()

    def _empty_text(self) -> str:
        keys = self.keymap
        if self.filter:
            return f"No mark and no note is found by that. {key_of(keys, 'leave')} shows all of them again."
        return (
            f"All your marks and notes stand here. In a text {key_of(keys, 'highlight')} marks the current sentence,"
            f" {key_of(keys, 'annotate')} writes beside it."
        )

    def on_bench_rows_wanted(self, message: BenchRowsWanted) -> None:
        """Ask for rows near the screen."""
        self.session.load_rows(self._request, *message.wanted, self._take_rows)

    def _take_rows(self, start: int, rows: tuple[Shown | None, ...]) -> None:
        self.list.take_rows(start, rows)

    def on_bench_moved(self, message: BenchMoved) -> None:
        """Show what the bar stands at."""
        self._look()
        self.settled()

    def on_facet_chosen(self, message: FacetChosen) -> None:
        """Narrow the list down by a facet, or do so no more."""
        self.ask_for(self.filter.toggled(message.facet))

    def fold(self, folds: Folds) -> None:
        """Fold groups."""
        self._folds = folds
        ask = BenchAsk(self.filter, self.order)
        self.session.fold(self.list.held(ask), folds, self._folded)

    def take_order(self, order: BenchOrder) -> None:
        """Order the list in another way."""
        self.order, self._folds = order, NO_FOLDS
        self.reload()

    def selected(self) -> None:
        """Show what is selected now."""
        self.list.refresh()
        self.settled()

    @property
    def folds(self) -> Folds:
        """Which groups are folded."""
        return self._folds

    # -- what stands beside it --------------------------------------------------------------------------------------
    def _look(self) -> None:
        if not self.is_previewing:
            return
        row, shown = self.list.current, self.list.list.current
        if isinstance(shown, BenchHeading):
            self.session.preview_group(self._request, shown, self._preview_group)
        elif row is None:
            self.preview.show(None, None, self.meanings)
        else:
            self.session.preview(row.target, lambda opened: self._preview(row, opened))

    def _preview(self, row: BenchRow, opened: OpenArticle | None) -> None:
        current = self.list.current
        if current is not None and current.target == row.target:
            self.preview.show(current, opened, self.meanings)

    def _preview_group(self, about: GroupAbout) -> None:
        current = self.list.list.current
        if isinstance(current, BenchHeading) and current.id == about.heading.id:
            self.preview.show_group(about, self.meanings)

    # -- the last row -----------------------------------------------------------------------------------------------
    def settled(self) -> None:
        """Let the head and the last row follow."""
        if not self.is_mounted:
            return
        self.list.title, self.list.detail = self.title_text, self._detail()
        self.list.refresh()
        heading = isinstance(self.list.list.current, BenchHeading)
        self.status.hint(
            bench_hints(
                self.keymap,
                self.mode,
                is_selecting=bool(self.list.list.selection),
                is_at_group=heading,
                is_narrowing=self.focused is self.facets,
                is_empty=not self.list.total,
                can_complete=self.can_complete,
            )
        )
        self.status.place(*self._where())
        inset = WIDTH if self.has_column else 0
        right = self.list.right_edge + (int(self.preview.size.width) if self.is_previewing else 0)
        self.status.align(inset + self.list.indent + TEXT_X, 2 if self.is_previewing else right, inset)

    @property
    def title_text(self) -> str:
        """What is listed, in words."""
        words = [facet_words(facet, self.counted, self.meanings) for facet in self.filter.facets]
        parts = [*words, self.filter.text.strip()]
        return " · ".join(part for part in parts if part) or "All marks and notes"

    def _detail(self) -> str:
        parts = [f"{self.list.total:,}"]
        if self.filter and self.counted.total:
            parts = [f"{self.list.total:,} of {self.counted.total:,}"]
        if self.order.sort != "newest":
            parts.append(ORDER_NAMES[self.order.sort])
        return " · ".join(parts)

    def _where(self) -> tuple[str, str]:
        if self.mode in (Mode.NOTE, Mode.COMPLETING):
            return "note", ""
        if self.list.list.selection:
            return f"{len(self.list.list.selection):,} selected", ""
        if not self.list.total:
            return "", ""
        places = self.list.list.places
        if (number := places.heading(self.list.list.cursor)) is not None:
            return counted(places.groups[number].size), ""
        place = places.listed(self.list.list.cursor) or 0
        return f"{place + 1:,} of {self.list.total:,}", ""

    def keys_meant(self) -> Sequence[int]:
        """Return the keys of what is selected, else of the annotation under the bar."""
        selected = self.list.list.selection.docids()
        if selected:
            return selected
        current = self.list.current
        return (current.key,) if current is not None else ()
