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

_SIGNS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_NAMES = {sign: name for name, sign in _SIGNS.items()}

_SAME_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape", "ctrl+h": "backspace"}
"""Presses for which a terminal sends what it sends for another key (ECMA-48: ctrl takes the high bits away)."""
_SENT_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz\\]^_@")
"""Letters and signs for which a terminal sends something of its own together with ctrl."""
_TOLD_WITH_CTRL = {"backslash": "\\", "right_square_bracket": "]", "circumflex_accent": "^", "underscore": "_"}
"""How key events call those of them that are no letters."""


def parse_keys(spec: str) -> tuple[str, ...]:
    """Return the keys of a sequence: `gg` is two, `ctrl+d`, `pagedown` and `+` are one, `ctrl+x ctrl+s` two.

    What the screen shows for a key (`esc`, `PgDn`, `↓`) is taken too. Raises ValueError on an empty sequence and on a name that
    no key has.
    """
    keys: list[str] = []
    for word in spec.split():
        if word in NAMED_KEYS or len(word) == 1:
            keys.append(_NAMES.get(word, word))
        elif word in _NAMES:
            keys.append(_NAMES[word])
        elif any(word.startswith(modifier) and len(word) > len(modifier) for modifier in _MODIFIERS):
            bare = word.rsplit("+", 1)[1] or "+"
            if len(bare) > 1 and bare not in NAMED_KEYS and bare not in _NAMES:
                raise ValueError(f"no key is called {word!r}")
            keys.append(word.removesuffix(bare) + _NAMES.get(bare, bare))
        elif (word.isalpha() and len(word) > 3) or _is_foreign(word):
            raise ValueError(f"no key is called {word!r}")
        else:
            keys.extend(word)
    if not keys:
        raise ValueError("a key is needed")
    return tuple(keys)


def _is_foreign(word: str) -> bool:
    """Whether `word` is a key as other programs write it, `C-d`, `<c-d>`, `Ctrl+D`, `cmd+z`: nobody means these letters one
    after the other.
    """
    bare = word[1:-1] if word[0] == "<" and word[-1] == ">" else word
    at = min((at for at in (bare.find("+"), bare.find("-")) if at > 0), default=0)
    if not at or at == len(bare) - 1:
        return False
    return bare[0] in "cCaAmMsS" if at == 1 else at > 2 and bare[:at].isalpha()


def why_never_sent(key: str) -> str:
    """Return why no press can be read as `key` in a terminal, and what to write; "" if one can."""
    if key in _SAME_AS:
        return f"terminals send the same for {key} as for {_SAME_AS[key]}"
    *modifiers, bare = key.replace("++", "+plus").split("+") if len(key) > 1 else [key]
    if not modifiers:
        return ""
    if {"super", "meta"} & set(modifiers):
        return f"terminals don't send {key}: the desktop keeps it"
    if bare in NAMED_KEYS:
        return ""
    if "ctrl" in modifiers and ("shift" in modifiers or bare.isupper()):
        return f"terminals can't tell {key} from ctrl+{bare.lower()}"
    if "shift" in modifiers:
        return f"{key} is written as the letter it makes: {'alt+' if 'alt' in modifiers else ''}{bare.upper()}"
    if "ctrl" in modifiers and bare not in _SENT_WITH_CTRL:
        return f"terminals send nothing of its own for {key}"
    return ""


def key_of_event(name: str, character: str | None) -> str:
    """Return the key of a press as the terminal told it: `name` with modifiers, `character` if it stands for a letter."""
    if name == "space" or character == " ":
        return "space"
    if name.startswith("ctrl+"):
        bare = name[5:]
        return "ctrl+space" if bare == "@" else f"ctrl+{_TOLD_WITH_CTRL.get(bare, bare)}"
    if character and len(character) == 1 and character.isprintable() and not name.startswith("alt+"):
        return character
    if name.startswith("alt+") and character and len(character) == 1 and character.isprintable():
        return f"alt+{character}"
    return name


def key_label(spec: str) -> str:
    """Return a key sequence as it is shown to people: `esc`, `↓`, `PgDn`, `ctrl+d`, `gg`, `ctrl+x ctrl+s`."""
    shown = [_SIGNS.get(key, key) for key in parse_keys(spec)]
    return ("" if all(len(sign) == 1 for sign in shown) else " ").join(shown)
