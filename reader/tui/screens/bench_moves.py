"""Moving through the list of the workbench, folding its groups, and selecting."""

from reader.tui.list_places import Folds
from reader.tui.screens.bench_screen import BenchScreen


class BenchMoves:
    """The actions of the key map that change nothing."""

    def __init__(self, bench: BenchScreen) -> None:
        self._bench = bench

    # -- moving -----------------------------------------------------------------------------------------------------
    def do_bench_down(self, count: int, argument: str) -> None:
        """Move the bar down."""
        self._bench.list.move_to(self._bench.list.list.cursor + count)

    def do_bench_up(self, count: int, argument: str) -> None:
        """Move the bar up."""
        self._bench.list.move_to(self._bench.list.list.cursor - count)

    def do_bench_first(self, count: int, argument: str) -> None:
        """Move the bar to the first row."""
        self._bench.list.move_to(0)

    def do_bench_last(self, count: int, argument: str) -> None:
        """Move the bar to the last row, or to the annotation of the number that was typed: headings have none."""
        rows = self._bench.list.list
        if argument and rows.places.articles:
            self._bench.list.move_to(rows.places.shown(min(count, rows.places.articles) - 1))
        else:
            self._bench.list.move_to(rows.total - 1)

    def do_bench_page_down(self, count: int, argument: str) -> None:
        """Move the bar down by as many rows as fit."""
        rows = self._bench.list.list
        self._bench.list.move_to(rows.cursor + count * rows.page)

    def do_bench_page_up(self, count: int, argument: str) -> None:
        """Move the bar up by as many rows as fit."""
        rows = self._bench.list.list
        self._bench.list.move_to(rows.cursor - count * rows.page)

    def do_bench_next_group(self, count: int, argument: str) -> None:
        """Go to the next heading."""
        self._step_group(count, 1)

    def do_bench_previous_group(self, count: int, argument: str) -> None:
        """Go to the heading before."""
        self._step_group(count, -1)

    def _step_group(self, count: int, step: int) -> None:
        rows = self._bench.list.list
        target = rows.cursor
        for _ in range(count):
            place = rows.places.next_heading(target, step)
            if place is None:
                break
            target = place
        self._bench.list.move_to(target)

    def do_bench_fold(self, count: int, argument: str) -> None:
        """Fold the group here, or unfold it."""
        places = self._bench.list.list.places
        heading = places.heading_of(self._bench.list.list.cursor)
        number = None if heading is None else places.heading(heading)
        if heading is not None and number is not None:
            self._bench.list.move_to(heading)
            self._bench.fold(places.folds.turned(places.groups[number].key))

    def do_bench_fold_all(self, count: int, argument: str) -> None:
        """Fold all groups, or unfold all if any is folded."""
        places = self._bench.list.list.places
        if places.groups:
            is_any_folded = any(places.folds.has(group.key) for group in places.groups)
            self._bench.fold(Folds(are_all=not is_any_folded))

    def do_bench_open(self, count: int, argument: str) -> None:
        """Go to the passage in its article; at a heading, fold its group or unfold it."""
        row = self._bench.list.current
        if row is not None:
            self._bench.ways.jump(row.target)
        elif self._bench.list.list.places.heading(self._bench.list.list.cursor) is not None:
            self.do_bench_fold(1, "")

    # -- selecting --------------------------------------------------------------------------------------------------
    def do_bench_select(self, count: int, argument: str) -> None:
        """Select what the bar stands at or take it out, and go on to the next; at a heading, all of its group."""
        rows = self._bench.list.list
        if not rows.total:
            return
        if (number := rows.places.heading(rows.cursor)) is not None:
            rows.selection.toggle_group(number)
            self._bench.selected()
            return
        last = rows.cursor + count - 1
        rows.selection.toggle(rows.cursor, min(last, rows.total - 1))
        self._bench.list.move_to(last + 1)
        self._bench.selected()

    def do_bench_range(self, count: int, argument: str) -> None:
        """Begin a range that follows the bar, or let the one that does stay as it is."""
        rows = self._bench.list.list
        if rows.selection.is_drawing:
            rows.selection.settle()
        elif rows.total:
            rows.selection.begin(rows.cursor)
        self._bench.selected()

    def do_bench_all(self, count: int, argument: str) -> None:
        """Select all that is listed, or nothing if all is selected."""
        self._bench.list.list.selection.toggle_all()
        self._bench.selected()
