"""TOML as people and other machines write it, read without trust: what nests deeper than anything that is meant is refused.

`tomllib` recurses on nesting, and takes memory with the square of the parts of a key (100,000 parts: gigabytes).
"""

import tomllib
from typing import Any

from reader.model.patterns import compile_late

_KEY = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_DEEP_KEY = compile_late(rf"(?:^|[\[{{,\n])[ \t]*+{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY}){{50,}}+")

MESSAGE = "nested too deep"


def check_keys(text: str) -> None:
    """Raise tomllib.TOMLDecodeError for a key with more parts than anybody writes: for who has `tomlkit` read a text."""
    if _DEEP_KEY.search(text):
        raise tomllib.TOMLDecodeError(MESSAGE)


def read_toml(text: str) -> dict[str, Any]:
    """Return what `tomllib.loads` does. Raises tomllib.TOMLDecodeError, also for what is nested too deep, and for a number with
    more digits than Python reads."""
    check_keys(text)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError(MESSAGE) from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise tomllib.TOMLDecodeError("a number is too long") from None
