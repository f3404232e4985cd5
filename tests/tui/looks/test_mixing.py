"""Marks over each other: letters can be read on every mixture of every theme, and each further mark is seen."""

from itertools import combinations_with_replacement, pairwise
from typing import TypeAlias

import pytest
from rich.color import Color
from rich.style import Style
from textual.color import Color as TextualColor

from reader.library.resources import themes_folder
from reader.tui.looks.mixing import AA, AAA, brought_forward, contrast, mixed
from reader.tui.looks.themes import INKS, ThemeFile, load_all
from tests.tui.looks.test_themes import seen_difference

THEMES = list(load_all(themes_folder()).themes.values())
IN_COLOUR = [theme for theme in THEMES if not theme.is_native_ansi]
Marks: TypeAlias = dict[str, Style]


def marks_of(theme: ThemeFile) -> tuple[Marks, Style]:
    """Return the styles of a theme's marks and of its ground."""
    ink = Style(color=parsed(theme.colours.get("ink", theme.colours["text"])))
    found = {name: ink + Style(bgcolor=parsed(theme.colours[name])) for name in INKS}
    return found, Style(bgcolor=parsed(theme.colours["ground"]))


def parsed(colour: str) -> Color:
    return TextualColor.parse(colour).rich_color


def ground_of(style: Style) -> str:
    assert style.bgcolor is not None
    return style.bgcolor.get_truecolor().hex


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_letters_can_be_read_on_every_mixture(theme: ThemeFile) -> None:
    marks, ground = marks_of(theme)
    least = AAA if theme.name.startswith("contrast") else AA
    low = {}
    for count in range(2, 7):
        for names in combinations_with_replacement(INKS, count):
            style = mixed([marks[name] for name in names], ground)
            assert style.color is not None
            assert style.bgcolor is not None
            found = contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
            if found < least:
                low[names] = round(found, 2)
    assert low == {}


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
def test_two_marks_of_one_colour_are_told_from_one(theme: ThemeFile) -> None:
    marks, ground = marks_of(theme)
    for mark in marks.values():
        depths = [mark, *(mixed([mark] * count, ground) for count in (2, 3))]
        assert all(style.underline for style in depths[1:])
        steps = [seen_difference(ground_of(one), ground_of(other)) for one, other in pairwise(depths)]
        assert steps[0] > 2 or theme.name == "contrast-dark"  # whose marks are as deep as letters on them allow


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_one_mark_several_and_the_one_that_is_meant_look_different(theme: ThemeFile) -> None:
    marks, ground = marks_of(theme)
    one = marks["yellow"] + Style(underline=theme.name == "plain")
    several = mixed([one, one], ground)
    meant = brought_forward(one, is_over_others=True)
    assert len({one, several, meant, brought_forward(one, is_over_others=False)}) == (4 if theme.name != "plain" else 3)
    assert several.underline
    assert meant.bold
    assert meant.bgcolor == one.bgcolor


def test_colours_of_the_terminal_s_own_are_not_mixed() -> None:
    red, green = (Style(color="black", bgcolor=Color.parse(name)) for name in ("red", "green"))
    assert mixed([red, green], Style(bgcolor="default")).bgcolor == green.bgcolor
