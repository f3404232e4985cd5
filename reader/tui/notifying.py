"""Telling the reader what a rule told of, when they look at another window: the terminal's bell, or a notice of its own.

A notice is OSC 9, which iTerm2, kitty, WezTerm, Ghostty, foot and Windows Terminal show and others pass over. Inside tmux and
screen it goes nowhere; the bell comes through both. What is said has passed the model's boundary and is cleaned once more: a
control character would end the sequence, and the rest of it would be keys to the terminal.
"""

from collections.abc import Sequence
from typing import Any

from textual.app import App

from reader.model.text import clean_line

MOST_LETTERS = 200
"""What a notice of a desktop has room for."""

BELL, TERMINAL = "bell", "terminal"
"""The ways of `Config.notify` beside the last row."""


def tell_terminal(app: App[Any], way: str, notices: Sequence[str]) -> None:
    """Tell of notices in the way that the reader has chosen (`Config.notify`); the last row tells of them anyway."""
    if not notices:
        return
    if way == BELL:
        app.bell()
    driver = app._driver  # textual has no other way to write what is no frame
    if way == TERMINAL and driver is not None:
        driver.write(notice_sequence(notices))
        driver.flush()


def notice_sequence(notices: Sequence[str]) -> str:
    """Return what lets a terminal show a notice. It never begins with a digit: to some `9;4;…` is a bar of progress."""
    more = f" (and {len(notices) - 1:,} more)" if len(notices) > 1 else ""
    return f"\x1b]9;Pressmark: {clean_line(clean_line(notices[0], MOST_LETTERS) + more)}\x1b\\"
