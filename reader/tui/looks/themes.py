"""Themes: TOML files read into `ThemeFile`, and turned into Textual's themes.

A theme names a colour for every slot of `SLOTS`; a file may leave slots out and take them from its base. `styles` says how
a slot looks beside its colour (bold, underline, reverse …), which is all that a theme without colour has. Meaning is never
by colour alone: widgets use slot and style together.

In CSS a slot is a variable: `$ground`, `$muted`, `$find-current`, and its style is `$find-current-style`; code reads the same
names from `App.theme_variables`, or asks a `ThemeFile`. Which theme is the first one is said by `terminal_colours`.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from reader.model.errors import ThemeError
from reader.model.toml_text import read_toml
from reader.model.values import dataclass

GROUNDS = ("ground", "panel", "select")
"""What letters stand on."""

INKS = ("yellow", "green", "blue", "pink", "violet")
"""The five marks, in the order of their digits."""

DERIVED = {
    "ink": "text",
    "code_keyword": "text",
    "code_string": "muted",
    "code_comment": "muted",
    "code_number": "text",
    "code_name": "text",
}
"""Slots that a file may leave out, and the slot whose colour they have then: `ink`, the letters on marks and hits, and the
letters of code, among which keywords are bold and comments italic in any case."""

SLOTS = (*GROUNDS, "text", "muted", "faint", "accent", *INKS, "find", "find_current", "caret", "error", *DERIVED)
"""Every colour a theme has."""

_ON_INK = frozenset((*INKS, "find", "find_current"))
_STYLES = frozenset(("bold", "dim", "italic", "underline", "reverse"))
_KEYS = frozenset(("name", "title", "dark", "native_ansi", "base", "colours", "styles"))
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ANSI = frozenset(
    ["ansi_default"]
    + [
        f"ansi_{bright}{colour}"
        for bright in ("", "bright_")
        for colour in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """One theme, complete: every slot has a colour."""

    name: str
    title: str
    """What the list of themes shows."""
    is_dark: bool
    is_native_ansi: bool = False
    """Whether its colours are the terminal's own sixteen, to be sent as they are."""
    colours: Mapping[str, str]
    """Slot to `#rrggbb` or `ansi_…`; all of `SLOTS`."""
    styles: Mapping[str, str]
    """Slot to text styles, `bold underline`; empty for slots that are told by their colour."""

    @property
    def has_one_ground(self) -> bool:
        """Whether what lies over the text has the ground of the text."""
        return self.colours["panel"] == self.colours["ground"]

    def style(self, slot: str) -> Style:
        """Return how letters look in `slot`: on it if it is a ground, a mark, a hit or the caret, in its colour if it is not."""
        attributes: dict[str, Any] = dict.fromkeys(self.styles.get(slot, "").split(), True)
        if slot in _ON_INK:
            letters, ground = self.colours["ink"], self.colours[slot]
        elif slot in GROUNDS:
            letters, ground = self.colours["text"], self.colours[slot]
        elif slot == "caret":
            letters, ground = self.colours["ground"], self.colours["caret"]
        else:
            return Style(color=_rich(self.colours[slot]), **attributes)
        return Style(color=_rich(letters), bgcolor=_rich(ground), **attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSet:
    """All themes that could be read, by name, and what was wrong with the others."""

    themes: Mapping[str, ThemeFile]
    problems: tuple[ThemeError, ...] = ()


def load_theme(path: Path, bases: Mapping[str, ThemeFile] = MappingProxyType({})) -> ThemeFile:
    """Read one theme file; slots it leaves out come from `bases`: its `base`, else `paper` or `night`.

    Raises ThemeError naming the file and the key.
    """
    table = _read(path)
    for key in table.keys() - _KEYS:
        raise ThemeError(f"{path}: {key}: a theme has no such key", f"The keys are {', '.join(sorted(_KEYS))}.")
    name = _text(path, table, "name", path.stem)
    if not _NAME.fullmatch(name):
        raise ThemeError(f"{path}: name: {name!r} is no name for a theme", "Use small letters, digits and hyphens.")
    title = _text(path, table, "title", name.capitalize())
    base = _base(path, table, bases)
    is_dark = _flag(path, table, "dark", base.is_dark if base else False)
    is_native = _flag(path, table, "native_ansi", base.is_native_ansi if base else False)
    own = _colours(path, table, is_native=is_native)
    styles = _styles(path, table)
    if base is None and not set(SLOTS) - DERIVED.keys() <= own.keys():
        base = bases.get("night" if is_dark else "paper")
    colours = dict(base.colours) if base else {}
    colours |= {slot: own[source] for slot, source in DERIVED.items() if source in own}
    colours |= own
    missing = [slot for slot in SLOTS if slot not in colours]
    if missing:
        raise ThemeError(f"{path}: colours.{missing[0]}: missing", "Give it a colour, or name a base.")
    return ThemeFile(
        name=name,
        title=title,
        is_dark=is_dark,
        is_native_ansi=is_native,
        colours=MappingProxyType({slot: colours[slot] for slot in SLOTS}),
        styles=MappingProxyType({**(base.styles if base else {}), **styles}),
    )


def load_all(folder: Path, user_folder: Path | None = None) -> ThemeSet:
    """Read all themes of `folder`, then the user's own, which may replace them and build on them.

    A file that is wrong is left out and told of in `problems`; it never costs the others.
    """
    themes: dict[str, ThemeFile] = {}
    problems: list[ThemeError] = []
    for home in (folder, user_folder):
        if home is None or not home.is_dir():
            continue
        bases = dict(themes)
        for path in sorted(home.glob("*.toml")):
            try:
                theme = load_theme(path, bases)
            except ThemeError as error:
                problems.append(error)
            else:
                themes[theme.name] = theme
    return ThemeSet(themes=MappingProxyType(themes), problems=tuple(problems))


def to_textual(theme: ThemeFile) -> Theme:
    """Return `theme` as Textual knows it: every slot a variable of its name (hyphens for underscores), styles as `…-style`."""
    colours = theme.colours
    variables: dict[str, str] = {}
    for slot in SLOTS:
        variables[slot.replace("_", "-")] = colours[slot]
        variables[f"{slot.replace('_', '-')}-style"] = theme.styles.get(slot) or "none"
    variables |= _widget_variables(theme)
    return Theme(
        name=theme.name,
        primary=colours["accent"],
        secondary=colours["muted"],
        accent=colours["accent"],
        warning=colours["accent"],
        error=colours["error"],
        success=colours["accent"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["panel"],
        boost=colours["panel"],
        dark=theme.is_dark,
        ansi=theme.is_native_ansi,
        variables=variables,
    )


def _widget_variables(theme: ThemeFile) -> dict[str, str]:
    """Return what Textual's own widgets ask for, in our colours: nothing on the screen may bring colours of its own."""
    colours = theme.colours
    select_style = theme.styles.get("select") or "none"
    return {
        "text-muted": colours["muted"],
        "text-disabled": colours["muted"],
        "foreground-muted": colours["muted"],
        "foreground-disabled": colours["muted"],
        "surface-active": colours["panel"],
        "ansi-background": colours["ground"],  # Textual's own sheet asks for these two, and has them in no native theme
        "ansi-foreground": colours["text"],
        "border": colours["accent"],
        "border-blurred": colours["faint"],
        "block-cursor-foreground": colours["text"],
        "block-cursor-background": colours["select"],
        "block-cursor-text-style": select_style if select_style != "none" else "bold",
        "block-cursor-blurred-foreground": colours["text"],
        "block-cursor-blurred-background": colours["select"],
        "block-cursor-blurred-text-style": select_style,
        "block-hover-background": colours["panel"],
        "input-cursor-foreground": colours["ground"],
        "input-cursor-background": colours["caret"],
        "input-cursor-text-style": theme.styles.get("caret") or "none",
        "input-selection-foreground": colours["text"],
        "input-selection-background": colours["select"],
        "screen-selection-foreground": colours["text"],
        "screen-selection-background": colours["select"],
        "scrollbar": colours["faint"],
        "scrollbar-hover": colours["muted"],
        "scrollbar-active": colours["muted"],
        "scrollbar-background": colours["ground"],
        "scrollbar-background-hover": colours["ground"],
        "scrollbar-background-active": colours["ground"],
        "scrollbar-corner-color": colours["ground"],
        "link-color": colours["text"],
        "link-background": colours["ground"],
        "link-color-hover": colours["accent"],
        "link-background-hover": colours["ground"],
        "footer-foreground": colours["muted"],
        "footer-background": colours["ground"],
        "footer-key-foreground": colours["accent"],
        "footer-key-background": colours["ground"],
        "footer-description-foreground": colours["muted"],
        "footer-description-background": colours["ground"],
        "footer-item-background": colours["ground"],
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ThemeError(f"{path}: not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"{path}: {error}") from error


def _base(path: Path, table: Mapping[str, Any], bases: Mapping[str, ThemeFile]) -> ThemeFile | None:
    name = _text(path, table, "base", "")
    if not name:
        return None
    if name not in bases:
        raise ThemeError(f"{path}: base: no theme is called {name!r}", f"Known here: {', '.join(bases) or 'none'}.")
    return bases[name]


def _text(path: Path, table: Mapping[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise ThemeError(f"{path}: {key}: a short text is needed")
    return value


def _flag(path: Path, table: Mapping[str, Any], key: str, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise ThemeError(f"{path}: {key}: true or false is needed")
    return value


def _table(path: Path, table: Mapping[str, Any], key: str) -> Mapping[str, str]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ThemeError(f"{path}: {key}: a table is needed, [{key}]")
    for slot, entry in value.items():
        if slot not in SLOTS:
            raise ThemeError(f"{path}: {key}.{slot}: there is no such slot", f"The slots are {', '.join(SLOTS)}.")
        if not isinstance(entry, str):
            raise ThemeError(f"{path}: {key}.{slot}: a text in quotes is needed")
    return value


def _colours(path: Path, table: Mapping[str, Any], *, is_native: bool) -> dict[str, str]:
    colours = {}
    for slot, colour in _table(path, table, "colours").items():
        if colour in _ANSI:
            if not is_native:
                raise ThemeError(
                    f"{path}: colours.{slot}: {colour} needs native_ansi = true", "Or give the colour as #rrggbb."
                )
        elif not _HEX.fullmatch(colour):
            raise ThemeError(
                f"{path}: colours.{slot}: {colour!r} is no colour", "Write #rrggbb, or ansi_red and so on."
            )
        colours[slot] = colour
    return colours


def _styles(path: Path, table: Mapping[str, Any]) -> dict[str, str]:
    styles = dict(_table(path, table, "styles"))
    for slot, words in styles.items():
        for word in words.split():
            if word not in _STYLES:
                raise ThemeError(
                    f"{path}: styles.{slot}: {word!r} is no style", f"The styles are {', '.join(sorted(_STYLES))}."
                )
    return styles


def _rich(colour: str) -> RichColor:
    """Return Rich's colour for a slot's colour; Rich names the sixteen without `ansi_`."""
    return Color.parse(colour).rich_color
