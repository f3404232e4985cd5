"""The order of names: case and accents aside, and numbers by what they count. Pure; for whoever sorts feeds, tags, titles."""

from reader.model.patterns import compile_late

_NUMBER = compile_late(r"\d+")
_MOST_DIGITS = 99


def name_order(name: str) -> str:
    """Return the key by which a name is sorted: `Feed 2` stands before `Feed 10`, and `Élan` between `Edam` and `Emu`."""
    if name.isascii():
        folded = name.lower()
    else:
        from reader.model.search_letters import (
            fold,
        )  # late: names of feeds are sorted at the start, and most need no tables

        folded = fold(name)
    return _NUMBER.sub(lambda digits: _counted(digits[0]), folded)


def path_order(path: str) -> list[str]:
    """Return the key by which a folder or a nested tag, `Morning/Science`, is sorted: behind the one that it is in."""
    return [name_order(part) for part in path.split("/")]


def _counted(digits: str) -> str:
    """Return a number so that numbers are in order as texts are: first how many digits it has."""
    digits = digits.lstrip("0")
    return f"{min(len(digits), _MOST_DIGITS):02}{digits}"
