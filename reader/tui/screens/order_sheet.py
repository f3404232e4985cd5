"""The choice of how the list is ordered and what its articles stand together by; answers with the order."""

from collections.abc import Callable, Sequence

from reader.library.listing import GROUPS, SORTS, ListOrder
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.widgets.group_rows import GROUP_NAMES, SORT_NAMES

IN_USE = "✓"


class OrderSheet(Sheet[ListOrder]):
    """Orders and groups below each other. The list behind follows the bar; leaving puts the first order back."""

    DEFAULT_CSS = "OrderSheet { align: right middle; background: transparent; }"
    title_text = "Order of the list"
    width_cells = 38
    """Narrow and at the side, so that one sees what is picked."""
    hints = (("accept", "take it"), ("cancel", "leave"))

    def __init__(
        self, keymap: KeyMap, order: ListOrder, try_on: Callable[[ListOrder], object], *, is_found: bool = False
    ) -> None:
        """`is_found` is for what a search found, which may come with the best match first."""
        super().__init__(keymap)
        self._before = self._order = order
        self._try_on = try_on
        sorts = ("best", *SORTS) if is_found else SORTS
        self._choices: list[ListOrder | None] = [
            None,
            *(order._replace(sort=sort) for sort in sorts),
            None,
            *(order._replace(group=group) for group in GROUPS),
        ]
        self._first_group = len(sorts) + 2

    def first_at(self) -> int:
        """Begin at the order in use."""
        return self._choices.index(self._before)

    def make_rows(self) -> Sequence[SheetRow]:
        """The orders, then what the articles may stand together by."""
        return [
            SheetRow(text="Together" if index else "Order", is_heading=True)
            if order is None
            else SheetRow(text=self._words(index, order), right=IN_USE if order == self._before else "")
            for index, order in enumerate(self._choices)
        ]

    def _words(self, index: int, order: ListOrder) -> str:
        return GROUP_NAMES[order.group] if index >= self._first_group else SORT_NAMES[order.sort]

    def moved(self) -> None:
        """Order the list at once."""
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
