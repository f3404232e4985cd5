"""Bars of block letters: a share of some cells, exact to an eighth of a cell; and columns that stand in one row. Pure.

The letters are those of Unicode's block elements (U+2581 to U+258F), which every font for terminals has.
"""

_ACROSS = " ▏▎▍▌▋▊▉"
_UP = " ▁▂▃▄▅▆▇█"
FULL = "█"


def bar(share: float, cells: int) -> str:
    """Return a bar to the right, `share` (0 to 1) of `cells` long; what is more than nothing is never invisible."""
    share = max(0.0, min(1.0, share))
    eighths = round(share * cells * 8)
    if share and cells:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    return FULL * whole + (_ACROSS[rest] if rest else "")


def column(share: float) -> str:
    """Return the letter of a column that stands in one row, `share` (0 to 1) of it high; more than nothing is never invisible."""
    share = max(0.0, min(1.0, share))
    return _UP[max(1, round(share * 8))] if share else " "
