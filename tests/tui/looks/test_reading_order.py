"""Who puts right-to-left text in order."""

import pytest

from reader.layout.rows import Order
from reader.tui.looks.reading_order import reading_order


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VTE_VERSION": "7600"}, Order.TERMINAL),
        ({"VTE_VERSION": "5602"}, Order.HERE),
        ({"VTE_VERSION": "7600", "TMUX": "/tmp/tmux-0/default,1,0", "TERM_PROGRAM": "tmux"}, Order.TERMINAL),
        ({"KITTY_WINDOW_ID": "1", "TMUX": "/tmp/tmux-0/default,1,0", "TERM_PROGRAM": "tmux"}, Order.WORDS),
        ({"TMUX": "/tmp/tmux-0/default,1,0", "TERM_PROGRAM": "tmux"}, Order.HERE),
        ({"KONSOLE_VERSION": "230804"}, Order.TERMINAL),
        ({"MLTERM": "3.9.0"}, Order.TERMINAL),
        ({"TERM_PROGRAM": "Apple_Terminal"}, Order.TERMINAL),
        ({"TERM_PROGRAM": "WezTerm"}, Order.HERE),
        ({"KITTY_WINDOW_ID": "1"}, Order.WORDS),
        ({}, Order.HERE),
    ],
)
def test_the_terminal_does_it_where_it_is_known_to(environ: dict[str, str], expected: Order) -> None:
    assert reading_order("auto", environ) is expected


@pytest.mark.parametrize("setting", ["terminal", "here", "words"])
def test_the_setting_wins(setting: str) -> None:
    assert reading_order(setting, {"KITTY_WINDOW_ID": "1"}) is Order[setting.upper()]
