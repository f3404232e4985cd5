"""Themes: the shipped ones are legible, the loader names file and key, and the user's own replace and build on them."""

import math
from itertools import pairwise, product
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from reader.library.resources import themes_folder
from reader.model.annotation import Colour
from reader.model.errors import ThemeError
from reader.tui.looks.themes import DERIVED, GROUNDS, INKS, SLOTS, ThemeFile, load_all, load_theme, to_textual

AA, AAA = 4.5, 7.0
"""Contrast for running text: WCAG 2.2, success criteria 1.4.3 and 1.4.6."""

SHIPPED = load_all(themes_folder())
THEMES = list(SHIPPED.themes.values())
IN_COLOUR = [theme for theme in THEMES if not theme.is_native_ansi]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `#rrggbb`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen_difference(one: str, other: str) -> float:
    """How far two colours lie apart to the eye: the distance in CIE L*a*b* (CIE 76), about 2 where it begins to be seen."""

    def lab(colour: str) -> tuple[float, float, float]:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
        y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
        x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
        return 116 * y - 16, 500 * (x - y), 200 * (y - z)

    return math.dist(lab(one), lab(other))


def write(folder: Path, name: str, text: str) -> Path:
    """Write a theme file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_shipped_themes_can_be_read() -> None:
    assert SHIPPED.problems == ()
    assert set(SHIPPED.themes) >= {"paper", "night", "sepia", "contrast-light", "contrast-dark", "plain", "terminal"}


def test_the_inks_are_the_five_colours_of_marks() -> None:
    assert tuple(colour.value for colour in Colour) == INKS


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_text_keeps_its_contrast_everywhere(theme: ThemeFile) -> None:
    least = AAA if theme.name.startswith("contrast") else AA
    letters = [(slot, ground) for slot, ground in product(("text", "muted", "accent", "error"), GROUNDS)]
    letters += [("ink", slot) for slot in (*INKS, "find", "find_current")]
    letters += [("ground", "caret")]
    letters += [(slot, ground) for slot, ground in product(DERIVED, GROUNDS) if slot.startswith("code")]
    low = {
        f"{slot} on {ground}": round(contrast(theme.colours[slot], theme.colours[ground]), 2)
        for slot, ground in letters
        if contrast(theme.colours[slot], theme.colours[ground]) < least
    }
    assert low == {}


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_dark_themes_are_dark_and_light_ones_light(theme: ThemeFile) -> None:
    assert theme.is_dark is (luminance(theme.colours["ground"]) < luminance(theme.colours["text"]))


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_no_two_inks_look_the_same(theme: ThemeFile) -> None:
    grounds = [theme.colours[slot] for slot in (*INKS, "find", "find_current", "select", "ground")]
    assert len(set(grounds)) == len(grounds)


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_what_is_found_inside_a_mark_is_seen(theme: ThemeFile) -> None:
    slots = [("find", "find_current"), *product(("find", "find_current"), INKS)]
    near = {
        f"{one} on {other}": round(seen_difference(theme.colours[one], theme.colours[other]))
        for one, other in slots
        if seen_difference(theme.colours[one], theme.colours[other]) < 18
    }
    assert near == {}


def test_the_plain_theme_needs_no_colour() -> None:
    plain = SHIPPED.themes["plain"]
    assert set(plain.colours.values()) == {"ansi_default"}
    for slot in ("select", "caret", "find", "find_current", "accent", *INKS):
        assert plain.styles[slot]
    assert plain.styles["find"] != plain.styles["find_current"] != plain.styles["yellow"]


def test_the_terminal_theme_brings_no_ground_of_its_own() -> None:
    terminal = SHIPPED.themes["terminal"]
    assert terminal.is_native_ansi
    assert {terminal.colours[slot] for slot in ("ground", "panel", "text")} == {"ansi_default"}
    assert terminal.colours["ink"] == "ansi_black"


def test_a_user_theme_takes_what_it_leaves_out_from_its_base(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'name = "mine"\nbase = "night"\n[colours]\naccent = "#88c0d0"\n')
    themes = load_all(themes_folder(), tmp_path).themes
    assert themes["mine"].is_dark
    assert themes["mine"].colours == {**themes["night"].colours, "accent": "#88c0d0"}


@pytest.mark.parametrize(("dark", "base"), [("true", "night"), ("false", "paper")])
def test_without_a_base_light_and_dark_have_theirs(tmp_path: Path, dark: str, base: str) -> None:
    write(tmp_path, "mine", f'dark = {dark}\n[colours]\nmuted = "#777777"\n')
    themes = load_all(themes_folder(), tmp_path).themes
    assert themes["mine"].colours["ground"] == themes[base].colours["ground"]
    assert themes["mine"].title == "Mine"


def test_a_user_theme_may_replace_a_shipped_one_and_build_on_it(tmp_path: Path) -> None:
    write(tmp_path, "paper", 'name = "paper"\nbase = "paper"\n[colours]\nground = "#ffffff"\n')
    paper = load_all(themes_folder(), tmp_path).themes["paper"]
    assert (paper.colours["ground"], paper.colours["text"]) == ("#ffffff", SHIPPED.themes["paper"].colours["text"])


def test_letters_on_marks_follow_the_text_of_a_theme_that_names_no_ink(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'base = "paper"\n[colours]\ntext = "#111111"\n')
    assert load_all(themes_folder(), tmp_path).themes["mine"].colours["ink"] == "#111111"


def test_one_wrong_file_never_costs_the_others(tmp_path: Path) -> None:
    write(tmp_path, "broken", "name = ")
    write(tmp_path, "fine", 'base = "sepia"\n')
    found = load_all(themes_folder(), tmp_path)
    assert {"fine", *SHIPPED.themes} == set(found.themes)
    assert [str(tmp_path / "broken.toml") in str(problem) for problem in found.problems] == [True]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('colour = "x"', "colour"),
        ('name = "No Name"', "name"),
        ("title = 7", "title"),
        ('dark = "yes"', "dark"),
        ('base = "nowhere"', "base"),
        ("colours = 7", "colours"),
        ('[colours]\ntext = "red"', "colours.text"),
        ('[colours]\ntext = "#12345"', "colours.text"),
        ("[colours]\ntext = 7", "colours.text"),
        ('[colours]\ninky = "#123456"', "colours.inky"),
        ('[colours]\ntext = "ansi_red"', "colours.text"),
        ('[styles]\nyellow = "blink"', "styles.yellow"),
        ('[colours]\ntext = "#123456"', "colours.ground"),
        ("name = x\ntitle = 1", "line 1"),
    ],
)
def test_a_wrong_file_is_told_by_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    path = write(tmp_path, "wrong", text)
    with pytest.raises(ThemeError) as caught:
        load_theme(path)
    assert str(path) in caught.value.message
    assert key in caught.value.message


def test_a_file_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_bytes(b"name = '\xff\xfe'")
    with pytest.raises(ThemeError, match="UTF-8"):
        load_theme(path)
    with pytest.raises(ThemeError, match=r"gone\.toml"):
        load_theme(tmp_path / "gone.toml")


def test_themes_are_found_without_a_user_folder(tmp_path: Path) -> None:
    assert set(load_all(themes_folder(), tmp_path / "nowhere").themes) == set(SHIPPED.themes)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_slot_has_a_style(theme: ThemeFile) -> None:
    for slot in SLOTS:
        style = theme.style(slot)
        assert style.color is not None
        assert (style.bgcolor is not None) is (slot in {*GROUNDS, *INKS, "find", "find_current", "caret"})


class Sampler(App[None]):
    """A screen that uses every slot in CSS, and may change its theme."""

    CSS = "Screen { background: $ground; }\n" + "\n".join(
        f"#{slot} {{ color: ${slot.replace('_', '-')}; text-style: ${slot.replace('_', '-')}-style; }}"
        for slot in SLOTS
    )

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(to_textual(theme))
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        for slot in SLOTS:
            yield Static(slot, id=slot)


async def test_css_knows_every_slot_in_every_theme_and_themes_change_live() -> None:
    app = Sampler()
    async with app.run_test() as pilot:
        for before, theme in pairwise([THEMES[-1], *THEMES]):
            app.theme = before.name
            await pilot.pause()
            app.theme = theme.name
            await pilot.pause()
            assert app.native_ansi_color is theme.is_native_ansi
            assert {slot: app.theme_variables[slot.replace("_", "-")] for slot in SLOTS} == dict(theme.colours)
            assert app.screen.styles.background.css == to_css(theme.colours["ground"])
            assert app.query_one("#yellow").styles.color.css == to_css(theme.colours["yellow"])
            assert app.query_one("#find_current").styles.text_style.bold is (
                True if "find_current" in theme.styles else None
            )


def to_css(colour: str) -> str:
    """How Textual writes a colour."""
    from textual.color import Color

    return Color.parse(colour).css
