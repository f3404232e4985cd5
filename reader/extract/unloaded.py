"""Importing a library without another one that it names but that we never come to.

readability and htmldate can fetch pages and guess charsets; we give them trees and texts. What they would do that with is half
of what they load, and a fifth of the time from a file to its text on the screen.
"""

import sys
from importlib import import_module
from threading import RLock, get_ident
from types import ModuleType
from typing import Any

_IMPORTING = RLock()


def import_without(wanted: str, *unwanted: str) -> ModuleType:
    """Return the module `wanted`, imported without loading those that are `unwanted`, if they are not there already.

    While it is imported, everything in them is a stand-in that can be called; what is looked up there later, or by another
    thread, is the real thing, loaded by then. If the stand-ins do not do, `wanted` is imported as ever. Raises ImportError.
    """
    with _IMPORTING:
        if wanted in sys.modules:
            return import_module(wanted)
        stand_ins = [_StandIn(name) for name in unwanted if name not in sys.modules]
        for stand_in in stand_ins:
            stand_in.begin()
        try:
            return import_module(wanted)
        except (ImportError, AttributeError, TypeError, ValueError, LookupError):
            # Another version of `wanted` asks more of a stand-in than it can answer. It is imported as ever then, below, where
            # what is wrong with itself is raised.
            root = wanted.partition(".")[0]
            for name in [name for name in sys.modules if name == root or name.startswith(f"{root}.")]:
                del sys.modules[name]
        finally:
            for stand_in in stand_ins:
                stand_in.end()
        return import_module(wanted)


class _StandIn(ModuleType):
    """Stands for a module while another is imported, and for its way into it afterwards."""

    def begin(self) -> None:
        """Stand where the module would, for this thread; others that come here wait until this one is done."""
        self.__dict__["thread"] = get_ident()
        sys.modules[self.__name__] = self
        package, _, name = self.__name__.rpartition(".")
        if package:  # `import package.name` looks for it there
            setattr(import_module(package), name, self)

    def end(self) -> None:
        """Make way for the module."""
        self.__dict__["thread"] = None
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__dict__.get("thread") == get_ident():
            return _Anything()
        with _IMPORTING:
            return getattr(import_module(self.__name__), name)


class _Anything:
    """Whatever is wanted of a module: to be called, to have names."""

    def __getattr__(self, name: str) -> "_Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **options: object) -> "_Anything":
        return self
