"""What was put into a text and what was taken out of it, in every theme: told apart without colour, and legible."""

from itertools import product

import pytest

from reader.library.resources import themes_folder
from reader.tui.looks.inks import Inks
from reader.tui.looks.themes import ThemeFile, load_all, to_textual
from tests.tui.looks.test_themes import AA, contrast

THEMES = list(load_all(themes_folder()).themes.values())


def inks_of(theme: ThemeFile) -> Inks:
    return Inks.from_variables(to_textual(theme).variables)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_came_and_what_went_are_told_apart_without_colour(theme: ThemeFile) -> None:
    inks = inks_of(theme)
    assert inks.added.underline
    assert inks.removed.strike
    assert not inks.added.strike
    assert not inks.removed.underline
    assert not inks.added.reverse
    # Marks are underlined where they have no grounds: what came is bold there as well.
    if not inks.has_mark_grounds:
        assert inks.added.bold


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.is_native_ansi], ids=lambda theme: theme.name)
def test_both_are_legible_in_whatever_stands_in_text_or_muted(theme: ThemeFile) -> None:
    inks = inks_of(theme)
    for letters, edit, ground in product(
        (inks.text, inks.muted), (inks.added, inks.removed), (inks.ground, inks.panel)
    ):
        style = ground + letters + edit
        assert style.color is not None
        assert style.bgcolor is not None
        assert contrast(style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex) >= AA


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_marks_lie_over_both_and_both_still_show(theme: ThemeFile) -> None:
    inks = inks_of(theme)
    for mark, edit in product(inks.marks.values(), (inks.added, inks.removed)):
        style = inks.ground + inks.text + edit + mark
        assert style.bgcolor == (inks.ground + mark).bgcolor
        assert (style.underline or style.strike) is True
