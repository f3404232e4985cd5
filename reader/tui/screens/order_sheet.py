"""The choice of how a list is ordered and what stands together in it; answers with the order."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from reader.library.listing import GROUPS, SORTS, ListOrder
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.widgets.group_rows import GROUP_NAMES, SORT_NAMES

Order = TypeVar("Order")

IN_USE = "✓"


class OrdersSheet(Sheet[Order]):
    """Orders and groups below each other. The list behind follows the bar; leaving puts the first order back."""

    DEFAULT_CSS = "OrdersSheet { align: right middle; background: transparent; }"
    width_cells = 38
    """Narrow and at the side, so that one sees what is picked."""
    hints = (("accept", "take it"), ("cancel", "leave"))

    def __init__(
        self,
        keymap: KeyMap,
        order: Order,
        try_on: Callable[[Order], object],
        sorts: Sequence[tuple[str, Order]],
        groups: Sequence[tuple[str, Order]],
    ) -> None:
        """`sorts` and `groups` are what there is to choose from, each with the words for it."""
        super().__init__(keymap)
        self._before = self._order = order
        self._try_on = try_on
        self._choices: list[tuple[str, Order | None]] = [
            ("Order", None),
            *sorts,
            ("Together", None),
            *groups,
        ]

    def first_at(self) -> int:
        """Begin at the order in use."""
        return next(at for at, (_, order) in enumerate(self._choices) if order == self._before)

    def make_rows(self) -> Sequence[SheetRow]:
        """The orders, then what may stand together."""
        return [
            SheetRow(text=words, is_heading=order is None, right=IN_USE if order == self._before else "")
            for words, order in self._choices
        ]

    def moved(self) -> None:
        """Order the list at once."""
        order = self._choices[self.at][1]
        if order is not None and order != self._order:
            self._order = order
            self._try_on(order)

    def choose(self, index: int) -> None:
        """Keep the order."""
        order = self._choices[index][1]
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


class OrderSheet(OrdersSheet[ListOrder]):
    """How the list of articles is ordered."""

    title_text = "Order of the list"

    def __init__(
        self, keymap: KeyMap, order: ListOrder, try_on: Callable[[ListOrder], object], *, is_found: bool = False
    ) -> None:
        """`is_found` is for what a search found, which may come with the best match first."""
        sorts = ("best", *SORTS) if is_found else SORTS
        super().__init__(
            keymap,
            order,
            try_on,
            [(SORT_NAMES[sort], order._replace(sort=sort)) for sort in sorts],
            [(GROUP_NAMES[group], order._replace(group=group)) for group in GROUPS],
        )
