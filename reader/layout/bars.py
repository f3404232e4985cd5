"""Bars of block letters: a share of some cells, exact to half a cell; and columns that stand in one row. Pure.

Bars take the lower half of their row, so that those of two rows never touch: a heap of full blocks is the loudest thing on a
page of text. The letters are those of Unicode's block elements (U+2580 to U+259F), which every font for terminals has.
"""

_UP = " ▁▂▃▄▅▆▇█"
FULL, HALF = "▄", "▖"


def bar(share: float, cells: int) -> str:
    """Return a bar to the right, `share` (0 to 1) of `cells` long; what is more than nothing is never invisible."""
    share = max(0.0, min(1.0, share))
    halves = round(share * cells * 2)
    if share and cells:
        halves = max(1, halves)
    whole, rest = divmod(halves, 2)
    return FULL * whole + HALF * rest


def column(share: float) -> str:
    """Return the letter of a column that stands in one row, `share` (0 to 1) of it high; more than nothing is never invisible."""
    share = max(0.0, min(1.0, share))
    return _UP[max(1, round(share * 8))] if share else " "
