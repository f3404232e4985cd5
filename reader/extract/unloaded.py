"""Importing a library without another one that it names but that we never come to.

readability and htmldate can fetch pages and guess charsets; we give them trees and texts. What they would do that with is half
of what they load, and a fifth of the time from a file to its text on the screen.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_without(wanted: str, unwanted: str) -> ModuleType:
    """Return the module `wanted`, imported without loading `unwanted`.

    While it is imported, everything in `unwanted` is a stand-in that can be called; what is looked up there later is the real
    thing, loaded by then. If the stand-in does not do, `wanted` is imported as ever. Raises ImportError.
    """
    if wanted in sys.modules or unwanted in sys.modules:
        return import_module(wanted)
    stand_in = sys.modules[unwanted] = _StandIn(unwanted)
    try:
        return import_module(wanted)
    except Exception:  # noqa: BLE001  # another version, which wants more of it
        root = wanted.partition(".")[0]
        for name in [name for name in sys.modules if name == root or name.startswith(f"{root}.")]:
            del sys.modules[name]
    finally:
        stand_in.__dict__["is_over"] = True
        if sys.modules.get(unwanted) is stand_in:
            del sys.modules[unwanted]
    return import_module(wanted)


class _StandIn(ModuleType):
    """Stands for a module while another is imported, and for its way into it afterwards."""

    is_over = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name) if self.is_over else _Anything()


class _Anything:
    """Whatever is wanted of a module: to be called, to have names."""

    def __getattr__(self, name: str) -> "_Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **options: object) -> "_Anything":
        return self
