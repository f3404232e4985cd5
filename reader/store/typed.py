"""Values of a JSON object that are of the kind they are meant to be. A seal is against accidents: what stands under a right one
may be anything, and a list where a number is meant would be found out far from here, in whatever draws or counts with it.

Called by the reading halves of the codecs. Every function raises TypeError or ValueError, which are among their UNREADABLE.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

MOST = 2**53
"""No count of letters, words, pixels or bytes is as large; up to it floating-point numbers and SQLite's integers are exact."""

_Value = TypeVar("_Value")


def checked(value: Any, kind: type[_Value]) -> _Value:
    """Return `value` if it is just of this kind: True is no number."""
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value


def text(value: Any) -> str:
    """Return `value` if it is a text."""
    if type(value) is not str:
        raise TypeError("str expected")
    return value


def texts(values: Any) -> tuple[str, ...]:
    """Return the texts in a list of texts."""
    return tuple(map(text, _listed(values)))


def count(value: Any) -> int:
    """Return `value` if it is a whole number from 0 to MOST."""
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError("a count expected")
    return value


def whole(value: Any) -> int:
    """Return `value` if it is a whole number, and not past all measure."""
    if type(value) is not int or abs(value) > MOST:
        raise ValueError("a whole number expected")
    return value


def amount(value: Any) -> float:
    """Return `value` if it is a number from 0 to MOST, whole or not."""
    if type(value) not in (int, float) or not 0 <= value <= MOST:  # which "not a number" is not
        raise ValueError("an amount expected")
    return float(value)


def _listed(values: Any) -> Iterable[Any]:
    """Return `values` if they are a list: the letters of a text and the names of an object can be gone through as well."""
    if not isinstance(values, (list, tuple)):
        raise TypeError("list expected")
    return values
