"""The choice of how the workbench is ordered and what its annotations stand together by; answers with the order."""

from collections.abc import Callable, Sequence

from reader.library.bench import BenchOrder
from reader.library.listing import BENCH_GROUPS, BENCH_ORDERS
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.order_sheet import IN_USE
from reader.tui.screens.sheet import Sheet, SheetRow

ORDER_NAMES = {
    "best": "best match first",
    "newest": "newest first",
    "oldest": "oldest first",
    "changed": "changed last first",
    "place": "as in the articles",
    "color": "by colour",
    "tag": "by tag",
}
GROUP_NAMES = {
    "none": "no groups",
    "article": "by article",
    "color": "by colour",
    "tag": "by tag",
    "day": "by day",
    "week": "by week",
    "site": "by site",
}


class BenchOrderSheet(Sheet[BenchOrder]):
    """Orders and groups below each other. The list behind follows the bar; leaving puts the first order back."""

    DEFAULT_CSS = "BenchOrderSheet { align: right middle; background: transparent; }"
    title_text = "Order of the workbench"
    width_cells = 38
    hints = (("accept", "take it"), ("cancel", "leave"))

    def __init__(
        self, keymap: KeyMap, order: BenchOrder, try_on: Callable[[BenchOrder], object], *, has_words: bool
    ) -> None:
        """`has_words`: words were looked for, which some fit better than others."""
        super().__init__(keymap)
        self._before = self._order = order
        self._try_on = try_on
        sorts = ("best", *BENCH_ORDERS) if has_words or order.sort == "best" else BENCH_ORDERS
        self._choices: list[BenchOrder | None] = [
            None,
            *(order._replace(sort=sort) for sort in sorts),
            None,
            *(order._replace(group=group) for group in BENCH_GROUPS),
        ]
        self._first_group = len(sorts) + 2

    def first_at(self) -> int:
        """Begin at the order in use."""
        return self._choices.index(self._before)

    def make_rows(self) -> Sequence[SheetRow]:
        """The orders, then what annotations may stand together by."""
        rows = []
        for index, order in enumerate(self._choices):
            is_group = index >= self._first_group
            if order is None:
                rows.append(SheetRow(text="Together" if index else "Order", is_heading=True))
                continue
            words = GROUP_NAMES[order.group] if is_group else ORDER_NAMES[order.sort]
            rows.append(SheetRow(text=words, right=IN_USE if order == self._before else ""))
        return rows

    def moved(self) -> None:
        """Order the list at once; a group keeps the order that was picked before it."""
        order = self._choices[self.at]
        if order is not None and order != self._order:
            self._order = order
            self._try_on(order)

    def choose(self, index: int) -> None:
        """Keep the order."""
        order = self._choices[index]
        if order is not None:
            self.at = index
            self.moved()
            self.dismiss(order)

    def do_cancel(self, count: int, argument: str) -> None:
        """Put back the order that was."""
        if self._order != self._before:
            self._try_on(self._before)
        self.dismiss(None)

    do_close = do_cancel
