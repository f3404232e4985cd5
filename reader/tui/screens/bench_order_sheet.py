"""The choice of how the workbench is ordered and what its annotations stand together by; answers with the order."""

from collections.abc import Callable

from reader.library.bench import BenchOrder
from reader.library.listing import BENCH_GROUPS, BENCH_ORDERS
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.order_sheet import OrdersSheet

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


class BenchOrderSheet(OrdersSheet[BenchOrder]):
    """How the workbench is ordered."""

    title_text = "Order of the workbench"

    def __init__(
        self, keymap: KeyMap, order: BenchOrder, try_on: Callable[[BenchOrder], object], *, has_words: bool
    ) -> None:
        """`has_words`: words were looked for, which some fit better than others."""
        sorts = ("best", *BENCH_ORDERS) if has_words or order.sort == "best" else BENCH_ORDERS
        super().__init__(
            keymap,
            order,
            try_on,
            [(ORDER_NAMES[sort], order._replace(sort=sort)) for sort in sorts],
            [(GROUP_NAMES[group], order._replace(group=group)) for group in BENCH_GROUPS],
        )
