"""Who puts text that runs from right to left in order: the terminal, where it is known to do so, else we."""

from collections.abc import Mapping

from reader.layout.rows import Order

_ORDERING = {"Apple_Terminal", "iTerm.app", "mintty"}
"""Terminals that order lines themselves, as TERM_PROGRAM names them."""

_VTE_WITH_ORDER = 5800
"""VTE (GNOME Terminal, Ptyxis, Tilix …) does so from version 0.58 on."""

_CHOSEN = {"terminal": Order.TERMINAL, "here": Order.HERE, "words": Order.WORDS}


def reading_order(setting: str, environ: Mapping[str, str]) -> Order:
    """Return what the setting `bidi` asks for; for `auto` what is right in the terminal that the environment tells of.

    tmux and screen hand letters on as they get them, so what counts is the terminal around them. Its variables come through,
    of the terminal in which the session was begun; only TERM_PROGRAM is their own.
    """
    if setting in _CHOSEN:
        return _CHOSEN[setting]
    if environ.get("KITTY_WINDOW_ID"):
        return Order.WORDS
    version = environ.get("VTE_VERSION", "")
    if version.isdecimal() and int(version) >= _VTE_WITH_ORDER:
        return Order.TERMINAL
    if environ.get("KONSOLE_VERSION") or environ.get("MLTERM") or environ.get("TERM_PROGRAM") in _ORDERING:
        return Order.TERMINAL
    return Order.HERE
