"""Patterns that are compiled when the first text needs them.

A module's patterns are compiled while it is imported, a few hundred of them before the first page is cleaned, and most pages
need one in five: the rest was a fifth of the time from a file to its text. What is wrong in a pattern shows with its first
use; tests/model/test_patterns.py uses them all. Type checkers are shown `re.compile`.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    compile_late = re.compile
else:
    _NAMES = tuple(name for name in vars(re.Pattern) if not name.startswith("_"))

    class _Compiled:
        """Has all that a pattern has, as its own attributes: nothing stands between a call and the pattern."""

    class compile_late(_Compiled):  # noqa: N801  # it is called as `re.compile` is
        """Stands for `re.compile(pattern, flags)`."""

        def __init__(self, pattern, flags=0):
            self._asked = pattern, flags

        def __getattr__(self, name):
            """Compile; asked for what is not there yet."""
            if name not in _NAMES:
                raise AttributeError(name)
            compiled = re.compile(*self._asked)
            self.__dict__.update({each: getattr(compiled, each) for each in _NAMES})
            self.__class__ = _Compiled  # attributes of a class without `__getattr__` are found faster
            return getattr(compiled, name)
