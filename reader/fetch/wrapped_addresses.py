"""Addresses as they are copied out of a text: in angle brackets or quotes, with marks of the sentence and what nobody sees.

An address that begins as one keeps all that can be seen of it: a bracket or a full stop at its end may be its own.
"""

import os

from reader.fetch.addresses import scheme_of

_CLOSERS = dict(zip("<‹«([{\"'`‘“‚„»›「『《〈", ">›»)]}\"'`’”‘“«‹」』》〉", strict=True))  # quotes of many languages
_MARKS = ".,;:!?…。、，"  # of sentences in many scripts
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PREFIX = "url:"
_MOST_WRAPPINGS = 4


def unwrapped_address(target: str) -> str:
    """Return the http or https address that `target` wraps; else `target`, also where a file has that name.

    Taken off are brackets and quotes around it, what ends the sentence behind them, `URL:` in front of it (RFC 3986, C), and
    what is invisible at both ends.
    """
    text = _bare(target)
    for _ in range(_MOST_WRAPPINGS):
        if scheme_of(text) in ("http", "https"):
            return target if text == target.strip() or os.path.lexists(_path(target)) else text
        if text[: len(_PREFIX)].lower() == _PREFIX:
            text = _bare(text[len(_PREFIX) :])
        elif text and (closer := _CLOSERS.get(text[0])):
            text = _bare(_without_end(text[1:], closer))
        else:
            break
    return target


def _without_end(text: str, closer: str) -> str:
    ended = text.rstrip(_MARKS)
    return ended[:-1] if ended.endswith(closer) else text


def _bare(text: str) -> str:
    before = ""
    while text != before:  # invisible ones and spaces may take turns
        before, text = text, text.strip().strip(_UNSEEN)
    return text


def _path(target: str) -> str:
    """Return `target` as the path it may be; what cannot be one (a NUL in it) is none."""
    return "" if "\0" in target else os.path.expanduser(target)  # noqa: PTH111  # a Path would take `//` for `/` and fail
