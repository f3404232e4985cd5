"""How keys are written: in the key map, in the user's config, and on the screen.

A *key* is one press: a letter as it is typed (`H`, `]`), or a name (`space`, `ctrl+d`, `pagedown`). Pure: knows no textual, but
says how its key events are read.
"""

NAMED_KEYS = frozenset(
    "up down left right home end pageup pagedown space enter tab escape backspace delete insert".split()
    + [f"f{number}" for number in range(1, 13)]
)
"""Keys that have a name and no letter, as terminals tell them."""

_MODIFIERS = ("ctrl+", "alt+", "shift+", "super+", "meta+")


def parse_keys(spec: str) -> tuple[str, ...]:
    """Return the keys of a sequence: `gg` is two, `ctrl+d`, `pagedown` and `+` are one, `ctrl+x ctrl+s` two.

    Raises ValueError on an empty sequence and on a name that no key has.
    """
    keys: list[str] = []
    for word in spec.split():
        if word in NAMED_KEYS or len(word) == 1:
            keys.append(word)
        elif any(word.startswith(modifier) and len(word) > len(modifier) for modifier in _MODIFIERS):
            bare = word.rsplit("+", 1)[1] or "+"
            if len(bare) > 1 and bare not in NAMED_KEYS:
                raise ValueError(f"no key is called {word!r}")
            keys.append(word)
        elif word.isalpha() and len(word) > 3:
            raise ValueError(f"no key is called {word!r}")
        else:
            keys.extend(word)
    if not keys:
        raise ValueError("a key is needed")
    return tuple(keys)


def key_of_event(name: str, character: str | None) -> str:
    """Return the key of a press as the terminal told it: `name` with modifiers, `character` if it stands for a letter."""
    if name == "space" or character == " ":
        return "space"
    if character and len(character) == 1 and character.isprintable() and not name.startswith(("ctrl+", "alt+")):
        return character
    if name.startswith("alt+") and character and len(character) == 1 and character.isprintable():
        return f"alt+{character}"
    return name


_SIGNS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_label(spec: str) -> str:
    """Return a key sequence as it is shown to people: `esc`, `↓`, `PgDn`, `ctrl+d`, `gg`."""
    return "".join(_SIGNS.get(key, key) for key in parse_keys(spec))
